#include "core/storage/commit_record.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "parallax/storage/v1/commit.pb.h"

namespace parallax::storage {
namespace {

v1::CommitKind ToProto(CommitKind kind) {
  switch (kind) {
    case CommitKind::kUnspecified:
      return v1::COMMIT_KIND_UNSPECIFIED;
    case CommitKind::kCollectionCreated:
      return v1::COMMIT_KIND_COLLECTION_CREATED;
    case CommitKind::kDocumentUpserted:
      return v1::COMMIT_KIND_DOCUMENT_UPSERTED;
    case CommitKind::kDocumentDeleted:
      return v1::COMMIT_KIND_DOCUMENT_DELETED;
    case CommitKind::kClaimsImported:
      return v1::COMMIT_KIND_CLAIMS_IMPORTED;
    case CommitKind::kClaimsRetracted:
      return v1::COMMIT_KIND_CLAIMS_RETRACTED;
    case CommitKind::kRetractionsRevoked:
      return v1::COMMIT_KIND_RETRACTIONS_REVOKED;
    case CommitKind::kEntitiesJudged:
      return v1::COMMIT_KIND_ENTITIES_JUDGED;
    case CommitKind::kJudgementRevoked:
      return v1::COMMIT_KIND_JUDGEMENT_REVOKED;
  }
  return v1::COMMIT_KIND_UNSPECIFIED;
}

// A kind that this version does not know reads as unspecified.
CommitKind FromProto(v1::CommitKind kind) {
  switch (kind) {
    case v1::COMMIT_KIND_COLLECTION_CREATED:
      return CommitKind::kCollectionCreated;
    case v1::COMMIT_KIND_DOCUMENT_UPSERTED:
      return CommitKind::kDocumentUpserted;
    case v1::COMMIT_KIND_DOCUMENT_DELETED:
      return CommitKind::kDocumentDeleted;
    case v1::COMMIT_KIND_CLAIMS_IMPORTED:
      return CommitKind::kClaimsImported;
    case v1::COMMIT_KIND_CLAIMS_RETRACTED:
      return CommitKind::kClaimsRetracted;
    case v1::COMMIT_KIND_RETRACTIONS_REVOKED:
      return CommitKind::kRetractionsRevoked;
    case v1::COMMIT_KIND_ENTITIES_JUDGED:
      return CommitKind::kEntitiesJudged;
    case v1::COMMIT_KIND_JUDGEMENT_REVOKED:
      return CommitKind::kJudgementRevoked;
    default:
      return CommitKind::kUnspecified;
  }
}

}  // namespace

std::vector<std::string> EncodeCommitRecord(const CommitRecord& record, size_t max_chunk_bytes,
                                            bool with_values) {
  std::vector<std::string> chunks;
  v1::CommitChunk chunk;
  size_t chunk_bytes = 0;
  const auto finish = [&](bool last) {
    chunk.set_commit(record.commit);
    chunk.set_chunk(static_cast<uint32_t>(chunks.size()));
    chunk.set_last(last);
    chunks.push_back(chunk.SerializeAsString());
    chunk.Clear();
    chunk_bytes = 0;
  };

  v1::CommitHeader& header = *chunk.mutable_header();
  header.set_commit_time_ms(record.commit_time_ms);
  header.set_kind(ToProto(record.kind));
  header.set_document_id(record.document_id);
  header.set_generation(record.generation);
  header.set_row_format(record.row_format);
  for (const std::string& digest : record.new_originals) header.add_new_originals(digest);

  for (const RowChange& row : record.rows) {
    const size_t size =
        row.key.size() + (with_values && row.value.has_value() ? row.value->size() : 0) + 16;
    if (chunk_bytes > 0 && chunk_bytes + size > max_chunk_bytes) finish(false);
    chunk_bytes += size;
    v1::RowChange& out = *chunk.add_rows();
    out.set_key(row.key);
    if (with_values && row.value.has_value()) out.set_value(*row.value);
  }
  finish(true);
  return chunks;
}

absl::StatusOr<bool> CommitAssembler::Add(std::string_view bytes) {
  absl::StatusOr<bool> complete = Take(bytes);
  if (!complete.ok()) {
    record_ = {};
    next_chunk_ = 0;
  }
  return complete;
}

absl::StatusOr<bool> CommitAssembler::Take(std::string_view bytes) {
  v1::CommitChunk chunk;
  if (bytes.size() > INT32_MAX ||
      !chunk.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) {
    return absl::DataLossError("a commit chunk does not parse");
  }
  if (chunk.chunk() != next_chunk_ || chunk.has_header() != (next_chunk_ == 0)) {
    return absl::DataLossError(absl::StrCat("commit ", chunk.commit(), ": chunk ", chunk.chunk(),
                                            " where ", next_chunk_, " was due"));
  }
  if (next_chunk_ == 0) {
    record_ = {};
    v1::CommitHeader& header = *chunk.mutable_header();
    record_.commit = chunk.commit();
    record_.commit_time_ms = header.commit_time_ms();
    record_.kind = FromProto(header.kind());
    record_.document_id = std::move(*header.mutable_document_id());
    record_.generation = header.generation();
    record_.row_format = header.row_format();
    for (std::string& digest : *header.mutable_new_originals()) {
      record_.new_originals.push_back(std::move(digest));
    }
  } else if (chunk.commit() != record_.commit) {
    return absl::DataLossError(
        absl::StrCat("a chunk of commit ", chunk.commit(), " within commit ", record_.commit));
  }
  record_.rows.reserve(record_.rows.size() + static_cast<size_t>(chunk.rows_size()));
  for (v1::RowChange& row : *chunk.mutable_rows()) {
    RowChange out{.key = std::move(*row.mutable_key()), .value = std::nullopt};
    if (row.has_value()) out.value = std::move(*row.mutable_value());
    record_.rows.push_back(std::move(out));
  }
  next_chunk_ = chunk.last() ? 0 : next_chunk_ + 1;
  return chunk.last();
}

}  // namespace parallax::storage
