// Bytes per second of plain text to finished prose claims, beside recognition alone in the same
// run. The text is the table of test sentences, one paragraph each, repeated.
#include <benchmark/benchmark.h>

#include <cstdlib>
#include <fstream>
#include <iostream>

#include "ingest_service/claim/prose_claims.h"
#include "ingest_service/link/linker.h"
#include "ingest_service/parse/parse.h"
#include "ingest_service/source/decode.h"

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

// A third of the sentences are of the table, the others say nothing that is asked, as on a page.
std::string TextOf(const std::string& language) {
  std::vector<std::string> paragraphs;
  std::ifstream file(Root() + "/ingest_service/claim/testdata/prose_cases.txt");
  const bool chinese = language != "en";
  for (std::string line; std::getline(file, line);) {
    if (!line.starts_with("= " + language) || line.find("||") != std::string::npos) continue;
    paragraphs.push_back(
        line.substr(line.find(' ', 2) + 1) +
        (chinese
             ? "分析人士怀疑，第一批大型集群明年春天投入运行以后，新规则能否站得住脚。"
             : " Analysts doubt that the new rules will hold once the first large clusters come "
               "online next spring. Nothing in the budget tells what the treasury expects."));
  }
  // A counter keeps the paragraphs apart: those that repeat are furniture to the parser.
  std::string text;
  for (size_t i = 0; text.size() < (1U << 20); ++i) {
    text += paragraphs[i % paragraphs.size()] + (chinese ? "这是第" : " This is note ") +
            std::to_string(i) + (chinese ? "条说明。" : ".") + "\n\n";
  }
  return text;
}

void BM_Claims(benchmark::State& state, const char* language) {
  const link::Linker linker(Pack());
  const ProseRules rules(*Pack());
  record::Input input;
  input.content = TextOf(language);
  input.media_type = "text/plain";
  const record::Voice author{record::VoiceKind::kAuthor, "", "", "", "a"};
  size_t claims = 0;
  for (auto _ : state) {
    const auto source = source::Decode(input);
    const auto document = parse::Parse(*source, input);
    const auto linked = linker.Link(*document);
    const ClaimContext context{*Pack(),   recognize::Recognizer::Default(),
                               *document, linked.mentions,
                               author,    std::nullopt};
    ClaimDraft draft;
    ClaimProse(rules, context,
               discourse::ReadDiscourse(*Pack(), *document, linked.mentions, author), &draft);
    claims = draft.claims.size();
  }
  state.SetBytesProcessed(static_cast<int64_t>(state.iterations() * input.content.size()));
  state.counters["claims"] = static_cast<double>(claims);
}

void BM_Parts(benchmark::State& state, const char* language, int parts) {
  const link::Linker linker(Pack());
  record::Input input;
  input.content = TextOf(language);
  input.media_type = "text/plain";
  const record::Voice author{record::VoiceKind::kAuthor, "", "", "", "a"};
  for (auto _ : state) {
    const auto source = source::Decode(input);
    const auto document = parse::Parse(*source, input);
    if (parts > 1) {
      const auto linked = linker.Link(*document);
      if (parts > 2) {
        benchmark::DoNotOptimize(
            discourse::ReadDiscourse(*Pack(), *document, linked.mentions, author).sentences.size());
      }
    }
  }
  state.SetBytesProcessed(static_cast<int64_t>(state.iterations() * input.content.size()));
}

void BM_Recognition(benchmark::State& state, const char* language) {
  const std::string text = TextOf(language);
  recognize::Context context;
  context.language = language;
  std::vector<recognize::RecognizedValue> values;
  for (auto _ : state) recognize::Recognizer::Default().Recognize(text, context, &values);
  state.SetBytesProcessed(static_cast<int64_t>(state.iterations() * text.size()));
}

BENCHMARK_CAPTURE(BM_Recognition, en, "en");
BENCHMARK_CAPTURE(BM_Parts, parse_en, "en", 1);
BENCHMARK_CAPTURE(BM_Parts, and_link_en, "en", 2);
BENCHMARK_CAPTURE(BM_Parts, and_discourse_en, "en", 3);
BENCHMARK_CAPTURE(BM_Claims, en, "en");
BENCHMARK_CAPTURE(BM_Recognition, zh, "zh-Hans");
BENCHMARK_CAPTURE(BM_Parts, parse_zh, "zh-Hans", 1);
BENCHMARK_CAPTURE(BM_Parts, and_link_zh, "zh-Hans", 2);
BENCHMARK_CAPTURE(BM_Parts, and_discourse_zh, "zh-Hans", 3);
BENCHMARK_CAPTURE(BM_Claims, zh, "zh-Hans");

}  // namespace
}  // namespace parallax::claim

BENCHMARK_MAIN();
