// What a clause says of the entities that have a part in it, whatever it is about: the open
// question beside the pack's own ones.
#include <algorithm>
#include <array>
#include <type_traits>
#include <utility>

#include "core/record/entity_id.h"
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
constexpr int32_t kLastTitle = 3;  // block; a heading further down is no title
constexpr size_t kFewestHan = 8;   // tokens of a sentence that ends as one
constexpr size_t kFewestWords = 5;
constexpr size_t kMostTold = 12;  // entities of one clause
constexpr int kFewFigures = 3;    // of one kind in a clause that is no enumeration
constexpr int64_t kBeside = 18;   // bytes between a name and its figure
constexpr int kMostFigures = 12;  // further figures of one clause and entity

bool Any(const void*, std::string_view) { return true; }

// Words that open a Chinese clause and are no noun's beginning.
bool OpensHan(std::string_view noun) {
  for (const std::string_view word :
       {"其中", "却",   "特别", "如果", "既然", "相信", "甚至", "尤其", "由于", "因为", "虽然",
        "尽管", "但",   "而",   "并",   "且",   "当",   "随着", "通过", "根据", "按照", "对于",
        "关于", "至于", "为了", "除了", "只有", "只要", "无论", "即使", "此外", "同时", "目前",
        "近年", "今年", "去年", "明年", "这",   "那",   "他",   "她",   "我",   "你",   "人们",
        "另",   "再",   "更",   "也",   "就",   "才",   "还",   "又"}) {
    if (noun.starts_with(word)) return true;
  }
  return false;
}

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

}  // namespace

void SentenceReader::Tell(const record::Mention* mention, int64_t taken_begin, int64_t taken_end,
                          Part part, std::vector<Told>* told) const {
  if (mention == nullptr || told->size() >= kMostTold) return;
  for (const Told& other : *told) {
    if (other.mention->entity_id == mention->entity_id) return;
  }
  told->push_back(
      {mention, record::EntityKind(mention->entity_id), -1, -1, taken_begin, taken_end, -1, part});
}

// What a common noun may call an initiative by its own kind: "the fund" is no act.
bool SentenceReader::Called(std::string_view noun, const record::Mention& mention) const {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 3> kKinds = {
      {{"fund|基金", "fund|基金"},
       {"act|law|bill|legislation|regulation|法|法案|修正案|草案|条例",
        "act|law|bill|regulation|directive|法|法案|条例|草案"},
       {"agency|ministry|bank|institute|部门", "agency|ministry|bank|institute|局|部|院|行"}}};
  const auto has = [](std::string_view words, std::string_view text, bool whole) {
    for (size_t at = 0; at < words.size();) {
      const size_t end = std::min(words.find('|', at), words.size());
      const std::string_view word = words.substr(at, end - at);
      const bool han = static_cast<unsigned char>(word[0]) > 0x7F;
      const bool found = whole ? text == word || (han && text.ends_with(word))
                               : text.find(word) != std::string_view::npos;
      if (found) {
        return true;
      }
      at = end + 1;
    }
    return false;
  };
  const std::string name = catalog::FoldName(mention.written);
  for (const auto& [nouns, names] : kKinds) {
    if (has(nouns, noun, true)) return has(names, name, false);
  }
  // A plan, a project or a programme is called so unless its name says that it is something else.
  const bool fund = has(kKinds[0].second, name, false);
  const bool law = name.ends_with(" act") || name.ends_with(" law") || name.ends_with("法") ||
                   name.ends_with("法案");
  return !mention.entity_id.starts_with("initiative/") || !(fund || law);
}

// "the company", 该计划, "the government" anywhere in the clause.
void SentenceReader::TellTakenUp(const Place& place, std::vector<Told>* told) const {
  const auto tell = [&](std::string_view noun, std::string_view kind, int64_t begin, int64_t end) {
    if (kind.empty() || kind == "*") return;
    bool ambiguous = false;
    const record::Mention* mention = nullptr;
    if (kind == "economy") mention = scene_.focus.Main(kind);
    if (mention == nullptr) mention = scene_.focus.Of(kind, {&Any, nullptr}, &ambiguous);
    if (mention == nullptr && kind == "initiative") mention = scene_.focus.Main(kind);
    if (mention != nullptr && Called(noun, *mention)) {
      Tell(mention, begin, end, Part::kTakenUp, told);
    }
  };
  if (chinese_) {
    text::PhraseMatch match;
    const std::string_view clause =
        text_.substr(place.clause_begin, place.clause_end - place.clause_begin);
    for (int64_t at = 0; ChineseTakenUp().FindNext(clause, at, &match); at = match.end) {
      tell(clause.substr(match.begin, match.end - match.begin), KindsTakenUp()[match.value],
           place.clause_begin + match.begin, place.clause_begin + match.end);
    }
    return;
  }
  for (size_t t = place.first; t < place.last; ++t) {
    if (finder_.IsMention(t) || tokens_[t].form != ProseToken::Form::kWord) continue;
    std::string_view noun = finder_.Word(t);
    if (noun.ends_with("'s")) noun.remove_suffix(2);
    const std::string_view kind = KindTakenUp(noun);
    if (kind.empty() || kind == "*" || !finder_.IsTakenUp(t, place.first)) continue;
    tell(noun, kind, tokens_[t].begin, tokens_[t].end);
  }
}

