#include "query_service/follow/feed_follower.h"

#include <algorithm>
#include <random>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "core/errors/error.h"
#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"
#include "query_service/follow/backoff.h"

namespace parallax::follow {
namespace {

// Room for a part's megabyte and one row or chunk that is larger.
constexpr int kMaxMessageBytes = 16 << 20;

absl::Status FromGrpc(const grpc::Status& status) {
  return absl::Status(static_cast<absl::StatusCode>(status.error_code()),
                      absl::string_view(status.error_message()));
}

// Whether the ingest service refused the positions because they are of another store.
bool IsOtherStore(const grpc::Status& status) {
  google::rpc::Status details;
  if (status.error_code() != grpc::StatusCode::FAILED_PRECONDITION ||
      !details.ParseFromString(status.error_details())) {
    return false;
  }
  for (const google::protobuf::Any& detail : details.details()) {
    google::rpc::ErrorInfo info;
    if (detail.UnpackTo(&info) &&
        info.reason() == errors::NameOf(errors::Reason::kTokenOfAnotherStore)) {
      return true;
    }
  }
  return false;
}

std::shared_ptr<grpc::Channel> MakeChannel(const FollowerOptions& options) {
  grpc::ChannelArguments arguments;
  arguments.SetMaxReceiveMessageSize(kMaxMessageBytes);
  const auto ms = [](absl::Duration d) { return static_cast<int>(absl::ToInt64Milliseconds(d)); };
  arguments.SetInt(GRPC_ARG_KEEPALIVE_TIME_MS, ms(options.keepalive_interval));
  arguments.SetInt(GRPC_ARG_KEEPALIVE_TIMEOUT_MS, ms(options.keepalive_interval));
  arguments.SetInt(GRPC_ARG_HTTP2_MAX_PINGS_WITHOUT_DATA, 0);
  // gRPC's own backoff goes up to two minutes; a replica must not wait that long.
  arguments.SetInt(GRPC_ARG_INITIAL_RECONNECT_BACKOFF_MS, ms(options.min_backoff));
  // The time that one attempt to connect is given.
  arguments.SetInt(GRPC_ARG_MIN_RECONNECT_BACKOFF_MS, ms(options.min_silence));
  arguments.SetInt(GRPC_ARG_MAX_RECONNECT_BACKOFF_MS, ms(options.max_backoff));
  return grpc::CreateCustomChannel(
      options.ingest_address,
      options.credentials ? options.credentials : grpc::InsecureChannelCredentials(), arguments);
}

}  // namespace

absl::StatusOr<std::unique_ptr<FeedFollower>> FeedFollower::Create(storage::ReplicaStore* store,
                                                                   FollowerOptions options) {
  if (options.ingest_address.empty()) {
    return absl::InvalidArgumentError("no address of an ingest service to follow");
  }
  return std::unique_ptr<FeedFollower>(new FeedFollower(store, std::move(options)));
}

FeedFollower::FeedFollower(storage::ReplicaStore* store, FollowerOptions options)
    : store_(store),
      options_(std::move(options)),
      stub_(v1::ChangeFeedService::NewStub(MakeChannel(options_))) {
  follow_thread_ = std::thread([this] { FollowLoop(); });
  bootstrap_thread_ = std::thread([this] { BootstrapLoop(); });
  watch_thread_ = std::thread([this] { WatchLoop(); });
}

FeedFollower::~FeedFollower() {
  {
    absl::MutexLock lock(&mutex_);
    stopping_ = true;
  }
  follow_call_.Close();
  bootstrap_call_.Close();
  follow_thread_.join();
  bootstrap_thread_.join();
  watch_thread_.join();
}

FollowerReport FeedFollower::Report() const {
  const absl::Time now = absl::Now();
  FollowerReport report;
  {
    absl::MutexLock lock(&mutex_);
    report = report_;
  }
  report.collections = lag_.Collections(now);
  report.lag = lag_.Lag(now);
  report.ready = report.lag <= options_.max_lag;
  return report;
}

bool FeedFollower::Ready() const { return lag_.Lag(absl::Now()) <= options_.max_lag; }

void FeedFollower::FollowLoop() {
  Backoff backoff(options_.min_backoff, options_.max_backoff, std::random_device()());
  if (auto collections = store_->store().ListCollections(); collections.ok()) {
    for (const storage::CollectionInfo& info : *collections) {
      lag_.OnApplied(info.identity.name, info.commit, absl::Now());
    }
  }
  while (!stopping()) {
    const absl::Time begun = absl::Now();
    const absl::Status status = FollowOnce();
    bool at_once = false;
    {
      absl::MutexLock lock(&mutex_);
      report_.connected = false;
      at_once = std::exchange(reopen_, false);
    }
    if (stopping()) return;
    if (at_once) continue;
    Log(absl::StrCat("feed lost: ", status.ToString()));
    if (absl::Now() - begun > options_.max_backoff) backoff.Reset();
    if (!Pause(backoff.Next())) return;
  }
}

absl::StatusOr<v1::FollowRequest> FeedFollower::MakeRequest() {
  v1::FollowRequest request;
  request.add_row_format_versions(static_cast<int32_t>(storage::kRowFormat));
  for (const std::string& name : options_.collections) request.add_collections(name);
  if (forget_positions_) return request;
  auto collections = store_->store().ListCollections();
  if (!collections.ok()) return collections.status();
  std::string store_id;
  {
    absl::MutexLock lock(&mutex_);
    store_id = report_.store_id;
  }
  for (const storage::CollectionInfo& info : *collections) {
    if (store_id.empty()) store_id = info.identity.store_id;
    // What is left of a store that was followed before has no position in this one.
    if (info.identity.store_id != store_id) continue;
    v1::FeedPosition& position = *request.add_positions();
    position.set_collection(info.identity.name);
    position.set_collection_uid(info.identity.uid);
    position.set_commit(static_cast<int64_t>(info.commit));
  }
  if (request.positions_size() > 0) request.set_store_id(store_id);
  return request;
}

absl::Status FeedFollower::FollowOnce() {
  absl::StatusOr<v1::FollowRequest> request = MakeRequest();
  if (!request.ok()) return request.status();
  grpc::ClientContext context;
  // While a call waits for the connection, gRPC looks at the socket; between calls that fail at
  // once it does so every five seconds only, and the replica would come back that late.
  context.set_wait_for_ready(true);
  if (!follow_call_.Begin(&context, options_.min_silence)) return absl::CancelledError("stopping");
  absl::Status status;
  {
    Stream stream;
    {
      absl::MutexLock lock(&mutex_);
      // What is being filled anew must not be changed beside that.
      stream.passed_over.insert(to_bootstrap_.begin(), to_bootstrap_.end());
      // A bootstrap that got through after the request was made had no call to cancel yet.
      if (reopen_) context.TryCancel();
    }
    PartAssembler assembler(options_.max_commit_bytes);
    auto reader = stub_->Follow(&context, *request);
    v1::FollowResponse response;
    while (status.ok() && follow_call_.Read(*reader, response)) {
      status = Handle(response, stream, assembler);
    }
    if (!status.ok()) context.TryCancel();
    const grpc::Status end = reader->Finish();
    if (IsOtherStore(end)) forget_positions_ = true;
    if (status.ok()) status = end.ok() ? absl::UnavailableError("the feed ended") : FromGrpc(end);
  }
  follow_call_.End();
  return status;
}

absl::Status FeedFollower::Handle(v1::FollowResponse& response, Stream& stream,
                                  PartAssembler& assembler) {
  if (stream.store_id.empty() != response.has_hello()) {
    return absl::DataLossError("a feed says hello first, and once");
  }
  switch (response.event_case()) {
    case v1::FollowResponse::kHello: {
      const v1::FeedHello& hello = response.hello();
      if (hello.row_format_version() != static_cast<int32_t>(storage::kRowFormat)) {
        return absl::FailedPreconditionError(
            absl::StrCat("the feed speaks row format ", hello.row_format_version()));
      }
      if (hello.store_id().empty()) return absl::DataLossError("a feed of no store");
      stream.store_id = hello.store_id();
      follow_call_.SetSilence(
          std::max(options_.min_silence, absl::Milliseconds(3 * hello.heartbeat_interval_ms())));
      forget_positions_ = false;
      Log(absl::StrCat("following store ", stream.store_id));
      absl::MutexLock lock(&mutex_);
      report_.connected = true;
      report_.store_id = stream.store_id;
      ++report_.connections;
      return absl::OkStatus();
    }
    case v1::FollowResponse::kCommit: {
      auto incoming = assembler.Add(*response.mutable_commit());
      if (!incoming.ok()) return incoming.status();
      return *incoming ? Apply(**std::move(incoming), stream) : absl::OkStatus();
    }
    case v1::FollowResponse::kFellBehind:
      QueueBootstrap(response.fell_behind().collection(), stream);
      return absl::OkStatus();
    case v1::FollowResponse::kHeartbeat:
      return OnHeartbeat(response.heartbeat(), stream);
    case v1::FollowResponse::EVENT_NOT_SET:
      break;  // of a newer feed
  }
  return absl::OkStatus();
}

absl::Status FeedFollower::Apply(IncomingCommit incoming, Stream& stream) {
  if (stream.passed_over.contains(incoming.collection)) return absl::OkStatus();
  if (options_.tamper) options_.tamper(incoming);
  const uint64_t commit = incoming.commit.record.commit;
  storage::CollectionIdentity identity;
  identity.name = incoming.collection;
  identity.store_id = stream.store_id;
  identity.uid = incoming.collection_uid;
  identity.generation = incoming.commit.record.generation;

  auto local = store_->store().GetCollection(incoming.collection);
  if (local.ok()) {
    if (local->identity.store_id != identity.store_id || local->identity.uid != identity.uid) {
      QueueBootstrap(incoming.collection, stream);
      return absl::OkStatus();
    }
    if (commit <= local->commit) return absl::OkStatus();
    if (commit != local->commit + 1) return OnGap(incoming, local->commit, stream);
  } else if (!absl::IsNotFound(local.status())) {
    return local.status();
  } else if (commit != 1) {
    return OnGap(incoming, 0, stream);
  }
  absl::Status status = store_->ApplyCommits(identity, absl::MakeConstSpan(&incoming.commit, 1));
  if (!status.ok()) return status;
  lag_.OnApplied(incoming.collection, commit, absl::Now());
  absl::MutexLock lock(&mutex_);
  ++report_.commits_applied;
  return absl::OkStatus();
}

absl::Status FeedFollower::OnGap(const IncomingCommit& incoming, uint64_t applied, Stream& stream) {
  {
    absl::MutexLock lock(&mutex_);
    ++report_.gaps;
  }
  const std::pair<std::string, uint64_t> gap(incoming.collection, applied);
  const std::string message =
      absl::StrCat("commit ", incoming.commit.record.commit, " of ", incoming.collection,
                   " came where ", applied + 1, " was due");
  if (gap == last_gap_) {
    // Asked again from the same place, and the same gap: only a bootstrap gets past it.
    Log(message);
    QueueBootstrap(incoming.collection, stream);
    return absl::OkStatus();
  }
  last_gap_ = gap;
  return absl::DataLossError(message);
}

absl::Status FeedFollower::OnHeartbeat(const v1::Heartbeat& heartbeat, Stream& stream) {
  std::vector<LagTracker::Newest> newest;
  std::set<std::string, std::less<>> names;
  for (const v1::FeedPosition& position : heartbeat.newest()) {
    newest.push_back({position.collection(), static_cast<uint64_t>(position.commit())});
    names.insert(position.collection());
    auto local = store_->store().GetCollection(position.collection());
    if (local.ok() && (local->identity.store_id != stream.store_id ||
                       local->identity.uid != position.collection_uid())) {
      QueueBootstrap(position.collection(), stream);
    }
  }
  lag_.OnHeartbeat(newest, absl::Now());
  // What the ingest service does not have, nobody must be served.
  auto collections = store_->store().ListCollections();
  if (!collections.ok()) return collections.status();
  for (const storage::CollectionInfo& info : *collections) {
    const std::string& name = info.identity.name;
    if (names.contains(name)) continue;
    if (!options_.collections.empty() &&
        std::find(options_.collections.begin(), options_.collections.end(), name) ==
            options_.collections.end()) {
      continue;
    }
    Log(absl::StrCat("collection ", name, " is no longer there"));
    absl::Status status = store_->DropCollection(name);
    if (!status.ok()) return status;
  }
  return absl::OkStatus();
}

void FeedFollower::WatchLoop() {
  absl::Duration round = std::min(options_.min_silence, options_.bootstrap_silence) / 4;
  if (options_.sweep_interval > absl::ZeroDuration()) {
    round = std::min(round, options_.sweep_interval);
  }
  absl::Time next_sweep = absl::Now() + options_.sweep_interval;
  while (Pause(round)) {
    const absl::Time now = absl::Now();
    if (follow_call_.CutIfSilent(now)) Log("the feed is silent: cut");
    if (bootstrap_call_.CutIfSilent(now)) Log("the bootstrap is silent: cut");
    if (options_.sweep_interval <= absl::ZeroDuration() || now < next_sweep) continue;
    // One slice a round, so that silence is never overlooked for long.
    const absl::StatusOr<storage::SweepResult> swept = store_->store().Sweep();
    if (!swept.ok()) Log(absl::StrCat("sweep failed: ", swept.status().ToString()));
    if (!swept.ok() || swept->done) next_sweep = now + options_.sweep_interval;
  }
}

bool FeedFollower::Pause(absl::Duration duration) {
  absl::MutexLock lock(&mutex_);
  return !mutex_.AwaitWithTimeout(absl::Condition(&stopping_), duration);
}

bool FeedFollower::stopping() const {
  absl::MutexLock lock(&mutex_);
  return stopping_;
}

void FeedFollower::Log(std::string_view text) const {
  if (options_.log) options_.log(text);
}

}  // namespace parallax::follow
