// Names that stand in one list with names that are known: of the same kind as those.
#ifndef PARALLAX_INGEST_SERVICE_LINK_LISTED_NAMES_H_
#define PARALLAX_INGEST_SERVICE_LINK_LISTED_NAMES_H_

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "core/record/claim.h"
#include "ingest_service/link/form_match.h"

namespace parallax::link {

// A name in a text that is linked already.
struct KnownName {
  int64_t begin = 0;
  int64_t end = 0;
  std::string_view kind;
};

// The names in `text` that nothing links and that are items of a list ("Oracle, Norvane, Intel and
// the Tarn Group"; 沐曦、某某半导体、燧原科技等) in which two items at least are known, all of them
// organizations or all models; one is enough where the list closes with 等…企业. Only whole items
// of at most four capitalized words or ten characters count, and none that describes (等企业,
// 芯片厂商). `known` in order of begin, none overlapping. O(text + known).
std::vector<FormMatch> FindListedNames(std::string_view text, const std::vector<KnownName>& known);

// The places that nothing links and that stand, after a word of place, before a state or economy
// that is known: "near Reno, Nevada". O(known × log known).
std::vector<FormMatch> FindPlacesByState(std::string_view text,
                                         const std::vector<KnownName>& known);

// Both of these by the mentions of one text, in any order; the places last. The matches hold
// nothing of the mentions, which may grow while they are taken up.
std::vector<FormMatch> FindByNamesBeside(std::string_view text,
                                         std::span<const record::Mention> mentions);

}  // namespace parallax::link

#endif  // PARALLAX_INGEST_SERVICE_LINK_LISTED_NAMES_H_
