// HTML bytes to finished blocks against the HTML parser alone, over the same pages in one run.
// Pages: the articles suite under PARALLAX_SHARED_DIR; without it, pages made here.
#include <benchmark/benchmark.h>
#include <gumbo.h>
#include <zlib.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include "ingest_service/parse/html/content_features.h"
#include "ingest_service/parse/html/content_model.h"
#include "ingest_service/parse/html/dom.h"
#include "ingest_service/parse/html/html_parser.h"
#include "ingest_service/parse/html/page_hints.h"

namespace parallax::parse_html {
namespace {

std::string ReadGzip(const std::string& path) {
  std::string out;
  gzFile file = gzopen(path.c_str(), "rb");
  if (file == nullptr) return out;
  char buffer[1 << 16];
  for (int n; (n = gzread(file, buffer, sizeof(buffer))) > 0;) out.append(buffer, n);
  gzclose(file);
  return out;
}

std::vector<source::SourceText> LoadPages() {
  std::vector<source::SourceText> pages;
  const auto add = [&](std::string html) {
    source::SourceText source;
    source.content.text = std::move(html);
    source.content.map.AppendIdentity(0, static_cast<int64_t>(source.content.text.size()));
    source.media_type = "text/html";
    source.charset = "UTF-8";
    pages.push_back(std::move(source));
  };
  const char* shared = std::getenv("PARALLAX_SHARED_DIR");
  const std::filesystem::path folder =
      std::filesystem::path(shared == nullptr ? "../shared" : shared) / "eval/data/articles/html";
  if (std::filesystem::exists(folder)) {
    std::vector<std::string> paths;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
      paths.push_back(entry.path());
    }
    std::sort(paths.begin(), paths.end());
    for (const std::string& path : paths) add(ReadGzip(path));
    return pages;
  }
  for (int i = 0; i < 20; ++i) {
    std::string html = "<html><head><title>Page</title></head><body><nav><ul>";
    for (int k = 0; k < 60; ++k) html += "<li class=\"item\"><a href=\"/s\">Section</a></li>";
    html += "</ul></nav><article class=\"post\"><h1>Page</h1><div class=\"entry-content\">";
    for (int k = 0; k < 60; ++k) {
      html +=
          "<p class=\"text\">The council met for the third time and found, to the surprise of "
          "<a href=\"/x\">many</a>, that the budget &amp; the plan agreed at last.</p>\n";
    }
    add(html + "</div></article></body></html>");
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
