#include "query_service/respond/analysis_engine.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>

#include "core/errors/error.h"
#include "query_service/respond/engine_fixture.h"

namespace parallax::respond {
namespace {

using errors::DetailsOf;
using errors::Reason;
using record::ClaimKind;
using record::Stance;
using reduce::testing::Amount;
using reduce::testing::Entities;
using reduce::testing::Items;
using reduce::testing::Years;
using testing::Role;
using testing::Told;
using testing::World;

value::LevelSpan Level(const World& world, const std::string& scale_id, int lowest, int highest) {
  const catalog::Scale* scale = world.catalog().FindScale(scale_id);
  return {.scale_id = scale->id,
          .lowest_level_id = scale->levels[static_cast<size_t>(lowest)].id,
          .highest_level_id = scale->levels[static_cast<size_t>(highest)].id,
          .lowest_rank = lowest,
          .highest_rank = highest};
}

template <typename Response, typename Request>
Response Answer(const World& world, const Request& request) {
  auto response = world.Ask<Response>(request);
  EXPECT_TRUE(response.ok()) << response.status();
  return response.value_or(Response());
}

// What four documents hold about the state's support of one firm and its model.
void PutSupport(World& world) {
  world.Put("table", "cloud platforms with public money | GPU clusters | 地方政府支持",
            {{"model/deepseek",
              "financial_support",
              "cloud platforms with public money",
              {Level(world, "public_funding", 1, 1)},
              "voice/a"},
             {"model/deepseek",
              "infrastructure_support",
              "GPU clusters",
              {Items({"GPU clusters"})},
              "voice/a"},
             {"model/deepseek",
              "regulatory_support",
              "地方政府支持",
              {Items({"地方政府支持"})},
              "voice/a"}});
  world.Put("abstract", "the province named it a high-tech enterprise",
            {{"organization/deepseek",
              "regulatory_support",
              "the province named it a high-tech enterprise",
              {Items({"the province named it a high-tech enterprise"})},
              "voice/b"}});
  world.Put("comments", "no product of any industrial policy. It may gain from public research.",
            {{"organization/deepseek",
              "state_support",
              "no product of any industrial policy",
              {},
              "reader/1",
              ClaimKind::kValue,
              Stance::kDenies},
             {"organization/deepseek",
              "state_support",
              "It may gain from public research",
              {},
              "reader/2",
              ClaimKind::kValue,
              Stance::kDoubts}});
}

v1::CompareSourcesRequest Support(bool rolled_up) {
  v1::CompareSourcesRequest request;
  request.set_entity("organization/deepseek");
  request.set_dimension("state_support");
  if (rolled_up) {
    request.mutable_roll_up()->set_developed_models(true);
    request.mutable_roll_up()->set_child_dimensions(true);
  }
  return request;
}

TEST(SourcesTest, WhoHoldsWhatRolledUpOverModelsAndChildren) {
  World world;
  PutSupport(world);
  const auto alone = Answer<v1::CompareSourcesResponse>(world, Support(false));
  EXPECT_EQ(alone.cell().support().document_count(), 1);
  EXPECT_TRUE(alone.cell().rolled_up().empty());

  const auto response = Answer<v1::CompareSourcesResponse>(world, Support(true));
  EXPECT_EQ(response.cell().agreement(), v1::AGREEMENT_CONTESTED);
  EXPECT_EQ(response.cell().support().claim_count(), 6);
  EXPECT_EQ(response.cell().support().document_count(), 3);
  EXPECT_EQ(response.cell().support().voice_count(), 4);
  std::vector<std::string> rolled_up;
  for (const auto& part : response.cell().rolled_up()) {
    rolled_up.push_back(part.entity_id() + " " + part.dimension_id());
  }
  EXPECT_THAT(rolled_up, ::testing::ElementsAre("organization/deepseek regulatory_support",
                                                "model/deepseek financial_support",
                                                "model/deepseek infrastructure_support",
                                                "model/deepseek regulatory_support"));
  ASSERT_EQ(response.positions_size(), 3);
  EXPECT_EQ(response.positions(0).group(), 0);
  EXPECT_EQ(response.positions(0).stance(), v1::STANCE_ASSERTS);
  EXPECT_EQ(response.positions(0).voices_size(), 2);
  EXPECT_EQ(response.positions(0).lineages_size(), 2);
  EXPECT_EQ(response.positions(1).group(), 1);
  EXPECT_EQ(response.positions(1).stance(), v1::STANCE_DENIES);
  ASSERT_EQ(response.positions(1).voices_size(), 1);
  EXPECT_EQ(response.positions(1).voices(0).voice().key(), "reader/1");
  EXPECT_EQ(response.positions(2).group(), -1);
  EXPECT_EQ(response.positions(2).stance(), v1::STANCE_DOUBTS);
  for (const auto& proposition : response.positions(0).propositions()) {
    EXPECT_FALSE(proposition.rolled_up_dimension_id().empty());
    EXPECT_FALSE(proposition.text().empty());
  }

  // The claims of the positions are the claims of the cell.
  int64_t claims = 0;
  for (const auto& position : response.positions()) claims += position.support().claim_count();
  EXPECT_EQ(claims, response.cell().support().claim_count());
}

TEST(SourcesTest, ADenialOfANarrowerQuestionLeavesTheBroaderOneOpen) {
  World world;
  world.Put(
      "a", "GPU clusters from the city; no loans",
      {{"model/deepseek",
        "infrastructure_support",
        "GPU clusters from the city",
        {Items({"GPU clusters"})},
        "voice/a"},
       {"model/deepseek", "financial_support", "no loans", {}, "voice/b", ClaimKind::kNoValue}});
  v1::CompareSourcesRequest request = Support(true);
  request.set_entity("model/deepseek");
  const auto response = Answer<v1::CompareSourcesResponse>(world, request);
  EXPECT_NE(response.cell().agreement(), v1::AGREEMENT_CONTESTED);
}

TEST(SourcesTest, OneDocumentContestsItselfAndAVoiceToo) {
  World world;
  world.Put("post", "laissez-faire in the table; state-led in the prose; 国家主导",
            {{"economy/HK", "role_of_state", "laissez-faire", {Role(world.catalog(), 0, 0)}, "v"},
             {"economy/HK", "role_of_state", "state-led", {Role(world.catalog(), 3, 4)}, "v"},
             {"economy/HK", "role_of_state", "国家主导", {Role(world.catalog(), 3, 3)}, "w"}});
  v1::CompareSourcesRequest request;
  request.set_entity("economy/HK");
  request.set_dimension("role_of_state");
  auto response = Answer<v1::CompareSourcesResponse>(world, request);
  EXPECT_EQ(response.cell().agreement(), v1::AGREEMENT_CONTESTED);
  ASSERT_EQ(response.contested_documents_size(), 1);
  EXPECT_EQ(response.contested_documents(0).document_id(), "post");
  EXPECT_THAT(response.contested_documents(0).groups(), ::testing::ElementsAre(0, 1));
  EXPECT_THAT(response.contested_documents(0).voice_keys(), ::testing::ElementsAre("v", "w"));
  std::map<std::string, int> also;
  for (const auto& position : response.positions()) {
    for (const auto& voice : position.voices()) {
      also[voice.voice().key()] += voice.also_in_groups_size();
    }
  }
  EXPECT_EQ(also, (std::map<std::string, int>{{"v", 2}, {"w", 0}}));

  // Page by page it is the same list of voices.
  std::vector<std::string> whole;
  for (const auto& position : response.positions()) {
    for (const auto& voice : position.voices()) {
      whole.push_back(std::to_string(position.group()) + voice.voice().key());
    }
  }
  std::vector<std::string> paged;
  request.set_page_size(1);
  do {
    request.set_page_token(response.next_page_token());
    response = Answer<v1::CompareSourcesResponse>(world, request);
    for (const auto& position : response.positions()) {
      for (const auto& voice : position.voices()) {
        paged.push_back(std::to_string(position.group()) + voice.voice().key());
      }
    }
  } while (!response.next_page_token().empty());
  EXPECT_EQ(paged, whole);
}

void PutSizes(World& world) {
  world.Put(
      "us", "$500 billion, led by firms",
      {{"initiative/stargate",
        "announced_size",
        "$500 billion",
        {Amount("500000000000", 9, "USD")}},
       {"initiative/stargate", "lead_sector", "led by firms", {Level(world, "lead_sector", 0, 0)}}},
      "", "2025-01-21");
  world.Put("cn", "1 trillion yuan (about 138 billion dollars), 国家主导",
            {{"initiative/ai-industry-development-action-plan",
              "announced_size",
              "1 trillion yuan",
              {Amount("1000000000000", 12, "CNY")}},
             {"initiative/ai-industry-development-action-plan",
              "announced_size",
              "about 138 billion dollars",
              {Amount("138000000000", 9, "USD", value::Bound::kApproximate)},
              "",
              ClaimKind::kValue,
              Stance::kAsserts,
              0},
             {"initiative/ai-industry-development-action-plan",
              "lead_sector",
              "国家主导",
              {Level(world, "lead_sector", 2, 2)}}});
  world.Put("fr", "€109 billion",
            {{"initiative/french-ai-investment",
              "announced_size",
              "€109 billion",
              {Amount("109000000000", 9, "EUR")}}},
            "", "2025-02-10");
  world.Put(
      "uk", "not stated; 尚未公布",
      {{"initiative/uk-ai-opportunities-plan", "announced_size", ""},
       {"initiative/france-2030", "announced_size", "尚未公布", {}, "", ClaimKind::kNoValue}});
}

TEST(InitiativesTest, SizesInARatioWithItsReasons) {
  World world;
  PutSizes(world);
  v1::CompareInitiativesRequest request;
  request.add_initiatives("Stargate");
  request.add_initiatives("initiative/ai-industry-development-action-plan");
  request.add_dimensions("announced_size");
  const auto response = Answer<v1::CompareInitiativesResponse>(world, request);
  ASSERT_EQ(response.initiatives_size(), 2);
  EXPECT_EQ(response.initiatives(1).announced_size().stated_equivalents_size(), 1);
  ASSERT_EQ(response.contrasts_size(), 1);
  EXPECT_EQ(response.contrasts(0).comparability(), v1::COMPARABILITY_CAVEATED);
  EXPECT_EQ(response.contrasts(0).ratio().central(), "3.62319");
  EXPECT_THAT(response.contrasts(0).reasons(),
              ::testing::ElementsAre(v1::COMPARABILITY_REASON_STATED_EQUIVALENT,
                                     v1::COMPARABILITY_REASON_PAYER,
                                     v1::COMPARABILITY_REASON_APPROXIMATION));
}

TEST(OrganizationsTest, TypedFieldsAndRollUp) {
  World world;
  PutSupport(world);
  v1::CompareOrganizationsRequest request;
  request.add_organizations("organization/deepseek");
  request.add_organizations("organization/baidu");
  request.add_dimensions("state_support");
  request.add_dimensions("ownership");
  const auto plain = Answer<v1::CompareOrganizationsResponse>(world, request);
  EXPECT_EQ(plain.organizations(0).state_support().cell().support().claim_count(), 2);
  EXPECT_EQ(plain.organizations(1).ownership().cell().state(), v1::CELL_STATE_NOT_COVERED);
  request.mutable_roll_up()->set_developed_models(true);
  request.mutable_roll_up()->set_child_dimensions(true);
  const auto rolled = Answer<v1::CompareOrganizationsResponse>(world, request);
  const auto& cell = rolled.organizations(0).state_support().cell();
  EXPECT_EQ(cell.agreement(), v1::AGREEMENT_CONTESTED);
  EXPECT_EQ(cell.rolled_up_size(), 4);
  EXPECT_EQ(rolled.organizations(1).SerializeAsString(),
            plain.organizations(1).SerializeAsString());
}

TEST(RankTest, PlacesTiesAndWhatHasNone) {
  World world;
  PutSizes(world);
  v1::RankEntitiesRequest request;
  request.set_dimension("announced_size");
  request.set_kind(v1::ENTITY_KIND_INITIATIVE);
  auto response = Answer<v1::RankEntitiesResponse>(world, request);
  std::vector<std::string> order;
  for (const auto& one : response.ranked()) {
    order.push_back(one.entity().entity_id() + " " + std::to_string(one.best_rank()) + "-" +
                    std::to_string(one.worst_rank()));
  }
  EXPECT_THAT(order, ::testing::ElementsAre("initiative/stargate 1-1",
                                            "initiative/ai-industry-development-action-plan 2-2",
                                            "initiative/french-ai-investment 3-3"));
  EXPECT_EQ(response.basis().currency_code(), "USD");
  EXPECT_TRUE(response.ranked(2).has_conversion());
  std::map<std::string, v1::UnrankableReason> without;
  for (const auto& one : response.unrankable()) {
    without[one.entity().entity_id()] = one.reason();
  }
  EXPECT_EQ(without,
            (std::map<std::string, v1::UnrankableReason>{
                {"initiative/france-2030", v1::UNRANKABLE_REASON_NO_VALUE},
                {"initiative/uk-ai-opportunities-plan", v1::UNRANKABLE_REASON_NOT_STATED}}));

  // "About 138 billion" may lie above 140; 113.5 certainly does not.
  request.mutable_bounds()->set_at_least("140000000000");
  response = Answer<v1::RankEntitiesResponse>(world, request);
  ASSERT_EQ(response.ranked_count(), 2);
  EXPECT_EQ(response.ranked(0).bounds_met(), v1::BOUNDS_MET_CERTAINLY);
  EXPECT_EQ(response.ranked(1).bounds_met(), v1::BOUNDS_MET_POSSIBLY);
  EXPECT_EQ(response.out_of_bounds_count(), 1);

  // Pages hold the same, in the same order.
  request.clear_bounds();
  request.set_ascending(true);
  request.set_page_size(2);
  std::vector<std::string> ids;
  response.Clear();
  do {
    request.set_page_token(response.next_page_token());
    response = Answer<v1::RankEntitiesResponse>(world, request);
    for (const auto& one : response.ranked()) ids.push_back(one.entity().entity_id());
    for (const auto& one : response.unrankable()) ids.push_back(one.entity().entity_id());
  } while (!response.next_page_token().empty());
  EXPECT_THAT(ids, ::testing::ElementsAre("initiative/french-ai-investment",
                                          "initiative/ai-industry-development-action-plan",
                                          "initiative/stargate", "initiative/france-2030",
                                          "initiative/uk-ai-opportunities-plan"));

  // Levels are tied where their spans intersect.
  world.Put("roles", "hands off; state-led; strong direction",
            {{"economy/HK", "role_of_state", "hands off", {Role(world.catalog(), 0, 0)}},
             {"economy/TW", "role_of_state", "state-led", {Role(world.catalog(), 3, 4)}},
             {"economy/KR", "role_of_state", "strong direction", {Role(world.catalog(), 4, 4)}}});
  v1::RankEntitiesRequest levels;
  levels.set_dimension("role_of_state");
  for (const char* name : {"HK", "TW", "KR", "US"}) {
    levels.add_entities(std::string("economy/") + name);
  }
  response = Answer<v1::RankEntitiesResponse>(world, levels);
  ASSERT_EQ(response.ranked_size(), 3);
  EXPECT_EQ(response.ranked(0).entity().entity_id(), "economy/KR");
  EXPECT_EQ(response.ranked(0).worst_rank(), 2);
  EXPECT_EQ(response.ranked(1).best_rank(), 1);
  EXPECT_EQ(response.ranked(2).best_rank(), 3);
  EXPECT_EQ(response.unrankable(0).reason(), v1::UNRANKABLE_REASON_NOT_COVERED);
}

TEST(StackTest, LayersAgainstInstruments) {
  World world;
  world.Put("memo", "subsidized compute in the west; export controls on chips; 开源大模型战略",
            {{"economy/CN", "stack_compute", "subsidized compute in the west"},
             {"economy/US", "stack_chips", "export controls on chips"},
             {"economy/CN", "stack_models", "开源大模型战略"},
             {"economy/CN", "stack_energy", "the west"}});
  v1::CompareStackRequest request;
  request.add_economies("CN");
  request.add_economies("US");
  const auto response = Answer<v1::CompareStackResponse>(world, request);
  EXPECT_EQ(response.layers_size(), 7);
  std::vector<std::string> found;
  for (const auto& column : response.economies()) {
    EXPECT_EQ(column.layers_size(), 7);
    for (const auto& cell : column.cells()) {
      found.push_back(column.economy().entity_id() + " " + cell.layer_dimension_id() + " " +
                      cell.instrument_id());
      EXPECT_EQ(cell.propositions_size(), 1);
      EXPECT_EQ(cell.support().document_count(), 1);
    }
  }
  EXPECT_THAT(found, ::testing::ElementsAre(
                         "economy/CN stack_compute SUBSIDY", "economy/CN stack_energy other",
                         "economy/CN stack_models OPEN_SOURCE", "economy/US stack_chips TRADE"));
  EXPECT_EQ(response.instruments(response.instruments_size() - 1).instrument_id(), "other");
}

TEST(TimelinesTest, EventsInOrderWithLeadAndLag) {
  World world;
  world.Put("a", "1960s-1980s; 1965-present",
            {{"economy/KR", "key_period", "1960s-1980s", {Years(1960, 1990)}},
             {"economy/SG", "key_period", "1965-present", {Years(1965, 0)}},
             {"economy/KR", "industrial_policy", "1960s-1980s"}},
            "", "2025-02-14");
  v1::CompareTimelinesRequest request;
  request.add_entities("economy/KR");
  request.add_entities("economy/SG");
  auto response = Answer<v1::CompareTimelinesResponse>(world, request);
  ASSERT_EQ(response.events_size(), 2);
  EXPECT_EQ(response.events(0).entity_id(), "economy/KR");
  EXPECT_EQ(response.events(0).group(), 0);
  ASSERT_EQ(response.relations_size(), 1);
  EXPECT_EQ(response.relations(0).relation(), v1::INTERVAL_RELATION_OVERLAPS);
  EXPECT_EQ(response.relations(0).lead_days(), 1827);
  EXPECT_FALSE(response.relations(0).has_lag_days());

  request.set_include_publications(true);
  response = Answer<v1::CompareTimelinesResponse>(world, request);
  ASSERT_EQ(response.events_size(), 4);
  EXPECT_EQ(response.events(2).kind(), v1::TIMELINE_EVENT_KIND_PUBLICATION);
  EXPECT_EQ(response.events(2).document_id(), "a");
  request.set_from_date("1995-01-01");
  request.set_before_date("2000-01-01");
  response = Answer<v1::CompareTimelinesResponse>(world, request);
  ASSERT_EQ(response.events_size(), 1);
  EXPECT_EQ(response.events(0).entity_id(), "economy/SG");

  // The order of the entities changes names and places, not what there is.
  request.clear_from_date();
  request.clear_before_date();
  const auto forward = Answer<v1::CompareTimelinesResponse>(world, request);
  request.clear_entities();
  request.add_entities("economy/SG");
  request.add_entities("economy/KR");
  const auto backward = Answer<v1::CompareTimelinesResponse>(world, request);
  EXPECT_EQ(forward.event_count(), backward.event_count());
  EXPECT_EQ(forward.relation_count(), backward.relation_count());
}

TEST(ExplainTest, SaysWhyAndWhatWasSeen) {
  World world;
  PutSizes(world);
  v1::ExplainCellRequest request;
  request.set_entity("initiative/stargate");
  request.set_dimension("announced_size");
  auto response = Answer<v1::ExplainCellResponse>(world, request);
  EXPECT_EQ(response.finding(), v1::CELL_FINDING_HAS_CLAIMS);
  EXPECT_GT(response.steps_size(), 1);
  EXPECT_GT(response.rules_size(), 0);
  ASSERT_EQ(response.documents_size(), 1);
  EXPECT_EQ(response.documents(0).claim_count(), 1);
  request.mutable_filter()->add_document_ids("cn");
  response = Answer<v1::ExplainCellResponse>(world, request);
  EXPECT_EQ(response.finding(), v1::CELL_FINDING_ALL_FILTERED);
  request.clear_filter();
  request.set_entity("initiative/brazil-ai-plan");
  response = Answer<v1::ExplainCellResponse>(world, request);
  EXPECT_EQ(response.finding(), v1::CELL_FINDING_NOT_MENTIONED);
  request.set_dimension("users");
  response = Answer<v1::ExplainCellResponse>(world, request);
  EXPECT_EQ(response.finding(), v1::CELL_FINDING_NOT_APPLICABLE);
}

TEST(AnalysisTest, OrderOfIngestAndRemovedDocumentsChangeNothing) {
  const std::vector<std::function<void(World&)>> parts = {PutSupport, PutSizes};
  const auto all = [](const World& world) {
    std::string text;
    auto sources = Answer<v1::CompareSourcesResponse>(world, Support(true));
    sources.clear_revision_token();
    text += sources.DebugString();
    v1::RankEntitiesRequest rank;
    rank.set_dimension("announced_size");
    rank.set_kind(v1::ENTITY_KIND_INITIATIVE);
    auto ranked = Answer<v1::RankEntitiesResponse>(world, rank);
    ranked.clear_revision_token();
    return text + ranked.DebugString();
  };
  World forward;
  for (const auto& part : parts) part(forward);
  World backward;
  backward.Put(
      "x", "no support; $1 billion",
      {{"organization/deepseek",
        "state_support",
        "no support",
        {},
        "reader/9",
        ClaimKind::kNoValue},
       {"initiative/stargate", "announced_size", "$1 billion", {Amount("1000000000", 9, "USD")}}});
  for (auto part = parts.rbegin(); part != parts.rend(); ++part) (*part)(backward);
  EXPECT_NE(all(forward), all(backward));
  backward.Delete("x");
  EXPECT_EQ(all(forward), all(backward));
}

TEST(AnalysisTest, AnOldTokenReadsWhatWasThere) {
  World world;
  PutSupport(world);
  v1::CompareSourcesRequest request = Support(true);
  const auto now = Answer<v1::CompareSourcesResponse>(world, request);
  request.mutable_consistency()->set_exactly_at(now.revision_token());
  const std::string then = Answer<v1::CompareSourcesResponse>(world, request).SerializeAsString();
  world.Delete("comments");
  EXPECT_EQ(Answer<v1::CompareSourcesResponse>(world, request).SerializeAsString(), then);
}

TEST(AnalysisTest, BadRequestsNameTheirField) {
  World world;
  PutSizes(world);
  const auto reason = [&](const auto& request, auto response, const char* field) {
    const auto answer = world.Ask<decltype(response)>(request);
    EXPECT_FALSE(answer.ok());
    EXPECT_EQ(DetailsOf(answer.status()).field, field) << answer.status();
    return DetailsOf(answer.status()).reason;
  };
  v1::CompareSourcesRequest sources;
  EXPECT_EQ(reason(sources, v1::CompareSourcesResponse(), "entity"), Reason::kFieldMissing);
  sources.set_entity("initiative/stargate");
  EXPECT_EQ(reason(sources, v1::CompareSourcesResponse(), "dimension"), Reason::kFieldMissing);
  sources.set_dimension("users");
  EXPECT_EQ(reason(sources, v1::CompareSourcesResponse(), "dimension"),
            Reason::kDimensionNotApplicable);
  sources.set_dimension("aims");
  sources.set_max_claims_per_voice(51);
  EXPECT_EQ(reason(sources, v1::CompareSourcesResponse(), "max_claims_per_voice"),
            Reason::kFieldOutOfRange);
  v1::RankEntitiesRequest rank;
  rank.set_dimension("aims");
  EXPECT_EQ(reason(rank, v1::RankEntitiesResponse(), "dimension"), Reason::kDimensionNotApplicable);
  rank.set_dimension("announced_size");
  EXPECT_EQ(reason(rank, v1::RankEntitiesResponse(), "entities"), Reason::kFieldMissing);
  rank.set_kind(v1::ENTITY_KIND_INITIATIVE);
  rank.mutable_bounds()->set_at_least("ten");
  EXPECT_EQ(reason(rank, v1::RankEntitiesResponse(), "bounds.at_least"), Reason::kFieldMalformed);
  rank.mutable_bounds()->set_at_least("10");
  rank.mutable_bounds()->set_at_most("9");
  EXPECT_EQ(reason(rank, v1::RankEntitiesResponse(), "bounds"), Reason::kFieldOutOfRange);
  rank.mutable_bounds()->clear_at_most();
  rank.set_currency_code("元");
  EXPECT_EQ(reason(rank, v1::RankEntitiesResponse(), "currency_code"), Reason::kFieldMalformed);
  v1::CompareStackRequest stack;
  EXPECT_EQ(reason(stack, v1::CompareStackResponse(), "economies"), Reason::kFieldMissing);
  stack.add_economies("CN");
  stack.add_layers("aims");
  EXPECT_EQ(reason(stack, v1::CompareStackResponse(), "layers[0]"),
            Reason::kDimensionNotApplicable);
  v1::CompareTimelinesRequest timelines;
  timelines.add_entities("economy/CN");
  timelines.set_from_date("2025-01-01");
  timelines.set_before_date("2025-01-01");
  EXPECT_EQ(reason(timelines, v1::CompareTimelinesResponse(), "before_date"),
            Reason::kFieldOutOfRange);
  v1::ExplainCellRequest explain;
  explain.set_entity("Atlantis");
  explain.set_dimension("aims");
  EXPECT_EQ(reason(explain, v1::ExplainCellResponse(), "entity"), Reason::kEntityNotFound);
}

}  // namespace
}  // namespace parallax::respond
