#include "query_service/follow/original_assembler.h"

#include <utility>

#include "absl/status/status.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"

namespace parallax::follow {

absl::StatusOr<std::optional<storage::OriginalContent>> OriginalAssembler::Add(
    v1::OriginalChunk& chunk) {
  if (chunk.digest().size() != 32) return absl::DataLossError("a digest that is not 32 bytes");
  if (chunk.index() != next_index_) {
    return absl::DataLossError(
        absl::StrCat("chunk ", chunk.index(), " of an original where ", next_index_, " was due"));
  }
  if (chunk.index() == 0) {
    if (chunk.size_bytes() < 0 || static_cast<uint64_t>(chunk.size_bytes()) > max_bytes_) {
      return absl::DataLossError(absl::StrCat("an original of ", chunk.size_bytes(), " bytes"));
    }
    digest_ = chunk.digest();
    size_bytes_ = chunk.size_bytes();
    content_ = std::move(*chunk.mutable_content());
  } else {
    if (chunk.digest() != digest_ || chunk.size_bytes() != size_bytes_ || chunk.content().empty()) {
      return absl::DataLossError("chunks of different originals are mixed");
    }
    content_ += chunk.content();
  }
  ++next_index_;
  const int64_t have = static_cast<int64_t>(content_.size());
  if (have > size_bytes_) return absl::DataLossError("an original is longer than it says");
  if (have < size_bytes_) return std::optional<storage::OriginalContent>();
  next_index_ = 0;
  return std::optional<storage::OriginalContent>(storage::OriginalContent{
      absl::BytesToHexString(digest_), std::exchange(content_, std::string())});
}

}  // namespace parallax::follow
