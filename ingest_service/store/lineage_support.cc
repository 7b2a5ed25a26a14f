#include "ingest_service/store/lineage_support.h"

#include <vector>

#include "core/storage/keys.h"
#include "ingest_service/store/lineage_index.h"

namespace parallax::store {
namespace {

void AddStanding(const std::string& entity_id, const std::string& dimension_id,
                 const std::string& proposition_id, Standings& standings) {
  if (entity_id.empty() || dimension_id.empty()) return;
  standings.insert({{entity_id, dimension_id}, proposition_id});
}

absl::StatusOr<Standings> CurrentStandings(const std::string& document_id, RowTransaction& rows) {
  const auto document = rows.GetRow<storage::DocumentRow>(storage::DocumentKey(document_id));
  if (!document.ok()) return document.status();
  if (!document->has_value()) return absl::DataLossError("a linked document's row is missing");
  std::vector<std::string> index_keys;
  // Retracted claims leave gaps.
  const uint32_t ordinals = (*document)->own_claims + (*document)->imported_claims;
  for (uint32_t i = 0; i < ordinals; ++i) {
    index_keys.push_back(storage::DocumentClaimKey(document_id, i));
  }
  if (absl::Status status = rows.Load(index_keys); !status.ok()) return status;
  Standings standings;
  for (const std::string& index_key : index_keys) {
    const auto claim_key = rows.Get(index_key);
    if (!claim_key.ok()) return claim_key.status();
    if (!claim_key->has_value()) continue;
    const auto parts = storage::ParseClaimKey(**claim_key);
    if (!parts.ok()) return parts.status();
    AddStanding(parts->entity_id, parts->dimension_id, parts->proposition_id, standings);
  }
  return standings;
}

// Tells the ledger where both documents of a join make claims. `standings` are those of
// `document_id`, whose claims this commit changes; those of others are read.
absl::Status LedgerJoins(const std::vector<LineageJoin>& joins, const std::string& document_id,
                         const Standings& standings, SupportLedger& ledger, RowTransaction& rows) {
  for (const LineageJoin& join : joins) {
    Standings read;
    const Standings* of_one = &standings;
    std::string other = join.before == document_id ? join.after : join.before;
    if (join.before != document_id && join.after != document_id) {
      auto current = CurrentStandings(join.before, rows);
      if (!current.ok()) return current.status();
      read = *std::move(current);
      of_one = &read;
      other = join.after;
    }
    // An empty proposition: the cell as a whole.
    std::vector<std::pair<storage::CellAddress, std::string>> places;
    std::vector<std::string> keys;
    for (const auto& standing : *of_one) {
      const auto& [address, proposition_id] = standing;
      if (places.empty() || places.back().first != address) {
        places.emplace_back(address, "");
        keys.push_back(storage::CellSupportKey(address.entity_id, address.dimension_id,
                                               storage::Party::kDocument, other));
      }
      places.push_back(standing);
      keys.push_back(storage::PropositionSupportKey(address.entity_id, address.dimension_id,
                                                    proposition_id, storage::Party::kDocument,
                                                    other));
    }
    if (absl::Status status = rows.Load(keys); !status.ok()) return status;
    for (size_t i = 0; i < keys.size(); ++i) {
      const auto row = rows.Get(keys[i]);
      if (!row.ok()) return row.status();
      if (!row->has_value()) continue;
      ledger.Join(places[i].first, places[i].second, join.before, join.after, join.joined ? 1 : -1);
    }
  }
  return absl::OkStatus();
}

}  // namespace

void AddStanding(const storage::ClaimRow& claim, Standings& standings) {
  AddStanding(claim.claim.subject_entity_id, claim.claim.dimension_id, claim.proposition_id,
              standings);
}

absl::Status ChangeStandings(const std::string& document_id, const StandingChange& change,
                             SupportLedger& ledger, RowTransaction& rows) {
  if (change.before == change.after) return absl::OkStatus();
  auto joins = LineageIndex(rows).Joins(document_id);
  if (!joins.ok()) return joins.status();
  absl::Status status = LedgerJoins(*joins, document_id, change.after, ledger, rows);
  if (!status.ok()) return status;
  for (LineageJoin& join : *joins) join.joined = false;
  return LedgerJoins(*joins, document_id, change.before, ledger, rows);
}

absl::Status ChangeLineage(const std::string& document_id, bool was_there,
                           const storage::FingerprintRow* fingerprint, const StandingChange& change,
                           SupportLedger& ledger, RowTransaction& rows) {
  if (was_there && fingerprint != nullptr) {
    const auto current = rows.Get(storage::FingerprintKey(document_id));
    if (!current.ok()) return current.status();
    // The same text stays where it is.
    if (current->has_value() && **current == EncodeRow(*fingerprint)) {
      return ChangeStandings(document_id, change, ledger, rows);
    }
  }
  LineageIndex index(rows);
  if (was_there) {
    const auto joins = index.Remove(document_id);
    if (!joins.ok()) return joins.status();
    absl::Status status = LedgerJoins(*joins, document_id, change.before, ledger, rows);
    if (!status.ok()) return status;
  }
  if (fingerprint == nullptr) return absl::OkStatus();
  const auto joins = index.Insert(document_id, *fingerprint);
  if (!joins.ok()) return joins.status();
  return LedgerJoins(*joins, document_id, change.after, ledger, rows);
}

}  // namespace parallax::store
