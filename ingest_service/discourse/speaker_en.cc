#include <algorithm>
#include <array>

#include "absl/container/inlined_vector.h"
#include "core/record/entity_id.h"
#include "core/text/character.h"
#include "core/text/utf8.h"
#include "ingest_service/discourse/speaker.h"
#include "ingest_service/discourse/speaker_words_en.h"

namespace parallax::discourse {
namespace {

using record::Mention;
using record::VoiceKind;

// A phrase with more words than this is a clause, not a speaker.
constexpr int kMostWords = 28;
constexpr size_t kMostWordsInName = 5;

using PartList = absl::InlinedVector<TextRange, 6>;

const Mention* MentionAt(std::span<const Mention> mentions, TextRange range) {
  for (const Mention& m : mentions) {
    if (m.text_begin < range.end && m.text_end > range.begin) return &m;
  }
  return nullptr;
}

std::string_view KindOf(const Mention& mention) { return record::EntityKind(mention.entity_id); }

// Kinds of entity that speak.
bool MaySpeak(const Mention& mention) {
  const std::string_view kind = KindOf(mention);
  return kind == "organization" || kind == "economy" || kind == "person" || kind == "place";
}

CueBits BitsOf(const BlockText& block, TextRange range) {
  CueBits bits = 0;
  for (const CueHit& hit : block.CuesIn(range)) bits |= hit.bits;
  return bits;
}

// The bits of the cue that ends at `end` and lies within `range`; 0 when none does.
CueBits BitsEndingAt(const BlockText& block, TextRange range) {
  CueBits bits = 0;
  for (const CueHit& hit : block.CuesIn(range)) {
    if (hit.end == range.end) bits |= hit.bits;
  }
  return bits;
}

class EnglishReader {
 public:
  EnglishReader(const BlockText& block, TextRange range, Place place, bool apposition)
      : block_(block), range_(range), place_(place), apposition_(apposition) {}

  std::optional<SpeakerReading> Read() {
    PartList parts = SplitParts();
    if (parts.empty()) return std::nullopt;
    // Without a comma before the verb nothing but the last part is its subject.
    if (place_ == Place::kBefore && !apposition_) parts = {parts.back()};
    if (place_ == Place::kBefore && parts.size() > 4) parts.erase(parts.begin(), parts.end() - 4);
    // The name first, then what it is ("Jane Roe, director of X"), or the other way round.
    for (size_t i = 0; i < parts.size(); ++i) {
      auto person = ReadPerson(parts[i]);
      if (!person) continue;
      if (!person->role.empty() || parts.size() == 1) return person;
      if (i + 1 < parts.size()) {
        person->role = RoleFrom(parts[i + 1], parts.back().end);
        person->range.end = parts.back().end;
      } else if (BitsOf(block_, parts[i - 1]) & kRole) {
        person->role = RoleFrom(parts[i - 1], parts[i - 1].end);
        person->range.begin = parts[i - 1].begin;
      }
      return person;
    }
    if (place_ == Place::kAfter) return ReadOther(parts.front());
    for (size_t i = parts.size(); i-- > 0;) {
      // The last part of several is an apposition.
      if (i + 1 == parts.size() && parts.size() > 1) continue;
      if (auto other = ReadOther(parts[i])) {
        other->range.end = parts.back().end;
        TakePublisher(parts, i + 1, &*other);
        return other;
      }
    }
    return std::nullopt;
  }

 private:
  // "The report, published by Example,": whose it is.
  void TakePublisher(const PartList& parts, size_t from, SpeakerReading* document) const {
    if (!document->entity_id.empty() || document->role.empty() ||
        document->name != document->role) {
      return;
    }
    for (size_t i = from; i < parts.size(); ++i) {
      const Words words = WordsOf(block_, parts[i]);
      if (words.size() < 3 || !Is(block_.Of(words[1].range), {"by"})) continue;
      if (!Is(block_.Of(words[0].range),
              {"published", "released", "issued", "written", "commissioned", "prepared", "compiled",
               "produced", "conducted"})) {
        continue;
      }
      for (const Mention& m : block_.MentionsIn(parts[i])) {
        if (KindOf(m) != "organization") continue;
        document->name = m.written;
        document->entity_id = m.entity_id;
        document->takes_up = TakesUp::kNothing;
        return;
      }
    }
  }

  std::string Written(TextRange range) const { return std::string(block_.Of(range)); }

