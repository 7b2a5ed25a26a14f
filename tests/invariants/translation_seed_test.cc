// A bilingual document through the pipeline, its two halves side by side.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

#include "query_service/translate/translation_comparison.h"
#include "tests/invariants/samples.h"

namespace parallax::invariants {
namespace {

namespace fs = std::filesystem;
using translate::AnchorState;

TEST(Translation, BilingualAbstractOfTheSeeds) {
  const char* shared = std::getenv("PARALLAX_SHARED_DIR");
  const char* source = std::getenv("PARALLAX_SOURCE_DIR");
  const fs::path path =
      (shared != nullptr ? fs::path(shared)
                         : fs::path(source == nullptr ? "." : source) / "../shared") /
      "corpus/seeds/002_829a7ae7a8c2afbc.txt";
  if (!fs::exists(path)) GTEST_SKIP() << "no seed documents beside the checkout";
  std::ifstream file(path, std::ios::binary);
  record::Input input;
  input.media_type = "text/plain";
  input.content.assign(std::istreambuf_iterator<char>(file), {});
  const store::StoredDocument stored = Process("seed", input);
  const std::vector<std::string> languages = translate::LanguagesOf(stored.document.blocks);
  EXPECT_EQ(std::set<std::string>(languages.begin(), languages.end()),
            (std::set<std::string>{"en", "zh"}));
  const auto zh = translate::BlocksToCompare(stored.document.blocks, stored.mentions, "zh");
  const auto en = translate::BlocksToCompare(stored.document.blocks, stored.mentions, "en");
  const translate::TranslationComparison comparison = translate::CompareTexts(zh, en);

  // An introduction and eleven points, one to one.
  ASSERT_EQ(comparison.pairs.size(), 12u);
  std::set<std::string> agreeing;
  std::vector<std::string> differences;
  for (size_t p = 0; p < comparison.pairs.size(); ++p) {
    const translate::PairComparison& pair = comparison.pairs[p];
    EXPECT_EQ(pair.blocks.first, std::vector<size_t>{p});
    EXPECT_EQ(pair.blocks.second, std::vector<size_t>{p});
    for (const translate::AnchorComparison& anchor : pair.anchors) {
      if (anchor.state == AnchorState::kAgrees) agreeing.insert(anchor.key);
    }
    for (const translate::CueDifference& difference : pair.differences) {
      const std::string& text = (difference.in_first ? zh : en)[difference.cue.block].text;
      differences.push_back(std::to_string(p) + (difference.in_first ? " zh " : " en ") +
                            text.substr(difference.cue.range.begin,
                                        difference.cue.range.end - difference.cue.range.begin));
    }
  }
  // Older chips cannot fully replace newer ones; the model may be the best solution.
  EXPECT_EQ(differences, (std::vector<std::string>{"7 zh 完全", "11 zh 可能"}));
  for (const char* key : {"gpt-4", "deepseek", "y2017"}) EXPECT_EQ(agreeing.count(key), 1u) << key;
}

}  // namespace
}  // namespace parallax::invariants
