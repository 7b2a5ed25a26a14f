#include "core/text/html_entity.h"

#include <algorithm>
#include <cstdint>
#include <iterator>

#include "core/text/utf8.h"

namespace parallax::text {
namespace {

struct Name {
  std::string_view name;
  char32_t first;
  char32_t second;  // 0: none
};
// clang-format off
constexpr Name kNames[] = {
#include "core/text/html_entity_table.inc"
};
// Names that old pages write without a semicolon.
constexpr std::string_view kBareNames[] = {
    "AElig", "AMP", "Aacute", "Acirc", "Agrave", "Aring", "Atilde", "Auml", "COPY", "Ccedil", "ETH",
    "Eacute", "Ecirc", "Egrave", "Euml", "GT", "Iacute", "Icirc", "Igrave", "Iuml", "LT", "Ntilde",
    "Oacute", "Ocirc", "Ograve", "Oslash", "Otilde", "Ouml", "QUOT", "REG", "THORN", "Uacute",
    "Ucirc", "Ugrave", "Uuml", "Yacute", "aacute", "acirc", "acute", "aelig", "agrave", "amp",
    "aring", "atilde", "auml", "brvbar", "ccedil", "cedil", "cent", "copy", "curren", "deg",
    "divide", "eacute", "ecirc", "egrave", "eth", "euml", "frac12", "frac14", "frac34", "gt",
    "iacute", "icirc", "iexcl", "igrave", "iquest", "iuml", "laquo", "lt", "macr", "micro",
    "middot", "nbsp", "not", "ntilde", "oacute", "ocirc", "ograve", "ordf", "ordm", "oslash",
    "otilde", "ouml", "para", "plusmn", "pound", "quot", "raquo", "reg", "sect", "shy", "sup1",
    "sup2", "sup3", "szlig", "thorn", "times", "uacute", "ucirc", "ugrave", "uml", "uuml", "yacute",
    "yen", "yuml",
};
// clang-format on
constexpr size_t kLongestBareName = 6;
constexpr size_t kLongestName = 32;

// What numbers 0x80 to 0x9F mean: windows-1252, where it defines them.
constexpr char32_t kWindows1252[32] = {
    0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0x8D,   0x017D, 0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};

const Name* Find(std::string_view name) {
  const auto* found =
      std::lower_bound(std::begin(kNames), std::end(kNames), name,
                       [](const Name& n, std::string_view x) { return n.name < x; });
  return found != std::end(kNames) && found->name == name ? found : nullptr;
}

HtmlEntity Make(const Name& name, size_t size) {
  HtmlEntity entity;
  entity.size_bytes = size;
  AppendUtf8(name.first, &entity.text);
  if (name.second != 0) AppendUtf8(name.second, &entity.text);
  return entity;
}

HtmlEntity ReadNumber(std::string_view s, bool strict) {
  size_t at = 2;
  const bool hex = at < s.size() && (s[at] == 'x' || s[at] == 'X');
  if (hex) ++at;
  const size_t begin = at;
  uint32_t value = 0;
  for (; at < s.size(); ++at) {
    const char c = s[at];
    uint32_t digit = 0;
    if (c >= '0' && c <= '9') {
      digit = static_cast<uint32_t>(c - '0');
    } else if (hex && (c | 0x20) >= 'a' && (c | 0x20) <= 'f') {
      digit = static_cast<uint32_t>((c | 0x20) - 'a' + 10);
    } else {
      break;
    }
    value = std::min<uint32_t>(value * (hex ? 16 : 10) + digit, 0x110000);
  }
  if (at == begin) return {};
  const bool closed = at < s.size() && s[at] == ';';
  if (strict && (!closed || at - begin > (hex ? 6U : 7U))) return {};
  HtmlEntity entity;
  entity.size_bytes = at + (closed ? 1 : 0);
  char32_t c = value;
  if (c == 0 || c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF)) c = kReplacementCharacter;
  if (!strict && c >= 0x80 && c <= 0x9F) c = kWindows1252[c - 0x80];
  AppendUtf8(c, &entity.text);
  return entity;
}

}  // namespace

HtmlEntity ReadHtmlEntity(std::string_view s, bool strict) {
  if (s.size() < 3 || s[0] != '&') return {};
  if (s[1] == '#') return ReadNumber(s, strict);
  size_t end = 1;
  while (end < s.size() && end <= kLongestName &&
         ((s[end] >= 'a' && s[end] <= 'z') || (s[end] >= 'A' && s[end] <= 'Z') ||
          (s[end] >= '0' && s[end] <= '9'))) {
    ++end;
  }
  if (end < s.size() && s[end] == ';') {
    if (const Name* name = Find(s.substr(1, end - 1))) return Make(*name, end + 1);
  }
  if (strict) return {};
  for (size_t size = std::min(end - 1, kLongestBareName); size >= 2; --size) {
    const std::string_view bare = s.substr(1, size);
    if (!std::binary_search(std::begin(kBareNames), std::end(kBareNames), bare)) continue;
    if (const Name* name = Find(bare)) return Make(*name, size + 1);
  }
  return {};
}

}  // namespace parallax::text
