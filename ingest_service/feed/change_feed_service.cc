#include "ingest_service/feed/change_feed_service.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "core/errors/error.h"
#include "core/serving/grpc_status.h"
#include "ingest_service/feed/bootstrap_stream.h"
#include "ingest_service/feed/follow_stream.h"

namespace parallax::feed {
namespace {

// A stream that ends before it began.
template <typename Response>
class RefusedStream : public grpc::ServerWriteReactor<Response> {
 public:
  explicit RefusedStream(grpc::Status status) { this->Finish(std::move(status)); }
  void OnDone() override { delete this; }
};

absl::Status CheckRowFormats(const google::protobuf::RepeatedField<int32_t>& spoken) {
  if (std::find(spoken.begin(), spoken.end(), static_cast<int32_t>(storage::kRowFormat)) !=
      spoken.end()) {
    return absl::OkStatus();
  }
  return errors::Error(errors::Reason::kRowFormatNotSpoken, "row_format_versions",
                       absl::StrCat("this store speaks ", storage::kRowFormat));
}

absl::Status CheckCollectionName(std::string_view field, const std::string& name) {
  if (storage::IsCollectionName(name)) return absl::OkStatus();
  return errors::Error(errors::Reason::kFieldMalformed, field, "not a collection name");
}

absl::Status CheckFollowRequest(const v1::FollowRequest& request, const std::string& store_id) {
  absl::Status status = CheckRowFormats(request.row_format_versions());
  for (int i = 0; status.ok() && i < request.positions_size(); ++i) {
    const v1::FeedPosition& position = request.positions(i);
    const std::string field = absl::StrCat("positions[", i, "]");
    status = CheckCollectionName(absl::StrCat(field, ".collection"), position.collection());
    if (status.ok() && position.commit() < 0) {
      status = errors::Error(errors::Reason::kFieldOutOfRange, absl::StrCat(field, ".commit"),
                             "must not be negative");
    }
  }
  for (int i = 0; status.ok() && i < request.collections_size(); ++i) {
    status = CheckCollectionName(absl::StrCat("collections[", i, "]"), request.collections(i));
  }
  if (status.ok() && !request.store_id().empty() && request.store_id() != store_id) {
    status =
        errors::Error(errors::Reason::kTokenOfAnotherStore, "store_id",
                      absl::StrCat("these positions are another store's; this one is ", store_id));
  }
  return status;
}

}  // namespace

ChangeFeedService::ChangeFeedService(storage::RecordStore* store, FeedOptions options)
    : store_(store),
      options_(options),
      // Each stream waits in the queue at most once.
      workers_(std::max(1, options.worker_threads),
               options.max_followers + options.max_bootstraps + 1) {
  store_->AddListener(this);
  ticker_ = std::thread([this] { Tick(); });
}

ChangeFeedService::~ChangeFeedService() {
  Drain();
  store_->RemoveListener(this);
  {
    absl::MutexLock lock(&mutex_);
    stopping_ = true;
    // The server is gone, so all calls are over; their last callbacks may still be under way.
    const auto empty = [this]() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
      return followers_.empty() && bootstraps_.empty();
    };
    mutex_.Await(absl::Condition(&empty));
  }
  ticker_.join();
}

void ChangeFeedService::Drain() {
  const grpc::Status status = serving::ToGrpcStatus(
      errors::Error(errors::Reason::kDraining, "", "the service is draining"));
  absl::MutexLock lock(&mutex_);
  draining_ = true;
  for (const auto& [key, stream] : followers_) stream->End(status);
  for (const auto& [key, stream] : bootstraps_) stream->End(status);
}

size_t ChangeFeedService::followers() const {
  absl::MutexLock lock(&mutex_);
  return followers_.size();
}

size_t ChangeFeedService::bootstraps() const {
  absl::MutexLock lock(&mutex_);
  return bootstraps_.size();
}

grpc::Status ChangeFeedService::Admit(size_t streams, size_t limit) const {
  if (draining_) {
    return serving::ToGrpcStatus(
        errors::Error(errors::Reason::kDraining, "", "the service is draining"));
  }
  if (streams >= limit) {
    return grpc::Status(grpc::StatusCode::RESOURCE_EXHAUSTED,
                        absl::StrCat("there are ", limit, " such streams already"));
  }
  return grpc::Status::OK;
}

grpc::ServerWriteReactor<v1::FollowResponse>* ChangeFeedService::Follow(
    grpc::CallbackServerContext* context, const v1::FollowRequest* request) {
  grpc::Status status = serving::ToGrpcStatus(CheckFollowRequest(*request, store_->store_id()));
  if (!status.ok()) return new RefusedStream<v1::FollowResponse>(std::move(status));
  auto stream = std::make_shared<FollowStream>(context, &workers_, store_, *request,
                                               options_.heartbeat_interval);
  {
    absl::MutexLock lock(&mutex_);
    status = Admit(followers_.size(), options_.max_followers);
    // Known before it first looks at the store, so that no commit falls between.
    if (status.ok()) {
      followers_.emplace(stream.get(), stream);
      stream->Start([this](LiveStream* done) { Forget(done); });
    }
  }
  if (!status.ok()) return new RefusedStream<v1::FollowResponse>(std::move(status));
  return stream.get();
}

grpc::ServerWriteReactor<v1::BootstrapResponse>* ChangeFeedService::Bootstrap(
    grpc::CallbackServerContext* context, const v1::BootstrapRequest* request) {
  absl::Status valid = CheckRowFormats(request->row_format_versions());
  if (valid.ok()) valid = CheckCollectionName("collection", request->collection());
  grpc::Status status = serving::ToGrpcStatus(valid);
  if (!status.ok()) return new RefusedStream<v1::BootstrapResponse>(std::move(status));
  auto stream =
      std::make_shared<BootstrapStream>(context, &workers_, store_, request->collection());
  {
    absl::MutexLock lock(&mutex_);
    status = Admit(bootstraps_.size(), options_.max_bootstraps);
    if (status.ok()) {
      bootstraps_.emplace(stream.get(), stream);
      stream->Start([this](LiveStream* done) { Forget(done); });
    }
  }
  if (!status.ok()) return new RefusedStream<v1::BootstrapResponse>(std::move(status));
  return stream.get();
}

void ChangeFeedService::OnCommit(std::string_view collection, uint64_t /*commit*/) {
  absl::MutexLock lock(&mutex_);
  for (const auto& [key, stream] : followers_) stream->OnCommit(collection);
}

void ChangeFeedService::Forget(LiveStream* stream) {
  // Destroyed outside the lock.
  std::shared_ptr<LiveStream> last;
  absl::MutexLock lock(&mutex_);
  if (auto follower = followers_.find(stream); follower != followers_.end()) {
    last = std::move(follower->second);
    followers_.erase(follower);
  } else if (auto bootstrap = bootstraps_.find(stream); bootstrap != bootstraps_.end()) {
    last = std::move(bootstrap->second);
    bootstraps_.erase(bootstrap);
  }
}

void ChangeFeedService::Tick() {
  absl::MutexLock lock(&mutex_);
  while (!stopping_) {
    mutex_.AwaitWithTimeout(absl::Condition(&stopping_), options_.heartbeat_interval / 4);
    const absl::Time stalled = absl::Now() - options_.stall_timeout;
    for (const auto& [key, stream] : followers_) {
      stream->CutIfStalled(stalled);
      stream->Wake();
    }
    for (const auto& [key, stream] : bootstraps_) stream->CutIfStalled(stalled);
  }
}

}  // namespace parallax::feed
