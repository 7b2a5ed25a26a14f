// RenderComparison, DiffComparisons and WatchComparison on a real server over a real store.
#include <gmock/gmock.h>
#include <grpcpp/create_channel.h>
#include <grpcpp/security/credentials.h>
#include <gtest/gtest.h>

#include <thread>

#include "core/serving/server.h"
#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"
#include "parallax/v1/comparison_service.grpc.pb.h"
#include "query_service/doorway/comparison_service.h"
#include "query_service/respond/engine_fixture.h"

namespace parallax::doorway {
namespace {

using respond::testing::Role;
using respond::testing::World;

std::string ReasonOf(const grpc::Status& status) {
  google::rpc::Status details;
  google::rpc::ErrorInfo info;
  if (!details.ParseFromString(status.error_details()) || details.details().empty() ||
      !details.details(0).UnpackTo(&info)) {
    return "none";
  }
  return info.reason();
}

class StreamTest : public ::testing::Test {
 protected:
  void SetUp() override {
    serving::ServerOptions options;
    options.listen_address = "127.0.0.1:0";
    auto server =
        serving::Server::Start(options, {{"parallax.v1.ComparisonService", &comparison_service_}});
    ASSERT_TRUE(server.ok()) << server.status();
    server_ = *std::move(server);
    stub_ = v1::ComparisonService::NewStub(grpc::CreateChannel(
        "127.0.0.1:" + std::to_string(server_->port()), grpc::InsecureChannelCredentials()));
  }
  void TearDown() override {
    bell_.Drain();
    server_->Drain(5000);
  }

  std::string PutRole(const std::string& id, const std::string& quote, int level) {
    return world_.Put(
        id, quote,
        {{"economy/HK", "role_of_state", quote, {Role(world_.catalog(), level, level)}}});
  }

  static v1::WatchComparisonRequest WatchOf(const std::string& economy) {
    v1::WatchComparisonRequest request;
    request.mutable_comparison()->mutable_economies()->add_economies(economy);
    request.mutable_comparison()->mutable_economies()->add_dimensions("role_of_state");
    request.set_heartbeat_interval_ms(600'000);
    return request;
  }

  static void Deadline(grpc::ClientContext& context) {
    context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(30));
  }

