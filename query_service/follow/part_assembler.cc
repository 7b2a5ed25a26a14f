#include "query_service/follow/part_assembler.h"

#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"

namespace parallax::follow {
namespace {

storage::CommitKind KindOf(v1::CommitKind kind) {
  switch (kind) {
    case v1::COMMIT_KIND_COLLECTION_CREATED:
      return storage::CommitKind::kCollectionCreated;
    case v1::COMMIT_KIND_DOCUMENT_UPSERTED:
      return storage::CommitKind::kDocumentUpserted;
    case v1::COMMIT_KIND_DOCUMENT_DELETED:
      return storage::CommitKind::kDocumentDeleted;
    case v1::COMMIT_KIND_CLAIMS_IMPORTED:
      return storage::CommitKind::kClaimsImported;
    case v1::COMMIT_KIND_CLAIMS_RETRACTED:
      return storage::CommitKind::kClaimsRetracted;
    case v1::COMMIT_KIND_RETRACTIONS_REVOKED:
      return storage::CommitKind::kRetractionsRevoked;
    case v1::COMMIT_KIND_ENTITIES_JUDGED:
      return storage::CommitKind::kEntitiesJudged;
    case v1::COMMIT_KIND_JUDGEMENT_REVOKED:
      return storage::CommitKind::kJudgementRevoked;
    default:
      return storage::CommitKind::kUnspecified;
  }
}

}  // namespace

storage::RowChange TakeRow(v1::RowChange& wire) {
  storage::RowChange row;
  row.key = std::move(*wire.mutable_key());
  if (wire.has_value()) row.value = std::move(*wire.mutable_value());
  return row;
}

absl::StatusOr<std::optional<IncomingCommit>> PartAssembler::Add(v1::CommitPart& part) {
  storage::CommitRecord& record = incoming_.commit.record;
  if (!open_) {
    if (part.commit() < 1) return absl::DataLossError("a commit without a number");
    open_ = true;
    bytes_ = 0;
    incoming_ = IncomingCommit();
    incoming_.collection = part.collection();
    incoming_.collection_uid = part.collection_uid();
    record.commit = static_cast<uint64_t>(part.commit());
    record.commit_time_ms = part.committed_at_ms();
    record.kind = KindOf(part.kind());
    record.document_id = part.document_id();
    record.generation = static_cast<uint64_t>(part.generation());
  } else if (part.collection() != incoming_.collection ||
             part.collection_uid() != incoming_.collection_uid ||
             static_cast<uint64_t>(part.commit()) != record.commit) {
    return absl::DataLossError(absl::StrCat("a part of commit ", part.commit(), " of ",
                                            part.collection(), " within commit ", record.commit,
                                            " of ", incoming_.collection));
  }
  bytes_ += part.ByteSizeLong();
  if (bytes_ > max_bytes_) {
    return absl::ResourceExhaustedError(
        absl::StrCat("commit ", record.commit, " is over ", max_bytes_, " bytes"));
  }
  for (v1::RowChange& row : *part.mutable_rows()) record.rows.push_back(TakeRow(row));
  for (v1::OriginalChunk& chunk : *part.mutable_originals()) {
    auto original = originals_.Add(chunk);
    if (!original.ok()) return original.status();
    if (!*original) continue;
    record.new_originals.push_back((*original)->sha256_hex);
    incoming_.commit.originals.push_back(**std::move(original));
  }
  if (!part.last()) return std::optional<IncomingCommit>();
  if (originals_.open()) return absl::DataLossError("an original is not complete");
  open_ = false;
  return std::optional<IncomingCommit>(std::exchange(incoming_, IncomingCommit()));
}

}  // namespace parallax::follow
