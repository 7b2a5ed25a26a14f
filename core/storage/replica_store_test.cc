#include "core/storage/replica_store.h"

#include <gtest/gtest.h>
#include <rocksdb/env.h>

#include "core/storage/engine.h"
#include "core/storage/keys.h"
#include "core/storage/rows.h"
#include "core/text/sha256.h"

namespace parallax::storage {
namespace {

const CollectionIdentity kIdentity{
    .name = "c", .store_id = "00000000000000aa", .uid = "00000000000000bb", .generation = 1};

struct Recorder : CommitListener {
  void OnCommit(std::string_view, uint64_t commit) override { commits.push_back(commit); }
  std::vector<uint64_t> commits;
};

class ReplicaStoreTest : public ::testing::Test {
 protected:
  void SetUp() override { Open(); }
  void Open() {
    replica_.reset();
    StoreOptions options;
    options.directory = "/db";
    options.env = env_.get();
    options.now_ms = [] { return int64_t{0}; };
    auto opened = ReplicaStore::Open(options);
    ASSERT_TRUE(opened.ok()) << opened.status();
    replica_ = *std::move(opened);
  }
  static CommitRecord Record(uint64_t commit, std::vector<RowChange> rows) {
    CommitRecord record{
        .commit = commit,
        .kind = commit == 1 ? CommitKind::kCollectionCreated : CommitKind::kDocumentUpserted,
        .rows = std::move(rows)};
    std::sort(record.rows.begin(), record.rows.end(),
              [](const RowChange& a, const RowChange& b) { return a.key < b.key; });
    return record;
  }
  absl::Status Apply(const CommitRecord& record) {
    return replica_->ApplyCommit(kIdentity, record, {});
  }
  std::string Value(const std::string& id, uint64_t commit = 0) {
    auto view = replica_->store().OpenView("c");
    if (!view.ok()) return "no collection";
    if (commit != 0) view = (*view)->At(commit);
    if (!view.ok()) return "no view";
    return (*(*view)->Get(DocumentKey(id))).value_or("none");
  }
  size_t PhysicalRows(Family family) {
    replica_.reset();
    StoreOptions options;
    options.directory = "/db";
    options.env = env_.get();
    size_t rows = 0;
    {
      auto engine = Engine::Open(options);
      EngineIterator it = (*engine)->NewIterator(nullptr, family, "", "");
      for (it.Seek(""); it.Valid(); it.Next()) ++rows;
    }
    Open();
    return rows;
  }

