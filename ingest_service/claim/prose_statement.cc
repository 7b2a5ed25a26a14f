// What a clause says of the entities that have a part in it, whatever it is about: the open
// question beside the pack's own ones.
#include <algorithm>
#include <type_traits>
#include <utility>

#include "core/record/entity_id.h"
#include "ingest_service/claim/prose_latin_words.h"
#include "ingest_service/claim/prose_sentence.h"
#include "ingest_service/claim/prose_verbs.h"
#include "ingest_service/claim/prose_words.h"

namespace parallax::claim {
namespace {

constexpr std::string_view kLetters = "abcdefghijklmnopqrstuvwxyz";
constexpr int64_t kLongestStatement = 900;  // bytes; of a longer clause the beginning
constexpr int64_t kShortestStatement = 12;  // bytes
constexpr size_t kHanBytes = 3;
constexpr size_t kFewestHan = 8;  // characters of a sentence that ends as one
constexpr size_t kFewestWords = 5;
constexpr int kFewFigures = 3;    // of one kind in a clause that is no enumeration
constexpr int64_t kBeside = 18;   // bytes between a name and its figure
constexpr int kMostFigures = 12;  // further figures of one clause and entity

bool SameType(const PlacedValue& a, const PlacedValue& b) {
  return a.value.reading.index() == b.value.reading.index();
}

// A number without a unit is as often a day, a ticker or an article as a count.
bool IsBare(const PlacedValue& value) {
  const auto* quantity = std::get_if<value::Quantity>(&value.value.reading);
  return quantity != nullptr && quantity->unit.empty();
}

std::vector<record::Reading> ReadingsOf(const PlacedValue& value,
                                        std::vector<record::Reading> readings = {}) {
  if (IsBare(value)) return readings;
  std::visit(
      [&](const auto& read) {
        if constexpr (std::is_constructible_v<record::Reading, decltype(read)>) {
          readings.emplace_back(read);
        }
      },
      value.value.reading);
  return readings;
}

// When what a clause says is so: the one time that it names. Of two neither is known to be it.
const value::DateInterval* OnlyTime(const std::vector<const PlacedValue*>& first,
                                    const std::vector<const PlacedValue*>& further) {
  const value::DateInterval* only = nullptr;
  for (const PlacedValue* value : first) {
    if (const auto* time = std::get_if<value::DateInterval>(&value->value.reading)) only = time;
  }
  const bool more = std::any_of(further.begin(), further.end(), [](const PlacedValue* value) {
    return std::holds_alternative<value::DateInterval>(value->value.reading);
  });
  return more ? nullptr : only;
}

}  // namespace

bool SentenceReader::HasFigure(const Place& place) {
  return std::any_of(Values().begin(), Values().end(), [&](const PlacedValue& v) {
    return v.begin >= place.clause_begin && v.end <= place.clause_end &&
           !std::holds_alternative<value::DateInterval>(v.value.reading) && !ReadingsOf(v).empty();
  });
}

// A note ("[3] …") or the owner of a page.
bool SentenceReader::IsReference() const {
  const std::string_view block = text_.substr(0, 3);
  return block.starts_with("[") || block.starts_with("^") || block.starts_with("©");
}

bool SentenceReader::IsStatement(const Place& place) {
  // A reference ("[3] …"), a byline, a list of names.
  if (IsReference() || DescribesPicture()) return false;
  const std::string_view close = ClosingMark();
  if (close == "?" || close == "？") return false;  // a question asserts nothing
  // A heading names its topic, a caption its picture; what is said of it is said in the text. A
  // line without a mark at its end is a heading, an item of a menu or another page's title as a
  // rule; with a figure and a verb it says something.
  if ((ReadsAsTitle(close) || scene_.block.block().kind == record::BlockKind::kHeading) &&
      !HasFigure(place)) {
    return false;
  }
  const bool whole = place.clause_end + 6 >= end_;
  if (whole && IsCutOff()) return false;
  // A name of many characters is one token and no less of a sentence.
  const auto length = chinese_
                          ? static_cast<size_t>(place.clause_end - place.clause_begin) / kHanBytes
                          : place.last - place.first;
  if (length < (chinese_ ? kFewestHan : kFewestWords - 1)) return false;
  // What a clause cut from the middle of a sentence leaves behind a preposition says nothing alone.
  if (place.clause_begin > begin_ + 3 && !finder_.IsMention(place.first) &&
      !(chinese_ && BehindHanLead({place.clause_begin, place.clause_end}) > place.clause_begin) &&
      IsPreposition(finder_.Word(place.first))) {
    return false;
  }
  // "explained what it means": asked, not told.
  if (!chinese_ && place.clause_begin > begin_ + 3 && !finder_.IsMention(place.first)) {
    const std::string_view asked = finder_.Word(place.first);
    if (asked == "what" || asked == "how" || asked == "why" || asked == "whether") return false;
  }
  // What is asked within the sentence.
  const std::string_view behind = text_.substr(std::min<size_t>(text_.size(), place.clause_end), 3);
  if (behind.starts_with("?") || behind.starts_with("？")) return false;
  if (!chinese_) {
    std::string_view before = text_.substr(0, place.clause_begin);
    while (before.ends_with(" ")) before.remove_suffix(1);
    if (before.ends_with(" whether")) return false;
  }
  if (!chinese_ && finder_.Word(place.first) == "by" && close.empty()) return false;
  if (!chinese_ && place.clause_begin <= begin_ + 3 && AsksReader(text_.substr(begin_, 24))) {
    return false;
  }
  std::string_view opening = text_.substr(place.clause_begin, 24);
  while (opening.starts_with("(") || opening.starts_with("（")) {
    opening.remove_prefix(opening[0] == '(' ? 1 : kHanBytes);
  }
  for (const std::string_view byline :
       {"责任单位", "责任编辑", "配合单位", "编辑", "记者", "〔记者", "(记者", "（记者", "来源",
        "文丨", "文/", "图/"}) {
    if (opening.starts_with(byline)) return false;
  }
  // A sentence that ends as one says something, whatever its verb.
  if (whole && !close.empty() && length >= (chinese_ ? kFewestHan : kFewestWords)) return true;
  if (chinese_) {
    if (HasChineseVerb(text_.substr(place.clause_begin, place.clause_end - place.clause_begin))) {
      return true;
    }
  } else {
    if (HasLatinVerb(place)) return true;
    // "What the 20% tariff means": a figure in it makes no statement of it.
    const std::string_view asks = finder_.Word(place.first);
    if (asks == "what" || asks == "why" || asks == "how") return false;
  }
  return HasFigure(place);
}

// "The company also plans ...": the last sentence of a teaser, cut at its length. Readers and
// speakers trail off as they like.
bool SentenceReader::IsCutOff() const {
  constexpr int64_t kBehind = 4;  // bytes
  const record::BlockKind kind = scene_.block.block().kind;
  if (kind == record::BlockKind::kReaderComment || kind == record::BlockKind::kQuotation) {
    return false;
  }
  const auto end = static_cast<int64_t>(text_.size());
  if (end - end_ > kBehind) return false;
  std::string_view rest = text_.substr(begin_);
  while (rest.ends_with(" ")) rest.remove_suffix(1);
  return rest.ends_with("...") || (rest.ends_with("…") && !rest.ends_with("……"));
}

// Whether the sentence is a line that ends without a mark. What readers and speakers write and
// what runs over lines ends as it likes; so does what goes on behind a colon.
bool SentenceReader::ReadsAsTitle(std::string_view close) const {
  constexpr size_t kLongestLatin = 32;  // tokens
  constexpr int64_t kLongestHan = 240;  // bytes
  if (!close.empty()) return false;
  const record::BlockKind kind = scene_.block.block().kind;
  if (kind == record::BlockKind::kReaderComment || kind == record::BlockKind::kQuotation) {
    return false;
  }
  if (chinese_ ? end_ - begin_ > kLongestHan : tokens_.size() > kLongestLatin) return false;
  std::string_view rest = text_.substr(begin_, std::min<size_t>(text_.size(), end_ + 3) - begin_);
  while (rest.ends_with(" ")) rest.remove_suffix(1);
  return !rest.ends_with(":") && !rest.ends_with("：") && !rest.ends_with(",") &&
         !rest.ends_with("，");
}

// "New cars are seen at a dealer's in Example City, on May 16, 2024": what a photograph shows, and
// when or from where it was taken. "Growth is seen at 5%" is no picture.
bool SentenceReader::DescribesPicture() {
  constexpr size_t kWithin = 14;  // tokens
  for (size_t t = 1; !chinese_ && t + 1 < tokens_.size() && t < kWithin; ++t) {
    const std::string_view word = finder_.Word(t);
    if (word != "seen" && word != "pictured") continue;
    const std::string_view be = finder_.Word(t - 1);
    if (be != "is" && be != "are") continue;
    const std::string_view at = finder_.Word(t + 1);
    if (at == "outside" || at == "inside" || at == "near" || at == "during") return true;
    if (at != "at" && at != "in" && at != "on") continue;
    bool dated = false;
    for (const PlacedValue& v : Values()) {
      if (!std::holds_alternative<value::DateInterval>(v.value.reading)) return false;
      dated = true;
    }
    return dated;
  }
  return false;
}

// The mark that ends the sentence, at most behind quotation marks and brackets; empty without one.
std::string_view SentenceReader::ClosingMark() const {
  constexpr size_t kBehind = 6;  // bytes of quotation marks and brackets
  constexpr size_t kLongestMark = 3;
  size_t end = std::min<size_t>(text_.size(), end_ + 3);
  if (const size_t note = NoteMarkAtEnd(text_.substr(begin_, end_ - begin_)); note > 0) {
    end = static_cast<size_t>(end_) - note;
  }
  const std::string_view rest = text_.substr(begin_, end - begin_);
  for (size_t size = 1; size <= std::min(rest.size(), kLongestMark + kBehind); ++size) {
    const std::string_view tail = rest.substr(rest.size() - size);
    const char first = tail[0];
    if (first == '.' || first == '!' || first == '?' || first == ';') {
      // "(cs.LG)", "J. P. Smith/": no letter stands behind the mark that ends a sentence.
      const size_t own = size - 1 - std::min(size - 1, end - static_cast<size_t>(end_));
      if (size <= 1 + kBehind &&
          tail.substr(1, own).find_first_of(kLetters) == std::string_view::npos) {
        return tail.substr(0, 1);
      }
    } else if (static_cast<unsigned char>(first) >= 0xE3) {
      for (const std::string_view mark : {"。", "！", "？", "；"}) {
        if (tail.starts_with(mark)) return mark;
      }
    }
  }
  return {};
}

bool SentenceReader::Owns(const Told& told, const std::vector<Told>& all,
                          const PlacedValue& value) {
  // A value is told of the name of a kind that stands before it, and nearest; of one behind it
  // only where none stands before.
  const Told* before = nullptr;
  const Told* behind = nullptr;
  if (!chinese_ && !ReachesLatin(told, value)) return false;
  if (told.begin < 0) return true;
  if (!OwnsByTurn(told, value)) return false;
  if (const Turn turn = chinese_ ? Turn::kNone : LatinTurn(told, all, value); turn != Turn::kNone) {
    return turn == Turn::kOwn;
  }
  for (const Told& other : all) {
    if (other.kind != told.kind || other.begin < 0) continue;
    if (other.begin <= value.begin) {
      before = &other;
    } else if (behind == nullptr) {
      behind = &other;
    }
  }
  const Told* owner = before != nullptr ? before : behind;
  if (owner == nullptr) return false;
  if (owner->mention->entity_id == told.mention->entity_id) return true;
  // A member's abbreviation behind it ("Intel and Example Works (EW) spent") is in its list too.
  return told.list >= 0 && std::any_of(all.begin(), all.end(), [&](const Told& other) {
           return other.list == told.list && other.mention->entity_id == owner->mention->entity_id;
         });
}

// Whether a name stands in the words that attribute a clause.
bool SentenceReader::InVoiceCue(const discourse::Clause& clause,
                                const record::Mention& mention) const {
  return std::any_of(clause.cues.begin(), clause.cues.end(), [&](const discourse::Cue& cue) {
    return cue.role == record::EvidenceRole::kVoice && cue.block == sentence_.block &&
           mention.text_begin < cue.range.end && mention.text_end > cue.range.begin;
  });
}

// Whether a name is that of a medium which reports the clause, in the words that say so.
bool SentenceReader::HandsOn(const discourse::Clause& clause,
                             const record::Mention& mention) const {
  return InVoiceCue(clause, mention) &&
         std::any_of(clause.voices.begin(), clause.voices.end(), [&](int32_t v) {
           const record::Voice& voice = scene_.discourse.voices[v];
           return voice.kind == record::VoiceKind::kMedium && voice.entity_id == mention.entity_id;
         });
}

// Whether a name is the speaker in the words that attribute a clause to it.
bool SentenceReader::SpeaksHere(const Place& place, const Told& one) const {
  // A firm's own report tells of the firm ("Example reported a loss"), a person's words of others.
  if (one.part != Part::kNamed || one.kind != "person" || place.clause->voices.size() < 2) {
    return false;
  }
  const record::Voice& voice = scene_.discourse.voices[place.clause->voices.back()];
  if (voice.entity_id != one.mention->entity_id) return false;
  return InVoiceCue(*place.clause, *one.mention);
}

// What those who govern a country do on a day or since one is its history: the document's economy
// whose party or cabinet is the clause's subject has a part in it.
void SentenceReader::TellGoverned(const Place& place, std::vector<Told>* told) {
  const Told subject = told->front();
  if (!subject.subject || subject.part != Part::kNamed || subject.kind != "organization") return;
  const auto times = std::ranges::count_if(Values(), [&](const PlacedValue& v) {
    return v.begin >= place.clause_begin && v.end <= place.clause_end &&
           std::holds_alternative<value::DateInterval>(v.value.reading);
  });
  if (times != 1) return;
  const catalog::Entity* entity = scene_.rules.catalog().FindEntity(subject.mention->entity_id);
  if (entity == nullptr) return;
  for (const catalog::EntityRelation& relation : entity->relations) {
    if (relation.type != "governs") continue;
    Tell(scene_.focus.First(relation.target), subject.begin, subject.end, Part::kTakenUp, told);
  }
}

// What one subject's stretch of a clause says.
void SentenceReader::ReadUnit(const Place& place, const catalog::Dimension& statements,
                              const catalog::Dimension& involvement) {
  if (!IsStatement(place)) return;
  std::vector<Told> told = ToldIn(place);
  // "Smith also stressed": that somebody says so is told by who reports it.
  if (!chinese_) {
    std::erase_if(told, [&](const Told& one) { return SpeaksHere(place, one); });
  }
  // A medium that stands behind what it reports ("… (The Herald)") has no part in it.
  std::erase_if(told, [&](const Told& one) { return HandsOn(*place.clause, *one.mention); });
  CarrySubject(place, &told);
  carried_ = {};
  if (!told.empty() && told.front().subject && told.front().part != Part::kUnnamed) {
    carried_ = told.front();
    carried_voices_ = place.clause->voices;
  }
  if (told.empty()) return;
  TellGoverned(place, &told);
  // What is left out was said of others before.
  if (LeavesOut(place)) {
    for (Told& one : told) one.subject = false;
  }
  const Range whole = Cut(place.clause_begin, place.clause_end, kLongestStatement);
  Range shown;
  if (!Extent(place, told, &shown)) return;
  Place said = place;
  if (const MeasureOf of = HanMeasure(place); of != MeasureOf::kNone) {
    measure_ = *place.clause;
    if (of == MeasureOf::kPlan) measure_.modality = record::Modality::kPlanned;
    if (of == MeasureOf::kSpeaker) measure_.stance = record::Stance::kRecommends;
    said.clause = &measure_;
  }
  if (IsDoneInHan(place)) {
    measure_ = *said.clause;
    measure_.modality = record::Modality::kActual;
    said.clause = &measure_;
  }
  for (const Told& one : told) TellOf(said, one, told, whole, shown, statements, involvement);
}

// 公司已…: done, though another stretch of the sentence tells of a plan.
bool SentenceReader::IsDoneInHan(const Place& place) const {
  if (!chinese_ || place.clause->modality != record::Modality::kPlanned) return false;
  const std::string_view text =
      text_.substr(place.clause_begin, place.clause_end - place.clause_begin);
  if (text.find("已") == std::string_view::npos) return false;
  for (const std::string_view plan :
       {"拟", "计划", "计画", "准备", "力争", "打算", "预计", "旨在", "致力", "目标", "即将"}) {
    if (text.find(plan) != std::string_view::npos) return false;
  }
  // 已将 hands over an object.
  constexpr std::string_view kWill = "将";
  return text.find(kWill) == std::string_view::npos || text.find("已") < text.find(kWill);
}

void SentenceReader::ReadStatements() {
  const catalog::Dimension* statements = scene_.rules.statements();
  const catalog::Dimension* involvement = scene_.rules.involvement();
  if (statements == nullptr || statements->value_type != catalog::ValueType::kText ||
      involvement == nullptr || involvement->value_type != catalog::ValueType::kText) {
    return;
  }
  for (const discourse::Clause& clause : sentence_.clauses) {
    const int64_t begin =
        std::max(scene_.block.ToFolded(clause.range.begin), scene_.block.dateline_end());
    const int64_t end = scene_.block.ToFolded(clause.range.end);
    if (end - begin < kShortestStatement) continue;
    Place place = PlaceAt(begin, begin);
    place.clause_begin = begin;
    place.first = place.cue;
    if (place.clause == nullptr || place.first >= place.last) continue;
    for (const Range& unit : chinese_ ? HanUnits(place) : LatinUnits(place)) {
      const Place one = PlaceOf(place, unit);
      if (one.first < one.last) ReadUnit(one, *statements, *involvement);
    }
  }
  ReadSaying(*statements, *involvement);
}

// That somebody says, announces or expects something is itself said, by whoever reports it: "On May
// 3 the ministry announced …".
void SentenceReader::ReadSaying(const catalog::Dimension& statements,
                                const catalog::Dimension& involvement) {
  const discourse::Clause* said = nullptr;
  for (const discourse::Clause& clause : sentence_.clauses) {
    const bool here = std::any_of(clause.cues.begin(), clause.cues.end(), [&](const auto& cue) {
      return cue.role == record::EvidenceRole::kVoice && cue.block == sentence_.block &&
             cue.range.begin >= sentence_.range.begin && cue.range.end <= sentence_.range.end;
    });
    if (here && clause.voices.size() > 1 && said == nullptr) said = &clause;
  }
  if (said == nullptr || IsReference() || ReadsAsTitle(ClosingMark())) return;
  const int64_t begin = std::max(begin_, scene_.block.dateline_end());
  saying_.range = sentence_.range;
  saying_.voices = said->voices;
  saying_.voices.pop_back();
  Place place{};
  place.clause = &saying_;
  place.clause_begin = begin;
  place.clause_end = place.zone_end = end_;
  place.cue_begin = place.cue_end = begin;
  place.last = tokens_.size();
  std::vector<Told> told = ToldIn(place);
  // Who speaks, not whom a speaker works for.
  const std::string& speaker = scene_.discourse.voices[said->voices.back()].entity_id;
  for (Told& one : told) {
    one.subject = one.part == Part::kNamed &&
                  (one.mention->entity_id == speaker || one.kind == "initiative") &&
                  InVoiceCue(*said, *one.mention);
  }
  // Where a speaker comes from or works ("Ohio governor", 中国央行) has no part in what is said.
  const record::VoiceKind who = scene_.discourse.voices[said->voices.back()].kind;
  const bool person =
      who == record::VoiceKind::kSpeaker || who == record::VoiceKind::kUnnamedSource;
  std::erase_if(told, [&](const Told& one) {
    const bool whence =
        one.kind == "economy" || one.kind == "place" || (person && one.kind == "organization");
    return whence && !one.subject && one.mention->entity_id != speaker &&
           InVoiceCue(*said, *one.mention);
  });
  // A name and its short form behind it are one.
  for (size_t i = 0; i < told.size(); ++i) {
    for (size_t k = told.size(); k-- > i + 1;) {
      if (told[k].mention->entity_id != told[i].mention->entity_id) continue;
      told[i].subject |= told[k].subject;
      told.erase(told.begin() + static_cast<std::ptrdiff_t>(k));
    }
  }
  // Of what is denied or doubted only who denies it is told.
  const bool sure =
      said->stance == record::Stance::kAsserts || said->stance == record::Stance::kPredicts;
  std::erase_if(
      told, [&](const Told& one) { return one.part != Part::kNamed || (!sure && !one.subject); });
  // A medium hands on what it is told and has no part in it.
  std::erase_if(told,
                [&](const Told& one) { return !one.subject && HandsOn(*said, *one.mention); });
  // Nor does it say anything of itself.
  if (scene_.discourse.voices[said->voices.back()].kind == record::VoiceKind::kMedium) {
    std::erase_if(told, [](const Told& one) { return one.subject; });
  }
  // As firmly as most of what is said.
  const discourse::Clause* longest = said;
  for (const discourse::Clause& clause : sentence_.clauses) {
    if (clause.voices == said->voices &&
        clause.range.end - clause.range.begin > longest->range.end - longest->range.begin) {
      longest = &clause;
    }
  }
  saying_.modality = longest->modality;
  const Range whole = Cut(begin, end_, kLongestStatement);
  Range shown;
  if (!Extent(place, told, &shown)) return;
  for (const Told& one : told) {
    TellOf(place, one, told, whole, shown, statements, involvement);
  }
}

// Whether a value is the time at which a speaker says what is said: in the words that attribute or
// right beside them, or at the head of the sentence before them.
bool SentenceReader::DatesSaying(const PlacedValue& value) const {
  if (!std::holds_alternative<value::DateInterval>(value.value.reading)) return false;
  for (const discourse::Clause& clause : sentence_.clauses) {
    if (clause.voices.size() <= saying_.voices.size()) continue;
    for (const discourse::Cue& cue : clause.cues) {
      if (cue.role != record::EvidenceRole::kVoice || cue.block != sentence_.block) continue;
      const int64_t begin = scene_.block.ToFolded(cue.range.begin);
      const int64_t end = scene_.block.ToFolded(cue.range.end);
      if (begin < begin_ || end > end_) continue;
      if (value.begin >= begin && value.end <= end) return true;
      if (value.end <= begin) {
        const std::string_view gap = text_.substr(begin_, value.begin - begin_);
        return gap.size() <= kBeside &&
               gap.find_first_of(chinese_ ? ";" : ",;") == std::string_view::npos;
      }
      const std::string_view gap = text_.substr(end, value.begin - end);
      if (chinese_) return static_cast<int64_t>(gap.size()) <= kBeside;
      const size_t word = std::min(gap.find_first_not_of(' '), gap.size());
      const std::string_view first = gap.substr(word, gap.find(' ', word) - word);
      return static_cast<int64_t>(gap.size()) <= 2 * kBeside &&
             gap.find_first_of(",;") == gap.npos && gap.find(" that ") == gap.npos &&
             (first.empty() || IsPreposition(first) || first == "during" || first == "late");
    }
  }
  return chinese_;
}

// Whether a clause enumerates figures of the value's kind: which is whose is told by place alone.
bool SentenceReader::Crowded(const PlacedValue& value, Range whole) {
  return std::count_if(Values().begin(), Values().end(), [&](const PlacedValue& v) {
           return v.begin >= whole.begin && v.end <= whole.end && SameType(v, value);
         }) > kFewFigures;
}

bool SentenceReader::Beside(const Told& one, const PlacedValue& value) {
  return one.end >= 0 && value.begin >= one.end && value.begin - one.end <= kBeside;
}

void SentenceReader::TellOf(const Place& place, const Told& one, const std::vector<Told>& told,
                            Range whole, Range shown, const catalog::Dimension& statements,
                            const catalog::Dimension& involvement) {
  const bool subject = one.part == Part::kUnnamed || one.subject;
  const catalog::Dimension& dimension = subject ? statements : involvement;
  static const char* const kRules[] = {"clause", "taken-up", "voice",
                                       "topic",  "unnamed",  "carried"};
  const bool saying = place.clause == &saying_;
  const std::string rule =
      "prose/" + dimension.id + "/" + (saying ? "saying" : kRules[static_cast<size_t>(one.part)]);
  if (!saying && !IsNew(one.mention->entity_id, dimension.id, whole)) return;
  SubjectAnswer answer;
  answer.begin = one.begin;
  answer.end = one.end;
  answer.taken_begin = one.taken_begin;
  answer.taken_end = one.taken_end;
  std::vector<record::Reading> readings;
  std::vector<const PlacedValue*> first;
  std::vector<const PlacedValue*> further;
  for (const PlacedValue& v : Values()) {
    if (v.begin < whole.begin || v.end > whole.end || IsBare(v) || !Owns(one, told, v) ||
        (!chinese_ && (CountsAnother(v) || IsCitation(v)))) {
      continue;
    }
    // What is said is not the speaker's; when it is said is.
    if (saying && one.subject && !DatesSaying(v)) continue;
    const bool another = std::any_of(first.begin(), first.end(),
                                     [&](const PlacedValue* t) { return SameType(*t, v); });
    if (another) {
      further.push_back(&v);
      continue;
    }
    first.push_back(&v);
    readings = ReadingsOf(v, std::move(readings));
  }
  std::vector<const record::Mention*> others;
  for (const Told& other : told) {
    if (other.mention->entity_id != one.mention->entity_id && other.part == Part::kNamed) {
      others.push_back(other.mention);
    }
  }
  if (!others.empty()) readings.emplace_back(SetOf(others));
  record::Claim claim =
      Make(place, answer, *one.mention, dimension, rule, shown, std::move(readings));
  // "by 2030" is when something ends, or is wanted; not when it holds.
  const bool term =
      std::ranges::any_of(first, [&](const PlacedValue* value) { return IsTerm(*value, text_); });
  if (const value::DateInterval* time = OnlyTime(first, further);
      time != nullptr && !saying && !term) {
    claim.valid_time = *time;
  }
  draft_->claims.push_back(std::move(claim));
  if (subject && one.part != Part::kUnnamed) last_subject_ = one.mention;
  int figures = 0;
  for (const PlacedValue* v : further) {
    if (++figures > kMostFigures) break;
    if (Crowded(*v, whole) && !Beside(one, *v)) continue;
    std::vector<record::Reading> reading = ReadingsOf(*v);
    if (reading.empty()) continue;
    draft_->claims.push_back(Make(place, answer, *one.mention, dimension,
                                  "prose/" + dimension.id + "/figure", shown, std::move(reading)));
  }
}

}  // namespace parallax::claim