  // Between commas, without those that are no part of the phrase ("On Monday").
  PartList SplitParts() const {
    PartList parts;
    int64_t begin = range_.begin;
    for (int64_t at = range_.begin; at <= range_.end; ++at) {
      if (at < range_.end && block_.text[at] != ',' && block_.text[at] != '(' &&
          block_.text[at] != ')') {
        continue;
      }
      // "the Ministry of Trade, Labour and Ports"
      if (at < range_.end && block_.text[at] == ',' && block_.WithinName(at)) continue;
      const TextRange part = Trimmed(block_.text, {begin, at});
      begin = at + 1;
      if (part.begin < part.end) parts.push_back(part);
    }
    if (parts.size() > 5) parts.erase(parts.begin(), parts.end() - 5);
    return parts;
  }

  std::string RoleFrom(TextRange part, int64_t end) const {
    const auto words = WordsOf(block_, {part.begin, end});
    if (words.size() > 14) return {};
    TextRange role = {part.begin, end};
    if (!words.empty() && IsDeterminer(block_.Of(words[0].range)) && words.size() > 1)
      role.begin = words[1].range.begin;
    role = Trimmed(block_.text, role);
    if (role.end > role.begin && block_.text[role.end - 1] == '.') --role.end;
    return Written(role);
  }

  std::optional<SpeakerReading> ReadPerson(TextRange part) const {
    const auto mentions = block_.MentionsIn(part);
    const Words words = WordsOf(block_, part);
    if (words.empty() || words.size() > kMostWords) return std::nullopt;
    for (const Mention& m : mentions) {
      if (KindOf(m) != "person" || EndsWithApostrophe(WordAround(words, m.text_end))) continue;
      // "a spokesman for Trump" is not Trump.
      if (m.text_begin > part.begin && AfterModifier(words, m.text_begin)) continue;
      SpeakerReading reading;
      reading.name = m.written;
      reading.entity_id = m.entity_id;
      reading.role = RoleBefore(part, m.text_begin);
      reading.range = {part.begin, m.text_end};
      return reading;
    }
    // The last run of capitalized words, at the end of the part; behind a verb of speech before
    // whom the person works for: "said Jane Roe of Example".
    size_t end = words.size();
    if (place_ == Place::kAfter) {
      for (size_t i = 2; i + 1 < words.size(); ++i) {
        if (words[i].upper || !Is(block_.Of(words[i].range), {"of", "from", "at", "with"}))
          continue;
        bool name = !IsDeterminer(block_.Of(words[0].range)) &&
                    MentionAt(mentions, words[i - 1].range) == nullptr;
        for (size_t k = 0; k < i; ++k) name = name && words[k].upper;
        if (name) end = i;
        break;
      }
    }
    size_t first = end;
    while (first > 0 && end - first < kMostWordsInName) {
      const Word& word = words[first - 1];
      const std::string_view w = block_.Of(word.range);
      if (!(word.upper || (IsParticle(w) && first < end)) || IsDeterminer(w)) break;
      if (EndsWithApostrophe(w)) break;
      if (first < end && !OnlyBlankBetween(word.range.end, words[first].range.begin)) break;
      if (const Mention* m = MentionAt(mentions, word.range);
          m != nullptr && KindOf(*m) != "person" && KindOf(*m) != "place") {
        break;
      }
      // "Minister Wang": the office is no part of the name.
      if ((BitsOf(block_, word.range) & (kRole | kUnnamed)) != 0) break;
      --first;
    }
    while (first < end && IsParticle(block_.Of(words[first].range))) ++first;
    if (end - first < 2 || BeginsModifierBefore(words, first)) return std::nullopt;
    if ((BitsOf(block_, words[first].range) & (kPreposition | kContrast | kAdverb)) != 0 ||
        IsDayOrMonth(block_.Of(words[end - 1].range))) {
      return std::nullopt;
    }
    const TextRange name = {words[first].range.begin, words[end - 1].range.end};
    if ((BitsOf(block_, name) & (kBodyName | kBody | kMedium | kDocument)) != 0)
      return std::nullopt;
    if (!LooksLikeName(words, first, end)) return std::nullopt;
    SpeakerReading reading;
    reading.name = Written(name);
    reading.role = RoleBefore(part, name.begin);
    reading.range = {part.begin, name.end};
    return reading;
  }

  bool LooksLikeName(const Words& words, size_t first, size_t end) const {
    for (size_t i = first; i < end; ++i) {
      const std::string_view w = block_.Of(words[i].range);
      for (char c : w) {
        if (c >= '0' && c <= '9') return false;
      }
      // "GPU", "AI": capitals throughout are no name unless they are initials.
      const bool capitals = w.size() > 3 && std::all_of(w.begin(), w.end(), [](char c) {
                              return c >= 'A' && c <= 'Z';
                            });
      if (capitals) return false;
    }
    return true;
  }

