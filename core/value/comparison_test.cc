#include "core/value/comparison.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>

#include "core/value/unit.h"

namespace parallax::value {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

Decimal D(const char* text) { return Decimal::Parse(text).value(); }

const RateTable& Rates() {
  static const RateTable* table = [] {
    const char* source = std::getenv("PARALLAX_SOURCE_DIR");
    std::ifstream in(std::string(source == nullptr ? "." : source) +
                     "/packs/reference/exchange_rates.tsv");
    std::stringstream text;
    text << in.rdbuf();
    auto parsed = RateTable::Parse(text.str());
    EXPECT_TRUE(parsed.ok()) << parsed.status();
    return new RateTable(*std::move(parsed));
  }();
  return *table;
}

Money M(const char* decimal, int place, const char* currency, Bound bound = Bound::kExact) {
  Money money;
  money.amount.decimal = decimal;
  money.amount.last_digit_exponent = place;
  money.amount.bound = bound;
  money.currency = currency;
  return money;
}

TEST(IntervalTest, RoundingAndBounds) {
  Number number{.decimal = "500000000000", .last_digit_exponent = 9};
  EXPECT_EQ(*IntervalOf(number), (Interval{D("499500000000"), D("500500000000")}));
  number.bound = Bound::kApproximate;
  EXPECT_EQ(*IntervalOf(number), (Interval{D("475000000000"), D("525000000000")}));
  number.bound = Bound::kAtLeast;
  EXPECT_EQ(*IntervalOf(number), (Interval{D("500000000000"), std::nullopt}));
  number.bound = Bound::kAtMost;
  EXPECT_EQ(*IntervalOf(number), (Interval{Decimal(), D("500000000000")}));
  number.bound = Bound::kRange;
  number.upper = "600000000000";
  EXPECT_EQ(*IntervalOf(number), (Interval{D("499500000000"), D("600500000000")}));
  number.decimal = "five";
  EXPECT_FALSE(IntervalOf(number).has_value());
}

TEST(RateTableTest, FindsMonthsAndYears) {
  const auto month = Rates().Rate("USD", "CNY", {2025, 2});
  ASSERT_TRUE(month.has_value());
  EXPECT_EQ(month->central, D("7.2734"));
  EXPECT_EQ(month->spread, (Interval{D("7.2493"), D("7.2957")}));
  const auto year = Rates().Rate("USD", "EUR", {2025, 0});
  ASSERT_TRUE(year.has_value());
  EXPECT_EQ(year->central, D("0.8845"));
  EXPECT_EQ(year->spread, (Interval{D("0.8519"), D("0.9656")}));
  EXPECT_EQ(Rates().Rate("AED", "USD", {2025, 1})->central.Rounded(5), D("0.27229"));
  EXPECT_TRUE(Rates().Rate("AED", "USD", {2025, 1})->pegged);
  // Before the euro there is no euro, and nobody has a rate for an unknown code.
  EXPECT_FALSE(Rates().Rate("USD", "EUR", {1990, 0}).has_value());
  EXPECT_FALSE(Rates().Rate("USD", "XXX", {2025, 1}).has_value());
  // A month that is still to come takes the latest.
  const auto later = Rates().Rate("USD", "CNY", {2027, 1});
  ASSERT_TRUE(later.has_value());
  EXPECT_EQ(later->date.year, 2026);
  EXPECT_THAT(Rates().source(), ::testing::HasSubstr("Federal Reserve"));
}

TEST(RateTableTest, RefusesMalformedTables) {
  EXPECT_FALSE(RateTable::Parse("").ok());
  EXPECT_FALSE(RateTable::Parse("CNY\t2025\tx").ok());
  EXPECT_FALSE(RateTable::Parse("CNY\t2025\t-1\t1\t1\t1\t1\t1\t1\t1\t1\t1\t1\t1\t1").ok());
  EXPECT_FALSE(RateTable::Parse("CNYX\t2025\t1").ok());
}

TEST(CompareMoneyTest, SameCurrencyIsPlain) {
  const Comparison c =
      CompareMoney({M("500000000000", 9, "USD")}, {M("100000000000", 9, "USD")}, Rates());
  EXPECT_EQ(c.comparability, Comparability::kOk);
  EXPECT_THAT(c.reasons, IsEmpty());
  EXPECT_EQ(c.central, D("5"));
  EXPECT_TRUE(c.ratio->Contains(D("5")));
  EXPECT_FALSE(*c.compatible);
  EXPECT_EQ(c.order, 1);
}

TEST(CompareMoneyTest, StatedEquivalentGoesFirst) {
  MoneyStatement plan{M("1000000000000", 12, "CNY"),
                      {M("138000000000", 9, "USD", Bound::kApproximate)},
                      RateDate{2025, 1}};
  MoneyStatement other{M("500000000000", 9, "USD")};
  other.money.payer = Payer::kPrivate;
  plan.money.payer = Payer::kPublic;
  const Comparison c = CompareMoney(other, plan, Rates());
  EXPECT_EQ(c.comparability, Comparability::kCaveated);
  EXPECT_THAT(c.reasons, ElementsAre(CompareReason::kStatedConversion,
                                     CompareReason::kApproximation, CompareReason::kPayer));
  EXPECT_EQ(c.central->Rounded(2), D("3.6"));
  EXPECT_TRUE(c.ratio->Contains(D("3.6")));
  EXPECT_FALSE(c.rate.has_value());
}

TEST(CompareMoneyTest, ConvertsByTheMonthOfTheStatement) {
  // One plan told in three currencies in February 2025: the sums may be the same.
  const MoneyStatement euro{M("109000000000", 9, "EUR"), {}, RateDate{2025, 2}};
  const MoneyStatement dollar{M("112500000000", 8, "USD"), {}, RateDate{2025, 2}};
  const MoneyStatement canadian{M("162000000000", 9, "CAD"), {}, RateDate{2025, 2}};
  for (const auto& [a, b] :
       {std::pair{euro, dollar}, std::pair{euro, canadian}, std::pair{dollar, canadian}}) {
    const Comparison c = CompareMoney(a, b, Rates());
    EXPECT_EQ(c.comparability, Comparability::kCaveated);
    EXPECT_THAT(c.reasons, ElementsAre(CompareReason::kConversion));
    EXPECT_TRUE(*c.compatible) << a.money.currency << " " << b.money.currency;
    EXPECT_TRUE(c.rate.has_value());
  }
  EXPECT_FALSE(*CompareMoney(euro, {M("200000000000", 9, "USD")}, Rates()).compatible);
}

TEST(CompareMoneyTest, SaysWhyNot) {
  const MoneyStatement undated{M("1", 0, "EUR")};
  EXPECT_THAT(CompareMoney(undated, {M("1", 0, "USD")}, Rates()).reasons,
              ElementsAre(CompareReason::kNoRate));
  EXPECT_THAT(CompareMoney({M("1", 0, "")}, {M("1", 0, "USD")}, Rates()).reasons,
              ElementsAre(CompareReason::kUnknownCurrency));
  EXPECT_THAT(CompareMoney({M("1", 0, "USD")}, {M("0", 0, "USD")}, Rates()).reasons,
              ElementsAre(CompareReason::kNotPositive));
  EXPECT_THAT(CompareMoney({M("x", 0, "USD")}, {M("1", 0, "USD")}, Rates()).reasons,
              ElementsAre(CompareReason::kUnreadable));
  MoneyStatement published{M("7", 0, "CNY"), {}, RateDate{2025, 3}, true};
  const Comparison c = CompareMoney(published, {M("1", 0, "USD")}, Rates());
  EXPECT_THAT(c.reasons,
              ElementsAre(CompareReason::kConversion, CompareReason::kUndatedConversion));
}

TEST(CompareMoneyTest, AnnualAgainstTotalIsACaveat) {
  Money annual = M("10000000000", 9, "USD", Bound::kAtLeast);
  annual.basis = AmountBasis::kAnnual;
  Money total = M("50000000000", 9, "USD");
  total.basis = AmountBasis::kTotal;
  total.stage = CommitmentStage::kAnnounced;
  const Comparison c = CompareMoney({annual}, {total}, Rates());
  EXPECT_EQ(c.comparability, Comparability::kCaveated);
  EXPECT_THAT(c.reasons,
              ElementsAre(CompareReason::kOpenBound, CompareReason::kBasis, CompareReason::kStage));
  EXPECT_FALSE(c.ratio->high.has_value());
}

TEST(CompareQuantitiesTest, ConvertsWithinAFamily) {
  Quantity plant{{.decimal = "1.2", .last_digit_exponent = -1}, "gigawatt"};
  Quantity park{{.decimal = "300", .last_digit_exponent = 0}, "megawatt"};
  const Comparison c = CompareQuantities(plant, park);
  EXPECT_EQ(c.comparability, Comparability::kCaveated);
  EXPECT_THAT(c.reasons, ElementsAre(CompareReason::kUnitConversion));
  EXPECT_EQ(c.central, D("4"));
  park.unit = "chip";
  EXPECT_EQ(CompareQuantities(plant, park).comparability, Comparability::kNotComputable);
}

TEST(ComparePercentagesTest, PointsAreNoShares) {
  EXPECT_EQ(ComparePercentages({{.decimal = "5"}, true}, {{.decimal = "5"}, false}).comparability,
            Comparability::kNotComputable);
  EXPECT_EQ(ComparePercentages({{.decimal = "10"}, false}, {{.decimal = "5"}, false}).central,
            D("2"));
}

TEST(UnitTest, TableIsSound) {
  int count = 0;
  const Unit* units = Units(&count);
  for (int i = 0; i < count; ++i) {
    ASSERT_EQ(FindUnit(units[i].id), &units[i]) << units[i].id;
    const auto factor = Decimal::Parse(units[i].factor);
    ASSERT_TRUE(factor && Decimal() < *factor) << units[i].id;
    ASSERT_TRUE(units[i].kind_of.empty() || FindUnit(units[i].kind_of) != nullptr) << units[i].id;
  }
  EXPECT_EQ(ConvertUnit(D("15"), "gigawatt", "megawatt"), D("15000"));
  EXPECT_EQ(ConvertUnit(D("3"), "nanometre", "metre"), D("0.000000003"));
  EXPECT_FALSE(ConvertUnit(D("1"), "gigawatt", "gigawatt_hour").has_value());
}

}  // namespace
}  // namespace parallax::value
