#include "ingest_service/lineage/translation.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "ingest_service/parse/parse.h"
#include "ingest_service/source/decode.h"

namespace parallax::lineage {
namespace {

namespace fs = std::filesystem;

TranslationSketch SketchOf(const std::string& text) {
  record::Input input;
  input.content = text;
  input.media_type = "text/plain";
  const auto source = source::Decode(input);
  if (!source.ok()) return {};
  const auto document = parse::Parse(*source, input);
  return document.ok() ? MakeTranslationSketch(*document) : TranslationSketch{};
}

std::string ReadSample(const std::string& path) {
  const char* root = std::getenv("PARALLAX_SOURCE_DIR");
  std::ifstream file(fs::path(root == nullptr ? "." : root) / "tests/data" / path,
                     std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

TEST(JudgeTranslation, HalvesOfBilingualAbstracts) {
  std::vector<std::pair<TranslationSketch, TranslationSketch>> pairs;
  for (const char* path :
       {"samples/bilingual_abstract_rapidus.txt", "paraphrases/s2_bilingual_abstract.txt"}) {
    const std::string text = ReadSample(path);
    const size_t chinese = std::min(text.find("摘要"), text.find("內容提要"));
    // The Latin half begins with the first line behind the Chinese one that has no Chinese in it.
    size_t english = text.find("\nSummary", chinese);
    if (english == std::string::npos) english = text.find("\nAbstract", chinese);
    ASSERT_NE(chinese, std::string::npos) << path;
    ASSERT_NE(english, std::string::npos) << path;
    pairs.emplace_back(SketchOf(text.substr(chinese, english - chinese)),
                       SketchOf(text.substr(english + 1)));
  }
  for (size_t i = 0; i < pairs.size(); ++i) {
    const TranslationEvidence evidence = JudgeTranslation(pairs[i].first, pairs[i].second);
    EXPECT_TRUE(evidence.likely) << i << ": shape " << evidence.shape << " anchors "
                                 << evidence.anchors << " of " << evidence.anchor_count
                                 << " length " << evidence.length_ratio;
    // A text is no translation of itself, nor of another text's.
    EXPECT_FALSE(JudgeTranslation(pairs[i].first, pairs[i].first).likely);
    EXPECT_FALSE(JudgeTranslation(pairs[i].first, pairs[1 - i].second).likely);
  }
}

TEST(JudgeTranslation, ReportsOfOneEventAreNone) {
  const TranslationSketch chinese = SketchOf(ReadSample("samples/france_1090_zh.txt"));
  for (const char* path : {"samples/france_109_eur.txt", "samples/france_112_usd.txt",
                           "samples/france_162_cad.txt", "samples/news_digest_gulf.txt"}) {
    EXPECT_FALSE(JudgeTranslation(chinese, SketchOf(ReadSample(path))).likely) << path;
  }
}

TEST(JudgeTranslation, EmptyDocuments) {
  EXPECT_FALSE(JudgeTranslation({}, {}).likely);
  EXPECT_FALSE(JudgeTranslation({}, SketchOf("A Title\n\nSome text.")).likely);
}

}  // namespace
}  // namespace parallax::lineage
