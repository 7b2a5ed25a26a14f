#include "core/catalog/catalog.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>

namespace parallax::catalog {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

const Catalog& DefaultPack() {
  static const Catalog* const catalog = [] {
    auto loaded = Catalog::Load(std::string(std::getenv("PARALLAX_SOURCE_DIR")) +
                                "/packs/ai_industrial_policy");
    if (!loaded.ok()) {
      ADD_FAILURE() << loaded.status();
      std::abort();
    }
    return loaded->release();
  }();
  return *catalog;
}

std::string FirstId(std::string_view name, std::string_view language = {},
                    std::string_view kind = {}) {
  const auto found = DefaultPack().ResolveName(name, language, kind);
  return found.empty() ? "" : found.front().entity->id;
}

TEST(DefaultPackTest, NamesOfEconomies) {
  struct Case {
    const char* name;
    const char* id;
  };
  for (const Case& c : {
           Case{"South Korea", "economy/KR"},
           {"韩国", "economy/KR"},
           {"韓國", "economy/KR"},
           {"Republic of Korea", "economy/KR"},
           {"economy/KR", "economy/KR"},
           {"china", "economy/CN"},
           {"中國", "economy/CN"},
           {"Ｃｈｉｎａ", "economy/CN"},
           {"U.S.", "economy/US"},
           {"美方", "economy/US"},
           {"Chinese", "economy/CN"},
           {"歐盟", "economy/EU"},
           {"European Union", "economy/EU"},
           {"Taiwan", "economy/TW"},
           {"臺灣", "economy/TW"},
           {"台湾", "economy/TW"},
           {"新加坡", "economy/SG"},
           {"Hong  Kong", "economy/HK"},
           {"沙烏地阿拉伯", "economy/SA"},
           {"沙特阿拉伯", "economy/SA"},
           {"Cote d'Ivoire", "economy/CI"},
           {"CÔTE D’IVOIRE", "economy/CI"},
           {"Ruritania", ""},
           {"", ""},
       }) {
    EXPECT_EQ(FirstId(c.name, {}, "economy"), c.id) << c.name;
  }
}

TEST(DefaultPackTest, EveryHeaderFindsItsDimension) {
  struct Case {
    const char* header;
    const char* kind;
    const char* dimension;
  };
  for (const Case& c : {
           Case{"Key Period", "economy", "key_period"},
           {"关键时期", "economy", "key_period"},
           {"關鍵時期", "economy", "key_period"},
           {"Years of the boom", "economy", "key_period"},
           {"Role of the State", "economy", "role_of_state"},
           {"The role played by the state", "economy", "role_of_state"},
           {"政府所扮演之角色", "economy", "role_of_state"},
           {"国家的作用", "economy", "role_of_state"},
           {"Industrial Policy", "economy", "industrial_policy"},
           {"Industrial policy focus", "economy", "industrial_policy"},
           {"產業政策", "economy", "industrial_policy"},
           {"Key Mechanisms of State Involvement", "economy", "policy_mechanisms"},
           {"Main policy instruments", "economy", "policy_mechanisms"},
           {"主要政策工具", "economy", "policy_mechanisms"},
           {"Outcomes", "economy", "policy_outcomes"},
           {"Outcome:", "economy", "policy_outcomes"},
           {"發展成果", "economy", "policy_outcomes"},
           {"Financial Support", "model", "financial_support"},
           {"Government financing", "model", "financial_support"},
           {"財政支持", "model", "financial_support"},
           {"Infrastructure, Data Access", "model", "infrastructure_support"},
           {"Access to compute and data", "model", "infrastructure_support"},
           {"基础设施及数据获取", "model", "infrastructure_support"},
           {"Regulatory, Strategic Support", "model", "regulatory_support"},
           {"Regulatory & strategic backing", "model", "regulatory_support"},
           {"監管與戰略支持", "model", "regulatory_support"},
           {"Public Sector Adoption", "model", "public_sector_adoption"},
           {"Adoption in the public sector", "model", "public_sector_adoption"},
           {"公共部門採用情況", "model", "public_sector_adoption"},
           {"Announced size (USD bn)", "initiative", "announced_size"},
           {"Total investment", "initiative", "announced_size"},
           {"投資規模（億元）", "initiative", "announced_size"},
           {"Participating firms", "initiative", "participants"},
           {"參與企業", "initiative", "participants"},
           {"Key Period 关键时期", "economy", "key_period"},
       }) {
    const auto found = DefaultPack().MatchHeader(c.header, c.kind);
    ASSERT_FALSE(found.empty()) << c.header;
    EXPECT_EQ(found.front().dimension->id, c.dimension)
        << c.header << " by " << found.front().cue << " " << found.front().score;
  }
}

TEST(DefaultPackTest, HeadersThatAskNothingKnown) {
  for (const char* header :
       {"", "   ", "Photo", "Footnote 3", "序号", "No.", "字体颜色", "|", "Weather in spring"}) {
    EXPECT_TRUE(DefaultPack().MatchHeader(header, "economy").empty())
        << header << " → " << DefaultPack().MatchHeader(header, "economy").front().dimension->id;
  }
}

TEST(DefaultPackTest, SubjectColumns) {
  struct Case {
    const char* header;
    const char* kind;
  };
  for (const Case& c : {Case{"Country", "economy"},
                        {"Economy", "economy"},
                        {"国家/地区", "economy"},
                        {"經濟體", "economy"},
                        {"Model", "model"},
                        {"AI Model", "model"},
                        {"大模型", "model"},
                        {"模型名稱", "model"},
                        {"Initiative", "initiative"},
                        {"計劃名稱", "initiative"},
                        {"Company", "organization"},
                        {"企業", "organization"}}) {
    const auto found = DefaultPack().MatchKindHeader(c.header);
    ASSERT_FALSE(found.empty()) << c.header;
    EXPECT_EQ(found.front().kind->id, c.kind) << c.header;
  }
  EXPECT_TRUE(DefaultPack().MatchKindHeader("Outcomes of the reforms").empty());
}

TEST(DefaultPackTest, LevelsOfTheRoleOfTheState) {
  struct Case {
    const char* text;
    const char* levels;  // lowest..highest of each match
  };
  for (const Case& c : {
           Case{"Highly interventionist", "STATE_DIRECTED..STATE_DIRECTED"},
           {"Strong state direction with private sector support", "STATE_GUIDED..STATE_DIRECTED"},
           {"State-capitalist model", "STATE_DIRECTED..STATE_DIRECTED"},
           {"Minimal intervention – laissez-faire",
            "LAISSEZ_FAIRE..LAISSEZ_FAIRE LAISSEZ_FAIRE..LAISSEZ_FAIRE"},
           {"similar “state-led” approaches", "STATE_GUIDED..STATE_DIRECTED"},
           {"the more market–led U.S. approach", "MARKET_LED..MARKET_LED"},
           {"「國家主導」模式", "STATE_GUIDED..STATE_DIRECTED"},
           {"以市场主导为原则", "MARKET_LED..MARKET_LED"},
           {"積極不干預政策", "LAISSEZ_FAIRE..LAISSEZ_FAIRE"},
           {"a sunny day", ""},
           {"statement-led", ""},
       }) {
    std::string levels;
    for (const LevelMatch& match : DefaultPack().ReadLevels("role_of_state", c.text)) {
      if (!levels.empty()) levels += " ";
      levels += match.levels.lowest_level_id + ".." + match.levels.highest_level_id;
    }
    EXPECT_EQ(levels, c.levels) << c.text;
  }
  const std::string text = "模式：「國家主導」";
  const auto found = DefaultPack().ReadLevels("role_of_state", text);
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(text.substr(found[0].begin, found[0].end - found[0].begin), "國家主導");
}

TEST(DefaultPackTest, AnswersOfCells) {
  for (const char* text :
       {"", " ", "-", "—", "n/a", "N/A", "Not specified", "(not specified)", "未说明", "未說明。",
        "不詳", "Unknown", "TBD", "Details not publicly available",
        "Specific public sector adoption details not available", "暂无公开信息", "未揭露"}) {
    EXPECT_EQ(DefaultPack().ClassifyAnswer(text), CellAnswer::kNotStated) << text;
  }
  for (const char* text : {"None", "No formal industrial policy", "无", "無", "没有正式的产业政策",
                           "沒有正式產業政策", "no explicit policy", "No."}) {
    EXPECT_EQ(DefaultPack().ClassifyAnswer(text), CellAnswer::kNoValue) << text;
  }
  for (const char* text :
       {"Low taxes", "Norway's fund", "Nonetheless strong growth", "Notable subsidies",
        "无人机产业", "No formal policy until 1990; then targeted credit",
        "Indirect: benefited from cloud platforms", "未来产业基金",
        "Unknown to most, the fund grew; it now has 3 billion dollars"}) {
    EXPECT_EQ(DefaultPack().ClassifyAnswer(text), CellAnswer::kValue) << text;
  }
}

TEST(DefaultPackTest, TreeAndWellKnownDimensions) {
  const Dimension* root = DefaultPack().FindDimension("state_support");
  ASSERT_NE(root, nullptr);
  EXPECT_THAT(root->children,
              ::testing::ElementsAre("financial_support", "infrastructure_support",
                                     "regulatory_support", "public_sector_adoption"));
  EXPECT_TRUE(root->well_known);
  EXPECT_EQ(DefaultPack().DimensionName("role_of_state", "zh-Hant"), "國家的角色");
  EXPECT_EQ(DefaultPack().DisplayName("economy/KR", "zh-Hans"), "韩国");
  EXPECT_EQ(DefaultPack().DisplayName("economy/KR", "fr"), "South Korea");
}

TEST(DefaultPackTest, EveryDimensionIsDocumented) {
  std::ifstream file(std::string(std::getenv("PARALLAX_SOURCE_DIR")) + "/docs/dimensions.md");
  const std::string page(std::istreambuf_iterator<char>(file), {});
  for (const Dimension& dimension : DefaultPack().dimensions()) {
    EXPECT_NE(page.find("| `" + dimension.id + "` |"), std::string::npos) << dimension.id;
  }
  for (const Scale& scale : DefaultPack().scales()) {
    for (const Level& level : scale.levels)
      EXPECT_NE(page.find(level.id), std::string::npos) << level.id;
  }
}

TEST(DefaultPackTest, HoldsEnough) {
  EXPECT_GE(DefaultPack().EntitiesOfKind("economy").size(), 249u);  // ISO 3166-1
  EXPECT_GE(DefaultPack().EntitiesOfKind("organization").size(), 150u);
  EXPECT_GE(DefaultPack().EntitiesOfKind("model").size(), 80u);
  EXPECT_GE(DefaultPack().EntitiesOfKind("initiative").size(), 60u);
  for (const Entity& entity : DefaultPack().entities()) {
    EXPECT_FALSE(DefaultPack().DisplayName(entity.id, "zh-Hant").empty()) << entity.id;
  }
}

// A pack that stands, to be spoilt by one line each.
constexpr char kSound[] = R"(id: "tiny" version: "1.0.0"
kinds { id: "economy" names { language: "en" text: "economy" } }
kinds { id: "place" names { language: "en" text: "place" } }
relation_types { id: "located_in" inverse_id: "contains" from_kinds: "place" to_kinds: "economy" }
entities { id: "economy/AA" names { language: "en" primary: "Alphaland" metonym: "Port Alpha" } }
entities { id: "place/port" names { language: "en" primary: "Port Alpha" } relations { type: "located_in" target: "economy/AA" } }
scales { id: "s" levels { id: "LOW" } levels { id: "HIGH" } }
dimensions { id: "d" value_type: VALUE_TYPE_LEVEL scale: "s" names { language: "en" text: "d" } }
)";

