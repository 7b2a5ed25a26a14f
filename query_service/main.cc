// parallax-query: follows an ingest service into a replica of its own and answers comparisons from
// it.

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <thread>

#include "absl/flags/flag.h"
#include "absl/synchronization/notification.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "core/catalog/catalog.h"
#include "core/serving/flags.h"
#include "core/serving/log.h"
#include "core/serving/server.h"
#include "core/serving/startup.h"
#include "core/serving/worker_pool.h"
#include "core/storage/replica_store.h"
#include "core/value/rate_table.h"
#include "query_service/cells/cell_cache.h"
#include "query_service/cells/cell_keeper.h"
#include "query_service/cells/view_source.h"
#include "query_service/doorway/call_runner.h"
#include "query_service/doorway/comparison_service.h"
#include "query_service/doorway/record_service.h"
#include "query_service/follow/commit_bell.h"
#include "query_service/follow/feed_follower.h"
#include "query_service/follow/watermarks.h"
#include "query_service/respond/analysis_engine.h"
#include "query_service/respond/comparison_engine.h"
#include "query_service/respond/record_engine.h"

ABSL_FLAG(std::string, listen_address, "127.0.0.1:7402",
          "host:port to serve on; port 0 chooses one");
ABSL_FLAG(std::string, unix_socket, "", "path of a unix socket to serve on as well");
ABSL_FLAG(std::string, ingest_address, "127.0.0.1:7401",
          "host:port, or unix:PATH, of the ingest service to follow");
ABSL_FLAG(std::string, data_dir, "parallax-query-data",
          "directory of the replica; made when missing");
ABSL_FLAG(std::string, pack_dir, "packs/ai_industrial_policy", "directory of the pack");
ABSL_FLAG(std::string, rate_table, "",
          "file of the exchange rates that amounts are compared by; empty means "
          "../reference/exchange_rates.tsv beside the pack, and none where there is none");
ABSL_FLAG(std::string, log_level, "info", "debug, info, warning or error");
ABSL_FLAG(bool, log_all_requests, false, "log every request, not only failed and slow ones");
ABSL_FLAG(int, worker_threads, 0, "threads that answer; 0 means one per core");
ABSL_FLAG(int, max_queued_requests, 4096, "requests that may wait for a thread");
ABSL_FLAG(int, max_watchers, 256, "calls that may watch a comparison at a time");
ABSL_FLAG(int64_t, block_cache_bytes, 32 << 20, "memory for cached database blocks");
ABSL_FLAG(int64_t, cell_cache_bytes, 64 << 20,
          "memory for cells that are ready to send; 0 keeps none");
ABSL_FLAG(int64_t, kept_cells_bytes, 256 << 20,
          "disk for cells that are ready to send, for those that are not in memory; files may be "
          "some times that for a while; 0 keeps none");
ABSL_FLAG(int64_t, memtable_bytes, 8 << 20, "memory for rows not yet written to files");
ABSL_FLAG(int64_t, retention_seconds, int64_t{7} * 24 * 3600, "how long old states stay readable");
ABSL_FLAG(int64_t, retention_min_commits, 1000, "newest commits that are never swept");
ABSL_FLAG(int64_t, retention_max_commits, 1000000,
          "commits beyond this many are swept whatever their age");
ABSL_FLAG(int64_t, sweep_interval_ms, 10000, "how often retention is looked after");
ABSL_FLAG(int64_t, max_lag_ms, 30000,
          "further behind than this the service says that it does not serve");
ABSL_FLAG(int64_t, drain_ms, 10000, "how long calls under way may take at shutdown");

