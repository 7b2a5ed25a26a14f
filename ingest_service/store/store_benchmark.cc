// How fast documents are committed and records are read, on a real disk (TMPDIR).
#include <benchmark/benchmark.h>
#include <stdlib.h>

#include <atomic>
#include <filesystem>
#include <string>

#include "absl/synchronization/blocking_counter.h"
#include "core/storage/keys.h"
#include "core/storage/record_reader.h"
#include "ingest_service/store/store_fixture.h"

namespace parallax::store {
namespace {

// A page of about 4 KiB with 30 claims over 60 entities and 6 dimensions, half of which repeat what
// other documents say.
StoredDocument Page(int i) {
  std::vector<ClaimSpec> claims;
  for (int c = 0; c < 30; ++c) {
    claims.push_back({.entity = "economy/" + std::to_string((i * 7 + c) % 60),
                      .dimension = "dimension-" + std::to_string(c % 6),
                      .value = c % 2 == 0 ? "common " + std::to_string(c)
                                          : "text of its own " + std::to_string(i * 31 + c),
                      .voice = "voice-" + std::to_string(i % 500)});
  }
  std::string content = "document " + std::to_string(i) + " ";
  while (content.size() < 4096) content += "政策 policy ";
  return MakeDocument("document-" + std::to_string(i), content, claims);
}

class Directory {
 public:
  Directory() {
    std::string pattern = std::filesystem::temp_directory_path() / "parallax-bench-XXXXXX";
    path_ = mkdtemp(pattern.data());
  }
  ~Directory() { std::filesystem::remove_all(path_); }
  storage::StoreOptions Options() const {
    storage::StoreOptions options;
    options.directory = path_ + "/db";
    return options;
  }

