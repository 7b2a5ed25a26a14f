#include "ingest_service/parse/block/list_mark.h"

#include <algorithm>

#include "core/text/character.h"
#include "core/text/utf8.h"

namespace parallax::parse {
namespace {

using text::NextCodePoint;

constexpr std::u32string_view kBareBullets = U"•‣⁃◦▪▫■□●○◆◇◉★☆►▶▸➢➤➔✓✔✦✱❖⚫·・∙⦁";
constexpr std::u32string_view kSpacedBullets = U"-*+–—―−>»›";

bool IsOneOf(char32_t c, std::u32string_view set) {
  return set.find(c) != std::u32string_view::npos;
}

// A Chinese number up to 99 at `*at`; 0 when there is none.
int32_t ReadChineseNumber(std::string_view s, size_t* at) {
  constexpr std::u32string_view kDigits = U"一二三四五六七八九";
  int32_t value = 0;
  int32_t digit = 0;
  size_t p = *at;
  for (int n = 0; n < 4 && p < s.size(); ++n) {
    size_t next = p;
    const char32_t c = NextCodePoint(s, &next);
    const size_t index = kDigits.find(c);
    if (index != std::u32string_view::npos) {
      digit = static_cast<int32_t>(index) + 1;
    } else if (c == U'十') {
      value += std::max(digit, 1) * 10;
      digit = 0;
    } else if (c == U'〇' || c == U'零') {
      digit = 0;
    } else {
      break;
    }
    p = next;
  }
  value += digit;
  if (value > 0) *at = p;
  return value;
}

int32_t ReadArabic(std::string_view s, size_t* at) {
  int32_t value = 0;
  size_t p = *at;
  while (p < s.size() && p - *at < 3 && s[p] >= '0' && s[p] <= '9')
    value = value * 10 + (s[p++] - '0');
  if (p < s.size() && s[p] >= '0' && s[p] <= '9') return 0;
  *at = p;
  return value;
}

int32_t ReadRoman(std::string_view s, size_t* at) {
  size_t p = *at;
  int32_t value = 0;
  int32_t last = 0;
  for (; p < s.size() && p - *at < 6; ++p) {
    const int32_t v = s[p] == 'i' ? 1 : s[p] == 'v' ? 5 : s[p] == 'x' ? 10 : 0;
    if (v == 0) break;
    value += v > last ? v - 2 * last : v;
    last = v;
  }
  if (value > 0) *at = p;
  return value;
}

// The size of `c`-closing bracket at `at`, half or full width; 0 without one.
size_t Closing(std::string_view s, size_t at) {
  if (s.substr(at).starts_with(")")) return 1;
  return s.substr(at).starts_with("）") ? 3 : 0;
}

class Reader {
 public:
  explicit Reader(std::string_view line) : line_(line) {}

  ListMark Read() const {
    if (line_.empty()) return {};
    const auto lead = static_cast<unsigned char>(line_[0]);
    if (lead < 0x80) return lead == '(' ? Bracketed(1) : Ascii();
    if (lead < 0xC2) return {};
    size_t at = 0;
    const char32_t c = NextCodePoint(line_, &at);
    if (IsOneOf(c, kBareBullets)) return Mark(MarkFamily::kBullet, at, 0, false);
    if (IsOneOf(c, kSpacedBullets)) return Mark(MarkFamily::kBullet, at, 0, true);
    if (c == 0xFF08) return Bracketed(at);
    if (c >= 0x2460 && c <= 0x249B) {  // ① … ⒛, in three series of twenty
      return Mark(MarkFamily::kCircled, at, static_cast<int32_t>((c - 0x2460) % 20 + 1), false);
    }
    if (c >= 0x2776 && c <= 0x2793) {
      return Mark(MarkFamily::kCircled, at, static_cast<int32_t>((c - 0x2776) % 10 + 1), false);
    }
    if (c == U'第') return ChineseOrdinal(at);
    size_t p = 0;
    const int32_t number = ReadChineseNumber(line_, &p);
    if (number > 0 && line_.substr(p).starts_with("、")) {
      return Mark(MarkFamily::kChinese, p + 3, number, false);
    }
    return {};
  }

 private:
  // A mark of `size` bytes. It is none where nothing follows, or where white space has to and does
  // not.
  ListMark Mark(MarkFamily family, size_t size, int32_t ordinal, bool needs_space) const {
    size_t at = size;
    while (at < line_.size()) {
      size_t next = at;
      if (!text::IsWhiteSpace(NextCodePoint(line_, &next))) break;
      at = next;
    }
    if (at >= line_.size() || (needs_space && at == size)) return {};
    ListMark mark;
    mark.family = family;
    mark.size_bytes = static_cast<int64_t>(size);
    mark.content_begin = static_cast<int64_t>(at);
    mark.ordinal = ordinal;
    return mark;
  }

