#include <algorithm>
#include <optional>
#include <utility>

#include "core/text/character.h"
#include "core/text/utf8.h"
#include "ingest_service/discourse/attribution_finder.h"

namespace parallax::discourse {

using record::VoiceKind;

bool AttributionFinder::TakeHearsay(const CueHit& cue) {
  const std::string_view next = Text(cue.end, std::min(cue.end + 3, sentence_.end));
  if (next != "，" && !next.starts_with(",")) return false;
  Attribution found;
  SpeakerReading reading;
  reading.kind = VoiceKind::kMedium;
  reading.name = reading.role = std::string(Text(cue.end - 6, cue.end));
  reading.takes_up = TakesUp::kOrganization;
  reading.range = {cue.begin, cue.end};
  found.chain.push_back(std::move(reading));
  found.alleged = true;
  const int64_t content = cue.end + (next == "，" ? 3 : 1);
  found.words = {cue.begin, content};
  found.content = {content, sentence_.end};
  return Add(std::move(found));
}

bool AttributionFinder::TakeAccording(size_t i) {
  const CueHit& cue = cues_[i];
  if (cue.Is(kAlleged)) return TakeHearsay(cue);
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
    const auto lead = static_cast<unsigned char>(block_.text[at]);
    if (lead != ',' && lead != ';' && lead != '"' && lead != 0xE2 && lead != 0xEF) continue;
    if (block_.WithinName(at)) continue;
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
  std::optional<SpeakerReading> source;
  if (phrase.begin < phrase.end) {
    source = chinese ? ReadChineseSpeaker(block_, phrase)
                     : ReadEnglishSpeaker(block_, phrase, Place::kAfter);
  } else if (verb != nullptr && cue.begin <= sentence_.begin) {
    // 根据报道，
    source = ImpliedReport(*verb);
  }
  if (!source) return false;
  if (chinese && verb == nullptr && source->role.empty() && source->kind != VoiceKind::kMedium &&
      source->kind != VoiceKind::kUnnamedSource) {
    // 根据某法: by a rule, not by a speaker.
    return false;
  }
  Attribution found;
  found.chain.push_back(std::move(*source));
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
  const bool marked = colon || comma || quote;
  if (verb.Is(kSaysMaybe) && !marked && !verb.Is(kSaysPredict | kAnnounces)) return false;
  if (behind + 1 >= sentence_.end && !ends) return false;
  TextRange subject_range = Trimmed(block_.text, {subject_begin, verb.begin});
  std::optional<SpeakerReading> subject;
  if (subject_range.begin < subject_range.end) subject = ReadChineseSubject(subject_range);
  if (!subject && subject_range.begin >= subject_range.end) subject = ImpliedReport(verb);
  std::vector<SpeakerReading> chain;
  ChineseListener({subject_begin, verb.begin}, &chain);
  // What stands before an expectation is its subject: 这座厂预计明年量产.
  const bool own = verb.Is(kSaysMaybe) && !marked && subject_range.begin < subject_range.end;
  if (!subject && !own) subject = GoesOnSpeaking(verb, subject_range);
  if (!subject && !own) {
    // 张三在会上，…，表示: the subject stands a comma earlier.
    const int64_t earlier = EarlierSubjectBegin(subject_begin);
    if (earlier < subject_begin && subject_range.end - subject_range.begin <= 60) {
      int64_t end = subject_begin;
      subject = ReadChineseSpeaker(block_, Trimmed(block_.text, {earlier, end}));
      if (subject) subject_range.begin = subject->range.begin;
      ChineseListener({earlier, subject_begin}, &chain);
    }
  }
  if (!subject) subject = LeadingChineseSubject(verb, subject_range);
  if (!subject) return false;
  if (verb.Is(kAnnounces) && verb.Is(kSaysMaybe) && !marked)
    return TakeChineseAnnouncement(verb, *subject);
  if (verb.Is(kSaysMaybe) && !marked) {
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
  chain.push_back(std::move(*subject));  // its range stays
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

// Whether nothing but what joins a verb to what was said before stands in `range`: 并, 但同时.
bool AttributionFinder::OnlyJoins(TextRange range) const {
  for (const CueHit& hit : block_.CuesIn(range)) {
    if (hit.begin == range.begin && hit.Is(kAdverb | kCoordinate | kContrast)) {
      range.begin = hit.end;
    }
  }
  return range.begin >= range.end;
}

// 某公司董事长张三表示，…，并强调…: who spoke before in the sentence.
std::optional<SpeakerReading> AttributionFinder::GoesOnSpeaking(const CueHit& verb,
                                                                TextRange range) const {
  if (out_->size() == first_ || out_->back().act || !OnlyJoins(range)) return std::nullopt;
  SpeakerReading again = out_->back().chain.back();
  again.range = {verb.begin, verb.begin};
  return again;
}

// 商务部并未公布名单，但同时表示：the verb without a subject has the one that begins the sentence.
std::optional<SpeakerReading> AttributionFinder::LeadingChineseSubject(const CueHit& verb,
                                                                       TextRange range) const {
  if (!OnlyJoins(range) || verb.Is(kSaysMaybe)) return std::nullopt;
  for (const record::Mention& m : block_.MentionsIn({sentence_.begin, verb.begin})) {
    if (m.text_begin > sentence_.begin) break;
    return ReadChineseSpeaker(block_, {m.text_begin, m.text_end});
  }
  return std::nullopt;
}

// 某公司宣布投资百亿元: a sum is whose who announces it; a disclosure is anyway.
bool AttributionFinder::TakeChineseAnnouncement(const CueHit& verb, const SpeakerReading& subject) {
  // Two to four characters alone may be anything.
  if (subject.entity_id.empty() && subject.takes_up == TakesUp::kShortName) return false;
  if (CountWords(Text(verb.end, sentence_.end), 3) < 3) return false;
  if (verb.Is(kPromises) && !NamesChineseSum(verb.end)) return false;
  if (out_->size() > first_) {
    const Attribution& last = out_->back();
    if (last.content.begin <= verb.begin && verb.begin < last.content.end) return false;
  }
  Attribution act;
  act.act = true;
  act.planned = verb.Is(kPromises);
  act.stance = StanceOf(verb.bits);
  act.chain = {subject};
  act.words = {subject.range.begin, subject.range.begin};
  act.cue = {subject.range.begin, verb.end};
  act.content = {subject.range.begin, sentence_.end};
  return Add(std::move(act));
}

// Whether a figure with 亿, 万元 or 兆 behind it stands near.
bool AttributionFinder::NamesChineseSum(int64_t begin) const {
  constexpr int64_t kMostBytes = 120;
  const std::string_view near = Text(begin, std::min(sentence_.end, begin + kMostBytes));
  static constexpr std::string_view kUnits[] = {"亿", "億", "万元", "萬元", "兆"};
  for (std::string_view unit : kUnits) {
    for (size_t at = near.find(unit); at != std::string_view::npos; at = near.find(unit, at + 3)) {
      const char32_t before = text::CodePointBefore(near, at);
      if (text::IsAsciiDigit(before) || before == U'万' || before == U'萬' || before == U'百' ||
          before == U'千' || (before >= 0xFF10 && before <= 0xFF19) || before == U'余' ||
          before == U'多' || before == U'餘') {
        return true;
      }
    }
  }
  return false;
}

// 其中提到, 文件明确: the title that stands before in the paragraph.
std::optional<SpeakerReading> AttributionFinder::ReadChineseSubject(TextRange range) const {
  const std::string_view written = block_.Of(range);
  std::string_view noun;
  static constexpr std::string_view kBareNouns[] = {
      "方案", "行动方案", "行動方案", "计划", "計劃", "計畫",   "行动计划", "规划", "規劃",
      "文件", "意见",     "意見",     "通知", "措施", "办法",   "辦法",     "条例", "條例",
      "政策", "纲要",     "綱要",     "报告", "報告", "白皮书", "白皮書"};
  for (std::string_view bare : kBareNouns) {
    if (written == bare) noun = bare;
  }
  if (written == "其中" || !noun.empty()) {
    constexpr int64_t kMostBefore = 900;
    const int64_t from = std::max<int64_t>(0, range.begin - kMostBefore);
    const std::string_view before = Text(from, range.begin);
    const size_t close = before.rfind("》");
    const size_t open = close == std::string_view::npos ? close : before.rfind("《", close);
    if (open != std::string_view::npos) {
      const auto at = from + static_cast<int64_t>(open);
      const TextRange title = {at, from + static_cast<int64_t>(close) + 3};
      // 文件 and 政策 are any title.
      if (noun.empty() || noun == "文件" || noun == "政策" ||
          block_.Of(title).find(noun.substr(noun.size() - 6)) != std::string_view::npos) {
        auto reading = ReadChineseSpeaker(block_, title);
        if (reading && reading->kind != VoiceKind::kMedium) {
          reading->range = range;
          return reading;
        }
      }
    }
  }
  return ReadChineseSpeaker(block_, range);
}

// 报道指, …: the report of the medium that was named before.
std::optional<SpeakerReading> AttributionFinder::ImpliedReport(const CueHit& verb) const {
  const std::string_view word = Text(verb.begin, verb.end);
  // 分析指出: nobody says whose.
  static constexpr std::string_view kNobody[] = {"分析", "评论", "評論", "有分析"};
  for (std::string_view nobody : kNobody) {
    if (word.size() <= nobody.size() || !word.starts_with(nobody)) continue;
    SpeakerReading reading;
    reading.kind = VoiceKind::kUnnamedSource;
    reading.role = nobody;
    reading.range = {verb.begin, verb.begin + static_cast<int64_t>(nobody.size())};
    return reading;
  }
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

// 政策明确提出: what orders, by its kind alone.
std::optional<SpeakerReading> AttributionFinder::BareDocument(TextRange range) const {
  const std::string_view written = block_.Of(range);
  if (written.size() > 24) return std::nullopt;
  static constexpr std::string_view kOrders[] = {
      "政策", "新政", "规划", "規劃", "新规", "新規", "法案", "条例", "條例", "办法",
      "辦法", "细则", "細則", "措施", "计划", "計劃", "計畫", "意见", "意見"};
  for (std::string_view noun : kOrders) {
    if (!written.ends_with(noun)) continue;
    SpeakerReading reading;
    reading.kind = VoiceKind::kOrganization;
    reading.name = reading.role = std::string(written);
    reading.range = range;
    return reading;
  }
  return std::nullopt;
}

// 《…》聚焦…，明确到2027年…: a document proposes without a comma, and its title may stand commas
// before.
bool AttributionFinder::TakeProposal(const CueHit& verb, int64_t subject_begin) {
  std::optional<SpeakerReading> subject;
  const TextRange near = Trimmed(block_.text, {subject_begin, verb.begin});
  if (near.begin < near.end) subject = ReadChineseSubject(near);
  if (near.begin < near.end &&
      (!subject || (subject->role.empty() && subject->entity_id.empty()))) {
    if (auto bare = BareDocument(near)) subject = bare;
  }
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
  found.chain.push_back(std::move(*subject));
  int64_t content = verb.end;
  if (Text(content, std::min<int64_t>(content + 3, sentence_.end)) == "了") content += 3;
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
  bool titled = false;  // within 《…：…》
  for (int64_t i = at - 1; i >= begin; --i) {
    const auto lead = static_cast<unsigned char>(block_.text[i]);
    if (lead == 0xE3) {
      const std::string_view mark = Text(i, std::min(i + 3, at));
      if (mark == "》") titled = true;
      if (mark == "《") titled = false;
    }
    if (titled) continue;
    if (lead != 0xEF && lead != ',' && lead != ':') continue;
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
