#include "core/storage/original_chunks.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "core/storage/keys.h"
#include "core/text/sha256.h"

namespace parallax::storage {
namespace {

absl::Status Missing(std::string_view sha256_hex) {
  return absl::DataLossError(
      absl::StrCat("chunks of original ", std::string(sha256_hex), " are missing or damaged"));
}

}  // namespace

uint32_t OriginalChunkCount(size_t size_bytes) {
  return static_cast<uint32_t>(
      std::max<size_t>(1, (size_bytes + kOriginalChunkBytes - 1) / kOriginalChunkBytes));
}

void PutOriginalChunks(WriteSet& set, uint64_t keyspace, std::string_view sha256_hex,
                       std::string_view content) {
  const uint32_t chunks = OriginalChunkCount(content.size());
  for (uint32_t i = 0; i < chunks; ++i) {
    set.Put(Family::kOriginals, OriginalChunkKey(keyspace, sha256_hex, i),
            content.substr(i * kOriginalChunkBytes, kOriginalChunkBytes));
  }
}

void DeleteOriginalChunks(WriteSet& set, uint64_t keyspace, std::string_view sha256_hex) {
  set.DeleteRange(Family::kOriginals, OriginalChunkKey(keyspace, sha256_hex, 0),
                  OriginalChunkKey(keyspace, sha256_hex, UINT32_MAX));
}

absl::StatusOr<std::string> ReadOriginalChunks(const Engine& engine, const EngineSnapshot* snapshot,
                                               uint64_t keyspace, std::string_view sha256_hex,
                                               int64_t begin_byte, int64_t end_byte) {
  constexpr auto kChunk = static_cast<int64_t>(kOriginalChunkBytes);
  std::string out;
  for (int64_t at = begin_byte; at < end_byte;) {
    const int64_t chunk = at / kChunk;
    const int64_t offset = at % kChunk;
    const int64_t size = std::min(kChunk - offset, end_byte - at);
    const absl::StatusOr<std::optional<std::string>> bytes =
        engine.Get(snapshot, Family::kOriginals,
                   OriginalChunkKey(keyspace, sha256_hex, static_cast<uint32_t>(chunk)));
    if (!bytes.ok()) return bytes.status();
    if (!bytes->has_value() || static_cast<int64_t>((*bytes)->size()) < offset + size) {
      return Missing(sha256_hex);
    }
    out.append(**bytes, static_cast<size_t>(offset), static_cast<size_t>(size));
    at += size;
  }
  return out;
}

absl::StatusOr<std::string> ReadWholeOriginal(const Engine& engine, const EngineSnapshot* snapshot,
                                              uint64_t keyspace, std::string_view sha256_hex) {
  const std::string begin = OriginalChunkKey(keyspace, sha256_hex, 0);
  EngineIterator it = engine.NewIterator(snapshot, Family::kOriginals, begin,
                                         OriginalChunkKey(keyspace, sha256_hex, UINT32_MAX));
  std::string content;
  bool any = false;
  for (it.Seek(begin); it.Valid(); it.Next()) {
    content.append(it.value());
    any = true;
  }
  if (absl::Status status = it.status(); !status.ok()) return status;
  if (!any) return absl::NotFoundError("no such original");
  if (text::Sha256Hex(content) != sha256_hex) return Missing(sha256_hex);
  return content;
}

}  // namespace parallax::storage
