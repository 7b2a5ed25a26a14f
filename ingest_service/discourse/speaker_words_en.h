// The words of an English phrase, and which of them open, describe or date it. Internal to how
// English speakers are read.
#ifndef PARALLAX_INGEST_SERVICE_DISCOURSE_SPEAKER_WORDS_EN_H_
#define PARALLAX_INGEST_SERVICE_DISCOURSE_SPEAKER_WORDS_EN_H_

#include <initializer_list>
#include <string_view>

#include "absl/container/inlined_vector.h"
#include "ingest_service/discourse/block_text.h"

namespace parallax::discourse {

struct Word {
  TextRange range;
  bool upper = false;
};
using Words = absl::InlinedVector<Word, 24>;

// Letters, digits and what joins them, within `range`.
Words WordsOf(const BlockText& block, TextRange range);

bool EndsWithApostrophe(std::string_view word);  // "Example's", "makers'"
// Whether a word is one of `any`, which are in lower case.
bool Is(std::string_view word, std::initializer_list<std::string_view> any);
bool IsDeterminer(std::string_view word);
bool IsDayOrMonth(std::string_view word);
bool IsParticle(std::string_view word);  // of a name: "van", "al"
// Whether it begins what only modifies the head: "officials | in Berlin".
bool BeginsModifier(std::string_view word);

}  // namespace parallax::discourse

#endif  // PARALLAX_INGEST_SERVICE_DISCOURSE_SPEAKER_WORDS_EN_H_
