// English words that tell a noun from a verb, and a statement from what only asks a reader to act
// or credits a picture. Texts are folded (core/catalog/name_fold.h). Pure; thread-safe.
#ifndef PARALLAX_INGEST_SERVICE_CLAIM_PROSE_LATIN_WORDS_H_
#define PARALLAX_INGEST_SERVICE_CLAIM_PROSE_LATIN_WORDS_H_

#include <string_view>

namespace parallax::claim {

// A form in -s that is as often a plural as a verb: "cuts", "exports", "demands".
bool IsPluralToo(std::string_view word);
// A past form that stands for no participle: "rose", "fell", "won".
bool IsPastForm(std::string_view word);
// A past form that is a participle as well: "built", "sold", "led".
bool IsPastOrParticiple(std::string_view word);
// What opens a verb's object: "the", "its", "more", "these".
bool OpensObject(std::string_view word);
// Words that open a sentence and are no part of the noun that is its subject: "here", "maybe".
bool IsNoNounFirst(std::string_view word);
// Words that name nothing where they are a subject by themselves: "many", "additional", "deep".
bool NamesNothingAlone(std::string_view word);
// Adverbs without -ly between a noun and its verb: "now", "then", "too".
bool IsAdverbBehindNoun(std::string_view word);

// Whether a sentence asks its reader to do something: "Sign up for …", "Check out …".
bool AsksReader(std::string_view text);
// Whether the words in brackets credit a picture: "AP Photo", "Video: …".
bool CreditsPicture(std::string_view text);

}  // namespace parallax::claim

#endif  // PARALLAX_INGEST_SERVICE_CLAIM_PROSE_LATIN_WORDS_H_
