#include "core/storage/record_store.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rocksdb/db.h>
#include <rocksdb/env.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <map>
#include <string>

#include "absl/strings/str_cat.h"
#include "core/storage/keys.h"
#include "core/storage/migration.h"
#include "core/storage/original_chunks.h"
#include "core/storage/rows.h"
#include "core/storage/store_meta.h"
#include "core/text/sha256.h"

namespace parallax::storage {
namespace {

using ::testing::HasSubstr;

class RecordStoreTest : public ::testing::Test {
 protected:
  StoreOptions Options() {
    StoreOptions options;
    options.directory = "/db";
    options.env = env_.get();
    options.now_ms = [this] { return now_ms_; };
    options.retention = {.max_age_ms = 1000, .min_commits = 2, .max_commits = 8};
    return options;
  }
  void Open() {
    store_.reset();
    auto opened = RecordStore::Open(Options());
    ASSERT_TRUE(opened.ok()) << opened.status();
    store_ = *std::move(opened);
  }
  static std::string Key(const std::string& id) { return DocumentKey(id); }

  absl::Status Create(const std::string& name) {
    PendingCommit commit;
    commit.collection = name;
    commit.created = {.name = name, .store_id = store_->store_id(), .uid = "00000000000000aa"};
    commit.record = {
        .commit = 1, .commit_time_ms = now_ms_, .kind = CommitKind::kCollectionCreated};
    commit.transitions = {{CollectionKey(), std::nullopt, "c"}};
    std::vector<PendingCommit> commits;
    commits.push_back(commit);
    return store_->Commit(std::move(commits), {});
  }
  // One commit that changes one row; the before-image is read from the store.
  absl::Status Change(const std::string& key, std::optional<std::string> after,
                      std::vector<std::string> new_originals = {}) {
    const auto view = store_->OpenView("c");
    PendingCommit commit;
    commit.collection = "c";
    commit.record = {.commit = (*view)->commit() + 1,
                     .commit_time_ms = now_ms_,
                     .kind = CommitKind::kDocumentUpserted,
                     .new_originals = std::move(new_originals)};
    commit.transitions = {{key, *(*view)->Get(key), std::move(after)}};
    std::vector<PendingCommit> commits;
    commits.push_back(commit);
    return store_->Commit(std::move(commits), {});
  }
  // Writes a meta row behind the store's back.
  void PutFormat(uint32_t version) {
    store_.reset();
    auto engine = Engine::Open(Options());
    ASSERT_TRUE(engine.ok());
    v1::StoreFormat format;
    format.set_version(version);
    format.set_store_id("00000000000000bb");
    WriteSet set(**engine);
    StoreMeta::PutFormat(set, format);
    ASSERT_TRUE((*engine)->Write(std::move(set), true).ok());
  }
  size_t CountRows(Family family) {
    store_.reset();
    auto engine = Engine::Open(Options());
    size_t rows = 0;
    EngineIterator it = (*engine)->NewIterator(nullptr, family, "", "");
    for (it.Seek(""); it.Valid(); it.Next()) ++rows;
    return rows;
  }