// A plan or a firm speaks of itself where the clause names no subject: 《方案》提出, "AMD expects a
// loss"; anybody does with "we" and "our".
void SentenceReader::TellVoice(const Place& place, bool has_subject,
                               std::vector<Told>* told) const {
  const record::Voice& voice = scene_.discourse.voices[place.clause->voices.back()];
  if (voice.kind == record::VoiceKind::kAuthor || voice.kind == record::VoiceKind::kReader) return;
  bool own = false;
  bool own_country = false;
  for (size_t t = place.first; t < place.last; ++t) {
    const std::string_view word = finder_.Word(t);
    if (chinese_) {
      const std::string_view next = t + 1 < place.last ? finder_.Word(t + 1) : "";
      own |= word == "我" && (next == "们" || next == "司");
      own_country |= word == "我" && next == "国";
    } else {
      own |= word == "we" || word == "our";
      own_country |= word == "country" && t > place.first && finder_.Word(t - 1) == "our";
    }
  }
  // What a plan says is in the plan. It may stand in the words that attribute without being the
  // voice's entity.
  for (const discourse::Cue& cue : place.clause->cues) {
    if (cue.role != record::EvidenceRole::kVoice || cue.block != sentence_.block) continue;
    for (const PlacedMention& m : scene_.block.mentions()) {
      if (m.kind == "initiative" && m.mention->text_begin < cue.range.end &&
          m.mention->text_end > cue.range.begin) {
        Tell(m.mention, 0, 0, Part::kVoice, told);
      }
    }
  }
  if (has_subject && !own && !own_country) return;
  const bool here = std::any_of(
      place.clause->cues.begin(), place.clause->cues.end(), [&](const discourse::Cue& cue) {
        return cue.role == record::EvidenceRole::kVoice && cue.block == sentence_.block &&
               cue.range.begin >= sentence_.range.begin;
      });
  if (!here && !own && !own_country) return;
  const std::string_view entity = voice.entity_id;
  if (entity.starts_with("person/")) {
    // A minister's "we" is the country, a founder's the firm; without it a person speaks of others.
    const catalog::Entity* person = scene_.rules.catalog().FindEntity(entity);
    if (person == nullptr || !(own || own_country)) return;
    for (const auto& relation : person->relations) {
      if (own_country && !relation.target.starts_with("economy/")) continue;
      Tell(scene_.focus.First(relation.target), 0, 0, Part::kVoice, told);
    }
    return;
  }
  if (entity.empty() || voice.kind == record::VoiceKind::kMedium ||
      (entity.starts_with("economy/") && !(own || own_country))) {
    return;
  }
  Tell(scene_.focus.First(entity), 0, 0, Part::kVoice, told);
}

// Whether what a pronoun means is told by the sentence before: its subject, in the same passage.
// "It is likely that", 其中 and "this" mean no one.
bool SentenceReader::IsSafelyTakenUp(const SubjectAnswer& answer,
                                     const record::Mention& mention) const {
  // Carried from a clause before without a word that says so.
  if (answer.taken_end <= answer.taken_begin) return false;
  const std::string_view word =
      text_.substr(answer.taken_begin, answer.taken_end - answer.taken_begin);
  if (KindTakenUp(word) != "*") return Called(word, mention);
  if (word != "it" && word != "they" && word != "它" && word != "其") return false;
  std::string_view rest = text_.substr(answer.taken_end);
  if (rest.starts_with("中") || rest.starts_with("他") || rest.starts_with("实")) return false;
  for (const std::string_view empty : {" is ", " was ", " 's ", " would be ", " will be "}) {
    if (!rest.starts_with(empty)) continue;
    rest.remove_prefix(empty.size());
    const size_t space = std::min(rest.find(' '), rest.size());
    const std::string_view behind = rest.substr(space);
    if (behind.starts_with(" to ") || behind.starts_with(" that ") || behind.starts_with(" for ")) {
      return false;
    }
  }
  const record::Mention* subject = scene_.focus.subject();
  return subject != nullptr && subject->entity_id == mention.entity_id &&
         sentence_.block - subject->block <= 1;
}

