// Claims of external extractors, retractions and judgements from the request to the rows.
#include "ingest_service/doorway/curation_task.h"

#include <google/protobuf/util/json_util.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <memory>
#include <set>

#include "core/catalog/catalog.h"
#include "core/errors/error.h"
#include "core/record/claim_id.h"
#include "core/record/span_check.h"
#include "core/storage/record_reader.h"
#include "core/text/original_text.h"
#include "ingest_service/assemble/pipeline.h"
#include "ingest_service/store/store_fixture.h"

namespace parallax::doorway {
namespace {

using errors::DetailsOf;
using errors::Reason;

// Three languages, markup, and a blank table cell.
constexpr char kPage[] =
    "# Notes\n\n"
    "Qwen was *said* to have 20 million users in spring.\n\n"
    "通义千问有两千万用户。\n\n"
    "通義千問擁有兩千萬使用者。\n\n"
    "| Model | Users |\n|---|---|\n| Qwen |  |\n";

class CurationTaskTest : public ::testing::Test {
 protected:
  void SetUp() override {
    auto catalog = catalog::Catalog::Load(std::string(std::getenv("PARALLAX_SOURCE_DIR")) +
                                          "/packs/ai_industrial_policy");
    ASSERT_TRUE(catalog.ok()) << catalog.status();
    auto pipeline = assemble::Pipeline::Create(*std::move(catalog), {});
    ASSERT_TRUE(pipeline.ok()) << pipeline.status();
    pipeline_ = *std::move(pipeline);
    auto store = store::IngestStore::Open(store::TestStoreOptions(env_.get(), &clock_),
                                          store::TestCommitterOptions());
    ASSERT_TRUE(store.ok()) << store.status();
    store_ = *std::move(store);
    Ingest(kPage);
  }

  store::CommitResult Ingest(const std::string& content) {
    record::Input input;
    input.content = content;
    input.media_type = "text/markdown";
    auto document = pipeline_->Process("d", input);
    EXPECT_TRUE(document.ok()) << document.status();
    auto commit = store_->committer().SubmitAndWait(store::Upsert("default", *document));
    EXPECT_TRUE(commit.ok()) << commit.status();
    revision_ = static_cast<int64_t>(commit->commit);
    return *commit;
  }

  // A claim whose quotes are where they first stand in the page.
  static v1::ClaimImport Claim(const std::string& subject, const std::string& value) {
    v1::ClaimImport claim;
    claim.set_subject_entity_id("model/qwen");
    claim.set_dimension_id("users");
    claim.set_kind(v1::CLAIM_KIND_VALUE);
    claim.mutable_value()->set_text(value);
    claim.mutable_value()->set_language("en");
    v1::Quantity* quantity = claim.mutable_value()->add_readings()->mutable_quantity();
    quantity->mutable_number()->set_decimal("20000000");
    AddEvidence(v1::EVIDENCE_ROLE_SUBJECT, subject, &claim);
    AddEvidence(v1::EVIDENCE_ROLE_VALUE, value, &claim);
    return claim;
  }
  static void AddEvidence(v1::EvidenceRole role, const std::string& quote, v1::ClaimImport* claim) {
    v1::Evidence* evidence = claim->add_evidence();
    evidence->set_role(role);
    evidence->set_quote(quote);
    const size_t at = std::string(kPage).find(quote);
    ASSERT_NE(at, std::string::npos) << quote;
    evidence->mutable_span()->set_begin_byte(static_cast<int64_t>(at));
    evidence->mutable_span()->set_end_byte(static_cast<int64_t>(at + quote.size()));
  }

  v1::ImportClaimsRequest Request(const std::vector<v1::ClaimImport>& claims) const {
    v1::ImportClaimsRequest request;
    request.set_document_id("d");
    request.set_revision(revision_);
    request.set_extractor_name("抽取器/a");
    request.set_extractor_version("2024-05");
    for (const v1::ClaimImport& claim : claims) *request.add_claims() = claim;
    return request;
  }

  absl::Status Run(absl::StatusOr<CurationTask> task) {
    if (!task.ok()) return task.status();
    if (task->empty) {
      task->fill({.revision = task->revision});
      return absl::OkStatus();
    }
    auto commit = store_->committer().SubmitAndWait(std::move(task->change));
    if (!commit.ok()) return commit.status();
    last_ = *commit;
    task->fill(*commit);
    return absl::OkStatus();
  }
  absl::Status Import(const v1::ImportClaimsRequest& request, v1::ImportClaimsResponse* response) {
    response->Clear();
    return Run(PrepareImport(*store_, pipeline_->catalog(), request, response));
  }

