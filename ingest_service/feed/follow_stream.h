// One follower's stream: hello, where the store is, then commits as they come.
#ifndef PARALLAX_INGEST_SERVICE_FEED_FOLLOW_STREAM_H_
#define PARALLAX_INGEST_SERVICE_FEED_FOLLOW_STREAM_H_

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "core/storage/record_store.h"
#include "ingest_service/feed/commit_parts.h"
#include "ingest_service/feed/pulled_stream.h"
#include "parallax/v1/change_feed_service.pb.h"

namespace parallax::feed {

// Thread-safe. Views `store`. Collections that have something new take turns, one commit each.
class FollowStream final : public PulledStream<v1::FollowResponse> {
 public:
  // REQUIRES: `request` is valid and of this store.
  FollowStream(grpc::CallbackServerContext* context, serving::WorkerPool* workers,
               storage::RecordStore* store, const v1::FollowRequest& request,
               absl::Duration heartbeat_interval);

  // There is a new commit in `collection`. Does not block.
  void OnCommit(std::string_view collection);

 protected:
  Step Next(v1::FollowResponse& response, grpc::Status& status) override;

 private:
  // How far this stream is in a collection.
  struct Position {
    std::string uid;  // empty: any
    uint64_t commit = 0;
    bool fell_behind = false;
  };

  bool Wanted(std::string_view collection) const;
  void MarkReady(std::string_view collection);
  std::optional<std::string> TakeReady();
  absl::Status FillHeartbeat(v1::Heartbeat& heartbeat);
  // Puts the collection's next commit, or that it fell behind, into `response`; false when there is
  // nothing new in it.
  absl::StatusOr<bool> FillFrom(const std::string& collection, v1::FollowResponse& response);
  absl::Status FillPart(v1::FollowResponse& response);
  absl::StatusOr<Step> TryNext(v1::FollowResponse& response);

  storage::RecordStore* const store_;
  const absl::Duration heartbeat_interval_;
  const std::set<std::string, std::less<>> wanted_;  // empty: all

  // Of the steps, which come one at a time.
  bool said_hello_ = false;
  absl::Time next_heartbeat_ = absl::InfinitePast();
  std::map<std::string, Position, std::less<>> positions_;
  std::optional<CommitParts> commit_;  // being sent

  absl::Mutex ready_mutex_;
  std::deque<std::string> ready_ ABSL_GUARDED_BY(ready_mutex_);
  std::set<std::string, std::less<>> ready_set_ ABSL_GUARDED_BY(ready_mutex_);
};

}  // namespace parallax::feed

#endif  // PARALLAX_INGEST_SERVICE_FEED_FOLLOW_STREAM_H_
