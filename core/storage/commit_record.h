// One commit as the log keeps it and the change feed carries it: which logical rows changed, to
// what, and which document event it was.
#ifndef PARALLAX_CORE_STORAGE_COMMIT_RECORD_H_
#define PARALLAX_CORE_STORAGE_COMMIT_RECORD_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace parallax::storage {

// The newest row format that this build writes and reads. A follower says what it speaks; a feed
// refuses one that speaks less than the store holds.
inline constexpr uint32_t kRowFormat = 2;

// Rows of one chunk of a commit are about this many bytes at most; a single larger row (none is
// written by this project beyond 256 KiB) stands alone in its chunk.
inline constexpr size_t kMaxCommitChunkBytes = 1u << 20;

// A logical row with its new value; no value: deleted.
struct RowChange {
  std::string key;
  std::optional<std::string> value;
  friend bool operator==(const RowChange&, const RowChange&) = default;
};

enum class CommitKind {
  kUnspecified,
  kCollectionCreated,
  kDocumentUpserted,
  kDocumentDeleted,
  kClaimsImported,
  kClaimsRetracted,
  kRetractionsRevoked,
  kEntitiesJudged,
  kJudgementRevoked
};

struct CommitRecord {
  uint64_t commit = 0;  // 1, 2, 3 … within the collection
  int64_t commit_time_ms = 0;
  CommitKind kind = CommitKind::kUnspecified;
  std::string document_id;  // of an event on a document or its claims
  uint64_t generation = 1;
  uint32_t row_format = kRowFormat;
  std::vector<std::string> new_originals;  // sha256 hex of originals that this commit makes visible
  std::vector<RowChange> rows;             // sorted by key, each key once
  friend bool operator==(const CommitRecord&, const CommitRecord&) = default;
};

// The record as serialized parallax.storage.v1.CommitChunk messages, in order; never empty. The
// same bytes are in the log and may be passed on by a feed as they are. `with_values` false leaves
// row values out (what a replica keeps, for its sweep).
std::vector<std::string> EncodeCommitRecord(const CommitRecord& record,
                                            size_t max_chunk_bytes = kMaxCommitChunkBytes,
                                            bool with_values = true);

// Puts the chunks of one commit together again. Not thread-safe.
class CommitAssembler {
 public:
  // Takes the next chunk. True when the commit is complete: then `record()` is it, and the next
  // chunk begins another. DataLoss for a chunk that does not parse or is out of order; the
  // assembler then starts afresh.
  absl::StatusOr<bool> Add(std::string_view chunk);

  CommitRecord& record() { return record_; }

 private:
  absl::StatusOr<bool> Take(std::string_view chunk);

  CommitRecord record_;
  uint32_t next_chunk_ = 0;
};

}  // namespace parallax::storage

#endif  // PARALLAX_CORE_STORAGE_COMMIT_RECORD_H_
