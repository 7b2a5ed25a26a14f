#include "ingest_service/store/row_transaction.h"

#include <algorithm>
#include <utility>

namespace parallax::store {

absl::StatusOr<std::vector<std::optional<std::string>>> GroupRows::MultiGet(
    const std::vector<std::string>& keys) const {
  auto values = view_->MultiGet(keys);
  if (!values.ok() || changed_.empty()) return values;
  for (size_t i = 0; i < keys.size(); ++i) {
    if (auto it = changed_.find(keys[i]); it != changed_.end()) (*values)[i] = it->second;
  }
  return values;
}

absl::Status GroupRows::Scan(
    const std::string& prefix,
    absl::FunctionRef<bool(std::string_view key, std::string_view value)> visit) const {
  auto changed = changed_.lower_bound(prefix);
  const auto in_range = [&] {
    return changed != changed_.end() &&
           std::string_view(changed->first).substr(0, prefix.size()) == prefix;
  };
  bool going = true;
  // Changed rows before `key`, or all that are left.
  const auto visit_changed = [&](const std::string_view* key) {
    for (; going && in_range() && (key == nullptr || changed->first < *key); ++changed) {
      if (changed->second) going = visit(changed->first, *changed->second);
    }
  };
  absl::Status status =
      view_->Scan({.prefix = prefix}, [&](std::string_view key, std::string_view value) {
        visit_changed(&key);
        if (!going) return false;
        if (in_range() && changed->first == key) {
          if (changed->second) going = visit(key, *changed->second);
          ++changed;
        } else {
          going = visit(key, value);
        }
        return going;
      });
  if (!status.ok()) return status;
  visit_changed(nullptr);
  return absl::OkStatus();
}

absl::StatusOr<GroupRows::Neighbours> GroupRows::Around(const std::string& list,
                                                        const std::string& key,
                                                        size_t limit) const {
  if (!cursor_) {
    auto cursor = view_->NewPostingCursor();
    if (!cursor.ok()) return cursor.status();
    cursor_.emplace(*std::move(cursor));
  }
  Neighbours found;
  const auto in_list = [&](std::string_view row) {
    return row.size() > list.size() && row.starts_with(list);
  };
  // Rows of the view that the group has not touched, and those that it has left there.
  for (cursor_->Seek(key); cursor_->Valid() && found.after.size() < limit; cursor_->Next()) {
    const std::string_view row = cursor_->key();
    if (!in_list(row)) break;
    if (row == key || changed_.contains(row)) continue;
    found.after.push_back({std::string(row), std::string(cursor_->value())});
  }
  if (absl::Status status = cursor_->status(); !status.ok()) return status;
  for (cursor_->SeekBefore(key); cursor_->Valid() && found.before.size() < limit; cursor_->Prev()) {
    const std::string_view row = cursor_->key();
    if (!in_list(row)) break;
    if (changed_.contains(row)) continue;
    found.before.push_back({std::string(row), std::string(cursor_->value())});
  }
  if (absl::Status status = cursor_->status(); !status.ok()) return status;

  size_t more = 0;
  for (auto it = changed_.upper_bound(key);
       it != changed_.end() && in_list(it->first) && more < limit; ++it) {
    if (!it->second) continue;
    found.after.push_back({it->first, *it->second});
    ++more;
  }
  more = 0;
  for (auto it = changed_.lower_bound(key); it != changed_.begin() && more < limit;) {
    --it;
    if (!in_list(it->first)) break;
    if (!it->second) continue;
    found.before.push_back({it->first, *it->second});
    ++more;
  }
  std::sort(found.after.begin(), found.after.end(),
            [](const Posting& a, const Posting& b) { return a.key < b.key; });
  std::sort(found.before.begin(), found.before.end(),
            [](const Posting& a, const Posting& b) { return a.key > b.key; });
  found.after.resize(std::min(found.after.size(), limit));
  found.before.resize(std::min(found.before.size(), limit));
  return found;
}

void GroupRows::Absorb(const std::vector<storage::RowTransition>& transitions) {
  for (const storage::RowTransition& row : transitions) changed_[row.key] = row.after;
}

absl::Status RowTransaction::Load(const std::vector<std::string>& keys) {
  std::vector<std::string> unknown;
  for (const std::string& key : keys) {
    const auto it = entries_.find(key);
    if (it == entries_.end() || !it->second.loaded) unknown.push_back(key);
  }
  if (unknown.empty()) return absl::OkStatus();
  auto values = rows_->MultiGet(unknown);
  if (!values.ok()) return values.status();
  for (size_t i = 0; i < unknown.size(); ++i) {
    Entry& entry = entries_[unknown[i]];
    if (entry.loaded) continue;  // the same key twice in `keys`
    entry.loaded = true;
    entry.before = std::move((*values)[i]);
  }
  return absl::OkStatus();
}

absl::StatusOr<std::optional<std::string>> RowTransaction::Get(const std::string& key) {
  auto it = entries_.find(key);
  if (it == entries_.end() || !(it->second.written || it->second.loaded)) {
    if (absl::Status status = Load({key}); !status.ok()) return status;
    it = entries_.find(key);
  }
  return it->second.written ? it->second.after : it->second.before;
}

void RowTransaction::Put(std::string key, std::string value) {
  Entry& entry = entries_[std::move(key)];
  entry.written = true;
  entry.after = std::move(value);
}

void RowTransaction::Delete(std::string key) {
  Entry& entry = entries_[std::move(key)];
  entry.written = true;
  entry.after.reset();
}

absl::StatusOr<std::vector<storage::RowTransition>> RowTransaction::Finish() {
  std::vector<std::string> unknown;
  for (const auto& [key, entry] : entries_) {
    if (entry.written && !entry.loaded) unknown.push_back(key);
  }
  if (absl::Status status = Load(unknown); !status.ok()) return status;
  std::vector<storage::RowTransition> transitions;
  for (auto& [key, entry] : entries_) {
    if (!entry.written || entry.before == entry.after) continue;
    transitions.push_back(
        {.key = key, .before = std::move(entry.before), .after = std::move(entry.after)});
  }
  entries_.clear();
  return transitions;
}

}  // namespace parallax::store
