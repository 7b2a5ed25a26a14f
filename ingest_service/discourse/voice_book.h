// The voices of a document as it is read: each one once, with who is meant by a short name or a
// pronoun.
#ifndef PARALLAX_INGEST_SERVICE_DISCOURSE_VOICE_BOOK_H_
#define PARALLAX_INGEST_SERVICE_DISCOURSE_VOICE_BOOK_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/record/claim.h"
#include "ingest_service/discourse/speaker.h"

namespace parallax::discourse {

// Thread-compatible; one for a document.
//
// Keys, the same in every document: a resolved speaker's is its entity id; a full name's is "name:"
// and the folded name; a speaker without either has "unnamed:" and a digest of the words that it
// stands in, so that a copy of the page brings no second voice and no two pages share one.
class VoiceBook {
 public:
  explicit VoiceBook(const record::Voice& author);

  // The index of who `reading` names or takes up. `context` is the text of its block.
  int32_t Find(const SpeakerReading& reading, std::string_view context, int32_t self);

  // The index of `voice`, added when its key is new.
  int32_t Add(record::Voice voice);

  // Names that stand in the text without speaking there: who "Smith" may be later.
  void Hear(std::string_view full_name, std::string_view entity_id);
  // A person who is the subject of a sentence: who "he" is in the next.
  void HearSubject(std::string_view name, std::string_view entity_id);
  // An organization named in the text: who "the company" may be.
  void HearOrganization(std::string_view name, std::string_view entity_id);

  // Whether "she" has somebody to stand for.
  bool KnowsPerson() const { return last_person_ >= 0 || !subject_.name.empty(); }

  // Whether "it" has.
  bool KnowsBody() const { return last_body_ >= 0 || !organizations_.empty(); }

  const std::vector<record::Voice>& voices() const { return voices_; }
  std::vector<record::Voice> TakeVoices() { return std::move(voices_); }

 private:
  struct Heard {
    std::string name;
    std::string entity_id;
  };

  int32_t Person(const record::Voice& voice);
  const Heard* OrganizationOf(std::string_view noun) const;
  static std::string ShortNameOf(std::string_view name);

  std::vector<record::Voice> voices_;
  std::unordered_map<std::string, int32_t> by_key_;
  std::unordered_map<std::string, int32_t> by_short_name_;
  std::unordered_map<std::string, Heard> heard_;  // by folded last name
  std::vector<Heard> organizations_;              // the last ones
  Heard subject_;                                 // a person, named since anybody spoke
  Heard last_heard_;                              // a person, wherever named
  int32_t last_person_ = -1;
  int32_t last_body_ = -1;
  int32_t last_medium_ = -1;
  int32_t last_ = -1;
};

}  // namespace parallax::discourse

#endif  // PARALLAX_INGEST_SERVICE_DISCOURSE_VOICE_BOOK_H_
