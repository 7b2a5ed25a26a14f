#include <algorithm>
#include <optional>
#include <utility>

#include "core/text/character.h"
#include "core/text/utf8.h"
#include "ingest_service/discourse/attribution_finder.h"

namespace parallax::discourse {

using record::VoiceKind;

namespace {

constexpr int64_t kMostSubjectBytes = 320;

}  // namespace

bool AttributionFinder::OnlyCircumstance(int64_t begin, int64_t end) const {
  const TextRange rest = Trimmed(block_.text, {begin, end});
  if (rest.end - rest.begin <= 1) return true;
  if (CountWords(block_.Of(rest), 16) >= 16) return false;
  const CueHit* cue = CueAt(rest.begin, kPreposition | kInterview | kListenerOnly | kAdverb);
  // "announced today a grant" goes on.
  const bool day = IsDay(block_.Of(rest));
  if (cue == nullptr || cue->Is(kThat) || day) {
    if (!day) return false;
    int64_t day_end = rest.begin;
    while (day_end < rest.end && block_.text[day_end] != ' ') ++day_end;
    return OnlyCircumstance(day_end, rest.end);
  }
  // "urges Congress to act" goes on; "told Congress" does not.
  if (cue->Is(kListenerOnly) && CountWords(block_.Of(rest), 5) > 4) return false;
  for (const CueHit& hit : cues_) {
    if (hit.begin >= rest.begin && hit.end <= rest.end && hit.Is(kThat) &&
        Text(hit.begin, hit.end) == "that") {
      return false;
    }
  }
  return QuotationFrom(rest.begin) == nullptr;
}

bool AttributionFinder::IsDay(std::string_view text) {
  if (text.empty() || std::string_view("MTWFSytre").find(text[0]) == std::string_view::npos)
    return false;
  static constexpr std::string_view kDays[] = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                               "Friday", "Saturday", "Sunday",    "yesterday",
                                               "today",  "recently", "earlier"};
  for (std::string_view day : kDays) {
    if (text.starts_with(day)) return true;
  }
  return false;
}

int64_t AttributionFinder::ContentEnd(int64_t begin) const {
  for (const CueHit& hit : cues_) {
    if (hit.begin < begin + 12) continue;
    if (hit.Is(kContrast) && hit.begin >= 2 && block_.text[hit.begin - 1] == ' ' &&
        (block_.text[hit.begin - 2] == ',' || Text(hit.begin - 3, hit.begin - 1).ends_with(";"))) {
      return hit.begin;
    }
  }
  return sentence_.end;
}

int64_t AttributionFinder::Listener(int64_t begin, std::vector<SpeakerReading>* chain) const {
  begin = SkipBlanks(begin);
  int64_t end = sentence_.end;
  for (const CueHit& hit : cues_) {
    if (hit.begin < begin) continue;
    if (hit.begin > begin && hit.Is(kThat)) {
      end = hit.begin;
      break;
    }
    if (hit.begin > begin + 3 && hit.Is(kPreposition) && !hit.Is(kMedium)) {
      const std::string_view word = Text(hit.begin, hit.end);
      if (word == "in" || word == "on" || word == "at" || word == "during" || word == "last" ||
          word == "this" || word == "by" || word == "after" || word == "earlier") {
        end = hit.begin;
        break;
      }
    }
  }
  for (int64_t i = begin; i < end; ++i) {
    const char c = block_.text[i];
    if (c == ',' || c == ';' || c == ':' || c == '.' || c == '"' ||
        Text(i, std::min(i + 3, end)) == "“") {
      if (c == '.' && i + 1 < end && block_.text[i + 1] != ' ') continue;
      end = i;
      break;
    }
  }
  // A name that a mention covers ends there: "told the Times the plan works".
  for (const record::Mention& m : block_.MentionsIn({begin, end})) {
    if (m.text_begin <= begin + 4) {
      end = m.text_end;
      break;
    }
  }
  const TextRange phrase = Trimmed(block_.text, {begin, end});
  if (const CueHit* only = CueAt(phrase.begin, kListenerOnly)) return only->end;
  if (phrase.end - phrase.begin > 60) return begin;
  auto listener = ReadEnglishSpeaker(block_, phrase, Place::kAfter);
  if (listener && NamesMedium(listener->name.empty() ? block_.Of(phrase) : listener->name)) {
    if (listener->name.empty()) listener->name = std::string(block_.Of(phrase));
    listener->kind = VoiceKind::kMedium;
    chain->insert(chain->begin(), *listener);
  }
  return end;
}

