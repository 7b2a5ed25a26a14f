// Cells as read to messages of parallax.v1.
#ifndef PARALLAX_QUERY_SERVICE_RESPOND_CELL_MESSAGE_H_
#define PARALLAX_QUERY_SERVICE_RESPOND_CELL_MESSAGE_H_

#include <cstddef>

#include "core/storage/rows.h"
#include "parallax/v1/cell.pb.h"
#include "query_service/cells/cell_reader.h"

namespace parallax::respond {

// The typed cell of the dimension's type, filled.
void FillAnyCell(const cells::CellData& data, v1::AnyCell* out);

// What all types of cell have in common.
void FillCell(const cells::CellData& data, v1::Cell* out);

// All of a proposition but its words and claims. `index` is into the reduced cell.
void FillProposition(const cells::CellData& data, size_t index, v1::Proposition* out);

void FillSupport(const reduce::Support& support, v1::Support* out);

// The claim with its proposition, without its lineage.
void FillClaim(const storage::ClaimRow& row, v1::Claim* out);

}  // namespace parallax::respond

#endif  // PARALLAX_QUERY_SERVICE_RESPOND_CELL_MESSAGE_H_
