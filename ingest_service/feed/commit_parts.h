// One commit of the log, cut into the messages that carry it.
#ifndef PARALLAX_INGEST_SERVICE_FEED_COMMIT_PARTS_H_
#define PARALLAX_INGEST_SERVICE_FEED_COMMIT_PARTS_H_

#include <cstddef>
#include <cstdint>
#include <memory>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "core/storage/commit_record.h"
#include "core/storage/read_view.h"
#include "ingest_service/feed/original_chunks.h"
#include "parallax/v1/change_feed_service.pb.h"

namespace parallax::feed {

// Parts are about this big; one row or chunk that is larger travels alone.
inline constexpr size_t kMaxPartBytes = 1u << 20;

// Not thread-safe. Holds the commit's rows in memory and its view of the store pinned.
class CommitParts {
 public:
  // Errors as of ReadView::ReadCommit.
  static absl::StatusOr<CommitParts> Open(std::unique_ptr<storage::ReadView> view, uint64_t commit,
                                          size_t max_part_bytes = kMaxPartBytes);

  // The next part. REQUIRES: !done().
  absl::Status Next(v1::CommitPart& part);
  bool done() const { return done_; }

 private:
  CommitParts(std::unique_ptr<storage::ReadView> view, storage::CommitRecord record,
              size_t max_part_bytes);

  std::unique_ptr<storage::ReadView> view_;
  storage::CommitRecord record_;
  size_t max_part_bytes_;
  size_t next_row_ = 0;
  OriginalChunks originals_;
  bool done_ = false;
};

// A row's change as it travels; takes the value out of `row`.
void MoveRow(storage::RowChange& row, v1::RowChange& wire);
// About how many bytes it takes there.
size_t WireBytes(const storage::RowChange& row);

}  // namespace parallax::feed

#endif  // PARALLAX_INGEST_SERVICE_FEED_COMMIT_PARTS_H_
