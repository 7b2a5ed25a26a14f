// Every name of a catalog, ready to be found in running text.
#ifndef PARALLAX_INGEST_SERVICE_LINK_NAME_TABLE_H_
#define PARALLAX_INGEST_SERVICE_LINK_NAME_TABLE_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/catalog/catalog.h"
#include "core/catalog/name_fold.h"
#include "core/text/phrase_matcher.h"
#include "ingest_service/link/form_match.h"

namespace parallax::link {

// How the letters of a Latin name must stand in the text to count.
enum class LetterCase {
  kAny,      // several words, or no capital of its own: "large language model", "imec"
  kInitial,  // one capitalized word, which in lower case may be an ordinary one: "Reliance"
  kExact,    // an abbreviation: "US", "CAC"
};

// One bearer of a name.
struct NameBearer {
  const catalog::Entity* entity = nullptr;
  const catalog::EntityName* name = nullptr;
  LetterCase letter_case = LetterCase::kAny;
  std::vector<std::string> context;  // folded; of contextual names
};

// Immutable and thread-safe. The catalog must outlive it.
class NameTable {
 public:
  explicit NameTable(const catalog::Catalog& catalog);

  // The value of a match is the argument of Bearers.
  const text::PhraseMatcher& matcher() const { return matcher_; }
  const std::vector<NameBearer>& Bearers(uint32_t value) const { return bearers_[value]; }

 private:
  std::vector<std::vector<NameBearer>> bearers_;  // by folded name
  text::PhraseMatcher matcher_;
};

// Whether `written`, a piece of the source, has the letters that the bearer's name asks for.
bool LetterCaseFits(const NameBearer& bearer, std::string_view written);

// Whether a catalog name of the form's kind, beginning within the form at `begin`, where `entity`
// was found, or later, ends where it does: "US Stargate Project" is the Stargate Project.
bool KnownNameEnds(const NameTable& names, const catalog::FoldedText& folded, int64_t begin,
                   const FormMatch& form, const catalog::Entity& entity);

// The end of a part of an initiative that bears its one-word name before its own words: "IndiaAI
// Compute Capacity"; `end` when nothing of the kind follows.
int64_t PartEnd(const NameTable& names, std::string_view text, const catalog::FoldedText& folded,
                int64_t begin, int64_t end);

}  // namespace parallax::link

#endif  // PARALLAX_INGEST_SERVICE_LINK_NAME_TABLE_H_
