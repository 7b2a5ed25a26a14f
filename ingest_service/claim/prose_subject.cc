#include "ingest_service/claim/prose_subject.h"

#include <algorithm>

#include "ingest_service/claim/prose_words.h"

namespace parallax::claim {
namespace {

using record::MentionForm;
using Form = ProseToken::Form;

constexpr int kMostSteps = 3;        // clauses that a subject is carried over
constexpr size_t kMostTail = 12;     // tokens between subject and verb
constexpr size_t kMostHanTail = 18;  // characters between them
constexpr size_t kMostListed = 12;

bool IsNumber(std::string_view word) { return word[0] >= '0' && word[0] <= '9'; }

bool IsMonth(std::string_view word) {
  for (std::string_view month : {"january", "february", "march", "april", "may", "june", "july",
                                 "august", "september", "october", "november", "december"}) {
    if (word == month) return true;
  }
  return false;
}

bool IsBareSaying(std::string_view word) {
  return word == "say" || word == "claim" || word == "think" || word == "believe" ||
         word == "argue" || word == "suggest" || word == "assume";
}

// Nouns between two names that describe the second: "Chinese startup DeepSeek".
bool DescribesName(std::string_view word) {
  for (std::string_view noun :
       {"startup",       "start",        "up",         "company",   "firm",      "giant",
        "lab",           "tech",         "ai",         "chipmaker", "maker",     "group",
        "developer",     "conglomerate", "carmaker",   "automaker", "search",    "internet",
        "national",      "state",        "backed",     "new",       "own",       "government",
        "ministry",      "led",          "based",      "\"",        "“",         "leading",
        "semiconductor", "cloud",        "technology", "proposed",  "ambitious", "'s"}) {
    if (word == noun) return true;
  }
  return false;
}

}  // namespace

std::string_view SubjectFinder::Between(size_t from, size_t to) const {
  if (from >= to) return {};
  return block_.text().substr(tokens_[from].begin, tokens_[to - 1].end - tokens_[from].begin);
}

bool SubjectFinder::IsOwner(size_t token) const {
  if (MentionOf(token).mention->form == MentionForm::kAdjective) return true;
  if (token + 1 >= tokens_.size()) return false;
  const std::string_view next = Word(token + 1);
  return next == "'s" || next == "'" || next == "的";
}

bool SubjectFinder::IsOblique(size_t token, size_t first) const {
  if (chinese_ && token > first) {
    // 政府透过某机构推出计划: the channel, not who acts.
    const std::string_view before =
        block_.text().substr(tokens_[first].begin, tokens_[token].begin - tokens_[first].begin);
    for (const std::string_view through : {"透过", "通过", "经由", "藉由", "借助", "委托"}) {
      if (before.ends_with(through) && before.size() > through.size()) return true;
    }
  }
  int steps = 0;
  for (size_t at = token; at > first && steps < 4;) {
    --at;
    if (IsMention(at)) {
      // An owner or a describing name: what leads it leads this one too.
      continue;
    }
    const std::string_view word = Word(at);
    if (tokens_[at].form == Form::kMark || JoinsList(word)) {
      if (word == "“" || word == "\"") continue;
      // In a list the first member tells.
      if (JoinsList(word) && at > first && IsMention(at - 1)) return IsOblique(at - 1, first);
      if (chinese_ && JoinsList(word) && word != "、" && word != ",") return true;
      return false;
    }
    if (chinese_) return tokens_[at].form == Form::kHan && IsPreposition(word);
    if (IsPreposition(word)) return true;
    // "it is wrong to say Example benefits": behind the verb a clause begins.
    if (at + 1 == token && IsBareSaying(word)) return false;
    if (IsNumber(word) || IsMonth(word)) return false;
    if (!IsLightWord(word)) ++steps;
  }
  return false;
}

bool SubjectFinder::IsDirect(size_t token, size_t verb) const {
  for (size_t at = token + 1; at < verb; ++at) {
    if (IsMention(at) || (!IsLightWord(Word(at)) && !IsNegation(Word(at)))) return false;
    if (at == token + 1 && (Word(at) == "'s" || Word(at) == "的")) return false;
  }
  return true;
}

void SubjectFinder::TakeNegation(size_t from, size_t to, SubjectAnswer* answer) const {
  // A character of Chinese denies or begins a word like 未来; the discourse tells by whole words.
  if (chinese_) return;
  for (size_t at = from; at < to; ++at) {
    if (IsMention(at) || !IsNegation(Word(at))) continue;
    answer->negated = true;
    answer->negation_begin = tokens_[at].begin;
    answer->negation_end = tokens_[at].end;
    return;
  }
}

size_t SubjectFinder::HeadOf(size_t token, size_t last) const {
  for (size_t next = token + 1; next < last && next <= token + 6; ++next) {
    if (IsMention(next)) {
      const bool joined = next == token + 1 || IsOwner(token);
      bool describes = true;
      for (size_t at = token + 1; at < next; ++at) describes &= DescribesName(Word(at));
      if (!joined && !describes) return token;
      token = next;
      continue;
    }
    const std::string_view word = Word(next);
    if (tokens_[next].form == Form::kMark && word != "\"" && word != "“" && word != "《") break;
    if (IsPreposition(word) || OpensClause(word) || JoinsList(word)) break;
    if (IsLightWord(word) && word != "'s" && word != "的") break;
  }
  return token;
}

std::vector<size_t> SubjectFinder::ListFrom(size_t token, size_t last) const {
  std::vector<size_t> listed = {token};
  const std::string_view kind = MentionOf(token).kind;
  size_t at = token + 1;
  while (at < last && listed.size() < kMostListed) {
    size_t next = at;
    bool joined = false;
    while (next < last && next < at + 3 && !IsMention(next) &&
           (JoinsList(Word(next)) || Word(next) == "the" || Word(next) == "also")) {
      joined |= JoinsList(Word(next));
      ++next;
    }
    if (!joined || next >= last || !IsMention(next) || MentionOf(next).kind != kind) break;
    listed.push_back(next);
    at = next + 1;
  }
  return listed;
}

SubjectAnswer SubjectFinder::Judge(size_t head, size_t owner, size_t verb, bool coordinated,
                                   const Fits& fits) const {
  SubjectAnswer answer;
  const PlacedMention& named = MentionOf(head);
  const std::vector<size_t> listed = ListFrom(head, verb);
  const size_t tail = listed.back() + 1;
  answer.begin = named.begin;
  answer.end = named.end;
  if (owner != head) answer.owner = MentionOf(owner).mention;
  TakeNegation(std::max(tail, verb > 4 ? verb - 4 : 0), verb, &answer);
  // The noun that the name owns or leads.
  const bool owns = IsOwner(listed.back());
  size_t at = tail;
  if (owns && at < verb && (Word(at) == "'s" || Word(at) == "的" || Word(at) == "'")) ++at;
  size_t noun = verb;
  size_t content = 0;
  const size_t from = at;
  for (; at < verb; ++at) {
    if (IsMention(at) || tokens_[at].form == Form::kMark || JoinsList(Word(at))) break;
    if (chinese_ ? false
                 : (IsLightWord(Word(at)) || IsPreposition(Word(at)) || OpensClause(Word(at))))
      break;
    noun = at;
    ++content;
  }
  const std::string_view kind = named.kind;
  if (chinese_) {
    const std::string_view run = Between(from, at);
    if (owns && !run.empty() && !SpeaksForOwnerInChinese(run, kind)) {
      answer.reason = "its subject's noun is another thing";
      return answer;
    }
    if (NamesAnotherInChinese(run)) {
      answer.reason = "the noun behind its subject names another";
      return answer;
    }
    if (verb - tail > kMostHanTail && !coordinated) {
      answer.reason = "the subject is too far";
      return answer;
    }
  } else if (content > 0) {
    for (size_t i = from; i <= noun; ++i) {
      if (NamesAnother(Word(i))) {
        answer.reason = "the noun behind its subject names another";
        return answer;
      }
    }
    const std::string_view taken = KindTakenUp(Word(noun));
    if (kind == "economy" && taken == "initiative" && fits("initiative")) {
      // "China's plan", "the US initiative": the plan of its that was named.
      bool ambiguous = false;
      const record::Mention* plan = focus_.OwnedBy(named.mention->entity_id);
      if (plan == nullptr) plan = focus_.Of("initiative", fits, &ambiguous);
      if (plan == nullptr) {
        answer.reason = ambiguous ? "two subjects are as near" : "the plan is not named";
        return answer;
      }
      answer.subjects.push_back(plan);
      answer.taken_begin = tokens_[noun].begin;
      answer.taken_end = tokens_[noun].end;
      answer.begin = -1;
      return answer;
    }
    if (owns && !SpeaksForOwner(Word(noun), kind)) {
      answer.reason = "its subject's noun is another thing";
      return answer;
    }
    if (!owns && content > 4 && !coordinated) {
      answer.reason = "the subject is too far";
      return answer;
    }
  }
  if (!fits(kind)) {
    answer.reason = "the clause's subject is of another kind";
    return answer;
  }
  if (!chinese_ && verb - tail > kMostTail && !coordinated &&
      Between(tail, verb).find(',') == std::string_view::npos) {
    answer.reason = "the subject is too far";
    return answer;
  }
  // "the Tiger economies (A, B and C)": each of them.
  for (size_t i = tail; i < verb && i < tail + 3; ++i) {
    if (Word(i) != "(" && Word(i) != "（") continue;
    std::vector<const record::Mention*> members;
    for (size_t j = i + 1; j < verb && Word(j) != ")" && Word(j) != "）"; ++j) {
      if (IsMention(j) && MentionOf(j).kind == kind) members.push_back(MentionOf(j).mention);
    }
    if (members.size() > 1) {
      answer.subjects = std::move(members);
      return answer;
    }
  }
  for (size_t member : listed) answer.subjects.push_back(MentionOf(member).mention);
  return answer;
}

SubjectAnswer SubjectFinder::Find(size_t first, size_t verb, const Fits& fits, int depth) const {
  SubjectAnswer answer;
  // Back to where the verb's own clause begins.
  size_t begin = verb;
  bool relative = false;
  std::vector<size_t> bracketed;
  while (begin > first) {
    const size_t at = begin - 1;
    const std::string_view word = Word(at);
    if (tokens_[at].form == Form::kMark) {
      if (word == ")" || word == "）") {
        size_t open = at;
        while (open > first && Word(open) != "(" && Word(open) != "（") --open;
        if (bracketed.empty()) {
          for (size_t i = open; i < at; ++i) {
            if (IsMention(i)) bracketed.push_back(i);
          }
        }
        begin = open;
        continue;
      }
      if (word == ";" || word == ":" || word == "(" || word == "；" || word == "：" ||
          word == "。" || word == "—" || word == "?" || word == "!") {
        break;
      }
      if (chinese_ && (word == "," || word == "，")) break;
      if (word == ",") {
        // "OpenAI, which was founded in 2015, is …": over the clause between the commas.
        bool light = true;
        for (size_t i = at + 1; i < verb; ++i) light &= !IsMention(i) && IsLightWord(Word(i));
        for (size_t i = at; light && i > first + 1 && at - i < 25; --i) {
          if (IsMention(i) || !IsRelative(Word(i)) || Word(i - 1) != ",") continue;
          begin = i - 1;
          break;
        }
        if (begin < at) continue;
      }
    } else if (!chinese_ && !IsMention(at) && OpensClause(word)) {
      const std::string_view before = at > first ? Word(at - 1) : "";
      if (!(word == "as" && (before == "such" || before == "well" || before == "known"))) {
        relative = IsRelative(word);
        break;
      }
    }
    --begin;
  }
  // "While the US does this, China …": behind the comma the main clause begins.
  if (!chinese_ && begin > first && !relative && begin <= verb) {
    for (size_t at = begin; at < verb; ++at) {
      if (Word(at) != "," || at + 1 >= verb) continue;
      bool named = false;
      for (size_t i = at + 1; i < verb && i < at + 6; ++i) named |= IsMention(i);
      if (named && OpensClause(Word(begin - 1))) {
        begin = at + 1;
        break;
      }
    }
  }
  // "Stargate, a $500 billion effort to …": what the name is called.
  if (!chinese_) {
    for (size_t at = verb, steps = 0; at > begin && steps < 7; ++steps) {
      --at;
      if (IsMention(at)) break;
      if (Word(at) != ",") continue;
      if (at == begin || !IsMention(at - 1) || at + 1 >= verb) break;
      const std::string_view article = Word(at + 1);
      if ((article == "a" || article == "an") && fits(MentionOf(at - 1).kind)) {
        return Judge(at - 1, at - 1, at, true, fits);
      }
      break;
    }
  }
  std::vector<size_t> candidates;
  bool oblique = false;
  int depth_of_brackets = 0;
  for (size_t at = begin; at < verb; ++at) {
    if (Word(at) == "(" || Word(at) == "（") ++depth_of_brackets;
    if (Word(at) == ")" || Word(at) == "）") --depth_of_brackets;
    if (!IsMention(at) || depth_of_brackets > 0) continue;
    if (IsOblique(at, begin)) {
      oblique = true;
    } else {
      candidates.push_back(at);
    }
  }
  const std::string_view before_verb = verb > begin ? Word(verb - 1) : "";
  const bool coordinated = before_verb == "and" || before_verb == "," || before_verb == "or" ||
                           before_verb == "并" || before_verb == "also";
  if (!candidates.empty()) {
    const size_t owner = candidates.front();
    size_t head = HeadOf(owner, verb);
    // "Nvidia's Chinese market share" is Nvidia's.
    if (MentionOf(head).mention->form == MentionForm::kAdjective) head = owner;
    const size_t end = ListFrom(head, verb).back();
    // Another name behind it that is no part of it.
    size_t other = 0;
    for (size_t at : candidates) {
      if (at > end && MentionOf(at).mention->form != MentionForm::kAdjective) other = at;
    }
    if (other != 0 && IsDirect(other, verb) && fits(MentionOf(other).kind)) {
      return Judge(other, other, verb, coordinated, fits);
    }
    if (other != 0 && !coordinated && !IsDirect(end, verb) && fits(MentionOf(other).kind) &&
        MentionOf(other).mention->entity_id != MentionOf(head).mention->entity_id) {
      answer.reason = "two subjects are as near";
      return answer;
    }
    return Judge(head, owner, verb, coordinated, fits);
  }
  if (bracketed.size() > 1) {
    // "the Tiger economies (A, B and C) have …": each of them.
    const std::string_view kind = MentionOf(bracketed.front()).kind;
    for (size_t at : bracketed) {
      if (MentionOf(at).kind == kind && fits(kind)) {
        answer.subjects.push_back(MentionOf(at).mention);
      }
    }
    answer.begin = MentionOf(bracketed.front()).begin;
    answer.end = MentionOf(bracketed.back()).end;
    if (!answer.subjects.empty()) return answer;
  }
  if (relative && depth > 0) {
    // "… a network that uses wind power but has faced problems": the network.
    for (size_t at = begin - 1; at > first && begin - at < 5;) {
      --at;
      if (IsMention(at) && fits(MentionOf(at).kind) && !IsOwner(at)) {
        return Judge(at, at, begin - 1, true, fits);
      }
      if (IsMention(at) || tokens_[at].form != Form::kMark) break;
    }
  }
  if (oblique && !chinese_) {
    // The verb's subject is a noun that is no name; "the country" may still take one up.
    answer = TakeUp(begin, verb, fits);
    if (answer.subjects.empty()) answer.reason = "the name stands behind a preposition";
    return answer;
  }
  answer = TakeUp(begin, verb, fits);
  if (!answer.subjects.empty() || answer.refused) return answer;
  bool bare = true;  // nothing but auxiliaries and joining words
  for (size_t at = begin; at < verb; ++at) {
    bare &= tokens_[at].form == Form::kMark || IsLightWord(Word(at)) || JoinsList(Word(at)) ||
            IsNegation(Word(at)) || (chinese_ && verb - begin <= 6);
  }
  if (bare && begin > first && depth < kMostSteps) {
    if (relative) {
      // "OpenAI, which plans …": the noun before it.
      for (size_t at = begin - 1; at > first && begin - at < 5;) {
        --at;
        if (IsMention(at)) {
          return fits(MentionOf(at).kind) && !IsOwner(at) ? Judge(at, at, begin - 1, true, fits)
                                                          : answer;
        }
        if (tokens_[at].form != Form::kMark) break;
      }
      return answer;
    }
    SubjectAnswer carried = Find(first, begin - 1, fits, depth + 1);
    TakeNegation(begin, verb, &carried);
    return carried;
  }
  return answer;
}

SubjectAnswer SubjectFinder::Located(size_t first, size_t last, const Fits& fits) const {
  SubjectAnswer answer;
  answer.reason = "the name stands behind a preposition";
  for (size_t at = first + 1; at < last; ++at) {
    if (!IsMention(at) || MentionOf(at).kind != "economy" || !fits("economy") || IsOwner(at))
      continue;
    const std::string_view before = Word(at - 1) == "the" && at > 1 ? Word(at - 2) : Word(at - 1);
    if (before != "in" && before != "across" && before != "在") continue;
    if (!answer.TakeOnly(MentionOf(at))) return answer;
  }
  return answer;
}

SubjectAnswer SubjectFinder::Before(size_t first, size_t verb, const Fits& fits) const {
  SubjectAnswer answer = Find(first, verb, fits, 0);
  if (!answer.subjects.empty() || answer.refused || first == 0) return answer;
  // A clause that shares the subject of the one before it: "… and | plans to …".
  for (size_t at = first; at < verb; ++at) {
    if (IsMention(at) || !(IsLightWord(Word(at)) || JoinsList(Word(at)) || IsNegation(Word(at)) ||
                           Word(at) == "but")) {
      return answer;
    }
  }
  answer = Find(0, first, fits, 1);
  TakeNegation(first, verb, &answer);
  return answer;
}

SubjectAnswer SubjectFinder::After(size_t after, size_t last, const Fits& fits, bool far) const {
  SubjectAnswer answer;
  const size_t limit = std::min(last, after + (far ? 16 : 7));
  for (size_t at = after; at < limit; ++at) {
    if (IsMention(at)) {
      const size_t head = HeadOf(at, last);
      const PlacedMention& named = MentionOf(head);
      if (!fits(named.kind) || (IsOwner(head) && head + 2 < last && !chinese_)) {
        answer.reason = "what stands behind the verb is of another kind";
        if (!far) return answer;
        continue;
      }
      answer.begin = named.begin;
      answer.end = named.end;
      if (head != at) answer.owner = MentionOf(at).mention;
      for (size_t member : ListFrom(head, last)) {
        answer.subjects.push_back(MentionOf(member).mention);
      }
      return answer;
    }
    const std::string_view word = Word(at);
    if (far) continue;
    if (tokens_[at].form == Form::kMark && word != "\"" && word != "“" && word != "《" &&
        word != "'" && word != "「") {
      return answer;
    }
    if (OpensClause(word) || (IsPreposition(word) && !IsLightWord(word))) return answer;
    if (chinese_ && at > after + 4) return answer;
  }
  return answer;
}

}  // namespace parallax::claim
