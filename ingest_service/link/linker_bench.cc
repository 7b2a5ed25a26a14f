// Bytes per second of linking: the scan for names alone, with folding, and whole. Texts are made of
// sentences written for this purpose, with a name in about every second one.
#include <benchmark/benchmark.h>

#include <cstdlib>
#include <iostream>
#include <random>
#include <set>
#include <string>
#include <utility>

#include "core/catalog/name_fold.h"
#include "ingest_service/link/linker.h"
#include "ingest_service/link/name_table.h"

namespace parallax::link {
namespace {

std::shared_ptr<const catalog::Catalog> Pack() {
  static const auto* const pack = [] {
    auto loaded = catalog::Catalog::Load(std::string(std::getenv("PARALLAX_SOURCE_DIR")) +
                                         "/packs/ai_industrial_policy");
    if (!loaded.ok()) {
      std::cerr << loaded.status() << "\n";
      std::exit(1);
    }
    return new std::shared_ptr<const catalog::Catalog>(std::move(*loaded));
  }();
  return *pack;
}

const char* const kEnglish[] = {
    "The ministry set aside a further sum for regional laboratories and asked the provinces to "
    "match it.",
    "South Korea and Taiwan chose different instruments, yet both leaned on directed credit for "
    "years.",
    "Analysts doubt that the new rules will hold once the first large clusters come online next "
    "spring.",
    "OpenAI said that the data centers in Texas would draw more power than a small city.",
    "Nothing in the budget suggests that the treasury expects private investors to leave.",
    "Officials in Beijing have asked banks to lend to smaller chip designers.",
    "It remains to be seen whether the schools can train enough engineers within a decade.",
};
const char* const kChinese[] = {
    "该部门为地方实验室追加了一笔经费，并要求各省予以配套。",
    "韩国和台湾选择了不同的工具，但多年来都依靠定向信贷。",
    "分析人士怀疑，第一批大型集群明年春天投入运行以后，新规则能否站得住脚。",
    "科大讯飞表示，贵州的数据中心耗电量将超过一座小城。",
    "预算中没有任何迹象表明财政部门预计民间投资者会离开。",
    "北京要求银行向规模较小的芯片设计企业放贷。",
    "学校能否在十年内培养出足够的工程师，还有待观察。",
};

template <size_t kCount>
std::string TextOf(const char* const (&sentences)[kCount], const char* blank) {
  std::mt19937 random(3);
  std::string text;
  while (text.size() < (1u << 20)) text += std::string(sentences[random() % kCount]) + blank;
  return text;
}

const std::string& Text(bool chinese) {
  static const std::string* const english = new std::string(TextOf(kEnglish, " "));
  static const std::string* const in_chinese = new std::string(TextOf(kChinese, ""));
  return chinese ? *in_chinese : *english;
}

void Scan(benchmark::State& state) {
  const NameTable table(*Pack());
  const catalog::FoldedText folded(Text(state.range(0) != 0));
  std::vector<text::PhraseMatch> matches;
  for (auto _ : state) {
    matches.clear();
    table.matcher().FindAll(folded.text(), &matches);
    benchmark::DoNotOptimize(matches.data());
  }
  state.SetBytesProcessed(state.iterations() * static_cast<int64_t>(folded.text().size()));
  state.counters["names"] = static_cast<double>(table.matcher().phrase_count());
  state.counters["matches"] = static_cast<double>(matches.size());
  state.counters["table_bytes"] = static_cast<double>(table.matcher().memory_bytes());
}
BENCHMARK(Scan)->Arg(0)->Arg(1)->ArgName("zh");

// The same with names made up to 20,000: what a larger pack costs.
void ScanLarge(benchmark::State& state) {
  std::vector<text::PhraseMatcher::Entry> entries;
  for (const catalog::Entity& entity : Pack()->entities()) {
    for (const auto& name : entity.names) entries.emplace_back(catalog::FoldName(name.text), 1);
  }
  std::set<std::string> phrases;
  for (const auto& entry : entries) phrases.insert(entry.first);
  std::mt19937 random(5);
  const std::vector<std::string> listed(phrases.begin(), phrases.end());
  while (phrases.size() < 20000) {
    const std::string& first = listed[random() % listed.size()];
    const std::string& second = listed[random() % listed.size()];
    phrases.insert(first + (static_cast<unsigned char>(second[0]) < 0x80 ? " " : "") + second);
  }
  entries.clear();
  for (const std::string& phrase : phrases) entries.emplace_back(phrase, 1);
  const text::PhraseMatcher matcher(std::move(entries));
  const catalog::FoldedText folded(Text(state.range(0) != 0));
  std::vector<text::PhraseMatch> matches;
  for (auto _ : state) {
    matches.clear();
    matcher.FindAll(folded.text(), &matches);
    benchmark::DoNotOptimize(matches.data());
  }
  state.SetBytesProcessed(state.iterations() * static_cast<int64_t>(folded.text().size()));
  state.counters["names"] = static_cast<double>(matcher.phrase_count());
}
BENCHMARK(ScanLarge)->Arg(0)->Arg(1)->ArgName("zh");

void Fold(benchmark::State& state) {
  const std::string& text = Text(state.range(0) != 0);
  for (auto _ : state) benchmark::DoNotOptimize(catalog::FoldedText(text).text().data());
  state.SetBytesProcessed(state.iterations() * static_cast<int64_t>(text.size()));
}
BENCHMARK(Fold)->Arg(0)->Arg(1)->ArgName("zh");

void Link(benchmark::State& state) {
  const Linker linker(Pack());
  const std::string& text = Text(state.range(0) != 0);
  size_t mentions = 0;
  record::Document document;
  // Blocks of about a paragraph.
  for (size_t at = 0; at < text.size();) {
    size_t end = std::min(text.size(), at + 600);
    while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) ++end;
    record::Block block;
    block.content.text = text.substr(at, end - at);
    block.content.map.AppendIdentity(static_cast<int64_t>(at), static_cast<int64_t>(end - at));
    document.blocks.push_back(std::move(block));
    at = end;
  }
  for (auto _ : state) mentions = linker.Link(document).mentions.size();
  state.SetBytesProcessed(state.iterations() * static_cast<int64_t>(text.size()));
  state.counters["mentions"] = static_cast<double>(mentions);
}
BENCHMARK(Link)->Arg(0)->Arg(1)->ArgName("zh");

void BuildTables(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(Linker(Pack()).catalog().entities().size());
}
BENCHMARK(BuildTables)->Unit(benchmark::kMillisecond);

void LoadPack(benchmark::State& state) {
  const std::string directory =
      std::string(std::getenv("PARALLAX_SOURCE_DIR")) + "/packs/ai_industrial_policy";
  for (auto _ : state) benchmark::DoNotOptimize(catalog::Catalog::Load(directory).ok());
}
BENCHMARK(LoadPack)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace parallax::link

BENCHMARK_MAIN();
