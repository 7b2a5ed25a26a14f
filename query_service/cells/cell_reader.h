// Cells of a comparison read from a view: the claims on (entity, dimension) as reduced, with the
// claims to show.
//
// An unfiltered cell is reduced from its proposition rows, whose counts the write side maintains;
// it costs what it has of propositions, not of claims. A filtered one is reduced from its claims,
// afresh.
#ifndef PARALLAX_QUERY_SERVICE_CELLS_CELL_READER_H_
#define PARALLAX_QUERY_SERVICE_CELLS_CELL_READER_H_

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "core/catalog/catalog.h"
#include "core/reduce/conversion.h"
#include "core/reduce/reduced_cell.h"
#include "core/storage/read_view.h"
#include "core/storage/record_reader.h"
#include "core/value/rate_table.h"
#include "query_service/cells/call_limits.h"
#include "query_service/cells/cell_rows.h"
#include "query_service/request/claim_filter.h"
#include "query_service/request/compare_spec.h"

namespace parallax::cells {

// Propositions of one cell that are read, best supported first. Beyond it the cell is `sampled`.
inline constexpr size_t kMaxPropositionsRead = 2000;
// The same for free text, whose propositions are set side by side and never scored.
inline constexpr size_t kMaxTextPropositionsRead = 200;
// Claims of one cell that a filter looks at, in key order. Beyond it the cell is `sampled`.
inline constexpr size_t kMaxClaimsFiltered = 10000;
// Names of documents and voices that are read for one cell where counts alone do not tell
// who stands behind two propositions. Beyond it counts are added up and the cell is `sampled` where
// that could matter.
inline constexpr uint64_t kMaxPartiesRead = 10000;

// Conversions of a cell of money that are shown.
inline constexpr size_t kMaxConversionsShown = 20;

// Items of a list or set that are shown, best supported first.
inline constexpr size_t kMaxItemsShown = 200;

// Quotes and texts of the claims that one answer shows. Beyond it no reply could hold the answer:
// it is refused before more is read.
inline constexpr size_t kMaxShownBytes = 4u << 20;

// A proposition to show. Its stated equivalents are shown with it, not beside it.
struct ShownProposition {
  size_t index = 0;                       // into ReducedCell::propositions
  std::vector<storage::ClaimRow> claims;  // by document and ordinal, the equivalents' last; up to
                                          // the request's bound
  std::vector<std::string> stored;        // the same as stored rows, where claims are not decoded
  record::ClaimValue wording;             // of its first claim; with the typed readings as written
};

// An item or entity of a list as its best-supported claim words it.
struct ItemWording {
  std::string text;
  std::string entity_id;
};

// A cell that was counted into another one.
struct RolledUpCell {
  storage::CellAddress address;
  reduce::CellState state = reduce::CellState::kNotCovered;
  reduce::Support support;
};

struct CellData {
  storage::CellAddress address;
  const catalog::Dimension* dimension = nullptr;
  reduce::ReducedCell reduced;
  reduce::Support support;         // of all claims
  uint64_t proposition_count = 0;  // equivalents apart
  bool sampled = false;
  std::vector<ShownProposition> shown;  // best supported first
  record::ClaimValue leading_wording;   // of the leading proposition; empty where none leads
  std::vector<record::ClaimValue> equivalent_wordings;  // of the leading group's equivalents
  std::map<std::string, ItemWording> items;             // by reduce::SupportedItem::key
  // Of a cell of money: how amounts in other currencies were set against the leading one, each
  // currency once, best supported first; with the index of the proposition that states it.
  std::vector<std::pair<size_t, reduce::Conversion>> conversions;
  std::vector<RolledUpCell> rolled_up;  // those that have a claim (see roll_up.h)
  // It is a function of its own rows and of those that `rests_on` names. False where other cells
  // were rolled up or claims of other entities counted in, and where it rests on more than
  // kMaxRestsOn rows. A cache that is kept right by those rows must not keep it then.
  bool self_contained = true;
  // Its propositions name who is behind them: it was reduced from claims, filtered or of several
  // entities.
  bool from_claims = false;
  // Keys of what dated its amounts: rows of documents, and the cell of the entity's announcement.
  std::vector<std::string> rests_on;
  CellRows rows;  // while it is read
};

// How the claims to show are given.
enum class ShownClaims {
  kDecoded,
  kStored,  // as stored rows, for those who pass them on; a filtered or merged cell's are decoded
            // all the same
};

// A cell to read.
struct WantedCell {
  storage::CellAddress address;
  const catalog::Dimension* dimension = nullptr;
  std::vector<std::string> same_ids = {};  // of ResolvedEntity
};

// Thread-safe. Views `view`, `limits` and `rates` (null: no rates are known), which must outlive
// it. Reads what the view shows; CellCache is asked before it.
class CellReader {
 public:
  CellReader(const storage::ReadView& view, const CallLimits& limits, const value::RateTable* rates,
             ShownClaims shown_claims = ShownClaims::kDecoded)
      : view_(view), reader_(view), limits_(limits), rates_(rates), shown_claims_(shown_claims) {}

