// What keeping lineages costs per document as the corpus grows: rows of the lineage index alone, in
// RocksDB on a real disk, with made-up fingerprints as a crawl of news sites has them.
//
// usage: lineage_benchmark DIRECTORY [DOCUMENTS [MEMTABLE_MIB [CACHE_MIB]]]
//
// 64 MiB and 256 MiB unless others are asked for. That memtable holds the first ten thousand
// documents nearly whole: "blocks" tells how little of files is looked at there.
#include <rocksdb/perf_context.h>
#include <rocksdb/perf_level.h>
#include <sys/resource.h>
#include <time.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "core/storage/keys.h"
#include "ingest_service/lineage/fingerprint.h"
#include "ingest_service/store/ingest_store.h"
#include "ingest_service/store/lineage_index.h"
#include "ingest_service/store/row_transaction.h"

namespace parallax::store {
namespace {

// Of this thread, in microseconds: other programs on the machine do not count, nor do waits for the
// disk.
double CpuMicroseconds() {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) * 1e6 + static_cast<double>(time.tv_nsec) / 1e3;
}

// Pages of about 400 words. Each is of one of 20 sites, whose 10 sentences of boilerplate the
// parser took for text on every fifth page: from ten thousand documents on the lists of these
// sentences are longer than what is read of them, and what grows is only their length. One in eight
// is a copy of an earlier page, with up to a fifth of it changed; one in a hundred of the same
// page, which so has a hundredth of the corpus.
class Corpus {
 public:
  lineage::Fingerprint Next() {
    lineage::Fingerprint page;
    std::vector<uint64_t>& hashes = page.sketch.hashes;
    const uint32_t kind = random_() % 1000;
    if (count_ > 0 && kind < 135) {
      const uint64_t seed = kind < 10 ? 0 : random_() % count_;
      hashes = Text(seed);
      const size_t changed = random_() % (kHashes / 5 + 1);
      for (size_t i = 0; i < changed; ++i) hashes[random_() % kHashes] = Sampled(random_);
      page.words_id = changed == 0 ? "text " + std::to_string(seed) : Unique();
    } else {
      hashes = Text(count_);
      page.words_id = "text " + std::to_string(count_);
    }
    if (random_() % 5 == 0) {
      std::mt19937_64 site(random_() % 20 + (uint64_t{1} << 40));
      for (int i = 0; i < 30; ++i) hashes.push_back(Sampled(site));
    }
    std::sort(hashes.begin(), hashes.end());
    hashes.erase(std::unique(hashes.begin(), hashes.end()), hashes.end());
    page.sketch.level = lineage::kFirstLevel;
    page.lists = lineage::IndexHashes(page.sketch);
    page.lists.push_back(std::hash<std::string>()(page.words_id));
    std::sort(page.lists.begin(), page.lists.end());
    ++count_;
    return page;
  }

 private:
  static constexpr size_t kHashes = 200;
  static uint64_t Sampled(std::mt19937_64& random) { return random() >> lineage::kFirstLevel; }
  static std::vector<uint64_t> Text(uint64_t seed) {
    std::mt19937_64 random(seed);
    std::vector<uint64_t> hashes(kHashes);
    for (uint64_t& hash : hashes) hash = Sampled(random);
    return hashes;
  }
  std::string Unique() { return "changed " + std::to_string(count_); }

