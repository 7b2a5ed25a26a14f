// English: which figures of a clause are told of a name in it. Part of SentenceReader.
#include <algorithm>

#include "ingest_service/claim/prose_latin_words.h"
#include "ingest_service/claim/prose_sentence.h"
#include "ingest_service/claim/prose_verbs.h"
#include "ingest_service/claim/prose_words.h"

namespace parallax::claim {
namespace {

constexpr size_t kFarthestHead = 8;  // tokens of a subject before the clause that goes on about it

// Behind these another part of the sentence has a subject of its own.
bool PartsClauses(std::string_view word) {
  return word == "because" || word == "while" || word == "whereas" || word == "although" ||
         word == "though" || word == "after" || word == "when" || word == ";" || word == "said";
}

}  // namespace

// "A, B and C rose 5%, 7% and 9% respectively": each has the figure of its own turn.
SentenceReader::Turn SentenceReader::LatinTurn(const Told& told, const std::vector<Told>& all,
                                               const PlacedValue& value) {
  const size_t mark = text_.substr(0, end_).find("respectively", begin_);
  if (mark == std::string_view::npos || told.list < 0) return Turn::kNone;
  size_t members = 0;
  size_t own = 0;
  int64_t last = 0;
  for (const Told& other : all) {
    if (other.list != told.list || other.begin < 0) continue;
    ++members;
    own += other.begin < told.begin;
    last = std::max(last, other.end);
  }
  size_t values = 0;
  size_t turn = 0;
  for (const PlacedValue& v : Values()) {
    if (v.begin < last || v.end > static_cast<int64_t>(mark) ||
        v.value.reading.index() != value.value.reading.index()) {
      continue;
    }
    turn += v.begin < value.begin;
    ++values;
  }
  if (members < 2 || values != members || value.begin < last ||
      value.end > static_cast<int64_t>(mark)) {
    return Turn::kNone;
  }
  return turn == own ? Turn::kOwn : Turn::kOther;
}

// Whether a count is not of its unit but of a noun behind it: "8,000 computer scientists", "three
// chipmaking plants". A measure stays one before a noun ("a 20 megawatt plant").
bool SentenceReader::CountsAnother(const PlacedValue& value) const {
  const auto* quantity = std::get_if<value::Quantity>(&value.value.reading);
  if (quantity == nullptr || value.end >= end_) return false;
  const auto is_letter = [](char c) { return c >= 'a' && c <= 'z'; };
  if (is_letter(text_[value.end]) && value.end > value.begin && is_letter(text_[value.end - 1])) {
    return true;
  }
  const std::string_view written = text_.substr(value.begin, value.end - value.begin);
  const size_t space = written.rfind(' ');
  if (space == std::string_view::npos || quantity->number.decimal == "1") return false;
  const std::string_view unit = written.substr(space + 1);
  if (unit != quantity->unit) return false;  // a plural, or a measure by another name
  for (const std::string_view measure :
       {"watt", "hour", "met",  "ton",   "mile",  "foot",   "inch",    "year",  "month", "day",
        "week", "gram", "byte", "litre", "liter", "barrel", "percent", "hertz", "volt",  "flop"}) {
    if (unit.find(measure) != std::string_view::npos) return false;
  }
  const std::string_view rest = text_.substr(value.end, end_ - value.end);
  if (rest.size() < 2 || rest[0] != ' ' || !is_letter(rest[1])) return false;
  const std::string_view next = rest.substr(1, rest.find_first_of(" ,.;:)", 1) - 1);
  return !IsPreposition(next) && !IsLightWord(next) && !OpensClause(next) && !JoinsList(next);
}

// Whether a value stands where it may still be told of `told`: not in a clause about another noun
// (", which costs $3 billion"), not behind a verb that goes on about the clause's subject ("backed
// by A and is worth $5 billion"), not in another's part of the sentence.
bool SentenceReader::ReachesLatin(const Told& told, const PlacedValue& value) const {
  const auto token_at = [&](int64_t at) {
    return static_cast<size_t>(
        std::lower_bound(tokens_.begin(), tokens_.end(), at,
                         [](const ProseToken& t, int64_t v) { return t.begin < v; }) -
        tokens_.begin());
  };
  const size_t to = token_at(value.begin);
  for (size_t t = to; t-- > 0;) {
    if (finder_.IsMention(t)) continue;
    const std::string_view word = finder_.Word(t);
    if (word == "," || word == ";" || word == ":") break;
    if (word != "which" && word != "who" && word != "whose") continue;
    size_t head = t;
    while (head > 0 && !finder_.IsMention(head - 1) &&
           tokens_[head - 1].form == ProseToken::Form::kMark) {
      --head;
    }
    if (told.begin < 0) return t < kFarthestHead;
    if (told.begin > tokens_[t].begin) break;
    return head > 0 && told.end == tokens_[head - 1].end;
  }
  if (told.begin < 0) return true;
  const bool behind = told.begin >= value.end;
  // "According to data of Example, capacity reached 5 GW": who tells a figure is no part of it.
  if (!told.subject && told.kind != "economy" && told.kind != "place" && !behind) {
    const std::string_view lead = text_.substr(begin_, told.begin - begin_);
    const std::string_view gap = text_.substr(told.end, value.begin - told.end);
    if (lead.starts_with("according to ") && lead.find(',') == std::string_view::npos &&
        gap.find(',') != std::string_view::npos) {
      return false;
    }
  }
  const size_t from = token_at(behind ? value.end : told.end);
  const size_t end = behind ? token_at(told.begin) : to;
  // A person is told no amount but one that is handed over: "paid Smith $2 million".
  const bool amount = std::holds_alternative<value::Money>(value.value.reading) ||
                      std::holds_alternative<value::Quantity>(value.value.reading);
  if (amount && told.kind == "person" && !told.subject && !Beside(told, value)) return false;
  if (told.subject) return true;
  for (size_t t = from; t < end; ++t) {
    if (finder_.IsMention(t)) continue;
    const std::string_view word = finder_.Word(t);
    // "$5 billion, below what Example had": another's, but not in "$5 billion, or 20%, of Example".
    if (behind && word == "," && t + 1 < end && !OpensObject(finder_.Word(t + 1)) &&
        finder_.Word(t + 1) != "or") {
      return false;
    }
    if (PartsClauses(word) || (behind && word == "than") ||
        (behind && (OpensClause(word) || word == ";")))
      return false;
    if (!behind && t + 1 < end && !finder_.IsMention(t + 1) && JoinsList(word) &&
        (IsAuxiliary(finder_.Word(t + 1)) || IsPastForm(finder_.Word(t + 1)))) {
      return false;
    }
  }
  return true;
}

}  // namespace parallax::claim
