// One document between the doorway and the store: checked, processed, committed.
#ifndef PARALLAX_INGEST_SERVICE_DOORWAY_INGEST_TASK_H_
#define PARALLAX_INGEST_SERVICE_DOORWAY_INGEST_TASK_H_

#include <string>

#include "absl/status/statusor.h"
#include "ingest_service/assemble/pipeline.h"
#include "ingest_service/doorway/request_check.h"
#include "ingest_service/store/document_change.h"
#include "ingest_service/store/ingest_store.h"
#include "parallax/v1/ingest_service.pb.h"

namespace parallax::doorway {

// A processed document, with what the reply says of it.
struct PreparedDocument {
  store::DocumentChange change;
  v1::IngestResult reply;  // all but revision, unchanged and token
};

// The collection's name when it exists; COLLECTION_NOT_FOUND otherwise.
absl::StatusOr<std::string> FindCollection(const store::IngestStore& store,
                                           const std::string& name);

// Works on the calling thread; errors name the field. `Request` is IngestDocumentRequest or
// IngestDocumentsRequest; its content is taken out.
template <typename Request>
absl::StatusOr<PreparedDocument> PrepareFor(const store::IngestStore& store,
                                            const assemble::Pipeline& pipeline,
                                            const InputLimits& limits, Request* request);

// Fills a preview of at most `max_bytes`; ANSWER_TOO_LARGE beyond.
absl::Status Preview(const assemble::Pipeline& pipeline, const InputLimits& limits,
                     const v1::PreviewDocumentRequest& request, size_t max_bytes,
                     v1::PreviewDocumentResponse* response);

// Imported claims that a commit dropped.
void FillDropped(const store::CommitResult& commit,
                 google::protobuf::RepeatedPtrField<v1::DroppedImport>* out);

// Completes the reply.
void FillCommit(const store::CommitResult& commit, v1::IngestResult* reply);

// The committer's error in the terms of the API.
absl::Status CommitError(const absl::Status& status, const std::string& collection,
                         const std::string& document_id);

}  // namespace parallax::doorway

#endif  // PARALLAX_INGEST_SERVICE_DOORWAY_INGEST_TASK_H_
