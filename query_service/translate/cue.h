// How sure a sentence is: its negations, hedges, and words for how far something holds.
//
// Tables for English, Simplified and Traditional Chinese. A cue is a matter of words: what it
// governs is not told. Pure functions; thread-safe; linear in the text.
#ifndef PARALLAX_QUERY_SERVICE_TRANSLATE_CUE_H_
#define PARALLAX_QUERY_SERVICE_TRANSLATE_CUE_H_

#include <cstddef>
#include <string_view>
#include <vector>

namespace parallax::translate {

enum class CueKind {
  kNegation,  // not, never, 不, 未, 無法
  kHedge,     // may, perhaps, 可能, 或許
  kExtent,    // fully, partly, 完全, 部分
};

struct Cue {
  CueKind kind = CueKind::kNegation;
  size_t begin = 0;  // bytes of the text
  size_t end = 0;
  // It denies by its own sense (refuse, lack, unclear, 缺乏), and may so translate a negation.
  bool weak = false;
  friend bool operator==(const Cue&, const Cue&) = default;
};

// By place; "unlikely" is a hedge and a negation. "could not" and 不可能 are negations and no
// hedges; "not only", 不斷, 不同 and the like are none of these.
std::vector<Cue> FindCues(std::string_view text);

struct TextRange {
  size_t begin = 0;
  size_t end = 0;
};
// Sentences without the blanks around them, by their closing marks; a point closes one before a
// blank and a capital, a figure or an opening mark.
std::vector<TextRange> Sentences(std::string_view text);

}  // namespace parallax::translate

#endif  // PARALLAX_QUERY_SERVICE_TRANSLATE_CUE_H_
