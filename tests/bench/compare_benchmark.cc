// CompareEconomies (6 economies x 5 dimensions drawn at random, with evidence) against a unary echo
// of the same answer size on the same server stack, in one run: with the cells in the block cache,
// and with a block cache too small to hold them.
//
// Clients and servers share this process and its cores, so that the processor time per request
// counts both; answers are received whole and not parsed, for the echo as for the comparisons.
#include <grpcpp/server_context.h>
#include <grpcpp/support/server_callback.h>

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <memory>
#include <random>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "absl/synchronization/blocking_counter.h"
#include "absl/time/clock.h"
#include "core/serving/server.h"
#include "core/serving/worker_pool.h"
#include "core/storage/record_store.h"
#include "ingest_service/store/ingest_store.h"
#include "query_service/cells/view_source.h"
#include "query_service/doorway/call_runner.h"
#include "query_service/doorway/comparison_service.h"
#include "query_service/follow/watermarks.h"
#include "query_service/respond/comparison_engine.h"
#include "tests/bench/benchmark_documents.h"
#include "tests/bench/closed_loop.h"
#include "tests/bench/echo.grpc.pb.h"

ABSL_FLAG(int64_t, documents, 1000, "documents in the store");
ABSL_FLAG(std::string, data_dir, "build/bench/compare",
          "where the stores are; one for each number of documents, made once and used again");
ABSL_FLAG(std::string, pack_dir, "packs/ai_industrial_policy", "directory of the pack");
ABSL_FLAG(double, seconds, 5, "how long each row is measured, after a warm-up of a fifth");
ABSL_FLAG(int, clients, 8, "closed-loop clients");
ABSL_FLAG(int, worker_threads, 0, "threads that answer; 0 means one per core");
ABSL_FLAG(int, rounds, 1, "how often the whole table is measured");
ABSL_FLAG(int64_t, warm_cache_bytes, 1 << 30, "block cache that holds everything");
ABSL_FLAG(int64_t, cold_cache_bytes, 64 << 10, "block cache that holds next to nothing");

