#include "ingest_service/parse/block/label.h"

#include <algorithm>
#include <array>
#include <string>

#include "core/text/character.h"
#include "core/text/utf8.h"

namespace parallax::parse {
namespace {

using text::NextCodePoint;

constexpr size_t kLabelBytes = 160;
constexpr int kLabelWords = 7;
constexpr int kLabelHan = 16;

// A finite verb makes a clause of what stands before the colon; in a question it may stand.
constexpr std::string_view kFiniteVerbs[] = {
    "is",       "are",     "was",    "were",   "said",   "says",   "has",     "have",
    "had",      "can",     "may",    "told",   "adds",   "added",  "wrote",   "writes",
    "asked",    "asks",    "argues", "argued", "warned", "noted",  "include", "includes",
    "included", "follows", "means",  "will",   "would",  "replied"};
constexpr std::string_view kQuestionWords[] = {"what", "why",   "how",  "who",
                                               "when", "where", "which"};
constexpr std::string_view kContractions[] = {"what’s", "what's", "who’s",
                                              "who's",  "how’s",  "how's"};

// Verbs that introduce speech or a list, and stand last before a Chinese colon.
constexpr std::string_view kChineseClauseEnds[] = {
    "说",   "說",   "称",   "稱",   "道",   "写",   "寫",   "问",   "問",
    "答",   "表示", "指出", "认为", "認為", "强调", "強調", "写道", "寫道",
    "透露", "宣布", "如下", "包括", "是",   "即",   "为",   "為"};

template <size_t N>
bool Has(const std::string_view (&words)[N], std::string_view word) {
  return std::find(std::begin(words), std::end(words), word) != std::end(words);
}

std::string LowerAscii(std::string_view s) {
  std::string lower(s);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lower;
}

// Verbs of saying that make a clause wherever they stand in it.
constexpr std::string_view kChineseSaying[] = {"表示", "否认", "否認", "认为", "認為",
                                               "指出", "强调", "強調", "宣布", "透露",
                                               "承认", "承認", "警告"};

// Whether `label` reads as a name of something rather than as a clause.
bool IsNounPhrase(std::string_view label) {
  int words = 0;
  int han = 0;
  bool question = false;
  bool verb = false;
  std::string word;
  const auto end_word = [&] {
    if (word.empty()) return;
    ++words;
    const std::string lower = LowerAscii(word);
    if (words == 1 && (Has(kQuestionWords, lower) || Has(kContractions, lower))) question = true;
    if (Has(kFiniteVerbs, lower)) verb = true;
    word.clear();
  };
  bool first = true;
  for (size_t at = 0; at < label.size();) {
    const size_t from = at;
    const char32_t c = NextCodePoint(label, &at);
    // Only a letter, a digit that letters follow, or a bracket begins a label.
    if (first && text::IsLowerLatin(c)) return false;
    if (first && !text::IsLatinLetter(c) && !text::IsHan(c) && !text::IsKana(c) &&
        !text::IsHangul(c) && !text::IsAsciiDigit(c) && c < 0x370 && c != '[' && c != '(') {
      return false;
    }
    first = false;
    if (text::IsSentenceEnd(c) || c == ';' || c == 0xFF1B || c == 0xFF0C || c == '"' ||
        c == 0x201C || c == '=' || c == '<' || c == '{' || c == '|') {
      // A point inside an abbreviation ("U.S. position") is no sentence's end.
      const bool abbreviation =
          c == '.' && from > 0 && text::IsUpperLatin(text::CodePointBefore(label, from));
      if (!abbreviation) return false;
    }
    if (text::IsHan(c) || text::IsKana(c)) ++han;
    if (text::IsLatinLetter(c) || c == '\'' || c == 0x2019 || (c == '-' && !word.empty())) {
      word.append(label.substr(from, at - from));
    } else {
      end_word();
    }
  }
  end_word();
  if (words == 0 && han == 0) return false;
  if (words > kLabelWords || han > kLabelHan) return false;
  if (verb && !question) return false;
  if (han > 0) {
    for (const std::string_view clause_end : kChineseClauseEnds) {
      if (label.ends_with(clause_end)) return false;
    }
    for (const std::string_view verb : kChineseSaying) {
      if (label.find(verb) != std::string_view::npos) return false;
    }
  }
  return true;
}

}  // namespace

Label ReadLabel(std::string_view line) {
  const std::string_view head = line.substr(0, std::min(line.size(), kLabelBytes));
  for (size_t at = 0; at < head.size();) {
    const size_t from = at;
    const auto byte = static_cast<unsigned char>(head[at]);
    size_t colon = 0;
    if (byte == ':') {
      colon = 1;
    } else if (byte == 0xEF && head.substr(at).starts_with("：")) {
      colon = 3;
    } else {
      ++at;
      continue;
    }
    const size_t behind = from + colon;
    const char next = behind < line.size() ? line[behind] : ' ';
    if (colon == 1) {
      // 10:30, 3:1, https://
      if (next >= '0' && next <= '9' && from > 0 && head[from - 1] >= '0' && head[from - 1] <= '9')
        return {};
      if (next == '/' || next == ':') return {};
      // Latin typography leaves a blank behind a colon; without one it is part of a name.
      const bool wide_before = from > 0 && static_cast<unsigned char>(head[from - 1]) >= 0x80;
      const bool wide_behind = static_cast<unsigned char>(next) >= 0xC2;
      if (next != ' ' && !wide_before && !wide_behind) return {};
    }
    size_t end = from;
    while (end > 0 && head[end - 1] == ' ') --end;
    if (end == 0 || !IsNounPhrase(head.substr(0, end))) return {};
    Label label;
    label.size_bytes = static_cast<int64_t>(end);
    size_t body = behind;
    while (body < line.size() && line[body] == ' ') ++body;
    label.body_begin = static_cast<int64_t>(body);
    return label;
  }
  return {};
}

}  // namespace parallax::parse
