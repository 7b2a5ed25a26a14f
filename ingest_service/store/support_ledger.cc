#include "ingest_service/store/support_ledger.h"

#include <algorithm>
#include <optional>
#include <vector>

#include "core/text/sha256.h"

namespace parallax::store {
namespace {

using storage::CellAddress;
using storage::CellRow;
using storage::CountRow;
using storage::Party;
using storage::PropositionRow;
using storage::Support;

// Longer keys are replaced by their digest.
constexpr size_t kMaxPartyKeyBytes = 512;

std::string BoundedKey(std::string key) {
  if (key.size() <= kMaxPartyKeyBytes) return key;
  return "sha256/" + text::Sha256Hex(key);
}

bool AddTo(uint64_t& count, int64_t delta) {
  if (delta < 0 && count < static_cast<uint64_t>(-delta)) return false;
  count += static_cast<uint64_t>(delta);
  return true;
}

absl::Status Underflow() {
  return absl::DataLossError("support counts contradict the claims that they were made from");
}

bool IsLineage(const CountRow& count) { return count.claims > 0 && count.copies_of.empty(); }

// Adds or takes one name of a sorted list; false when it is there already, or not.
bool ChangeName(std::vector<std::string>& names, const std::string& name, int change) {
  const auto it = std::lower_bound(names.begin(), names.end(), name);
  const bool there = it != names.end() && *it == name;
  if (there != (change < 0)) return false;
  if (there) {
    names.erase(it);
  } else {
    names.insert(it, name);
  }
  return true;
}

std::string RankKey(const CellAddress& address, const PropositionRow& row) {
  return storage::PropositionRankKey({.entity_id = address.entity_id,
                                      .dimension_id = address.dimension_id,
                                      .kind = static_cast<uint32_t>(row.kind),
                                      .voices = row.support.voices,
                                      .lineages = row.support.lineages,
                                      .claims = row.support.claims,
                                      .proposition_id = row.proposition_id});
}

}  // namespace

std::string VoiceKey(const record::Claim& claim) {
  if (!claim.voices.empty() && !claim.asserting_voice().key.empty()) {
    return BoundedKey(claim.asserting_voice().key);
  }
  return BoundedKey("document/" + claim.document_id);
}

bool SupportLedger::PartyDelta::IsNothing() const {
  return claims == 0 && std::all_of(copies_of.begin(), copies_of.end(),
                                    [](const auto& change) { return change.second == 0; });
}

// Changes one party's row, and `support` where the party, or a lineage, comes or goes.
absl::Status SupportLedger::ApplyParty(const std::string& key, Party party, const PartyDelta& delta,
                                       Support& support, RowTransaction& rows) {
  if (delta.IsNothing()) return absl::OkStatus();
  const auto row = rows.GetRow<CountRow>(key);
  if (!row.ok()) return row.status();
  CountRow count = row->value_or(CountRow{});
  const bool was = count.claims > 0;
  const bool was_lineage = IsLineage(count);
  if (!AddTo(count.claims, delta.claims)) return Underflow();
  for (const auto& [name, change] : delta.copies_of) {
    if (change != 0 && !ChangeName(count.copies_of, name, change)) return Underflow();
  }
  const bool is = count.claims > 0;
  if (!is && !count.copies_of.empty()) return Underflow();
  uint64_t& parties = party == Party::kDocument ? support.documents : support.voices;
  if (was != is && !AddTo(parties, is ? 1 : -1)) return Underflow();
  if (const bool is_lineage = IsLineage(count); party == Party::kDocument &&
                                                was_lineage != is_lineage &&
                                                !AddTo(support.lineages, is_lineage ? 1 : -1)) {
    return Underflow();
  }
  if (is) {
    rows.Put(key, EncodeRow(count));
  } else {
    rows.Delete(key);
  }
  return absl::OkStatus();
}

void SupportLedger::Join(const CellAddress& address, const std::string& proposition_id,
                         const std::string& before, const std::string& document, int change) {
  CellDelta& cell = cells_[address];
  const std::pair party(Party::kDocument, document);
  if (proposition_id.empty()) {
    cell.parties[party].copies_of[before] += change;
  } else {
    cell.propositions[proposition_id].parties[party].copies_of[before] += change;
  }
}

void SupportLedger::Count(const storage::ClaimRow& row, const std::string& proposition_key,
                          int64_t delta) {
  const record::Claim& claim = row.claim;
  if (claim.subject_entity_id.empty() || claim.dimension_id.empty()) return;
  CellDelta& cell = cells_[{claim.subject_entity_id, claim.dimension_id}];
  PropositionDelta& proposition = cell.propositions[row.proposition_id];
  proposition.kind = claim.kind;
  if (!proposition_key.empty()) proposition.key = proposition_key;
  proposition.claims += delta;
  const size_t kind = claim.kind == record::ClaimKind::kValue     ? 0
                      : claim.kind == record::ClaimKind::kNoValue ? 1
                                                                  : 2;
  cell.claims_by_kind[kind] += delta;
  const std::pair<Party, std::string> parties[] = {{Party::kDocument, claim.document_id},
                                                   {Party::kVoice, VoiceKey(claim)}};
  for (const auto& party : parties) {
    proposition.parties[party].claims += delta;
    cell.parties[party].claims += delta;
  }
}

absl::Status SupportLedger::Load(RowTransaction& rows) const {
  std::vector<std::string> keys;
  for (const auto& [address, cell] : cells_) {
    keys.push_back(storage::CellKey(address.entity_id, address.dimension_id));
    for (const auto& [party, delta] : cell.parties) {
      if (delta.IsNothing()) continue;
      keys.push_back(storage::CellSupportKey(address.entity_id, address.dimension_id, party.first,
                                             party.second));
    }
    for (const auto& [id, proposition] : cell.propositions) {
      keys.push_back(storage::PropositionKey(address.entity_id, address.dimension_id, id));
      for (const auto& [party, delta] : proposition.parties) {
        if (delta.IsNothing()) continue;
        keys.push_back(storage::PropositionSupportKey(address.entity_id, address.dimension_id, id,
                                                      party.first, party.second));
      }
    }
  }
  return rows.Load(keys);
}

absl::Status SupportLedger::Apply(RowTransaction& rows) const {
  if (absl::Status status = Load(rows); !status.ok()) return status;
  for (const auto& [address, delta] : cells_) {
    if (absl::Status status = ApplyCell(address, delta, rows); !status.ok()) return status;
  }
  return absl::OkStatus();
}

absl::Status SupportLedger::ApplyCell(const CellAddress& address, const CellDelta& delta,
                                      RowTransaction& rows) {
  const std::string cell_key = storage::CellKey(address.entity_id, address.dimension_id);
  const auto cell_row = rows.GetRow<CellRow>(cell_key);
  if (!cell_row.ok()) return cell_row.status();
  CellRow cell = cell_row->value_or(CellRow{});
  cell.entity_id = address.entity_id;
  cell.dimension_id = address.dimension_id;

  for (const auto& [id, change] : delta.propositions) {
    const std::string key = storage::PropositionKey(address.entity_id, address.dimension_id, id);
    const auto row = rows.GetRow<PropositionRow>(key);
    if (!row.ok()) return row.status();
    const bool was = row->has_value();
    PropositionRow proposition = row->value_or(PropositionRow{});
    if (was) rows.Delete(RankKey(address, proposition));
    if (!was) {
      proposition.proposition_id = id;
      proposition.kind = change.kind;
      proposition.key = change.key;
    }
    for (const auto& [party, count] : change.parties) {
      absl::Status status =
          ApplyParty(storage::PropositionSupportKey(address.entity_id, address.dimension_id, id,
                                                    party.first, party.second),
                     party.first, count, proposition.support, rows);
      if (!status.ok()) return status;
    }
    if (!AddTo(proposition.support.claims, change.claims)) return Underflow();
    const bool is = proposition.support.claims > 0;
    if (is) {
      rows.Put(key, EncodeRow(proposition));
      rows.Put(RankKey(address, proposition), "");
    } else {
      rows.Delete(key);
    }
    if (was != is && !AddTo(cell.propositions, is ? 1 : -1)) return Underflow();
  }

  for (const auto& [party, count] : delta.parties) {
    absl::Status status = ApplyParty(
        storage::CellSupportKey(address.entity_id, address.dimension_id, party.first, party.second),
        party.first, count, cell.support, rows);
    if (!status.ok()) return status;
  }
  uint64_t* const counts[] = {&cell.value_claims, &cell.no_value_claims, &cell.not_stated_claims};
  for (size_t i = 0; i < delta.claims_by_kind.size(); ++i) {
    if (!AddTo(*counts[i], delta.claims_by_kind[i]) ||
        !AddTo(cell.support.claims, delta.claims_by_kind[i])) {
      return Underflow();
    }
  }
  if (cell.support.claims > 0) {
    rows.Put(cell_key, EncodeRow(cell));
  } else {
    rows.Delete(cell_key);
  }
  return absl::OkStatus();
}

}  // namespace parallax::store
