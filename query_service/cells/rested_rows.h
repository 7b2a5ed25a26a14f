// When rows were last touched that cells of others rest on: documents, whose dates date amounts,
// and cells of announcements. A cell says what it rests on as marks (RowMark) of those rows.
#ifndef PARALLAX_QUERY_SERVICE_CELLS_RESTED_ROWS_H_
#define PARALLAX_QUERY_SERVICE_CELLS_RESTED_ROWS_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"
#include "absl/types/span.h"
#include "core/storage/commit_record.h"

namespace parallax::cells {

// Other rows that one cell may rest on and still be kept ready.
inline constexpr size_t kMaxRestsOn = 64;

// Of a row's logical key, by which it is told when the row was last touched. Rows may share a mark.
uint32_t RowMark(std::string_view key);

// Thread-safe. Memory: 64 KiB for each collection that has commits while it lives, up to 4 MiB.
class RestedRows {
 public:
  // Before anybody can read them. Of a cell, its announcement's rows count as its CellKey.
  void Touch(uint64_t keyspace, uint64_t commit, absl::Span<const storage::RowChange> rows);

  // Whether no commit after `commit` has touched a row of the marks. It may say so no more where
  // it was true; where it was not it never does, for commits that Touch was told of.
  bool Untouched(uint64_t keyspace, uint64_t commit, absl::Span<const uint32_t> marks) const;

 private:
  static constexpr size_t kSlots = 8192;
  // Beyond it all slots are dropped, and every row counts as touched by its collection's last
  // commit.
  static constexpr size_t kMaxSlotted = 64;

  using Slots = std::array<uint64_t, kSlots>;
  struct Keyspace {
    uint64_t last_commit = 0;
    std::unique_ptr<Slots> slots;
  };

  mutable absl::Mutex mutex_;
  std::unordered_map<uint64_t, Keyspace> keyspaces_ ABSL_GUARDED_BY(mutex_);
  size_t slotted_ ABSL_GUARDED_BY(mutex_) = 0;
};

}  // namespace parallax::cells

#endif  // PARALLAX_QUERY_SERVICE_CELLS_RESTED_ROWS_H_
