#include "ingest_service/claim/author_voice.h"

#include <string>
#include <vector>

#include "ingest_service/discourse/origin.h"

namespace parallax::claim {

record::Voice AuthorVoice(const record::Document& document, std::string_view words_id) {
  std::vector<std::string> names;
  for (const record::MetadataItem& item : document.metadata) {
    if (item.field == record::MetadataField::kAuthor && item.chosen) names.push_back(item.value);
  }
  if (const auto work = discourse::FindPresentedWork(document)) {
    names.clear();
    if (work->by_first_author) names.push_back(work->authors.front());
  }
  if (!names.empty()) return discourse::VoiceOfAuthors(names);
  record::Voice voice;
  voice.kind = record::VoiceKind::kAuthor;
  voice.key = "unsigned:" + std::string(words_id);
  return voice;
}

}  // namespace parallax::claim
