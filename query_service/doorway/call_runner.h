// How every call of the query service runs: wait without a thread until the store is fresh enough,
// then work on the pool, then answer.
#ifndef PARALLAX_QUERY_SERVICE_DOORWAY_CALL_RUNNER_H_
#define PARALLAX_QUERY_SERVICE_DOORWAY_CALL_RUNNER_H_

#include <grpcpp/server_context.h>
#include <grpcpp/support/byte_buffer.h>
#include <grpcpp/support/proto_buffer_reader.h>
#include <grpcpp/support/server_callback.h>

#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
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

// Takes the bytes over without copying them.
grpc::ByteBuffer ToByteBuffer(std::string bytes);

// Who may end a call that waits: whoever takes the gate first, the one that was waited for or the
// client that goes. Thread-safe.
class CallGate {
 public:
  // True for the first caller only.
  bool Take() { return !taken_.exchange(true); }

 private:
  std::atomic<bool> taken_ = false;
};

// Thread-safe. Views both, which must outlive it and every call that it runs.
class CallRunner {
 public:
  CallRunner(follow::Watermarks* watermarks, serving::WorkerPool* pool)
      : watermarks_(watermarks), pool_(pool) {}

  // Calls `work` on a worker once the freshness is reached; or `failed`, on any thread, when that
  // cannot be (errors of Watermarks; kQueueFull when the workers have no room; of `limits`, when it
  // was too late by then). At most one of the two is called, once, and only after it took `gate`:
  // when somebody else has, nothing that they hold is touched any more.
  void Run(const request::Freshness& freshness, const cells::CallLimits& limits,
           std::shared_ptr<CallGate> gate, std::function<void()> work,
           std::function<void(absl::Status)> failed) const;

  // Queues a further step of a call that runs already; `failed` (kQueueFull) when there is no room.
  void Step(std::function<void()> work, const std::function<void(absl::Status)>& failed) const;

  // A unary call whose answer the engine serializes: at once, on gRPC's thread, where
  // engine.AnswerAtOnce(request, limits) gives an answer and no token has to be waited for; else
  // engine.AnswerBytes(request, limits) as work.
  template <typename Request, typename Engine>
  grpc::ServerUnaryReactor* UnaryBytes(const Engine& engine, grpc::CallbackServerContext* context,
                                       const grpc::ByteBuffer* bytes,
                                       grpc::ByteBuffer* response) const {
    Request request;
    // Deserialize takes the slices over; the call still owns the buffer.
    grpc::ByteBuffer copy(*bytes);
    if (const grpc::Status parsed =
            grpc::SerializationTraits<Request>::Deserialize(&copy, &request);
        !parsed.ok()) {
      return Finished(context, parsed);
    }
    const auto freshness = request::FreshnessOf(request);
    if (!freshness.ok()) return Finished(context, serving::ToGrpcStatus(freshness.status()));
    const cells::CallLimits limits = LimitsOf(context);
    if (!freshness->token && limits.Check().ok()) {
      // Handing the call to a worker would cost as much again as the answer does.
      auto answer = engine.AnswerAtOnce(request, limits);
      if (!answer.ok()) return Finished(context, serving::ToGrpcStatus(answer.status()));
      if (answer->has_value()) {
        *response = ToByteBuffer(**std::move(answer));
        return Finished(context, grpc::Status::OK);
      }
    }
    auto* const call = new BytesCall<Request>;
    call->request.Swap(&request);
    Run(
        *freshness, limits, call->gate,
        [&engine, limits, response, call] {
          auto answer = engine.AnswerBytes(call->request, limits);
          if (answer.ok()) *response = ToByteBuffer(*std::move(answer));
          call->Finish(serving::ToGrpcStatus(answer.status()));
        },
        [call](const absl::Status& status) { call->Finish(serving::ToGrpcStatus(status)); });
    return call;
  }

  // A unary call: engine.Answer(request, limits, response) as work.
  template <typename Engine, typename Request, typename Response>
  grpc::ServerUnaryReactor* Unary(const Engine& engine, grpc::CallbackServerContext* context,
                                  const Request* request, Response* response) const {
    return UnaryAt(request::FreshnessOf(*request), engine, context, request, response);
  }

  // The same for a request whose freshness stands elsewhere than in its own fields.
  template <typename Engine, typename Request, typename Response>
  grpc::ServerUnaryReactor* UnaryAt(const absl::StatusOr<request::Freshness>& freshness,
                                    const Engine& engine, grpc::CallbackServerContext* context,
                                    const Request* request, Response* response) const {
    auto* const call = new UnaryCall;
    if (!freshness.ok()) {
      call->gate->Take();
      call->Finish(serving::ToGrpcStatus(freshness.status()));
      return call;
    }
    const cells::CallLimits limits = LimitsOf(context);
    Run(
        *freshness, limits, call->gate,
        [&engine, limits, request, response, call] {
          call->Finish(serving::ToGrpcStatus(engine.Answer(*request, limits, response)));
        },
        [call](const absl::Status& status) { call->Finish(serving::ToGrpcStatus(status)); });
    return call;
  }

 private:
  // Deletes itself when the call is done. A client that goes ends a call that still waits at once;
  // one that works looks at its limits.
  class UnaryCall : public grpc::ServerUnaryReactor {
   public:
    void OnCancel() override {
      if (gate->Take()) Finish(grpc::Status::CANCELLED);
    }
    void OnDone() override { delete this; }

    const std::shared_ptr<CallGate> gate = std::make_shared<CallGate>();
  };
  template <typename Request>
  class BytesCall final : public UnaryCall {
   public:
    Request request;
  };

  // Of a call that is done at once: gRPC's own reactor needs no thread to say that it is.
  static grpc::ServerUnaryReactor* Finished(grpc::CallbackServerContext* context,
                                            const grpc::Status& status) {
    grpc::ServerUnaryReactor* const reactor = context->DefaultReactor();
    reactor->Finish(status);
    return reactor;
  }

  follow::Watermarks* watermarks_;
  serving::WorkerPool* pool_;
};

}  // namespace parallax::doorway

#endif  // PARALLAX_QUERY_SERVICE_DOORWAY_CALL_RUNNER_H_
