// The replica's side of the change feed: keeps a ReplicaStore level with an ingest service.
#ifndef PARALLAX_QUERY_SERVICE_FOLLOW_FEED_FOLLOWER_H_
#define PARALLAX_QUERY_SERVICE_FOLLOW_FEED_FOLLOWER_H_

#include <cstdint>
#include <deque>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/synchronization/mutex.h"
#include "core/storage/replica_store.h"
#include "parallax/v1/change_feed_service.grpc.pb.h"
#include "query_service/follow/follower_options.h"
#include "query_service/follow/lag_tracker.h"
#include "query_service/follow/watched_call.h"

namespace parallax::follow {

// What a replica says of itself.
struct FollowerReport {
  bool connected = false;                         // a stream is open and has said hello
  bool ready = false;                             // lag is within FollowerOptions::max_lag
  std::string store_id;                           // of the store followed; empty before the first
  absl::Duration lag = absl::InfiniteDuration();  // see LagTracker
  std::vector<CollectionLag> collections;         // sorted by name
  // Since the start.
  uint64_t commits_applied = 0;
  uint64_t bootstraps = 0;   // completed
  uint64_t connections = 0;  // streams that said hello
  uint64_t gaps = 0;         // commits that came out of order; 0 unless the ingest service errs
};

// Thread-safe. Views `store`, which must outlive it, and is its only writer. Three threads: one
// follows and applies, one bootstraps, one watches for silence and sweeps. Errors never stop it: it
// tries again with backoff. While a collection bootstraps, its old rows, if any, go on serving.
class FeedFollower {
 public:
  // InvalidArgument when `options` has no address.
  static absl::StatusOr<std::unique_ptr<FeedFollower>> Create(storage::ReplicaStore* store,
                                                              FollowerOptions options);
  // Stops: cancels both streams; what was applied stays.
  ~FeedFollower();

  FollowerReport Report() const;
  // Report().ready, cheaper.
  bool Ready() const;

 private:
  // What one Follow stream has shown so far.
  struct Stream {
    std::string store_id;
    // Collections whose commits this stream must not bring any more: some were passed over.
    std::set<std::string, std::less<>> passed_over;
  };

  FeedFollower(storage::ReplicaStore* store, FollowerOptions options);

  void FollowLoop();
  absl::Status FollowOnce();
  absl::StatusOr<v1::FollowRequest> MakeRequest();
  absl::Status Handle(v1::FollowResponse& response, Stream& stream, PartAssembler& assembler);
  absl::Status Apply(IncomingCommit incoming, Stream& stream);
  absl::Status OnHeartbeat(const v1::Heartbeat& heartbeat, Stream& stream);
  absl::Status OnGap(const IncomingCommit& incoming, uint64_t applied, Stream& stream);

  void BootstrapLoop();
  absl::Status BootstrapOnce(const std::string& collection);
  void QueueBootstrap(std::string_view collection, Stream& stream);

  void WatchLoop();
  // Waits for so long, or until it stops; false when it stops.
  bool Pause(absl::Duration duration);
  bool stopping() const;
  void Log(std::string_view text) const;

  storage::ReplicaStore* const store_;
  const FollowerOptions options_;
  std::unique_ptr<v1::ChangeFeedService::Stub> stub_;
  LagTracker lag_;
  WatchedCall follow_call_;
  WatchedCall bootstrap_call_;

  // Of the following thread.
  bool forget_positions_ = false;  // the ingest service has another store than these are of
  std::pair<std::string, uint64_t> last_gap_;

  mutable absl::Mutex mutex_;
  bool stopping_ ABSL_GUARDED_BY(mutex_) = false;
  bool reopen_ ABSL_GUARDED_BY(mutex_) = false;                   // at once: a bootstrap is through
  std::deque<std::string> to_bootstrap_ ABSL_GUARDED_BY(mutex_);  // the first is being done
  FollowerReport report_ ABSL_GUARDED_BY(mutex_);                 // counters, store, connected

  std::thread follow_thread_;
  std::thread bootstrap_thread_;
  std::thread watch_thread_;
};

}  // namespace parallax::follow

#endif  // PARALLAX_QUERY_SERVICE_FOLLOW_FEED_FOLLOWER_H_
