#include <algorithm>
#include <optional>

#include "core/text/character.h"
#include "core/text/utf8.h"
#include "ingest_service/discourse/attribution_finder.h"

namespace parallax::discourse {

namespace {

// A subject behind "that" or "and" with more words than this is a clause.
constexpr int kMostNearWords = 8;
// A sentence's subject begins within so many bytes.
constexpr int64_t kMostBeforeSubject = 90;
// A sum further behind the verb is not its object's.
constexpr int64_t kMostBeforeSum = 120;

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

}  // namespace

std::optional<SpeakerReading> AttributionFinder::EnglishSubject(const CueHit& verb,
                                                                TextRange* range) const {
  if (range->begin >= range->end) return std::nullopt;
  const TextRange whole = *range;
  if (auto near = NearSubject(verb, whole, range)) return near;
  return SharedSubject(verb, whole, range);
}

// "a charge that the company said was", "and it expects"
std::optional<SpeakerReading> AttributionFinder::NearSubject(const CueHit& verb, TextRange range,
                                                             TextRange* read) const {
  const CueHit* border = nullptr;
  for (const CueHit& hit : cues_) {
    if (hit.begin < range.begin) continue;
    if (hit.end >= range.end) break;
    if (hit.Is(kThat | kRelative | kCoordinate | kContrast | kReason | kConcession | kIf) ||
        Text(hit.begin, hit.end) == "as" || Text(hit.begin, hit.end) == "after") {
      border = &hit;
    }
  }
  if (border == nullptr || block_.text[border->end] != ' ') return std::nullopt;
  const TextRange near = Trimmed(block_.text, {border->end, range.end});
  if (near.begin >= near.end || CountWords(block_.Of(near), kMostNearWords + 1) > kMostNearWords) {
    return std::nullopt;
  }
  const bool relative = border->Is(kThat | kRelative);
  // Behind a relative pronoun an act is only told of: "the call that the firm reported".
  if (relative && verb.Is(kSaysMaybe | kToListener)) return std::nullopt;
  auto subject = ReadEnglishSpeaker(block_, near, Place::kBefore);
  if (!subject || subject->range.begin != near.begin) return std::nullopt;
  *read = near;
  if (relative) read->begin = subject->range.begin = border->begin;
  return subject;
}

// "Vantor reported a loss and said …": the verb has the subject of the verb before it. ", saying
// that …": the sentence's.
std::optional<SpeakerReading> AttributionFinder::SharedSubject(const CueHit& verb, TextRange range,
                                                               TextRange* read) const {
  int64_t begin = -1;
  if (Text(verb.begin, verb.end).ends_with("ing")) {
    const int64_t before = TrimBlank(range.end);
    if (before > 0 && block_.text[before - 1] == ',') begin = verb.begin;
    // "released a report saying that"
    for (const CueHit& hit : cues_) {
      if (hit.end == before && hit.Is(kDocument)) begin = verb.begin;
    }
  } else {
    for (const CueHit& hit : cues_) {
      if (hit.begin >= range.begin && hit.end <= range.end && hit.end + 1 >= range.end &&
          (hit.Is(kCoordinate) || (hit.Is(kContrast) && !hit.Is(kAdverb)))) {
        begin = hit.begin;
      }
    }
  }
  if (begin < 0) return std::nullopt;
  std::optional<SpeakerReading> subject;
  if (out_->size() > first_) {
    const Attribution& last = out_->back();
    // What it governs already needs no second attribution.
    if (last.content.begin <= verb.begin && verb.begin < last.content.end && !last.act)
      return std::nullopt;
    if (!last.chain.empty()) subject = last.chain.back();
  } else {
    subject = LeadingSubject(begin);
  }
  if (subject) *read = subject->range = {begin, begin};
  return subject;
}

// The name, pronoun or "the company" that begins the sentence, days and places apart.
std::optional<SpeakerReading> AttributionFinder::LeadingSubject(int64_t end) const {
  int64_t at = std::max(sentence_.begin, done_);
  const CueHit* first = CueAt(at, kPreposition | kAdverb);
  if (first != nullptr && !first->Is(kHe | kIt | kThey)) {
    while (at < end && block_.text[at] != ',') ++at;
    if (at >= end || at - sentence_.begin > kMostBeforeSubject) return std::nullopt;
    at = SkipBlanks(at + 1);
  }
  int64_t subject_end = -1;
  for (const record::Mention& m : block_.MentionsIn({at, end})) {
    if (m.text_begin <= at + 4) subject_end = m.text_end;
    break;
  }
  if (subject_end < 0) {
    for (const CueHit& hit : cues_) {
      if (hit.begin < at) continue;
      if (hit.begin > at + 40 || hit.end > end) break;
      if (hit.begin == at && hit.Is(kHe | kIt | kThey)) subject_end = hit.end;
      const bool the = Text(at, at + 4) == "The " || Text(at, at + 4) == "the ";
      if (the && hit.begin <= at + 24 && hit.Is(kBody | kRole | kUnnamed)) subject_end = hit.end;
      if (subject_end >= 0) break;
    }
  }
  if (subject_end < 0 || subject_end >= end) return std::nullopt;
  // "Vantor's plant" and "the Bank of" go on.
  if (block_.text[subject_end] != ' ' && block_.text[subject_end] != ',') return std::nullopt;
  if (const CueHit* next = CueAt(SkipBlanks(subject_end), kPreposition);
      next != nullptr && !next->Is(kAdverb | kContrast) && block_.text[subject_end] == ' ') {
    return std::nullopt;
  }
  return ReadEnglishSpeaker(block_, {at, subject_end}, Place::kBefore);
}

bool AttributionFinder::HasObject(int64_t begin) const {
  int64_t at = SkipBlanks(begin);
  const auto word_end = [this](int64_t from) {
    while (from < sentence_.end && block_.text[from] != ' ' && block_.text[from] != ',') ++from;
    return from;
  };
  // "on Tuesday", "today", "in May"
  for (int i = 0; i < 3; ++i) {
    if (IsDay(Text(at, sentence_.end))) {
      at = SkipBlanks(word_end(at));
      continue;
    }
    const std::string_view rest = Text(at, sentence_.end);
    // "last year", "this week"
    if (rest.starts_with("last ") || rest.starts_with("this ")) {
      const int64_t unit = SkipBlanks(at + 5);
      const std::string_view word = Text(unit, word_end(unit));
      if (word == "year" || word == "month" || word == "week" || word == "quarter" ||
          word == "fall" || word == "spring" || word == "summer" || IsDay(word)) {
        at = SkipBlanks(word_end(unit));
        continue;
      }
    }
    if (!rest.starts_with("on ") && !rest.starts_with("in ")) break;
    if (at + 3 >= sentence_.end || block_.text[at + 3] < 'A' || block_.text[at + 3] > 'Z') break;
    at = SkipBlanks(word_end(at + 3));
    if (at < sentence_.end && block_.text[at] >= '0' && block_.text[at] <= '9' &&
        word_end(at) - at <= 2) {
      at = SkipBlanks(word_end(at));
    }
  }
  if (at >= sentence_.end) return false;
  const char c = block_.text[at];
  if (c >= '0' && c <= '9') return true;
  if (!IsLetter(c)) return static_cast<unsigned char>(c) >= 0x80 || c == '$' || c == '"';
  const CueHit* cue = CueAt(at, ~CueBits{0});
  if (cue == nullptr) return true;
  if (cue->Is(kPreposition)) {
    // "over $5 billion", "put the figure at 4 billion"
    const int64_t next = SkipBlanks(cue->end);
    const std::string_view word = Text(cue->begin, cue->end);
    return (word == "over" || word == "at") && next < sentence_.end &&
           (IsDigit(block_.text[next]) || block_.text[next] == '$' ||
            static_cast<unsigned char>(block_.text[next]) >= 0x80);
  }
  return !cue->Is(kAuxiliary | kPredicts | kCoordinate | kContrast | kRelative | kThat | kNegation |
                  kConditional);
}

// "expects to", "pledged to"
bool AttributionFinder::Infinitive(const CueHit& verb) const {
  if (verb.Is(kPromises | kSaysPredict) && Text(verb.begin, verb.end).ends_with(" to")) return true;
  return verb.Is(kPromises | kSaysPredict) &&
         Text(SkipBlanks(verb.end), sentence_.end).starts_with("to ");
}

// Whether money stands behind `begin` before another clause begins.
bool AttributionFinder::NamesSum(int64_t begin) const {
  int64_t end = std::min(sentence_.end, begin + kMostBeforeSum);
  for (const CueHit& hit : cues_) {
    if (hit.begin > begin && hit.begin < end && hit.Is(kRelative | kContrast)) end = hit.begin;
  }
  for (int64_t at = begin; at < end; ++at) {
    if (!IsDigit(block_.text[at])) continue;
    const char32_t before = text::CodePointBefore(block_.text, static_cast<size_t>(at));
    const bool currency = before == '$' || before == 0x20AC || before == 0xA3 || before == 0xA5;
    int digits = 0;
    bool decimal = false;
    for (;
         at < end && (IsDigit(block_.text[at]) || block_.text[at] == '.' || block_.text[at] == ',');
         ++at) {
      decimal = decimal || block_.text[at] == '.';
      digits += IsDigit(block_.text[at]) && !decimal;
    }
    // "$7,500", but not "$0.23 a watt"
    if (currency && digits >= 4) return true;
    const std::string_view unit = Text(SkipBlanks(at), sentence_.end);
    static constexpr std::string_view kUnits[] = {"billion", "million", "trillion", "bn",  "euro",
                                                  "dollar",  "yuan",    "crore",    "lakh"};
    for (std::string_view word : kUnits) {
      if (unit.starts_with(word)) return true;
    }
  }
  return false;
}

// Whether the object that begins at `begin` is a result: "a loss of", "record sales", "revenue".
bool AttributionFinder::NamesResult(int64_t begin) const {
  constexpr int kMostWords = 8;
  int words = 0;
  for (int64_t at = SkipBlanks(begin); at < sentence_.end && words < kMostWords; ++words) {
    int64_t end = at;
    while (end < sentence_.end && IsLetter(block_.text[end])) ++end;
    const std::string_view word = Text(at, end);
    static constexpr std::string_view kResults[] = {
        "loss",      "losses",   "profit",   "profits",   "revenue", "revenues", "sales",
        "income",    "earnings", "results",  "growth",    "decline", "drop",     "increase",
        "rise",      "gain",     "deficit",  "surplus",   "margin",  "margins",  "deliveries",
        "shipments", "output",   "turnover", "shortfall", "orders",  "assets",   "cash"};
    for (std::string_view result : kResults) {
      if (word == result) return true;
    }
    if (word == "that" || word == "which" || word == "who") return false;
    at = end == at ? at + 1 : end;
    while (at < sentence_.end && !IsLetter(block_.text[at]) && block_.text[at] != '"') ++at;
  }
  return false;
}

bool AttributionFinder::MayAnnounce(const CueHit& verb) const {
  if (!Infinitive(verb) && !HasObject(verb.end)) return false;
  // Who announces rules or a model acts, and the author tells of it; a sum is whose who names it.
  if (verb.Is(kPromises) &&
      (CueAt(SkipBlanks(verb.end), kHe | kIt | kThey) != nullptr || !NamesSum(verb.end))) {
    return false;
  }
  // Accounts are the company's words; "posted an image" is not.
  return !verb.Is(kAccounts) || NamesResult(verb.end);
}

bool AttributionFinder::TakeAnnouncement(const CueHit& verb, const SpeakerReading& subject,
                                         int64_t begin) {
  if (subject.name.empty() && subject.takes_up == TakesUp::kNothing) return false;
  if (!MayAnnounce(verb)) return false;
  // "While the US emphasizes private leadership": what a state lays weight on is its conduct, and
  // the author tells of it.
  const std::string_view word = Text(verb.begin, verb.end);
  if (subject.entity_id.starts_with("economy/") && !NamesSum(verb.end) &&
      (word.starts_with("emphas") || word.starts_with("stress") || word.starts_with("highlight") ||
       word.starts_with("underlin") || word.starts_with("underscor"))) {
    return false;
  }
  if (out_->size() > first_) {
    const Attribution& last = out_->back();
    if (last.content.begin <= verb.begin && verb.begin < last.content.end) return false;
  }
  Attribution act;
  act.act = true;
  act.chain = {subject};
  act.planned = verb.Is(kPromises) || Infinitive(verb);
  act.stance = StanceOf(verb.bits);
  act.words = {subject.range.begin, subject.range.begin};
  act.cue = {subject.range.begin, verb.end};
  act.content = {begin, ContentEnd(verb.end)};
  for (const CueHit& hit : cues_) {
    if (hit.begin <= verb.end || hit.begin >= act.content.end) continue;
    const std::string_view word = Text(hit.begin, hit.end);
    if (block_.text[TrimBlank(hit.begin) - 1] == ',' &&
        (word == "as" || word == "after" || word == "following" || word == "amid" ||
         word == "while")) {
      act.content.end = hit.begin;
      break;
    }
  }
  return Add(std::move(act));
}

}  // namespace parallax::discourse
