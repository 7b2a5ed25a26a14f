// Cells that readers keep in the store: right for every view that is shown one, gone when a commit
// touches their rows.
#include <gtest/gtest.h>
#include <rocksdb/db.h>
#include <rocksdb/env.h>

#include <algorithm>

#include "absl/time/clock.h"
#include "core/storage/engine.h"
#include "core/storage/kept_rows.h"
#include "core/storage/keys.h"
#include "core/storage/lossy_file_system.h"
#include "core/storage/replica_store.h"

namespace parallax::storage {
namespace {

const CollectionIdentity kIdentity{
    .name = "c", .store_id = "00000000000000aa", .uid = "00000000000000bb", .generation = 1};
const std::string kKorea = CellKey("economy/KR", "key_period");
const std::string kHongKong = CellKey("economy/HK", "时期");

class KeptCellsTest : public ::testing::Test {
 protected:
  void SetUp() override {
    Open(1 << 20);
    Apply({{CollectionKey(), "c"}});
    Apply({{kKorea, "1"}});
  }
  void Open(uint64_t kept_cells_bytes, size_t block_cache_bytes = 1 << 20) {
    replica_.reset();
    StoreOptions options;
    options.directory = "/db";
    options.env = env_.get();
    options.memtable_bytes = 256 << 10;
    options.now_ms = [] { return int64_t{0}; };
    options.kept_cells_bytes = kept_cells_bytes;
    options.block_cache_bytes = block_cache_bytes;
    auto opened = ReplicaStore::Open(options);
    ASSERT_TRUE(opened.ok()) << opened.status();
    replica_ = *std::move(opened);
  }
  void Apply(std::vector<RowChange> rows) {
    std::sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) { return a.key < b.key; });
    ++commit_;
    const CommitRecord record{
        .commit = commit_,
        .kind = commit_ == 1 ? CommitKind::kCollectionCreated : CommitKind::kDocumentUpserted,
        .rows = std::move(rows)};
    const absl::Status status = replica_->ApplyCommit(kIdentity, record, {});
    ASSERT_TRUE(status.ok()) << status;
  }
  size_t Keep(const std::string& key, uint64_t commit, const std::string& bytes,
              bool untouched = true) {
    const KeptCell cell{key, commit, bytes};
    const auto kept = replica_->store().KeepCells(Latest()->info().keyspace, {&cell, 1},
                                                  [&](const KeptCell&) { return untouched; });
    EXPECT_TRUE(kept.ok()) << kept.status();
    return kept.value_or(0);
  }
  // A flush may have files merged in the background, which would read what a test damages.
  void FlushAndMerge() {
    ASSERT_TRUE(replica_->store().Flush().ok());
    WaitForMerges();
  }
  void WaitForMerges() {
    const absl::Time patience = absl::Now() + absl::Seconds(60);
    while (replica_->store().GetUsage().merging && absl::Now() < patience) {
      absl::SleepFor(absl::Milliseconds(1));
    }
    ASSERT_FALSE(replica_->store().GetUsage().merging);
  }
  // Changes the first letter of `text` in the files that have it; how many.
  int Damage(const std::string& text) {
    int changed = 0;
    std::vector<std::string> files;
    EXPECT_TRUE(env_->GetChildren("/db", &files).ok());
    for (const std::string& file : files) {
      if (!file.ends_with(".sst")) continue;
      std::string bytes;
      EXPECT_TRUE(rocksdb::ReadFileToString(env_.get(), "/db/" + file, &bytes).ok());
      const size_t at = bytes.find(text);
      if (at == std::string::npos) continue;
      std::unique_ptr<rocksdb::RandomRWFile> open;
      EXPECT_TRUE(env_->NewRandomRWFile("/db/" + file, &open, {}).ok());
      EXPECT_TRUE(open->Write(at, "#").ok());
      ++changed;
    }
    return changed;
  }
  std::unique_ptr<ReadView> Latest() { return *replica_->store().OpenView("c"); }
  static std::string Kept(const ReadView& view, const std::string& key,
                          ReadFrom from = ReadFrom::kAnywhere) {
    const auto kept = view.KeptCells({kHongKong + "x", key}, from);
    EXPECT_FALSE(kept.cells[0].has_value());
    EXPECT_EQ(kept.unreadable, 0u);
    const auto& found = kept.cells[1];
    return found ? found->bytes + "@" + std::to_string(found->commit) : "none";
  }

