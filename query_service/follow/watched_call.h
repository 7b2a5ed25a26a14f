// A client stream that is cut when it stays silent too long, or when its follower stops.
#ifndef PARALLAX_QUERY_SERVICE_FOLLOW_WATCHED_CALL_H_
#define PARALLAX_QUERY_SERVICE_FOLLOW_WATCHED_CALL_H_

#include <grpcpp/grpcpp.h>

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"

namespace parallax::follow {

// One slot for the call that one thread is making. Thread-safe: the calling thread uses Begin, Read
// and End, others Cancel and CutIfSilent.
class WatchedCall {
 public:
  // Makes `context` the current call. False when the slot was closed for good.
  bool Begin(grpc::ClientContext* context, absl::Duration silence) {
    absl::MutexLock lock(&mutex_);
    if (closed_) return false;
    context_ = context;
    silence_ = silence;
    reading_since_ = absl::InfiniteFuture();
    return true;
  }
  void End() {
    absl::MutexLock lock(&mutex_);
    context_ = nullptr;
  }
  void SetSilence(absl::Duration silence) {
    absl::MutexLock lock(&mutex_);
    silence_ = silence;
  }

  // reader.Read(message), on the clock: what the caller does with a message is not silence.
  template <typename Reader, typename Message>
  bool Read(Reader& reader, Message& message) {
    SetReadingSince(absl::Now());
    const bool read = reader.Read(&message);
    SetReadingSince(absl::InfiniteFuture());
    return read;
  }

  // Ends the current call, if there is one.
  void Cancel() {
    absl::MutexLock lock(&mutex_);
    if (context_ != nullptr) context_->TryCancel();
  }
  // Ends the current call and refuses further ones.
  void Close() {
    absl::MutexLock lock(&mutex_);
    closed_ = true;
    if (context_ != nullptr) context_->TryCancel();
  }
  // True when it cut the call.
  bool CutIfSilent(absl::Time now) {
    absl::MutexLock lock(&mutex_);
    if (context_ == nullptr || now - reading_since_ < silence_) return false;
    context_->TryCancel();
    return true;
  }

 private:
  void SetReadingSince(absl::Time time) {
    absl::MutexLock lock(&mutex_);
    reading_since_ = time;
  }

  absl::Mutex mutex_;
  bool closed_ ABSL_GUARDED_BY(mutex_) = false;
  grpc::ClientContext* context_ ABSL_GUARDED_BY(mutex_) = nullptr;
  absl::Duration silence_ ABSL_GUARDED_BY(mutex_);
  absl::Time reading_since_ ABSL_GUARDED_BY(mutex_) = absl::InfiniteFuture();
};

}  // namespace parallax::follow

#endif  // PARALLAX_QUERY_SERVICE_FOLLOW_WATCHED_CALL_H_
