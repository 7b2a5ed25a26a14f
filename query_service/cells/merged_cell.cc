// A cell of entities that judgements make one: their claims reduced together, as if they had been
// claimed of one entity. No row says so: a judgement taken back leaves nothing behind.
#include <algorithm>
#include <set>
#include <tuple>
#include <utility>

#include "core/reduce/reduce_claims.h"
#include "query_service/cells/cell_reader.h"
#include "query_service/cells/document_filter.h"

namespace parallax::cells {
namespace {

using storage::ClaimRow;

constexpr size_t kPageRows = 500;

// Gives each claim the proposition that it would stand behind if it were about `entity_id`.
std::map<std::string, std::string> Rejoin(const std::string& entity_id, catalog::ValueType type,
                                          std::vector<ClaimRow>& claims) {
  std::map<std::string, std::string> keys;
  for (size_t begin = 0; begin < claims.size();) {
    size_t end = begin;
    std::vector<record::Claim> of_document;
    while (end < claims.size() &&
           claims[end].claim.document_id == claims[begin].claim.document_id) {
      of_document.push_back(claims[end++].claim);
      of_document.back().subject_entity_id = entity_id;
    }
    auto identities = reduce::PropositionsOf(
        of_document, std::vector<catalog::ValueType>(of_document.size(), type));
    for (size_t i = begin; i < end; ++i) {
      claims[i].proposition_id = identities[i - begin].proposition_id;
      keys[claims[i].proposition_id] = std::move(identities[i - begin].key);
    }
    begin = end;
  }
  return keys;
}

}  // namespace

absl::StatusOr<CellReader::ClaimsByProposition> CellReader::ReadMerged(
    const std::vector<std::string>& same_ids, const request::ClaimFilter& filter,
    CellData& cell) const {
  std::vector<std::string> members = same_ids;
  members.push_back(cell.address.entity_id);
  std::sort(members.begin(), members.end());
  std::vector<storage::CellAddress> addresses;
  addresses.reserve(members.size());
  for (const std::string& member : members) {
    addresses.push_back({member, cell.address.dimension_id});
  }
  DocumentFilter documents(reader_, filter);
  std::vector<ClaimRow> claims;
  size_t seen = 0;
  for (const std::string& member : members) {
    std::string after;
    do {
      if (absl::Status status = limits_.Check(); !status.ok()) return status;
      if (seen >= kMaxClaimsFiltered) {
        cell.sampled = true;
        break;
      }
      const auto page = reader_.ListClaims(member, cell.address.dimension_id, {}, after,
                                           std::min(kPageRows, kMaxClaimsFiltered - seen));
      if (!page.ok()) return page.status();
      absl::Status status =
          documents.Admit(page->items, [&](const ClaimRow& row) { claims.push_back(row); });
      if (!status.ok()) return status;
      seen += page->items.size();
      after = page->next;
    } while (!after.empty());
  }
  std::stable_sort(claims.begin(), claims.end(), [](const ClaimRow& a, const ClaimRow& b) {
    return std::tie(a.claim.document_id, a.ordinal) < std::tie(b.claim.document_id, b.ordinal);
  });
  const auto keys = Rejoin(cell.address.entity_id, cell.dimension->value_type, claims);

  std::vector<reduce::ClaimStanding> standings;
  std::set<std::string> document_ids;
  std::set<std::string_view> voices;
  for (const ClaimRow& row : claims) {
    const std::string_view voice =
        row.claim.voices.empty() ? std::string_view() : row.claim.asserting_voice().key;
    standings.push_back(
        {row.proposition_id, keys.at(row.proposition_id), row.claim.document_id, voice});
    document_ids.insert(row.claim.document_id);
    voices.insert(voice);
  }
  // Two copies that make claims on different members only are not told to be copies by any row.
  reduce::Parties all{{document_ids.begin(), document_ids.end()}, {}, {}};
  const auto rows = reader_.GetCells(addresses);
  if (!rows.ok()) return rows.status();
  for (size_t i = 0; i < addresses.size(); ++i) {
    if (!(*rows)[i]) continue;
    const auto copies = LoadCopies(addresses[i], (*rows)[i]->support, all.documents);
    if (!copies.ok()) return copies.status();
    all.copies.insert(all.copies.end(), copies->begin(), copies->end());
  }
  std::sort(all.copies.begin(), all.copies.end());
  all.copies.erase(std::unique(all.copies.begin(), all.copies.end()), all.copies.end());
  auto propositions = reduce::ReduceClaims(standings, all.copies);
  if (!propositions.ok()) return propositions.status();
  for (const reduce::Proposition& proposition : *propositions) {
    cell.proposition_count += proposition.equivalent_of.empty() ? 1 : 0;
  }
  cell.support = {.claims = standings.size(),
                  .documents = document_ids.size(),
                  .lineages = reduce::CountLineages(all),
                  .voices = voices.size()};
  cell.reduced = Reduce(*std::move(propositions));
  cell.self_contained = false;
  cell.from_claims = true;
  ClaimsByProposition by_proposition;
  for (ClaimRow& row : claims) by_proposition[row.proposition_id].push_back(std::move(row));
  return by_proposition;
}

}  // namespace parallax::cells
