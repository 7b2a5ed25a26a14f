// The ordered key-value engine under the record store: families of byte keys, atomic batches,
// snapshots and iterators. RocksDB; no other file of the project includes its headers.
//
// This is the seam for a second engine: the record store needs nothing that is not declared here,
// and keys stay below 2 KiB, values of derived rows below 1 MiB.
#ifndef PARALLAX_CORE_STORAGE_ENGINE_H_
#define PARALLAX_CORE_STORAGE_ENGINE_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "core/storage/read_from.h"
#include "core/storage/store_options.h"

namespace rocksdb {
class ColumnFamilyHandle;
class DB;
class Iterator;
class Snapshot;
class WriteBatch;
}  // namespace rocksdb

namespace parallax::storage {

enum class Family { kMeta, kLatest, kHistory, kLog, kOriginals, kKept };
inline constexpr int kFamilies = 6;

// How far an iterator's Seek looks.
enum class SeekWithin {
  kAll,
  // The posting list that the key is in: what lies beyond it may be passed over. A list without
  // rows costs a filter's probe.
  kPostingList,
};

// A pinned state of all families. Thread-safe. Must not outlive the engine.
class EngineSnapshot {
 public:
  ~EngineSnapshot();
  EngineSnapshot(const EngineSnapshot&) = delete;
  EngineSnapshot& operator=(const EngineSnapshot&) = delete;

  // Grows with every write: two snapshots with the same one see the same rows.
  uint64_t sequence() const;

 private:
  friend class Engine;
  explicit EngineSnapshot(rocksdb::DB* db);
  rocksdb::DB* const db_;
  const rocksdb::Snapshot* const snapshot_;
};

// Goes over the keys of one family in [lower, upper). Not thread-safe. The snapshot must
// outlive it; the views it returns are valid until it moves.
class EngineIterator {
 public:
  ~EngineIterator();
  EngineIterator(EngineIterator&&) noexcept;

  void Seek(std::string_view key);        // to the first key not before it
  void SeekBefore(std::string_view key);  // to the last key before it
  bool Valid() const;
  void Next();
  void Prev();
  std::string_view key() const;
  std::string_view value() const;
  // Why it is not valid, when it should be.
  absl::Status status() const;

 private:
  friend class Engine;
  struct State;
  explicit EngineIterator(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

class Engine;

// Changes that are written together or not at all. Not thread-safe. Must not outlive the engine.
class WriteSet {
 public:
  explicit WriteSet(const Engine& engine);
  ~WriteSet();
  WriteSet(WriteSet&&) noexcept;
  void Put(Family family, std::string_view key, std::string_view value);
  void Delete(Family family, std::string_view key);
  // Everything in [begin, end).
  void DeleteRange(Family family, std::string_view begin, std::string_view end);
  size_t size_bytes() const;
  bool empty() const;

 private:
  friend class Engine;
  const Engine& engine_;
  std::unique_ptr<rocksdb::WriteBatch> batch_;
};

// Thread-safe.
class Engine {
 public:
  // Unavailable when another process holds it, NotFound when the directory is missing, DataLoss
  // when it is damaged.
  static absl::StatusOr<std::unique_ptr<Engine>> Open(const StoreOptions& options);
  ~Engine();

  // `snapshot` may be null: the state at the time of the call.
  absl::StatusOr<std::optional<std::string>> Get(const EngineSnapshot* snapshot, Family family,
                                                 std::string_view key) const;
  absl::StatusOr<std::vector<std::optional<std::string>>> MultiGet(
      const EngineSnapshot* snapshot, Family family, const std::vector<std::string>& keys) const;
  // For rows that can be done without: those that cannot be read count as absent, and are counted
  // in `unreadable`.
  std::vector<std::optional<std::string>> MultiFind(const EngineSnapshot* snapshot, Family family,
                                                    const std::vector<std::string>& keys,
                                                    ReadFrom from, size_t* unreadable) const;
  // An empty `upper` has no end.
  EngineIterator NewIterator(const EngineSnapshot* snapshot, Family family, std::string lower,
                             std::string upper, SeekWithin within = SeekWithin::kAll) const;
  std::shared_ptr<const EngineSnapshot> Snapshot() const;

  // With `sync` it returns when the batch, and every one before it, survives a power cut.
  absl::Status Write(WriteSet set, bool sync);
  // For rows that can be done without: a crash loses them, and where the engine would have to make
  // them wait for its files they are refused (Unavailable).
  absl::Status WriteUnlogged(WriteSet set);
  absl::Status Flush();
  // Drops all rows of a family at once, whatever their number. Nobody may use it meanwhile.
  absl::Status Empty(Family family);
  // Lets the files of Family::kKept be merged, which an open does not until this is called or the
  // family was emptied.
  absl::Status StartMerging(Family family);

  uint64_t LiveFileBytes() const;
  uint64_t BlockCacheBytes() const;
  uint64_t MemtableBytes() const;
  // Whether files are being written or merged in the background, or are about to be.
  bool Merging() const;

 private:
  friend class WriteSet;
  struct State;
  explicit Engine(std::unique_ptr<State> state);
  rocksdb::ColumnFamilyHandle* Handle(Family family) const;
  std::unique_ptr<State> state_;
};

}  // namespace parallax::storage

#endif  // PARALLAX_CORE_STORAGE_ENGINE_H_