  World world_;
  follow::Watermarks watermarks_{&world_.store()};
  serving::WorkerPool pool_{2, 64};
  CallRunner runner_{&watermarks_, &pool_};
  cells::ViewSource views_{&world_.store()};
  follow::CommitBell bell_{&world_.store(), 3};
  ComparisonService comparison_service_{&runner_, &world_.comparisons(), &world_.analysis(),
                                        &views_, &bell_};
  std::unique_ptr<serving::Server> server_;
  std::unique_ptr<v1::ComparisonService::Stub> stub_;
};

TEST_F(StreamTest, RendersEveryFormatInPieces) {
  // Text enough for several pieces, of characters that a cut could split.
  std::vector<respond::testing::Told> told;
  std::string content;
  for (int i = 0; i < 40; ++i) {
    const std::string quote = std::to_string(i) + std::string(20'000, 'x') + "产业政策產業政策";
    content += quote + "\n";
    told.push_back({"economy/HK", "industrial_policy", quote});
  }
  const std::string token = world_.Put("long", content, told);
  for (const auto& [format, type, first] :
       {std::tuple(v1::RENDER_FORMAT_UNSPECIFIED, "text/markdown", "| |"),
        std::tuple(v1::RENDER_FORMAT_CSV, "text/csv", "entity_id"),
        std::tuple(v1::RENDER_FORMAT_HTML, "text/html", "<!doctype html>")}) {
    v1::RenderComparisonRequest request;
    request.set_format(format);
    auto* economies = request.mutable_comparison()->mutable_economies();
    economies->add_economies("香港");
    economies->mutable_options()->set_max_propositions(40);
    grpc::ClientContext context;
    Deadline(context);
    const auto reader = stub_->RenderComparison(&context, request);
    std::string page;
    int pieces = 0;
    v1::RenderComparisonResponse piece;
    while (reader->Read(&piece)) {
      EXPECT_EQ(piece.media_type(), pieces == 0 ? type : "");
      EXPECT_EQ(piece.revision_token(), pieces == 0 ? token : "");
      EXPECT_LE(piece.content().size(), kPieceBytes);
      page += piece.content();
      ++pieces;
    }
    const grpc::Status status = reader->Finish();
    ASSERT_TRUE(status.ok()) << status.error_message();
    EXPECT_GT(pieces, 2);
    EXPECT_EQ(page.rfind(first, 0), 0u) << page.substr(0, 80);
    EXPECT_THAT(page, ::testing::HasSubstr("产业政策產業政策"));
  }
}

TEST_F(StreamTest, PiecesEndBetweenCharacters) {
  std::string page;
  while (page.size() < 3 * kPieceBytes) page += "a产";
  for (size_t at = 0; at < page.size();) {
    const std::string_view piece = PieceAt(page, at);
    ASSERT_FALSE(piece.empty());
    EXPECT_LE(piece.size(), kPieceBytes);
    EXPECT_NE(static_cast<unsigned char>(piece.front()) & 0xC0, 0x80);
    at += piece.size();
  }
  EXPECT_EQ(PieceAt("", 0), "");
}

TEST_F(StreamTest, RefusesToRenderWhatCannotBe) {
  PutRole("a", "hands off", 0);
  v1::RenderComparisonRequest request;
  const auto reason = [&] {
    grpc::ClientContext context;
    Deadline(context);
    const auto reader = stub_->RenderComparison(&context, request);
    v1::RenderComparisonResponse piece;
    EXPECT_FALSE(reader->Read(&piece));
    return ReasonOf(reader->Finish());
  };
  EXPECT_EQ(reason(), "FIELD_MISSING");
  request.mutable_comparison()->mutable_models()->add_models("no such model");
  EXPECT_EQ(reason(), "ENTITY_NOT_FOUND");
  request.set_title(std::string(201, 'x'));
  EXPECT_EQ(reason(), "FIELD_OUT_OF_RANGE");
  request.clear_title();
  request.set_format(static_cast<v1::RenderFormat>(9));
  EXPECT_EQ(reason(), "FIELD_OUT_OF_RANGE");
}

TEST_F(StreamTest, DiffersBetweenTokens) {
  v1::DiffComparisonsRequest request;
  request.mutable_comparison()->mutable_economies()->add_economies("HK");
  request.set_from_revision_token(PutRole("a", "hands off", 0));
  const std::string to = PutRole("b", "政府主導", 3);
  grpc::ClientContext context;
  Deadline(context);
  v1::DiffComparisonsResponse response;
  const grpc::Status status = stub_->DiffComparisons(&context, request, &response);
  ASSERT_TRUE(status.ok()) << status.error_message();
  EXPECT_EQ(response.to_revision_token(), to);
  ASSERT_EQ(response.changed_cells_size(), 1);
  EXPECT_EQ(response.changed_cells(0).after().level().cell().agreement(), v1::AGREEMENT_CONTESTED);
}

TEST_F(StreamTest, AWatchSaysEachChangeOnce) {
  const std::string first = PutRole("a", "hands off", 0);
  grpc::ClientContext context;
  Deadline(context);
  const auto reader = stub_->WatchComparison(&context, WatchOf("HK"));
  v1::WatchComparisonResponse step;
  ASSERT_TRUE(reader->Read(&step));
  EXPECT_EQ(step.revision_token(), first);
  for (int i = 0; i < 20; ++i) {
    world_.Put("elsewhere", std::to_string(i),
               {{"economy/FR", "role_of_state", std::to_string(i), {}}});
    const std::string token = PutRole("b", "政府主導" + std::to_string(i), i % 4);
    ASSERT_TRUE(reader->Read(&step));
    EXPECT_EQ(step.revision_token(), token);
    ASSERT_EQ(step.changed_cells_size(), 1);
    EXPECT_EQ(step.changed_cells(0).causes(0).document_id(), "b");
  }
  context.TryCancel();
  EXPECT_FALSE(reader->Read(&step));
  EXPECT_EQ(reader->Finish().error_code(), grpc::StatusCode::CANCELLED);
}

TEST_F(StreamTest, ASlowClientIsSentLessAndHoldsUpNobody) {
  PutRole("a", "hands off", 0);
  grpc::ClientContext slow_context;
  Deadline(slow_context);
  const auto slow = stub_->WatchComparison(&slow_context, WatchOf("HK"));
  v1::WatchComparisonResponse step;
  ASSERT_TRUE(slow->Read(&step));
  std::string token;
  const std::string padding(30'000, 'x');
  constexpr int kCommits = 60;
  for (int i = 0; i < kCommits; ++i) {
    token = PutRole("b", padding + std::to_string(i), i % 4);
  }
  // It reads what was buffered on the way, and then one step to the latest state.
  int steps = 0;
  while (step.revision_token() != token) {
    ASSERT_TRUE(slow->Read(&step));
    ++steps;
  }
  EXPECT_LE(steps, kCommits);
  EXPECT_GE(steps, 1);
  slow_context.TryCancel();
}

TEST_F(StreamTest, HeartbeatsComeWhenNothingElseDoes) {
  const std::string first = PutRole("a", "hands off", 0);
  v1::WatchComparisonRequest request = WatchOf("HK");
  request.set_heartbeat_interval_ms(100);
  grpc::ClientContext context;
  Deadline(context);
  const auto reader = stub_->WatchComparison(&context, request);
  v1::WatchComparisonResponse step;
  for (int i = 0; i < 4; ++i) {
    ASSERT_TRUE(reader->Read(&step));
    EXPECT_EQ(step.revision_token(), first);
    EXPECT_EQ(step.changed_cells_size(), 0);
  }
  context.TryCancel();
}

TEST_F(StreamTest, WatchersAreBoundedAndLeaveRoomWhenTheyGo) {
  PutRole("a", "hands off", 0);
  std::vector<std::unique_ptr<grpc::ClientContext>> contexts;
  std::vector<std::unique_ptr<grpc::ClientReader<v1::WatchComparisonResponse>>> readers;
  v1::WatchComparisonResponse step;
  for (int i = 0; i < 3; ++i) {
    contexts.push_back(std::make_unique<grpc::ClientContext>());
    Deadline(*contexts.back());
    readers.push_back(stub_->WatchComparison(contexts.back().get(), WatchOf("HK")));
    ASSERT_TRUE(readers.back()->Read(&step));
  }
  const auto fourth = [&] {
    grpc::ClientContext context;
    Deadline(context);
    const auto reader = stub_->WatchComparison(&context, WatchOf("HK"));
    if (reader->Read(&step)) {
      context.TryCancel();
      return std::string("OK");
    }
    return ReasonOf(reader->Finish());
  };
  EXPECT_EQ(fourth(), "QUEUE_FULL");
  contexts[0]->TryCancel();
  while (bell_.listeners() == 3) std::this_thread::sleep_for(std::chrono::milliseconds(1));
  EXPECT_EQ(fourth(), "OK");
  // Draining ends those that are left, at rest, without a deadline in the way.
  bell_.Drain();
  for (size_t i = 1; i < readers.size(); ++i) {
    while (readers[i]->Read(&step)) {
    }
    const grpc::Status status = readers[i]->Finish();
    EXPECT_EQ(status.error_code(), grpc::StatusCode::UNAVAILABLE);
    EXPECT_EQ(ReasonOf(status), "DRAINING");
  }
  EXPECT_EQ(fourth(), "DRAINING");
}

TEST_F(StreamTest, WatchersComeAndGoUnderLoad) {
  PutRole("a", "hands off", 0);
  std::atomic<bool> stop = false;
  std::thread writer([&] {
    for (int i = 0; !stop; ++i) PutRole("b", "政府主導" + std::to_string(i), i % 4);
  });
  std::vector<std::thread> clients;
  for (int c = 0; c < 3; ++c) {
    clients.emplace_back([this, c] {
      for (int i = 0; i < 15; ++i) {
        grpc::ClientContext context;
        Deadline(context);
        const auto reader = stub_->WatchComparison(&context, WatchOf("HK"));
        v1::WatchComparisonResponse step;
        for (int reads = 0; reads < (i + c) % 4; ++reads) {
          if (!reader->Read(&step)) break;
        }
        context.TryCancel();
        reader->Finish();
      }
    });
  }
  for (std::thread& client : clients) client.join();
  stop = true;
  writer.join();
  while (bell_.listeners() > 0) std::this_thread::sleep_for(std::chrono::milliseconds(1));
}

}  // namespace
}  // namespace parallax::doorway
