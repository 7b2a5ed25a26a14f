// The change feed from store to replica, over a real connection.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>

#include "core/errors/error.h"
#include "core/storage/commit_record.h"
#include "core/storage/keys.h"
#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"
#include "ingest_service/feed/commit_parts.h"
#include "tests/torture/pair_fixture.h"

namespace parallax::torture {
namespace {

class FeedTest : public testing::Test {
 protected:
  void SetUp() override {
    primary_.Open();
    primary_.Serve();
    replica_.Open();
  }
  // Whether both sides hold the same rows and originals, once the replica is level.
  void ExpectLevel(const std::string& collection) {
    const uint64_t newest = primary_.store->store().GetCollection(collection)->commit;
    ASSERT_TRUE(Eventually([&] { return replica_.Applied(collection) == newest; }))
        << collection << ": " << replica_.Applied(collection) << " of " << newest;
    EXPECT_EQ(Dump(primary_.store->store(), collection), Dump(replica_.store->store(), collection));
  }
  std::unique_ptr<v1::ChangeFeedService::Stub> Stub() {
    return v1::ChangeFeedService::NewStub(
        grpc::CreateChannel(primary_.address, grpc::InsecureChannelCredentials()));
  }

  PrimarySide primary_;
  ReplicaSide replica_;
};

TEST_F(FeedTest, CarriesWritesReplacementsAndDeletesOfAllCollections) {
  primary_.Put("default", "before", MakeContent(1, {}));
  replica_.Follow(primary_.address);
  primary_.Put("default", "a", MakeContent(2, {}));
  primary_.MakeCollection("policy");
  primary_.Put("policy", "文件一", MakeContent(3, {.claims = 5}));
  primary_.Put("policy", "文件一", MakeContent(4, {.claims = 2}));
  primary_.Delete("default", "a");
  ExpectLevel("default");
  ExpectLevel("policy");
  EXPECT_TRUE(Eventually([&] { return replica_.follower->Ready(); }));
  const follow::FollowerReport report = replica_.follower->Report();
  EXPECT_TRUE(report.connected);
  EXPECT_EQ(report.store_id, primary_.store->store().store_id());
  EXPECT_EQ(report.gaps, 0u);
  EXPECT_EQ(report.bootstraps, 0u);
  ASSERT_EQ(report.collections.size(), 2u);
  EXPECT_EQ(report.collections[1].collection, "policy");
  EXPECT_EQ(report.collections[1].state, follow::CollectionState::kFollowing);
}

TEST_F(FeedTest, CutsLargeCommitsAndOriginalsIntoParts) {
  // Rows of several megabytes, and an original of three chunks.
  primary_.Put("default", "many rows", MakeContent(5, {.claims = 2500}));
  primary_.Put("default", "long", MakeContent(6, {.padding_bytes = 2'500'000}));
  primary_.Put("default", "empty", "");
  replica_.Follow(primary_.address);
  ExpectLevel("default");

  auto stub = Stub();
  grpc::ClientContext context;
  v1::FollowRequest request;
  request.add_row_format_versions(static_cast<int32_t>(storage::kRowFormat));
  auto reader = stub->Follow(&context, request);
  v1::FollowResponse response;
  int parts = 0;
  uint64_t last = 0;
  while (last < 4 && reader->Read(&response)) {
    EXPECT_LT(response.ByteSizeLong(), (1u << 20) + (64u << 10));
    if (!response.has_commit()) continue;
    ++parts;
    if (response.commit().last()) last = static_cast<uint64_t>(response.commit().commit());
  }
  context.TryCancel();
  EXPECT_GE(parts, 4 + 2 + 2);
}

TEST_F(FeedTest, ResumesWhereItStopped) {
  replica_.Follow(primary_.address);
  primary_.Put("default", "a", MakeContent(1, {}));
  ExpectLevel("default");
  primary_.StopServing();
  primary_.Put("default", "b", MakeContent(2, {}));
  primary_.Serve();
  primary_.Put("default", "c", MakeContent(3, {}));
  ExpectLevel("default");
  EXPECT_EQ(replica_.follower->Report().bootstraps, 0u);
  // The replica's own restart.
  replica_.follower.reset();
  replica_.store.reset();
  primary_.Put("default", "d", MakeContent(4, {}));
  replica_.Open();
  EXPECT_EQ(replica_.Applied("default"), 4u);
  replica_.Follow(primary_.address);
  ExpectLevel("default");
  EXPECT_EQ(replica_.follower->Report().commits_applied, 1u);
}

TEST_F(FeedTest, BootstrapsWhenItFellBehindRetention) {
  replica_.Follow(primary_.address);
  primary_.Put("default", "a", MakeContent(1, {}));
  ExpectLevel("default");
  replica_.follower.reset();
  auto old_view = replica_.store->store().OpenView("default");
  ASSERT_TRUE(old_view.ok());

  primary_.StopServing();
  primary_.store.reset();
  primary_.retention = {.min_commits = 3, .max_commits = 3};
  primary_.Open();
  for (uint64_t i = 0; i < 20; ++i) {
    primary_.Put("default", absl::StrCat("d", i % 5), MakeContent(i, {}));
  }
  primary_.SweepAll();
  primary_.Serve();
  replica_.Follow(primary_.address);
  ExpectLevel("default");
  EXPECT_EQ(replica_.follower->Report().bootstraps, 1u);
  // What was open on the old rows still reads them.
  EXPECT_EQ((*old_view)->commit(), 2u);
  EXPECT_TRUE((*old_view)->Get(storage::DocumentKey("a"))->has_value());
  // And goes on from there.
  primary_.Put("default", "after", MakeContent(77, {}));
  ExpectLevel("default");
  EXPECT_EQ(replica_.follower->Report().gaps, 0u);
}

TEST_F(FeedTest, TakesAnotherStoreAsANewOneAndDropsWhatItDoesNotHave) {
  replica_.Follow(primary_.address);
  primary_.MakeCollection("old");
  primary_.Put("default", "a", MakeContent(1, {}));
  ExpectLevel("default");
  ExpectLevel("old");
  const std::string old_store = replica_.follower->Report().store_id;

  primary_.StopServing();
  PrimarySide other;
  other.Open();
  other.Put("default", "x", MakeContent(9, {}));
  other.Put("default", "y", MakeContent(10, {}));
  other.Serve();
  ASSERT_TRUE(Eventually([&] { return replica_.Applied("default") == 3; }));
  EXPECT_EQ(Dump(other.store->store(), "default"), Dump(replica_.store->store(), "default"));
  EXPECT_TRUE(Eventually([&] { return replica_.Applied("old") == 0; }));
  EXPECT_NE(replica_.follower->Report().store_id, old_store);
  EXPECT_EQ(replica_.store->store().GetCollection("default")->identity.store_id,
            other.store->store().store_id());
}

TEST_F(FeedTest, ASlowFollowerCostsNothingAndLosesNothing) {
  auto stub = Stub();
  grpc::ClientContext context;
  v1::FollowRequest request;
  request.add_row_format_versions(static_cast<int32_t>(storage::kRowFormat));
  auto reader = stub->Follow(&context, request);
  v1::FollowResponse response;
  ASSERT_TRUE(reader->Read(&response));
  EXPECT_TRUE(response.has_hello());
  // Far more than the connection's windows hold; nobody reads.
  for (uint64_t i = 0; i < 60; ++i) {
    primary_.Put("default", absl::StrCat("d", i), MakeContent(i, {.padding_bytes = 200'000}));
  }
  EXPECT_EQ(primary_.feed->followers(), 1u);
  uint64_t expected = 1;
  while (expected <= 61 && reader->Read(&response)) {
    if (!response.has_commit()) continue;
    EXPECT_EQ(static_cast<uint64_t>(response.commit().commit()), expected);
    if (response.commit().last()) ++expected;
  }
  EXPECT_EQ(expected, 62u);
  context.TryCancel();
  EXPECT_TRUE(Eventually([&] { return primary_.feed->followers() == 0; }));
}

TEST_F(FeedTest, CutsAFollowerThatTakesNothing) {
  primary_.StopServing();
  primary_.feed_options.stall_timeout = absl::Milliseconds(100);
  primary_.Serve();
  auto stub = Stub();
  grpc::ClientContext context;
  v1::FollowRequest request;
  request.add_row_format_versions(static_cast<int32_t>(storage::kRowFormat));
  auto reader = stub->Follow(&context, request);
  for (uint64_t i = 0; i < 60; ++i) {
    primary_.Put("default", absl::StrCat("d", i), MakeContent(i, {.padding_bytes = 200'000}));
  }
  EXPECT_TRUE(Eventually([&] { return primary_.feed->followers() == 0; }));
  v1::FollowResponse response;
  while (reader->Read(&response)) {
  }
  EXPECT_FALSE(reader->Finish().ok());
}

std::string ReasonOf(const grpc::Status& status) {
  google::rpc::Status details;
  google::rpc::ErrorInfo info;
  if (!details.ParseFromString(status.error_details()) || details.details_size() == 0 ||
      !details.details(0).UnpackTo(&info)) {
    return "";
  }
  return info.reason();
}

TEST_F(FeedTest, RefusesWithReasons) {
  auto stub = Stub();
  const auto follow = [&](const v1::FollowRequest& request) {
    grpc::ClientContext context;
    auto reader = stub->Follow(&context, request);
    v1::FollowResponse response;
    EXPECT_FALSE(reader->Read(&response));
    return reader->Finish();
  };
  v1::FollowRequest request;
  grpc::Status status = follow(request);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::FAILED_PRECONDITION);
  EXPECT_EQ(ReasonOf(status), "ROW_FORMAT_NOT_SPOKEN");
  request.add_row_format_versions(static_cast<int32_t>(storage::kRowFormat));
  request.set_store_id("0123456789abcdef");
  status = follow(request);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::FAILED_PRECONDITION);
  EXPECT_EQ(ReasonOf(status), "TOKEN_OF_ANOTHER_STORE");
  request.clear_store_id();
  request.add_positions()->set_collection("No Such Name");
  EXPECT_EQ(follow(request).error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  request.mutable_positions(0)->set_collection("default");
  request.mutable_positions(0)->set_commit(-1);
  EXPECT_EQ(follow(request).error_code(), grpc::StatusCode::INVALID_ARGUMENT);

  const auto bootstrap = [&](const std::string& collection) {
    grpc::ClientContext context;
    v1::BootstrapRequest bootstrap_request;
    bootstrap_request.add_row_format_versions(static_cast<int32_t>(storage::kRowFormat));
    bootstrap_request.set_collection(collection);
    auto reader = stub->Bootstrap(&context, bootstrap_request);
    v1::BootstrapResponse response;
    while (reader->Read(&response)) {
    }
    return reader->Finish();
  };
  EXPECT_TRUE(bootstrap("default").ok());
  EXPECT_EQ(ReasonOf(bootstrap("missing")), "COLLECTION_NOT_FOUND");
  EXPECT_EQ(bootstrap("../x").error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  primary_.feed->Drain();
  EXPECT_EQ(ReasonOf(bootstrap("default")), "DRAINING");
  EXPECT_EQ(follow(request).error_code(), grpc::StatusCode::INVALID_ARGUMENT);
}

TEST_F(FeedTest, APositionAheadOfTheStoreFallsBehind) {
  auto stub = Stub();
  grpc::ClientContext context;
  v1::FollowRequest request;
  request.add_row_format_versions(static_cast<int32_t>(storage::kRowFormat));
  v1::FeedPosition& position = *request.add_positions();
  position.set_collection("default");
  position.set_commit(1000);
  auto reader = stub->Follow(&context, request);
  v1::FollowResponse response;
  while (reader->Read(&response) && !response.has_fell_behind()) {
  }
  EXPECT_EQ(response.fell_behind().collection(), "default");
  EXPECT_EQ(response.fell_behind().newest_commit(), 1);
  context.TryCancel();
}

TEST_F(FeedTest, DrainEndsStreamsWithUnavailable) {
  auto stub = Stub();
  grpc::ClientContext context;
  v1::FollowRequest request;
  request.add_row_format_versions(static_cast<int32_t>(storage::kRowFormat));
  auto reader = stub->Follow(&context, request);
  v1::FollowResponse response;
  ASSERT_TRUE(reader->Read(&response));
  primary_.feed->Drain();
  while (reader->Read(&response)) {
  }
  const grpc::Status status = reader->Finish();
  EXPECT_EQ(status.error_code(), grpc::StatusCode::UNAVAILABLE);
  EXPECT_EQ(ReasonOf(status), "DRAINING");
}

// A feed that errs on purpose.
class FaultyFeed final : public v1::ChangeFeedService::Service {
 public:
  // Sends the store's commits but leaves `skip` out.
  FaultyFeed(storage::RecordStore* store, uint64_t skip) : store_(store), skip_(skip) {}

  grpc::Status Follow(grpc::ServerContext* context, const v1::FollowRequest* request,
                      grpc::ServerWriter<v1::FollowResponse>* writer) override {
    ++follows;
    v1::FollowResponse hello;
    hello.mutable_hello()->set_store_id(store_->store_id());
    hello.mutable_hello()->set_row_format_version(static_cast<int32_t>(storage::kRowFormat));
    hello.mutable_hello()->set_heartbeat_interval_ms(50);
    if (!silent) writer->Write(hello);
    auto view = store_->OpenView("default");
    const uint64_t from =
        request->positions_size() > 0 ? static_cast<uint64_t>(request->positions(0).commit()) : 0;
    for (uint64_t commit = from + 1; !silent && commit <= (*view)->commit(); ++commit) {
      if (commit == skip_) continue;
      auto parts = feed::CommitParts::Open(*store_->OpenView("default"), commit);
      while (!parts->done()) {
        v1::FollowResponse response;
        EXPECT_TRUE(parts->Next(*response.mutable_commit()).ok());
        writer->Write(response);
      }
    }
    while (!context->IsCancelled()) absl::SleepFor(absl::Milliseconds(5));
    return grpc::Status::CANCELLED;
  }
  grpc::Status Bootstrap(grpc::ServerContext* /*context*/, const v1::BootstrapRequest* /*request*/,
                         grpc::ServerWriter<v1::BootstrapResponse>* writer) override {
    ++bootstraps;
    auto view = store_->OpenView("default");
    auto rows = store::ScanRowsForBootstrap(**view, "", SIZE_MAX);
    v1::BootstrapResponse response;
    const storage::CollectionInfo& info = (*view)->info();
    response.set_store_id(info.identity.store_id);
    response.set_collection_uid(info.identity.uid);
    response.set_generation(static_cast<int64_t>(info.identity.generation));
    response.set_commit(static_cast<int64_t>(info.commit));
    response.set_row_format_version(static_cast<int32_t>(storage::kRowFormat));
    for (storage::RowChange& row : rows->rows) feed::MoveRow(row, *response.add_rows());
    size_t used = 0;
    EXPECT_TRUE(feed::OriginalChunks(rows->originals)
                    .AppendTo(*response.mutable_originals(), **view, SIZE_MAX, used)
                    .ok());
    response.set_last(!unfinished);
    writer->Write(response);
    return grpc::Status::OK;
  }

  std::atomic<int> follows{0};
  std::atomic<int> bootstraps{0};
  std::atomic<bool> silent{false};
  std::atomic<bool> unfinished{false};

 private:
  storage::RecordStore* const store_;
  const uint64_t skip_;
};

class FaultyFeedTest : public FeedTest {
 protected:
  // The feed is the fixture's: calls may come until its server is down.
  FaultyFeed& MakeFeed(uint64_t skip) {
    feed_ = std::make_unique<FaultyFeed>(&primary_.store->store(), skip);
    return *feed_;
  }
  void Serve() {
    primary_.StopServing();
    grpc::ServerBuilder builder;
    builder.AddListeningPort(address_, grpc::InsecureServerCredentials());
    builder.RegisterService(feed_.get());
    server_ = builder.BuildAndStart();
    ASSERT_NE(server_, nullptr);
  }
  void TearDown() override {
    replica_.follower.reset();
    // Without a deadline: when one passes, gRPC's synchronous server closes its queues while
    // connections are still open, and aborts at the next call (ValidateServerRequest in its
    // server.cc). The streams end by themselves, their follower is gone. Servers with callbacks
    // close their queue last.
    if (server_ != nullptr) server_->Shutdown();
  }
  const std::string address_ = SocketAddress("faulty");
  std::unique_ptr<FaultyFeed> feed_;
  std::unique_ptr<grpc::Server> server_;
};

TEST_F(FaultyFeedTest, ASkippedCommitIsAGapAndIsHealedByABootstrap) {
  for (uint64_t i = 0; i < 5; ++i) {
    primary_.Put("default", absl::StrCat("d", i), MakeContent(i, {}));
  }
  MakeFeed(3);
  Serve();
  replica_.Follow(address_);
  ASSERT_TRUE(Eventually([&] { return replica_.Applied("default") == 6; }));
  // The report follows the rows by a moment.
  EXPECT_TRUE(Eventually([&] { return replica_.follower->Report().bootstraps == 1; }));
  EXPECT_GE(replica_.follower->Report().gaps, 2u);
  EXPECT_EQ(Dump(primary_.store->store(), "default"), Dump(replica_.store->store(), "default"));
}

TEST_F(FaultyFeedTest, ASilentStreamIsCutAndOpenedAgain) {
  FaultyFeed& feed = MakeFeed(0);
  feed.silent = true;
  Serve();
  replica_.options.min_silence = absl::Milliseconds(100);
  replica_.Follow(address_);
  EXPECT_TRUE(Eventually([&] { return feed.follows >= 3; }));
  EXPECT_FALSE(replica_.follower->Ready());
  feed.silent = false;
  EXPECT_TRUE(Eventually([&] { return replica_.Applied("default") == 1; }));
}

TEST_F(FaultyFeedTest, ABootstrapThatEndsTooSoonChangesNothing) {
  for (uint64_t i = 0; i < 5; ++i) {
    primary_.Put("default", absl::StrCat("d", i), MakeContent(i, {}));
  }
  FaultyFeed& feed = MakeFeed(3);
  feed.unfinished = true;
  Serve();
  replica_.Follow(address_);
  ASSERT_TRUE(Eventually([&] { return feed.bootstraps >= 2; }));
  EXPECT_EQ(replica_.Applied("default"), 2u);
  feed.unfinished = false;
  EXPECT_TRUE(Eventually([&] { return replica_.Applied("default") == 6; }));
}

}  // namespace
}  // namespace parallax::torture
