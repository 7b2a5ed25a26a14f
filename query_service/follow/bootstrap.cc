// FeedFollower's second thread: fills collections anew.
#include <algorithm>
#include <random>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "query_service/follow/backoff.h"
#include "query_service/follow/bootstrap_loader.h"
#include "query_service/follow/feed_follower.h"

namespace parallax::follow {

void FeedFollower::QueueBootstrap(std::string_view collection, Stream& stream) {
  stream.passed_over.emplace(collection);
  {
    absl::MutexLock lock(&mutex_);
    if (std::find(to_bootstrap_.begin(), to_bootstrap_.end(), collection) != to_bootstrap_.end()) {
      return;
    }
    to_bootstrap_.emplace_back(collection);
  }
  lag_.OnBootstrapping(collection, true, absl::Now());
}

void FeedFollower::BootstrapLoop() {
  Backoff backoff(options_.min_backoff, options_.max_backoff, std::random_device()());
  const auto has_work = [this]() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    return stopping_ || !to_bootstrap_.empty();
  };
  for (;;) {
    std::string collection;
    {
      absl::MutexLock lock(&mutex_);
      mutex_.Await(absl::Condition(&has_work));
      if (stopping_) return;
      collection = to_bootstrap_.front();
    }
    Log(absl::StrCat("bootstrapping ", collection));
    const absl::Status status = BootstrapOnce(collection);
    const bool through = status.ok() || absl::IsNotFound(status);
    {
      absl::MutexLock lock(&mutex_);
      to_bootstrap_.pop_front();
      if (!through) {
        to_bootstrap_.push_back(collection);
      } else {
        if (status.ok()) ++report_.bootstraps;
        // The open stream has passed over what this collection needs next.
        reopen_ = true;
      }
    }
    if (through) {
      Log(absl::StrCat("bootstrap of ", collection, ": ", status.ToString()));
      lag_.OnBootstrapping(collection, false, absl::Now());
      backoff.Reset();
      follow_call_.Cancel();
    } else {
      Log(absl::StrCat("bootstrap of ", collection, " failed: ", status.ToString()));
      if (!Pause(backoff.Next())) return;
    }
  }
}

absl::Status FeedFollower::BootstrapOnce(const std::string& collection) {
  v1::BootstrapRequest request;
  request.set_collection(collection);
  request.add_row_format_versions(static_cast<int32_t>(storage::kRowFormat));
  grpc::ClientContext context;
  context.set_wait_for_ready(true);
  if (!bootstrap_call_.Begin(&context, options_.bootstrap_silence)) {
    return absl::CancelledError("stopping");
  }
  absl::Status status;
  {
    auto reader = stub_->Bootstrap(&context, request);
    BootstrapLoader loader(store_, collection, options_.max_commit_bytes);
    v1::BootstrapResponse response;
    while (status.ok() && bootstrap_call_.Read(*reader, response)) status = loader.Load(response);
    if (!status.ok()) context.TryCancel();
    const grpc::Status end = reader->Finish();
    if (status.ok() && !end.ok()) {
      status = absl::Status(static_cast<absl::StatusCode>(end.error_code()),
                            absl::string_view(end.error_message()));
    }
    if (status.ok()) status = loader.Finish();
    if (status.ok()) lag_.OnApplied(collection, loader.commit(), absl::Now());
  }
  bootstrap_call_.End();
  return status;
}

}  // namespace parallax::follow