TEST(PackTest, RelationsAreReadBothWays) {
  const auto catalog = Catalog::LoadSources({{"tiny.textproto", kSound}});
  ASSERT_TRUE(catalog.ok()) << catalog.status();
  ASSERT_EQ((*catalog)->Related("place/port", "located_in").size(), 1u);
  ASSERT_EQ((*catalog)->Related("economy/AA", "contains").size(), 1u);
  EXPECT_EQ((*catalog)->Related("economy/AA", "contains")[0]->id, "place/port");
  EXPECT_TRUE((*catalog)->Related("economy/AA", "located_in").empty());
  EXPECT_EQ((*catalog)->ResolveName("port alpha").size(), 2u);
}

TEST(PackTest, FingerprintIsOfTheContent) {
  const std::string sound = kSound;
  const size_t cut = sound.find("entities");
  const auto whole = Catalog::LoadSources({{"a", sound}});
  const auto split = Catalog::LoadSources(
      {{"b", "# a comment\n" + sound.substr(cut)}, {"c", sound.substr(0, cut)}});
  const auto other = Catalog::LoadSources(
      {{"a",
        sound + R"(entities { id: "economy/BB" names { language: "en" primary: "Betaland" } })"}});
  ASSERT_TRUE(whole.ok() && split.ok() && other.ok());
  EXPECT_EQ((*whole)->fingerprint(), (*split)->fingerprint());
  EXPECT_NE((*whole)->fingerprint(), (*other)->fingerprint());
}

