// Judgements at reading: entities that are one answer as one; undone, every answer is as before.
#include <gtest/gtest.h>

#include <set>

#include "core/errors/error.h"
#include "ingest_service/store/curation.h"
#include "query_service/respond/engine_fixture.h"

namespace parallax::respond {
namespace {

using storage::EntityVerdict;
using testing::World;

record::Reading Users(const std::string& number) {
  value::Quantity quantity;
  quantity.number.decimal = number;
  quantity.number.last_digit_exponent = 6;
  quantity.number.written = number;
  return quantity;
}

class JudgementTest : public ::testing::Test {
 protected:
  void SetUp() override {
    world_.Put("a", "Qwen has 20 million users",
               {{"model/qwen", "users", "20 million", {Users("20000000")}}});
    world_.Put("b", "千问新版有两千万用户",
               {{"model/~qwen-next", "users", "两千万", {Users("20000000")}},
                {"model/~qwen-next", "openness", "", {}}});
    world_.Put("c", "通義新版有三千萬用戶",
               {{"model/~qwen-next", "users", "三千萬", {Users("30000000")}}});
    world_.Put("d", "DeepSeek has 9 million users",
               {{"model/deepseek", "users", "9 million", {Users("9000000")}}});
  }

  store::CommitResult Curate(std::function<absl::Status(store::RowTransaction&, uint64_t)> apply) {
    auto commit = world_.ingest().committer().SubmitAndWait(
        {"default", store::CuratedChange{.kind = storage::CommitKind::kEntitiesJudged,
                                         .document_id = "",
                                         .apply = std::move(apply)}});
    EXPECT_TRUE(commit.ok()) << commit.status();
    return *commit;
  }
  std::string Judge(const std::string& a, const std::string& b) {
    std::vector<std::string> same;
    return Curate([&](store::RowTransaction& rows, uint64_t commit) {
             return store::JudgeEntities({a, b}, EntityVerdict::kSame, "one product", commit, rows,
                                         &same)
                 .status();
           })
        .revision;
  }
  void Revoke(const std::string& a, const std::string& b) {
    Curate([&](store::RowTransaction& rows, uint64_t) {
      return store::RevokeJudgement({a, b}, rows);
    });
  }

  v1::CompareResponse Compare(const std::vector<std::string>& entities,
                              const std::string& token = "") {
    v1::CompareRequest request;
    for (const std::string& entity : entities) request.add_entities(entity);
    request.add_dimensions("users");
    request.add_dimensions("openness");
    if (!token.empty()) request.mutable_consistency()->set_exactly_at(token);
    auto response = world_.Ask<v1::CompareResponse>(request);
    EXPECT_TRUE(response.ok()) << response.status();
    return response.ok() ? *response : v1::CompareResponse();
  }
  // The answer's bytes but for the name of the state.
  std::string Bytes(const std::vector<std::string>& entities, const std::string& token = "") {
    v1::CompareResponse response = Compare(entities, token);
    response.clear_revision_token();
    return response.SerializeAsString();
  }

