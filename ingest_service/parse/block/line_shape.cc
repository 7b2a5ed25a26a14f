#include "ingest_service/parse/block/line_shape.h"

#include <algorithm>

#include "core/text/character.h"
#include "core/text/utf8.h"

namespace parallax::parse {
namespace {

using namespace text;  // NOLINT(google-build-using-namespace): character classes throughout

constexpr int32_t kHeadingColumns = 100;
constexpr int32_t kHeadingWords = 16;
constexpr int32_t kPlainHeadingWords = 11;

}  // namespace

LineEnd EndOf(std::string_view line) {
  size_t end = line.size();
  while (end > 0) {
    const char32_t c = CodePointBefore(line, end);
    if (!IsClosingMark(c) && !IsWhiteSpace(c)) {
      if (c == '?' || c == 0xFF1F) return LineEnd::kQuestion;
      if (IsSentenceEnd(c) || c == ';' || c == 0xFF1B) return LineEnd::kSentence;
      if (IsColon(c)) return LineEnd::kColon;
      if (c == ',' || c == 0xFF0C || c == 0x3001) return LineEnd::kComma;
      return LineEnd::kOpen;
    }
    --end;
    while (end > 0 && !IsUtf8Lead(line[end])) --end;
  }
  return LineEnd::kOpen;
}

LineShape ShapeOf(std::string_view line) {
  LineShape shape;
  shape.end = EndOf(line);
  shape.truncated = line.size() > kShapeBytes;
  const std::string_view head = line.substr(0, std::min(line.size(), kShapeBytes));
  int32_t word_letters = 0;
  bool word_capital = false;
  bool after_sentence_end = false;
  bool first = true;
  const auto end_word = [&] {
    if (word_letters > 0) ++shape.words;
    if (word_letters >= 4) {
      ++shape.long_words;
      if (word_capital) ++shape.capitalized;
    }
    word_letters = 0;
  };
  for (size_t at = 0; at < head.size();) {
    const char32_t c = NextCodePoint(head, &at);
    shape.columns += IsWide(c) || IsHangul(c) ? 2 : 1;
    if (IsLatinLetter(c)) {
      if (word_letters == 0) word_capital = IsUpperLatin(c);
      if (first) shape.begins_lower = IsLowerLatin(c);
      ++word_letters;
      ++shape.letters;
      if (after_sentence_end && IsUpperLatin(c) && at < head.size()) {
        shape.holds_sentence_end = true;
      }
      after_sentence_end = false;
      first = false;
      continue;
    }
    // An apostrophe or a hyphen does not end a word.
    if ((c == '\'' || c == 0x2019 || c == '-') && word_letters > 0) continue;
    const bool after_long_word = word_letters >= 3;
    end_word();
    if (IsHan(c) || IsKana(c) || IsHangul(c)) {
      ++shape.letters;
      ++shape.han;
    } else if (IsAsciiDigit(c)) {
      ++shape.digits;
    } else if (c > 0x24F && !IsWhiteSpace(c) && !(c >= 0x2000 && c < 0x3100) && c < 0xFF00) {
      ++shape.letters;
    }
    if (c == 0x3002 || ((c == 0xFF01 || c == 0xFF1F) && at < head.size())) {
      if (at < head.size()) shape.holds_sentence_end = true;
    }
    if (c == '.' || c == '!' || c == '?') {
      after_sentence_end = after_long_word;
    } else if (!IsWhiteSpace(c) && !IsClosingMark(c) && !IsOpeningMark(c)) {
      after_sentence_end = false;
    }
    if (!IsWhiteSpace(c) && !IsOpeningMark(c)) first = false;
  }
  end_word();
  shape.words += (shape.han + 1) / 2;
  return shape;
}

bool IsTitleCase(const LineShape& shape) {
  return shape.long_words > 0 && shape.capitalized * 10 >= shape.long_words * 7;
}

bool IsHeadingShaped(const LineShape& shape, std::string_view line, bool is_title) {
  if (shape.truncated || shape.letters == 0 || shape.columns > kHeadingColumns) return false;
  if (shape.words > kHeadingWords + shape.han / 4 || shape.begins_lower) return false;
  if (shape.end == LineEnd::kSentence || shape.end == LineEnd::kComma) return false;
  if (shape.holds_sentence_end) return false;
  // A longer English heading is capitalized; what is not is a clause.
  if (!is_title && shape.words > kPlainHeadingWords && shape.han == 0 && !IsTitleCase(shape))
    return false;
  if (line.find("://") != std::string_view::npos || line.starts_with("www.")) return false;
  return line.find('@') == std::string_view::npos;
}

}  // namespace parallax::parse
