// Nouns that belong to a country without naming it: what it does about something ("the approach",
// 这种模式) and the public bodies that do it ("state-backed labs"). Pure; thread-safe.
#ifndef PARALLAX_INGEST_SERVICE_CLAIM_PROSE_OF_ECONOMY_H_
#define PARALLAX_INGEST_SERVICE_CLAIM_PROSE_OF_ECONOMY_H_

#include <string_view>

namespace parallax::claim {

// English, one word: "approach", "subsidies", "mobilization".
bool IsPolicyNoun(std::string_view word);
// Folded Chinese: whether the words before a verb tell of a policy or of what is put into one:
// 举国体制, 大量调动资源.
bool TellsOfPolicyInChinese(std::string_view text);
// English: whether two words in a row make a public body of the noun behind them or are one: "state
// backed", "local governments".
bool MakesPublicBody(std::string_view first, std::string_view second);

}  // namespace parallax::claim

#endif  // PARALLAX_INGEST_SERVICE_CLAIM_PROSE_OF_ECONOMY_H_
