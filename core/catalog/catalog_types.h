// What a pack says, as plain structs: entities, dimensions, scales and phrases. Owned by a Catalog
// and immutable once it is loaded; pointers to them live as long as it does.
#ifndef PARALLAX_CORE_CATALOG_CATALOG_TYPES_H_
#define PARALLAX_CORE_CATALOG_CATALOG_TYPES_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/value/typed_value.h"

namespace parallax::catalog {

enum class NameKind {
  kPrimary,
  kAlias,
  kAbbreviation,  // letter case counts in Latin script
  kAdjective,     // "Chinese"
  kMetonym,       // "Beijing" for China's government
  kContextual,    // only among certain words
};

struct EntityName {
  std::string text;
  std::string language;  // BCP 47; "und" for every language
  NameKind kind = NameKind::kAlias;
  std::vector<std::string>
      context;  // of kContextual; empty there: needs another name in the document
};

struct EntityRelation {
  std::string type;    // RelationType id as read from the holder; inverse ids on the other side
  std::string target;  // entity id
  std::string since;   // ISO 8601, may be empty
  std::string until;   // exclusive; ISO 8601, may be empty
};

struct Entity {
  std::string id;                         // "economy/KR"
  std::string kind;                       // "economy"
  std::vector<EntityName> names;          // file order
  std::vector<EntityRelation> relations;  // both directions; those of its own first
  std::string description;
};

struct LocalText {
  std::string language;
  std::string text;
};

struct CuePhrase {
  std::string language;
  std::string text;
};

struct EntityKind {
  std::string id;
  std::vector<LocalText> names;
  std::vector<CuePhrase> header_cues;
};

enum class ValueType {
  kText,
  kMoney,
  kQuantity,
  kPercentage,
  kDateInterval,
  kLevel,
  kEntitySet,
  kItemList,
};

struct Dimension {
  std::string id;
  std::string parent;                 // empty for a root
  std::vector<std::string> children;  // file order
  ValueType value_type = ValueType::kText;
  std::string scale;  // of kLevel
  std::vector<std::string> subject_kinds;
  std::vector<std::string> value_kinds;  // of kEntitySet; empty: any
  std::string default_unit;              // of kQuantity; may be empty
  std::vector<LocalText> names;
  std::string description;
  std::vector<CuePhrase> header_cues;
  std::vector<CuePhrase> prose_cues;
  bool well_known = false;
  bool commitment = false;  // "will" tells of it what is decided, and predicts nothing
};

struct Level {
  std::string id;  // "STATE_GUIDED"
  std::vector<LocalText> names;
};

struct Scale {
  std::string id;
  std::vector<LocalText> names;
  std::vector<Level> levels;  // lowest first
  // The rank of a level; -1 when the scale has no such level.
  int RankOf(const std::string& level_id) const;
};

struct ListSeparator {
  std::string text;
  bool leading = false;  // stands before each item
  bool weak = false;     // separates only where no stronger one stands
};

struct EntityForm {
  std::string kind;
  std::string language;
  std::vector<std::string> suffix;
  std::vector<std::string> prefix;
  std::vector<std::string> except;
  bool marked_only = false;  // only between title marks, 《》
  bool running = false;      // in running text of unspaced scripts too
  bool seated = false;       // of those only behind a place's name
};

struct ActingCues {
  std::string language;
  std::vector<std::string> after;
  std::vector<std::string> before;
  std::vector<std::string> place_before;
  std::vector<std::string> place_after;
};

// Where a clause has its subject and value, seen from the words of a frame; pack.proto tells more.
enum class FrameShape {
  kSubjectFirst,
  kValueFirst,
  kPredicate,
  kObject,
  kAct,
  kLevelNoun,
  kTopicFirst
};

struct ProseFrame {
  std::string dimension;  // empty for kAct
  std::string language;
  FrameShape shape = FrameShape::kSubjectFirst;
  std::vector<std::string> phrases;  // alternatives written out
  std::optional<value::LevelSpan> levels;
  std::vector<std::string> needs;
  std::vector<std::string> subject_kinds;  // empty: all that the dimension is asked of
};

}  // namespace parallax::catalog

#endif  // PARALLAX_CORE_CATALOG_CATALOG_TYPES_H_
