#include "ingest_service/discourse/quotation.h"

#include <array>
#include <cstdint>
#include <cstring>

#include "core/text/character.h"
#include "core/text/utf8.h"

namespace parallax::discourse {
namespace {

char32_t ClosingOf(char32_t c) {
  switch (c) {
    case 0x201C:
      return 0x201D;
    case 0x300C:
      return 0x300D;
    case 0x300E:
      return 0x300F;
    case 0xAB:
      return 0xBB;
    case '"':
      return '"';
    default:
      return 0;
  }
}

// What an ASCII character is to a word: a letter or digit, a mark that may stand inside, or its
// end.
enum class AsciiPart : uint8_t { kEnd, kWord, kInner };
constexpr std::array<AsciiPart, 128> kAsciiParts = [] {
  std::array<AsciiPart, 128> parts{};
  for (int c = 0; c < 128; ++c) {
    if (text::IsLatinLetter(c) || text::IsAsciiDigit(c)) parts[c] = AsciiPart::kWord;
  }
  for (char c : {'\'', '-', '.'}) parts[static_cast<int>(c)] = AsciiPart::kInner;
  return parts;
}();

// Leads of quotation marks.
constexpr std::array<bool, 256> kMayBeMark = [] {
  std::array<bool, 256> leads{};
  for (unsigned char c : {0x22, 0xC2, 0xE2, 0xE3}) leads[c] = true;
  return leads;
}();

// Whether one of the bytes that begin a quotation mark is there at all.
bool MayQuote(std::string_view text) {
  for (char c : {'"', '\xE2', '\xE3', '\xC2'}) {
    if (std::memchr(text.data(), c, text.size()) != nullptr) return true;
  }
  return false;
}

bool MayOpen(std::string_view text, size_t at, size_t next) {
  if (next >= text.size() || text[next] == ' ') return false;
  const char32_t before = text::CodePointBefore(text, at);
  return before == 0 || text::IsWhiteSpace(before) || text::IsOpeningMark(before) ||
         text::IsWide(before) || before == 0x2014 || before == 0x2013 || before == '-' ||
         before == '/' || before == ':';
}

}  // namespace

void FindQuotations(std::string_view text, std::vector<Quotation>* quotations) {
  if (!MayQuote(text)) return;
  char32_t closing = 0;
  char32_t opening = 0;
  int depth = 0;
  Quotation open;
  for (size_t at = 0; at < text.size();) {
    while (at < text.size() && !kMayBeMark[static_cast<unsigned char>(text[at])]) ++at;
    if (at >= text.size()) break;
    size_t next = at;
    const char32_t c = text::NextCodePoint(text, &next);
    if (closing == 0) {
      const char32_t its_closing = ClosingOf(c);
      if (its_closing != 0 && (c != '"' || MayOpen(text, at, next))) {
        opening = c;
        closing = its_closing;
        depth = 1;
        open = {};
        open.outer.begin = static_cast<int64_t>(at);
        open.inner.begin = static_cast<int64_t>(next);
      }
    } else if (c == closing) {
      if (--depth == 0) {
        open.inner.end = static_cast<int64_t>(at);
        open.outer.end = static_cast<int64_t>(next);
        quotations->push_back(open);
        closing = 0;
      }
    } else if (c == opening) {
      ++depth;
    }
    at = next;
  }
  // A straight mark that nothing closes may be anything but at the begin of a paragraph.
  if (closing == 0 || (closing == '"' && open.outer.begin > 0)) return;
  open.inner.end = open.outer.end = static_cast<int64_t>(text.size());
  open.open_ended = true;
  quotations->push_back(open);
}

int CountWords(std::string_view text, int most) {
  int words = 0;
  bool inside = false;
  for (size_t at = 0; at < text.size() && words < most;) {
    if (const auto byte = static_cast<unsigned char>(text[at]); byte < 0x80) {
      ++at;
      const AsciiPart part = kAsciiParts[byte];
      words += part == AsciiPart::kWord && !inside;
      if (part != AsciiPart::kInner) inside = part == AsciiPart::kWord;
      continue;
    }
    const char32_t c = text::NextCodePoint(text, &at);
    if (text::IsHan(c)) {
      ++words;
      inside = false;
    } else if (text::IsLatinLetter(c)) {
      if (!inside) ++words;
      inside = true;
    } else if (c != 0x2019) {
      inside = false;
    }
  }
  return words;
}

}  // namespace parallax::discourse