  // The cells of every entity on every dimension, entity by entity. Cells that no claim is in cost
  // one key of one MultiGet. Errors: of the engine; DataLoss for a row that cannot be read; of
  // `limits`.
  absl::StatusOr<std::vector<CellData>> Read(
      const std::vector<request::ResolvedEntity>& entities,
      const std::vector<const catalog::Dimension*>& dimensions, const request::ClaimFilter& filter,
      const request::CellBounds& bounds) const;
  // Those cells, in order.
  absl::StatusOr<std::vector<CellData>> Read(std::vector<WantedCell> wanted,
                                             const request::ClaimFilter& filter,
                                             const request::CellBounds& bounds) const;

  // Propositions to a cell, by the rates; `judge` where they are not all on one question.
  reduce::ReducedCell Reduce(std::vector<reduce::Proposition> propositions,
                             reduce::JudgeFn judge = reduce::Compatible) const;

  // Makes the parties behind every proposition that takes a side known in cells that Read gave, as
  // far as they are not more than are read; and returns those behind all of them together, or
  // nothing when they are more.
  absl::StatusOr<std::optional<reduce::Parties>> NameParties(std::vector<CellData>& cells) const;

 private:
  using ClaimsByProposition = std::map<std::string, std::vector<storage::ClaimRow>>;

  absl::Status ReadUnfiltered(const storage::CellRow& row, CellData& cell) const;
  // Dates the amounts of a cell of money, and reduces it again where currencies have to be
  // converted. `row` is the cell's own, null where it has none.
  absl::Status DateAmounts(const storage::CellRow* row, const request::ClaimFilter& filter,
                           const ClaimsByProposition* filtered, CellData& cell) const;
  absl::StatusOr<std::optional<reduce::AmountDate>> AnnouncementOf(
      const std::string& entity_id, const request::ClaimFilter& filter) const;
  absl::StatusOr<ClaimsByProposition> ReadFiltered(const storage::CellRow& row,
                                                   const request::ClaimFilter& filter,
                                                   CellData& cell) const;
  // Of entities that judgements make one (merged_cell.cc); `same_ids` are those beside the cell's
  // own. Costs its claims, up to kMaxClaimsFiltered; beyond it the cell is `sampled`.
  absl::StatusOr<ClaimsByProposition> ReadMerged(const std::vector<std::string>& same_ids,
                                                 const request::ClaimFilter& filter,
                                                 CellData& cell) const;
  absl::Status LoadParties(const storage::Support& stored, CellData& cell) const;
  // Which of the documents, sorted, are copies within the cell; `stored` is its row's support.
  // Reads nothing where there are none.
  absl::StatusOr<std::vector<reduce::CopyOf>> LoadCopies(
      const storage::CellAddress& address, const storage::Support& stored,
      const std::vector<std::string>& documents) const;
  // These are in shown_claims.cc. What Show will most likely ask of a large cell, in one pass.
  absl::Status ReadFirst(const request::CellBounds& bounds, CellData& cell) const;
  absl::Status Show(const request::CellBounds& bounds, const ClaimsByProposition* filtered,
                    CellData& cell) const;
  // The first stored claims of a proposition of an unfiltered cell.
  absl::StatusOr<std::vector<std::string>> FirstStored(const CellData& cell, size_t index,
                                                       size_t limit) const;
  // The value that the first claim of a proposition words.
  absl::StatusOr<record::ClaimValue> Wording(const CellData& cell, size_t index,
                                             const ClaimsByProposition* filtered) const;
  // The first claims of a proposition; from `filtered` where there is one.
  absl::StatusOr<std::vector<storage::ClaimRow>> FirstClaims(
      const CellData& cell, size_t index, size_t limit, const ClaimsByProposition* filtered) const;

  const storage::ReadView& view_;
  storage::RecordReader reader_;
  const CallLimits& limits_;
  const value::RateTable* rates_;
  const ShownClaims shown_claims_;
};

}  // namespace parallax::cells

#endif  // PARALLAX_QUERY_SERVICE_CELLS_CELL_READER_H_