  bool OnlyBlankBetween(int64_t begin, int64_t end) const {
    for (int64_t at = begin; at < end; ++at) {
      if (block_.text[at] != ' ' && block_.text[at] != '.') return false;
    }
    return true;
  }

  std::string_view WordAround(const Words& words, int64_t end) const {
    for (const Word& word : words) {
      if (word.range.begin < end && word.range.end >= end) return block_.Of(word.range);
    }
    return {};
  }

  bool AfterModifier(const Words& words, int64_t at) const {
    for (const Word& word : words) {
      if (word.range.begin >= at) return false;
      if (!word.upper && BeginsModifier(block_.Of(word.range))) return true;
    }
    return false;
  }

  bool BeginsModifierBefore(const Words& words, size_t first) const {
    for (size_t i = 0; i < first; ++i) {
      if (words[i].upper || !BeginsModifier(block_.Of(words[i].range))) continue;
      // "head of research Jane Roe" keeps its name; "a spokesman for Jane Roe" does not.
      if (i + 1 == first ||
          Is(block_.Of(words[i].range), {"for", "who", "which", "that", "by", "from"})) {
        return true;
      }
    }
    return false;
  }

  // "French president", "Vantor's chief executive": what stands before the name.
  std::string RoleBefore(TextRange part, int64_t name_begin) const {
    TextRange role = Trimmed(block_.text, {part.begin, name_begin});
    if (role.begin >= role.end) return {};
    const auto words = WordsOf(block_, role);
    size_t first = 0;
    while (
        first < words.size() &&
        (IsDeterminer(block_.Of(words[first].range)) ||
         ((BitsOf(block_, words[first].range) & (kAdverb | kPreposition | kContrast)) != 0 &&
          !words[first].upper) ||
         Is(block_.Of(words[first].range), {"mr", "mrs", "ms", "dr", "as", "but", "and", "while"})))
      ++first;
    if (first == words.size() || words.size() - first > 10) return {};
    return Written({words[first].range.begin, role.end});
  }

  std::optional<SpeakerReading> ReadOther(TextRange part) const {
    Words words = WordsOf(block_, part);
    size_t skip = 0;
    while (skip < words.size()) {
      const std::string_view w = block_.Of(words[skip].range);
      const CueBits bits = BitsOf(block_, words[skip].range);
      if ((bits & (kAdverb | kContrast | kCoordinate | kThat)) != 0 || Is(w, {"as", "but"})) {
        if ((bits & (kHe | kIt | kThey | kSelf)) != 0) break;
        ++skip;
        continue;
      }
      break;
    }
    words.erase(words.begin(), words.begin() + static_cast<int64_t>(skip));
    if (words.empty() || words.size() > 20) return std::nullopt;
    const std::string_view first_word = block_.Of(words[0].range);
    if ((BitsOf(block_, words[0].range) & kPreposition) != 0 && !words[0].upper)
      return std::nullopt;
    if (Is(first_word, {"in", "on", "at", "by", "after", "for", "with", "if", "when", "while",
                        "since", "under", "during", "as"})) {
      return std::nullopt;
    }
    // The head ends where a modifier begins, unless a name runs over the place.
    const auto mentions = block_.MentionsIn(part);
    size_t head_end = words.size();
    for (size_t i = 1; i < words.size(); ++i) {
      if (words[i].upper || !BeginsModifier(block_.Of(words[i].range))) continue;
      const Mention* m = MentionAt(mentions, words[i].range);
      if (m != nullptr) continue;
      // "the Ministry of Commerce"
      if (Is(block_.Of(words[i].range), {"of", "for"}) && words[i - 1].upper &&
          i + 1 < words.size() &&
          (words[i + 1].upper || Is(block_.Of(words[i + 1].range), {"the"}))) {
        continue;
      }
      head_end = i;
      break;
    }
    const bool modified = head_end < words.size();
    const TextRange head = {words[0].range.begin, words[head_end - 1].range.end};
    const TextRange whole = {words[0].range.begin, words.back().range.end};
    if (EndsWithApostrophe(block_.Of(words[head_end - 1].range))) return std::nullopt;

    SpeakerReading reading;
    reading.range = whole;
    for (const CueHit& hit : block_.CuesIn(whole)) {
      // "people familiar with the matter": the phrase runs over the head's end.
      if (!hit.Is(kUnnamed) || hit.end <= head.end || hit.begin > words[0].range.end + 8) continue;
      reading.kind = VoiceKind::kUnnamedSource;
      reading.role = Description(words);
      return reading;
    }
    const CueBits end_bits = BitsEndingAt(block_, head);
    if (words.size() == 1 || (head_end == 1 && words.size() <= 2)) {
      if (auto pronoun = Pronoun(end_bits, whole)) return pronoun;
    }
    const Mention* at_end = nullptr;
    for (const Mention& m : mentions) {
      if (m.text_begin < head.end && m.text_end >= head.end) at_end = &m;
    }
    // A cue decides where the mention does not itself end with the word ("RAND report").
    const bool named =
        at_end != nullptr && MaySpeak(*at_end) && at_end->form != record::MentionForm::kAdjective;
    if (!named && (end_bits & kRole) != 0 && (end_bits & kUnnamed) == 0)
      return Role(head, whole, modified, mentions);
    if (!named && (end_bits & kUnnamed) != 0) {
      reading.kind = VoiceKind::kUnnamedSource;
      reading.role = Description(words);
      return reading;
    }
    if (!named && (end_bits & kDocument) != 0) return Document(head, whole, mentions);
    if (!named && (end_bits & kData) != 0) {
      // "Pine's figures": whose they are.
      const bool owned = std::any_of(mentions.begin(), mentions.end(), [&](const Mention& m) {
        // "data of Pine"
        return KindOf(m) == "organization" && (m.text_end <= head.end || place_ == Place::kAfter);
      });
      if (owned) return Document(head, whole, mentions);
      if (place_ != Place::kAfter) return std::nullopt;
      // "according to Example's latest data": whose they are, though no mention covers it.
      if (const auto owner = Owner(words, head_end)) {
        reading.kind = NamesMedium(*owner) ? VoiceKind::kMedium : VoiceKind::kOrganization;
        reading.name = *owner;
        reading.role = Description(words);
        return reading;
      }
      // "according to official data"
      reading.kind = VoiceKind::kUnnamedSource;
      reading.role = Description(words);
      return reading;
    }
    if (named) {
      reading.kind = NamesMedium(at_end->written) ? VoiceKind::kMedium : VoiceKind::kOrganization;
      reading.name = at_end->written;
      reading.entity_id = at_end->entity_id;
      return reading;
    }
    if ((end_bits & kBody) != 0 && !words[head_end - 1].upper)
      return Body(head, whole, words, mentions);
    return Named(words, head_end, whole);
  }