  std::unique_ptr<rocksdb::Env> env_{rocksdb::NewMemEnv(rocksdb::Env::Default())};
  int64_t now_ms_ = 1'000'000;
  std::unique_ptr<RecordStore> store_;
};

TEST_F(RecordStoreTest, FormatVersions) {
  Open();
  const std::string id = store_->store_id();
  EXPECT_EQ(id.size(), 16u);
  Open();
  EXPECT_EQ(store_->store_id(), id);

  PutFormat(kStoreFormat + 1);
  const absl::Status newer = RecordStore::Open(Options()).status();
  EXPECT_TRUE(absl::IsFailedPrecondition(newer)) << newer;
  EXPECT_THAT(std::string(newer.message()), HasSubstr(absl::StrCat("format ", kStoreFormat + 1)));
  EXPECT_THAT(std::string(newer.message()), HasSubstr(absl::StrCat("build's ", kStoreFormat)));

  // 1 was never released, and cannot be migrated from.
  for (const uint32_t version : {0u, 1u}) {
    PutFormat(version);
    const absl::Status older = RecordStore::Open(Options()).status();
    EXPECT_TRUE(absl::IsFailedPrecondition(older)) << older;
    EXPECT_THAT(std::string(older.message()), HasSubstr(absl::StrCat("format ", version)));
  }
}

TEST_F(RecordStoreTest, NewerFormatWithMoreFamiliesIsStillNamed) {
  Open();
  PutFormat(9);
  {
    std::vector<std::string> names;
    ASSERT_TRUE(rocksdb::DB::ListColumnFamilies({}, "/db", &names).IsIOError());
    rocksdb::Options options;
    options.env = env_.get();
    ASSERT_TRUE(rocksdb::DB::ListColumnFamilies(options, "/db", &names).ok());
    std::vector<rocksdb::ColumnFamilyDescriptor> families;
    families.reserve(names.size() + 1);
    for (const std::string& name : names)
      families.emplace_back(name, rocksdb::ColumnFamilyOptions());
    families.emplace_back("future", rocksdb::ColumnFamilyOptions());
    options.create_missing_column_families = true;
    std::vector<rocksdb::ColumnFamilyHandle*> handles;
    rocksdb::DB* db = nullptr;
    ASSERT_TRUE(rocksdb::DB::Open(options, "/db", families, &handles, &db).ok());
    for (auto* handle : handles) ASSERT_TRUE(db->DestroyColumnFamilyHandle(handle).ok());
    delete db;
  }
  const absl::Status newer = RecordStore::Open(Options()).status();
  EXPECT_TRUE(absl::IsFailedPrecondition(newer)) << newer;
  EXPECT_THAT(std::string(newer.message()), HasSubstr("format 9"));
}

TEST_F(RecordStoreTest, MigrationsRunInOrderAndOnce) {
  Open();
  PutFormat(1);
  auto engine = Engine::Open(Options());
  ASSERT_TRUE(engine.ok());
  std::vector<int> ran;
  bool fails = true;
  const std::vector<Migration> steps = {{.from_version = 2,
                                         .run =
                                             [&](Engine&) {
                                               ran.push_back(2);
                                               return fails ? absl::InternalError("no")
                                                            : absl::OkStatus();
                                             }},
                                        {.from_version = 1, .run = [&](Engine&) {
                                           ran.push_back(1);
                                           return absl::OkStatus();
                                         }}};
  auto format = **StoreMeta(engine->get(), nullptr).Format();
  EXPECT_FALSE(Migrate(**engine, format, 3, steps).ok());
  EXPECT_EQ(ran, (std::vector<int>{1, 2}));
  // The finished step is not run again.
  fails = false;
  format = **StoreMeta(engine->get(), nullptr).Format();
  EXPECT_EQ(format.version(), 2u);
  EXPECT_TRUE(Migrate(**engine, format, 3, steps).ok());
  EXPECT_EQ(ran, (std::vector<int>{1, 2, 2}));
  EXPECT_EQ((*StoreMeta(engine->get(), nullptr).Format())->version(), 3u);
  EXPECT_EQ((*StoreMeta(engine->get(), nullptr).Format())->store_id(), "00000000000000bb");
}

// Nothing of a store that is refused is touched: an older build still reads it.
TEST_F(RecordStoreTest, AStoreOfFormat2IsRefusedAndLeftAsItIs) {
  Open();
  PutFormat(2);
  const absl::Status refused = RecordStore::Open(Options()).status();
  EXPECT_TRUE(absl::IsFailedPrecondition(refused));
  EXPECT_THAT(refused.message(), testing::HasSubstr("format 2"));
  EXPECT_THAT(refused.message(), testing::HasSubstr("again"));
  auto engine = Engine::Open(Options());
  ASSERT_TRUE(engine.ok());
  EXPECT_EQ((**StoreMeta(engine->get(), nullptr).Format()).version(), 2u);
}

TEST_F(RecordStoreTest, ForeignDatabaseIsRefused) {
  rocksdb::Options options;
  options.env = env_.get();
  options.create_if_missing = true;
  rocksdb::DB* db = nullptr;
  ASSERT_TRUE(rocksdb::DB::Open(options, "/db", &db).ok());
  ASSERT_TRUE(db->Put({}, "someone", "else").ok());
  delete db;
  EXPECT_TRUE(absl::IsFailedPrecondition(RecordStore::Open(Options()).status()));
}

class DiskTest : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = std::filesystem::temp_directory_path() / "parallax-store-XXXXXX";
    ASSERT_NE(mkdtemp(pattern.data()), nullptr);
    directory_ = pattern;
  }
  void TearDown() override { std::filesystem::remove_all(directory_); }
  std::string directory_;
};

