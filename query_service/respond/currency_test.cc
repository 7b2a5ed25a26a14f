// Amounts in several currencies through the comparison engine: one plan told in three of them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "query_service/respond/engine_fixture.h"

namespace parallax::respond {
namespace {

using reduce::testing::Amount;
using testing::Told;
using testing::World;
using value::Bound;

constexpr char kPlan[] = "initiative/french-ai-investment";
constexpr char kPresident[] = "person/emmanuel-macron";

struct Telling {
  std::string id;
  std::string content;
  value::Money amount;
  std::string lineage;
  std::string published = "2025-02-10";
};

const std::vector<Telling>& Tellings() {
  static const auto* const kTellings = new std::vector<Telling>{
      {"euros", "The French president speaks of €109 billion.", Amount("109000000000", 9, "EUR"),
       "a"},
      {"dollars", "马克龙称规模为1125亿美元。", Amount("112500000000", 8, "USD"), "b"},
      {"canadian", "Mr Macron values it at C$162 billion.", Amount("162000000000", 9, "CAD"), "c"},
      {"copy", "The French president speaks of €109 billion.", Amount("109000000000", 9, "EUR"),
       "a"},
      {"more", "The French president speaks of €190 billion.", Amount("190000000000", 9, "EUR"),
       "d"},
  };
  return *kTellings;
}

void Put(World& world, const Telling& telling) {
  world.Put(telling.id, telling.content,
            {{kPlan, "announced_size", telling.content, {telling.amount}, kPresident}}, "",
            telling.published, "en", telling.lineage);
}

v1::MoneyCell Size(const World& world, const std::function<void(v1::CompareRequest*)>& set = {}) {
  v1::CompareRequest request;
  request.add_entities(kPlan);
  request.add_dimensions("announced_size");
  if (set) set(&request);
  const auto response = world.Ask<v1::CompareResponse>(request);
  EXPECT_TRUE(response.ok()) << response.status();
  return response->columns(0).cells(0).money();
}

TEST(CurrencyTest, OnePlanInThreeCurrencies) {
  World world;
  for (size_t i = 0; i < 3; ++i) Put(world, Tellings()[i]);
  v1::MoneyCell cell = Size(world);
  EXPECT_EQ(cell.cell().agreement(), v1::AGREEMENT_UNANIMOUS);
  EXPECT_EQ(cell.cell().support().document_count(), 3);
  EXPECT_EQ(cell.cell().support().lineage_count(), 3);
  EXPECT_EQ(cell.cell().support().voice_count(), 1);
  for (const auto& proposition : cell.cell().propositions()) EXPECT_EQ(proposition.group(), 0);
  ASSERT_EQ(cell.conversions_size(), 2);
  for (const auto& made : cell.conversions()) {
    EXPECT_EQ(made.to_currency_code(), cell.amount().currency_code());
    EXPECT_EQ(made.rate_period(), "2025-02");
    EXPECT_EQ(made.date_source(), v1::RATE_DATE_SOURCE_PUBLISHED);
    EXPECT_EQ(made.table(), "exchange_rates.tsv");
    EXPECT_FALSE(made.rate().empty());
    EXPECT_FALSE(made.proposition_id().empty());
  }

  // A page that copies another adds a document and nothing else.
  Put(world, Tellings()[3]);
  cell = Size(world);
  EXPECT_EQ(cell.cell().agreement(), v1::AGREEMENT_UNANIMOUS);
  EXPECT_EQ(cell.cell().support().document_count(), 4);
  EXPECT_EQ(cell.cell().support().lineage_count(), 3);
  EXPECT_EQ(cell.cell().support().voice_count(), 1);

  Put(world, Tellings()[4]);
  cell = Size(world);
  EXPECT_EQ(cell.cell().agreement(), v1::AGREEMENT_CONTESTED);
  EXPECT_EQ(cell.cell().support().lineage_count(), 4);
  std::map<int, int> groups;
  for (const auto& proposition : cell.cell().propositions()) ++groups[proposition.group()];
  EXPECT_EQ(groups, (std::map<int, int>{{0, 3}, {1, 1}}));
  EXPECT_FALSE(cell.cell().sampled());

  // Reduced afresh, it is the same; and with the fourth left out, it is what it was.
  v1::MoneyCell filtered =
      Size(world, [](auto* r) { r->mutable_filter()->set_published_from_date("2025-01-01"); });
  EXPECT_EQ(filtered.DebugString(), cell.DebugString());
  filtered = Size(world, [](auto* r) {
    for (const auto& telling : Tellings()) {
      if (telling.id != "more") r->mutable_filter()->add_document_ids(telling.id);
    }
  });
  EXPECT_EQ(filtered.cell().agreement(), v1::AGREEMENT_UNANIMOUS);
}

TEST(CurrencyTest, OrderOfIngestChangesNothing) {
  std::mt19937 random(11);
  std::vector<Telling> tellings = Tellings();
  std::string first;
  for (int round = 0; round < 4; ++round) {
    World world;
    for (const Telling& telling : tellings) Put(world, telling);
    const std::string now = Size(world).DebugString();
    if (first.empty()) first = now;
    EXPECT_EQ(now, first);
    std::shuffle(tellings.begin(), tellings.end(), random);
  }
}

TEST(CurrencyTest, TheDayOfTheAnnouncementGoesFirst) {
  World world;
  for (size_t i = 0; i < 2; ++i) {
    Telling telling = Tellings()[i];
    telling.published = "2019-06-03";  // the rate of that month would set them apart
    Put(world, telling);
  }
  EXPECT_EQ(Size(world).cell().agreement(), v1::AGREEMENT_CONTESTED);
  value::DateInterval day;
  day.begin = value::CivilDate{2025, 2, 9};
  day.end = value::CivilDate{2025, 2, 10};
  day.begin_precision = day.end_precision = value::DatePrecision::kDay;
  // Another dimension's rows decide: a comparison that was asked before does not stand in the way.
  world.Put("day", "announced on 9 February 2025",
            {{kPlan, "announced_on", "9 February 2025", {day}}});
  const v1::MoneyCell cell = Size(world);
  EXPECT_EQ(cell.cell().agreement(), v1::AGREEMENT_UNANIMOUS);
  ASSERT_EQ(cell.conversions_size(), 1);
  EXPECT_EQ(cell.conversions(0).date_source(), v1::RATE_DATE_SOURCE_ANNOUNCED);
}

TEST(CurrencyTest, WithoutADateNothingIsConverted) {
  World world;
  for (size_t i = 0; i < 2; ++i) {
    Telling telling = Tellings()[i];
    telling.published = "";
    Put(world, telling);
  }
  v1::MoneyCell cell = Size(world);
  EXPECT_EQ(cell.conversions_size(), 0);
  // A third that is dated lends its date.
  Put(world, Tellings()[2]);
  cell = Size(world);
  EXPECT_EQ(cell.conversions_size(), 2);
}

TEST(CurrencyTest, RatiosAcrossCurrencies) {
  World world;
  Put(world, Tellings()[0]);
  world.Put(
      "stargate", "5000亿美元",
      {{"initiative/stargate", "announced_size", "5000亿美元", {Amount("500000000000", 9, "USD")}}},
      "", "2025-01-21");
  world.Put("plan", "1 trillion yuan, about 138 billion dollars",
            {{"initiative/ai-industry-development-action-plan",
              "announced_size",
              "1 trillion yuan",
              {Amount("1000000000000", 12, "CNY")}},
             {"initiative/ai-industry-development-action-plan",
              "announced_size",
              "about 138 billion dollars",
              {Amount("138000000000", 9, "USD", Bound::kApproximate)},
              "",
              record::ClaimKind::kValue,
              record::Stance::kAsserts,
              0}});
  const std::vector<std::string> ids = {"initiative/stargate",
                                        "initiative/ai-industry-development-action-plan", kPlan};
  const auto contrast = [&](const std::string& a, const std::string& b) {
    v1::CompareRequest request;
    request.add_entities(a);
    request.add_entities(b);
    request.add_dimensions("announced_size");
    const auto response = world.Ask<v1::CompareResponse>(request);
    EXPECT_TRUE(response.ok()) << response.status();
    return response->contrasts(0);
  };
  // By the equivalent that the source states.
  const auto stated = contrast(ids[0], ids[1]);
  EXPECT_EQ(stated.comparability(), v1::COMPARABILITY_CAVEATED);
  EXPECT_EQ(stated.ratio().central(), "3.62319");
  EXPECT_FALSE(stated.ratio().has_conversion());
  EXPECT_THAT(stated.reasons(), ::testing::ElementsAre(v1::COMPARABILITY_REASON_STATED_EQUIVALENT,
                                                       v1::COMPARABILITY_REASON_APPROXIMATION));
  // By the rate, whichever way round: 500 billion dollars are 4.41 times 109 billion euros.
  const auto ratio = contrast(ids[0], ids[2]);
  const auto converse = contrast(ids[2], ids[0]);
  EXPECT_EQ(ratio.comparability(), v1::COMPARABILITY_CAVEATED);
  EXPECT_THAT(ratio.reasons(), ::testing::ElementsAre(v1::COMPARABILITY_REASON_CONVERTED,
                                                      v1::COMPARABILITY_REASON_RATE_DATE_ASSUMED));
  EXPECT_EQ(ratio.ratio().conversion().from().currency_code(), "USD");
  EXPECT_EQ(ratio.ratio().conversion().rate_period(), "2025-01");
  EXPECT_EQ(ratio.ratio().conversion().SerializeAsString(),
            converse.ratio().conversion().SerializeAsString());
  const double a = std::stod(ratio.ratio().central());
  const double b = std::stod(converse.ratio().central());
  EXPECT_NEAR(a * b, 1, 1e-4);
  EXPECT_NEAR(a, 500 * 0.9656 / 109, 1e-3);
  EXPECT_NEAR(std::stod(ratio.ratio().lower()) * std::stod(converse.ratio().upper()), 1, 1e-4);
  EXPECT_LT(std::stod(ratio.ratio().lower()), a);
  EXPECT_GT(std::stod(ratio.ratio().upper()), a);
}

}  // namespace
}  // namespace parallax::respond
