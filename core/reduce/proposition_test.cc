#include "core/reduce/proposition.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/reduce/netstring.h"
#include "core/reduce/test_claims.h"

namespace parallax::reduce {
namespace {

using catalog::ValueType;
using testing::Amount;
using testing::Entities;
using testing::Items;
using testing::Levels;
using testing::NotStated;
using testing::NoValue;
using testing::Says;
using testing::Years;

struct SameCase {
  const char* name;
  record::Claim a;
  record::Claim b;
  ValueType type;
  bool same;
};

TEST(PropositionTest, WhatMakesTwoValuesTheSame) {
  const std::vector<SameCase> cases = {
      {"letter case and punctuation", Says("Directed credit, via banks."),
       Says("directed  credit — via BANKS"), ValueType::kText, true},
      {"other words", Says("directed credit"), Says("undirected credit"), ValueType::kText, false},
      {"Chinese scripts", Says("國家主導的產業政策"), Says("国家主导的产业政策。"),
       ValueType::kText, true},
      {"Chinese punctuation stands for nothing", Says("补贴，税收优惠"), Says("补贴税收优惠"),
       ValueType::kText, true},
      {"full width", Says("ＡＩ芯片"), Says("AI芯片"), ValueType::kText, true},
      {"a digit more", Says("3 parks"), Says("30 parks"), ValueType::kText, false},
      {"level, whatever the words", Says("state-led", {Levels(2, 3)}),
       Says("国家主导", {Levels(2, 3)}), ValueType::kLevel, true},
      {"another level", Says("state-led", {Levels(2, 3)}), Says("state-led", {Levels(3, 3)}),
       ValueType::kLevel, false},
      {"trailing zeros", Says("5.0 bn", {Amount("5000000000.00", 8, "USD")}),
       Says("50 亿美元", {Amount("5000000000", 8, "USD")}), ValueType::kMoney, true},
      {"currency", Says("5 bn", {Amount("5", 0, "USD")}), Says("5 bn", {Amount("5", 0, "EUR")}),
       ValueType::kMoney, false},
      {"bound", Says("5", {Amount("5", 0, "USD")}),
       Says("over 5", {Amount("5", 0, "USD", value::Bound::kMoreThan)}), ValueType::kMoney, false},
      {"order of a list", Says("", {Items({"Low taxes", "自由貿易"})}),
       Says("", {Items({"自由贸易", "low taxes"})}), ValueType::kItemList, true},
      {"entities by id", Says("Baidu and Alibaba", {Entities({"o/baidu", "o/alibaba"})}),
       Says("阿里巴巴、百度", {Entities({"o/alibaba", "o/baidu", "o/baidu"})}),
       ValueType::kEntitySet, true},
      {"open end", Says("", {Years(1965, 0)}), Says("", {Years(1965, 1990)}),
       ValueType::kDateInterval, false},
      {"a reading of another type is text", Says("state-led", {Levels(2, 3)}),
       Says("State-led!", {Levels(0, 0)}), ValueType::kText, true},
      {"no answer in whatever words", NotStated(),
       [] {
         auto c = NotStated();
         c.value.text = "Not specified";
         return c;
       }(),
       ValueType::kText, true},
      {"none in whatever words", NoValue("no formal policy"), NoValue("无正式政策"),
       ValueType::kText, true},
      {"none is not unanswered", NoValue(""), NotStated(), ValueType::kText, false},
      {"stance", Says("subsidies"), testing::Denied(Says("subsidies")), ValueType::kText, false},
  };
  for (const SameCase& c : cases) {
    SCOPED_TRACE(c.name);
    const auto a = PropositionOf(c.a, c.type);
    const auto b = PropositionOf(c.b, c.type);
    EXPECT_EQ(a.key == b.key, c.same) << a.key << "\n" << b.key;
    EXPECT_EQ(a.proposition_id == b.proposition_id, c.same);
    EXPECT_EQ(a.proposition_id.size(), 32u);
  }
}

TEST(PropositionTest, IdDependsOnSubjectAndDimension) {
  record::Claim a = Says("x");
  record::Claim b = a;
  b.subject_entity_id = "economy/TW";
  record::Claim c = a;
  c.dimension_id = "e";
  const auto id = [](const record::Claim& claim) {
    return PropositionOf(claim, ValueType::kText).proposition_id;
  };
  EXPECT_NE(id(a), id(b));
  EXPECT_NE(id(a), id(c));
  EXPECT_EQ(PropositionOf(a, ValueType::kText).key, PropositionOf(b, ValueType::kText).key);
}

TEST(PropositionTest, KeysReadBack) {
  value::DateInterval odd = Years(1950, 0);
  odd.to_present = true;
  odd.at_least_since = true;
  odd.approximate = true;
  value::Change change;
  change.from = {testing::Figure("100", 2, value::Bound::kApproximate), "usd"};
  change.to = {testing::Figure("30000", 3, value::Bound::kApproximate), "usd"};
  change.currency = "USD";
  value::Percentage percentage;
  percentage.number = testing::Figure("-12.5", -1);
  percentage.points = true;
  const std::vector<std::pair<record::Claim, ValueType>> cases = {
      {Says("a, b:3"), ValueType::kText},
      {Says("a", {Amount("1000000000000", 12, "CNY")}), ValueType::kMoney},
      {Says("a", {change}), ValueType::kMoney},
      {Says("a", {percentage}), ValueType::kPercentage},
      {Says("a", {odd}), ValueType::kDateInterval},
      {Says("a", {Levels(0, 4)}), ValueType::kLevel},
      {Says("a", {Items({"x", "y, z", "中文"})}), ValueType::kItemList},
      {Says("a", {Entities({"economy/CN"})}), ValueType::kEntitySet},
      {NoValue("none"), ValueType::kText},
      {NotStated(), ValueType::kLevel},
  };
  for (const auto& [claim, type] : cases) {
    const auto identity = PropositionOf(claim, type, "eq");
    const auto read = DecodeProposition(identity.proposition_id, identity.key);
    ASSERT_TRUE(read.ok()) << identity.key;
    EXPECT_EQ(read->kind, claim.kind);
    EXPECT_EQ(read->stance, claim.stance);
    EXPECT_EQ(read->equivalent_of, "eq");
    EXPECT_EQ(read->reading.has_value(), ReadingOf(claim, type) != nullptr);
    if (read->reading) {
      record::Claim again = claim;
      again.value.readings = {*read->reading};
      EXPECT_EQ(PropositionOf(again, type, "eq").key, identity.key);
    }
    // A key cut short, or with a byte changed, never reads as something else by accident of length.
    for (size_t n = 0; n < identity.key.size(); ++n) {
      EXPECT_FALSE(DecodeProposition("id", std::string_view(identity.key).substr(0, n)).ok()) << n;
    }
    for (size_t n = 0; n < identity.key.size(); ++n) {
      std::string damaged = identity.key;
      damaged[n] = static_cast<char>(damaged[n] ^ 0x1b);
      (void)DecodeProposition("id", damaged);  // total
    }
  }
}

TEST(PropositionTest, LongTextStandsByItsDigest) {
  std::string text;
  for (int i = 0; i < 300; ++i) text += "word" + std::to_string(i) + " ";
  const auto a = PropositionOf(Says(text), ValueType::kText);
  const auto b = PropositionOf(Says(text + "more"), ValueType::kText);
  EXPECT_LT(a.key.size(), 200u);
  EXPECT_NE(a.key, b.key);
  EXPECT_EQ(DecodeProposition("", a.key)->folded_text.front(), '#');

  std::vector<std::string> items;
  for (int i = 0; i < 5000; ++i) items.push_back("item " + std::to_string(i));
  const auto c = PropositionOf(Says("", {Items(items)}), ValueType::kItemList);
  EXPECT_LT(c.key.size(), 200u);
  EXPECT_FALSE(DecodeProposition("", c.key)->reading.has_value());
}

TEST(PropositionTest, StatedEquivalentsFollowTheirLinks) {
  record::Claim yuan = Says("1 trillion yuan", {Amount("1000000000000", 12, "CNY")});
  yuan.claim_id = "a";
  record::Claim dollars = Says("about 138 billion dollars",
                               {Amount("138000000000", 9, "USD", value::Bound::kApproximate)});
  dollars.claim_id = "b";
  dollars.links.push_back({record::ClaimLinkKind::kStatedEquivalent, "a"});
  record::Claim lost = dollars;
  lost.claim_id = "c";
  lost.links = {{record::ClaimLinkKind::kStatedEquivalent, "elsewhere"},
                {record::ClaimLinkKind::kStatedEquivalent, "c"}};
  const std::vector<ValueType> types(3, ValueType::kMoney);
  const auto ids = PropositionsOf({yuan, dollars, lost}, types);
  EXPECT_EQ(DecodeProposition("", ids[1].key)->equivalent_of, ids[0].proposition_id);
  EXPECT_EQ(DecodeProposition("", ids[0].key)->equivalent_of, "");
  EXPECT_EQ(DecodeProposition("", ids[2].key)->equivalent_of, "");
  // Linked both ways: the first is the primary.
  yuan.links.push_back({record::ClaimLinkKind::kStatedEquivalent, "b"});
  EXPECT_EQ(PropositionsOf({yuan, dollars, lost}, types), ids);
}

TEST(NetstringTest, RefusesWhatTheWriterDoesNotMake) {
  for (const char* bytes : {"", "1", "1:", "1:a", "01:a,", "2:a,", ":a,", "-1:a,", "1:ab,",
                            "99999999999999999999:a,", "18446744073709551615:a,", "a:1,"}) {
    EXPECT_FALSE(NetstringReader(bytes).Next().has_value()) << bytes;
  }
  EXPECT_EQ(NetstringReader("0:,").Next(), "");
  for (const char* bytes : {"1:a,", "2:01,", "2:+1,", "0:,", "19:9999999999999999999,"}) {
    EXPECT_FALSE(NetstringReader(bytes).NextInt().has_value()) << bytes;
  }
  EXPECT_EQ(NetstringReader("2:-7,").NextInt(), -7);
}

TEST(FoldWordsTest, Table) {
  const std::pair<const char*, const char*> cases[] = {
      {"  Hello,  World! ", "hello world"},
      {"GDP +3.5 %", "gdp 3 5 %"},
      {"臺灣的「科學園區」", "台湾的科学园区"},
      {"使用 GPU 集群", "使用gpu集群"},
      {"US$5bn", "us$5bn"},
      {"", ""},
      {"…—·", ""},
  };
  for (const auto& [text, folded] : cases) {
    EXPECT_EQ(FoldWords(text), folded) << text;
  }
  EXPECT_EQ(FoldWords("a\xff"
                      "b"),
            "a\xff"
            "b");
}

}  // namespace
}  // namespace parallax::reduce
