// A server stream that is read from its source only as fast as its client takes: the next message
// is made after the last one has been written.
#ifndef PARALLAX_INGEST_SERVICE_FEED_PULLED_STREAM_H_
#define PARALLAX_INGEST_SERVICE_FEED_PULLED_STREAM_H_

#include <grpcpp/grpcpp.h>

#include <functional>
#include <memory>
#include <optional>
#include <utility>

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "core/serving/worker_pool.h"

namespace parallax::feed {

// What the service does with a stream whatever it carries. Thread-safe.
class LiveStream {
 public:
  virtual ~LiveStream() = default;
  // Ends the stream with `status` as soon as the message being written is through.
  virtual void End(grpc::Status status) = 0;
  // Looks for something to send.
  virtual void Wake() = 0;
  // Cuts the connection when one message has been in writing since before `written_since`: a client
  // that takes nothing must not hold a view of the store for ever.
  virtual void CutIfStalled(absl::Time written_since) = 0;
};

// Thread-safe. Owns itself from Start until gRPC is done with it; whoever else needs it holds a
// shared_ptr. `workers` and `context` must outlive the call.
template <typename Response>
class PulledStream : public LiveStream,
                     public grpc::ServerWriteReactor<Response>,
                     public std::enable_shared_from_this<PulledStream<Response>> {
 public:
  PulledStream(grpc::CallbackServerContext* context, serving::WorkerPool* workers)
      : context_(context), workers_(workers) {}

  // `on_done` is called once, when the call is over and `this` is no longer used by gRPC.
  void Start(std::function<void(LiveStream*)> on_done) {
    on_done_ = std::move(on_done);
    self_ = this->shared_from_this();
    Wake();
  }

  void Wake() final {
    absl::MutexLock lock(&mutex_);
    WakeLocked();
  }

  void End(grpc::Status status) final {
    absl::MutexLock lock(&mutex_);
    if (!end_) end_ = std::move(status);
    WakeLocked();
  }

  void CutIfStalled(absl::Time written_since) final {
    absl::MutexLock lock(&mutex_);
    if (state_ != State::kWriting || write_begun_ >= written_since) return;
    if (!end_) end_ = grpc::Status(grpc::StatusCode::ABORTED, "the follower takes nothing");
    context_->TryCancel();
  }

  void OnWriteDone(bool ok) final {
    absl::MutexLock lock(&mutex_);
    if (!ok && !end_) end_ = grpc::Status::CANCELLED;
    state_ = State::kIdle;
    WakeLocked();
  }

  void OnCancel() final { End(grpc::Status::CANCELLED); }

  void OnDone() final {
    std::shared_ptr<PulledStream> last = std::move(self_);
    if (on_done_) on_done_(this);
  }

 protected:
  enum class Step {
    kWrite,  // `response` is to be sent
    kWait,   // nothing to send until the next Wake
    kEnd,    // the stream is over, with `status`
  };
  // Makes the next message in `response`, which comes cleared. Runs on a worker, one call at a
  // time; may read the store.
  virtual Step Next(Response& response, grpc::Status& status) = 0;

 private:
  enum class State { kIdle, kQueued, kStepping, kWriting, kFinished };

  void WakeLocked() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    if (state_ == State::kStepping) woken_ = true;
    if (state_ != State::kIdle) return;  // a write that ends looks again by itself
    // Refused only by a pool that is full, which the service's next tick makes up for.
    if (workers_->TrySubmit([stream = this->shared_from_this()] { stream->TakeStep(); })) {
      state_ = State::kQueued;
    }
  }

  void TakeStep() {
    std::optional<grpc::Status> end;
    {
      absl::MutexLock lock(&mutex_);
      state_ = State::kStepping;
      woken_ = false;
      end = end_;
    }
    Step step = Step::kEnd;
    if (!end) {
      grpc::Status status;
      response_.Clear();
      step = Next(response_, status);
      if (step == Step::kEnd) end = std::move(status);
    }
    {
      absl::MutexLock lock(&mutex_);
      if (step == Step::kWait) {
        state_ = State::kIdle;
        if (woken_ || end_) WakeLocked();
        return;
      }
      state_ = step == Step::kWrite ? State::kWriting : State::kFinished;
      write_begun_ = absl::Now();
    }
    // Outside the lock: gRPC may call OnWriteDone from within.
    if (step == Step::kWrite) {
      this->StartWrite(&response_);
    } else {
      this->Finish(*end);
    }
  }

  grpc::CallbackServerContext* const context_;
  serving::WorkerPool* const workers_;
  std::function<void(LiveStream*)> on_done_;
  std::shared_ptr<PulledStream> self_;
  Response response_;  // belongs to the step, then to the write

  absl::Mutex mutex_;
  State state_ ABSL_GUARDED_BY(mutex_) = State::kIdle;
  bool woken_ ABSL_GUARDED_BY(mutex_) = false;
  std::optional<grpc::Status> end_ ABSL_GUARDED_BY(mutex_);
  absl::Time write_begun_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace parallax::feed

#endif  // PARALLAX_INGEST_SERVICE_FEED_PULLED_STREAM_H_
