#include "query_service/contrast/contrast.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "core/reduce/reduce_claims.h"
#include "core/reduce/test_claims.h"
#include "core/value/decimal.h"

namespace parallax::contrast {
namespace {

using catalog::ValueType;
using reduce::ReducedCell;
using reduce::testing::Amount;
using reduce::testing::Entities;
using reduce::testing::Figure;
using reduce::testing::Items;
using reduce::testing::Levels;
using reduce::testing::NotStated;
using reduce::testing::NoValue;
using reduce::testing::Says;
using reduce::testing::Years;
using ::testing::ElementsAre;
using value::Bound;
using value::Decimal;

// One voice per claim.
ReducedCell Cell(std::vector<record::Claim> claims, ValueType type) {
  for (size_t i = 0; i < claims.size(); ++i) {
    if (claims[i].claim_id.empty()) claims[i].claim_id = std::to_string(i);
  }
  const auto ids = reduce::PropositionsOf(claims, std::vector(claims.size(), type));
  std::vector<std::string> voices;
  for (size_t i = 0; i < claims.size(); ++i) voices.push_back("v" + std::to_string(i));
  std::vector<reduce::ClaimStanding> standings;
  for (size_t i = 0; i < claims.size(); ++i) {
    standings.push_back({ids[i].proposition_id, ids[i].key, voices[i], voices[i]});
  }
  return reduce::ReduceCell(*reduce::ReduceClaims(standings));
}

ReducedCell Sum(value::Money money) { return Cell({Says("", {money})}, ValueType::kMoney); }

ReducedCell YuanWithEquivalent() {
  record::Claim yuan = Says("1 trillion yuan", {Amount("1000000000000", 12, "CNY")});
  yuan.claim_id = "a";
  record::Claim dollars =
      Says("约 1380 亿美元", {Amount("138000000000", 9, "USD", Bound::kApproximate)});
  dollars.claim_id = "b";
  dollars.links.push_back({record::ClaimLinkKind::kStatedEquivalent, "a"});
  return Cell({yuan, dollars}, ValueType::kMoney);
}

TEST(RatioTest, Table) {
  struct Case {
    value::Number a;
    value::Number b;
    const char* lower;
    const char* upper;
    const char* central;
  };
  value::Number range = Figure("100", 0, Bound::kRange);
  range.upper = "200";
  const Case cases[] = {
      // 499.5 / 144.9 and 500.5 / 131.1, in billions.
      {Figure("500000000000", 9), Figure("138000000000", 9, Bound::kApproximate), "3.44720",
       "3.81770", "3.62319"},
      {Figure("10", 0), Figure("10", 0), "0.904761", "1.10527", "1"},
      {Figure("10", 0, Bound::kAtLeast), Figure("4", 0), "2.11111", "", "2.5"},
      {Figure("10", 0), Figure("4", 0, Bound::kAtMost), "2.11111", "", "2.5"},
      {Figure("10", 0), Figure("4", 0, Bound::kMoreThan), "0", "2.625", "2.5"},
      {range, Figure("50", 0), "1.97029", "4.05051", "3"},
  };
  for (const Case& c : cases) {
    const auto ratio = RatioOf(c.a, c.b);
    ASSERT_TRUE(ratio.has_value());
    const auto plain = [](const std::string& text) {
      return text.empty() ? text : Decimal::Parse(text)->ToString();
    };
    EXPECT_EQ(ratio->lower, plain(c.lower));
    EXPECT_EQ(ratio->upper, plain(c.upper));
    EXPECT_EQ(ratio->central, plain(c.central));
  }
  EXPECT_FALSE(RatioOf(Figure("0", 0), Figure("1", 0)).has_value());
  EXPECT_FALSE(RatioOf(Figure("1", 0), Figure("-1", 0)).has_value());
  EXPECT_FALSE(RatioOf(Figure("many", 0), Figure("1", 0)).has_value());
}

struct MoneyCase {
  const char* name;
  ReducedCell a;
  ReducedCell b;
  Comparability comparability;
  std::vector<Reason> reasons;
};

TEST(ContrastTest, MoneyTable) {
  const auto with = [](value::CommitmentStage stage, value::AmountBasis basis, value::Payer payer) {
    value::Money money = Amount("100", 0, "USD");
    money.stage = stage;
    money.basis = basis;
    money.payer = payer;
    return Sum(money);
  };
  using enum Reason;
  const std::vector<MoneyCase> cases = {
      {"like with like",
       Sum(Amount("5", 0, "USD")),
       Sum(Amount("7", 0, "USD")),
       Comparability::kOk,
       {}},
      {"about",
       Sum(Amount("5", 0, "USD")),
       Sum(Amount("7", 0, "USD", Bound::kApproximate)),
       Comparability::kCaveated,
       {kApproximation}},
      {"stated equivalent",
       YuanWithEquivalent(),
       Sum(Amount("500000000000", 9, "USD")),
       Comparability::kCaveated,
       {kStatedEquivalent, kApproximation}},
      {"as stated before equivalents",
       YuanWithEquivalent(),
       YuanWithEquivalent(),
       Comparability::kOk,
       {}},
      {"no rate",
       Sum(Amount("5", 0, "USD")),
       Sum(Amount("7", 0, "EUR")),
       Comparability::kNotComputable,
       {kNoRate}},
      {"no currency",
       Sum(Amount("5", 0, "")),
       Sum(Amount("7", 0, "")),
       Comparability::kNotComputable,
       {kCurrencyUnknown}},
      {"stage, basis, payer",
       with(value::CommitmentStage::kAnnounced, value::AmountBasis::kTotal, value::Payer::kPublic),
       with(value::CommitmentStage::kDisbursed, value::AmountBasis::kAnnual,
            value::Payer::kPrivate),
       Comparability::kCaveated,
       {kStage, kBasis, kPayer}},
      {"stage not stated",
       with(value::CommitmentStage::kAnnounced, value::AmountBasis::kTotal, value::Payer::kPublic),
       Sum(Amount("100", 0, "USD")),
       Comparability::kOk,
       {}},
      {"zero",
       Sum(Amount("0", 0, "USD")),
       Sum(Amount("7", 0, "USD")),
       Comparability::kNotComputable,
       {kNotPositive}},
      {"no answer",
       Sum(Amount("5", 0, "USD")),
       Cell({NotStated()}, ValueType::kMoney),
       Comparability::kNotComputable,
       {kNoValue}},
      {"none",
       Sum(Amount("5", 0, "USD")),
       Cell({NoValue("无")}, ValueType::kMoney),
       Comparability::kNotComputable,
       {kNoValue}},
      {"contested",
       Sum(Amount("5", 0, "USD")),
       Cell({Says("", {Amount("7", 0, "USD")}), Says("", {Amount("9", 0, "USD")})},
            ValueType::kMoney),
       Comparability::kCaveated,
       {kContested}},
  };
  for (const MoneyCase& c : cases) {
    SCOPED_TRACE(c.name);
    for (bool swapped : {false, true}) {
      const auto contrast = swapped ? Contrasted(c.b, c.a, ValueType::kMoney, nullptr)
                                    : Contrasted(c.a, c.b, ValueType::kMoney, nullptr);
      ASSERT_TRUE(contrast.has_value());
      EXPECT_EQ(contrast->comparability, c.comparability);
      EXPECT_EQ(contrast->reasons, c.reasons);
      EXPECT_EQ(std::holds_alternative<Ratio>(contrast->finding),
                c.comparability != Comparability::kNotComputable);
    }
  }
  EXPECT_FALSE(
      Contrasted(Cell({}, ValueType::kMoney), cases[0].a, ValueType::kMoney, nullptr).has_value());
  EXPECT_FALSE(Contrasted(cases[0].a, cases[0].a, ValueType::kText, nullptr).has_value());
}

TEST(ContrastTest, PeriodTable) {
  using R = IntervalRelation;
  struct Case {
    value::DateInterval a;
    value::DateInterval b;
    R relation;
    int64_t gap_days;
  };
  value::DateInterval present = Years(1965, 0);
  present.to_present = true;
  value::DateInterval later = Years(1980, 0);
  later.to_present = true;
  const Case cases[] = {
      {Years(1950, 1960), Years(1961, 1970), R::kBefore, 366},  // 1960 is a leap year
      {Years(1950, 1960), Years(1960, 1970), R::kMeets, 0},
      {Years(1950, 1990), Years(1960, 2000), R::kOverlaps, 0},
      {Years(1950, 1960), Years(1950, 1970), R::kStarts, 0},
      {Years(1955, 1960), Years(1950, 1970), R::kDuring, 0},
      {Years(1960, 1970), Years(1950, 1970), R::kFinishes, 0},
      {Years(1960, 1970), Years(1960, 1970), R::kEquals, 0},
      {Years(1960, 1990), Years(1965, 0), R::kOverlaps, 0},
      {present, later, R::kFinishedBy, 0},
      {present, present, R::kEquals, 0},
      {Years(1965, 0), Years(1980, 0), R::kUndecided, 0},
      {Years(0, 1970), Years(0, 1980), R::kUndecided, 0},
      {Years(0, 1970), Years(1975, 0), R::kBefore, 1826},
      {Years(0, 0), Years(1975, 1980), R::kContains, 0},
      {Years(0, 0), Years(0, 0), R::kUndecided, 0},
  };
  for (const Case& c : cases) {
    EXPECT_EQ(PeriodOf(c.a, c.b), (Period{c.relation, c.gap_days}));
    EXPECT_EQ(PeriodOf(c.b, c.a), (Period{Converse(c.relation), c.gap_days}));
  }
}

TEST(ContrastTest, LevelsHaveAnOrderWhereSpansAllowOne) {
  struct Case {
    value::LevelSpan a;
    value::LevelSpan b;
    LevelOrder order;
  };
  const Case cases[] = {
      {Levels(0, 0), Levels(2, 3), LevelOrder::kLower},
      {Levels(2, 2), Levels(2, 2), LevelOrder::kEqual},
      {Levels(2, 3), Levels(2, 3), LevelOrder::kUndecided},
      {Levels(1, 3), Levels(3, 4), LevelOrder::kUndecided},
      {Levels(4, 4), Levels(0, 3), LevelOrder::kHigher},
  };
  for (const Case& c : cases) {
    const auto contrast =
        Contrasted(Cell({Says("国家主导", {c.a})}, ValueType::kLevel),
                   Cell({Says("", {c.b})}, ValueType::kLevel), ValueType::kLevel, nullptr);
    EXPECT_EQ(std::get<LevelOrder>(contrast->finding), c.order);
    EXPECT_EQ(OrderOf(c.b, c.a), Converse(c.order));
  }
}

TEST(ContrastTest, Sets) {
  const ReducedCell a = Cell({Says("", {Items({"Low taxes", "法治"})})}, ValueType::kItemList);
  const ReducedCell b = Cell({Says("", {Items({"low  taxes", "補貼"})})}, ValueType::kItemList);
  const auto contrast = Contrasted(a, b, ValueType::kItemList, nullptr);
  const auto& members = std::get<Members>(contrast->finding);
  EXPECT_THAT(members.shared, ElementsAre("low taxes"));
  EXPECT_THAT(members.only_a, ElementsAre("法治"));
  EXPECT_THAT(members.only_b, ElementsAre("补贴"));
  const auto converse = Contrasted(b, a, ValueType::kItemList, nullptr);
  EXPECT_EQ(std::get<Members>(converse->finding),
            (Members{members.shared, members.only_b, members.only_a}));
}

TEST(ContrastTest, RatiosAreReciprocalAndHoldTheTrueOne) {
  std::mt19937 random(7);
  const auto pick = [&](int low, int high) {
    return std::uniform_int_distribution<int>(low, high)(random);
  };
  for (int round = 0; round < 2000; ++round) {
    const auto number = [&] {
      return Figure(std::to_string(pick(1, 99999)), pick(-2, 2), static_cast<Bound>(pick(0, 5)));
    };
    const value::Number a = number();
    const value::Number b = number();
    const auto ratio = RatioOf(a, b);
    const auto converse = RatioOf(b, a);
    ASSERT_TRUE(ratio && converse);
    const Decimal one = Decimal::FromInt(1);
    // lower(a/b) * upper(b/a) is 1, save for the cut of either to six digits outwards.
    if (!converse->upper.empty() && ratio->lower != "0") {
      const Decimal product =
          Decimal::Multiply(*Decimal::Parse(ratio->lower), *Decimal::Parse(converse->upper));
      EXPECT_LT(Decimal::Subtract(product, one).Abs(), *Decimal::Parse("0.00003"));
    }
    EXPECT_LE(*Decimal::Parse(ratio->lower), *Decimal::Parse(ratio->central));
    if (!ratio->upper.empty()) {
      EXPECT_LE(*Decimal::Parse(ratio->central), *Decimal::Parse(ratio->upper));
    }
  }
}

TEST(ContrastTest, PeriodsAreAntisymmetric) {
  std::mt19937 random(8);
  const auto year = [&] {
    const int n = std::uniform_int_distribution<int>(0, 5)(random);
    return n == 0 ? 0 : 1950 + n;
  };
  for (int round = 0; round < 2000; ++round) {
    value::DateInterval a = Years(year(), year());
    value::DateInterval b = Years(year(), year());
    for (auto* interval : {&a, &b}) {
      if (interval->begin && interval->end && !(*interval->begin < *interval->end)) {
        interval->end.reset();
      }
      interval->to_present = !interval->end && round % 2 == 0;
    }
    EXPECT_EQ(PeriodOf(a, b).relation, Converse(PeriodOf(b, a).relation));
    EXPECT_EQ(PeriodOf(a, b).gap_days, PeriodOf(b, a).gap_days);
  }
}

}  // namespace
}  // namespace parallax::contrast
