// A body's or an act's name cut down to its last word: "the Commission".
#ifndef PARALLAX_INGEST_SERVICE_LINK_HEAD_NAMES_H_
#define PARALLAX_INGEST_SERVICE_LINK_HEAD_NAMES_H_

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/record/claim.h"

namespace parallax::link {

// "The Commission" and "the Commission" with the entity that they mean: of the bodies and
// initiatives that `mentions` name by two capitalized words or more, the only one whose name ends
// in that word. O(mentions).
std::map<std::string, std::string> HeadsOf(const std::vector<record::Mention>& mentions);
// 《方案》, 《意见》 and their like with the id of the one document among the mentions whose name
// ends so; nothing where two do.
std::map<std::string, std::string> MarkedTitlesOf(const std::vector<record::Mention>& mentions);

// The first words of the names of organizations in `mentions`, each with the only one that bears
// it; with nothing where two do. O(mentions × log).
std::map<std::string_view, std::string_view> FirstWordsOf(
    const std::vector<record::Mention>& mentions);

// Whether text[begin, end) begins with an article and goes on after it as the beginning of a longer
// name: "the Commission on Growth", "the Council of Ministers".
bool GoesOn(std::string_view text, int64_t begin, int64_t end);

}  // namespace parallax::link

#endif  // PARALLAX_INGEST_SERVICE_LINK_HEAD_NAMES_H_
