// The rows of all collections of one service's database: opens it, hands out read views, and makes
// commits for whoever owns the write side (the ingest service's committer, or a replica).
#ifndef PARALLAX_CORE_STORAGE_RECORD_STORE_H_
#define PARALLAX_CORE_STORAGE_RECORD_STORE_H_

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/synchronization/mutex.h"
#include "absl/types/span.h"
#include "core/storage/collection.h"
#include "core/storage/commit_record.h"
#include "core/storage/kept_rows.h"
#include "core/storage/read_view.h"
#include "core/storage/store_options.h"

namespace parallax::storage {

class CollectionStates;
class WriteSet;

// What an original is stored as.
struct OriginalContent {
  std::string sha256_hex;
  std::string content;
};

// The version of the on-disk format that this build writes.
inline constexpr uint32_t kStoreFormat = 3;

// What a sweep did.
struct SweepResult {
  uint64_t commits = 0;  // taken out of the log
  uint64_t history_rows = 0;
  uint64_t originals = 0;  // whose bytes were dropped
  bool done = true;        // false: stopped at the slice's limit, call again
};

// A row that a commit changes, with what it was before.
struct RowTransition {
  std::string key;
  std::optional<std::string> before;
  std::optional<std::string> after;
};

// What a reader made of a cell's rows, kept so that nobody has to make it again.
struct KeptCell {
  std::string key;      // CellKey
  uint64_t commit = 0;  // of the view that read the rows
  std::string bytes;    // the reader's own; at most kMaxKeptCellBytes
};
inline constexpr size_t kMaxKeptCellBytes = 256u << 10;

// How commits are written.
struct CommitOptions {
  bool sync = true;        // return only when they survive a power cut
  bool log_values = true;  // false: the log keeps keys only (enough to sweep, not to feed)
};

// A commit to be made: the record (its rows in `transitions`, not in `record.rows`).
struct PendingCommit {
  std::string collection;
  // Of kCollectionCreated: the collection to make; its name is `collection`.
  CollectionIdentity created;
  CommitRecord record;
  std::vector<RowTransition> transitions;  // sorted by key, before != after
};

// Thread-safe. Writing functions are serialized by an internal mutex; readers never wait for it.
class RecordStore {
 public:
  // Opens or makes the database. Errors:
  //   Unavailable         locked by another process
  //   NotFound            the directory (or its parent, with create_if_missing) does not exist
  //   FailedPrecondition  the format is newer than this build knows, or older and without a
  //                       migration; names both versions and leaves the store as it is
  //   DataLoss            the engine finds it damaged
  // What a crash left half done (keyspaces being filled, originals whose commit never came) is
  // cleaned up.
  static absl::StatusOr<std::unique_ptr<RecordStore>> Open(StoreOptions options);
  ~RecordStore();

  const std::string& store_id() const { return store_id_; }

  // --- Reading.

  // NotFound when there is no such collection.
  absl::StatusOr<CollectionInfo> GetCollection(std::string_view name) const;
  // Sorted by name.
  absl::StatusOr<std::vector<CollectionInfo>> ListCollections() const;
  // The collection at its latest commit. NotFound as above.
  absl::StatusOr<std::unique_ptr<ReadView>> OpenView(std::string_view collection) const;
  // At exactly `commit`. NotFound; OutOfRange and Unavailable as of ReadView::At.
  absl::StatusOr<std::unique_ptr<ReadView>> OpenViewAt(std::string_view collection,
                                                       uint64_t commit) const;

  // --- Writing; for the owner of the write side.

  // Stores originals' chunks without making them visible: a commit with an OriginalRow does that.
  // What no commit claims before a restart is dropped then. Not synced: the commit's sync covers
  // it.
  absl::Status WriteOriginals(std::string_view collection,
                              absl::Span<const OriginalContent> originals);

  // Makes the commits, in order, in one atomic batch, and syncs it if asked: latest rows, history,
  // log and watermark. FailedPrecondition when a commit is not the next of its collection; then
  // nothing is written. A commit of kind kCollectionCreated makes its collection (record.commit is
  // 1); AlreadyExists when there is one. Tells the listeners.
  absl::Status Commit(std::vector<PendingCommit> commits, CommitOptions options);

  // Keeps cells as views of `keyspace` read them; the last one given for a key stands. They are no
  // rows: they live until a commit touches a row of the cell (CellPart) or others need the room,
  // and no longer than this store is open. `untouched` is asked under the write lock, where no
  // commit comes in between: it must tell of cells that a commit after the cell's has touched, as a
  // RowListener of this store knows, and these are passed over. Cells that are too large, and all
  // where options().kept_cells_bytes has no room for them, are passed over too. Returns how many
  // were kept. Unavailable when the engine is behind with its files: nothing is kept then, so that
  // commits need not wait.
  absl::StatusOr<size_t> KeepCells(uint64_t keyspace, absl::Span<const KeptCell> cells,
                                   absl::FunctionRef<bool(const KeptCell&)> untouched);

  // Takes out what retention no longer keeps: at most about `max_rows` rows in one call. Runs
  // between commits (same mutex).
  absl::StatusOr<SweepResult> Sweep(size_t max_rows = 4096);

  // Listeners are called in the order they were added; not owned; add before traffic, remove before
  // they die.
  void AddListener(CommitListener* listener);
  void RemoveListener(CommitListener* listener);
  // The same for those who are told of rows. Waits for a commit under way.
  void AddRowListener(RowListener* listener);
  void RemoveRowListener(RowListener* listener);

  // Writes memtables out to files (tests, shutdown). Nothing depends on it for durability.
  absl::Status Flush();

  // Bytes on disk and in memory, as the engine estimates them.
  struct Usage {
    uint64_t live_file_bytes = 0;
    uint64_t block_cache_bytes = 0;
    uint64_t memtable_bytes = 0;
    uint64_t kept_cells = 0;        // KeepCells
    uint64_t kept_cells_bytes = 0;  // as options().kept_cells_bytes counts them
    bool merging = false;           // files in the background: reads are slower meanwhile
  };
  Usage GetUsage() const;  // waits for a commit under way

  int64_t NowMs() const { return options_.now_ms(); }
  const StoreOptions& options() const { return options_; }

 private:
  friend class ReplicaStore;
  friend class CollectionBootstrap;
  RecordStore(StoreOptions options, std::unique_ptr<Engine> engine, std::string store_id);

  absl::StatusOr<bool> MaySweepNext(const CollectionInfo& info) const;
  absl::Status SweepCommit(const CollectionInfo& info, uint64_t commit, WriteSet& set,
                           SweepResult& result) const;
  absl::Status CleanUp() ABSL_LOCKS_EXCLUDED(write_mutex_);
  absl::Status DropAllKept();
  absl::Status MakeRoomForKept(uint64_t bytes) ABSL_EXCLUSIVE_LOCKS_REQUIRED(write_mutex_);
  void Announce(const std::vector<std::pair<std::string, uint64_t>>& commits);

  const StoreOptions options_;
  const std::unique_ptr<Engine> engine_;
  const std::string store_id_;
  const std::unique_ptr<CollectionStates> states_;

  mutable absl::Mutex write_mutex_;
  std::vector<RowListener*> row_listeners_ ABSL_GUARDED_BY(write_mutex_);
  KeptLedger kept_ ABSL_GUARDED_BY(write_mutex_);
  absl::Mutex listeners_mutex_;
  std::vector<CommitListener*> listeners_ ABSL_GUARDED_BY(listeners_mutex_);
};

}  // namespace parallax::storage

#endif  // PARALLAX_CORE_STORAGE_RECORD_STORE_H_
