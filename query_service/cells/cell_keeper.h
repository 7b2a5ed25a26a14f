// Keeps cells that had to be reduced in the store, ready to send, so that whoever asks next reads
// one row of each. Beside the cell cache: that holds in memory what it has room for, this what fits
// on the disk and in the block cache.
//
// A kept cell is right by the commits: the store drops it in the batch that touches its rows
// (storage::RecordStore::KeepCells), so that a view either sees both the rows and the cell made of
// them, or neither. What it rests on beside them (ReadyCell::rests_on) is looked after when it is
// found.
#ifndef PARALLAX_QUERY_SERVICE_CELLS_CELL_KEEPER_H_
#define PARALLAX_QUERY_SERVICE_CELLS_CELL_KEEPER_H_

#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"
#include "core/storage/read_view.h"
#include "core/storage/record_reader.h"
#include "core/storage/record_store.h"
#include "query_service/cells/cell_cache.h"
#include "query_service/cells/ready_cell.h"

namespace parallax::cells {

// Thread-safe. Writes on a thread of its own.
class CellKeeper {
 public:
  // Cells that wait to be written, and their bytes; more are passed over, and offered again when
  // they are next reduced.
  static constexpr size_t kMaxWaiting = 1024;
  static constexpr size_t kMaxWaitingBytes = 8u << 20;

  struct Stats {
    uint64_t kept = 0;
    uint64_t found = 0;
    uint64_t refused = 0;      // touched by a commit while they waited, or too large
    uint64_t dropped = 0;      // no room to wait, or the store was behind
    uint64_t failed = 0;       // the store could not write
    uint64_t unreadable = 0;   // kept, but not as they were written: they were reduced again
    std::string last_failure;  // what the store said; empty while it never failed
  };

  // `touched` knows which cells the commits of `store` have touched. Both must outlive it.
  CellKeeper(storage::RecordStore* store, const CellCache* touched);
  // What still waits is not kept.
  ~CellKeeper();
  CellKeeper(const CellKeeper&) = delete;
  CellKeeper& operator=(const CellKeeper&) = delete;

  // Keeps a cell that a view of `keyspace` at `commit` has read with kKeptBounds and without a
  // filter. REQUIRES: CellData::self_contained.
  void Offer(uint64_t keyspace, uint64_t commit, const storage::CellAddress& address,
             std::shared_ptr<const ReadyCell> cell);

  // A cell that is kept, and the commit of the view that read it.
  struct Found {
    uint64_t commit = 0;
    std::shared_ptr<const ReadyCell> cell;  // null: not kept
  };
  // One entry per address, in order. A cell that cannot be read is not kept.
  std::vector<Found> Find(const storage::ReadView& view,
                          const std::vector<storage::CellAddress>& addresses,
                          storage::ReadFrom from);

  // Returns when nothing waits any more.
  void WaitUntilWritten();

  Stats GetStats() const;

 private:
  struct Waiting {
    uint64_t keyspace = 0;
    uint64_t commit = 0;
    storage::CellAddress address;
    std::shared_ptr<const ReadyCell> cell;
  };

  void Run();
  void Write(const std::vector<Waiting>& cells);

  storage::RecordStore* const store_;
  const CellCache* const touched_;
  mutable absl::Mutex mutex_;
  std::deque<Waiting> waiting_ ABSL_GUARDED_BY(mutex_);
  size_t waiting_bytes_ ABSL_GUARDED_BY(mutex_) = 0;
  bool writing_ ABSL_GUARDED_BY(mutex_) = false;
  bool stopped_ ABSL_GUARDED_BY(mutex_) = false;
  Stats stats_ ABSL_GUARDED_BY(mutex_);
  std::thread writer_;
};

}  // namespace parallax::cells

#endif  // PARALLAX_QUERY_SERVICE_CELLS_CELL_KEEPER_H_
