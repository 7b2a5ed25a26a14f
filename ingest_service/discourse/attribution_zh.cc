#include <algorithm>
#include <optional>
#include <utility>

#include "core/text/character.h"
#include "core/text/utf8.h"
#include "ingest_service/discourse/attribution_finder.h"

namespace parallax::discourse {

using record::Stance;
using record::VoiceKind;

bool AttributionFinder::TakeAccording(size_t i) {
  const CueHit& cue = cues_[i];
  const bool chinese = IsChinese(cue.begin);
  int64_t end = sentence_.end;
  const CueHit* verb = nullptr;
  for (const CueHit& hit : cues_) {
    if (hit.begin < cue.end) continue;
    if (chinese && hit.Is(kSays | kSaysPredict) && hit.begin - cue.end <= 90) {
      // 据某社报道，
      verb = &hit;
      end = hit.begin;
      break;
    }
    if (!chinese && (hit.Is(kContrast) || (hit.Is(kThat) && hit.begin > cue.end + 2))) {
      end = hit.begin;
      break;
    }
  }
  bool closed = verb != nullptr;
  for (int64_t at = cue.end; at < end; ++at) {
    const std::string_view three = Text(at, std::min(at + 3, end));
    if (block_.text[at] == ',' && !chinese) {
      // "according to Jane Roe, director of X." runs to the end where nothing else follows.
      if (cue.begin > sentence_.begin + 3 && sentence_.end - at < 120 &&
          CountWords(Text(at, sentence_.end), 14) < 14 && BeginsOffice(at + 1)) {
        continue;
      }
      end = at;
      closed = true;
    } else if (block_.text[at] == ';' || block_.text[at] == '"' || three == "“" || three == "—" ||
               three == "，" || three == "：" || three == "；" ||
               (chinese && block_.text[at] == ',')) {
      end = at;
      closed = true;
    }
  }
  if (chinese && !closed) return false;
  const TextRange phrase = Trimmed(block_.text, {cue.end, end});
  if (phrase.begin >= phrase.end) return false;
  auto source = chinese ? ReadChineseSpeaker(block_, phrase)
                        : ReadEnglishSpeaker(block_, phrase, Place::kAfter);
  if (!source) return false;
  if (chinese && verb == nullptr && source->role.empty() && source->kind != VoiceKind::kMedium &&
      source->kind != VoiceKind::kUnnamedSource) {
    // 根据某法: by a rule, not by a speaker.
    return false;
  }
  Attribution found;
  found.chain = {*source};
  int64_t words_begin = cue.begin;
  if (chinese && cue.Is(kCiting)) {
    // 某社援引知情人士报道: the medium stands before.
    const TextRange before = Trimmed(block_.text, {ChineseSubjectBegin(cue.begin), cue.begin});
    if (before.begin < before.end) {
      if (auto medium = ReadChineseSpeaker(block_, before)) {
        found.chain.insert(found.chain.begin(), *medium);
        words_begin = before.begin;
      }
    }
  }
  int64_t words_end = end;
  if (verb != nullptr) {
    found.stance = StanceOf(verb->bits & kSaysPredict);
    words_end = verb->end;
  }
  if (chinese && found.chain.size() == 1 && found.chain[0].kind == VoiceKind::kOrganization &&
      verb != nullptr && Text(verb->begin, verb->end).starts_with("报")) {
    found.chain[0].kind = VoiceKind::kMedium;
  }
  found.words = {words_begin, words_end};
  const int64_t before = TrimBlank(words_begin);
  const int64_t from = std::max(sentence_.begin, done_);
  const int before_words = CountWords(Text(from, words_begin), 9);
  const bool opens =
      CountWords(Text(words_end, sentence_.end), 3) >= 3 &&
      (before_words < 2 || (before_words < 9 && CueAt(from, kPreposition) != nullptr));
  const bool behind_content = !opens && CountWords(Text(words_end, sentence_.end), 1) < 1;
  // "…, which, according to the mayor, will open": what precedes is not the mayor's.
  const std::string_view head = Text(std::max(sentence_.begin, done_), before);
  const bool relative = head.ends_with(" that,") || head.ends_with(" which,") ||
                        head.ends_with(" who,") || head.ends_with(" that") ||
                        head.ends_with(" which");
  found.content = opens || relative ? TextRange{words_end, ContentEnd(words_end)}
                                    : TextRange{std::max(sentence_.begin, done_), sentence_.end};
  if (behind_content) found.words.end = sentence_.end;
  Cite(words_end, &found);
  return Add(std::move(found));
}

bool AttributionFinder::TakeChinese(size_t i) {
  const CueHit& verb = cues_[i];
  const int64_t subject_begin = ChineseSubjectBegin(verb.begin);
  const int64_t behind = verb.end;
  const std::string_view next = Text(behind, std::min<int64_t>(behind + 3, sentence_.end));
  const bool colon = next == "：" || next.starts_with(":");
  const bool comma = next == "，" || next.starts_with(",");
  const bool quote = next == "「" || next == "“" || next == "『";
  const bool ends = behind >= sentence_.end || next == "。" || next == "；";
  if (verb.Is(kProposes) && TakeProposal(verb, subject_begin)) return true;
  if (verb.Is(kSaysMaybe) && !colon && !comma && !quote && !verb.Is(kSaysPredict)) return false;
  if (behind + 1 >= sentence_.end && !ends) return false;
  TextRange subject_range = Trimmed(block_.text, {subject_begin, verb.begin});
  std::optional<SpeakerReading> subject;
  if (subject_range.begin < subject_range.end) subject = ReadChineseSpeaker(block_, subject_range);
  if (!subject && subject_range.begin >= subject_range.end) subject = ImpliedReport(verb);
  std::vector<SpeakerReading> chain;
  ChineseListener({subject_begin, verb.begin}, &chain);
  if (!subject) {
    // 张三在会上，…，表示: the subject stands a comma earlier.
    const int64_t earlier = EarlierSubjectBegin(subject_begin);
    if (earlier < subject_begin && subject_range.end - subject_range.begin <= 60) {
      int64_t end = subject_begin;
      subject = ReadChineseSpeaker(block_, Trimmed(block_.text, {earlier, end}));
      if (subject) subject_range.begin = subject->range.begin;
      ChineseListener({earlier, subject_begin}, &chain);
    }
  }
  if (!subject) return false;
  if (verb.Is(kSaysMaybe) && !colon && !quote && !comma) {
    // A plant expects nothing: 该厂预计明年量产.
    const bool known = !subject->entity_id.empty() || !subject->role.empty() ||
                       subject->kind == VoiceKind::kUnnamedSource ||
                       (verb.Is(kSaysDoubt) && subject->kind == VoiceKind::kSpeaker);
    if (!known || subject->takes_up != TakesUp::kNothing) return false;
  }
  Attribution found;
  int64_t verb_end = verb.end;
  if (verb.Is(kToListener)) {
    // 告诉某报，
    for (int64_t at = verb.end; at < std::min(sentence_.end, verb.end + 60); ++at) {
      const std::string_view three = Text(at, std::min(at + 3, sentence_.end));
      if (three != "，" && three != "：" && three[0] != ',' && three[0] != ':') continue;
      const TextRange phrase = {verb.end, at};
      if (NamesMedium(block_.Of(phrase))) {
        SpeakerReading medium;
        medium.kind = VoiceKind::kMedium;
        medium.name = std::string(block_.Of(phrase));
        for (const record::Mention& m : block_.MentionsIn(phrase)) medium.entity_id = m.entity_id;
        chain.insert(chain.begin(), medium);
      }
      verb_end = at + (three[0] == ',' || three[0] == ':' ? 1 : 3);
      break;
    }
  }
  found.stance = StanceOf(verb.bits);
  found.alleged = verb.Is(kSaysAllege);
  chain.push_back(*subject);
  found.chain = std::move(chain);
  found.words = {subject_range.begin, verb_end};
  const bool behind_content = ends || (comma && EndsQuotation(subject_range.begin));
  if (ends && subject_range.begin <= sentence_.begin) return false;
  if (behind_content) {
    found.content = {std::max(sentence_.begin, done_), sentence_.end};
  } else {
    int64_t content = verb_end;
    if (colon || comma) content += next.starts_with(":") || next.starts_with(",") ? 1 : 3;
    found.words.end = content;
    found.content = {content, sentence_.end};
    if (EndsQuotation(subject_range.begin)) found.content.begin = std::max(sentence_.begin, done_);
    Cite(content, &found);
  }
  return Add(std::move(found));
}

// 报道指, …: the report of the medium that was named before.
std::optional<SpeakerReading> AttributionFinder::ImpliedReport(const CueHit& verb) const {
  const std::string_view word = Text(verb.begin, verb.end);
  if (!word.starts_with("报道") && !word.starts_with("報道") && !word.starts_with("报导") &&
      !word.starts_with("報導")) {
    return std::nullopt;
  }
  SpeakerReading reading;
  reading.kind = VoiceKind::kMedium;
  reading.name = reading.role = std::string(word.substr(0, 6));
  reading.takes_up = TakesUp::kOrganization;
  reading.range = {verb.begin, verb.begin + 6};
  return reading;
}

// 《…》聚焦…，明确到2027年…: a document proposes without a comma, and its title may stand commas
// before.
bool AttributionFinder::TakeProposal(const CueHit& verb, int64_t subject_begin) {
  std::optional<SpeakerReading> subject;
  const TextRange near = Trimmed(block_.text, {subject_begin, verb.begin});
  if (near.begin < near.end) subject = ReadChineseSpeaker(block_, near);
  if (subject && subject->role.empty()) return false;  // a person or a body: as any verb
  int64_t words_begin = near.begin;
  if (!subject) {
    const int64_t from = std::max(sentence_.begin, done_);
    const std::string_view before = Text(from, verb.begin);
    const size_t close = before.rfind("》");
    const size_t open = before.rfind("《", close);
    if (close == std::string_view::npos || open == std::string_view::npos) return false;
    const auto at = from + static_cast<int64_t>(open);
    subject = ReadChineseSpeaker(block_, {at, from + static_cast<int64_t>(close) + 3});
    if (!subject || subject->role.empty()) return false;
    words_begin = verb.begin;
  }
  Attribution found;
  found.chain = {*subject};
  int64_t content = verb.end;
  const std::string_view next = Text(content, std::min<int64_t>(content + 3, sentence_.end));
  if (next == "，" || next == "：")
    content += 3;
  else if (next.starts_with(",") || next.starts_with(":"))
    content += 1;
  found.words = {words_begin, content};
  found.content = {content, sentence_.end};
  if (CountWords(Text(content, sentence_.end), 3) < 3) return false;
  return Add(std::move(found));
}

int64_t AttributionFinder::ChineseSubjectBegin(int64_t at) const {
  int64_t begin = SubjectBegin(at);
  for (int64_t i = at - 1; i >= begin; --i) {
    const std::string_view three = Text(i, std::min(i + 3, at));
    if (three == "，" || three == "：") return i + 3;
    if (block_.text[i] == ',' || block_.text[i] == ':') return i + 1;
  }
  return begin;
}

int64_t AttributionFinder::EarlierSubjectBegin(int64_t at) const {
  const int64_t floor = std::max({sentence_.begin, done_, at - 120});
  int64_t mark = at;
  while (mark > floor && block_.text[mark - 1] != ',' &&
         Text(mark - 3 < 0 ? 0 : mark - 3, mark) != "，")
    --mark;
  if (mark <= floor) return at;
  const int64_t before = ChineseSubjectBegin(mark - (block_.text[mark - 1] == ',' ? 1 : 3));
  return std::max(before, floor);
}

void AttributionFinder::ChineseListener(TextRange range, std::vector<SpeakerReading>* chain) const {
  for (size_t i = 0; i < cues_.size(); ++i) {
    const CueHit& hit = cues_[i];
    if (hit.begin < range.begin || !hit.Is(kToListener)) continue;
    if (hit.end > range.end) break;
    int64_t end = range.end;
    for (const CueHit& next : cues_) {
      if (next.begin > hit.end && next.Is(kInterview | kListenerOnly)) {
        end = std::min(end, next.begin);
        break;
      }
    }
    const TextRange phrase = Trimmed(block_.text, {hit.end, end});
    if (phrase.begin >= phrase.end || phrase.end - phrase.begin > 60) continue;
    if (!NamesMedium(block_.Of(phrase))) continue;
    SpeakerReading medium;
    medium.kind = VoiceKind::kMedium;
    medium.name = std::string(block_.Of(phrase));
    medium.range = phrase;
    for (const record::Mention& m : block_.MentionsIn(phrase)) medium.entity_id = m.entity_id;
    chain->insert(chain->begin(), medium);
    return;
  }
}

}  // namespace parallax::discourse