  static std::optional<SpeakerReading> Pronoun(CueBits bits, TextRange range) {
    SpeakerReading reading;
    reading.range = range;
    if ((bits & kHe) != 0)
      reading.takes_up = TakesUp::kPerson;
    else if ((bits & kIt) != 0)
      reading.takes_up = TakesUp::kOrganization;
    else if ((bits & kThey) != 0)
      reading.takes_up = TakesUp::kLast;
    else if ((bits & kSelf) != 0)
      reading.takes_up = TakesUp::kSelf;
    else
      return std::nullopt;
    return reading;
  }

  // The capitalized words up to one with 's, before the head's end.
  std::optional<std::string> Owner(const Words& words, size_t head_end) const {
    for (size_t i = 0; i < head_end && words[i].upper; ++i) {
      std::string_view last = block_.Of(words[i].range);
      if (!last.ends_with("'s") && !last.ends_with("’s")) continue;
      last.remove_suffix(last.ends_with("'s") ? 2 : 4);
      if (i == 0 && (IsDayOrMonth(last) || IsDeterminer(last))) return std::nullopt;
      const std::string_view name = block_.Of({words[0].range.begin, words[i].range.end});
      return std::string(name.substr(0, name.size() - (name.ends_with("'s") ? 2 : 4)));
    }
    return std::nullopt;
  }

  // Without the article.
  std::string Description(const Words& words) const {
    size_t first = 0;
    if (words.size() > 1 && Is(block_.Of(words[0].range), {"the", "a", "an"})) first = 1;
    return Written({words[first].range.begin, words.back().range.end});
  }

  // "a spokesman for Vantor" speaks for Vantor; "the minister" is one named before.
  std::optional<SpeakerReading> Role(TextRange head, TextRange whole, bool modified,
                                     std::span<const Mention> mentions) const {
    SpeakerReading reading;
    reading.range = whole;
    const auto words = WordsOf(block_, whole);
    reading.role = Description(words);
    const std::string_view last = LastWord(block_.Of(head));
    const bool speaks_for = last.starts_with("spokes") || Is(last, {"representative"});
    for (const Mention& m : mentions) {
      if (!speaks_for || (KindOf(m) != "organization" && KindOf(m) != "economy")) continue;
      reading.kind = VoiceKind::kOrganization;
      reading.name = m.written;
      reading.entity_id = m.entity_id;
      return reading;
    }
    const bool definite = Is(block_.Of(words[0].range), {"the", "this", "that"});
    if (definite && !modified) {
      reading.takes_up = TakesUp::kRole;
    } else {
      reading.kind = VoiceKind::kUnnamedSource;
    }
    return reading;
  }

