// How every call of the query service runs: wait without a thread until the store is fresh enough,
// then work on the pool, then answer.
#ifndef PARALLAX_QUERY_SERVICE_DOORWAY_CALL_RUNNER_H_
#define PARALLAX_QUERY_SERVICE_DOORWAY_CALL_RUNNER_H_

#include <grpcpp/server_context.h>
#include <grpcpp/support/server_callback.h>

#include <functional>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "core/serving/grpc_status.h"
#include "core/serving/worker_pool.h"
#include "query_service/cells/call_limits.h"
#include "query_service/follow/watermarks.h"
#include "query_service/request/freshness.h"

namespace parallax::doorway {

// How long a call without a deadline waits for a revision token.
inline constexpr absl::Duration kLongestWait = absl::Seconds(30);

// Deadline and cancellation of a call; good until its reactor finishes.
cells::CallLimits LimitsOf(grpc::CallbackServerContext* context);

// Thread-safe. Views both, which must outlive it and every call that it runs.
class CallRunner {
 public:
  CallRunner(follow::Watermarks* watermarks, serving::WorkerPool* pool)
      : watermarks_(watermarks), pool_(pool) {}

  // Calls `work` on a worker once the freshness is reached; or `failed`, on any thread, when that
  // cannot be (errors of Watermarks; kQueueFull when the workers have no room; of `limits`, when it
  // was too late by then). Exactly one of the two is called, once.
  void Run(const request::Freshness& freshness, const cells::CallLimits& limits,
           std::function<void()> work, std::function<void(absl::Status)> failed) const;

  // Queues a further step of a call that runs already; as above.
  void Step(std::function<void()> work, const std::function<void(absl::Status)>& failed) const;

  // A unary call: engine.Answer(request, limits, response) as work.
  template <typename Engine, typename Request, typename Response>
  grpc::ServerUnaryReactor* Unary(const Engine& engine, grpc::CallbackServerContext* context,
                                  const Request* request, Response* response) const {
    grpc::ServerUnaryReactor* const reactor = context->DefaultReactor();
    const auto freshness = request::FreshnessOf(*request);
    if (!freshness.ok()) {
      reactor->Finish(serving::ToGrpcStatus(freshness.status()));
      return reactor;
    }
    const cells::CallLimits limits = LimitsOf(context);
    Run(
        *freshness, limits,
        [&engine, limits, request, response, reactor] {
          reactor->Finish(serving::ToGrpcStatus(engine.Answer(*request, limits, response)));
        },
        [reactor](const absl::Status& status) { reactor->Finish(serving::ToGrpcStatus(status)); });
    return reactor;
  }

 private:
  follow::Watermarks* watermarks_;
  serving::WorkerPool* pool_;
};

}  // namespace parallax::doorway

#endif  // PARALLAX_QUERY_SERVICE_DOORWAY_CALL_RUNNER_H_
