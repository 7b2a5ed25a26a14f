#include "ingest_service/claim/table_layout.h"

#include <algorithm>
#include <map>
#include <set>

namespace parallax::claim {
namespace {

// Reads the grid as it stands or turned over its diagonal, so that both readings share one piece of
// code.
class Turned {
 public:
  Turned(const TableGrid& grid, bool transposed) : grid_(grid), transposed_(transposed) {}
  int rows() const { return transposed_ ? grid_.columns() : grid_.rows(); }
  int columns() const { return transposed_ ? grid_.rows() : grid_.columns(); }
  const record::TableCell* At(int row, int column) const {
    return transposed_ ? grid_.At(column, row) : grid_.At(row, column);
  }

 private:
  const TableGrid& grid_;
  const bool transposed_;
};

std::string HeaderText(const std::vector<const record::TableCell*>& cells) {
  std::string text;
  for (const record::TableCell* cell : cells) {
    if (cell->content.text.empty()) continue;
    if (!text.empty()) text += ' ';
    text += cell->content.text;
  }
  return text;
}

// The different header cells above `column`, outermost first.
std::vector<const record::TableCell*> HeaderOf(const Turned& grid, int header_rows, int column) {
  std::vector<const record::TableCell*> cells;
  for (int row = 0; row < header_rows; ++row) {
    const record::TableCell* cell = grid.At(row, column);
    if (cell != nullptr && (cells.empty() || cells.back() != cell)) cells.push_back(cell);
  }
  return cells;
}

// The kind that at least half of the names in the first column have; empty when there is none.
std::string MajorityKind(const Turned& grid, int header_rows, int column,
                         const catalog::Catalog& catalog) {
  std::map<std::string, int> kinds;
  int names = 0;
  for (int row = header_rows; row < grid.rows(); ++row) {
    const record::TableCell* cell = grid.At(row, column);
    if (cell == nullptr || cell->content.text.empty()) continue;
    ++names;
    const link::SubjectResolution subject = link::ResolveSubject(catalog, cell->content.text, "");
    if (!subject.kind.empty()) {
      ++kinds[subject.kind];
    } else if (subject.ambiguous) {
      // A model and the company of the same name: each kind may be meant.
      std::set<std::string> possible;
      const std::string_view name =
          std::string_view(cell->content.text)
              .substr(subject.name_begin, subject.name_end - subject.name_begin);
      for (const auto& candidate : catalog.ResolveName(name))
        possible.insert(candidate.entity->kind);
      for (const std::string& kind : possible) ++kinds[kind];
    }
  }
  std::string best;
  int most = 0;
  for (const auto& [kind, count] : kinds) {
    if (count > most) best = kind, most = count;
  }
  return most * 2 >= names ? best : "";
}

TableLayout ReadOneWay(const record::Table& table, const TableGrid& plain, bool transposed,
                       const catalog::Catalog& catalog, double* quality) {
  const Turned grid(plain, transposed);
  TableLayout layout;
  layout.transposed = transposed;
  *quality = 0;
  const int header_rows = std::max(1, transposed ? table.header_columns : table.header_rows);
  if (grid.rows() <= header_rows || grid.columns() < 2) return layout;

  // Subjects head the first column, unless another of the header columns names a kind and it does
  // not.
  int subject_column = 0;
  const int header_columns =
      std::clamp(transposed ? table.header_rows : table.header_columns, 1, grid.columns() - 1);
  std::string kind;
  for (int column = 0; column < header_columns && kind.empty(); ++column) {
    const auto matches = catalog.MatchKindHeader(HeaderText(HeaderOf(grid, header_rows, column)));
    if (!matches.empty()) {
      kind = matches[0].kind->id;
      subject_column = column;
    }
  }
  const std::string majority = MajorityKind(grid, header_rows, subject_column, catalog);
  // A header such as "Project" or "Case" is weaker evidence than the names under it.
  if (!majority.empty()) kind = majority;
  layout.subject_kind = kind;

  int known_subjects = 0;
  for (int row = header_rows; row < grid.rows(); ++row) {
    const record::TableCell* cell = grid.At(row, subject_column);
    if (cell == nullptr || cell->content.text.empty()) continue;
    SubjectLine line{row, cell, link::ResolveSubject(catalog, cell->content.text, kind)};
    known_subjects += !line.subject.entity_id.empty() && !line.subject.provisional;
    layout.subjects.push_back(std::move(line));
  }

  double understood = 0;
  for (int column = 0; column < grid.columns(); ++column) {
    if (column == subject_column) continue;
    DimensionLine line;
    line.line = column;
    line.header = HeaderOf(grid, header_rows, column);
    const std::string header = HeaderText(line.header);
    if (header.empty()) continue;
    auto matches = catalog.MatchHeader(header, kind);
    if (matches.empty() && line.header.size() > 1) {
      matches = catalog.MatchHeader(line.header.back()->content.text, kind);
    }
    if (!matches.empty()) {
      line.dimension = matches[0].dimension;
      line.score = matches[0].score;
      understood += line.score;
    }
    layout.dimensions.push_back(std::move(line));
  }
  // Two columns that ask the same: the better match keeps the dimension.
  for (DimensionLine& line : layout.dimensions) {
    for (const DimensionLine& other : layout.dimensions) {
      if (&line != &other && line.dimension != nullptr && line.dimension == other.dimension &&
          (other.score > line.score || (other.score == line.score && other.line < line.line))) {
        line.dimension = nullptr;
        break;
      }
    }
  }
  layout.readable = understood > 0 && !kind.empty() && !layout.subjects.empty();
  *quality = layout.readable ? understood * (1 + known_subjects) : 0;
  return layout;
}

}  // namespace

TableLayout ReadLayout(const record::Table& table, const TableGrid& grid,
                       const catalog::Catalog& catalog) {
  double plain_quality = 0;
  double turned_quality = 0;
  TableLayout plain = ReadOneWay(table, grid, false, catalog, &plain_quality);
  TableLayout turned = ReadOneWay(table, grid, true, catalog, &turned_quality);
  return turned_quality > plain_quality ? turned : plain;
}

}  // namespace parallax::claim
