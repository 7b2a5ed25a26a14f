// Who a noun phrase names as a speaker: a person with a role, an organization, a medium, a
// document, a source without a name, or somebody named before.
#ifndef PARALLAX_INGEST_SERVICE_DISCOURSE_SPEAKER_H_
#define PARALLAX_INGEST_SERVICE_DISCOURSE_SPEAKER_H_

#include <optional>
#include <string>
#include <string_view>

#include "core/record/claim.h"
#include "ingest_service/discourse/block_text.h"

namespace parallax::discourse {

// What earlier speaker a phrase takes up.
enum class TakesUp {
  kNothing,
  kPerson,        // he, she
  kOrganization,  // it, the company, 该公司
  kLast,          // they
  kRole,          // "the minister": a person of that role
  kShortName,     // "Smith": a person whose name ends so
  kSelf,          // I, we: who speaks already
};

struct SpeakerReading {
  record::VoiceKind kind = record::VoiceKind::kSpeaker;
  std::string name;       // as written; empty when unnamed
  std::string role;       // as written
  std::string entity_id;  // where a mention resolves it
  TakesUp takes_up = TakesUp::kNothing;
  TextRange range;  // the words that name the speaker
};

// Where a phrase stands to its verb.
enum class Place { kBefore, kAfter };

// Reads an English phrase: "Jane Roe, director of X", "X's finance minister", "a person familiar
// with the matter". `range` holds nothing but the phrase, commas and adverbs around it. Nothing
// when the phrase is none that speaks. Before a verb it ends with the speaker, or with a comma
// behind an apposition; after a verb it begins with the speaker.
std::optional<SpeakerReading> ReadEnglishSpeaker(const BlockText& block, TextRange range,
                                                 Place place);

// Reads a Chinese phrase: 商务部部长王文涛, 该公司, 知情人士, 某研究院的报告.
std::optional<SpeakerReading> ReadChineseSpeaker(const BlockText& block, TextRange range);

// Whether a name is a medium's: "the Times", 路透社.
bool NamesMedium(std::string_view name);

// Whether a text ends in an office: "the ministry's spokesman", 党组书记、主任.
bool EndsWithOffice(std::string_view text);

// The text without white space and punctuation at its ends.
TextRange Trimmed(std::string_view text, TextRange range);

}  // namespace parallax::discourse

#endif  // PARALLAX_INGEST_SERVICE_DISCOURSE_SPEAKER_H_