  ListMark Ascii() const {
    const char first = line_[0];
    if (first == '-' || first == '*' || first == '+') return Mark(MarkFamily::kBullet, 1, 0, true);
    if (first >= '0' && first <= '9') return Arabic();
    if ((first >= 'a' && first <= 'z') || (first >= 'A' && first <= 'Z')) return Letter();
    return {};
  }

  ListMark Arabic() const {
    size_t at = 0;
    const int32_t number = ReadArabic(line_, &at);
    if (number == 0 || at >= line_.size()) return {};
    const std::string_view rest = line_.substr(at);
    if (rest.starts_with("、") || rest.starts_with("．")) {
      return Mark(MarkFamily::kArabicPoint, at + 3, number, false);
    }
    if (const size_t closing = Closing(line_, at)) {
      return Mark(MarkFamily::kArabicBracket, at + closing, number, false);
    }
    if (rest[0] != '.') return {};
    // 1.1 and 2.3.4 number sections; "1.5 percent" has a small letter behind it.
    int32_t depth = 1;
    size_t p = at;
    while (p + 1 < line_.size() && line_[p] == '.' && line_[p + 1] >= '0' && line_[p + 1] <= '9') {
      size_t figure = p + 1;
      if (ReadArabic(line_, &figure) == 0) return {};
      p = figure;
      ++depth;
    }
    if (depth > 1) {
      if (p < line_.size() && line_[p] == '.') ++p;
      ListMark mark = Mark(MarkFamily::kSectioned, p, number, true);
      if (mark.family == MarkFamily::kNone) return {};
      auto next = static_cast<size_t>(mark.content_begin);
      if (text::IsLowerLatin(NextCodePoint(line_, &next))) return {};
      mark.depth = depth;
      // A decimal begins a sentence as well: "1.5 GW", "2.3 万亿".
      mark.doubtful = depth == 2;
      return mark;
    }
    const size_t next = at + 1;
    const bool spaced = next < line_.size() && line_[next] == ' ';
    // Chinese typing leaves the blank out: "1.加强研发".
    const bool wide = next < line_.size() && static_cast<unsigned char>(line_[next]) >= 0xE3;
    if (!spaced && !wide && !(next < line_.size() && line_[next] == '\t')) return {};
    return Mark(MarkFamily::kArabicPoint, next, number, false);
  }

  ListMark Letter() const {
    const bool lower = line_[0] >= 'a';
    if (lower) {
      size_t at = 0;
      const int32_t roman = ReadRoman(line_, &at);
      if (roman > 0 && at > 1 && at < line_.size() && (line_[at] == ')' || line_[at] == '.')) {
        return Mark(MarkFamily::kRoman, at + 1, roman, true);
      }
    }
    if (line_.size() < 2 || (line_[1] != ')' && line_[1] != '.')) return {};
    const int32_t ordinal = (line_[0] | 0x20) - 'a' + 1;
    ListMark mark = Mark(MarkFamily::kLatin, 2, ordinal, true);
    mark.doubtful = line_[1] == '.';
    return mark;
  }

  // Behind an opening bracket of `at` bytes: (1) (a) (ii) （一） (一).
  ListMark Bracketed(size_t at) const {
    size_t p = at;
    if (const int32_t number = ReadArabic(line_, &p); number > 0) {
      const size_t closing = Closing(line_, p);
      return closing == 0 ? ListMark{}
                          : Mark(MarkFamily::kArabicBracket, p + closing, number, false);
    }
    p = at;
    if (const int32_t number = ReadChineseNumber(line_, &p); number > 0) {
      const size_t closing = Closing(line_, p);
      return closing == 0 ? ListMark{}
                          : Mark(MarkFamily::kChineseBracket, p + closing, number, false);
    }
    if (at >= line_.size()) return {};
    const char letter = line_[at];
    if ((letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z')) {
      if (const size_t closing = Closing(line_, at + 1)) {
        return Mark(MarkFamily::kLatin, at + 1 + closing, (letter | 0x20) - 'a' + 1, true);
      }
      p = at;
      if (const int32_t roman = ReadRoman(line_, &p); roman > 0) {
        const size_t closing = Closing(line_, p);
        if (closing > 0) return Mark(MarkFamily::kRoman, p + closing, roman, true);
      }
    }
    return {};
  }

  // Behind 第: 第一条, 第十二條, 第3条. Chapters and sections are headings and not read here.
  ListMark ChineseOrdinal(size_t at) const {
    size_t p = at;
    int32_t number = ReadChineseNumber(line_, &p);
    if (number == 0) number = ReadArabic(line_, &p);
    if (number == 0) return {};
    const std::string_view rest = line_.substr(p);
    if (!rest.starts_with("条") && !rest.starts_with("條")) return {};
    return Mark(MarkFamily::kChineseOrdinal, p + 3, number, true);
  }

  std::string_view line_;
};

}  // namespace

ListMark ReadListMark(std::string_view line) { return Reader(line).Read(); }

}  // namespace parallax::parse
