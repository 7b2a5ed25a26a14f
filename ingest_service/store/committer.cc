#include "ingest_service/store/committer.h"

#include <utility>
#include <vector>

#include "absl/synchronization/notification.h"
#include "absl/time/clock.h"
#include "ingest_service/store/commit_group.h"

namespace parallax::store {

absl::StatusOr<std::unique_ptr<Committer>> Committer::Create(storage::RecordStore* store,
                                                             CommitterOptions options) {
  if (options.max_queued_bytes == 0 || options.max_group_changes == 0) {
    return absl::InvalidArgumentError("the committer's limits must not be zero");
  }
  return std::unique_ptr<Committer>(new Committer(store, options));
}

Committer::Committer(storage::RecordStore* store, CommitterOptions options)
    : store_(store), options_(options), thread_([this] { Run(); }) {}

Committer::~Committer() { Shutdown(); }

void Committer::Shutdown() {
  {
    absl::MutexLock lock(&mutex_);
    stopping_ = true;
  }
  absl::MutexLock lock(&join_mutex_);
  if (thread_.joinable()) thread_.join();
}

size_t Committer::queued_bytes() const {
  absl::MutexLock lock(&mutex_);
  return queued_bytes_;
}

void Committer::Submit(DocumentChange change, Done done, absl::Time deadline) {
  if (auto* stored = std::get_if<StoredDocument>(&change.change)) {
    absl::StatusOr<PreparedDocument> prepared = PrepareDocument(std::move(*stored));
    if (!prepared.ok()) return done(prepared.status());
    const size_t bytes = prepared->size_bytes();
    Enqueue({.collection = std::move(change.collection),
             .change = *std::move(prepared),
             .done = std::move(done),
             .bytes = bytes},
            deadline);
    return;
  }
  if (auto* curated = std::get_if<CuratedChange>(&change.change)) {
    const size_t bytes = sizeof(Item) + curated->size_bytes;
    Enqueue({.collection = std::move(change.collection),
             .change = std::move(*curated),
             .done = std::move(done),
             .bytes = bytes},
            deadline);
    return;
  }
  std::string& document_id = std::get<DocumentDeletion>(change.change).document_id;
  if (absl::Status status = ValidateDocumentId(document_id); !status.ok()) return done(status);
  Enqueue({.collection = std::move(change.collection),
           .change = std::move(document_id),
           .done = std::move(done),
           .bytes = sizeof(Item)},
          deadline);
}

void Committer::Enqueue(Item item, absl::Time deadline) {
  absl::Status refused;
  {
    absl::MutexLock lock(&mutex_);
    const size_t bytes = item.bytes;
    const auto has_room_or_stops = [this, bytes]() ABSL_SHARED_LOCKS_REQUIRED(mutex_) {
      return stopping_ || queue_.empty() || queued_bytes_ + bytes <= options_.max_queued_bytes;
    };
    const bool ready = mutex_.AwaitWithDeadline(absl::Condition(&has_room_or_stops), deadline);
    if (stopping_) {
      refused = absl::UnavailableError("the service is shutting down");
    } else if (!ready) {
      refused = absl::ResourceExhaustedError("the commit queue is full: try again");
    } else {
      queued_bytes_ += bytes;
      queue_.push_back(std::move(item));
      return;
    }
  }
  item.done(refused);
}

absl::StatusOr<CommitResult> Committer::SubmitAndWait(DocumentChange change) {
  absl::StatusOr<CommitResult> answer;
  absl::Notification answered;
  Submit(
      std::move(change),
      [&](absl::StatusOr<CommitResult> result) {
        answer = std::move(result);
        answered.Notify();
      },
      absl::InfiniteFuture());
  answered.WaitForNotification();
  return answer;
}

absl::StatusOr<CommitResult> Committer::CreateCollection(const std::string& name,
                                                         const std::string& description) {
  absl::StatusOr<CommitResult> answer;
  absl::Notification answered;
  Enqueue({.collection = name,
           .change = storage::CollectionRow{.name = name, .description = description},
           .done =
               [&](absl::StatusOr<CommitResult> result) {
                 answer = std::move(result);
                 answered.Notify();
               },
           .bytes = sizeof(Item) + name.size() + description.size()},
          absl::InfiniteFuture());
  answered.WaitForNotification();
  return answer;
}

std::deque<Committer::Item> Committer::NextGroup(absl::Time until) {
  std::deque<Item> group;
  absl::MutexLock lock(&mutex_);
  const auto has_work = [this]() ABSL_SHARED_LOCKS_REQUIRED(mutex_) {
    return stopping_ || !queue_.empty();
  };
  mutex_.AwaitWithDeadline(absl::Condition(&has_work), until);
  size_t bytes = 0;
  while (!queue_.empty() && group.size() < options_.max_group_changes) {
    Item& next = queue_.front();
    // Making a collection is a group of its own: what follows reads the collection's rows.
    if (!group.empty() && (std::holds_alternative<storage::CollectionRow>(next.change) ||
                           std::holds_alternative<storage::CollectionRow>(group.front().change) ||
                           bytes + next.bytes > options_.max_group_bytes)) {
      break;
    }
    bytes += next.bytes;
    queued_bytes_ -= next.bytes;
    group.push_back(std::move(next));
    queue_.pop_front();
  }
  return group;
}

absl::StatusOr<CommitResult> Committer::Add(CommitGroup& group, Item& item) {
  if (auto* document = std::get_if<PreparedDocument>(&item.change)) {
    return group.AddDocument(item.collection, *document);
  }
  if (auto* document_id = std::get_if<std::string>(&item.change)) {
    return group.AddDeletion(item.collection, *document_id);
  }
  if (const auto* curated = std::get_if<CuratedChange>(&item.change)) {
    return group.AddCurated(item.collection, *curated);
  }
  return group.AddCollection(std::get<storage::CollectionRow>(std::move(item.change)));
}

void Committer::SweepWhileIdle() {
  // A failure shows in the log of whoever sweeps by hand, and again at the next commit.
  while (true) {
    const absl::StatusOr<storage::SweepResult> swept = store_->Sweep();
    if (!swept.ok() || swept->done) return;
    absl::MutexLock lock(&mutex_);
    if (stopping_ || !queue_.empty()) return;
  }
}

void Committer::Run() {
  const bool sweeps = options_.sweep_interval > absl::ZeroDuration();
  absl::Time next_sweep = sweeps ? absl::Now() + options_.sweep_interval : absl::InfiniteFuture();
  while (true) {
    std::deque<Item> items = NextGroup(next_sweep);
    if (items.empty()) {
      absl::MutexLock lock(&mutex_);
      if (stopping_ && queue_.empty()) return;
    }
    if (!items.empty()) {
      CommitGroup group(store_);
      std::vector<absl::StatusOr<CommitResult>> results;
      results.reserve(items.size());
      for (Item& item : items) results.push_back(Add(group, item));
      const absl::Status written = group.Write();
      for (size_t i = 0; i < items.size(); ++i) {
        // A refused change was refused whatever became of the others.
        if (!written.ok() && results[i].ok()) results[i] = written;
        items[i].done(std::move(results[i]));
      }
    }
    if (absl::Now() >= next_sweep) {
      SweepWhileIdle();
      next_sweep = absl::Now() + options_.sweep_interval;
    }
  }
}

}  // namespace parallax::store
