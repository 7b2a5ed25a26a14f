// What kind of character a code point is, as far as blocks and words are told apart. ASCII, Latin
// and the scripts of East Asia; others by their Unicode blocks. Pure; thread-safe.
#ifndef PARALLAX_CORE_TEXT_CHARACTER_H_
#define PARALLAX_CORE_TEXT_CHARACTER_H_

namespace parallax::text {

// Unicode's White_Space.
constexpr bool IsWhiteSpace(char32_t c) {
  if (c <= 0x20) return c == ' ' || (c >= 0x09 && c <= 0x0D);
  if (c < 0x1680) return c == 0x85 || c == 0xA0;
  return c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F ||
         c == 0x205F || c == 0x3000;
}

// Control characters that stand for nothing a reader sees; they are left out of block texts.
constexpr bool IsControl(char32_t c) {
  return (c < 0x20 && !(c >= 0x09 && c <= 0x0D)) || (c >= 0x7F && c < 0xA0 && c != 0x85);
}

// Zero-width characters that are left out of block texts too, so that words match: zero width
// space, soft hyphen, byte order mark inside a text.
constexpr bool IsZeroWidth(char32_t c) { return c == 0x200B || c == 0xAD || c == 0xFEFF; }

constexpr bool IsHan(char32_t c) {
  return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3400 && c <= 0x4DBF) || c == 0x3007 ||
         (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x20000 && c <= 0x3134F);
}
constexpr bool IsKana(char32_t c) {
  return (c >= 0x3041 && c <= 0x30FF && c != 0x30FB) || (c >= 0x31F0 && c <= 0x31FF);
}
constexpr bool IsHangul(char32_t c) {
  return (c >= 0xAC00 && c <= 0xD7A3) || (c >= 0x1100 && c <= 0x11FF);
}

// East Asian letters and punctuation that take two columns and between which no blank is written.
constexpr bool IsWide(char32_t c) {
  return IsHan(c) || (c >= 0x3001 && c <= 0x30FF) || (c >= 0xFF01 && c <= 0xFF60);
}

constexpr bool IsAsciiDigit(char32_t c) { return c >= '0' && c <= '9'; }

constexpr bool IsLatinLetter(char32_t c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         (c >= 0xC0 && c <= 0x24F && c != 0xD7 && c != 0xF7) || (c >= 0x1E00 && c <= 0x1EFF);
}

// Upper and lower case of ASCII and Latin-1; of the alternating pairs of Latin Extended-A as well.
constexpr bool IsUpperLatin(char32_t c) {
  return (c >= 'A' && c <= 'Z') || (c >= 0xC0 && c <= 0xDE && c != 0xD7) ||
         (c >= 0x100 && c <= 0x17F && c % 2 == 0);
}
constexpr bool IsLowerLatin(char32_t c) { return IsLatinLetter(c) && !IsUpperLatin(c); }

constexpr bool IsOpeningMark(char32_t c) {
  return c == '"' || c == '\'' || c == '(' || c == '[' || c == 0x201C || c == 0x2018 || c == 0xAB ||
         c == 0x300C || c == 0x300E || c == 0x300A || c == 0x3008 || c == 0x3010 || c == 0xFF08;
}
constexpr bool IsClosingMark(char32_t c) {
  return c == '"' || c == '\'' || c == ')' || c == ']' || c == 0x201D || c == 0x2019 || c == 0xBB ||
         c == 0x300D || c == 0x300F || c == 0x300B || c == 0x3009 || c == 0x3011 || c == 0xFF09;
}

// Ends a sentence: . ! ? … and their wide forms.
constexpr bool IsSentenceEnd(char32_t c) {
  return c == '.' || c == '!' || c == '?' || c == 0x2026 || c == 0x3002 || c == 0xFF01 ||
         c == 0xFF1F || c == 0xFF0E;
}
constexpr bool IsColon(char32_t c) { return c == ':' || c == 0xFF1A; }

}  // namespace parallax::text

#endif  // PARALLAX_CORE_TEXT_CHARACTER_H_
