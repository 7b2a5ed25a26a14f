// The claims of a reduced cell that an answer shows, and how they word it. Part of CellReader.
#include <algorithm>
#include <iterator>
#include <map>
#include <set>

#include "core/reduce/reading_codec.h"
#include "core/storage/claim_parts.h"
#include "core/storage/keys.h"
#include "query_service/cells/cell_reader.h"

namespace parallax::cells {

using reduce::Proposition;
using storage::ClaimRow;

absl::StatusOr<std::vector<std::string>> CellReader::FirstStored(const CellData& cell, size_t index,
                                                                 size_t limit) const {
  const std::string& id = cell.reduced.propositions[index].proposition_id;
  std::vector<std::string> stored;
  if (cell.rows.claims) {
    const auto it = cell.rows.claims->find(id);
    if (it == cell.rows.claims->end()) return stored;
    const auto count = static_cast<std::ptrdiff_t>(std::min(limit, it->second.size()));
    stored.assign(it->second.begin(), it->second.begin() + count);
    return stored;
  }
  if (const auto it = cell.rows.first.find(id);
      it != cell.rows.first.end() && limit <= cell.rows.first_limit) {
    const auto count = static_cast<std::ptrdiff_t>(std::min(limit, it->second.size()));
    stored.assign(it->second.begin(), it->second.begin() + count);
    return stored;
  }
  const absl::Status status =
      view_.Scan({.prefix = std::move(storage::KeyBuilder(storage::Table::kClaim)
                                          .String(cell.address.entity_id)
                                          .String(cell.address.dimension_id)
                                          .String(id))
                                .Build(),
                  .limit = limit},
                 [&](std::string_view /*key*/, std::string_view value) {
                   stored.emplace_back(value);
                   return true;
                 });
  if (!status.ok()) return status;
  return stored;
}

absl::StatusOr<record::ClaimValue> CellReader::Wording(const CellData& cell, size_t index,
                                                       const ClaimsByProposition* filtered) const {
  if (filtered != nullptr) {
    const auto claims = FirstClaims(cell, index, 1, filtered);
    if (!claims.ok()) return claims.status();
    return claims->empty() ? record::ClaimValue() : claims->front().claim.value;
  }
  const auto stored = FirstStored(cell, index, 1);
  if (!stored.ok()) return stored.status();
  if (stored->empty()) return record::ClaimValue();
  const auto parts = storage::TakeApart(stored->front());
  if (!parts.ok()) return parts.status();
  return storage::DecodeClaimValue(parts->value);
}

absl::StatusOr<std::vector<ClaimRow>> CellReader::FirstClaims(
    const CellData& cell, size_t index, size_t limit, const ClaimsByProposition* filtered) const {
  const std::string& id = cell.reduced.propositions[index].proposition_id;
  if (filtered == nullptr) {
    const auto stored = FirstStored(cell, index, limit);
    if (!stored.ok()) return stored.status();
    std::vector<ClaimRow> claims;
    claims.reserve(stored->size());
    for (const std::string& bytes : *stored) {
      auto row = storage::DecodeRow<ClaimRow>(bytes);
      if (!row.ok()) return row.status();
      claims.push_back(*std::move(row));
    }
    return claims;
  }
  const auto it = filtered->find(id);
  if (it == filtered->end()) return std::vector<ClaimRow>();
  const auto& claims = it->second;
  return std::vector<ClaimRow>(
      claims.begin(), claims.begin() + static_cast<std::ptrdiff_t>(std::min(limit, claims.size())));
}

absl::Status CellReader::ReadFirst(const request::CellBounds& bounds, CellData& cell) const {
  const std::vector<Proposition>& all = cell.reduced.propositions;
  std::vector<std::string> ids;
  const size_t shown = std::min(all.size(), static_cast<size_t>(bounds.max_propositions));
  for (size_t i = 0; i < shown; ++i) ids.push_back(all[i].proposition_id);
  const auto* items = std::get_if<std::vector<reduce::SupportedItem>>(&cell.reduced.summary.typed);
  if (items != nullptr) {
    for (size_t i = 0; i < std::min(items->size(), kMaxItemsShown); ++i) {
      ids.push_back(all[(*items)[i].proposition].proposition_id);
    }
  }
  return ReadFirstClaims(view_, cell.address, std::move(ids),
                         static_cast<size_t>(std::max(1, bounds.max_claims)), cell.rows);
}

absl::Status CellReader::Show(const request::CellBounds& bounds,
                              const ClaimsByProposition* filtered, CellData& cell) const {
  const std::vector<Proposition>& all = cell.reduced.propositions;
  std::map<std::string_view, std::vector<size_t>> equivalents;
  std::set<std::string_view> ids;
  for (const Proposition& p : all) ids.insert(p.proposition_id);
  for (size_t i = 0; i < all.size(); ++i) {
    if (ids.contains(all[i].equivalent_of)) equivalents[all[i].equivalent_of].push_back(i);
  }
  const auto claim_limit = static_cast<size_t>(bounds.max_claims);
  if (filtered == nullptr && !cell.rows.claims) {
    if (absl::Status status = ReadFirst(bounds, cell); !status.ok()) return status;
  }
  std::map<size_t, record::ClaimValue> wordings;
  const auto first_wording = [&](size_t i) -> absl::StatusOr<record::ClaimValue> {
    const auto it = wordings.find(i);
    if (it != wordings.end()) return it->second;
    auto value = Wording(cell, i, filtered);
    if (value.ok()) wordings[i] = *value;
    return value;
  };

  for (size_t i = 0; i < all.size(); ++i) {
    if (cell.shown.size() == static_cast<size_t>(bounds.max_propositions)) break;
    if (ids.contains(all[i].equivalent_of)) continue;
    ShownProposition shown;
    shown.index = i;
    auto wording = first_wording(i);
    if (!wording.ok()) return wording.status();
    shown.wording = *std::move(wording);
    if (claim_limit > 0) {
      std::vector<size_t> behind = {i};
      const auto& of_amount = equivalents[all[i].proposition_id];
      behind.insert(behind.end(), of_amount.begin(), of_amount.end());
      for (size_t p : behind) {
        if (shown_claims_ == ShownClaims::kStored && filtered == nullptr) {
          auto stored = FirstStored(cell, p, claim_limit);
          if (!stored.ok()) return stored.status();
          std::move(stored->begin(), stored->end(), std::back_inserter(shown.stored));
        } else {
          auto claims = FirstClaims(cell, p, claim_limit, filtered);
          if (!claims.ok()) return claims.status();
          std::move(claims->begin(), claims->end(), std::back_inserter(shown.claims));
        }
      }
    }
    cell.shown.push_back(std::move(shown));
  }

  if (cell.reduced.summary.leading) {
    // Where an equivalent leads, what it is an equivalent of stands for the cell.
    size_t leading = *cell.reduced.summary.leading;
    for (size_t i = 0; i < all.size(); ++i) {
      if (all[i].proposition_id == all[leading].equivalent_of) {
        leading = i;
        break;
      }
    }
    auto wording = first_wording(leading);
    if (!wording.ok()) return wording.status();
    cell.leading_wording = *std::move(wording);
    for (size_t i : cell.reduced.grouping.groups.front().members) {
      if (all[i].equivalent_of.empty()) continue;
      auto equivalent = first_wording(i);
      if (!equivalent.ok()) return equivalent.status();
      cell.equivalent_wordings.push_back(*std::move(equivalent));
    }
  }

  const auto* items = std::get_if<std::vector<reduce::SupportedItem>>(&cell.reduced.summary.typed);
  if (items == nullptr) return absl::OkStatus();
  for (const reduce::SupportedItem& item : *items) {
    if (cell.items.size() == kMaxItemsShown) break;
    if (absl::Status status = limits_.Check(); !status.ok()) return status;
    auto wording = first_wording(item.proposition);
    if (!wording.ok()) return wording.status();
    ItemWording& shown = cell.items[item.key];
    for (const record::Reading& reading : wording->readings) {
      if (const auto* list = std::get_if<record::ItemList>(&reading)) {
        for (const auto& one : list->items) {
          if (shown.text.empty() && reduce::ItemKey(one) == item.key) {
            shown.text = one.text;
            if (one.entities.size() == 1) shown.entity_id = one.entities.front().entity_id;
          }
        }
      } else if (const auto* set = std::get_if<record::EntitySet>(&reading)) {
        for (const auto& one : set->entities) {
          if (shown.text.empty() && reduce::EntityKey(one) == item.key) {
            shown.text = one.written;
            shown.entity_id = one.entity_id;
          }
        }
      }
    }
  }
  return absl::OkStatus();
}

}  // namespace parallax::cells
