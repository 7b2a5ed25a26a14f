// Every kind of write against a cache that has all cells: what is answered from it is what the
// store says, before and after, at the latest state and at every one before.
#include <gtest/gtest.h>

#include <functional>
#include <map>

#include "query_service/cells/cell_cache.h"
#include "query_service/cells/cell_keeper.h"
#include "query_service/respond/engine_fixture.h"

namespace parallax::respond {
namespace {

using reduce::testing::Amount;
using reduce::testing::Items;
using storage::CommitKind;
using storage::EntityVerdict;
using testing::Role;
using testing::World;

constexpr char kPlan[] = "initiative/french-ai-investment";
constexpr char kStargate[] = "initiative/stargate";
constexpr char kText[] = "€109 billion, 1125亿美元, market-led, 由市場主導, 20 million";

value::LevelSpan LedBy(const catalog::Catalog& catalog, size_t rank) {
  const catalog::Scale* scale = catalog.FindScale("lead_sector");
  return {.scale_id = scale->id,
          .lowest_level_id = scale->levels[rank].id,
          .highest_level_id = scale->levels[rank].id,
          .lowest_rank = static_cast<int32_t>(rank),
          .highest_rank = static_cast<int32_t>(rank)};
}

value::DateInterval Day(int year, int month, int day) {
  value::DateInterval interval;
  interval.begin = value::CivilDate{year, month, day};
  interval.end = value::CivilDate{year, month, day + 1};
  interval.begin_precision = interval.end_precision = value::DatePrecision::kDay;
  return interval;
}

// A comparison and how it is answered either way; with a token, exactly there.
struct Question {
  std::string name;
  std::function<std::string(const ComparisonEngine&, const std::string& token)> typed;
  std::function<std::string(const ComparisonEngine&, const std::string& token)> bytes;
  std::function<std::string(std::string answer)> without_token;
};

template <typename Response, typename Request>
Question Ask(const std::string& name, const Request& request) {
  const auto at = [request](const std::string& token) {
    Request asked = request;
    if (!token.empty()) asked.mutable_consistency()->set_exactly_at(token);
    return asked;
  };
  return {name,
          [at](const ComparisonEngine& engine, const std::string& token) {
            Response response;
            const absl::Status status = engine.Answer(at(token), {}, &response);
            EXPECT_TRUE(status.ok()) << status;
            return response.SerializeAsString();
          },
          [at](const ComparisonEngine& engine, const std::string& token) {
            const auto bytes = engine.AnswerBytes(at(token), {});
            EXPECT_TRUE(bytes.ok()) << bytes.status();
            return bytes.ok() ? *bytes : "";
          },
          [](const std::string& answer) {
            Response response;
            EXPECT_TRUE(response.ParseFromString(answer));
            response.clear_revision_token();
            return response.SerializeAsString();
          }};
}

std::vector<Question> Questions() {
  v1::CompareEconomiesRequest economies;
  for (const char* id : {"economy/KR", "economy/HK"}) economies.add_economies(id);
  v1::CompareModelsRequest models;
  for (const char* id : {"model/qwen", "model/deepseek"}) models.add_models(id);
  for (const char* id : {"users", "strengths"}) models.add_dimensions(id);
  v1::CompareInitiativesRequest initiatives;
  for (const char* id : {kPlan, kStargate}) initiatives.add_initiatives(id);
  v1::CompareOrganizationsRequest organizations;
  for (const char* id : {"organization/deepseek", "organization/alibaba-cloud"}) {
    organizations.add_organizations(id);
  }
  v1::CompareOrganizationsRequest rolled_up = organizations;
  rolled_up.mutable_roll_up()->set_developed_models(true);
  rolled_up.add_dimensions("users");
  v1::CompareRequest any;
  for (const char* id : {kPlan, "economy/KR", "model/qwen"}) any.add_entities(id);
  return {Ask<v1::CompareEconomiesResponse>("economies", economies),
          Ask<v1::CompareModelsResponse>("models", models),
          Ask<v1::CompareInitiativesResponse>("initiatives", initiatives),
          Ask<v1::CompareOrganizationsResponse>("organizations", organizations),
          Ask<v1::CompareOrganizationsResponse>("rolled up", rolled_up),
          Ask<v1::CompareResponse>("any", any)};
}

struct Write {
  std::string name;
  std::vector<std::string> changes;  // answers
  std::function<std::string(World&)> make;
};

record::Reading Users(const std::string& number) {
  value::Quantity quantity;
  quantity.number.decimal = number;
  quantity.number.written = number;
  return quantity;
}

std::string PutModel(World& world, const std::string& id, const std::string& users) {
  return world.Put(id, kText, {{"model/qwen", "users", users, {Users("20000000")}}});
}

std::vector<Write> Writes() {
  const store::ClaimSelection imported{.document_id = "economy",
                                       .claim_ids = {},
                                       .extractor_name = "reader",
                                       .extractor_version = ""};
  return {
      {"a first document",
       {"economies", "any"},
       [](World& world) {
         return world.Put(
             "economy", kText,
             {{"economy/KR", "role_of_state", "market-led", {Role(world.catalog(), 0, 0)}}});
       }},
      {"a second voice",
       {"economies", "any"},
       [](World& world) {
         return world.Put(
             "second", kText,
             {{"economy/KR", "role_of_state", "由市場主導", {Role(world.catalog(), 0, 1)}}});
       }},
      {"the document says otherwise",
       {"economies", "any"},
       [](World& world) {
         return world.Put(
             "second", std::string(kText) + ".",
             {{"economy/KR", "role_of_state", "由市場主導", {Role(world.catalog(), 3, 3)}}});
       }},
      {"a copy",
       {"economies", "any"},
       [](World& world) {
         return world.Put(
             "copy", kText,
             {{"economy/KR", "role_of_state", "market-led", {Role(world.catalog(), 0, 0)}}}, "", "",
             "en", "second");
       }},
      {"claims imported",
       {"economies", "any"},
       [](World& world) {
         return world.Import("economy", kText,
                             {{"economy/KR",
                               "role_of_state",
                               "market-led",
                               {Role(world.catalog(), 1, 1)},
                               "voice:x"},
                              {"economy/HK",
                               "policy_mechanisms",
                               "market-led",
                               {Items({"market-led"})},
                               "voice:x"}},
                             "reader");
       }},
      {"they are retracted",
       {"economies", "any"},
       [imported](World& world) {
         return world.Curate(CommitKind::kClaimsRetracted,
                             [&](store::RowTransaction& rows, uint64_t commit) {
                               return store::RetractClaims(imported, "", commit, rows).status();
                             });
       }},
      {"the retraction is taken back",
       {"economies", "any"},
       [imported](World& world) {
         return world.Curate(CommitKind::kClaimsRetracted,
                             [&](store::RowTransaction& rows, uint64_t) {
                               return store::RevokeRetractions(imported, rows).status();
                             });
       }},
      {"a document is deleted",
       {"economies", "any"},
       [](World& world) { return world.Delete("second"); }},
      {"a model's users",
       {"models", "rolled up", "any"},
       [](World& world) { return PutModel(world, "users", "20 million"); }},
      {"another model's",
       {},
       [](World& world) {
         return world.Put("next", kText,
                          {{"model/~qwen-next", "users", "20 million", {Users("30000000")}}});
       }},
      {"both are one",
       {"models", "any"},
       [](World& world) {
         return world.Curate(
             CommitKind::kEntitiesJudged, [&](store::RowTransaction& rows, uint64_t commit) {
               std::vector<std::string> same;
               return store::JudgeEntities({"model/qwen", "model/~qwen-next"}, EntityVerdict::kSame,
                                           "", commit, rows, &same)
                   .status();
             });
       }},
      {"what is said of the other is said of both",
       {"models", "any"},
       [](World& world) {
         return world.Put("next", std::string(kText) + ".",
                          {{"model/~qwen-next", "users", "20 million", {Users("20000000")}}});
       }},
      {"the judgement is taken back",
       {"models", "any"},
       [](World& world) {
         return world.Curate(
             CommitKind::kEntitiesJudged, [&](store::RowTransaction& rows, uint64_t) {
               return store::RevokeJudgement({"model/qwen", "model/~qwen-next"}, rows);
             });
       }},
      {"an amount",
       {"initiatives", "any"},
       [](World& world) {
         return world.Put(
             "euros", kText,
             {{kPlan, "announced_size", "€109 billion", {Amount("109000000000", 9, "EUR")}}}, "",
             "2019-06-03");
       }},
      {"in dollars",
       {"initiatives", "any"},
       [](World& world) {
         return world.Put(
             "dollars", kText,
             {{kPlan, "announced_size", "1125亿美元", {Amount("112500000000", 8, "USD")}},
              {kStargate, "announced_size", "1125亿美元", {Amount("112500000000", 8, "USD")}}},
             "", "2019-06-03");
       }},
      {"the page has another date",
       {"initiatives", "any"},
       [](World& world) {
         return world.Put(
             "euros", std::string(kText) + ".",
             {{kPlan, "announced_size", "€109 billion", {Amount("109000000000", 9, "EUR")}}}, "",
             "2018-02-01");
       }},
      // From here on what changes the answer stands in other rows than those of the cell.
      {"other rules find another date",
       {"initiatives", "any"},
       [](World& world) {
         return world.Put(
             "euros", std::string(kText) + ".",
             {{kPlan, "announced_size", "€109 billion", {Amount("109000000000", 9, "EUR")}}}, "",
             "2014-03-01", "en", "", "other rules");
       }},
      {"the day of the announcement",
       {"initiatives", "any"},
       [](World& world) {
         return world.Put("day", kText, {{kPlan, "announced_on", "20", {Day(2025, 2, 9)}}});
       }},
      {"who leads the one",
       {"initiatives", "any"},
       [](World& world) {
         return world.Put("lead", kText,
                          {{kPlan, "lead_sector", "market-led", {LedBy(world.catalog(), 0)}}});
       }},
      {"who leads the other",
       {"initiatives"},
       [](World& world) {
         const auto& levels = world.catalog().FindScale("lead_sector")->levels;
         return world.Put("other lead", kText,
                          {{kStargate,
                            "lead_sector",
                            "market-led",
                            {LedBy(world.catalog(), levels.size() - 1)}}});
       }},
      {"the day is not known any more",
       {"initiatives", "any"},
       [](World& world) { return world.Delete("day"); }},
  };
}

// With the cells in the cache, or (`kept`) all of them in the store.
void EveryWriteIsSeen(bool kept) {
  World world;
  cells::CellCache cache(&world.store(), kept ? 0 : 8 << 20);
  cells::CellKeeper keeper(&world.store(), &cache);
  const cells::ViewSource views(&world.store());
  const auto created = ComparisonEngine::Create(&world.catalog(), &views, &world.rates(),
                                                {&cache, kept ? &keeper : nullptr});
  ASSERT_TRUE(created.ok()) << created.status();
  const ComparisonEngine& cached = **created;
  const std::vector<Question> questions = Questions();
  std::string token = world.Put("none", "nothing", {});
  // Answers by question at every token so far.
  std::vector<std::pair<std::string, std::map<std::string, std::string>>> past;
  const auto remember = [&] {
    std::map<std::string, std::string> answers;
    for (const Question& question : questions) {
      answers[question.name] = question.typed(world.comparisons(), "");
      for (int round = 0; round < 2; ++round) {
        EXPECT_EQ(question.bytes(cached, ""), answers[question.name]) << question.name;
        keeper.WaitUntilWritten();
      }
    }
    past.emplace_back(token, std::move(answers));
  };
  remember();
  for (const Write& write : Writes()) {
    SCOPED_TRACE(write.name);
    const uint64_t hits = cache.GetStats().hits;
    remember();
    past.pop_back();
    if (!kept) {
      EXPECT_GT(cache.GetStats().hits, hits);
    }
    token = write.make(world);
    remember();
    const auto& before = past[past.size() - 2];
    for (const Question& question : questions) {
      const bool changed = question.without_token(past.back().second.at(question.name)) !=
                           question.without_token(before.second.at(question.name));
      const bool expected = std::find(write.changes.begin(), write.changes.end(), question.name) !=
                            write.changes.end();
      EXPECT_EQ(changed, expected) << question.name;
      for (const auto& [then, answers] : past) {
        EXPECT_EQ(question.bytes(cached, then), answers.at(question.name))
            << question.name << " at " << then;
      }
    }
  }
  if (kept) {
    EXPECT_GT(keeper.GetStats().kept, 100u);
    EXPECT_GT(keeper.GetStats().found, 100u);
    EXPECT_EQ(keeper.GetStats().unreadable, 0u);
  } else {
    EXPECT_GT(cache.GetStats().invalidated, 10u);
  }
}

TEST(CellCacheWritesTest, EveryWriteIsSeenAndNoneChangesThePast) { EveryWriteIsSeen(false); }
TEST(CellCacheWritesTest, EveryWriteIsSeenInWhatIsKept) { EveryWriteIsSeen(true); }

// Documents that say nothing of a cell come between two copies that do: nothing is claimed or
// withdrawn, and the cell has another number of lineages all the same.
TEST(CellCacheWritesTest, LineagesChangeWithoutAClaim) {
  World world;
  cells::CellCache cache(&world.store(), 8 << 20);
  const cells::ViewSource views(&world.store());
  const auto created = ComparisonEngine::Create(&world.catalog(), &views, &world.rates(), {&cache});
  ASSERT_TRUE(created.ok()) << created.status();
  v1::CompareEconomiesRequest request;
  request.add_economies("economy/KR");
  request.add_dimensions("role_of_state");
  const auto lineages = [&] {
    v1::CompareEconomiesResponse cached;
    for (int round = 0; round < 2; ++round) {
      const auto bytes = (*created)->AnswerBytes(request, {});
      EXPECT_TRUE(bytes.ok()) << bytes.status();
      v1::CompareEconomiesResponse stored;
      EXPECT_TRUE(world.comparisons().Answer(request, {}, &stored).ok());
      EXPECT_EQ(*bytes, stored.SerializeAsString());
      EXPECT_TRUE(cached.ParseFromString(*bytes));
    }
    return cached.economies(0).role_of_state().cell().support().lineage_count();
  };
  for (const char* id : {"one", "other"}) {
    world.Put(id, kText,
              {{"economy/KR", "role_of_state", "market-led", {Role(world.catalog(), 0, 0)}}}, "",
              "", "en", "the same words");
  }
  EXPECT_EQ(lineages(), 1);
  constexpr int kBystanders = 60;
  const auto bystander = [](int i) { return "bystander " + std::to_string(i); };
  for (int i = 0; i < kBystanders; ++i) {
    world.Put(bystander(i), kText, {}, "", "", "en", "the same words");
    EXPECT_LE(lineages(), 2);
  }
  EXPECT_EQ(lineages(), 2);
  for (int i = 0; i < kBystanders; ++i) {
    world.Delete(bystander(i));
    EXPECT_LE(lineages(), 2);
  }
  EXPECT_EQ(lineages(), 1);
}

}  // namespace
}  // namespace parallax::respond