bool AttributionFinder::TakeEnglish(size_t i) {
  const CueHit& verb = cues_[i];
  // "The report says", but not "said Monday's report": nouns need their proof.
  const int64_t subject_begin = SubjectBegin(verb.begin);
  bool passive = false;
  const int64_t subject_end = SubjectEnd(subject_begin, verb.begin, &passive);
  const int64_t behind = SkipBlanks(verb.end);
  const bool colon = behind < sentence_.end && block_.text[behind] == ':';
  const CueHit* that = CueAt(behind, kThat);
  const bool quote = QuotationFrom(verb.end) != nullptr;
  bool proof = colon || ThatBehind(verb.end) || quote;
  if (passive) return false;
  // Most words that may speak do not; that shows before their subject is read.
  if (verb.Is(kSaysMaybe) && !proof && quotations_.empty() &&
      !verb.Is(kSaysPredict | kSaysDoubt | kSaysAllege | kSaysRecommend | kNotes | kImpersonal) &&
      !Text(verb.begin, verb.end).ends_with("ing") && !(verb.Is(kAnnounces) && MayAnnounce(verb)) &&
      !OnlyCircumstance(verb.end, sentence_.end)) {
    return false;
  }
  std::optional<SpeakerReading> subject;
  TextRange subject_range = {subject_begin, subject_end};
  const bool participle = Text(verb.begin, verb.end).ends_with("ing");
  if (verb.Is(kImpersonal)) {
    subject = SpeakerReading{.kind = VoiceKind::kUnnamedSource,
                             .role = std::string(Text(verb.begin, verb.end)),
                             .range = {verb.begin, verb.begin}};
  } else if (subject_end > subject_begin) {
    if (participle) subject = SharedSubject(verb, {subject_begin, subject_end}, &subject_range);
    if (subject) {
      proof = proof || HasObject(verb.end);
    } else if (subject_end - subject_begin <= kMostSubjectBytes) {
      subject = ReadEnglishSpeaker(block_, subject_range, Place::kBefore);
    }
  }
  if (subject && !Adjacent(*subject, subject_end)) subject.reset();
  if (subject && verb.Is(kNotes) &&
      (subject->takes_up == TakesUp::kPerson || subject->takes_up == TakesUp::kLast ||
       (subject->takes_up == TakesUp::kOrganization && subject->name.empty())))
    proof = proof || HasObject(verb.end);
  if (!subject) {
    if (TakeInverted(i)) return true;
    subject = EnglishSubject(verb, &subject_range);
    if (!subject) return false;
  }
  int64_t told_end = verb.end;
  if (verb.Is(kToListener | kInterview)) {
    std::vector<SpeakerReading> listener;
    told_end = Listener(verb.end, &listener);
  }
  const bool post = Postposed(subject->range.begin, told_end);
  if (verb.Is(kSaysMaybe) && !proof && !post) {
    const bool expects = PersonExpects(verb, *subject);
    if (verb.Is(kAnnounces) || (expects && Infinitive(verb)))
      return TakeAnnouncement(verb, *subject, subject_range.begin);
    if (!expects) return false;
  }

  Attribution found;
  found.stance = StanceOf(verb.bits);
  found.alleged = verb.Is(kSaysAllege);
  found.chain.push_back(std::move(*subject));  // its range stays
  int64_t end = that != nullptr ? that->end : verb.end;
  if (verb.Is(kToListener | kInterview)) {
    end = Listener(verb.end, &found.chain);
    if (const CueHit* then = CueAt(SkipBlanks(end), kThat)) end = then->end;
  }
  found.words = {subject->range.begin, end};
  CitedBefore(&found);
  Circumstance(verb.end, &found);
  if (post) {
    found.content = {ContentBegin(subject->range.begin), sentence_.end};
    found.words.end = std::max(found.words.end, EndOfCircumstance(found.words.end));
    // Quotations behind go on: "…," Roe said. "…"
  } else {
    const int64_t content_begin = PreposedContent(found.words.end);
    if (that == nullptr && OnlyCircumstance(content_begin, sentence_.end)) {
      // "Roe said at the opening." tells who says what follows.
      found.words.end = found.content.begin = found.content.end = sentence_.end;
      return Add(std::move(found));
    }
    found.words.end = content_begin;
    found.content = {content_begin, ContentEnd(content_begin)};
    // "…," Roe said, adding that …: what stands before in quotation marks is hers too.
    if (EndsQuotation(subject->range.begin))
      found.content.begin = ContentBegin(subject->range.begin);
    Cite(content_begin, &found);
  }
  return Add(std::move(found));
}