  World world_;
};

// What the developer says is counted in beside what is said of both models.
TEST_F(JudgementTest, OthersAreRolledUpIntoAllOfThem) {
  world_.Put("e", "阿里雲有四千萬用戶",
             {{"organization/alibaba-cloud", "users", "四千萬", {Users("40000000")}}});
  Judge("model/~qwen-next", "model/qwen");
  v1::CompareRequest request;
  request.add_entities("model/qwen");
  request.add_dimensions("users");
  request.mutable_roll_up()->set_developers(true);
  const auto response = world_.Ask<v1::CompareResponse>(request);
  ASSERT_TRUE(response.ok()) << response.status();
  const v1::Cell& users = response->columns(0).cells(0).quantity().cell();
  EXPECT_EQ(users.support().claim_count(), 4);
  EXPECT_EQ(users.support().document_count(), 4);
  EXPECT_EQ(users.support().lineage_count(), 4);
  EXPECT_EQ(users.support().voice_count(), 4);
  int64_t documents = 0;
  for (const auto& proposition : users.propositions()) {
    documents += proposition.support().document_count();
  }
  EXPECT_EQ(documents, 4);
}

TEST_F(JudgementTest, OneEntityAnswersForAll) {
  const std::string apart = Compare({"model/qwen"}).revision_token();
  const std::string before = Bytes({"model/qwen", "model/~qwen-next", "model/deepseek"});
  const std::string other = Bytes({"model/deepseek"});
  const std::string token = Judge("model/~qwen-next", "model/qwen");

  for (const char* name : {"model/qwen", "model/~qwen-next"}) {
    const v1::CompareResponse response = Compare({name});
    ASSERT_EQ(response.columns_size(), 1);
    const v1::Entity& entity = response.columns(0).entity();
    EXPECT_EQ(entity.entity_id(), "model/qwen");
    EXPECT_FALSE(entity.provisional());
    ASSERT_EQ(entity.same_entity_ids_size(), 1);
    EXPECT_EQ(entity.same_entity_ids(0), "model/~qwen-next");
    const v1::Cell& users = response.columns(0).cells(0).quantity().cell();
    EXPECT_EQ(users.support().claim_count(), 3);
    EXPECT_EQ(users.support().document_count(), 3);
    // Equal figures of both are one proposition.
    ASSERT_EQ(users.propositions_size(), 2);
    EXPECT_EQ(users.propositions(0).support().claim_count(), 2);
    // A claim says what it said.
    std::set<std::string> subjects;
    for (const auto& claim : users.propositions(0).claims()) {
      subjects.insert(claim.subject_entity_id());
    }
    EXPECT_EQ(subjects, (std::set<std::string>{"model/qwen", "model/~qwen-next"}));
    EXPECT_EQ(response.columns(0).cells(1).level().cell().state(), v1::CELL_STATE_NOT_STATED);
  }
  // Asked for both, they are one column; nobody else's answer changes.
  EXPECT_EQ(Compare({"model/qwen", "model/~qwen-next"}).columns_size(), 1);
  EXPECT_EQ(Bytes({"model/deepseek"}), other);

  v1::ListClaimsRequest list;
  list.set_entity("model/qwen");
  list.set_page_size(1);
  std::vector<std::string> documents;
  do {
    const auto page = world_.Ask<v1::ListClaimsResponse>(list);
    ASSERT_TRUE(page.ok()) << page.status();
    for (const auto& claim : page->claims()) documents.push_back(claim.document_id());
    list.set_page_token(page->next_page_token());
  } while (!list.page_token().empty());
  EXPECT_EQ(documents.size(), 4u);

  v1::ListJudgementsRequest judgements;
  const auto listed = world_.Ask<v1::ListJudgementsResponse>(judgements);
  ASSERT_TRUE(listed.ok());
  ASSERT_EQ(listed->judgements_size(), 1);
  EXPECT_EQ(listed->judgements(0).first_entity_id(), "model/qwen");
  EXPECT_EQ(listed->judgements(0).verdict(), v1::ENTITY_VERDICT_SAME);
  EXPECT_EQ(listed->judgements(0).note(), "one product");

  // The state before it answers as it did, while the judgement stands.
  EXPECT_EQ(Bytes({"model/qwen", "model/~qwen-next", "model/deepseek"}, apart), before);
  const std::string joined = Bytes({"model/qwen"}, token);
  Revoke("model/qwen", "model/~qwen-next");
  EXPECT_EQ(Bytes({"model/qwen", "model/~qwen-next", "model/deepseek"}), before);
  EXPECT_EQ(Bytes({"model/qwen"}, token), joined);
}

TEST_F(JudgementTest, FiltersHoldForAllOfThem) {
  Judge("model/qwen", "model/~qwen-next");
  v1::CompareRequest request;
  request.add_entities("model/qwen");
  request.add_dimensions("users");
  request.mutable_filter()->add_document_ids("c");
  const auto response = world_.Ask<v1::CompareResponse>(request);
  ASSERT_TRUE(response.ok()) << response.status();
  EXPECT_EQ(response->columns(0).cells(0).quantity().cell().support().claim_count(), 1);
}

TEST_F(JudgementTest, RejectedCandidatesAreListed) {
  store::StoredDocument stored = store::MakeDocument("r", "句子", {});
  stored.rejected = {{"model/qwen", "users", {0, 3}, "prose/subject", "two subjects are as near"},
                     {"", "users", {3, 6}, "prose/subject", "no subject"},
                     {"model/deepseek", "", {0, 6}, "prose/dimension", "no question"}};
  stored.rejected_count = 7;
  ASSERT_TRUE(world_.ingest().committer().SubmitAndWait(store::Upsert("default", stored)).ok());
  v1::ListRejectedCandidatesRequest request;
  request.set_document_id("r");
  request.set_entity_id("model/qwen");
  request.set_page_size(1);
  std::vector<std::string> reasons;
  do {
    const auto page = world_.Ask<v1::ListRejectedCandidatesResponse>(request);
    ASSERT_TRUE(page.ok()) << page.status();
    EXPECT_TRUE(page->truncated());
    for (const auto& c : page->rejected_candidates()) reasons.push_back(c.reason());
    request.set_page_token(page->next_page_token());
  } while (!request.page_token().empty());
  EXPECT_EQ(reasons, (std::vector<std::string>{"two subjects are as near", "no subject"}));
  request.set_document_id("none");
  EXPECT_EQ(
      errors::DetailsOf(world_.Ask<v1::ListRejectedCandidatesResponse>(request).status()).field,
      "document_id");
}

}  // namespace
}  // namespace parallax::respond
