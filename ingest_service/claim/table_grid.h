// Which cell covers each place of a table.
#ifndef PARALLAX_INGEST_SERVICE_CLAIM_TABLE_GRID_H_
#define PARALLAX_INGEST_SERVICE_CLAIM_TABLE_GRID_H_

#include <vector>

#include "core/record/document.h"

namespace parallax::claim {

// Views the table, which must outlive it. Thread-safe.
class TableGrid {
 public:
  // O(rows × columns); a table of more than kMaxPlaces places, or with spans that leave it, is cut
  // at its edges.
  explicit TableGrid(const record::Table& table);

  int rows() const { return rows_; }
  int columns() const { return columns_; }
  // Null where no cell covers the place. A merged cell is found at all of its places.
  const record::TableCell* At(int row, int column) const;

  static constexpr int64_t kMaxPlaces = 1 << 22;

 private:
  const record::Table& table_;
  int rows_ = 0;
  int columns_ = 0;
  std::vector<int32_t> index_;  // row-major; -1 for none
};

}  // namespace parallax::claim

#endif  // PARALLAX_INGEST_SERVICE_CLAIM_TABLE_GRID_H_
