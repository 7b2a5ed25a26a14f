// Pages made to be expensive, each under a deadline, and what is said about what was cut off.
#include <gtest/gtest.h>

#include <chrono>
#include <string>

#include "core/record/span_check.h"
#include "ingest_service/parse/html/html_parser.h"

namespace parallax::parse_html {
namespace {

std::string Repeat(std::string_view piece, int count) {
  std::string out;
  out.reserve(piece.size() * count);
  for (int i = 0; i < count; ++i) out += piece;
  return out;
}

std::string Attributes(int count) {
  std::string out = "<p";
  for (int i = 0; i < count; ++i) out += " a" + std::to_string(i) + "=v";
  return out + ">text</p>";
}

std::string Fonts(int count) {
  std::string out;
  for (int i = 0; i < count; ++i) out += "<font size=" + std::to_string(i) + "><p>x";
  return out;
}

struct Page {
  const char* name;
  std::string html;
  bool cut;  // an issue has to say so
};

// Generous for sanitizers and a loaded machine; quadratic work over a megabyte takes minutes.
constexpr double kDeadlineSeconds = 20;

TEST(HtmlLimits, PathologicalPagesEndInTime) {
  const Page kPages[] = {
      {"deep divs", Repeat("<div>", 200000) + "end", true},
      {"deep divs with text", Repeat("<div>x", 150000), true},
      {"deep lists", Repeat("<ul><li>", 100000), true},
      {"deep tables", Repeat("<table><tr><td>", 60000), true},
      {"deep unknown elements", Repeat("<x-y>", 150000), true},
      {"deep svg", "<svg>" + Repeat("<g>", 100000), true},
      {"a million attributes", Attributes(1000000), true},
      {"open formatting", Repeat("<b><i><u>", 100000) + "x", true},
      {"formatting reopened by paragraphs", Fonts(60000), true},
      {"misnested formatting", Repeat("<b><p>x</b>", 80000), false},
      {"interleaved formatting", Repeat("<b><i>x</b>y</i>", 60000), true},
      {"misnested links", Repeat("<a href=x><p>x</a>", 60000), false},
      {"links in links", Repeat("<a href=x>", 100000), false},
      {"stray end tags", Repeat("</div></p></b></table>", 60000), false},
      {"unclosed paragraphs", Repeat("<p>word ", 100000), false},
      {"unclosed cells", "<table>" + Repeat("<tr><td>1<td>2", 40000), false},
      {"text in tables", "<table>" + Repeat("<tr>x", 60000), false},
      {"wide spans",
       "<table><tr><th>a<th>b" + Repeat("<tr><td colspan=999 rowspan=65534>x<td>y", 2000), true},
      {"one long line", Repeat("word and word, ", 200000), false},
      {"one long word", std::string(3000000, 'x'), false},
      {"blanks", std::string(3000000, ' '), false},
      {"line breaks", Repeat("<br>", 200000) + "x", false},
      {"references", Repeat("&amp;&nbsp;&#8364;", 100000), false},
      {"open references", Repeat("&amp", 300000), false},
      {"ampersands", std::string(1000000, '&'), false},
      {"angle brackets", std::string(1000000, '<'), false},
      {"open comment", "<!--" + std::string(2000000, '-'), false},
      {"comment begins", Repeat("<!--", 300000), false},
      {"open attribute", "<p a=\"" + std::string(2000000, 'x'), false},
      {"open script", "<script>" + Repeat("</scrip", 300000), false},
      {"long class", "<p class=\"" + Repeat("post-content ", 200000) + "\">x</p>", false},
      {"alternating scripts", Repeat("<p>漢a字b</p>", 60000), false},
      {"many links", Repeat("<li><a href=/a>one</a></li>", 40000), false},
      {"many headings", Repeat("<h1>By A and B 2024-01-02</h1>", 30000), false},
      {"deep json",
       "<script type=\"application/ld+json\">" + Repeat("[{\"a\":", 200000) + "</script>", false},
      {"json of references",
       "<script type=\"application/ld+json\">[" +
           Repeat("{\"@type\":\"Article\",\"author\":{\"@id\":\"#x\"}},", 30000) + "]</script>",
       false},
      {"many dates", Repeat("<time datetime=2024-01-02>x</time>", 40000), false},
      {"control characters", Repeat(std::string("a\x01\x02 b\0", 6), 200000), false},
      {"title of bars", "<title>" + Repeat("a | b - ", 100000) + "</title><h1>a b</h1><h2>b</h2>",
       false},
      {"long declared body",
       "<title>word</title><script type=\"application/ld+json\">{\"articleBody\":\"" +
           Repeat("word and 字, ", 100000) + "\"}</script><p>" + Repeat("word <br><br>", 50000),
       false},
      {"many descriptions",
       Repeat("<meta name=description content=\"one more of them\">", 20000) +
           "<p>one more of them",
       false},
      {"text for no scripts", "<p>x<noscript>" + Repeat("<p>word ", 100000), false},
      {"templates", Repeat("<template>", 60000), true},
      {"selects", Repeat("<select><option>", 60000), true},
  };
  for (const Page& page : kPages) {
    source::SourceText source;
    source.content.text = page.html;
    source.content.map.AppendIdentity(0, static_cast<int64_t>(page.html.size()));
    source.media_type = "text/html";
    source.charset = "UTF-8";
    const auto start = std::chrono::steady_clock::now();
    const auto document = ParseHtml(source, {});
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
    RecordProperty(page.name, std::to_string(took.count()));
    EXPECT_LT(took.count(), kDeadlineSeconds) << page.name;
    if (took.count() > 1.0) std::printf("%-36s %.2f s\n", page.name, took.count());
    if (!document.ok()) {
      EXPECT_EQ(document.status().code(), absl::StatusCode::kResourceExhausted) << page.name;
      std::printf("%-36s refused\n", page.name);
      continue;
    }
    bool said = false;
    for (const record::Issue& issue : document->issues) {
      said |= issue.kind == record::IssueKind::kLimitReached;
    }
    EXPECT_EQ(said, page.cut) << page.name;
  }
}

TEST(HtmlLimits, WhatIsWithinThemIsNotCut) {
  GuardedMarkup guarded;
  const std::string html = Repeat("<div><p>a <b>b</b> <a href=x>c</a></div>", 100) +
                           Repeat("<div>", 200) + Attributes(100);
  GuardMarkup(html, MarkupLimits(), &guarded);
  EXPECT_TRUE(guarded.copy.empty());
  EXPECT_EQ(guarded.markup.data(), html.data());
}

TEST(HtmlLimits, WhatIsCutKeepsItsOffsets) {
  GuardedMarkup guarded;
  const std::string html = Repeat("<div>", 300) + "end";
  GuardMarkup(html, MarkupLimits(), &guarded);
  EXPECT_TRUE(guarded.depth_cut);
  ASSERT_EQ(guarded.markup.size(), html.size());
  EXPECT_EQ(guarded.markup.find("end"), html.find("end"));
  EXPECT_EQ(guarded.first_cut_byte, 256 * 5);
}

TEST(HtmlLimits, ATreeBeyondItsBudgetIsRefused) {
  source::SourceText source;
  source.content.text = Repeat("<p>x", 20000);
  source.content.map.AppendIdentity(0, static_cast<int64_t>(source.content.text.size()));
  HtmlOptions options;
  options.tree_budget_bytes = 1 << 20;
  options.tree_budget_factor = 0;
  EXPECT_EQ(ParseHtml(source, options).status().code(), absl::StatusCode::kResourceExhausted);
}

}  // namespace
}  // namespace parallax::parse_html
