#include "query_service/follow/watermarks.h"

#include <optional>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/synchronization/notification.h"
#include "absl/time/clock.h"
#include "core/errors/error.h"

namespace parallax::follow {
namespace {

// The answer to who waits for `token` in a collection that is `info`; nothing when it is to come.
std::optional<absl::Status> Judge(const absl::StatusOr<storage::CollectionInfo>& info,
                                  const storage::RevisionToken& token) {
  if (absl::IsNotFound(info.status())) return std::nullopt;
  if (!info.ok()) return info.status();
  switch (storage::JudgeToken(token, *info)) {
    case storage::TokenStanding::kReadable:
    case storage::TokenStanding::kOlderThanRetention:
      return absl::OkStatus();
    case storage::TokenStanding::kOtherStore:
      return errors::Error(errors::Reason::kTokenOfAnotherStore, "", "a token of another store");
    case storage::TokenStanding::kOtherCollection:
      return errors::Error(errors::Reason::kTokenOfAnotherCollection, "",
                           "a token of another collection");
    case storage::TokenStanding::kNewerThanKnown:
      break;
  }
  return std::nullopt;
}

absl::Status Draining() {
  return errors::Error(errors::Reason::kDraining, "", "the service is draining");
}

}  // namespace

Watermarks::Watermarks(storage::RecordStore* store, size_t max_waiters)
    : store_(store), max_waiters_(max_waiters) {
  store_->AddListener(this);
  thread_ = std::thread([this] { Run(); });
}

Watermarks::~Watermarks() {
  store_->RemoveListener(this);
  {
    absl::MutexLock lock(&mutex_);
    stopping_ = true;
  }
  thread_.join();
}

void Watermarks::NotifyWhenApplied(std::string_view collection, const storage::RevisionToken& token,
                                   absl::Time deadline, Callback callback) {
  std::optional<absl::Status> answer = Judge(store_->GetCollection(collection), token);
  if (!answer) {
    absl::MutexLock lock(&mutex_);
    if (stopping_) {
      answer = Draining();
    } else if (waiters_.size() >= max_waiters_) {
      answer = absl::ResourceExhaustedError(
          absl::StrCat(max_waiters_, " calls wait for commits already; try again later"));
    } else {
      const std::pair<std::string, uint64_t> key(collection, next_number_++);
      auto at = deadlines_.emplace(deadline, key);
      waiters_.emplace(key, Waiter{token, std::move(callback), at});
      // The commit may have come after it was judged and before it was known to wait.
      changed_.insert(key.first);
    }
  }
  if (answer) callback(*std::move(answer));
}

absl::Status Watermarks::WaitUntilApplied(std::string_view collection,
                                          const storage::RevisionToken& token,
                                          absl::Time deadline) {
  absl::Notification done;
  absl::Status result;
  NotifyWhenApplied(collection, token, deadline, [&](absl::Status status) {
    result = std::move(status);
    done.Notify();
  });
  done.WaitForNotification();
  return result;
}

size_t Watermarks::waiting() const {
  absl::MutexLock lock(&mutex_);
  return waiters_.size();
}

void Watermarks::OnCommit(std::string_view collection, uint64_t /*commit*/) {
  absl::MutexLock lock(&mutex_);
  auto first = waiters_.lower_bound({std::string(collection), 0});
  if (first != waiters_.end() && first->first.first == collection) changed_.emplace(collection);
}

Watermarks::WaiterMap::node_type Watermarks::Remove(WaiterMap::iterator waiter) {
  deadlines_.erase(waiter->second.deadline);
  return waiters_.extract(waiter);
}

void Watermarks::Run() {
  struct Answer {
    Callback callback;
    absl::Status status;
  };
  const auto something_changed = [this]() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    return stopping_ || !changed_.empty();
  };
  // A new waiter marks its collection as changed, so the deadline waited for is never too late.
  for (bool stopping = false; !stopping;) {
    std::set<std::string, std::less<>> changed;
    {
      absl::MutexLock lock(&mutex_);
      mutex_.AwaitWithDeadline(
          absl::Condition(&something_changed),
          deadlines_.empty() ? absl::InfiniteFuture() : deadlines_.begin()->first);
      stopping = stopping_;
      changed.swap(changed_);
    }
    std::vector<Answer> answers;
    for (const std::string& collection : changed) {
      // Read outside the lock. Who begins to wait in between marks the collection again.
      const absl::StatusOr<storage::CollectionInfo> info = store_->GetCollection(collection);
      absl::MutexLock lock(&mutex_);
      for (auto it = waiters_.lower_bound({collection, 0});
           it != waiters_.end() && it->first.first == collection;) {
        std::optional<absl::Status> answer = Judge(info, it->second.token);
        auto waiter = it++;
        if (answer) answers.push_back({Remove(waiter).mapped().callback, *std::move(answer)});
      }
    }
    {
      absl::MutexLock lock(&mutex_);
      const absl::Time now = absl::Now();
      while (!deadlines_.empty() && (stopping || deadlines_.begin()->first <= now)) {
        auto node = Remove(waiters_.find(deadlines_.begin()->second));
        absl::Status status =
            stopping ? Draining()
                     : errors::Error(errors::Reason::kTokenNotReached, "",
                                     absl::StrCat("commit ", node.mapped().token.commit,
                                                  " was not applied here before the deadline"));
        answers.push_back({std::move(node.mapped().callback), std::move(status)});
      }
    }
    for (Answer& answer : answers) answer.callback(std::move(answer.status));
  }
}

}  // namespace parallax::follow