  std::mt19937_64 random_{7};
  uint64_t count_ = 0;
};

int Run(const std::string& directory, int documents, size_t memtable_mib, size_t cache_mib) {
  storage::StoreOptions options;
  options.directory = directory;
  options.block_cache_bytes = cache_mib << 20;
  options.memtable_bytes = memtable_mib << 20;
  options.retention = {.max_age_ms = 0, .min_commits = 0, .max_commits = 1};
  CommitterOptions committer;
  committer.sweep_interval = absl::ZeroDuration();
  auto opened = IngestStore::Open(options, committer);
  if (!opened.ok()) {
    std::fprintf(stderr, "%s\n", opened.status().ToString().c_str());
    return 1;
  }
  storage::RecordStore& store = (*opened)->store();
  Corpus corpus;
  constexpr int kGroup = 100;
  constexpr int kWindow = 2000;  // documents before each report that it is about
  std::vector<double> find;
  double commit = 0;
  size_t rows_written = 0;
  size_t most_rows = 0;
  std::printf("%10s %12s %12s %12s %12s %12s %12s %12s %10s %10s\n", "documents", "find cpu us",
              "p50 us", "p99 us", "write us", "blocks", "of files", "rows/doc", "most rows",
              "RSS MiB");
  // What the engine looks up while a document is found: blocks in the cache, and from files.
  uint64_t cached_blocks = 0;
  uint64_t read_blocks = 0;
  for (int done = 0; done < documents;) {
    auto view = store.OpenView("default");
    if (!view.ok()) return 1;
    storage::CollectionInfo info = (*view)->info();
    GroupRows group(*std::move(view));
    std::vector<storage::PendingCommit> commits;
    const bool measured = done + kGroup > 10000 - kWindow &&
                          (done < 10000 || (done >= 100000 - kWindow && done < 100000) ||
                           (done >= documents - kWindow));
    for (int i = 0; i < kGroup; ++i, ++done) {
      const std::string id = "document-" + std::to_string(done);
      const storage::FingerprintRow fingerprint = ToRow(corpus.Next());
      rocksdb::SetPerfLevel(measured ? rocksdb::kEnableCount : rocksdb::kDisable);
      rocksdb::get_perf_context()->Reset();
      const double begin = CpuMicroseconds();
      RowTransaction rows(&group);
      const auto joins = LineageIndex(rows).Insert(id, fingerprint);
      if (!joins.ok()) {
        std::fprintf(stderr, "%s\n", joins.status().ToString().c_str());
        return 1;
      }
      auto transitions = rows.Finish();
      if (!transitions.ok()) return 1;
      group.Absorb(*transitions);
      if (measured) {
        find.push_back(CpuMicroseconds() - begin);
        cached_blocks += rocksdb::get_perf_context()->block_cache_hit_count;
        read_blocks += rocksdb::get_perf_context()->block_read_count;
        rows_written += transitions->size();
        most_rows = std::max(most_rows, transitions->size());
      }
      storage::PendingCommit pending;
      pending.collection = "default";
      pending.record.commit = ++info.commit;
      pending.record.commit_time_ms = info.commit_time_ms;
      pending.record.kind = storage::CommitKind::kDocumentUpserted;
      pending.record.generation = 1;
      pending.record.document_id = id;
      pending.transitions = *std::move(transitions);
      commits.push_back(std::move(pending));
    }
    const double begin = CpuMicroseconds();
    const absl::Status status =
        store.Commit(std::move(commits), {.sync = false, .log_values = true});
    if (!status.ok()) {
      std::fprintf(stderr, "%s\n", status.ToString().c_str());
      return 1;
    }
    if (measured) commit += CpuMicroseconds() - begin;
    while (true) {
      const auto swept = store.Sweep();
      if (!swept.ok() || swept->done) break;
    }
    if (measured && (done == 10000 || done == 100000 || done == documents)) {
      std::sort(find.begin(), find.end());
      double sum = 0;
      for (const double one : find) sum += one;
      const auto count = static_cast<double>(find.size());
      rusage usage{};
      getrusage(RUSAGE_SELF, &usage);
      std::printf("%10d %12.1f %12.1f %12.1f %12.1f %12.1f %12.1f %12.1f %10zu %10ld\n", done,
                  sum / count, find[find.size() / 2], find[find.size() * 99 / 100], commit / count,
                  static_cast<double>(cached_blocks + read_blocks) / count,
                  static_cast<double>(read_blocks) / count,
                  static_cast<double>(rows_written) / count, most_rows, usage.ru_maxrss / 1024);
      std::fflush(stdout);
      find.clear();
      cached_blocks = 0;
      read_blocks = 0;
      commit = 0;
      rows_written = 0;
      most_rows = 0;
    }
  }
  return 0;
}

}  // namespace
}  // namespace parallax::store

int main(int argc, char** argv) {
  if (argc < 2) {
    std::fprintf(stderr,
                 "usage: lineage_benchmark DIRECTORY [DOCUMENTS [MEMTABLE_MIB [CACHE_MIB]]]\n");
    return 2;
  }
  const auto number = [&](int i, int otherwise) {
    return argc > i ? std::max(1, std::atoi(argv[i])) : otherwise;
  };
  return parallax::store::Run(argv[1], number(2, 1000000), static_cast<size_t>(number(3, 64)),
                              static_cast<size_t>(number(4, 256)));
}
