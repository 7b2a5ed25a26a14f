// The entities that have a cell, in the order of their ids.
#ifndef PARALLAX_QUERY_SERVICE_CELLS_ENTITY_SCAN_H_
#define PARALLAX_QUERY_SERVICE_CELLS_ENTITY_SCAN_H_

#include <string>

#include "absl/status/statusor.h"
#include "core/storage/read_view.h"

namespace parallax::cells {

// The first entity after `after` that has a cell; empty after the last. One seek. `after` need not
// be an entity: "model/" comes before every model.
absl::StatusOr<std::string> NextEntityWithCells(const storage::ReadView& view,
                                                const std::string& after);

}  // namespace parallax::cells

#endif  // PARALLAX_QUERY_SERVICE_CELLS_ENTITY_SCAN_H_
