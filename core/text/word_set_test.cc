#include "core/text/word_set.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace parallax::text {
namespace {

TEST(WordSet, HoldsItsWordsAndNoOthers) {
  const WordSet words{"a",       "an",       "the",  "with",           "without",
                      "whereas", "although", "其中", "administration", "不",
                      "并未",    "n't",      "&"};
  int32_t place = 0;
  for (const std::string_view word : {"a", "an", "the", "with", "without", "whereas", "although",
                                      "其中", "administration", "不", "并未", "n't", "&"}) {
    EXPECT_EQ(words.Find(word), place++) << word;
  }
  for (const std::string_view word :
       {"", "b", "aa", "aan", "th", "thee", "withou", "withoutt", "whereat", "其", "中", "其它",
        "adminiXtration", "administrationn", "未", "并", "n'", "\0"}) {
    EXPECT_FALSE(words.Contains(word)) << word;
  }
}

// Words of nine bytes and more share their first and last four with others.
TEST(WordSet, TellsLongWordsApartByAllOfTheirBytes) {
  const WordSet words{"economies", "ministries", "发展改革"};
  EXPECT_TRUE(words.Contains("economies"));
  EXPECT_FALSE(words.Contains("econXmies"));
  EXPECT_FALSE(words.Contains("minixtries"));
  EXPECT_TRUE(words.Contains("发展改革"));
  EXPECT_FALSE(words.Contains("发财政革"));
}

TEST(WordSet, TakesTheFirstOfEqualWordsAndAnyNumberOfThem) {
  EXPECT_EQ(WordSet({"x", "y", "x"}).Find("x"), 0);
  EXPECT_FALSE(WordSet({}).Contains(""));
  EXPECT_TRUE(WordSet({""}).Contains(""));
  std::vector<std::string> texts;
  texts.reserve(3000);
  for (int i = 0; i < 3000; ++i) texts.push_back("word" + std::to_string(i * 7));
  const std::vector<std::string_view> views(texts.begin(), texts.end());
  const WordSet words(views.data(), views.size());
  for (int i = 0; i < 21000; ++i) {
    EXPECT_EQ(words.Contains("word" + std::to_string(i)), i % 7 == 0) << i;
  }
}

}  // namespace
}  // namespace parallax::text
