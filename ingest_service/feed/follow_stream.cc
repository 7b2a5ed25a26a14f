#include "ingest_service/feed/follow_stream.h"

#include <memory>
#include <utility>
#include <vector>

#include "absl/time/clock.h"
#include "core/serving/grpc_status.h"

namespace parallax::feed {

FollowStream::FollowStream(grpc::CallbackServerContext* context, serving::WorkerPool* workers,
                           storage::RecordStore* store, const v1::FollowRequest& request,
                           absl::Duration heartbeat_interval)
    : PulledStream(context, workers),
      store_(store),
      heartbeat_interval_(heartbeat_interval),
      wanted_(request.collections().begin(), request.collections().end()) {
  for (const v1::FeedPosition& position : request.positions()) {
    positions_[position.collection()] = {position.collection_uid(),
                                         static_cast<uint64_t>(position.commit()), false};
  }
}

bool FollowStream::Wanted(std::string_view collection) const {
  return wanted_.empty() || wanted_.contains(collection);
}

void FollowStream::MarkReady(std::string_view collection) {
  if (!Wanted(collection)) return;
  absl::MutexLock lock(&ready_mutex_);
  if (ready_set_.emplace(collection).second) ready_.emplace_back(collection);
}

std::optional<std::string> FollowStream::TakeReady() {
  absl::MutexLock lock(&ready_mutex_);
  if (ready_.empty()) return std::nullopt;
  std::string collection = std::move(ready_.front());
  ready_.pop_front();
  ready_set_.erase(collection);
  return collection;
}

void FollowStream::OnCommit(std::string_view collection) {
  MarkReady(collection);
  Wake();
}

absl::Status FollowStream::FillHeartbeat(v1::Heartbeat& heartbeat) {
  auto collections = store_->ListCollections();
  if (!collections.ok()) return collections.status();
  for (const storage::CollectionInfo& info : *collections) {
    if (!Wanted(info.identity.name)) continue;
    v1::FeedPosition& newest = *heartbeat.add_newest();
    newest.set_collection(info.identity.name);
    newest.set_collection_uid(info.identity.uid);
    newest.set_commit(static_cast<int64_t>(info.commit));
    // At the stream's begin this is what makes it look at all collections. Later it is a safety
    // net only: commits announce themselves.
    MarkReady(info.identity.name);
  }
  return absl::OkStatus();
}

absl::Status FollowStream::FillPart(v1::FollowResponse& response) {
  absl::Status status = commit_->Next(*response.mutable_commit());
  if (!status.ok() || commit_->done()) commit_.reset();
  return status;
}

absl::StatusOr<bool> FollowStream::FillFrom(const std::string& collection,
                                            v1::FollowResponse& response) {
  Position& position = positions_[collection];
  if (position.fell_behind) return false;
  absl::StatusOr<std::unique_ptr<storage::ReadView>> view = store_->OpenView(collection);
  if (absl::IsNotFound(view.status())) return false;
  if (!view.ok()) return view.status();
  const storage::CollectionInfo info = (*view)->info();
  const bool other = !position.uid.empty() && position.uid != info.identity.uid;
  if (!other && position.commit == info.commit) return false;
  // A follower that is ahead has followed a history that this store no longer has.
  if (other || position.commit > info.commit || position.commit < info.earliest_commit) {
    position.fell_behind = true;
    v1::FellBehind& fell_behind = *response.mutable_fell_behind();
    fell_behind.set_collection(collection);
    fell_behind.set_collection_uid(info.identity.uid);
    fell_behind.set_oldest_commit(static_cast<int64_t>(info.earliest_commit + 1));
    fell_behind.set_newest_commit(static_cast<int64_t>(info.commit));
    return true;
  }
  absl::StatusOr<CommitParts> commit = CommitParts::Open(*std::move(view), position.commit + 1);
  if (!commit.ok()) return commit.status();
  commit_.emplace(*std::move(commit));
  position.uid = info.identity.uid;
  ++position.commit;
  if (position.commit < info.commit) MarkReady(collection);
  absl::Status status = FillPart(response);
  if (!status.ok()) return status;
  return true;
}

absl::StatusOr<FollowStream::Step> FollowStream::TryNext(v1::FollowResponse& response) {
  if (!said_hello_) {
    said_hello_ = true;
    v1::FeedHello& hello = *response.mutable_hello();
    hello.set_store_id(store_->store_id());
    hello.set_row_format_version(static_cast<int32_t>(storage::kRowFormat));
    hello.set_heartbeat_interval_ms(
        static_cast<int32_t>(absl::ToInt64Milliseconds(heartbeat_interval_)));
    return Step::kWrite;
  }
  if (commit_) {
    absl::Status status = FillPart(response);
    if (!status.ok()) return status;
    return Step::kWrite;
  }
  if (const absl::Time now = absl::Now(); now >= next_heartbeat_) {
    // A little early, so that the ticker's next round is not just too early for it.
    next_heartbeat_ = now + heartbeat_interval_ * 0.9;
    absl::Status status = FillHeartbeat(*response.mutable_heartbeat());
    if (!status.ok()) return status;
    return Step::kWrite;
  }
  while (std::optional<std::string> collection = TakeReady()) {
    absl::StatusOr<bool> filled = FillFrom(*collection, response);
    if (!filled.ok()) return filled.status();
    if (*filled) return Step::kWrite;
  }
  return Step::kWait;
}

FollowStream::Step FollowStream::Next(v1::FollowResponse& response, grpc::Status& status) {
  absl::StatusOr<Step> step = TryNext(response);
  if (step.ok()) return *step;
  status = serving::ToGrpcStatus(step.status());
  return Step::kEnd;
}

}  // namespace parallax::feed