 private:
  std::string path_;
};

int64_t ResidentKiB() {
  std::FILE* file = std::fopen("/proc/self/statm", "r");
  long total = 0;
  long resident = 0;
  if (file != nullptr) {
    if (std::fscanf(file, "%ld %ld", &total, &resident) != 2) resident = 0;
    std::fclose(file);
  }
  return resident * 4;
}

void BM_OpenIdle(benchmark::State& state) {
  for (auto _ : state) {
    const Directory directory;
    const int64_t before = ResidentKiB();
    auto store = IngestStore::Open(directory.Options(), {});
    state.counters["resident_growth_KiB"] =
        benchmark::Counter(static_cast<double>(ResidentKiB() - before));
  }
}
BENCHMARK(BM_OpenIdle)->Iterations(1)->Unit(benchmark::kMillisecond);

// One document at a time: the latency of an acknowledged write.
void BM_CommitOne(benchmark::State& state) {
  const Directory directory;
  auto store = *IngestStore::Open(directory.Options(), {});
  int i = 0;
  for (auto _ : state) {
    auto result = store->committer().SubmitAndWait(Upsert("default", Page(i++)));
    if (!result.ok()) state.SkipWithError("commit failed");
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(BM_CommitOne)->Unit(benchmark::kMicrosecond)->MeasureProcessCPUTime()->UseRealTime();

// Many in flight: groups share a sync. Arg: in flight.
void BM_CommitMany(benchmark::State& state) {
  const Directory directory;
  auto store = *IngestStore::Open(directory.Options(), {});
  const int in_flight = static_cast<int>(state.range(0));
  int i = 0;
  for (auto _ : state) {
    absl::BlockingCounter done(in_flight);
    for (int k = 0; k < in_flight; ++k) {
      store->committer().Submit(
          Upsert("default", Page(i++)),
          [&](absl::StatusOr<CommitResult>) { done.DecrementCount(); }, absl::InfiniteFuture());
    }
    done.Wait();
  }
  state.SetItemsProcessed(state.iterations() * in_flight);
}
BENCHMARK(BM_CommitMany)
    ->Arg(16)
    ->Arg(128)
    ->Unit(benchmark::kMillisecond)
    ->MeasureProcessCPUTime()
    ->UseRealTime();

// The same input again.
void BM_CommitUnchanged(benchmark::State& state) {
  const Directory directory;
  auto store = *IngestStore::Open(directory.Options(), {});
  const StoredDocument page = Page(1);
  (void)store->committer().SubmitAndWait(Upsert("default", page));
  for (auto _ : state) {
    benchmark::DoNotOptimize(store->committer().SubmitAndWait(Upsert("default", page)));
  }
}
BENCHMARK(BM_CommitUnchanged)
    ->Unit(benchmark::kMicrosecond)
    ->MeasureProcessCPUTime()
    ->UseRealTime();

// A store of 3,000 pages: 90,000 claims, about 250 per cell. Made once.
IngestStore& Filled() {
  static const Directory directory;
  static const std::unique_ptr<IngestStore> store = [] {
    storage::StoreOptions options = directory.Options();
    options.block_cache_bytes = 128u << 20;
    auto opened = *IngestStore::Open(options, {});
    absl::BlockingCounter done(3000);
    for (int i = 0; i < 3000; ++i) {
      opened->committer().Submit(
          Upsert("default", Page(i)), [&](absl::StatusOr<CommitResult>) { done.DecrementCount(); },
          absl::InfiniteFuture());
    }
    done.Wait();
    (void)opened->store().Flush();
    return opened;
  }();
  return *store;
}

// Arg 0: at the latest commit; else so many commits back.
std::unique_ptr<storage::ReadView> View(benchmark::State& state) {
  auto view = *Filled().store().OpenView("default");
  return *view->At(view->commit() - static_cast<uint64_t>(state.range(0)));
}

storage::CellAddress Cell(int i) {
  return {"economy/" + std::to_string(i % 60), "dimension-" + std::to_string(i % 6)};
}

void BM_OpenView(benchmark::State& state) {
  Filled();
  for (auto _ : state) benchmark::DoNotOptimize(Filled().store().OpenView("default"));
}
BENCHMARK(BM_OpenView);

void BM_GetCell(benchmark::State& state) {
  const auto view = View(state);
  const storage::RecordReader reader(*view);
  int i = 0;
  for (auto _ : state) benchmark::DoNotOptimize(reader.GetCell(Cell(i++)));
}
BENCHMARK(BM_GetCell)->Arg(0)->Arg(500);

// What a comparison of 6 economies over 5 dimensions reads: 30 cells, the three best supported
// propositions of each, and a claim for each of those.
void BM_ReadComparison(benchmark::State& state) {
  const auto view = View(state);
  const storage::RecordReader reader(*view);
  int64_t claims = 0;
  for (auto _ : state) {
    std::vector<storage::CellAddress> addresses;
    for (int e = 0; e < 6; ++e) {
      for (int d = 0; d < 5; ++d) {
        addresses.push_back({"economy/" + std::to_string(e * 6), "dimension-" + std::to_string(d)});
      }
    }
    benchmark::DoNotOptimize(reader.GetCells(addresses));
    for (const storage::CellAddress& address : addresses) {
      const auto propositions = reader.ListPropositions(address, "", 3);
      for (const auto& proposition : propositions->items) {
        claims += static_cast<int64_t>(
            reader.PropositionClaims(address, proposition.proposition_id, 1)->size());
      }
    }
  }
  state.counters["claims"] =
      benchmark::Counter(static_cast<double>(claims), benchmark::Counter::kAvgIterations);
}
BENCHMARK(BM_ReadComparison)->Arg(0)->Arg(500)->Unit(benchmark::kMicrosecond);

void BM_ListTwentyClaims(benchmark::State& state) {
  const auto view = View(state);
  const storage::RecordReader reader(*view);
  int i = 0;
  for (auto _ : state) {
    const storage::CellAddress cell = Cell(i++);
    benchmark::DoNotOptimize(reader.ListClaims(cell.entity_id, cell.dimension_id, "", "", 20));
  }
}
BENCHMARK(BM_ListTwentyClaims)->Arg(0)->Arg(500)->Unit(benchmark::kMicrosecond);

// One cell that every document speaks about: three common propositions and many of one's own, each
// write moving the common ones in the rank. Arg: documents.
void BM_HotCell(benchmark::State& state) {
  const Directory directory;
  auto store = *IngestStore::Open(directory.Options(), {});
  const int documents = static_cast<int>(state.range(0));
  absl::BlockingCounter done(documents);
  for (int i = 0; i < documents; ++i) {
    const std::string voice = "voice " + std::to_string(i);
    store->committer().Submit(
        Upsert("default", MakeDocument("d" + std::to_string(i), std::to_string(i),
                                       {{"e", "q", "a", voice},
                                        {"e", "q", i % 2 == 0 ? "b" : "c", voice},
                                        {"e", "q", "own " + std::to_string(i), voice}})),
        [&](absl::StatusOr<CommitResult>) { done.DecrementCount(); }, absl::InfiniteFuture());
  }
  done.Wait();
  const auto view = *store->store().OpenView("default");
  const storage::RecordReader reader(*view);
  for (auto _ : state) {
    benchmark::DoNotOptimize(reader.ListPropositions({"e", "q"}, "", 5));
  }
}
BENCHMARK(BM_HotCell)->Arg(1000)->Arg(10000)->Unit(benchmark::kMicrosecond);

void BM_Sweep(benchmark::State& state) {
  for (auto _ : state) {
    state.PauseTiming();
    const Directory directory;
    storage::StoreOptions options = directory.Options();
    options.retention = {.max_age_ms = 0, .min_commits = 0, .max_commits = 1};
    CommitterOptions committer;
    committer.sweep_interval = absl::ZeroDuration();
    auto store = *IngestStore::Open(options, committer);
    for (int i = 0; i < 200; ++i) {
      (void)store->committer().SubmitAndWait(Upsert("default", Page(i)));
    }
    state.ResumeTiming();
    while (!store->store().Sweep()->done) {
    }
  }
  state.SetItemsProcessed(state.iterations() * 200);
}
BENCHMARK(BM_Sweep)
    ->Iterations(2)
    ->Unit(benchmark::kMillisecond)
    ->MeasureProcessCPUTime()
    ->UseRealTime();

}  // namespace
}  // namespace parallax::store

BENCHMARK_MAIN();
