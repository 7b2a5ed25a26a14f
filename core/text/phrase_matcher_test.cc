#include "core/text/phrase_matcher.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <string>

namespace parallax::text {
namespace {

// "[begin-end]value …"
std::string Dump(const PhraseMatcher& matcher, const std::string& text) {
  std::vector<PhraseMatch> matches;
  matcher.FindAll(text, &matches);
  std::string out;
  for (const PhraseMatch& m : matches) {
    if (!out.empty()) out += " ";
    out +=
        "[" + std::to_string(m.begin) + "-" + std::to_string(m.end) + "]" + std::to_string(m.value);
  }
  return out;
}

TEST(PhraseMatcherTest, LongestWholePhrases) {
  const PhraseMatcher matcher({{"china", 1},
                               {"south china morning post", 2},
                               {"china s", 3},
                               {"gpt 4", 4},
                               {"gpt 4.5", 5},
                               {"中国", 6},
                               {"中国银行", 7},
                               {"无", 8},
                               {"人工智能+", 9},
                               {"", 10},
                               {"中国", 11},
                               {"ai", 12}});
  struct Case {
    const char* text;
    const char* matches;
  };
  for (const Case& c : {
           Case{"china", "[0-5]1"},
           {"in china.", "[3-8]1"},
           {"machina", ""},
           {"chinas", ""},
           {"south china morning post", "[0-24]2"},
           {"south china morning", "[6-11]1"},
           {"gpt 4.", "[0-5]4"},
           {"gpt 4.5", "[0-7]5"},
           {"gpt 4.7", ""},
           {"gpt 4o", ""},
           {"中国银行与中国", "[0-12]7 [15-21]6"},
           {"无", "[0-3]8"},
           {"无人", "[0-3]8"},
           {"中", ""},
           {"ai中国ai", "[0-2]12 [2-8]6 [8-10]12"},
           {"人工智能+中国", "[0-13]9 [13-19]6"},
           {"", ""},
           {"\xE4\xB8", ""},
           {"中国\xE9", "[0-6]6"},
           {"éai", ""},
           {"ai’s", "[0-2]12"},
       }) {
    EXPECT_EQ(Dump(matcher, c.text), c.matches) << c.text;
  }
  EXPECT_EQ(matcher.phrase_count(), 10);
}

TEST(PhraseMatcherTest, FindAtGivesEveryLength) {
  const PhraseMatcher matcher({{"a", 1}, {"a b", 2}, {"a b c", 3}});
  std::vector<PhraseMatch> matches;
  matcher.FindAt("a b c", 0, &matches);
  EXPECT_THAT(matches, ::testing::ElementsAre(PhraseMatch{0, 1, 1}, PhraseMatch{0, 3, 2},
                                              PhraseMatch{0, 5, 3}));
  matches.clear();
  matcher.FindAt("xa b", 1, &matches);
  EXPECT_TRUE(matches.empty());
  EXPECT_EQ(Dump(PhraseMatcher(), "a b c"), "");
}

// Against the obvious way, over random phrases and texts of a small alphabet in three byte lengths.
TEST(PhraseMatcherTest, AgreesWithTheObviousWay) {
  const std::string alphabet[] = {"a", "b", " ", "1", ".", "é", "中", "国", "行", "𠀀"};
  std::mt19937 random(7);
  const auto text_of = [&](int longest) {
    std::string text;
    for (int n = static_cast<int>(random() % longest) + 1; n > 0; --n)
      text += alphabet[random() % std::size(alphabet)];
    return text;
  };
  for (int round = 0; round < 200; ++round) {
    std::map<std::string, uint32_t> phrases;
    for (uint32_t i = 0; i < 40; ++i) phrases.emplace(text_of(5), i);
    const PhraseMatcher matcher({phrases.begin(), phrases.end()});
    for (int k = 0; k < 20; ++k) {
      const std::string text = text_of(30);
      std::vector<PhraseMatch> expected;
      const auto size = static_cast<int64_t>(text.size());
      for (int64_t begin = 0; begin < size;) {
        PhraseMatch best{0, -1, 0};
        for (const auto& [phrase, value] : phrases) {
          const int64_t end = begin + static_cast<int64_t>(phrase.size());
          if (text.compare(begin, phrase.size(), phrase) == 0 && end > best.end &&
              IsWordBoundary(text, begin) && IsWordBoundary(text, end)) {
            best = {begin, end, value};
          }
        }
        if (best.end < 0) {
          ++begin;
        } else {
          expected.push_back(best);
          begin = best.end;
        }
      }
      std::vector<PhraseMatch> found;
      matcher.FindAll(text, &found);
      ASSERT_EQ(found.size(), expected.size()) << text;
      for (size_t i = 0; i < found.size(); ++i) ASSERT_EQ(found[i], expected[i]) << text;
    }
  }
}

}  // namespace
}  // namespace parallax::text
