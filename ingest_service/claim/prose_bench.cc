// Bytes to finished claims on one thread, room by room: plain text, English and
// Chinese, and HTML beside the HTML parser alone in the same run. The text is
// the table of test sentences, a third of it; the others say nothing that is
// asked, as on a page. It comes in pages of an article's size. HTML: the
// articles suite under PARALLAX_SHARED_DIR; without it, the same text in
// markup.
#include <benchmark/benchmark.h>
#include <gumbo.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "ingest_service/assemble/pipeline.h"
#include "ingest_service/claim/labelled_claims.h"
#include "ingest_service/claim/list_claims.h"
#include "ingest_service/claim/prose_claims.h"
#include "ingest_service/claim/table_claims.h"
#include "ingest_service/link/linker.h"
#include "ingest_service/parse/parse.h"
#include "ingest_service/source/decode.h"
#include "tests/bench/article_pages.h"

namespace parallax::claim {
namespace {

std::string Root() {
  const char* root = std::getenv("PARALLAX_SOURCE_DIR");
  return root == nullptr ? "." : root;
}

const std::shared_ptr<const catalog::Catalog>& Pack() {
  static const auto* const pack = [] {
    auto loaded = catalog::Catalog::Load(Root() + "/packs/ai_industrial_policy");
    if (!loaded.ok()) {
      std::cerr << loaded.status() << "\n";
      std::exit(1);
    }
    return new std::shared_ptr<const catalog::Catalog>(*std::move(loaded));
  }();
  return *pack;
}

std::vector<std::string> Paragraphs(const std::string& language) {
  std::vector<std::string> paragraphs;
  std::ifstream file(Root() + "/ingest_service/claim/testdata/prose_cases.txt");
  const bool chinese = language != "en";
  for (std::string line; std::getline(file, line);) {
    if (!line.starts_with("= " + language) || line.find("||") != std::string::npos) continue;
    paragraphs.push_back(line.substr(line.find(' ', 2) + 1) +
                         (chinese ? "分析人士怀疑，第一批大型集群明年春天投入运"
                                    "行以后，新规则能否站得住脚。"
                                  : " Analysts doubt that the new rules will "
                                    "hold once the first large clusters come "
                                    "online next spring. Nothing in the budget "
                                    "tells what the treasury expects."));
  }
  return paragraphs;
}

// A mebibyte in pages of an article's size. A counter keeps the paragraphs
// apart: those that repeat are furniture to the parser.
std::vector<record::Input> PlainPages(const std::string& language) {
  constexpr size_t kAll = 1 << 20;
  constexpr size_t kPage = 8 << 10;
  const std::vector<std::string> paragraphs = Paragraphs(language);
  const bool chinese = language != "en";
  std::vector<record::Input> pages;
  size_t i = 0;
  for (size_t all = 0; all < kAll; all += pages.back().content.size()) {
    record::Input& page = pages.emplace_back();
    page.media_type = "text/plain";
    for (; page.content.size() < kPage; ++i) {
      page.content += paragraphs[i % paragraphs.size()] + (chinese ? "这是第" : " This is note ") +
                      std::to_string(i) + (chinese ? "条说明。" : ".") + "\n\n";
    }
  }
  return pages;
}

std::vector<record::Input> HtmlPages() {
  std::vector<std::string> texts = bench::SuiteArticles();
  if (texts.empty()) {
    for (const record::Input& page : PlainPages("en")) {
      std::vector<std::string> paragraphs;
      for (size_t at = 0; at < page.content.size();) {
        const size_t end = std::min(page.content.find("\n\n", at), page.content.size());
        paragraphs.push_back(page.content.substr(at, end - at));
        at = end + 2;
      }
      texts.push_back(bench::ArticlePage(paragraphs));
    }
  }
  std::vector<record::Input> pages;
  for (std::string& text : texts) {
    pages.emplace_back().content = std::move(text);
    pages.back().media_type = "text/html";
  }
  return pages;
}

const std::vector<record::Input>& Pages(const std::string& name) {
  static auto* const pages = new std::map<std::string, std::vector<record::Input>>;
  const auto [at, added] = pages->try_emplace(name);
  if (added) at->second = name == "html" ? HtmlPages() : PlainPages(name);
  return at->second;
}

template <typename Work>
void OverPages(benchmark::State& state, const char* name, Work work) {
  int64_t bytes = 0;
  for (auto _ : state) {
    for (const record::Input& page : Pages(name)) {
      work(page);
      bytes += static_cast<int64_t>(page.content.size());
    }
  }
  state.SetBytesProcessed(bytes);
}

enum Room { kParse, kLink, kDiscourse, kClaims };

// Every room up to `last`.
void BM_Rooms(benchmark::State& state, const char* name, Room last) {
  const link::Linker linker(Pack());
  const ProseRules rules(*Pack());
  const record::Voice author{record::VoiceKind::kAuthor, "", "", "", "a"};
  OverPages(state, name, [&](const record::Input& page) {
    const auto source = source::Decode(page);
    if (!source.ok()) return;
    const auto document = parse::Parse(*source, page);
    if (!document.ok() || last == kParse) return;
    const auto linked = linker.Link(*document);
    if (last == kLink) return;
    const ClaimContext context{*Pack(),   recognize::Recognizer::Default(),
                               *document, linked.mentions,
                               author,    std::nullopt};
    const auto discourse = discourse::ReadDiscourse(*Pack(), *document, linked.mentions, author);
    if (last == kDiscourse) return;
    ClaimDraft draft;
    ClaimTables(context, &draft);
    ClaimLabelledLines(context, discourse, &draft);
    ClaimLists(context, discourse, &draft);
    ClaimProse(rules, context, discourse, &draft);
    benchmark::DoNotOptimize(draft.claims.data());
  });
}

// The whole way: quotes read again from the bytes, ids, propositions.
void BM_Finished(benchmark::State& state, const char* name) {
  static const assemble::Pipeline* const pipeline = [] {
    auto catalog = catalog::Catalog::Load(Root() + "/packs/ai_industrial_policy");
    return assemble::Pipeline::Create(*std::move(catalog), assemble::PipelineOptions())->release();
  }();
  size_t claims = 0;
  OverPages(state, name, [&](const record::Input& page) {
    const auto stored = pipeline->Process("d", page);
    if (stored.ok()) claims += stored->claims.size();
  });
  state.counters["claims"] = static_cast<double>(claims) / static_cast<double>(state.iterations());
}

void BM_HtmlParserAlone(benchmark::State& state) {
  OverPages(state, "html", [](const record::Input& page) {
    GumboOutput* output =
        gumbo_parse_with_options(&kGumboDefaultOptions, page.content.data(), page.content.size());
    benchmark::DoNotOptimize(output);
    gumbo_destroy_output(&kGumboDefaultOptions, output);
  });
}

void BM_Recognition(benchmark::State& state, const char* language) {
  recognize::Context context;
  context.language = language;
  std::vector<recognize::RecognizedValue> values;
  OverPages(state, language, [&](const record::Input& page) {
    recognize::Recognizer::Default().Recognize(page.content, context, &values);
  });
}

#define ROOMS_OF(name, pages)                                       \
  BENCHMARK_CAPTURE(BM_Rooms, name##_parse, pages, kParse);         \
  BENCHMARK_CAPTURE(BM_Rooms, name##_link, pages, kLink);           \
  BENCHMARK_CAPTURE(BM_Rooms, name##_discourse, pages, kDiscourse); \
  BENCHMARK_CAPTURE(BM_Rooms, name##_claims, pages, kClaims);       \
  BENCHMARK_CAPTURE(BM_Finished, name, pages)

BENCHMARK_CAPTURE(BM_Recognition, en, "en");
ROOMS_OF(en, "en");
BENCHMARK_CAPTURE(BM_Recognition, zh, "zh-Hans");
ROOMS_OF(zh, "zh-Hans");
BENCHMARK(BM_HtmlParserAlone);
ROOMS_OF(html, "html");

}  // namespace
}  // namespace parallax::claim

BENCHMARK_MAIN();
