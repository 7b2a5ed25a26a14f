#include <algorithm>

#include "core/value/civil_date.h"
#include "ingest_service/recognize/date_point.h"
#include "ingest_service/recognize/english_date_words.h"
#include "ingest_service/recognize/figure.h"
#include "ingest_service/recognize/glyph.h"
#include "ingest_service/recognize/lexicon.h"

namespace parallax::recognize {
namespace {

using value::DatePrecision;

std::optional<DatePoint> Finish(DatePoint point, int64_t begin, int64_t end) {
  point.begin = begin;
  point.end = end;
  return point;
}

// "2 to 7 Feb 2018", "4 to January 22, 1995", "26th june of 2020", "14 nov 2023": from a day on.
std::optional<DatePoint> DayFirst(std::string_view text, int64_t at, bool words) {
  int64_t end = 0;
  const int32_t day = DayAt(text, at, &end, words);
  if (day < 0 || WholeWordAt(text, at).view() == "the") return std::nullopt;
  int64_t p = SkipBlanks(text, end);
  const Glyph separator = GlyphAt(text, p);
  const bool joined = separator.c == '-' || separator.c == '/' || separator.c == ',';
  if (joined) p = SkipBlanks(text, p + separator.size);
  const Word of = WholeWordAt(text, p);
  if (of.view() == "of") p = SkipBlanks(text, of.end);
  const MonthName month = MonthAt(text, p);
  if (month.month == 0 || (p == end && !IsLetter(GlyphAt(text, p).c))) return std::nullopt;
  int64_t stop = month.end;
  const int32_t year = YearAfter(text, month.end, &stop);
  DatePoint point;
  point.named = true;
  point.has_year = year != 0;
  if (month.weak && year == 0 && !WordAt(text, p).capital) return std::nullopt;
  SetDay(&point, year != 0 ? year : 2000, month.month, day);
  return Finish(point, at, year != 0 ? stop : month.end);
}

std::optional<DatePoint> MonthFirst(std::string_view text, int64_t at, const DateSetting& setting) {
  const MonthName month = MonthAt(text, at);
  if (month.month == 0) return std::nullopt;
  DatePoint point;
  point.named = true;
  // A year right after the month comes before a day: "May 2001", "Feb, 2001".
  int64_t end = month.end;
  const int32_t own_year = YearAfter(text, month.end, &end);
  if (own_year != 0) {
    SetMonth(&point, own_year, month.month);
    return Finish(point, at, end);
  }
  int64_t p = SkipBlanks(text, month.end);
  const Glyph separator = GlyphAt(text, p);
  if (separator.c == '-' || separator.c == '/') p = SkipBlanks(text, p + separator.size);
  int64_t day_end = 0;
  const int32_t day = p == month.end ? -1 : DayAt(text, p, &day_end, true);
  if (day > 0) {
    const int32_t year = YearAfter(text, day_end, &end);
    const bool counted = !IsDigit(GlyphAt(text, p).c) && WholeWordAt(text, p).view() != "the" &&
                         !LookUpWord(WholeWordAt(text, p).view()).Has(kOrdinalWord);
    if (year != 0) {
      SetDay(&point, year, month.month, day);
      return Finish(point, at, end);
    }
    // "May 5 companies" could be a verb; a month that is also a word wants its capital.
    if (!(month.weak && !WordAt(text, at).capital) && !counted) {
      point.has_year = false;
      SetDay(&point, 2000, month.month, day);
      return Finish(point, at, day_end);
    }
  }
  if (month.weak && !WordAt(text, at).capital) return std::nullopt;
  (void)setting;
  point.has_year = false;
  point.weak = month.weak;
  point.bare_month = true;
  SetMonth(&point, 2000, month.month);
  // A dot that nothing follows ends the sentence, not the month.
  return Finish(point, at, WordAt(text, at).end);
}

// "Q3 2024", "2024 Q3", "H1 of 2025", "1H25": the number of a quarter or half with its letter.
bool PeriodLetterAt(std::string_view text, int64_t at, char* letter, int32_t* number,
                    int64_t* end) {
  const Glyph g = GlyphAt(text, at);
  const char32_t c = Lower(g.c);
  if (c != 'q' && c != 'h') return false;
  const Glyph digit = GlyphAt(text, at + g.size);
  if (digit.c < '1' || digit.c > (c == 'q' ? U'4' : U'2')) return false;
  const int64_t stop = at + g.size + digit.size;
  const char32_t after = GlyphAt(text, stop).c;
  if (IsDigit(after) || IsWordLetter(after)) return false;
  *letter = static_cast<char>(c);
  *number = static_cast<int32_t>(digit.c - '0');
  *end = stop;
  return true;
}

void SetPeriod(DatePoint* point, char letter, int32_t year, int32_t number) {
  if (letter == 'q') {
    SetQuarter(point, year, number);
  } else {
    SetHalf(point, year, number);
  }
}

std::optional<DatePoint> PeriodFirst(std::string_view text, int64_t at) {
  char letter = 0;
  int32_t number = 0;
  int64_t end = 0;
  if (!PeriodLetterAt(text, at, &letter, &number, &end)) return std::nullopt;
  int64_t stop = end;
  int64_t p = end;
  const Word fy = WordAt(text, SkipBlanks(text, p));
  if (fy.view() == "fy" || fy.view() == "cy") p = fy.end;
  int32_t year = p != end ? YearAt(text, p, &stop) : YearAfter(text, p, &stop);
  if (year <= 0) year = YearAfter(text, p, &stop);
  if (year == 0) {
    const int64_t two = ExactDigits(text, SkipBlanks(text, p), 2, &stop);
    if (two >= 0 && p != end) year = static_cast<int32_t>(2000 + two);
  }
  // "H1" alone is a chip as often as a half-year.
  if (year <= 0 && letter == 'h') return std::nullopt;
  DatePoint point;
  point.named = true;
  point.has_year = year > 0;
  if (year <= 0) stop = end;
  SetPeriod(&point, letter, year > 0 ? year : 2000, number);
  return Finish(point, at, stop);
}

// "third quarter of 2016", "first half of 2025", "first week of Jan 2015", "15th century",
// "14th Five-Year Plan", "fourth of july, 1995": from an ordinal on.
std::optional<DatePoint> OrdinalFirst(std::string_view text, int64_t at,
                                      const DateSetting& setting) {
  int64_t p = at;
  int64_t number = 0;
  if (IsDigit(GlyphAt(text, at).c)) {
    int64_t end = 0;
    number = ReadPlainDigits(text, at, 2, &end);
    if (number <= 0) return std::nullopt;
    p = SkipOrdinalSuffix(text, end);
    if (p == end) return std::nullopt;
  } else {
    const Word word = WholeWordAt(text, at);
    const WordInfo& info = LookUpWord(word.view());
    if (word.view() == "last" || word.view() == "final") {
      number = -1;
    } else if (info.Has(kTensWord) && !info.Has(kPluralWord)) {
      int64_t q = SkipBlanks(text, word.end);
      const Glyph hyphen = GlyphAt(text, q);
      if (hyphen.c == '-') q += hyphen.size;
      const Word unit = WholeWordAt(text, q);
      const WordInfo& u = LookUpWord(unit.view());
      if (!u.Has(kOrdinalWord) || u.number > 9) return std::nullopt;
      number = info.number + u.number;
      p = unit.end;
    } else if (info.Has(kOrdinalWord) && !info.Has(kPluralWord)) {
      number = info.number;
    } else {
      return std::nullopt;
    }
    if (p == at) p = word.end;
  }
  int64_t q = SkipBlanks(text, p);
  if (GlyphAt(text, q).c == '-') q += GlyphAt(text, q).size;
  if (q == p) return std::nullopt;
  const Word noun = WholeWordAt(text, q);
  const std::string_view w = noun.view();
  DatePoint point;
  point.named = true;
  if (w == "century" && number > 0) {
    SetYears(&point, static_cast<int32_t>(number - 1) * 100, 100, DatePrecision::kCentury);
    return Finish(point, at, noun.end);
  }
  if (w == "five") {
    // "five-year plan"
    const Word year = NextWord(text, noun.end);
    const Word plan = NextWord(text, year.end);
    if (year.view() == "year" &&
        (plan.view() == "plan" || plan.view() == "plans" || plan.view() == "programme") &&
        SetFiveYearPlan(&point, number)) {
      return Finish(point, at, plan.end);
    }
    return std::nullopt;
  }
  if (w == "fiscal" || w == "calendar") {
    const Word next = NextWord(text, noun.end);
    if (next.view() != "quarter" && next.view() != "half") return std::nullopt;
    q = next.begin;
  }
  const Word kind = WholeWordAt(text, q);
  const std::string_view k = kind.view();
  if ((k == "quarter" && number >= -1 && number <= 4) ||
      (k == "half" && number >= -1 && number <= 2)) {
    int64_t end = kind.end;
    const char letter = k == "quarter" ? 'q' : 'h';
    int64_t year_at = kind.end;
    const Word of = NextWord(text, kind.end);
    const Word this_word = of.view() == "of" ? NextWord(text, of.end) : Word{};
    int32_t year = YearAfter(text, year_at, &end);
    if (year == 0 && setting.reference && this_word.view() == "this") {
      const Word year_word = NextWord(text, this_word.end);
      if (year_word.view() == "year") {
        year = setting.reference->year;
        end = year_word.end;
        point.relative = true;
      }
    }
    if (year == 0 && setting.reference && this_word.view() == "last") {
      const Word year_word = NextWord(text, this_word.end);
      if (year_word.view() == "year") {
        year = setting.reference->year - 1;
        end = year_word.end;
        point.relative = true;
      }
    }
    if (number == -1) {
      if (year == 0) return std::nullopt;  // "last quarter" is relative to the reference
      number = letter == 'q' ? 4 : 2;
    }
    point.takes_the = true;
    point.has_year = year != 0;
    // Without a year "first half" may be of a game or a book.
    if (year == 0 && (k == "half" || !setting.reference)) return std::nullopt;
    SetPeriod(&point, letter, year != 0 ? year : 2000, static_cast<int32_t>(number));
    return Finish(point, at, year != 0 ? end : kind.end);
  }
  if ((k == "week" || k == "month") && number >= 1) {
    const Word of = NextWord(text, kind.end);
    if (of.view() != "of") return std::nullopt;
    const int64_t r = SkipBlanks(text, of.end);
    int64_t end = 0;
    const MonthName month = MonthAt(text, r);
    int32_t year = 0;
    if (month.month != 0 && k == "week" && number <= 5) {
      end = month.end;
      year = YearAfter(text, month.end, &end);
      if (year == 0) return std::nullopt;
      SetWeekOf(&point, year, month.month, static_cast<int32_t>(number));
    } else {
      year = YearAt(text, r, &end);
      if (year <= 0) return std::nullopt;
      if (k == "week" && number <= 53) {
        SetWeekOf(&point, year, 0, static_cast<int32_t>(number));
      } else if (k == "month" && number <= 12) {
        SetMonth(&point, year, static_cast<int32_t>(number));
      } else {
        return std::nullopt;
      }
    }
    point.takes_the = true;
    return Finish(point, at, end);
  }
  return std::nullopt;
}

// "1970s", "1970's", "'40s", "nineteen seventies".
std::optional<DatePoint> DecadeFirst(std::string_view text, int64_t at) {
  int64_t p = at;
  bool apostrophe = false;
  if (GlyphAt(text, p).c == '\'') {
    apostrophe = true;
    p += GlyphAt(text, p).size;
  }
  int64_t end = 0;
  DatePoint point;
  point.named = true;
  point.takes_the = true;
  const int64_t n = ReadPlainDigits(text, p, 4, &end);
  int32_t year = -1;
  if (n >= 0) {
    const int64_t digits = end - p;
    if (n % 10 != 0) return std::nullopt;
    if (digits == 4 && n >= 1000 && n <= 2990 && !apostrophe) year = static_cast<int32_t>(n);
    if (digits == 2 && n >= 10) year = static_cast<int32_t>(1900 + n);
    if (year < 0) return std::nullopt;
    const Glyph s = GlyphAt(text, end);
    int64_t q = end;
    if (s.c == '\'') q += s.size;
    const Glyph letter = GlyphAt(text, q);
    if (letter.c != 's' || IsWordLetter(GlyphAt(text, q + 1).c) || IsDigit(GlyphAt(text, q + 1).c))
      return std::nullopt;
    if (GlyphAt(text, q + 1).c == '\'') ++q;
    end = q + 1;
    if (digits == 2 && !apostrophe) {
      // "the 70s" is a decade; "in her 70s" an age, "low 80s" a temperature.
      const Word before = PreviousWord(text, at);
      if (before.view() != "the" && before.view() != "early" && before.view() != "late" &&
          before.view() != "mid") {
        return std::nullopt;
      }
    }
    if (year % 100 == 0 && year < 2000) {
      SetYears(&point, year, 100, DatePrecision::kCentury);  // the 1800s
    } else {
      SetYears(&point, year, 10, DatePrecision::kDecade);
    }
    return Finish(point, at, end);
  }
  if (apostrophe) return std::nullopt;
  const Word first = WholeWordAt(text, at);
  const WordInfo& info = LookUpWord(first.view());
  if (info.Has(kUnitWord) && info.number >= 17 && info.number <= 19) {
    const Word decade = NextWord(text, first.end);
    const WordInfo& d = LookUpWord(decade.view());
    if (d.Has(kTensWord) && d.Has(kPluralWord)) {
      SetYears(&point, info.number * 100 + d.number, 10, DatePrecision::kDecade);
      return Finish(point, at, decade.end);
    }
  }
  return std::nullopt;
}

// "fiscal year 2024", "FY2024", "FY 2024/25", "FY25", "calendar year 2008", "school year 2008".
std::optional<DatePoint> FiscalFirst(std::string_view text, int64_t at) {
  const Word word = WordAt(text, at);
  const std::string_view w = word.view();
  int64_t p = word.end;
  const bool short_form = w == "fy" || w == "cy" || w == "sy";
  if (!short_form) {
    const Word year = NextWord(text, word.end);
    if (year.view() == "year" || year.view() == "years") {
      p = year.end;
    } else if (w != "fiscal") {
      return std::nullopt;
    }
  } else if (!word.all_capitals && IsDigit(GlyphAt(text, p).c)) {
    return std::nullopt;
  }
  int64_t q = SkipBlanks(text, p);
  if (GlyphAt(text, q).c == '\'') q += GlyphAt(text, q).size;
  int64_t end = 0;
  int32_t year = YearAt(text, q, &end);
  if (year <= 0 && short_form && w != "sy") {
    const int64_t two = ExactDigits(text, q, 2, &end);
    if (two >= 0 && !IsWordLetter(GlyphAt(text, end).c)) year = static_cast<int32_t>(2000 + two);
  }
  if (year <= 0) return std::nullopt;
  DatePoint point;
  point.named = true;
  SetYears(&point, year, 1, DatePrecision::kYear);
  // "FY 2024/25", "fiscal 2024-25" name one year across two.
  const Glyph slash = GlyphAt(text, end);
  if (slash.c == '/' || slash.c == '-' || slash.c == 0x2013) {
    int64_t stop = 0;
    const int64_t two = ExactDigits(text, end + slash.size, 2, &stop);
    if (two > year % 100 || two == (year + 1) % 100) {
      const int32_t years = static_cast<int32_t>((two - year % 100 + 100) % 100) + 1;
      SetYears(&point, year, years, DatePrecision::kYear);
      end = stop;
    }
  }
  // When a fiscal or school year begins is its country's; the calendar year is an approximation.
  point.approximate = w != "cy" && w != "calendar";
  point.unresolved = w == "school" || w == "sy" || w == "academic";
  return Finish(point, at, end);
}

std::optional<DatePoint> SeasonFirst(std::string_view text, int64_t at) {
  const Word word = WholeWordAt(text, at);
  const WordInfo& info = LookUpWord(word.view());
  if (!info.Has(kSeasonWord)) return std::nullopt;
  int64_t end = word.end;
  const int32_t year = YearAfter(text, word.end, &end);
  if (year == 0) return std::nullopt;
  DatePoint point;
  point.named = true;
  SetSeason(&point, year, info.number);
  return Finish(point, at, end);
}

struct Holiday {
  std::string_view name;
  int32_t month, day;  // day 0: by rule
  int32_t weekday = -1, nth = 0;
};
std::optional<DatePoint> HolidayFirst(std::string_view text, int64_t at) {
  // Fixed days, and days by weekday (n-th of the month) with an offset in days for the day after.
  static constexpr Holiday kHolidays[] = {{"christmas day", 12, 25},
                                          {"christmas eve", 12, 24},
                                          {"christmas", 12, 25},
                                          {"halloween", 10, 31},
                                          {"earth day", 4, 22},
                                          {"independence day", 7, 4},
                                          {"saint patrick", 3, 17},
                                          {"st patrick", 3, 17},
                                          {"valentines day", 2, 14},
                                          {"labor day", 9, 0, 0, 1},
                                          {"thanksgiving day", 11, 0, 3, 4},
                                          {"thanksgiving", 11, 0, 3, 4},
                                          {"black friday", 11, -1, 3, 4},
                                          {"cyber monday", 11, -4, 3, 4}};
  std::string_view best;
  const Holiday* found = nullptr;
  int64_t end = 0;
  for (const Holiday& holiday : kHolidays) {
    const std::string_view name = holiday.name;
    const size_t blank = name.find(' ');
    const Word first = WholeWordAt(text, at);
    if (first.view() != name.substr(0, blank)) continue;
    int64_t stop = first.end;
    if (blank != std::string_view::npos) {
      const Word second = WholeWordAt(text, SkipBlanks(text, first.end));
      if (second.view() != name.substr(blank + 1)) continue;
      stop = second.end;
    }
    if (name.size() <= best.size()) continue;
    best = name;
    found = &holiday;
    end = stop;
  }
  if (found == nullptr) return std::nullopt;
  int64_t stop = end;
  const int32_t year = YearAfter(text, end, &stop);
  if (year == 0) return std::nullopt;
  DatePoint point;
  point.named = true;
  if (found->day > 0) {
    SetDay(&point, year, found->month, found->day);
  } else {
    const value::CivilDate first{year, found->month, 1};
    const int shift =
        (found->weekday - value::Weekday(first) + 7) % 7 + 7 * (found->nth - 1) - found->day;
    const value::CivilDate date = value::AddDays(first, shift);
    SetDay(&point, date.year, date.month, date.day);
  }
  return Finish(point, at, stop);
}

std::optional<DatePoint> YearFirst(std::string_view text, int64_t at, const DateSetting& setting) {
  int64_t end = 0;
  DatePoint point;
  const int64_t n = ExactDigits(text, at, 4, &end);
  if (n < 1000 || n > 2999) {
    int64_t stop = 0;
    const int32_t year = WordYear(text, at, setting.every_figure, &stop);
    if (year <= 0 || (year % 100 == 0 && year % 1000 == 0)) return std::nullopt;
    SetYears(&point, year, 1, DatePrecision::kYear);
    point.named = true;
    return Finish(point, at, stop);
  }
  const int32_t year = static_cast<int32_t>(n);
  const Glyph after = GlyphAt(text, end);
  if (IsWordLetter(after.c) || after.c == '%') return std::nullopt;
  if ((after.c == ',' || after.c == '.' || after.c == ':') &&
      IsDigit(GlyphAt(text, end + after.size).c))
    return std::nullopt;
  // "2016 june", "2016 , nov", "2017-q1", "2019 H2".
  int64_t p = SkipBlanks(text, end);
  const Glyph separator = GlyphAt(text, p);
  if (separator.c == ',' || separator.c == '-') p = SkipBlanks(text, p + separator.size);
  if (p != end) {
    char letter = 0;
    int32_t number = 0;
    int64_t stop = 0;
    if (PeriodLetterAt(text, p, &letter, &number, &stop)) {
      SetPeriod(&point, letter, year, number);
      point.named = true;
      return Finish(point, at, stop);
    }
    const MonthName month = MonthAt(text, p);
    if (month.month != 0 && (!month.weak || WordAt(text, p).capital || setting.every_figure)) {
      // "in 2016, March was warm" keeps its month; but "2016 March 5" and "2016 june" are one date.
      int64_t unused = 0;
      const bool own_year = YearAfter(text, month.end, &unused) != 0;
      const bool verb = month.month == 5 || month.month == 3;
      if (!own_year && (separator.c != ',' || setting.every_figure) &&
          (!verb || setting.every_figure || separator.c == ' ' || p == end + 1)) {
        SetMonth(&point, year, month.month);
        point.named = true;
        return Finish(point, at, month.end);
      }
    }
  }
  SetYears(&point, year, 1, DatePrecision::kYear);
  point.bare_year = true;
  return Finish(point, at, end);
}

}  // namespace

std::optional<DatePoint> ReadEnglishPoint(std::string_view text, int64_t at,
                                          const DateSetting& setting) {
  const Glyph g = GlyphAt(text, at);
  std::optional<DatePoint> best;
  const auto take = [&](std::optional<DatePoint> point) {
    if (point && (!best || point->end > best->end)) best = point;
  };
  if (IsDigit(g.c)) {
    take(NumericDate(text, at, setting));
    take(DayFirst(text, at, false));
    take(OrdinalFirst(text, at, setting));
    take(DecadeFirst(text, at));
    // "1Q25", "2H 2024".
    int64_t digit_end = at + g.size;
    const char32_t letter = Lower(GlyphAt(text, digit_end).c);
    if ((letter == 'q' || letter == 'h') && g.c >= '1' && g.c <= (letter == 'q' ? U'4' : U'2')) {
      int64_t end = 0;
      const int64_t year_at = SkipBlanks(text, digit_end + 1);
      int32_t year = YearAt(text, year_at, &end);
      if (year <= 0) {
        const int64_t two = ExactDigits(text, year_at, 2, &end);
        if (two >= 0 && year_at == digit_end + 1) year = static_cast<int32_t>(2000 + two);
      }
      if (year > 0) {
        DatePoint point;
        point.named = true;
        SetPeriod(&point, static_cast<char>(letter), year, static_cast<int32_t>(g.c - '0'));
        take(Finish(point, at, end));
      }
    }
    if (!best) take(YearFirst(text, at, setting));
    return best;
  }
  if (g.c == '\'') return DecadeFirst(text, at);
  if (!IsLetter(g.c)) return std::nullopt;
  const Word word = WordAt(text, at);
  const WordInfo& info = LookUpWord(word.view());
  if (info.flags == 0) return std::nullopt;
  if (info.Has(kMonthWord)) take(MonthFirst(text, at, setting));
  if (word.view() == "q" || word.view() == "h") take(PeriodFirst(text, at));
  if (info.Has(kOrdinalWord | kTensWord) || word.view() == "last")
    take(OrdinalFirst(text, at, setting));
  if (info.Has(kOrdinalWord)) take(DayFirst(text, at, true));
  if (info.Has(kUnitWord | kTensWord)) {
    take(DecadeFirst(text, at));
    if (!best) take(YearFirst(text, at, setting));
  }
  if (info.Has(kFiscalWord)) take(FiscalFirst(text, at));
  if (info.Has(kSeasonWord)) take(SeasonFirst(text, at));
  if (info.Has(kHolidayWord)) take(HolidayFirst(text, at));
  if (info.Has(kWeekdayWord)) {
    // "Friday 2018-7-6", "Tuesday, January 14, 2025": the weekday belongs to a full date.
    int64_t p = word.end;
    const Glyph dot = GlyphAt(text, p);
    if (dot.c == '.' && info.Has(kAbbreviation)) p += dot.size;
    p = SkipBlanks(text, p);
    if (GlyphAt(text, p).c == ',') p = SkipBlanks(text, p + 1);
    if (p != word.end && !LookUpWord(WordAt(text, p).view()).Has(kWeekdayWord)) {
      auto date = ReadEnglishPoint(text, p, setting);
      if (date && date->precision == DatePrecision::kDay && date->named) {
        date->begin = at;
        take(date);
      }
    }
  }
  return best;
}

}  // namespace parallax::recognize
