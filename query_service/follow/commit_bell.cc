#include "query_service/follow/commit_bell.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "core/errors/error.h"

namespace parallax::follow {

CommitBell::CommitBell(storage::RecordStore* store, size_t max_listeners)
    : store_(store), max_listeners_(max_listeners) {
  store_->AddListener(this);
  thread_ = std::thread([this] { Run(); });
}

CommitBell::~CommitBell() {
  store_->RemoveListener(this);
  {
    absl::MutexLock lock(&mutex_);
    stopping_ = true;
  }
  thread_.join();
}

absl::StatusOr<uint64_t> CommitBell::Add(std::string_view collection, absl::Duration interval,
                                         Callback callback) {
  absl::MutexLock lock(&mutex_);
  if (draining_ || stopping_) {
    return errors::Error(errors::Reason::kDraining, "", "the service is draining");
  }
  if (listeners_.size() >= max_listeners_) {
    return errors::Error(errors::Reason::kQueueFull, "",
                         absl::StrCat(max_listeners_, " calls watch already; try again later"));
  }
  const uint64_t number = next_number_++;
  listeners_[number] = {std::string(collection), interval, std::move(callback),
                        absl::Now() + interval};
  moved_ = true;
  return number;
}

void CommitBell::Remove(uint64_t number) {
  absl::MutexLock lock(&mutex_);
  listeners_.erase(number);
  if (std::this_thread::get_id() == thread_.get_id()) return;
  const auto not_ringing = [this, number]()
                               ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) { return ringing_ != number; };
  mutex_.Await(absl::Condition(&not_ringing));
}

void CommitBell::RingAgain(uint64_t number, absl::Duration delay) {
  absl::MutexLock lock(&mutex_);
  const auto it = listeners_.find(number);
  if (it == listeners_.end()) return;
  it->second.again = true;
  it->second.next = std::min(it->second.next, absl::Now() + delay);
  moved_ = true;
}

void CommitBell::Drain() {
  absl::MutexLock lock(&mutex_);
  draining_ = true;
}

size_t CommitBell::listeners() const {
  absl::MutexLock lock(&mutex_);
  return listeners_.size();
}

void CommitBell::OnCommit(std::string_view collection, uint64_t /*commit*/) {
  absl::MutexLock lock(&mutex_);
  if (!listeners_.empty()) changed_.emplace(collection);
}

void CommitBell::Run() {
  const auto something_to_do = [this]() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    return stopping_ || moved_ || !changed_.empty() || (draining_ && !drained_);
  };
  for (;;) {
    std::vector<std::pair<uint64_t, Ring>> rings;
    {
      absl::MutexLock lock(&mutex_);
      absl::Time next = absl::InfiniteFuture();
      for (const auto& [number, listener] : listeners_) next = std::min(next, listener.next);
      mutex_.AwaitWithDeadline(absl::Condition(&something_to_do), next);
      if (stopping_) return;
      moved_ = false;
      const bool drain = draining_ && !std::exchange(drained_, draining_);
      const absl::Time now = absl::Now();
      for (auto& [number, listener] : listeners_) {
        const bool due = listener.next <= now;
        if (drain) {
          rings.emplace_back(number, Ring::kDraining);
        } else if (changed_.contains(listener.collection) || (due && listener.again)) {
          rings.emplace_back(number, Ring::kCommit);
        } else if (due) {
          rings.emplace_back(number, Ring::kInterval);
        } else {
          continue;
        }
        listener.again = false;
        listener.next = now + listener.interval;
      }
      changed_.clear();
    }
    for (const auto& [number, ring] : rings) {
      Callback callback;
      {
        absl::MutexLock lock(&mutex_);
        const auto it = listeners_.find(number);
        if (it == listeners_.end()) continue;
        callback = it->second.callback;
        ringing_ = number;
      }
      callback(ring);
      absl::MutexLock lock(&mutex_);
      ringing_ = 0;
    }
  }
}

}  // namespace parallax::follow
