#include "ingest_service/feed/commit_parts.h"

#include <utility>

namespace parallax::feed {
namespace {

v1::CommitKind WireKind(storage::CommitKind kind) {
  switch (kind) {
    case storage::CommitKind::kUnspecified:
      break;
    case storage::CommitKind::kCollectionCreated:
      return v1::COMMIT_KIND_COLLECTION_CREATED;
    case storage::CommitKind::kDocumentUpserted:
      return v1::COMMIT_KIND_DOCUMENT_UPSERTED;
    case storage::CommitKind::kDocumentDeleted:
      return v1::COMMIT_KIND_DOCUMENT_DELETED;
    case storage::CommitKind::kClaimsImported:
      return v1::COMMIT_KIND_CLAIMS_IMPORTED;
    case storage::CommitKind::kClaimsRetracted:
      return v1::COMMIT_KIND_CLAIMS_RETRACTED;
    case storage::CommitKind::kRetractionsRevoked:
      return v1::COMMIT_KIND_RETRACTIONS_REVOKED;
    case storage::CommitKind::kEntitiesJudged:
      return v1::COMMIT_KIND_ENTITIES_JUDGED;
    case storage::CommitKind::kJudgementRevoked:
      return v1::COMMIT_KIND_JUDGEMENT_REVOKED;
  }
  return v1::COMMIT_KIND_UNSPECIFIED;
}

}  // namespace

void MoveRow(storage::RowChange& row, v1::RowChange& wire) {
  wire.set_key(std::move(row.key));
  if (row.value) wire.set_value(*std::move(row.value));
}

size_t WireBytes(const storage::RowChange& row) {
  return row.key.size() + (row.value ? row.value->size() : 0) + 12;  // tags and lengths
}

CommitParts::CommitParts(std::unique_ptr<storage::ReadView> view, storage::CommitRecord record,
                         size_t max_part_bytes)
    : view_(std::move(view)),
      record_(std::move(record)),
      max_part_bytes_(max_part_bytes),
      originals_(record_.new_originals) {}

absl::StatusOr<CommitParts> CommitParts::Open(std::unique_ptr<storage::ReadView> view,
                                              uint64_t commit, size_t max_part_bytes) {
  absl::StatusOr<storage::CommitRecord> record = view->ReadCommit(commit);
  if (!record.ok()) return record.status();
  return CommitParts(std::move(view), *std::move(record), max_part_bytes);
}

absl::Status CommitParts::Next(v1::CommitPart& part) {
  const storage::CollectionIdentity& identity = view_->info().identity;
  part.set_collection(identity.name);
  part.set_collection_uid(identity.uid);
  part.set_commit(static_cast<int64_t>(record_.commit));
  part.set_committed_at_ms(record_.commit_time_ms);
  part.set_kind(WireKind(record_.kind));
  part.set_document_id(record_.document_id);
  part.set_generation(static_cast<int64_t>(record_.generation));

  size_t used_bytes = 0;
  while (next_row_ < record_.rows.size()) {
    storage::RowChange& row = record_.rows[next_row_];
    const size_t bytes = WireBytes(row);
    if (used_bytes > 0 && used_bytes + bytes > max_part_bytes_) break;
    MoveRow(row, *part.add_rows());
    used_bytes += bytes;
    ++next_row_;
  }
  if (next_row_ == record_.rows.size()) {
    absl::Status status =
        originals_.AppendTo(*part.mutable_originals(), *view_, max_part_bytes_, used_bytes);
    if (!status.ok()) return status;
    done_ = originals_.done();
  }
  part.set_last(done_);
  return absl::OkStatus();
}

}  // namespace parallax::feed
