// A slim query service for the torture and crash tests: a replica and its follower.
#include <cstdio>
#include <thread>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "core/serving/server.h"
#include "core/storage/replica_store.h"
#include "query_service/follow/feed_follower.h"
#include "query_service/follow/watermarks.h"
#include "tests/torture/slim_services.h"

ABSL_FLAG(std::string, listen_address, "127.0.0.1:7402", "host:port or unix:PATH");
ABSL_FLAG(std::string, ingest_address, "127.0.0.1:7401", "where the feed is");
ABSL_FLAG(std::string, data_dir, "", "directory of the database");
ABSL_FLAG(uint64_t, memtable_bytes, 8 << 20, "memtables of all families together");
ABSL_FLAG(uint64_t, retention_commits, 1000000, "commits kept at most, per collection");
ABSL_FLAG(int, sweep_ms, 10000, "how often retention is looked after");
ABSL_FLAG(int, silence_ms, 3000, "a feed that is silent for so long is cut");
ABSL_FLAG(
    int64_t, skip_every, 0,
    "proof that tests can fail: apply each so-many-th commit of a collection without its rows");
ABSL_FLAG(bool, verbose, false, "say what the follower does");

int main(int argc, char** argv) {
  namespace follow = parallax::follow;
  namespace serving = parallax::serving;
  namespace storage = parallax::storage;
  namespace torture = parallax::torture;
  absl::ParseCommandLine(argc, argv);
  serving::BlockShutdownSignals();
  storage::StoreOptions options;
  options.directory = absl::GetFlag(FLAGS_data_dir);
  options.memtable_bytes = absl::GetFlag(FLAGS_memtable_bytes);
  options.retention.max_commits = absl::GetFlag(FLAGS_retention_commits);
  options.retention.min_commits = std::min<uint64_t>(1000, options.retention.max_commits);
  auto store = storage::ReplicaStore::Open(options);
  if (!store.ok()) {
    std::fprintf(stderr, "%s\n", store.status().ToString().c_str());
    return 1;
  }
  follow::Watermarks watermarks(&(*store)->store());
  follow::FollowerOptions follower_options;
  follower_options.ingest_address = absl::GetFlag(FLAGS_ingest_address);
  follower_options.min_silence = absl::Milliseconds(absl::GetFlag(FLAGS_silence_ms));
  follower_options.sweep_interval = absl::Milliseconds(absl::GetFlag(FLAGS_sweep_ms));
  if (absl::GetFlag(FLAGS_verbose)) {
    follower_options.log = [](std::string_view line) {
      std::fprintf(stderr, "follower: %.*s\n", static_cast<int>(line.size()), line.data());
    };
  }
  if (const int64_t skip = absl::GetFlag(FLAGS_skip_every); skip > 0) {
    follower_options.tamper = [skip](follow::IncomingCommit& incoming) {
      if (incoming.commit.record.commit % static_cast<uint64_t>(skip) == 0) {
        incoming.commit.record.rows.clear();
      }
    };
  }
  auto follower = follow::FeedFollower::Create(store->get(), follower_options);
  if (!follower.ok()) {
    std::fprintf(stderr, "%s\n", follower.status().ToString().c_str());
    return 1;
  }
  const torture::ConsistentReads reads(&(*store)->store(), &watermarks);
  torture::SlimRecordService records(reads);
  torture::SlimProbeService probe(reads, [&follower] {
    const follow::FollowerReport now = (*follower)->Report();
    torture::GetReportResponse report;
    report.set_ready(now.ready);
    report.set_gaps(static_cast<int64_t>(now.gaps));
    report.set_bootstraps(static_cast<int64_t>(now.bootstraps));
    report.set_connections(static_cast<int64_t>(now.connections));
    report.set_commits_applied(static_cast<int64_t>(now.commits_applied));
    report.set_lag_ms(now.lag == absl::InfiniteDuration() ? -1
                                                          : absl::ToInt64Milliseconds(now.lag));
    return report;
  });
  serving::ServerOptions server_options;
  server_options.listen_address = absl::GetFlag(FLAGS_listen_address);
  auto server = serving::Server::Start(server_options, {{"parallax.v1.RecordService", &records},
                                                        {"parallax.torture.ProbeService", &probe}});
  if (!server.ok()) {
    std::fprintf(stderr, "%s\n", server.status().ToString().c_str());
    return 1;
  }
  (*server)->health().Set("parallax.v1.RecordService", true);
  serving::WaitForShutdownSignal();
  (*server)->Drain(2000);
  return 0;
}
