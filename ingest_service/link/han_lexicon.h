// Cuts Chinese text into words with their parts of speech, by the commonest words of a dictionary
// (scripts/generate_han_lexicon.py names it; a word has the one part of speech it mostly is).
#ifndef PARALLAX_INGEST_SERVICE_LINK_HAN_LEXICON_H_
#define PARALLAX_INGEST_SERVICE_LINK_HAN_LEXICON_H_

#include <cstdint>
#include <string_view>
#include <vector>

namespace parallax::link {

enum class HanClass : char {
  kNoun = 'n',
  kVerbalNoun = 'g',  // 建设, 发展: as often a noun as a verb
  kVerb = 'v',
  kAdjective = 'a',
  kAdverb = 'd',
  kPreposition = 'p',
  kConjunction = 'c',
  kTime = 't',
  kPlaceWord = 'f',  // 上, 内, 海外
  kNumber = 'm',     // and counting words
  kPronoun = 'r',
  kIdiom = 'i',
  kParticle = 'u',
  kUnknown = '?',  // a character that is no common word alone
  kOther = '.',    // what is not Chinese: a mark, or a run of letters and figures
};

struct HanWord {
  int64_t begin = 0;
  int64_t end = 0;
  HanClass part = HanClass::kOther;
};

// Longer texts are cut here.
inline constexpr int64_t kMostHanBytes = 600;

// The likeliest words of text[begin, end), folded text, in order and without gaps but for blanks.
// Thread-safe; linear in the range, of which at most kMostHanBytes are read.
std::vector<HanWord> HanWords(std::string_view text, int64_t begin, int64_t end);

}  // namespace parallax::link

#endif  // PARALLAX_INGEST_SERVICE_LINK_HAN_LEXICON_H_