// Whether a verb stands before the name in its part of the clause: it is what is acted on.
bool SentenceReader::StandsBehindVerb(size_t head, const Place& place) const {
  size_t first = place.first;
  for (size_t t = place.first; t < head; ++t) {
    if (finder_.Word(t) == "," || finder_.Word(t) == "，") first = t + 1;
  }
  if (first >= head) return false;
  if (chinese_) {
    return HasChineseVerb(
        text_.substr(tokens_[first].begin, tokens_[head].begin - tokens_[first].begin));
  }
  for (size_t t = first; t < head; ++t) {
    const std::string_view word = finder_.Word(t);
    if (IsAuxiliary(word) || (IsVerb(word) && (word.ends_with("s") || word.ends_with("ed")))) {
      return true;
    }
  }
  return false;
}

// Whether the name at `head` is a clause's subject itself and not what stands before it: "US
// president", "Stanford graduates", 国务院总理.
bool SentenceReader::IsHead(size_t head, const Place& place) const {
  const std::vector<size_t> listed = finder_.ListFrom(head, place.last);
  const size_t last = listed.back();
  const std::string_view kind = finder_.MentionOf(head).kind;
  const bool owner = finder_.IsOwner(last);
  size_t at = last + 1;
  if (chinese_) {
    const int64_t from = tokens_[last].end;
    const std::string_view rest = text_.substr(from, place.clause_end - from);
    const int64_t verb = ChineseVerbBegin(rest);
    const std::string_view run = rest.substr(0, verb < 0 ? rest.size() : verb);
    if (owner)
      return SpeaksForOwnerInChinese(run.substr(0, std::min<size_t>(run.size(), 36)), kind);
    // Behind the name its verb, at most an adverb or a time between; a noun there is the subject.
    size_t nouns = 0;
    if (last + 1 < place.last && finder_.IsMention(last + 1) && tokens_[last + 1].begin == from) {
      return false;  // 美国纽约联储
    }
    for (size_t t = last + 1; t < place.last; ++t) {
      if (tokens_[t].begin >= from + static_cast<int64_t>(run.size())) break;
      if (finder_.IsMention(t) || tokens_[t].form == ProseToken::Form::kMark) break;
      nouns += tokens_[t].form == ProseToken::Form::kHan && !IsLightWord(finder_.Word(t)) &&
               !IsPreposition(finder_.Word(t));
    }
    return nouns <= 4 ? !NamesAnotherInChinese(run) : SpeaksForOwnerInChinese(run, kind);
  }
  if (owner && at < place.last && (finder_.Word(at) == "'s" || finder_.Word(at) == "'")) ++at;
  std::string_view noun;
  bool many = false;
  for (; at < place.last && at < last + 9; ++at) {
    // "Chinese startup DeepSeek", "US Commerce Department": the last is the subject.
    if (finder_.IsMention(at)) return false;
    const std::string_view word = finder_.Word(at);
    if (noun.empty() && (word == "based" || word == "led" || word == "backed" || word == "owned" ||
                         word == "born" || word == "listed")) {
      return false;  // "a Washington-based expert"
    }
    if (tokens_[at].form == ProseToken::Form::kMark) break;
    if (IsLightWord(word) || IsPreposition(word) || OpensClause(word) || JoinsList(word) ||
        IsAuxiliary(word)) {
      break;
    }
    if (IsVerb(word) && (noun.empty() ? !owner || word.ends_with("ed") : true)) break;
    many |= NamesAnother(word);
    noun = word;
  }
  if (many) return false;
  return noun.empty() ? !owner : SpeaksForOwner(noun, kind);
}

bool SentenceReader::HasFigure(const Place& place) {
  return std::any_of(Values().begin(), Values().end(), [&](const PlacedValue& v) {
    return v.begin >= place.clause_begin && v.end <= place.clause_end &&
           !std::holds_alternative<value::DateInterval>(v.value.reading) && !ReadingsOf(v).empty();
  });
}

