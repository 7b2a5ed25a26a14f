#include "query_service/render/safe_text.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace parallax::render {
namespace {

struct Case {
  std::string_view in;
  std::string_view out;
};

TEST(SafeText, IsOneHarmlessLine) {
  for (const Case& c : {
           Case{"plain", "plain"},
           Case{"  two\r\n\tlines  ", "two lines"},
           Case{"产业\u3000政策", "产业 政策"},
           Case{"\x1b[31mred", "\\u{001B}[31mred"},
           Case{std::string_view("a\0b", 3), "a\\u{0000}b"},
           Case{"ab\u202ecd\u202c", "ab\\u{202E}cd\\u{202C}"},
           Case{"\u2066x\u2069", "\\u{2066}x\\u{2069}"},
           Case{"\u200fx", "\\u{200F}x"},
           Case{"\ufeffstart", "start"},
           Case{"zero\u200bwidth", "zero\\u{200B}width"},
           Case{"👩\u200d🔬", "👩\u200d🔬"},
           Case{"\u009b31m", "\\u{009B}31m"},
           Case{"bad\xffutf", "bad\ufffdutf"},
           Case{"line\u2028break", "line break"},
       }) {
    EXPECT_EQ(SafeText(c.in), c.out);
  }
}

TEST(MarkdownText, EscapesMarkup) {
  EXPECT_EQ(MarkdownText("a|b"), "a\\|b");
  EXPECT_EQ(MarkdownText("*x* _y_ `z`"), "\\*x\\* \\_y\\_ \\`z\\`");
  EXPECT_EQ(MarkdownText("<b>&amp;"), "&lt;b&gt;&amp;amp;");
  EXPECT_EQ(MarkdownText("- 清单"), "\\- 清单");
  EXPECT_EQ(MarkdownText("[鏈結](http://x)"), "\\[鏈結\\](http:\\//x)");
  EXPECT_EQ(MarkdownText("see www.example.org/政策"), "see www\\.example.org/政策");
  EXPECT_EQ(MarkdownText("1/2 of 3.5 和/或"), "1/2 of 3.5 和/或");
}

TEST(CsvField, QuotesAndDisarms) {
  EXPECT_EQ(CsvField("补贴"), "补贴");
  EXPECT_EQ(CsvField("a, b"), "\"a, b\"");
  EXPECT_EQ(CsvField("a \"b\""), "\"a \"\"b\"\"\"");
  EXPECT_EQ(CsvField("=1+1"), "'=1+1");
  EXPECT_EQ(CsvField("- item"), "'- item");
  EXPECT_EQ(CsvField("＝1+1"), "'＝1+1");
  EXPECT_EQ(CsvField("＠總額"), "'＠總額");
  EXPECT_EQ(CsvField("占比＝三成"), "占比＝三成");
  EXPECT_EQ(CsvField("-12.5"), "-12.5");
  EXPECT_EQ(CsvField("\t@SUM(A1,A2)"), "\"'@SUM(A1,A2)\"");
}

}  // namespace
}  // namespace parallax::render
