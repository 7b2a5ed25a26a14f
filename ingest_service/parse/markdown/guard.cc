#include "ingest_service/parse/markdown/guard.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "absl/strings/str_cat.h"

namespace parallax::parse {
namespace {

// Of a document. Ordinary text has some hundred markup characters to a paragraph: ten thousand such
// paragraphs stay far below.
constexpr int64_t kMostSquares = 1'000'000'000;
// Columns times rows of the tables of a document.
constexpr int64_t kMostTableCells = 2'000'000;

constexpr std::array<bool, 256> MakeMarks() {
  std::array<bool, 256> marks{};
  for (const unsigned char c : {'*', '_', '~', '`', '[', ']', '!', '<', '>', '&', '(', ')', '\\',
                                '"', '\'', ':', '@', '|', '^'}) {
    marks[c] = true;
  }
  return marks;
}
constexpr std::array<bool, 256> kMarks = MakeMarks();

}  // namespace

std::string MarkdownHazard(std::string_view text, const ParseLimits& limits) {
  int64_t marks = 0;
  int64_t squares = 0;
  int64_t widest = 0;  // bars of a line in this paragraph
  int64_t cells = 0;
  int64_t previous_indent = 0;
  size_t at = 0;
  while (at < text.size()) {
    const size_t end = std::min(text.find_first_of("\r\n", at), text.size());
    // Containers that open at the begin of the line.
    int64_t containers = 0;
    size_t p = at;
    int64_t indent = 0;
    for (; p < end; ++p) {
      const char c = text[p];
      if (c == ' ' || c == '\t') {
        indent += c == '\t' ? 4 : 1;
        continue;
      }
      const bool bullet = (c == '-' || c == '*' || c == '+') && p + 1 < end &&
                          (text[p + 1] == ' ' || text[p + 1] == '\t');
      const bool digit = c >= '0' && c <= '9';
      if (c == '>' || bullet) {
        ++containers;
        indent += 2;
      } else if (digit || ((c == '.' || c == ')') && p > at)) {
        if (!digit) ++containers;
        ++indent;
      } else {
        break;
      }
    }
    // Lists that are nested line by line show by their indent.
    if (containers > limits.max_depth ||
        (containers > 0 && indent > 4 * limits.max_depth && indent > previous_indent)) {
      return absl::StrCat("containers are nested deeper than ", limits.max_depth);
    }
    previous_indent = indent;
    int64_t bars = 0;
    const bool blank = p >= end;
    for (size_t i = at; i < end; ++i) {
      if (!kMarks[static_cast<unsigned char>(text[i])]) continue;
      ++marks;
      if (text[i] == '|') ++bars;
    }
    if (bars > limits.max_columns) return absl::StrCat("a line has ", bars, " bars");
    widest = std::max(widest, bars);
    cells += widest;
    if (cells > kMostTableCells) return "tables have too many cells";
    if (blank) {
      squares += marks * marks;
      marks = 0;
      widest = 0;
    } else if (squares + marks * marks > kMostSquares) {
      break;
    }
    at = end + 1;
  }
  squares += marks * marks;
  if (squares > kMostSquares) return "paragraphs have too much markup";
  return "";
}

}  // namespace parallax::parse
