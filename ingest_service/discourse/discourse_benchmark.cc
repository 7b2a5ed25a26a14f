// Bytes per second of reading a discourse, over paragraphs written for this purpose: reports with
// speakers in every other sentence, and plain description. Linking is not part of it.
#include <benchmark/benchmark.h>

#include <random>
#include <string>

#include "ingest_service/discourse/discourse.h"

namespace parallax::discourse {
namespace {

const char* const kEnglish[] = {
    "The ministry set aside a further sum for regional laboratories and asked the provinces to "
    "match it.",
    "“We could not wait for another year,” said Jane Roe, director of grid policy at the Pine "
    "Institute.",
    "South Korea and Taiwan chose different instruments, but both leaned on directed credit.",
    "According to officials, the second plant will open in May.",
    "Nothing in the budget suggests that the treasury expects private investors to leave.",
    "It remains to be seen whether the schools can train enough engineers within a decade.",
    "Ortiz said that the plant lags behind its rivals because it is short of water.",
};
const char* const kChinese[] = {
    "该部门为地方实验室追加了一笔经费，并要求各省予以配套。",
    "“我们不能再等一年。”研究所主任林志明说。",
    "韩国和台湾选择了不同的工具，但多年来都依靠定向信贷。",
    "据知情人士透露，第二座工厂将于五月投产。",
    "预算中没有任何迹象表明财政部门预计民间投资者会离开。",
    "学校能否在十年内培养出足够的工程师，还有待观察。",
    "分析人士认为，该厂因为缺水而落后于对手。",
};

record::Document DocumentOf(bool chinese) {
  std::mt19937 random(3);
  record::Document document;
  for (size_t size = 0; size < (1u << 20);) {
    record::Block block;
    for (int i = 0; i < 5; ++i) {
      const size_t pick = random() % 7;
      block.content.text +=
          chinese ? std::string(kChinese[pick]) : std::string(kEnglish[pick]) + " ";
    }
    size += block.content.text.size();
    document.blocks.push_back(std::move(block));
  }
  return document;
}

void Read(benchmark::State& state) {
  const record::Document document = DocumentOf(state.range(0) != 0);
  int64_t size = 0;
  for (const record::Block& block : document.blocks)
    size += static_cast<int64_t>(block.content.text.size());
  const auto catalog = catalog::Catalog::LoadSources({{"bench", "id: \"bench\" version: \"1\""}});
  record::Voice author;
  author.key = "unsigned:bench";
  size_t clauses = 0;
  for (auto _ : state) {
    const Discourse discourse = ReadDiscourse(**catalog, document, {}, author);
    for (const Sentence& sentence : discourse.sentences) clauses += sentence.clauses.size();
  }
  state.SetBytesProcessed(state.iterations() * size);
  state.counters["clauses"] =
      static_cast<double>(clauses) / static_cast<double>(state.iterations());
}
BENCHMARK(Read)->Arg(0)->Arg(1)->ArgName("chinese");

}  // namespace
}  // namespace parallax::discourse

BENCHMARK_MAIN();
