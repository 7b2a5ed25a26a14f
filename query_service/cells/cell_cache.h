// A cache of decoded cells, bounded in bytes and kept right by the commits themselves.
//
// A cell is a function of the rows whose keys hold its entity and dimension (storage::CellPart), of
// the rows that it says it rests on (ReadyCell::rests_on), and of the bounds that a request sets.
// The store tells the cache of a commit's rows before
// anybody can read them: their cells are dropped then, and none that was read at an earlier commit
// can come in any more. So a cell that is found has not changed between the commit that it was read
// at and the last commit, and is right at every commit in between: a view as old as the cell or
// newer may take it, whatever token it was opened for; an older one reads for itself.
#ifndef PARALLAX_QUERY_SERVICE_CELLS_CELL_CACHE_H_
#define PARALLAX_QUERY_SERVICE_CELLS_CELL_CACHE_H_

#include <array>
#include <cstdint>
#include <list>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"
#include "absl/types/span.h"
#include "core/catalog/catalog.h"
#include "core/storage/record_reader.h"
#include "core/storage/record_store.h"
#include "query_service/cells/ready_cell.h"
#include "query_service/cells/rested_rows.h"
#include "query_service/request/compare_spec.h"

namespace parallax::cells {

// Thread-safe; sharded. Cells of filtered comparisons do not belong in it.
class CellCache : public storage::RowListener {
 public:
  struct Stats {
    uint64_t hits = 0;
    uint64_t misses = 0;       // of which some found a cell newer than the view
    uint64_t refused = 0;      // read at a commit that had been overtaken
    uint64_t invalidated = 0;  // dropped because a commit touched them
    uint64_t evicted = 0;      // dropped for room
    uint64_t cells = 0;        // held now
    uint64_t bytes = 0;        // held now, about
  };

  // Listens to `store`, which must outlive it. Make it before the first view is opened. With
  // `max_bytes` 0 it holds nothing.
  CellCache(storage::RecordStore* store, size_t max_bytes);
  ~CellCache() override;
  CellCache(const CellCache&) = delete;
  CellCache& operator=(const CellCache&) = delete;

  // The cell as a view of `keyspace` at `commit` would read it; null when it is not held.
  std::shared_ptr<const ReadyCell> Find(uint64_t keyspace, uint64_t commit,
                                        const storage::CellAddress& address,
                                        const request::CellBounds& bounds);

  // The same for the cells of one entity on several dimensions, into as many places from `cells`
  // on: one look-up, where as many cells would cost as many, each a handful of cache misses.
  // Returns how many were found.
  size_t FindRow(uint64_t keyspace, uint64_t commit, std::string_view entity_id,
                 absl::Span<const catalog::Dimension* const> dimensions,
                 const request::CellBounds& bounds, std::shared_ptr<const ReadyCell>* cells);

  // Keeps a cell that a view at `commit` has read, unless it has been touched since, is too large
  // (a sixteenth of a shard) or a newer one is held.
  void Insert(uint64_t keyspace, uint64_t commit, const storage::CellAddress& address,
              const request::CellBounds& bounds, std::shared_ptr<const ReadyCell> cell);

  // Whether no commit after `commit` has touched the cell. It may be called untouched no more where
  // it was; under the store's write lock it is never called untouched where it was not. Known from
  // when the cache was made.
  bool Untouched(uint64_t keyspace, uint64_t commit, const storage::CellAddress& address) const;
  // The same of what a cell rests on beside its own rows, and for a view that was opened before it
  // is asked, whatever comes in between.
  bool RestsUntouched(uint64_t keyspace, uint64_t commit, const ReadyCell& cell) const {
    return cell.rests_on.empty() || rested_.Untouched(keyspace, commit, cell.rests_on);
  }

  Stats GetStats() const;

  // Of RowListener.
  void BeforeRows(uint64_t keyspace, uint64_t commit,
                  absl::Span<const storage::RowChange> rows) override;

 private:
  static constexpr size_t kShards = 16;
  // When cells were last touched is known per slot, which several cells share: a cell is refused
  // for nothing when another of its slot was touched just then.
  static constexpr size_t kSlots = 64;
  // Keyspaces with slots of their own, per shard. Beyond it all slots are dropped, and every cell
  // of a keyspace counts as touched by its last commit.
  static constexpr size_t kMaxSlotted = 64;

  struct Variant {
    size_t dimension_hash = 0;
    std::string dimension_id;
    request::CellBounds bounds;
    uint64_t commit = 0;
    bool rests = false;  // on rows beside its own
    std::shared_ptr<const ReadyCell> cell;
  };
  // The cells of one entity.
  struct Entry {
    std::string key;  // keyspace and entity
    uint64_t hash = 0;
    bool used = false;  // since it was last looked at for room
    std::vector<Variant> variants;
    size_t bytes = 0;
  };
  using Slots = std::array<uint64_t, kSlots>;
  struct Keyspace {
    uint64_t last_commit = 0;
    std::unique_ptr<Slots> slots;  // null: every cell counts as touched by `last_commit`
  };
  struct Shard {
    mutable absl::Mutex mutex;
    // Room is made from the back; who was used since gets a second chance at the front. A hit then
    // writes one flag instead of moving a list about.
    std::list<Entry> entries ABSL_GUARDED_BY(mutex);
    // Of two keys with one hash the later takes the place.
    std::unordered_map<uint64_t, std::list<Entry>::iterator> by_hash ABSL_GUARDED_BY(mutex);
    std::unordered_map<uint64_t, Keyspace> keyspaces ABSL_GUARDED_BY(mutex);
    size_t slotted ABSL_GUARDED_BY(mutex) = 0;
    Stats stats ABSL_GUARDED_BY(mutex);
  };

  static void Drop(Shard& shard, std::list<Entry>::iterator entry)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(shard.mutex);
  void MakeRoom(Shard& shard) ABSL_EXCLUSIVE_LOCKS_REQUIRED(shard.mutex);
  // Takes a cell out; the entry stays.
  static void DropVariant(Shard& shard, Entry& entry, std::vector<Variant>::iterator variant)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(shard.mutex);
  static void Touch(Shard& shard, uint64_t keyspace, uint64_t commit, size_t slot)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(shard.mutex);
  static uint64_t TouchedBy(const Shard& shard, uint64_t keyspace, size_t slot)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(shard.mutex);

  storage::RecordStore* const store_;
  const size_t max_shard_bytes_;
  RestedRows rested_;
  std::array<Shard, kShards> shards_;
};

}  // namespace parallax::cells

#endif  // PARALLAX_QUERY_SERVICE_CELLS_CELL_CACHE_H_