TEST(PackTest, FaultsNameTheirLine) {
  struct Case {
    const char* added;  // becomes line 9
    const char* message;
  };
  for (const Case& c : {
           Case{"entities { id: \"economy/AA\" names { language: \"en\" primary: \"Again\" } }",
                "is already declared at tiny.textproto:5"},
           {"entities { id: \"economy/\" names { language: \"en\" primary: \"Nameless\" } }",
            "is not kind/slug"},
           {"entities { id: \"planet/mars\" names { language: \"en\" primary: \"Mars\" } }",
            "undeclared kind \"planet\""},
           {"entities { id: \"economy/CC\" }", "has no primary name"},
           {"entities { id: \"economy/CC\" names { language: \"en\" primary: \"ALPHALAND\" } }",
            "declare it contextual"},
           {"entities { id: \"economy/CC\" names { language: \"en\" primary: \"Ce\" } relations { "
            "type: \"near\" target: \"economy/AA\" } }",
            "unknown relation type \"near\""},
           {"entities { id: \"economy/CC\" names { language: \"en\" primary: \"Ce\" } relations { "
            "type: \"located_in\" target: \"economy/AA\" } }",
            "does not lead from economy to economy"},
           {"entities { id: \"place/cc\" names { language: \"en\" primary: \"Ce\" } relations { "
            "type: \"located_in\" target: \"economy/ZZ\" } }",
            "unknown entity \"economy/ZZ\""},
           {"dimensions { id: \"e\" parent: \"nope\" value_type: VALUE_TYPE_TEXT names { language: "
            "\"en\" text: \"e\" } }",
            "unknown parent \"nope\""},
           {"dimensions { id: \"e\" parent: \"e\" value_type: VALUE_TYPE_TEXT names { language: "
            "\"en\" text: \"e\" } }",
            "its own ancestor"},
           {"dimensions { id: \"e\" value_type: VALUE_TYPE_LEVEL scale: \"t\" names { language: "
            "\"en\" text: \"e\" } }",
            "unknown scale \"t\""},
           {"dimensions { id: \"e\" names { language: \"en\" text: \"e\" } }", "has no value type"},
           {"dimensions { id: \"users\" value_type: VALUE_TYPE_TEXT names { language: \"en\" text: "
            "\"e\" } }",
            "reserved with another type"},
           {"dimensions { id: \"e\" value_type: VALUE_TYPE_TEXT subject_kinds: \"planet\" names { "
            "language: \"en\" text: \"e\" } }",
            "unknown kind \"planet\""},
           {"dimensions { id: \"e\" value_type: VALUE_TYPE_TEXT subject_kinds: \"economy\" names { "
            "language: \"en\" text: \"e\" } } prose_frames { dimension: \"e\" language: \"en\" "
            "shape: "
            "FRAME_SHAPE_SUBJECT_FIRST phrase: \"is\" subject_kinds: \"place\" }",
            "of which that is not asked"},
           {"scales { id: \"t\" levels { id: \"A\" } levels { id: \"A\" } }", "twice"},
           {"scales { id: \"t\" levels { id: \"A\" } levels { id: \"B\" } spans { lowest: \"B\" "
            "highest: \"A\" } }",
            "runs downwards"},
           {"id: \"second\"", "tiny.textproto:9"},
           {"entity { }", "tiny.textproto:9"},
           {"entities { id: 7 }", "tiny.textproto:9"},
       }) {
    const auto catalog = Catalog::LoadSources({{"tiny.textproto", std::string(kSound) + c.added}});
    ASSERT_FALSE(catalog.ok()) << c.added;
    EXPECT_EQ(catalog.status().code(), absl::StatusCode::kInvalidArgument);
    EXPECT_THAT(std::string(catalog.status().message()),
                AllOf(HasSubstr("tiny.textproto:"), HasSubstr(c.message)))
        << c.added;
  }
}

TEST(PackTest, MissingFilesAreNotFound) {
  EXPECT_EQ(Catalog::Load("/nonexistent/pack").status().code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(Catalog::LoadFiles({"/nonexistent/pack.textproto"}).status().code(),
            absl::StatusCode::kNotFound);
  EXPECT_EQ(Catalog::LoadSources({}).status().code(), absl::StatusCode::kInvalidArgument);
}

}  // namespace
}  // namespace parallax::catalog