bool SentenceReader::IsStatement(const Place& place) {
  // A reference ("[3] …"), a byline, a list of names.
  const std::string_view block = text_.substr(0, 3);
  if (block.starts_with("[") || block.starts_with("^") || block.starts_with("©")) return false;
  // A question asserts nothing.
  const std::string_view mark = text_.substr(
      std::max(begin_, end_ - 4), std::min<int64_t>(8, text_.size() - std::max(begin_, end_ - 4)));
  if (mark.find('?') != std::string_view::npos || mark.find("？") != std::string_view::npos) {
    return false;
  }
  // A Chinese heading inside a text names its topic; what it says is said below.
  if (chinese_ && scene_.block.block().kind == record::BlockKind::kHeading &&
      sentence_.block > kLastTitle && !HasFigure(place)) {
    return false;
  }
  const bool whole = place.clause_end + 6 >= end_;
  if (place.last - place.first < (chinese_ ? kFewestHan : kFewestWords - 1)) return false;
  // What a clause cut from the middle of a sentence leaves behind a preposition says nothing alone.
  if (place.clause_begin > begin_ + 3 && !finder_.IsMention(place.first) &&
      IsPreposition(finder_.Word(place.first))) {
    return false;
  }
  if (!chinese_ && finder_.Word(place.first) == "by" && !EndsAsSentence()) return false;
  const std::string_view opening = text_.substr(place.clause_begin, 24);
  for (const std::string_view byline :
       {"责任单位", "责任编辑", "配合单位", "编辑", "记者", "〔记者", "(记者", "（记者", "来源",
        "文丨", "文/", "图/"}) {
    if (opening.starts_with(byline)) return false;
  }
  // A sentence that ends as one says something, whatever its verb.
  if (whole && EndsAsSentence() &&
      place.last - place.first >= (chinese_ ? kFewestHan : kFewestWords)) {
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
      if (finder_.IsMention(t)) {
        // 天水有轨电车: the place is a part of what it is called.
        if (opened || IsHead(t, place) || tokens_[t].end + 6 > begin + length) return {};
        opened = true;
        continue;
      }
      const std::string_view word = finder_.Word(t);
      if (tokens_[t].form == ProseToken::Form::kMark && word != "“" && word != "”") return {};
      if (!opened && (IsPreposition(word) || IsLightWord(word))) return {};
      opened = true;
    }
    if (!KindTakenUp(noun).empty() || HasChineseVerb(noun) || OpensHan(noun) ||
        IsPreposition(noun.substr(noun.size() - 3))) {
      return {};
    }
    return {begin, begin + length};
  }
  size_t first = place.first;
  size_t verb = place.last;
  if (finder_.Word(first) == "to" || finder_.Word(first) == "not") return {};
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
      // "Chinese EVs" and "Stanford graduates" are no names, "DeepSeek" and "China's BYD" are.
      if (t != first || IsHead(t, place)) return {};
      continue;
    }
    const std::string_view word = finder_.Word(t);
    if (word == "'s") continue;
    if (IsPreposition(word) && t == first) return {};
    if (word.find('\'') != std::string_view::npos && !word.ends_with("s'") &&
        !word.ends_with("'s")) {
      return {};  // "you'll", "don't"
    }
    if (t == first &&
        (word == "if" || word == "to" || word == "our" || word == "my" || word == "your" ||
         word == "his" || word == "her" || word == "most" || word == "some" || word == "one" ||
         word == "much" || word == "how" || word == "what" || word == "why" ||
         word.ends_with("ly") || word.ends_with("ing") || (word[0] >= '0' && word[0] <= '9'))) {
      return {};
    }
    // "wants to let supply", "Macron referenced a": a verb that the search has passed over.
    if ((t > first && word.size() > 4 && word.ends_with("ed")) || word == "a" || word == "an" ||
        (t == first && (word == "and" || word == "or" || word == "but" || word == "plus" ||
                        (IsVerb(word) && word.ends_with("s")))) ||
        (t + 1 == verb && (word.ends_with("ly") || word == "also" || word == "the"))) {
      return {};
    }
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

