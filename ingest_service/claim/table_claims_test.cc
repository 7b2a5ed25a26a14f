#include "ingest_service/claim/table_claims.h"

#include <gtest/gtest.h>

#include <cstdlib>

#include "core/value/civil_date.h"
#include "ingest_service/parse/parse.h"
#include "ingest_service/source/decode.h"

namespace parallax::claim {
namespace {

const catalog::Catalog& Pack() {
  static const auto* const catalog = [] {
    auto loaded = catalog::Catalog::Load(std::string(std::getenv("PARALLAX_SOURCE_DIR")) +
                                         "/packs/ai_industrial_policy");
    EXPECT_TRUE(loaded.ok()) << loaded.status();
    return loaded->release();
  }();
  return *catalog;
}

std::string Dump(const record::Reading& reading) {
  struct Visitor {
    std::string operator()(const value::Money& v) { return v.amount.decimal + " " + v.currency; }
    std::string operator()(const value::Quantity& v) { return v.number.decimal + " " + v.unit; }
    std::string operator()(const value::Percentage& v) { return v.number.decimal + " %"; }
    std::string operator()(const value::Change& v) {
      return v.from.number.decimal + ">" + v.to.number.decimal + " " + v.currency + v.to.unit;
    }
    std::string operator()(const value::DateInterval& v) {
      return (v.begin ? value::FormatDate(*v.begin) : "") + ".." +
             (v.end          ? value::FormatDate(*v.end)
              : v.to_present ? "present"
                             : "");
    }
    std::string operator()(const value::LevelSpan& v) {
      return v.lowest_level_id == v.highest_level_id ? v.lowest_level_id
                                                     : v.lowest_level_id + "-" + v.highest_level_id;
    }
    std::string operator()(const record::EntitySet& v) {
      std::string out = "{";
      for (const auto& e : v.entities) out += (out.size() > 1 ? "," : "") + e.entity_id;
      return out + "}";
    }
    std::string operator()(const record::ItemList& v) {
      std::string out = "[";
      for (const auto& item : v.items) out += (out.size() > 1 ? "|" : "") + item.text;
      return out + "]";
    }
  };
  return std::visit(Visitor{}, reading);
}

// One line a claim: subject dimension KIND modality "text" readings (qualifiers).
std::string Claims(const std::string& content, const std::string& media_type,
                   std::vector<record::Issue>* issues = nullptr) {
  record::Input input;
  input.content = content;
  input.media_type = media_type;
  auto source = source::Decode(input);
  EXPECT_TRUE(source.ok()) << source.status();
  auto document = parse::Parse(*source, input);
  EXPECT_TRUE(document.ok()) << document.status();
  ClaimDraft draft;
  const std::vector<record::Mention> mentions;
  ClaimTables({Pack(),
               recognize::Recognizer::Default(),
               *document,
               mentions,
               {record::VoiceKind::kAuthor, "", "", "", "unsigned:x"},
               std::nullopt},
              &draft);
  std::string out;
  for (const record::Claim& claim : draft.claims) {
    out += claim.subject_entity_id + " " + claim.dimension_id;
    out += claim.kind == record::ClaimKind::kNotStated ? " NOT_STATED"
           : claim.kind == record::ClaimKind::kNoValue ? " NO_VALUE"
                                                       : "";
    if (claim.modality == record::Modality::kAlleged) out += " alleged";
    if (claim.modality == record::Modality::kPlanned) out += " planned";
    out += " \"" + claim.value.text + "\"";
    for (const auto& reading : claim.value.readings) out += " " + Dump(reading);
    for (const auto& qualifier : claim.qualifiers) out += " (" + qualifier.text + ")";
    out += "\n";
    EXPECT_FALSE(claim.evidence.empty());
    EXPECT_EQ(claim.evidence[0].role, record::EvidenceRole::kSubject);
    for (const auto& evidence : claim.evidence) {
      // UTF-8 without markup: every quote is the original's bytes.
      if (media_type == "text/plain") {
        EXPECT_EQ(
            content.substr(evidence.span.begin_byte, evidence.span.size()).find(evidence.quote) !=
                std::string::npos,
            true)
            << evidence.quote;
      }
    }
  }
  if (issues != nullptr) *issues = draft.issues;
  return out;
}

TEST(TableClaimsTest, EconomiesWithBlankMissingAndAbsentPolicy) {
  EXPECT_EQ(Claims("| Country | Period | State role | Industrial policy | Outcomes |\n"
                   "|---|---|---|---|---|\n"
                   "| Japan | 1950s–1970s | Government-guided | Cars and steel | Export boom; few "
                   "strikes |\n"
                   "| Hong Kong (colonial era) | until 1997 | Hands-off | No formal policy | |\n"
                   "| Atlantis | 1900 | n/a | Fishing | Sunk |\n",
                   "text/plain"),
            "economy/JP key_period \"1950s–1970s\" 1950-01-01..1980-01-01\n"
            "economy/JP role_of_state \"Government-guided\" STATE_GUIDED\n"
            "economy/JP industrial_policy \"Cars and steel\"\n"
            "economy/JP policy_outcomes \"Export boom; few strikes\" [Export boom|few strikes]\n"
            "economy/HK key_period \"until 1997\" ..1998-01-01 (colonial era)\n"
            "economy/HK role_of_state \"Hands-off\" LAISSEZ_FAIRE (colonial era)\n"
            "economy/HK industrial_policy NO_VALUE \"No formal policy\" (colonial era)\n"
            "economy/HK policy_outcomes NOT_STATED \"\" (colonial era)\n"
            "economy/~atlantis key_period \"1900\" 1900-01-01..1901-01-01\n"
            "economy/~atlantis role_of_state NOT_STATED \"n/a\"\n"
            "economy/~atlantis industrial_policy \"Fishing\"\n"
            "economy/~atlantis policy_outcomes \"Sunk\" [Sunk]\n");
}

TEST(TableClaimsTest, ModelsWithBracketsAndUsersAside) {
  EXPECT_EQ(
      Claims(
          "| Model | Financial support | Public sector adoption |\n"
          "|---|---|---|\n"
          "| Qwen (Alibaba Cloud) | Not disclosed | Claimed 90 million users; used by ministries "
          "|\n"
          "| DeepSeek (Hangzhou) | Indirect: uses state-backed clouds | Not publicly available |\n",
          "text/plain"),
      "model/qwen developer \"Alibaba Cloud\" {organization/alibaba-cloud}\n"
      "model/qwen financial_support NOT_STATED \"Not disclosed\"\n"
      "model/qwen public_sector_adoption alleged \"Claimed 90 million users; used by ministries\" "
      "[Claimed 90 million users|used by ministries]\n"
      "model/qwen users alleged \"90 million users\" 90000000 user\n"
      "model/deepseek based_in \"Hangzhou\" {place/hangzhou}\n"
      "model/deepseek financial_support \"Indirect: uses state-backed clouds\" INDIRECT\n"
      "model/deepseek public_sector_adoption NOT_STATED \"Not publicly available\"\n");
}

TEST(TableClaimsTest, ChineseTablesInBothScripts) {
  EXPECT_EQ(Claims("| 国家 | 主要时期 | 政府角色 |\n|---|---|---|\n| 韩国 | 1960年代至1980年代 | "
                   "高度干预 |\n",
                   "text/plain"),
            "economy/KR key_period \"1960年代至1980年代\" 1960-01-01..1990-01-01\n"
            "economy/KR role_of_state \"高度干预\" STATE_DIRECTED\n");
  EXPECT_EQ(
      Claims("| 國家 | 主要時期 | 政府角色 |\n|---|---|---|\n| 新加坡 | 1965年至今 | 未說明 |\n",
             "text/plain"),
      "economy/SG key_period \"1965年至今\" 1965-01-01..present\n"
      "economy/SG role_of_state NOT_STATED \"未說明\"\n");
}

TEST(TableClaimsTest, TurnedOverItSaysTheSame) {
  const std::string plain = Claims(
      "| Country | Period | State role |\n|---|---|---|\n| Japan | 1950s | Hands-off |\n| "
      "Singapore | 1960s | Market-led |\n",
      "text/plain");
  const std::string turned = Claims(
      "| | Japan | Singapore |\n|---|---|---|\n| Period | 1950s | 1960s |\n| State role | "
      "Hands-off | Market-led |\n",
      "text/plain");
  EXPECT_EQ(turned, plain);
}

TEST(TableClaimsTest, ShuffledColumnsChangeOnlyTheOrder) {
  const std::string one =
      Claims("| Country | Period | State role |\n|---|---|---|\n| Japan | 1950s | Hands-off |\n",
             "text/plain");
  const std::string other =
      Claims("| Country | State role | Period |\n|---|---|---|\n| Japan | Hands-off | 1950s |\n",
             "text/plain");
  EXPECT_NE(one, other);
  EXPECT_NE(other.find("economy/JP key_period \"1950s\" 1950-01-01..1960-01-01\n"),
            std::string::npos)
      << other;
  EXPECT_EQ(one.size(), other.size());
}

TEST(TableClaimsTest, ATableAboutSomethingElseYieldsNothing) {
  EXPECT_EQ(
      Claims("| Recipe | Flour | Eggs |\n|---|---|---|\n| Pancakes | 200 g | 2 |\n", "text/plain"),
      "");
  EXPECT_EQ(Claims("| Country | Capital | Anthem |\n|---|---|---|\n| Japan | Tokyo | Kimigayo |\n",
                   "text/plain"),
            "");
}

TEST(TableClaimsTest, NegatedLevelIsNotRead) {
  std::vector<record::Issue> issues;
  EXPECT_EQ(Claims("| Country | State role |\n|---|---|\n| Japan | Not market-led |\n",
                   "text/plain", &issues),
            "economy/JP role_of_state \"Not market-led\"\n");
  ASSERT_EQ(issues.size(), 1u);
  EXPECT_EQ(issues[0].kind, record::IssueKind::kUnparsedValue);
}

}  // namespace
}  // namespace parallax::claim
