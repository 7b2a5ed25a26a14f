#include "ingest_service/discourse/voice_book.h"

#include <utility>

#include "core/catalog/name_fold.h"
#include "core/text/sha256.h"

namespace parallax::discourse {
namespace {

using record::Voice;
using record::VoiceKind;

// More short names than this are not kept.
constexpr size_t kMostHeard = 4096;
constexpr size_t kMostOrganizations = 16;

std::string UnnamedKey(const Voice& voice, std::string_view context) {
  return "unnamed:" +
         text::Sha256Hex(
             std::string(context) + "\n" + catalog::FoldName(voice.name + "\n" + voice.role), 8);
}

bool IsFullName(const Voice& voice) {
  if (voice.kind != VoiceKind::kSpeaker) return true;
  const auto first = static_cast<unsigned char>(voice.name[0]);
  return first >= 0x80 ? voice.name.size() > 3 : voice.name.find(' ') != std::string::npos;
}

}  // namespace

VoiceBook::VoiceBook(const Voice& author) { Add(author); }

int32_t VoiceBook::Add(Voice voice) {
  const auto [it, added] = by_key_.try_emplace(voice.key, static_cast<int32_t>(voices_.size()));
  if (added) {
    voices_.push_back(std::move(voice));
  } else if (Voice& known = voices_[it->second]; known.role.empty() && it->second != 0) {
    known.role = std::move(voice.role);
  }
  return it->second;
}

std::string VoiceBook::ShortNameOf(std::string_view name) {
  const std::string folded = catalog::FoldName(name);
  for (std::string_view dot : {"·", "・", "‧"}) {
    const size_t at = folded.rfind(dot);
    if (at != std::string::npos) return folded.substr(at + dot.size());
  }
  const size_t blank = folded.rfind(' ');
  return blank == std::string::npos ? folded : folded.substr(blank + 1);
}

void VoiceBook::Hear(std::string_view full_name, std::string_view entity_id) {
  if (heard_.size() >= kMostHeard) return;
  last_heard_ = {std::string(full_name), std::string(entity_id)};
  heard_[ShortNameOf(full_name)] = last_heard_;
}

void VoiceBook::HearSubject(std::string_view name, std::string_view entity_id) {
  subject_ = {std::string(name), std::string(entity_id)};
}

void VoiceBook::HearOrganization(std::string_view name, std::string_view entity_id) {
  organizations_.push_back({std::string(name), std::string(entity_id)});
  if (organizations_.size() > kMostOrganizations) organizations_.erase(organizations_.begin());
}

// Who "the company" or "the ministry" is: a company is the last organization that is not of another
// kind; any other the last one whose name has the word.
const VoiceBook::Heard* VoiceBook::OrganizationOf(std::string_view noun) const {
  const std::string folded = catalog::FoldName(noun);
  const std::string_view last =
      std::string_view(folded).substr(folded.find_last_of(' ') + 1);  // npos + 1 is 0
  bool any = folded.empty();
  for (std::string_view word :
       {"company",      "firm",       "startup",     "chipmaker",    "carmaker",     "automaker",
        "manufacturer", "developer",  "giant",       "lab",          "group",        "maker",
        "conglomerate", "supplier",   "tank",        "organization", "organisation", "association",
        "institute",    "foundation", "consultancy", "operator",     "该公司",       "该企业",
        "该集团",       "公司方面",   "该机构",      "该厂",         "该平台"}) {
    any |= last == word || folded == word;
  }
  for (auto it = organizations_.rbegin(); it != organizations_.rend(); ++it) {
    if (any || catalog::FoldName(it->name).find(last) != std::string::npos) return &*it;
  }
  return nullptr;
}

int32_t VoiceBook::Person(const Voice& voice) {
  const int32_t index = Add(voice);
  by_short_name_[ShortNameOf(voice.name)] = index;
  // Names that begin with the family's: "Yoon" of "Yoon Suk Yeol".
  const std::string folded = catalog::FoldName(voice.name);
  if (const size_t blank = folded.find(' '); blank != std::string::npos && blank > 1)
    by_short_name_.try_emplace(folded.substr(0, blank), index);
  last_person_ = last_ = index;
  subject_.name.clear();
  return index;
}

int32_t VoiceBook::Find(const SpeakerReading& reading, std::string_view context, int32_t self) {
  Voice voice;
  voice.kind = reading.kind;
  voice.name = reading.name;
  voice.role = reading.role;
  voice.entity_id = reading.entity_id;
  switch (reading.takes_up) {
    case TakesUp::kSelf:
      return self;
    case TakesUp::kPerson:
      if (!subject_.name.empty()) {
        voice.kind = VoiceKind::kSpeaker;
        voice.name = std::exchange(subject_.name, {});
        voice.entity_id = subject_.entity_id;
        break;
      }
      if (last_person_ >= 0) return last_ = last_person_;
      if (!last_heard_.name.empty()) {
        voice.kind = VoiceKind::kSpeaker;
        voice.name = last_heard_.name;
        voice.entity_id = last_heard_.entity_id;
        break;
      }
      voice.kind = VoiceKind::kUnnamedSource;
      break;
    case TakesUp::kLast:
      if (last_ >= 0) return last_;
      voice.kind = VoiceKind::kUnnamedSource;
      break;
    case TakesUp::kRole: {
      const std::string folded = catalog::FoldName(voice.role);
      if (last_person_ >= 0 && !folded.empty() &&
          catalog::FoldName(voices_[last_person_].role).find(folded) != std::string::npos) {
        last_ = last_person_;
        return last_person_;
      }
      voice.kind = VoiceKind::kUnnamedSource;
      break;
    }
    case TakesUp::kOrganization:
      // A document that was not named before stays what it is called.
      if (!voice.role.empty() && voice.name == voice.role) {
        if (voice.kind == VoiceKind::kMedium) {
          if (last_medium_ >= 0) return last_ = last_medium_;
          // 报道称 of no medium that was named.
          voice.kind = VoiceKind::kUnnamedSource;
          voice.name.clear();
          break;
        }
        if (last_body_ >= 0) return last_ = last_body_;
        break;
      }
      if (const Heard* heard = OrganizationOf(voice.name); heard != nullptr) {
        voice.kind = NamesMedium(heard->name) ? VoiceKind::kMedium : VoiceKind::kOrganization;
        voice.name = heard->name;
        voice.entity_id = heard->entity_id;
        break;
      }
      if (voice.name.empty() && last_body_ >= 0) return last_ = last_body_;
      voice.kind = voice.name.empty() ? VoiceKind::kUnnamedSource : VoiceKind::kOrganization;
      break;
    case TakesUp::kShortName: {
      const std::string key = ShortNameOf(voice.name);
      if (const auto it = by_short_name_.find(key); it != by_short_name_.end()) {
        last_person_ = last_ = it->second;
        return it->second;
      }
      if (const auto it = heard_.find(key); it != heard_.end()) {
        voice.name = it->second.name;
        voice.entity_id = it->second.entity_id;
      }
      break;
    }
    case TakesUp::kNothing:
      break;
  }
  // A person whom no catalog lists may be linked in one document and not in another: known by the
  // full name in both.
  const bool unlisted = voice.entity_id.starts_with("person/~");
  if (unlisted && voice.name.find(' ') == std::string::npos) {
    const auto it = heard_.find(ShortNameOf(voice.name));
    if (it != heard_.end() && it->second.entity_id == voice.entity_id) voice.name = it->second.name;
  }
  if (!voice.entity_id.empty() && !unlisted) {
    voice.key = voice.entity_id;
  } else if (voice.name.empty() || voice.kind == VoiceKind::kUnnamedSource || !IsFullName(voice) ||
             voice.name == voice.role) {
    voice.key = UnnamedKey(voice, context);
  } else {
    voice.key = "name:" + catalog::FoldName(voice.name);
  }
  // Kinds that are spoken of by a person's name.
  if (voice.kind == VoiceKind::kSpeaker && !voice.name.empty()) return Person(voice);
  const int32_t index = Add(voice);
  last_ = index;
  if (voice.kind == VoiceKind::kOrganization || voice.kind == VoiceKind::kMedium)
    last_body_ = index;
  if (voice.kind == VoiceKind::kMedium) last_medium_ = index;
  return index;
}

}  // namespace parallax::discourse
