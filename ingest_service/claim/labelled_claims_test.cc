#include "ingest_service/claim/labelled_claims.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "ingest_service/claim/author_voice.h"
#include "ingest_service/claim/header_unit.h"
#include "ingest_service/claim/list_claims.h"
#include "ingest_service/link/linker.h"
#include "ingest_service/parse/parse.h"
#include "ingest_service/source/decode.h"

namespace parallax::claim {
namespace {

const link::Linker& PackLinker() {
  static const auto* const linker = [] {
    auto catalog = catalog::Catalog::Load(std::string(std::getenv("PARALLAX_SOURCE_DIR")) +
                                          "/packs/ai_industrial_policy");
    EXPECT_TRUE(catalog.ok()) << catalog.status();
    return new link::Linker(std::move(*catalog));
  }();
  return *linker;
}

std::string Amount(const record::Reading& reading) {
  if (const auto* money = std::get_if<value::Money>(&reading))
    return " " + money->amount.decimal + " " + money->currency;
  if (const auto* quantity = std::get_if<value::Quantity>(&reading))
    return " " + quantity->number.decimal + " " + quantity->unit;
  if (const auto* share = std::get_if<value::Percentage>(&reading))
    return " " + share->number.decimal + " %";
  if (const auto* list = std::get_if<record::ItemList>(&reading)) {
    std::string out = " [";
    for (const auto& item : list->items) out += (out.size() > 2 ? "|" : "") + item.text;
    return out + "]";
  }
  if (const auto* set = std::get_if<record::EntitySet>(&reading)) {
    std::string out = " {";
    for (const auto& entity : set->entities) out += (out.size() > 2 ? "," : "") + entity.entity_id;
    return out + "}";
  }
  return "";
}

// A line a claim: subject, dimension, text, its first reading.
std::string Claims(const std::string& markdown) {
  record::Input input;
  input.content = markdown;
  input.media_type = "text/markdown";
  const auto source = source::Decode(input);
  const auto document = parse::Parse(*source, input);
  const auto linked = PackLinker().Link(*document);
  const ClaimContext context{
      PackLinker().catalog(), recognize::Recognizer::Default(), *document,
      linked.mentions,        AuthorVoice(*document, "x"),      std::nullopt};
  const auto discourse =
      discourse::ReadDiscourse(PackLinker().catalog(), *document, linked.mentions, context.author);
  ClaimDraft draft;
  ClaimTables(context, &draft);
  ClaimLabelledLines(context, discourse, &draft);
  ClaimLists(context, discourse, &draft);
  std::string out;
  for (const record::Claim& claim : draft.claims) {
    out += claim.subject_entity_id + " " + claim.dimension_id + " \"" + claim.value.text + "\"";
    if (!claim.value.readings.empty()) out += Amount(claim.value.readings.front());
    out += "\n";
    EXPECT_GE(claim.evidence.size(), 2u);
    EXPECT_EQ(claim.evidence[0].role, record::EvidenceRole::kSubject);
    EXPECT_FALSE(claim.voices.empty());
    for (const record::Evidence& evidence : claim.evidence) {
      const std::string written = markdown.substr(evidence.span.begin_byte, evidence.span.size());
      EXPECT_NE(written.find(evidence.quote), std::string::npos) << evidence.quote;
    }
  }
  return out;
}

struct Case {
  const char* name;
  const char* markdown;
  const char* claims;
};

constexpr Case kCases[] = {
    {"money under the title", "# Stargate\n\nBudget: 500 billion dollars\n",
     "initiative/stargate announced_size \"500 billion dollars\" 500000000000 USD\n"},
    {"zh", "# 星际之门\n\n投资规模：5000亿美元\n",
     "initiative/stargate announced_size \"5000亿美元\" 500000000000 USD\n"},
    {"zh hant", "# 星際之門\n\n投資規模：5000億美元\n",
     "initiative/stargate announced_size \"5000億美元\" 500000000000 USD\n"},
    {"record", "Model: Qwen\n\nDeveloper: Alibaba Cloud\n",
     "model/qwen developer \"Alibaba Cloud\" {organization/alibaba-cloud}\n"},
    {"metadata", "# China\n\nAuthor: Jane Roe\n\nKeywords: chips, AI\n", ""},
    {"running text",
     "# South Korea\n\nOutcomes: The country grew for decades, and by the end of the century its "
     "firms sold ships, cars and chips to the whole world, which nobody had foreseen when the "
     "first plan was drawn up by a handful of officials in a cold office in the capital after the "
     "war, without money.\n",
     ""},
    {"no subject", "Budget: 500 billion dollars\n", ""},
    {"two subjects", "# China and South Korea\n\nBudget: 500 billion dollars\n", ""},
    {"not typed", "# Stargate\n\nBudget: to be decided by the partners\n", ""},
    {"entity labels", "# Role of the state\n\n- China: state-led\n- United States: market-led\n",
     "economy/CN role_of_state \"state-led\"\neconomy/US role_of_state \"market-led\"\n"},
    {"list", "# South Korea\n\n## Key mechanisms\n\n- directed credit\n- export targets\n",
     "economy/KR policy_mechanisms \"directed credit; export targets\" [directed credit|export "
     "targets]\n"},
    {"list named in heading", "## Weaknesses of China\n\n- old chips\n- wasted capital\n",
     "economy/CN weaknesses \"old chips; wasted capital\" [old chips|wasted capital]\n"},
    {"list zh", "## 中国的优势\n\n- 人才众多\n- 市场广阔\n",
     "economy/CN strengths \"人才众多; 市场广阔\" [人才众多|市场广阔]\n"},
    {"list of nothing asked", "## China\n\n- a first thing\n- a second thing\n", ""},
    {"table with unit in header",
     "| Initiative | Budget (US$ billion) |\n|---|---|\n| Stargate | 500 |\n| Total | 500 |\n",
     "initiative/stargate announced_size \"500\" 500000000000 USD\n"},
    {"table zh unit above",
     "单位：亿元\n\n| 计划 | 投资规模 |\n|---|---|\n| 星际之门 | 36000 |\n| 合计 | 36000 |\n",
     "initiative/stargate announced_size \"36000\" 3600000000000 CNY\n"},
};

TEST(LabelledClaims, Table) {
  for (const Case& test : kCases) EXPECT_EQ(Claims(test.markdown), test.claims) << test.name;
}

TEST(HeaderUnit, ReadsUnitsOfHeadersAndCaptions) {
  const recognize::Recognizer& recognizer = recognize::Recognizer::Default();
  const auto written = [&](const char* header, const char* figure, catalog::ValueType type) {
    std::string with_unit;
    return FindCaptionUnit(header, figure, type, recognizer, {}, &with_unit) ? with_unit : "";
  };
  using catalog::ValueType;
  EXPECT_EQ(written("Funding (US$ billion)", "3.5", ValueType::kMoney), "US$3.5 billion");
  EXPECT_EQ(written("Funding (million USD)", "40", ValueType::kMoney), "40 million USD");
  EXPECT_EQ(written("Budget, billion euros", "2", ValueType::kMoney), "2 billion euros");
  EXPECT_EQ(written("金额（亿元）", "120", ValueType::kMoney), "120亿元");
  EXPECT_EQ(written("表一 各省投资 单位：亿元", "120", ValueType::kMoney), "120亿元");
  EXPECT_EQ(written("投資額（億美元）", "1.2", ValueType::kMoney), "1.2億美元");
  EXPECT_EQ(written("Share (%)", "12", ValueType::kPercentage), "12%");
  EXPECT_EQ(written("Funding (2020)", "12", ValueType::kMoney), "");
  EXPECT_EQ(written("Funding", "12", ValueType::kMoney), "");
}

TEST(HeaderUnit, TellsFiguresAndSummaryRows) {
  for (const char* text : {"12", "1,200", "3.5", "~4", "约12"})
    EXPECT_TRUE(IsBareFigure(text)) << text;
  for (const char* text : {"", "n/a", "12 GW", "$3", "2020–2024"})
    EXPECT_FALSE(IsBareFigure(text)) << text;
  for (const char* text : {"Total", "合計", "Notes: as of May", "Average"})
    EXPECT_TRUE(IsSummaryRow(text)) << text;
  for (const char* text : {"China", "Total Energies", "注塑"})
    EXPECT_FALSE(IsSummaryRow(text)) << text;
}

}  // namespace
}  // namespace parallax::claim
