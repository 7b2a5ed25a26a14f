// What a clause says of the entities that have a part in it, whatever it is about: the open
// question beside the pack's own ones.
#include <algorithm>
#include <type_traits>
#include <utility>

#include "ingest_service/claim/prose_sentence.h"
#include "ingest_service/claim/prose_verbs.h"
#include "ingest_service/claim/prose_words.h"

namespace parallax::claim {
namespace {

constexpr int64_t kLongestStatement = 900;  // bytes; of a longer clause the beginning
constexpr int64_t kShortestStatement = 12;  // bytes
constexpr size_t kLongestSubject = 7;       // words of a noun that is no name
constexpr int64_t kShortestHanSubject = 6;  // bytes
constexpr int64_t kLongestHanSubject = 48;
constexpr size_t kFewestHan = 8;  // tokens of a sentence that ends as one
constexpr size_t kFewestWords = 5;
constexpr size_t kMostTold = 12;  // entities of one clause
constexpr int kMostFigures = 12;  // further figures of one clause and entity

bool Any(const void*, std::string_view) { return true; }

std::string_view KindOf(const record::Mention& mention) {
  return std::string_view(mention.entity_id).substr(0, mention.entity_id.find('/'));
}

bool SameType(const PlacedValue& a, const PlacedValue& b) {
  return a.value.reading.index() == b.value.reading.index();
}

std::vector<record::Reading> ReadingsOf(const PlacedValue& value,
                                        std::vector<record::Reading> readings = {}) {
  std::visit(
      [&](const auto& read) {
        if constexpr (std::is_constructible_v<record::Reading, decltype(read)>) {
          readings.emplace_back(read);
        }
      },
      value.value.reading);
  return readings;
}

}  // namespace

void SentenceReader::Tell(const record::Mention* mention, int64_t taken_begin, int64_t taken_end,
                          Part part, std::vector<Told>* told) const {
  if (mention == nullptr || told->size() >= kMostTold) return;
  for (const Told& other : *told) {
    if (other.mention->entity_id == mention->entity_id) return;
  }
  told->push_back({mention, KindOf(*mention), -1, -1, taken_begin, taken_end, -1, part});
}

// "the company", 该计划, "the government" anywhere in the clause; "a $500 billion venture" where
// the document tells of one initiative only.
void SentenceReader::TellTakenUp(const Place& place, std::vector<Told>* told) const {
  const auto tell = [&](std::string_view kind, int64_t begin, int64_t end) {
    if (kind.empty() || kind == "*") return;
    bool ambiguous = false;
    const record::Mention* mention = nullptr;
    if (kind == "economy" || kind == "initiative") mention = scene_.focus.Main(kind);
    if (mention == nullptr) mention = scene_.focus.Of(kind, {&Any, nullptr}, &ambiguous);
    if (mention == nullptr) mention = scene_.focus.Main(kind);
    Tell(mention, begin, end, Part::kTakenUp, told);
  };
  if (chinese_) {
    text::PhraseMatch match;
    const std::string_view clause =
        text_.substr(place.clause_begin, place.clause_end - place.clause_begin);
    for (int64_t at = 0; ChineseTakenUp().FindNext(clause, at, &match); at = match.end) {
      tell(KindsTakenUp()[match.value], place.clause_begin + match.begin,
           place.clause_begin + match.end);
    }
    return;
  }
  for (size_t t = place.first; t < place.last; ++t) {
    if (finder_.IsMention(t) || tokens_[t].form != ProseToken::Form::kWord) continue;
    std::string_view noun = finder_.Word(t);
    if (noun.ends_with("'s")) noun.remove_suffix(2);
    const std::string_view kind = KindTakenUp(noun);
    if (kind.empty() || kind == "*") continue;
    if (finder_.IsTakenUp(t, place.first)) {
      tell(kind, tokens_[t].begin, tokens_[t].end);
    } else if (kind == "initiative") {
      for (size_t at = t; at > place.first && t - at < 5;) {
        const std::string_view word = finder_.Word(--at);
        if (word != "a" && word != "an") continue;
        Tell(scene_.focus.Main(kind), tokens_[t].begin, tokens_[t].end, Part::kTakenUp, told);
        break;
      }
    }
  }
}

// Who speaks is mostly what is spoken of, or has made it, where the clause has no subject of its
// own: 《方案》提出, "AMD expects a loss", "we have".
void SentenceReader::TellVoice(const Place& place, bool has_subject,
                               std::vector<Told>* told) const {
  const record::Voice& voice = scene_.discourse.voices[place.clause->voices.back()];
  if (voice.kind == record::VoiceKind::kAuthor || voice.kind == record::VoiceKind::kReader) return;
  bool speaks_of_own = !has_subject;
  for (size_t t = place.first; t < place.last && !speaks_of_own; ++t) {
    const std::string_view word = finder_.Word(t);
    speaks_of_own = chinese_ ? word == "我" && t + 1 < place.last &&
                                   (finder_.Word(t + 1) == "们" || finder_.Word(t + 1) == "国")
                             : word == "we" || word == "our" || word == "us";
  }
  if (!speaks_of_own) return;
  // A plan that speaks may stand in the words that attribute without being the voice's entity.
  for (const discourse::Cue& cue : place.clause->cues) {
    if (cue.role != record::EvidenceRole::kVoice || cue.block != sentence_.block) continue;
    for (const PlacedMention& m : scene_.block.mentions()) {
      if (m.kind == "initiative" && m.mention->text_begin < cue.range.end &&
          m.mention->text_end > cue.range.begin) {
        Tell(m.mention, 0, 0, Part::kVoice, told);
      }
    }
  }
  const std::string_view entity = voice.entity_id;
  if (entity.empty()) return;
  if (entity.starts_with("person/")) {
    const catalog::Entity* person = scene_.rules.catalog().FindEntity(entity);
    if (person == nullptr) return;
    for (const auto& relation : person->relations) {
      Tell(scene_.focus.First(relation.target), 0, 0, Part::kVoice, told);
    }
    return;
  }
  if (voice.kind == record::VoiceKind::kMedium && !entity.starts_with("initiative/")) return;
  Tell(scene_.focus.First(entity), 0, 0, Part::kVoice, told);
}

bool SentenceReader::HasFigure(const Place& place) {
  return std::any_of(Values().begin(), Values().end(), [&](const PlacedValue& v) {
    return v.begin >= place.clause_begin && v.end <= place.clause_end &&
           !std::holds_alternative<value::DateInterval>(v.value.reading) && !ReadingsOf(v).empty();
  });
}

bool SentenceReader::IsStatement(const Place& place) {
  // A reference ("[3] …"), a byline, a list of names.
  if (finder_.Word(place.first) == "[") return false;
  // A sentence that ends as one says something, whatever its verb.
  if (EndsAsSentence() && place.last - place.first >= (chinese_ ? kFewestHan : kFewestWords)) {
    return true;
  }
  if (chinese_) {
    if (HasChineseVerb(text_.substr(place.clause_begin, place.clause_end - place.clause_begin))) {
      return true;
    }
  } else {
    for (size_t t = place.first; t < place.last; ++t) {
      if (!finder_.IsMention(t) && tokens_[t].form == ProseToken::Form::kWord &&
          IsVerb(finder_.Word(t))) {
        return true;
      }
    }
  }
  return HasFigure(place);
}

bool SentenceReader::EndsAsSentence() const {
  const std::string_view rest = text_.substr(
      begin_, std::min<int64_t>(static_cast<int64_t>(text_.size()), end_ + 3) - begin_);
  for (const std::string_view mark : {".", "。", "!", "！", "?", "？", "；", ";"}) {
    const size_t at = rest.rfind(mark);
    if (at != std::string_view::npos && at + mark.size() + 6 >= rest.size()) return true;
  }
  return false;
}

// The noun before the clause's verb where it is no name: "the leading manufacturers", 该修正案.
SentenceReader::Range SentenceReader::UnnamedSubject(const Place& place) {
  if (chinese_) {
    int64_t begin = place.clause_begin;
    // "到2027年，装机规模": the time is no part of the noun.
    for (const PlacedValue& v : Values()) {
      if (v.begin == begin && std::holds_alternative<value::DateInterval>(v.value.reading)) {
        begin = v.end;
        for (const std::string_view mark : {"，", ",", "前", "底"}) {
          if (text_.substr(begin).starts_with(mark)) begin += static_cast<int64_t>(mark.size());
        }
      }
    }
    const int64_t length = ChineseSubjectEnd(text_.substr(begin, place.clause_end - begin));
    if (length < kShortestHanSubject || length > kLongestHanSubject) return {};
    const std::string_view noun = text_.substr(begin, length);
    bool opened = false;
    for (size_t t = place.first; t < place.last && tokens_[t].begin < begin + length; ++t) {
      if (tokens_[t].begin < begin) continue;
      if (finder_.IsMention(t)) return {};
      const std::string_view word = finder_.Word(t);
      if (tokens_[t].form == ProseToken::Form::kMark && word != "“" && word != "”") return {};
      if (!opened && (IsPreposition(word) || IsLightWord(word))) return {};
      opened = true;
    }
    if (!KindTakenUp(noun).empty() || HasChineseVerb(noun)) return {};
    return {begin, begin + length};
  }
  size_t first = place.first;
  size_t verb = place.last;
  for (size_t t = place.first; t < place.last && t < place.first + 24; ++t) {
    if (finder_.IsMention(t)) continue;
    const std::string_view word = finder_.Word(t);
    if (word == ",") {
      first = t + 1;
      continue;
    }
    if (tokens_[t].form != ProseToken::Form::kWord) return {};
    if (OpensClause(word)) {
      if (t != first) return {};
      first = t + 1;
      continue;
    }
    if (t > first &&
        (IsAuxiliary(word) || (IsVerb(word) && (word.ends_with("s") || word.ends_with("ed"))))) {
      verb = t;
      break;
    }
  }
  if (verb >= place.last) return {};
  while (first < verb && !finder_.IsMention(first) && IsLightWord(finder_.Word(first))) ++first;
  if (first >= verb || verb - first > kLongestSubject) return {};
  bool noun = false;
  for (size_t t = first; t < verb; ++t) {
    if (finder_.IsMention(t)) {
      // "Chinese EVs" is no name, "DeepSeek" and "China's BYD" are.
      if (t != first || !finder_.IsOwner(t)) return {};
      continue;
    }
    const std::string_view word = finder_.Word(t);
    if (word == "'s") continue;
    if (IsPreposition(word) && t == first) return {};
    if (!KindTakenUp(word).empty() || word == "there" || word == "he" || word == "she" ||
        word == "we" || word == "you" || word == "i" || word == "who" || word == "these" ||
        word == "those") {
      return {};
    }
    noun |= word.size() > 2 && !IsNegation(word);
  }
  if (!noun) return {};
  return {tokens_[first].begin, tokens_[verb - 1].end};
}

std::vector<SentenceReader::Told> SentenceReader::ToldIn(const Place& place,
                                                         const std::vector<Told>& before) {
  std::vector<Told> told;
  int list = 0;
  for (size_t t = place.first; t < place.last && told.size() < kMostTold; ++t) {
    if (!finder_.IsMention(t)) continue;
    for (const size_t member : finder_.ListFrom(t, place.last)) {
      const PlacedMention& m = finder_.MentionOf(member);
      told.push_back({m.mention, m.kind, m.begin, m.end, 0, 0, list, Part::kNamed});
      t = member;
    }
    ++list;
  }
  // Whether the clause begins with a name, at most with an adverbial before it.
  size_t head = place.first;
  while (head < place.last && !finder_.IsMention(head) && head < place.first + 12) ++head;
  const bool named_first = head < place.last && finder_.IsMention(head);
  const size_t named = told.size();
  TellTakenUp(place, &told);
  const bool taken_up_first =
      std::any_of(told.begin() + static_cast<std::ptrdiff_t>(named), told.end(),
                  [&](const Told& one) { return one.taken_begin <= place.clause_begin; });
  if (taken_up_first) {
    std::rotate(told.begin(), told.begin() + static_cast<std::ptrdiff_t>(named), told.end());
  } else {
    const SubjectAnswer taken = finder_.Before(
        place.first, std::min(place.first + 6, named_first ? head : place.last), {&Any, nullptr});
    for (auto it = taken.subjects.rbegin(); it != taken.subjects.rend(); ++it) {
      const bool known = std::any_of(told.begin(), told.end(), [&](const Told& one) {
        return one.mention->entity_id == (*it)->entity_id;
      });
      if (known) continue;
      told.insert(told.begin(), {*it, KindOf(**it), -1, -1, taken.taken_begin, taken.taken_end, -1,
                                 Part::kTakenUp});
    }
  }
  bool has_subject = named_first && !finder_.IsOblique(head, place.first) && !finder_.IsOwner(head);
  if (!told.empty()) {
    // "The company plans", 该公司; not "investors like the company".
    const size_t third = std::min(place.first + 3, place.last) - 1;
    const Told& front = told.front();
    has_subject |= front.part == Part::kTakenUp && front.taken_begin <= tokens_[third].begin;
    told.front().subject = has_subject;
  }
  if (!has_subject) {
    const Range noun = UnnamedSubject(place);
    if (noun.begin < noun.end) {
      const record::Evidence quote =
          scene_.block.Quote(noun.begin, noun.end, record::EvidenceRole::kSubject);
      record::Mention& open = open_.emplace_back();
      open.span = quote.span;
      open.block = sentence_.block;
      open.written = quote.quote;
      told.push_back({&open, {}, -1, -1, 0, 0, -1, Part::kUnnamed});
    }
  }
  TellVoice(place, has_subject, &told);
  if (!before.empty() && !has_subject) {
    Tell(before.front().mention, 0, 0, Part::kCarried, &told);
    Tell(before.back().mention, 0, 0, Part::kCarried, &told);
  }
  if (!has_subject) {
    // What a passage is about is told by a figure, or by a plan or a model that is described.
    const std::vector<const record::Mention*> topics = scene_.focus.Topics(sentence_.block);
    if (!topics.empty()) {
      const std::string_view kind = KindOf(*topics.front());
      const bool alone = std::all_of(told.begin(), told.end(),
                                     [](const Told& one) { return one.part == Part::kUnnamed; });
      if (kind == "initiative" || kind == "model" || (alone && HasFigure(place))) {
        Tell(topics.front(), 0, 0, Part::kTopic, &told);
      }
    }
  }
  return told;
}

bool SentenceReader::Owns(const Told& told, const std::vector<Told>& all,
                          const PlacedValue& value) const {
  // A value is told of the name of a kind that stands before it, and nearest; of one behind it
  // only where none stands before.
  const Told* before = nullptr;
  const Told* behind = nullptr;
  if (told.begin < 0) return true;
  for (const Told& other : all) {
    if (other.kind != told.kind || other.begin < 0) continue;
    if (other.begin <= value.begin) {
      before = &other;
    } else if (behind == nullptr) {
      behind = &other;
    }
  }
  const Told* owner = before != nullptr ? before : behind;
  return owner != nullptr && (owner->mention->entity_id == told.mention->entity_id ||
                              (owner->list == told.list && told.list >= 0));
}

void SentenceReader::ReadStatements() {
  const catalog::Dimension* statements = scene_.rules.catalog().FindDimension("statements");
  const catalog::Dimension* involvement = scene_.rules.catalog().FindDimension("involvement");
  if (statements == nullptr || statements->value_type != catalog::ValueType::kText ||
      involvement == nullptr || involvement->value_type != catalog::ValueType::kText) {
    return;
  }
  std::vector<Told> before;
  for (const discourse::Clause& clause : sentence_.clauses) {
    const int64_t begin = scene_.block.ToFolded(clause.range.begin);
    const int64_t end = scene_.block.ToFolded(clause.range.end);
    if (end - begin < kShortestStatement) continue;
    const Place place = PlaceAt(begin, begin);
    if (place.clause == nullptr || place.first >= place.last || !IsStatement(place)) continue;
    std::vector<Told> told = ToldIn(place, before);
    if (told.empty()) continue;
    Range whole{begin, std::min(end, begin + kLongestStatement)};
    while (whole.end < end && (static_cast<unsigned char>(text_[whole.end]) & 0xC0) == 0x80) {
      --whole.end;
    }
    TrimValue(text_, &whole.begin, &whole.end);
    for (const Told& one : told) TellOf(place, one, told, whole, *statements, *involvement);
    std::erase_if(told, [](const Told& one) { return one.part == Part::kUnnamed; });
    if (!told.empty()) before = std::move(told);
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
  if (said == nullptr) return;
  saying_.range = sentence_.range;
  saying_.voices = said->voices;
  saying_.voices.pop_back();
  Place place{};
  place.clause = &saying_;
  place.clause_begin = begin_;
  place.clause_end = place.zone_end = end_;
  place.cue_begin = place.cue_end = begin_;
  place.last = tokens_.size();
  std::vector<Told> told = ToldIn(place, {});
  for (Told& one : told) {
    one.subject =
        one.part == Part::kNamed &&
        std::any_of(said->cues.begin(), said->cues.end(), [&](const auto& cue) {
          return cue.role == record::EvidenceRole::kVoice && cue.block == sentence_.block &&
                 one.mention->text_begin < cue.range.end && one.mention->text_end > cue.range.begin;
        });
  }
  // Of what is denied or doubted only who denies it is told.
  const bool sure =
      said->stance == record::Stance::kAsserts || said->stance == record::Stance::kPredicts;
  std::erase_if(
      told, [&](const Told& one) { return one.part != Part::kNamed || (!sure && !one.subject); });
  saying_.modality = said->modality;
  Range whole{begin_, std::min(end_, begin_ + kLongestStatement)};
  while (whole.end < end_ && (static_cast<unsigned char>(text_[whole.end]) & 0xC0) == 0x80) {
    --whole.end;
  }
  TrimValue(text_, &whole.begin, &whole.end);
  for (const Told& one : told) {
    TellOf(place, one, told, whole, statements, involvement);
  }
}

// The part of a clause between commas that holds `value`; where it holds another of its kind, from
// behind the one to before the other.
SentenceReader::Range SentenceReader::PartAround(Range whole, const PlacedValue& value) const {
  Range range = whole;
  for (const ProseToken& token : tokens_) {
    if (token.form != ProseToken::Form::kMark) continue;
    const std::string_view mark = text_.substr(token.begin, token.end - token.begin);
    if (mark != "," && mark != ";" && mark != "，" && mark != "；" && mark != "、" && mark != ":" &&
        mark != "：") {
      continue;
    }
    if (token.end <= value.begin) range.begin = std::max(range.begin, token.end);
    if (token.begin >= value.end) range.end = std::min(range.end, token.begin);
  }
  for (const PlacedValue& other : values_) {
    if (&other == &value || !SameType(other, value)) continue;
    if (other.end <= value.begin) range.begin = std::max(range.begin, other.end);
    if (other.begin >= value.end) range.end = std::min(range.end, other.begin);
  }
  TrimValue(text_, &range.begin, &range.end);
  return range;
}

void SentenceReader::TellOf(const Place& place, const Told& one, const std::vector<Told>& told,
                            Range whole, const catalog::Dimension& statements,
                            const catalog::Dimension& involvement) {
  const bool subject = one.part == Part::kUnnamed || one.subject;
  const catalog::Dimension& dimension = subject ? statements : involvement;
  static const char* const kRules[] = {"clause",  "taken-up", "voice",
                                       "carried", "topic",    "unnamed"};
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
    if (v.begin < whole.begin || v.end > whole.end || !Owns(one, told, v)) continue;
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
  draft_->claims.push_back(
      Make(place, answer, *one.mention, dimension, rule, whole, std::move(readings)));
  if (subject && one.part != Part::kUnnamed) last_subject_ = one.mention;
  int figures = 0;
  for (const PlacedValue* v : further) {
    if (++figures > kMostFigures) break;
    const Range range = PartAround(whole, *v);
    std::vector<record::Reading> reading = ReadingsOf(*v);
    if (reading.empty() || range.begin >= range.end) continue;
    draft_->claims.push_back(Make(place, answer, *one.mention, dimension,
                                  "prose/" + dimension.id + "/figure", range, std::move(reading)));
  }
}

}  // namespace parallax::claim