namespace parallax::bench {
namespace {

// Raised when BenchmarkDocuments makes other documents: stores of before are not used again.
constexpr int kDocumentsVersion = 1;
constexpr size_t kRequests = 4096;
constexpr size_t kMeasuredAnswers = 300;
constexpr int kEconomies = 6;
constexpr int kDimensions = 5;

[[noreturn]] void Die(const absl::Status& status) {
  std::fprintf(stderr, "%s\n", status.ToString().c_str());
  std::exit(1);
}

class EchoServer final : public EchoService::CallbackService {
 public:
  grpc::ServerUnaryReactor* Echo(grpc::CallbackServerContext* context, const EchoRequest* request,
                                 EchoResponse* response) override {
    std::string* const payload = response->mutable_payload();
    *payload = request->payload();
    if (request->answer_bytes() > 0) {
      payload->resize(static_cast<size_t>(request->answer_bytes()), '.');
    }
    grpc::ServerUnaryReactor* const reactor = context->DefaultReactor();
    reactor->Finish(grpc::Status::OK);
    return reactor;
  }
};

// Makes the store in `directory` unless it is there already, whole.
void Fill(const std::string& directory, const BenchmarkDocuments& documents, int64_t count) {
  const std::string marker = directory + "/filled";
  if (std::filesystem::exists(marker)) return;
  std::filesystem::remove_all(directory);
  std::filesystem::create_directories(directory);
  storage::StoreOptions options;
  options.directory = directory + "/db";
  options.block_cache_bytes = 256u << 20;
  options.memtable_bytes = 64u << 20;
  store::CommitterOptions committing;
  committing.max_group_changes = 1024;
  committing.sweep_interval = absl::ZeroDuration();
  auto store = store::IngestStore::Open(std::move(options), committing);
  if (!store.ok()) Die(store.status());
  const absl::Time begin = absl::Now();
  std::atomic<int64_t> next = 0;
  absl::BlockingCounter done(static_cast<int>(count));
  std::vector<std::thread> makers;
  for (int i = 0; i < 2; ++i) {
    makers.emplace_back([&] {
      for (int64_t number = next++; number < count; number = next++) {
        (*store)->committer().Submit(
            {.collection = "default", .change = documents.Make(static_cast<uint64_t>(number))},
            [&](const absl::StatusOr<store::CommitResult>& result) {
              if (!result.ok()) Die(result.status());
              done.DecrementCount();
            },
            absl::InfiniteFuture());
      }
    });
  }
  for (std::thread& maker : makers) maker.join();
  done.Wait();
  if (const absl::Status status = (*store)->store().Flush(); !status.ok()) Die(status);
  const double seconds = absl::ToDoubleSeconds(absl::Now() - begin);
  std::printf("loaded %ld documents in %.1f s (%.0f/s)\n", static_cast<long>(count), seconds,
              static_cast<double>(count) / seconds);
  store->reset();
  std::ofstream(marker) << count << "\n";
}

std::vector<v1::CompareEconomiesRequest> DrawRequests(const BenchmarkDocuments& documents) {
  std::mt19937_64 random(20250214);
  std::vector<v1::CompareEconomiesRequest> requests(kRequests);
  std::vector<std::string> economies = documents.economies();
  std::vector<std::string> dimensions = documents.dimensions();
  for (v1::CompareEconomiesRequest& request : requests) {
    for (size_t i = 0; i < kEconomies; ++i) {
      std::swap(economies[i], economies[i + random() % (economies.size() - i)]);
      request.add_economies(economies[i]);
    }
    for (size_t i = 0; i < kDimensions; ++i) {
      std::swap(dimensions[i], dimensions[i + random() % (dimensions.size() - i)]);
      request.add_dimensions(dimensions[i]);
    }
  }
  return requests;
}

// Store, engines and server as parallax-query puts them together, over a store of its own.
class Serving {
 public:
  Serving(const catalog::Catalog* catalog, const std::string& directory, int64_t cache_bytes) {
    storage::StoreOptions options;
    options.directory = directory + "/db";
    options.create_if_missing = false;
    options.block_cache_bytes = static_cast<size_t>(cache_bytes);
    auto store = storage::RecordStore::Open(std::move(options));
    if (!store.ok()) Die(store.status());
    store_ = *std::move(store);
    views_ = std::make_unique<cells::ViewSource>(store_.get());
    auto engine = respond::ComparisonEngine::Create(catalog, views_.get(), nullptr);
    if (!engine.ok()) Die(engine.status());
    engine_ = *std::move(engine);
    analysis_ = std::make_unique<respond::AnalysisEngine>(catalog, views_.get(), nullptr);
    const int threads = absl::GetFlag(FLAGS_worker_threads);
    pool_ = std::make_unique<serving::WorkerPool>(
        threads > 0 ? threads : static_cast<int>(std::thread::hardware_concurrency()), 4096);
    watermarks_ = std::make_unique<follow::Watermarks>(store_.get());
    runner_ = std::make_unique<doorway::CallRunner>(watermarks_.get(), pool_.get());
    bell_ = std::make_unique<follow::CommitBell>(store_.get());
    comparisons_ = std::make_unique<doorway::ComparisonService>(
        runner_.get(), engine_.get(), analysis_.get(), views_.get(), bell_.get());
    serving::ServerOptions server_options;
    server_options.listen_address = "127.0.0.1:0";
    auto server = serving::Server::Start(server_options,
                                         {{"parallax.v1.ComparisonService", comparisons_.get()},
                                          {"parallax.bench.EchoService", &echo_}});
    if (!server.ok()) Die(server.status());
    server_ = *std::move(server);
  }
  ~Serving() {
    server_->Drain(1000);
    server_.reset();
    pool_.reset();
  }

  std::string address() const { return "127.0.0.1:" + std::to_string(server_->port()); }
  const respond::ComparisonEngine& engine() const { return *engine_; }

