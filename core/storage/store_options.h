// How a store is opened: where it is, how much memory it may use, how long it keeps history.
#ifndef PARALLAX_CORE_STORAGE_STORE_OPTIONS_H_
#define PARALLAX_CORE_STORAGE_STORE_OPTIONS_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>

namespace rocksdb {
class Env;
}

namespace parallax::storage {

// What stays readable. A commit is swept once it is older than `max_age_ms`, or further back than
// `max_commits`, but never one of the last `min_commits`.
struct Retention {
  int64_t max_age_ms = int64_t{7} * 24 * 3600 * 1000;
  uint64_t min_commits = 1000;
  uint64_t max_commits = 1000000;
};

struct StoreOptions {
  std::string directory;
  bool create_if_missing = true;  // creates the directory too, but not its parent

  // Memory. The block cache is charged with index and filter blocks; the memtable budget is for all
  // families together. The defaults keep an idle service small.
  size_t block_cache_bytes = 32u << 20;
  size_t memtable_bytes = 8u << 20;
  int max_open_files = 512;

  Retention retention;

  // Whether a replica syncs each applied batch. It need not: what it loses it follows again.
  bool sync_replica_commits = false;

  // How much readers may keep of cells in the store (RecordStore::KeepCells): rows and keys, and
  // about a hundred bytes for each in memory and on disk. Files may be some times that until the
  // engine has taken out what was dropped. 0: nothing is kept, and commits have nothing to drop.
  uint64_t kept_cells_bytes = 0;

  // Null for the default. Not owned; must outlive the store. Tests pass rocksdb::NewMemEnv().
  rocksdb::Env* env = nullptr;
  // Milliseconds since the epoch; null for the system clock. Only retention and commit times use
  // it.
  std::function<int64_t()> now_ms;
  // 16 random hex digits; null for the system's. Tests pass their own for byte-identical stores.
  std::function<std::string()> random_id;
};

}  // namespace parallax::storage

#endif  // PARALLAX_CORE_STORAGE_STORE_OPTIONS_H_
