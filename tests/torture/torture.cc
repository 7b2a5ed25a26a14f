// The feed torture as a program: exits 0 when every read was right, or, with --expect_mismatch,
// when a wrong one was found.
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "tests/torture/torture_run.h"

ABSL_FLAG(int, seconds, 30, "how long to write, read and break");
ABSL_FLAG(uint64_t, seed, 1, "of everything random");
ABSL_FLAG(bool, chaos, true, "kill, stop and cut");
ABSL_FLAG(int64_t, skip_every, 0,
          "one replica applies each so-many-th commit of a collection without its rows");
ABSL_FLAG(bool, expect_mismatch, false, "the run is good when it finds a wrong read");
ABSL_FLAG(std::string, work_dir, "",
          "where databases and logs go; empty: a new directory in TMPDIR");

int main(int argc, char** argv) {
  using parallax::torture::TortureCounts;
  absl::ParseCommandLine(argc, argv);
  // A client whose calls fail at once has its sockets looked at every five seconds otherwise.
  setenv("GRPC_CLIENT_CHANNEL_BACKUP_POLL_INTERVAL_MS", "50", 1);
  parallax::torture::TortureOptions options;
  options.bin_dir = std::filesystem::canonical("/proc/self/exe").parent_path();
  options.seconds = absl::GetFlag(FLAGS_seconds);
  options.seed = absl::GetFlag(FLAGS_seed);
  options.chaos = absl::GetFlag(FLAGS_chaos);
  options.skip_every = absl::GetFlag(FLAGS_skip_every);
  options.until_mismatch = absl::GetFlag(FLAGS_expect_mismatch);
  options.work_dir = absl::GetFlag(FLAGS_work_dir);
  const bool own_dir = options.work_dir.empty();
  if (own_dir) {
    std::string name = std::filesystem::temp_directory_path() / "parallax-torture-XXXXXX";
    if (mkdtemp(name.data()) == nullptr) return 2;
    options.work_dir = name;
  } else {
    std::filesystem::create_directories(options.work_dir);
  }
  parallax::torture::TortureRun run(options);
  const bool level = run.Run();
  const TortureCounts& c = run.counts();
  std::printf(
      "%d s: %ld commits, %ld unchanged, %ld unknown outcomes; reads: %ld latest, %ld fresh, %ld "
      "old, "
      "%ld expired, %ld unavailable; mismatches: %ld; gaps: %ld; bootstraps: %ld; streams: %ld; "
      "kills: %ld primary, %ld replica; cuts: %ld; black holes: %ld; stops: %ld; flushes: %ld; "
      "crashes: %ld; level: %s\n",
      options.seconds, c.commits.load(), c.unchanged.load(), c.unknown_outcomes.load(),
      c.latest_reads.load(), c.fresh_reads.load(), c.old_reads.load(), c.expired_reads.load(),
      c.unavailable_reads.load(), c.mismatches.load(), c.gaps.load(), c.bootstraps.load(),
      c.connections.load(), c.primary_kills.load(), c.replica_kills.load(), c.cuts.load(),
      c.black_holes.load(), c.stops.load(), c.flushes.load(), c.crashes.load(),
      level ? "yes" : "no");
  for (const std::string& complaint : run.Complaints()) std::printf("  %s\n", complaint.c_str());
  if (absl::GetFlag(FLAGS_expect_mismatch)) return c.mismatches > 0 ? 0 : 1;
  // A run that did not read or break anything proves nothing.
  const bool busy = c.latest_reads > 0 && c.fresh_reads > 0 && c.old_reads > 0 &&
                    (!options.chaos || options.seconds < 20 ||
                     (c.bootstraps > 0 && c.replica_kills + c.primary_kills > 0));
  if (!busy) std::printf("  too little happened\n");
  const bool good = level && busy && c.mismatches == 0 && c.gaps == 0 && c.crashes == 0;
  if (good && own_dir) std::filesystem::remove_all(options.work_dir);
  if (!good) std::printf("  databases and logs are in %s\n", options.work_dir.c_str());
  return good ? 0 : 1;
}
