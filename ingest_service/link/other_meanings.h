// Names that stand for something else where they are written: an English adjective that names a
// language, letters that shorten common words, a market of listings, a city at the head of a longer
// name.
#ifndef PARALLAX_INGEST_SERVICE_LINK_OTHER_MEANINGS_H_
#define PARALLAX_INGEST_SERVICE_LINK_OTHER_MEANINGS_H_

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/record/claim.h"

namespace parallax::link {

// Takes from `mentions`, which from `first` on are those of `text` in order, each that means
// something else:
// - adjectives of economies as languages: "in French, German and Chinese", "Chinese-speaking";
// - letters in brackets behind the common words that they shorten ("closed-circuit television
//   (CCTV)"), there and, by way of `shortened`, in the rest of the document;
// - the market behind the dot of a listing ("EXMP.US");
// - places behind an article and before a capitalized word: "the Dallas Wings".
// O(text + mentions). The mentions of other texts stay as they are.
void DropOtherMeanings(std::string_view text, size_t first, std::set<std::string>* shortened,
                       std::vector<record::Mention>* mentions);

}  // namespace parallax::link

#endif  // PARALLAX_INGEST_SERVICE_LINK_OTHER_MEANINGS_H_
