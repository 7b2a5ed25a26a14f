// One run of the feed torture: a primary and two replicas as processes, writers, readers, and
// somebody who breaks things; every read compared with a model.
#ifndef PARALLAX_TESTS_TORTURE_TORTURE_RUN_H_
#define PARALLAX_TESTS_TORTURE_TORTURE_RUN_H_

#include <grpcpp/grpcpp.h>

#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "parallax/v1/admin_service.grpc.pb.h"
#include "parallax/v1/ingest_service.grpc.pb.h"
#include "parallax/v1/record_service.grpc.pb.h"
#include "tests/torture/child_process.h"
#include "tests/torture/cutting_proxy.h"
#include "tests/torture/model.h"
#include "tests/torture/probe.grpc.pb.h"

namespace parallax::torture {

struct TortureOptions {
  std::string bin_dir;
  std::string work_dir;
  int seconds = 30;
  uint64_t seed = 1;
  int writers = 3;
  int replicas = 2;
  bool chaos = true;
  int64_t skip_every = 0;       // replica 0 applies each so-many-th commit without its rows
  bool until_mismatch = false;  // ends with the first one
  uint64_t retention_commits = 30;
};

// What a run counts. All atomic: every thread counts.
struct TortureCounts {
  std::atomic<int64_t> commits{0}, unchanged{0}, unknown_outcomes{0};
  std::atomic<int64_t> latest_reads{0}, fresh_reads{0}, old_reads{0};
  std::atomic<int64_t> expired_reads{0}, unavailable_reads{0};
  std::atomic<int64_t> mismatches{0}, gaps{0}, bootstraps{0}, connections{0};
  std::atomic<int64_t> primary_kills{0}, replica_kills{0}, cuts{0}, black_holes{0}, stops{0},
      flushes{0}, crashes{0};
};

// Not thread-safe. One run.
class TortureRun {
 public:
  explicit TortureRun(TortureOptions options);
  ~TortureRun();

  // False when the processes do not come up or do not become level at the end.
  bool Run();
  const TortureCounts& counts() const { return counts_; }
  // The first things that were found wrong.
  std::vector<std::string> Complaints() const;

 private:
  struct Node {
    std::unique_ptr<ChildProcess> process;
    std::unique_ptr<CuttingProxy> proxy;  // of a replica: towards the primary
    std::shared_ptr<grpc::Channel> channel;
    std::unique_ptr<ProbeService::Stub> probe;
  };
  struct Collection {
    CollectionModel model;
    absl::Mutex mutex;
    std::string last_token ABSL_GUARDED_BY(mutex);
  };

  enum class Harm {
    kKillPrimary,
    kKillReplica,
    kKillReplicaForLong,
    kKillBoth,
    kCut,
    kBlackHole,
    kStop,
    kFlush,
  };

  bool StartAll();
  bool WaitUntilUp(Node& node);
  void Write(int writer);
  void WriteOne(const std::string& name, Collection& collection, std::mt19937_64& random);
  bool MakeCollection(const std::string& name);
  // Asks the primary until it answers whether the commit after `newest` was made.
  bool WasCommitted(const std::string& name, uint64_t newest);
  void Read(int replica);
  void ReadOne(Node& node, std::mt19937_64& random, uint64_t& last_seen_commit,
               const std::string& name, Collection& collection);
  void Judge(Collection& collection, const std::string& name, const ReadStateResponse& state);
  void Break(absl::Time end);
  void BreakOne(Harm harm, std::mt19937_64& random);
  // Returns when some collection has so many more commits.
  void WaitForNews(uint64_t commits);
  void Restart(Node& node, bool primary, const std::function<void()>& meanwhile);
  void TakeReport(Node& node);
  bool BecomeLevel();
  void Complain(const std::string& what);
  bool stopping() const { return stopping_.load(); }
  std::pair<std::string, Collection*> AnyCollection(std::mt19937_64& random);

  const TortureOptions options_;
  TortureCounts counts_;
  std::atomic<bool> stopping_{false};
  Node primary_;
  std::vector<Node> replicas_;
  std::unique_ptr<v1::IngestService::Stub> ingest_;
  std::unique_ptr<v1::AdminService::Stub> admin_;
  std::unique_ptr<v1::RecordService::Stub> primary_records_;

  mutable absl::Mutex mutex_;
  std::map<std::string, std::unique_ptr<Collection>> collections_ ABSL_GUARDED_BY(mutex_);
  std::vector<std::string> complaints_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace parallax::torture

#endif  // PARALLAX_TESTS_TORTURE_TORTURE_RUN_H_
