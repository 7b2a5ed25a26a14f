#include "ingest_service/claim/prose_han_noun.h"

#include <gtest/gtest.h>

#include <string>

#include "core/catalog/name_fold.h"
#include "ingest_service/claim/prose_verbs.h"

namespace parallax::claim {
namespace {

struct Case {
  std::string_view hans;
  std::string_view hant;
  std::string_view noun;  // folded; empty: none
};

// The noun before the first word that ends a subject, as the prose rules read it.
std::string Subject(std::string_view written) {
  const std::string text = catalog::FoldName(written);
  const int64_t end = ChineseSubjectEnd(text);
  if (end <= 0) return "";
  const HanSpan bare = WithoutHanAdjuncts(text, 0, end);
  if (bare.begin >= bare.end || !IsHanNounPhrase(text, bare.begin, bare.end)) return "";
  return text.substr(bare.begin, bare.end - bare.begin);
}

TEST(HanNounTest, SubjectIsWholeWords) {
  static constexpr Case kCases[] = {
      {"渔业增加值能耗比2020年下降8%", "漁業增加值能耗比2020年下降8%", "渔业增加值能耗"},
      {"农村宽频覆盖率达到95%", "農村寬頻覆蓋率達到95%", "农村宽频覆盖率"},
      {"每万人公车拥有量达到12辆", "每萬人公車擁有量達到12輛", "每万人公车拥有量"},
      {"车载激光雷达已装车两万台", "車載激光雷達已裝車兩萬台", "车载激光雷达"},
      {"油价大幅调降至三年最低", "油價大幅調降至三年最低", "油价"},
      {"订单完成后毛利率约为18%", "訂單完成後毛利率約為18%", "毛利率"},
      {"一些游戏在海外也很受欢迎", "一些遊戲在海外也很受歡迎", "一些游戏"},
      {"景气指数微升至52", "景氣指數微升至52", "景气指数"},
      {"非农就业人数微升至百万", "非農就業人數微升至百萬", "非农就业人数"},
      {"风险补偿资金池重点支持农户", "風險補償資金池重點支持農戶", "风险补偿资金池"},
      {"新建加油站将覆盖全县", "新建加油站將覆蓋全縣", "新建加油站"},
      {"该线路早期日均客流达到六千人", "該線路早期日均客流達到六千人", "该线路早期日均客流"},
  };
  for (const Case& c : kCases) {
    EXPECT_EQ(Subject(c.hans), c.noun) << c.hans;
    EXPECT_EQ(Subject(c.hant), c.noun) << c.hant;
  }
}

TEST(HanNounTest, NoSubjectOpensWithVerbAdverbOrConnective) {
  static constexpr std::string_view kNone[] = {
      "陷入被动",           "坚信市场是公平的", "一方面提升效率",   "往往导致浪费",
      "多措并举促进就业",   "较上月上升两个点", "应该成为规则",     "标志着航运业的转型已经开始",
      "堅信市場是公平的",   "進一步提升效率",   "往往導致浪費",     "渔民传承和追求的是",
      "漁民傳承和追求的是", "结合实际推动改革", "多措並舉促進就業",
  };
  for (const std::string_view text : kNone) EXPECT_EQ(Subject(text), "") << text;
}

std::string Behind(std::string_view written) {
  const std::string text = catalog::FoldName(written);
  return std::string(HanNounBehindName(text, 0, static_cast<int64_t>(text.size())));
}

TEST(HanNounTest, NounBehindName) {
  // What stands behind a name.
  static constexpr Case kCases[] = {
      {"有轨电车建设项目暂停", "有軌電車建設項目暫停", "有轨电车建设项目"},
      {"户籍家庭可申领补贴", "戶籍家庭可申領補貼", "户籍家庭"},
      {"党组书记、局长到场", "黨組書記、局長到場", "党组书记"},
      {"去年8月动工", "去年8月動工", ""},
      {"3年来累计引进人才", "3年來累計引進人才", ""},
      {"宣布新的计划", "宣布新的計劃", ""},
      {"发展远洋渔业", "發展遠洋漁業", ""},
      {"本质上是在保护自己", "本質上是在保護自己", ""},
      {"印发新的办法", "印發新的辦法", ""},
      {"将新建三座船坞", "將新建三座船塢", ""},
      {"大力推进改革", "大力推進改革", ""},
      {"公布的数据显示", "公布的數據顯示", "数据"},
      {"厂明年量产", "廠明年量產", "厂"},
      {"（简称某司）宣布", "（簡稱某司）宣布", ""},
  };
  for (const Case& c : kCases) {
    EXPECT_EQ(Behind(c.hans), c.noun) << c.hans;
    EXPECT_EQ(Behind(c.hant), c.noun) << c.hant;
  }
}

TEST(HanNounTest, ReadsAnyRange) {
  const std::string text = "港口扩大\xE5\x8F";
  EXPECT_EQ(WithoutHanAdjuncts(text, 3, 3).end, 0);
  EXPECT_FALSE(IsHanNounPhrase(text, 6, 6));
  // An end behind the text is the text's.
  EXPECT_EQ(IsHanNounPhrase(text, 3, 100),
            IsHanNounPhrase(text, 3, static_cast<int64_t>(text.size())));
  EXPECT_FALSE(IsHanNounPhrase("港口扩大", 6, 100));
  EXPECT_EQ(HanNounBehindName(text, static_cast<int64_t>(text.size()), 400), "");
  EXPECT_FALSE(IsPieceOfHanNoun("", 0, 0));
}

}  // namespace
}  // namespace parallax::claim
