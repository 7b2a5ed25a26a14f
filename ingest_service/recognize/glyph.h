// Reading UTF-8 text character by character and word by word, forwards and backwards, with
// full-width forms folded to ASCII. Everything is total: a byte that is not UTF-8 reads as one kBad
// glyph.
#ifndef PARALLAX_INGEST_SERVICE_RECOGNIZE_GLYPH_H_
#define PARALLAX_INGEST_SERVICE_RECOGNIZE_GLYPH_H_

#include <array>
#include <cstdint>
#include <string_view>

namespace parallax::recognize {

inline constexpr char32_t kEnd = 0;  // past either end of the text
inline constexpr char32_t kBad = 0xFFFFFFFF;

// One character: its code point after folding (full-width ASCII to ASCII, every blank that is not a
// line break to ' ', every minus and hyphen to '-', curly apostrophes to '\'') and its size in
// bytes.
struct Glyph {
  char32_t c = kEnd;
  int size = 0;
};

// The character that begins at byte `at`; {kEnd, 0} past the end. REQUIRES: at >= 0.
Glyph GlyphAtSlow(std::string_view text, int64_t at);
inline Glyph GlyphAt(std::string_view text, int64_t at) {
  if (at >= static_cast<int64_t>(text.size())) return {};
  const unsigned char b = static_cast<unsigned char>(text[static_cast<size_t>(at)]);
  if (b < 0x80) return {b == '\t' ? U' ' : (b == 0 ? kBad : static_cast<char32_t>(b)), 1};
  // The Han blocks fold to themselves.
  if (b >= 0xE4 && b <= 0xE9 && at + 2 < static_cast<int64_t>(text.size())) {
    const unsigned char c = static_cast<unsigned char>(text[static_cast<size_t>(at + 1)]);
    const unsigned char d = static_cast<unsigned char>(text[static_cast<size_t>(at + 2)]);
    if ((c & 0xC0) == 0x80 && (d & 0xC0) == 0x80) {
      return {static_cast<char32_t>((b & 0x0F) << 12 | (c & 0x3F) << 6 | (d & 0x3F)), 3};
    }
  }
  return GlyphAtSlow(text, at);
}
// The character that ends at byte `at`; {kEnd, 0} at the beginning.
Glyph GlyphBefore(std::string_view text, int64_t at);

inline bool IsDigit(char32_t c) { return c >= '0' && c <= '9'; }
inline bool IsLetter(char32_t c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
inline bool IsUpper(char32_t c) { return c >= 'A' && c <= 'Z'; }
inline char32_t Lower(char32_t c) { return IsUpper(c) ? c + 32 : c; }
inline bool IsBlank(char32_t c) { return c == ' '; }
// Letters of other alphabets, which make a word of what stands beside them ("naïve", "für").
inline bool IsWordLetter(char32_t c) {
  return IsLetter(c) || (c >= 0xC0 && c <= 0x24F && c != 0xD7 && c != 0xF7) ||
         (c >= 0x370 && c <= 0x52F);
}
inline bool IsHan(char32_t c) {
  return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3400 && c <= 0x4DBF) || c == 0x3007;
}

// The first position at or after `at` that is no blank; looks at no more than 8 characters.
int64_t SkipBlanks(std::string_view text, int64_t at);
// The last position at or before `at` whose character before it is no blank.
int64_t SkipBlanksBack(std::string_view text, int64_t at);

// A run of ASCII letters, lower-cased; at most kMaxWord of them (a longer run is no word of ours
// and reads as empty with its end set).
struct Word {
  static constexpr int kMaxWord = 20;
  std::array<char, kMaxWord> letters;  // the first `size` count
  int size = 0;
  int64_t begin = 0;
  int64_t end = 0;
  bool capital = false;  // begins with a capital letter
  bool all_capitals = false;
  std::string_view view() const { return {letters.data(), static_cast<size_t>(size)}; }
  bool empty() const { return size == 0; }
};
// The word that begins at `at`; empty where no letter stands there.
Word WordAt(std::string_view text, int64_t at);
// The word that ends at `at`, which may be preceded by anything but a letter.
Word WordBefore(std::string_view text, int64_t at);
// The word that follows `at` after blanks, or after one hyphen.
Word NextWord(std::string_view text, int64_t at);
// The word before `at`, blanks skipped.
Word PreviousWord(std::string_view text, int64_t at);

// Whether `text` at `at` holds `what` byte for byte.
inline bool HasAt(std::string_view text, int64_t at, std::string_view what) {
  if (at < 0 || at + static_cast<int64_t>(what.size()) > static_cast<int64_t>(text.size()))
    return false;
  // The third byte of a Chinese character differs most often.
  const char* p = text.data() + at;
  if (what.size() >= 3 && p[2] != what[2]) return false;
  return text.substr(static_cast<size_t>(at), what.size()) == what;
}
// Whether `what` stands directly before `at`.
inline bool HasBefore(std::string_view text, int64_t at, std::string_view what) {
  return at >= static_cast<int64_t>(what.size()) &&
         HasAt(text, at - static_cast<int64_t>(what.size()), what);
}

}  // namespace parallax::recognize

#endif  // PARALLAX_INGEST_SERVICE_RECOGNIZE_GLYPH_H_