  std::unique_ptr<rocksdb::Env> env_{rocksdb::NewMemEnv(rocksdb::Env::Default())};
  std::unique_ptr<ReplicaStore> replica_;
  uint64_t commit_ = 0;
};

TEST_F(KeptCellsTest, AreShownToViewsNoOlderThanTheirOwn) {
  EXPECT_EQ(Keep(kKorea, 2, "ready"), 1u);
  EXPECT_EQ(Kept(*Latest(), kKorea), "ready@2");
  EXPECT_EQ(Kept(*Latest(), kKorea, ReadFrom::kMemory), "ready@2");
  EXPECT_EQ(Kept(*Latest(), kHongKong), "none");
  EXPECT_EQ(Kept(**Latest()->At(1), kKorea), "none");
  Apply({{kHongKong, "1"}});
  EXPECT_EQ(Kept(*Latest(), kKorea), "ready@2");
  EXPECT_EQ(Kept(**Latest()->At(2), kKorea), "ready@2");
  // They are no rows.
  size_t rows = 0;
  ASSERT_TRUE(Latest()->Scan({}, [&](auto, auto) { return ++rows > 0; }).ok());
  EXPECT_EQ(rows, 3u);
}

TEST_F(KeptCellsTest, GoWithTheCommitThatTouchesAnyOfTheirRows) {
  const std::vector<std::string> keys = {
      CellKey("economy/KR", "key_period"),
      ClaimKey({"economy/KR", "key_period", "p", "d", 1}),
      PropositionKey("economy/KR", "key_period", "p"),
      PropositionSupportKey("economy/KR", "key_period", "p", Party::kVoice, "v"),
      PropositionRankKey({"economy/KR", "key_period", 1, 1, 1, 1, "p"}),
      CellSupportKey("economy/KR", "key_period", Party::kDocument, "d")};
  for (const std::string& key : keys) {
    ASSERT_EQ(Keep(kKorea, commit_, "ready"), 1u);
    const auto before = Latest();
    const uint64_t then = commit_;
    // Of others: a cell whose entity begins with the same bytes, and rows of no cell.
    Apply({{CellKey("economy/KR2", "key_period"), "1"}, {DocumentKey("economy/KR"), "1"}});
    EXPECT_NE(Kept(*Latest(), kKorea), "none");
    Apply({{key, std::to_string(commit_)}});
    EXPECT_EQ(Kept(*Latest(), kKorea), "none");
    EXPECT_EQ(Kept(**Latest()->At(then), kKorea), "none");
    // Who looked before still sees what was true then.
    EXPECT_EQ(Kept(*before, kKorea), "ready@" + std::to_string(then));
    ASSERT_EQ(Keep(kKorea, commit_, "ready"), 1u);
    Apply({{key, std::nullopt}});
    EXPECT_EQ(Kept(*Latest(), kKorea), "none");
  }
}

TEST_F(KeptCellsTest, ARunOfCommitsInOneBatchDropsThem) {
  ASSERT_EQ(Keep(kKorea, 2, "ready"), 1u);
  std::vector<ReplicatedCommit> run(2);
  run[0].record = {.commit = 3, .kind = CommitKind::kDocumentUpserted, .rows = {{kHongKong, "1"}}};
  run[1].record = {.commit = 4, .kind = CommitKind::kDocumentUpserted, .rows = {{kKorea, "2"}}};
  ASSERT_TRUE(replica_->ApplyCommits(kIdentity, run).ok());
  EXPECT_EQ(Kept(*Latest(), kKorea), "none");
}

// From memory alone no file is read, and nothing is ever found that one has taken back.
TEST_F(KeptCellsTest, AReadFromMemoryIsRightOrFindsNothing) {
  Open(1 << 20, 1);
  int in_no_file = 0;
  for (int round = 0; round < 10; ++round) {
    const std::string bytes = "ready " + std::to_string(round);
    ASSERT_EQ(Keep(kKorea, commit_, bytes), 1u);
    ASSERT_TRUE(replica_->store().Flush().ok());
    const std::string kept = bytes + "@" + std::to_string(commit_);
    // A cache may still hold what a flush has just written; as a rule it does not.
    const std::string found = Kept(*Latest(), kKorea, ReadFrom::kMemory);
    EXPECT_TRUE(found == "none" || found == kept) << found;
    in_no_file += found == "none" ? 1 : 0;
    EXPECT_EQ(Kept(*Latest(), kKorea), kept);
    Apply({{kKorea, bytes}});
    if (round % 2 == 0) {
      ASSERT_TRUE(replica_->store().Flush().ok());
    }
    EXPECT_EQ(Kept(*Latest(), kKorea, ReadFrom::kMemory), "none");
    EXPECT_EQ(Kept(*Latest(), kKorea), "none");
  }
  EXPECT_GT(in_no_file, 0);
}

