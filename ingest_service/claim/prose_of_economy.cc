// Whom a clause is about when its subject is no name but a country's all the same.
#include "ingest_service/claim/prose_of_economy.h"

#include <algorithm>

#include "core/record/entity_id.h"
#include "core/text/word_set.h"
#include "ingest_service/claim/prose_subject.h"
#include "ingest_service/claim/prose_words.h"

namespace parallax::claim {
namespace {

using Words = text::WordSet;
using Form = ProseToken::Form;

constexpr size_t kLongestNoun = 10;     // tokens of a noun with what describes it
constexpr size_t kLongestHanNoun = 36;  // characters before the verb

bool IsAny(std::string_view word, std::initializer_list<std::string_view> of) {
  return std::find(of.begin(), of.end(), word) != of.end();
}

// "Mobilizing so many resources could …": what only those who govern do.
bool IsPolicyGerund(std::string_view word) {
  return IsAny(word, {"mobilizing", "mobilising", "subsidizing", "subsidising", "channeling",
                      "channelling", "nationalizing", "overinvesting"});
}

}  // namespace

bool IsPolicyNoun(std::string_view word) {
  static const auto* const kWords =
      new Words{"approach",       "approaches",    "strategy",     "strategies", "policy",
                "policies",       "mobilization",  "mobilisation", "subsidies",  "subsidization",
                "intervention",   "interventions", "push",         "drive",      "campaign",
                "planning",       "protectionism", "spending",     "guidance",   "interventionism",
                "overinvestment", "localization",  "support",      "method",     "methods"};
  return kWords->Contains(word);
}

bool TellsOfPolicyInChinese(std::string_view text) {
  static constexpr std::string_view kNouns[] = {
      "模式",     "做法",     "策略",     "政策",     "战略",    "扶持",     "补贴",
      "调动",     "动员",     "体制",     "干预",     "扶植",    "资源投入", "大力支持",
      "计划经济", "大量资源", "这些努力", "这些措施", "这些举措"};
  return std::ranges::any_of(
      kNouns, [&](std::string_view noun) { return text.find(noun) != std::string_view::npos; });
}

bool MakesPublicBody(std::string_view first, std::string_view second) {
  if (IsAny(first, {"state", "government", "publicly", "federally"})) {
    return IsAny(second, {"backed", "owned", "run", "funded", "led", "sponsored", "affiliated",
                          "controlled", "financed", "supported"});
  }
  if (IsAny(first, {"local", "provincial", "municipal", "regional"})) {
    return IsAny(second, {"governments", "authorities"});
  }
  return first == "national" && IsAny(second, {"laboratories", "labs"});
}

const record::Mention* SubjectFinder::EconomyInCharge(std::string_view noun) const {
  if (const record::Mention* only = OnlyEconomy(); only != nullptr) return only;
  if (!noun.empty()) {
    if (const record::Mention* owner = focus_.OwnerOf(noun); owner != nullptr) return owner;
  }
  if (const record::Mention* before = focus_.subject(); before != nullptr) {
    // Behind a sentence about a firm it may be the firm's.
    const std::string_view kind = record::EntityKind(before->entity_id);
    if (kind == "economy") return before;
    if (kind == "organization" || kind == "model" || kind == "initiative") return nullptr;
  }
  return focus_.main_economy();
}

SubjectAnswer SubjectFinder::OfEconomy(size_t first, size_t verb, const Fits& fits) const {
  SubjectAnswer answer;
  // A Chinese clause that begins with its verb has its subject before the comma.
  if (chinese_ && first >= verb) first = 0;
  if (!fits("economy") || first >= verb) return answer;
  size_t begin = verb;
  if (chinese_) {
    const auto comma = [&](size_t at) {
      return !IsMention(at) && (Word(at) == "," || Word(at) == "，");
    };
    while (begin > first && !comma(begin - 1)) --begin;
    // 把大量资源押在一处，可能造成…: what stands before the comma is the subject.
    if (begin == verb && begin > first) {
      --begin;
      while (begin > first && !comma(begin - 1)) --begin;
    }
  } else {
    begin = first;
    // "However, …", "And yet, …"
    for (size_t at = first; at < verb && at < first + 3; ++at) {
      if (Word(at) == ",") begin = at + 1;
    }
    while (begin < verb && (JoinsList(Word(begin)) || OpensClause(Word(begin)))) ++begin;
  }
  if (begin >= verb) return answer;
  size_t end = begin;  // of the noun
  bool body = false;
  std::string_view noun;
  if (chinese_) {
    end = verb;
    for (size_t at = begin; at < verb; ++at) {
      if (IsMention(at)) return answer;
    }
    if (verb - begin > kLongestHanNoun || !TellsOfPolicyInChinese(Between(begin, verb))) {
      return answer;
    }
  } else {
    while (end < verb && end < begin + kLongestNoun) {
      if (IsMention(end)) return answer;  // somebody's
      const std::string_view word = Word(end);
      const bool described = word == "-" || word == "\"" || word == "“";
      if (tokens_[end].form == Form::kMark && !described) break;
      if (end > begin && (IsPreposition(word) || OpensClause(word))) break;
      if (end > begin && IsLightWord(word)) break;
      const size_t next = end + 1 < verb && Word(end + 1) == "-" ? end + 2 : end + 1;
      body |= next < verb && !IsMention(next) && MakesPublicBody(word, Word(next));
      if (!described) noun = word;
      ++end;
    }
    if (end == begin) return answer;
    if (IsAny(Word(begin), {"our", "my", "your", "his", "her"})) return answer;
    // Efforts and measures are anybody's unless they were spoken of.
    const bool these = IsAny(noun, {"efforts", "measures", "steps", "moves"}) &&
                       IsAny(Word(begin), {"these", "those", "such"});
    if (!body && !these && !IsPolicyNoun(noun) && !IsPolicyGerund(Word(begin))) return answer;
  }
  const record::Mention* owner = EconomyInCharge(body ? std::string_view() : noun);
  if (owner == nullptr) {
    answer.reason = "whose policy it is stands nowhere near";
    return answer;
  }
  answer.subjects.push_back(owner);
  answer.taken_begin = tokens_[begin].begin;
  answer.taken_end = tokens_[end - 1].end;
  answer.begin = -1;
  TakeNegation(end, verb, &answer);
  return answer;
}

}  // namespace parallax::claim