  store::TestClock clock_;
  std::unique_ptr<rocksdb::Env> env_{rocksdb::NewMemEnv(rocksdb::Env::Default())};
  std::unique_ptr<assemble::Pipeline> pipeline_;
  std::unique_ptr<store::IngestStore> store_;
  store::CommitResult last_;
  int64_t revision_ = 0;
};

TEST_F(CurationTaskTest, WhatStandsInTheOriginalIsStored) {
  std::vector<v1::ClaimImport> claims = {Claim("Qwen", "20 million users"),
                                         Claim("通义千问", "两千万用户"),
                                         Claim("通義千問", "兩千萬使用者")};
  // Markup and white space folded; and a blank cell.
  claims.push_back(Claim("Qwen", "20 million"));
  claims[3].mutable_evidence(1)->set_quote("was said to have 20 million");
  const size_t at = std::string(kPage).find("was *said*");
  claims[3].mutable_evidence(1)->mutable_span()->set_begin_byte(static_cast<int64_t>(at));
  claims.push_back(Claim("Qwen", "20 million"));
  claims[4].set_kind(v1::CLAIM_KIND_NOT_STATED);
  claims[4].clear_value();
  v1::Evidence* blank = claims[4].mutable_evidence(1);
  const size_t cell = std::string(kPage).find("| Qwen |") + 8;
  blank->clear_quote();
  blank->mutable_span()->set_begin_byte(static_cast<int64_t>(cell));
  blank->mutable_span()->set_end_byte(static_cast<int64_t>(cell + 2));

  v1::ImportClaimsResponse response;
  ASSERT_TRUE(Import(Request(claims), &response).ok());
  ASSERT_EQ(response.results_size(), 5);
  for (const v1::ImportResult& result : response.results()) {
    EXPECT_EQ(result.outcome(), v1::IMPORT_OUTCOME_STORED) << result.DebugString();
  }
  EXPECT_EQ(response.stored_count(), 5);

  const auto view = *store_->store().OpenView("default");
  const storage::RecordReader reader(*view);
  const auto document = *reader.GetDocument("d");
  const auto original = text::OriginalText::Create(kPage, document->charset);
  const record::Alignment alignments[] = {record::Alignment::kExact, record::Alignment::kExact,
                                          record::Alignment::kExact, record::Alignment::kNormalized,
                                          record::Alignment::kTable};
  for (int i = 0; i < 5; ++i) {
    const auto rows = *reader.GetClaim(response.results(i).claim_id());
    ASSERT_EQ(rows.size(), 1u);
    const record::Claim& claim = rows[0].claim;
    EXPECT_EQ(claim.evidence[1].alignment, alignments[i]) << i;
    for (const auto& evidence : claim.evidence) {
      EXPECT_TRUE(record::VerifyEvidence(*original, document->media_type, evidence).ok());
    }
    EXPECT_EQ(claim.activity.rule_id, "抽取器/a");
    EXPECT_EQ(claim.activity.rule_version, "2024-05");
    // The published encoding.
    EXPECT_EQ(claim.claim_id, record::ClaimId(document->input_digest, claim));
    EXPECT_EQ(claim.voices.size(), 1u);
    EXPECT_FALSE(claim.voices[0].key.empty());
  }
  // Again: nothing changes. The same content again: they are still there.
  ASSERT_TRUE(Import(Request(claims), &response).ok());
  EXPECT_TRUE(last_.unchanged);
  EXPECT_EQ(response.results(0).outcome(), v1::IMPORT_OUTCOME_UNCHANGED);
  EXPECT_TRUE(Ingest(kPage).unchanged);
  // Another content: gone, and said so.
  const store::CommitResult changed = Ingest("Qwen.");
  ASSERT_EQ(changed.dropped_imports.size(), 1u);
  EXPECT_EQ(changed.dropped_imports[0].claims, 5u);
}

TEST_F(CurationTaskTest, EveryFaultNamesItsField) {
  struct Case {
    std::string field;
    Reason reason;
    std::function<void(v1::ClaimImport&)> spoil;
  };
  const std::vector<Case> cases = {
      {"subject_entity_id", Reason::kFieldMissing, [](auto& c) { c.clear_subject_entity_id(); }},
      {"subject_entity_id", Reason::kEntityNotFound,
       [](auto& c) { c.set_subject_entity_id("model/nowhere"); }},
      {"subject_entity_id", Reason::kEntityNotFound,
       [](auto& c) { c.set_subject_entity_id("planet/~mars"); }},
      {"dimension_id", Reason::kDimensionNotFound, [](auto& c) { c.set_dimension_id("colour"); }},
      {"dimension_id", Reason::kDimensionNotApplicable,
       [](auto& c) { c.set_dimension_id("role_of_state"); }},
      {"kind", Reason::kFieldMissing, [](auto& c) { c.clear_kind(); }},
      {"value.text", Reason::kFieldMissing, [](auto& c) { c.mutable_value()->clear_text(); }},
      {"value.readings", Reason::kValueTypeMismatch,
       [](auto& c) { c.mutable_value()->clear_readings(); }},
      {"value.readings[0].quantity.number.decimal", Reason::kFieldMalformed,
       [](auto& c) {
         c.mutable_value()->mutable_readings(0)->mutable_quantity()->mutable_number()->set_decimal(
             "1e");
       }},
      {"value.readings[0].quantity.unit", Reason::kFieldMalformed,
       [](auto& c) {
         c.mutable_value()->mutable_readings(0)->mutable_quantity()->set_unit("furlongs");
       }},
      {"valid_time.begin_date", Reason::kFieldMalformed,
       [](auto& c) { c.mutable_valid_time()->set_begin_date("2024-02-30"); }},
      {"stance", Reason::kFieldOutOfRange,
       [](auto& c) { c.set_stance(static_cast<v1::Stance>(77)); }},
      {"voices[0].kind", Reason::kFieldMissing, [](auto& c) { c.add_voices()->set_name("X"); }},
      {"evidence", Reason::kFieldMissing, [](auto& c) { c.clear_evidence(); }},
      {"evidence[1].span", Reason::kFieldOutOfRange,
       [](auto& c) { c.mutable_evidence(1)->mutable_span()->set_end_byte(1 << 30); }},
      {"evidence[1].span", Reason::kFieldOutOfRange,
       [](auto& c) { c.mutable_evidence(1)->mutable_span()->set_begin_byte(-1); }},
      {"evidence[1].quote", Reason::kEvidenceNotFound,
       [](auto& c) { c.mutable_evidence(1)->set_quote("21 million users"); }},
      {"evidence[1].quote", Reason::kEvidenceNotFound,
       [](auto& c) { c.mutable_evidence(1)->set_quote("20 Million users"); }},
      {"evidence[1].alignment", Reason::kEvidenceNotFound,
       [](auto& c) { c.mutable_evidence(1)->set_alignment(v1::ALIGNMENT_TABLE); }},
      {"evidence[0].role", Reason::kFieldMissing,
       [](auto& c) { c.mutable_evidence(0)->clear_role(); }},
      {"qualifiers[0].quote", Reason::kEvidenceNotFound,
       [](auto& c) {
         c.add_qualifiers()->set_text("in autumn");
         c.mutable_qualifiers(0)->mutable_span()->set_end_byte(7);
       }},
  };
  // All in one call, with a sound one among them: each is refused for its own fault.
  std::vector<v1::ClaimImport> claims;
  for (const Case& one : cases) {
    claims.push_back(Claim("Qwen", "20 million users"));
    one.spoil(claims.back());
  }
  claims.push_back(Claim("Qwen", "20 million users"));
  v1::ImportClaimsResponse response;
  const absl::Status status = Import(Request(claims), &response);
  ASSERT_TRUE(status.ok()) << status;
  EXPECT_EQ(response.refused_count(), static_cast<int64_t>(cases.size()));
  EXPECT_EQ(response.stored_count(), 1);
  for (size_t i = 0; i < cases.size(); ++i) {
    const v1::ImportResult& result = response.results(static_cast<int>(i));
    EXPECT_EQ(result.outcome(), v1::IMPORT_OUTCOME_REFUSED);
    ASSERT_GE(result.errors_size(), 1) << i << " " << cases[i].field;
    EXPECT_EQ(result.errors(0).field(), "claims[" + std::to_string(i) + "]." + cases[i].field);
    EXPECT_EQ(result.errors(0).reason(), errors::NameOf(cases[i].reason)) << cases[i].field;
    EXPECT_TRUE(result.claim_id().empty());
  }
  // A span that cuts a character.
  v1::ClaimImport cut = Claim("通义千问", "两千万用户");
  cut.mutable_evidence(1)->mutable_span()->set_begin_byte(cut.evidence(1).span().begin_byte() + 1);
  ASSERT_TRUE(
      Import(Request({cut, Claim("Qwen", "20 million users"), Claim("Qwen", "20 million users")}),
             &response)
          .ok());
  EXPECT_EQ(response.results(0).errors(0).field(), "claims[0].evidence[1].span");
  EXPECT_EQ(response.results(1).outcome(), v1::IMPORT_OUTCOME_UNCHANGED);
  EXPECT_EQ(response.results(2).errors(0).field(), "claims[2]");
}

TEST_F(CurationTaskTest, RequestsAreChecked) {
  const std::vector<v1::ClaimImport> claims = {Claim("Qwen", "20 million users")};
  struct Case {
    std::string field;
    Reason reason;
    std::function<void(v1::ImportClaimsRequest&)> spoil;
  };
  for (const Case& one : std::vector<Case>{
           {"collection", Reason::kCollectionNotFound, [](auto& r) { r.set_collection("none"); }},
           {"document_id", Reason::kFieldMissing, [](auto& r) { r.clear_document_id(); }},
           {"document_id", Reason::kDocumentNotFound, [](auto& r) { r.set_document_id("e"); }},
           {"content_sha256", Reason::kFieldMissing, [](auto& r) { r.clear_revision(); }},
           {"revision", Reason::kDocumentChanged, [](auto& r) { r.set_revision(1); }},
           {"content_sha256", Reason::kDocumentChanged,
            [](auto& r) { r.set_content_sha256("00"); }},
           {"extractor_name", Reason::kFieldMissing, [](auto& r) { r.clear_extractor_name(); }},
           {"extractor_version", Reason::kFieldMalformed,
            [](auto& r) { r.set_extractor_version("a\nb"); }},
           {"claims", Reason::kFieldMissing, [](auto& r) { r.clear_claims(); }},
           {"claims", Reason::kLimitExceeded,
            [](auto& r) {
              for (int i = 0; i < 999; ++i) {
                v1::Evidence* wide = r.add_claims()->add_evidence();
                wide->mutable_span()->set_end_byte(60 << 10);
              }
            }},
           {"claims", Reason::kLimitExceeded, [](auto& r) {
              for (int i = 0; i < kMaxImportedAtOnce; ++i) r.add_claims();
            }}}) {
    v1::ImportClaimsRequest request = Request(claims);
    one.spoil(request);
    v1::ImportClaimsResponse response;
    const absl::Status status = Import(request, &response);
    EXPECT_EQ(DetailsOf(status).reason, one.reason) << status;
    EXPECT_EQ(DetailsOf(status).field, one.field) << status;
  }
  v1::RetractClaimsRequest retract;
  v1::RetractClaimsResponse retracted;
  retract.set_document_id("d");
  EXPECT_EQ(DetailsOf(Run(PrepareRetraction(*store_, retract, &retracted))).field, "claim_ids");
  retract.add_claim_ids("00");
  EXPECT_EQ(DetailsOf(Run(PrepareRetraction(*store_, retract, &retracted))).field, "claim_ids[0]");
  retract.set_extractor_version("1");
  EXPECT_EQ(DetailsOf(Run(PrepareRetraction(*store_, retract, &retracted))).field,
            "extractor_version");
  v1::JudgeEntitiesRequest judge;
  v1::JudgeEntitiesResponse judged;
  const auto judge_field = [&] {
    return DetailsOf(Run(PrepareJudgement(*store_, pipeline_->catalog(), judge, &judged))).field;
  };
  EXPECT_EQ(judge_field(), "first_entity_id");
  judge.set_first_entity_id("model/qwen");
  EXPECT_EQ(judge_field(), "second_entity_id");
  judge.set_second_entity_id("model/qwen");
  EXPECT_EQ(judge_field(), "second_entity_id");
  judge.set_second_entity_id("economy/KR");
  EXPECT_EQ(judge_field(), "second_entity_id");
  judge.set_second_entity_id("model/~qwen-next");
  EXPECT_EQ(judge_field(), "verdict");
  judge.set_verdict(v1::ENTITY_VERDICT_SAME);
  ASSERT_TRUE(Run(PrepareJudgement(*store_, pipeline_->catalog(), judge, &judged)).ok());
  EXPECT_EQ(judged.same_entity_ids(0), "model/~qwen-next");
  v1::RevokeJudgementRequest revoke;
  v1::RevokeJudgementResponse revoked;
  revoke.set_first_entity_id("model/qwen");
  revoke.set_second_entity_id("model/~other");
  EXPECT_EQ(DetailsOf(Run(PrepareRevokedJudgement(*store_, revoke, &revoked))).reason,
            Reason::kJudgementNotFound);
}

}  // namespace
}  // namespace parallax::doorway
