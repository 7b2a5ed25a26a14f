#include "query_service/respond/comparison_engine.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "core/errors/error.h"
#include "query_service/respond/engine_fixture.h"

namespace parallax::respond {
namespace {

using errors::DetailsOf;
using errors::Reason;
using reduce::testing::Amount;
using reduce::testing::Items;
using reduce::testing::Years;
using testing::Role;
using testing::Told;
using testing::World;

v1::CompareEconomiesRequest Economies(const std::vector<std::string>& names) {
  v1::CompareEconomiesRequest request;
  for (const std::string& name : names) request.add_economies(name);
  return request;
}

v1::CompareEconomiesResponse Answer(const World& world,
                                    const v1::CompareEconomiesRequest& request) {
  auto response = world.Ask<v1::CompareEconomiesResponse>(request);
  EXPECT_TRUE(response.ok()) << response.status();
  return response.value_or(v1::CompareEconomiesResponse());
}

constexpr char kTable[] =
    "| Economy | Period | State | Policy | Means |\n"
    "| South Korea | 1960s-1980s | strong direction | heavy industry first | credit; export "
    "targets |\n"
    "| Hong Kong | 1950s-1997 | hands off | no formal policy | low taxes |\n";

void PutTable(World& world) {
  value::DateInterval korea = Years(1960, 1990);
  value::DateInterval hong_kong = Years(1950, 1998);
  world.Put(
      "table", kTable,
      {{"economy/KR", "key_period", "1960s-1980s", {korea}},
       {"economy/KR", "role_of_state", "strong direction", {Role(world.catalog(), 3, 3)}},
       {"economy/KR", "industrial_policy", "heavy industry first"},
       {"economy/KR",
        "policy_mechanisms",
        "credit; export targets",
        {Items({"credit", "export targets"})}},
       {"economy/HK", "key_period", "1950s-1997", {hong_kong}},
       {"economy/HK", "role_of_state", "hands off", {Role(world.catalog(), 0, 0)}},
       {"economy/HK", "industrial_policy", "no formal policy", {}, "", record::ClaimKind::kNoValue},
       {"economy/HK", "policy_mechanisms", "low taxes", {Items({"low taxes"})}},
       {"economy/HK", "policy_outcomes", ""}});
}

TEST(ComparisonEngineTest, TypedFieldsStatesAndEvidence) {
  World world;
  PutTable(world);
  const auto response = Answer(world, Economies({"South Korea", "香港", "economy/SG"}));
  ASSERT_EQ(response.economies_size(), 3);
  const auto& korea = response.economies(0);
  EXPECT_EQ(korea.economy().entity_id(), "economy/KR");
  EXPECT_EQ(korea.key_period().period().begin_date(), "1960-01-01");
  EXPECT_EQ(korea.role_of_state().level().lowest_rank(), 3);
  EXPECT_EQ(korea.role_of_state().cell().agreement(), v1::AGREEMENT_UNANIMOUS);
  EXPECT_EQ(korea.industrial_policy().text(), "heavy industry first");
  EXPECT_EQ(korea.industrial_policy().cell().agreement(), v1::AGREEMENT_NOT_ASSESSED);
  ASSERT_EQ(korea.policy_mechanisms().items_size(), 2);
  EXPECT_EQ(korea.policy_mechanisms().items(0).support().voice_count(), 1);
  const auto& claim = korea.role_of_state().cell().propositions(0).claims(0);
  const auto& span = claim.evidence(0).span();
  EXPECT_EQ(std::string(kTable).substr(static_cast<size_t>(span.begin_byte()),
                                       static_cast<size_t>(span.end_byte() - span.begin_byte())),
            "strong direction");
  EXPECT_EQ(claim.proposition_id(), korea.role_of_state().cell().propositions(0).proposition_id());

  const auto& hong_kong = response.economies(1);
  EXPECT_EQ(hong_kong.industrial_policy().cell().state(), v1::CELL_STATE_NO_VALUE);
  EXPECT_EQ(hong_kong.industrial_policy().text(), "");
  EXPECT_EQ(hong_kong.industrial_policy().cell().propositions(0).text(), "no formal policy");
  EXPECT_EQ(hong_kong.policy_outcomes().cell().state(), v1::CELL_STATE_NOT_STATED);
  EXPECT_EQ(hong_kong.policy_outcomes().cell().propositions(0).group(), -1);
  EXPECT_EQ(hong_kong.policy_outcomes().cell().propositions(0).claims_size(), 1);
  EXPECT_EQ(hong_kong.strengths().cell().state(), v1::CELL_STATE_NOT_COVERED);
  EXPECT_EQ(response.economies(2).role_of_state().cell().state(), v1::CELL_STATE_NOT_COVERED);

  // Every dimension of the answer is in exactly one place of every column.
  for (const auto& column : response.economies()) {
    std::vector<const google::protobuf::FieldDescriptor*> set;
    column.GetReflection()->ListFields(column, &set);
    int fields = column.other_size();
    for (const auto* field : set) fields += !field->is_repeated() && field->name() != "economy";
    EXPECT_EQ(fields, response.dimensions_size());
  }
  bool found = false;
  for (const auto& contrast : response.contrasts()) {
    if (contrast.dimension_id() != "role_of_state") continue;
    EXPECT_EQ(contrast.entity_id_a(), "economy/KR");
    EXPECT_EQ(contrast.entity_id_b(), "economy/HK");
    EXPECT_EQ(contrast.level().order(), v1::LEVEL_ORDER_HIGHER);
    found = true;
  }
  EXPECT_TRUE(found);
}

TEST(ComparisonEngineTest, OneDocumentContestsItselfAndAnotherDecides) {
  World world;
  world.Put("a", "hands off. state-led.",
            {{"economy/HK", "role_of_state", "hands off", {Role(world.catalog(), 0, 0)}},
             {"economy/HK", "role_of_state", "state-led", {Role(world.catalog(), 2, 3)}}});
  auto request = Economies({"HK"});
  request.add_dimensions("role_of_state");
  const auto cell = [&] { return Answer(world, request).economies(0).role_of_state(); };
  EXPECT_EQ(cell().cell().agreement(), v1::AGREEMENT_CONTESTED);
  EXPECT_EQ(cell().cell().support().voice_count(), 1);
  EXPECT_EQ(cell().cell().support().document_count(), 1);
  EXPECT_EQ(cell().cell().support().claim_count(), 2);
  world.Put("b", "自由放任",
            {{"economy/HK", "role_of_state", "自由放任", {Role(world.catalog(), 0, 0)}}}, "", "",
            "zh-Hans");
  EXPECT_EQ(cell().cell().agreement(), v1::AGREEMENT_CONTESTED);  // one of two is no majority
  world.Put("c", "laissez-faire",
            {{"economy/HK", "role_of_state", "laissez-faire", {Role(world.catalog(), 0, 0)}}});
  EXPECT_EQ(cell().cell().agreement(), v1::AGREEMENT_MAJORITY);
  EXPECT_EQ(cell().level().highest_rank(), 0);
  EXPECT_FALSE(cell().cell().sampled());
}

TEST(ComparisonEngineTest, StatedEquivalentIsOnePropositionAndCaveatsTheRatio) {
  World world;
  world.Put("memo", "1 trillion yuan (about 138 billion dollars); 500 billion dollars",
            {{"initiative/plan-a",
              "announced_size",
              "1 trillion yuan",
              {Amount("1000000000000", 12, "CNY")}},
             {"initiative/plan-a",
              "announced_size",
              "about 138 billion dollars",
              {Amount("138000000000", 9, "USD", value::Bound::kApproximate)},
              "",
              record::ClaimKind::kValue,
              record::Stance::kAsserts,
              0},
             {"initiative/plan-b",
              "announced_size",
              "500 billion dollars",
              {Amount("500000000000", 9, "USD")}}});
  v1::CompareRequest request;
  request.add_entities("initiative/plan-a");
  request.add_entities("initiative/plan-b");
  request.add_dimensions("announced_size");
  const auto response = world.Ask<v1::CompareResponse>(request);
  ASSERT_TRUE(response.ok()) << response.status();
  EXPECT_TRUE(response->columns(0).entity().provisional());
  const auto& money = response->columns(0).cells(0).money();
  EXPECT_EQ(money.amount().currency_code(), "CNY");
  ASSERT_EQ(money.stated_equivalents_size(), 1);
  EXPECT_EQ(money.stated_equivalents(0).amount().decimal(), "138000000000");
  EXPECT_EQ(money.cell().proposition_count(), 1);
  ASSERT_EQ(money.cell().propositions_size(), 1);
  EXPECT_EQ(money.cell().propositions(0).claims_size(), 2);
  EXPECT_EQ(money.cell().agreement(), v1::AGREEMENT_UNANIMOUS);
  ASSERT_EQ(response->contrasts_size(), 1);
  const auto& contrast = response->contrasts(0);
  EXPECT_EQ(contrast.comparability(), v1::COMPARABILITY_CAVEATED);
  EXPECT_THAT(contrast.reasons(), ::testing::ElementsAre(v1::COMPARABILITY_REASON_STATED_EQUIVALENT,
                                                         v1::COMPARABILITY_REASON_APPROXIMATION));
  EXPECT_EQ(contrast.ratio().central(), "0.276");
}

TEST(ComparisonEngineTest, FilteredAnswersAreReducedAfresh) {
  World world;
  world.Put("en", "state-led",
            {{"economy/CN", "role_of_state", "state-led", {Role(world.catalog(), 2, 3)}}},
            "Lawfare", "2025-02-14");
  world.Put("zh", "市场主导",
            {{"economy/CN", "role_of_state", "市场主导", {Role(world.catalog(), 0, 0)}}}, "評論",
            "2024", "zh-Hans");
  auto request = Economies({"中国"});
  request.add_dimensions("role_of_state");
  const auto ask = [&] { return Answer(world, request).economies(0).role_of_state().cell(); };
  EXPECT_EQ(ask().agreement(), v1::AGREEMENT_CONTESTED);
  struct Case {
    const char* name;
    std::function<void(v1::ClaimFilter*)> set;
    int claims;
  };
  const Case cases[] = {
      {"language", [](v1::ClaimFilter* f) { f->add_languages("zh"); }, 1},
      {"no such language", [](v1::ClaimFilter* f) { f->add_languages("fr"); }, 0},
      {"publisher", [](v1::ClaimFilter* f) { f->add_publishers("LAWFARE"); }, 1},
      {"Chinese publisher", [](v1::ClaimFilter* f) { f->add_publishers("评论"); }, 1},
      {"from", [](v1::ClaimFilter* f) { f->set_published_from_date("2025-02-14"); }, 1},
      {"before", [](v1::ClaimFilter* f) { f->set_published_before_date("2025-02-14"); }, 1},
      {"both", [](v1::ClaimFilter* f) { f->set_published_from_date("2024-01-01"); }, 2},
      {"voice", [](v1::ClaimFilter* f) { f->add_voice_keys("author:zh"); }, 1},
      {"document", [](v1::ClaimFilter* f) { f->add_document_ids("en"); }, 1},
      {"modality", [](v1::ClaimFilter* f) { f->add_modalities(v1::MODALITY_PLANNED); }, 0},
      {"joined",
       [](v1::ClaimFilter* f) {
         f->add_languages("en");
         f->add_document_ids("zh");
       },
       0},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.name);
    request.clear_filter();
    c.set(request.mutable_filter());
    const auto cell = ask();
    EXPECT_EQ(cell.support().claim_count(), c.claims);
    EXPECT_EQ(cell.state(), c.claims == 0 ? v1::CELL_STATE_NOT_COVERED : v1::CELL_STATE_VALUE);
    EXPECT_EQ(cell.agreement(), c.claims == 0   ? v1::AGREEMENT_UNSPECIFIED
                                : c.claims == 1 ? v1::AGREEMENT_UNANIMOUS
                                                : v1::AGREEMENT_CONTESTED);
  }
}

// What a filter that admits everything reduces afresh is what the maintained rows say.
TEST(ComparisonEngineTest, MaintainedRowsSayWhatClaimsSay) {
  World world;
  std::mt19937 random(11);
  const auto pick = [&](int n) { return std::uniform_int_distribution<int>(0, n - 1)(random); };
  const std::vector<std::string> economies = {"economy/KR", "economy/CN", "economy/US"};
  for (int round = 0; round < 60; ++round) {
    const std::string id = "d" + std::to_string(pick(25));
    if (round % 7 == 6) {
      auto result = world.ingest().committer().SubmitAndWait(store::Deletion("default", id));
      continue;
    }
    std::vector<Told> told;
    const int claims = pick(5);
    for (int c = 0; c < claims; ++c) {
      Told one;
      one.entity = economies[static_cast<size_t>(pick(3))];
      one.voice = pick(2) == 0 ? "" : "voice" + std::to_string(pick(4));
      one.stance = pick(6) == 0 ? record::Stance::kDenies : record::Stance::kAsserts;
      one.kind = pick(6) == 0 ? record::ClaimKind::kNoValue : record::ClaimKind::kValue;
      one.quote = pick(9) == 0 ? "" : "q";
      switch (pick(3)) {
        case 0: {
          one.dimension = "role_of_state";
          const int low = pick(3);
          one.readings = {Role(world.catalog(), low, low + pick(2))};
          break;
        }
        case 1:
          one.dimension = "policy_mechanisms";
          one.readings = {
              Items({"item" + std::to_string(pick(3)), "项" + std::to_string(pick(3))})};
          break;
        default:
          one.dimension = "key_period";
          one.readings = {Years(1950 + 10 * pick(3), 1980 + 10 * pick(2))};
          break;
      }
      told.push_back(one);
    }
    world.Put(id, "q" + std::to_string(round), told, "", "", "en", "l" + std::to_string(pick(6)));
  }
  const auto request = Economies(economies);
  auto filtered = request;
  filtered.mutable_filter()->add_languages("en");
  auto a = Answer(world, request);
  auto b = Answer(world, filtered);
  a.clear_revision_token();
  b.clear_revision_token();
  EXPECT_EQ(a.DebugString(), b.DebugString());
}

TEST(ComparisonEngineTest, OrderOfEntitiesAndDimensionsChangesNoCell) {
  World world;
  PutTable(world);
  auto request = Economies({"KR", "HK"});
  request.add_dimensions("role_of_state");
  request.add_dimensions("key_period");
  auto other = Economies({"hk", "South Korea", "韓國", "economy/KR"});
  other.add_dimensions("key_period");
  other.add_dimensions("role_of_state");
  const auto a = Answer(world, request);
  const auto b = Answer(world, other);
  ASSERT_EQ(b.economies_size(), 2);  // each once
  EXPECT_EQ(a.economies(0).SerializeAsString(), b.economies(1).SerializeAsString());
  EXPECT_EQ(a.economies(1).SerializeAsString(), b.economies(0).SerializeAsString());
  EXPECT_EQ(a.contrasts_size(), b.contrasts_size());
  EXPECT_EQ(b.dimensions(0).dimension_id(), "key_period");
}

TEST(ComparisonEngineTest, AnOldTokenReadsWhatWasThere) {
  World world;
  const std::string first =
      world.Put("a", "hands off",
                {{"economy/HK", "role_of_state", "hands off", {Role(world.catalog(), 0, 0)}}});
  auto request = Economies({"HK"});
  request.mutable_consistency()->set_exactly_at(first);
  const auto then = Answer(world, request);
  EXPECT_EQ(then.revision_token(), first);
  world.Put("b", "state-led",
            {{"economy/HK", "role_of_state", "state-led", {Role(world.catalog(), 3, 3)}}});
  const std::string last = world.Delete("a");
  EXPECT_EQ(Answer(world, request).SerializeAsString(), then.SerializeAsString());
  request.mutable_consistency()->set_at_least_as_fresh(first);
  EXPECT_EQ(Answer(world, request).revision_token(), last);
}

TEST(ComparisonEngineTest, RemovingADocumentEqualsNeverHavingHadIt) {
  World with;
  World without;
  PutTable(with);
  PutTable(without);
  with.Put(
      "x", "hands off, free trade",
      {{"economy/KR", "role_of_state", "hands off", {Role(with.catalog(), 0, 0)}},
       {"economy/HK", "policy_mechanisms", "free trade", {Items({"free trade", "low taxes"})}}});
  with.Delete("x");
  auto a = Answer(with, Economies({"KR", "HK"}));
  auto b = Answer(without, Economies({"KR", "HK"}));
  a.clear_revision_token();
  b.clear_revision_token();
  EXPECT_EQ(a.DebugString(), b.DebugString());
}

TEST(ComparisonEngineTest, BadRequestsNameTheirField) {
  World world;
  World other;
  const std::string token = other.Put("a", "x", {});
  struct Case {
    const char* field;
    Reason reason;
    std::function<void(v1::CompareEconomiesRequest*)> set;
  };
  const Case cases[] = {
      {"economies", Reason::kFieldMissing, [](auto* r) { r->clear_economies(); }},
      {"economies", Reason::kFieldOutOfRange,
       [](auto* r) {
         for (int i = 0; i < 51; ++i) r->add_economies("KR");
       }},
      {"economies[1]", Reason::kEntityNotFound, [](auto* r) { r->add_economies("Atlantis"); }},
      {"economies[1]", Reason::kEntityNotFound, [](auto* r) { r->add_economies("亚特兰蒂斯"); }},
      {"economies[1]", Reason::kEntityNotFound,
       [](auto* r) { r->add_economies("model/deepseek"); }},
      {"economies[1]", Reason::kEntityNotFound, [](auto* r) { r->add_economies("economy/ZZ"); }},
      {"economies[1]", Reason::kFieldMissing, [](auto* r) { r->add_economies(""); }},
      {"economies[1]", Reason::kFieldMalformed, [](auto* r) { r->add_economies("a\nb"); }},
      {"dimensions[0]", Reason::kDimensionNotFound, [](auto* r) { r->add_dimensions("colour"); }},
      {"dimensions[0]", Reason::kDimensionNotApplicable,
       [](auto* r) { r->add_dimensions("users"); }},
      {"collection", Reason::kCollectionNotFound, [](auto* r) { r->set_collection("policy"); }},
      {"collection", Reason::kFieldMalformed, [](auto* r) { r->set_collection("Policy!"); }},
      {"consistency.exactly_at", Reason::kTokenMalformed,
       [](auto* r) { r->mutable_consistency()->set_exactly_at("nonsense"); }},
      {"consistency.at_least_as_fresh", Reason::kTokenMalformed,
       [](auto* r) { r->mutable_consistency()->set_at_least_as_fresh(""); }},
      {"options.max_propositions", Reason::kFieldOutOfRange,
       [](auto* r) { r->mutable_options()->set_max_propositions(101); }},
      {"options.max_claims_per_proposition", Reason::kFieldOutOfRange,
       [](auto* r) { r->mutable_options()->set_max_claims_per_proposition(-2); }},
      {"filter.published_from_date", Reason::kFieldMalformed,
       [](auto* r) { r->mutable_filter()->set_published_from_date("2025-02-30"); }},
      {"filter.published_before_date", Reason::kFieldOutOfRange,
       [](auto* r) {
         r->mutable_filter()->set_published_from_date("2025-02-02");
         r->mutable_filter()->set_published_before_date("2025-02-02");
       }},
      {"filter.languages[0]", Reason::kFieldMalformed,
       [](auto* r) { r->mutable_filter()->add_languages("中文"); }},
      {"filter.modalities[0]", Reason::kFieldOutOfRange,
       [](auto* r) { r->mutable_filter()->add_modalities(v1::MODALITY_UNSPECIFIED); }},
      {"display_language", Reason::kFieldMalformed, [](auto* r) { r->set_display_language("-"); }},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(std::string(c.field) + " " + std::string(errors::NameOf(c.reason)));
    auto request = Economies({"KR"});
    c.set(&request);
    const auto response = world.Ask<v1::CompareEconomiesResponse>(request);
    ASSERT_FALSE(response.ok());
    EXPECT_EQ(DetailsOf(response.status()).reason, c.reason) << response.status();
    EXPECT_EQ(DetailsOf(response.status()).field, c.field);
  }
  v1::CompareRequest ambiguous;
  ambiguous.add_entities("DeepSeek");
  const auto response = world.Ask<v1::CompareResponse>(ambiguous);
  EXPECT_EQ(DetailsOf(response.status()).reason, Reason::kEntityAmbiguous) << response.status();
  EXPECT_THAT(std::string(response.status().message()), ::testing::HasSubstr("model/deepseek"));
}

TEST(ComparisonEngineTest, TooLargeAnswersAreRefused) {
  World world;
  const std::string long_text(200000, 'x');
  std::vector<Told> told;
  std::string content;
  for (int i = 0; i < 12; ++i) {
    const std::string text = std::to_string(i) + long_text;
    content += text + "\n";
    told.push_back({"economy/KR", "industrial_policy", text});
  }
  world.Put("long", content, told);
  auto request = Economies({"KR"});
  request.mutable_options()->set_max_propositions(100);
  const auto response = world.Ask<v1::CompareEconomiesResponse>(request);
  EXPECT_EQ(DetailsOf(response.status()).reason, Reason::kAnswerTooLarge) << response.status();
  request.mutable_options()->set_max_propositions(1);
  EXPECT_TRUE(world.Ask<v1::CompareEconomiesResponse>(request).ok());
}

TEST(ComparisonEngineTest, DeadlineAndCancellationStopTheWork) {
  World world;
  PutTable(world);
  v1::CompareEconomiesResponse response;
  cells::CallLimits late;
  late.deadline = absl::Now() - absl::Seconds(1);
  absl::Status status = world.comparisons().Answer(Economies({"KR"}), late, &response);
  EXPECT_EQ(DetailsOf(status).reason, Reason::kDeadlineExceeded);
  cells::CallLimits gone;
  gone.cancelled = [] { return true; };
  status = world.comparisons().Answer(Economies({"KR"}), gone, &response);
  EXPECT_TRUE(absl::IsCancelled(status));
}

}  // namespace
}  // namespace parallax::respond
