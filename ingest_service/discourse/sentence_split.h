// Where sentences end, in English and Chinese, or both in one text.
//
// A full stop ends a sentence unless it is part of a figure ("3.5"), of an address, of an initial
// ("K. Pilz"), or of an abbreviation: titles never end one ("Dr."), others ("Inc.", "U.S.") only
// before a word that begins sentences. Closing quotation marks, brackets and note marks behind the
// end belong to it. Nothing ends inside brackets. A clause that names the speaker of a question or
// of an exclamation goes with it ("…?" Smith asked; “……。”他说). Pure; thread-safe; linear.
#ifndef PARALLAX_INGEST_SERVICE_DISCOURSE_SENTENCE_SPLIT_H_
#define PARALLAX_INGEST_SERVICE_DISCOURSE_SENTENCE_SPLIT_H_

#include <cstdint>
#include <string_view>
#include <vector>

#include "ingest_service/discourse/discourse.h"

namespace parallax::discourse {

// Appends the sentences of text [begin, text.size()), in order, none empty, white space left out.
// Any bytes are taken; ranges begin and end on UTF-8 leads.
void SplitSentences(std::string_view text, int64_t begin, std::vector<TextRange>* sentences);

}  // namespace parallax::discourse

#endif  // PARALLAX_INGEST_SERVICE_DISCOURSE_SENTENCE_SPLIT_H_
