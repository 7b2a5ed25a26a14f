// ComparisonService at the gRPC doorway.
#ifndef PARALLAX_QUERY_SERVICE_DOORWAY_COMPARISON_SERVICE_H_
#define PARALLAX_QUERY_SERVICE_DOORWAY_COMPARISON_SERVICE_H_

#include "parallax/v1/comparison_service.grpc.pb.h"
#include "query_service/doorway/call_runner.h"
#include "query_service/respond/analysis_engine.h"
#include "query_service/respond/comparison_engine.h"

namespace parallax::doorway {

// Thread-safe. All must outlive it; the server is shut down before the runner's pool.
class ComparisonService final : public v1::ComparisonService::CallbackService {
 public:
  ComparisonService(const CallRunner* runner, const respond::ComparisonEngine* engine,
                    const respond::AnalysisEngine* analysis)
      : runner_(runner), engine_(engine), analysis_(analysis) {}

  grpc::ServerUnaryReactor* CompareEconomies(grpc::CallbackServerContext* context,
                                             const v1::CompareEconomiesRequest* request,
                                             v1::CompareEconomiesResponse* response) override {
    return runner_->Unary(*engine_, context, request, response);
  }
  grpc::ServerUnaryReactor* CompareModels(grpc::CallbackServerContext* context,
                                          const v1::CompareModelsRequest* request,
                                          v1::CompareModelsResponse* response) override {
    return runner_->Unary(*engine_, context, request, response);
  }
  grpc::ServerUnaryReactor* Compare(grpc::CallbackServerContext* context,
                                    const v1::CompareRequest* request,
                                    v1::CompareResponse* response) override {
    return runner_->Unary(*engine_, context, request, response);
  }
  grpc::ServerUnaryReactor* CompareInitiatives(grpc::CallbackServerContext* context,
                                               const v1::CompareInitiativesRequest* request,
                                               v1::CompareInitiativesResponse* response) override {
    return runner_->Unary(*engine_, context, request, response);
  }
  grpc::ServerUnaryReactor* CompareOrganizations(
      grpc::CallbackServerContext* context, const v1::CompareOrganizationsRequest* request,
      v1::CompareOrganizationsResponse* response) override {
    return runner_->Unary(*engine_, context, request, response);
  }
  grpc::ServerUnaryReactor* CompareSources(grpc::CallbackServerContext* context,
                                           const v1::CompareSourcesRequest* request,
                                           v1::CompareSourcesResponse* response) override {
    return runner_->Unary(*analysis_, context, request, response);
  }
  grpc::ServerUnaryReactor* CompareStack(grpc::CallbackServerContext* context,
                                         const v1::CompareStackRequest* request,
                                         v1::CompareStackResponse* response) override {
    return runner_->Unary(*analysis_, context, request, response);
  }
  grpc::ServerUnaryReactor* CompareTimelines(grpc::CallbackServerContext* context,
                                             const v1::CompareTimelinesRequest* request,
                                             v1::CompareTimelinesResponse* response) override {
    return runner_->Unary(*analysis_, context, request, response);
  }
  grpc::ServerUnaryReactor* RankEntities(grpc::CallbackServerContext* context,
                                         const v1::RankEntitiesRequest* request,
                                         v1::RankEntitiesResponse* response) override {
    return runner_->Unary(*analysis_, context, request, response);
  }
  grpc::ServerUnaryReactor* ExplainCell(grpc::CallbackServerContext* context,
                                        const v1::ExplainCellRequest* request,
                                        v1::ExplainCellResponse* response) override {
    return runner_->Unary(*analysis_, context, request, response);
  }

 private:
  const CallRunner* runner_;
  const respond::ComparisonEngine* engine_;
  const respond::AnalysisEngine* analysis_;
};

}  // namespace parallax::doorway

#endif  // PARALLAX_QUERY_SERVICE_DOORWAY_COMPARISON_SERVICE_H_
