// Documents in a small notation with the discourse that a careful reader finds in them. A case of
// testdata/*.txt is
//   == name
//   a block a line: "# " heading, "- " list item, "> " reader's comment, "Label:: " a labelled
//   paragraph, otherwise a paragraph
//   --
//   the discourse as discourse_dump.h prints it
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <iostream>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "core/catalog/catalog.h"
#include "ingest_service/discourse/discourse_dump.h"
#include "ingest_service/link/linker.h"

namespace parallax::discourse {
namespace {

constexpr char kPack[] = R"pack(
id: "test" version: "1.0.0"
kinds { id: "economy" names { language: "en" text: "economy" } }
kinds { id: "organization" names { language: "en" text: "organization" } }
kinds { id: "person" names { language: "en" text: "person" } }
kinds { id: "model" names { language: "en" text: "model" } }
relation_types { id: "developed_by" inverse_id: "developer_of" }
entities { id: "economy/CN" names { language: "en" primary: "China" adjective: "Chinese" metonym: "Beijing" }
  names { language: "zh-Hans" primary: "中国" metonym: "北京" } }
entities { id: "economy/US" names { language: "en" primary: "United States" alias: "U.S." alias: "US" adjective: "American" metonym: "Washington" }
  names { language: "zh-Hans" primary: "美国" alias: "美方" } }
entities { id: "organization/times" names { language: "en" primary: "Harbour Times" alias: "the Times" }
  names { language: "zh-Hans" primary: "海港时报" } }
entities { id: "organization/vantor" names { language: "en" primary: "Vantor" }
  names { language: "zh-Hans" primary: "万拓公司" alias: "万拓" } }
entities { id: "organization/commerce" names { language: "en" primary: "Ministry of Commerce" alias: "Commerce Ministry" }
  names { language: "zh-Hans" primary: "商务部" } }
entities { id: "organization/ports" names { language: "en" primary: "Ministry of Ports, Mines and Labour" } }
entities { id: "organization/pine" names { language: "en" primary: "Pine Institute" }
  names { language: "zh-Hans" primary: "松木研究所" } }
entities { id: "person/ada-berg" names { language: "en" primary: "Ada Berg" }
  names { language: "zh-Hans" primary: "艾达·贝格" alias: "贝格" } }
acting_cues { language: "en" after: "said" after: "says" before: "by" }
acting_cues { language: "zh-Hans" after: "表示" }
)pack";

const link::Linker& TestLinker() {
  static const auto* const linker = [] {
    auto catalog = catalog::Catalog::LoadSources({{"test", kPack}});
    if (!catalog.ok()) {
      std::cerr << catalog.status() << "\n";
      std::abort();
    }
    return new link::Linker(std::move(*catalog));
  }();
  return *linker;
}

record::Block BlockOf(std::string line) {
  record::Block block;
  for (const auto& [mark, kind] :
       {std::pair("# ", record::BlockKind::kHeading), std::pair("- ", record::BlockKind::kListItem),
        std::pair("> ", record::BlockKind::kReaderComment)}) {
    if (line.rfind(mark, 0) != 0) continue;
    block.kind = kind;
    line.erase(0, 2);
  }
  if (const size_t at = line.find(":: "); at != std::string::npos) {
    line.erase(at, 1);
    block.label_size = static_cast<int64_t>(at);
    block.body_begin = static_cast<int64_t>(at) + 2;
  }
  block.content.map.AppendIdentity(0, static_cast<int64_t>(line.size()));
  block.content.text = std::move(line);
  return block;
}

record::Voice Author() {
  record::Voice author;
  author.kind = record::VoiceKind::kAuthor;
  author.key = "unsigned:test";
  return author;
}

struct Case {
  std::string name;
  std::string lines;  // as written
  record::Document document;
  std::string expected;
};

std::string PathOf(const std::string& file) {
  return std::string(std::getenv("PARALLAX_SOURCE_DIR")) + "/ingest_service/discourse/testdata/" +
         file;
}

std::vector<Case> ReadCases(const std::string& file) {
  std::ifstream in(PathOf(file));
  std::vector<Case> cases;
  bool expected = false;
  for (std::string line; std::getline(in, line);) {
    if (line.rfind("== ", 0) == 0) {
      cases.push_back({line.substr(3), {}, {}, {}});
      expected = false;
    } else if (line == "--") {
      expected = true;
    } else if (expected) {
      cases.back().expected += line + "\n";
    } else if (!line.empty()) {
      cases.back().lines += line + "\n";
      cases.back().document.blocks.push_back(BlockOf(line));
    }
  }
  for (Case& test : cases) {
    while (test.expected.ends_with("\n\n")) test.expected.pop_back();
  }
  return cases;
}

Discourse Read(const record::Document& document) {
  return ReadDiscourse(TestLinker().catalog(), document, TestLinker().Link(document).mentions,
                       Author());
}

void CheckFile(const std::string& file, size_t fewest) {
  const std::vector<Case> cases = ReadCases(file);
  EXPECT_GE(cases.size(), fewest);
  std::set<std::string> names;
  std::string rewritten;
  for (const Case& test : cases) {
    EXPECT_TRUE(names.insert(test.name).second) << test.name;
    const Discourse discourse = Read(test.document);
    const std::string dump = DumpDiscourse(test.document, discourse);
    EXPECT_EQ(dump, test.expected) << file << ": " << test.name;
    rewritten += "== " + test.name + "\n" + test.lines + "--\n" + dump + "\n";
  }
  // To be read line by line before it is committed.
  if (std::getenv("PARALLAX_REWRITE_EXPECTATIONS") != nullptr)
    std::ofstream(PathOf(file)) << rewritten;
}

TEST(Discourse, EnglishVoices) { CheckFile("voices_en.txt", 50); }
TEST(Discourse, ChineseVoices) { CheckFile("voices_zh.txt", 40); }
TEST(Discourse, EnglishFrames) { CheckFile("frames_en.txt", 40); }
TEST(Discourse, ChineseFrames) { CheckFile("frames_zh.txt", 30); }

// What the contract says of every discourse.
TEST(Discourse, HoldsTheContract) {
  for (const char* file : {"voices_en.txt", "voices_zh.txt", "frames_en.txt", "frames_zh.txt"}) {
    for (const Case& test : ReadCases(file)) {
      const Discourse discourse = Read(test.document);
      ASSERT_FALSE(discourse.voices.empty());
      EXPECT_EQ(discourse.voices[0], Author());
      std::set<std::string> keys;
      for (const record::Voice& voice : discourse.voices) {
        EXPECT_FALSE(voice.key.empty());
        EXPECT_TRUE(keys.insert(voice.key).second) << voice.key;
      }
      for (const Sentence& sentence : discourse.sentences) {
        int64_t last = sentence.range.begin;
        EXPECT_FALSE(sentence.clauses.empty());
        for (const Clause& clause : sentence.clauses) {
          EXPECT_GE(clause.range.begin, last) << test.name;
          EXPECT_LT(clause.range.begin, clause.range.end) << test.name;
          last = clause.range.end;
          EXPECT_FALSE(clause.voices.empty());
          for (const Cue& cue : clause.cues) EXPECT_LE(cue.block, sentence.block);
        }
        EXPECT_LE(last, sentence.range.end) << test.name;
      }
    }
  }
}

TEST(Discourse, KeysAreTheSameInEveryDocument) {
  const auto key = [](const char* text) {
    record::Document document;
    document.blocks.push_back(BlockOf(text));
    const Discourse discourse = Read(document);
    return discourse.voices.back().key;
  };
  EXPECT_EQ(key("Ada Berg said that the plan works."), "person/ada-berg");
  EXPECT_EQ(key("艾达·贝格表示，该计划有效。"), "person/ada-berg");
  EXPECT_EQ(key("“It works,” said Nils Ahlgren, a trader."), "name:nils ahlgren");
  EXPECT_EQ(key("Nils Ahlgren, who runs the fund, said that it works."), "name:nils ahlgren");
  EXPECT_EQ(key("The Commerce Ministry said that it works."), "organization/commerce");
  EXPECT_EQ(key("商務部表示，該計畫有效。"), "organization/commerce");
  EXPECT_NE(key("Officials said that it works."), key("Officials said that it does not."));
  EXPECT_EQ(key("Officials said that it works."), key("Officials said that it works."));
}

}  // namespace
}  // namespace parallax::discourse
