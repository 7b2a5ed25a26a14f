// The rows of kept cells (RecordStore::KeepCells), and how much of them there is. Internal to
// core/storage.
//
// A row lies under its keyspace, one byte of the cell key's hash (its bucket) and the CellKey, so
// that room can be made bucket by bucket. It holds the reader's bytes and, behind them, the commit
// they were read at and the XXH3 of all before it, eight bytes big-endian each.
#ifndef PARALLAX_CORE_STORAGE_KEPT_ROWS_H_
#define PARALLAX_CORE_STORAGE_KEPT_ROWS_H_

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"

namespace parallax::storage {

std::string KeptKey(uint64_t keyspace, std::string_view cell_key);

std::string EncodeKeptCell(std::string_view bytes, uint64_t commit);

// Takes the commit and the checksum off the row and leaves the bytes. DataLoss for a row that is
// not as it was written.
absl::StatusOr<uint64_t> TakeKeptCommit(std::string* row);

// What is kept, as sizes by the hash of each key: two keys of one hash are counted as one. Not
// thread-safe.
class KeptLedger {
 public:
  // Of a row in the engine and of its entry here, beside the row itself.
  static constexpr uint64_t kEntryBytes = 96;

  // After the row was written; it takes the place of what was there.
  void Put(std::string_view kept_key, size_t row_bytes);
  // After it was deleted; it need not have been there.
  void Drop(std::string_view kept_key);

  uint64_t bytes() const { return bytes_; }
  uint64_t cells() const { return cells_; }

  // The keys [first, second) of the bucket that is next to give room: each in turn. Nothing when
  // none is left.
  std::optional<std::pair<std::string, std::string>> NextToDrop() const;
  // After they were deleted.
  void DropNext();

 private:
  static constexpr size_t kPrefixBytes = 9;  // keyspace and bucket
  using Bucket = std::unordered_map<uint64_t, uint64_t>;

  std::map<std::string, Bucket, std::less<>> buckets_;  // by prefix; none is empty
  std::string last_dropped_;                            // prefix
  uint64_t bytes_ = 0;
  uint64_t cells_ = 0;
};

}  // namespace parallax::storage

#endif  // PARALLAX_CORE_STORAGE_KEPT_ROWS_H_