TEST_F(DiskTest, OpenErrorsAreClear) {
  StoreOptions options;
  options.directory = directory_ + "/db";
  options.create_if_missing = false;
  EXPECT_TRUE(absl::IsNotFound(RecordStore::Open(options).status()));
  std::filesystem::create_directory(options.directory);
  EXPECT_TRUE(absl::IsNotFound(RecordStore::Open(options).status()));
  options.create_if_missing = true;
  options.directory = directory_ + "/no/such/parent";
  const absl::Status orphan = RecordStore::Open(options).status();
  EXPECT_TRUE(absl::IsNotFound(orphan)) << orphan;
  EXPECT_THAT(std::string(orphan.message()), HasSubstr(options.directory));
  options.directory = "";
  EXPECT_TRUE(absl::IsInvalidArgument(RecordStore::Open(options).status()));

  options.directory = directory_ + "/db";
  auto store = RecordStore::Open(options);
  ASSERT_TRUE(store.ok()) << store.status();
  // Twice in this process.
  EXPECT_TRUE(absl::IsUnavailable(RecordStore::Open(options).status()));
  // And from another one.
  const pid_t child = fork();
  if (child == 0) {
    const absl::Status status = RecordStore::Open(options).status();
    _exit(absl::IsUnavailable(status) &&
                  status.message().find("another process") != absl::string_view::npos
              ? 0
              : 1);
  }
  int result = 0;
  ASSERT_EQ(waitpid(child, &result, 0), child);
  EXPECT_EQ(result, 0);
  store->reset();
  EXPECT_TRUE(RecordStore::Open(options).ok());
}

TEST_F(DiskTest, DamageIsNamed) {
  StoreOptions options;
  options.directory = directory_ + "/db";
  RecordStore::Open(options).value().reset();
  for (const auto& entry : std::filesystem::directory_iterator(options.directory)) {
    if (entry.path().filename().string().rfind("MANIFEST", 0) == 0) {
      std::filesystem::resize_file(entry.path(), 20);
    }
  }
  const absl::Status status = RecordStore::Open(options).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kDataLoss) << status;
}

TEST_F(RecordStoreTest, CommitsAreGaplessAndAtomic) {
  Open();
  ASSERT_TRUE(Create("c").ok());
  EXPECT_TRUE(absl::IsAlreadyExists(Create("c")));
  ASSERT_TRUE(Change(Key("a"), "1").ok());
  std::vector<PendingCommit> commits(2);
  commits[0].collection = commits[1].collection = "c";
  commits[0].record.commit = 3;
  commits[0].transitions = {{Key("b"), std::nullopt, "x"}};
  commits[1].record.commit = 5;
  EXPECT_TRUE(absl::IsFailedPrecondition(store_->Commit(commits, {})));
  EXPECT_FALSE((*store_->OpenView("c"))->Get(Key("b"))->has_value());
  EXPECT_EQ(store_->GetCollection("c")->commit, 2u);
  commits[1].collection = "nowhere";
  EXPECT_TRUE(absl::IsNotFound(store_->Commit(commits, {})));
  commits.pop_back();
  EXPECT_TRUE(store_->Commit(commits, {}).ok());
  EXPECT_EQ(store_->GetCollection("c")->commit, 3u);
}

