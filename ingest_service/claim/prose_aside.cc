// English: names of a clause that have no part in what it says. Part of SentenceReader.
#include <algorithm>
#include <array>

#include "core/text/word_set.h"
#include "ingest_service/claim/prose_latin_words.h"
#include "ingest_service/claim/prose_sentence.h"
#include "ingest_service/claim/prose_verbs.h"
#include "ingest_service/claim/prose_words.h"
#include "ingest_service/discourse/speaker.h"

namespace parallax::claim {
namespace {

constexpr size_t kFarthestPerson = 16;  // tokens between a person and whom they work for

// Firms and people that an adjective may tell the country of, one of them.
bool IsFirmOrPerson(std::string_view word) {
  static const auto* const kWords = new text::WordSet{
      "company",   "startup",    "firm",         "maker",         "giant",       "developer",
      "supplier",  "rival",      "manufacturer", "investor",      "automaker",   "carmaker",
      "chipmaker", "bank",       "brand",        "operator",      "billionaire", "entrepreneur",
      "engineer",  "researcher", "scientist",    "customer",      "client",      "conglomerate",
      "retailer",  "unicorn",    "professor",    "journalist",    "economist",   "author",
      "physicist", "lab",        "adult",        "mathematician", "citizen",     "civilian",
      "man",       "woman",      "child",        "student",       "voter",       "shopper",
      "activist",  "advocate",   "protester",    "resident",      "viewer",      "player",
      "soldier",   "tourist",    "family",       "household",     "parent",      "singer",
      "actor",     "artist"};
  return kWords->Contains(word);
}

// Several of them.
bool AreFirmsOrPeople(std::string_view word) {
  static const auto* const kWords =
      new text::WordSet{"companies", "people", "men", "women", "children", "families"};
  return kWords->Contains(word) ||
         (word.ends_with("s") && IsFirmOrPerson(word.substr(0, word.size() - 1)));
}

}  // namespace

// Whether a name only tells where a firm or a person is from: "Finnish phone maker Example", "money
// for Finnish start-ups". At the head of a clause those are the country's ("Finnish firms lead").
bool SentenceReader::DescribesFirm(size_t t, const Place& place) const {
  constexpr size_t kFarthest = 6;  // tokens
  const PlacedMention& m = finder_.MentionOf(t);
  if (m.kind != "economy") return false;
  const bool style = t + 1 < place.last && finder_.Word(t + 1) == "style" && IsHyphened(t + 1);
  if (style) return true;
  if (m.mention->form != record::MentionForm::kAdjective) return false;
  for (size_t at = t + 1; at < place.last && at <= t + kFarthest; ++at) {
    if (finder_.IsMention(at)) return false;
    const std::string_view word = finder_.Word(at);
    if (tokens_[at].form == ProseToken::Form::kMark || IsPreposition(word) || JoinsList(word) ||
        IsAuxiliary(word)) {
      return false;
    }
    // A hyphen parts "start-up" in two.
    const std::string_view up = word == "start" && at + 1 < place.last && !finder_.IsMention(at + 1)
                                    ? finder_.Word(at + 1)
                                    : std::string_view();
    if (AreFirmsOrPeople(word) || up == "ups") return t > place.first + 1;
    if (IsFirmOrPerson(word) || up.starts_with("up")) return true;
  }
  return false;
}

// "Jane Roe from Example", "Jane Roe, a director at Example in Exampletown,": for whom or where a
// person named before works.
bool SentenceReader::IsEmployer(size_t t, const Place& place) const {
  const std::string_view kind = finder_.MentionOf(t).kind;
  if (kind != "organization" && kind != "place" && kind != "economy") return false;
  bool commas = false;
  bool joined = false;  // by "of", "at" …
  for (size_t at = t; at > place.first && t - at < kFarthestPerson;) {
    --at;
    if (finder_.IsMention(at)) {
      if (finder_.MentionOf(at).kind != "person") continue;
      // Only "from" and its like, or a comma and the office.
      return joined && (commas || t - at == 2);
    }
    const std::string_view word = finder_.Word(at);
    if (word == ",") {
      // Behind "…, who" and "…, and" another part begins.
      const std::string_view next =
          at + 1 < t && !finder_.IsMention(at + 1) ? finder_.Word(at + 1) : std::string_view();
      if (OpensClause(next) || JoinsList(next)) return false;
      commas = true;
      continue;
    }
    if (word == "of" || word == "at" || word == "from" || word == "for" || word == "with") {
      joined = true;
      continue;
    }
    if (tokens_[at].form == ProseToken::Form::kMark && word != "'s" && word != "'" && word != "&" &&
        word != "-" && word != ".") {
      return false;
    }
    if (IsAuxiliary(word) || IsPastForm(word) || IsPastOrParticiple(word) || OpensClause(word) ||
        (IsVerb(word) && !IsPluralToo(word) && (word.ends_with("s") || word.ends_with("ed")))) {
      return false;
    }
  }
  return false;
}

// "Example co-founder Jane Roe": the office of a person named behind.
bool SentenceReader::IsInTitle(size_t t, const Place& place) const {
  constexpr size_t kLongestOffice = 5;  // tokens
  if (finder_.MentionOf(t).kind != "organization") return false;
  for (size_t at = t + 1; at < place.last && at <= t + kLongestOffice + 1; ++at) {
    if (finder_.IsMention(at)) return at > t + 1 && finder_.MentionOf(at).kind == "person";
    const std::string_view word = finder_.Word(at);
    if (tokens_[at].form == ProseToken::Form::kMark && word != "'s" && word != "'" && word != "-") {
      return false;
    }
    if (IsAuxiliary(word) || IsPastForm(word) || IsPastOrParticiple(word) || IsPreposition(word) ||
        JoinsList(word) || OpensClause(word) || OpensObject(word) ||
        (IsVerb(word) && (word.ends_with("s") || word.ends_with("ed")))) {
      return false;
    }
  }
  return false;
}

// Whether a name has no part in what its clause says.
bool SentenceReader::IsAside(size_t t, const Place& place) const {
  const PlacedMention& named = finder_.MentionOf(t);
  const std::string_view before =
      t > place.first && !finder_.IsMention(t - 1) ? finder_.Word(t - 1) : std::string_view();
  if (named.kind == "organization") {
    // "visit our Example page", "connect your Example account".
    if (before == "our" || before == "your" || before == "my") return true;
    // "she told Example News".
    if ((before == "told" || before == "tells" || before == "telling") &&
        discourse::NamesMedium(named.mention->written)) {
      return true;
    }
    // "Example-first strategies".
    static constexpr std::array<std::string_view, 7> kKinds = {
        "first", "like", "style", "compatible", "ready", "specific", "only"};
    if (t + 1 < place.last && IsHyphened(t + 1) && !finder_.IsMention(t + 1) &&
        std::ranges::find(kKinds, finder_.Word(t + 1)) != kKinds.end()) {
      return true;
    }
  }
  // "(Example Agency 2024)": who published what is cited.
  if ((before == "(" || before == ";") && t + 2 < place.last && !finder_.IsMention(t + 1)) {
    const std::string_view year = finder_.Word(t + 1);
    const std::string_view behind = finder_.Word(t + 2);
    if (year.size() == 4 && year.find_first_not_of("0123456789") == std::string_view::npos &&
        (behind == ")" || behind == ";")) {
      return true;
    }
  }
  return IsEmployer(t, place) || IsInTitle(t, place);
}

// "(Example Agency 2024)": the year of a publication.
bool SentenceReader::IsCitation(const PlacedValue& value) const {
  constexpr size_t kLongest = 60;  // bytes before the year in its brackets
  const auto* interval = std::get_if<value::DateInterval>(&value.value.reading);
  if (interval == nullptr || value.end - value.begin != 4) return false;
  const std::string_view behind = text_.substr(value.end, 1);
  if (behind != ")" && behind != ";" && behind != ",") return false;
  const std::string_view lead = text_.substr(begin_, value.begin - begin_);
  const size_t open = lead.find_last_of("(;)");
  if (open == std::string_view::npos || lead[open] == ')' || lead.size() - open > kLongest) {
    return false;
  }
  // A bracket must be open, whatever parts the works in it.
  if (lead[open] == ';' && lead.rfind('(') == std::string_view::npos) return false;
  bool words = false;
  for (size_t at = open + 1; at < lead.size();) {
    const size_t end = std::min(lead.find_first_of(" ,.&", at), lead.size());
    const std::string_view word = lead.substr(at, end - at);
    at = end + 1;
    if (word.empty()) continue;
    const bool of_names = word == "and" || word == "et" || word == "al";
    const bool verb = IsVerb(word) && (word.ends_with("ed") || word.ends_with("s"));
    if (!of_names && (IsPreposition(word) || verb || IsAuxiliary(word) || IsLightWord(word) ||
                      word == "est" || word == "founded" || word == "fy" ||
                      word.find_first_of("0123456789$%") != std::string_view::npos)) {
      return false;
    }
    words = true;
  }
  return words;
}

}  // namespace parallax::claim
