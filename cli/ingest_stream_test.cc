#include "cli/ingest_stream.h"

#include <gmock/gmock.h>
#include <grpcpp/grpcpp.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <vector>

namespace parallax::cli {
namespace {

// Answers in order; refuses ids that contain "bad"; ends the stream with UNAVAILABLE after every
// `break_after` replies, as a service that restarts does.
class FakeIngest : public v1::IngestService::Service {
 public:
  grpc::Status IngestDocuments(
      grpc::ServerContext* /*context*/,
      grpc::ServerReaderWriter<v1::IngestDocumentsResponse, v1::IngestDocumentsRequest>* stream)
      override {
    ++streams;
    v1::IngestDocumentsRequest request;
    int replies = 0;
    while (stream->Read(&request)) {
      ++stored[request.document_id()];
      v1::IngestDocumentsResponse response;
      response.set_sequence(request.sequence());
      if (request.document_id().find("bad") != std::string::npos) {
        response.mutable_error()->set_reason("CONTENT_EMPTY");
      } else {
        response.mutable_result()->set_document_id(request.document_id());
      }
      if (refuse) return {grpc::StatusCode::NOT_FOUND, "no such collection"};
      if (break_after > 0 && replies == break_after) {
        return {grpc::StatusCode::UNAVAILABLE, "draining"};
      }
      stream->Write(response);
      ++replies;
    }
    return grpc::Status::OK;
  }

  int break_after = 0;
  bool refuse = false;
  std::atomic<int> streams = 0;
  std::map<std::string, int> stored;  // one stream at a time
};

class IngestStreamTest : public testing::Test {
 protected:
  void SetUp() override {
    folder_ =
        std::filesystem::temp_directory_path() / ("parallax_stream_" + std::to_string(getpid()));
    std::filesystem::create_directories(folder_);
    grpc::ServerBuilder builder;
    builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(), &port_);
    builder.RegisterService(&service_);
    server_ = builder.BuildAndStart();
    stub_ = v1::IngestService::NewStub(grpc::CreateChannel("127.0.0.1:" + std::to_string(port_),
                                                           grpc::InsecureChannelCredentials()));
    options_.reconnect_wait_ms = 1;
  }
  void TearDown() override {
    server_->Shutdown();
    std::filesystem::remove_all(folder_);
  }

  // Sends documents with these ids; returns the ids of the outcomes, "!" after those that failed.
  std::vector<std::string> Send(const std::vector<std::string>& ids) {
    const std::string path = (folder_ / "documents.jsonl").string();
    std::ofstream out(path);
    for (const std::string& id : ids) {
      out << "{\"id\":\"" << id << "\",\"content\":" << (id == "unsendable" ? "5" : "\"x\"")
          << "}\n";
    }
    out.close();
    auto source = DocumentSource::Open({path}, {});
    EXPECT_TRUE(source.ok());
    std::vector<std::string> outcomes;
    status_ = SendAll(stub_.get(), &*source, options_, [&](const IngestOutcome& outcome) {
      const bool failed = !outcome.local.ok() || outcome.response.has_error();
      outcomes.push_back(outcome.id + (failed ? "!" : ""));
    });
    return outcomes;
  }

  std::filesystem::path folder_;
  FakeIngest service_;
  int port_ = 0;
  std::unique_ptr<grpc::Server> server_;
  std::unique_ptr<v1::IngestService::Stub> stub_;
  StreamOptions options_;
  grpc::Status status_;
};

TEST_F(IngestStreamTest, ReportsEachDocumentInOrder) {
  EXPECT_THAT(Send({"a", "bad", "unsendable", "c", "unsendable"}),
              testing::ElementsAre("a", "bad!", "unsendable!", "c", "unsendable!"));
  EXPECT_TRUE(status_.ok());
  EXPECT_FALSE(service_.stored.contains("unsendable"));
}

TEST_F(IngestStreamTest, NothingToSendIsFine) {
  EXPECT_THAT(Send({}), testing::IsEmpty());
  EXPECT_TRUE(status_.ok());
}

TEST_F(IngestStreamTest, GoesOnAfterTheStreamBreaks) {
  service_.break_after = 7;
  options_.max_documents_under_way = 4;
  std::vector<std::string> ids;
  for (int i = 0; i < 100; ++i) ids.push_back("d" + std::to_string(i));
  EXPECT_EQ(Send(ids), ids);
  EXPECT_TRUE(status_.ok()) << status_.error_message();
  EXPECT_GT(service_.streams, 10);
  EXPECT_EQ(service_.stored.size(), 100u);
}

TEST_F(IngestStreamTest, GivesUpWhereTheServiceRefuses) {
  service_.refuse = true;
  Send({"a", "b"});
  EXPECT_EQ(status_.error_code(), grpc::StatusCode::NOT_FOUND);
  EXPECT_EQ(service_.streams, 1);
}

TEST_F(IngestStreamTest, GivesUpWithoutAService) {
  server_->Shutdown();
  options_.max_reconnects = 2;
  EXPECT_THAT(Send({"a"}), testing::IsEmpty());
  EXPECT_EQ(status_.error_code(), grpc::StatusCode::UNAVAILABLE);
}

}  // namespace
}  // namespace parallax::cli
