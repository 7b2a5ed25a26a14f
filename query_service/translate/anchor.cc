#include "query_service/translate/anchor.h"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <optional>

#include "core/text/character.h"
#include "core/text/utf8.h"

namespace parallax::translate {
namespace {

struct Character {
  char32_t c = 0;
  size_t begin = 0;
  size_t end = 0;
};

std::vector<Character> Decode(std::string_view text) {
  std::vector<Character> out;
  out.reserve(text.size());
  for (size_t at = 0; at < text.size();) {
    const size_t begin = at;
    const char32_t c = text::NextCodePoint(text, &at);
    out.push_back({c, begin, at});
  }
  return out;
}

// A figure without a point, and the power of ten that it stands for.
std::string Canonical(std::string digits, int exponent) {
  digits.erase(0, std::min(digits.find_first_not_of('0'), digits.size()));
  if (digits.empty()) return "0";
  while (digits.size() > 1 && digits.back() == '0') {
    digits.pop_back();
    ++exponent;
  }
  return exponent == 0 ? digits : digits + "e" + std::to_string(exponent);
}

int HanDigit(char32_t c) {
  static constexpr std::u32string_view kDigits = U"零一二三四五六七八九";
  if (c == U'〇') return 0;
  if (c == U'两' || c == U'兩') return 2;
  const size_t at = kDigits.find(c);
  return at == std::u32string_view::npos ? -1 : static_cast<int>(at);
}

// Power of ten of a unit within four digits; 0 for none.
int SmallUnit(char32_t c) { return c == U'十' ? 1 : c == U'百' ? 2 : c == U'千' ? 3 : 0; }
// What is counted by tens: 十年 is ten years, 十分 is "very".
bool IsMeasure(char32_t c) {
  return std::u32string_view(U"年个個家项項座名位所省天种種国國").find(c) !=
         std::u32string_view::npos;
}
int LargeUnit(char32_t c) {
  if (c == U'万' || c == U'萬') return 4;
  if (c == U'亿' || c == U'億') return 8;
  return c == U'兆' ? 12 : 0;
}

bool IsLetterOrDigit(char32_t c) { return text::IsLatinLetter(c) || text::IsAsciiDigit(c); }

std::string Lower(std::string_view word) {
  std::string out(word);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  }
  return out;
}

int EnglishScale(std::string_view word) {
  if (word == "thousand") return 3;
  if (word == "million") return 6;
  if (word == "billion") return 9;
  return word == "trillion" ? 12 : 0;
}

int EnglishNumber(std::string_view word) {
  static constexpr std::string_view kTeens[] = {"ten",      "eleven",  "twelve",  "thirteen",
                                                "fourteen", "fifteen", "sixteen", "seventeen",
                                                "eighteen", "nineteen"};
  static constexpr std::string_view kTens[] = {"twenty", "thirty",  "forty",  "fifty",
                                               "sixty",  "seventy", "eighty", "ninety"};
  if (const auto* it = std::find(std::begin(kTeens), std::end(kTeens), word);
      it != std::end(kTeens)) {
    return 10 + static_cast<int>(it - std::begin(kTeens));
  }
  if (const auto* it = std::find(std::begin(kTens), std::end(kTens), word); it != std::end(kTens)) {
    return 20 + 10 * static_cast<int>(it - std::begin(kTens));
  }
  return 0;
}

int EnglishMonth(std::string_view word) {
  static constexpr std::string_view kMonths[] = {"january",   "february", "march",    "april",
                                                 "may",       "june",     "july",     "august",
                                                 "september", "october",  "november", "december"};
  const auto* it = std::find(std::begin(kMonths), std::end(kMonths), word);
  return it == std::end(kMonths) ? 0 : 1 + static_cast<int>(it - std::begin(kMonths));
}

char32_t ClosingQuote(char32_t open) {
  switch (open) {
    case 0x201C:
      return 0x201D;
    case U'「':
      return U'」';
    case U'『':
      return U'』';
    case U'"':
      return U'"';
    default:
      return 0;
  }
}

// Characters of a quotation; a mark without its counterpart within these opens none.
constexpr size_t kMostQuoted = 600;

class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text), chars_(Decode(text)) {
    size_t han = 0;
    size_t latin = 0;
    for (const Character& c : chars_) {
      han += text::IsHan(c.c) ? 1 : 0;
      latin += text::IsLatinLetter(c.c) ? 1 : 0;
    }
    // A Han character says about as much as three letters.
    of_han_ = 3 * han > latin;
  }

  std::vector<Anchor> Scan() {
    for (size_t i = 0; i < chars_.size();) {
      const char32_t c = chars_[i].c;
      ReadQuotation(i);
      size_t next = i;
      if (text::IsAsciiDigit(c)) {
        next = ReadDigits(i);
      } else if (text::IsLatinLetter(c)) {
        next = ReadWord(i);
      } else if (HanDigit(c) >= 0 || c == U'十' || c == U'百') {
        next = ReadHanNumber(i);
      }
      i = std::max(next, i + 1);
    }
    std::stable_sort(anchors_.begin(), anchors_.end(),
                     [](const Anchor& a, const Anchor& b) { return a.begin < b.begin; });
    return std::move(anchors_);
  }

 private:
  char32_t At(size_t i) const { return i < chars_.size() ? chars_[i].c : 0; }
  std::string_view Between(size_t first, size_t last) const {
    const size_t begin = chars_[first].begin;
    return text_.substr(begin, chars_[last - 1].end - begin);
  }
  void Add(AnchorKind kind, std::string key, size_t first, size_t last) {
    anchors_.push_back({kind, std::move(key), chars_[first].begin, chars_[last - 1].end});
  }

  // The word that begins at `i`, or after one blank there; empty when there is none.
  std::string WordAfter(size_t i, size_t* end) const {
    if (At(i) == ' ' || At(i) == '-' || At(i) == 0xA0) ++i;
    size_t last = i;
    while (text::IsLatinLetter(At(last))) ++last;
    *end = last;
    return last == i ? std::string() : Lower(Between(i, last));
  }

  // Characters of 千瓦, 百万瓦 and 兆瓦, which are units as megawatt is; 0 for none.
  size_t UnitOfPower(size_t i) const {
    if ((At(i) == U'千' || At(i) == U'兆') && At(i + 1) == U'瓦') return 2;
    return At(i) == U'百' && LargeUnit(At(i + 1)) == 4 && At(i + 2) == U'瓦' ? 3 : 0;
  }

  // Units and signs after a figure; returns where the figure ends.
  size_t Finish(std::string digits, int exponent, size_t first, size_t end) {
    bool scaled = false;
    // Chinese text may set figures apart by a blank: 73 億, 8 月.
    const size_t blank = At(end) == ' ' ? 1 : 0;
    const char32_t unit_character = At(end + blank);
    if (LargeUnit(unit_character) > 0 || unit_character == U'年' || unit_character == U'月') {
      end += blank;
    }
    while (UnitOfPower(end) == 0) {
      const int unit = LargeUnit(At(end)) + SmallUnit(At(end));
      if (unit == 0) break;
      exponent += unit;
      ++end;
      scaled = true;
    }
    size_t word_end = end;
    std::string word = WordAfter(end, &word_end);
    if (const int scale = EnglishScale(word); scale != 0) {
      exponent += scale;
      end = word_end;
      scaled = true;
      word = WordAfter(end, &word_end);
    }
    bool percent = At(end) == '%' || At(end) == 0xFF05;
    if (percent) {
      ++end;
    } else if (word == "percent") {
      percent = true;
      end = word_end;
    } else if (word == "per") {
      size_t cent_end = 0;
      if (WordAfter(word_end, &cent_end) == "cent") {
        percent = true;
        end = cent_end;
      }
    }
    if (!scaled && !percent && exponent == 0) {
      const bool year_mark = At(end) == U'年';
      const int number = digits.size() <= 4 ? std::atoi(digits.c_str()) : 0;
      if (digits.size() == 4 && number >= 1500 && number < 2200) {
        Add(AnchorKind::kDate, "y" + digits, first, end);
        return year_mark ? end + 1 : end;
      }
      if (At(end) == U'月' && number >= 1 && number <= 12) {
        Add(AnchorKind::kDate, "m" + std::to_string(number), first, end + 1);
        return end + 1;
      }
    }
    Add(AnchorKind::kNumber, Canonical(std::move(digits), exponent) + (percent ? "%" : ""), first,
        end);
    return end + UnitOfPower(end);
  }

  size_t ReadDigits(size_t i) {
    std::string digits;
    int exponent = 0;
    bool point = false;
    size_t end = i;
    for (; end < chars_.size(); ++end) {
      const char32_t c = At(end);
      const bool digit_follows = text::IsAsciiDigit(At(end + 1));
      if (text::IsAsciiDigit(c)) {
        digits.push_back(static_cast<char>(c));
        exponent -= point ? 1 : 0;
      } else if (c == '.' && digit_follows && !point) {
        point = true;
      } else if (!(c == ',' && digit_follows && !point)) {
        break;
      }
    }
    // "5G", "3nm" and "R1" are names, not figures.
    if (text::IsLatinLetter(At(end))) return ReadWord(i);
    while (point && digits.size() > 1 && digits.back() == '0' && exponent < 0) {
      digits.pop_back();
      ++exponent;
    }
    return Finish(std::move(digits), exponent, i, end);
  }

  // 百分之十五, 三千五百万, 二〇一七年. Single characters and vague ones (数十, 十几) are no
  // figures.
  size_t ReadHanNumber(size_t i) {
    size_t first = i;
    bool percent = false;
    if (At(i) == U'百' && At(i + 1) == U'分' && At(i + 2) == U'之') {
      percent = true;
      i += 3;
      if (text::IsAsciiDigit(At(i))) return i;
    }
    const char32_t before = first == 0 ? 0 : At(first - 1);
    uint64_t section = 0;
    uint64_t digit = 0;
    size_t end = i;
    bool units = false;
    std::string plain;
    for (; end < chars_.size() && end < i + 12; ++end) {
      const char32_t c = At(end);
      if (const int d = HanDigit(c); d >= 0) {
        digit = static_cast<uint64_t>(d);
        plain.push_back(static_cast<char>('0' + d));
      } else if (const int unit = SmallUnit(c); unit > 0) {
        uint64_t power = 1;
        for (int k = 0; k < unit; ++k) power *= 10;
        section += (digit == 0 ? 1 : digit) * power;
        digit = 0;
        units = true;
      } else {
        break;
      }
    }
    if (end == i) return first + 1;
    const bool vague = before == U'数' || before == U'數' || before == U'几' || before == U'幾' ||
                       At(end) == U'几' || At(end) == U'幾' || At(end) == U'余' || At(end) == U'餘';
    const bool large = LargeUnit(At(end)) > 0;
    const bool month = At(end) == U'月';
    const bool ten = At(i) == U'十' && IsMeasure(At(end));
    const bool day = before == U'月' && At(end) == U'日';
    if (vague || (end - i == 1 && !large && !month && !percent && !ten && !day)) return end;
    // Characters without units are read digit by digit, as years are.
    const std::string digits = units ? std::to_string(section + digit) : plain;
    if (!units && plain.size() > 1 && plain.size() != 4 && !large) return end;
    if (percent) {
      Add(AnchorKind::kNumber, Canonical(digits, 0) + "%", first, end);
      return end;
    }
    return Finish(digits, 0, first, end);
  }

  size_t ReadWord(size_t i) {
    size_t end = i;
    bool digit = false;
    bool letter = false;
    while (end < chars_.size()) {
      const char32_t c = At(end);
      const bool inner = (c == '-' || c == '.' || c == '\'' || c == 0x2019 || c == '&') &&
                         IsLetterOrDigit(At(end + 1)) && end > i;
      if (!IsLetterOrDigit(c) && !inner) break;
      digit |= text::IsAsciiDigit(c);
      letter |= text::IsLatinLetter(c);
      ++end;
    }
    std::string word = Lower(Between(i, end));
    if (word.ends_with("'s")) {
      word.resize(word.size() - 2);
      end -= 2;
    }
    if (word.ends_with("’s")) {
      word.resize(word.size() - 4);
      end -= 2;
    }
    if (!letter) return end;
    const bool capital = text::IsUpperLatin(At(i));
    const int month = capital ? EnglishMonth(word) : 0;
    // "May" is a month beside a figure only.
    if (month != 0 && (word != "may" || text::IsAsciiDigit(At(end + 1)) ||
                       (i >= 2 && text::IsAsciiDigit(At(i - 2))))) {
      Add(AnchorKind::kDate, "m" + std::to_string(month), i, end);
      return end;
    }
    if (const size_t dash = word.find('-'); true) {
      int number = EnglishNumber(word.substr(0, dash));
      if (number > 0) {
        static constexpr std::string_view kOnes[] = {"one", "two",   "three", "four", "five",
                                                     "six", "seven", "eight", "nine"};
        if (dash != std::string::npos) {
          const auto* it = std::find(std::begin(kOnes), std::end(kOnes),
                                     std::string_view(word).substr(dash + 1));
          if (it == std::end(kOnes)) return end;
          number += 1 + static_cast<int>(it - std::begin(kOnes));
        }
        return Finish(std::to_string(number), 0, i, end);
      }
    }
    if (digit || (of_han_ && word.size() >= 2)) Add(AnchorKind::kName, std::move(word), i, end);
    return end;
  }

  void ReadQuotation(size_t i) {
    const char32_t close = ClosingQuote(At(i));
    if (close == 0 || i < quoted_until_) return;
    // A mark that follows a digit is one of inches.
    if (At(i) == '"' && i > 0 && text::IsAsciiDigit(At(i - 1))) return;
    size_t end = i + 1;
    std::string key;
    const size_t last = std::min(chars_.size(), i + kMostQuoted);
    while (end < last && At(end) != close) {
      if (IsLetterOrDigit(At(end))) key += Lower(Between(end, end + 1));
      ++end;
    }
    if (end == last || end == i + 1) return;
    quoted_until_ = end + 1;
    Add(AnchorKind::kQuotation, std::move(key), i, end + 1);
  }

  std::string_view text_;
  std::vector<Character> chars_;
  bool of_han_ = false;
  size_t quoted_until_ = 0;
  std::vector<Anchor> anchors_;
};

}  // namespace

std::vector<Anchor> FindAnchors(std::string_view text) { return Scanner(text).Scan(); }

}  // namespace parallax::translate
