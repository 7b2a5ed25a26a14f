#include "ingest_service/store/posting_lists.h"

#include <algorithm>
#include <utility>

#include "core/storage/keys.h"
#include "ingest_service/lineage/place.h"

namespace parallax::store {
namespace {

using storage::PostingListRow;

std::string PostingKeyOf(uint64_t list, const std::string& document_id) {
  return storage::PostingKey(list, lineage::PlaceOf(document_id).rank, document_id);
}

absl::StatusOr<PostingLists::Posted> ToPosted(const GroupRows::Posting& row,
                                              const PostingLists::KnownOutline& known) {
  absl::StatusOr<std::string> id = storage::ParsePostingKey(row.key);
  if (!id.ok()) return id.status();
  PostingLists::Posted posted{.document_id = *std::move(id), .outline = std::nullopt};
  if (row.value.empty() || (known && known(posted.document_id))) return posted;
  absl::StatusOr<storage::PostingRow> outline = storage::DecodeRow<storage::PostingRow>(row.value);
  if (!outline.ok()) return outline.status();
  posted.outline = lineage::Outline{.words = outline->words,
                                    .language = std::move(outline->language),
                                    .blocks = outline->blocks,
                                    .letter_bytes = outline->letter_bytes,
                                    .level = outline->level,
                                    .whole = outline->whole,
                                    .declares = outline->declares,
                                    .hashes = std::move(outline->hashes)};
  return posted;
}

}  // namespace

storage::PostingRow ToRow(lineage::Outline outline) {
  return {.words = outline.words,
          .language = std::move(outline.language),
          .blocks = outline.blocks,
          .letter_bytes = outline.letter_bytes,
          .level = outline.level,
          .whole = outline.whole,
          .declares = outline.declares,
          .hashes = std::move(outline.hashes)};
}

absl::StatusOr<PostingListRow> PostingLists::ListOf(uint64_t list) {
  auto row = rows_.GetRow<PostingListRow>(storage::PostingListKey(list));
  if (!row.ok()) return row.status();
  return row->value_or(PostingListRow{});
}

void PostingLists::PutPosting(uint64_t list, const std::string& document_id,
                              const lineage::Outline& outline) {
  rows_.Put(PostingKeyOf(list, document_id), EncodeRow(ToRow(outline)));
}

absl::StatusOr<PostingLists::Neighbours> PostingLists::Around(uint64_t list,
                                                              const std::string& document_id,
                                                              size_t limit,
                                                              const KnownOutline& known) {
  auto row = ListOf(list);
  if (!row.ok()) return row.status();
  Neighbours found;
  if (!row->spread) {
    for (std::string& id : row->document_ids) {
      if (id == document_id) continue;
      const bool before = lineage::ComesBefore(id, document_id);
      (before ? found.before : found.after).push_back({std::move(id), std::nullopt});
    }
    std::reverse(found.before.begin(), found.before.end());
    found.before.resize(std::min(found.before.size(), limit));
    found.after.resize(std::min(found.after.size(), limit));
    return found;
  }
  const auto around =
      rows_.Around(storage::PostingListKey(list), PostingKeyOf(list, document_id), limit);
  if (!around.ok()) return around.status();
  for (auto [rows, posted] :
       {std::pair(&around->before, &found.before), {&around->after, &found.after}}) {
    for (const GroupRows::Posting& posting : *rows) {
      auto one = ToPosted(posting, known);
      if (!one.ok()) return one.status();
      posted->push_back(*std::move(one));
    }
  }
  return found;
}

absl::Status PostingLists::Add(uint64_t list, const std::string& document_id,
                               OutlineOf outline_of) {
  auto row = ListOf(list);
  if (!row.ok()) return row.status();
  if (!row->spread) {
    std::vector<std::string>& ids = row->document_ids;
    ids.insert(std::lower_bound(ids.begin(), ids.end(), document_id, lineage::ComesBefore),
               document_id);
    if (ids.size() > storage::kMostListedTogether) {
      for (const std::string& id : ids) {
        const auto outline = outline_of(id);
        if (!outline.ok()) return outline.status();
        PutPosting(list, id, *outline);
      }
      *row = {.document_ids = {}, .spread = true};
    }
    rows_.Put(storage::PostingListKey(list), EncodeRow(*row));
    return absl::OkStatus();
  }
  const auto outline = outline_of(document_id);
  if (!outline.ok()) return outline.status();
  PutPosting(list, document_id, *outline);
  return absl::OkStatus();
}

absl::Status PostingLists::Remove(uint64_t list, const std::string& document_id) {
  auto row = ListOf(list);
  if (!row.ok()) return row.status();
  const std::string key = storage::PostingListKey(list);
  if (!row->spread) {
    std::erase(row->document_ids, document_id);
    if (row->document_ids.empty()) {
      rows_.Delete(key);
    } else {
      rows_.Put(key, EncodeRow(*row));
    }
    return absl::OkStatus();
  }
  rows_.Delete(PostingKeyOf(list, document_id));
  auto left = Around(list, document_id, storage::kMostListedTogether + 1);
  if (!left.ok()) return left.status();
  if (left->before.size() + left->after.size() > storage::kMostListedTogether) {
    return absl::OkStatus();
  }
  row->spread = false;
  std::reverse(left->before.begin(), left->before.end());
  for (std::vector<Posted>* part : {&left->before, &left->after}) {
    for (Posted& posted : *part) {
      rows_.Delete(PostingKeyOf(list, posted.document_id));
      row->document_ids.push_back(std::move(posted.document_id));
    }
  }
  rows_.Put(key, EncodeRow(*row));
  return absl::OkStatus();
}

}  // namespace parallax::store