bool AttributionFinder::PersonExpects(const CueHit& verb, const SpeakerReading& subject) const {
  if (!verb.Is(kSaysPredict | kSaysDoubt | kSaysAllege | kSaysRecommend)) return false;
  if (!subject.name.empty() &&
      (subject.kind == VoiceKind::kSpeaker || !subject.entity_id.empty())) {
    return !verb.Is(kSaysPredict) || Infinitive(verb) || HasObject(verb.end);
  }
  if (!verb.Is(kSaysPredict)) return false;
  // "above estimates on Monday": a noun.
  if (!Infinitive(verb) && !HasObject(verb.end)) return false;
  // "The company expects", "the report estimates", "analysts expect"; "it expects".
  if (subject.kind == VoiceKind::kOrganization || subject.kind == VoiceKind::kMedium) return true;
  if (subject.kind == VoiceKind::kUnnamedSource) {
    for (const CueHit& hit : block_.CuesIn(subject.range)) {
      if (hit.Is(kForecaster)) return true;
    }
    return false;
  }
  return subject.takes_up != TakesUp::kNothing;
}

bool AttributionFinder::ThatBehind(int64_t begin) const {
  begin = SkipBlanks(begin);
  if (CueAt(begin, kThat) != nullptr) return true;
  if (CueAt(begin, kPreposition) == nullptr && !IsDay(Text(begin, sentence_.end))) return false;
  for (const CueHit& hit : cues_) {
    if (hit.begin > begin + 48) return false;
    if (hit.begin > begin && hit.Is(kThat) && Text(hit.begin, hit.end) == "that") return true;
  }
  return false;
}

bool AttributionFinder::Adjacent(const SpeakerReading& subject, int64_t end) const {
  if (end - subject.range.end <= 2) return true;
  const std::string_view between = Text(subject.range.end, end);
  return between.starts_with(",") || between.starts_with(" (") || CountWords(between, 12) <= 8;
}

bool AttributionFinder::Postposed(int64_t speaker_begin, int64_t verb_end) const {
  const TextRange before = Trimmed(block_.text, {std::max(sentence_.begin, done_), speaker_begin});
  if (before.begin >= before.end || CountWords(block_.Of(before), 3) < 3)
    return EndsQuotation(speaker_begin);
  const char32_t mark =
      text::CodePointBefore(block_.text, static_cast<size_t>(TrimBlank(speaker_begin)));
  if (mark != ',' && mark != 0x201D && mark != '"' && mark != 0x2014) return false;
  if (BeginsCircumstance(before.begin) && mark == ',' && CountWords(block_.Of(before), 9) < 9 &&
      !OnlyCircumstance(verb_end, sentence_.end)) {
    return false;
  }
  return OnlyCircumstance(verb_end, sentence_.end) ||
         (EndsQuotation(speaker_begin) && !HasThat(verb_end));
}

bool AttributionFinder::HasThat(int64_t begin) const {
  const CueHit* that = CueAt(SkipBlanks(begin), kThat);
  return that != nullptr;
}

int64_t AttributionFinder::EndOfCircumstance(int64_t begin) const {
  int64_t end = sentence_.end;
  for (const Quotation& q : quotations_) {
    if (q.outer.begin >= begin) {
      end = std::min(end, q.outer.begin);
      break;
    }
  }
  return end;
}

void AttributionFinder::Circumstance(int64_t begin, Attribution* found) {
  for (const CueHit& hit : cues_) {
    if (hit.begin < begin || !hit.Is(kInterview)) continue;
    if (hit.begin > begin + 40) break;
    const int64_t end = Listener(hit.end, &found->chain);
    found->words.end = std::max(found->words.end, end);
    if (const CueHit* that = CueAt(SkipBlanks(end), kThat)) found->words.end = that->end;
    break;
  }
}

