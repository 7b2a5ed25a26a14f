#include "core/reduce/grouping.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/reduce/reduce_claims.h"
#include "core/reduce/reduced_cell.h"
#include "core/reduce/test_claims.h"

namespace parallax::reduce {
namespace {

using catalog::ValueType;
using testing::Amount;
using testing::Denied;
using ::testing::ElementsAre;
using testing::Entities;
using testing::Items;
using testing::Levels;
using testing::NotStated;
using testing::NoValue;
using testing::Says;
using testing::Years;

struct Spoken {
  std::string voice;  // is its own document and lineage too
  record::Claim claim;
};

using Reduced = ReducedCell;

Reduced Reduce(const std::vector<Spoken>& spoken, ValueType type) {
  std::vector<PropositionIdentity> ids;
  for (const Spoken& one : spoken) ids.push_back(PropositionOf(one.claim, type));
  std::vector<ClaimStanding> standings;
  for (size_t i = 0; i < spoken.size(); ++i) {
    standings.push_back({ids[i].proposition_id, ids[i].key, spoken[i].voice, spoken[i].voice});
  }
  return ReduceCell(*ReduceClaims(standings));
}

struct AgreementCase {
  const char* name;
  ValueType type;
  std::vector<Spoken> spoken;
  CellState state;
  Agreement agreement;
  size_t groups;
};

TEST(AgreementTest, Table) {
  value::Money announced = Amount("100", 0, "USD");
  announced.stage = value::CommitmentStage::kAnnounced;
  value::Money disbursed = Amount("20", 0, "USD");
  disbursed.stage = value::CommitmentStage::kDisbursed;
  record::Claim forecast = Says("", {Levels(0, 0)});
  forecast.stance = record::Stance::kPredicts;
  const auto no = [](record::Claim claim) { return Denied(std::move(claim)); };
  const std::vector<AgreementCase> cases = {
      {"nothing", ValueType::kLevel, {}, CellState::kNotCovered, Agreement::kNone, 0},
      {"no answer",
       ValueType::kLevel,
       {{"a", NotStated()}},
       CellState::kNotStated,
       Agreement::kNone,
       0},
      {"none",
       ValueType::kText,
       {{"a", NoValue("no policy")}, {"b", NoValue("无")}},
       CellState::kNoValue,
       Agreement::kUnanimous,
       1},
      {"no answer beside a value",
       ValueType::kLevel,
       {{"a", NotStated()}, {"b", Says("", {Levels(1, 1)})}},
       CellState::kValue,
       Agreement::kUnanimous,
       1},
      {"spans that meet",
       ValueType::kLevel,
       {{"a", Says("state-led", {Levels(2, 3)})}, {"b", Says("国家主导", {Levels(3, 3)})}},
       CellState::kValue,
       Agreement::kUnanimous,
       1},
      {"one against one",
       ValueType::kLevel,
       {{"a", Says("", {Levels(0, 0)})}, {"b", Says("", {Levels(2, 3)})}},
       CellState::kValue,
       Agreement::kContested,
       2},
      {"two against one",
       ValueType::kLevel,
       {{"a", Says("", {Levels(0, 0)})},
        {"b", Says("", {Levels(2, 3)})},
        {"c", Says("", {Levels(3, 3)})}},
       CellState::kValue,
       Agreement::kMajority,
       2},
      {"one voice contests itself",
       ValueType::kLevel,
       {{"a", Says("", {Levels(0, 0)})}, {"a", Says("", {Levels(2, 3)})}},
       CellState::kValue,
       Agreement::kContested,
       2},
      {"who says both is no majority",
       ValueType::kLevel,
       {{"a", Says("", {Levels(0, 0)})},
        {"a", Says("", {Levels(3, 3)})},
        {"b", Says("", {Levels(0, 0)})}},
       CellState::kValue,
       Agreement::kContested,
       2},
      {"free text",
       ValueType::kText,
       {{"a", Says("one")}, {"b", Says("二")}},
       CellState::kValue,
       Agreement::kNotAssessed,
       1},
      {"text against none",
       ValueType::kText,
       {{"a", Says("one")}, {"b", NoValue("none")}},
       CellState::kValue,
       Agreement::kContested,
       2},
      {"text denied",
       ValueType::kText,
       {{"a", Says("有政府支持")}, {"b", Says("state support")}, {"c", no(Says("state support"))}},
       CellState::kValue,
       Agreement::kMajority,
       2},
      {"a denied level",
       ValueType::kLevel,
       {{"a", Says("", {Levels(2, 3)})}, {"b", no(Says("", {Levels(0, 0)}))}},
       CellState::kValue,
       Agreement::kUnanimous,
       1},
      {"the level denied",
       ValueType::kLevel,
       {{"a", Says("", {Levels(2, 3)})}, {"b", no(Says("", {Levels(1, 3)}))}},
       CellState::kValue,
       Agreement::kContested,
       2},
      {"a forecast contradicts no fact",
       ValueType::kLevel,
       {{"a", Says("", {Levels(3, 3)})}, {"b", forecast}},
       CellState::kValue,
       Agreement::kUnanimous,
       1},
      {"roundings that meet",
       ValueType::kMoney,
       {{"a", Says("", {Amount("500000000000", 11, "USD")})},
        {"b", Says("", {Amount("460000000000", 10, "USD")})}},
       CellState::kValue,
       Agreement::kUnanimous,
       1},
      {"neighbouring roundings",
       ValueType::kMoney,
       {{"a", Says("", {Amount("109", 0, "EUR")})}, {"b", Says("", {Amount("110", 0, "EUR")})}},
       CellState::kValue,
       Agreement::kContested,
       2},
      {"about",
       ValueType::kMoney,
       {{"a", Says("", {Amount("109", 0, "EUR")})},
        {"b", Says("", {Amount("110", 0, "EUR", value::Bound::kApproximate)})}},
       CellState::kValue,
       Agreement::kUnanimous,
       1},
      {"at least",
       ValueType::kMoney,
       {{"a", Says("", {Amount("100", 0, "EUR", value::Bound::kAtLeast)})},
        {"b", Says("", {Amount("700", 0, "EUR")})}},
       CellState::kValue,
       Agreement::kUnanimous,
       1},
      {"less than",
       ValueType::kMoney,
       {{"a", Says("", {Amount("100", 0, "EUR", value::Bound::kLessThan)})},
        {"b", Says("", {Amount("100", 0, "EUR", value::Bound::kMoreThan)})}},
       CellState::kValue,
       Agreement::kContested,
       2},
      {"other currencies cannot be set against each other",
       ValueType::kMoney,
       {{"a", Says("", {Amount("109", 0, "EUR")})}, {"b", Says("", {Amount("5", 0, "USD")})}},
       CellState::kValue,
       Agreement::kUnanimous,
       1},
      {"announced and disbursed",
       ValueType::kMoney,
       {{"a", Says("", {announced})}, {"b", Says("", {disbursed})}},
       CellState::kValue,
       Agreement::kUnanimous,
       1},
      {"periods that overlap",
       ValueType::kDateInterval,
       {{"a", Says("", {Years(1960, 1990)})}, {"b", Says("", {Years(1980, 0)})}},
       CellState::kValue,
       Agreement::kUnanimous,
       1},
      {"periods that only touch",
       ValueType::kDateInterval,
       {{"a", Says("", {Years(1960, 1980)})}, {"b", Says("", {Years(1980, 0)})}},
       CellState::kValue,
       Agreement::kContested,
       2},
      {"lists add up",
       ValueType::kItemList,
       {{"a", Says("", {Items({"tax breaks"})})}, {"b", Says("", {Items({"补贴"})})}},
       CellState::kValue,
       Agreement::kUnanimous,
       1},
      {"an item denied",
       ValueType::kItemList,
       {{"a", Says("", {Items({"tax breaks", "補貼"})})}, {"b", no(Says("", {Items({"补贴"})}))}},
       CellState::kValue,
       Agreement::kContested,
       2},
      {"another item denied",
       ValueType::kItemList,
       {{"a", Says("", {Items({"tax breaks"})})}, {"b", no(Says("", {Items({"补贴"})}))}},
       CellState::kValue,
       Agreement::kUnanimous,
       1},
      {"entities add up",
       ValueType::kEntitySet,
       {{"a", Says("", {Entities({"x"})})}, {"b", Says("", {Entities({"y"})})}},
       CellState::kValue,
       Agreement::kUnanimous,
       1},
  };
  for (const AgreementCase& c : cases) {
    SCOPED_TRACE(c.name);
    const Reduced reduced = Reduce(c.spoken, c.type);
    EXPECT_EQ(reduced.state, c.state);
    EXPECT_EQ(reduced.agreement.agreement, c.agreement);
    EXPECT_TRUE(reduced.agreement.exact);
    EXPECT_EQ(reduced.grouping.groups.size(), c.groups);
  }
}

TEST(GroupingTest, SpansThatOverlapPairwiseStandWithTheBetterSupported) {
  const record::Claim low = Says("", {Levels(0, 1)});
  const record::Claim middle = Says("", {Levels(1, 2)});
  const record::Claim high = Says("", {Levels(2, 3)});
  const Reduced reduced =
      Reduce({{"a", middle}, {"b", low}, {"c", high}, {"d", high}}, ValueType::kLevel);
  ASSERT_EQ(reduced.grouping.groups.size(), 2u);
  EXPECT_EQ(reduced.grouping.groups[0].support.voices, 3u);
  EXPECT_EQ(std::get<value::LevelSpan>(reduced.summary.typed), Levels(2, 2));
  EXPECT_EQ(reduced.agreement.agreement, Agreement::kMajority);
}

TEST(GroupingTest, ConversionIsAskedForBothWaysRound) {
  const Proposition euros = [] {
    auto id = PropositionOf(Says("", {Amount("109", 0, "EUR")}), ValueType::kMoney);
    return *DecodeProposition(id.proposition_id, id.key);
  }();
  const Proposition dollars = [] {
    auto id = PropositionOf(Says("", {Amount("190", 0, "USD")}), ValueType::kMoney);
    return *DecodeProposition(id.proposition_id, id.key);
  }();
  const auto convert = [](const value::Money& amount, const std::string&,
                          const std::optional<AmountDate>&) -> std::optional<AmountExtent> {
    return ExtentOf(amount.amount, true);  // one for one
  };
  EXPECT_TRUE(Compatible(euros, dollars));
  EXPECT_FALSE(Compatible(euros, dollars, convert));
  EXPECT_FALSE(Compatible(dollars, euros, convert));
}

TEST(GroupingTest, EquivalentStandsWithItsPrimary) {
  record::Claim yuan = Says("", {Amount("1000", 3, "CNY")});
  yuan.claim_id = "1";
  record::Claim dollars = Says("", {Amount("138", 0, "USD", value::Bound::kApproximate)});
  dollars.claim_id = "2";
  dollars.links.push_back({record::ClaimLinkKind::kStatedEquivalent, "1"});
  record::Claim other = Says("", {Amount("500", 0, "USD")});
  other.claim_id = "3";
  const auto ids = PropositionsOf({yuan, dollars, other}, std::vector(3, ValueType::kMoney));
  std::vector<ClaimStanding> standings;
  for (const auto& id : ids) standings.push_back({id.proposition_id, id.key, "d", "v"});
  standings.push_back({ids[0].proposition_id, ids[0].key, "e", "w"});
  const auto propositions = *ReduceClaims(standings);
  const Grouping grouping = GroupPropositions(propositions);
  ASSERT_EQ(grouping.groups.size(), 2u);  // 500 dollars contradict the equivalent
  EXPECT_EQ(grouping.groups[0].members.size(), 2u);
  const auto summary = Summarize(propositions, grouping);
  const auto& money = std::get<MoneySummary>(summary.typed);
  EXPECT_EQ(money.amount.currency, "CNY");
  ASSERT_EQ(money.stated_equivalents.size(), 1u);
  EXPECT_EQ(money.stated_equivalents[0].amount.decimal, "138");
}

TEST(CountLineagesTest, CopiesOfNoneAmongThem) {
  const Parties first{.documents = {"a", "b"}, .copies = {{"b", "a"}}, .voices = {}};
  EXPECT_EQ(CountLineages(first), 1u);
  // The original is not among them: the copy stands for the lineage, until they come together.
  const Parties second{.documents = {"c", "d"}, .copies = {{"c", "a"}, {"c", "b"}}, .voices = {}};
  EXPECT_EQ(CountLineages(second), 2u);
  const Parties together = Union({&first, &second});
  EXPECT_EQ(together.documents.size(), 4u);
  EXPECT_EQ(CountLineages(together), 2u);
  EXPECT_EQ(CountLineages({}), 0u);
}

TEST(AgreementTest, BoundsDecideWithoutNames) {
  const auto strip = [](Reduced reduced) {
    for (Proposition& p : reduced.propositions) p.parties.reset();
    const Grouping grouping = GroupPropositions(reduced.propositions);
    return AgreementOf(reduced.propositions, grouping);
  };
  std::vector<Spoken> spoken;
  for (int i = 0; i < 5; ++i) spoken.push_back({std::to_string(i), Says("", {Levels(3, 3)})});
  spoken.push_back({"x", Says("", {Levels(0, 0)})});
  AgreementFinding finding = strip(Reduce(spoken, ValueType::kLevel));
  EXPECT_EQ(finding.agreement, Agreement::kMajority);
  EXPECT_TRUE(finding.exact);  // 5 against 1: whoever they are
  for (const char* voice : {"y", "z"}) spoken.push_back({voice, Says("", {Levels(0, 0)})});
  finding = strip(Reduce(spoken, ValueType::kLevel));
  EXPECT_EQ(finding.agreement, Agreement::kMajority);
  EXPECT_FALSE(finding.exact);  // 5 against 3: unless all three say both
}

TEST(SummaryTest, ItemsAreUnitedWithTheirSupport) {
  const Reduced reduced = Reduce({{"a", Says("", {Items({"Low taxes", "法治"})})},
                                  {"b", Says("", {Items({"free trade", "low taxes"})})},
                                  {"b", Says("", {Items({"low taxes!"})})}},
                                 ValueType::kItemList);
  const auto& items = std::get<std::vector<SupportedItem>>(reduced.summary.typed);
  ASSERT_EQ(items.size(), 3u);
  EXPECT_EQ(items[0].key, "low taxes");
  EXPECT_EQ(items[0].support, (Support{3, 2, 2, 2}));
  EXPECT_TRUE(items[0].exact);
  EXPECT_EQ(items[0].behind.size(), 3u);
  EXPECT_EQ(items[1].support.voices, 1u);
}

TEST(SummaryTest, PeriodsAreUnited) {
  value::DateInterval open = Years(1980, 0);
  open.to_present = true;
  const Reduced reduced = Reduce({{"a", Says("", {Years(1960, 1990)})}, {"b", Says("", {open})}},
                                 ValueType::kDateInterval);
  const auto& period = std::get<value::DateInterval>(reduced.summary.typed);
  EXPECT_EQ(period.begin, (value::CivilDate{1960, 1, 1}));
  EXPECT_FALSE(period.end.has_value());
  EXPECT_TRUE(period.to_present);
}

TEST(SummaryTest, TextHasALeadingWordingOnly) {
  const Reduced reduced =
      Reduce({{"a", Says("one")}, {"b", Says("二")}, {"c", Says("二")}}, ValueType::kText);
  ASSERT_TRUE(reduced.summary.leading.has_value());
  EXPECT_EQ(reduced.propositions[*reduced.summary.leading].folded_text, "二");
  EXPECT_TRUE(std::holds_alternative<std::monostate>(reduced.summary.typed));
}

}  // namespace
}  // namespace parallax::reduce
