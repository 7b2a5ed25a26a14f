// Cells that count other cells' claims in: those of an organization's models, of a model's
// developers, of a dimension's children.
//
// Nothing is merged but the answer: every proposition keeps the entity and dimension that it came
// from. Propositions on one dimension are compatible by their readings. Across dimensions an
// absence or denial of the broader question contradicts what is affirmed of a narrower one below
// it; a denial of a narrower one leaves the broader open, and two narrower ones do not touch each
// other. A majority has to stand behind one question: voices that affirm different ones do not add
// up to it.
#ifndef PARALLAX_QUERY_SERVICE_CELLS_ROLL_UP_H_
#define PARALLAX_QUERY_SERVICE_CELLS_ROLL_UP_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "core/catalog/catalog.h"
#include "core/storage/record_reader.h"
#include "query_service/cells/cell_reader.h"
#include "query_service/request/compare_spec.h"

namespace parallax::cells {

// Cells that one may be rolled up from, itself included; those beyond it are left out and the cell
// is `sampled`.
inline constexpr size_t kMaxRolledUp = 64;

// The addresses whose claims count for `target`: its own first, then by entity (as the catalog
// relates them, by id), in each by dimension (the target's, then its descendants in display order).
std::vector<storage::CellAddress> RolledUpFrom(const catalog::Catalog& catalog,
                                               const storage::CellAddress& target,
                                               const request::RollUp& roll_up);

// As CellReader::Read, with every cell rolled up. `catalog` must outlive the cells.
absl::StatusOr<std::vector<CellData>> ReadRolledUp(
    const CellReader& reader, const catalog::Catalog& catalog,
    const std::vector<request::ResolvedEntity>& entities,
    const std::vector<const catalog::Dimension*>& dimensions, const request::ClaimFilter& filter,
    const request::CellBounds& bounds, const request::RollUp& roll_up);

}  // namespace parallax::cells

#endif  // PARALLAX_QUERY_SERVICE_CELLS_ROLL_UP_H_
