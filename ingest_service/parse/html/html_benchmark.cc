// HTML bytes to finished blocks against the HTML parser alone, over the same pages in one run.
// Pages: the articles suite under PARALLAX_SHARED_DIR; without it, pages made here.
#include <benchmark/benchmark.h>
#include <gumbo.h>

#include <string>
#include <utility>
#include <vector>

#include "ingest_service/parse/html/content_features.h"
#include "ingest_service/parse/html/content_model.h"
#include "ingest_service/parse/html/dom.h"
#include "ingest_service/parse/html/html_parser.h"
#include "ingest_service/parse/html/page_hints.h"
#include "tests/bench/article_pages.h"

namespace parallax::parse_html {
namespace {

std::vector<source::SourceText> LoadPages() {
  std::vector<std::string> texts = bench::SuiteArticles();
  if (texts.empty()) {
    const std::vector<std::string> paragraphs(
        60,
        "The council met for the third time and found, to the surprise of <a href=\"/x\">many</a>, "
        "that the budget &amp; the plan agreed at last.");
    texts.assign(20, bench::ArticlePage(paragraphs));
  }
  std::vector<source::SourceText> pages;
  for (std::string& html : texts) {
    source::SourceText& page = pages.emplace_back();
    page.content.text = std::move(html);
    page.content.map.AppendIdentity(0, static_cast<int64_t>(page.content.text.size()));
    page.media_type = "text/html";
    page.charset = "UTF-8";
  }
  return pages;
}

const std::vector<source::SourceText>& Pages() {
  static const auto* pages = new std::vector<source::SourceText>(LoadPages());
  return *pages;
}

template <typename Work>
void OverPages(benchmark::State& state, Work work) {
  int64_t bytes = 0;
  for (auto _ : state) {
    for (const source::SourceText& page : Pages()) {
      work(page);
      bytes += static_cast<int64_t>(page.content.text.size());
    }
  }
  state.SetBytesProcessed(bytes);
}

void BM_GumboAlone(benchmark::State& state) {
  OverPages(state, [](const source::SourceText& page) {
    GumboOutput* output = gumbo_parse_with_options(&kGumboDefaultOptions, page.content.text.data(),
                                                   page.content.text.size());
    benchmark::DoNotOptimize(output);
    gumbo_destroy_output(&kGumboDefaultOptions, output);
  });
}
BENCHMARK(BM_GumboAlone)->Unit(benchmark::kMillisecond);

void BM_Tree(benchmark::State& state) {
  OverPages(state, [](const source::SourceText& page) {
    benchmark::DoNotOptimize(Dom::Parse(page.content.text, size_t{1} << 30));
  });
}
BENCHMARK(BM_Tree)->Unit(benchmark::kMillisecond);

void BM_TreeAndPieces(benchmark::State& state) {
  OverPages(state, [](const source::SourceText& page) {
    auto dom = Dom::Parse(page.content.text, size_t{1} << 30);
    benchmark::DoNotOptimize(CutIntoBlocks(**dom));
  });
}
BENCHMARK(BM_TreeAndPieces)->Unit(benchmark::kMillisecond);

void BM_TreeToFeatures(benchmark::State& state) {
  OverPages(state, [](const source::SourceText& page) {
    auto dom = Dom::Parse(page.content.text, size_t{1} << 30);
    const PageBlocks blocks = CutIntoBlocks(**dom);
    const PageHints hints = ReadPageHints(**dom, "");
    const PageFacts facts = CollectFacts(**dom, blocks, hints);
    benchmark::DoNotOptimize(ComputeFeatures(**dom, blocks, facts, hints));
  });
}
BENCHMARK(BM_TreeToFeatures)->Unit(benchmark::kMillisecond);

void BM_FinishedBlocks(benchmark::State& state) {
  OverPages(state, [](const source::SourceText& page) {
    benchmark::DoNotOptimize(ParseHtml(page, HtmlOptions()));
  });
}
BENCHMARK(BM_FinishedBlocks)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace parallax::parse_html

BENCHMARK_MAIN();
