// IngestService at the gRPC doorway: validate, process on the worker pool, commit, answer.
#ifndef PARALLAX_INGEST_SERVICE_DOORWAY_INGEST_SERVICE_IMPL_H_
#define PARALLAX_INGEST_SERVICE_DOORWAY_INGEST_SERVICE_IMPL_H_

#include <cstdint>
#include <functional>

#include "core/serving/worker_pool.h"
#include "ingest_service/assemble/pipeline.h"
#include "ingest_service/doorway/curation_task.h"
#include "ingest_service/doorway/request_check.h"
#include "ingest_service/store/ingest_store.h"
#include "parallax/v1/ingest_service.grpc.pb.h"

namespace parallax::doorway {

struct IngestServiceOptions {
  InputLimits input_limits;
  // Of one stream: documents read and not yet answered, and their content. Reading stops at either.
  int max_stream_documents = 64;
  int64_t max_stream_bytes = 32 << 20;
};

// Thread-safe. Views what it is made of, which must outlive it and the server.
class IngestServiceImpl : public v1::IngestService::CallbackService {
 public:
  IngestServiceImpl(const assemble::Pipeline* pipeline, store::IngestStore* store,
                    serving::WorkerPool* workers, IngestServiceOptions options)
      : pipeline_(pipeline), store_(store), workers_(workers), options_(options) {}

  grpc::ServerUnaryReactor* IngestDocument(grpc::CallbackServerContext* context,
                                           const v1::IngestDocumentRequest* request,
                                           v1::IngestDocumentResponse* response) override;
  grpc::ServerBidiReactor<v1::IngestDocumentsRequest, v1::IngestDocumentsResponse>* IngestDocuments(
      grpc::CallbackServerContext* context) override;
  grpc::ServerUnaryReactor* PreviewDocument(grpc::CallbackServerContext* context,
                                            const v1::PreviewDocumentRequest* request,
                                            v1::PreviewDocumentResponse* response) override;
  grpc::ServerUnaryReactor* DeleteDocument(grpc::CallbackServerContext* context,
                                           const v1::DeleteDocumentRequest* request,
                                           v1::DeleteDocumentResponse* response) override;

  grpc::ServerUnaryReactor* ImportClaims(grpc::CallbackServerContext* context,
                                         const v1::ImportClaimsRequest* request,
                                         v1::ImportClaimsResponse* response) override;
  grpc::ServerUnaryReactor* RetractClaims(grpc::CallbackServerContext* context,
                                          const v1::RetractClaimsRequest* request,
                                          v1::RetractClaimsResponse* response) override;
  grpc::ServerUnaryReactor* RevokeRetractions(grpc::CallbackServerContext* context,
                                              const v1::RevokeRetractionsRequest* request,
                                              v1::RevokeRetractionsResponse* response) override;
  grpc::ServerUnaryReactor* JudgeEntities(grpc::CallbackServerContext* context,
                                          const v1::JudgeEntitiesRequest* request,
                                          v1::JudgeEntitiesResponse* response) override;
  grpc::ServerUnaryReactor* RevokeJudgement(grpc::CallbackServerContext* context,
                                            const v1::RevokeJudgementRequest* request,
                                            v1::RevokeJudgementResponse* response) override;

 private:
  // Prepares a curation task on a worker, commits it, and answers.
  grpc::ServerUnaryReactor* Curate(grpc::CallbackServerContext* context,
                                   std::function<absl::StatusOr<CurationTask>()> prepare);

  const assemble::Pipeline* const pipeline_;
  store::IngestStore* const store_;
  serving::WorkerPool* const workers_;
  const IngestServiceOptions options_;
};

}  // namespace parallax::doorway

#endif  // PARALLAX_INGEST_SERVICE_DOORWAY_INGEST_SERVICE_IMPL_H_
