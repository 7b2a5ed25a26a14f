// The read side's own copy of collections: applies commits from a change feed atomically, in order
// and at most once, and bootstraps a collection aside before it takes the old one's place.
#ifndef PARALLAX_CORE_STORAGE_REPLICA_STORE_H_
#define PARALLAX_CORE_STORAGE_REPLICA_STORE_H_

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "core/storage/record_store.h"

namespace parallax::storage {

// A commit as it came over the feed, with the originals it makes visible.
struct ReplicatedCommit {
  CommitRecord record;
  std::vector<OriginalContent> originals;
};

// One bootstrap of one collection. Not thread-safe. Dropped without Finish it leaves the collection
// as it was; its rows are cleaned up then or at the next start. Must not outlive the store.
class CollectionBootstrap {
 public:
  ~CollectionBootstrap();
  CollectionBootstrap(const CollectionBootstrap&) = delete;
  CollectionBootstrap& operator=(const CollectionBootstrap&) = delete;

  // Rows in any order; a key given twice keeps the last. InvalidArgument for a malformed key or a
  // row without a value.
  absl::Status LoadRows(absl::Span<const RowChange> rows);
  // One whole original. InvalidArgument when the bytes do not have that digest.
  absl::Status LoadOriginal(const OriginalContent& original);
  // Syncs, and makes the collection serve what was loaded, as of `commit`, in one atomic step.
  // Older commits cannot be read. Tells the listeners. Views open on the old rows stay good.
  absl::Status Finish(uint64_t commit, int64_t commit_time_ms);

 private:
  friend class ReplicaStore;
  CollectionBootstrap(RecordStore* store, CollectionIdentity identity, uint64_t keyspace,
                      int64_t created_time_ms);

  RecordStore* store_;
  CollectionIdentity identity_;
  uint64_t keyspace_;
  int64_t created_time_ms_;
  bool finished_ = false;
};

// Thread-safe; calls for one collection must come in commit order.
class ReplicaStore {
 public:
  // Errors as of RecordStore::Open.
  static absl::StatusOr<std::unique_ptr<ReplicaStore>> Open(StoreOptions options);

  // For reading, sweeping and listeners.
  RecordStore& store() { return *store_; }
  const RecordStore& store() const { return *store_; }

  // Applies one commit, or a run of them in one batch. Already applied ones are skipped. Nothing is
  // applied on an error:
  //   NotFound            no such collection, and not its first commit (which makes it): bootstrap
  //   FailedPrecondition  a gap: the commit is not the next one; or the store or uid differ
  //   InvalidArgument     rows out of order or malformed keys
  // REQUIRES: all of `commits` are of the collection `identity`.
  absl::Status ApplyCommits(const CollectionIdentity& identity,
                            absl::Span<const ReplicatedCommit> commits);
  absl::Status ApplyCommit(const CollectionIdentity& identity, const CommitRecord& record,
                           absl::Span<const OriginalContent> originals);

  // Begins to fill a fresh keyspace for the collection. The one that serves, if any, goes on
  // serving.
  absl::StatusOr<std::unique_ptr<CollectionBootstrap>> BeginBootstrap(
      const CollectionIdentity& identity, int64_t created_time_ms);

  // Takes a collection out of service and drops its rows. OK when there is none.
  absl::Status DropCollection(std::string_view name);

 private:
  explicit ReplicaStore(std::unique_ptr<RecordStore> store) : store_(std::move(store)) {}

  std::unique_ptr<RecordStore> store_;
};

}  // namespace parallax::storage

#endif  // PARALLAX_CORE_STORAGE_REPLICA_STORE_H_
