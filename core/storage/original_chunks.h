// The originals family: bytes as received, in chunks under their digest. Internal to core/storage.
#ifndef PARALLAX_CORE_STORAGE_ORIGINAL_CHUNKS_H_
#define PARALLAX_CORE_STORAGE_ORIGINAL_CHUNKS_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "core/storage/engine.h"

namespace parallax::storage {

inline constexpr size_t kOriginalChunkBytes = 1u << 20;

// An empty original has one empty chunk, so that every original has rows.
uint32_t OriginalChunkCount(size_t size_bytes);
void PutOriginalChunks(WriteSet& set, uint64_t keyspace, std::string_view sha256_hex,
                       std::string_view content);
void DeleteOriginalChunks(WriteSet& set, uint64_t keyspace, std::string_view sha256_hex);

// Bytes [begin, end). DataLoss when a chunk is missing or short.
absl::StatusOr<std::string> ReadOriginalChunks(const Engine& engine, const EngineSnapshot* snapshot,
                                               uint64_t keyspace, std::string_view sha256_hex,
                                               int64_t begin_byte, int64_t end_byte);
// All of it. NotFound when there are no chunks, DataLoss when they do not have that digest.
absl::StatusOr<std::string> ReadWholeOriginal(const Engine& engine, const EngineSnapshot* snapshot,
                                              uint64_t keyspace, std::string_view sha256_hex);

}  // namespace parallax::storage

#endif  // PARALLAX_CORE_STORAGE_ORIGINAL_CHUNKS_H_
