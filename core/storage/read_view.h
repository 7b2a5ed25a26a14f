// A consistent view of one collection: its rows at the latest commit or at an older one, all from
// one pinned state of the engine.
#ifndef PARALLAX_CORE_STORAGE_READ_VIEW_H_
#define PARALLAX_CORE_STORAGE_READ_VIEW_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "core/storage/collection.h"
#include "core/storage/commit_record.h"
#include "core/storage/read_from.h"
#include "core/storage/revision_token.h"

namespace parallax::storage {

class Engine;
class EngineIterator;
class EngineSnapshot;
struct CollectionState;

struct ScanOptions {
  std::string prefix;  // logical key prefix; empty for all rows
  std::string
      start_after;  // only keys greater than this; empty: from the begin. May lie outside `prefix`
  size_t limit = SIZE_MAX;  // rows visited at most
};

// Goes both ways over the latest rows of one posting list of a view: it is valid only there. Not
// thread-safe; the view must outlive it. What it shows is valid until it moves.
class PostingCursor {
 public:
  ~PostingCursor();
  PostingCursor(PostingCursor&&) noexcept;
  void Seek(std::string_view key);        // to the first row not before it
  void SeekBefore(std::string_view key);  // to the last row before it
  bool Valid() const;
  void Next();
  void Prev();
  std::string_view key() const;  // logical
  std::string_view value() const;
  // Why it is not valid, when it should be.
  absl::Status status() const;

 private:
  friend class ReadView;
  PostingCursor(std::unique_ptr<EngineIterator> iterator, uint64_t keyspace);
  std::unique_ptr<EngineIterator> iterator_;
  uint64_t keyspace_;
};

// Thread-safe (const methods only read). Holds what it reads alive: sweeps and later commits do not
// change it. Make it per request and drop it soon: the engine keeps old data for it. Must not
// outlive the store.
class ReadView {
 public:
  ~ReadView();
  ReadView(const ReadView&) = delete;
  ReadView& operator=(const ReadView&) = delete;

  // The collection as of the pinned state (its `commit` is the latest, not this view's).
  const CollectionInfo& info() const;
  // The commit that this view reads at.
  uint64_t commit() const { return commit_; }
  // The token for what this view reads.
  std::string Token() const;

  // The same pinned state read at another commit. OutOfRange when it is older than retention,
  // Unavailable when it is newer than the latest. Cheap.
  absl::StatusOr<std::unique_ptr<ReadView>> At(uint64_t commit) const;

  // The row's value, or nothing. Errors only when the engine fails.
  absl::StatusOr<std::optional<std::string>> Get(std::string_view key) const;
  // One entry per key, in order.
  absl::StatusOr<std::vector<std::optional<std::string>>> MultiGet(
      const std::vector<std::string>& keys) const;

  // Whether any entities may be judged to be the same (Table::kSameEntities); false only when none
  // are. Found out once for all views of a state at its latest commit.
  absl::StatusOr<bool> AnyJudgedSame() const;

  // What is kept of the cells under those CellKeys (RecordStore::KeepCells) and is right for this
  // view: the bytes that were given, and the commit of the view that read them. One entry per key,
  // in order; nothing is read of the cell's rows. What is damaged or cannot be read is passed over
  // and counted: the cell's rows are there to be reduced again.
  struct Kept {
    uint64_t commit = 0;
    std::string bytes;
  };
  struct KeptCellsFound {
    std::vector<std::optional<Kept>> cells;
    size_t unreadable = 0;
  };
  KeptCellsFound KeptCells(const std::vector<std::string>& keys,
                           ReadFrom from = ReadFrom::kAnywhere) const;

  // Calls `visit` with each row in key order until it returns false. The views passed are valid
  // during the call only. To go on later, scan again with `start_after` the last key seen. Cost:
  // rows visited, and at an older commit also rows changed since within the range.
  absl::Status Scan(
      const ScanOptions& options,
      absl::FunctionRef<bool(std::string_view key, std::string_view value)> visit) const;

  // Calls `visit` with the rows under each prefix in turn; where it returns false, the next prefix
  // follows. One iterator for all: cheaper than as many scans, most of all where the prefixes are
  // sorted.
  absl::Status ScanEach(
      absl::Span<const std::string> prefixes,
      absl::FunctionRef<bool(size_t prefix, std::string_view key, std::string_view value)> visit)
      const;
  // FailedPrecondition unless this view reads at the latest commit.
  absl::StatusOr<PostingCursor> NewPostingCursor() const;

  // Bytes [begin, begin + size) of an original, cut at its end. NotFound when this view's commit
  // does not see it. Cost: the chunks touched.
  absl::StatusOr<std::string> ReadOriginal(std::string_view sha256_hex, int64_t begin_byte,
                                           int64_t size_bytes) const;
  // Its size in bytes; NotFound as above.
  absl::StatusOr<int64_t> OriginalSize(std::string_view sha256_hex) const;

  // The log. Serialized CommitChunks of commit `commit`, in order. OutOfRange when it is not after
  // info().earliest_commit or is beyond info().commit.
  absl::StatusOr<std::vector<std::string>> ReadCommitChunks(uint64_t commit) const;
  absl::StatusOr<CommitRecord> ReadCommit(uint64_t commit) const;
  // The stored bytes of an original named by a commit's `new_originals`, whether or not this view's
  // commit sees it (a feed sends it with the commit). NotFound when it was swept, DataLoss when its
  // chunks do not add up.
  absl::StatusOr<std::string> ReadOriginalBytes(std::string_view sha256_hex) const;

 private:
  friend class RecordStore;
  ReadView(Engine* engine, std::shared_ptr<const EngineSnapshot> snapshot,
           std::shared_ptr<const CollectionState> state, uint64_t commit);

  bool AtLatest() const { return commit_ == info().commit; }

  Engine* engine_;
  std::shared_ptr<const EngineSnapshot> snapshot_;
  std::shared_ptr<const CollectionState> state_;
  uint64_t commit_;
};

}  // namespace parallax::storage

#endif  // PARALLAX_CORE_STORAGE_READ_VIEW_H_
