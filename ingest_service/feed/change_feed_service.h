// The change feed's server side: commits from the log to any number of followers, and collections
// as a whole to those that start anew. Contract: protos/parallax/v1/change_feed_service.proto.
#ifndef PARALLAX_INGEST_SERVICE_FEED_CHANGE_FEED_SERVICE_H_
#define PARALLAX_INGEST_SERVICE_FEED_CHANGE_FEED_SERVICE_H_

#include <grpcpp/grpcpp.h>

#include <map>
#include <memory>
#include <string_view>
#include <thread>

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "core/serving/worker_pool.h"
#include "core/storage/record_store.h"
#include "ingest_service/feed/pulled_stream.h"
#include "parallax/v1/change_feed_service.grpc.pb.h"

namespace parallax::feed {

class FollowStream;

struct FeedOptions {
  absl::Duration heartbeat_interval = absl::Seconds(1);
  // A client that takes no message for so long is cut off.
  absl::Duration stall_timeout = absl::Minutes(2);
  int worker_threads = 2;
  size_t max_followers = 256;
  size_t max_bootstraps = 16;  // each pins a view of the store
};

// Thread-safe. Views `store`, which must outlive it. To be shut down: Drain, then the gRPC server's
// Shutdown; destroy after the server. Memory per follower: one message, one commit's rows and one
// original at most.
class ChangeFeedService final : public v1::ChangeFeedService::CallbackService,
                                public storage::CommitListener {
 public:
  ChangeFeedService(storage::RecordStore* store, FeedOptions options);
  ~ChangeFeedService() override;

  // Ends all streams with UNAVAILABLE and answers new calls so. Returns at once.
  void Drain();

  size_t followers() const;
  size_t bootstraps() const;

  grpc::ServerWriteReactor<v1::FollowResponse>* Follow(grpc::CallbackServerContext* context,
                                                       const v1::FollowRequest* request) override;
  grpc::ServerWriteReactor<v1::BootstrapResponse>* Bootstrap(
      grpc::CallbackServerContext* context, const v1::BootstrapRequest* request) override;

  // Of CommitListener: wakes who follows the collection.
  void OnCommit(std::string_view collection, uint64_t commit) override;

 private:
  // Whether another stream may be opened.
  grpc::Status Admit(size_t streams, size_t limit) const ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  void Forget(LiveStream* stream);
  void Tick();

  storage::RecordStore* const store_;
  const FeedOptions options_;
  serving::WorkerPool workers_;

  mutable absl::Mutex mutex_;
  bool draining_ ABSL_GUARDED_BY(mutex_) = false;
  bool stopping_ ABSL_GUARDED_BY(mutex_) = false;
  std::map<LiveStream*, std::shared_ptr<FollowStream>> followers_ ABSL_GUARDED_BY(mutex_);
  std::map<LiveStream*, std::shared_ptr<LiveStream>> bootstraps_ ABSL_GUARDED_BY(mutex_);

  std::thread ticker_;
};

}  // namespace parallax::feed

#endif  // PARALLAX_INGEST_SERVICE_FEED_CHANGE_FEED_SERVICE_H_