TEST_F(RecordStoreTest, ViewsAreConsistentAndOld) {
  Open();
  ASSERT_TRUE(Create("c").ok());
  ASSERT_TRUE(Change(Key("a"), "1").ok());  // 2
  const auto early = store_->OpenView("c");
  ASSERT_TRUE(Change(Key("a"), "2").ok());           // 3
  ASSERT_TRUE(Change(Key("b"), "").ok());            // 4: an empty value is a value
  ASSERT_TRUE(Change(Key("a"), std::nullopt).ok());  // 5
  EXPECT_EQ(*(*early)->Get(Key("a")), "1");
  EXPECT_EQ((*early)->commit(), 2u);
  const auto view = *store_->OpenView("c");
  const auto value_at = [&](uint64_t commit, const std::string& id) -> std::optional<std::string> {
    return *(**view->At(commit)).Get(Key(id));
  };
  EXPECT_FALSE((**view->At(1)).Get(Key("a"))->has_value());
  EXPECT_EQ(value_at(2, "a"), "1");
  EXPECT_EQ(value_at(3, "a"), "2");
  EXPECT_EQ(value_at(4, "a"), "2");
  EXPECT_FALSE((**view->At(5)).Get(Key("a"))->has_value());
  EXPECT_FALSE((**view->At(3)).Get(Key("b"))->has_value());
  EXPECT_EQ(value_at(4, "b"), "");
  EXPECT_TRUE(absl::IsUnavailable(view->At(6).status()));
  EXPECT_EQ(store_->OpenViewAt("c", 3).value()->commit(), 3u);
  // The log has each.
  for (uint64_t commit = 1; commit <= 5; ++commit) {
    const auto record = view->ReadCommit(commit);
    ASSERT_TRUE(record.ok());
    EXPECT_EQ(record->commit, commit);
    EXPECT_EQ(record->rows.size(), 1u);
  }
  EXPECT_FALSE(view->ReadCommit(5)->rows[0].value.has_value());
  EXPECT_TRUE(absl::IsOutOfRange(view->ReadCommit(6).status()));
  EXPECT_TRUE(absl::IsOutOfRange(view->ReadCommit(0).status()));
}

// What views of one state share is of that state alone: no commit, sweep or new collection is
// missed, and views that are open keep theirs.
TEST_F(RecordStoreTest, WhatViewsShareIsOfTheirState) {
  Open();
  EXPECT_TRUE(absl::IsNotFound(store_->OpenView("c").status()));
  ASSERT_TRUE(Create("c").ok());
  const auto first = store_->OpenView("c");
  ASSERT_TRUE(first.ok()) << first.status();
  EXPECT_EQ((*store_->OpenView("c"))->Token(), (*first)->Token());
  EXPECT_FALSE(*(*first)->AnyJudgedSame());
  const std::string key = SameEntitiesKey("model/a");
  ASSERT_TRUE(Change(key, "same").ok());  // 2
  const auto judged = *store_->OpenView("c");
  EXPECT_EQ(judged->commit(), 2u);
  EXPECT_NE(judged->Token(), (*first)->Token());
  EXPECT_TRUE(*judged->AnyJudgedSame());
  EXPECT_TRUE(*(*store_->OpenView("c"))->AnyJudgedSame());  // known by now
  EXPECT_FALSE(*(*first)->AnyJudgedSame());
  EXPECT_EQ((*first)->Token(), FormatRevisionToken((*first)->info(), 1));
  ASSERT_TRUE(Change(key, std::nullopt).ok());  // 3
  const auto undone = *store_->OpenView("c");
  EXPECT_FALSE(*undone->AnyJudgedSame());
  EXPECT_TRUE(*(**undone->At(2)).AnyJudgedSame());
  EXPECT_EQ((**undone->At(2)).Token(), judged->Token());
  now_ms_ += 10000;
  ASSERT_GT(store_->Sweep()->commits, 0u);
  EXPECT_GT((*store_->OpenView("c"))->info().earliest_commit, undone->info().earliest_commit);
  // More collections than are remembered, twice each.
  for (int round = 0; round < 2; ++round) {
    for (int i = 0; i < 80; ++i) {
      const std::string name = absl::StrCat("c", i);
      if (round == 0) {
        ASSERT_TRUE(Create(name).ok());
      }
      const auto view = store_->OpenView(name);
      ASSERT_TRUE(view.ok()) << view.status();
      EXPECT_EQ((*view)->info().identity.name, name);
    }
  }
  EXPECT_EQ((*store_->OpenView("c"))->commit(), 3u);
}

