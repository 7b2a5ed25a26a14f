// RecordService at the gRPC doorway.
#ifndef PARALLAX_QUERY_SERVICE_DOORWAY_RECORD_SERVICE_H_
#define PARALLAX_QUERY_SERVICE_DOORWAY_RECORD_SERVICE_H_

#include "parallax/v1/record_service.grpc.pb.h"
#include "query_service/doorway/call_runner.h"
#include "query_service/respond/record_engine.h"

namespace parallax::doorway {

// Thread-safe. Both must outlive it; the server is shut down before the runner's pool.
class RecordService final : public v1::RecordService::CallbackService {
 public:
  RecordService(const CallRunner* runner, const respond::RecordEngine* engine)
      : runner_(runner), engine_(engine) {}

  grpc::ServerUnaryReactor* GetDocument(grpc::CallbackServerContext* context,
                                        const v1::GetDocumentRequest* request,
                                        v1::GetDocumentResponse* response) override {
    return runner_->Unary(*engine_, context, request, response);
  }
  grpc::ServerUnaryReactor* ListDocuments(grpc::CallbackServerContext* context,
                                          const v1::ListDocumentsRequest* request,
                                          v1::ListDocumentsResponse* response) override {
    return runner_->Unary(*engine_, context, request, response);
  }
  grpc::ServerUnaryReactor* ListClaims(grpc::CallbackServerContext* context,
                                       const v1::ListClaimsRequest* request,
                                       v1::ListClaimsResponse* response) override {
    return runner_->Unary(*engine_, context, request, response);
  }
  grpc::ServerUnaryReactor* GetClaim(grpc::CallbackServerContext* context,
                                     const v1::GetClaimRequest* request,
                                     v1::GetClaimResponse* response) override {
    return runner_->Unary(*engine_, context, request, response);
  }
  grpc::ServerUnaryReactor* VerifyEvidence(grpc::CallbackServerContext* context,
                                           const v1::VerifyEvidenceRequest* request,
                                           v1::VerifyEvidenceResponse* response) override {
    return runner_->Unary(*engine_, context, request, response);
  }
  grpc::ServerUnaryReactor* ResolveEntities(grpc::CallbackServerContext* context,
                                            const v1::ResolveEntitiesRequest* request,
                                            v1::ResolveEntitiesResponse* response) override {
    return runner_->Unary(*engine_, context, request, response);
  }
  grpc::ServerUnaryReactor* ListEntities(grpc::CallbackServerContext* context,
                                         const v1::ListEntitiesRequest* request,
                                         v1::ListEntitiesResponse* response) override {
    return runner_->Unary(*engine_, context, request, response);
  }
  grpc::ServerUnaryReactor* ListDimensions(grpc::CallbackServerContext* context,
                                           const v1::ListDimensionsRequest* request,
                                           v1::ListDimensionsResponse* response) override {
    return runner_->Unary(*engine_, context, request, response);
  }
  grpc::ServerUnaryReactor* GetRevisionRange(grpc::CallbackServerContext* context,
                                             const v1::GetRevisionRangeRequest* request,
                                             v1::GetRevisionRangeResponse* response) override {
    return runner_->Unary(*engine_, context, request, response);
  }
  grpc::ServerUnaryReactor* ListRetractions(grpc::CallbackServerContext* context,
                                            const v1::ListRetractionsRequest* request,
                                            v1::ListRetractionsResponse* response) override {
    return runner_->Unary(*engine_, context, request, response);
  }
  grpc::ServerUnaryReactor* ListJudgements(grpc::CallbackServerContext* context,
                                           const v1::ListJudgementsRequest* request,
                                           v1::ListJudgementsResponse* response) override {
    return runner_->Unary(*engine_, context, request, response);
  }
  grpc::ServerUnaryReactor* ListRejectedCandidates(
      grpc::CallbackServerContext* context, const v1::ListRejectedCandidatesRequest* request,
      v1::ListRejectedCandidatesResponse* response) override {
    return runner_->Unary(*engine_, context, request, response);
  }
  grpc::ServerWriteReactor<v1::GetOriginalResponse>* GetOriginal(
      grpc::CallbackServerContext* context, const v1::GetOriginalRequest* request) override;

 private:
  const CallRunner* runner_;
  const respond::RecordEngine* engine_;
};

}  // namespace parallax::doorway

#endif  // PARALLAX_QUERY_SERVICE_DOORWAY_RECORD_SERVICE_H_
