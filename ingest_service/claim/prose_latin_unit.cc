// English: the parts of a clause that have a subject of their own ("A did this, and B did that").
// Part of SentenceReader.
#include <algorithm>
#include <array>

#include "ingest_service/claim/prose_latin_words.h"
#include "ingest_service/claim/prose_sentence.h"
#include "ingest_service/claim/prose_verbs.h"
#include "ingest_service/claim/prose_words.h"

namespace parallax::claim {
namespace {

constexpr size_t kMostUnits = 12;
constexpr size_t kFarthestName = 4;  // tokens before the first name of a subject
constexpr size_t kLongestRest = 7;   // tokens of a subject behind its name
constexpr size_t kShortestUnit = 3;  // tokens

bool JoinsMainClauses(std::string_view word) {
  return word == "and" || word == "but" || word == "so" || word == "yet";
}

bool IsSubjectPronoun(std::string_view word) {
  return word == "it" || word == "they" || word == "he" || word == "she" || word == "we";
}

}  // namespace

// Whether a subject and its verb stand at the head of `place`.
bool SentenceReader::OpensLatinSubject(const Place& place) const {
  if (place.first >= place.last) return false;
  if (!finder_.IsMention(place.first) &&
      (OpensClause(finder_.Word(place.first)) || finder_.Word(place.first) == "that")) {
    return false;
  }
  if (!finder_.IsMention(place.first) && IsSubjectPronoun(finder_.Word(place.first))) {
    return place.first + 1 < place.last && !finder_.IsMention(place.first + 1) &&
           IsLatinVerb(place.first + 1, place);
  }
  for (size_t t = place.first; t < std::min(place.last, place.first + kFarthestName); ++t) {
    if (!finder_.IsMention(t)) {
      const std::string_view word = finder_.Word(t);
      if (tokens_[t].form != ProseToken::Form::kWord || IsPreposition(word) || IsAuxiliary(word) ||
          word == "to" || word.ends_with("ing")) {
        break;
      }
      continue;
    }
    const size_t last = finder_.ListFrom(t, place.last).back();
    for (size_t at = last + 1; at < std::min(place.last, last + kLongestRest); ++at) {
      if (finder_.IsMention(at)) continue;
      const std::string_view word = finder_.Word(at);
      if (word == "'s" || word == "'") continue;
      if (tokens_[at].form != ProseToken::Form::kWord || IsPreposition(word)) return false;
      if (IsLatinVerb(at, place)) return true;
    }
    return false;
  }
  // "…, and evaluated the features": a second verb of the same subject; "hence was".
  const std::string_view head = finder_.IsMention(place.first) ? "" : finder_.Word(place.first);
  if (IsAuxiliary(head) || IsPastForm(head) || IsAdverbBehindNoun(head) || head == "hence" ||
      head == "thus" || head == "therefore" || (IsVerb(head) && !IsPluralToo(head))) {
    return false;
  }
  const Range noun = UnnamedLatinSubject(place);
  return noun.begin < noun.end &&
         noun.begin <= tokens_[std::min(place.first + 2, place.last - 1)].begin;
}

// Whether the comma at `t` stands before the last member of a list: "apps like A, B, and C are".
bool SentenceReader::EndsList(size_t t, const Place& place) const {
  constexpr size_t kLongestMember = 8;  // tokens
  for (size_t at = t; at > place.first && t - at < kLongestMember;) {
    --at;
    if (finder_.IsMention(at)) continue;
    if (finder_.Word(at) == ",") return true;
    if (at > place.first && IsLatinVerb(at, place)) return false;
  }
  return false;
}

// Whether nothing but a condition, a time or a reason stands in `place`: "If A grows".
bool SentenceReader::IsCondition(const Place& place) const {
  if (finder_.IsMention(place.first)) return false;
  const std::string_view word = finder_.Word(place.first);
  static constexpr std::array<std::string_view, 10> kOpeners = {
      "if", "when", "because", "unless", "although", "though", "while", "as", "since", "once"};
  if (std::ranges::find(kOpeners, word) == kOpeners.end()) return false;
  for (size_t t = place.first; t < place.last; ++t) {
    if (!finder_.IsMention(t) && finder_.Word(t) == ",") return false;
  }
  return true;
}

std::vector<SentenceReader::Range> SentenceReader::LatinUnits(const Place& clause) {
  std::vector<Range> units;
  int64_t from = clause.clause_begin;
  int depth = 0;
  bool quoted = false;
  for (size_t t = clause.first; t + kShortestUnit < clause.last && units.size() < kMostUnits; ++t) {
    if (finder_.IsMention(t)) continue;
    const std::string_view word = finder_.Word(t);
    if (word == "(" || word == "“") ++depth;
    if (word == ")" || word == "”") depth = std::max(0, depth - 1);
    if (word == "\"") quoted = !quoted;
    if (depth > 0 || quoted) continue;
    size_t behind = 0;
    if (word == "," && !finder_.IsMention(t + 1) && JoinsMainClauses(finder_.Word(t + 1))) {
      behind = t + 2;
    } else if (word == ";") {
      behind = t + 1;
    } else {
      continue;
    }
    const Place before = PlaceOf(clause, {from, tokens_[t].begin});
    if (before.last < before.first + kShortestUnit || !HasLatinVerb(before)) continue;
    if (word == "," && (EndsList(t, before) || IsCondition(before))) continue;
    const Place rest = PlaceOf(clause, {tokens_[behind].begin, clause.clause_end});
    if (!OpensLatinSubject(rest)) continue;
    units.push_back({from, tokens_[t].begin});
    from = tokens_[behind].begin;
  }
  units.push_back({from, clause.clause_end});
  return units;
}

}  // namespace parallax::claim
