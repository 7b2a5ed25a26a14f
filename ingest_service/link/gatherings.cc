#include "ingest_service/link/gatherings.h"

#include "ingest_service/link/han_lexicon.h"

namespace parallax::link {

bool IsGathering(std::string_view suffix) {
  return suffix == "大会" || suffix == "大會" || suffix == "峰会" || suffix == "峰會" ||
         suffix == "博览会" || suffix == "博覽會";
}

bool IsHeldThere(std::string_view folded, int64_t place_end) {
  bool first = true;
  for (const HanWord& word : HanWords(folded, place_end, static_cast<int64_t>(folded.size()))) {
    const std::string_view written = folded.substr(word.begin, word.end - word.begin);
    if (written == "召开" || written == "举办" || written == "举行" || written == "参加")
      return true;
    if (first && (word.part == HanClass::kVerb || word.part == HanClass::kAdverb ||
                  word.part == HanClass::kPreposition || word.part == HanClass::kPlaceWord)) {
      return true;
    }
    first = false;
  }
  return first;
}

size_t RoundSize(std::string_view name) {
  if (name.starts_with("第")) {
    constexpr size_t kLongest = 18;  // bytes
    for (std::string_view round : {"届", "屆"}) {
      const size_t at = name.substr(0, kLongest).find(round);
      if (at != std::string_view::npos) return at + round.size();
    }
    return 0;
  }
  size_t size = 0;
  while (size < name.size() && name[size] >= '0' && name[size] <= '9') ++size;
  return size;
}

}  // namespace parallax::link
