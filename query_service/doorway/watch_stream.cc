#include "query_service/doorway/watch_stream.h"

#include <memory>
#include <utility>
#include <vector>

#include "absl/synchronization/mutex.h"
#include "core/errors/error.h"
#include "query_service/change/comparison_watch.h"

namespace parallax::doorway {
namespace {

// How long a step that found no room among the workers waits before it tries again.
constexpr absl::Duration kRetry = absl::Milliseconds(20);

// Somebody holds the stream at any time: the call that starts it, a step on a worker, a write on
// its way; or nobody, when it rests and the bell may take it. Whoever holds it passes it on or
// finishes it, so that it is finished once and not touched after that.
class WatchStream final : public grpc::ServerWriteReactor<v1::WatchComparisonResponse> {
 public:
  WatchStream(const WatchRooms& rooms, grpc::CallbackServerContext* context)
      : rooms_(rooms), limits_(LimitsOf(context)) {}

  void Start(const v1::WatchComparisonRequest& request) {
    auto watch = change::ComparisonWatch::Create(rooms_.views, rooms_.engine, rooms_.diff, request);
    if (!watch.ok()) return FinishUnwaited(watch.status());
    watch_ = *std::move(watch);
    const auto freshness = change::FreshnessOfWatch(request);
    if (!freshness.ok()) return FinishUnwaited(freshness.status());
    rooms_.runner->Run(
        *freshness, limits_, gate_, [this] { Join(); },
        [this](const absl::Status& status) { Finish(serving::ToGrpcStatus(status)); });
  }

  void OnWriteDone(bool ok) override {
    if (!ok) return End(absl::CancelledError("the client has gone"));
    ++sent_;
    if (sent_ < messages_.size()) return StartWrite(&messages_[sent_]);
    messages_.clear();
    sent_ = 0;
    Rest();
  }

  void OnCancel() override {
    if (gate_->Take()) return Finish(grpc::Status::CANCELLED);  // nobody had it yet
    bool rests = false;
    {
      absl::MutexLock lock(&mutex_);
      cancelled_ = true;
      rests = std::exchange(rests_, false);
    }
    if (rests) End(absl::CancelledError("the client has gone"));
  }

  void OnDone() override { delete this; }

 private:
  void FinishUnwaited(const absl::Status& status) {
    gate_->Take();
    Finish(serving::ToGrpcStatus(status));
  }

  void Join() {
    auto number = rooms_.bell->Add(watch_->collection(), watch_->heartbeat_interval(),
                                   [this](follow::CommitBell::Ring ring) { OnRing(ring); });
    if (!number.ok()) return Finish(serving::ToGrpcStatus(number.status()));
    number_ = *number;
    Step(false);
  }

  // On the bell's thread.
  void OnRing(follow::CommitBell::Ring ring) {
    bool heartbeat = false;
    {
      absl::MutexLock lock(&mutex_);
      if (ring == follow::CommitBell::Ring::kDraining) draining_ = true;
      // While something is on its way to the client no heartbeat is due.
      if (ring == follow::CommitBell::Ring::kInterval) {
        if (!rests_) return;
        heartbeat = true;
      }
      heartbeat_due_ = heartbeat_due_ || heartbeat;
      if (!rests_) {
        rung_ = true;
        return;
      }
      rests_ = false;
    }
    Queue();
  }

  // Passes the stream to a worker, or lays it down until there is room for that.
  void Queue() {
    // Read before it is passed on: a step may end the stream at once.
    const uint64_t number = number_;
    follow::CommitBell* const bell = rooms_.bell;
    bool room = true;
    rooms_.runner->Step(
        [this] {
          bool heartbeat = false;
          {
            absl::MutexLock lock(&mutex_);
            heartbeat = std::exchange(heartbeat_due_, false);
          }
          Step(heartbeat);
        },
        [&room](const absl::Status&) { room = false; });
    if (room) return;
    bool cancelled = false;
    {
      absl::MutexLock lock(&mutex_);
      cancelled = cancelled_;
      rests_ = !cancelled;
    }
    if (cancelled) return End(absl::CancelledError("the client has gone"));
    bell->RingAgain(number, kRetry);
  }

  void Step(bool heartbeat) {
    bool draining = false;
    {
      absl::MutexLock lock(&mutex_);
      rung_ = false;
      draining = draining_;
    }
    if (draining) {
      return End(errors::Error(errors::Reason::kDraining, "",
                               "the service is draining; come back with the last token"));
    }
    if (absl::Status status = limits_.Check(); !status.ok()) return End(status);
    absl::Status status = watch_->Step(limits_, heartbeat, &messages_);
    if (!status.ok()) return End(status);
    if (messages_.empty()) return Rest();
    StartWrite(&messages_[0]);
  }

  void Rest() {
    bool cancelled = false;
    {
      absl::MutexLock lock(&mutex_);
      cancelled = cancelled_;
      if (!cancelled && !rung_) {
        rests_ = true;
        return;
      }
      rung_ = false;
    }
    if (cancelled) return End(absl::CancelledError("the client has gone"));
    Queue();
  }

  void End(const absl::Status& status) {
    rooms_.bell->Remove(number_);
    Finish(serving::ToGrpcStatus(status));
  }

  const WatchRooms rooms_;
  const cells::CallLimits limits_;
  const std::shared_ptr<CallGate> gate_ = std::make_shared<CallGate>();
  std::unique_ptr<change::ComparisonWatch> watch_;

  absl::Mutex mutex_;
  bool rests_ ABSL_GUARDED_BY(mutex_) = false;  // nobody holds it
  bool rung_ ABSL_GUARDED_BY(mutex_) = false;   // while it was held
  bool heartbeat_due_ ABSL_GUARDED_BY(mutex_) = false;
  bool cancelled_ ABSL_GUARDED_BY(mutex_) = false;
  bool draining_ ABSL_GUARDED_BY(mutex_) = false;

  // Of whoever holds it.
  uint64_t number_ = 0;
  std::vector<v1::WatchComparisonResponse> messages_;
  size_t sent_ = 0;
};

}  // namespace

grpc::ServerWriteReactor<v1::WatchComparisonResponse>* StartWatch(
    const WatchRooms& rooms, grpc::CallbackServerContext* context,
    const v1::WatchComparisonRequest* request) {
  auto* stream = new WatchStream(rooms, context);
  stream->Start(*request);
  return stream;
}

}  // namespace parallax::doorway
