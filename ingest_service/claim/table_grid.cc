#include "ingest_service/claim/table_grid.h"

#include <algorithm>

namespace parallax::claim {

TableGrid::TableGrid(const record::Table& table) : table_(table) {
  columns_ = std::max(0, table.columns);
  rows_ = std::max(0, table.rows);
  if (columns_ > 0 && rows_ > kMaxPlaces / columns_) {
    rows_ = static_cast<int>(kMaxPlaces / columns_);
  }
  index_.assign(static_cast<size_t>(rows_) * columns_, -1);
  for (size_t i = 0; i < table.cells.size(); ++i) {
    const record::TableCell& cell = table.cells[i];
    const int64_t row_end =
        std::min<int64_t>(rows_, int64_t{cell.row} + std::max(1, cell.row_span));
    const int64_t column_end =
        std::min<int64_t>(columns_, int64_t{cell.column} + std::max(1, cell.column_span));
    for (int64_t r = std::max(0, cell.row); r < row_end; ++r) {
      for (int64_t c = std::max(0, cell.column); c < column_end; ++c) {
        int32_t& place = index_[r * columns_ + c];
        if (place < 0) place = static_cast<int32_t>(i);
      }
    }
  }
}

const record::TableCell* TableGrid::At(int row, int column) const {
  if (row < 0 || row >= rows_ || column < 0 || column >= columns_) return nullptr;
  const int32_t i = index_[static_cast<size_t>(row) * columns_ + column];
  return i < 0 ? nullptr : &table_.cells[i];
}

}  // namespace parallax::claim
