// Hostile input under a deadline: no parser takes more than linear time or memory on any of these.
#include <gtest/gtest.h>

#include <algorithm>
#include <ctime>
#include <functional>
#include <iostream>
#include <string>
#include <string_view>

#include "core/record/span_check.h"
#include "ingest_service/parse/parse.h"
#include "ingest_service/source/decode.h"

namespace parallax::parse {
namespace {

constexpr size_t kSize = 1024 * 1024;
// Seconds of processor time, so that a loaded machine does not count. Generous for sanitizers;
// quadratic work on a mebibyte takes minutes.
constexpr double kDeadlineSeconds = 20;

std::string Repeat(std::string_view piece, size_t size = kSize) {
  std::string out;
  out.reserve(size + piece.size());
  while (out.size() < size) out.append(piece);
  return out;
}
std::string Growing(const std::function<std::string(size_t)>& line, size_t size = kSize) {
  std::string out;
  for (size_t i = 0; out.size() < size; ++i) out += line(i) + "\n";
  return out;
}

void ExpectParses(const std::string& name, const std::string& content,
                  const std::string& media_type) {
  SCOPED_TRACE(name + " as " + media_type);
  record::Input input;
  input.content = content;
  input.media_type = media_type;
  const std::clock_t begin = std::clock();
  const auto source = source::Decode(input);
  ASSERT_TRUE(source.ok()) << source.status();
  const auto document = Parse(*source, input);
  const double took = static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
  ASSERT_TRUE(document.ok()) << document.status();
  EXPECT_LT(took, kDeadlineSeconds);
  std::cout << name << " " << media_type << " " << static_cast<int>(took * 1000) << " ms, "
            << document->blocks.size() << " blocks" << std::endl;
  EXPECT_LE(document->blocks.size(), 200'002u);
  size_t cells = 0;
  for (const record::Block& block : document->blocks) cells += block.table.cells.size();
  EXPECT_LE(cells, 600'000u);
  if (content.size() > 300'000) return;
  for (const std::string& violation : record::CheckSpans(content, *document))
    ADD_FAILURE() << violation;
}

class Pathological : public testing::TestWithParam<const char*> {};

TEST_P(Pathological, StaysLinear) {
  const std::string type = GetParam();
  ExpectParses("one long line", Repeat("word "), type);
  ExpectParses("one long word", Repeat("x"), type);
  ExpectParses("chinese line", Repeat("产业政策"), type);
  ExpectParses("empty lines", Repeat("\n"), type);
  ExpectParses("one-letter lines", Repeat("a\n"), type);
  ExpectParses("carriage returns", Repeat("a\r"), type);
  ExpectParses("bars", Repeat("|"), type);
  ExpectParses("bar lines", Repeat("|\n"), type);
  ExpectParses("wide row", "a|b|\n" + Repeat("c|") + "\n" + Repeat("d|e|\n", kSize / 4), type);
  ExpectParses("short rows", Repeat("a|", 60'000) + "\n" + Repeat("b|\n"), type);
  ExpectParses("delimiter rows", "a|b\n" + Repeat("-|-\n"), type);
  ExpectParses("open rows", "a|b|c|\n" + Repeat("d|e\nf\n"), type);
  ExpectParses("quotation marks", Repeat("\""), type);
  ExpectParses("quoted fields", Repeat("\"a\",\"b"), type);
  ExpectParses("commas", Repeat(","), type);
  ExpectParses("quotes", Repeat("> "), type);
  ExpectParses("quote lines", Repeat(">\n"), type);
  ExpectParses("nested list", Growing([](size_t i) {
                 return std::string(std::min<size_t>(i, 2000) * 2, ' ') + "- x";
               }),
               type);
  ExpectParses("bullets", Repeat("- "), type);
  ExpectParses("stars", Repeat("*a **b "), type);
  ExpectParses("underscores", Repeat("_"), type);
  ExpectParses("mixed emphasis", Repeat("**x* *x** _x__ "), type);
  ExpectParses("brackets", Repeat("["), type);
  ExpectParses("bracket pairs", Repeat("[]("), type);
  ExpectParses("images", Repeat("![[]()"), type);
  ExpectParses("backticks", Growing([](size_t i) { return "a" + std::string(i % 500, '`'); }),
               type);
  ExpectParses("entities", Repeat("&amp;&#x4e2d;&"), type);
  ExpectParses("tags", Repeat("<a <b <!-- "), type);
  ExpectParses("footnotes", Growing([](size_t i) {
                 return "[^" + std::to_string(i) + "]: x [^" + std::to_string(i) + "]\n";
               }),
               type);
  ExpectParses("references", Growing([](size_t i) {
                 return "[" + std::to_string(i) + "]: /u\n[" + std::to_string(i) + "]\n";
               }),
               type);
  ExpectParses("autolinks", Repeat("www."), type);
  ExpectParses("addresses", Repeat("a@b."), type);
  ExpectParses("schemes", Repeat("http://"), type);
  ExpectParses("fences", Repeat("```\n"), type);
  ExpectParses("underlines", Repeat("Title\n===\n"), type);
  ExpectParses("labels", Repeat("Label: "), type);
  ExpectParses("colons", Repeat("甲："), type);
  ExpectParses("same heading", Repeat("The Same Heading\n\n"), type);
  ExpectParses("same paragraph",
               Repeat("The same paragraph stands here again and again, and it says the same thing "
                      "every time.\n\n"),
               type);
  ExpectParses("alternating scripts", Repeat("a中б한"), type);
  ExpectParses("controls", Repeat(std::string_view("\x01\x00\x7f", 3)), type);
  ExpectParses("front matter", "---\n" + Repeat("title: x\n"), type);
  ExpectParses("ordinals", Growing([](size_t i) { return std::to_string(i % 900 + 1) + ". x"; }),
               type);
  ExpectParses("cards",
               Repeat("A Card Title\nA line under it that is no sentence and rather long\n"), type);
  ExpectParses("small mix", Repeat("Label: *x* | y |\n- \"z\" [a](b)\n> 甲|乙|\n", 200'000), type);
}

INSTANTIATE_TEST_SUITE_P(AllTypes, Pathological,
                         testing::Values("text/plain", "text/markdown", "text/csv",
                                         "text/tab-separated-values"));

}  // namespace
}  // namespace parallax::parse
