#include "core/catalog/answer_phrases.h"

#include <array>

#include "core/catalog/name_fold.h"
#include "core/text/phrase_matcher.h"

namespace parallax::catalog {
namespace {

constexpr size_t kLongestShortCell = 96;  // bytes; about fifteen English words, thirty characters
constexpr std::string_view kEnclosing = " \t.,;:!()[]{}<>\"'*_";

// Punctuation around the answer says nothing: "(not specified)", "未说明。".
std::string_view TrimMarks(std::string_view folded) {
  constexpr std::array<std::string_view, 10> kWide = {"。", "、", "「", "」", "『",
                                                      "』", "《", "》", "【", "】"};
  for (bool changed = true; changed && !folded.empty();) {
    changed = false;
    if (kEnclosing.find(folded.front()) != std::string_view::npos) {
      folded.remove_prefix(1);
      changed = true;
      continue;
    }
    if (kEnclosing.find(folded.back()) != std::string_view::npos) {
      folded.remove_suffix(1);
      changed = true;
      continue;
    }
    for (std::string_view mark : kWide) {
      if (folded.starts_with(mark)) {
        folded.remove_prefix(mark.size());
        changed = true;
      } else if (folded.ends_with(mark)) {
        folded.remove_suffix(mark.size());
        changed = true;
      }
    }
  }
  return folded;
}

// A second clause: what follows may well be the answer.
bool HasSecondClause(std::string_view folded) {
  for (std::string_view mark :
       {";", "。", ". ", "·", ", but ", " but ", " until ", " before ", " except ", "但"}) {
    if (folded.find(mark) != std::string_view::npos) return true;
  }
  return false;
}

}  // namespace

void AnswerPhraseSet::Add(const pack::v1::AnswerPhrases& phrases) {
  for (const auto& phrase : phrases.whole()) {
    whole_.insert(std::string(TrimMarks(FoldName(phrase))));
  }
  for (const auto& phrase : phrases.prefix()) prefix_.push_back(FoldName(phrase));
  for (const auto& phrase : phrases.anywhere()) anywhere_.push_back(FoldName(phrase));
}

bool AnswerPhraseSet::Matches(std::string_view folded) const {
  if (whole_.contains(folded)) return true;
  if (folded.size() > kLongestShortCell || HasSecondClause(folded)) return false;
  for (const std::string& phrase : prefix_) {
    if (folded.starts_with(phrase) &&
        text::IsWordBoundary(folded, static_cast<int64_t>(phrase.size()))) {
      return true;
    }
  }
  for (const std::string& phrase : anywhere_) {
    for (size_t at = folded.find(phrase); at != std::string_view::npos;
         at = folded.find(phrase, at + 1)) {
      if (text::IsWordBoundary(folded, static_cast<int64_t>(at)) &&
          text::IsWordBoundary(folded, static_cast<int64_t>(at + phrase.size()))) {
        return true;
      }
    }
  }
  return false;
}

CellAnswer ClassifyCell(const AnswerPhraseSet& not_stated, const AnswerPhraseSet& no_value,
                        std::string_view text) {
  // Far longer than any phrase: a value, whatever it holds.
  if (text.size() > 4 * kLongestShortCell) return CellAnswer::kValue;
  const std::string folded = FoldName(text);
  const std::string_view trimmed = TrimMarks(folded);
  if (trimmed.empty()) return CellAnswer::kNotStated;  // blank, or only dashes and marks
  if (not_stated.Matches(trimmed)) return CellAnswer::kNotStated;
  if (no_value.Matches(trimmed)) return CellAnswer::kNoValue;
  return CellAnswer::kValue;
}

}  // namespace parallax::catalog
