#include "ingest_service/recognize/glyph.h"

namespace parallax::recognize {
namespace {

char32_t Fold(char32_t c) {
  if (c >= 0xFF01 && c <= 0xFF5E) return c - 0xFF01 + '!';
  switch (c) {
    case 0x00A0:
    case 0x2002:
    case 0x2003:
    case 0x2007:
    case 0x2009:
    case 0x200A:
    case 0x202F:
    case 0x3000:
      return ' ';
    case 0x2010:  // hyphen
    case 0x2011:  // non-breaking hyphen
    case 0x2212:  // minus sign
    case 0xFE63:
      return '-';
    case 0x2018:
    case 0x2019:
      return '\'';
    case 0xFFE5:  // full-width yen
      return 0xA5;
    case 0xFFE1:  // full-width pound
      return 0xA3;
    case 0xFFE0:  // full-width cent
      return 0xA2;
    default:
      return c;
  }
}

}  // namespace

Glyph GlyphAtSlow(std::string_view text, int64_t at) {
  const auto* p = reinterpret_cast<const unsigned char*>(text.data()) + at;
  const int64_t left = static_cast<int64_t>(text.size()) - at;
  const auto tail = [&](int i) { return i < left && (p[i] & 0xC0) == 0x80; };
  const unsigned char b = p[0];
  if (b >= 0xC2 && b <= 0xDF && tail(1)) {
    return {Fold(static_cast<char32_t>((b & 0x1F) << 6 | (p[1] & 0x3F))), 2};
  }
  if (b >= 0xE0 && b <= 0xEF && tail(1) && tail(2)) {
    const char32_t c = static_cast<char32_t>((b & 0x0F) << 12 | (p[1] & 0x3F) << 6 | (p[2] & 0x3F));
    if (c < 0x800 || (c >= 0xD800 && c <= 0xDFFF)) return {kBad, 1};
    return {c >= 0x4E00 && c <= 0x9FFF ? c : Fold(c), 3};
  }
  if (b >= 0xF0 && b <= 0xF4 && tail(1) && tail(2) && tail(3)) {
    const char32_t c = static_cast<char32_t>((b & 0x07) << 18 | (p[1] & 0x3F) << 12 |
                                             (p[2] & 0x3F) << 6 | (p[3] & 0x3F));
    if (c >= 0x10000 && c <= 0x10FFFF) return {c, 4};
  }
  return {kBad, 1};
}

Glyph GlyphBefore(std::string_view text, int64_t at) {
  if (at <= 0) return {};
  for (int size = 1; size <= 4 && at - size >= 0; ++size) {
    const unsigned char b = static_cast<unsigned char>(text[static_cast<size_t>(at - size)]);
    if ((b & 0xC0) == 0x80 && size < 4) continue;
    const Glyph g = GlyphAt(text, at - size);
    if (g.size == size) return g;
    break;
  }
  return {kBad, 1};
}

int64_t SkipBlanks(std::string_view text, int64_t at) {
  for (int i = 0; i < 8; ++i) {
    const Glyph g = GlyphAt(text, at);
    if (!IsBlank(g.c)) break;
    at += g.size;
  }
  return at;
}

int64_t SkipBlanksBack(std::string_view text, int64_t at) {
  for (int i = 0; i < 8; ++i) {
    const Glyph g = GlyphBefore(text, at);
    if (!IsBlank(g.c)) break;
    at -= g.size;
  }
  return at;
}

Word WordAt(std::string_view text, int64_t at) {
  Word word;
  word.begin = word.end = at;
  const int64_t size = static_cast<int64_t>(text.size());
  word.all_capitals = true;
  while (word.end < size) {
    const unsigned char c = static_cast<unsigned char>(text[static_cast<size_t>(word.end)]);
    if (!IsLetter(c)) break;
    if (word.end == at) word.capital = IsUpper(c);
    if (!IsUpper(c)) word.all_capitals = false;
    if (word.size < Word::kMaxWord) {
      word.letters[static_cast<size_t>(word.size)] = static_cast<char>(Lower(c));
    }
    ++word.size;
    ++word.end;
    if (word.size > Word::kMaxWord) {  // too long for any table: stop looking
      word.size = 0;
      return word;
    }
  }
  return word;
}

Word WordBefore(std::string_view text, int64_t at) {
  int64_t begin = at;
  while (begin > 0 && at - begin <= Word::kMaxWord &&
         IsLetter(static_cast<unsigned char>(text[static_cast<size_t>(begin - 1)]))) {
    --begin;
  }
  if (at - begin > Word::kMaxWord) {
    Word word;
    word.begin = begin;
    word.end = at;
    return word;
  }
  Word word = WordAt(text.substr(0, static_cast<size_t>(at)), begin);
  return word;
}

Word NextWord(std::string_view text, int64_t at) {
  int64_t p = SkipBlanks(text, at);
  const Glyph g = GlyphAt(text, p);
  if (g.c == '-' && IsLetter(GlyphAt(text, p + g.size).c)) p += g.size;
  return WordAt(text, p);
}

Word PreviousWord(std::string_view text, int64_t at) {
  return WordBefore(text, SkipBlanksBack(text, at));
}

}  // namespace parallax::recognize
