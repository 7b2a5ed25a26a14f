#include "query_service/contrast/figure.h"

#include <gtest/gtest.h>

#include <random>

#include "core/reduce/reduce_claims.h"
#include "core/reduce/test_claims.h"

namespace parallax::contrast {
namespace {

using catalog::ValueType;
using reduce::AmountExtent;
using reduce::testing::Amount;
using reduce::testing::Figure;
using reduce::testing::Levels;
using reduce::testing::NotStated;
using reduce::testing::Says;
using value::Decimal;

reduce::ReducedCell Cell(const record::Claim& claim, ValueType type) {
  const auto id = reduce::PropositionOf(claim, type);
  auto propositions = *reduce::ReduceClaims(
      std::vector<reduce::ClaimStanding>{{id.proposition_id, id.key, "d", "v"}});
  for (auto& p : propositions) {
    p.date = reduce::AmountDate{{2025, 2}, reduce::DateSource::kPublished};
  }
  return reduce::ReduceCell(std::move(propositions));
}

TEST(PlaceOfTest, FiguresOnOneBasis) {
  const auto rates =
      *value::RateTable::Parse("EUR\t2025\t0.9\t0.8\t0.8\t0.8\t-\t-\t-\t-\t-\t-\t-\t-\t-\n");
  const Basis dollars = {.currency = "USD", .unit = ""};
  const auto euros =
      PlaceOf(Cell(Says("", {Amount("80", 0, "EUR")}), ValueType::kMoney), dollars, &rates);
  ASSERT_TRUE(euros.figure.has_value());
  EXPECT_EQ(euros.figure->central.ToString(), "100");
  EXPECT_TRUE(euros.figure->reasons.contains(Reason::kConverted));
  EXPECT_TRUE(euros.figure->reasons.contains(Reason::kRateDateAssumed));
  EXPECT_TRUE(euros.figure->conversion.has_value());

  const auto without = [&](const reduce::ReducedCell& cell, const Basis& basis) {
    const Placed placed = PlaceOf(cell, basis, &rates);
    EXPECT_FALSE(placed.figure.has_value());
    return placed.reason;
  };
  EXPECT_EQ(without(Cell(Says("", {Amount("80", 0, "XTS")}), ValueType::kMoney), dollars),
            NoFigure::kNoRate);
  EXPECT_EQ(without(Cell(Says("", {Amount("80", 0, "")}), ValueType::kMoney), dollars),
            NoFigure::kCurrencyUnknown);
  EXPECT_EQ(without(Cell(NotStated(), ValueType::kMoney), dollars), NoFigure::kNotStated);
  EXPECT_EQ(without(Cell(Says("很多"), ValueType::kMoney), dollars), NoFigure::kNotRead);
  EXPECT_EQ(without(reduce::ReducedCell(), dollars), NoFigure::kNotCovered);

  value::Quantity gigawatts{Figure("1.2", -1), "gigawatt"};
  const auto power = PlaceOf(Cell(Says("", {gigawatts}), ValueType::kQuantity),
                             {.currency = "", .unit = "megawatt"}, nullptr);
  ASSERT_TRUE(power.figure.has_value());
  EXPECT_EQ(power.figure->central.ToString(), "1200");
  EXPECT_EQ(power.figure->extent.low->ToString(), "1150");
  EXPECT_TRUE(power.figure->reasons.contains(Reason::kUnitConverted));
  EXPECT_EQ(without(Cell(Says("", {gigawatts}), ValueType::kQuantity), {"", "user"}),
            NoFigure::kUnit);

  const auto level = PlaceOf(Cell(Says("", {Levels(1, 3)}), ValueType::kLevel), {}, nullptr);
  ASSERT_TRUE(level.figure.has_value());
  EXPECT_EQ(level.figure->extent.low->ToString(), "1");
  EXPECT_EQ(level.figure->extent.high->ToString(), "4");
}

TEST(PlacesOfTest, AgreesWithCountingPairs) {
  std::mt19937 random(3);
  for (int round = 0; round < 50; ++round) {
    std::vector<AmountExtent> extents;
    for (size_t i = 0; i < 1 + random() % 12; ++i) {
      const int low = static_cast<int>(random() % 20);
      AmountExtent extent{Decimal::FromInt(low),
                          Decimal::FromInt(low + 1 + static_cast<int>(random() % 5))};
      if (random() % 6 == 0) extent.low.reset();
      if (random() % 6 == 0) extent.high.reset();
      extents.push_back(extent);
    }
    for (bool ascending : {false, true}) {
      const auto places = PlacesOf(extents, ascending);
      for (size_t i = 0; i < extents.size(); ++i) {
        int before = 0;
        int after = 0;
        for (const AmountExtent& other : extents) {
          const bool above = extents[i].high && other.low && *extents[i].high <= *other.low;
          const bool below = extents[i].low && other.high && *other.high <= *extents[i].low;
          before += (ascending ? below : above) ? 1 : 0;
          after += (ascending ? above : below) ? 1 : 0;
        }
        EXPECT_EQ(places[i].best, before + 1);
        EXPECT_EQ(places[i].worst, static_cast<int>(extents.size()) - after);
      }
    }
  }
}

}  // namespace
}  // namespace parallax::contrast
