// parallax-ingest: documents in, durable records and a change feed out.

#include <memory>
#include <string>

#include "absl/flags/flag.h"
#include "core/catalog/catalog.h"
#include "core/serving/flags.h"
#include "core/serving/log.h"
#include "core/serving/server.h"
#include "core/serving/startup.h"
#include "core/serving/worker_pool.h"
#include "ingest_service/assemble/pipeline.h"
#include "ingest_service/doorway/admin_service_impl.h"
#include "ingest_service/doorway/ingest_service_impl.h"
#include "ingest_service/feed/change_feed_service.h"
#include "ingest_service/store/ingest_store.h"

ABSL_FLAG(std::string, listen_address, "127.0.0.1:7401",
          "host:port to serve on; port 0 chooses one");
ABSL_FLAG(std::string, unix_socket, "", "path of a unix socket to serve on as well");
ABSL_FLAG(std::string, data_dir, "parallax-ingest-data",
          "directory of the database; made when missing");
ABSL_FLAG(std::string, pack_dir, "packs/ai_industrial_policy", "directory of the pack");
ABSL_FLAG(std::string, log_level, "info", "debug, info, warning or error");
ABSL_FLAG(bool, log_all_requests, false, "log every request, not only failed and slow ones");
ABSL_FLAG(int, worker_threads, 0, "threads that process documents; 0 means one per core");
ABSL_FLAG(int, max_queued_documents, 1024, "unary requests that may wait for a worker");
ABSL_FLAG(int64_t, max_content_bytes, 8 << 20, "the largest original that is taken");
ABSL_FLAG(int64_t, max_stream_bytes, 32 << 20,
          "unanswered content that one ingest stream may hold");
ABSL_FLAG(int64_t, max_commit_queue_bytes, 64 << 20,
          "processed documents that may wait for the disk");
ABSL_FLAG(int64_t, block_cache_bytes, 32 << 20, "memory for cached database blocks");
ABSL_FLAG(int64_t, memtable_bytes, 8 << 20, "memory for rows not yet written to files");
ABSL_FLAG(int64_t, retention_seconds, 7 * 24 * 3600, "how long old states stay readable");
ABSL_FLAG(int64_t, retention_min_commits, 1000, "newest commits that are never swept");
ABSL_FLAG(int64_t, retention_max_commits, 1000000,
          "commits beyond this many are swept whatever their age");
ABSL_FLAG(int64_t, sweep_interval_ms, 10000, "how often retention is looked after");
ABSL_FLAG(int64_t, heartbeat_interval_ms, 1000,
          "how often the change feed says that nothing happened");
ABSL_FLAG(int64_t, drain_ms, 10000, "how long calls under way may take at shutdown");

