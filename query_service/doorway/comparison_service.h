// ComparisonService at the gRPC doorway.
#ifndef PARALLAX_QUERY_SERVICE_DOORWAY_COMPARISON_SERVICE_H_
#define PARALLAX_QUERY_SERVICE_DOORWAY_COMPARISON_SERVICE_H_

#include "parallax/v1/comparison_service.grpc.pb.h"
#include "query_service/doorway/call_runner.h"
#include "query_service/respond/comparison_engine.h"

namespace parallax::doorway {

// Thread-safe. Both must outlive it; the server is shut down before the runner's pool.
class ComparisonService final : public v1::ComparisonService::CallbackService {
 public:
  ComparisonService(const CallRunner* runner, const respond::ComparisonEngine* engine)
      : runner_(runner), engine_(engine) {}

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

 private:
  const CallRunner* runner_;
  const respond::ComparisonEngine* engine_;
};

}  // namespace parallax::doorway

#endif  // PARALLAX_QUERY_SERVICE_DOORWAY_COMPARISON_SERVICE_H_
