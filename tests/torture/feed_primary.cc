// A slim ingest service for the torture and crash tests: store, committer and change feed.
#include <unistd.h>

#include <cstdio>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "core/serving/server.h"
#include "ingest_service/feed/change_feed_service.h"
#include "ingest_service/store/ingest_store.h"
#include "tests/torture/slim_services.h"

ABSL_FLAG(std::string, listen_address, "127.0.0.1:7401", "host:port or unix:PATH");
ABSL_FLAG(std::string, data_dir, "", "directory of the database");
ABSL_FLAG(uint64_t, memtable_bytes, 8 << 20, "memtables of all families together");
ABSL_FLAG(uint64_t, retention_commits, 1000000, "commits kept at most, per collection");
ABSL_FLAG(int, sweep_ms, 10000, "how often retention is looked after");
ABSL_FLAG(int, heartbeat_ms, 1000, "heartbeat interval of the feed");

int main(int argc, char** argv) {
  using namespace parallax;
  absl::ParseCommandLine(argc, argv);
  serving::BlockShutdownSignals();
  storage::StoreOptions options;
  options.directory = absl::GetFlag(FLAGS_data_dir);
  options.memtable_bytes = absl::GetFlag(FLAGS_memtable_bytes);
  options.retention.max_commits = absl::GetFlag(FLAGS_retention_commits);
  options.retention.min_commits = std::min<uint64_t>(1000, options.retention.max_commits);
  store::CommitterOptions committer;
  committer.sweep_interval = absl::Milliseconds(absl::GetFlag(FLAGS_sweep_ms));
  auto store = store::IngestStore::Open(options, committer);
  if (!store.ok()) {
    std::fprintf(stderr, "%s\n", store.status().ToString().c_str());
    return 1;
  }
  feed::FeedOptions feed_options;
  feed_options.heartbeat_interval = absl::Milliseconds(absl::GetFlag(FLAGS_heartbeat_ms));
  feed::ChangeFeedService feed(&(*store)->store(), feed_options);
  torture::SlimIngestService ingest(store->get());
  torture::SlimAdminService admin(store->get());
  const torture::ConsistentReads reads(&(*store)->store(), nullptr);
  torture::SlimRecordService records(reads);
  torture::SlimProbeService probe(reads, [] {
    torture::GetReportResponse report;
    report.set_ready(true);
    return report;
  });
  serving::ServerOptions server_options;
  server_options.listen_address = absl::GetFlag(FLAGS_listen_address);
  auto server = serving::Server::Start(server_options, {{"parallax.v1.ChangeFeedService", &feed},
                                                        {"parallax.v1.IngestService", &ingest},
                                                        {"parallax.v1.AdminService", &admin},
                                                        {"parallax.v1.RecordService", &records},
                                                        {"parallax.torture.ProbeService", &probe}});
  if (!server.ok()) {
    std::fprintf(stderr, "%s\n", server.status().ToString().c_str());
    return 1;
  }
  (*server)->health().Set("parallax.v1.IngestService", true);
  serving::WaitForShutdownSignal();
  feed.Drain();
  (*server)->Drain(2000);
  return 0;
}
