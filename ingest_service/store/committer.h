// The one thread that writes: takes document changes from a bounded queue, groups what is waiting
// into one synced batch, and answers each with its own commit.
#ifndef PARALLAX_INGEST_SERVICE_STORE_COMMITTER_H_
#define PARALLAX_INGEST_SERVICE_STORE_COMMITTER_H_

#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <variant>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "core/storage/record_store.h"
#include "core/storage/rows.h"
#include "ingest_service/store/document_change.h"
#include "ingest_service/store/document_rows.h"

namespace parallax::store {

class CommitGroup;

struct CommitterOptions {
  size_t max_queued_bytes = 64u << 20;
  // One group ends when its changes hold this much or are this many.
  size_t max_group_bytes = 8u << 20;
  size_t max_group_changes = 128;
  // How often retention is looked after when there is time; zero: only by RecordStore::Sweep.
  absl::Duration sweep_interval = absl::Seconds(10);
};

// Thread-safe. Views the store, which must outlive it. The destructor commits what is queued.
class Committer {
 public:
  // Called once per submitted change, on the committer's thread after the sync (or on the
  // submitting thread when the change was not taken). Must not block. Errors:
  //   InvalidArgument     the change breaks a limit or contradicts itself
  //   NotFound            no such collection; deletion of a document that is not there
  //   ResourceExhausted   the queue stayed full until the deadline; try again
  //   Unavailable         the committer is shutting down
  //   others              the engine failed; nothing of this change is visible
  using Done = std::function<void(absl::StatusOr<CommitResult>)>;

  static absl::StatusOr<std::unique_ptr<Committer>> Create(storage::RecordStore* store,
                                                           CommitterOptions options);
  ~Committer();

  // Prepares the change on this thread (hashing, encoding: the costly part) and queues it. When the
  // queue is full it waits for room until `deadline`; the default does not wait. Changes of one
  // submitter are committed in the order of their submission. A single change larger than the queue
  // is taken when the queue is empty.
  void Submit(DocumentChange change, Done done, absl::Time deadline = absl::InfinitePast());

  // As Submit, but waits for the answer. For tools and tests.
  absl::StatusOr<CommitResult> SubmitAndWait(DocumentChange change);

  // AlreadyExists, InvalidArgument for a bad name. Commit 1 of the collection. Waits for the sync.
  absl::StatusOr<CommitResult> CreateCollection(const std::string& name,
                                                const std::string& description);

  // Stops taking changes; returns when what was queued is committed.
  void Shutdown();

  size_t queued_bytes() const;

 private:
  struct Item {
    std::string collection;
    // A document to put, the id of one to delete, what callers add, or the collection to make.
    std::variant<PreparedDocument, std::string, CuratedChange, storage::CollectionRow> change;
    Done done;
    size_t bytes = 0;
  };

  Committer(storage::RecordStore* store, CommitterOptions options);
  void Enqueue(Item item, absl::Time deadline);
  void Run();
  // The next group: waits for one until `until`; empty when none came.
  std::deque<Item> NextGroup(absl::Time until);
  static absl::StatusOr<CommitResult> Add(CommitGroup& group, Item& item);
  void SweepWhileIdle();

  storage::RecordStore* const store_;
  const CommitterOptions options_;

  mutable absl::Mutex mutex_;
  std::deque<Item> queue_ ABSL_GUARDED_BY(mutex_);
  size_t queued_bytes_ ABSL_GUARDED_BY(mutex_) = 0;
  bool stopping_ ABSL_GUARDED_BY(mutex_) = false;

  absl::Mutex join_mutex_;
  std::thread thread_ ABSL_GUARDED_BY(join_mutex_);
};

}  // namespace parallax::store

#endif  // PARALLAX_INGEST_SERVICE_STORE_COMMITTER_H_
