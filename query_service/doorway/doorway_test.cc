// Both services on a real server over a real store: answers, errors, waits, streams.
#include <gmock/gmock.h>
#include <grpcpp/create_channel.h>
#include <grpcpp/security/credentials.h>
#include <gtest/gtest.h>

#include <thread>

#include "core/serving/server.h"
#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"
#include "parallax/v1/comparison_service.grpc.pb.h"
#include "parallax/v1/record_service.grpc.pb.h"
#include "query_service/doorway/comparison_service.h"
#include "query_service/doorway/record_service.h"
#include "query_service/respond/engine_fixture.h"

namespace parallax::doorway {
namespace {

using respond::testing::Role;
using respond::testing::World;

class DoorwayTest : public ::testing::Test {
 protected:
  void SetUp() override {
    serving::ServerOptions options;
    options.listen_address = "127.0.0.1:0";
    auto server =
        serving::Server::Start(options, {{"parallax.v1.ComparisonService", &comparison_service_},
                                         {"parallax.v1.RecordService", &record_service_}});
    ASSERT_TRUE(server.ok()) << server.status();
    server_ = *std::move(server);
    const auto channel = grpc::CreateChannel("127.0.0.1:" + std::to_string(server_->port()),
                                             grpc::InsecureChannelCredentials());
    comparisons_ = v1::ComparisonService::NewStub(channel);
    records_ = v1::RecordService::NewStub(channel);
  }

  std::string PutRole(const std::string& id, const std::string& quote, int level) {
    return world_.Put(
        id, quote,
        {{"economy/HK", "role_of_state", quote, {Role(world_.catalog(), level, level)}}});
  }

  grpc::Status Compare(const v1::CompareEconomiesRequest& request,
                       v1::CompareEconomiesResponse* response,
                       std::chrono::milliseconds timeout = std::chrono::seconds(20)) {
    grpc::ClientContext context;
    context.set_deadline(std::chrono::system_clock::now() + timeout);
    return comparisons_->CompareEconomies(&context, request, response);
  }

