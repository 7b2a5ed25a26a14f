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
