// ComparisonService at the gRPC doorway.
#ifndef PARALLAX_QUERY_SERVICE_DOORWAY_COMPARISON_SERVICE_H_
#define PARALLAX_QUERY_SERVICE_DOORWAY_COMPARISON_SERVICE_H_

#include "parallax/v1/comparison_service.grpc.pb.h"
#include "query_service/change/comparison_diff.h"
#include "query_service/doorway/call_runner.h"
#include "query_service/doorway/render_stream.h"
#include "query_service/doorway/watch_stream.h"
#include "query_service/follow/commit_bell.h"
#include "query_service/respond/analysis_engine.h"
#include "query_service/respond/comparison_engine.h"

namespace parallax::doorway {

// Thread-safe. All must outlive it; the server is shut down before the runner's pool, and the bell
// drained before that: it ends the watches.
class ComparisonService final : public v1::ComparisonService::CallbackService {
 public:
  ComparisonService(const CallRunner* runner, const respond::ComparisonEngine* engine,
                    const respond::AnalysisEngine* analysis, const cells::ViewSource* views,
                    follow::CommitBell* bell)
      : runner_(runner),
        engine_(engine),
        analysis_(analysis),
        diff_(views, engine),
        watch_rooms_{runner, views, engine, &diff_, bell} {}

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
  grpc::ServerUnaryReactor* CompareTranslations(
      grpc::CallbackServerContext* context, const v1::CompareTranslationsRequest* request,
      v1::CompareTranslationsResponse* response) override {
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
  grpc::ServerWriteReactor<v1::RenderComparisonResponse>* RenderComparison(
      grpc::CallbackServerContext* context, const v1::RenderComparisonRequest* request) override {
    return StartRendering(runner_, engine_, context, request);
  }
  grpc::ServerUnaryReactor* DiffComparisons(grpc::CallbackServerContext* context,
                                            const v1::DiffComparisonsRequest* request,
                                            v1::DiffComparisonsResponse* response) override {
    return runner_->UnaryAt(change::FreshnessOfDiff(*request), diff_, context, request, response);
  }
  grpc::ServerWriteReactor<v1::WatchComparisonResponse>* WatchComparison(
      grpc::CallbackServerContext* context, const v1::WatchComparisonRequest* request) override {
    return StartWatch(watch_rooms_, context, request);
  }

 private:
  const CallRunner* runner_;
  const respond::ComparisonEngine* engine_;
  const respond::AnalysisEngine* analysis_;
  const change::ComparisonDiff diff_;
  const WatchRooms watch_rooms_;
};

}  // namespace parallax::doorway

#endif  // PARALLAX_QUERY_SERVICE_DOORWAY_COMPARISON_SERVICE_H_
