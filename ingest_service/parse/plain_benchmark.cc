// Plain text to finished blocks and metadata on one thread, English and Chinese, decoding included.
#include <benchmark/benchmark.h>

#include <string>

#include "ingest_service/parse/parse.h"
#include "ingest_service/source/decode.h"

namespace parallax {
namespace {

constexpr int kPieces = 2000;

std::string English() {
  std::string text;
  for (int i = 0; i < kPieces; ++i) {
    text +=
        "Section " + std::to_string(i) + "\n\n"
        "The ministry said on Tuesday that the second phase of the fund would be paid out over six "
        "years, and that provinces may add to it from their own budgets. Analysts expect the first "
        "plants to open before the end of the decade, although power lines are late.\n"
        "Lead agency: The planning commission, with the two state banks.\n"
        "- Low-interest loans for packaging plants\n"
        "- Grants of up to 30 percent for tools that are made at home\n\n"
        "Economy | Instrument | Result |\n"
        "Norway | Loans | Two plants |\n"
        "Kenya | Grants | Not stated |\n\n";
  }
  return text;
}

std::string Chinese() {
  std::string text;
  for (int i = 0; i < kPieces; ++i) {
    text += "第" + std::to_string(i) +
            "部分 总体情况\n\n"
            "该部门周二表示，基金二期将分六年拨付，各省可以从本级预算中追加投入。分析人士预计，首批工厂将在本十年"
            "结束前投产，但输电线路的建设已经落后于计划，地方政府需要承担由此产生的额外成本。\n"
            "牵头单位：发展改革部门会同两家国有银行。\n"
            "一、面向封装企业的低息贷款\n"
            "二、对国产设备给予最高百分之三十的补助\n\n"
            "经济体 | 工具 | 结果 |\n"
            "挪威 | 贷款 | 两座工厂 |\n"
            "肯尼亚 | 补助 | 未说明 |\n\n";
  }
  return text;
}

void ParsePlain(benchmark::State& state, const std::string& text) {
  record::Input input;
  input.content = text;
  input.media_type = "text/plain";
  for (auto _ : state) {
    const auto source = source::Decode(input);
    auto document = parse::Parse(*source, input);
    benchmark::DoNotOptimize(document);
  }
  state.SetBytesProcessed(state.iterations() * static_cast<int64_t>(text.size()));
}

void DecodeOnly(benchmark::State& state, const std::string& text) {
  record::Input input;
  input.content = text;
  input.media_type = "text/plain";
  for (auto _ : state) {
    auto source = source::Decode(input);
    benchmark::DoNotOptimize(source);
  }
  state.SetBytesProcessed(state.iterations() * static_cast<int64_t>(text.size()));
}

BENCHMARK_CAPTURE(DecodeOnly, en, English());
BENCHMARK_CAPTURE(DecodeOnly, zh, Chinese());
BENCHMARK_CAPTURE(ParsePlain, en, English());
BENCHMARK_CAPTURE(ParsePlain, zh, Chinese());

}  // namespace
}  // namespace parallax

BENCHMARK_MAIN();
