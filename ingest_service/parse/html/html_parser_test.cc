#include "ingest_service/parse/html/html_parser.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "core/record/span_check.h"
#include "ingest_service/source/decode.h"

namespace parallax::parse_html {
namespace {

using record::BlockKind;
using record::Document;
using record::MetadataField;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

source::SourceText Utf8(std::string_view html) {
  source::SourceText source;
  source.content.text = html;
  source.content.map.AppendIdentity(0, static_cast<int64_t>(html.size()));
  source.media_type = "text/html";
  source.charset = "UTF-8";
  return source;
}

Document Parse(std::string_view html, const HtmlOptions& options = {}) {
  const auto document = ParseHtml(Utf8(html), options);
  EXPECT_TRUE(document.ok()) << document.status();
  if (!document.ok()) return {};
  for (const std::string& violation : record::CheckSpans(html, *document)) {
    ADD_FAILURE() << violation;
  }
  return *document;
}

std::vector<std::string> Texts(const Document& document) {
  std::vector<std::string> texts;
  for (const record::Block& b : document.blocks) texts.push_back(b.content.text);
  return texts;
}

std::string Chosen(const Document& document, MetadataField field) {
  std::string joined;
  for (const record::MetadataItem& item : document.metadata) {
    if (item.field != field || !item.chosen) continue;
    if (!joined.empty()) joined += "|";
    joined += item.value;
  }
  return joined;
}

TEST(HtmlText, JoinsInlineElementsAndPartsBlocks) {
  struct Case {
    const char* html;
    std::vector<std::string> texts;
  };
  const Case kCases[] = {
      {"<p>semi<b>con</b>ductors</p>", {"semiconductors"}},
      {"<p>chip <i>design</i>, <a href=x>tools</a>.</p>", {"chip design, tools."}},
      {"<p>one</p><p>two</p>", {"one", "two"}},
      {"<div>lead<p>inner</p>tail</div>", {"lead", "inner", "tail"}},
      {"<p>a<br>b</p>", {"a\nb"}},
      {"<p>a<br><br>b</p>", {"a", "b"}},
      {"<p>a <br> \n b</p>", {"a\nb"}},
      {"<p>x<sup>2</sup> and H<sub>2</sub>O</p>", {"x2 and H2O"}},
      {"<ul><li>first<li>second</ul>", {"first", "second"}},
      {"<p>  many\n\t blanks &nbsp; here </p>", {"many blanks here"}},
      {"<p>in\xC2\xADvisible zero\xE2\x80\x8Bwidth</p>", {"invisible zerowidth"}},
      {"<p>state<wbr>craft</p>", {"statecraft"}},
      {"<p>before<script>var a='<p>no</p>';</script> after</p>", {"before after"}},
      {"<p>kept<!-- dropped --> text</p>", {"kept text"}},
      {"<p><span>多层</span><em>标签</em>连在一起</p>", {"多层标签连在一起"}},
      {"<p>半導體<b>補助</b>方案</p><p>第二段</p>", {"半導體補助方案", "第二段"}},
      {"<p>　　首行缩进</p>", {"首行缩进"}},
      {"<p><ruby>漢<rp>(</rp><rt>hàn</rt><rp>)</rp></ruby>字</p>", {"漢字"}},
      {"<pre>a\n  b</pre>", {"a\n  b"}},
      {"<p>a<p>b<div>c</div>", {"a", "b", "c"}},
      {"<b><p>misnested</b> bold</p>", {"misnested bold"}},
      {"<table>moved<tr><td>cell</table>", {"moved", "cell"}},
      {"<select><option>no</select><p>yes</p>", {"yes"}},
      {"<p>a<button>press</button>b</p>", {"a", "press", "b"}},
      {"text alone", {"text alone"}},
      {"", {}},
  };
  for (const Case& c : kCases) EXPECT_EQ(Texts(Parse(c.html)), c.texts) << c.html;
}

TEST(HtmlText, DecodesCharacterReferencesWithTheirPlaces) {
  struct Case {
    const char* html;
    const char* text;
  };
  const Case kCases[] = {
      {"<p>R&amp;D</p>", "R&D"},
      {"<p>AT&T and B&B</p>", "AT&T and B&B"},
      {"<p>&lt;5 &gt; 3</p>", "<5 > 3"},
      {"<p>a < b</p>", "a < b"},
      {"<p>&copy 2024</p>", "© 2024"},
      {"<p>&notit; &notin;</p>", "¬it; ∉"},
      {"<p>&#8364;5 &#x20AC;6 &#128;7</p>", "€5 €6 €7"},
      {"<p>&quot;&quot;;</p>", "\"\";"},
      {"<p>&amp;lt; &ampamp</p>", "&lt; &amp"},
      {"<p>caf&eacute;s</p>", "cafés"},
      {"<p>&fjlig;ord</p>", "fjord"},
      {"<p>line\r\nend\rmore</p>", "line end more"},
      {"<p>&#20013;&#x56FD;</p>", "中国"},
      {"<p>&unknown; &;</p>", "&unknown; &;"},
  };
  for (const Case& c : kCases) {
    const Document document = Parse(c.html);
    ASSERT_EQ(document.blocks.size(), 1u) << c.html;
    EXPECT_EQ(document.blocks[0].content.text, c.text) << c.html;
  }
  const Document document = Parse("<p>R&amp;D</p>");
  EXPECT_EQ(document.blocks[0].content.Original(1, 2), (text::ByteSpan{4, 9}));
  EXPECT_EQ(document.blocks[0].content.Original(2, 3), (text::ByteSpan{9, 10}));
}

// A page of the common shape; `main` stands in its article.
std::string Page(std::string_view main, std::string_view head = "") {
  return "<html><head>" + std::string(head) +
         "</head><body><nav class=\"site-nav\"><ul><li><a href=\"/\">Home</a></li><li><a "
         "href=\"/n\">News</a></li><li><a href=\"/a\">About</a></li></ul></nav><main><article "
         "class=\"post\"><h1>Harbour grid gets its money</h1><div class=\"entry-content\">" +
         std::string(main) +
         "</div></article></main><footer class=\"site-footer\"><p>© 2025 The Harbour Herald. All "
         "rights reserved.</p></footer></body></html>";
}

constexpr char kProse[] =
    "<p>The ministry will lend the port authority four hundred million crowns over six years, the "
    "minister said on Tuesday, and the first machines are to arrive before the winter.</p>"
    "<p>Opposition parties called the loan too large, although they had asked for a larger one two "
    "years ago, when the yard still belonged to the province.</p>"
    "<p>Engineers expect the new grid to feed three data centres, a rail depot and most of the old "
    "town, if the cable under the bay is laid in time.</p>";

constexpr char kProseZh[] =
    "<p>"
    "交通部门周二表示，未来六年将向港务局提供四亿元贷款，首批设备预计在入冬之前运抵，随后开始安装和"
    "调试。</p>"
    "<p>"
    "反对党认为贷款规模过大，尽管两年前船厂仍属省政府时，他们曾要求提供更多资金，并且承诺支持相关立"
    "法。</p>"
    "<p>"
    "工程师预计，如果海底电缆按时铺设，新电网将为三座数据中心、一座铁路车辆段以及老城的大部分区域供"
    "电。</p>";

TEST(HtmlBlocks, SetsBoilerplateApartAndKeepsIt) {
  const Document document = Parse(Page(kProse));
  const std::string body = ArticleBody(document);
  EXPECT_THAT(body, HasSubstr("four hundred million crowns"));
  EXPECT_THAT(body, HasSubstr("cable under the bay"));
  EXPECT_THAT(body, Not(HasSubstr("All rights reserved")));
  EXPECT_THAT(body, Not(HasSubstr("About")));
  EXPECT_THAT(body, Not(HasSubstr("gets its money")));
  bool navigation = false, copyright = false, title = false;
  for (const record::Block& b : document.blocks) {
    navigation |= b.kind == BlockKind::kBoilerplate && b.boilerplate_reason == "navigation";
    copyright |= b.kind == BlockKind::kBoilerplate && b.boilerplate_reason == "copyright";
    title |= b.kind == BlockKind::kHeading && b.content.text == "Harbour grid gets its money";
  }
  EXPECT_TRUE(navigation);
  EXPECT_TRUE(copyright);
  EXPECT_TRUE(title);
}

TEST(HtmlBlocks, ReadsChinesePages) {
  const Document document = Parse(Page(kProseZh));
  const std::string body = ArticleBody(document);
  EXPECT_THAT(body, HasSubstr("四亿元贷款"));
  EXPECT_THAT(body, HasSubstr("海底电缆"));
  for (const record::Block& b : document.blocks) {
    if (b.content.text.find("四亿元") == std::string::npos) continue;
    EXPECT_EQ(b.language, "zh-Hans");
  }
}

TEST(HtmlBlocks, KindsFollowTheMarkup) {
  const Document document = Parse(Page(
      std::string(kProse) +
      "<h2>What comes next</h2><ul><li>The tender opens in March, once the council has voted on "
      "it.<ul><li>Bids are due in June of the same year, without exception.</li></ul></li></ul>"
      "<blockquote><p>We have waited long enough for this cable, and so have our customers in the "
      "old town.</p></blockquote><pre>grid --start 2026</pre>" +
      kProse));
  std::vector<std::string> kinds;
  for (const record::Block& b : document.blocks) {
    const std::string head = b.content.text.substr(0, 9);
    if (head == "What come") kinds.push_back("heading " + std::to_string(b.level));
    if (head == "The tende") kinds.push_back("item " + std::to_string(b.level));
    if (head == "Bids are ") kinds.push_back("item " + std::to_string(b.level));
    if (head == "We have w" && b.kind == BlockKind::kQuotation) kinds.push_back("quotation");
    if (head == "grid --st" && b.kind == BlockKind::kCode) kinds.push_back("code");
  }
  EXPECT_THAT(kinds, ElementsAre("heading 2", "item 1", "item 2", "quotation", "code"));
}

TEST(HtmlBlocks, MarksAndLabelsThatAuthorsDraw) {
  const Document document = Parse(
      Page(std::string(kProse) +
           "<p>• Loans for the yards, to be paid back within twelve years of the first "
           "draw</p><p><b>Lead agency:</b> the Ministry of Ports, together with the two "
           "coastal provinces</p><p><b>牵头单位：</b>港口部与两个沿海省份共同负责这项工作</p>" +
           kProse));
  int marks = 0, labels = 0;
  for (const record::Block& b : document.blocks) {
    if (b.marker == "•") {
      ++marks;
      EXPECT_EQ(b.kind, BlockKind::kListItem);
      EXPECT_THAT(b.content.text, testing::StartsWith("Loans for"));
    }
    if (b.label_size == 0) continue;
    ++labels;
    const std::string label = b.content.text.substr(0, b.label_size);
    EXPECT_TRUE(label == "Lead agency" || label == "牵头单位") << label;
  }
  EXPECT_EQ(marks, 1);
  EXPECT_EQ(labels, 2);
}

TEST(HtmlBlocks, ReadersCommentsUnderAnArticleAreComments) {
  std::string html = Page(kProse, "<meta property=\"og:type\" content=\"article\">");
  const std::string comments =
      "<section id=\"comments\" class=\"comments-area\"><h2>2 comments</h2><ol "
      "class=\"comment-list\"><li class=\"comment\"><div class=\"comment-content\"><p>My cousin "
      "works at the yard, and she says that the machines were ordered a year ago, long before any "
      "vote.</p></div></li><li class=\"comment\"><div class=\"comment-content\"><p>Four hundred "
      "million is nothing against what the old plant has cost all of us since it was "
      "built.</p></div></li></ol></section>";
  html.insert(html.find("</article>"), comments);
  const Document document = Parse(html);
  EXPECT_THAT(ArticleBody(document), Not(HasSubstr("My cousin")));
  int readers = 0;
  for (const record::Block& b : document.blocks) readers += b.kind == BlockKind::kReaderComment;
  EXPECT_EQ(readers, 2);
}

TEST(HtmlBlocks, TablesStandAmongTheText) {
  const Document document =
      Parse(Page(std::string(kProse) +
                 "<table><tr><th>Year</th><th>Loan (m)</th></tr><tr><td>2026</td><td>120</td></tr>"
                 "<tr><td>2027</td><td>280</td></tr></table>" +
                 kProse));
  int tables = 0;
  for (const record::Block& b : document.blocks) {
    if (b.kind != BlockKind::kTable) continue;
    ++tables;
    EXPECT_EQ(b.table.rows, 3);
    EXPECT_EQ(b.table.header_rows, 1);
  }
  EXPECT_EQ(tables, 1);
  EXPECT_THAT(ArticleBody(document), HasSubstr("Year\tLoan (m)\n2026\t120\n2027\t280"));
}

TEST(HtmlMetadata, PrecedenceAndOrigins) {
  const Document document = Parse(Page(
      kProse,
      "<title>Harbour grid gets its money | The Harbour Herald</title>"
      "<meta property=\"og:title\" content=\"Harbour grid gets its money\">"
      "<meta property=\"og:site_name\" content=\"The Harbour Herald\">"
      "<meta name=\"author\" content=\"newsroom\">"
      "<meta name=\"keywords\" content=\"grid, harbour; loans\">"
      "<link rel=\"canonical\" href=\"https://herald.example/2025/03/05/grid\">"
      "<script type=\"application/ld+json\">{\"@graph\":[{\"@type\":\"NewsArticle\",\"headline\":"
      "\"Harbour grid gets its money\",\"datePublished\":\"2025-03-05T07:10:00Z\",\"dateModified\":"
      "\"2025-03-06\",\"author\":[{\"@type\":\"Person\",\"name\":\"Ida Voss\"},{\"@id\":\"#om\"}],"
      "\"publisher\":{\"@type\":\"Organization\",\"name\":\"The Harbour Herald\"}},{\"@type\":"
      "\"Person\",\"@id\":\"#om\",\"name\":\"Omar L\\u00f3pez\"}]}</script>"));
  EXPECT_EQ(Chosen(document, MetadataField::kTitle), "Harbour grid gets its money");
  EXPECT_EQ(Chosen(document, MetadataField::kAuthor), "Ida Voss|Omar López");
  EXPECT_EQ(Chosen(document, MetadataField::kPublished), "2025-03-05");
  EXPECT_EQ(Chosen(document, MetadataField::kModified), "2025-03-06");
  EXPECT_EQ(Chosen(document, MetadataField::kPublisher), "The Harbour Herald");
  EXPECT_EQ(Chosen(document, MetadataField::kKeyword), "grid|harbour|loans");
  EXPECT_EQ(Chosen(document, MetadataField::kCanonicalUrl),
            "https://herald.example/2025/03/05/grid");
  bool kept = false;
  for (const record::MetadataItem& item : document.metadata) kept |= item.value == "newsroom";
  EXPECT_TRUE(kept);
}

// "language address" of each alternate, a plus before those that are chosen.
std::string Alternates(std::string_view head, const std::string& source_uri,
                       std::string_view body = "") {
  HtmlOptions options;
  options.source_uri = source_uri;
  const std::string html =
      "<html><head>" + std::string(head) + "</head><body><p>电网 grid</p>" + std::string(body);
  const Document document = Parse(html, options);
  std::string out;
  for (const record::MetadataItem& item : document.metadata) {
    if (item.field != MetadataField::kAlternateUrl) continue;
    EXPECT_EQ(item.origin, record::MetadataOrigin::kMetaTag);
    EXPECT_FALSE(item.span.empty());
    const std::string written =
        html.substr(static_cast<size_t>(item.span.begin_byte),
                    static_cast<size_t>(item.span.end_byte - item.span.begin_byte));
    EXPECT_THAT(std::string(head), HasSubstr(written));
    out += (item.chosen ? "+" : "-") + item.language + " " + item.value + "\n";
  }
  return out;
}

TEST(HtmlMetadata, AlternatesInOtherLanguages) {
  // A list has the page itself, and its default once more.
  EXPECT_EQ(
      Alternates("<link rel=alternate hreflang=en href=\"https://g.example/en/grid\">"
                 "<link rel=\"alternate\" hreflang=\"zh-Hans\" href=\"https://g.example/cn/grid\">"
                 "<LINK REL='nofollow Alternate' HREFLANG='zh_TW' "
                 "HREF='https://g.example/tw/电网?a=1&amp;b=2'>"
                 "<link rel=alternate hreflang=x-default href=\"https://g.example/cn/grid\">",
                 "https://www.g.example/en/grid/"),
      "+zh-Hans https://g.example/cn/grid\n"
      "+zh-TW https://g.example/tw/电网?a=1&b=2\n"
      "-x-default https://g.example/cn/grid\n");
  // Relative ones start from the base, else from where the page was found, else from the address
  // that it gives itself, wherever in the head those stand.
  const std::string relative = "<link rel=alternate hreflang=zh-Hant href=../zh/grid>";
  EXPECT_EQ(Alternates(relative, "https://g.example/en/grid"),
            "+zh-Hant https://g.example/zh/grid\n");
  EXPECT_EQ(Alternates(relative + "<base href=/2025/en/><base href=//other.example/>",
                       "https://g.example/en/grid"),
            "+zh-Hant https://g.example/2025/zh/grid\n");
  EXPECT_EQ(Alternates(relative + "<link rel=canonical href=https://g.example/en/grid>", ""),
            "+zh-Hant https://g.example/zh/grid\n");
  EXPECT_EQ(Alternates(relative, ""), "");
  EXPECT_EQ(Alternates(relative, "upload 7"), "");
}

TEST(HtmlMetadata, AlternatesThatAreNone) {
  const std::string uri = "https://g.example/en/grid";
  for (const char* head : {
           "<link rel=alternate hreflang=en href=#top>",
           "<link rel=alternate hreflang=en href=\"\">",
           "<link rel=alternate hreflang=en>",
           "<link rel=alternate hreflang=zh href=\"javascript:alert(1)\">",
           "<link rel=alternate hreflang=zh href=\"data:text/html,x\">",
           "<link rel=alternate hreflang=zh href=\"https://a:b@g.example/zh\">",
           "<link rel=alternate hreflang=zh href=\"https:///zh\">",
           "<link rel=alternate hreflang=\"\" href=/zh>",
           "<link rel=alternate hreflang=\"zh onload=x\" href=/zh>",
           "<link rel=alternate type=application/rss+xml href=/feed>",
           "<link rel=\"alternate stylesheet\" hreflang=zh href=/zh.css>",
           R"(<link rel=canonical href=https://g.example/zh>
           <link rel=alternate hreflang=zh href=http://www.g.example/zh/>)",
       }) {
    EXPECT_EQ(Alternates(head, uri), "") << head;
  }
  // Readers may have written what stands in the body.
  EXPECT_EQ(Alternates("", uri, "<link rel=alternate hreflang=zh href=/zh>"), "");
  std::string many;
  for (int i = 0; i < 1000; ++i) {
    many += "<link rel=alternate hreflang=zh href=/zh/" + std::to_string(i) + ">";
  }
  const std::string kept = Alternates(many, uri);
  EXPECT_EQ(std::count(kept.begin(), kept.end(), '\n'), 32);
  EXPECT_EQ(
      Alternates("<link rel=alternate hreflang=zh href=/" + std::string(100000, '/') + ">", uri),
      "");
}

TEST(HtmlMetadata, VisibleBylines) {
  struct Case {
    const char* html;
    const char* author;
    const char* date;
  };
  const Case kCases[] = {
      {"<p class=\"byline\">By Mara Lindt and Joon Park</p><p class=\"date\">March 5, 2025</p>",
       "Mara Lindt|Joon Park", "2025-03-05"},
      {"<p>作者：陈立</p><p>2025年3月5日</p>", "陈立", "2025-03-05"},
      {"<div class=\"meta\"><span>記者 林小雨</span></div><time datetime=\"2025-03-05\">5 "
       "March</time>",
       "林小雨", "2025-03-05"},
      {"<p>Written by</p><p>Mara Lindt</p>", "Mara Lindt", ""},
      {"<a rel=\"author\" href=\"/authors/mara-lindt\">Mara Lindt</a>", "Mara Lindt", ""},
  };
  for (const Case& c : kCases) {
    const Document document = Parse(Page(std::string(c.html) + kProse));
    EXPECT_EQ(Chosen(document, MetadataField::kAuthor), c.author) << c.html;
    EXPECT_EQ(Chosen(document, MetadataField::kPublished), c.date) << c.html;
  }
}

TEST(HtmlMetadata, TheTitleIsFreeOfTheSite) {
  struct Case {
    const char* head;
    const char* title;
  };
  const Case kCases[] = {
      {"<title>Harbour grid gets its money - Herald</title>", "Harbour grid gets its money"},
      {"<title>Herald | Front page</title>", "Herald | Front page"},
      {"<title>Loans for the port: what we know | Herald</title>",
       "Loans for the port: what we know"},
  };
  for (const Case& c : kCases) {
    EXPECT_EQ(Chosen(Parse(Page(kProse, c.head)), MetadataField::kTitle), c.title) << c.head;
  }
}

TEST(HtmlCharsets, SpansAreBytesOfTheOriginal) {
  // "<p>中文</p>" as GBK, with prose enough to be told.
  std::string gbk = "<meta charset=gbk><p>\xD6\xD0\xCE\xC4 A&amp;B \xD6\xD0\xB9\xFA</p>";
  const record::Input input = {.content = gbk, .media_type = "text/html"};
  const auto source = source::Decode(input);
  ASSERT_TRUE(source.ok());
  const auto document = ParseHtml(*source, {});
  ASSERT_TRUE(document.ok());
  ASSERT_EQ(document->blocks.size(), 1u);
  const record::Block& b = document->blocks[0];
  EXPECT_EQ(b.content.text, "中文 A&B 中国");
  EXPECT_EQ(b.span, (text::ByteSpan{21, 38}));
  EXPECT_EQ(b.content.Original(8, 9), (text::ByteSpan{27, 32}));
  EXPECT_THAT(record::CheckSpans(gbk, *document), ElementsAre());
}

// Where the tree is not what the bytes seem to say, no block says what its span does not.
TEST(HtmlText, HoldsWhereMarkupIsTextOrTextIsMoved) {
  struct Case {
    const char* html;
    std::vector<std::string> texts;
  };
  const Case kCases[] = {
      {"<p>before<plaintext><p>芯片", {"before", "<p>芯片"}},
      {"<xmp>a <b> &copy 2</xmp>", {"a <b> &copy 2"}},
      {"<table>lead<th>2<tr>尾</table>", {"lead", "尾", "2"}},
      {"<table>產<td>2</td>業<tr><td>3</table>", {"產", "業", "2", "3"}},
      {"<p>noncharacter \xEF\xBF\xBF and \xEF\xBF\xBE 船</p>",
       {"noncharacter \xEF\xBF\xBF and \xEF\xBF\xBE 船"}},
  };
  for (const Case& c : kCases) EXPECT_EQ(Texts(Parse(c.html)), c.texts) << c.html;
}

TEST(HtmlParser, IsDeterministic) {
  const std::string html = Page(std::string(kProse) + kProseZh);
  const Document a = Parse(html), b = Parse(html);
  ASSERT_EQ(a.blocks.size(), b.blocks.size());
  for (size_t i = 0; i < a.blocks.size(); ++i) {
    EXPECT_EQ(a.blocks[i].kind, b.blocks[i].kind);
    EXPECT_EQ(a.blocks[i].span, b.blocks[i].span);
    EXPECT_EQ(a.blocks[i].content.text, b.blocks[i].content.text);
  }
}

}  // namespace
}  // namespace parallax::parse_html
