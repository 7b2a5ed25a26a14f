#include "ingest_service/recognize/english_date_words.h"

#include <algorithm>
#include <utility>

#include "ingest_service/recognize/figure.h"
#include "ingest_service/recognize/lexicon.h"

namespace parallax::recognize {
namespace {

std::optional<DatePoint> Finish(DatePoint point, int64_t begin, int64_t end) {
  point.begin = begin;
  point.end = end;
  return point;
}

}  // namespace

// A word at `at` that no letter or digit continues.
Word WholeWordAt(std::string_view text, int64_t at) {
  Word word = WordAt(text, at);
  const char32_t after = GlyphAt(text, word.end).c;
  if (IsWordLetter(after) || IsDigit(after)) word.size = 0;
  return word;
}

// Exactly `digits` digits with no digit before or after them; -1 otherwise.
int64_t ExactDigits(std::string_view text, int64_t at, int digits, int64_t* end) {
  const int64_t n = ReadPlainDigits(text, at, digits, end);
  if (n < 0) return -1;
  int64_t p = at;
  for (int i = 0; i < digits; ++i) p += GlyphAt(text, p).size;
  return p == *end ? n : -1;
}

// "nineteen twenty eight", "twenty twenty-five", and with `thousands` "two thousand and eighteen".
int32_t WordYear(std::string_view text, int64_t at, bool thousands, int64_t* end) {
  const Word first = WholeWordAt(text, at);
  const WordInfo& info = LookUpWord(first.view());
  if (!info.Has(kUnitWord | kTensWord) || info.Has(kPluralWord)) return -1;
  const auto below_hundred = [&](int64_t p, int64_t* stop) -> int32_t {
    const Word word = WholeWordAt(text, p);
    const WordInfo& w = LookUpWord(word.view());
    if (w.Has(kPluralWord)) return -1;
    if (w.Has(kUnitWord) && w.number > 0) {
      *stop = word.end;
      return w.number;
    }
    if (!w.Has(kTensWord)) return -1;
    *stop = word.end;
    int64_t q = SkipBlanks(text, word.end);
    const Glyph hyphen = GlyphAt(text, q);
    if (hyphen.c == '-') q += hyphen.size;
    const Word unit = WholeWordAt(text, q);
    const WordInfo& u = LookUpWord(unit.view());
    if (q != word.end && u.Has(kUnitWord) && u.number >= 1 && u.number <= 9) {
      *stop = unit.end;
      return w.number + u.number;
    }
    return w.number;
  };
  int64_t p = SkipBlanks(text, first.end);
  const Glyph hyphen = GlyphAt(text, p);
  if (hyphen.c == '-') p += hyphen.size;
  if (p == first.end) return -1;
  if (info.number == 2) {
    if (!thousands || WholeWordAt(text, p).view() != "thousand") return -1;
    int64_t q = SkipBlanks(text, p + 8);
    *end = p + 8;
    if (WholeWordAt(text, q).view() == "and") q = SkipBlanks(text, q + 3);
    int64_t stop = 0;
    const int32_t rest = below_hundred(q, &stop);
    if (rest > 0) {
      *end = stop;
      return 2000 + rest;
    }
    return 2000;
  }
  if (info.number < 15 || info.number > 20) return -1;
  int64_t stop = 0;
  const int32_t rest = below_hundred(p, &stop);
  if (rest < 10) return -1;
  *end = stop;
  return info.number * 100 + rest;
}

// A year after something that calls for one: four digits, or in words.
int32_t YearAt(std::string_view text, int64_t at, int64_t* end) {
  int64_t stop = 0;
  const int64_t n = ExactDigits(text, at, 4, &stop);
  if (n >= 1000 && n <= 2999) {
    const Glyph after = GlyphAt(text, stop);
    // "March 2,000" and "May 1500.5" have other figures there.
    const bool goes_on =
        (after.c == ',' || after.c == '.') && IsDigit(GlyphAt(text, stop + after.size).c);
    if (!IsWordLetter(after.c) && !goes_on) {
      *end = stop;
      return static_cast<int32_t>(n);
    }
  }
  return WordYear(text, at, true, end);
}

// After a point without its year: ", 2025", " of 2025", " in 2019", " 2025". 0 where none follows.
int32_t YearAfter(std::string_view text, int64_t at, int64_t* end) {
  int64_t p = SkipBlanks(text, at);
  const Glyph g = GlyphAt(text, p);
  if (g.c == ',' || g.c == '\'' || g.c == '.' || g.c == '/' || g.c == '-') {
    // "Sep-23-2020"; "Mar.2021"; "Dec '24".
    p = SkipBlanks(text, p + g.size);
    if (g.c == '\'') {
      const int64_t n = ExactDigits(text, p, 2, end);
      return n < 0 ? 0 : static_cast<int32_t>(n >= 50 ? 1900 + n : 2000 + n);
    }
  } else if (IsLetter(g.c)) {
    const Word word = WholeWordAt(text, p);
    if (word.view() == "of" || word.view() == "in") {
      p = SkipBlanks(text, word.end);
      const Word the = WholeWordAt(text, p);
      if (the.view() == "the") p = SkipBlanks(text, the.end);
      const Word year = WholeWordAt(text, p);
      if (year.view() == "year") p = SkipBlanks(text, year.end);
    }
  }
  if (p == at) return 0;
  const int32_t year = YearAt(text, p, end);
  return year < 0 ? 0 : year;
}

// "st", "nd", "rd", "th" after a day.
int64_t SkipOrdinalSuffix(std::string_view text, int64_t at) {
  const Word word = WholeWordAt(text, at);
  const std::string_view w = word.view();
  return w == "st" || w == "nd" || w == "rd" || w == "th" ? word.end : at;
}

// A day of the month: "5", "05", "28th", "the 28th", "first", "twenty five". -1 where none.
int32_t DayAt(std::string_view text, int64_t at, int64_t* end, bool words) {
  int64_t p = at;
  const Word the = WholeWordAt(text, p);
  if (the.view() == "the") p = SkipBlanks(text, the.end);
  int64_t stop = 0;
  const int64_t n = ReadPlainDigits(text, p, 2, &stop);
  if (n >= 1 && n <= 31) {
    const int64_t after_suffix = SkipOrdinalSuffix(text, stop);
    const Glyph after = GlyphAt(text, after_suffix);
    const bool decimal =
        (after.c == '.' || after.c == ':') && IsDigit(GlyphAt(text, after_suffix + 1).c);
    if (IsWordLetter(after.c) || decimal || after.c == '%') return -1;
    *end = after_suffix;
    return static_cast<int32_t>(n);
  }
  if (!words) return -1;
  const Word word = WholeWordAt(text, p);
  const WordInfo& info = LookUpWord(word.view());
  if (info.Has(kOrdinalWord) && !info.Has(kPluralWord) && info.number <= 31) {
    *end = word.end;
    return info.number;
  }
  if (info.Has(kUnitWord | kTensWord) && !info.Has(kPluralWord) && info.number >= 1 &&
      info.number <= 30) {
    int32_t day = info.number;
    *end = word.end;
    if (info.Has(kTensWord)) {
      int64_t q = SkipBlanks(text, word.end);
      const Glyph hyphen = GlyphAt(text, q);
      if (hyphen.c == '-') q += hyphen.size;
      const Word unit = WholeWordAt(text, q);
      const WordInfo& u = LookUpWord(unit.view());
      if (q != word.end && (u.Has(kUnitWord) || u.Has(kOrdinalWord)) && u.number >= 1 &&
          u.number <= 9 && !u.Has(kPluralWord)) {
        day += u.number;
        *end = unit.end;
      }
    }
    return day <= 31 ? day : -1;
  }
  return -1;
}

MonthName MonthAt(std::string_view text, int64_t at) {
  const Word word = WordAt(text, at);
  const WordInfo& info = LookUpWord(word.view());
  if (!info.Has(kMonthWord)) return {};
  const Glyph after = GlyphAt(text, word.end);
  if (IsWordLetter(after.c) || IsDigit(after.c)) return {};
  MonthName name{info.number, word.end,
                 info.Has(kWeakMonth) || (info.Has(kAbbreviation) && !word.capital)};
  if (info.Has(kAbbreviation) && after.c == '.') name.end += after.size;
  return name;
}

static int32_t FullYear(int64_t two_digits) {
  return static_cast<int32_t>(two_digits >= 30 ? 1900 + two_digits : 2000 + two_digits);
}

// All-numeric dates: 2025-02-14, 2/14/2025, 14.02.2025, 2015.3, 3/2015, 2016 10 16, 2019-aug-1.
std::optional<DatePoint> NumericDate(std::string_view text, int64_t at,
                                     const DateSetting& setting) {
  int64_t end = 0;
  const int64_t a = ReadPlainDigits(text, at, 4, &end);
  if (a < 0) return std::nullopt;
  const bool a_year = a >= 1000 && a <= 2999;
  if (!a_year && (a == 0 || a > 31 || end - at > 2)) return std::nullopt;
  int64_t p = SkipBlanks(text, end);
  const Glyph s = GlyphAt(text, p);
  char32_t separator = 0;
  int64_t q = p;
  const bool blank_before = p != end;
  if (s.c == '-' || s.c == '/' || s.c == '.') {
    separator = s.c;
    q = SkipBlanks(text, p + s.size);
  } else if (blank_before) {
    separator = ' ';
  } else {
    return std::nullopt;
  }
  const bool tight = separator != ' ' && q == p + s.size && !blank_before;
  DatePoint point;
  // 2019-aug-1, 2020/Sep/23, 23/Sep/2020.
  if (separator == '-' || separator == '/') {
    const MonthName month = MonthAt(text, q);
    const Glyph again = GlyphAt(text, month.end);
    if (month.month != 0 && again.c == separator) {
      int64_t stop = 0;
      const int64_t b = ReadPlainDigits(text, month.end + again.size, 4, &stop);
      point.named = true;
      if (a_year && b >= 1 && b <= 31) {
        SetDay(&point, static_cast<int32_t>(a), month.month, static_cast<int32_t>(b));
        return Finish(point, at, stop);
      }
      if (!a_year && (b >= 1000 || stop - month.end - again.size == 2)) {
        SetDay(&point, b >= 1000 ? static_cast<int32_t>(b) : FullYear(b), month.month,
               static_cast<int32_t>(a));
        return Finish(point, at, stop);
      }
    }
  }
  int64_t b_end = 0;
  const int64_t b = ReadPlainDigits(text, q, 4, &b_end);
  if (b < 0) return std::nullopt;
  const bool b_year = b >= 1000 && b_end - q >= 4;
  if (!b_year && b_end - q > 2 && GlyphAt(text, q).size == 1) return std::nullopt;
  const Glyph t = GlyphAt(text, b_end);
  int64_t c_end = 0;
  int64_t c = -1;
  if (separator == ' ' ? IsBlank(t.c) : t.c == separator) {
    c = ReadPlainDigits(text, b_end + t.size, 4, &c_end);
  }
  const char32_t after_c = GlyphAt(text, c_end).c;
  // Digit groups go on: 1.2.3.4, phone numbers. A hyphen may join the next date of a range.
  const bool chain = c >= 0 && (after_c == '.' || after_c == separator) && separator != '/' &&
                     IsDigit(GlyphAt(text, c_end + 1).c) && separator != ' ' && separator != '-';
  if (c >= 0 && !chain && !b_year && !IsWordLetter(after_c)) {
    if (a_year && b >= 1 && b <= 12 && c >= 1 && c <= 31 && c_end - b_end <= 3) {
      if (separator == ' ' && !(setting.every_figure && b >= 10)) return std::nullopt;
      SetDay(&point, static_cast<int32_t>(a), static_cast<int32_t>(b), static_cast<int32_t>(c));
      point.named = true;
      return Finish(point, at, c_end);
    }
    const int64_t c_size = c_end - b_end - t.size;
    if (!a_year && separator != ' ' && (c >= 1000 || (c_size == 2 && separator == '/'))) {
      int64_t month = a, day = b;
      if (a > 12 || (setting.day_first && b <= 12) || (separator == '.' && b <= 12))
        std::swap(month, day);
      if (month < 1 || month > 12 || day < 1) return std::nullopt;
      SetDay(&point, c >= 1000 ? static_cast<int32_t>(c) : FullYear(c), static_cast<int32_t>(month),
             static_cast<int32_t>(day));
      point.named = true;
      return Finish(point, at, c_end);
    }
  }
  if (c >= 0 && separator == '.') return std::nullopt;
  if (separator == ' ' || IsWordLetter(t.c) || t.c == '%') return std::nullopt;
  if (t.c == '.' && IsDigit(GlyphAt(text, b_end + 1).c)) return std::nullopt;
  if (a_year && !b_year && b >= 1 && b <= 12) {
    // In prose "2009-10" is a span of two years and "2015.3" a figure.
    const bool span = b == (a + 1) % 100 && b_end - q == 2 && separator != '/';
    if (setting.every_figure || (tight && separator != '.' && !span && b_end - q == 2)) {
      if (setting.every_figure && separator == '.' && !(tight && IsLikelyYear(a)))
        return std::nullopt;
      SetMonth(&point, static_cast<int32_t>(a), static_cast<int32_t>(b));
      point.named = true;
      return Finish(point, at, b_end);
    }
  }
  if (!a_year && b_year && a <= 12 && b_end - q == 4 && (tight || setting.every_figure) &&
      separator != '.') {
    SetMonth(&point, static_cast<int32_t>(b), static_cast<int32_t>(a));
    point.named = true;
    return Finish(point, at, b_end);
  }
  if (!a_year && !b_year && separator == '/' && tight && setting.every_figure && a <= 12 &&
      b >= 1 && b <= 31) {
    // 10/1, whose year may stand at the other end of a range.
    SetDay(&point, 2000, static_cast<int32_t>(a), static_cast<int32_t>(b));
    point.has_year = false;
    return Finish(point, at, b_end);
  }
  return std::nullopt;
}

}  // namespace parallax::recognize
