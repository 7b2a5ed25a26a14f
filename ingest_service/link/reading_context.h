// Decides, from the words around a name, which of its bearers is meant.
#ifndef PARALLAX_INGEST_SERVICE_LINK_READING_CONTEXT_H_
#define PARALLAX_INGEST_SERVICE_LINK_READING_CONTEXT_H_

#include <cstdint>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/catalog/catalog.h"
#include "core/record/claim.h"
#include "core/text/phrase_matcher.h"
#include "ingest_service/link/name_table.h"

namespace parallax::link {

// A name in a folded text and what surrounds the text.
struct NamedPlace {
  std::string_view folded;  // the whole text, folded
  int64_t begin = 0;        // of the name in it
  int64_t end = 0;
  std::string_view written;       // the name as it stands in the source
  std::string_view title;         // folded title of the document
  std::string_view around;        // folded neighbours: of a cell, the rest of its table
  std::string_view subject_kind;  // set in the subject column of a table
  bool capitals = false;          // the text has no lower-case letter
  const std::set<const catalog::Entity*>* named = nullptr;  // earlier in the document; may be null
};

// The outcome: an entity, or none with or without doubt.
struct BearerChoice {
  const catalog::Entity* entity = nullptr;
  record::MentionForm form = record::MentionForm::kName;
  bool ambiguous = false;  // several could be meant and nothing tells which
};

// Immutable and thread-safe. The catalog must outlive it.
class ReadingContext {
 public:
  explicit ReadingContext(const catalog::Catalog& catalog);

  // Chooses among `bearers`; the order of the rules is in the implementation. O(context words ×
  // text).
  BearerChoice Choose(const std::vector<NameBearer>& bearers, const NamedPlace& place) const;

  // The end of "… government", "… authorities", 政府 after an economy's name that ends at `end`;
  // `end` itself when there is none. `text` is folded.
  int64_t GovernmentEnd(std::string_view text, int64_t end) const;

 private:
  enum class Acting { kActs, kIsPlace, kUnknown };
  Acting ActsAt(const NamedPlace& place) const;
  static bool IsTheCity(const NamedPlace& place);

  text::PhraseMatcher acts_after_, acts_before_, place_after_, place_before_;
  text::PhraseMatcher government_, product_before_, small_words_;
  std::map<std::string, text::PhraseMatcher, std::less<>>
      kind_words_;  // "model", "chatbot" … by kind
};

// Whether one of `words` (folded) stands in `folded` as a whole word. An empty list never does.
bool AnyWordStands(const std::vector<std::string>& words, std::string_view folded);

}  // namespace parallax::link

#endif  // PARALLAX_INGEST_SERVICE_LINK_READING_CONTEXT_H_
