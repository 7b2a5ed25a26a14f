#include "query_service/render/safe_text.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <iterator>

namespace parallax::render {
namespace {

constexpr UChar32 kReplacement = 0xFFFD;

void AppendUtf8(UChar32 c, std::string* out) {
  char buffer[U8_MAX_LENGTH];
  int32_t length = 0;
  U8_APPEND_UNSAFE(buffer, length, c);
  out->append(buffer, static_cast<size_t>(length));
}

bool IsPlainNumber(std::string_view text) {
  size_t digits = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c >= '0' && c <= '9') {
      ++digits;
    } else if (!((c == '-' || c == '+') && i == 0) && c != '.' && c != ',') {
      return false;
    }
  }
  return digits > 0;
}

}  // namespace

std::string SafeText(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  bool space_due = false;
  const int32_t size = static_cast<int32_t>(text.size());
  for (int32_t i = 0; i < size;) {
    const int32_t begin = i;
    UChar32 c;
    U8_NEXT(text.data(), i, size, c);
    if (c < 0) c = kReplacement;
    if (c == 0xFEFF && begin == 0) continue;
    if (u_isUWhiteSpace(c)) {
      // The ideographic space separates words as any other and would widen the table.
      space_due = !out.empty();
      continue;
    }
    if (space_due) out += ' ';
    space_due = false;
    const int8_t type = u_charType(c);
    const bool joiner = c == 0x200C || c == 0x200D;
    if (type == U_CONTROL_CHAR || (type == U_FORMAT_CHAR && !joiner) || type == U_SURROGATE ||
        type == U_UNASSIGNED) {
      char escaped[16];
      std::snprintf(escaped, sizeof(escaped), "\\u{%04X}", static_cast<unsigned>(c));
      out += escaped;
    } else {
      AppendUtf8(c, &out);
    }
  }
  return out;
}

namespace {

bool EndsInWww(std::string_view text) {
  if (text.size() < 3) return false;
  const std::string_view last = text.substr(text.size() - 3);
  return std::all_of(last.begin(), last.end(), [](char c) { return c == 'w' || c == 'W'; });
}

}  // namespace

std::string MarkdownText(std::string_view text) {
  std::string out;
  bool line_start = true;
  const std::string safe = SafeText(text);
  for (size_t i = 0; i < safe.size(); ++i) {
    const char c = safe[i];
    const std::string_view before(safe.data(), i);
    switch (c) {
      case '/':
      case '.':
      case '@':
        // GFM makes links of bare addresses; with their signs escaped they are text.
        if ((c == '/' && before.ends_with(":")) || (c == '.' && EndsInWww(before)) || c == '@') {
          out += '\\';
        }
        out += c;
        break;
      case '\\':
      case '`':
      case '*':
      case '_':
      case '[':
      case ']':
      case '|':
      case '~':
      case '$':
        out += '\\';
        out += c;
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '&':
        out += "&amp;";
        break;
      case '#':
      case '-':
      case '+':
        // Markup only where a line starts.
        if (line_start) out += '\\';
        out += c;
        break;
      default:
        out += c;
    }
    line_start = false;
  }
  return out;
}

namespace {

// Whether a spreadsheet may take it for a formula: by its first character, ASCII or, where the user
// types Chinese or Japanese, fullwidth.
bool StartsFormula(std::string_view text) {
  static constexpr std::string_view kFirst[] = {"=", "+", "-", "@", "＝", "＋", "－", "＠"};
  return std::any_of(std::begin(kFirst), std::end(kFirst),
                     [&](std::string_view first) { return text.starts_with(first); });
}

}  // namespace

std::string CsvField(std::string_view text) {
  std::string safe = SafeText(text);
  if (StartsFormula(safe) && !IsPlainNumber(safe)) {
    safe.insert(safe.begin(), '\'');
  }
  if (safe.find_first_of(",\"\n") == std::string::npos) return safe;
  std::string out = "\"";
  for (char c : safe) {
    if (c == '"') out += '"';
    out += c;
  }
  return out + '"';
}

}  // namespace parallax::render
