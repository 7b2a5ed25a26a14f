// CompareEconomies (6 economies x 5 dimensions drawn at random, with evidence) against a unary echo
// of the same answer size on the same server stack, in one run: with the cells in the cell cache,
// with the cells only in the block cache, and with a block cache too small to hold them. One
// economy is in a tenth of all documents, and in a tenth of the requests.
//
// Clients and servers share this process and its cores, so that the processor time per request
// counts both; answers are received whole and not parsed, for the echo as for the comparisons.
#include <grpcpp/server_context.h>
#include <grpcpp/support/server_callback.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <random>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "absl/strings/numbers.h"
#include "absl/synchronization/blocking_counter.h"
#include "absl/time/clock.h"
#include "core/serving/server.h"
#include "core/serving/worker_pool.h"
#include "core/storage/record_store.h"
#include "core/storage/replica_store.h"
#include "core/value/rate_table.h"
#include "ingest_service/store/ingest_store.h"
#include "query_service/cells/cell_cache.h"
#include "query_service/cells/cell_keeper.h"
#include "query_service/cells/view_source.h"
#include "query_service/doorway/call_runner.h"
#include "query_service/doorway/comparison_service.h"
#include "query_service/follow/watermarks.h"
#include "query_service/respond/comparison_engine.h"
#include "tests/bench/benchmark_documents.h"
#include "tests/bench/benchmark_rows.h"
#include "tests/bench/closed_loop.h"
#include "tests/bench/echo.grpc.pb.h"

ABSL_FLAG(std::vector<std::string>, documents, {"1000"}, "documents in the store; one table each");
ABSL_FLAG(int64_t, economies, 10000, "economies that requests are drawn from");
ABSL_FLAG(
    int64_t, documents_per_economy, 0,
    "where positive, documents are about as many more economies as that takes: cells are then "
    "the same size whatever the number of documents");
ABSL_FLAG(
    bool, load_rows, false,
    "fill the store with the rows that comparisons read instead of commits: for many documents");
ABSL_FLAG(std::string, data_dir, "build/bench/compare",
          "where the stores are; one for each number of documents, made once and used again");
ABSL_FLAG(std::string, pack_dir, "packs/ai_industrial_policy", "directory of the pack");
ABSL_FLAG(double, seconds, 5, "how long each row is measured, after a warm-up of a fifth");
ABSL_FLAG(int, clients, 8, "closed-loop clients");
ABSL_FLAG(int, worker_threads, 0, "threads that answer; 0 means one per core");
ABSL_FLAG(int, rest_seconds, 900, "how long to wait until a store has merged its files");
ABSL_FLAG(int, rounds, 1, "how often the tables are measured, one after the other");
ABSL_FLAG(int64_t, cell_cache_bytes, int64_t{2} << 30, "cell cache that holds everything");
ABSL_FLAG(int64_t, kept_cells_bytes, 256 << 20, "as of parallax-query; 0 keeps none");
ABSL_FLAG(bool, cached, true, "measure with the cells in the cell cache");
ABSL_FLAG(bool, blocks, true, "measure with the cells only in the block cache");
ABSL_FLAG(bool, cold, true, "measure with a block cache that holds next to nothing too");
ABSL_FLAG(int64_t, warm_cache_bytes, int64_t{3} << 30, "block cache that holds everything");
ABSL_FLAG(int64_t, cold_cache_bytes, 64 << 10, "block cache that holds next to nothing");