  std::unique_ptr<rocksdb::Env> env_{rocksdb::NewMemEnv(rocksdb::Env::Default())};
  std::unique_ptr<ReplicaStore> replica_;
};

TEST_F(ReplicaStoreTest, AppliesInOrderOnceAndWithHistory) {
  EXPECT_TRUE(absl::IsNotFound(Apply(Record(2, {}))));
  Recorder recorder;
  replica_->store().AddListener(&recorder);
  ASSERT_TRUE(Apply(Record(1, {{CollectionKey(), "c"}})).ok());
  ASSERT_TRUE(Apply(Record(2, {{DocumentKey("a"), "1"}, {DocumentKey("b"), "1"}})).ok());
  ASSERT_TRUE(Apply(Record(3, {{DocumentKey("a"), "2"}, {DocumentKey("b"), std::nullopt}})).ok());
  // Again: nothing happens, even if it says something else.
  ASSERT_TRUE(Apply(Record(2, {{DocumentKey("a"), "other"}})).ok());
  EXPECT_EQ(Value("a"), "2");
  // A gap is refused, and nothing of it is applied.
  EXPECT_TRUE(absl::IsFailedPrecondition(Apply(Record(5, {{DocumentKey("a"), "5"}}))));
  EXPECT_EQ(Value("a"), "2");
  EXPECT_EQ(Value("a", 2), "1");
  EXPECT_EQ(Value("b", 2), "1");
  EXPECT_EQ(Value("b", 3), "none");
  EXPECT_EQ(Value("a", 1), "none");
  EXPECT_EQ(recorder.commits, (std::vector<uint64_t>{1, 2, 3}));
  replica_->store().RemoveListener(&recorder);
  const auto info = replica_->store().GetCollection("c");
  EXPECT_EQ(info->identity, kIdentity);
  EXPECT_EQ((*replica_->store().OpenView("c"))->Token(),
            FormatRevisionToken({.store_id = kIdentity.store_id,
                                 .collection_uid = kIdentity.uid,
                                 .commit = 3,
                                 .generation = 1}));
}

TEST_F(ReplicaStoreTest, RunsShareABatch) {
  std::vector<ReplicatedCommit> run;
  run.push_back({.record = Record(1, {{CollectionKey(), "c"}})});
  run.push_back({.record = Record(2, {{DocumentKey("a"), "1"}})});
  run.push_back({.record = Record(3, {{DocumentKey("a"), "2"}})});
  run.push_back({.record = Record(4, {{DocumentKey("a"), std::nullopt}})});
  run[2].originals = {{text::Sha256Hex("原文"), "原文"}};
  run[2].record.new_originals = {text::Sha256Hex("原文")};
  run[2].record.rows.push_back(
      {OriginalKey(text::Sha256Hex("原文")), EncodeRow(OriginalRow{6, 1, 1})});
  ASSERT_TRUE(replica_->ApplyCommits(kIdentity, run).ok());
  EXPECT_EQ(Value("a", 2), "1");
  EXPECT_EQ(Value("a", 3), "2");
  EXPECT_EQ(Value("a", 4), "none");
  EXPECT_EQ(*(*replica_->store().OpenView("c"))->ReadOriginal(text::Sha256Hex("原文"), 0, 9),
            "原文");
  // A run that overlaps, and one with a hole.
  run.push_back({.record = Record(5, {{DocumentKey("a"), "5"}})});
  ASSERT_TRUE(replica_->ApplyCommits(kIdentity, run).ok());
  EXPECT_EQ(Value("a"), "5");
  const std::vector<ReplicatedCommit> hole = {{.record = Record(6, {{DocumentKey("a"), "6"}})},
                                              {.record = Record(8, {})}};
  EXPECT_TRUE(absl::IsFailedPrecondition(replica_->ApplyCommits(kIdentity, hole)));
  EXPECT_EQ(Value("a"), "5");
  EXPECT_TRUE(replica_->ApplyCommits(kIdentity, {}).ok());
}

TEST_F(ReplicaStoreTest, RefusesWhatIsWrong) {
  ASSERT_TRUE(Apply(Record(1, {{CollectionKey(), "c"}})).ok());
  CommitRecord record = Record(2, {{DocumentKey("a"), "1"}, {DocumentKey("b"), "1"}});
  std::swap(record.rows[0], record.rows[1]);
  EXPECT_TRUE(absl::IsInvalidArgument(Apply(record)));
  EXPECT_TRUE(absl::IsInvalidArgument(Apply(Record(2, {{"\x10raw", "1"}}))));
  EXPECT_TRUE(absl::IsInvalidArgument(Apply(Record(2, {{"", "1"}}))));
  EXPECT_TRUE(absl::IsInvalidArgument(replica_->ApplyCommit(
      kIdentity, Record(2, {}), std::vector<OriginalContent>{{text::Sha256Hex("a"), "b"}})));
  record = Record(2, {});
  record.row_format = kRowFormat + 1;
  EXPECT_TRUE(absl::IsFailedPrecondition(Apply(record)));
  CollectionIdentity other = kIdentity;
  other.uid = "00000000000000cc";
  EXPECT_TRUE(absl::IsFailedPrecondition(replica_->ApplyCommit(other, Record(2, {}), {})));
  EXPECT_EQ(replica_->store().GetCollection("c")->commit, 1u);
  // A row of a table that this version does not know is kept.
  const std::string unknown = std::move(KeyBuilder(static_cast<Table>(0x7e)).String("x")).Build();
  EXPECT_TRUE(Apply(Record(2, {{unknown, "new"}})).ok());
  EXPECT_EQ(*(*replica_->store().OpenView("c"))->Get(unknown), "new");
}

TEST_F(ReplicaStoreTest, BootstrapTakesOverInOneStep) {
  ASSERT_TRUE(Apply(Record(1, {{CollectionKey(), "c"}})).ok());
  ASSERT_TRUE(Apply(Record(2, {{DocumentKey("old"), "1"}})).ok());
  const auto before = replica_->store().OpenView("c");
  CollectionIdentity identity = kIdentity;
  identity.uid = "00000000000000dd";
  {
    auto bootstrap = replica_->BeginBootstrap(identity, 5);
    ASSERT_TRUE(bootstrap.ok());
    const std::vector<RowChange> rows = {{CollectionKey(), "c"}, {DocumentKey("new"), "9"}};
    ASSERT_TRUE((*bootstrap)->LoadRows(rows).ok());
    ASSERT_TRUE((*bootstrap)->LoadOriginal({text::Sha256Hex("o"), "o"}).ok());
    const std::vector<RowChange> bad = {{DocumentKey("x"), std::nullopt}};
    EXPECT_TRUE(absl::IsInvalidArgument((*bootstrap)->LoadRows(bad)));
    EXPECT_TRUE(absl::IsInvalidArgument((*bootstrap)->LoadOriginal({text::Sha256Hex("o"), "p"})));
    // The old one serves, and goes on being changed.
    EXPECT_EQ(Value("old"), "1");
    ASSERT_TRUE(Apply(Record(3, {{DocumentKey("old"), "3"}})).ok());
    EXPECT_EQ(Value("old"), "3");
    Recorder recorder;
    replica_->store().AddListener(&recorder);
    ASSERT_TRUE((*bootstrap)->Finish(70, 7).ok());
    replica_->store().RemoveListener(&recorder);
    EXPECT_EQ(recorder.commits, std::vector<uint64_t>{70});
    EXPECT_FALSE((*bootstrap)->Finish(70, 7).ok());
  }
  EXPECT_EQ(Value("old"), "none");
  EXPECT_EQ(Value("new"), "9");
  const auto info = replica_->store().GetCollection("c");
  EXPECT_EQ(info->identity, identity);
  EXPECT_EQ(info->commit, 70u);
  EXPECT_EQ(info->earliest_commit, 70u);
  EXPECT_EQ(Value("new", 69), "no view");
  // A view from before still reads the old rows.
  EXPECT_EQ(**(*before)->Get(DocumentKey("old")), "1");
  ASSERT_TRUE(replica_->ApplyCommit(identity, Record(71, {{DocumentKey("new"), "10"}}), {}).ok());
  EXPECT_EQ(Value("new", 70), "9");
  EXPECT_EQ(Value("new"), "10");
}

TEST_F(ReplicaStoreTest, HalfFilledKeyspacesAreCleanedUp) {
  ASSERT_TRUE(Apply(Record(1, {{CollectionKey(), "c"}})).ok());
  ASSERT_TRUE(Apply(Record(2, {{DocumentKey("a"), "1"}})).ok());
  const std::vector<RowChange> rows = {{DocumentKey("half"), "1"}};
  {
    auto given_up = replica_->BeginBootstrap(kIdentity, 0);
    ASSERT_TRUE((*given_up)->LoadRows(rows).ok());
  }
  EXPECT_EQ(PhysicalRows(Family::kLatest), 2u);
  // A crash: the destructor never runs, so the rows are there when the database is opened next.
  {
    auto crashed = replica_->BeginBootstrap(kIdentity, 0);
    ASSERT_TRUE((*crashed)->LoadRows(rows).ok());
    ASSERT_TRUE((*crashed)->LoadOriginal({text::Sha256Hex("o"), "o"}).ok());
    // Still reachable, so that leak checkers see that it is meant.
    static auto* const crashed_ones = new std::vector<CollectionBootstrap*>;
    crashed_ones->push_back(crashed->release());
  }
  EXPECT_EQ(PhysicalRows(Family::kLatest), 3u);
  EXPECT_EQ(PhysicalRows(Family::kLatest), 2u);
  EXPECT_EQ(PhysicalRows(Family::kOriginals), 0u);
  EXPECT_EQ(Value("a"), "1");
  ASSERT_TRUE(replica_->DropCollection("c").ok());
  EXPECT_TRUE(replica_->DropCollection("c").ok());
  EXPECT_TRUE(absl::IsNotFound(replica_->store().OpenView("c").status()));
  EXPECT_EQ(PhysicalRows(Family::kLatest), 0u);
  EXPECT_EQ(PhysicalRows(Family::kHistory), 0u);
  EXPECT_EQ(PhysicalRows(Family::kLog), 0u);
}

}  // namespace
}  // namespace parallax::storage
