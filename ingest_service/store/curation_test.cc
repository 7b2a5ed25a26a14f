#include "ingest_service/store/curation.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <optional>
#include <random>
#include <set>

#include "core/errors/error.h"
#include "core/storage/record_reader.h"
#include "core/storage/replica_store.h"
#include "ingest_service/store/store_fixture.h"
#include "ingest_service/store/store_model.h"

namespace parallax::store {
namespace {

using errors::DetailsOf;
using errors::Reason;
using storage::EntityVerdict;

storage::ImportedClaimRow Imported(const StoredDocument& document, const ClaimSpec& spec,
                                   const std::string& extractor, size_t n) {
  StoredClaim made = MakeClaim(document.document_id, document.input.content, spec, 1000 + n);
  made.claim.activity.rule_id = extractor;
  return {.claim = made.claim,
          .proposition_id = made.proposition_id,
          .proposition_key = made.proposition_key,
          .input_digest = record::InputDigest(document.input)};
}

class CurationTest : public ::testing::Test {
 protected:
  void SetUp() override {
    auto opened = IngestStore::Open(TestStoreOptions(env_.get(), &clock_), TestCommitterOptions());
    ASSERT_TRUE(opened.ok()) << opened.status();
    store_ = *std::move(opened);
  }

  absl::StatusOr<CommitResult> Put(const StoredDocument& document) {
    return store_->committer().SubmitAndWait(Upsert("default", document));
  }
  absl::StatusOr<CommitResult> Curate(
      std::function<absl::Status(RowTransaction&, uint64_t)> apply) {
    return store_->committer().SubmitAndWait(
        {.collection = "default",
         .change = CuratedChange{.kind = storage::CommitKind::kClaimsImported,
                                 .document_id = "",
                                 .apply = std::move(apply)}});
  }
  absl::StatusOr<CommitResult> Import(const ClaimImportBatch& batch,
                                      std::vector<ImportOutcome>* outcomes = nullptr) {
    return Curate([&](RowTransaction& rows, uint64_t) -> absl::Status {
      auto made = ImportClaims(batch, rows);
      if (made.ok() && outcomes != nullptr) *outcomes = *made;
      return made.status();
    });
  }
  absl::StatusOr<CommitResult> Retract(const ClaimSelection& selection, size_t* count = nullptr) {
    return Curate([&](RowTransaction& rows, uint64_t commit) -> absl::Status {
      auto made = RetractClaims(selection, "note", commit, rows);
      if (made.ok() && count != nullptr) *count = *made;
      return made.status();
    });
  }
  absl::StatusOr<CommitResult> Revoke(const ClaimSelection& selection) {
    return Curate([&](RowTransaction& rows, uint64_t) -> absl::Status {
      return RevokeRetractions(selection, rows).status();
    });
  }
  absl::StatusOr<CommitResult> Judge(const EntityPair& pair, EntityVerdict verdict) {
    return Curate([&](RowTransaction& rows, uint64_t commit) -> absl::Status {
      return JudgeEntities(pair, verdict, "", commit, rows, &same_).status();
    });
  }
  absl::StatusOr<CommitResult> Unjudge(const EntityPair& pair) {
    return Curate([&](RowTransaction& rows, uint64_t) -> absl::Status {
      return RevokeJudgement(pair, rows);
    });
  }

  RowMap Rows() const { return AllRows(**store_->store().OpenView("default")); }
  // Rows without the numbers and times of commits in them.
  static RowMap WithoutRevision(RowMap rows) {
    rows.erase(storage::CollectionKey());
    for (auto& [key, value] : rows) {
      if (key[0] == static_cast<char>(storage::Table::kRetraction)) {
        auto row = storage::DecodeRow<storage::RetractionRow>(value);
        if (row.ok()) row->commit = 0;
        if (row.ok()) value = EncodeRow(*row);
      }
      if (key[0] != static_cast<char>(storage::Table::kDocument)) continue;
      auto row = storage::DecodeRow<storage::DocumentRow>(value);
      if (!row.ok()) continue;
      row->revision_commit = 0;
      value = EncodeRow(*row);
    }
    return rows;
  }

