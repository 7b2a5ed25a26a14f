// Keeps propositions, cells and their support exact: collects the claims that a commit takes away
// and adds, and brings the derived rows up to date with the difference.
//
// A party (document or asserting voice) counts once however many claims it makes; a row per party
// and proposition, and per party and cell, counts its claims, so that taking one away is exact. A
// document counts as a lineage unless one before it, that it is joined to, makes claims there too;
// its row names those. No row grows with the corpus, and what the rows hold is a function of the
// set of documents.
#ifndef PARALLAX_INGEST_SERVICE_STORE_SUPPORT_LEDGER_H_
#define PARALLAX_INGEST_SERVICE_STORE_SUPPORT_LEDGER_H_

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "core/record/claim.h"
#include "core/storage/keys.h"
#include "core/storage/record_reader.h"
#include "core/storage/rows.h"
#include "ingest_service/store/row_transaction.h"

namespace parallax::store {

// The key that the claim's asserting voice is counted under: its own, or one that is unique to the
// document where it has none.
std::string VoiceKey(const record::Claim& claim);

// Not thread-safe.
class SupportLedger {
 public:
  // Claims without an entity or dimension belong to no cell and are passed over. `proposition_key`
  // may be empty when the claim is taken away.
  void Add(const storage::ClaimRow& row, const std::string& proposition_key) {
    Count(row, proposition_key, +1);
  }
  void Remove(const storage::ClaimRow& row) { Count(row, "", -1); }

  // `document` is joined, or with -1 no longer, to `before`, and both make claims there: on the
  // cell (an empty proposition) or the proposition.
  void Join(const storage::CellAddress& address, const std::string& proposition_id,
            const std::string& before, const std::string& document, int change);

  // Writes the rows that differ. DataLoss when counts would fall below zero: rows are damaged.
  absl::Status Apply(RowTransaction& rows) const;

 private:
  struct PartyDelta {
    int64_t claims = 0;
    std::map<std::string, int> copies_of;
    bool IsNothing() const;
  };
  using PartyDeltas = std::map<std::pair<storage::Party, std::string>, PartyDelta>;
  struct PropositionDelta {
    record::ClaimKind kind = record::ClaimKind::kUnspecified;
    std::string key;
    int64_t claims = 0;
    PartyDeltas parties;
  };
  struct CellDelta {
    std::array<int64_t, 3> claims_by_kind = {};  // value, no value, not stated
    PartyDeltas parties;
    std::map<std::string, PropositionDelta> propositions;
  };

  void Count(const storage::ClaimRow& row, const std::string& proposition_key, int64_t delta);
  absl::Status Load(RowTransaction& rows) const;
  static absl::Status ApplyParty(const std::string& key, storage::Party party,
                                 const PartyDelta& delta, storage::Support& support,
                                 RowTransaction& rows);
  static absl::Status ApplyCell(const storage::CellAddress& address, const CellDelta& delta,
                                RowTransaction& rows);

  std::map<storage::CellAddress, CellDelta> cells_;
};

}  // namespace parallax::store

#endif  // PARALLAX_INGEST_SERVICE_STORE_SUPPORT_LEDGER_H_
