// UTF-8, validated, stepped over and written. Pure functions; thread-safe.
#ifndef PARALLAX_CORE_TEXT_UTF8_H_
#define PARALLAX_CORE_TEXT_UTF8_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace parallax::text {

inline constexpr char32_t kReplacementCharacter = 0xFFFD;

// The size of the longest valid UTF-8 prefix of `bytes` (RFC 3629: no surrogates, no overlong
// forms, nothing above U+10FFFF); bytes.size() when all of it is valid. Linear.
size_t ValidUtf8Prefix(std::string_view bytes);

// The number of bytes of the ill-formed sequence that begins `bytes`, at least 1: the "maximal
// subpart" that Unicode recommends to replace by one U+FFFD. REQUIRES: `bytes` is not empty and
// does not begin with a valid sequence.
size_t IllFormedUtf8Size(std::string_view bytes);

// The code point at `*offset`; moves `*offset` behind it. Ill-formed bytes give U+FFFD, one byte at
// a time. REQUIRES: *offset < utf8.size().
inline char32_t NextCodePoint(std::string_view utf8, size_t* offset) {
  const auto* p = reinterpret_cast<const unsigned char*>(utf8.data()) + *offset;
  const size_t left = utf8.size() - *offset;
  const unsigned char lead = p[0];
  if (lead < 0x80) {
    *offset += 1;
    return lead;
  }
  if (lead >= 0xE0 && lead < 0xF0 && left >= 3) {
    *offset += 3;
    return static_cast<char32_t>((lead & 0x0F) << 12 | (p[1] & 0x3F) << 6 | (p[2] & 0x3F));
  }
  if (lead >= 0xC2 && lead < 0xE0 && left >= 2) {
    *offset += 2;
    return static_cast<char32_t>((lead & 0x1F) << 6 | (p[1] & 0x3F));
  }
  if (lead >= 0xF0 && lead < 0xF5 && left >= 4) {
    *offset += 4;
    return static_cast<char32_t>((lead & 0x07) << 18 | (p[1] & 0x3F) << 12 | (p[2] & 0x3F) << 6 |
                                 (p[3] & 0x3F));
  }
  *offset += 1;
  return kReplacementCharacter;
}

// The code point that ends just before `offset`; 0 at the begin. REQUIRES: `offset` is on a
// boundary.
char32_t CodePointBefore(std::string_view utf8, size_t offset);

// Whether `byte` may begin a character.
inline bool IsUtf8Lead(char byte) { return (static_cast<unsigned char>(byte) & 0xC0) != 0x80; }

void AppendUtf8(char32_t code_point, std::string* out);

}  // namespace parallax::text

#endif  // PARALLAX_CORE_TEXT_UTF8_H_
