#include "ingest_service/parse/plain/pipe_table.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "absl/strings/str_cat.h"
#include "ingest_service/parse/block/block_text.h"
#include "ingest_service/parse/block/table_header.h"

namespace parallax::parse {
namespace {

using record::IssueKind;
using record::MappedText;

// A row that is broken over more lines than this is no row.
constexpr int kMaxRowLines = 20;

struct Bars {
  int32_t count = 0;
  bool leading = false;
  bool trailing = false;

  int32_t cells() const { return count + 1 - (leading ? 1 : 0) - (trailing ? 1 : 0); }
};

bool IsBar(std::string_view s, size_t at) { return s[at] == '|' && (at == 0 || s[at - 1] != '\\'); }

Bars CountBars(std::string_view line) {
  Bars bars;
  size_t last = line.size();
  for (size_t at = line.find('|'); at != std::string_view::npos; at = line.find('|', at + 1)) {
    if (!IsBar(line, at)) continue;
    ++bars.count;
    if (at == 0) bars.leading = true;
    last = at;
  }
  bars.trailing = bars.count > 0 && last + 1 == line.size() && (last > 0 || !bars.leading);
  return bars;
}

// Nothing but bars and blanks.
bool IsBarsOnly(std::string_view line) {
  return line.find_first_not_of("| \t") == std::string_view::npos;
}

// |---|:---:|
bool IsDelimiterRow(std::string_view line) {
  return line.find_first_not_of("|-:=+ \t") == std::string_view::npos &&
         (line.find("--") != std::string_view::npos || line.find("==") != std::string_view::npos ||
          line.find(":-") != std::string_view::npos || line.find("|-") != std::string_view::npos);
}

// +---+---+
bool IsGridRule(std::string_view line) {
  return line.starts_with("+-") && line.find_first_not_of("+-= \t") == std::string_view::npos;
}

// A row as a stretch of the text: one line, or several where it is broken.
struct Row {
  int64_t begin = 0;
  int64_t end = 0;
  int32_t cells = 0;
  bool closed = false;  // ends with a bar
  bool broken = false;
  bool skip_bar = false;  // the bar that begins it stands before its first cell
  int lines = 1;
};

class Reader {
 public:
  Reader(const MappedText& source, const std::vector<Line>& lines, const ParseLimits& limits)
      : source_(source), lines_(lines), limits_(limits) {}

  std::optional<PipeTable> Read(size_t first, int64_t cells_left) {
    if (!Begins(first)) return std::nullopt;
    Bars head = BarsOf(first);
    // A blank corner: the bar at the begin is the one behind it, as the next row shows.
    const Bars next = BarsOf(first + 1);
    if (head.leading && !next.leading && next.count == head.count) head.leading = false;
    columns_ = head.cells();
    leading_ = head.leading;
    closing_ = head.trailing;
    if (columns_ > limits_.max_columns) return std::nullopt;
    AddRow(first, head);
    size_t at = first + 1;
    for (; at < lines_.size(); ++at) {
      if (static_cast<int64_t>(rows_.size() + 1) * columns_ > cells_left) break;
      if (lines_[at].after_blank && !Spaced(at)) break;
      if (!Take(at)) break;
    }
    if (rows_.size() < 2 && !delimiter_) return std::nullopt;
    return Build(at);
  }

 private:
  std::string_view Text(size_t i) const {
    return std::string_view(source_.text)
        .substr(static_cast<size_t>(lines_[i].begin),
                static_cast<size_t>(lines_[i].end - lines_[i].begin));
  }
  Bars BarsOf(size_t i) const { return i < lines_.size() ? CountBars(Text(i)) : Bars{}; }

  // Whether a table begins at line `i`: it has cells, and so, in the same manner, has the next
  // line.
  bool Begins(size_t i) const {
    const std::string_view line = Text(i);
    if (line.find('|') == std::string_view::npos || IsBarsOnly(line) || IsDelimiterRow(line)) {
      return false;
    }
    const Bars head = CountBars(line);
    if (head.cells() < 2 || i + 1 >= lines_.size()) return false;
    const std::string_view below = Text(i + 1);
    if (IsDelimiterRow(below) && below.find('|') != std::string_view::npos) return true;
    if (IsGridRule(below) && head.leading && head.trailing) return true;
    const Bars next = CountBars(below);
    if (next.count == 0) return false;
    if (next.cells() == head.cells() || (next.count == head.count && head.count >= 2)) return true;
    // A short or broken first row still shares the manner of three cells and more.
    return head.cells() >= 3 && !lines_[i + 1].after_blank;
  }

