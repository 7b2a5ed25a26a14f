#include "ingest_service/parse/metadata/date_text.h"

#include <algorithm>
#include <array>
#include <cstdio>

#include "core/text/character.h"
#include "core/text/utf8.h"

namespace parallax::parse {
namespace {

constexpr size_t kDateBytes = 200;
constexpr std::string_view kMonths[] = {"january",   "february", "march",    "april",
                                        "may",       "june",     "july",     "august",
                                        "september", "october",  "november", "december"};

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
char Lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }
bool IsLetter(char c) { return (Lower(c) >= 'a' && Lower(c) <= 'z'); }

bool IsRealDate(int year, int month, int day) {
  if (year < 1900 || year > 2199) return false;
  if (month == 0) return true;
  if (month < 1 || month > 12) return false;
  if (day == 0) return true;
  constexpr std::array<int, 12> kDays = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return day >= 1 && day <= kDays[static_cast<size_t>(month - 1)] &&
         (month != 2 || day < 29 || leap);
}

class Reader {
 public:
  explicit Reader(std::string_view text) : s_(text.substr(0, std::min(text.size(), kDateBytes))) {}

  std::optional<FoundDate> Find() {
    for (size_t at = 0; at < s_.size(); ++at) {
      if (!text::IsUtf8Lead(s_[at])) continue;
      const bool fresh = at == 0 || (!IsDigit(s_[at - 1]) && !IsLetter(s_[at - 1]));
      const auto byte = static_cast<unsigned char>(s_[at]);
      bool found = false;
      if (fresh && IsDigit(s_[at])) found = Numeric(at) || Chinese(at) || DayMonthYear(at);
      if (!found && fresh && IsLetter(s_[at])) found = MonthFirst(at);
      if (!found && byte >= 0xE3) found = Chinese(at) || Minguo(at);
      if (found) return result_;
    }
    // A bare year is a date only when nothing else is there.
    size_t p = 0;
    if (const int year = Number(&p, 4, 4); year >= 1900 && year < 2200 && p == s_.size()) {
      Accept(year, 0, 0, 0, p);
      return result_;
    }
    return std::nullopt;
  }

 private:
  // Up to `most` digits at `*at`; -1 when there are fewer than `least` or more follow.
  int Number(size_t* at, size_t least, size_t most) const {
    size_t p = *at;
    int value = 0;
    while (p < s_.size() && IsDigit(s_[p]) && p - *at < most) value = value * 10 + (s_[p++] - '0');
    if (p - *at < least || (p < s_.size() && IsDigit(s_[p]))) return -1;
    *at = p;
    return value;
  }
  bool Skip(std::string_view what, size_t* at) const {
    if (!s_.substr(*at).starts_with(what)) return false;
    *at += what.size();
    return true;
  }
  void SkipBlanks(size_t* at) const {
    while (*at < s_.size() && (s_[*at] == ' ' || s_[*at] == ',' || s_[*at] == '.')) ++*at;
  }

  bool Accept(int year, int month, int day, size_t begin, size_t end) {
    if (!IsRealDate(year, month, day)) return false;
    char value[32];
    if (day > 0) {
      std::snprintf(value, sizeof value, "%04d-%02d-%02d", year, month, day);
    } else if (month > 0) {
      std::snprintf(value, sizeof value, "%04d-%02d", year, month);
    } else {
      std::snprintf(value, sizeof value, "%04d", year);
    }
    result_ = {value, static_cast<int64_t>(begin), static_cast<int64_t>(end)};
    return true;
  }

  // 2025-02-14, 2025/2/14, 2025.2.14, 20250214; 14.02.2025, 25/12/2024.
  bool Numeric(size_t begin) {
    size_t p = begin;
    const int first = Number(&p, 1, 4);
    if (first < 0 || p >= s_.size()) return false;
    const char separator = s_[p];
    if (separator != '-' && separator != '/' && separator != '.') return false;
    const size_t first_digits = p - begin;
    ++p;
    const int second = Number(&p, 1, 2);
    if (second < 0) return false;
    if (first_digits == 4) {
      if (p < s_.size() && s_[p] == separator) {
        size_t q = p + 1;
        const int day = Number(&q, 1, 2);
        if (day > 0 && Accept(first, second, day, begin, q)) return true;
      }
      return separator == '-' && p - begin == 7 && Accept(first, second, 0, begin, p);
    }
    if (first_digits > 2 || p >= s_.size() || s_[p] != separator) return false;
    ++p;
    const int year = Number(&p, 4, 4);
    if (year < 0) return false;
    if (first > 12 || separator == '.') return Accept(year, second, first, begin, p);
    if (second > 12 || first == second) return Accept(year, first, second, begin, p);
    return false;
  }

