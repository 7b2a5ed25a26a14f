// Plain text to finished blocks and metadata on one thread, English and Chinese, decoding included.
#include <benchmark/benchmark.h>

#include <string>

#include "ingest_service/parse/parse.h"
#include "ingest_service/source/decode.h"

namespace parallax {
namespace {

// Articles of ordinary make: a title, headings, paragraphs, a list, one table.
constexpr int kArticles = 400;

std::string English() {
  std::string text;
  for (int i = 0; i < kArticles; ++i) {
    text += "The Second Fund, Part " + std::to_string(i) + "\n\n";
    for (int k = 0; k < 3; ++k) {
      text += "What Was Announced in Round " + std::to_string(k) + "\n\n";
      for (int p = 0; p < 3; ++p) {
        text +=
            "The ministry said on Tuesday that the second phase of the fund would be paid out over "
            "six "
            "years, and that provinces may add to it from their own budgets. Analysts expect the "
            "first "
            "plants to open before the end of the decade, although power lines are late. Two of "
            "the "
            "banks that were named in the decree have not said how much they will lend, and a "
            "third has "
            "asked for a guarantee that the treasury is not prepared to give in writing.\n\n";
      }
      text += "Lead agency: The planning commission, together with the two state banks.\n\n";
    }
    text +=
        "- Low-interest loans for packaging plants that train their own staff\n"
        "- Grants of up to 30 percent for tools that are made at home\n"
        "- Land at half its price along the new railway\n\n"
        "Economy | Instrument | Result |\n"
        "Norway | Loans | Two plants are being built |\n"
        "Kenya | Grants | Not stated |\n\n";
  }
  return text;
}

std::string Chinese() {
  std::string text;
  for (int i = 0; i < kArticles; ++i) {
    text += "基金二期观察之" + std::to_string(i) + "\n\n";
    for (int k = 0; k < 3; ++k) {
      text += "第" + std::to_string(k + 1) + "部分 总体情况\n\n";
      for (int p = 0; p < 3; ++p) {
        text +=
            "该部门周二表示，基金二期将分六年拨付，各省可以从本级预算中追加投入。分析人士预计，首批"
            "工厂将在本十年"
            "结束前投产，但输电线路的建设已经落后于计划，地方政府需要承担由此产生的额外成本。文件点"
            "名的两家银行尚"
            "未说明各自的贷款规模，第三家银行则要求财政部门出具书面担保，而财政部门并不打算这样做。"
            "\n\n";
      }
      text += "牵头单位：发展改革部门会同两家国有银行。\n\n";
    }
    text +=
        "一、面向自行培训员工的封装企业的低息贷款\n"
        "二、对国产设备给予最高百分之三十的补助\n"
        "三、新建铁路沿线土地半价出让\n\n"
        "经济体 | 工具 | 结果 |\n"
        "挪威 | 贷款 | 两座工厂在建 |\n"
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
