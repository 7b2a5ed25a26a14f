#include "ingest_service/discourse/cue_table.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include "core/catalog/name_fold.h"

namespace parallax::discourse {
namespace {

struct CueIndex {
  text::PhraseMatcher matcher;
  std::vector<CueBits> bits;  // by the matcher's value

  CueIndex() {
    std::map<std::string, CueBits> by_phrase;
    for (std::span<const CuePhrase> table : {EnglishCues(), ChineseCues()}) {
      for (const CuePhrase& cue : table) {
        for (size_t at = 0; at <= cue.phrases.size();) {
          const size_t end = std::min(cue.phrases.find('|', at), cue.phrases.size());
          by_phrase[catalog::FoldName(cue.phrases.substr(at, end - at))] |= cue.bits;
          at = end + 1;
        }
      }
    }
    std::vector<text::PhraseMatcher::Entry> entries;
    for (const auto& [phrase, all] : by_phrase) {
      entries.emplace_back(phrase, static_cast<uint32_t>(bits.size()));
      bits.push_back(all);
    }
    matcher = text::PhraseMatcher(std::move(entries));
  }
};

const CueIndex& Index() {
  static const auto* const index = new CueIndex;
  return *index;
}

// "IT", "WHO" and the month of May are not it, who and may.
bool IsOtherWord(std::string_view text, const CueHit& hit) {
  const std::string_view written =
      text.substr(static_cast<size_t>(hit.begin), static_cast<size_t>(hit.end - hit.begin));
  const auto upper = [](char c) { return c >= 'A' && c <= 'Z'; };
  if (!upper(written[0])) return false;
  if (written == "May") return hit.begin > 0;
  if (written.size() < 2 || (hit.bits & ~(kRole | kMedium | kBodyName | kBody)) == 0) return false;
  return std::all_of(written.begin(), written.end(), upper);
}

}  // namespace

void FindCues(std::string_view text, std::vector<CueHit>* hits) {
  hits->clear();
  const CueIndex& index = Index();
  const catalog::FoldedText folded(text);
  thread_local std::vector<text::PhraseMatch> matches;
  matches.clear();
  index.matcher.FindAll(folded.text(), &matches);
  hits->reserve(matches.size());
  for (const text::PhraseMatch& match : matches) {
    const CueHit hit = {folded.ToSource(match.begin), folded.ToSourceEnd(match.end),
                        index.bits[match.value]};
    if (!IsOtherWord(text, hit)) hits->push_back(hit);
  }
}

}  // namespace parallax::discourse
