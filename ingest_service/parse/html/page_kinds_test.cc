// What holds for pages of one kind: drawn by scripts, products, titles by what head and headings
// say.
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "core/record/span_check.h"
#include "ingest_service/parse/html/content_context.h"
#include "ingest_service/parse/html/content_rules.h"
#include "ingest_service/parse/html/dom.h"
#include "ingest_service/parse/html/html_parser.h"
#include "ingest_service/parse/html/page_hints.h"
#include "ingest_service/parse/html/title_heading.h"

namespace parallax::parse_html {
namespace {

record::Document Parse(const std::string& html) {
  source::SourceText source;
  source.content.text = html;
  source.content.map.AppendIdentity(0, static_cast<int64_t>(html.size()));
  source.media_type = "text/html";
  source.charset = "UTF-8";
  const auto document = ParseHtml(source, {});
  EXPECT_TRUE(document.ok()) << document.status();
  if (!document.ok()) return {};
  for (const std::string& v : record::CheckSpans(html, *document)) ADD_FAILURE() << v;
  return *document;
}

std::string Title(const std::string& html) {
  for (const record::MetadataItem& item : Parse(html).metadata) {
    if (item.field == record::MetadataField::kTitle && item.chosen) return item.value;
  }
  return "";
}

TEST(PageKinds, TextForReadersWithoutScriptsIsReadWhereThePageShowsNone) {
  const std::string posts =
      "<h1>Which port draws the most power?</h1><p>The eastern one, since its cranes were changed "
      "last spring, says the meter.</p><p>東港，自去年春天換了起重機以後。</p>";
  const auto drawn = Parse("<div id=app></div><noscript>" + posts + "</noscript>");
  ASSERT_EQ(drawn.blocks.size(), 3u);
  EXPECT_EQ(drawn.blocks[2].content.text, "東港，自去年春天換了起重機以後。");
  const auto shown =
      Parse("<div>" + posts + "</div><noscript><p>Please switch scripts on.</p></noscript>");
  EXPECT_EQ(shown.blocks.size(), 3u);
}

TEST(PageKinds, ReviewsAndRelatedGoodsAreNotTheProduct) {
  struct Case {
    const char* head;
    const char* name;
    bool never;
  };
  const Case kCases[] = {
      {"<meta property=og:type content=product>", "reviews-list", true},
      {"<meta property=og:type content=product>", "related-products", true},
      {"<meta property=og:type content=product>", "product-description", false},
      {"<meta property=og:type content=article>", "reviews-list", false},
  };
  for (const Case& c : kCases) {
    const std::string html = std::string("<head>") + c.head + "<title>Lamp</title></head><h1>Lamp" +
                             "</h1><p>A lamp of brass.</p><div class=\"" + c.name +
                             "\"><p>Shines well, 很亮。</p></div>";
    const auto dom = Dom::Parse(html, 1 << 24);
    ASSERT_TRUE(dom.ok());
    const PageBlocks page = CutIntoBlocks(**dom);
    const PageHints hints = ReadPageHints(**dom, "");
    const PageFacts facts = CollectFacts(**dom, page, hints);
    const std::vector<bool> never = NeverMainText(**dom, page, facts, hints);
    ASSERT_EQ(never.size(), 3u);
    EXPECT_FALSE(never[1]) << c.name;
    EXPECT_EQ(never[2], c.never) << c.head << c.name;
  }
}

TEST(PageKinds, AddressesTellTheKind) {
  const auto hints = [](std::string_view url) {
    const auto dom = Dom::Parse("<p>x", 1 << 20);
    return ReadPageHints(**dom, url);
  };
  EXPECT_TRUE(hints("https://a.example/threads/cranes.12/").forum_url);
  EXPECT_TRUE(hints("https://forum.a.example/12").forum_url);
  EXPECT_TRUE(hints("https://a.example/products/lamp").product_url);
  EXPECT_TRUE(hints("https://a.example/Category/lamps").listing_url);
  EXPECT_TRUE(hints("https://docs.a.example/x").documentation_url);
  EXPECT_TRUE(hints("https://a.example/2024/lamps").article_url);
  const PageHints none = hints("https://a.example/postscript/producers");
  EXPECT_FALSE(none.forum_url || none.product_url || none.listing_url || none.article_url);
}

TEST(PageKinds, TheHeadingThatAgreesWithTheHeadIsTheTitle) {
  struct Case {
    const char* head;
    const char* body;
    const char* title;
  };
  const Case kCases[] = {
      // The part after a colon, and one between a section and the site.
      {"<title>Harbour Blog: Cranes that pay</title>", "<h1>Cranes that pay</h1>",
       "Cranes that pay"},
      {"<title>Goods - Brass lamps - Harbour Shop</title>", "<h1>Brass lamps</h1>", "Brass lamps"},
      // The last part, as a heading, is the site's or the book's name.
      {"<title>Of the reader | A Handbook of Cranes</title>", "<h1>A Handbook of Cranes</h1>",
       "Of the reader"},
      // A heading is written for readers: nothing but the site's name is cut off.
      {"<title>Lamp - brass - used - Harbour Shop</title>", "<h1>Lamp - brass - used</h1>",
       "Lamp - brass - used"},
      {"<title>灯具 - 港口商店</title><meta property=og:site_name content=港口商店>",
       "<h1>灯具 - 港口商店</h1>", "灯具"},
      // The first heading shares half of its words; the second stands in the title by chance.
      {"<title>What is a crane? A guided tour</title>",
       "<h1>A guided tour of the crane: what ports need</h1><h2>What is a crane?</h2>",
       "A guided tour of the crane: what ports need"},
  };
  for (const Case& c : kCases) {
    EXPECT_EQ(Title(std::string("<head>") + c.head + "</head>" + c.body +
                    "<p>The council met for the third time, and found the budget in order.</p>"),
              c.title)
        << c.head;
  }
}

TEST(PageKinds, PiecesOfOneTemplateShareANumber) {
  const auto dom =
      Dom::Parse("<div class=a><p>1<p>2</div><div class=b><p>3</div><div class=a><p>4", 1 << 20);
  const PageBlocks page = CutIntoBlocks(**dom);
  const std::vector<int32_t> t = TemplatesOf(**dom, page);
  ASSERT_EQ(t.size(), 4u);
  EXPECT_EQ(t[0], t[1]);
  EXPECT_EQ(t[0], t[3]);
  EXPECT_NE(t[0], t[2]);
}

}  // namespace
}  // namespace parallax::parse_html