  World world_;
  follow::Watermarks watermarks_{&world_.store()};
  serving::WorkerPool pool_{2, 64};
  CallRunner runner_{&watermarks_, &pool_};
  cells::ViewSource views_{&world_.store()};
  follow::CommitBell bell_{&world_.store()};
  ComparisonService comparison_service_{&runner_, &world_.comparisons(), &world_.analysis(),
                                        &views_, &bell_};
  RecordService record_service_{&runner_, &world_.records()};
  std::unique_ptr<serving::Server> server_;
  std::unique_ptr<v1::ComparisonService::Stub> comparisons_;
  std::unique_ptr<v1::RecordService::Stub> records_;
};

TEST_F(DoorwayTest, ComparesEconomies) {
  const std::string token = PutRole("a", "自由放任", 0);
  v1::CompareEconomiesRequest request;
  request.add_economies("香港");
  request.mutable_consistency()->set_at_least_as_fresh(token);
  v1::CompareEconomiesResponse response;
  const grpc::Status status = Compare(request, &response);
  ASSERT_TRUE(status.ok()) << status.error_message();
  EXPECT_EQ(response.revision_token(), token);
  EXPECT_EQ(response.economies(0).role_of_state().cell().state(), v1::CELL_STATE_VALUE);
}

TEST_F(DoorwayTest, ErrorsCarryReasonAndField) {
  v1::CompareEconomiesRequest request;
  request.add_economies("KR");
  request.mutable_options()->set_max_propositions(-1);
  v1::CompareEconomiesResponse response;
  const grpc::Status status = Compare(request, &response);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  google::rpc::Status details;
  ASSERT_TRUE(details.ParseFromString(status.error_details()));
  google::rpc::ErrorInfo info;
  ASSERT_TRUE(details.details(0).UnpackTo(&info));
  EXPECT_EQ(info.reason(), "FIELD_OUT_OF_RANGE");
  google::rpc::BadRequest bad;
  ASSERT_TRUE(details.details(1).UnpackTo(&bad));
  EXPECT_EQ(bad.field_violations(0).field(), "options.max_propositions");
}

// A commit that the store makes after the call came in.
TEST_F(DoorwayTest, WaitsForAToken) {
  PutRole("a", "hands off", 0);
  const auto info = *world_.store().GetCollection("default");
  v1::CompareEconomiesRequest request;
  request.add_economies("HK");
  request.mutable_consistency()->set_at_least_as_fresh(
      storage::FormatRevisionToken(info, info.commit + 1));
  v1::CompareEconomiesResponse response;
  // Nobody makes it: the deadline passes, and the call ends with it.
  grpc::Status status = Compare(request, &response, std::chrono::milliseconds(200));
  EXPECT_EQ(status.error_code(), grpc::StatusCode::DEADLINE_EXCEEDED);
  std::thread writer([&] {
    while (watermarks_.waiting() == 0) std::this_thread::yield();
    PutRole("b", "state-led", 3);
  });
  status = Compare(request, &response);
  writer.join();
  ASSERT_TRUE(status.ok()) << status.error_message();
  EXPECT_EQ(response.economies(0).role_of_state().cell().agreement(), v1::AGREEMENT_CONTESTED);
}

TEST_F(DoorwayTest, TokensOfOthersAreRefusedWithTheirField) {
  storage::CollectionInfo info = *world_.store().GetCollection("default");
  info.identity.store_id = "ffffffffffffffff";
  v1::CompareEconomiesRequest request;
  request.add_economies("HK");
  request.mutable_consistency()->set_exactly_at(storage::FormatRevisionToken(info, 1));
  v1::CompareEconomiesResponse response;
  const grpc::Status status = Compare(request, &response);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::FAILED_PRECONDITION);
  EXPECT_THAT(status.error_message(), ::testing::HasSubstr("consistency.exactly_at"));
}

TEST_F(DoorwayTest, StreamsAnOriginal) {
  std::string content;
  while (content.size() < 2'500'000) content += "一行文字 and a line of text\n";
  world_.Put("long", content, {});
  const auto read = [&](int64_t begin, int64_t end, std::string* bytes) {
    grpc::ClientContext context;
    v1::GetOriginalRequest request;
    request.set_document_id("long");
    request.set_begin_byte(begin);
    request.set_end_byte(end);
    auto stream = records_->GetOriginal(&context, request);
    v1::GetOriginalResponse chunk;
    bytes->clear();
    while (stream->Read(&chunk)) {
      EXPECT_EQ(chunk.begin_byte(), begin + static_cast<int64_t>(bytes->size()));
      EXPECT_EQ(chunk.size_bytes(), static_cast<int64_t>(content.size()));
      EXPECT_LE(chunk.content().size(), size_t{1} << 20);
      *bytes += chunk.content();
    }
    return stream->Finish();
  };
  std::string bytes;
  EXPECT_TRUE(read(0, 0, &bytes).ok());
  EXPECT_EQ(bytes, content);
  EXPECT_TRUE(read(1000, 1'500'000, &bytes).ok());
  EXPECT_EQ(bytes, content.substr(1000, 1'499'000));
  EXPECT_TRUE(read(0, INT64_MAX, &bytes).ok());
  EXPECT_EQ(bytes, content);
  EXPECT_EQ(read(-1, 0, &bytes).error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_EQ(read(INT64_MAX, 0, &bytes).error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_EQ(read(10, 5, &bytes).error_code(), grpc::StatusCode::INVALID_ARGUMENT);
}

TEST_F(DoorwayTest, ManyCallsAtOnceAndAClientThatGoes) {
  const std::string token = PutRole("a", "hands off", 0);
  std::vector<std::thread> clients;
  std::atomic<int> answered = 0;
  for (int t = 0; t < 4; ++t) {
    clients.emplace_back([&] {
      for (int i = 0; i < 25; ++i) {
        v1::CompareEconomiesRequest request;
        request.add_economies("HK");
        request.mutable_consistency()->set_exactly_at(token);
        v1::CompareEconomiesResponse response;
        if (Compare(request, &response).ok()) ++answered;
      }
    });
  }
  grpc::ClientContext context;
  const auto info = *world_.store().GetCollection("default");
  v1::CompareEconomiesRequest waits;
  waits.add_economies("HK");
  waits.mutable_consistency()->set_at_least_as_fresh(
      storage::FormatRevisionToken(info, info.commit + 100));
  std::thread canceller([&] {
    while (watermarks_.waiting() == 0) std::this_thread::yield();
    context.TryCancel();
  });
  v1::CompareEconomiesResponse response;
  EXPECT_EQ(comparisons_->CompareEconomies(&context, waits, &response).error_code(),
            grpc::StatusCode::CANCELLED);
  canceller.join();
  for (std::thread& client : clients) client.join();
  EXPECT_EQ(answered, 100);
}

}  // namespace
}  // namespace parallax::doorway
