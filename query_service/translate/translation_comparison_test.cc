#include "query_service/translate/translation_comparison.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace parallax::translate {
namespace {

using record::Block;
using record::BlockKind;

Block MakeBlock(BlockKind kind, const std::string& language, const std::string& text) {
  Block block;
  block.kind = kind;
  block.language = language;
  block.content.text = text;
  block.content.map.AppendIdentity(0, static_cast<int64_t>(text.size()));
  return block;
}

std::vector<TextBlock> Paragraphs(const std::vector<std::string>& texts) {
  std::vector<Block> blocks;
  for (const std::string& text : texts) {
    blocks.push_back(MakeBlock(BlockKind::kParagraph, "", text));
  }
  return BlocksToCompare(blocks, {}, "");
}

// "0-0 1-1,2 2-" and so on.
std::string Pairs(const TranslationComparison& comparison) {
  std::string out;
  for (const PairComparison& pair : comparison.pairs) {
    if (!out.empty()) out += ' ';
    for (size_t i = 0; i < pair.blocks.first.size(); ++i) {
      out += (i == 0 ? "" : ",") + std::to_string(pair.blocks.first[i]);
    }
    out += '-';
    for (size_t i = 0; i < pair.blocks.second.size(); ++i) {
      out += (i == 0 ? "" : ",") + std::to_string(pair.blocks.second[i]);
    }
  }
  return out;
}

// Differences of cues as "kind side:cue", by pair.
std::string Differences(const TranslationComparison& comparison,
                        const std::vector<TextBlock>& first, const std::vector<TextBlock>& second) {
  std::string out;
  for (size_t p = 0; p < comparison.pairs.size(); ++p) {
    for (const CueDifference& difference : comparison.pairs[p].differences) {
      const TextBlock& block = (difference.in_first ? first : second)[difference.cue.block];
      if (!out.empty()) out += "; ";
      out += std::to_string(p) + " " + std::string(1, "nhx"[static_cast<size_t>(difference.kind)]) +
             (difference.in_first ? " first:" : " second:") +
             block.text.substr(difference.cue.range.begin,
                               difference.cue.range.end - difference.cue.range.begin);
    }
  }
  return out;
}

std::string AnchorsOf(const PairComparison& pair) {
  std::string out;
  for (const AnchorComparison& anchor : pair.anchors) {
    if (!out.empty()) out += ' ';
    out += anchor.key;
    out += anchor.state == AnchorState::kAgrees    ? "="
           : anchor.state == AnchorState::kDiffers ? "!"
           : anchor.first.empty()                  ? "<"
                                                   : ">";
  }
  return out;
}

// A harbour's plan, told in three scripts.
const std::vector<std::string> kEnglish = {
    "The harbour authority of Tarno presented its plan on 4 March 2019.",
    "It will spend 1.4 billion euros on cranes, and 35 percent of the berths will be electrified.",
    "The new terminal may open in 2027. It is the best site on the coast.",
    "Grants could not replace private loans, and fishermen were not asked.",
};
const std::vector<std::string> kHans = {
    "塔尔诺港务局于2019年3月4日公布了规划。",
    "该局将投入14亿欧元购置起重机，35%的泊位将实现电气化。",
    "新码头可能于2027年启用。这可能是沿海最好的地点。",
    "补贴无法完全取代私人贷款，渔民也没有被征询意见。",
};
const std::vector<std::string> kHant = {
    "塔爾諾港務局於2019年3月4日公布了規劃。",
    "該局將投入14億歐元購置起重機，45%的泊位將實現電氣化。",
    "新碼頭可能於2027年啟用。這是沿海最好的地點。",
    "補貼取代了私人貸款，漁民也沒有被徵詢意見。",
};

TEST(CompareTexts, FindsWhereOneIsSurer) {
  const auto en = Paragraphs(kEnglish);
  const auto hans = Paragraphs(kHans);
  const auto hant = Paragraphs(kHant);
  const TranslationComparison simplified = CompareTexts(hans, en);
  EXPECT_EQ(Pairs(simplified), "0-0 1-1 2-2 3-3");
  EXPECT_EQ(Differences(simplified, hans, en), "2 h first:可能; 3 x first:完全");
  EXPECT_EQ(AnchorsOf(simplified.pairs[0]), "4= m3= y2019=");
  EXPECT_EQ(AnchorsOf(simplified.pairs[1]), "14e8= 35%=");
  // The other way round: the same, seen from there.
  EXPECT_EQ(Differences(CompareTexts(en, hans), en, hans), "2 h second:可能; 3 x second:完全");
  // One figure differs; the negation stands in the other clause of the sentence too.
  const TranslationComparison traditional = CompareTexts(en, hant);
  EXPECT_EQ(Pairs(traditional), "0-0 1-1 2-2 3-3");
  EXPECT_EQ(AnchorsOf(traditional.pairs[1]), "14e8= 35%!");
  EXPECT_EQ(Differences(traditional, en, hant), "");
  EXPECT_EQ(Pairs(CompareTexts(hans, hant)), "0-0 1-1 2-2 3-3");
}

TEST(CompareTexts, BlocksThatAreMissingOrSplit) {
  const auto en = Paragraphs(kEnglish);
  auto without = kHans;
  without.erase(without.begin() + 1);
  EXPECT_EQ(Pairs(CompareTexts(en, Paragraphs(without))), "0-0 1- 2-1 3-2");
  EXPECT_EQ(Pairs(CompareTexts(Paragraphs(without), en)), "0-0 -1 1-2 2-3");
  const auto split = Paragraphs({kHans[0], kHans[1], "新码头可能于2027年启用，工程由市政府负责。",
                                 "这是沿海最好的地点，没有第二处。", kHans[3]});
  const auto longer =
      Paragraphs({kEnglish[0], kEnglish[1],
                  "The new terminal may open in 2027, built by the city's own works department. It "
                  "is the best site on the coast, and there is no second one.",
                  kEnglish[3]});
  EXPECT_EQ(Pairs(CompareTexts(split, longer)), "0-0 1-1 2,3-2 4-3");
  EXPECT_EQ(Pairs(CompareTexts({}, en)), "-0 -1 -2 -3");
  EXPECT_EQ(Pairs(CompareTexts({}, {})), "");
}

TEST(CompareTexts, NamesQuotationsAndEntities) {
  std::vector<Block> blocks = {
      MakeBlock(BlockKind::kParagraph, "zh-Hant",
                "浙江省稱 GridCore-2 為「北方之錨」，BoN 已投資。"),
      MakeBlock(BlockKind::kParagraph, "en",
                "Zhejiang called GridCore-2 the “anchor of the north”; the bank has invested."),
      MakeBlock(BlockKind::kBoilerplate, "en", "Share this page"),
      MakeBlock(BlockKind::kHeading, "en", "A heading"),
  };
  const auto mention = [&](size_t block, const std::string& id, const std::string& written) {
    const auto begin = static_cast<int64_t>(blocks[block].content.text.find(written));
    return record::Mention{.span = {begin, begin + static_cast<int64_t>(written.size())},
                           .block = static_cast<int32_t>(block),
                           .entity_id = id,
                           .written = written};
  };
  const std::vector<record::Mention> mentions = {mention(0, "place/zhejiang", "浙江省"),
                                                 mention(1, "place/zhejiang", "Zhejiang"),
                                                 mention(1, "organization/bank", "the bank")};
  EXPECT_EQ(LanguagesOf(blocks), (std::vector<std::string>{"en", "zh"}));
  const auto zh = BlocksToCompare(blocks, mentions, "zh");
  const auto en = BlocksToCompare(blocks, mentions, "en");
  ASSERT_EQ(zh.size(), 1u);
  ASSERT_EQ(en.size(), 1u);
  EXPECT_EQ(en[0].index, 1);
  const TranslationComparison comparison = CompareTexts(zh, en);
  EXPECT_EQ(AnchorsOf(comparison.pairs[0]),
            "bon> gridcore-2= organization/bank< place/zhejiang= =");
}

TEST(CompareTexts, LongTextsAreCutAndSaySo) {
  std::vector<std::string> many(kMostBlocks + 20, "Twelve cranes were bought in 2019.");
  const auto blocks = Paragraphs(many);
  const TranslationComparison comparison = CompareTexts(blocks, blocks);
  EXPECT_TRUE(comparison.truncated);
  EXPECT_EQ(comparison.pairs.size(), kMostBlocks);
}

// The n-th of as many sentences as one likes, in three scripts.
std::string Sentence(int language, int n) {
  const std::string year = std::to_string(1990 + n);
  const std::string cranes = std::to_string(12 + 7 * n);
  switch (language) {
    case 0:
      return "In " + year + " the yard of Tarno bought " + cranes +
             " cranes, and the town paid for their foundations.";
    case 1:
      return year + "年，塔尔诺船坞购入" + cranes + "台起重机，基座由市政府出资修建。";
    default:
      return year + "年，塔爾諾船塢購入" + cranes + "台起重機，基座由市政府出資修建。";
  }
}

std::vector<TextBlock> Told(int language, const std::vector<int>& which) {
  std::vector<std::string> texts;
  for (const int n : which) texts.push_back(Sentence(language, n));
  return Paragraphs(texts);
}

TEST(CompareTexts, WhateverIsLeftOutTheRestStaysTogether) {
  std::mt19937 random(20);
  for (int round = 0; round < 300; ++round) {
    const int size = 1 + static_cast<int>(random() % 25);
    const int languages[2] = {static_cast<int>(random() % 3), static_cast<int>(random() % 3)};
    std::vector<int> told[2];
    std::string expected;
    int lately = 0;
    for (int n = 0; n < size; ++n) {
      // Left out of one text only; where each has one that the other has not at the same place, the
      // two are taken for a pair whose figures differ.
      const unsigned draw = random() % 6;
      const bool in_first = draw != 0 || lately == 2;
      const bool in_second = draw != 1 || lately == 1;
      lately = !in_first ? 1 : !in_second ? 2 : 0;
      if (in_first && in_second) {
        expected += (expected.empty() ? "" : " ") + std::to_string(told[0].size()) + "-" +
                    std::to_string(told[1].size());
      }
      if (in_first) told[0].push_back(n);
      if (in_second) told[1].push_back(n);
    }
    const auto first = Told(languages[0], told[0]);
    const auto second = Told(languages[1], told[1]);
    const TranslationComparison comparison = CompareTexts(first, second);
    TranslationComparison paired;
    size_t states[3] = {0, 0, 0};
    std::vector<size_t> seen[2];
    for (const PairComparison& pair : comparison.pairs) {
      seen[0].insert(seen[0].end(), pair.blocks.first.begin(), pair.blocks.first.end());
      seen[1].insert(seen[1].end(), pair.blocks.second.begin(), pair.blocks.second.end());
      for (const AnchorComparison& anchor : pair.anchors) {
        ++states[static_cast<size_t>(anchor.state)];
        for (const auto& [side, places] :
             {std::pair(&first, &anchor.first), std::pair(&second, &anchor.second)}) {
          for (const Place& place : *places) {
            ASSERT_LT(place.block, side->size());
            ASSERT_LT(place.range.begin, place.range.end);
            ASSERT_LE(place.range.end, (*side)[place.block].text.size());
          }
        }
      }
      if (!pair.blocks.first.empty() && !pair.blocks.second.empty()) paired.pairs.push_back(pair);
    }
    EXPECT_EQ(Pairs(paired), expected) << "round " << round;
    // Every block once, in order.
    for (size_t side = 0; side < 2; ++side) {
      ASSERT_EQ(seen[side].size(), told[side].size());
      EXPECT_TRUE(std::is_sorted(seen[side].begin(), seen[side].end()));
    }
    // Counts are those of the pairs; nothing but the figures of a pair is told to agree.
    EXPECT_EQ(comparison.agreeing, states[0]);
    EXPECT_EQ(comparison.differing, states[1]);
    EXPECT_EQ(comparison.missing, states[2]);
    EXPECT_EQ(comparison.agreeing, 2 * paired.pairs.size());
    EXPECT_EQ(Differences(comparison, first, second), "");
    // From the other text it looks the same.
    TranslationComparison turned;
    for (const PairComparison& pair : CompareTexts(second, first).pairs) {
      if (pair.blocks.first.empty() || pair.blocks.second.empty()) continue;
      turned.pairs.push_back(pair);
      std::swap(turned.pairs.back().blocks.first, turned.pairs.back().blocks.second);
    }
    EXPECT_EQ(Pairs(turned), expected) << "round " << round;
  }
}

TEST(CompareTexts, NegationsThatWordsTranslate) {
  const auto differences = [](const std::string& first, const std::string& second) {
    const auto a = Paragraphs({first});
    const auto b = Paragraphs({second});
    return Differences(CompareTexts(a, b), a, b);
  };
  EXPECT_EQ(differences("承擔民間不願承擔的風險", "carries risks that private firms decline"), "");
  EXPECT_EQ(differences("客戶尚不明朗，資金短缺", "Customers remain unclear and money is missing"),
            "");
  EXPECT_EQ(differences("银行没有资金", "The banks lack money"), "");
  EXPECT_EQ(differences("业者拒绝了", "The operator did not refuse"), "0 n second:not");
  EXPECT_EQ(differences("业者拒绝了", "The operator refused"), "");
  EXPECT_EQ(differences("港口不开放", "The harbour is open"), "0 n first:不");
  // A word that denies by its sense is no difference by itself: the other text may know another.
  EXPECT_EQ(differences("The banks lack money", "银行囊中羞涩"), "");
}

TEST(CompareTexts, SaysWhetherTheyAreTranslations) {
  const auto verdict = [](const std::vector<TextBlock>& a, const std::vector<TextBlock>& b) {
    return CompareTexts(a, b).verdict;
  };
  const auto en = Paragraphs(kEnglish);
  EXPECT_EQ(verdict(en, Paragraphs(kHans)), Verdict::kLikely);
  EXPECT_EQ(verdict(Paragraphs(kHant), en), Verdict::kLikely);
  EXPECT_EQ(verdict(en, Told(1, {1, 2, 3, 4})), Verdict::kUnlikely);
  EXPECT_EQ(verdict(Paragraphs({"The harbour is closed."}), Paragraphs({"港口关闭了。"})),
            Verdict::kUndecided);
  EXPECT_EQ(verdict({}, {}), Verdict::kUndecided);
}

TEST(CompareTexts, TopicsAreToldWhereBothHaveThem) {
  auto en = Paragraphs({"Tariffs were raised in 2019, and loans were given."});
  auto hant = Paragraphs({"2019年提高了關稅。"});
  en[0].anchors.push_back({AnchorKind::kTopic, "TRADE", 0, 7});
  en[0].anchors.push_back({AnchorKind::kTopic, "CREDIT", 34, 39});
  hant[0].anchors.push_back({AnchorKind::kTopic, "TRADE", 19, 25});
  const TranslationComparison comparison = CompareTexts(en, hant);
  EXPECT_EQ(AnchorsOf(comparison.pairs[0]), "y2019= TRADE=");
  EXPECT_EQ(comparison.agreeing, 1u);
  EXPECT_EQ(comparison.missing, 0u);
}

TEST(CompareTexts, HostileTextsTakeNoTime) {
  // Names that share a first word, blocks full of figures, one block of megabytes.
  std::string names = "漢字";
  std::string figures;
  for (int i = 0; names.size() < (1u << 20); ++i) names += " a-" + std::to_string(i) + " 無";
  for (int i = 1; figures.size() < (1u << 20); ++i) figures += std::to_string(i * 7) + " ";
  const auto start = std::chrono::steady_clock::now();
  const auto one = Paragraphs({names, figures, std::string(1 << 20, '"')});
  EXPECT_EQ(one[0].text.size() + 3 > kMostBlockBytes, true);
  EXPECT_TRUE(one[0].cut);
  EXPECT_TRUE(CompareTexts(one, Paragraphs({figures, names})).truncated);
  std::vector<std::string> many;
  for (size_t i = 0; i < kMostBlocks; ++i) {
    many.push_back(figures.substr(997 * i, 8000) + "不。" + names.substr(991 * i, 2000));
  }
  const auto blocks = Paragraphs(many);
  EXPECT_EQ(CompareTexts(blocks, blocks).pairs.size(), kMostBlocks);
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(20));
}

