#include "query_service/follow/lag_tracker.h"

#include <algorithm>

namespace parallax::follow {

void LagTracker::Settle(Entry& entry) {
  if (entry.target_time == absl::InfiniteFuture() || entry.applied < entry.target) return;
  entry.level_time = entry.target_time;
  entry.target_time = absl::InfiniteFuture();
}

absl::Duration LagTracker::LagOf(const Entry& entry, absl::Time now) {
  return now - entry.level_time;
}

LagTracker::Entry& LagTracker::EntryOf(std::string_view collection, absl::Time now) {
  auto [entry, added] = entries_.try_emplace(std::string(collection));
  // One that appears later is not behind by more than the time since it was heard of.
  if (added && started_) entry->second.level_time = now;
  return entry->second;
}

void LagTracker::NoteStarted() {
  if (started_ || last_heartbeat_ == absl::InfinitePast()) return;
  started_ = std::all_of(entries_.begin(), entries_.end(), [](const auto& item) {
    return item.second.level_time != absl::InfinitePast();
  });
}

void LagTracker::OnHeartbeat(const std::vector<Newest>& newest, absl::Time now) {
  absl::MutexLock lock(&mutex_);
  last_heartbeat_ = now;
  std::map<std::string, Entry, std::less<>> named;
  for (const Newest& item : newest) {
    Entry& entry = EntryOf(item.collection, now);
    entry.newest = item.commit;
    if (item.commit < entry.target) entry.target_time = absl::InfiniteFuture();  // made anew
    if (entry.target_time == absl::InfiniteFuture()) {
      entry.target = item.commit;
      entry.target_time = now;
    }
    Settle(entry);
    named.emplace(item.collection, entry);
  }
  entries_ = std::move(named);
  NoteStarted();
}

void LagTracker::OnApplied(std::string_view collection, uint64_t commit, absl::Time now) {
  absl::MutexLock lock(&mutex_);
  Entry& entry = EntryOf(collection, now);
  entry.applied = commit;
  entry.newest = std::max(entry.newest, commit);
  Settle(entry);
  NoteStarted();
}

void LagTracker::OnBootstrapping(std::string_view collection, bool bootstrapping, absl::Time now) {
  absl::MutexLock lock(&mutex_);
  EntryOf(collection, now).bootstrapping = bootstrapping;
}

std::vector<CollectionLag> LagTracker::Collections(absl::Time now) const {
  absl::MutexLock lock(&mutex_);
  std::vector<CollectionLag> collections;
  for (const auto& [name, entry] : entries_) {
    CollectionLag item;
    item.collection = name;
    item.state = entry.bootstrapping                        ? CollectionState::kBootstrapping
                 : entry.level_time == absl::InfinitePast() ? CollectionState::kStarting
                                                            : CollectionState::kFollowing;
    item.applied = entry.applied;
    item.newest = entry.newest;
    item.lag = LagOf(entry, now);
    collections.push_back(std::move(item));
  }
  return collections;
}

absl::Duration LagTracker::Lag(absl::Time now) const {
  absl::MutexLock lock(&mutex_);
  if (!started_) return absl::InfiniteDuration();
  absl::Duration lag = now - last_heartbeat_;
  for (const auto& [name, entry] : entries_) lag = std::max(lag, LagOf(entry, now));
  return lag;
}

}  // namespace parallax::follow