TEST_F(KeptCellsTest, ArePassedOverWhereTheyMayNotBeKept) {
  EXPECT_EQ(Keep(kKorea, 2, "ready", /*untouched=*/false), 0u);
  EXPECT_EQ(Keep(kKorea, 2, std::string(kMaxKeptCellBytes + 1, 'x')), 0u);
  EXPECT_EQ(Kept(*Latest(), kKorea), "none");
  const KeptCell cell{kKorea, 2, "ready"};
  const auto elsewhere =
      replica_->store().KeepCells(99, {&cell, 1}, [](const KeptCell&) { return true; });
  ASSERT_TRUE(elsewhere.ok());
  EXPECT_EQ(*elsewhere, 0u);
  Open(0);
  EXPECT_EQ(Keep(kKorea, 2, "ready"), 0u);
  EXPECT_EQ(Kept(*Latest(), kKorea), "none");
}

TEST_F(KeptCellsTest, LiveAsLongAsTheStoreIsOpen) {
  for (const bool keep : {true, false, true}) {
    if (keep) {
      ASSERT_EQ(Keep(kKorea, 2, "ready"), 1u);
      ASSERT_TRUE(replica_->store().Flush().ok());
      EXPECT_EQ(Kept(*Latest(), kKorea), "ready@2");
    }
    Open(keep ? 0 : 1 << 20);
    EXPECT_EQ(Kept(*Latest(), kKorea), "none");
    EXPECT_EQ(*Latest()->Get(kKorea), "1");
    if (!keep) {
      EXPECT_EQ(Keep(kKorea, 2, "again"), 1u);
    }
  }
}

TEST_F(KeptCellsTest, GoWithTheKeyspaceThatABootstrapReplaces) {
  ASSERT_EQ(Keep(kKorea, 2, "ready"), 1u);
  const uint64_t old = Latest()->info().keyspace;
  auto bootstrap = replica_->BeginBootstrap(kIdentity, 0);
  ASSERT_TRUE(bootstrap.ok());
  const RowChange row{kKorea, "9"};
  ASSERT_TRUE((*bootstrap)->LoadRows({&row, 1}).ok());
  ASSERT_TRUE((*bootstrap)->Finish(9, 0).ok());
  EXPECT_EQ(Kept(*Latest(), kKorea), "none");
  // A reader that comes late with what it read of the old one.
  const KeptCell late{kKorea, 2, "late"};
  EXPECT_EQ(*replica_->store().KeepCells(old, {&late, 1}, [](const KeptCell&) { return true; }),
            0u);
  replica_.reset();
  StoreOptions options;
  options.directory = "/db";
  options.env = env_.get();
  const auto engine = Engine::Open(options);
  ASSERT_TRUE(engine.ok());
  EngineIterator it = (*engine)->NewIterator(nullptr, Family::kKept, "", "");
  it.Seek("");
  EXPECT_FALSE(it.Valid());
}

// What cannot be read, or is not as it was written, is passed over: no reader fails for it.
TEST_F(KeptCellsTest, DamagedFilesAreFound) {
  Open(1 << 20, 1);
  ASSERT_EQ(Keep(kKorea, 2, "made ready"), 1u);
  FlushAndMerge();
  ASSERT_EQ(Damage("made ready"), 1);
  const auto view = Latest();
  const auto damaged = view->KeptCells({kKorea, kHongKong});
  EXPECT_FALSE(damaged.cells[0].has_value());
  EXPECT_FALSE(damaged.cells[1].has_value());
  EXPECT_EQ(damaged.unreadable, 1u);
  EXPECT_EQ(*view->Get(kKorea), "1");
  // It is kept again over the damaged row.
  ASSERT_EQ(Keep(kKorea, 2, "again"), 1u);
  EXPECT_EQ(Kept(*Latest(), kKorea), "again@2");
}

