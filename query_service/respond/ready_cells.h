// Cells ready to send: from the cache where it has them, then from what the store keeps, else read,
// made ready and kept.
#ifndef PARALLAX_QUERY_SERVICE_RESPOND_READY_CELLS_H_
#define PARALLAX_QUERY_SERVICE_RESPOND_READY_CELLS_H_

#include <memory>
#include <vector>

#include "absl/status/statusor.h"
#include "query_service/cells/cell_cache.h"
#include "query_service/cells/cell_keeper.h"
#include "query_service/cells/cell_reader.h"
#include "query_service/cells/ready_cell.h"

namespace parallax::respond {

// What FillAnyCell makes of `data`, and what contrasts need. Claims may be given either way
// (cells::ShownClaims). DataLoss for a stored claim that is none.
absl::StatusOr<cells::ReadyCell> MakeReady(const cells::CellData& data);

// The cells of every entity on every dimension, entity by entity.
using ReadyCells = std::vector<std::shared_ptr<const cells::ReadyCell>>;

// Where cells that are ready may be. Not owned; either may be null.
struct ReadyPlaces {
  cells::CellCache* cache = nullptr;
  cells::CellKeeper* keeper = nullptr;
};

// Takes the cells of `spec` (its roll-up is left alone) from the cache, and those that it has not
// from what the store keeps, as far as `from` goes; null where neither has one. True when all were
// there. Both are passed by for filtered comparisons and for entities that judgements make one, the
// store for bounds other than kKeptBounds.
bool FindReadyCells(const storage::ReadView& view, const request::CompareSpec& spec,
                    const ReadyPlaces& places, storage::ReadFrom from, ReadyCells* cells);

// Reads those that are null and gives them to both, save cells that rest on other rows than their
// own. Errors: those of CellReader::Read. REQUIRES: `cells` is of FindReadyCells; `reader`
// reads `view`.
absl::Status ReadMissingCells(const storage::ReadView& view, const cells::CellReader& reader,
                              const request::CompareSpec& spec, const ReadyPlaces& places,
                              ReadyCells* cells);

}  // namespace parallax::respond

#endif  // PARALLAX_QUERY_SERVICE_RESPOND_READY_CELLS_H_
