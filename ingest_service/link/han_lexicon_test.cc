#include "ingest_service/link/han_lexicon.h"

#include <gtest/gtest.h>

#include <string>

#include "core/catalog/name_fold.h"

namespace parallax::link {
namespace {

std::string Cut(std::string_view written) {
  const std::string text = catalog::FoldName(written);
  std::string out;
  int64_t last = 0;
  for (const HanWord& word : HanWords(text, 0, static_cast<int64_t>(text.size()))) {
    EXPECT_GE(word.begin, last);
    EXPECT_GT(word.end, word.begin);
    last = word.end;
    if (!out.empty()) out += ' ';
    out += text.substr(word.begin, word.end - word.begin) + '/' + static_cast<char>(word.part);
  }
  return out;
}

TEST(HanLexiconTest, CutsBothScripts) {
  EXPECT_EQ(Cut("港口持续扩大出口。"), "港口/n 持续/v 扩大/v 出口/g 。/.");
  EXPECT_EQ(Cut("港口持續擴大出口。"), "港口/n 持续/v 扩大/v 出口/g 。/.");
  EXPECT_EQ(Cut("农业增加值下降3.5%"), "农业/n 增加值/n 下降/v 3.5%/.");
  EXPECT_EQ(Cut("農業增加值下降3.5%"), "农业/n 增加值/n 下降/v 3.5%/.");
  EXPECT_EQ(Cut("往往导致浪费"), "往往/d 导致/v 浪费/n");
  EXPECT_EQ(Cut("往往導致浪費"), "往往/d 导致/v 浪费/n");
}

TEST(HanLexiconTest, ReadsAnyBytes) {
  EXPECT_EQ(Cut(""), "");
  const std::string broken = "\xE4\xB8 \x80\xE4\xB8";
  EXPECT_EQ(HanWords(broken, 0, 100).back().end, static_cast<int64_t>(broken.size()));
  EXPECT_TRUE(HanWords("港口", 6, 3).empty());
  std::string many;
  for (int i = 0; i < 5000; ++i) many += "港";
  EXPECT_EQ(HanWords(many, 0, static_cast<int64_t>(many.size())).back().end, kMostHanBytes);
}

}  // namespace
}  // namespace parallax::link
