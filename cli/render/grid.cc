#include "cli/render/grid.h"

#include <algorithm>
#include <string_view>
#include <utility>

namespace parallax::render {
namespace {

void AppendRule(const std::vector<int>& widths, std::string_view left, std::string_view middle,
                std::string_view right, bool colour, std::string* out) {
  StyledLine line;
  std::string text(left);
  for (size_t i = 0; i < widths.size(); ++i) {
    if (i > 0) text += middle;
    for (int k = 0; k < widths[i] + 2; ++k) text += "─";
  }
  text += right;
  line.spans.push_back({std::move(text), Style::kFaint});
  *out += ToText(line, colour);
  *out += '\n';
}

void AppendRow(const std::vector<GridCell>& row, const std::vector<int>& widths, bool colour,
               std::string* out) {
  std::vector<std::vector<StyledLine>> wrapped(row.size());
  size_t height = 1;
  for (size_t i = 0; i < row.size(); ++i) {
    for (const StyledLine& line : row[i]) {
      for (StyledLine& piece : WrapLine(line, widths[i])) wrapped[i].push_back(std::move(piece));
    }
    height = std::max(height, wrapped[i].size());
  }
  const std::string bar = ToText(PlainLine("│", Style::kFaint), colour);
  for (size_t y = 0; y < height; ++y) {
    for (size_t i = 0; i < row.size(); ++i) {
      *out += bar;
      *out += ' ';
      int used = 0;
      if (y < wrapped[i].size()) {
        *out += ToText(wrapped[i][y], colour);
        used = DisplayWidth(wrapped[i][y]);
      }
      out->append(static_cast<size_t>(std::max(0, widths[i] - used) + 1), ' ');
    }
    *out += bar;
    *out += '\n';
  }
}

}  // namespace

int TextWidth(int total_width, size_t columns) {
  return total_width - 3 * static_cast<int>(columns) - 1;
}

std::vector<int> ColumnWidths(const Grid& grid, int text_width) {
  const size_t columns = grid.rows.empty() ? 0 : grid.rows[0].size();
  std::vector<int> natural(columns, 1);
  for (const auto& row : grid.rows) {
    for (size_t i = 0; i < columns; ++i) {
      for (const StyledLine& line : row[i]) natural[i] = std::max(natural[i], DisplayWidth(line));
    }
  }
  // Columns that need no more than an equal share keep what they need; the others share the rest.
  std::vector<int> widths(columns, 0);
  std::vector<bool> settled(columns, false);
  int left = text_width;
  size_t open = columns;
  for (bool changed = true; changed && open > 0;) {
    changed = false;
    const int share = left / static_cast<int>(open);
    for (size_t i = 0; i < columns; ++i) {
      if (settled[i] || natural[i] > share) continue;
      widths[i] = natural[i];
      settled[i] = true;
      left -= natural[i];
      --open;
      changed = true;
    }
  }
  for (size_t i = 0; i < columns && open > 0; ++i) {
    if (settled[i]) continue;
    widths[i] = std::max(1, left / static_cast<int>(open));
    left -= widths[i];
    --open;
  }
  return widths;
}

std::string DrawGrid(const Grid& grid, const std::vector<int>& widths, bool colour) {
  std::string out;
  AppendRule(widths, "╭", "┬", "╮", colour, &out);
  for (size_t y = 0; y < grid.rows.size(); ++y) {
    if (y == 1 || (y > 1 && grid.rules_between_rows)) {
      AppendRule(widths, "├", "┼", "┤", colour, &out);
    }
    AppendRow(grid.rows[y], widths, colour, &out);
  }
  AppendRule(widths, "╰", "┴", "╯", colour, &out);
  return out;
}

}  // namespace parallax::render
