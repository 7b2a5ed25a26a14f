// Documents of tests/data/parse against their reviewed dumps, and the span invariant on all of
// them. PARALLAX_UPDATE_GOLDEN=1 rewrites the dumps.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "core/record/span_check.h"
#include "ingest_service/parse/dump/document_dump.h"
#include "ingest_service/parse/parse.h"
#include "ingest_service/source/decode.h"

namespace parallax::parse {
namespace {

namespace fs = std::filesystem;

std::string ReadFile(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream bytes;
  bytes << file.rdbuf();
  return bytes.str();
}

std::string MediaTypeOf(const fs::path& path) {
  const std::string extension = path.extension();
  if (extension == ".md") return "text/markdown";
  if (extension == ".csv") return "text/csv";
  if (extension == ".tsv") return "text/tab-separated-values";
  if (extension == ".txt") return "text/plain";
  return "";
}

record::Document ParseFile(const fs::path& path, std::string* content) {
  record::Input input;
  input.content = ReadFile(path);
  input.media_type = MediaTypeOf(path);
  const auto source = source::Decode(input);
  EXPECT_TRUE(source.ok()) << path << source.status();
  if (!source.ok()) return {};
  auto document = Parse(*source, input);
  EXPECT_TRUE(document.ok()) << path << document.status();
  *content = input.content;
  return document.ok() ? *std::move(document) : record::Document{};
}

std::vector<fs::path> Fixtures(const fs::path& folder) {
  std::vector<fs::path> paths;
  if (!fs::exists(folder)) return paths;
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (!MediaTypeOf(entry.path()).empty()) paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

fs::path SourceDir() {
  const char* dir = std::getenv("PARALLAX_SOURCE_DIR");
  return dir == nullptr ? fs::current_path() : fs::path(dir);
}

TEST(Golden, DocumentsParseAsReviewed) {
  const bool update = std::getenv("PARALLAX_UPDATE_GOLDEN") != nullptr;
  const std::vector<fs::path> paths = Fixtures(SourceDir() / "tests/data/parse");
  ASSERT_GE(paths.size(), 6u);
  for (const fs::path& path : paths) {
    std::string content;
    const record::Document document = ParseFile(path, &content);
    const std::string dump = DumpDocument(document);
    const fs::path golden = path.string() + ".golden";
    if (update) std::ofstream(golden, std::ios::binary) << dump;
    EXPECT_EQ(dump, ReadFile(golden)) << path;
    for (const std::string& violation : record::CheckSpans(content, document)) {
      ADD_FAILURE() << path << ": " << violation;
    }
  }
}

TEST(Golden, NothingVisibleIsLost) {
  // Every letter of a plain text is in a block, a marker or a cell.
  for (const fs::path& path : Fixtures(SourceDir() / "tests/data/parse")) {
    if (path.extension() != ".txt") continue;
    std::string content;
    const record::Document document = ParseFile(path, &content);
    const auto source = source::Decode({.content = content, .media_type = "text/plain"});
    ASSERT_TRUE(source.ok());
    std::vector<bool> covered(content.size(), false);
    for (const record::Block& block : document.blocks) {
      std::fill(covered.begin() + block.span.begin_byte, covered.begin() + block.span.end_byte,
                true);
    }
    if (source->charset != "UTF-8") continue;
    for (size_t i = 0; i < content.size(); ++i) {
      const auto byte = static_cast<unsigned char>(content[i]);
      if (covered[i] || byte <= ' ' || byte >= 0x80) continue;
      ADD_FAILURE() << path << ": byte " << i << " is in no block";
      break;
    }
  }
}

std::string Kinds(const record::Document& document) {
  std::string kinds;
  for (const record::Block& block : document.blocks) {
    kinds.push_back("phitqCcrb"[static_cast<size_t>(block.kind)]);
  }
  return kinds;
}

// Documents written by people who had not seen the rules: p paragraph, h heading, i item, t table,
// r reader's comment, b boilerplate.
TEST(Golden, SamplesHaveTheirShapes) {
  const struct {
    const char* path;
    const char* kinds;
  } cases[] = {
      {"paraphrases/s0_models_of_growth.txt", "pptptbb"},
      {"paraphrases/s1_plan_against_stargate.txt", "hbpppphiiippbb"},
      {"paraphrases/s2_bilingual_abstract.txt", "pppphpiiiiiiiiiiihpiiiiiiiiiii"},
      {"paraphrases/s3_news_digest.txt", "bbhppippiiipiipib"},
      {"paraphrases/s4_report_announcement.txt", "hpphpphppppppppppbbbrrr"},
      {"samples/zh_hans_memo.txt", "hbpppphiiipbb"},
      {"samples/zh_hans_digest.txt", "bbhppphiiiipiiipb"},
      {"samples/zh_hant_chip_states.txt", "hptptpbb"},
      {"samples/blog_growth_states.txt", "hpptpptbbb"},
      {"samples/france_1090_zh.txt", "hpppp"},
      {"samples/three_powers_transposed.md", "hptp"},
      {"samples/economies_policy_fields.csv", "t"},
  };
  for (const auto& c : cases) {
    const fs::path path = SourceDir() / "tests/data" / c.path;
    std::string content;
    EXPECT_EQ(Kinds(ParseFile(path, &content)), c.kinds) << path;
  }
}

TEST(Golden, SamplesKeepTheSpanInvariant) {
  for (const char* folder : {"tests/data/samples", "tests/data/paraphrases"}) {
    const std::vector<fs::path> paths = Fixtures(SourceDir() / folder);
    EXPECT_FALSE(paths.empty());
    for (const fs::path& path : paths) {
      std::string content;
      const record::Document document = ParseFile(path, &content);
      for (const std::string& violation : record::CheckSpans(content, document)) {
        ADD_FAILURE() << path << ": " << violation;
      }
    }
  }
}

TEST(Golden, ArticleBodyLeavesFurnitureOut) {
  std::string content;
  const record::Document document =
      ParseFile(SourceDir() / "tests/data/parse/cards_en.txt", &content);
  const std::string body = ArticleBody(document);
  EXPECT_TRUE(body.starts_with("The Grid Behind the Model\nWhy data centres"));
  EXPECT_TRUE(body.ends_with("after the tax holiday."));
  EXPECT_EQ(body.find("Cooling the Hall"), std::string::npos);
  EXPECT_EQ(body.find("leased, not sold"), std::string::npos);
  const record::Document table =
      ParseFile(SourceDir() / "tests/data/parse/subsidy_zh.tsv", &content);
  EXPECT_EQ(ArticleBody(table),
            "企业\t地区\t补贴（万元）\n甲芯\t上海\t1,200\n乙芯\t\t800\n丙 \"芯\"\t北京\t未公布");
}

TEST(Golden, CallersMetadataWins) {
  record::Input input;
  input.content =
      "A Title of Its Own\n\nBy Ana Ruiz\n\nA paragraph that is long enough to be one.\n";
  input.media_type = "text/plain";
  input.title = "The caller's title";
  input.authors = {"B. Caller"};
  input.languages = {"en-GB"};
  input.source_uri = "https://example.org/a";
  const auto source = source::Decode(input);
  ASSERT_TRUE(source.ok());
  const auto document = Parse(*source, input);
  ASSERT_TRUE(document.ok());
  std::vector<std::string> chosen;
  for (const record::MetadataItem& item : document->metadata) {
    if (item.chosen) chosen.push_back(item.value);
  }
  EXPECT_EQ(chosen, (std::vector<std::string>{"The caller's title", "B. Caller", "en-GB",
                                              "https://example.org/a"}));
  EXPECT_EQ(document->metadata.size(), 7u);  // and the document's title, author and language
  ASSERT_EQ(document->issues.size(), 1u);
  EXPECT_EQ(document->issues[0].kind, record::IssueKind::kMetadataConflict);
}

TEST(Golden, SharedCorpusKeepsTheSpanInvariant) {
  const char* shared = std::getenv("PARALLAX_SHARED_DIR");
  const fs::path folder =
      (shared == nullptr ? SourceDir() / "../shared" : fs::path(shared)) / "corpus/seeds";
  const std::vector<fs::path> paths = Fixtures(folder);
  if (paths.empty()) GTEST_SKIP() << "no corpus beside the checkout";
  for (const fs::path& path : paths) {
    std::string content;
    const record::Document document = ParseFile(path, &content);
    EXPECT_FALSE(document.blocks.empty());
    for (const std::string& violation : record::CheckSpans(content, document)) {
      ADD_FAILURE() << path << ": " << violation;
    }
  }
}

}  // namespace
}  // namespace parallax::parse
