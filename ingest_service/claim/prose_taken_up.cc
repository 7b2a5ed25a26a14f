// What a pronoun or a common noun with an article stands for: "it", "the company", 该国.
#include <algorithm>

#include "ingest_service/claim/prose_subject.h"
#include "ingest_service/claim/prose_words.h"

namespace parallax::claim {
namespace {

using Form = ProseToken::Form;

}  // namespace

// "the company", "their massive project", "provincial governments": not any noun that could.
bool SubjectFinder::IsTakenUp(size_t noun, size_t from) const {
  if (Word(noun) == "governments") {
    const std::string_view before = noun > from ? Word(noun - 1) : "";
    return before == "provincial" || before == "local" || before == "municipal" ||
           before == "regional";
  }
  for (size_t at = noun; at > from && noun - at < 4;) {
    --at;
    if (IsMention(at) || tokens_[at].form != Form::kWord) return false;
    const std::string_view word = Word(at);
    // "the country's leading chipmaker": one not spoken of before.
    if (word == "'s" || word.ends_with("'s")) return false;
    if (word == "the" || word == "this" || word == "that" || word == "its" || word == "their") {
      // "the government funding": the noun only describes another.
      const std::string_view next = noun + 1 < tokens_.size() ? Word(noun + 1) : "";
      return next != "funding" && next != "support" && next != "data" && next != "money";
    }
    if (IsPreposition(word)) return false;
  }
  return false;
}

// What the sentence itself named first: "Although the US leads, it …".
const record::Mention* SubjectFinder::EarlierInSentence(size_t before, const Fits& fits) const {
  for (size_t at = 0; at < before; ++at) {
    if (IsMention(at) && fits(MentionOf(at).kind) && !IsOblique(at, 0) && !IsOwner(at)) {
      return MentionOf(at).mention;
    }
  }
  return nullptr;
}

// "it is highly unlikely for …": what is judged follows.
bool SubjectFinder::IsExpletive(size_t pronoun) const {
  constexpr size_t kWithin = 5;
  static constexpr std::string_view kJudged[] = {
      "unlikely",  "likely", "possible", "impossible", "clear", "unclear",  "difficult",
      "important", "hard",   "easy",     "necessary",  "true",  "essential"};
  for (size_t at = pronoun + 1; at < tokens_.size() && at < pronoun + kWithin; ++at) {
    if (IsMention(at)) return false;
    if (std::ranges::find(kJudged, Word(at)) == std::end(kJudged)) continue;
    const std::string_view next = at + 1 < tokens_.size() ? Word(at + 1) : "";
    return next == "for" || next == "to" || next == "that";
  }
  return false;
}

// The one economy that the sentence names: its government is meant by "the government".
const record::Mention* SubjectFinder::OnlyEconomy() const {
  const record::Mention* only = nullptr;
  for (size_t at = 0; at < tokens_.size(); ++at) {
    if (!IsMention(at) || MentionOf(at).kind != "economy") continue;
    if (only != nullptr && only->entity_id != MentionOf(at).mention->entity_id) return nullptr;
    only = MentionOf(at).mention;
  }
  return only;
}

const record::Mention* SubjectFinder::NamedBefore(int64_t at, std::string_view kind) const {
  const record::Mention* named = nullptr;
  for (size_t t = 0; t < tokens_.size() && tokens_[t].begin < at; ++t) {
    if (IsMention(t) && MentionOf(t).kind == kind) named = MentionOf(t).mention;
  }
  return named;
}

std::vector<const record::Mention*> SubjectFinder::BothEconomies(int64_t at) const {
  std::vector<const record::Mention*> both;
  for (size_t t = 0; t < tokens_.size() && tokens_[t].begin < at; ++t) {
    if (!IsMention(t) || MentionOf(t).kind != "economy") continue;
    const record::Mention* named = MentionOf(t).mention;
    const bool known = std::ranges::any_of(
        both, [&](const record::Mention* m) { return m->entity_id == named->entity_id; });
    if (!known) both.push_back(named);
  }
  if (both.size() == 2) return both;
  return both.empty() ? focus_.pair() : std::vector<const record::Mention*>{};
}

SubjectAnswer SubjectFinder::TakeUp(size_t from, size_t verb, const Fits& fits) const {
  SubjectAnswer answer;
  for (size_t at = from; at < verb && at < from + 5; ++at) {
    std::string_view noun = Word(at);
    int64_t begin = tokens_[at].begin;
    int64_t end = tokens_[at].end;
    std::string_view kind;
    if (tokens_[at].form == Form::kHan) {
      for (size_t size = 4; size >= 1 && kind.empty(); --size) {
        if (at + size > verb) continue;
        noun = Between(at, at + size);
        kind = KindTakenUp(noun);
        end = tokens_[at + size - 1].end;
      }
      if (kind.empty()) {
        if (!IsLightWord(Word(at))) break;
        continue;
      }
    } else {
      kind = KindTakenUp(noun);
      if (kind.empty()) {
        if (OpensClause(noun) || IsPreposition(noun)) break;
        continue;
      }
      const bool pronoun = kind == "*";
      const std::string_view before = at > 0 && !IsMention(at - 1) ? Word(at - 1) : "";
      if (!pronoun && !IsTakenUp(at, from)) continue;
      // "this" before a noun is no pronoun.
      if (noun == "this" && at + 1 < verb && !IsLightWord(Word(at + 1)) &&
          Word(at + 1) != "comes" && Word(at + 1) != "came" && Word(at + 1) != "marks") {
        continue;
      }
      if (pronoun && at > from + 2) break;
      // "because it", "since they": no preposition. "since it is unlikely for": it stands for
      // nobody.
      const bool opens = pronoun && OpensClause(before) && !IsExpletive(at);
      if (at > 0 && !Word(at - 1).empty() && IsPreposition(before) && !opens) break;
    }
    bool ambiguous = false;
    if (kind != "*" && !fits(kind)) {
      answer.refused = true;
      answer.reason = "what takes up an earlier name is of another kind";
      return answer;
    }
    const record::Mention* mention = nullptr;
    if (kind == "economy") mention = OnlyEconomy();
    // A page about one country means that one's government.
    if (mention == nullptr && (noun.starts_with("government") || noun.ends_with("政府"))) {
      mention = focus_.main_economy();
    }
    if (mention == nullptr && kind == "*") mention = EarlierInSentence(from, fits);
    if (mention == nullptr) mention = focus_.Of(kind, fits, &ambiguous);
    if (mention == nullptr) {
      answer.refused = true;
      answer.reason = ambiguous ? "two subjects are as near" : "nothing is taken up";
      return answer;
    }
    answer.subjects.push_back(mention);
    answer.taken_begin = begin;
    answer.taken_end = end;
    answer.begin = -1;
    // "the company's founder": somebody else.
    size_t after = at + 1;
    while (after < verb && tokens_[after].begin < end) ++after;
    for (size_t i = after; i < verb; ++i) {
      if (!IsMention(i) && NamesAnother(Word(i)) && i < after + 3) {
        answer.subjects.clear();
        answer.refused = true;
        answer.reason = "the noun behind its subject names another";
        return answer;
      }
    }
    TakeNegation(after, verb, &answer);
    return answer;
  }
  return answer;
}

}  // namespace parallax::claim