  // Whether line `i`, which stands behind a blank line, still belongs: in a text that sets every
  // line apart, the second row shows it.
  bool Spaced(size_t i) {
    const Bars bars = RowBars(i);
    if (bars.count == 0) return false;
    if (rows_.size() == 1 && !delimiter_) spaced_ = bars.cells() == columns_;
    return spaced_ && (bars.cells() == columns_ || IsBarsOnly(Text(i)));
  }

  void AddRow(size_t i, const Bars& bars) {
    Row row;
    row.begin = lines_[i].begin;
    row.end = lines_[i].end;
    row.cells = bars.cells();
    row.closed = bars.trailing;
    row.skip_bar = bars.leading;
    rows_.push_back(row);
  }

  // The bars of line `i` in this table's manner: where rows do not begin with a bar, one that does
  // has a blank first cell, if the columns leave room for it.
  Bars RowBars(size_t i) const {
    Bars bars = BarsOf(i);
    if (bars.leading && !leading_ && bars.cells() + 1 <= columns_) bars.leading = false;
    return bars;
  }

  // Joins line `i` to the last row.
  void Extend(size_t i, int32_t cells, bool closed) {
    Row& row = rows_.back();
    row.end = lines_[i].end;
    row.cells = cells;
    row.closed = closed;
    row.broken = true;
    ++row.lines;
  }

  // Takes line `i` as a row or as part of one; false where the table ends before it.
  bool Take(size_t i) {
    const std::string_view line = Text(i);
    if (IsGridRule(line)) {
      if (rows_.size() == 1) delimiter_ = true;
      return true;
    }
    const Bars bars = RowBars(i);
    Row& last = rows_.back();
    const bool open = closing_ && !last.closed;
    if (bars.count == 0) {
      // A line without bars goes on an open row's last cell only if a bar closes that row soon.
      if (!open || rows_.size() < 2 || last.lines >= kMaxRowLines || !ClosesSoon(i)) return false;
      Extend(i, last.cells, false);
      return true;
    }
    if (IsDelimiterRow(line)) {
      if (rows_.size() == 1) delimiter_ = true;
      rules_.push_back(i);
      return true;
    }
    if (IsBarsOnly(line)) {
      const int32_t cells = last.cells + bars.count - (open ? 1 : 0);
      if (last.cells < columns_ && cells <= columns_ && rows_.size() > 1) {
        Extend(i, cells, true);
        return true;
      }
      if (bars.cells() == columns_) {  // a row of blanks
        AddRow(i, bars);
        return true;
      }
      stray_.push_back(i);
      return true;
    }
    if (rows_.size() > 1 && last.cells < columns_ && last.lines < kMaxRowLines) {
      // The rest of a broken row: together they fill the columns, apart neither does.
      const int32_t continued = last.cells + bars.cells() - (open ? 1 : 0);
      const bool begins_like_row = leading_ && bars.leading;
      if (!begins_like_row && bars.cells() < columns_ && (open || !leading_) &&
          (open ? continued <= columns_ : closing_ && continued == columns_)) {
        Extend(i, continued, bars.trailing);
        return true;
      }
    }
    if (rows_.size() >= 2 && BeginsAnother(i, bars)) return false;
    AddRow(i, bars);
    return true;
  }

  bool ClosesSoon(size_t i) const {
    for (size_t at = i + 1; at < lines_.size() && at <= i + 3; ++at) {
      if (lines_[at].after_blank) return false;
      const Bars bars = BarsOf(at);
      if (bars.count > 0) return !bars.leading || IsBarsOnly(Text(at));
    }
    return false;
  }

  // A header of another width whose two followers have that width begins a table of its own.
  bool BeginsAnother(size_t i, const Bars& bars) const {
    if (bars.cells() == columns_) return false;
    for (size_t at = i + 1; at <= i + 2; ++at) {
      if (at >= lines_.size() || lines_[at].after_blank || RowBars(at).cells() != bars.cells()) {
        return false;
      }
    }
    return true;
  }

