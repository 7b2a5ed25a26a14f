// How much of a sentence a claim shows: with the subject that its clause goes on about, and no
// quotation or bracket cut in two. Part of SentenceReader.
#include <algorithm>
#include <array>
#include <utility>

#include "core/text/character.h"
#include "core/text/utf8.h"
#include "ingest_service/claim/prose_han_words.h"
#include "ingest_service/claim/prose_latin_words.h"
#include "ingest_service/claim/prose_sentence.h"
#include "ingest_service/claim/prose_verbs.h"
#include "ingest_service/claim/prose_words.h"

namespace parallax::claim {
namespace {

constexpr int64_t kLongestStatement = 900;  // bytes; of a longer clause the beginning
constexpr int64_t kFarthestClause = 12;     // bytes between clauses that go on

constexpr std::array<std::pair<std::string_view, std::string_view>, 9> kPairs = {{{"“", "”"},
                                                                                  {"「", "」"},
                                                                                  {"『", "』"},
                                                                                  {"《", "》"},
                                                                                  {"（", "）"},
                                                                                  {"(", ")"},
                                                                                  {"【", "】"},
                                                                                  {"〈", "〉"},
                                                                                  {"\"", "\""}}};

size_t Count(std::string_view text, std::string_view mark) {
  size_t count = 0;
  for (size_t at = text.find(mark); at != std::string_view::npos;
       at = text.find(mark, at + mark.size())) {
    ++count;
  }
  return count;
}

// Whether a pair's marks are in balance. A right mark before its left one is as bad as a lone one.
bool InBalance(std::string_view text, const std::pair<std::string_view, std::string_view>& pair) {
  const size_t open = Count(text, pair.first);
  if (pair.first == pair.second) return open % 2 == 0;
  if (open != Count(text, pair.second)) return false;
  return open == 0 || text.find(pair.first) < text.find(pair.second);
}

bool InBalance(std::string_view text) {
  return std::ranges::all_of(kPairs, [&](const auto& pair) { return InBalance(text, pair); });
}

}  // namespace

// Whether a stretch goes on about a subject that stands before it: "…, will build and …",
// ……，推动……。
bool SentenceReader::GoesOn(const Place& place, const std::vector<Told>& told) const {
  constexpr int64_t kAtBegin = 3;  // bytes of a quotation mark before the first word
  if (place.clause_begin <= std::max(begin_, scene_.block.dateline_end()) + kAtBegin) return false;
  const bool has_subject = std::any_of(told.begin(), told.end(), [](const Told& one) {
    return one.subject || one.part == Part::kUnnamed;
  });
  if (has_subject) return false;
  if (chinese_) return true;
  if (place.first >= place.last || finder_.IsMention(place.first)) return false;
  const std::string_view word = finder_.Word(place.first);
  return word == "and" || word == "but" || IsAuxiliary(word) || IsPastForm(word) ||
         (IsVerb(word) && (word.ends_with("s") || word.ends_with("ed")));
}

// The begin of the clauses before that the same voices say as firmly.
int64_t SentenceReader::BeginOfRun(const discourse::Clause& clause) const {
  int64_t begin = clause.range.begin;
  const discourse::Clause* next = &clause;
  for (auto it = sentence_.clauses.rbegin(); it != sentence_.clauses.rend(); ++it) {
    if (it->range.begin >= begin) continue;
    const bool same = it->voices == next->voices && it->stance == next->stance &&
                      it->modality == next->modality && begin - it->range.end <= kFarthestClause;
    if (!same) break;
    begin = it->range.begin;
    next = &*it;
  }
  return std::max(scene_.block.ToFolded(begin), scene_.block.dateline_end());
}

// "although some firms are, including Example": what they are stands in the clause before.
bool SentenceReader::LeavesOut(const Place& place) const {
  if (chinese_ || place.last <= place.first) return false;
  for (size_t t = place.first + 1; t < place.last; ++t) {
    if (finder_.IsMention(t)) continue;
    const std::string_view word = finder_.Word(t);
    const bool carries = word == "are" || word == "is" || word == "do" || word == "does" ||
                         word == "did" || word == "were" || word == "was";
    if (!carries) continue;
    size_t next = t + 1;
    while (next < place.last && tokens_[next].form == ProseToken::Form::kMark) ++next;
    if (next == place.last) return true;
    const std::string_view behind = finder_.Word(next);
    return next > t + 1 && (behind == "including" || behind == "such" || behind == "notably");
  }
  return false;
}

// "… (The Herald, subscription)": who reports it is told by the voice.
SentenceReader::Range SentenceReader::WithoutCredit(const Place& place, Range shown) const {
  const std::string_view text = text_.substr(shown.begin, shown.end - shown.begin);
  const size_t open = text.rfind(" (");
  if (!text.ends_with(")") || open == std::string_view::npos) return shown;
  const int64_t bracket = shown.begin + static_cast<int64_t>(open);
  const bool credits = std::ranges::any_of(place.clause->cues, [&](const discourse::Cue& cue) {
    return cue.role == record::EvidenceRole::kVoice && cue.block == sentence_.block &&
           scene_.block.ToFolded(cue.range.begin) >= bracket;
  });
  return credits ? Cut(shown.begin, bracket, kLongestStatement) : shown;
}

// Whether a stretch of the sentence says nothing without the others: a condition or a reason alone
// ("If your team runs Example"), or what goes on about one before its comma.
bool SentenceReader::Depends(const Place& place, std::string_view shown) const {
  constexpr int64_t kMarks = 6;  // bytes at the end of a sentence
  if (chinese_) return place.clause_end + kMarks < end_ && IsHanDependent(shown);
  std::string_view sentence = text_.substr(begin_, end_ - begin_);
  while (sentence.starts_with(" ")) sentence.remove_prefix(1);
  const bool condition = std::ranges::any_of(
      std::initializer_list<std::string_view>{"if ", "when ", "because ", "unless "},
      [&](std::string_view opener) { return sentence.starts_with(opener); });
  if (!condition || sentence.starts_with("because of ")) return false;
  const size_t comma = text_.find(", ", begin_);
  const auto at = static_cast<int64_t>(std::min(comma, static_cast<size_t>(end_)));
  // Before the comma that ends the condition, or over it from its middle.
  if (place.clause_end <= at) return place.clause_end + kMarks < end_;
  return place.clause_begin > begin_ + kMarks && place.clause_begin < at;
}

bool SentenceReader::Extent(const Place& place, const std::vector<Told>& told, Range* shown) const {
  *shown = Cut(place.clause_begin, place.clause_end, kLongestStatement);
  const auto fits = [&](int64_t begin, int64_t end) { return end - begin <= kLongestStatement; };
  const int64_t sentence_begin = std::max(begin_, scene_.block.dateline_end());
  const auto one_voice = [&] {
    return std::ranges::all_of(sentence_.clauses, [&](const discourse::Clause& clause) {
      return clause.voices == place.clause->voices;
    });
  };
  if (GoesOn(place, told)) {
    const int64_t begin = BeginOfRun(*place.clause);
    if (begin < place.clause_begin && fits(begin, place.clause_end)) {
      *shown = Cut(begin, place.clause_end, kLongestStatement);
    }
  }
  if (LeavesOut(place)) {
    if (fits(sentence_begin, end_)) *shown = Cut(sentence_begin, end_, kLongestStatement);
  }
  const auto text = [&] { return text_.substr(shown->begin, shown->end - shown->begin); };
  // What is conceded is said all the same.
  for (const std::string_view opener :
       {"although ", "though ", "even though ", "whereas ", "while "}) {
    if (!chinese_ && text().starts_with(opener) && text().find(", ") == std::string_view::npos) {
      shown->begin += static_cast<int64_t>(opener.size());
    }
  }
  // 既然已经公布，…; "If your team runs Example but struggles, Another is worth a look": what
  // stands alone depends on the rest.
  if (Depends(place, text()) && fits(sentence_begin, end_)) {
    if (!one_voice()) return false;
    *shown = Cut(chinese_ ? shown->begin : sentence_begin, end_, kLongestStatement);
  }
  *shown = WithoutCredit(place, *shown);
  if (InBalance(text())) return true;
  // A mark at an end that has no other belongs to what is left out.
  for (const auto& pair : kPairs) {
    if (InBalance(text(), pair)) continue;
    if (text().starts_with(pair.first)) {
      shown->begin += static_cast<int64_t>(pair.first.size());
    } else if (text().ends_with(pair.second)) {
      shown->end -= static_cast<int64_t>(pair.second.size());
    }
  }
  *shown = Cut(shown->begin, shown->end, kLongestStatement);
  if (InBalance(text())) return true;
  // The whole sentence where one voice says all of it.
  if (!one_voice() || !fits(sentence_begin, end_)) return false;
  *shown = Cut(sentence_begin, end_, kLongestStatement);
  return InBalance(text());
}

}  // namespace parallax::claim
