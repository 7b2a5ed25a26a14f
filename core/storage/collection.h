// What a store knows about one collection.
#ifndef PARALLAX_CORE_STORAGE_COLLECTION_H_
#define PARALLAX_CORE_STORAGE_COLLECTION_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "absl/types/span.h"
#include "core/storage/commit_record.h"

namespace parallax::storage {

// Which collection it is, the same in the writing store and in every replica.
struct CollectionIdentity {
  std::string name;
  std::string store_id;  // of the writing store: 16 hex digits
  std::string uid;       // 16 hex digits, made at creation
  uint64_t generation = 1;
  friend bool operator==(const CollectionIdentity&, const CollectionIdentity&) = default;
};

struct CollectionInfo {
  CollectionIdentity identity;
  uint64_t keyspace = 0;  // local to this store
  uint64_t commit = 0;    // the last one applied
  uint64_t earliest_commit =
      0;                       // the oldest that can be read exactly; the log has the ones after it
  int64_t commit_time_ms = 0;  // of the last one
  int64_t created_time_ms = 0;
  friend bool operator==(const CollectionInfo&, const CollectionInfo&) = default;
};

// Told after a commit is durable (a writing store) or applied (a replica), in commit order per
// collection, on the thread that made it. Must not block and must not call back into the store's
// writing functions.
class CommitListener {
 public:
  virtual ~CommitListener() = default;
  virtual void OnCommit(std::string_view collection, uint64_t commit) = 0;
};

// Told which rows a commit changes, before anybody can read them so: for caches of what rows say.
class RowListener {
 public:
  virtual ~RowListener() = default;
  // In commit order per keyspace, on the thread that commits and under the store's write lock: must
  // be quick and must not call the store. `rows` are sorted by key. When the write then fails, the
  // same number is used again. Rows of a bootstrap are not told: nobody reads its keyspace before
  // it is whole, and keyspaces are never used again.
  virtual void BeforeRows(uint64_t keyspace, uint64_t commit, absl::Span<const RowChange> rows) = 0;
};

// Collection names: 1 to 63 of a-z, 0-9, '-' and '_', starting with a letter or digit.
bool IsCollectionName(std::string_view name);

inline constexpr std::string_view kDefaultCollection = "default";

}  // namespace parallax::storage

#endif  // PARALLAX_CORE_STORAGE_COLLECTION_H_
