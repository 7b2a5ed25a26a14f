// What was acknowledged survives a power cut at any moment, whole and in order; what was not is
// there whole or not at all.
#include <gtest/gtest.h>

#include <cstdlib>
#include <random>
#include <thread>

#include "absl/synchronization/mutex.h"
#include "absl/time/clock.h"
#include "core/storage/lossy_file_system.h"
#include "ingest_service/store/store_fixture.h"
#include "ingest_service/store/store_model.h"

namespace parallax::store {
namespace {

struct Disk {
  explicit Disk(uint32_t seed)
      : memory(rocksdb::NewMemEnv(rocksdb::Env::Default())),
        system(std::make_shared<storage::LossyFileSystem>(memory->GetFileSystem(), seed)),
        env(rocksdb::NewCompositeEnv(system)) {}
  std::unique_ptr<rocksdb::Env> memory;
  std::shared_ptr<storage::LossyFileSystem> system;
  std::unique_ptr<rocksdb::Env> env;
};

StoredDocument DocumentNumber(int i) {
  return MakeDocument("d" + std::to_string(i % 11), "text 文本 " + std::to_string(i % 17),
                      {{"e" + std::to_string(i % 3), "q", std::to_string(i), "A"},
                       {"e", "q", std::to_string(i % 4), std::to_string(i % 5)}});
}

// How much longer a life has to be for as many commits as in a build without instrumentation.
#if defined(__SANITIZE_THREAD__)
constexpr uint64_t kSlower = 40;
#elif defined(__SANITIZE_ADDRESS__)
constexpr uint64_t kSlower = 8;
#else
constexpr uint64_t kSlower = 1;
#endif

// One life of the process: opens, checks, writes until the power goes. Returns false when
// acknowledged writes are missing.
class Lives {
 public:
  Lives(Disk* disk, uint32_t seed) : disk_(disk), random_(seed) {}

  bool Live() {
    storage::StoreOptions options = TestStoreOptions(disk_->env.get(), &clock_);
    options.memtable_bytes = 64 << 10;
    options.retention = {.max_age_ms = 1'000'000, .min_commits = 20, .max_commits = 200};
    auto store = IngestStore::Open(options, TestCommitterOptions());
    if (!store.ok()) {
      // Only a disk that lies about syncs can leave a database that does not open.
      error_ = store.status().ToString();
      return false;
    }
    if (!Check(**store)) return false;

    absl::Mutex mutex;
    int in_flight = 0;
    const int cut_after_us = static_cast<int>(random_() % (30000 * kSlower));
    std::thread cutter([&] {
      absl::SleepFor(absl::Microseconds(cut_after_us));
      disk_->system->CutPower();
    });
    bool off = false;
    while (!off) {
      const int number = next_number_++;
      auto stored = std::make_shared<StoredDocument>(DocumentNumber(number));
      // Every seventh goes away again.
      const bool deletes = number % 7 == 6;
      submitted_.push_back({deletes, stored});
      {
        absl::MutexLock lock(&mutex);
        ++in_flight;
      }
      (*store)->committer().Submit(
          deletes ? Deletion("default", stored->document_id) : Upsert("default", *stored),
          [&](absl::StatusOr<CommitResult> result) {
            absl::MutexLock lock(&mutex);
            --in_flight;
            if (result.ok() && !result->unchanged) {
              acknowledged_commit_ = std::max(acknowledged_commit_, result->commit);
            } else if (!result.ok() && !absl::IsNotFound(result.status())) {
              off = true;
            }
          },
          absl::InfiniteFuture());
      if (number % 13 == 0) (void)(*store)->store().Sweep(50);
      if (number % 29 == 0) (void)(*store)->store().Flush();
      absl::MutexLock lock(&mutex);
      const auto some_done = [&] { return in_flight < 8; };
      mutex.Await(absl::Condition(&some_done));
      if (off) break;
    }
    cutter.join();
    store->reset();
    disk_->system->RestorePower();
    return true;
  }

  // After the last life: what is there is what the model says.
  bool Check(IngestStore& store) {
    const auto view = store.store().OpenView("default");
    if (!view.ok()) return Fail(view.status().ToString());
    const uint64_t commit = (*view)->commit();
    if (commit < acknowledged_commit_) {
      return Fail("acknowledged commit " + std::to_string(acknowledged_commit_) +
                  " is lost; last " + std::to_string(commit));
    }
    // The changes that were made are a first part of those submitted in the last life.
    for (const auto& [deletes, stored] : submitted_) {
      if (model_commit_ == commit) break;
      const auto it = model_.find(stored->document_id);
      if (deletes) {
        if (it == model_.end()) continue;
        model_.erase(it);
        ++model_commit_;
      } else if (it == model_.end() || record::InputDigest(it->second.stored->input) !=
                                           record::InputDigest(stored->input)) {
        ++model_commit_;
        model_[stored->document_id] = {.revision_commit = model_commit_, .stored = stored};
      }
    }
    submitted_.clear();
    if (model_commit_ != commit) return Fail("commits that nobody submitted");
    const RowMap found = AllRows(**view);
    const std::string difference = FirstDifference(found, ExpectedRows(model_, found));
    if (!difference.empty()) return Fail(difference);
    for (const auto& [id, document] : model_) {
      const auto bytes =
          (*view)->ReadOriginal(document.stored->document.content_sha256, 0, 1 << 20);
      if (!bytes.ok() || *bytes != document.stored->input.content) return Fail("an original");
    }
    for (uint64_t c = (*view)->info().earliest_commit + 1; c <= commit; ++c) {
      if (!(*view)->ReadCommit(c).ok()) return Fail("a gap in the log");
    }
    acknowledged_commit_ = commit;
    return true;
  }

  const std::string& error() const { return error_; }
  uint64_t commits() const { return model_commit_; }

 private:
  bool Fail(std::string error) {
    error_ = std::move(error);
    return false;
  }

  Disk* disk_;
  std::mt19937 random_;
  TestClock clock_;
  int next_number_ = 0;
  std::vector<std::pair<bool, std::shared_ptr<StoredDocument>>> submitted_;
  ModelState model_;
  uint64_t model_commit_ = 1;
  uint64_t acknowledged_commit_ = 0;
  std::string error_;
};

TEST(PowerCutTest, AcknowledgedWritesSurvive) {
  constexpr uint64_t kEnoughCommits = 100;
  // The engine sleeps a second after a failed background write, so a round takes most of one.
  const char* long_tests = std::getenv("PARALLAX_LONG_TESTS");
  const uint32_t seeds = long_tests != nullptr ? 8 : 2;
  uint64_t commits = 0;
  for (uint32_t seed = 1; seed <= seeds; ++seed) {
    Disk disk(seed);
    Lives lives(&disk, seed);
    // As many rounds more as a slow machine needs to have something to lose.
    for (int round = 0; round < 12 || (lives.commits() <= kEnoughCommits && round < 60); ++round) {
      ASSERT_TRUE(lives.Live()) << "seed " << seed << " round " << round << ": " << lives.error();
    }
    commits += lives.commits();
  }
  EXPECT_GT(commits, seeds * kEnoughCommits);
}

TEST(PowerCutTest, ADiskThatLiesIsNoticed) {
  Disk disk(7);
  disk.system->IgnoreSyncs();
  Lives lives(&disk, 7);
  bool noticed = false;
  for (int round = 0; round < 30 && !noticed; ++round) noticed = !lives.Live();
  EXPECT_TRUE(noticed);
}

}  // namespace
}  // namespace parallax::store