  static std::string_view LastWord(std::string_view text) {
    const size_t blank = text.find_last_of(' ');
    return blank == std::string_view::npos ? text : text.substr(blank + 1);
  }

  std::optional<SpeakerReading> Document(TextRange head, TextRange whole,
                                         std::span<const Mention> mentions) const {
    SpeakerReading reading;
    reading.range = whole;
    reading.kind = VoiceKind::kOrganization;
    for (const Mention& m : mentions) {
      if (KindOf(m) != "organization") continue;
      reading.name = m.written;
      reading.entity_id = m.entity_id;
      reading.role = Description(WordsOf(block_, whole));
      if (NamesMedium(m.written)) reading.kind = VoiceKind::kMedium;
      return reading;
    }
    const auto words = WordsOf(block_, head);
    if (words.size() > 8) return std::nullopt;
    reading.role = Description(words);
    if (Is(block_.Of(words[0].range), {"the", "this", "that", "its"})) {
      reading.takes_up = TakesUp::kOrganization;
    }
    reading.name = reading.role;
    return reading;
  }

  std::optional<SpeakerReading> Body(TextRange head, TextRange whole, const Words& words,
                                     std::span<const Mention> mentions) const {
    SpeakerReading reading;
    reading.range = whole;
    reading.kind = VoiceKind::kOrganization;
    reading.name = Description(words);
    if (words.size() > 10) return std::nullopt;
    const auto head_words = WordsOf(block_, head);
    bool any = false;
    for (const Mention& m : mentions) any |= m.text_end <= head.end;
    bool one_noun = head_words.size() == 2;  // "the company", "the think tank"
    for (const CueHit& hit : block_.CuesIn(head)) {
      one_noun |= head_words.size() > 1 && hit.Is(kBody) && hit.end == head.end &&
                  hit.begin == head_words[1].range.begin;
    }
    if (!any && one_noun && Is(block_.Of(words[0].range), {"the", "this", "that"}))
      reading.takes_up = TakesUp::kOrganization;
    return reading;
  }

  // A name that no mention covers.
  std::optional<SpeakerReading> Named(const Words& words, size_t head_end, TextRange whole) const {
    size_t first = head_end;
    while (first > 0 &&
           (words[first - 1].upper || (first < head_end && Is(block_.Of(words[first - 1].range),
                                                              {"of", "for", "and", "the"})))) {
      if (Is(block_.Of(words[first - 1].range), {"The", "A", "An", "the"}) && first - 1 == 0) break;
      --first;
    }
    while (first < head_end && !words[first].upper) ++first;
    if (first == head_end) return std::nullopt;
    const TextRange name = {words[first].range.begin, words[head_end - 1].range.end};
    SpeakerReading reading;
    reading.range = whole;
    reading.name = Written(name);
    const CueBits bits = BitsOf(block_, name);
    if ((bits & kMedium) != 0) {
      reading.kind = VoiceKind::kMedium;
      return reading;
    }
    if ((bits & (kBodyName | kBody)) != 0 && head_end - first > 1) {
      reading.kind = VoiceKind::kOrganization;
      return reading;
    }
    if (head_end - first != 1 || (first > 0 && IsDeterminer(block_.Of(words[first - 1].range))))
      return std::nullopt;
    if (!LooksLikeName(words, first, head_end) || IsDeterminer(reading.name) ||
        IsDayOrMonth(reading.name)) {
      return std::nullopt;
    }
    reading.takes_up = TakesUp::kShortName;
    return reading;
  }

  const BlockText& block_;
  const TextRange range_;
  const Place place_;
  const bool apposition_;
};

}  // namespace

std::optional<SpeakerReading> ReadEnglishSpeaker(const BlockText& block, TextRange range,
                                                 Place place) {
  int64_t end = range.end;
  while (end > range.begin && block.text[end - 1] == ' ') --end;
  const bool apposition =
      end > range.begin && (block.text[end - 1] == ',' || block.text[end - 1] == ')');
  range = Trimmed(block.text, range);
  if (range.begin >= range.end || range.end - range.begin > 400) return std::nullopt;
  return EnglishReader(block, range, place, apposition).Read();
}

}  // namespace parallax::discourse
