#include "ingest_service/store/lineage_index.h"

#include <algorithm>
#include <optional>
#include <set>

#include "core/storage/keys.h"
#include "ingest_service/lineage/place.h"

namespace parallax::store {
namespace {

using lineage::ComesBefore;
using lineage::Fingerprint;
using storage::DocumentLink;
using storage::FingerprintRow;
using storage::LineageRow;
using storage::LinkKind;

auto FindLink(LineageRow& row, const std::string& other) {
  auto it = std::lower_bound(
      row.links.begin(), row.links.end(), other,
      [](const DocumentLink& link, const std::string& id) { return link.document_id < id; });
  return std::pair(it, it != row.links.end() && it->document_id == other);
}

bool IsPartLink(const DocumentLink& link) {
  return link.kind == LinkKind::kExcerpt || link.kind == LinkKind::kQuotation;
}

// Whether the document with this link is the whole of the two.
bool IsWhole(const std::string& document_id, const DocumentLink& link) {
  return lineage::FirstIsWhole(
      {.shared = link.shared, .of_first = link.of_this, .of_second = link.of_other},
      ComesBefore(document_id, link.document_id));
}

// The parent among the links of a document: see lineage/cluster.h.
std::string ParentOf(const std::string& document_id, const LineageRow& row) {
  std::string parent;
  for (const DocumentLink& link : row.links) {
    if (!link.joins || !ComesBefore(link.document_id, document_id)) continue;
    if (parent.empty()) {
      parent = link.document_id;
      continue;
    }
    const uint32_t level = lineage::PlaceOf(link.document_id).level;
    const uint32_t best = lineage::PlaceOf(parent).level;
    if (level > best || (level == best && ComesBefore(link.document_id, parent))) {
      parent = link.document_id;
    }
  }
  return parent;
}

}  // namespace

FingerprintRow ToRow(Fingerprint fingerprint) {
  return {.words_id = std::move(fingerprint.words_id),
          .level = fingerprint.sketch.level,
          .hashes = std::move(fingerprint.sketch.hashes),
          .lists = std::move(fingerprint.lists),
          .language = std::move(fingerprint.translation.language),
          .figures = std::move(fingerprint.translation.figures),
          .names = std::move(fingerprint.translation.names),
          .words = std::move(fingerprint.translation.words),
          .shape = std::move(fingerprint.translation.shape),
          .letter_bytes = fingerprint.translation.letter_bytes,
          .addresses = std::move(fingerprint.translation.addresses),
          .alternates = std::move(fingerprint.translation.alternates)};
}

// What is needed to relate documents: pairs of figures are in the lists already.
Fingerprint FromRow(FingerprintRow row) {
  Fingerprint out;
  out.words_id = std::move(row.words_id);
  out.sketch.level = row.level;
  out.sketch.hashes = std::move(row.hashes);
  out.sketch.shingles = static_cast<int64_t>(out.sketch.hashes.size()) << row.level;
  out.lists = std::move(row.lists);
  out.translation.language = std::move(row.language);
  out.translation.figures = std::move(row.figures);
  out.translation.names = std::move(row.names);
  out.translation.words = std::move(row.words);
  out.translation.shape = std::move(row.shape);
  out.translation.letter_bytes = row.letter_bytes;
  out.translation.addresses = std::move(row.addresses);
  out.translation.alternates = std::move(row.alternates);
  return out;
}

absl::StatusOr<const Fingerprint*> LineageIndex::FingerprintOf(const std::string& document_id) {
  auto it = fingerprints_.find(document_id);
  if (it == fingerprints_.end()) {
    auto row = rows_.GetRow<FingerprintRow>(storage::FingerprintKey(document_id));
    if (!row.ok()) return row.status();
    if (!row->has_value()) return absl::DataLossError("a document's fingerprint is missing");
    it = fingerprints_.emplace(document_id, FromRow(**std::move(row))).first;
  }
  return &it->second;
}

absl::StatusOr<LineageRow*> LineageIndex::RowOf(const std::string& document_id) {
  auto it = entries_.find(document_id);
  if (it == entries_.end()) {
    auto row = rows_.GetRow<LineageRow>(storage::LineageKey(document_id));
    if (!row.ok()) return row.status();
    Entry entry;
    entry.before = row->value_or(LineageRow{});
    entry.after = entry.before;
    it = entries_.emplace(document_id, std::move(entry)).first;
  }
  return &it->second.after;
}

absl::StatusOr<lineage::Outline> LineageIndex::OutlineOf(const std::string& document_id) {
  if (auto it = outlines_.find(document_id); it != outlines_.end()) return it->second;
  const auto print = FingerprintOf(document_id);
  if (!print.ok()) return print.status();
  return outlines_.emplace(document_id, lineage::MakeOutline(**print)).first->second;
}

// How the pairs that are near each other change when the document enters its lists (`change` 1) or
// leaves them (-1): it is near its neighbours, and those of them that stood kNear apart around it
// no longer are. Pairs whose outlines tell that they are nothing to each other are left out.
absl::StatusOr<std::map<LineageIndex::Pair, int>> LineageIndex::CountNear(
    const std::string& document_id, const std::vector<uint64_t>& lists, int change) {
  std::map<Pair, int> near;
  // The lists of a site's footer have much the same neighbours.
  const PostingLists::KnownOutline known = [this](const std::string& id) {
    return outlines_.contains(id);
  };
  for (const uint64_t list : lists) {
    auto around = lists_.Around(list, document_id, lineage::kNear, known);
    if (!around.ok()) return around.status();
    const auto& [before, after] = *around;
    for (const auto& other : before) near[{other.document_id, document_id}] += change;
    for (const auto& other : after) near[{document_id, other.document_id}] += change;
    for (size_t i = 0; i < before.size(); ++i) {
      // The i-th before and the j-th after, counted from 0, were i + j + 1 apart.
      const size_t j = lineage::kNear - 1 - i;
      if (j < after.size()) near[{before[i].document_id, after[j].document_id}] -= change;
    }
    for (auto* side : {&around->before, &around->after}) {
      for (PostingLists::Posted& other : *side) {
        if (other.outline) outlines_.emplace(other.document_id, *std::move(other.outline));
      }
    }
  }
  for (auto it = near.begin(); it != near.end();) {
    const auto first = outlines_.find(it->first.first);
    const auto second = outlines_.find(it->first.second);
    const bool told = first != outlines_.end() && second != outlines_.end();
    if (it->second == 0 || (told && !lineage::MayRelate(first->second, second->second))) {
      it = near.erase(it);
    } else {
      ++it;
    }
  }
  return near;
}

// Brings the links up to date with the document's coming or going. `lists` are over all levels.
absl::Status LineageIndex::ChangeLinks(const std::string& document_id,
                                       const std::vector<uint64_t>& lists, int change) {
  // One read for all lists, then one for all documents that may be related.
  std::vector<std::string> keys = {storage::FingerprintKey(document_id),
                                   storage::LineageKey(document_id)};
  for (const uint64_t list : lists) keys.push_back(storage::PostingListKey(list));
  if (absl::Status status = rows_.Load(keys); !status.ok()) return status;
  const auto outline = OutlineOf(document_id);
  if (!outline.ok()) return outline.status();
  const auto near = CountNear(document_id, lists, change);
  if (!near.ok()) return near.status();
  keys.clear();
  for (const auto& [pair, count] : *near) {
    for (const std::string& id : {pair.first, pair.second}) {
      keys.push_back(storage::LineageKey(id));
      if (count > 0) keys.push_back(storage::FingerprintKey(id));
    }
  }
  std::sort(keys.begin(), keys.end());
  keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
  if (absl::Status status = rows_.Load(keys); !status.ok()) return status;
  for (const auto& [pair, count] : *near) {
    if (absl::Status status = ChangeLink(pair, count); !status.ok()) return status;
  }
  return absl::OkStatus();
}

absl::Status LineageIndex::ChangeLink(const Pair& pair, int change) {
  const auto first_row = RowOf(pair.first);
  if (!first_row.ok()) return first_row.status();
  const auto second_row = RowOf(pair.second);
  if (!second_row.ok()) return second_row.status();
  const auto [first, found] = FindLink(**first_row, pair.second);
  const auto [second, found_back] = FindLink(**second_row, pair.first);
  if (found != found_back) return absl::DataLossError("a link between documents goes one way only");
  if (found) {
    const int64_t lists = static_cast<int64_t>(first->lists) + change;
    if (lists < 0) return absl::DataLossError("documents are near in fewer lists than none");
    first->lists = second->lists = static_cast<uint32_t>(lists);
    if (lists == 0) {
      (*first_row)->links.erase(first);
      (*second_row)->links.erase(second);
    }
    return absl::OkStatus();
  }
  // Unrelated documents have no link however near they are.
  if (change <= 0) return absl::OkStatus();
  const auto first_print = FingerprintOf(pair.first);
  if (!first_print.ok()) return first_print.status();
  const auto second_print = FingerprintOf(pair.second);
  if (!second_print.ok()) return second_print.status();
  const lineage::Relation relation = lineage::Relate(**first_print, **second_print);
  if (relation.kind == lineage::LinkKind::kNone) return absl::OkStatus();
  DocumentLink link{.document_id = pair.second,
                    .kind = static_cast<LinkKind>(relation.kind),
                    .shared = relation.overlap.shared,
                    .of_this = relation.overlap.of_first,
                    .of_other = relation.overlap.of_second,
                    .lists = static_cast<uint32_t>(change),
                    .joins = relation.kind == lineage::LinkKind::kCopy};
  (*first_row)->links.insert(first, link);
  link.document_id = pair.first;
  std::swap(link.of_this, link.of_other);
  (*second_row)->links.insert(second, link);
  return absl::OkStatus();
}

// Counts the texts that stand in the document, and says of each whether it joins.
absl::Status LineageIndex::SettleParts(const std::string& document_id) {
  const auto row = RowOf(document_id);
  if (!row.ok()) return row.status();
  std::vector<std::string> parts;
  for (const DocumentLink& link : (*row)->links) {
    if (IsPartLink(link) && IsWhole(document_id, link)) parts.push_back(link.document_id);
  }
  std::sort(parts.begin(), parts.end(), ComesBefore);
  if (parts.size() <= 1) {
    (*row)->parts = static_cast<uint32_t>(parts.size());
  } else {
    const auto whole = FingerprintOf(document_id);
    if (!whole.ok()) return whole.status();
    std::vector<const Fingerprint*> prints;
    for (size_t i = 0; i < std::min(parts.size(), lineage::kMostPartsRead); ++i) {
      const auto print = FingerprintOf(parts[i]);
      if (!print.ok()) return print.status();
      prints.push_back(*print);
    }
    (*row)->parts = lineage::CountParts(**whole, prints);
  }
  for (const std::string& part : parts) {
    const auto link = FindLink(**row, part).first;
    link->joins = lineage::Joins(static_cast<lineage::LinkKind>(link->kind), (*row)->parts);
    const auto part_row = RowOf(part);
    if (!part_row.ok()) return part_row.status();
    const auto [back, found] = FindLink(**part_row, document_id);
    if (!found) return absl::DataLossError("a link between documents goes one way only");
    back->joins = link->joins;
  }
  return absl::OkStatus();
}

absl::StatusOr<std::vector<LineageJoin>> LineageIndex::Write() {
  std::vector<std::string> changed;
  for (const auto& [id, entry] : entries_) {
    if (entry.before.links != entry.after.links) changed.push_back(id);
  }
  for (const std::string& id : changed) {
    if (absl::Status status = SettleParts(id); !status.ok()) return status;
  }
  std::vector<LineageJoin> joins;
  for (auto& [id, entry] : entries_) {
    entry.after.parent = ParentOf(id, entry.after);
    // Each pair is in two rows; that of the one that comes after tells.
    std::map<std::string, int> changes;
    for (const DocumentLink& link : entry.before.links) changes[link.document_id] -= link.joins;
    for (const DocumentLink& link : entry.after.links) changes[link.document_id] += link.joins;
    for (const auto& [other, change] : changes) {
      if (change == 0 || ComesBefore(id, other)) continue;
      joins.push_back({.before = other, .after = id, .joined = change > 0});
    }
    if (entry.after == entry.before) continue;
    if (entry.after.links.empty()) {
      rows_.Delete(storage::LineageKey(id));
    } else {
      rows_.Put(storage::LineageKey(id), EncodeRow(entry.after));
    }
  }
  entries_.clear();
  return joins;
}

absl::StatusOr<std::vector<LineageJoin>> LineageIndex::Joins(const std::string& document_id) {
  const auto row = RowOf(document_id);
  if (!row.ok()) return row.status();
  std::vector<LineageJoin> joins;
  for (const DocumentLink& link : (*row)->links) {
    if (!link.joins) continue;
    const bool first = ComesBefore(document_id, link.document_id);
    joins.push_back({.before = first ? document_id : link.document_id,
                     .after = first ? link.document_id : document_id,
                     .joined = true});
  }
  return joins;
}

absl::StatusOr<std::vector<LineageJoin>> LineageIndex::Remove(const std::string& document_id) {
  const auto fingerprint = FingerprintOf(document_id);
  if (!fingerprint.ok()) return fingerprint.status();
  const std::vector<uint64_t> lists =
      lineage::ListsOverLevels((*fingerprint)->lists, lineage::PlaceOf(document_id).level);
  if (absl::Status status = ChangeLinks(document_id, lists, -1); !status.ok()) return status;
  auto joins = Write();
  if (!joins.ok()) return joins;
  for (const uint64_t list : lists) {
    if (absl::Status status = lists_.Remove(list, document_id); !status.ok()) return status;
  }
  rows_.Delete(storage::FingerprintKey(document_id));
  fingerprints_.erase(document_id);
  outlines_.erase(document_id);
  return joins;
}

absl::StatusOr<std::vector<LineageJoin>> LineageIndex::Insert(const std::string& document_id,
                                                              const FingerprintRow& fingerprint) {
  fingerprints_[document_id] = FromRow(fingerprint);
  const std::vector<uint64_t> lists =
      lineage::ListsOverLevels(fingerprint.lists, lineage::PlaceOf(document_id).level);
  if (absl::Status status = ChangeLinks(document_id, lists, 1); !status.ok()) return status;
  auto joins = Write();
  if (!joins.ok()) return joins;
  const auto outline_of = [this](const std::string& id) { return OutlineOf(id); };
  for (const uint64_t list : lists) {
    if (absl::Status status = lists_.Add(list, document_id, outline_of); !status.ok()) {
      return status;
    }
  }
  rows_.Put(storage::FingerprintKey(document_id), EncodeRow(fingerprint));
  return joins;
}

}  // namespace parallax::store
