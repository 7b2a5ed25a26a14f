#include "query_service/render/html_text.h"

#include <gtest/gtest.h>

namespace parallax::render {
namespace {

TEST(HtmlText, EscapesWhatMarkupIsMadeOf) {
  EXPECT_EQ(HtmlText("<script>alert('x')</script>"),
            "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;");
  EXPECT_EQ(HtmlText("\" onfocus=\"x"), "&quot; onfocus=&quot;x");
  EXPECT_EQ(HtmlText("R&D 研发 研發"), "R&amp;D 研发 研發");
  EXPECT_EQ(HtmlText("a\u202eb\x01"), "a\\u{202E}b\\u{0001}");
  EXPECT_EQ(HtmlText("bad\xff<"), "bad\ufffd&lt;");
}

TEST(LanguageAttribute, TakesTagsOnly) {
  EXPECT_EQ(LanguageAttribute("zh-Hant"), " lang=\"zh-Hant\"");
  EXPECT_EQ(LanguageAttribute("en"), " lang=\"en\"");
  for (const char* odd : {"", "-x", "en\"", "en x", "zh_CN", "中文"}) {
    EXPECT_EQ(LanguageAttribute(odd), "") << odd;
  }
  EXPECT_EQ(LanguageAttribute(std::string(36, 'a')), "");
}

TEST(Shortened, CountsWideCharactersTwice) {
  EXPECT_EQ(Shortened("policy", 6), "policy");
  EXPECT_EQ(Shortened("policies", 6), "polic…");
  EXPECT_EQ(Shortened("产业政策", 8), "产业政策");
  EXPECT_EQ(Shortened("產業政策", 7), "產業政…");
  EXPECT_EQ(Shortened("產業政策", 6), "產業…");
  EXPECT_EQ(Shortened("", 3), "");
  EXPECT_EQ(Shortened("x", 0), "…");
}

}  // namespace
}  // namespace parallax::render
