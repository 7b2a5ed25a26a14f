// What callers add to documents and say of entities, between the doorway and the store: requests
// checked, made into one change each, and the reply filled in when it is committed.
#ifndef PARALLAX_INGEST_SERVICE_DOORWAY_CURATION_TASK_H_
#define PARALLAX_INGEST_SERVICE_DOORWAY_CURATION_TASK_H_

#include <functional>

#include "absl/status/statusor.h"
#include "core/catalog/catalog.h"
#include "ingest_service/store/document_change.h"
#include "ingest_service/store/ingest_store.h"
#include "parallax/v1/ingest_service.pb.h"

namespace parallax::doorway {

inline constexpr int kMaxImportedAtOnce = 1000;
inline constexpr int kMaxClaimIds = 1000;
// Bytes of all quotes of a call, with their markup: what checking them may cost.
inline constexpr int64_t kMaxQuotedAtOnce = 16 << 20;
// Faults of a call that are told in full; beyond them each item tells its first.
inline constexpr size_t kMaxToldFaults = 4000;
inline constexpr size_t kMaxExtractorBytes = 128;
inline constexpr size_t kMaxNoteBytes = 1000;

// A checked request. `fill` completes the reply from what the commit did; it is to be called after
// the change was committed, and may be called without a commit when the change is empty.
struct CurationTask {
  store::DocumentChange change;
  std::function<void(const store::CommitResult& commit)> fill;
  bool empty = false;    // nothing to commit: every item is refused
  std::string revision;  // then: the token of the state that was read
};

// Each reads what it needs on the calling thread. `response` must outlive the task. Errors name
// their fields: those of ingest_service.proto and error_reason.proto. The readings, spans and ids
// of claims are checked item by item, and their faults are part of the reply.
absl::StatusOr<CurationTask> PrepareImport(const store::IngestStore& store,
                                           const catalog::Catalog& catalog,
                                           const v1::ImportClaimsRequest& request,
                                           v1::ImportClaimsResponse* response);
absl::StatusOr<CurationTask> PrepareRetraction(const store::IngestStore& store,
                                               const v1::RetractClaimsRequest& request,
                                               v1::RetractClaimsResponse* response);
absl::StatusOr<CurationTask> PrepareRevocation(const store::IngestStore& store,
                                               const v1::RevokeRetractionsRequest& request,
                                               v1::RevokeRetractionsResponse* response);
absl::StatusOr<CurationTask> PrepareJudgement(const store::IngestStore& store,
                                              const catalog::Catalog& catalog,
                                              const v1::JudgeEntitiesRequest& request,
                                              v1::JudgeEntitiesResponse* response);
absl::StatusOr<CurationTask> PrepareRevokedJudgement(const store::IngestStore& store,
                                                     const v1::RevokeJudgementRequest& request,
                                                     v1::RevokeJudgementResponse* response);

}  // namespace parallax::doorway

#endif  // PARALLAX_INGEST_SERVICE_DOORWAY_CURATION_TASK_H_
