#include "query_service/translate/cue.h"

#include <gtest/gtest.h>

#include <string>

namespace parallax::translate {
namespace {

std::string Listed(std::string_view text) {
  std::string out;
  for (const Cue& cue : FindCues(text)) {
    if (!out.empty()) out += ' ';
    const std::string kind(1, "nhx"[static_cast<size_t>(cue.kind)]);
    out += (cue.weak ? "(" + kind + ")" : kind) + ":" +
           std::string(text.substr(cue.begin, cue.end - cue.begin));
  }
  return out;
}

TEST(FindCues, Table) {
  const struct {
    const char* text;
    const char* cues;
  } cases[] = {
      {"The plan may fail, and perhaps it should.", "h:may h:perhaps"},
      {"该计划可能失败，也许理应如此。", "h:可能 h:也许"},
      {"該計畫或許會失敗。", "h:或許"},
      {"The port could grow.", "h:could"},
      {"The port could not grow.", "n:could not"},
      {"The port couldn’t grow; it isn't large.", "n:n’t n:n't"},
      {"这不可能发生。", "n:不可能"},
      {"貨運恐無法恢復。", "h:恐 n:無法"},
      {"恐怖故事", ""},
      {"Grants never fully cover costs.", "n:never x:fully"},
      {"补贴无法完全弥补成本。", "n:无法 x:完全"},
      {"補貼只能部分彌補成本。", "x:部分"},
      {"大部分企业", ""},
      {"It is unlikely to open.", "h:unlikely n:unlikely"},
      {"Banks decline loans; the terms are unclear.", "(n):decline (n):unclear"},
      {"银行拒绝放贷，资金短缺。", "(n):拒绝 (n):短缺"},
      {"銀行難以放貸。", "(n):難以"},
      // What only looks like it.
      {"not only ports but roads, no doubt", ""},
      {"不仅港口，还有公路；不断扩建，各有不同。", ""},
      {"無論未來如何，無人機不斷增加。", ""},
      {"It opened in May; May the road be long.", ""},
      {"Nothing notable: knots, noon.", ""},
      {"", ""},
  };
  for (const auto& c : cases) EXPECT_EQ(Listed(c.text), c.cues) << c.text;
}

TEST(Sentences, Table) {
  const auto listed = [](std::string_view text) {
    std::string out;
    for (const TextRange& range : Sentences(text)) {
      out += "[" + std::string(text.substr(range.begin, range.end - range.begin)) + "]";
    }
    return out;
  };
  EXPECT_EQ(listed("It cost 3.5 billion. Nobody paid. e.g. this"),
            "[It cost 3.5 billion.][Nobody paid. e.g. this]");
  EXPECT_EQ(listed("第一句。第二句！“第三句？”第四"), "[第一句。][第二句！][“第三句？”][第四]");
  EXPECT_EQ(listed(" "), "");
  EXPECT_EQ(listed("He said “no.” She left."), "[He said “no.”][She left.]");
}

}  // namespace
}  // namespace parallax::translate