std::vector<SentenceReader::Told> SentenceReader::ToldIn(const Place& place) {
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
      if (known || !IsSafelyTakenUp(taken, **it)) continue;
      told.insert(told.begin(), {*it, record::EntityKind((*it)->entity_id), -1, -1,
                                 taken.taken_begin, taken.taken_end, -1, Part::kTakenUp});
    }
  }
  bool has_subject = named_first && !finder_.IsOblique(head, place.first) &&
                     !StandsBehindVerb(head, place) && IsHead(head, place);
  const bool names_one = has_subject;
  if (!told.empty()) {
    // "The company plans", 该公司; not "investors like the company".
    const size_t third = std::min(place.first + 3, place.last) - 1;
    const Told& front = told.front();
    has_subject |= front.part == Part::kTakenUp && front.taken_begin <= tokens_[third].begin;
    told.front().subject = has_subject && (names_one || front.part == Part::kTakenUp);
  }
  Range noun;
  if (!has_subject) {
    noun = UnnamedSubject(place);
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
  const bool nobody = !has_subject && noun.begin >= noun.end && !named_first;
  TellVoice(place, !nobody, &told);
  if (nobody && told.empty() && HasFigure(place)) {
    // A figure that nobody is named for goes on about the sentence or the heading before it.
    const record::Mention* topic = scene_.focus.Topic(sentence_.block);
    if (topic != nullptr) Tell(topic, 0, 0, Part::kTopic, &told);
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

// Where a block's dateline ends: "TOKYO, March 31 (Kyodo) -- ", 新华社上海11月30日电; 0 without
// one.
int64_t SentenceReader::DatelineEnd() const {
  const std::string_view head = text_.substr(0, 120);
  if (chinese_) {
    const size_t at = head.substr(0, 66).find("日电");
    if (at == std::string_view::npos || head.find("，") < at || head.find(',') < at) return 0;
    size_t end = at + 6;
    if (text_.substr(end).starts_with("(") || text_.substr(end).starts_with("（")) {
      const size_t close = std::min(text_.find(')', end), text_.find("）", end));
      if (close != std::string_view::npos && close < end + 60) {
        end = close + (text_[close] == ')' ? 1 : 3);
      }
    }
    return static_cast<int64_t>(end);
  }
  for (const std::string_view mark : {")--", ") --", ") -", ") —", ")—", ") – "}) {
    const size_t at = head.substr(0, 72).find(mark);
    if (at != std::string_view::npos) return static_cast<int64_t>(at + mark.size());
  }
  return 0;
}

void SentenceReader::ReadStatements() {
  const catalog::Dimension* statements = scene_.rules.catalog().FindDimension("statements");
  const catalog::Dimension* involvement = scene_.rules.catalog().FindDimension("involvement");
  if (statements == nullptr || statements->value_type != catalog::ValueType::kText ||
      involvement == nullptr || involvement->value_type != catalog::ValueType::kText) {
    return;
  }
  for (const discourse::Clause& clause : sentence_.clauses) {
    const int64_t begin = std::max(scene_.block.ToFolded(clause.range.begin), DatelineEnd());
    const int64_t end = scene_.block.ToFolded(clause.range.end);
    if (end - begin < kShortestStatement) continue;
    const Place place = PlaceAt(begin, begin);
    if (place.clause == nullptr || place.first >= place.last || !IsStatement(place)) continue;
    const std::vector<Told> told = ToldIn(place);
    if (told.empty()) continue;
    Range whole{begin, std::min(end, begin + kLongestStatement)};
    while (whole.end < end && (static_cast<unsigned char>(text_[whole.end]) & 0xC0) == 0x80) {
      --whole.end;
    }
    TrimValue(text_, &whole.begin, &whole.end);
    for (const Told& one : told) TellOf(place, one, told, whole, *statements, *involvement);
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
  std::vector<Told> told = ToldIn(place);
  std::erase_if(told, [&](const Told& one) { return one.end >= 0 && one.end <= DatelineEnd(); });
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
  // A medium only hands on what it says.
  if (scene_.discourse.voices[said->voices.back()].kind == record::VoiceKind::kMedium) {
    std::erase_if(told, [](const Told& one) { return one.subject; });
  }
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
                            Range whole, const catalog::Dimension& statements,
                            const catalog::Dimension& involvement) {
  const bool subject = one.part == Part::kUnnamed || one.subject;
  const catalog::Dimension& dimension = subject ? statements : involvement;
  static const char* const kRules[] = {"clause", "taken-up", "voice", "topic", "unnamed"};
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
    if (v.begin < whole.begin || v.end > whole.end || IsBare(v) || !Owns(one, told, v)) continue;
    // What is said is not the speaker's; when it is said is.
    if (saying && one.subject && !std::holds_alternative<value::DateInterval>(v.value.reading)) {
      continue;
    }
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
    if (Crowded(*v, whole) && !Beside(one, *v)) continue;
    const Range range = whole;
    std::vector<record::Reading> reading = ReadingsOf(*v);
    if (reading.empty() || range.begin >= range.end) continue;
    draft_->claims.push_back(Make(place, answer, *one.mention, dimension,
                                  "prose/" + dimension.id + "/figure", range, std::move(reading)));
  }
}

}  // namespace parallax::claim