TEST(BlocksToCompare, LanguagesAreRanges) {
  const std::vector<Block> blocks = {MakeBlock(BlockKind::kParagraph, "zh-Hans", "简体"),
                                     MakeBlock(BlockKind::kParagraph, "zh-Hant", "繁體"),
                                     MakeBlock(BlockKind::kParagraph, "en", "English")};
  const auto count = [&](std::string_view range) {
    return BlocksToCompare(blocks, {}, range).size();
  };
  EXPECT_EQ(count(""), 3u);
  EXPECT_EQ(count("zh"), 2u);
  EXPECT_EQ(count("ZH-hant"), 1u);
  EXPECT_EQ(count("z"), 0u);
  EXPECT_EQ(count("zh-Hant-TW"), 0u);
}

// Where a mention lies in a block's text is told by the original's bytes.
TEST(BlocksToCompare, MentionsStandWhereTheOriginalHasThem) {
  Block block = MakeBlock(BlockKind::kParagraph, "en", "");
  // GBK: two bytes a character in the original, three in the text; then markup that is left out.
  block.content.text = "北京，北京 & Beijing";
  block.content.map = {};
  block.content.map.Append(100, 3, 2, 3);
  block.content.map.Append(110, 3, 2, 2);
  block.content.map.Append(120, 1, 1, 1);
  block.content.map.Append(121, 1, 5, 1);  // &amp;
  block.content.map.Append(126, 1, 1, 8);
  const auto mention = [](int64_t begin, int64_t end) {
    return record::Mention{
        .span = {begin, end}, .block = 0, .entity_id = "place/beijing", .written = ""};
  };
  const auto blocks = BlocksToCompare(
      {block},
      {mention(110, 114), mention(127, 134), mention(104, 106), mention(0, 4), mention(5, 5)}, "");
  ASSERT_EQ(blocks.size(), 1u);
  std::string found;
  for (const Anchor& anchor : blocks[0].anchors) {
    if (anchor.kind != AnchorKind::kEntity) continue;
    found += "[" + blocks[0].text.substr(anchor.begin, anchor.end - anchor.begin) + "]";
  }
  EXPECT_EQ(found, "[，][北京][Beijing]");
}

}  // namespace
}  // namespace parallax::translate
