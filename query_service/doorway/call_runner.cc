#include "query_service/doorway/call_runner.h"

#include <algorithm>
#include <chrono>
#include <string>
#include <utility>

#include "absl/time/clock.h"
#include "core/errors/error.h"

namespace parallax::doorway {

cells::CallLimits LimitsOf(grpc::CallbackServerContext* context) {
  cells::CallLimits limits;
  const auto deadline = context->deadline();
  // gRPC says "no deadline" as the far future.
  if (deadline < std::chrono::system_clock::now() + std::chrono::hours(24 * 365)) {
    limits.deadline = absl::FromChrono(deadline);
  }
  limits.cancelled = [context] { return context->IsCancelled(); };
  return limits;
}

grpc::ByteBuffer ToByteBuffer(std::string bytes) {
  auto* const owned = new std::string(std::move(bytes));
  const grpc::Slice slice(
      owned->data(), owned->size(), [](void* string) { delete static_cast<std::string*>(string); },
      owned);
  return grpc::ByteBuffer(&slice, 1);
}

void CallRunner::Step(std::function<void()> work,
                      const std::function<void(absl::Status)>& failed) const {
  if (pool_->TrySubmit(std::move(work))) return;
  failed(errors::Error(errors::Reason::kQueueFull, "", "the queue is full; try again later"));
}

void CallRunner::Run(const request::Freshness& freshness, const cells::CallLimits& limits,
                     std::shared_ptr<CallGate> gate, std::function<void()> work,
                     std::function<void(absl::Status)> failed) const {
  const auto gated_failure = [gate, failed](const absl::Status& status) {
    if (gate->Take()) failed(status);
  };
  auto gated_work = [gate, limits, work = std::move(work), failed] {
    if (!gate->Take()) return;
    if (absl::Status status = limits.Check(); !status.ok()) {
      failed(status);
    } else {
      work();
    }
  };
  if (!freshness.token) {
    Step(std::move(gated_work), gated_failure);
    return;
  }
  watermarks_->NotifyWhenApplied(
      freshness.collection, *freshness.token, std::min(limits.deadline, absl::Now() + kLongestWait),
      [this, field = freshness.field, gated_work = std::move(gated_work),
       gated_failure](const absl::Status& status) mutable {
        if (status.ok()) {
          Step(std::move(gated_work), gated_failure);
          return;
        }
        // The wait knows the token and not where in the request it stood.
        const errors::ErrorDetails details = errors::DetailsOf(status);
        const bool of_token = details.reason == errors::Reason::kTokenOfAnotherStore ||
                              details.reason == errors::Reason::kTokenOfAnotherCollection;
        gated_failure(of_token && details.field.empty()
                          ? errors::Error(details.reason, field, std::string(status.message()))
                          : status);
      });
}

}  // namespace parallax::doorway