TEST_F(RecordStoreTest, SweepKeepsWhatRetentionSays) {
  Open();
  ASSERT_TRUE(Create("c").ok());
  for (int i = 2; i <= 7; ++i) {
    now_ms_ += 100;
    ASSERT_TRUE(Change(Key("a"), std::to_string(i)).ok());
  }
  // All are young: nothing goes.
  EXPECT_EQ(store_->Sweep()->commits, 0u);
  // Old, but the last two stay.
  now_ms_ += 10000;
  const auto swept = store_->Sweep();
  ASSERT_TRUE(swept.ok()) << swept.status();
  EXPECT_EQ(swept->commits, 5u);
  EXPECT_EQ(swept->history_rows, 5u);
  EXPECT_TRUE(swept->done);
  auto view = store_->OpenView("c");
  EXPECT_EQ((*view)->info().earliest_commit, 5u);
  EXPECT_EQ(*(**(*view)->At(5)).Get(Key("a")), "5");
  EXPECT_EQ(*(**(*view)->At(6)).Get(Key("a")), "6");
  EXPECT_TRUE(absl::IsOutOfRange((*view)->At(4).status()));
  EXPECT_TRUE(absl::IsOutOfRange((*view)->ReadCommit(5).status()));
  EXPECT_TRUE((*view)->ReadCommit(6).ok());
  // Young again, but too many.
  for (int i = 8; i <= 20; ++i) ASSERT_TRUE(Change(Key("a"), std::to_string(i)).ok());
  EXPECT_EQ((*view)->commit(), 7u);
  SweepResult total;
  do {
    const auto slice = store_->Sweep(/*max_rows=*/2);
    ASSERT_TRUE(slice.ok());
    EXPECT_LE(slice->commits, 2u);
    total.commits += slice->commits;
    total.done = slice->done;
  } while (!total.done);
  EXPECT_EQ(total.commits, 7u);
  EXPECT_EQ(store_->GetCollection("c")->earliest_commit, 12u);
  // A view from before is not disturbed.
  EXPECT_EQ(*(**(*view)->At(6)).Get(Key("a")), "6");
  view->reset();
  EXPECT_EQ(CountRows(Family::kHistory), 8u);
  EXPECT_EQ(CountRows(Family::kLog), 8u);
}

TEST_F(RecordStoreTest, RetentionMayBeEndless) {
  StoreOptions options = Options();
  options.retention = {
      .max_age_ms = INT64_MAX, .min_commits = UINT64_MAX, .max_commits = UINT64_MAX};
  store_ = *RecordStore::Open(options);
  ASSERT_TRUE(Create("c").ok());
  ASSERT_TRUE(Change(Key("a"), "1").ok());
  EXPECT_EQ(store_->Sweep()->commits, 0u);
  store_.reset();
  options.retention.min_commits = 0;
  store_ = *RecordStore::Open(options);
  EXPECT_EQ(store_->Sweep()->commits, 0u);
}

TEST_F(RecordStoreTest, OriginalsGoWithTheLastStateThatShowsThem) {
  Open();
  ASSERT_TRUE(Create("c").ok());
  const std::string content(3 << 20, 'x');
  const std::string digest = text::Sha256Hex(content);
  const auto show = [&] {
    const std::vector<OriginalContent> originals = {{digest, content}};
    ASSERT_TRUE(store_->WriteOriginals("c", originals).ok());
    ASSERT_TRUE(Change(OriginalKey(digest),
                       EncodeRow(OriginalRow{static_cast<int64_t>(content.size()), 3, 1}), {digest})
                    .ok());
  };
  const auto sweep = [&] {
    now_ms_ += 10000;
    const auto swept = store_->Sweep();
    EXPECT_TRUE(swept.ok()) << swept.status();
    return swept.value_or(SweepResult{});
  };
  show();                                                       // 2
  ASSERT_TRUE(Change(OriginalKey(digest), std::nullopt).ok());  // 3
  show();                                                       // 4
  ASSERT_TRUE(Change(Key("a"), "1").ok());                      // 5
  ASSERT_TRUE(Change(Key("a"), "2").ok());                      // 6
  EXPECT_EQ(sweep().originals, 0u);
  EXPECT_EQ(*(*store_->OpenView("c"))->ReadOriginalBytes(digest), content);
  ASSERT_TRUE(Change(OriginalKey(digest), std::nullopt).ok());  // 7
  EXPECT_EQ(sweep().originals, 0u);                             // commit 6 still shows it
  EXPECT_EQ(*(**store_->OpenViewAt("c", 6)).ReadOriginal(digest, 0, 3), "xxx");
  // Written again for a commit that has not come yet: the sweep lets it be.
  const std::vector<OriginalContent> again = {{digest, content}};
  ASSERT_TRUE(store_->WriteOriginals("c", again).ok());
  ASSERT_TRUE(Change(Key("a"), "3").ok());  // 8
  ASSERT_TRUE(Change(Key("a"), "4").ok());  // 9
  EXPECT_EQ(sweep().originals, 0u);
  EXPECT_TRUE((*store_->OpenView("c"))->ReadOriginalBytes(digest).ok());
  // At the next start nothing has claimed it.
  Open();
  EXPECT_TRUE(absl::IsNotFound((*store_->OpenView("c"))->ReadOriginalBytes(digest).status()));
  EXPECT_EQ(CountRows(Family::kOriginals), 0u);
}