// A merge of files that meets a damaged one ends the engine's writing, as in every family. What
// was committed is still read, and an open begins with none of what was kept.
TEST_F(KeptCellsTest, AMergeOfDamagedFilesEndsWritingUntilTheNextOpen) {
  Open(1 << 20, 1);
  ASSERT_EQ(Keep(kKorea, 2, "made ready"), 1u);
  FlushAndMerge();
  ASSERT_EQ(Damage("made ready"), 1);
  absl::Status refused;
  // Each flush makes a file; the merge that they bring about ends in its own time.
  const absl::Time patience = absl::Now() + absl::Seconds(60);
  while (refused.ok() && absl::Now() < patience) {
    const KeptCell cell{kKorea, 2, "again"};
    refused =
        replica_->store()
            .KeepCells(Latest()->info().keyspace, {&cell, 1}, [](const KeptCell&) { return true; })
            .status();
    if (refused.ok()) refused = replica_->store().Flush();
    absl::SleepFor(absl::Milliseconds(2));
  }
  EXPECT_TRUE(absl::IsDataLoss(refused)) << refused;
  EXPECT_EQ(*Latest()->Get(kKorea), "1");
  EXPECT_TRUE(absl::IsDataLoss(replica_->ApplyCommit(
      kIdentity, {.commit = 3, .kind = CommitKind::kDocumentUpserted, .rows = {{kKorea, "3"}}},
      {})));
  Open(1 << 20);
  EXPECT_EQ(*Latest()->Get(kKorea), "1");
  Apply({{kKorea, "3"}});
  EXPECT_EQ(*Latest()->Get(kKorea), "3");
  ASSERT_EQ(Keep(kKorea, 3, "anew"), 1u);
  EXPECT_EQ(Kept(*Latest(), kKorea), "anew@3");
}

TEST(KeptRowTest, DamageIsFound) {
  for (const std::string& bytes :
       {std::string(), std::string("ready 就绪"), std::string(99, 'x')}) {
    const std::string row = EncodeKeptCell(bytes, 0x0102030405060708u);
    std::string read = row;
    const auto commit = TakeKeptCommit(&read);
    ASSERT_TRUE(commit.ok());
    EXPECT_EQ(*commit, 0x0102030405060708u);
    EXPECT_EQ(read, bytes);
    for (size_t size = 0; size < row.size(); ++size) {
      std::string cut = row.substr(0, size);
      EXPECT_EQ(TakeKeptCommit(&cut).status().code(), absl::StatusCode::kDataLoss) << size;
    }
    for (size_t bit = 0; bit < 8 * row.size(); ++bit) {
      std::string changed = row;
      changed[bit / 8] = static_cast<char>(changed[bit / 8] ^ (1 << bit % 8));
      EXPECT_EQ(TakeKeptCommit(&changed).status().code(), absl::StatusCode::kDataLoss) << bit;
    }
  }
}

// Far more than there is room for: what is there stays within it, on the disk too, and is right.
TEST_F(KeptCellsTest, StayWithinTheirRoom) {
  constexpr uint64_t kRoom = 512 << 10;
  constexpr int kCells = 4000;
  constexpr size_t kCellBytes = 2000;
  Open(kRoom);
  const uint64_t before = replica_->store().GetUsage().live_file_bytes;
  const uint64_t keyspace = Latest()->info().keyspace;
  const auto key_of = [](int cell) {
    return CellKey("economy/made-up-" + std::to_string(cell), "时期");
  };
  std::string noise(kCellBytes, '\0');
  uint64_t random = 1;
  for (int i = 0; i < kCells; ++i) {
    // No two bytes alike for long: files do not become smaller by compression.
    for (char& byte : noise) {
      random = random * 6364136223846793005u + 1442695040888963407u;
      byte = static_cast<char>(random >> 56);
    }
    const KeptCell cell{key_of(i), 2, noise};
    const auto kept =
        replica_->store().KeepCells(keyspace, {&cell, 1}, [](const KeptCell&) { return true; });
    if (absl::IsUnavailable(kept.status())) continue;  // the engine was behind
    ASSERT_TRUE(kept.ok()) << kept.status();
    EXPECT_EQ(*kept, 1u);
    EXPECT_EQ(Latest()->KeptCells({key_of(i)}).cells[0]->bytes, noise);
    const auto usage = replica_->store().GetUsage();
    ASSERT_LE(usage.kept_cells_bytes, kRoom);
    ASSERT_LE(usage.kept_cells * kCellBytes, kRoom);
  }
  size_t found = 0;
  for (int i = 0; i < kCells; ++i) found += Latest()->KeptCells({key_of(i)}).cells[0].has_value();
  EXPECT_EQ(found, replica_->store().GetUsage().kept_cells);
  EXPECT_GT(found * kCellBytes, kRoom / 2);
  ASSERT_TRUE(replica_->store().Flush().ok());
  EXPECT_LT(replica_->store().GetUsage().live_file_bytes, before + 8 * kRoom);
  // What commits take back makes room too.
  std::vector<RowChange> rows;
  rows.reserve(kCells);
  for (int i = 0; i < kCells; ++i) rows.push_back({key_of(i), "1"});
  Apply(std::move(rows));
  EXPECT_EQ(replica_->store().GetUsage().kept_cells, 0u);
  EXPECT_EQ(replica_->store().GetUsage().kept_cells_bytes, 0u);
  // One that all the room would not do for.
  Open(500);
  EXPECT_EQ(Keep(kKorea, 2, std::string(600, 'x')), 0u);
}

