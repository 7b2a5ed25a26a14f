// A claim: one voice's assertion about an entity on a dimension, with its evidence. Plain structs;
// owned by value; immutable once made.
#ifndef PARALLAX_CORE_RECORD_CLAIM_H_
#define PARALLAX_CORE_RECORD_CLAIM_H_

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "core/text/byte_span.h"
#include "core/value/typed_value.h"

namespace parallax::record {

enum class EvidenceRole {
  kUnspecified,
  kSubject,
  kDimension,
  kValue,
  kUnit,
  kVoice,
  kNegation,
  kHedge,
  kQualifier,
  kTime
};

// How the quote relates to the bytes of its span.
enum class Alignment {
  kUnspecified,
  kExact,       // the span's bytes, decoded, are the quote
  kNormalized,  // they are after white space is folded, markup removed and entities decoded
  kTable,  // a blank or absent table cell: the span holds nothing but delimiters and white space
};

struct Evidence {
  text::ByteSpan span;  // of the original
  EvidenceRole role = EvidenceRole::kUnspecified;
  Alignment alignment = Alignment::kExact;
  std::string quote;  // UTF-8
  friend bool operator==(const Evidence&, const Evidence&) = default;
};

enum class VoiceKind {
  kUnspecified,
  kAuthor,
  kSpeaker,
  kUnnamedSource,
  kOrganization,
  kMedium,
  kReader
};

// One who asserts. A claim's voices are a chain, outermost first: the document's author reports a
// newspaper that quotes a source. The last is the asserting voice.
struct Voice {
  VoiceKind kind = VoiceKind::kUnspecified;
  std::string name;       // as written; empty when unknown
  std::string role;       // "French president"
  std::string entity_id;  // when resolved
  // What makes two voices the same across documents: the entity id, else a folded full name, else
  // one that is unique to the document.
  std::string key;
  friend bool operator==(const Voice&, const Voice&) = default;
};

enum class ClaimKind {
  kUnspecified,
  kValue,
  kNoValue,    // the source says that there is none
  kNotStated,  // the source has the question and no answer
};
enum class Stance { kUnspecified, kAsserts, kDenies, kDoubts, kPredicts, kRecommends };
enum class Modality { kUnspecified, kActual, kPlanned, kConditional, kAlleged };
enum class Polarity { kUnspecified, kStrength, kWeakness };

struct EntityRef {
  std::string entity_id;  // empty when the name was not resolved
  std::string written;
  friend bool operator==(const EntityRef&, const EntityRef&) = default;
};
struct EntitySet {
  std::vector<EntityRef> entities;
  friend bool operator==(const EntitySet&, const EntitySet&) = default;
};
struct ListItem {
  std::string text;
  text::ByteSpan span;              // of the original
  std::vector<EntityRef> entities;  // named in it
  friend bool operator==(const ListItem&, const ListItem&) = default;
};
struct ItemList {
  std::vector<ListItem> items;  // in the order of the source
  friend bool operator==(const ItemList&, const ItemList&) = default;
};

// One typed reading of a value.
using Reading = std::variant<value::Money, value::Quantity, value::Percentage, value::Change,
                             value::DateInterval, value::LevelSpan, EntitySet, ItemList>;

struct ClaimValue {
  std::string
      text;  // the clause as written (normalized white space); empty for kNotStated of a blank
  std::string language;  // BCP 47
  std::vector<Reading>
      readings;  // at most one of each alternative, except Change; the dimension's type first
  friend bool operator==(const ClaimValue&, const ClaimValue&) = default;
};

struct Qualifier {
  std::string text;  // "British rule"
  text::ByteSpan span;
  friend bool operator==(const Qualifier&, const Qualifier&) = default;
};

// Which rule or which external extractor made it.
struct Activity {
  std::string rule_id;       // "table/column-header"; or the extractor's name
  std::string rule_version;  // or the extractor's version
  std::string pack_id;
  std::string pack_version;
  friend bool operator==(const Activity&, const Activity&) = default;
};

enum class ClaimLinkKind { kUnspecified, kStatedEquivalent };
struct ClaimLink {
  ClaimLinkKind kind = ClaimLinkKind::kUnspecified;
  std::string claim_id;
  friend bool operator==(const ClaimLink&, const ClaimLink&) = default;
};

struct Claim {
  std::string claim_id;  // 32 hex digits; see claim_id.h
  std::string document_id;
  std::string subject_entity_id;
  std::string subject_written;  // the name as written
  std::string dimension_id;
  ClaimKind kind = ClaimKind::kUnspecified;
  ClaimValue value;
  value::DateInterval valid_time;  // where stated
  std::vector<Qualifier> qualifiers;
  std::vector<Voice> voices;  // never empty
  Stance stance = Stance::kAsserts;
  Modality modality = Modality::kActual;
  Polarity polarity = Polarity::kUnspecified;
  std::vector<Evidence>
      evidence;  // never empty; the subject's first, then dimension's, then value's
  std::vector<ClaimLink> links;
  Activity activity;
  friend bool operator==(const Claim&, const Claim&) = default;

  const Voice& asserting_voice() const { return voices.back(); }
};

// What a rule looked at and did not make a claim of: tells why a cell is empty.
struct RejectedCandidate {
  std::string subject_entity_id;  // empty where no subject was found
  std::string dimension_id;       // empty where no dimension was found
  text::ByteSpan span;            // of the original: the words that were weighed
  std::string rule_id;            // that refused it
  std::string reason;             // for a reader: "two subjects are as near"
  friend bool operator==(const RejectedCandidate&, const RejectedCandidate&) = default;
};

// How a mention names its entity.
enum class MentionForm {
  kUnspecified,
  kName,
  kAdjective,     // "Chinese": names it without being its noun
  kMetonym,       // "Beijing" where a government acts
  kGovernment,    // "the Chinese government": the economy by its government
  kAbbreviation,  // one that the document itself defines
  kForm,          // not in the catalog; recognized by its form or its role in a table
};

// An entity named at a place of a document.
struct Mention {
  text::ByteSpan span;  // of the original
  int32_t block = 0;    // index into Document::blocks
  std::string entity_id;
  std::string written;
  // Where it stands in the text of its block or, for a table, of the cell `cell` (-1: not in a
  // cell; -2: in the caption).
  int32_t cell = -1;
  int64_t text_begin = 0;
  int64_t text_end = 0;
  MentionForm form = MentionForm::kName;
  friend bool operator==(const Mention&, const Mention&) = default;
};

}  // namespace parallax::record

#endif  // PARALLAX_CORE_RECORD_CLAIM_H_
