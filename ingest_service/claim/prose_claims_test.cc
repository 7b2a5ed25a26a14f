// Sentences and what the prose rules take from them: a table in testdata, read by people. Lines:
//   = LANGUAGE SENTENCE          a document of one paragraph ("||" parts paragraphs, "#" a heading)
//   + SUBJECT DIMENSION [STANCE] "VALUE" READINGS
// A case without "+" yields nothing. PARALLAX_UPDATE_GOLDEN=1 rewrites the files: prose_cases.txt
// has what the pack's own questions take, statement_cases.txt the open ones (with the rule's last
// word).
#include "ingest_service/claim/prose_claims.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <memory>
#include <sstream>

#include "core/catalog/well_known.h"
#include "core/value/civil_date.h"
#include "ingest_service/claim/yuan_region.h"
#include "ingest_service/link/linker.h"
#include "ingest_service/parse/parse.h"
#include "ingest_service/source/decode.h"

namespace parallax::claim {
namespace {

std::string SourceDir() { return std::getenv("PARALLAX_SOURCE_DIR"); }

struct Rooms {
  explicit Rooms(const std::string& pack) {
    auto loaded = catalog::Catalog::Load(SourceDir() + "/packs/" + pack);
    EXPECT_TRUE(loaded.ok()) << loaded.status();
    catalog = *std::move(loaded);
    linker = std::make_unique<link::Linker>(catalog);
    rules = std::make_unique<ProseRules>(*catalog);
  }
  std::shared_ptr<const catalog::Catalog> catalog;
  std::unique_ptr<link::Linker> linker;
  std::unique_ptr<ProseRules> rules;
};

const Rooms& Default() {
  static const auto* const rooms = new Rooms("ai_industrial_policy");
  return *rooms;
}

std::string Dump(const record::Reading& reading) {
  struct Visitor {
    std::string operator()(const value::Money& v) { return v.amount.decimal + " " + v.currency; }
    std::string operator()(const value::Quantity& v) { return v.number.decimal + " " + v.unit; }
    std::string operator()(const value::Percentage& v) { return v.number.decimal + " %"; }
    std::string operator()(const value::Change& v) {
      return v.from.number.decimal + ">" + v.to.number.decimal;
    }
    std::string operator()(const value::DateInterval& v) {
      return (v.begin ? value::FormatDate(*v.begin) : "") + ".." +
             (v.end ? value::FormatDate(*v.end) : "");
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
    std::string operator()(const record::ItemList&) { return ""; }
  };
  return std::visit(Visitor{}, reading);
}

struct Reading {
  record::Document document;
  std::string content;
  ClaimDraft draft;
};

Reading ReadText(const Rooms& rooms, const std::string& content) {
  Reading out;
  out.content = content;
  record::Input input;
  input.content = content;
  input.media_type = "text/markdown";
  auto source = source::Decode(input);
  EXPECT_TRUE(source.ok()) << source.status();
  auto document = parse::Parse(*source, input);
  EXPECT_TRUE(document.ok()) << document.status();
  out.document = *std::move(document);
  const link::LinkResult linked = rooms.linker->Link(out.document);
  const record::Voice author{record::VoiceKind::kAuthor, "", "", "", "unsigned:x"};
  const ClaimContext context{*rooms.catalog,
                             recognize::Recognizer::Default(),
                             out.document,
                             linked.mentions,
                             author,
                             std::nullopt,
                             YuanRegion(*rooms.catalog, out.document, linked.mentions)};
  ClaimProse(*rooms.rules, context,
             discourse::ReadDiscourse(*rooms.catalog, out.document, linked.mentions, author),
             &out.draft);
  return out;
}

bool IsOpen(const record::Claim& claim) { return catalog::IsOpenQuestion(claim.dimension_id); }

// The claims of the open questions, or the others.
std::string Lines(const ClaimDraft& draft, bool open = false) {
  std::string out;
  for (const record::Claim& claim : draft.claims) {
    if (IsOpen(claim) != open) continue;
    out += "+ " +
           (claim.subject_entity_id.empty() ? "\"" + claim.subject_written + "\""
                                            : claim.subject_entity_id) +
           " " + claim.dimension_id;
    if (open) out += claim.activity.rule_id.substr(claim.activity.rule_id.rfind('/'));
    if (claim.stance == record::Stance::kDenies) out += " DENIES";
    out += " \"" + claim.value.text + "\"";
    for (const record::Reading& reading : claim.value.readings) {
      const std::string dumped = Dump(reading);
      if (!dumped.empty()) out += " " + dumped;
    }
    out += "\n";
  }
  for (const auto& [restated, first] : draft.equivalents) {
    if (IsOpen(draft.claims[first]) != open) continue;
    out += "~ " + draft.claims[restated].value.text + " = " + draft.claims[first].value.text + "\n";
  }
  return out;
}

std::string ContentOf(const std::string& sentence) {
  std::string content = sentence;
  for (size_t at = content.find("||"); at != std::string::npos; at = content.find("||"))
    content.replace(at, 2, "\n\n");
  return content + "\n";
}

void CheckTable(const std::string& name, bool open, int fewest) {
  const std::string path = SourceDir() + "/ingest_service/claim/testdata/" + name;
  std::ifstream file(path);
  ASSERT_TRUE(file.good()) << path;
  std::string made;
  std::string wanted;
  int cases = 0;
  for (std::string line; std::getline(file, line);) {
    wanted += line + "\n";
    if (line.starts_with("+ ") || line.starts_with("~ ")) continue;
    made += line + "\n";
    if (!line.starts_with("= ")) continue;
    ++cases;
    const Reading reading = ReadText(Default(), ContentOf(line.substr(line.find(' ', 2) + 1)));
    made += Lines(reading.draft, open);
    for (const record::Claim& claim : reading.draft.claims) {
      EXPECT_FALSE(claim.voices.empty());
      for (const record::Evidence& evidence : claim.evidence) {
        EXPECT_EQ(reading.content.substr(evidence.span.begin_byte, evidence.span.size()),
                  evidence.quote)
            << line;
      }
    }
  }
  EXPECT_GE(cases, fewest);
  if (std::getenv("PARALLAX_UPDATE_GOLDEN") != nullptr) {
    std::ofstream(path) << made;
    return;
  }
  EXPECT_EQ(made, wanted);
}

const record::Claim* Find(const ClaimDraft& draft, std::string_view subject,
                          std::string_view dimension) {
  for (const record::Claim& claim : draft.claims) {
    if (claim.subject_entity_id == subject && claim.dimension_id == dimension) return &claim;
  }
  return nullptr;
}

// What is told with one time holds at that time, what has two or a term to come at none.
TEST(ProseClaimsTest, AStatementHoldsAtTheOneTimeThatItNames) {
  const Reading dated = ReadText(Default(), "In 2019, Japan funded research parks in Hokkaido.\n");
  const record::Claim* funded = Find(dated.draft, "economy/JP", "statements");
  ASSERT_NE(funded, nullptr);
  ASSERT_TRUE(funded->valid_time.begin.has_value());
  EXPECT_EQ(value::FormatDate(*funded->valid_time.begin), "2019-01-01");
  EXPECT_EQ(value::FormatDate(*funded->valid_time.end), "2020-01-01");
  for (const char* text :
       {"Japan wants to lead the market for robots by 2035.\n",
        "Japan funded research parks in 2019 and closed the first of them in 2023.\n",
        "Japan has funded research parks for many years.\n"}) {
    const Reading other = ReadText(Default(), text);
    const record::Claim* claim = Find(other.draft, "economy/JP", "statements");
    ASSERT_NE(claim, nullptr) << text;
    EXPECT_EQ(claim->valid_time, value::DateInterval{}) << text;
  }
}

// What a party or cabinet that governs does on a day is its country's history; what it is, is not.
TEST(ProseClaimsTest, DatedActsOfThoseWhoGovernAreTheirCountrys) {
  const Reading dated = ReadText(
      Default(), "China trains engineers.\n\nSince 2017, the CCP has seen robots as a priority.\n");
  const record::Claim* of_country = nullptr;
  for (const record::Claim& claim : dated.draft.claims) {
    if (claim.subject_entity_id == "economy/CN" && claim.dimension_id == "involvement") {
      of_country = &claim;
    }
  }
  ASSERT_NE(of_country, nullptr);
  EXPECT_EQ(value::FormatDate(*of_country->valid_time.begin), "2017-01-01");
  EXPECT_FALSE(of_country->valid_time.end.has_value());
  const Reading undated =
      ReadText(Default(), "China trains engineers.\n\nThe CCP has seen robots as a priority.\n");
  for (const record::Claim& claim : undated.draft.claims) {
    EXPECT_FALSE(claim.subject_entity_id == "economy/CN" && claim.dimension_id == "involvement");
  }
}

TEST(ProseClaimsTest, Table) { CheckTable("prose_cases.txt", /*open=*/false, 120); }

TEST(ProseClaimsTest, Statements) { CheckTable("statement_cases.txt", /*open=*/true, 200); }

// Stance, modality and innermost voice of the one claim on a dimension.
TEST(ProseClaimsTest, HowFirmlyItIsToldAndByWhom) {
  using record::Modality;
  using record::Stance;
  struct Case {
    std::string text;
    std::string dimension;
    Stance stance;
    Modality modality;
    std::string voice;  // entity id; empty for the author
  };
  for (const Case& c : {
           // What is decided is asserted, as a plan; what is only expected is predicted.
           Case{"The Stargate Project will cost 500 billion dollars.", "announced_size",
                Stance::kAsserts, Modality::kPlanned, ""},
           {"The Stargate Project is expected to cost 500 billion dollars.", "announced_size",
            Stance::kPredicts, Modality::kPlanned, ""},
           {"Emmanuel Macron said the Stargate Project would cost 500 billion dollars.",
            "announced_size", Stance::kAsserts, Modality::kPlanned, "person/emmanuel-macron"},
           {"Emmanuel Macron said the Stargate Project would cost 500 billion dollars if it grew.",
            "announced_size", Stance::kAsserts, Modality::kConditional, "person/emmanuel-macron"},
           {"欧洲芯片法案将达430亿欧元。", "announced_size", Stance::kAsserts, Modality::kPlanned,
            ""},
           // "Will" of anything else is a prediction.
           {"DeepSeek will have 300 million users.", "users", Stance::kPredicts, Modality::kPlanned,
            ""},
           // What a name carries with it is so, whatever the sentence says of it.
           {"Toronto-based Brookfield will invest in data centres.", "based_in", Stance::kAsserts,
            Modality::kActual, ""},
           {"China's state-driven model might slow growth.", "role_of_state", Stance::kAsserts,
            Modality::kActual, ""},
           {"China might adopt a state-driven model.", "role_of_state", Stance::kAsserts,
            Modality::kConditional, ""},
           // The weight that a state lays on something is its conduct, not its speech.
           {"The US emphasizes private-sector leadership.", "statements", Stance::kAsserts,
            Modality::kActual, ""},
           // What is called for, held to come, or so though an expectation is named.
           {"武汉要加快完善港口。", "statements", Stance::kRecommends, Modality::kActual, ""},
           {"高雄要積極推進開放。", "statements", Stance::kRecommends, Modality::kActual, ""},
           {"武汉的主要加工企业投资20亿元。", "statements", Stance::kAsserts, Modality::kActual,
            ""},
           {"武汉将坚持绿色发展。", "statements", Stance::kPredicts, Modality::kPlanned, ""},
           {"高雄將堅持綠色發展。", "statements", Stance::kPredicts, Modality::kPlanned, ""},
           {"武汉正在将港口改革推向深入。", "statements", Stance::kAsserts, Modality::kActual, ""},
           {"高雄正在將港口改革推向深入。", "statements", Stance::kAsserts, Modality::kActual, ""},
           {"诺基亚将今年的收入增速预期上调了2个百分点。", "statements", Stance::kAsserts,
            Modality::kActual, ""},
           {"諾基亞將今年的收入增速預期上調了2個百分點。", "statements", Stance::kAsserts,
            Modality::kActual, ""},
           {"三星第一季度利潤勝預期。", "statements", Stance::kAsserts, Modality::kActual, ""},
           {"第二步，武汉实现港口自动化。", "statements", Stance::kAsserts, Modality::kPlanned, ""},
           {"工期有可能推迟，此前三星在武汉投资20亿元。", "involvement", Stance::kAsserts,
            Modality::kActual, ""},
           {"《重慶市船舶產業發展方案》提出，打造長江船舶之都，培育龍頭企業。", "involvement",
            Stance::kAsserts, Modality::kPlanned, "initiative/~c287dcbd6eb0c99e"},
           {"The US said that firms are to lead.", "statements", Stance::kAsserts,
            Modality::kPlanned, "economy/US"},
       }) {
    const Reading reading = ReadText(Default(), c.text + "\n");
    const record::Claim* found = nullptr;
    for (const record::Claim& claim : reading.draft.claims) {
      if (claim.dimension_id == c.dimension && found == nullptr) found = &claim;
    }
    ASSERT_NE(found, nullptr) << c.text;
    EXPECT_EQ(found->stance, c.stance) << c.text;
    EXPECT_EQ(found->modality, c.modality) << c.text;
    EXPECT_EQ(found->voices.back().entity_id, c.voice) << c.text;
  }
}

// A consistent change of names changes names and nothing else.
TEST(ProseClaimsTest, RenamedEntities) {
  struct Pair {
    std::string text;
    std::string other;
    std::vector<std::pair<std::string, std::string>> renamed;
  };
  const Pair pairs[] = {
      {"Germany will invest 3 billion euros in quantum research by 2028.",
       "Canada will invest 3 billion euros in quantum research by 2028.",
       {{"economy/DE", "economy/CA"}, {"Germany", "Canada"}}},
      {"Mistral AI raised $640 million in a funding round.",
       "Anthropic raised $640 million in a funding round.",
       {{"organization/mistral-ai", "organization/anthropic"}, {"Mistral AI", "Anthropic"}}},
      {"\u6cd5\u56fd\u8ba1\u5212\u6295\u8d441000\u4ebf\u6b27\u5143\u5efa\u8bbe\u6570\u636e\u4e2d"
       "\u5fc3\u3002",
       "\u65e5\u672c\u8ba1\u5212\u6295\u8d441000\u4ebf\u6b27\u5143\u5efa\u8bbe\u6570\u636e\u4e2d"
       "\u5fc3\u3002",
       {{"economy/FR", "economy/JP"}, {"\u6cd5\u56fd", "\u65e5\u672c"}}},
  };
  for (const Pair& pair : pairs) {
    std::string expected = Lines(ReadText(Default(), pair.text).draft);
    ASSERT_FALSE(expected.empty()) << pair.text;
    for (const auto& [from, to] : pair.renamed) {
      for (size_t at = expected.find(from); at != std::string::npos; at = expected.find(from, at))
        expected.replace(at, from.size(), to);
    }
    EXPECT_EQ(Lines(ReadText(Default(), pair.other).draft), expected);
    expected = Lines(ReadText(Default(), pair.text).draft, /*open=*/true);
    ASSERT_FALSE(expected.empty()) << pair.text;
    for (const auto& [from, to] : pair.renamed) {
      for (size_t at = expected.find(from); at != std::string::npos; at = expected.find(from, at))
        expected.replace(at, from.size(), to);
    }
    EXPECT_EQ(Lines(ReadText(Default(), pair.other).draft, /*open=*/true), expected);
  }
}

TEST(ProseClaimsTest, SwappedCurrencyAndNegation) {
  const std::string base =
      Lines(ReadText(Default(), "Japan will invest $5 billion in chips.").draft);
  const std::string swapped =
      Lines(ReadText(Default(), "Japan will invest \u20ac5 billion in chips.").draft);
  EXPECT_NE(base.find("5000000000 USD"), std::string::npos) << base;
  EXPECT_NE(swapped.find("5000000000 EUR"), std::string::npos) << swapped;
  const std::string denied =
      Lines(ReadText(Default(), "Japan will not invest $5 billion in chips.").draft);
  EXPECT_NE(denied.find("DENIES"), std::string::npos) << denied;
}

TEST(ProseClaimsTest, Deterministic) {
  const std::string text =
      "China aims to lead AI by 2030. The country is building data centers in western provinces. "
      "Stargate, a $500 billion effort, is led by OpenAI.";
  const std::string first = Lines(ReadText(Default(), text).draft);
  for (int i = 0; i < 3; ++i) EXPECT_EQ(Lines(ReadText(Default(), text).draft), first);
}

// Long runs of cues, names and brackets stay within the bounds of a sentence.
TEST(ProseClaimsTest, PathologicalSentences) {
  for (const std::string unit :
       {"China aims to ", "China, ", "(((China ", "announced $5 billion ",
        "\u4e2d\u56fd\u65e8\u5728\u6295\u8d441\u4ebf\u5143\u3001", "and by 2030 "}) {
    std::string text;
    while (text.size() < 60'000) text += unit;
    const Reading reading = ReadText(Default(), text);
    EXPECT_LT(reading.draft.claims.size(), 6000U) << unit;
  }
}

// Nothing is wired to one subject: a pack without frames of its own still has what is said.
TEST(ProseClaimsTest, AnotherPack) {
  const Rooms rooms("electric_vehicles");
  const Reading reading = ReadText(rooms, "BYD aims to sell five million cars by 2027.");
  EXPECT_EQ(rooms.catalog->prose_frames().empty(), Lines(reading.draft).empty());
  EXPECT_NE(Lines(reading.draft, /*open=*/true).find("byd statements"), std::string::npos)
      << Lines(reading.draft, /*open=*/true);
}

}  // namespace
}  // namespace parallax::claim
