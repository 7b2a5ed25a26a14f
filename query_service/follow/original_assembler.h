// Puts originals together from the chunks that the feed carries.
#ifndef PARALLAX_QUERY_SERVICE_FOLLOW_ORIGINAL_ASSEMBLER_H_
#define PARALLAX_QUERY_SERVICE_FOLLOW_ORIGINAL_ASSEMBLER_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "core/storage/record_store.h"
#include "parallax/v1/change_feed_service.pb.h"

namespace parallax::follow {

// Not thread-safe. Chunks of one original must follow each other.
class OriginalAssembler {
 public:
  explicit OriginalAssembler(size_t max_original_bytes) : max_bytes_(max_original_bytes) {}

  // The original when `chunk` completes it; takes the chunk's content. DataLoss for a chunk that is
  // out of order, of the wrong size or over the limit.
  absl::StatusOr<std::optional<storage::OriginalContent>> Add(v1::OriginalChunk& chunk);

  // Whether an original has been begun and not completed.
  bool open() const { return next_index_ != 0; }

 private:
  const size_t max_bytes_;
  int32_t next_index_ = 0;
  int64_t size_bytes_ = 0;
  std::string digest_;  // 32 bytes
  std::string content_;
};

}  // namespace parallax::follow

#endif  // PARALLAX_QUERY_SERVICE_FOLLOW_ORIGINAL_ASSEMBLER_H_
