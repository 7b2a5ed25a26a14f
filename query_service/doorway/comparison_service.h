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

// Answers of a comparison are put together from bytes (respond/wire_answer.h): the methods take and
// give buffers, the API's messages stay what they are on the wire.
using ComparisonMethods = v1::ComparisonService::WithRawCallbackMethod_CompareEconomies<
    v1::ComparisonService::WithRawCallbackMethod_CompareModels<
        v1::ComparisonService::WithRawCallbackMethod_CompareInitiatives<
            v1::ComparisonService::WithRawCallbackMethod_CompareOrganizations<
                v1::ComparisonService::WithRawCallbackMethod_Compare<
                    v1::ComparisonService::CallbackService>>>>>;

// Thread-safe. All must outlive it; the server is shut down before the runner's pool, and the bell
// drained before that: it ends the watches.
class ComparisonService final : public ComparisonMethods {
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
                                             const grpc::ByteBuffer* request,
                                             grpc::ByteBuffer* response) override {
    return runner_->UnaryBytes<v1::CompareEconomiesRequest>(*engine_, context, request, response);
  }
  grpc::ServerUnaryReactor* CompareModels(grpc::CallbackServerContext* context,
                                          const grpc::ByteBuffer* request,
                                          grpc::ByteBuffer* response) override {
    return runner_->UnaryBytes<v1::CompareModelsRequest>(*engine_, context, request, response);
  }
  grpc::ServerUnaryReactor* Compare(grpc::CallbackServerContext* context,
                                    const grpc::ByteBuffer* request,
                                    grpc::ByteBuffer* response) override {
    return runner_->UnaryBytes<v1::CompareRequest>(*engine_, context, request, response);
  }
  grpc::ServerUnaryReactor* CompareInitiatives(grpc::CallbackServerContext* context,
                                               const grpc::ByteBuffer* request,
                                               grpc::ByteBuffer* response) override {
    return runner_->UnaryBytes<v1::CompareInitiativesRequest>(*engine_, context, request, response);
  }
  grpc::ServerUnaryReactor* CompareOrganizations(grpc::CallbackServerContext* context,
                                                 const grpc::ByteBuffer* request,
                                                 grpc::ByteBuffer* response) override {
    return runner_->UnaryBytes<v1::CompareOrganizationsRequest>(*engine_, context, request,
                                                                response);
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