  TestClock clock_;
  std::unique_ptr<rocksdb::Env> env_{rocksdb::NewMemEnv(rocksdb::Env::Default())};
  std::unique_ptr<IngestStore> store_;
  std::vector<std::string> same_;
};

const std::vector<ClaimSpec> kSpecs = {{.entity = "model/a", .dimension = "users", .value = "一"},
                                       {.entity = "model/a", .dimension = "users", .value = "two"},
                                       {.entity = "", .dimension = "users", .value = "three"}};

TEST_F(CurationTest, ImportedClaimsCountAndGoWithTheirInput) {
  const StoredDocument document = MakeDocument("d", "一份文件", kSpecs);
  ASSERT_TRUE(Put(document).ok());
  const RowMap before = Rows();
  const ClaimImportBatch batch{
      .document_id = "d",
      .input_digest = record::InputDigest(document.input),
      .claims = {Imported(document, {"model/a", "users", "two"}, "x", 1),
                 Imported(document, {"model/b", "users", "none", "声音"}, "x", 2)}};
  std::vector<ImportOutcome> outcomes;
  const auto imported = Import(batch, &outcomes);
  ASSERT_TRUE(imported.ok()) << imported.status();
  EXPECT_EQ(outcomes, std::vector<ImportOutcome>(2, ImportOutcome::kStored));
  const auto view = *store_->store().OpenView("default");
  const storage::RecordReader reader(*view);
  EXPECT_EQ((*reader.GetCell({"model/a", "users"}))->support.claims, 3u);
  EXPECT_EQ((*reader.GetCell({"model/b", "users"}))->no_value_claims, 1u);
  EXPECT_EQ(reader.ListDocumentClaims("d", "", 100)->items.size(), 5u);
  EXPECT_EQ((*reader.GetDocument("d"))->claim_count, 5u);

  // Again: nothing.
  const RowMap after = Rows();
  const auto again = Import(batch, &outcomes);
  ASSERT_TRUE(again.ok());
  EXPECT_TRUE(again->unchanged);
  EXPECT_EQ(again->revision, imported->revision);
  EXPECT_EQ(outcomes, std::vector<ImportOutcome>(2, ImportOutcome::kUnchanged));
  EXPECT_EQ(FirstDifference(Rows(), after), "");

  // The same input under newer rules keeps them; another input drops them and says so.
  StoredDocument newer = MakeDocument("d", "一份文件", {kSpecs[0]});
  newer.rules_version = "2";
  const auto kept = Put(newer);
  ASSERT_TRUE(kept.ok()) << kept.status();
  EXPECT_TRUE(kept->dropped_imports.empty());
  {
    const auto now = *store_->store().OpenView("default");
    EXPECT_EQ(storage::RecordReader(*now).ListDocumentClaims("d", "", 100)->items.size(), 3u);
  }
  const auto changed = Put(MakeDocument("d", "another", kSpecs));
  ASSERT_TRUE(changed.ok());
  EXPECT_EQ(changed->dropped_imports, (std::vector<DroppedImport>{{"x", "1", 2}}));
  EXPECT_EQ(DetailsOf(Import(batch).status()).reason, Reason::kDocumentChanged);
  EXPECT_EQ(DetailsOf(Import({.document_id = "e"}).status()).reason, Reason::kDocumentNotFound);
  // History keeps what was.
  const auto old = (*store_->store().OpenView("default"))->At(imported->commit);
  ASSERT_TRUE(old.ok());
  EXPECT_EQ(FirstDifference(AllRows(**old), after), "");
  const auto older = (*store_->store().OpenView("default"))->At(imported->commit - 1);
  EXPECT_EQ(FirstDifference(AllRows(**older), before), "");
}

TEST_F(CurationTest, RetractedClaimsStayAwayUntilRevoked) {
  const StoredDocument document = MakeDocument("d", "一份文件", kSpecs);
  ASSERT_TRUE(Put(document).ok());
  const ClaimImportBatch batch{.document_id = "d",
                               .input_digest = record::InputDigest(document.input),
                               .claims = {Imported(document, {"model/a", "users", "two"}, "x", 1),
                                          Imported(document, {"model/b", "users", "4"}, "y", 2)}};
  ASSERT_TRUE(Import(batch).ok());
  const RowMap whole = Rows();
  const std::string own = document.claims[0].claim.claim_id;
  const std::string cellless = document.claims[2].claim.claim_id;
  const std::string imported = batch.claims[0].claim.claim_id;
  size_t count = 0;
  const auto retracted =
      Retract({.document_id = "d", .claim_ids = {own, imported, cellless}}, &count);
  ASSERT_TRUE(retracted.ok()) << retracted.status();
  EXPECT_EQ(count, 3u);
  {
    const auto view = *store_->store().OpenView("default");
    const storage::RecordReader reader(*view);
    EXPECT_EQ((*reader.GetCell({"model/a", "users"}))->support.claims, 1u);
    EXPECT_TRUE(reader.GetClaim(own)->empty());
    EXPECT_EQ(reader.ListDocumentClaims("d", "", 100)->items.size(), 2u);
  }
  // Again: nothing. And neither newer rules nor an import bring them back.
  EXPECT_TRUE(Retract({.document_id = "d", .claim_ids = {own}})->unchanged);
  std::vector<ImportOutcome> outcomes;
  EXPECT_TRUE(Import(batch, &outcomes)->unchanged);
  EXPECT_EQ(outcomes[0], ImportOutcome::kRetracted);
  StoredDocument newer = document;
  newer.rules_version = "2";
  ASSERT_TRUE(Put(newer).ok());
  {
    const auto view = *store_->store().OpenView("default");
    EXPECT_EQ(storage::RecordReader(*view).ListDocumentClaims("d", "", 100)->items.size(), 2u);
  }
  // Nor does deleting the document and sending it again.
  ASSERT_TRUE(store_->committer().SubmitAndWait(Deletion("default", "d")).ok());
  ASSERT_TRUE(Put(document).ok());
  {
    const auto view = *store_->store().OpenView("default");
    EXPECT_TRUE(storage::RecordReader(*view).GetClaim(own)->empty());
  }
  ASSERT_TRUE(Import(batch).ok());
  ASSERT_TRUE(Revoke({.document_id = "d", .claim_ids = {own, imported, cellless}}).ok());
  EXPECT_EQ(FirstDifference(WithoutRevision(Rows()), WithoutRevision(whole)), "");

  // An extractor's claims together, by version or all.
  EXPECT_TRUE(
      Retract({.document_id = "d", .extractor_name = "y", .extractor_version = "1"}, &count).ok());
  EXPECT_EQ(count, 1u);
  ASSERT_TRUE(Revoke({.document_id = "d", .extractor_name = "y"}).ok());
  EXPECT_EQ(FirstDifference(WithoutRevision(Rows()), WithoutRevision(whole)), "");

  const auto unknown = Retract({.document_id = "d", .claim_ids = {own, "00"}});
  EXPECT_EQ(DetailsOf(unknown.status()).reason, Reason::kClaimNotFound);
  EXPECT_EQ(DetailsOf(unknown.status()).field, "claim_ids[1]");
  EXPECT_EQ(DetailsOf(Revoke({.document_id = "d", .claim_ids = {own}}).status()).reason,
            Reason::kClaimNotFound);
}

TEST_F(CurationTest, JudgementsMakeSetsAndUndoneLeaveNothing) {
  ASSERT_TRUE(Put(MakeDocument("d", "一份文件", kSpecs)).ok());
  const RowMap before = Rows();
  const auto set_of = [&](const std::string& entity) {
    const auto view = *store_->store().OpenView("default");
    const auto row = *view->Get(storage::SameEntitiesKey(entity));
    return row ? storage::DecodeRow<storage::SameEntitiesRow>(*row)->entity_ids
               : std::vector<std::string>();
  };
  ASSERT_TRUE(Judge({"model/a", "model/b"}, EntityVerdict::kSame).ok());
  EXPECT_EQ(same_, std::vector<std::string>{"model/b"});
  ASSERT_TRUE(Judge({"model/d", "model/c"}, EntityVerdict::kSame).ok());
  ASSERT_TRUE(Judge({"model/c", "model/b"}, EntityVerdict::kSame).ok());
  const std::vector<std::string> four = {"model/a", "model/b", "model/c", "model/d"};
  for (const std::string& entity : four) EXPECT_EQ(set_of(entity), four);
  EXPECT_TRUE(Judge({"model/b", "model/a"}, EntityVerdict::kSame)->unchanged);

  // A chain must not make one of what was judged two, in whichever order it was said.
  const auto against = Judge({"model/a", "model/d"}, EntityVerdict::kDifferent);
  EXPECT_EQ(DetailsOf(against.status()).reason, Reason::kJudgementContradicted);
  ASSERT_TRUE(Judge({"model/e", "model/d"}, EntityVerdict::kDifferent).ok());
  EXPECT_EQ(DetailsOf(Judge({"model/a", "model/e"}, EntityVerdict::kSame).status()).reason,
            Reason::kJudgementContradicted);

  ASSERT_TRUE(Unjudge({"model/b", "model/c"}).ok());
  EXPECT_EQ(set_of("model/a"), (std::vector<std::string>{"model/a", "model/b"}));
  EXPECT_EQ(set_of("model/d"), (std::vector<std::string>{"model/c", "model/d"}));
  ASSERT_TRUE(Judge({"model/a", "model/e"}, EntityVerdict::kSame).ok());
  ASSERT_TRUE(Judge({"model/a", "model/b"}, EntityVerdict::kDifferent).ok());  // replaces
  EXPECT_TRUE(set_of("model/b").empty());
  EXPECT_EQ(DetailsOf(Unjudge({"model/a", "model/c"}).status()).reason, Reason::kJudgementNotFound);
  for (const EntityPair& pair :
       {EntityPair{"model/a", "model/b"}, EntityPair{"model/c", "model/d"},
        EntityPair{"model/e", "model/d"}, EntityPair{"model/e", "model/a"}}) {
    ASSERT_TRUE(Unjudge(pair).ok());
  }
  EXPECT_EQ(FirstDifference(Rows(), before), "");
}

TEST_F(CurationTest, SetsAreBounded) {
  for (size_t i = 1; i < kMaxSameEntities; ++i) {
    ASSERT_TRUE(Judge({"model/0", "model/" + std::to_string(i)}, EntityVerdict::kSame).ok());
  }
  EXPECT_EQ(DetailsOf(Judge({"model/0", "model/x"}, EntityVerdict::kSame).status()).reason,
            Reason::kLimitExceeded);
}

// Random changes: what counts is what stands, every earlier state reads as it was, and nothing is
// left behind.
TEST_F(CurationTest, WhatStandsDecidesTheRows) {
  std::mt19937 random(11);
  const auto pick = [&](size_t bound) { return random() % bound; };
  const std::vector<std::string> texts = {"一份文件", "b", "c"};
  const std::vector<std::string> values = {"一", "two", "none", ""};
  const std::vector<std::string> entities = {"model/a", "model/b", "economy/KR"};
  // Own claims are a function of the text.
  const auto document_of = [&](const std::string& id, size_t text) {
    std::vector<ClaimSpec> specs;
    for (size_t i = 0; i <= text; ++i) specs.push_back({entities[i], "users", values[i], "声音"});
    // Most are copies of each other: what is imported or retracted moves their lineages too.
    return MakeDocument(id, texts[text], specs, "words " + std::to_string(text / 2));
  };
  struct Standing {
    std::optional<size_t> text;
    std::map<std::string, storage::ImportedClaimRow> imports;  // by claim id
    std::set<std::string> retracted;
  };
  std::map<std::string, Standing> model;
  std::vector<std::pair<uint64_t, RowMap>> history;
  for (int step = 0; step < 250; ++step) {
    const std::string id = "d" + std::to_string(pick(3));
    Standing& standing = model[id];
    switch (pick(6)) {
      case 0: {
        const size_t text = pick(texts.size());
        ASSERT_TRUE(Put(document_of(id, text)).ok());
        if (standing.text != text) standing.imports.clear();
        standing.text = text;
        break;
      }
      case 1:
        if (!standing.text || pick(4) > 0) break;
        ASSERT_TRUE(store_->committer().SubmitAndWait(Deletion("default", id)).ok());
        standing.text.reset();
        standing.imports.clear();
        break;
      case 2:
      case 3: {
        if (!standing.text) break;
        const StoredDocument document = document_of(id, *standing.text);
        const auto row =
            Imported(document, {entities[pick(3)], "users", values[pick(4)]}, "x", pick(5));
        ASSERT_TRUE(Import({id, record::InputDigest(document.input), {row}}).ok());
        standing.imports[row.claim.claim_id] = row;
        break;
      }
      case 4: {
        if (!standing.text) break;
        std::vector<std::string> ids;
        for (const auto& claim : document_of(id, *standing.text).claims) {
          ids.push_back(claim.claim.claim_id);
        }
        for (const auto& [claim_id, row] : standing.imports) ids.push_back(claim_id);
        const std::string claim_id = ids[pick(ids.size())];
        ASSERT_TRUE(Retract({.document_id = id, .claim_ids = {claim_id}}).ok());
        standing.retracted.insert(claim_id);
        break;
      }
      case 5: {
        if (standing.retracted.empty()) break;
        const std::string claim_id = *standing.retracted.begin();
        ASSERT_TRUE(Revoke({.document_id = id, .claim_ids = {claim_id}}).ok());
        standing.retracted.erase(claim_id);
        break;
      }
    }
    const auto view = *store_->store().OpenView("default");
    history.emplace_back(view->commit(), Rows());
    if (step % 25 != 24) continue;
    // What counts, the slow way: own claims and imports, less what is retracted.
    std::map<std::string, uint64_t> expected;
    for (const auto& [document_id, s] : model) {
      if (!s.text) continue;
      for (const auto& claim : document_of(document_id, *s.text).claims) {
        if (s.retracted.count(claim.claim.claim_id) == 0) {
          ++expected[claim.claim.subject_entity_id];
        }
      }
      for (const auto& [claim_id, row] : s.imports) {
        if (s.retracted.count(claim_id) == 0) ++expected[row.claim.subject_entity_id];
      }
    }
    for (const std::string& entity : entities) {
      const auto cell = *storage::RecordReader(*view).GetCell({entity, "users"});
      ASSERT_EQ(cell ? cell->support.claims : 0, expected[entity]) << step << " " << entity;
    }
  }
  // Every earlier state reads as it was.
  auto view = *store_->store().OpenView("default");
  for (const auto& [commit, rows] : history) {
    const auto old = view->At(commit);
    ASSERT_TRUE(old.ok()) << old.status();
    ASSERT_EQ(FirstDifference(AllRows(**old), rows), "") << commit;
  }
  // A replica that follows has the same rows.
  {
    const std::unique_ptr<rocksdb::Env> env(rocksdb::NewMemEnv(rocksdb::Env::Default()));
    auto replica = storage::ReplicaStore::Open(TestStoreOptions(env.get(), &clock_));
    ASSERT_TRUE(replica.ok());
    for (uint64_t commit = 1; commit <= view->commit(); ++commit) {
      const auto record = view->ReadCommit(commit);
      ASSERT_TRUE(record.ok()) << record.status();
      std::vector<storage::OriginalContent> originals;
      for (const std::string& digest : record->new_originals) {
        originals.push_back({.sha256_hex = digest, .content = *view->ReadOriginalBytes(digest)});
      }
      ASSERT_TRUE((*replica)->ApplyCommit(view->info().identity, *record, originals).ok());
    }
    ASSERT_EQ(FirstDifference(AllRows(**(*replica)->store().OpenView("default")), Rows()), "");
  }

  // A fresh store that is given what stands, by another way, has the same rows.
  const RowMap rows = WithoutRevision(Rows());
  view.reset();
  store_.reset();
  env_.reset(rocksdb::NewMemEnv(rocksdb::Env::Default()));
  SetUp();
  for (auto& [id, standing] : model) {
    for (size_t text = 0; text < texts.size(); ++text) {
      const StoredDocument document = document_of(id, text);
      ASSERT_TRUE(Put(document).ok());
      ClaimImportBatch batch{id, record::InputDigest(document.input), {}};
      std::vector<std::string> ids;
      for (size_t n = 5; n-- > 0;) {
        const auto row = Imported(document, {"model/b", "users", "two"}, "x", n);
        if (standing.retracted.count(row.claim.claim_id) == 0) continue;
        batch.claims.push_back(row);
        ids.push_back(row.claim.claim_id);
      }
      ASSERT_TRUE(Import(batch).ok());
      for (const auto& claim : document.claims) {
        if (standing.retracted.count(claim.claim.claim_id) > 0) ids.push_back(claim.claim.claim_id);
      }
      if (!ids.empty()) {
        ASSERT_TRUE(Retract({.document_id = id, .claim_ids = ids}).ok());
      }
    }
    ASSERT_TRUE(Put(MakeDocument(id, "between", {})).ok());
    if (!standing.text) {
      ASSERT_TRUE(store_->committer().SubmitAndWait(Deletion("default", id)).ok());
      continue;
    }
    const StoredDocument document = document_of(id, *standing.text);
    ASSERT_TRUE(Put(document).ok());
    ClaimImportBatch batch{id, record::InputDigest(document.input), {}};
    for (const auto& [claim_id, row] : standing.imports)
      batch.claims.insert(batch.claims.begin(), row);
    ASSERT_TRUE(Import(batch).ok());
  }
  EXPECT_EQ(FirstDifference(WithoutRevision(Rows()), rows), "");

  // With every retraction revoked and every document deleted nothing is left.
  for (const auto& [id, standing] : model) {
    for (const std::string& claim_id : standing.retracted) {
      ASSERT_TRUE(Revoke({.document_id = id, .claim_ids = {claim_id}}).ok());
    }
    if (standing.text) {
      ASSERT_TRUE(store_->committer().SubmitAndWait(Deletion("default", id)).ok());
    }
  }
  EXPECT_EQ(Rows().size(), 1u);
}

}  // namespace
}  // namespace parallax::store
