#include "cli/render/styled_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace parallax::render {
namespace {

using testing::ElementsAre;

std::vector<std::string> Wrapped(const std::string& text, int width, int hanging = 0) {
  StyledLine line = PlainLine(text);
  line.hanging = hanging;
  std::vector<std::string> out;
  for (const StyledLine& piece : WrapLine(line, width)) out.push_back(ToText(piece, false));
  return out;
}

TEST(DisplayWidth, CountsColumnsNotCharacters) {
  EXPECT_EQ(DisplayWidth(""), 0);
  EXPECT_EQ(DisplayWidth("chips"), 5);
  EXPECT_EQ(DisplayWidth("芯片"), 4);
  EXPECT_EQ(DisplayWidth("晶片（AI）"), 10);
  EXPECT_EQ(DisplayWidth("ｆｕｌｌ"), 8);
  EXPECT_EQ(DisplayWidth("ﾊﾝｶｸ"), 4);
  EXPECT_EQ(DisplayWidth("e\u0301"), 1);
  EXPECT_EQ(DisplayWidth("한국"), 4);
  EXPECT_EQ(DisplayWidth("✓≈·—"), 4);
  EXPECT_EQ(DisplayWidth("⚡"), 2);
  EXPECT_EQ(DisplayWidth("👩\u200d🔬"), 2);
}

TEST(WrapLine, BreaksWhereTheScriptAllows) {
  EXPECT_THAT(Wrapped("state-led growth", 10), ElementsAre("state-led", "growth"));
  EXPECT_THAT(Wrapped("国家主导的产业政策", 8), ElementsAre("国家主导", "的产业政", "策"));
  // No line starts with closing punctuation.
  EXPECT_THAT(Wrapped("產業政策，晶片", 8), ElementsAre("產業政", "策，晶片"));
  EXPECT_THAT(Wrapped("a  b", 3), ElementsAre("a", "b"));
}

TEST(WrapLine, BreaksInsideWhatIsTooWide) {
  EXPECT_THAT(Wrapped("abcdefgh", 3), ElementsAre("abc", "def", "gh"));
  EXPECT_THAT(Wrapped("see abcdefgh", 5), ElementsAre("see", "abcde", "fgh"));
  EXPECT_THAT(Wrapped("芯片", 1), ElementsAre("芯", "片"));
}

TEST(WrapLine, IndentsContinuations) {
  EXPECT_THAT(Wrapped("• one two three", 8, 2), ElementsAre("• one", "  two", "  three"));
}

TEST(WrapLine, KeepsNumbersWithTheirNouns) {
  EXPECT_THAT(Wrapped("1\u00a0doc · 1\u00a0voice", 10), ElementsAre("1 doc ·", "1 voice"));
}

TEST(WrapLine, KeepsEmptyLinesAndStyles) {
  EXPECT_THAT(Wrapped("", 5), ElementsAre(""));
  StyledLine line;
  line.spans = {{"one ", Style::kGood}, {"two", Style::kBad}};
  const std::vector<StyledLine> pieces = WrapLine(line, 4);
  ASSERT_EQ(pieces.size(), 2u);
  EXPECT_EQ(ToText(pieces[0], true), "\x1b[32mone\x1b[0m");
  EXPECT_EQ(ToText(pieces[1], true), "\x1b[1;31mtwo\x1b[0m");
}

TEST(WrapLine, LosesNothingButSpaces) {
  const std::string text = "Chips 芯片 and 晶片 — “policy” loans, e\u0301lan 👩\u200d🔬 done";
  for (int width = 1; width < 50; ++width) {
    std::string kept;
    for (const std::string& piece : Wrapped(text, width)) kept += piece;
    const auto without_spaces = [](std::string s) {
      std::erase(s, ' ');
      return s;
    };
    EXPECT_EQ(without_spaces(kept), without_spaces(text)) << width;
  }
}

TEST(WrapLine, TakesIllFormedBytes) {
  for (int width = 1; width < 6; ++width) EXPECT_FALSE(Wrapped("a\xff\xc3 b\x80", width).empty());
}

}  // namespace
}  // namespace parallax::render
