#include "ingest_service/store/committer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <thread>

#include "absl/synchronization/mutex.h"
#include "absl/synchronization/notification.h"
#include "core/storage/keys.h"
#include "core/storage/record_reader.h"
#include "ingest_service/store/store_fixture.h"

namespace parallax::store {
namespace {

using storage::CellAddress;
using storage::RecordReader;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class CommitterTest : public ::testing::Test {
 protected:
  void SetUp() override { Open(); }
  void Open(CommitterOptions options = TestCommitterOptions()) {
    store_.reset();
    auto opened = IngestStore::Open(TestStoreOptions(env_.get(), &clock_), options);
    ASSERT_TRUE(opened.ok()) << opened.status();
    store_ = *std::move(opened);
  }
  CommitResult Put(StoredDocument document, const std::string& collection = "default") {
    auto result = store_->committer().SubmitAndWait(Upsert(collection, std::move(document)));
    EXPECT_TRUE(result.ok()) << result.status();
    return result.value_or(CommitResult{});
  }
  absl::StatusOr<CommitResult> Delete(const std::string& id) {
    return store_->committer().SubmitAndWait(Deletion("default", id));
  }
  std::unique_ptr<storage::ReadView> View() { return *store_->store().OpenView("default"); }

  TestClock clock_;
  std::unique_ptr<rocksdb::Env> env_{rocksdb::NewMemEnv(rocksdb::Env::Default())};
  std::unique_ptr<IngestStore> store_;
};

TEST_F(CommitterTest, DefaultCollectionIsThereAsCommitOne) {
  const auto info = store_->store().GetCollection("default");
  ASSERT_TRUE(info.ok()) << info.status();
  EXPECT_EQ(info->commit, 1u);
  EXPECT_EQ(info->identity.store_id, store_->store().store_id());
  Open();
  const auto again = store_->store().GetCollection("default");
  EXPECT_EQ(again->identity, info->identity);
  EXPECT_EQ(again->commit, 1u);
}

TEST_F(CommitterTest, UpsertMakesTheDocumentReadable) {
  StoredDocument document = MakeDocument("d1", "Korea: state-led.\n韓國：政府主導。",
                                         {{"economy/KR", "approach", "state-led", "A"}});
  document.document.metadata.push_back({.field = record::MetadataField::kPublished,
                                        .origin = record::MetadataOrigin::kCaller,
                                        .value = "2024-05",
                                        .chosen = true});
  document.document.issues.push_back(
      {.kind = record::IssueKind::kBrokenTable, .span = {1, 2}, .message = "short row"});
  const CommitResult result = Put(document);
  EXPECT_EQ(result.commit, 2u);
  EXPECT_FALSE(result.unchanged);

  const auto view = View();
  EXPECT_EQ(view->Token(), result.revision);
  const RecordReader reader(*view);
  const auto row = reader.GetDocument("d1");
  ASSERT_TRUE(row.ok() && row->has_value());
  EXPECT_EQ((*row)->revision_commit, 2u);
  EXPECT_EQ((*row)->published_yyyymmdd, 20240500u);
  EXPECT_EQ((*row)->issue_count, 1u);
  const auto body = reader.GetDocumentBody("d1");
  ASSERT_TRUE(body.ok()) << body.status();
  ASSERT_EQ(body->blocks.size(), 1u);
  EXPECT_EQ(body->blocks[0].content.text, document.input.content);
  EXPECT_EQ(body->blocks[0].content.map.runs(), document.document.blocks[0].content.map.runs());
  EXPECT_EQ(body->issues, document.document.issues);
  EXPECT_EQ(body->mentions, document.mentions);

  const auto claims = reader.ListDocumentClaims("d1", "", 10);
  ASSERT_TRUE(claims.ok()) << claims.status();
  ASSERT_EQ(claims->items.size(), 1u);
  EXPECT_EQ(claims->items[0].claim, document.claims[0].claim);
  const auto by_id = reader.GetClaim(document.claims[0].claim.claim_id);
  ASSERT_TRUE(by_id.ok());
  EXPECT_EQ(*by_id, claims->items);

  EXPECT_EQ(*view->ReadOriginal((*row)->content_sha256, 0, 1 << 20), document.input.content);
  EXPECT_EQ(*view->ReadOriginal((*row)->content_sha256, 7, 5), "state");
  EXPECT_EQ(*view->ReadOriginal((*row)->content_sha256, 1 << 20, 5), "");
  EXPECT_FALSE(view->ReadOriginal((*row)->content_sha256, -1, 5).ok());
  EXPECT_TRUE(absl::IsNotFound(view->ReadOriginal(std::string(64, 'a'), 0, 5).status()));
}

TEST_F(CommitterTest, UnchangedInputMakesNoCommit) {
  const StoredDocument a = MakeDocument("d", "text a", {{"e", "q", "1", "A"}});
  const CommitResult first = Put(a);
  Put(MakeDocument("other", "text b", {}));
  const CommitResult again = Put(a);
  EXPECT_TRUE(again.unchanged);
  EXPECT_EQ(again.commit, first.commit);
  EXPECT_EQ(again.revision, first.revision);
  EXPECT_EQ(View()->commit(), 3u);

  const auto found = store_->FindUnchanged("default", "d", a.input, "p", "1", "1");
  ASSERT_TRUE(found.ok());
  ASSERT_TRUE(found->has_value());
  EXPECT_EQ((*found)->revision, first.revision);
  EXPECT_FALSE(store_->FindUnchanged("default", "d", a.input, "p", "2", "1")->has_value());
  EXPECT_FALSE(store_->FindUnchanged("default", "e", a.input, "p", "1", "1")->has_value());
  EXPECT_FALSE(store_->FindUnchanged("nowhere", "d", a.input, "p", "1", "1").ok());
}

TEST_F(CommitterTest, ContentThatComesBackIsAThirdRevision) {
  const StoredDocument a = MakeDocument("d", "A", {{"e", "q", "1", "v"}});
  const StoredDocument b = MakeDocument("d", "B", {{"e", "q", "2", "v"}});
  EXPECT_EQ(Put(a).commit, 2u);
  EXPECT_EQ(Put(b).commit, 3u);
  EXPECT_EQ(Put(a).commit, 4u);
  const auto view = View();
  for (const uint64_t commit : {2u, 3u, 4u}) {
    const auto past = view->At(commit);
    ASSERT_TRUE(past.ok()) << past.status();
    const RecordReader reader(**past);
    const auto row = reader.GetDocument("d");
    ASSERT_TRUE(row.ok() && row->has_value());
    EXPECT_EQ((*row)->revision_commit, commit);
    const std::string content = commit == 3 ? "B" : "A";
    EXPECT_EQ(*(*past)->ReadOriginal((*row)->content_sha256, 0, 9), content);
    const auto claims = reader.ListClaims("e", "q", "", "", 10);
    ASSERT_EQ(claims->items.size(), 1u);
    EXPECT_EQ(claims->items[0].claim.value.text, commit == 3 ? "2" : "1");
  }
}

TEST_F(CommitterTest, NewPackOrRulesMakeARevision) {
  StoredDocument document = MakeDocument("d", "A", {});
  EXPECT_EQ(Put(document).commit, 2u);
  document.pack_version = "2";
  EXPECT_EQ(Put(document).commit, 3u);
  document.rules_version = "2";
  EXPECT_EQ(Put(document).commit, 4u);
  document.input.source_uri = "https://example.org";
  EXPECT_EQ(Put(document).commit, 5u);
  EXPECT_TRUE(Put(document).unchanged);
}

TEST_F(CommitterTest, DeletionKeepsHistory) {
  Put(MakeDocument("d", "A", {{"e", "q", "1", "v"}}));
  const auto deleted = Delete("d");
  ASSERT_TRUE(deleted.ok()) << deleted.status();
  EXPECT_EQ(deleted->commit, 3u);
  const auto view = View();
  const RecordReader now(*view);
  EXPECT_FALSE(now.GetDocument("d")->has_value());
  EXPECT_THAT(now.ListClaims("", "", "", "", 10)->items, IsEmpty());
  EXPECT_THAT(now.ListCells("", "", 10)->items, IsEmpty());
  EXPECT_THAT(now.ListPropositions({"e", "q"}, "", 10)->items, IsEmpty());
  EXPECT_THAT(now.ListMentioningDocuments("e", "", 10)->items, IsEmpty());
  EXPECT_TRUE(absl::IsNotFound(view->OriginalSize(text::Sha256Hex("A")).status()));
  const auto past = view->At(2);
  EXPECT_TRUE(RecordReader(**past).GetDocument("d")->has_value());
  EXPECT_EQ(*(*past)->ReadOriginal(text::Sha256Hex("A"), 0, 9), "A");

  EXPECT_TRUE(absl::IsNotFound(Delete("d").status()));
  EXPECT_TRUE(absl::IsNotFound(Delete("never").status()));
  EXPECT_EQ(View()->commit(), 3u);
}

TEST_F(CommitterTest, SupportCountsPartiesOnce) {
  Put(MakeDocument("d1", "1", {{"e", "q", "x", "A"}, {"e", "q", "x", "A"}, {"e", "q", "y", "B"}},
                   "same words"));
  Put(MakeDocument("d2", "2", {{"e", "q", "x", "A"}}, "same words"));
  Put(MakeDocument("d3", "3", {{"e", "q", "x", "C"}, {"e", "q", "", "C"}, {"e", "q", "none", ""}}));
  const auto view = View();
  const RecordReader reader(*view);
  const auto cell = reader.GetCell({"e", "q"});
  ASSERT_TRUE(cell.ok() && cell->has_value());
  EXPECT_EQ((*cell)->value_claims, 5u);
  EXPECT_EQ((*cell)->not_stated_claims, 1u);
  EXPECT_EQ((*cell)->no_value_claims, 1u);
  EXPECT_EQ((*cell)->propositions, 4u);
  EXPECT_EQ((*cell)->support,
            (storage::Support{.claims = 7, .documents = 3, .lineages = 2, .voices = 4}));
  const auto propositions = reader.ListPropositions({"e", "q"}, "", 10);
  ASSERT_TRUE(propositions.ok()) << propositions.status();
  ASSERT_EQ(propositions->items.size(), 4u);
  EXPECT_EQ(propositions->items[0].key, "1x");
  EXPECT_EQ(propositions->items[0].support,
            (storage::Support{.claims = 4, .documents = 3, .lineages = 2, .voices = 2}));
  EXPECT_EQ(propositions->items[1].key, "1y");
  EXPECT_EQ(propositions->items[2].kind, record::ClaimKind::kNoValue);
  EXPECT_EQ(propositions->items[3].kind, record::ClaimKind::kNotStated);
  const std::string& id = propositions->items[0].proposition_id;
  EXPECT_THAT(reader.ListParties({"e", "q"}, id, storage::Party::kVoice, "", 10)->items,
              ElementsAre("A", "C"));
  EXPECT_THAT(reader.ListParties({"e", "q"}, "", storage::Party::kVoice, "", 10)->items,
              ElementsAre("A", "B", "C", "document/d3"));
  // The first two have the same words: one of them counts as a lineage, the other names it.
  const auto copies = reader.CopiesOf({"e", "q"}, {"d1", "d2", "d3"});
  ASSERT_TRUE(copies.ok()) << copies.status();
  EXPECT_EQ((*copies)[0].size() + (*copies)[1].size(), 1u);
  EXPECT_TRUE((*copies)[2].empty());
  const auto lineages = *reader.LineagesOf({"d1", "d2", "d3"});
  EXPECT_EQ(lineages[0], lineages[1]);
  EXPECT_EQ(lineages[2], "d3");
  const auto claims = reader.PropositionClaims({"e", "q"}, id, 2);
  ASSERT_EQ(claims->size(), 2u);
  EXPECT_EQ((*claims)[0].claim.document_id, "d1");
}

TEST_F(CommitterTest, TheSameInputUnderTwoIdsSharesOriginalAndClaimId) {
  Put(MakeDocument("d1", "same", {{"e", "q", "x", "A"}}));
  Put(MakeDocument("d2", "same", {{"e", "q", "x", "A"}}));
  const std::string digest = text::Sha256Hex("same");
  const std::string claim_id =
      MakeDocument("d1", "same", {{"e", "q", "x"}}).claims[0].claim.claim_id;
  {
    const auto view = View();
    EXPECT_EQ(RecordReader(*view).GetClaim(claim_id)->size(), 2u);
    const auto row =
        storage::DecodeRow<storage::OriginalRow>(**view->Get(storage::OriginalKey(digest)));
    EXPECT_EQ(row->documents, 2u);
    EXPECT_EQ(view->ReadCommit(2)->new_originals, std::vector<std::string>{digest});
    EXPECT_THAT(view->ReadCommit(3)->new_originals, IsEmpty());
  }
  ASSERT_TRUE(Delete("d1").ok());
  EXPECT_EQ(*View()->ReadOriginal(digest, 0, 9), "same");
  EXPECT_EQ(RecordReader(*View()).GetClaim(claim_id)->size(), 1u);
  ASSERT_TRUE(Delete("d2").ok());
  EXPECT_FALSE(View()->OriginalSize(digest).ok());
}

TEST_F(CommitterTest, ListsPageThrough) {
  for (int i = 0; i < 25; ++i) {
    StoredDocument document =
        MakeDocument("文件/" + std::to_string(100 + i), "t" + std::to_string(i),
                     {{"e", "q", std::to_string(i), "A"}});
    if (i % 3 != 0) {
      document.document.metadata.push_back({.field = record::MetadataField::kPublished,
                                            .value = "2024-01-" + std::to_string(10 + i % 5),
                                            .chosen = true});
    }
    Put(document);
  }
  const auto view = View();
  const RecordReader reader(*view);
  std::vector<std::string> ids;
  std::string next;
  int pages = 0;
  do {
    const auto page = reader.ListDocuments(next, 10);
    ASSERT_TRUE(page.ok());
    for (const auto& row : page->items) ids.push_back(row.document_id);
    next = page->next;
    ++pages;
  } while (!next.empty());
  EXPECT_EQ(pages, 3);
  EXPECT_EQ(ids.size(), 25u);
  EXPECT_TRUE(std::is_sorted(ids.begin(), ids.end()));

  std::vector<uint32_t> dates;
  next.clear();
  do {
    const auto page = reader.ListDocumentsByDate(next, 7);
    ASSERT_TRUE(page.ok()) << page.status();
    for (const auto& row : page->items) dates.push_back(row.published_yyyymmdd);
    next = page->next;
  } while (!next.empty());
  EXPECT_EQ(dates.size(), 25u);
  EXPECT_TRUE(std::is_sorted(dates.rbegin(), dates.rend()));
  const auto early = reader.ListDocumentsByDate("", 3, 20240112);
  EXPECT_EQ(early->items[0].published_yyyymmdd, 20240112u);
  // Exactly the limit, and no more after it.
  EXPECT_TRUE(reader.ListDocuments("", 25)->next.empty());
  EXPECT_FALSE(reader.ListDocuments("", 24)->next.empty());
  EXPECT_EQ(reader.ListMentioningDocuments("e", "", 100)->items.size(), 25u);
  EXPECT_THAT(reader.ListMentioningDocuments("other", "", 100)->items, IsEmpty());
}

// A text that cannot be led back to the original would make a row that is damage to whoever reads
// it, also to the replacement of the document.
TEST_F(CommitterTest, RefusesATextThatItsMapDoesNotCover) {
  const StoredDocument good = MakeDocument("d", "Korea 韓國 韩国", {{"e", "q", "x", "A"}});
  const auto size = static_cast<int64_t>(good.input.content.size());
  const auto identity = [](int64_t bytes) {
    text::TextMap map;
    map.AppendIdentity(0, bytes);
    return map;
  };
  struct Case {
    std::string what;
    std::function<void(record::Block&)> spoil;
  };
  const auto table = [](record::Block& block) -> record::TableCell& {
    block.kind = record::BlockKind::kTable;
    block.table.rows = block.table.columns = 1;
    return block.table.cells.emplace_back();
  };
  const std::vector<Case> cases = {
      {"no map", [](auto& block) { block.content.map = {}; }},
      {"a byte short", [&](auto& block) { block.content.map = identity(size - 1); }},
      {"a byte too long", [&](auto& block) { block.content.map = identity(size + 1); }},
      {"a map without a text", [](auto& block) { block.content.text.clear(); }},
      {"a cell without a map", [&](auto& block) { table(block).content.text = "韩国"; }},
      {"a cell's map too long",
       [&](auto& block) { table(block).content = {.text = "韓國", .map = identity(7)}; }},
      {"a caption without a map",
       [&](auto& block) {
         table(block);
         block.table.caption.text = "Korea";
       }},
      {"a map that points before the original",
       [](auto& block) {
         block.content = {.text = "Korea"};
         block.content.map.AppendIdentity(-5, 5);
       }},
  };
  for (const bool replaces : {false, true}) {
    if (replaces) Put(good);
    const uint64_t commit = store_->store().GetCollection("default")->commit;
    for (const Case& c : cases) {
      StoredDocument bad = good;
      bad.rules_version = "2";
      c.spoil(bad.document.blocks[0]);
      const auto result = store_->committer().SubmitAndWait(Upsert("default", std::move(bad)));
      EXPECT_TRUE(absl::IsInvalidArgument(result.status())) << c.what << ": " << result.status();
    }
    EXPECT_EQ(store_->store().GetCollection("default")->commit, commit);
  }
  StoredDocument next = good;
  next.rules_version = "2";
  EXPECT_FALSE(Put(next).unchanged);
  EXPECT_TRUE(Delete("d").ok());
}

TEST_F(CommitterTest, RefusesWhatContradictsItself) {
  const auto refused = [&](const StoredDocument& document) {
    const auto result = store_->committer().SubmitAndWait(Upsert("default", document));
    EXPECT_TRUE(absl::IsInvalidArgument(result.status())) << result.status();
  };
  const StoredDocument good = MakeDocument("d", "t", {{"e", "q", "x", "A"}});
  StoredDocument bad = good;
  bad.document_id = "";
  refused(bad);
  bad = good;
  bad.document_id = std::string(513, 'x');
  refused(bad);
  bad = good;
  bad.document_id = std::string("a\0b", 3);
  refused(bad);
  bad = good;
  bad.claims[0].claim.document_id = "other";
  refused(bad);
  bad = good;
  bad.claims[0].claim.kind = record::ClaimKind::kUnspecified;
  refused(bad);
  bad = good;
  bad.claims[0].claim.voices.clear();
  refused(bad);
  bad = good;
  bad.claims[0].proposition_id.clear();
  refused(bad);
  bad = good;
  bad.claims[0].claim.subject_entity_id = std::string(300, 'e');
  refused(bad);
  bad = good;
  bad.claims[0].claim.value.text = std::string(3 << 20, 'v');
  refused(bad);
  EXPECT_TRUE(
      absl::IsNotFound(store_->committer().SubmitAndWait(Upsert("nowhere", good)).status()));
  EXPECT_TRUE(
      absl::IsInvalidArgument(store_->committer().SubmitAndWait(Deletion("default", "")).status()));
  EXPECT_EQ(View()->commit(), 1u);
  // The longest ids there may be still make keys.
  StoredDocument longest =
      MakeDocument(std::string(512, 'd'), "t",
                   {{std::string(256, 'e'), std::string(128, 'q'), "x", std::string(5000, 'v')}},
                   std::string(512, 'l'));
  EXPECT_EQ(Put(longest).commit, 2u);
  const auto record = View()->ReadCommit(2);
  ASSERT_TRUE(record.ok());
  for (const auto& row : record->rows) EXPECT_TRUE(storage::IsLogicalKey(row.key));
}

TEST_F(CommitterTest, Collections) {
  EXPECT_TRUE(store_->committer().CreateCollection("chips", "芯片").ok());
  EXPECT_TRUE(absl::IsAlreadyExists(store_->committer().CreateCollection("chips", "").status()));
  for (const char* name : {"", "Upper", "has space", "-x", "名"}) {
    EXPECT_TRUE(absl::IsInvalidArgument(store_->committer().CreateCollection(name, "").status()))
        << name;
  }
  EXPECT_EQ(Put(MakeDocument("d", "A", {}), "chips").commit, 2u);
  EXPECT_EQ(Put(MakeDocument("d", "A", {}), "default").commit, 2u);
  const auto list = store_->store().ListCollections();
  ASSERT_EQ(list->size(), 2u);
  EXPECT_EQ((*list)[0].identity.name, "chips");
  EXPECT_NE((*list)[0].identity.uid, (*list)[1].identity.uid);
  EXPECT_TRUE(absl::IsNotFound(store_->store().OpenView("nowhere").status()));
}

struct Recorder : storage::CommitListener {
  void OnCommit(std::string_view collection, uint64_t commit) override {
    absl::MutexLock lock(&mutex);
    commits.push_back(std::string(collection) + "/" + std::to_string(commit));
  }
  absl::Mutex mutex;
  std::vector<std::string> commits;
};

TEST_F(CommitterTest, ListenersHearEveryCommitInOrder) {
  Recorder recorder;
  store_->store().AddListener(&recorder);
  std::vector<std::string> expected;
  absl::Notification all;
  int left = 200;
  for (int i = 0; i < 200; ++i) {
    store_->committer().Submit(
        Upsert("default", MakeDocument("d" + std::to_string(i % 7), std::to_string(i), {})),
        [&](absl::StatusOr<CommitResult> result) {
          EXPECT_TRUE(result.ok());
          if (--left == 0) all.Notify();
        },
        absl::InfiniteFuture());
    expected.push_back("default/" + std::to_string(i + 2));
  }
  all.WaitForNotification();
  store_->store().RemoveListener(&recorder);
  Put(MakeDocument("after", "x", {}));
  EXPECT_EQ(recorder.commits, expected);
}

TEST_F(CommitterTest, FullQueueRefusesOrWaits) {
  CommitterOptions options = TestCommitterOptions();
  options.max_queued_bytes = 10000;
  Open(options);
  // Holds the committer's thread in a callback, so that the queue fills.
  absl::Notification held, release;
  store_->committer().Submit(Upsert("default", MakeDocument("first", "x", {})),
                             [&](absl::StatusOr<CommitResult>) {
                               held.Notify();
                               release.WaitForNotification();
                             });
  held.WaitForNotification();
  int accepted = 0;
  absl::Status refusal;
  absl::Mutex mutex;
  for (int i = 0; i < 100 && refusal.ok(); ++i) {
    ++accepted;
    store_->committer().Submit(
        Upsert("default", MakeDocument("d" + std::to_string(i), std::string(500, 'x'), {})),
        [&](absl::StatusOr<CommitResult> result) {
          absl::MutexLock lock(&mutex);
          if (!result.ok()) refusal = result.status();
        });
  }
  EXPECT_TRUE(absl::IsResourceExhausted(refusal)) << refusal;
  EXPECT_GT(accepted, 2);
  EXPECT_LE(store_->committer().queued_bytes(), 10000u);
  // One that is willing to wait gets its turn; so does one larger than the whole queue.
  std::thread releaser([&] { release.Notify(); });
  EXPECT_TRUE(
      store_->committer()
          .SubmitAndWait(Upsert("default", MakeDocument("big", std::string(50000, 'y'), {})))
          .ok());
  releaser.join();
  store_->committer().Shutdown();
  EXPECT_TRUE(
      absl::IsUnavailable(store_->committer().SubmitAndWait(Deletion("default", "big")).status()));
}

TEST_F(CommitterTest, ShutdownCommitsWhatIsQueued) {
  int answered = 0;
  for (int i = 0; i < 50; ++i) {
    store_->committer().Submit(
        Upsert("default", MakeDocument("d" + std::to_string(i), "x", {})),
        [&](absl::StatusOr<CommitResult> result) { answered += result.ok() ? 1 : 0; },
        absl::InfiniteFuture());
  }
  store_->committer().Shutdown();
  EXPECT_EQ(answered, 50);
  EXPECT_EQ(View()->commit(), 51u);
}

TEST_F(CommitterTest, LargeOriginalsAndBodiesAreChunked) {
  std::string content;
  for (int i = 0; content.size() < (5u << 20); ++i) content += "段落" + std::to_string(i) + "\n";
  Put(MakeDocument("big", content, {{"e", "q", "x", "A"}}));
  const auto view = View();
  EXPECT_EQ(*view->ReadOriginal(text::Sha256Hex(content), 0, 1 << 30), content);
  EXPECT_EQ(*view->ReadOriginal(text::Sha256Hex(content), (1 << 20) - 3, 7),
            content.substr((1 << 20) - 3, 7));
  EXPECT_EQ(*view->ReadOriginalBytes(text::Sha256Hex(content)), content);
  const auto chunks = view->ReadCommitChunks(2);
  ASSERT_TRUE(chunks.ok());
  EXPECT_GT(chunks->size(), 4u);
  for (const std::string& chunk : *chunks) EXPECT_LT(chunk.size(), 2u << 20);
  size_t largest = 0;
  ASSERT_TRUE(view->Scan({},
                         [&](std::string_view, std::string_view value) {
                           largest = std::max(largest, value.size());
                           return true;
                         })
                  .ok());
  EXPECT_LE(largest, storage::kBodyChunkBytes);
  EXPECT_EQ(RecordReader(*view).GetDocumentBody("big")->blocks[0].content.text, content);
  ASSERT_TRUE(Delete("big").ok());
  // A small one in its place leaves no chunk behind.
  Put(MakeDocument("big", "small", {}));
  size_t rows = 0;
  ASSERT_TRUE(
      View()
          ->Scan(
              {.prefix = std::move(storage::KeyBuilder(storage::Table::kDocumentBody).String("big"))
                             .Build()},
              [&](std::string_view, std::string_view) {
                ++rows;
                return true;
              })
          .ok());
  EXPECT_EQ(rows, 1u);
}

}  // namespace
}  // namespace parallax::store
