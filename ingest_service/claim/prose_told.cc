// Whom a clause tells something of: those that it names, takes up or is spoken by, and nouns that
// are no names. Part of SentenceReader.
#include <algorithm>
#include <array>
#include <utility>

#include "core/catalog/name_fold.h"
#include "core/record/entity_id.h"
#include "ingest_service/claim/prose_han_noun.h"
#include "ingest_service/claim/prose_han_words.h"
#include "ingest_service/claim/prose_latin_words.h"
#include "ingest_service/claim/prose_sentence.h"
#include "ingest_service/claim/prose_verbs.h"
#include "ingest_service/claim/prose_words.h"

namespace parallax::claim {
namespace {

constexpr size_t kLongestCredit = 48;  // bytes of a bracket that are looked at

bool Any(const void*, std::string_view) { return true; }

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
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 9> kKinds = {
      {{"fund|基金", "fund|基金"},
       {"act|law|bill|legislation|regulation|法|法案|修正案|草案|条例",
        "act|law|bill|regulation|directive|法|法案|条例|草案"},
       // The short form of a long title is of that title.
       {"行动方案", "行动方案"},
       {"行动计划", "行动计划"},
       {"实施方案", "实施方案"},
       {"若干措施", "措施"},
       {"若干政策", "政策"},
       {"实施意见", "意见"},
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
  static constexpr std::array<std::string_view, 7> kRules = {" act", " law", "法",  "法案",
                                                             "办法", "规定", "条例"};
  bool law =
      std::ranges::any_of(kRules, [&](std::string_view rule) { return name.ends_with(rule); });
  for (const std::string_view rule : {" measures", " rules", " guidelines"}) {
    law |= name.find(rule) != std::string::npos;
  }
  return !mention.entity_id.starts_with("initiative/") || !(fund || law);
}

// "Example Charging, the van company, raised …": what a name that no list has is.
bool SentenceReader::InApposition(size_t noun, const Place& place) const {
  constexpr size_t kMostBefore = 5;  // tokens
  if (noun + 1 >= place.last || finder_.IsMention(noun + 1) || finder_.Word(noun + 1) != ",") {
    return false;
  }
  for (size_t t = noun; t > place.first && noun - t < kMostBefore;) {
    --t;
    if (finder_.IsMention(t)) return false;
    if (finder_.Word(t) == ",") return true;
  }
  return false;
}

// "the company", 该计划, "the government" anywhere in the clause.
// The economy whose the noun at `noun` is: "China's development plan".
const record::Mention* SentenceReader::OwnerBefore(size_t noun) const {
  constexpr size_t kFarthestOwner = 5;  // tokens
  for (size_t at = noun; at > 0 && noun - at < kFarthestOwner;) {
    --at;
    if (finder_.IsMention(at)) {
      const PlacedMention& named = finder_.MentionOf(at);
      return named.kind == "economy" && finder_.IsOwner(at) ? named.mention : nullptr;
    }
    if (finder_.Word(at) != "'s" && tokens_[at].form == ProseToken::Form::kMark) return nullptr;
  }
  return nullptr;
}

void SentenceReader::TellTakenUp(const Place& place, std::vector<Told>* told) const {
  const auto tell = [&](std::string_view noun, std::string_view kind, int64_t begin, int64_t end,
                        const record::Mention* owner) {
    if (kind.empty() || kind == "*") return;
    if (kind == "initiative" && owner != nullptr) {
      // "China's plan": China's, not the one last spoken of.
      const record::Mention* owned = scene_.focus.OwnedBy(owner->entity_id);
      if (owned != nullptr) Tell(owned, begin, end, Part::kTakenUp, told);
      return;
    }
    bool ambiguous = false;
    const record::Mention* mention = nullptr;
    if (kind == "economy") {
      // "China published a strategy to make the country …": the one that the sentence names.
      mention = finder_.NamedBefore(begin, kind);
      if (mention == nullptr) mention = scene_.focus.Main(kind);
    }
    if (mention == nullptr) mention = scene_.focus.Of(kind, {&Any, nullptr}, &ambiguous);
    if (mention == nullptr && kind == "initiative") mention = scene_.focus.Main(kind);
    if (mention != nullptr && Called(noun, *mention)) {
      Tell(mention, begin, end, Part::kTakenUp, told);
    }
  };
  const auto tell_both = [&](int64_t begin, int64_t end) {
    for (const record::Mention* one : finder_.BothEconomies(begin)) {
      Tell(one, begin, end, Part::kTakenUp, told);
    }
  };
  if (chinese_) {
    text::PhraseMatch match;
    const std::string_view clause =
        text_.substr(place.clause_begin, place.clause_end - place.clause_begin);
    for (const std::string_view both : {"两国", "双方都", "双方均"}) {
      const size_t at = clause.find(both);
      if (at == std::string_view::npos) continue;
      const int64_t begin = place.clause_begin + static_cast<int64_t>(at);
      tell_both(begin, begin + static_cast<int64_t>(std::string_view("两国").size()));
    }
    if (const size_t whole = WholeCountryAt(clause); whole != std::string_view::npos) {
      const int64_t begin = place.clause_begin + static_cast<int64_t>(whole);
      tell("全国", "economy", begin, begin + static_cast<int64_t>(std::string_view("全国").size()),
           nullptr);
    }
    for (int64_t at = 0; ChineseTakenUp().FindNext(clause, at, &match); at = match.end) {
      tell(clause.substr(match.begin, match.end - match.begin), KindsTakenUp()[match.value],
           place.clause_begin + match.begin, place.clause_begin + match.end, nullptr);
    }
    return;
  }
  for (size_t t = place.first; t < place.last; ++t) {
    if (finder_.IsMention(t) || tokens_[t].form != ProseToken::Form::kWord) continue;
    std::string_view noun = finder_.Word(t);
    if (noun.ends_with("'s")) noun.remove_suffix(2);
    // "in both countries", "the two nations".
    if ((noun == "countries" || noun == "nations" || noun == "economies") && t > place.first &&
        (finder_.Word(t - 1) == "both" || finder_.Word(t - 1) == "two")) {
      tell_both(tokens_[t - 1].begin, tokens_[t].end);
      continue;
    }
    // "Both pour money into it".
    if (noun == "both" && t <= place.first + 1 && t + 1 < place.last && !finder_.IsMention(t + 1) &&
        (IsVerb(finder_.Word(t + 1)) || IsAuxiliary(finder_.Word(t + 1)))) {
      tell_both(tokens_[t].begin, tokens_[t].end);
      continue;
    }
    const std::string_view kind = KindTakenUp(noun);
    if (kind.empty() || kind == "*" || !finder_.IsTakenUp(t, place.first)) continue;
    if (InApposition(t, place)) continue;
    tell(noun, kind, tokens_[t].begin, tokens_[t].end, OwnerBefore(t));
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
  const bool spoken_here =
      std::any_of(place.clause->cues.begin(), place.clause->cues.end(), [&](const auto& cue) {
        return cue.role == record::EvidenceRole::kVoice && cue.block == sentence_.block &&
               cue.range.begin >= sentence_.range.begin;
      });
  if (spoken_here && voice.entity_id.starts_with("initiative/")) {
    Tell(scene_.focus.First(voice.entity_id), 0, 0, Part::kVoice, told);
  }
  // 该政策明确要求…: the plan that the words of the voice take up.
  if (chinese_ && spoken_here && voice.entity_id.empty()) {
    text::PhraseMatch match;
    for (const discourse::Cue& cue : place.clause->cues) {
      if (cue.role != record::EvidenceRole::kVoice || cue.block != sentence_.block) continue;
      const int64_t begin = scene_.block.ToFolded(cue.range.begin);
      const std::string_view words =
          text_.substr(begin, std::max<int64_t>(0, scene_.block.ToFolded(cue.range.end) - begin));
      if (!ChineseTakenUp().FindNext(words, 0, &match)) continue;
      if (KindsTakenUp()[match.value] != "initiative") continue;
      bool ambiguous = false;
      const record::Mention* plan = scene_.focus.Of("initiative", {&Any, nullptr}, &ambiguous);
      if (plan == nullptr) plan = scene_.focus.Main("initiative");
      if (plan != nullptr && Called(words.substr(match.begin, match.end - match.begin), *plan)) {
        Tell(plan, begin + match.begin, begin + match.end, Part::kVoice, told);
      }
    }
  }
  if (has_subject && !own && !own_country) return;
  if (!spoken_here && !own && !own_country) return;
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

// Whether a pronoun at `at` stands right behind the words that attribute its clause to the entity:
// "Example said it will build …".
bool SentenceReader::IsSpeaker(int64_t at, const record::Mention& mention) const {
  constexpr int64_t kBehind = 7;  // bytes: " that "
  for (const discourse::Clause& clause : sentence_.clauses) {
    if (scene_.discourse.voices[clause.voices.back()].entity_id != mention.entity_id) continue;
    for (const discourse::Cue& cue : clause.cues) {
      if (cue.role != record::EvidenceRole::kVoice || cue.block != sentence_.block) continue;
      const int64_t end = scene_.block.ToFolded(cue.range.end);
      if (end <= at && at - end <= kBehind) return true;
    }
  }
  return false;
}

// Whether a pronoun that ends at `end` means no one: "it is likely that", 其次.
bool SentenceReader::IsExpletive(int64_t end) const {
  std::string_view rest = text_.substr(end);
  for (const std::string_view another : {"中", "他", "实", "次", "余", "间"}) {
    if (rest.starts_with(another)) return true;
  }
  for (const std::string_view empty :
       {" is ", " was ", " 's ", " would be ", " will be ", " has "}) {
    if (!rest.starts_with(empty)) continue;
    rest.remove_prefix(empty.size());
    if (empty == " has ") return rest.starts_with("been ") && rest.find(" that ") < 32;
    const size_t space = std::min(rest.find(' '), rest.size());
    const std::string_view behind = rest.substr(space);
    return behind.starts_with(" to ") || behind.starts_with(" that ") ||
           behind.starts_with(" for ");
  }
  return false;
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
  if (IsExpletive(answer.taken_end)) return false;
  if ((word == "it" || word == "they") && mention.entity_id.starts_with("person/")) return false;
  if (word == "it" && IsSpeaker(answer.taken_begin, mention)) return true;
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
    if (IsAuxiliary(word) || IsPastForm(word) ||
        (IsPastOrParticiple(word) && t > first && IsLatinVerb(t, place)) ||
        (IsVerb(word) && (word.ends_with("s") || word.ends_with("ed")))) {
      return true;
    }
  }
  return false;
}

// The name that is the clause's subject, from the first name on: behind one that only describes it
// ("US president Emmanuel Macron") the next. place.last when there is none.
size_t SentenceReader::SubjectHead(size_t head, const Place& place) const {
  if (finder_.IsOblique(head, place.first) || StandsBehindVerb(head, place)) return place.last;
  // "We also tested Example": whatever the verb is, its subject stands before it.
  for (size_t t = place.first; t < head && !chinese_; ++t) {
    const std::string_view word = finder_.Word(t);
    if (word == "we" || word == "i" || word == "you" || word == "they" || word == "he" ||
        word == "she") {
      return place.last;
    }
  }
  while (!IsHead(head, place)) {
    size_t next = head + 1;
    for (; next < place.last && next < head + 6 && !finder_.IsMention(next); ++next) {
      const std::string_view word = finder_.Word(next);
      if (tokens_[next].form == ProseToken::Form::kMark || IsPreposition(word) ||
          OpensClause(word) || JoinsList(word) || IsAuxiliary(word) || JoinsToName(word) ||
          (word.size() > 4 && word.ends_with("ed"))) {
        return place.last;
      }
    }
    if (next >= place.last || !finder_.IsMention(next)) return place.last;
    if (StandsBehindVerb(next, place)) return place.last;
    head = next;
  }
  return head;
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
    // 某公司的产值: behind 的 the noun decides; an adjective has none (全美…).
    constexpr std::string_view kOf = "的";
    if (owner && rest.starts_with(kOf)) {
      const std::string_view owned =
          HanNounBehindName(text_, from + static_cast<int64_t>(kOf.size()), place.clause_end);
      return !NamesAnotherInChinese(owned) && HanNounSpeaksForName(owned, kind);
    }
    if (owner)
      return SpeaksForOwnerInChinese(run.substr(0, std::min<size_t>(run.size(), 36)), kind);
    // Behind the name its verb, at most an adverb or a time between; a noun there is the subject.
    if (last + 1 < place.last && finder_.IsMention(last + 1) && tokens_[last + 1].begin == from) {
      return false;  // 美国纽约联储
    }
    const std::string_view noun = HanNounBehindName(text_, from, place.clause_end);
    if (noun.empty()) return !NamesAnotherInChinese(run);
    return !NamesAnotherInChinese(noun) && HanNounSpeaksForName(noun, kind);
  }
  if (owner && at < place.last && (finder_.Word(at) == "'s" || finder_.Word(at) == "'")) ++at;
  std::string_view noun;
  bool many = false;
  for (; at < place.last && at < last + 9; ++at) {
    // "Chinese startup DeepSeek", "US Commerce Department": the last is the subject.
    if (finder_.IsMention(at)) return false;
    const std::string_view word = finder_.Word(at);
    if (noun.empty() && JoinsToName(word)) return false;  // "a Washington-based expert"
    if (tokens_[at].form == ProseToken::Form::kMark) break;
    if (IsLightWord(word) || IsPreposition(word) || OpensClause(word) || JoinsList(word) ||
        IsAuxiliary(word)) {
      break;
    }
    // A form in -ed right behind the name is its verb, whether a table has it or not.
    if (noun.empty() && word.size() > 4 && word.ends_with("ed")) break;
    // "Example's Samsung deal is": a base behind one name is a noun where its verb follows.
    const bool base = noun.empty() && listed.size() == 1 && IsVerb(word) && !word.ends_with("s") &&
                      !word.ends_with("ed") && !IsPastForm(word) && !IsPastOrParticiple(word);
    if (base && FiniteFollows(at, place)) {
      many |= NamesAnother(word);
      noun = word;
      continue;
    }
    if (IsVerb(word) && (noun.empty() ? !owner || word.ends_with("ed") : true)) break;
    many |= NamesAnother(word);
    noun = word;
  }
  if (many) return false;
  return noun.empty() ? !owner : SpeaksForOwner(noun, kind);
}

// The noun before the clause's verb where it is no name: "the leading manufacturers", 该修正案.
SentenceReader::Range SentenceReader::UnnamedSubject(const Place& place) {
  return chinese_ ? UnnamedHanSubject(place) : UnnamedLatinSubject(place);
}

// 某模型推出后，某银行宣布…: behind the comma the main clause begins, with a subject of its own.
size_t SentenceReader::BehindHanTime(const Place& place) const {
  constexpr size_t kFarthestComma = 24;  // characters and names
  for (size_t t = place.first; t + 1 < place.last && t < place.first + kFarthestComma; ++t) {
    if (finder_.IsMention(t) || (finder_.Word(t) != "," && finder_.Word(t) != "，")) continue;
    const std::string_view before =
        text_.substr(place.clause_begin, tokens_[t].begin - place.clause_begin);
    const bool tells_when = std::ranges::any_of(
        std::initializer_list<std::string_view>{"后", "之时", "同时", "期间", "以来", "之际"},
        [&](std::string_view end) { return before.ends_with(end); });
    return tells_when && finder_.IsMention(t + 1) ? t + 1 : place.first;
  }
  return place.first;
}

// Where a clause's main part begins: behind the comma of "Once Example had left, …".
size_t SentenceReader::MainFirst(const Place& place) const {
  constexpr size_t kFarthestComma = 40;  // tokens
  if (chinese_) return BehindHanTime(place);
  if (place.first >= place.last || finder_.IsMention(place.first)) return place.first;
  static constexpr std::array<std::string_view, 10> kOpeners = {
      "when", "once", "after", "as", "since", "because", "if", "while", "until", "before"};
  const std::string_view word = finder_.Word(place.first);
  if (std::ranges::find(kOpeners, word) == kOpeners.end()) return place.first;
  Place before = place;
  for (size_t t = place.first + 2; t + 2 < place.last && t < place.first + kFarthestComma; ++t) {
    if (finder_.IsMention(t) || finder_.Word(t) != ",") continue;
    before.last = t;
    before.clause_end = tokens_[t].begin;
    if (HasLatinVerb(before)) return t + 1;
  }
  return place.first;
}

std::vector<SentenceReader::Told> SentenceReader::ToldIn(const Place& place) {
  std::vector<Told> told;
  int list = 0;
  for (size_t t = place.first; t < place.last && told.size() < kMostTold; ++t) {
    if (!chinese_ && finder_.Word(t) == "(" &&
        CreditsPicture(text_.substr(tokens_[t].end, kLongestCredit))) {
      while (t + 1 < place.last && finder_.Word(t) != ")") ++t;
      continue;
    }
    if (!finder_.IsMention(t) || IsPeriod(t) || IsPiece(t)) continue;
    if (!chinese_ && (DescribesFirm(t, place) || IsAside(t, place))) continue;
    // "a Washington-based think tank": where somebody sits has no part in what it does.
    if (!chinese_ && t + 1 < place.last && finder_.Word(t + 1) == "based" && IsHyphened(t + 1)) {
      continue;
    }
    for (const size_t member : finder_.ListFrom(t, place.last)) {
      const PlacedMention& m = finder_.MentionOf(member);
      told.push_back({m.mention, m.kind, m.begin, m.end, 0, 0, list, Part::kNamed});
      t = member;
    }
    ++list;
  }
  // Whether the clause begins with a name, at most with an adverbial before it.
  Place main = place;
  main.first = MainFirst(place);
  constexpr size_t kFarthestHead = 12;  // tokens
  size_t head = main.first;
  size_t farthest = main.first + kFarthestHead;
  while (head < std::min(place.last, farthest)) {
    if (finder_.IsMention(head)) {
      if (!IsPeriod(head) && !IsPiece(head)) break;
      farthest = head + 1 + 2 * kFarthestHead;  // an office may be long
    }
    ++head;
  }
  const bool named_first =
      head < place.last && finder_.IsMention(head) && !IsPeriod(head) && !IsPiece(head);
  const size_t subject = named_first ? SubjectHead(head, main) : place.last;
  if (subject < place.last) {
    // The subject first: what is told of the others follows.
    const int64_t begin = finder_.MentionOf(subject).begin;
    const auto of =
        std::find_if(told.begin(), told.end(), [&](const Told& one) { return one.begin == begin; });
    std::rotate(told.begin(), of, of + (of == told.end() ? 0 : 1));
  }
  const size_t named = told.size();
  TellTakenUp(place, &told);
  const bool taken_up_first =
      std::any_of(told.begin() + static_cast<std::ptrdiff_t>(named), told.end(),
                  [&](const Told& one) { return one.taken_begin <= place.clause_begin; });
  if (taken_up_first) {
    std::rotate(told.begin(), told.begin() + static_cast<std::ptrdiff_t>(named), told.end());
  } else if (!(named_first && head == main.first)) {
    const SubjectAnswer taken = finder_.Before(
        main.first, std::min(main.first + 6, named_first ? head : place.last), {&Any, nullptr});
    for (auto it = taken.subjects.rbegin(); it != taken.subjects.rend(); ++it) {
      const bool known = std::any_of(told.begin(), told.end(), [&](const Told& one) {
        return one.mention->entity_id == (*it)->entity_id;
      });
      if (known || !IsSafelyTakenUp(taken, **it)) continue;
      told.insert(told.begin(), {*it, record::EntityKind((*it)->entity_id), -1, -1,
                                 taken.taken_begin, taken.taken_end, -1, Part::kTakenUp});
    }
  }
  bool has_subject = subject < place.last;
  const bool names_one = has_subject;
  if (!told.empty()) {
    // "The company plans", 该公司; not "investors like the company".
    const size_t third = std::min(place.first + 3, place.last) - 1;
    const Told& front = told.front();
    has_subject |= front.part == Part::kTakenUp && front.taken_begin <= tokens_[third].begin;
    told.front().subject = has_subject && (names_one || front.part == Part::kTakenUp);
  }
  Range noun;
  const auto tell_noun = [&] {
    const record::Evidence quote =
        scene_.block.Quote(noun.begin, noun.end, record::EvidenceRole::kSubject);
    record::Mention& open = open_.emplace_back();
    open.span = quote.span;
    open.block = sentence_.block;
    open.written = quote.quote;
    told.push_back({&open, {}, -1, -1, 0, 0, -1, Part::kUnnamed});
  };
  Range measure;
  if (!has_subject) {
    noun = UnnamedSubject(main);
    if (IsBareMeasure(noun)) std::swap(noun, measure);
    // 比亚迪的销量: of the name itself.
    const auto whole = std::find_if(told.begin(), told.end(), [&](const Told& one) {
      return one.part == Part::kNamed && one.begin == noun.begin && one.end == noun.end;
    });
    if (whole != told.end()) {
      whole->subject = has_subject = true;
      std::rotate(told.begin(), whole, whole + 1);
    } else if (noun.begin < noun.end) {
      tell_noun();
    }
  }
  const bool nobody = !has_subject && noun.begin >= noun.end && !named_first;
  TellVoice(place, !nobody, &told);
  if (nobody && told.empty()) {
    // A figure that nobody is named for goes on about the sentence or the heading before it.
    const record::Mention* topic = scene_.focus.Topic(sentence_.block);
    if (topic != nullptr && HasFigure(place)) Tell(topic, 0, 0, Part::kTopic, &told);
  }
  if (told.empty() && measure.begin < measure.end) {
    noun = measure;
    tell_noun();
  }
  return told;
}

}  // namespace parallax::claim