int64_t AttributionFinder::PreposedContent(int64_t end) const {
  int64_t at = SkipBlanks(end);
  if (at < sentence_.end && (block_.text[at] == ':' || block_.text[at] == ',')) return at + 1;
  if (const CueHit* cue = CueAt(at, kPreposition | kAdverb); cue != nullptr && !cue->Is(kThat)) {
    for (const CueHit& hit : cues_) {
      if (hit.begin < at || hit.begin > at + 80) continue;
      if (hit.Is(kThat) && Text(hit.begin, hit.end) == "that") return hit.end;
    }
    for (const Quotation& q : quotations_) {
      if (q.outer.begin >= at && q.outer.begin <= at + 80 && q.outer.begin < sentence_.end)
        return q.outer.begin;
    }
  }
  if (IsDay(Text(at, sentence_.end))) {
    const CueHit* that = nullptr;
    for (const CueHit& hit : cues_) {
      if (hit.begin >= at && hit.begin <= at + 20 && hit.Is(kThat)) that = &hit;
    }
    if (that != nullptr) return that->end;
    while (at < sentence_.end && block_.text[at] != ' ') ++at;
    return at;
  }
  return end;
}

bool AttributionFinder::TakeInverted(size_t i) {
  const CueHit& verb = cues_[i];
  if (!verb.Is(kSays | kSaysPredict | kSaysDeny | kSaysDoubt | kSaysRecommend) ||
      verb.Is(kSaysMaybe)) {
    return false;
  }
  const int64_t before = TrimBlank(verb.begin);
  if (before <= sentence_.begin) return false;
  const char32_t mark = text::CodePointBefore(block_.text, static_cast<size_t>(before));
  if (mark != ',' && mark != 0x201D && mark != '"' && mark != '?' && mark != '!') return false;
  int64_t end = sentence_.end;
  for (const Quotation& q : quotations_) {
    if (q.outer.begin >= verb.end) {
      end = std::min(end, q.outer.begin);
      break;
    }
  }
  for (const CueHit& hit : cues_) {
    if (hit.begin <= verb.end || hit.begin >= end) continue;
    // The speaker ends where a new clause or a circumstance begins.
    const std::string_view word = Text(hit.begin, hit.end);
    if ((hit.Is(kContrast) && !hit.Is(kAdverb)) || hit.Is(kInterview) || word == "on" ||
        word == "during" || word == "when") {
      end = hit.begin;
      break;
    }
  }
  for (int64_t at = verb.end; at < end; ++at) {
    if (block_.text[at] == ';') end = at;
  }
  // "…,” warned Roe, adding that …": what is added is hers, too.
  constexpr std::string_view kAdding = ", adding that ";
  const size_t adding = Text(verb.end, end).find(kAdding);
  const bool adds = adding != std::string_view::npos;
  if (adds) end = verb.end + static_cast<int64_t>(adding);
  if (end - verb.end > kMostSubjectBytes) return false;
  auto subject = ReadEnglishSpeaker(block_, {verb.end, end}, Place::kAfter);
  if (!subject) return false;
  Attribution found;
  found.stance = StanceOf(verb.bits);
  found.alleged = verb.Is(kSaysAllege);
  found.chain.push_back(std::move(*subject));
  found.words = {verb.begin, end};
  Circumstance(end, &found);
  found.words.end = adds ? end + static_cast<int64_t>(kAdding.size())
                         : std::max(found.words.end, EndOfCircumstance(end));
  found.content = {ContentBegin(verb.begin), sentence_.end};
  return Add(std::move(found));
}

void AttributionFinder::CitedBefore(Attribution* found) const {
  if (cues_.empty() || !cues_[0].Is(kCiting) || cues_[0].begin > sentence_.begin + 1) return;
  const TextRange phrase = Trimmed(block_.text, {cues_[0].end, found->words.begin});
  if (phrase.end - phrase.begin > 120) return;
  if (auto source = ReadEnglishSpeaker(block_, phrase, Place::kAfter)) {
    found->chain.push_back(*source);
    found->words.begin = sentence_.begin;
  }
}

bool AttributionFinder::BeginsOffice(int64_t at) const {
  for (const CueHit& hit : cues_) {
    if (hit.begin < at) continue;
    if (hit.begin > at + 60) return false;
    if (hit.Is(kRole)) return CountWords(Text(at, hit.begin), 6) < 6;
  }
  return false;
}

}  // namespace parallax::discourse
