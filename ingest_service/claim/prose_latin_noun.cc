// English: the noun before a clause's verb where it is no name, told from verbs that look like
// nouns, and what of a page's lines is no statement. Part of SentenceReader.
#include <string>

#include "ingest_service/claim/prose_latin_words.h"
#include "ingest_service/claim/prose_sentence.h"
#include "ingest_service/claim/prose_verbs.h"
#include "ingest_service/claim/prose_words.h"

namespace parallax::claim {
namespace {

constexpr size_t kLongestSubject = 7;   // words of a noun that is no name
constexpr size_t kFarthestVerb = 24;    // tokens from the clause's beginning
constexpr size_t kFarthestFinite = 10;  // tokens behind what may be a plural

}  // namespace

// Whether the word at `t` is a part of one with a hyphen: "shaped" in "hook-shaped".
bool SentenceReader::IsHyphened(size_t t) const {
  const std::string_view source = scene_.block.block().content.text;
  const auto from = static_cast<size_t>(scene_.block.ToSource(tokens_[t].begin));
  const auto to = static_cast<size_t>(scene_.block.ToSourceEnd(tokens_[t].end));
  return (from > 0 && from <= source.size() && source[from - 1] == '-') ||
         (to + 1 < source.size() && source[to] == '-' && source[to + 1] != '-' &&
          source[to + 1] != ' ');
}

// Whether a verb stands behind token `t` in the same part of the clause that can be nothing else.
bool SentenceReader::FiniteFollows(size_t t, const Place& place) const {
  for (size_t at = t + 1; at < place.last && at < t + kFarthestFinite; ++at) {
    if (finder_.IsMention(at)) continue;
    const std::string_view word = finder_.Word(at);
    if (tokens_[at].form != ProseToken::Form::kWord || OpensClause(word)) return false;
    if (IsHyphened(at) || word == "to") continue;
    const bool infinitive = finder_.Word(at - 1) == "to";
    if (!infinitive && (IsAuxiliary(word) || IsPastForm(word))) return true;
    if (!infinitive && IsVerb(word) && !IsPluralToo(word) && word.ends_with("s")) return true;
    if ((IsPastOrParticiple(word) || (IsVerb(word) && word.ends_with("ed"))) &&
        at + 1 < place.last && (finder_.IsMention(at + 1) || OpensObject(finder_.Word(at + 1)))) {
      return true;
    }
  }
  return false;
}

// Whether the word at `t` is the verb of the noun before it; a form that may be a noun or a
// participle is told by what stands behind it.
bool SentenceReader::IsLatinVerb(size_t t, const Place& place) const {
  const std::string_view word = finder_.Word(t);
  if (IsHyphened(t)) return false;
  if (IsAuxiliary(word) || IsPastForm(word)) return true;
  const bool end = t + 1 >= place.last;
  const bool name = !end && finder_.IsMention(t + 1);
  const std::string_view next = end || name ? "" : finder_.Word(t + 1);
  const bool object = name || OpensObject(next);
  if (IsPastOrParticiple(word)) {
    return object || (!end && !IsPreposition(next) && !FiniteFollows(t, place));
  }
  if (!IsVerb(word)) return false;
  if (word.ends_with("ed")) {
    // "identified by", "required to": a participle, if not "surged by 295%".
    if (next == "by") {
      const std::string_view behind = t + 2 < place.last ? finder_.Word(t + 2) : "";
      return !behind.empty() && OpensObject(behind) && behind[0] <= '9';
    }
    return !(next == "to" && (word == "required" || word == "needed" || word == "used" ||
                              word == "designed" || word == "aimed" || word == "intended"));
  }
  if (word.ends_with("s") && !word.ends_with("ss")) {
    if (!IsPluralToo(word)) return true;
    if (object || next == "to") return true;
    if (end || IsPreposition(next)) return false;
    return !FiniteFollows(t, place) && tokens_[t + 1].form == ProseToken::Form::kWord &&
           !IsVerb(next) && !next.ends_with("ed");
  }
  // "carmakers cut their prices", "firms plan to": the base behind a plural.
  size_t head = t;
  while (head > place.first + 1 && !finder_.IsMention(head - 1) &&
         IsAdverbBehindNoun(finder_.Word(head - 1))) {
    --head;
  }
  if (head <= place.first || finder_.IsMention(head - 1)) return false;
  const std::string_view noun = finder_.Word(head - 1);
  const bool plural = noun.size() > 3 && noun.ends_with("s") && !noun.ends_with("ss") &&
                      !noun.ends_with("'s") && !noun.ends_with("us") && !noun.ends_with("is");
  // What no noun is written like needs nothing behind it: "firms depend on".
  const bool clear =
      !IsPluralToo(std::string(word) + "s") && !IsPluralToo(std::string(word) + "es");
  return plural && (object || next == "to" || (clear && !next.empty() && IsPreposition(next)));
}

SentenceReader::Range SentenceReader::UnnamedLatinSubject(const Place& place) const {
  size_t first = place.first;
  size_t verb = place.last;
  bool lesser = false;  // in a clause that only leads up to another
  if (finder_.Word(first) == "to" || finder_.Word(first) == "not") return {};
  for (size_t t = place.first; t < place.last && t < place.first + kFarthestVerb; ++t) {
    if (finder_.IsMention(t)) continue;
    const std::string_view word = finder_.Word(t);
    if (word == ",") {
      lesser = false;
      first = t + 1;
      continue;
    }
    if (tokens_[t].form != ProseToken::Form::kWord) return {};
    if (OpensClause(word)) {
      if (t != first) return {};
      lesser = word != "but" && word != "so" && word != "yet" && word != "however";
      first = t + 1;
      continue;
    }
    if (t > first && finder_.IsMention(t - 1) && JoinsToName(word)) continue;
    if (t > first && IsLatinVerb(t, place)) {
      verb = t;
      break;
    }
  }
  if (verb >= place.last) return {};
  // "As buyers seek to save, makers are …": behind the comma stands what the clause says.
  for (size_t t = verb; lesser && t + 2 < place.last && t < verb + kFarthestVerb; ++t) {
    if (finder_.IsMention(t) || finder_.Word(t) != ",") continue;
    Place main = place;
    main.first = t + 1;
    const Range noun = UnnamedLatinSubject(main);
    if (noun.begin < noun.end) return noun;
    break;
  }
  while (first < verb && !finder_.IsMention(first) && IsLightWord(finder_.Word(first)) &&
         !IsNoNounFirst(finder_.Word(first))) {
    ++first;
  }
  while (verb > first && !finder_.IsMention(verb - 1) &&
         IsAdverbBehindNoun(finder_.Word(verb - 1))) {
    --verb;
  }
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
    if (t == first && (OpensNoNoun(word) || IsNoNounFirst(word) || word.ends_with("ly") ||
                       word.ends_with("ing") || (word[0] >= '0' && word[0] <= '9'))) {
      return {};
    }
    // "wants to let supply", "Macron referenced a": a verb that the search has passed over.
    if ((t > first && word.size() > 4 && word.ends_with("ed") && !IsHyphened(t)) || word == "a" ||
        word == "an" || (t > first && !IsHyphened(t) && (IsPastForm(word) || IsAuxiliary(word))) ||
        (t == first && IsVerb(word) && word.ends_with("s") && !IsPluralToo(word))) {
      return {};
    }
    // What ends in a possessor, a preposition or a joining word goes on behind what looks a verb.
    if (t + 1 == verb && (word == "the" || word.ends_with("'s") || IsPreposition(word) ||
                          JoinsList(word) || (t == first && NamesNothingAlone(word)))) {
      return {};
    }
    // "Prosecutors confirm journalist | was": a base that is the verb of the plural before it.
    if (t > first && t + 1 < verb && !finder_.IsMention(t - 1) && IsVerb(word) &&
        !word.ends_with("s") && !word.ends_with("ed") && finder_.Word(t - 1).ends_with("s") &&
        !finder_.Word(t - 1).ends_with("'s") && !IsPluralToo(finder_.Word(t - 1)) &&
        !IsPluralToo(std::string(word) + "s") && !IsPluralToo(std::string(word) + "es") &&
        !IsHyphened(t)) {
      return {};
    }
    if (!KindTakenUp(word).empty() || IsPronoun(word)) return {};
    noun |= word.size() > 2 && !IsNegation(word);
  }
  if (!noun) return {};
  // "The truth is, …" speaks of what follows.
  const std::string_view last = finder_.IsMention(verb - 1) ? "" : finder_.Word(verb - 1);
  const bool says =
      last == "truth" || last == "fact" || last == "thing" || last == "point" || last == "reality";
  if (says && verb < place.last && !finder_.IsMention(verb) && finder_.Word(verb) == "is")
    return {};
  return {tokens_[first].begin, tokens_[verb - 1].end};
}

