#include "core/text/utf8.h"

#include <cstring>

namespace parallax::text {
namespace {

// Size of the valid sequence at p, 0 when it is ill-formed. Table 3-7 of the Unicode Standard.
size_t SequenceSize(const unsigned char* p, size_t left) {
  const unsigned char lead = p[0];
  if (lead < 0x80) return 1;
  const auto trail = [&](size_t i, unsigned char low, unsigned char high) {
    return i < left && p[i] >= low && p[i] <= high;
  };
  if (lead >= 0xE1 && lead <= 0xEC) return trail(1, 0x80, 0xBF) && trail(2, 0x80, 0xBF) ? 3 : 0;
  if (lead >= 0xC2 && lead <= 0xDF) return trail(1, 0x80, 0xBF) ? 2 : 0;
  if (lead == 0xE0) return trail(1, 0xA0, 0xBF) && trail(2, 0x80, 0xBF) ? 3 : 0;
  if (lead == 0xED) return trail(1, 0x80, 0x9F) && trail(2, 0x80, 0xBF) ? 3 : 0;
  if (lead == 0xEE || lead == 0xEF) return trail(1, 0x80, 0xBF) && trail(2, 0x80, 0xBF) ? 3 : 0;
  const bool rest = trail(2, 0x80, 0xBF) && trail(3, 0x80, 0xBF);
  if (lead == 0xF0) return trail(1, 0x90, 0xBF) && rest ? 4 : 0;
  if (lead >= 0xF1 && lead <= 0xF3) return trail(1, 0x80, 0xBF) && rest ? 4 : 0;
  if (lead == 0xF4) return trail(1, 0x80, 0x8F) && rest ? 4 : 0;
  return 0;
}

}  // namespace

size_t ValidUtf8Prefix(std::string_view bytes) {
  const auto* p = reinterpret_cast<const unsigned char*>(bytes.data());
  const size_t size = bytes.size();
  size_t i = 0;
  while (i < size) {
    while (i + 8 <= size) {
      uint64_t word;
      std::memcpy(&word, p + i, 8);
      if ((word & 0x8080808080808080ULL) != 0) break;
      i += 8;
    }
    // Chinese text: three-byte sequences one after the other, without the general table.
    while (i + 3 <= size && p[i] >= 0xE1 && p[i] <= 0xEC && (p[i + 1] & 0xC0) == 0x80 &&
           (p[i + 2] & 0xC0) == 0x80) {
      i += 3;
    }
    if (i >= size) break;
    const size_t step = SequenceSize(p + i, size - i);
    if (step == 0) return i;
    i += step;
  }
  return size;
}

size_t IllFormedUtf8Size(std::string_view bytes) {
  const auto* p = reinterpret_cast<const unsigned char*>(bytes.data());
  const unsigned char lead = p[0];
  unsigned char low = 0x80;
  unsigned char high = 0xBF;
  size_t want = 0;
  if (lead >= 0xC2 && lead <= 0xDF) want = 2;
  if (lead >= 0xE0 && lead <= 0xEF) want = 3;
  if (lead >= 0xF0 && lead <= 0xF4) want = 4;
  if (lead == 0xE0) low = 0xA0;
  if (lead == 0xED) high = 0x9F;
  if (lead == 0xF0) low = 0x90;
  if (lead == 0xF4) high = 0x8F;
  size_t n = 1;
  while (n < want && n < bytes.size() && p[n] >= low && p[n] <= high) {
    ++n;
    low = 0x80;
    high = 0xBF;
  }
  return n;
}

char32_t CodePointBefore(std::string_view utf8, size_t offset) {
  if (offset == 0) return 0;
  size_t begin = offset - 1;
  while (begin > 0 && offset - begin < 4 && !IsUtf8Lead(utf8[begin])) --begin;
  return NextCodePoint(utf8.substr(0, offset), &begin);
}

void AppendUtf8(char32_t c, std::string* out) {
  if (c < 0x80) {
    out->push_back(static_cast<char>(c));
  } else if (c < 0x800) {
    out->push_back(static_cast<char>(0xC0 | c >> 6));
    out->push_back(static_cast<char>(0x80 | (c & 0x3F)));
  } else if (c < 0x10000) {
    out->push_back(static_cast<char>(0xE0 | c >> 12));
    out->push_back(static_cast<char>(0x80 | (c >> 6 & 0x3F)));
    out->push_back(static_cast<char>(0x80 | (c & 0x3F)));
  } else {
    out->push_back(static_cast<char>(0xF0 | c >> 18));
    out->push_back(static_cast<char>(0x80 | (c >> 12 & 0x3F)));
    out->push_back(static_cast<char>(0x80 | (c >> 6 & 0x3F)));
    out->push_back(static_cast<char>(0x80 | (c & 0x3F)));
  }
}

}  // namespace parallax::text
