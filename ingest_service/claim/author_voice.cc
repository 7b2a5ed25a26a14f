#include "ingest_service/claim/author_voice.h"

#include <string>

#include "core/catalog/name_fold.h"

namespace parallax::claim {

record::Voice AuthorVoice(const record::Document& document, std::string_view lineage_id) {
  record::Voice voice;
  voice.kind = record::VoiceKind::kAuthor;
  std::string folded;
  for (const record::MetadataItem& item : document.metadata) {
    if (item.field != record::MetadataField::kAuthor || !item.chosen) continue;
    if (!voice.name.empty()) voice.name += ", ";
    voice.name += item.value;
    if (!folded.empty()) folded += ',';
    folded += catalog::FoldName(item.value);
  }
  voice.key = folded.empty() ? "unsigned:" + std::string(lineage_id) : "author:" + folded;
  return voice;
}

}  // namespace parallax::claim
