// How fast recognition is, alone, on one thread; beside it a Hyperscan scan for 20,000 literals
// over the same text, where that library is present, as the measure of the machine.
//
// The text is the articles suite's and pages suite's under PARALLAX_SHARED_DIR where that is set,
// and otherwise the case table of this room repeated.
#include <benchmark/benchmark.h>

#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "ingest_service/recognize/recognizer.h"
#ifdef PARALLAX_HAVE_HYPERSCAN
#include <hs/hs.h>
#endif

namespace parallax::recognize {
namespace {

std::string ReadFile(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::stringstream out;
  out << in.rdbuf();
  return out.str();
}

// The share of Han characters decides which corpus a text goes to.
bool IsChinese(const std::string& text) {
  size_t lead = 0;
  for (unsigned char c : text) lead += c >= 0xE4 && c <= 0xE9;
  return lead * 3 * 2 > text.size();
}

struct Corpus {
  std::string english, chinese;
};

const Corpus& GetCorpus() {
  static const Corpus* corpus = [] {
    auto* c = new Corpus();
    const auto add = [&](const std::string& text) {
      (IsChinese(text) ? c->chinese : c->english) += text + "\n";
    };
    if (const char* shared = std::getenv("PARALLAX_SHARED_DIR")) {
      for (const auto& [file, field] :
           {std::pair<const char*, const char*>{"articles/truth.json", "articleBody"},
            {"pages/magic/truth.json", "content"}}) {
        const auto truth = nlohmann::json::parse(
            ReadFile(std::string(shared) + "/eval/data/" + file), nullptr, false);
        if (!truth.is_object()) continue;
        for (const auto& [id, entry] : truth.items()) {
          if (entry.contains(field) && entry[field].is_string())
            add(entry[field].get<std::string>());
        }
      }
    }
    const std::string table = ReadFile(std::string(PARALLAX_RECOGNIZE_DIR) + "/testdata/cases.txt");
    std::string chinese, english;
    std::istringstream lines(table);
    for (std::string line; std::getline(lines, line);)
      (IsChinese(line) ? chinese : english) += line + "\n";
    while (c->english.size() < 300000 && !english.empty()) c->english += english;
    while (c->chinese.size() < 300000 && !chinese.empty()) c->chinese += chinese;
    return c;
  }();
  return *corpus;
}

void Run(benchmark::State& state, const std::string& text, const char* language) {
  Context context;
  context.language = language;
  context.reference_date = value::CivilDate{2025, 6, 15};
  std::vector<RecognizedValue> values;
  for (auto _ : state) {
    Recognizer::Default().Recognize(text, context, &values);
    benchmark::DoNotOptimize(values.data());
  }
  state.SetBytesProcessed(state.iterations() * static_cast<int64_t>(text.size()));
  state.counters["values_per_KB"] =
      static_cast<double>(values.size()) * 1024 / static_cast<double>(text.size());
}
void BM_RecognizeEnglish(benchmark::State& state) { Run(state, GetCorpus().english, "en"); }
void BM_RecognizeChinese(benchmark::State& state) { Run(state, GetCorpus().chinese, "zh"); }
BENCHMARK(BM_RecognizeEnglish);
BENCHMARK(BM_RecognizeChinese);

#ifdef PARALLAX_HAVE_HYPERSCAN
// 20,000 literals as an entity list has them: runs of the text's own bytes, on character boundaries
// and not common ones (10 to 20 bytes), so that they share their beginnings with it.
void ScanLiterals(benchmark::State& state, const std::string& text) {
  std::vector<std::string> literals;
  uint32_t seed = 12345;
  const auto next = [&] { return seed = seed * 1664525u + 1013904223u, seed >> 8; };
  const auto boundary = [&](size_t at) {
    while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) ++at;
    return at;
  };
  while (literals.size() < 20000 && text.size() > 64) {
    const size_t begin = boundary(next() % (text.size() - 40));
    const size_t end = boundary(begin + 8 + next() % 10);
    // Half of them with their end replaced: most names of a list are not in a text.
    std::string literal = text.substr(begin, end - begin);
    if (next() % 2 == 0) literal += "qz";
    if (literal.size() > 6) literals.push_back(literal);
  }
  std::vector<const char*> patterns;
  std::vector<size_t> sizes;
  std::vector<unsigned> ids, flags;
  for (size_t i = 0; i < literals.size(); ++i) {
    patterns.push_back(literals[i].c_str());
    sizes.push_back(literals[i].size());
    ids.push_back(static_cast<unsigned>(i));
    flags.push_back(HS_FLAG_CASELESS);
  }
  hs_database_t* database = nullptr;
  hs_compile_error_t* error = nullptr;
  if (hs_compile_lit_multi(patterns.data(), flags.data(), ids.data(), sizes.data(),
                           static_cast<unsigned>(patterns.size()), HS_MODE_BLOCK, nullptr,
                           &database, &error) != HS_SUCCESS) {
    state.SkipWithError("the literals do not compile");
    return;
  }
  hs_scratch_t* scratch = nullptr;
  hs_alloc_scratch(database, &scratch);
  for (auto _ : state) {
    hs_scan(
        database, text.data(), static_cast<unsigned>(text.size()), 0, scratch,
        [](unsigned, unsigned long long, unsigned long long, unsigned, void*) { return 0; },
        nullptr);
  }
  state.SetBytesProcessed(state.iterations() * static_cast<int64_t>(text.size()));
  hs_free_scratch(scratch);
  hs_free_database(database);
}
void BM_HyperscanEnglish(benchmark::State& state) { ScanLiterals(state, GetCorpus().english); }
void BM_HyperscanChinese(benchmark::State& state) { ScanLiterals(state, GetCorpus().chinese); }
BENCHMARK(BM_HyperscanEnglish);
BENCHMARK(BM_HyperscanChinese);
#endif

}  // namespace
}  // namespace parallax::recognize

BENCHMARK_MAIN();
