// Puts commits together from the parts that the feed carries.
#ifndef PARALLAX_QUERY_SERVICE_FOLLOW_PART_ASSEMBLER_H_
#define PARALLAX_QUERY_SERVICE_FOLLOW_PART_ASSEMBLER_H_

#include <cstddef>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "core/storage/replica_store.h"
#include "parallax/v1/change_feed_service.pb.h"
#include "query_service/follow/original_assembler.h"

namespace parallax::follow {

// A commit as it came, and whose it is.
struct IncomingCommit {
  std::string collection;
  std::string collection_uid;
  storage::ReplicatedCommit commit;
};

// Not thread-safe. Holds one commit at a time.
class PartAssembler {
 public:
  explicit PartAssembler(size_t max_commit_bytes)
      : max_bytes_(max_commit_bytes), originals_(max_commit_bytes) {}

  // The commit when `part` completes it; takes the part's bytes. DataLoss for parts of different
  // commits mixed, or an original left open; ResourceExhausted over the limit.
  absl::StatusOr<std::optional<IncomingCommit>> Add(v1::CommitPart& part);

 private:
  const size_t max_bytes_;
  OriginalAssembler originals_;
  bool open_ = false;
  size_t bytes_ = 0;
  IncomingCommit incoming_;
};

// A row's change as the store takes it; takes the bytes of `wire`.
storage::RowChange TakeRow(v1::RowChange& wire);

}  // namespace parallax::follow

#endif  // PARALLAX_QUERY_SERVICE_FOLLOW_PART_ASSEMBLER_H_
