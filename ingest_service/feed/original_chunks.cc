#include "ingest_service/feed/original_chunks.h"

#include <algorithm>
#include <utility>

#include "absl/strings/escaping.h"

namespace parallax::feed {

absl::Status OriginalChunks::AppendTo(google::protobuf::RepeatedPtrField<v1::OriginalChunk>& out,
                                      const storage::ReadView& view, size_t max_bytes,
                                      size_t& used_bytes) {
  while (!done()) {
    const std::string& digest = digests_[next_];
    if (!loaded_) {
      absl::StatusOr<std::string> content = view.ReadOriginalBytes(digest);
      if (!content.ok()) return content.status();
      content_ = *std::move(content);
      loaded_ = true;
      offset_ = 0;
      chunk_ = 0;
    }
    const size_t size = std::min(kOriginalChunkBytes, content_.size() - offset_);
    if (used_bytes > 0 && used_bytes + size > max_bytes) return absl::OkStatus();
    v1::OriginalChunk& chunk = *out.Add();
    chunk.set_digest(absl::HexStringToBytes(digest));
    chunk.set_index(chunk_++);
    chunk.set_content(content_.data() + offset_, size);
    chunk.set_size_bytes(static_cast<int64_t>(content_.size()));
    used_bytes += size + digest.size();
    offset_ += size;
    if (offset_ == content_.size()) {
      content_ = std::string();
      loaded_ = false;
      ++next_;
    }
  }
  return absl::OkStatus();
}

}  // namespace parallax::feed