// Whether an English line without a mark that ends it has a verb of its own: "Carmakers cut
// prices", not "Export controls" or "What exporters should know".
bool SentenceReader::HasLatinVerb(const Place& place) const {
  for (size_t t = place.first; t < place.last; ++t) {
    if (finder_.IsMention(t) || tokens_[t].form != ProseToken::Form::kWord) continue;
    const std::string_view word = finder_.Word(t);
    if (t == place.first && (word == "what" || word == "why" || word == "how" || word == "where" ||
                             word == "who" || word == "which")) {
      return false;
    }
    if (!IsVerb(word) || IsHyphened(t)) continue;
    // "The hidden cost of early hires": forms that may be nouns or participles need an object.
    const bool open = IsPluralToo(word) || IsPastOrParticiple(word);
    const bool finite =
        open ? (t > 0 && finder_.IsMention(t - 1)) || IsLatinVerb(t, place)
             : IsAuxiliary(word) || IsPastForm(word) || word.ends_with("ed") || word.ends_with("s");
    if (finite) return true;
    if (t == place.first) continue;
    const std::string_view before = finder_.Word(t - 1);
    if (finder_.IsMention(t - 1) || before.ends_with("s") || IsPronoun(before) || before == "to") {
      return true;
    }
  }
  return false;
}

}  // namespace parallax::claim