  // The month named at `*at`, whole or by three letters and more.
  int Month(size_t* at) const {
    size_t p = *at;
    std::string word;
    while (p < s_.size() && IsLetter(s_[p]) && word.size() < 10) word.push_back(Lower(s_[p++]));
    if (word.size() < 3 || (p < s_.size() && IsLetter(s_[p]))) return 0;
    for (size_t m = 0; m < 12; ++m) {
      const bool whole = word == kMonths[m];
      const bool shortened = word == kMonths[m].substr(0, 3) || (m == 8 && word == "sept");
      if (!whole && !shortened) continue;
      if (p < s_.size() && s_[p] == '.') ++p;
      *at = p;
      return static_cast<int>(m) + 1;
    }
    return 0;
  }
  int Day(size_t* at) const {
    size_t p = *at;
    const int day = Number(&p, 1, 2);
    if (day < 1 || day > 31) return 0;
    for (const std::string_view suffix : {"st", "nd", "rd", "th"}) {
      if (s_.substr(p).starts_with(suffix)) p += 2;
    }
    *at = p;
    return day;
  }

  // February 14, 2025; Feb. 2025.
  bool MonthFirst(size_t begin) {
    size_t p = begin;
    const int month = Month(&p);
    if (month == 0) return false;
    SkipBlanks(&p);
    size_t q = p;
    if (const int day = Day(&q); day > 0) {
      SkipBlanks(&q);
      if (const int year = Number(&q, 4, 4); year > 0) return Accept(year, month, day, begin, q);
      return false;
    }
    if (const int year = Number(&p, 4, 4); year > 0) return Accept(year, month, 0, begin, p);
    return false;
  }

  // 14 February 2025, 14th of Feb. 2025.
  bool DayMonthYear(size_t begin) {
    size_t p = begin;
    const int day = Day(&p);
    if (day == 0) return false;
    SkipBlanks(&p);
    Skip("of ", &p);
    const int month = Month(&p);
    if (month == 0) return false;
    SkipBlanks(&p);
    const int year = Number(&p, 4, 4);
    return year > 0 && Accept(year, month, day, begin, p);
  }

  // A number in Chinese or Arabic figures, read to the unit behind it.
  int ChineseNumber(size_t* at) const {
    size_t p = *at;
    if (const int arabic = Number(&p, 1, 4); arabic >= 0) {
      *at = p;
      return arabic;
    }
    constexpr std::u32string_view kDigits = U"〇一二三四五六七八九";
    p = *at;
    int value = 0;
    int digit = -1;
    int count = 0;
    bool ten = false;
    while (p < s_.size() && count < 5) {
      size_t next = p;
      const char32_t c = text::NextCodePoint(s_, &next);
      size_t index = kDigits.find(c == U'零' || c == U'○' || c == U'０' ? U'〇' : c);
      if (c == U'十') {
        value = (digit > 0 ? digit : 1) * 10;
        ten = true;
        digit = 0;
      } else if (index != std::u32string_view::npos) {
        digit = static_cast<int>(index);
        value = ten ? value / 10 * 10 + digit : value * 10 + digit;
      } else {
        break;
      }
      p = next;
      ++count;
    }
    if (count == 0) return -1;
    *at = p;
    return value;
  }

  bool ChineseFrom(size_t begin, size_t p, int year_offset) {
    int year = ChineseNumber(&p);
    if (year < 0) return false;
    while (p < s_.size() && s_[p] == ' ') ++p;
    if (!Skip("年", &p)) return false;
    year += year_offset;
    size_t end = p;
    while (p < s_.size() && s_[p] == ' ') ++p;
    const int month = ChineseNumber(&p);
    while (p < s_.size() && s_[p] == ' ') ++p;
    if (month < 1 || !Skip("月", &p)) {
      return end == s_.size() && Accept(year, 0, 0, begin, end);
    }
    end = p;
    while (p < s_.size() && s_[p] == ' ') ++p;
    const int day = ChineseNumber(&p);
    while (p < s_.size() && s_[p] == ' ') ++p;
    if (day >= 1 && (Skip("日", &p) || Skip("号", &p) || Skip("號", &p))) {
      if (Accept(year, month, day, begin, p)) return true;
    }
    return Accept(year, month, 0, begin, end);
  }
  bool Chinese(size_t begin) { return ChineseFrom(begin, begin, 0); }

  // The Republic's calendar: year 1 is 1912.
  bool Minguo(size_t begin) {
    size_t p = begin;
    if (!Skip("民國", &p) && !Skip("民国", &p)) return false;
    while (p < s_.size() && s_[p] == ' ') ++p;
    return ChineseFrom(begin, p, 1911);
  }

  std::string_view s_;
  FoundDate result_;
};

}  // namespace

std::optional<FoundDate> FindDate(std::string_view text) { return Reader(text).Find(); }

}  // namespace parallax::parse
