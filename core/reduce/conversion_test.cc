#include "core/reduce/conversion.h"

#include <gtest/gtest.h>

#include "core/reduce/reduce_claims.h"
#include "core/reduce/reduced_cell.h"
#include "core/reduce/test_claims.h"

namespace parallax::reduce {
namespace {

using catalog::ValueType;
using testing::Amount;
using testing::Says;
using value::Bound;
using value::RateDate;

// Rates made up for the test.
const value::RateTable& Rates() {
  static const auto* const kRates = new value::RateTable(*value::RateTable::Parse(
      "EUR\t2024\t0.92\t0.9\t0.9\t0.9\t0.9\t0.9\t0.9\t0.9\t0.9\t0.9\t0.9\t0.9\t0.95\n"
      "EUR\t2025\t0.90\t0.97\t0.96\t0.92\t0.89\t-\t-\t-\t-\t-\t-\t-\t-\n"
      "CAD\t2025\t1.40\t1.44\t1.43\t1.435\t1.4\t-\t-\t-\t-\t-\t-\t-\t-\n"));
  return *kRates;
}

const AmountDate kFebruary{{2025, 2}, DateSource::kAnnounced};

std::optional<AmountExtent> ByRates(const value::Money& amount, const std::string& currency,
                                    const std::optional<AmountDate>& date) {
  const auto made = Convert(&Rates(), amount, currency, date);
  return made ? std::optional(made->extent) : std::nullopt;
}

std::string Text(const std::optional<value::Decimal>& decimal) {
  return decimal ? decimal->Rounded(6).ToString() : "open";
}

TEST(ConvertTest, SpansTheMonthsAround) {
  const auto made = Convert(&Rates(), Amount("112500000000", 8, "USD"), "EUR", kFebruary);
  ASSERT_TRUE(made.has_value());
  EXPECT_EQ(Text(made->figure), "108000000000");
  EXPECT_EQ(Text(made->extent.low), "103454000000");   // 112.45 × 0.92
  EXPECT_EQ(Text(made->extent.high), "109174000000");  // 112.55 × 0.97
  EXPECT_EQ(made->rate.date, (RateDate{2025, 2}));
  EXPECT_FALSE(made->earlier_rate);
}

TEST(ConvertTest, YearAloneAndLaterMonths) {
  const auto year = Convert(&Rates(), Amount("100", 0, "USD"), "EUR",
                            AmountDate{{2024, 0}, DateSource::kPublished});
  ASSERT_TRUE(year.has_value());
  EXPECT_EQ(Text(year->figure), "92");
  EXPECT_EQ(Text(year->extent.high), "95.475");
  const auto later = Convert(&Rates(), Amount("100", 0, "USD"), "EUR",
                             AmountDate{{2025, 9}, DateSource::kPublished});
  ASSERT_TRUE(later.has_value());
  EXPECT_TRUE(later->earlier_rate);
  EXPECT_EQ(later->rate.date, (RateDate{2025, 4}));
}

TEST(ConvertTest, OpenEndsStayOpenAndNothingIsGuessed) {
  const auto open = Convert(&Rates(), Amount("100", 0, "USD", Bound::kAtLeast), "EUR", kFebruary);
  ASSERT_TRUE(open.has_value());
  EXPECT_EQ(Text(open->extent.high), "open");
  EXPECT_FALSE(Convert(&Rates(), Amount("100", 0, "USD"), "EUR", std::nullopt).has_value());
  EXPECT_FALSE(Convert(nullptr, Amount("100", 0, "USD"), "EUR", kFebruary).has_value());
  EXPECT_FALSE(Convert(&Rates(), Amount("100", 0, ""), "EUR", kFebruary).has_value());
  EXPECT_FALSE(Convert(&Rates(), Amount("100", 0, "USD"), "XTS", kFebruary).has_value());
  EXPECT_FALSE(Convert(&Rates(), Amount("?", 0, "USD"), "EUR", kFebruary).has_value());
}

TEST(RateDateTest, MonthElseYear) {
  value::DateInterval interval;
  EXPECT_FALSE(RateDateOf(interval).has_value());
  interval.begin = value::CivilDate{2025, 2, 9};
  EXPECT_FALSE(RateDateOf(interval).has_value());
  interval.end = value::CivilDate{2025, 2, 10};
  EXPECT_EQ(RateDateOf(interval), (RateDate{2025, 2}));
  interval.end = value::CivilDate{2025, 3, 1};
  EXPECT_EQ(RateDateOf(interval), (RateDate{2025, 2}));
  interval.end = value::CivilDate{2025, 3, 2};
  EXPECT_EQ(RateDateOf(interval), (RateDate{2025, 0}));
  interval.end = value::CivilDate{2026, 1, 2};
  EXPECT_FALSE(RateDateOf(interval).has_value());
}

struct Told {
  value::Money amount;
  std::string voice;
  std::string lineage;
};

ReducedCell Cell(const std::vector<Told>& told, const std::optional<AmountDate>& date) {
  std::vector<record::Claim> claims;
  for (const Told& one : told) {
    claims.push_back(Says("", {one.amount}));
    claims.back().claim_id = std::to_string(claims.size());
  }
  const auto ids = PropositionsOf(claims, std::vector(claims.size(), ValueType::kMoney));
  std::vector<std::string> documents;
  for (size_t i = 0; i < told.size(); ++i) documents.push_back("d" + std::to_string(i));
  std::vector<ClaimStanding> standings;
  std::vector<CopyOf> copies;
  for (size_t i = 0; i < told.size(); ++i) {
    standings.push_back({ids[i].proposition_id, ids[i].key, documents[i], told[i].voice});
    for (size_t j = 0; j < i; ++j) {
      if (told[j].lineage == told[i].lineage) copies.push_back({documents[i], documents[j]});
    }
  }
  auto propositions = *ReduceClaims(standings, copies);
  for (Proposition& proposition : propositions) proposition.date = date;
  return ReduceCell(std::move(propositions), ByRates);
}

TEST(GroupingByRatesTest, OnePlanInThreeCurrencies) {
  std::vector<Told> told = {{Amount("109000000000", 9, "EUR"), "president", "a"},
                            {Amount("112500000000", 8, "USD"), "president", "b"},
                            {Amount("162000000000", 9, "CAD"), "president", "c"}};
  ReducedCell cell = Cell(told, kFebruary);
  ASSERT_EQ(cell.grouping.groups.size(), 1u);
  EXPECT_EQ(cell.grouping.groups[0].support,
            (Support{.claims = 3, .documents = 3, .lineages = 3, .voices = 1}));
  EXPECT_EQ(cell.agreement.agreement, Agreement::kUnanimous);

  told.push_back({Amount("109000000000", 9, "EUR"), "president", "a"});
  cell = Cell(told, kFebruary);
  EXPECT_EQ(cell.grouping.groups[0].support,
            (Support{.claims = 4, .documents = 4, .lineages = 3, .voices = 1}));

  told.push_back({Amount("190000000000", 9, "EUR"), "president", "d"});
  cell = Cell(told, kFebruary);
  ASSERT_EQ(cell.grouping.groups.size(), 2u);
  EXPECT_EQ(cell.grouping.groups[0].members.size(), 3u);
  EXPECT_EQ(cell.agreement.agreement, Agreement::kContested);

  // Without a date nothing can be set against another currency: only 109 against 190 is known.
  cell = Cell(told, std::nullopt);
  EXPECT_EQ(cell.agreement.agreement, Agreement::kContested);
}

TEST(GroupingByRatesTest, AStatedEquivalentGoesBeforeTheRate) {
  // By its source 100 euros are about 120 dollars, whatever the table says (104 to 109).
  record::Claim euros = Says("", {Amount("100", 0, "EUR")});
  euros.claim_id = "e";
  record::Claim dollars = Says("", {Amount("120", 0, "USD", Bound::kApproximate)});
  dollars.claim_id = "d";
  dollars.links.push_back({record::ClaimLinkKind::kStatedEquivalent, "e"});
  const auto first = PropositionsOf({euros, dollars}, {ValueType::kMoney, ValueType::kMoney});
  for (const auto& [other, groups] : {std::pair("119", 1u), std::pair("106", 2u)}) {
    record::Claim claim = Says("", {Amount(other, 0, "USD")});
    claim.claim_id = "o";
    const auto second = PropositionsOf({claim}, {ValueType::kMoney});
    auto propositions = *ReduceClaims(
        std::vector<ClaimStanding>{{first[0].proposition_id, first[0].key, "a", "a"},
                                   {first[1].proposition_id, first[1].key, "a", "a"},
                                   {second[0].proposition_id, second[0].key, "b", "b"}});
    for (Proposition& proposition : propositions) proposition.date = kFebruary;
    EXPECT_EQ(ReduceCell(std::move(propositions), ByRates).grouping.groups.size(), groups) << other;
  }
}

}  // namespace
}  // namespace parallax::reduce