 private:
  std::unique_ptr<storage::RecordStore> store_;
  std::unique_ptr<cells::ViewSource> views_;
  std::unique_ptr<respond::ComparisonEngine> engine_;
  std::unique_ptr<respond::AnalysisEngine> analysis_;
  std::unique_ptr<serving::WorkerPool> pool_;
  std::unique_ptr<follow::Watermarks> watermarks_;
  std::unique_ptr<doorway::CallRunner> runner_;
  std::unique_ptr<follow::CommitBell> bell_;
  std::unique_ptr<doorway::ComparisonService> comparisons_;
  EchoServer echo_;
  std::unique_ptr<serving::Server> server_;
};

struct AnswerShape {
  double bytes = 0;
  double claims = 0;
  double filled_cells = 0;
};

// Walks the claims of one answer.
void CountAnswer(const google::protobuf::Message& message, AnswerShape* shape) {
  if (message.GetDescriptor() == v1::Claim::descriptor()) shape->claims += 1;
  if (message.GetDescriptor() == v1::Cell::descriptor()) {
    shape->filled_cells +=
        dynamic_cast<const v1::Cell&>(message).state() == v1::CELL_STATE_NOT_COVERED ? 0 : 1;
  }
  const auto* const reflection = message.GetReflection();
  std::vector<const google::protobuf::FieldDescriptor*> fields;
  reflection->ListFields(message, &fields);
  for (const auto* const field : fields) {
    if (field->cpp_type() != google::protobuf::FieldDescriptor::CPPTYPE_MESSAGE) continue;
    if (!field->is_repeated()) {
      CountAnswer(reflection->GetMessage(message, field), shape);
      continue;
    }
    for (int i = 0; i < reflection->FieldSize(message, field); ++i) {
      CountAnswer(reflection->GetRepeatedMessage(message, field, i), shape);
    }
  }
}

AnswerShape MeasureAnswers(const respond::ComparisonEngine& engine,
                           const std::vector<v1::CompareEconomiesRequest>& requests) {
  AnswerShape shape;
  const size_t count = std::min(kMeasuredAnswers, requests.size());
  for (size_t i = 0; i < count; ++i) {
    v1::CompareEconomiesResponse response;
    const absl::Status status = engine.Answer(requests[i], {}, &response);
    if (!status.ok()) Die(status);
    shape.bytes += static_cast<double>(response.ByteSizeLong());
    CountAnswer(response, &shape);
  }
  const auto n = static_cast<double>(count);
  return {shape.bytes / n, shape.claims / n, shape.filled_cells / n};
}

LoopResult Measure(const Serving& serving, const std::string& method,
                   const std::vector<std::string>& requests) {
  LoopOptions options;
  options.address = serving.address();
  options.method = method;
  options.clients = absl::GetFlag(FLAGS_clients);
  options.duration = absl::Seconds(absl::GetFlag(FLAGS_seconds));
  options.warm_up = options.duration / 5;
  auto result = RunClosedLoop(options, requests);
  if (!result.ok()) Die(result.status());
  return *result;
}

void Print(const char* name, const LoopResult& result, const LoopResult& echo) {
  std::printf("%-34s %10.0f %10.0f %10.0f %10.0f %12.0f %10.3f %10.3f\n", name,
              result.requests_per_second, result.p50_us, result.p99_us, result.answer_bytes,
              result.cpu_us_per_request, result.requests_per_second / echo.requests_per_second,
              echo.cpu_us_per_request / result.cpu_us_per_request);
}

void Run() {
  auto catalog = catalog::Catalog::Load(absl::GetFlag(FLAGS_pack_dir));
  if (!catalog.ok()) Die(catalog.status());
  const BenchmarkDocuments documents(**catalog);
  const int64_t count = absl::GetFlag(FLAGS_documents);
  const std::string directory = absl::GetFlag(FLAGS_data_dir) + "/" + std::to_string(count) + "_v" +
                                std::to_string(kDocumentsVersion);
  Fill(directory, documents, count);

  const std::vector<v1::CompareEconomiesRequest> requests = DrawRequests(documents);
  std::vector<std::string> comparisons;
  for (const auto& request : requests) comparisons.push_back(request.SerializeAsString());

  for (int round = 0; round < absl::GetFlag(FLAGS_rounds); ++round) {
    LoopResult echo;
    {
      const Serving warm(catalog->get(), directory, absl::GetFlag(FLAGS_warm_cache_bytes));
      const AnswerShape shape = MeasureAnswers(warm.engine(), requests);
      std::printf("%ld documents, %zu economies; %d x %d cells: %.1f filled, %.1f claims shown\n",
                  static_cast<long>(count), documents.economies().size(), kEconomies, kDimensions,
                  shape.filled_cells, shape.claims);
      std::printf("%-34s %10s %10s %10s %10s %12s %10s %10s\n", "", "req/s", "p50 us", "p99 us",
                  "bytes", "cpu us/req", "of echo", "cpu of echo");
      EchoRequest both_ways;
      both_ways.set_payload(std::string(static_cast<size_t>(shape.bytes), 'x'));
      EchoRequest one_way;
      one_way.set_payload(comparisons.front());
      one_way.set_answer_bytes(static_cast<int32_t>(shape.bytes));
      echo = Measure(warm, "/parallax.bench.EchoService/Echo", {both_ways.SerializeAsString()});
      Print("echo", echo, echo);
      Print("short request, answer of that size",
            Measure(warm, "/parallax.bench.EchoService/Echo", {one_way.SerializeAsString()}), echo);
      Print("CompareEconomies, cells cached",
            Measure(warm, "/parallax.v1.ComparisonService/CompareEconomies", comparisons), echo);
    }
    const Serving cold(catalog->get(), directory, absl::GetFlag(FLAGS_cold_cache_bytes));
    Print("CompareEconomies, not cached",
          Measure(cold, "/parallax.v1.ComparisonService/CompareEconomies", comparisons), echo);
  }
}

}  // namespace
}  // namespace parallax::bench

int main(int argc, char** argv) {
  absl::ParseCommandLine(argc, argv);
  parallax::bench::Run();
  return 0;
}
