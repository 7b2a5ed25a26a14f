// Subjects that stand behind a frame, or beside what it tells of: "made the country a leader", "a
// key strategy for China", "China's approach of making …".
#include <algorithm>

#include "core/record/entity_id.h"
#include "ingest_service/claim/prose_of_economy.h"
#include "ingest_service/claim/prose_subject.h"
#include "ingest_service/claim/prose_words.h"

namespace parallax::claim {
namespace {

using Form = ProseToken::Form;

// Verbs by which somebody makes an initiative theirs.
bool Builds(std::string_view word) {
  static constexpr std::string_view kVerbs[] = {
      "building", "built",    "builds",       "launched",    "launching", "launches",
      "created",  "creating", "establishing", "established", "unveiled"};
  return std::ranges::find(kVerbs, word) != std::end(kVerbs);
}

// Whether a text is `noun`, or begins with it as a word: "compute capacity grew".
bool Opens(std::string_view text, std::string_view noun) {
  return text.starts_with(noun) && (text.size() == noun.size() || text[noun.size()] == ' ');
}

}  // namespace

SubjectAnswer SubjectFinder::TakenUpBehind(size_t after, size_t last, const Fits& fits) const {
  if (chinese_ || after >= last) return {};
  // "the country", "it"; not "the country's firms".
  const size_t end = std::min(last, after + (KindTakenUp(Word(after)) == "*" ? 1 : 2));
  if (IsMention(after) || (end < last && Word(end) == "'s")) return {};
  SubjectAnswer answer = TakeUp(after, end, fits);
  const std::string_view kind = KindTakenUp(Word(end - 1));
  if (!answer.subjects.empty() || kind.empty() || kind == "*" || !fits(kind)) return answer;
  // "Example sold its first chips in 1995, and games made the company a leader."
  const record::Mention* named = NamedBefore(tokens_[after].begin, kind);
  if (named == nullptr || !IsTakenUp(end - 1, after)) return answer;
  for (size_t at = 0; at < after; ++at) {
    if (IsMention(at) && MentionOf(at).kind == kind &&
        MentionOf(at).mention->entity_id != named->entity_id) {
      return answer;
    }
  }
  answer.subjects.push_back(named);
  answer.taken_begin = tokens_[after].begin;
  answer.taken_end = tokens_[end - 1].end;
  answer.begin = -1;
  return answer;
}

SubjectAnswer SubjectFinder::Compared(size_t after, size_t last, const Fits& fits) const {
  constexpr size_t kFewestLetters = 4;
  SubjectAnswer answer;
  // The noun behind a name: up to three words, its owner's mark left out.
  const auto noun_behind = [&](size_t name) {
    size_t from = name + 1;
    while (from < tokens_.size() && (Word(from) == "'s" || Word(from) == "'")) ++from;
    size_t to = from;
    while (to < tokens_.size() && to < from + 3 && !IsMention(to) &&
           tokens_[to].form == Form::kWord && !IsPreposition(Word(to)) && !IsLightWord(Word(to)) &&
           !OpensClause(Word(to)) && !JoinsList(Word(to))) {
      ++to;
    }
    return Between(from, to);
  };
  if (chinese_ || after >= last) return answer;
  size_t other = after;
  while (other < last && other < after + 8 && !IsMention(other)) ++other;
  if (other >= last || !IsMention(other) || !fits(MentionOf(other).kind)) return answer;
  std::string_view noun = noun_behind(other);
  // "behind the compute capacity of the US".
  size_t of = other;
  while (of > after && Word(of - 1) == "the") --of;
  if (of > after + 1 && Word(of - 1) == "of") {
    size_t from = of - 1;
    while (from > after && !IsMention(from - 1) && tokens_[from - 1].form == Form::kWord &&
           !IsPreposition(Word(from - 1)) && !IsLightWord(Word(from - 1))) {
      --from;
    }
    noun = Between(from, of - 1);
  } else if (other > after + 3) {
    return answer;
  }
  if (noun.size() < kFewestLetters) return answer;
  for (size_t at = 0; at < after; ++at) {
    if (!IsMention(at) || MentionOf(at).kind != MentionOf(other).kind || !IsOwner(at) ||
        MentionOf(at).mention->entity_id == MentionOf(other).mention->entity_id ||
        !Opens(noun_behind(at), noun)) {
      continue;
    }
    if (!answer.TakeOnly(MentionOf(at))) return answer;
  }
  return answer;
}

SubjectAnswer SubjectFinder::OwnerOfGerund(size_t verb, const Fits& fits) const {
  SubjectAnswer answer;
  if (chinese_ || verb < 3 || !fits("economy") || !Word(verb).ends_with("ing")) return answer;
  size_t noun = verb - 1;
  if (IsMention(noun) || Word(noun) != "of" || IsMention(--noun) || !IsPolicyNoun(Word(noun))) {
    return answer;
  }
  size_t owner = noun;
  while (owner > 0 && !IsMention(owner - 1) &&
         (tokens_[owner - 1].form == Form::kMark || Word(owner - 1) == "'s")) {
    --owner;
  }
  if (owner == 0) return answer;
  --owner;
  if (IsMention(owner)) {
    if (MentionOf(owner).kind != "economy" || !IsOwner(owner)) return answer;
    answer.Take(MentionOf(owner));
    return answer;
  }
  if (Word(owner) != "its" && Word(owner) != "their") return answer;
  // The first that the sentence names, were it only an owner: "China's speed … given its approach".
  for (size_t at = 0; at < owner; ++at) {
    if (!IsMention(at)) continue;
    if (MentionOf(at).kind != "economy" || IsOblique(at, 0)) return answer;
    answer.subjects.push_back(MentionOf(at).mention);
    answer.taken_begin = tokens_[owner].begin;
    answer.taken_end = tokens_[noun].end;
    answer.begin = -1;
    return answer;
  }
  return answer;
}

SubjectAnswer SubjectFinder::BuilderOf(const SubjectAnswer& of, const Fits& fits) const {
  constexpr size_t kFarthestVerb = 4;  // tokens before the name
  if (chinese_ || !fits("economy") || of.subjects.size() != 1 || of.begin < 0 ||
      record::EntityKind(of.subjects.front()->entity_id) != "initiative") {
    return {};
  }
  size_t name = 0;
  while (name < tokens_.size() && tokens_[name].begin < of.begin) ++name;
  for (size_t at = name; at > 0 && name - at < kFarthestVerb;) {
    --at;
    // The same name in another language.
    if (IsMention(at) && MentionOf(at).mention->entity_id == of.subjects.front()->entity_id) {
      name = at;
      continue;
    }
    if (IsMention(at)) break;
    if (!Builds(Word(at))) {
      continue;
    }
    SubjectAnswer builder = Before(0, at, fits);
    const bool economy = builder.subjects.size() == 1 &&
                         record::EntityKind(builder.subjects.front()->entity_id) == "economy";
    return economy ? builder : SubjectAnswer{};
  }
  return {};
}

SubjectAnswer SubjectFinder::CalledBehind(size_t after, const Fits& fits) const {
  constexpr size_t kFarthestCalled = 36;  // tokens
  SubjectAnswer answer;
  for (size_t at = after; at + 1 < tokens_.size() && at < after + kFarthestCalled; ++at) {
    if (IsMention(at)) continue;
    const std::string_view word = Word(at);
    if (word == "." || word == ";" || word == "。" || word == "；") break;
    bool called = word == "called" || word == "dubbed" || word == "named" || word == "titled" ||
                  (word == "as" && (Word(at - 1) == "known" || Word(at - 1) == "branded"));
    if (chinese_) {
      const std::string_view two = Between(at, at + 2);
      called = two == "名为" || two == "称为" || two == "题为" || two == "名叫";
    }
    if (!called) continue;
    size_t name = at + (chinese_ ? 2 : 1);
    while (name < tokens_.size() && name < at + 5 && !IsMention(name) &&
           (tokens_[name].form == Form::kMark || Word(name) == "the")) {
      ++name;
    }
    if (name >= tokens_.size() || !IsMention(name) || !fits(MentionOf(name).kind)) return answer;
    answer.Take(MentionOf(name));
    return answer;
  }
  return answer;
}

SubjectAnswer SubjectFinder::OwnerBehind(size_t after, size_t last, const Fits& fits) const {
  SubjectAnswer answer;
  size_t at = after;
  while (at < last && !IsMention(at) && (Word(at) == "the" || Word(at) == "both")) ++at;
  if (at >= last || !IsMention(at) || !fits(MentionOf(at).kind)) return answer;
  if (IsOwner(at)) {
    // "for China's rivals", "of Chinese students": somebody else.
    size_t noun = at + 1;
    while (noun < last && (Word(noun) == "'s" || Word(noun) == "'" || Word(noun) == "的")) ++noun;
    const bool speaks =
        chinese_ || (noun < last && !IsMention(noun) &&
                     (SpeaksForOwner(Word(noun), MentionOf(at).kind) || IsPolicyNoun(Word(noun)) ||
                      Word(noun) == "plan" || Word(noun) == "plans" ||
                      (noun + 1 < last && SpeaksForOwner(Word(noun + 1), MentionOf(at).kind))));
    if (!speaks) {
      answer.reason = "its subject's noun is another thing";
      return answer;
    }
  }
  answer.Take(MentionOf(at));
  return answer;
}

}  // namespace parallax::claim
