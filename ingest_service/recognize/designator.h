// Figures that are no amounts: parts of names ("GPT-4", "1.5 Pro"), versions, addresses, telephone
// numbers, section numbers, standards; and where the scan stops at all.
#ifndef PARALLAX_INGEST_SERVICE_RECOGNIZE_DESIGNATOR_H_
#define PARALLAX_INGEST_SERVICE_RECOGNIZE_DESIGNATOR_H_

#include <cstdint>
#include <string_view>

#include "ingest_service/recognize/figure.h"

namespace parallax::recognize {

// Whether the word [begin, end) of ASCII letters may begin a value.
bool IsAnchor(std::string_view text, int64_t begin, int64_t end);

// The end of the web address that begins with the word [begin, end), or `end`.
int64_t SkipIfAddress(std::string_view text, int64_t begin, int64_t end);

// The end of the run of letters, digits and joining marks at `at`: the name that a figure is part
// of. After at least one character.
int64_t SkipName(std::string_view text, int64_t at);

// The end of the run of digits at `at`, after at least one character.
int64_t SkipDigits(std::string_view text, int64_t at);

// Whether a figure without currency or scale is a designator by what stands around it. `counted`: a
// counted thing follows it.
bool IsDesignator(std::string_view text, const Figure& figure, bool counted);

// Whether a numeral begins a word and counts nothing: 零部件, 零售, 十字路口, 二次开发.
bool IsPieceOfHanWord(std::string_view text, const Figure& figure);

// Whether a Chinese numeral of one character, or a run of them in positions, counts something.
bool IsHanCount(std::string_view text, const Figure& figure, bool every_figure);

// Whether a lone "one" is the numeral and not the pronoun ("which one"): only in an utterance of
// its own.
bool IsNumeralOne(std::string_view text, const Figure& figure);

}  // namespace parallax::recognize

#endif  // PARALLAX_INGEST_SERVICE_RECOGNIZE_DESIGNATOR_H_
