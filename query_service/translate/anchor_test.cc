#include "query_service/translate/anchor.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace parallax::translate {
namespace {

// "n:" number, "d:" date, "m:" name, "q:" quotation, each with what it is compared by.
std::string Listed(std::string_view text) {
  std::string out;
  for (const Anchor& anchor : FindAnchors(text)) {
    EXPECT_LT(anchor.begin, anchor.end);
    EXPECT_LE(anchor.end, text.size());
    if (!out.empty()) out += ' ';
    out += std::string(1, "ndmeq"[static_cast<size_t>(anchor.kind)]) + ":" + anchor.key;
  }
  return out;
}

struct Case {
  const char* text;
  const char* anchors;
};

TEST(FindAnchors, Table) {
  const Case cases[] = {
      // The same figure, told in three ways.
      {"The fund holds 1.4 billion euros.", "n:14e8"},
      {"该基金持有14亿欧元。", "n:14e8"},
      {"該基金持有十四億歐元。", "n:14e8"},
      {"It hired 3,500 people.", "n:35e2"},
      {"共招聘三千五百人。", "n:35e2"},
      {"共招聘3500人。", "n:35e2"},
      {"Exports rose by 12.5 percent.", "n:125e-1%"},
      {"Exports rose by 12.5 per cent.", "n:125e-1%"},
      {"出口增长12.5%。", "n:125e-1%"},
      {"出口增長百分之十五。", "n:15%"},
      {"about 138 billion dollars", "n:138e9"},
      {"約1380億美元", "n:138e9"},
      {"Twelve ministries signed; twenty-three did not.", "n:12 n:23"},
      {"十二个部委签署，二十三个没有。", "n:12 n:23"},
      {"出資 73 億日圓，補助 1.72 兆日圓", "n:73e8 n:172e10"},
      {"需要 3 万亿美元", "n:3e12"},
      {"Subsidies run for ten years.", "n:1e1"},
      {"补贴为期十年，十分慷慨。", "n:1e1"},
      {"為期十年的補貼，十足慷慨", "n:1e1"},
      {"1,200 megawatts", "n:12e2"},
      {"1200兆瓦", "n:12e2"},
      {"1,200百萬瓦", "n:12e2"},
      // Days.
      {"On 4 March 2019 it opened.", "n:4 d:m3 d:y2019"},
      {"二〇一九年三月四日启用。", "d:y2019 d:m3 n:4"},
      {"2019年3月4日啟用。", "d:y2019 d:m3 n:4"},
      {"They may open in May 2020.", "d:m5 d:y2020"},
      {"於 2022 年 8 月成立", "d:y2022 d:m8"},
      {"共 8 人", "n:8"},
      // Vague figures and small words are none.
      {"One of them left; a dozen stayed.", ""},
      {"一些人走了，几十人留下，数百人观望。", ""},
      // Names: all in a Han text, those with digits in a Latin one.
      {"歐盟以 Gaia-X 回應 AWS。", "m:gaia-x m:aws"},
      {"The Union answered with H100 clusters.", "m:h100"},
      {"采用5G和RISC-V标准", "m:5g m:risc-v"},
      {"OpenCorp’s R1 model", "m:r1"},
      // Quotations.
      {"She called it “a second start”.", "q:asecondstart"},
      {"她稱之為「第二次出發」。", "q:"},
      {"a 15\" screen, and \"no more\"", "n:15 q:nomore"},
      {"", ""},
      {"“never closed", ""},
  };
  for (const Case& c : cases) EXPECT_EQ(Listed(c.text), c.anchors) << c.text;
}

TEST(FindAnchors, LongInputTakesLinearTime) {
  std::string text;
  for (int i = 0; i < 10000; ++i) text += "「12億";
  EXPECT_GE(FindAnchors(text).size(), 10000u);
  EXPECT_TRUE(FindAnchors(std::string(300000, '\x80')).empty());
  EXPECT_LE(FindAnchors(std::string(300000, '"')).size(), 150000u);
}

}  // namespace
}  // namespace parallax::translate
