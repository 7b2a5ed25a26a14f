#include "query_service/render/html_text.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <cstdint>

#include "query_service/render/safe_text.h"

namespace parallax::render {
namespace {

// The longest tag that RFC 5646 has to be able to hold.
constexpr size_t kMaxLanguageBytes = 35;

size_t ColumnsOf(UChar32 c) {
  const int width = u_getIntPropertyValue(c, UCHAR_EAST_ASIAN_WIDTH);
  return width == U_EA_WIDE || width == U_EA_FULLWIDTH ? 2 : 1;
}

}  // namespace

std::string HtmlText(std::string_view text) {
  std::string out;
  for (const char c : SafeText(text)) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

std::string LanguageAttribute(std::string_view language) {
  if (language.empty() || language.size() > kMaxLanguageBytes || language.front() == '-') return "";
  for (const char c : language) {
    const bool alphanumeric =
        (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    if (!alphanumeric && c != '-') return "";
  }
  return " lang=\"" + std::string(language) + "\"";
}

std::string Shortened(std::string_view text, size_t columns) {
  const auto size = static_cast<int32_t>(text.size());
  size_t used = 0;
  size_t fits = 0;  // bytes that leave a column for the ellipsis
  for (int32_t i = 0; i < size;) {
    UChar32 c;
    U8_NEXT(text.data(), i, size, c);
    used += c < 0 ? 1 : ColumnsOf(c);
    if (used > columns) return std::string(text.substr(0, fits)) + "…";
    if (used < columns) fits = static_cast<size_t>(i);
  }
  return std::string(text);
}

}  // namespace parallax::render
