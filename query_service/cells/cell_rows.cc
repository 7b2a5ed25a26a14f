#include "query_service/cells/cell_rows.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "core/storage/claim_parts.h"
#include "core/storage/keys.h"

namespace parallax::cells {
namespace {

using storage::PropositionRow;

std::string Prefix(storage::Table table, const storage::CellAddress& address) {
  return std::move(
             storage::KeyBuilder(table).String(address.entity_id).String(address.dimension_id))
      .Build();
}

// As PropositionRankKey sorts them.
bool RanksBefore(const PropositionRow& a, const PropositionRow& b) {
  const auto key = [](const PropositionRow& row) {
    return std::tuple(static_cast<int>(row.kind), ~row.support.voices, ~row.support.lineages,
                      ~row.support.claims, std::string_view(row.proposition_id));
  };
  return key(a) < key(b);
}

}  // namespace

absl::StatusOr<std::vector<CellRows>> ReadCellRows(const storage::ReadView& view,
                                                   absl::Span<const RowsWanted> wanted) {
  std::vector<CellRows> cells(wanted.size());
  // Claims stand before propositions.
  std::vector<std::string> prefixes;
  std::vector<std::pair<size_t, bool>> of_prefix;  // cell, whether of claims
  for (size_t i = 0; i < wanted.size(); ++i) {
    if (wanted[i].row == nullptr || wanted[i].row->support.claims > kMaxClaimsReadWhole) continue;
    cells[i].claims.emplace();
    prefixes.push_back(Prefix(storage::Table::kClaim, *wanted[i].address));
    of_prefix.emplace_back(i, true);
  }
  for (size_t i = 0; i < wanted.size(); ++i) {
    if (wanted[i].row == nullptr || wanted[i].row->propositions > wanted[i].max_propositions) {
      continue;
    }
    cells[i].propositions.emplace();
    prefixes.push_back(Prefix(storage::Table::kProposition, *wanted[i].address));
    of_prefix.emplace_back(i, false);
  }
  absl::Status decoded;
  const absl::Status scanned =
      view.ScanEach(prefixes, [&](size_t prefix, std::string_view /*key*/, std::string_view value) {
        const auto [i, claims] = of_prefix[prefix];
        if (claims) {
          // The proposition is the key's next element; the row has it too, and is at hand.
          const auto parts = storage::TakeApart(value);
          if (!parts.ok()) {
            decoded = parts.status();
            return false;
          }
          auto it = cells[i].claims->find(parts->proposition_id);
          if (it == cells[i].claims->end()) {
            it = cells[i].claims->try_emplace(std::string(parts->proposition_id)).first;
          }
          it->second.emplace_back(value);
          return true;
        }
        auto row = storage::DecodeRow<PropositionRow>(value);
        if (!row.ok()) {
          decoded = row.status();
          return false;
        }
        cells[i].propositions->push_back(*std::move(row));
        return true;
      });
  if (!scanned.ok()) return scanned;
  if (!decoded.ok()) return decoded;
  for (CellRows& cell : cells) {
    if (cell.propositions) {
      std::sort(cell.propositions->begin(), cell.propositions->end(), RanksBefore);
    }
  }
  return cells;
}

absl::Status ReadFirstClaims(const storage::ReadView& view, const storage::CellAddress& address,
                             std::vector<std::string> proposition_ids, size_t limit,
                             CellRows& rows) {
  std::sort(proposition_ids.begin(), proposition_ids.end());
  proposition_ids.erase(std::unique(proposition_ids.begin(), proposition_ids.end()),
                        proposition_ids.end());
  std::vector<std::string> prefixes;
  std::vector<std::vector<std::string>*> of_prefix;
  for (const std::string& id : proposition_ids) {
    prefixes.push_back(std::move(storage::KeyBuilder(storage::Table::kClaim)
                                     .String(address.entity_id)
                                     .String(address.dimension_id)
                                     .String(id))
                           .Build());
    of_prefix.push_back(&rows.first[id]);
  }
  rows.first_limit = limit;
  return view.ScanEach(prefixes,
                       [&](size_t prefix, std::string_view /*key*/, std::string_view value) {
                         of_prefix[prefix]->emplace_back(value);
                         return of_prefix[prefix]->size() < limit;
                       });
}

absl::Status ReadParties(const storage::ReadView& view, const storage::CellAddress& address,
                         std::map<std::string, reduce::Parties, std::less<>>& parties) {
  std::vector<std::string> prefixes;
  std::vector<reduce::Parties*> of_prefix;
  for (auto& [id, names] : parties) {
    prefixes.push_back(std::move(storage::KeyBuilder(storage::Table::kPropositionSupport)
                                     .String(address.entity_id)
                                     .String(address.dimension_id)
                                     .String(id))
                           .Build());
    of_prefix.push_back(&names);
  }
  absl::Status parsed;
  const auto take = [&](size_t prefix, std::string_view key) -> absl::Status {
    // Behind the prefix: party, name. A table byte in front makes the rest readable.
    const std::string rest =
        std::string(1, key[0]) + std::string(key.substr(prefixes[prefix].size()));
    auto reader = storage::KeyReader::Open(rest);
    if (!reader.ok()) return reader.status();
    const auto party = reader->Int();
    if (!party.ok()) return party.status();
    auto name = reader->String();
    if (!name.ok()) return name.status();
    switch (static_cast<storage::Party>(*party)) {
      case storage::Party::kDocument:
        of_prefix[prefix]->documents.push_back(*std::move(name));
        break;
      case storage::Party::kVoice:
        of_prefix[prefix]->voices.push_back(*std::move(name));
        break;
    }
    return absl::OkStatus();
  };
  const absl::Status scanned =
      view.ScanEach(prefixes, [&](size_t prefix, std::string_view key, std::string_view /*value*/) {
        if (parsed.ok()) parsed = take(prefix, key);
        return parsed.ok();
      });
  return scanned.ok() ? parsed : scanned;
}

}  // namespace parallax::cells
