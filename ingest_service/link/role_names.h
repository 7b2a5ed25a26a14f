// Names of Latin script that no catalog lists and whose own words do not tell their kind: the
// sentence says what bears them.
#ifndef PARALLAX_INGEST_SERVICE_LINK_ROLE_NAMES_H_
#define PARALLAX_INGEST_SERVICE_LINK_ROLE_NAMES_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/catalog/catalog.h"
#include "core/text/phrase_matcher.h"
#include "ingest_service/link/form_match.h"

namespace parallax::link {

// Finds one to four capitalized words
//   - behind what they are: "the startup Norvane", "Leeds-based Norvane", "telecom group Halden",
//   "a model called Ottar";
//   - before an apposition that says it: "Norvane, a chipmaker that …", "Ann Lee, a professor at
//   …";
//   - beside an office that a company has: "Norvane CEO", "founder of Norvane";
//   - where people work or speak: "an analyst at Tarn Rising", "… ,” said Ann Lee.", "Ann Lee,
//   who";
//   - before a verb of raising with a sum: "Norvane raises $25M";
// and people in a line of authors ("By Tamsin Orwell in Leeds"). Names found so are marked to be
// followed through the document (FormMatch::follow). Kinds that the catalog lacks are not found.
// Immutable and thread-safe; O(text).
class RoleNameFinder {
 public:
  explicit RoleNameFinder(const catalog::Catalog& catalog);

  // The words that tell a role: whoever scans for them calls Take.
  const std::vector<std::string>& triggers() const { return words_; }

  // Appends the name that `match`, an occurrence of triggers()[trigger] in `text`, tells; forms may
  // overlap.
  void Take(std::string_view text, const text::PhraseMatch& match, size_t trigger,
            std::vector<FormMatch>* found) const;

  // Appends the author that a line "By …" at the text's begin names.
  void TakeByline(std::string_view text, std::vector<FormMatch>* found) const;

 private:
  struct Trigger {
    int noun_kind = -1;    // "startup", "chatbot": index into kKinds
    bool person = false;   // "professor": a person's, in an apposition
    bool office = false;   // "CEO"
    bool raising = false;  // "raises"
    bool saying = false;   // "said"
    bool who = false;      // "who"
    bool seated = false;   // "-based"
  };
  std::vector<std::string> words_;
  std::vector<Trigger> triggers_;  // of words_
  std::vector<bool> has_kind_;     // of kKinds
};

// The end of the name of one to four capitalized words that begins at `at`, and the begin of the
// one that ends at `end`; the argument itself where none does. No day, month, title, article or
// other word that is capitalized only where it stands counts.
size_t CapitalizedNameEnd(std::string_view text, size_t at);
size_t CapitalizedNameBegin(std::string_view text, size_t end);

}  // namespace parallax::link

#endif  // PARALLAX_INGEST_SERVICE_LINK_ROLE_NAMES_H_
