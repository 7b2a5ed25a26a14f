// Ready cells as bytes, for what is kept in the store (storage::KeptCell). The bytes live no longer
// than the process that wrote them: they have no version.
#ifndef PARALLAX_QUERY_SERVICE_CELLS_READY_CELL_CODEC_H_
#define PARALLAX_QUERY_SERVICE_CELLS_READY_CELL_CODEC_H_

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "query_service/cells/ready_cell.h"
#include "query_service/request/compare_spec.h"

namespace parallax::cells {

// The cells that are kept are those that were read with these bounds.
inline constexpr request::CellBounds kKeptBounds;

std::string EncodeReadyCell(const ReadyCell& cell);

// DataLoss for bytes that are no cell.
absl::StatusOr<ReadyCell> DecodeReadyCell(std::string_view bytes);

}  // namespace parallax::cells

#endif  // PARALLAX_QUERY_SERVICE_CELLS_READY_CELL_CODEC_H_