  std::optional<PipeTable> Build(size_t end_line) {
    PipeTable out;
    out.end_line = end_line;
    int32_t columns = columns_;
    for (const Row& row : rows_) columns = std::max(columns, row.cells);
    // One wide row must not multiply the missing cells of all others; its last cell takes the rest.
    const int64_t room = limits_.max_cells * 2 / static_cast<int64_t>(rows_.size());
    columns = static_cast<int32_t>(
        std::min<int64_t>({columns, limits_.max_columns, std::max<int64_t>(columns_, room)}));
    record::Table& table = out.table;
    table.rows = static_cast<int32_t>(rows_.size());
    table.columns = columns;
    table.cells.reserve(rows_.size() * static_cast<size_t>(columns));
    for (size_t r = 0; r < rows_.size(); ++r) AddCells(static_cast<int32_t>(r), columns, &out);
    table.header_rows = delimiter_ || FirstRowIsHeader(table) ? 1 : 0;
    MarkHeaders(&table);
    out.span = source_.map.ToOriginal(rows_.front().begin,
                                      std::max(rows_.back().end, lines_[end_line - 1].end));
    for (const size_t i : stray_) {
      out.issues.push_back({IssueKind::kBrokenTable,
                            source_.map.ToOriginal(lines_[i].begin, lines_[i].end),
                            "A line of bars belongs to no row of the table."});
    }
    return out;
  }

  void AddCell(int32_t row, int32_t column, int64_t begin, int64_t end, PipeTable* out) {
    record::TableCell cell;
    cell.row = row;
    cell.column = column;
    const TextRange range = TrimRange(source_.text, begin, end);
    cell.content = FoldText(source_, range.begin, range.end);
    cell.span = range.begin < range.end ? source_.map.ToOriginal(range.begin, range.end)
                                        : source_.map.ToOriginal(begin, end);
    out->table.cells.push_back(std::move(cell));
  }

  void AddCells(int32_t r, int32_t columns, PipeTable* out) {
    const Row& row = rows_[static_cast<size_t>(r)];
    const std::string_view all = source_.text;
    int64_t begin = row.begin;
    if (row.skip_bar) ++begin;
    const int64_t end = row.closed ? row.end - 1 : row.end;
    int32_t column = 0;
    for (int64_t at = begin; at <= end && column < columns; ++at) {
      const bool bar = at < end && IsBar(all, static_cast<size_t>(at)) && column + 1 < columns;
      if (at < end && !bar) continue;
      AddCell(r, column++, begin, at, out);
      begin = at + 1;
    }
    const text::ByteSpan span = source_.map.ToOriginal(row.begin, row.end);
    if (row.broken) {
      out->issues.push_back(
          {IssueKind::kBrokenTable, span,
           absl::StrCat("Row ", r + 1, " of the table goes over ", row.lines, " lines.")});
    }
    if (row.cells != columns_) {
      out->issues.push_back({IssueKind::kBrokenTable, span,
                             absl::StrCat("Row ", r + 1, " of the table has ", row.cells,
                                          " cells where the first row has ", columns_, ".")});
    }
    for (; column < columns; ++column) {
      record::TableCell cell;
      cell.row = r;
      cell.column = column;
      cell.missing = true;
      cell.span = {span.end_byte, span.end_byte};
      out->table.cells.push_back(std::move(cell));
    }
  }

  const MappedText& source_;
  const std::vector<Line>& lines_;
  const ParseLimits& limits_;
  std::vector<Row> rows_;
  std::vector<size_t> rules_;
  std::vector<size_t> stray_;
  int32_t columns_ = 0;
  bool leading_ = false;
  bool closing_ = false;
  bool delimiter_ = false;
  bool spaced_ = false;
};

}  // namespace

std::optional<PipeTable> ReadPipeTable(const MappedText& source, const std::vector<Line>& lines,
                                       size_t first, const ParseLimits& limits,
                                       int64_t cells_left) {
  return Reader(source, lines, limits).Read(first, cells_left);
}

}  // namespace parallax::parse