namespace parallax {
namespace {

absl::Status CheckFlags() {
  if (absl::Status status = serving::ApplyLogLevel(absl::GetFlag(FLAGS_log_level)); !status.ok()) {
    return status;
  }
  return serving::RequirePositive({
      {"max_content_bytes", absl::GetFlag(FLAGS_max_content_bytes)},
      {"max_stream_bytes", absl::GetFlag(FLAGS_max_stream_bytes)},
      {"max_commit_queue_bytes", absl::GetFlag(FLAGS_max_commit_queue_bytes)},
      {"max_queued_documents", absl::GetFlag(FLAGS_max_queued_documents)},
      {"block_cache_bytes", absl::GetFlag(FLAGS_block_cache_bytes)},
      {"memtable_bytes", absl::GetFlag(FLAGS_memtable_bytes)},
      {"heartbeat_interval_ms", absl::GetFlag(FLAGS_heartbeat_interval_ms)},
      {"retention_max_commits", absl::GetFlag(FLAGS_retention_max_commits)},
  });
}

int Run() {
  if (absl::Status status = CheckFlags(); !status.ok()) return serving::StartFailed(status);
  auto catalog = catalog::Catalog::Load(absl::GetFlag(FLAGS_pack_dir));
  if (!catalog.ok()) return serving::StartFailed(catalog.status());
  assemble::PipelineOptions pipeline_options;
  pipeline_options.max_content_bytes = absl::GetFlag(FLAGS_max_content_bytes);
  auto pipeline = assemble::Pipeline::Create(*std::move(catalog), pipeline_options);
  if (!pipeline.ok()) return serving::StartFailed(pipeline.status());

  storage::StoreOptions store_options;
  store_options.directory = absl::GetFlag(FLAGS_data_dir);
  store_options.block_cache_bytes = static_cast<size_t>(absl::GetFlag(FLAGS_block_cache_bytes));
  store_options.memtable_bytes = static_cast<size_t>(absl::GetFlag(FLAGS_memtable_bytes));
  store_options.retention.max_age_ms = absl::GetFlag(FLAGS_retention_seconds) * 1000;
  store_options.retention.min_commits =
      static_cast<uint64_t>(absl::GetFlag(FLAGS_retention_min_commits));
  store_options.retention.max_commits =
      static_cast<uint64_t>(absl::GetFlag(FLAGS_retention_max_commits));
  store::CommitterOptions committer_options;
  committer_options.max_queued_bytes =
      static_cast<size_t>(absl::GetFlag(FLAGS_max_commit_queue_bytes));
  committer_options.sweep_interval = absl::Milliseconds(absl::GetFlag(FLAGS_sweep_interval_ms));
  auto store = store::IngestStore::Open(store_options, committer_options);
  if (!store.ok()) return serving::StartFailed(store.status());

  feed::FeedOptions feed_options;
  feed_options.heartbeat_interval = absl::Milliseconds(absl::GetFlag(FLAGS_heartbeat_interval_ms));
  feed::ChangeFeedService feed_service(&(*store)->store(), feed_options);
  serving::WorkerPool workers(serving::ThreadsOrCores(absl::GetFlag(FLAGS_worker_threads)),
                              static_cast<size_t>(absl::GetFlag(FLAGS_max_queued_documents)));
  doorway::IngestServiceOptions service_options;
  service_options.input_limits.max_content_bytes = absl::GetFlag(FLAGS_max_content_bytes);
  service_options.max_stream_bytes = absl::GetFlag(FLAGS_max_stream_bytes);
  doorway::IngestServiceImpl ingest_service(pipeline->get(), store->get(), &workers,
                                            service_options);
  doorway::AdminServiceImpl admin_service(&(*pipeline)->catalog(), store->get(), &workers);

  serving::ServerOptions server_options;
  server_options.listen_address = absl::GetFlag(FLAGS_listen_address);
  server_options.unix_socket = absl::GetFlag(FLAGS_unix_socket);
  // A little over the content limit gets a clear error of ours; far beyond it gRPC refuses.
  server_options.max_receive_bytes = 2 * absl::GetFlag(FLAGS_max_content_bytes) + (1 << 20);
  server_options.logging = absl::GetFlag(FLAGS_log_all_requests)
                               ? serving::RequestLogging::kAll
                               : serving::RequestLogging::kFailuresAndSlow;
  auto server =
      serving::Server::Start(server_options, {{"parallax.v1.IngestService", &ingest_service},
                                              {"parallax.v1.AdminService", &admin_service},
                                              {"parallax.v1.ChangeFeedService", &feed_service}});
  if (!server.ok()) return serving::StartFailed(server.status());
  for (const char* name :
       {"parallax.v1.IngestService", "parallax.v1.AdminService", "parallax.v1.ChangeFeedService"}) {
    (*server)->health().Set(name, true);
  }
  serving::Log(serving::LogLevel::kInfo, "serving",
               {{"service", std::string_view("parallax-ingest")},
                {"address", std::string_view(server_options.listen_address)},
                {"port", static_cast<int64_t>((*server)->port())},
                {"store_id", std::string_view((*store)->store().store_id())}});

  const int signal = serving::WaitForShutdownSignal();
  serving::Log(serving::LogLevel::kInfo, "draining", {{"signal", static_cast<int64_t>(signal)}});
  feed_service.Drain();
  (*server)->Drain(absl::GetFlag(FLAGS_drain_ms));
  (*store)->committer().Shutdown();
  serving::Log(serving::LogLevel::kInfo, "stopped");
  return 0;
}

}  // namespace
}  // namespace parallax

int main(int argc, char** argv) {
  parallax::serving::BlockShutdownSignals();
  const absl::Status status = parallax::serving::ParseFlags(
      argc, argv, "parallax-ingest: documents in, durable records and a change feed out.");
  if (!status.ok()) return parallax::serving::StartFailed(status);
  return parallax::Run();
}
