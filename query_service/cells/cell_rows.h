// The rows of many cells read in one pass: propositions of each, and the claims of small ones.
#ifndef PARALLAX_QUERY_SERVICE_CELLS_CELL_ROWS_H_
#define PARALLAX_QUERY_SERVICE_CELLS_CELL_ROWS_H_

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "core/reduce/proposition.h"
#include "core/storage/read_view.h"
#include "core/storage/record_reader.h"
#include "core/storage/rows.h"

namespace parallax::cells {

// A cell of at most so many claims is read whole: its neighbours in the same blocks cost next to
// nothing.
inline constexpr uint64_t kMaxClaimsReadWhole = 64;

struct CellRows {
  // In the order of RecordReader::ListPropositions; nothing where the cell has more than were
  // allowed: then the index has to say which come first.
  std::optional<std::vector<storage::PropositionRow>> propositions;
  // Stored claim rows by proposition, in key order; nothing for a large cell.
  std::optional<std::map<std::string, std::vector<std::string>, std::less<>>> claims;
  // Of a large cell: the first claims of those propositions that were asked for, `first_limit` of
  // each or all that it has.
  std::map<std::string, std::vector<std::string>, std::less<>> first;
  size_t first_limit = 0;
};

struct RowsWanted {
  const storage::CellAddress* address = nullptr;
  const storage::CellRow* row = nullptr;  // null: nothing is read
  size_t max_propositions = 0;
};

// One entry per cell, in order. Errors: of the engine; DataLoss for a row that cannot be read.
absl::StatusOr<std::vector<CellRows>> ReadCellRows(const storage::ReadView& view,
                                                   absl::Span<const RowsWanted> wanted);

// Reads the first `limit` stored claims of each proposition into `rows`.
absl::Status ReadFirstClaims(const storage::ReadView& view, const storage::CellAddress& address,
                             std::vector<std::string> proposition_ids, size_t limit,
                             CellRows& rows);

// Who stands behind each proposition of the cell that is a key of `parties`: the names, sorted.
// Cost: the names.
absl::Status ReadParties(const storage::ReadView& view, const storage::CellAddress& address,
                         std::map<std::string, reduce::Parties, std::less<>>& parties);

}  // namespace parallax::cells

#endif  // PARALLAX_QUERY_SERVICE_CELLS_CELL_ROWS_H_
