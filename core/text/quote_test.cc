#include "core/text/quote.h"

#include <gtest/gtest.h>

#include "core/text/html_entity.h"

namespace parallax::text {
namespace {

struct HoldsCase {
  Syntax syntax;
  std::string_view written;
  std::string_view quote;
  bool holds;
};

TEST(QuoteHolds, AfterTheDeclaredNormalization) {
  const HoldsCase cases[] = {
      {Syntax::kPlain, "two\n  words", "two words", true},
      {Syntax::kPlain, "晶片\n產業", "晶片產業", true},
      {Syntax::kPlain, "two words", "two words more", false},
      {Syntax::kPlain, "*two*", "two", false},
      {Syntax::kPlain, "a&amp;b", "a&b", false},
      {Syntax::kPlain, "two\n> words", "two words", true},
      {Syntax::kDelimited, "the \"\"big\"\" fund", "the \"big\" fund", true},
      {Syntax::kDelimited, "大\"\"基金\"\"", "大\"基金\"", true},
      {Syntax::kMarkdown, "a **bold** [link](http://x.org/b_(c)) &amp; more\\*",
       "a bold link & more*", true},
      {Syntax::kMarkdown, "chip**s** 芯片~~旧~~", "chips 芯片旧", true},
      {Syntax::kMarkdown, "first\n> second", "first second", true},
      {Syntax::kMarkdown, "2 * 3 * 4", "2 * 3 * 4", true},
      {Syntax::kMarkdown, "a **bold** word", "a bald word", false},
      {Syntax::kMarkdown, "text](http://x.org) and", "text and", true},
      {Syntax::kMarkdown, "see [the plan][1] now", "see the plan now", true},
      {Syntax::kMarkdown, "see <mailto:a@b.org> and <i>x</i>", "see mailto:a@b.org and x", true},
      {Syntax::kMarkdown, "[a](h[a](u_(1) \"t\") b", "a b", true},
      {Syntax::kMarkdown, "`a &amp; b` &amp; *c*", "a &amp; b & c", true},
      {Syntax::kMarkdown, "&amp;amp; 中&lt;", "&amp; 中<", true},
      {Syntax::kMarkdown, "one `two` three", "one two", false},
      {Syntax::kMarkdown, "ten yards.[^1] More", "ten yards. More", true},
      {Syntax::kMarkdown, "晶片產業[^注]。", "晶片產業。", true},
      {Syntax::kMarkdown, "as written [^1]", "as written [^1]", true},
      {Syntax::kMarkdown, "two[^1 words]", "two", false},
      {Syntax::kMarkdown, "[a](( \"\")]", "a]", true},
      {Syntax::kMarkdown, "[船厂](u)]", "船厂]", true},
      {Syntax::kMarkdown, "one [two](u)", "one", false},
      {Syntax::kHtml, "<p> &amp; 芯片 &copy", "<p> &amp; 芯片 &copy", true},
      {Syntax::kHtml, "a <b>bold</b> caf&eacute; &#20013;&#x6587;", "a bold café 中文", true},
      {Syntax::kHtml, "one<br/>two <!-- no --> three", "one two three", true},
      {Syntax::kHtml, "one<script>var x = '<b>';</script> two", "one two", true},
      {Syntax::kHtml, "<a title=\"x > y\">晶片</a>", "晶片", true},
      {Syntax::kHtml, "3 < 4 &amp 5", "3 < 4 & 5", true},
      {Syntax::kHtml, "<b>one</b>", "two", false},
  };
  for (const HoldsCase& c : cases) {
    EXPECT_EQ(QuoteHolds(c.written, c.quote, c.syntax), c.holds) << c.written;
  }
}

TEST(RecoverQuote, GivesTheTextForPeople) {
  EXPECT_EQ(RecoverQuote(" two \t\n words ", Syntax::kPlain), "two words");
  EXPECT_EQ(RecoverQuote("产业\r\n政策", Syntax::kPlain), "产业政策");
  EXPECT_EQ(RecoverQuote("<td>one</td><td>two</td>", Syntax::kHtml), "one two");
  EXPECT_EQ(RecoverQuote("in<b>line</b>d", Syntax::kHtml), "inlined");
  EXPECT_EQ(RecoverQuote("a *b* [c](d)", Syntax::kMarkdown), "a b c");
}

TEST(VerifyQuote, RefusesSpansOffTheCharacters) {
  const std::string bytes = "芯片 chips";
  const auto original = OriginalText::Create(bytes, "UTF-8");
  ASSERT_TRUE(original.ok());
  EXPECT_TRUE(VerifyQuote(*original, {0, 6}, "芯片", true, Syntax::kPlain).ok());
  EXPECT_TRUE(VerifyQuote(*original, {7, 12}, "chips", true, Syntax::kPlain).ok());
  EXPECT_EQ(VerifyQuote(*original, {1, 6}, "芯片", true, Syntax::kPlain).code(),
            absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(VerifyQuote(*original, {0, 13}, "x", true, Syntax::kPlain).code(),
            absl::StatusCode::kOutOfRange);
  EXPECT_EQ(VerifyQuote(*original, {7, 12}, "chip", true, Syntax::kPlain).code(),
            absl::StatusCode::kDataLoss);
}

TEST(OriginalText, ReadsOtherCharsetsAtTheirBoundaries) {
  const std::string gbk = "AI \xD0\xBE\xC6\xAC\xB2\xDF";  // AI 芯片策
  const auto original = OriginalText::Create(gbk, "GB18030");
  ASSERT_TRUE(original.ok());
  EXPECT_EQ(*original->Text({3, 7}), "芯片");
  EXPECT_EQ(*original->Text({5, 9}), "片策");
  EXPECT_FALSE(original->IsBoundary(4));
  EXPECT_TRUE(original->IsBoundary(9));
  EXPECT_FALSE(original->Text({4, 7}).ok());
}

TEST(OriginalText, IllFormedBytesHaveBoundaries) {
  const std::string bytes = "a\xFF\x80\xE4\xB8z";
  const auto original = OriginalText::Create(bytes, "UTF-8");
  ASSERT_TRUE(original.ok());
  EXPECT_EQ(*original->Text({1, 2}), "\uFFFD");
  EXPECT_EQ(*original->Text({2, 3}), "\uFFFD");
  EXPECT_EQ(*original->Text({3, 5}), "\uFFFD");
  EXPECT_FALSE(original->IsBoundary(4));
}

TEST(ReadHtmlEntity, FollowsTheStandard) {
  EXPECT_EQ(ReadHtmlEntity("&amp;x", true).text, "&");
  EXPECT_EQ(ReadHtmlEntity("&hellip;", true).text, "…");
  EXPECT_EQ(ReadHtmlEntity("&NotEqualTilde;", true).text, "≂̸");
  EXPECT_EQ(ReadHtmlEntity("&#8364;", true).text, "€");
  EXPECT_EQ(ReadHtmlEntity("&#x4e2d;", true).text, "中");
  EXPECT_EQ(ReadHtmlEntity("&#150;", false).text, "–");
  EXPECT_EQ(ReadHtmlEntity("&#0;", false).text, "\uFFFD");
  EXPECT_EQ(ReadHtmlEntity("&#99999999999;", false).text, "\uFFFD");
  EXPECT_EQ(ReadHtmlEntity("&notit;", false).size_bytes, 4u);
  EXPECT_EQ(ReadHtmlEntity("&ampx", false).text, "&");
  EXPECT_EQ(ReadHtmlEntity("&amp x", true).size_bytes, 0u);
  EXPECT_EQ(ReadHtmlEntity("&nosuch;", false).size_bytes, 0u);
}

}  // namespace
}  // namespace parallax::text
