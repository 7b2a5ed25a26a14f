#include <grpcpp/create_channel.h>
#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "absl/synchronization/notification.h"
#include "core/errors/error.h"
#include "core/serving/grpc_status.h"
#include "core/serving/log.h"
#include "core/serving/server.h"
#include "core/serving/worker_pool.h"
#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"

namespace parallax::serving {
namespace {

using ::grpc::health::v1::HealthCheckRequest;
using ::grpc::health::v1::HealthCheckResponse;
using HealthClient = ::grpc::health::v1::Health;

TEST(LogTest, OneJsonObjectALine) {
  EXPECT_EQ(
      FormatLogLine(0, LogLevel::kWarning, "e",
                    {{"text", "a\"b\n"}, {"n", int64_t{3}}, {"ok", true}}),
      R"({"time":"1970-01-01T00:00:00.000Z","level":"warning","event":"e","text":"a\"b\n","n":3,"ok":true})");
}

TEST(LogTest, InvalidUtf8IsReplaced) {
  const std::string line = FormatLogLine(0, LogLevel::kInfo, "e", {{"text", "a\xff"}});
  EXPECT_NE(line.find("\"text\":\"a\xEF\xBF\xBD\""), std::string::npos) << line;
}

TEST(GrpcStatusTest, CarriesErrorInfoAndFieldViolation) {
  const grpc::Status status = ToGrpcStatus(
      errors::Error(errors::Reason::kFieldMissing, "document_id", "must not be empty"));
  EXPECT_EQ(status.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  google::rpc::Status rpc;
  ASSERT_TRUE(rpc.ParseFromString(status.error_details()));
  ASSERT_EQ(rpc.details_size(), 2);
  google::rpc::ErrorInfo info;
  ASSERT_TRUE(rpc.details(0).UnpackTo(&info));
  EXPECT_EQ(info.reason(), "FIELD_MISSING");
  EXPECT_EQ(info.domain(), "parallax.v1");
  google::rpc::BadRequest bad;
  ASSERT_TRUE(rpc.details(1).UnpackTo(&bad));
  EXPECT_EQ(bad.field_violations(0).field(), "document_id");
}

TEST(WorkerPoolTest, RunsAllThatItTookAndRefusesTheRest) {
  std::atomic<int> ran{0};
  int taken = 0;
  absl::Notification go;
  {
    WorkerPool pool(2, 3);
    for (int i = 0; i < 50; ++i) {
      taken += pool.TrySubmit([&] {
        go.WaitForNotification();
        ++ran;
      });
    }
    EXPECT_LT(taken, 50);
    EXPECT_GE(taken, 3);
    go.Notify();
  }
  EXPECT_EQ(ran, taken);
}

TEST(ServerTest, HealthFollowsItsServicesAndDrains) {
  ServerOptions options;
  options.listen_address = "127.0.0.1:0";
  auto server = Server::Start(options, {});
  ASSERT_TRUE(server.ok()) << server.status();
  auto channel = grpc::CreateChannel("127.0.0.1:" + std::to_string((*server)->port()),
                                     grpc::InsecureChannelCredentials());
  auto stub = HealthClient::NewStub(channel);
  auto check = [&](const std::string& service) {
    grpc::ClientContext context;
    HealthCheckRequest request;
    HealthCheckResponse response;
    request.set_service(service);
    const grpc::Status status = stub->Check(&context, request, &response);
    return status.ok() ? static_cast<int>(response.status())
                       : -static_cast<int>(status.error_code());
  };
  EXPECT_EQ(check("x"), -static_cast<int>(grpc::StatusCode::NOT_FOUND));
  (*server)->health().Set("x", false);
  EXPECT_EQ(check("x"), HealthCheckResponse::NOT_SERVING);
  (*server)->health().Set("x", true);
  EXPECT_EQ(check("x"), HealthCheckResponse::SERVING);
  EXPECT_EQ(check(""), HealthCheckResponse::SERVING);

  grpc::ClientContext watch_context;
  HealthCheckRequest request;
  request.set_service("x");
  auto reader = stub->Watch(&watch_context, request);
  HealthCheckResponse response;
  ASSERT_TRUE(reader->Read(&response));
  EXPECT_EQ(response.status(), HealthCheckResponse::SERVING);
  std::thread drain([&] { (*server)->Drain(2000); });
  ASSERT_TRUE(reader->Read(&response));
  EXPECT_EQ(response.status(), HealthCheckResponse::NOT_SERVING);
  EXPECT_FALSE(reader->Read(&response));
  drain.join();
}

TEST(ServerTest, TakenPortIsAClearError) {
  ServerOptions options;
  options.listen_address = "127.0.0.1:0";
  auto first = Server::Start(options, {});
  ASSERT_TRUE(first.ok());
  options.listen_address = "127.0.0.1:" + std::to_string((*first)->port());
  auto second = Server::Start(options, {});
  ASSERT_FALSE(second.ok());
  EXPECT_NE(second.status().message().find(options.listen_address), std::string::npos);
}

TEST(ReflectionTest, FilesCarryJsonNamesAndTheirImports) {
  Reflection reflection({"grpc.health.v1.Health"});
  ::grpc::reflection::v1alpha::ServerReflectionRequest request;
  request.set_list_services("*");
  auto response = reflection.Answer(request);
  ASSERT_EQ(response.list_services_response().service_size(), 2);
  EXPECT_EQ(response.list_services_response().service(0).name(), "grpc.health.v1.Health");

  request.set_file_containing_symbol("google.rpc.BadRequest");
  response = reflection.Answer(request);
  // Itself and google/protobuf/duration.proto.
  ASSERT_EQ(response.file_descriptor_response().file_descriptor_proto_size(), 2);
  EXPECT_NE(response.file_descriptor_response().file_descriptor_proto(0).find("fieldViolations"),
            std::string::npos);

  request.set_file_containing_symbol("no.such.Thing");
  EXPECT_EQ(reflection.Answer(request).error_response().error_code(), grpc::StatusCode::NOT_FOUND);
}

TEST(ServerTest, RequestIdComesBack) {
  ServerOptions options;
  options.listen_address = "127.0.0.1:0";
  auto server = Server::Start(options, {});
  ASSERT_TRUE(server.ok());
  auto stub = HealthClient::NewStub(grpc::CreateChannel(
      "127.0.0.1:" + std::to_string((*server)->port()), grpc::InsecureChannelCredentials()));
  for (const std::string& sent :
       {std::string("abc-1"), std::string("has blank"), std::string(200, 'a')}) {
    grpc::ClientContext context;
    context.AddMetadata("x-request-id", sent);
    HealthCheckResponse response;
    (void)stub->Check(&context, HealthCheckRequest(), &response);
    const auto& metadata = context.GetServerInitialMetadata();
    auto it = metadata.find("x-request-id");
    ASSERT_NE(it, metadata.end());
    const std::string got(it->second.data(), it->second.size());
    if (sent == "abc-1") {
      EXPECT_EQ(got, sent);
    } else {
      EXPECT_EQ(got.size(), 16u);
    }
  }
}

}  // namespace
}  // namespace parallax::serving