namespace parallax {
namespace {

constexpr absl::Duration kHealthInterval = absl::Milliseconds(100);
constexpr absl::Duration kCacheLogInterval = absl::Minutes(1);

// What the cell cache did since it was last said; nothing when nobody asked it anything.
void LogCellCache(const cells::CellCache& cache, cells::CellCache::Stats* last) {
  const cells::CellCache::Stats now = cache.GetStats();
  if (now.hits != last->hits || now.misses != last->misses) {
    serving::Log(serving::LogLevel::kInfo, "cell cache",
                 {{"hits", static_cast<int64_t>(now.hits - last->hits)},
                  {"misses", static_cast<int64_t>(now.misses - last->misses)},
                  {"refused", static_cast<int64_t>(now.refused - last->refused)},
                  {"invalidated", static_cast<int64_t>(now.invalidated - last->invalidated)},
                  {"evicted", static_cast<int64_t>(now.evicted - last->evicted)},
                  {"cells", static_cast<int64_t>(now.cells)},
                  {"bytes", static_cast<int64_t>(now.bytes)}});
  }
  *last = now;
}

// The same of the cells that the store keeps.
void LogKeptCells(const cells::CellKeeper& keeper, const storage::RecordStore& store,
                  cells::CellKeeper::Stats* last) {
  const cells::CellKeeper::Stats now = keeper.GetStats();
  const bool hurt = now.unreadable != last->unreadable || now.failed != last->failed;
  if (hurt || now.found != last->found || now.kept != last->kept || now.dropped != last->dropped) {
    const storage::RecordStore::Usage usage = store.GetUsage();
    serving::Log(hurt ? serving::LogLevel::kWarning : serving::LogLevel::kInfo, "kept cells",
                 {{"found", static_cast<int64_t>(now.found - last->found)},
                  {"kept", static_cast<int64_t>(now.kept - last->kept)},
                  {"refused", static_cast<int64_t>(now.refused - last->refused)},
                  {"dropped", static_cast<int64_t>(now.dropped - last->dropped)},
                  {"failed", static_cast<int64_t>(now.failed - last->failed)},
                  {"unreadable", static_cast<int64_t>(now.unreadable - last->unreadable)},
                  {"cells", static_cast<int64_t>(usage.kept_cells)},
                  {"bytes", static_cast<int64_t>(usage.kept_cells_bytes)},
                  {"last_failure", std::string_view(now.last_failure)}});
  }
  *last = now;
}

absl::Status CheckFlags() {
  if (absl::Status status = serving::ApplyLogLevel(absl::GetFlag(FLAGS_log_level)); !status.ok()) {
    return status;
  }
  return serving::RequirePositive({
      {"max_queued_requests", absl::GetFlag(FLAGS_max_queued_requests)},
      {"max_watchers", absl::GetFlag(FLAGS_max_watchers)},
      {"block_cache_bytes", absl::GetFlag(FLAGS_block_cache_bytes)},
      {"memtable_bytes", absl::GetFlag(FLAGS_memtable_bytes)},
      {"retention_max_commits", absl::GetFlag(FLAGS_retention_max_commits)},
      {"max_lag_ms", absl::GetFlag(FLAGS_max_lag_ms)},
  });
}

storage::StoreOptions StoreOptionsFromFlags() {
  storage::StoreOptions options;
  options.directory = absl::GetFlag(FLAGS_data_dir);
  options.block_cache_bytes = static_cast<size_t>(absl::GetFlag(FLAGS_block_cache_bytes));
  options.memtable_bytes = static_cast<size_t>(absl::GetFlag(FLAGS_memtable_bytes));
  options.kept_cells_bytes =
      static_cast<uint64_t>(std::max<int64_t>(0, absl::GetFlag(FLAGS_kept_cells_bytes)));
  options.retention.max_age_ms = absl::GetFlag(FLAGS_retention_seconds) * 1000;
  options.retention.min_commits = static_cast<uint64_t>(absl::GetFlag(FLAGS_retention_min_commits));
  options.retention.max_commits = static_cast<uint64_t>(absl::GetFlag(FLAGS_retention_max_commits));
  return options;
}

// Null where no file is named and none stands beside the pack: currencies are then not converted.
absl::StatusOr<std::unique_ptr<const value::RateTable>> LoadRates() {
  const std::string named = absl::GetFlag(FLAGS_rate_table);
  const std::string path =
      named.empty() ? absl::GetFlag(FLAGS_pack_dir) + "/../reference/exchange_rates.tsv" : named;
  auto rates = value::RateTable::Load(path);
  if (rates.ok()) return std::make_unique<const value::RateTable>(*std::move(rates));
  if (!named.empty() || !absl::IsNotFound(rates.status())) return rates.status();
  serving::Log(serving::LogLevel::kWarning, "currencies are not converted",
               {{"reason", std::string_view(rates.status().message().data(),
                                            rates.status().message().size())}});
  return nullptr;
}

int Run() {
  if (absl::Status status = CheckFlags(); !status.ok()) return serving::StartFailed(status);
  auto catalog = catalog::Catalog::Load(absl::GetFlag(FLAGS_pack_dir));
  if (!catalog.ok()) return serving::StartFailed(catalog.status());
  const auto rates = LoadRates();
  if (!rates.ok()) return serving::StartFailed(rates.status());
  auto replica = storage::ReplicaStore::Open(StoreOptionsFromFlags());
  if (!replica.ok()) return serving::StartFailed(replica.status());
  // Set before the first request can come.
  const follow::FeedFollower* following = nullptr;
  cells::ViewSource views(&(*replica)->store(),
                          [&following] { return following != nullptr && following->Ready(); });
  cells::CellCache cell_cache(&(*replica)->store(),
                              static_cast<size_t>(absl::GetFlag(FLAGS_cell_cache_bytes)));
  std::optional<cells::CellKeeper> cell_keeper;
  if (absl::GetFlag(FLAGS_kept_cells_bytes) > 0) {
    cell_keeper.emplace(&(*replica)->store(), &cell_cache);
  }
  auto comparisons = respond::ComparisonEngine::Create(
      catalog->get(), &views, rates->get(), {&cell_cache, cell_keeper ? &*cell_keeper : nullptr});
  if (!comparisons.ok()) return serving::StartFailed(comparisons.status());
  respond::AnalysisEngine analysis(catalog->get(), &views, rates->get());
  respond::RecordEngine records(catalog->get(), &views);

  serving::WorkerPool pool(serving::ThreadsOrCores(absl::GetFlag(FLAGS_worker_threads)),
                           static_cast<size_t>(absl::GetFlag(FLAGS_max_queued_requests)));
  follow::Watermarks watermarks(&(*replica)->store());
  follow::FollowerOptions follower_options;
  follower_options.ingest_address = absl::GetFlag(FLAGS_ingest_address);
  follower_options.max_lag = absl::Milliseconds(absl::GetFlag(FLAGS_max_lag_ms));
  follower_options.sweep_interval = absl::Milliseconds(absl::GetFlag(FLAGS_sweep_interval_ms));
  follower_options.log = [](std::string_view text) {
    serving::Log(serving::LogLevel::kInfo, "follow", {{"message", text}});
  };
  auto follower = follow::FeedFollower::Create(replica->get(), follower_options);
  if (!follower.ok()) return serving::StartFailed(follower.status());
  following = follower->get();

  doorway::CallRunner runner(&watermarks, &pool);
  follow::CommitBell bell(&(*replica)->store(),
                          static_cast<size_t>(absl::GetFlag(FLAGS_max_watchers)));
  doorway::ComparisonService comparison_service(&runner, comparisons->get(), &analysis, &views,
                                                &bell);
  doorway::RecordService record_service(&runner, &records);
  serving::ServerOptions server_options;
  server_options.listen_address = absl::GetFlag(FLAGS_listen_address);
  server_options.unix_socket = absl::GetFlag(FLAGS_unix_socket);
  server_options.logging = absl::GetFlag(FLAGS_log_all_requests)
                               ? serving::RequestLogging::kAll
                               : serving::RequestLogging::kFailuresAndSlow;
  auto server = serving::Server::Start(server_options,
                                       {{"parallax.v1.ComparisonService", &comparison_service},
                                        {"parallax.v1.RecordService", &record_service}});
  if (!server.ok()) return serving::StartFailed(server.status());
  serving::Log(serving::LogLevel::kInfo, "serving",
               {{"service", std::string_view("parallax-query")},
                {"address", std::string_view(server_options.listen_address)},
                {"port", static_cast<int64_t>((*server)->port())},
                {"ingest_address", std::string_view(follower_options.ingest_address)}});

  absl::Notification stop;
  std::thread health([&] {
    cells::CellCache::Stats logged;
    cells::CellKeeper::Stats logged_kept;
    absl::Time next_log = absl::Now() + kCacheLogInterval;
    do {
      if (absl::Now() >= next_log) {
        LogCellCache(cell_cache, &logged);
        if (cell_keeper) LogKeptCells(*cell_keeper, (*replica)->store(), &logged_kept);
        next_log = absl::Now() + kCacheLogInterval;
      }
      const bool ready = (*follower)->Ready();
      for (const char* name : {"parallax.v1.ComparisonService", "parallax.v1.RecordService"}) {
        (*server)->health().Set(name, ready);
      }
    } while (!stop.WaitForNotificationWithTimeout(kHealthInterval));
  });
  const int signal = serving::WaitForShutdownSignal();
  serving::Log(serving::LogLevel::kInfo, "draining", {{"signal", static_cast<int64_t>(signal)}});
  stop.Notify();
  health.join();
  bell.Drain();
  {
    cells::CellCache::Stats none;
    LogCellCache(cell_cache, &none);
    cells::CellKeeper::Stats none_kept;
    if (cell_keeper) LogKeptCells(*cell_keeper, (*replica)->store(), &none_kept);
  }
  (*server)->Drain(absl::GetFlag(FLAGS_drain_ms));
  follower->reset();
  serving::Log(serving::LogLevel::kInfo, "stopped");
  return 0;
}

}  // namespace
}  // namespace parallax

int main(int argc, char** argv) {
  parallax::serving::BlockShutdownSignals();
  const absl::Status status = parallax::serving::ParseFlags(
      argc, argv,
      "parallax-query: follows an ingest service into a replica and answers comparisons from it.");
  if (!status.ok()) return parallax::serving::StartFailed(status);
  return parallax::Run();
}
