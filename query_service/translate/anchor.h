// What translating leaves as it is: figures, dates, names in foreign letters, entities and
// quotations of a block of text, in a form that is the same in every language.
//
// Reads English, Simplified and Traditional Chinese. Pure functions; thread-safe; linear in the
// text.
#ifndef PARALLAX_QUERY_SERVICE_TRANSLATE_ANCHOR_H_
#define PARALLAX_QUERY_SERVICE_TRANSLATE_ANCHOR_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace parallax::translate {

enum class AnchorKind {
  kNumber,
  kDate,
  kName,
  kEntity,
  kQuotation,
  // What the words speak of, in whatever words: told only where both sides do, since lists of words
  // for it are never complete.
  kTopic,
};

struct Anchor {
  AnchorKind kind = AnchorKind::kNumber;
  // What it is compared by: "14e8" for 1.4 billion and 14亿, "117e-1%" for 11.7 percent, "y2017",
  // "m2" for February and 二月; a name in lower case; an entity's or a topic's id; a quotation's
  // Latin letters and digits, or "" where it has none (quotations in two scripts are told by their
  // number).
  std::string key;
  size_t begin = 0;  // bytes of the text
  size_t end = 0;
  friend bool operator==(const Anchor&, const Anchor&) = default;
};

// Figures, dates, names and quotations, by place; entities and topics are the caller's to add.
// Figures below ten that are written as words are left out ("one of them", 一些), so are Latin
// words of a Latin text unless they have a digit in them (GPT-4): capitals are translated.
std::vector<Anchor> FindAnchors(std::string_view text);

}  // namespace parallax::translate

#endif  // PARALLAX_QUERY_SERVICE_TRANSLATE_ANCHOR_H_
