// What a Catalog holds: the pack's plain structs and the indexes over them. Private to the room.
#ifndef PARALLAX_CORE_CATALOG_CATALOG_INDEX_H_
#define PARALLAX_CORE_CATALOG_CATALOG_INDEX_H_

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "core/catalog/answer_phrases.h"
#include "core/catalog/catalog.h"
#include "core/catalog/cue_index.h"
#include "core/catalog/pack_source.h"
#include "core/text/phrase_matcher.h"

namespace parallax::catalog {

// The cues of one scale: the matcher's value is an index into `spans`.
struct ScaleCues {
  text::PhraseMatcher matcher;
  std::vector<std::pair<value::LevelSpan, std::string>> spans;  // with the phrase as listed
};

struct Catalog::Index {
  struct NameRef {
    int32_t entity;
    int32_t name;
  };

  std::string pack_id, pack_version, description, fingerprint;
  std::vector<Entity> entities;  // by id
  std::vector<EntityKind> kinds;
  std::vector<Dimension> dimensions;
  std::vector<Scale> scales;
  std::vector<ScaleCues> scale_cues;  // parallel to scales
  std::vector<ListSeparator> list_separators;
  std::vector<EntityForm> entity_forms;
  std::vector<ActingCues> acting_cues;
  std::vector<ProseFrame> prose_frames;

  std::unordered_map<std::string, std::vector<NameRef>> names;  // by folded name
  std::unordered_map<std::string_view, int32_t> entity_by_id;   // views `entities`
  std::map<std::string, int32_t, std::less<>> dimension_by_id, scale_by_id, kind_by_id;
  CueIndex headers;       // targets are indexes into dimensions
  CueIndex kind_headers;  // … into kinds
  AnswerPhraseSet not_stated, no_value;
};

// Fills `index` (all but the version fields) from sound sources.
void BuildIndex(const std::vector<PackSource>& sources, Catalog::Index* index);

}  // namespace parallax::catalog

#endif  // PARALLAX_CORE_CATALOG_CATALOG_INDEX_H_