namespace parallax::bench {
namespace {

// Raised when BenchmarkDocuments makes other documents: stores of before are not used again.
constexpr int kDocumentsVersion = 2;
constexpr size_t kRequests = 4096;
constexpr size_t kMeasuredAnswers = 300;
constexpr int kEconomies = 6;
constexpr int kDimensions = 5;
constexpr uint64_t kHotEvery = 10;
constexpr size_t kMeasuredByEngine = 400;  // requests of a kind

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
  options.memtable_bytes = 256u << 20;
  if (absl::GetFlag(FLAGS_load_rows)) {
    const absl::Time begin = absl::Now();
    auto replica = storage::ReplicaStore::Open(std::move(options));
    if (!replica.ok()) Die(replica.status());
    if (const absl::Status status = LoadRows(documents, count, **replica); !status.ok()) {
      Die(status);
    }
    if (const absl::Status status = (*replica)->store().Flush(); !status.ok()) Die(status);
    std::printf("loaded the rows of %ld documents in %.1f s, %.0f MB on disk\n",
                static_cast<long>(count), absl::ToDoubleSeconds(absl::Now() - begin),
                static_cast<double>((*replica)->store().GetUsage().live_file_bytes) / 1e6);
    replica->reset();
    std::ofstream(marker) << count << "\n";
    return;
  }
  store::CommitterOptions committing;
  committing.max_group_changes = 1024;
  committing.sweep_interval = absl::ZeroDuration();
  auto store = store::IngestStore::Open(std::move(options), committing);
  if (!store.ok()) Die(store.status());
  const absl::Time begin = absl::Now();
  std::atomic<int64_t> next = 0;
  absl::BlockingCounter done(static_cast<int>(count));
  constexpr int kMakers = 2;
  std::vector<std::thread> makers;
  makers.reserve(kMakers);
  for (int i = 0; i < kMakers; ++i) {
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
    if (random() % kHotEvery == 0) {
      const auto same =
          std::find(request.economies().begin(), request.economies().end(), kHotEconomy);
      if (same == request.economies().end()) request.set_economies(0, kHotEconomy);
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
  Serving(const catalog::Catalog* catalog, const value::RateTable* rates,
          const std::string& directory, int64_t block_cache_bytes, int64_t cell_cache_bytes) {
    storage::StoreOptions options;
    options.directory = directory + "/db";
    options.create_if_missing = false;
    options.kept_cells_bytes = static_cast<uint64_t>(absl::GetFlag(FLAGS_kept_cells_bytes));
    options.block_cache_bytes = static_cast<size_t>(block_cache_bytes);
    auto store = storage::RecordStore::Open(std::move(options));
    if (!store.ok()) Die(store.status());
    store_ = *std::move(store);
    views_ = std::make_unique<cells::ViewSource>(store_.get());
    cells_ =
        std::make_unique<cells::CellCache>(store_.get(), static_cast<size_t>(cell_cache_bytes));
    if (absl::GetFlag(FLAGS_kept_cells_bytes) > 0) {
      keeper_ = std::make_unique<cells::CellKeeper>(store_.get(), cells_.get());
    }
    auto engine = respond::ComparisonEngine::Create(catalog, views_.get(), rates,
                                                    {cells_.get(), keeper_.get()});
    if (!engine.ok()) Die(engine.status());
    engine_ = *std::move(engine);
    analysis_ = std::make_unique<respond::AnalysisEngine>(catalog, views_.get(), rates);
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
  const cells::CellCache& cells() const { return *cells_; }
  cells::CellKeeper* keeper() const { return keeper_.get(); }
  const storage::RecordStore& store() const { return *store_; }

 private:
  std::unique_ptr<storage::RecordStore> store_;
  std::unique_ptr<cells::ViewSource> views_;
  std::unique_ptr<cells::CellCache> cells_;
  std::unique_ptr<cells::CellKeeper> keeper_;  // null: nothing is kept
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
    const auto bytes = engine.AnswerBytes(requests[i], {});
    if (!bytes.ok()) Die(bytes.status());
    v1::CompareEconomiesResponse response;
    if (!response.ParseFromString(*bytes)) Die(absl::InternalError("no answer"));
    shape.bytes += static_cast<double>(bytes->size());
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

// Every request once, so that what is measured next finds its cells where they are kept.
void WarmUp(const Serving& serving, const std::vector<v1::CompareEconomiesRequest>& requests) {
  std::atomic<size_t> next = 0;
  std::vector<std::thread> threads;
  for (unsigned t = 0; t < std::thread::hardware_concurrency(); ++t) {
    threads.emplace_back([&] {
      for (size_t i = next++; i < requests.size(); i = next++) {
        const auto bytes = serving.engine().AnswerBytes(requests[i], {});
        if (!bytes.ok()) Die(bytes.status());
        if (serving.keeper() != nullptr) serving.keeper()->WaitUntilWritten();
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
}

double ThreadMicros() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e6 + static_cast<double>(now.tv_nsec) / 1e3;
}

// Processor time of the engine alone, on one thread: without gRPC, by whether the economy that so
// many documents are about is asked for.
void PrintEngine(const Serving& serving, const std::vector<v1::CompareEconomiesRequest>& requests) {
  std::vector<double> micros[2];
  double sum[2] = {0, 0};
  for (const v1::CompareEconomiesRequest& request : requests) {
    const auto& economies = request.economies();
    const bool hot = std::find(economies.begin(), economies.end(), kHotEconomy) != economies.end();
    if (micros[hot].size() == kMeasuredByEngine) continue;
    const double begin = ThreadMicros();
    const auto bytes = serving.engine().AnswerBytes(request, {});
    if (!bytes.ok()) Die(bytes.status());
    micros[hot].push_back(ThreadMicros() - begin);
    sum[hot] += micros[hot].back();
  }
  std::printf("  engine alone:");
  for (const bool hot : {false, true}) {
    std::vector<double>& of = micros[hot];
    if (of.empty()) continue;
    std::sort(of.begin(), of.end());
    std::printf("%s %.0f us (p99 %.0f)", hot ? ", with the hot economy" : "",
                sum[hot] / static_cast<double>(of.size()), of[of.size() * 99 / 100]);
  }
  std::printf("\n");
}

double ResidentMegabytes() {
  std::ifstream statm("/proc/self/statm");
  double size = 0;
  double resident = 0;
  statm >> size >> resident;
  return resident * static_cast<double>(sysconf(_SC_PAGESIZE)) / 1e6;
}

void PrintMemory(const Serving& serving) {
  const cells::CellCache::Stats cells = serving.cells().GetStats();
  const storage::RecordStore::Usage usage = serving.store().GetUsage();
  std::printf(
      "  cell cache %.1f MB (%lu cells), block cache %.1f MB, kept %.1f MB (%lu cells), process "
      "%.0f "
      "MB\n",
      static_cast<double>(cells.bytes) / 1e6, static_cast<unsigned long>(cells.cells),
      static_cast<double>(usage.block_cache_bytes) / 1e6,
      static_cast<double>(usage.kept_cells_bytes) / 1e6,
      static_cast<unsigned long>(usage.kept_cells), ResidentMegabytes());
}

// One store and what is asked of it.
struct Corpus {
  int64_t count = 0;
  int64_t universe = 0;
  std::string directory;
  size_t economies = 0;  // that requests are drawn from
  std::vector<v1::CompareEconomiesRequest> requests;
  // p99 of each round, by what was measured.
  std::map<std::string, std::vector<double>> p99_us;
};

Corpus MakeCorpus(const catalog::Catalog& catalog, int64_t count) {
  const int64_t per_economy = absl::GetFlag(FLAGS_documents_per_economy);
  Corpus corpus;
  corpus.count = count;
  corpus.universe = absl::GetFlag(FLAGS_economies);
  if (per_economy > 0) corpus.universe = std::max(corpus.universe, count / per_economy);
  const BenchmarkDocuments documents(catalog, static_cast<size_t>(corpus.universe));
  corpus.directory = absl::GetFlag(FLAGS_data_dir) + "/" + std::to_string(count) + "_" +
                     std::to_string(corpus.universe) +
                     (absl::GetFlag(FLAGS_load_rows) ? "_rows_v" : "_v") +
                     std::to_string(kDocumentsVersion);
  Fill(corpus.directory, documents, count);
  corpus.economies = documents.economies().size();
  corpus.requests = DrawRequests(documents);
  return corpus;
}

// Behind a load a store merges its files for minutes, on cores that are to be measured.
void WaitUntilAtRest(const storage::RecordStore& store) {
  const absl::Time begin = absl::Now();
  const absl::Duration longest = absl::Seconds(absl::GetFlag(FLAGS_rest_seconds));
  bool merged = false;
  while (store.GetUsage().merging) {
    if (absl::Now() - begin > longest) {
      std::printf("still merging its files after %d s\n", absl::GetFlag(FLAGS_rest_seconds));
      return;
    }
    merged = true;
    absl::SleepFor(absl::Milliseconds(100));
  }
  if (merged) {
    std::printf("waited %.1f s until its files were merged\n",
                absl::ToDoubleSeconds(absl::Now() - begin));
  }
}

void RunTable(const catalog::Catalog& catalog, const value::RateTable& rates, Corpus* corpus) {
  const std::vector<v1::CompareEconomiesRequest>& requests = corpus->requests;
  const std::string& directory = corpus->directory;
  std::vector<std::string> comparisons;
  comparisons.reserve(requests.size());
  for (const auto& request : requests) comparisons.push_back(request.SerializeAsString());
  const std::string method = "/parallax.v1.ComparisonService/CompareEconomies";
  const std::string echo_method = "/parallax.bench.EchoService/Echo";
  LoopResult echo;
  const auto measure = [&](const Serving& serving, const char* name, const std::string& called,
                           const std::vector<std::string>& asked) {
    const LoopResult result = Measure(serving, called, asked);
    if (echo.requests_per_second == 0) echo = result;
    Print(name, result, echo);
    corpus->p99_us[name].push_back(result.p99_us);
  };
  {
    const Serving warm(&catalog, &rates, directory, absl::GetFlag(FLAGS_warm_cache_bytes),
                       absl::GetFlag(FLAGS_cell_cache_bytes));
    WaitUntilAtRest(warm.store());
    const AnswerShape shape = MeasureAnswers(warm.engine(), requests);
    if (absl::GetFlag(FLAGS_cached)) WarmUp(warm, requests);
    std::printf(
        "%ld documents on %ld economies, asked about %zu; %d x %d cells: %.1f filled, %.1f "
        "claims "
        "shown\n",
        static_cast<long>(corpus->count), static_cast<long>(corpus->universe), corpus->economies,
        kEconomies, kDimensions, shape.filled_cells, shape.claims);
    std::printf("%-34s %10s %10s %10s %10s %12s %10s %10s\n", "", "req/s", "p50 us", "p99 us",
                "bytes", "cpu us/req", "of echo", "cpu of echo");
    EchoRequest both_ways;
    both_ways.set_payload(std::string(static_cast<size_t>(shape.bytes), 'x'));
    EchoRequest one_way;
    one_way.set_payload(comparisons.front());
    one_way.set_answer_bytes(static_cast<int32_t>(shape.bytes));
    const std::vector<std::string> echoes = {both_ways.SerializeAsString()};
    measure(warm, "echo", echo_method, echoes);
    measure(warm, "short request, answer of that size", echo_method, {one_way.SerializeAsString()});
    if (absl::GetFlag(FLAGS_cached)) {
      measure(warm, "CompareEconomies, cell cache", method, comparisons);
      PrintEngine(warm, requests);
    }
    measure(warm, "echo again", echo_method, echoes);
    PrintMemory(warm);
  }
  if (absl::GetFlag(FLAGS_blocks)) {
    const Serving blocks(&catalog, &rates, directory, absl::GetFlag(FLAGS_warm_cache_bytes), 0);
    WarmUp(blocks, requests);
    measure(blocks, "CompareEconomies, block cache", method, comparisons);
    PrintEngine(blocks, requests);
    PrintMemory(blocks);
  }
  if (!absl::GetFlag(FLAGS_cold)) return;
  const Serving cold(&catalog, &rates, directory, absl::GetFlag(FLAGS_cold_cache_bytes), 0);
  measure(cold, "CompareEconomies, neither", method, comparisons);
}

// The middle p99 of all rounds, and how many times that of the first corpus it is.
void PrintP99(const std::vector<Corpus>& corpora) {
  const auto middle = [](std::vector<double> values) {
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
  };
  for (const auto& [name, first] : corpora.front().p99_us) {
    std::printf("p99 of %s:", name.c_str());
    for (const Corpus& corpus : corpora) {
      const double p99 = middle(corpus.p99_us.at(name));
      std::printf(" %.0f us at %ld documents (%.2f)", p99, static_cast<long>(corpus.count),
                  p99 / middle(first));
    }
    std::printf("\n");
  }
}

void Run() {
  auto catalog = BenchmarkCatalog(absl::GetFlag(FLAGS_pack_dir),
                                  static_cast<size_t>(absl::GetFlag(FLAGS_economies)));
  if (!catalog.ok()) Die(catalog.status());
  const auto rates =
      value::RateTable::Load(absl::GetFlag(FLAGS_pack_dir) + "/../reference/exchange_rates.tsv");
  if (!rates.ok()) Die(rates.status());
  std::vector<Corpus> corpora;
  for (const std::string& count : absl::GetFlag(FLAGS_documents)) {
    int64_t documents = 0;
    if (!absl::SimpleAtoi(count, &documents) || documents <= 0) {
      Die(absl::InvalidArgumentError("--documents: not a number of documents: " + count));
    }
    corpora.push_back(MakeCorpus(**catalog, documents));
  }
  // Round by round, so that corpora meet the same weather.
  for (int round = 0; round < absl::GetFlag(FLAGS_rounds); ++round) {
    for (Corpus& corpus : corpora) RunTable(**catalog, *rates, &corpus);
  }
  if (!corpora.empty()) PrintP99(corpora);
}

}  // namespace
}  // namespace parallax::bench

int main(int argc, char** argv) {
  absl::ParseCommandLine(argc, argv);
  std::setvbuf(stdout, nullptr, _IOLBF, BUFSIZ);  // what is done can be read while it runs
  parallax::bench::Run();
  return 0;
}
