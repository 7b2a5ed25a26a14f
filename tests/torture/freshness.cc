// How soon an acknowledged write can be read at a replica with its token, on an idle pair: the time
// from the acknowledgement to the answer, request and reply included.
#include <grpcpp/grpcpp.h>
#include <stdlib.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "parallax/v1/ingest_service.grpc.pb.h"
#include "parallax/v1/record_service.grpc.pb.h"
#include "tests/torture/child_process.h"
#include "tests/torture/synthetic_document.h"

ABSL_FLAG(int, writes, 200, "how many writes are timed");
ABSL_FLAG(int, pause_ms, 20, "idle time between two writes");
ABSL_FLAG(double, limit_ms, 5, "the median must not be over this; 0: no limit");
ABSL_FLAG(std::string, ingest_address, "", "time a pair that is running already");
ABSL_FLAG(std::string, query_address, "", "its query service");

namespace {

double Percentile(const std::vector<double>& sorted, double p) {
  return sorted[std::min(sorted.size() - 1,
                         static_cast<size_t>(p * static_cast<double>(sorted.size())))];
}

}  // namespace

int main(int argc, char** argv) {
  using namespace parallax;
  absl::ParseCommandLine(argc, argv);
  std::string ingest_address = absl::GetFlag(FLAGS_ingest_address);
  std::string query_address = absl::GetFlag(FLAGS_query_address);
  std::unique_ptr<torture::ChildProcess> primary;
  std::unique_ptr<torture::ChildProcess> replica;
  std::string directory = std::filesystem::temp_directory_path() / "parallax-freshness-XXXXXX";
  if (mkdtemp(directory.data()) == nullptr) return 2;
  if (ingest_address.empty()) {
    const std::string bin = std::filesystem::canonical("/proc/self/exe").parent_path();
    ingest_address = absl::StrCat("unix:", directory, "/ingest.sock");
    query_address = absl::StrCat("unix:", directory, "/query.sock");
    primary = std::make_unique<torture::ChildProcess>(
        std::vector<std::string>{bin + "/feed_primary", "--listen_address=" + ingest_address,
                                 absl::StrCat("--data_dir=", directory, "/primary")},
        directory + "/primary.log");
    replica = std::make_unique<torture::ChildProcess>(
        std::vector<std::string>{bin + "/feed_replica", "--listen_address=" + query_address,
                                 "--ingest_address=" + ingest_address,
                                 absl::StrCat("--data_dir=", directory, "/replica")},
        directory + "/replica.log");
    if (!primary->Start() || !replica->Start()) return 2;
  }
  auto ingest = v1::IngestService::NewStub(
      grpc::CreateChannel(ingest_address, grpc::InsecureChannelCredentials()));
  auto records = v1::RecordService::NewStub(
      grpc::CreateChannel(query_address, grpc::InsecureChannelCredentials()));

  std::vector<double> write_ms;
  std::vector<double> fresh_ms;
  for (int i = -10; i < absl::GetFlag(FLAGS_writes); ++i) {  // ten to warm up
    absl::SleepFor(absl::Milliseconds(absl::GetFlag(FLAGS_pause_ms)));
    const absl::Time begun = absl::Now();
    v1::IngestDocumentRequest put;
    put.set_document_id(absl::StrCat("freshness-", i + 10));
    put.mutable_input()->set_media_type("text/plain");
    put.mutable_input()->set_content(
        torture::MakeContent(static_cast<uint64_t>(absl::ToUnixNanos(begun)), {}));
    v1::IngestDocumentResponse stored;
    grpc::ClientContext put_context;
    put_context.set_wait_for_ready(true);
    put_context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(20));
    grpc::Status status = ingest->IngestDocument(&put_context, put, &stored);
    const absl::Time acknowledged = absl::Now();
    v1::GetDocumentRequest get;
    get.set_document_id(put.document_id());
    get.mutable_consistency()->set_at_least_as_fresh(stored.result().revision_token());
    v1::GetDocumentResponse read;
    grpc::ClientContext get_context;
    get_context.set_wait_for_ready(true);
    get_context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(20));
    if (status.ok()) status = records->GetDocument(&get_context, get, &read);
    const absl::Time answered = absl::Now();
    if (!status.ok()) {
      std::printf("%s\n", status.error_message().c_str());
      return 1;
    }
    if (i < 0) continue;
    write_ms.push_back(absl::ToDoubleMilliseconds(acknowledged - begun));
    fresh_ms.push_back(absl::ToDoubleMilliseconds(answered - acknowledged));
  }
  primary.reset();
  replica.reset();
  std::filesystem::remove_all(directory);
  std::sort(write_ms.begin(), write_ms.end());
  std::sort(fresh_ms.begin(), fresh_ms.end());
  std::printf("write acknowledged: p50 %.2f ms, p90 %.2f ms, p99 %.2f ms\n",
              Percentile(write_ms, 0.5), Percentile(write_ms, 0.9), Percentile(write_ms, 0.99));
  std::printf("read with its token after that: p50 %.2f ms, p90 %.2f ms, p99 %.2f ms\n",
              Percentile(fresh_ms, 0.5), Percentile(fresh_ms, 0.9), Percentile(fresh_ms, 0.99));
  const double limit = absl::GetFlag(FLAGS_limit_ms);
  return limit > 0 && Percentile(fresh_ms, 0.5) > limit ? 1 : 0;
}
