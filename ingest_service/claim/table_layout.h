// How a table is to be read: where its subjects stand and which dimension each column or row asks.
#ifndef PARALLAX_INGEST_SERVICE_CLAIM_TABLE_LAYOUT_H_
#define PARALLAX_INGEST_SERVICE_CLAIM_TABLE_LAYOUT_H_

#include <string>
#include <vector>

#include "core/catalog/catalog.h"
#include "ingest_service/claim/table_grid.h"
#include "ingest_service/link/subject.h"

namespace parallax::claim {

// One line of values: a column of a table whose subjects head the rows, a row of a transposed one.
struct DimensionLine {
  int line = 0;  // column, or row when transposed
  const catalog::Dimension* dimension =
      nullptr;  // null: the header asks nothing that the catalog knows
  double score = 0;
  std::vector<const record::TableCell*> header;  // the cells that name it, outermost first
};

// One subject: a row, or a column when transposed.
struct SubjectLine {
  int line = 0;
  const record::TableCell* cell = nullptr;
  link::SubjectResolution subject;
};

struct TableLayout {
  bool readable = false;    // false: no subjects or no dimensions; the table yields no claims
  bool transposed = false;  // subjects head the columns
  std::string subject_kind;
  std::vector<SubjectLine> subjects;
  std::vector<DimensionLine> dimensions;

  const record::TableCell* CellAt(const TableGrid& grid, const SubjectLine& subject,
                                  const DimensionLine& dimension) const {
    return transposed ? grid.At(dimension.line, subject.line)
                      : grid.At(subject.line, dimension.line);
  }
};

// Tries both ways of reading and takes the one with more subjects and dimensions understood. The
// subjects' kind comes from the header over them, else from the kind that most of their names have.
TableLayout ReadLayout(const record::Table& table, const TableGrid& grid,
                       const catalog::Catalog& catalog);

}  // namespace parallax::claim

#endif  // PARALLAX_INGEST_SERVICE_CLAIM_TABLE_LAYOUT_H_