TEST_F(RecordStoreTest, AStartKeepsOriginalsThatHistoryShows) {
  Open();
  ASSERT_TRUE(Create("c").ok());
  const std::string digest = text::Sha256Hex("text");
  const std::vector<OriginalContent> originals = {{digest, "text"}};
  ASSERT_TRUE(store_->WriteOriginals("c", originals).ok());
  ASSERT_TRUE(Change(OriginalKey(digest), EncodeRow(OriginalRow{4, 1, 1}), {digest}).ok());  // 2
  ASSERT_TRUE(Change(OriginalKey(digest), std::nullopt).ok());                               // 3
  // A crash between the bytes and their commit.
  ASSERT_TRUE(store_->WriteOriginals("c", originals).ok());
  Open();
  EXPECT_EQ(*(**store_->OpenViewAt("c", 2)).ReadOriginal(digest, 0, 9), "text");
  now_ms_ += 10000;
  ASSERT_TRUE(Change(Key("a"), "1").ok());  // 4
  ASSERT_TRUE(Change(Key("a"), "2").ok());  // 5
  EXPECT_EQ(store_->Sweep()->originals, 1u);
}

TEST_F(RecordStoreTest, ScansAreBounded) {
  Open();
  ASSERT_TRUE(Create("c").ok());
  for (const char* id : {"a", "ab", "b", "韩国"}) ASSERT_TRUE(Change(Key(id), id).ok());
  ASSERT_TRUE(Change(Key("ab"), std::nullopt).ok());  // 6
  const auto view = *store_->OpenView("c");
  const auto scan = [](const ReadView& v, const ScanOptions& options) {
    std::string out;
    EXPECT_TRUE(v.Scan(options, [&](std::string_view, std::string_view value) {
                   absl::StrAppend(&out, std::string(value), " ");
                   return true;
                 }).ok());
    return out;
  };
  const std::string documents = KeyBuilder(Table::kDocument).Build();
  EXPECT_EQ(scan(*view, {.prefix = documents}), "a b 韩国 ");
  EXPECT_EQ(scan(*view, {}), "c a b 韩国 ");
  EXPECT_EQ(scan(*view, {.prefix = documents, .limit = 1}), "a ");
  EXPECT_EQ(scan(*view, {.prefix = documents, .limit = 0}), "");
  EXPECT_EQ(scan(*view, {.prefix = documents, .start_after = Key("a")}), "b 韩国 ");
  EXPECT_EQ(scan(*view, {.prefix = documents, .start_after = Key("aa")}), "b 韩国 ");
  EXPECT_EQ(scan(*view, {.prefix = documents, .start_after = Key("韩国")}), "");
  EXPECT_EQ(scan(*view, {.prefix = documents, .start_after = "\xff"}), "");
  EXPECT_EQ(scan(*view, {.prefix = documents, .start_after = "\1"}), "a b 韩国 ");
  const auto past = *view->At(5);
  EXPECT_EQ(scan(*past, {.prefix = documents}), "a ab b 韩国 ");
  EXPECT_EQ(scan(*past, {.prefix = documents, .start_after = Key("a")}), "ab b 韩国 ");
  EXPECT_EQ(scan(*past, {.prefix = documents, .start_after = Key("ab")}), "b 韩国 ");
  EXPECT_EQ(scan(*past, {.prefix = documents, .start_after = Key("a"), .limit = 2}), "ab b ");
  EXPECT_EQ(scan(**view->At(3), {.prefix = documents}), "a ab ");
}

}  // namespace
}  // namespace parallax::storage
