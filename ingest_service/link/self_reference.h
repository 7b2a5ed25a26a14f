// Whose "our country" and "our province" a page speaks of: 我国, 我省, 本市.
#ifndef PARALLAX_INGEST_SERVICE_LINK_SELF_REFERENCE_H_
#define PARALLAX_INGEST_SERVICE_LINK_SELF_REFERENCE_H_

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/catalog/catalog.h"
#include "core/record/claim.h"

namespace parallax::link {

// The economy that the entity lies in, through at most three places or bodies; empty when unknown
// or null. Pure; thread-safe.
std::string_view EconomyOf(const catalog::Catalog& catalog, const catalog::Entity* entity);

// Remembers which of those words a document has, text by text. Not thread-safe.
class SelfReferences {
 public:
  // Notes the words of `text`, whose language is `language` (BCP 47). O(text).
  void Note(std::string_view text, std::string_view language);

  // Each noted word with the entity that it means, by what `mentions` name: 我国 is China in
  // simplified writing unless the page speaks as much of Singapore or Malaysia, Taiwan in
  // traditional writing where the page names bodies and places of Taiwan and not more of the
  // mainland; 我省, 我市 and 本市 are the province or city that the page names, if it is one alone
  // or three times as often as any other. A word that is not decided is left out.
  std::map<std::string, std::string> Resolve(const catalog::Catalog& catalog,
                                             const std::vector<record::Mention>& mentions) const;

 private:
  std::map<std::string, bool> words_;  // word → traditional writing
};

}  // namespace parallax::link

#endif  // PARALLAX_INGEST_SERVICE_LINK_SELF_REFERENCE_H_
