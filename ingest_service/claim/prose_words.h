// Grammar words of English and Chinese that the prose rules lean on: what a word does in a clause,
// not what it is about. Texts are folded (core/catalog/name_fold.h). Pure; thread-safe.
#ifndef PARALLAX_INGEST_SERVICE_CLAIM_PROSE_WORDS_H_
#define PARALLAX_INGEST_SERVICE_CLAIM_PROSE_WORDS_H_

#include <string_view>
#include <vector>

#include "core/text/phrase_matcher.h"

namespace parallax::claim {

// English: "in", "of", "with"; Chinese: 在, 对, 向 and their like, which a noun behind them leans
// on.
bool IsPreposition(std::string_view word);
// Auxiliaries, adverbs and determiners: they may stand between a subject and its verb.
bool IsLightWord(std::string_view word);
// Words that open a clause of its own: "while", "because", "that".
bool OpensClause(std::string_view word);
// Of these the ones that set something against what went before: a value does not reach into them.
bool EndsValue(std::string_view word);
// Of these the ones whose subject is the noun before them: "which", "who", "that".
bool IsRelative(std::string_view word);
bool IsNegation(std::string_view word);
// Participles that make an adjective of the name before them: "Washington-based", "state-owned".
bool JoinsToName(std::string_view word);
// "he", "those", "there": they stand for somebody and name nobody.
bool IsPronoun(std::string_view word);
// Words that open a clause and never the noun that is its subject: "if", "most", "our"; of Chinese,
// whether `text` begins with one (其中, 随着, 目前).
bool OpensNoNoun(std::string_view word);
bool OpensNoHanNoun(std::string_view text);
// "and", "or", 和, 与, 及, 、: between the members of a list.
bool JoinsList(std::string_view word);

// A noun behind a possessor that speaks for it: "China's government", "the company's platform".
bool SpeaksForOwner(std::string_view noun, std::string_view owner_kind);
// A noun that names somebody or something else than the entity before it: "DeepSeek's founder".
bool NamesAnother(std::string_view noun);

// The same of the Chinese words between a name and its verb.
bool SpeaksForOwnerInChinese(std::string_view text, std::string_view kind);
bool NamesAnotherInChinese(std::string_view text);

// The kind of entity that a common noun takes up ("the company", 该国); empty for none; "*" for any
// kind ("it", 其).
std::string_view KindTakenUp(std::string_view noun);

// Finds the Chinese nouns that take an earlier name up wherever they stand (该公司, 这项计划, 我国)
// in folded text; a match's value is an index into KindsTakenUp().
const text::PhraseMatcher& ChineseTakenUp();
const std::vector<std::string_view>& KindsTakenUp();

// Whether the words make an amount something else than money that is put into a thing: tariffs on
// goods, a fine, a debt.
bool SpoilsInvestment(std::string_view folded);

}  // namespace parallax::claim

#endif  // PARALLAX_INGEST_SERVICE_CLAIM_PROSE_WORDS_H_
