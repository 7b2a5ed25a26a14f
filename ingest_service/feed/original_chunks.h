// Reads originals out of a store as the chunks that travel on the feed.
#ifndef PARALLAX_INGEST_SERVICE_FEED_ORIGINAL_CHUNKS_H_
#define PARALLAX_INGEST_SERVICE_FEED_ORIGINAL_CHUNKS_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "core/storage/read_view.h"
#include "parallax/v1/change_feed_service.pb.h"

namespace parallax::feed {

inline constexpr size_t kOriginalChunkBytes = 1u << 20;

// Not thread-safe. Holds one original in memory at a time.
class OriginalChunks {
 public:
  explicit OriginalChunks(std::vector<std::string> digests_hex)
      : digests_(std::move(digests_hex)) {}

  bool done() const { return next_ == digests_.size(); }

  // Appends chunks to `out` while `used_bytes` stays within `max_bytes`, and one in any case when
  // `used_bytes` is 0; adds their sizes to it. Errors as of ReadView::ReadOriginalBytes.
  absl::Status AppendTo(google::protobuf::RepeatedPtrField<v1::OriginalChunk>& out,
                        const storage::ReadView& view, size_t max_bytes, size_t& used_bytes);

 private:
  std::vector<std::string> digests_;
  size_t next_ = 0;  // index of the original being read
  bool loaded_ = false;
  std::string content_;
  size_t offset_ = 0;
  int32_t chunk_ = 0;
};

}  // namespace parallax::feed

#endif  // PARALLAX_INGEST_SERVICE_FEED_ORIGINAL_CHUNKS_H_