// A commit that could not be written leaves rows and what is kept of them as they were.
TEST_F(KeptCellsTest, AFailedCommitLosesNothing) {
  replica_.reset();
  const auto disk = std::make_shared<LossyFileSystem>(env_->GetFileSystem(), /*seed=*/1);
  const auto lossy = rocksdb::NewCompositeEnv(disk);
  StoreOptions options;
  options.directory = "/db";
  options.env = lossy.get();
  options.kept_cells_bytes = 1 << 20;
  {
    replica_ = *ReplicaStore::Open(options);
    ASSERT_EQ(Keep(kKorea, 2, "ready"), 1u);
    disk->CutPower();
    const CommitRecord record{
        .commit = 3, .kind = CommitKind::kDocumentUpserted, .rows = {{kKorea, "2"}}};
    EXPECT_FALSE(replica_->ApplyCommit(kIdentity, record, {}).ok());
    EXPECT_EQ(*Latest()->Get(kKorea), "1");
    EXPECT_EQ(Kept(*Latest(), kKorea), "ready@2");
    const KeptCell cell{kHongKong, 2, "ready"};
    replica_->store()
        .KeepCells(Latest()->info().keyspace, {&cell, 1}, [](const KeptCell&) { return true; })
        .status()
        .IgnoreError();
    EXPECT_EQ(*Latest()->Get(kKorea), "1");
    replica_.reset();
  }
  disk->RestorePower();
  replica_ = *ReplicaStore::Open(options);
  EXPECT_EQ(*Latest()->Get(kKorea), "1");
  EXPECT_EQ(Kept(*Latest(), kKorea), "none");
  EXPECT_EQ(Keep(kKorea, 2, "again"), 1u);
  Apply({{kKorea, "2"}});
  EXPECT_EQ(Kept(*Latest(), kKorea), "none");
  replica_.reset();
}

// As a build left it that knew nothing of the family, or a crash while it was emptied.
TEST_F(KeptCellsTest, AStoreWithoutTheFamilyIsOpened) {
  ASSERT_EQ(Keep(kKorea, 2, "ready"), 1u);
  replica_.reset();
  rocksdb::DBOptions options;
  options.env = env_.get();
  std::vector<std::string> names;
  ASSERT_TRUE(rocksdb::DB::ListColumnFamilies(options, "/db", &names).ok());
  std::vector<rocksdb::ColumnFamilyDescriptor> families;
  families.reserve(names.size());
  for (const std::string& name : names) families.emplace_back(name, rocksdb::ColumnFamilyOptions());
  std::vector<rocksdb::ColumnFamilyHandle*> handles;
  rocksdb::DB* opened = nullptr;
  ASSERT_TRUE(rocksdb::DB::Open(options, "/db", families, &handles, &opened).ok());
  const std::unique_ptr<rocksdb::DB> db(opened);
  int dropped = 0;
  for (size_t i = 0; i < names.size(); ++i) {
    if (names[i] == "kept") {
      ASSERT_TRUE(db->DropColumnFamily(handles[i]).ok());
      ++dropped;
    }
    ASSERT_TRUE(db->DestroyColumnFamilyHandle(handles[i]).ok());
  }
  EXPECT_EQ(dropped, 1);
  ASSERT_TRUE(db->Close().ok());
  Open(1 << 20);
  EXPECT_EQ(*Latest()->Get(kKorea), "1");
  EXPECT_EQ(Keep(kKorea, 2, "again"), 1u);
  EXPECT_EQ(Kept(*Latest(), kKorea), "again@2");
}

}  // namespace
}  // namespace parallax::storage
