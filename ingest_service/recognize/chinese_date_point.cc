#include "core/value/civil_date.h"
#include "ingest_service/recognize/date_point.h"
#include "ingest_service/recognize/figure.h"
#include "ingest_service/recognize/glyph.h"
#include "ingest_service/recognize/lexicon.h"

namespace parallax::recognize {
namespace {

using value::DatePrecision;

// The place after `wanted` (any of its characters) at or one blank run after `at`; -1 where it is
// not there.
int64_t After(std::string_view text, int64_t at, std::u32string_view wanted) {
  const int64_t p = SkipBlanks(text, at);
  const Glyph g = GlyphAt(text, p);
  if (g.c == kEnd || wanted.find(g.c) == std::u32string_view::npos) return -1;
  return p + g.size;
}

// A number of at most four digits in digits or numerals; positions (二〇一九) count. -1 where none.
int64_t NumberAt(std::string_view text, int64_t at, int64_t* end) {
  const int64_t p = SkipBlanks(text, at);
  return ReadSmallHan(text, p, end);
}

// 年初, 年底 …: the third of the year; 0 where none. Sets *end.
int ThirdAfterYear(std::string_view text, int64_t at, int64_t* end) {
  static constexpr struct {
    std::string_view phrase;
    int third;
  } kThirds[] = {{"年代初", 1}, {"初期", 1}, {"中期", 2}, {"后期", 3}, {"後期", 3}, {"末期", 3},
                 {"初", 1},     {"年初", 1}, {"年中", 2}, {"中叶", 2}, {"中葉", 2}, {"中", 2},
                 {"年底", 3},   {"年末", 3}, {"年终", 3}, {"年終", 3}, {"底", 3},   {"末", 3}};
  for (const auto& t : kThirds) {
    if (!HasAt(text, at, t.phrase)) continue;
    const int64_t stop = at + static_cast<int64_t>(t.phrase.size());
    // 2025年中国 and 2024年中央 speak of other things; 初 may begin 初步.
    const char32_t next = GlyphAt(text, stop).c;
    if (t.phrase == "中" && IsHan(next) && next != U'，') return 0;
    if (t.phrase == "初" && (next == U'步' || next == U'次' || next == U'中' || next == U'创'))
      return 0;
    *end = stop;
    return t.third;
  }
  return 0;
}

std::optional<DatePoint> Finish(DatePoint point, int64_t begin, int64_t end) {
  point.begin = begin;
  point.end = end;
  return point;
}

int32_t QuarterNamed(std::string_view text, int64_t at, int64_t* end) {
  int64_t p = SkipBlanks(text, at);
  const int64_t ordinal = After(text, p, U"第");
  if (ordinal >= 0) p = SkipBlanks(text, ordinal);
  int64_t stop = 0;
  const Glyph first = GlyphAt(text, p);
  int64_t n = -1;
  if (first.c == U'首' || first.c == U'头' || first.c == U'頭') {
    n = 1;
    stop = p + first.size;
    const int64_t measure = After(text, stop, U"个個");
    if (measure >= 0) stop = measure;
  } else if (first.c == 'Q' || first.c == 'q') {
    n = ReadPlainDigits(text, p + 1, 1, &stop);
    if (n < 1 || n > 4) return 0;
    *end = stop;
    return static_cast<int32_t>(n);
  } else {
    n = ReadSmallHan(text, p, &stop);
    const int64_t measure = After(text, stop, U"个個");
    if (n > 0 && measure >= 0) stop = measure;
  }
  if (n < 1 || n > 4) return 0;
  stop = SkipBlanks(text, stop);
  if (HasAt(text, stop, "季度")) {
    *end = stop + 6;
    return static_cast<int32_t>(n);
  }
  if (HasAt(text, stop, "季") && ordinal >= 0) {
    *end = stop + 3;
    return static_cast<int32_t>(n);
  }
  return 0;
}

// 前三季度, 前两个季度: how many from the year's begin on; 0 for none.
int32_t FirstQuarters(std::string_view text, int64_t at, int64_t* end) {
  if (!HasAt(text, at, "前")) return 0;
  int64_t stop = 0;
  int64_t n = ReadSmallHan(text, at + 3, &stop);
  if (n < 1 && (HasAt(text, at + 3, "两") || HasAt(text, at + 3, "兩"))) {
    n = 2;
    stop = at + 6;
  }
  if (n < 2 || n > 3) return 0;
  const int64_t measure = After(text, stop, U"个個");
  if (measure >= 0) stop = measure;
  if (!HasAt(text, stop, "季")) return 0;
  *end = stop + (HasAt(text, stop, "季度") ? 6 : 3);
  return static_cast<int32_t>(n);
}

int32_t HalfNamed(std::string_view text, int64_t at, int64_t* end) {
  static constexpr struct {
    std::string_view phrase;
    int32_t half;
  } kHalves[] = {{"上半年", 1}, {"前半年", 1}, {"下半年", 2},
                 {"后半年", 2}, {"後半年", 2}, {"上半", 1}};
  const int64_t p = SkipBlanks(text, at);
  for (const auto& h : kHalves) {
    if (h.phrase != "上半" && HasAt(text, p, h.phrase)) {
      *end = p + static_cast<int64_t>(h.phrase.size());
      return h.half;
    }
  }
  if ((GlyphAt(text, p).c == 'H' || GlyphAt(text, p).c == 'h')) {
    int64_t stop = 0;
    const int64_t n = ReadPlainDigits(text, p + 1, 1, &stop);
    if (n == 1 || n == 2) {
      *end = stop;
      return static_cast<int32_t>(n);
    }
  }
  return 0;
}

int32_t SeasonNamed(std::string_view text, int64_t at, int64_t* end) {
  static constexpr struct {
    std::string_view name;
    int32_t season;
  } kSeasons[] = {{"春", 1}, {"夏", 2}, {"秋", 3}, {"冬", 4}};
  for (const auto& s : kSeasons) {
    if (!HasAt(text, at, s.name)) continue;
    const int64_t stop = at + 3;
    const Glyph next = GlyphAt(text, stop);
    if (next.c == U'季' || next.c == U'天') {
      *end = stop + next.size;
      return s.season;
    }
    if (!IsHan(next.c)) {
      *end = stop;
      return s.season;
    }
  }
  return 0;
}

int32_t ExpandYear(int64_t two) {
  return static_cast<int32_t>(two >= 50 ? 1900 + two : 2000 + two);
}

// 2018年…, 零八年…, 民國114年…, 公元前 is left alone.
std::optional<DatePoint> YearFirst(std::string_view text, int64_t at, const DateSetting& setting) {
  int64_t p = at;
  bool republic = false;
  bool era = false;
  const char32_t first = GlyphAt(text, at).c;
  const bool named_era = first == U'中' || first == U'民' || first == U'公' || first == U'西' ||
                         first == U'农' || first == U'農' || first == U'阴' || first == U'陰';
  static constexpr std::string_view kRepublic[] = {"中華民國", "中华民国", "民國", "民国"};
  for (std::string_view name : kRepublic) {
    if (named_era && HasAt(text, p, name)) {
      p = SkipBlanks(text, p + static_cast<int64_t>(name.size()));
      republic = true;
      break;
    }
  }
  static constexpr std::string_view kEras[] = {"公元", "西元", "农历", "農曆", "阴历", "陰曆"};
  bool lunar = false;
  for (size_t i = 0; i < 6 && named_era && !republic; ++i) {
    if (HasAt(text, p, kEras[i])) {
      p = SkipBlanks(text, p + static_cast<int64_t>(kEras[i].size()));
      era = true;
      lunar = i >= 2;
      break;
    }
  }
  int64_t end = 0;
  const int64_t n = ReadSmallHan(text, p, &end);
  if (n < 0) return std::nullopt;
  // How many digits were written decides what 07 and 15 mean.
  int64_t characters = 0;
  bool leading_zero = false;
  bool units = false;
  for (int64_t q = p; q < end; ++characters) {
    const Glyph g = GlyphAt(text, q);
    const HanInfo info = LookUpHan(g.c);
    if (q == p) leading_zero = g.c == '0' || info.kind == HanInfo::kZero;
    units = units || info.kind == HanInfo::kSmallUnit;
    q += g.size;
  }
  const int64_t year_mark = After(text, end, U"年");
  int32_t year = 0;
  if (republic) {
    if (year_mark < 0 || n < 1 || n > 200) return std::nullopt;
    year = static_cast<int32_t>(1911 + n);
  } else if ((characters == 4 && !units && n >= 1000 && n <= 2999) ||
             (era && year_mark >= 0 && n >= 1)) {
    year = static_cast<int32_t>(n);
  } else if (characters == 3 && n >= 80 && n <= 199 && setting.taiwan && year_mark >= 0) {
    year = static_cast<int32_t>(1911 + n);
  } else if (characters == 2 && year_mark >= 0) {
    year = ExpandYear(n);
    // 07年, 零八年 are years; 15年 is one only before its month.
    bool month_follows = false;
    int64_t month_end = 0;
    const int64_t month = NumberAt(text, year_mark, &month_end);
    if (month >= 1 && month <= 12) month_follows = After(text, month_end, U"月") >= 0;
    const bool part_follows = ThirdAfterYear(text, year_mark, &month_end) != 0 && !units &&
                              n >= 10 && n <= 30 && !HasAt(text, year_mark, "中");
    if (!leading_zero && !month_follows && !part_follows) return std::nullopt;
    if (units && !month_follows) return std::nullopt;
  } else {
    return std::nullopt;
  }
  DatePoint point;
  SetYears(&point, year, 1, DatePrecision::kYear);
  if (year_mark < 0) {
    // Digits alone, as in 2016-2018年 or 从2016到2018.
    if (characters != 4 || republic || era || !IsDigit(GlyphAt(text, p).c)) return std::nullopt;
    const Glyph after = GlyphAt(text, end);
    if (after.c == '.' || after.c == ',' || after.c == ':' || after.c == '%') {
      if (IsDigit(GlyphAt(text, end + after.size).c) || after.c == '%') return std::nullopt;
    }
    if (IsWordLetter(after.c) || IsMeasureWord(GlyphAt(text, SkipBlanks(text, end)).c))
      return std::nullopt;
    const HanInfo next = LookUpHan(after.c);
    if (next.kind == HanInfo::kSmallUnit || next.kind == HanInfo::kBigUnit || after.c == U'元' ||
        after.c == U'米')
      return std::nullopt;
    point.bare_year = true;
    return Finish(point, at, end);
  }
  point.named = true;
  point.begin = at;
  point.end = year_mark;
  // 2018年来, 2018年度 keep to the year; 年代 is another thing.
  if (HasAt(text, year_mark, "代")) {
    if (!republic || n % 10 != 0) return std::nullopt;
    SetYears(&point, year, 10, DatePrecision::kDecade);  // 民國50年代
    point.end = year_mark + 3;
    return point;
  }
  if (HasAt(text, year_mark, "度")) {
    point.end = year_mark + 3;
    return point;
  }
  // A count of years ("1500年历史", "2000年前") is no year of ours.
  if (HasAt(text, year_mark, "历史") || HasAt(text, year_mark, "歷史")) return std::nullopt;
  NarrowChineseYear(text, year, &point);
  // Month and day of the old calendar are not converted; they stand as the source writes them.
  if (lunar) point.approximate = true;
  return point;
}

// M月D日, M月: the year is still to be found.
std::optional<DatePoint> MonthFirst(std::string_view text, int64_t at) {
  int64_t end = 0;
  const int64_t month = ReadSmallHan(text, at, &end);
  if (month < 1 || month > 12) return std::nullopt;
  const int64_t month_end = After(text, end, U"月");
  if (month_end < 0) return std::nullopt;
  DatePoint point;
  point.named = true;
  point.has_year = false;
  int64_t day_end = 0;
  const int64_t day = NumberAt(text, month_end, &day_end);
  const int64_t day_mark = day >= 1 && day <= 31 ? After(text, day_end, U"日号號") : -1;
  if (day_mark >= 0) {
    SetDay(&point, 2000, static_cast<int32_t>(month), static_cast<int32_t>(day));
    return Finish(point, at, day_mark);
  }
  SetMonth(&point, 2000, static_cast<int32_t>(month));
  point.bare_month = true;
  int64_t stop = month_end;
  if (HasAt(text, month_end, "份")) stop += 3;
  return Finish(point, at, stop);
}

std::optional<DatePoint> DayFirst(std::string_view text, int64_t at) {
  // 十二日 as the end of a range whose month stands at its begin.
  int64_t end = 0;
  const int64_t day = ReadSmallHan(text, at, &end);
  if (day < 1 || day > 31) return std::nullopt;
  const int64_t mark = After(text, end, U"日号號");
  if (mark < 0) return std::nullopt;
  DatePoint point;
  point.has_year = false;
  point.precision = DatePrecision::kDay;
  point.from = {0, 0, static_cast<int32_t>(day)};  // month 0: to be completed by the range
  return Finish(point, at, mark);
}

// 19世纪70年代, 上世纪60年代, 九十年代, 21世纪, 本世纪初.
std::optional<DatePoint> CenturyFirst(std::string_view text, int64_t at,
                                      const DateSetting& setting) {
  int64_t p = at;
  const char32_t first = GlyphAt(text, at).c;
  int32_t century = 0;  // its first year
  int64_t end = 0;
  static constexpr struct {
    std::string_view phrase;
    int32_t shift;
  } kThis[] = {{"上个世纪", -100}, {"上個世紀", -100}, {"上世纪", -100},
               {"上世紀", -100},   {"本世纪", 0},      {"本世紀", 0}};
  bool named = false;
  for (const auto& c : kThis) {
    if (first != U'上' && first != U'本') break;
    if (!HasAt(text, p, c.phrase)) continue;
    const int32_t now = setting.reference ? setting.reference->year : 2000;
    century = now / 100 * 100 + c.shift;
    p += static_cast<int64_t>(c.phrase.size());
    named = true;
    break;
  }
  if (!named) {
    const int64_t n = ReadSmallHan(text, p, &end);
    if (n < 1 || n > 99) return std::nullopt;
    const int64_t q = SkipBlanks(text, end);
    if (HasAt(text, q, "世纪") || HasAt(text, q, "世紀")) {
      century = static_cast<int32_t>(n - 1) * 100;
      p = q + 6;
      named = true;
    } else if (HasAt(text, q, "年代")) {
      if (n % 10 != 0) return std::nullopt;
      DatePoint point;
      point.named = true;
      SetYears(&point, static_cast<int32_t>(n >= 20 ? 1900 + n : 2000 + n), 10,
               DatePrecision::kDecade);
      point.begin = at;
      point.end = q + 6;
      if (const int third = ThirdAfterYear(text, point.end, &end)) {
        CutToThird(&point, third);
        point.end = end;
      }
      return point;
    } else {
      return std::nullopt;
    }
  }
  DatePoint point;
  point.named = true;
  point.begin = at;
  point.end = p;
  SetYears(&point, century, 100, DatePrecision::kCentury);
  const int64_t q = SkipBlanks(text, p);
  const int64_t decade = ReadSmallHan(text, q, &end);
  if (decade >= 0 && decade % 10 == 0 && decade < 100 &&
      HasAt(text, SkipBlanks(text, end), "年代")) {
    SetYears(&point, century + static_cast<int32_t>(decade), 10, DatePrecision::kDecade);
    point.end = SkipBlanks(text, end) + 6;
  }
  if (const int third = ThirdAfterYear(text, point.end, &end)) {
    CutToThird(&point, third);
    point.end = end;
  }
  return point;
}

// 2010年代, 1990年代末: a decade by its first year.
std::optional<DatePoint> DecadeFirst(std::string_view text, int64_t at) {
  int64_t end = 0;
  const int64_t n = ReadSmallHan(text, at, &end);
  if (n < 1000 || n > 2990 || n % 10 != 0) return std::nullopt;
  const int64_t p = SkipBlanks(text, end);
  if (!HasAt(text, p, "年代")) return std::nullopt;
  DatePoint point;
  point.named = true;
  SetYears(&point, static_cast<int32_t>(n), 10, DatePrecision::kDecade);
  point.begin = at;
  point.end = p + 6;
  if (const int third = ThirdAfterYear(text, point.end, &end)) {
    CutToThird(&point, third);
    point.end = end;
  }
  return point;
}

// “十四五”, 十四五规划, 第十四个五年规划.
std::optional<DatePoint> PlanFirst(std::string_view text, int64_t at) {
  DatePoint point;
  point.named = true;
  const Glyph g = GlyphAt(text, at);
  if (g.c == U'第') {
    int64_t end = 0;
    const int64_t n = NumberAt(text, at + g.size, &end);
    int64_t p = After(text, end, U"个個");
    if (n < 1 || p < 0) return std::nullopt;
    if (!HasAt(text, p, "五年")) return std::nullopt;
    p += 6;
    if (!(HasAt(text, p, "规划") || HasAt(text, p, "規劃") || HasAt(text, p, "计划") ||
          HasAt(text, p, "計畫") || HasAt(text, p, "計劃")) ||
        !SetFiveYearPlan(&point, n)) {
      return std::nullopt;
    }
    return Finish(point, at, p + 6);
  }
  // 十N五 with N one to nine, or 十五五; in quotation marks, or before 规划, 时期, 期间, 计划.
  if (g.c != U'十') return std::nullopt;
  const Glyph digit = GlyphAt(text, at + g.size);
  const HanInfo info = LookUpHan(digit.c);
  if (info.kind != HanInfo::kDigit) return std::nullopt;
  int64_t p = at + g.size + digit.size;
  int64_t number = 10;
  const Glyph five = GlyphAt(text, p);
  if (five.c == U'五') {
    number = 10 + info.value;
    p += five.size;
  } else if (digit.c != U'五') {
    return std::nullopt;
  }
  const Glyph quote = GlyphAt(text, p);
  const bool quoted = quote.c == 0x201D || quote.c == 0x300D || quote.c == '"';
  int64_t q = quoted ? p + quote.size : p;
  static constexpr std::string_view kNouns[] = {"规划", "規劃", "时期", "時期", "期间",
                                                "期間", "计划", "計畫", "計劃", "以来",
                                                "收官", "开局", "末"};
  bool noun = false;
  for (std::string_view n : kNouns) noun = noun || HasAt(text, q, n);
  if (!noun && !quoted) return std::nullopt;
  if (number == 10 && !noun) return std::nullopt;  // “十五” alone is fifteen
  if (!SetFiveYearPlan(&point, number)) return std::nullopt;
  return Finish(point, at, p);
}

}  // namespace

void NarrowChineseYear(std::string_view text, int32_t year, DatePoint* point) {
  const int64_t at = point->end;
  int64_t end = 0;
  int64_t p = SkipBlanks(text, at);
  if (HasAt(text, p, "的")) p += 3;
  if (const int32_t quarters = FirstQuarters(text, p, &end)) {
    point->from = {year, 1, 1};
    point->to = AddMonths(point->from, quarters * 3);
    point->precision = DatePrecision::kQuarter;
    point->end = end;
    return;
  }
  if (const int32_t quarter = QuarterNamed(text, p, &end)) {
    SetQuarter(point, year, quarter);
    point->end = end;
    return;
  }
  if (const int32_t half = HalfNamed(text, p, &end)) {
    SetHalf(point, year, half);
    point->end = end;
    return;
  }
  if (HasAt(text, p, "第")) {
    const int64_t n = NumberAt(text, p + 3, &end);
    if (n >= 1) {
      const int64_t measure = After(text, end, U"个個");
      const int64_t q = measure >= 0 ? measure : end;
      if (HasAt(text, q, "周") || HasAt(text, q, "週")) {
        if (n <= 53) {
          SetWeekOf(point, year, 0, static_cast<int32_t>(n));
          point->end = q + 3;
        }
        return;
      }
      if (HasAt(text, q, "月") && n <= 12) {
        SetMonth(point, year, static_cast<int32_t>(n));
        point->end = q + 3;
        return;
      }
    }
  }
  if (p != at && HasAt(text, at, "的")) return;
  const int64_t month = NumberAt(text, p, &end);
  if (month >= 1 && month <= 12) {
    const int64_t month_end = After(text, end, U"月");
    if (month_end >= 0) {
      int64_t day_end = 0;
      const int64_t q = SkipBlanks(text, month_end);
      int64_t day_at = q;
      if (HasAt(text, q, "初")) day_at = q + 3;  // 初一, of the old calendar
      const int64_t day = NumberAt(text, day_at, &day_end);
      const int64_t day_mark = day >= 1 && day <= 31 ? After(text, day_end, U"日号號") : -1;
      if (day_mark >= 0 || (day_at != q && day >= 1 && day <= 10)) {
        SetDay(point, year, static_cast<int32_t>(month), static_cast<int32_t>(day));
        point->end = day_mark >= 0 ? day_mark : day_end;
        return;
      }
      SetMonth(point, year, static_cast<int32_t>(month));
      point->end = month_end;
      static constexpr struct {
        std::string_view phrase;
        int third;
      } kParts[] = {{"上旬", 1}, {"中旬", 2}, {"下旬", 3}, {"初", 1},
                    {"底", 3},   {"末", 3},   {"份", 0}};
      for (const auto& part : kParts) {
        if (!HasAt(text, month_end, part.phrase)) continue;
        point->end = month_end + static_cast<int64_t>(part.phrase.size());
        if (part.third != 0) CutToThird(point, part.third);
        break;
      }
      return;
    }
  }
  if (const int32_t season = SeasonNamed(text, p, &end)) {
    SetSeason(point, year, season);
    point->end = end;
    return;
  }
  if (const int third = ThirdAfterYear(text, at, &end)) {
    CutToThird(point, third);
    point->end = end;
  }
}

std::optional<DatePoint> ReadChinesePoint(std::string_view text, int64_t at,
                                          const DateSetting& setting) {
  std::optional<DatePoint> best;
  const auto take = [&](std::optional<DatePoint> point) {
    if (point && (!best || point->end > best->end)) best = point;
  };
  const Glyph g = GlyphAt(text, at);
  if (g.c == U'第' || g.c == U'十') take(PlanFirst(text, at));
  if (best) return best;
  take(YearFirst(text, at, setting));
  take(DecadeFirst(text, at));
  take(CenturyFirst(text, at, setting));
  take(MonthFirst(text, at));
  if (!best && setting.reference) {
    // 一季度, 上半年: of the year of the reference.
    int64_t end = 0;
    DatePoint point;
    point.has_year = false;
    point.named = true;
    if (const int32_t quarter = QuarterNamed(text, at, &end)) {
      SetQuarter(&point, 2000, quarter);
      take(Finish(point, at, end));
    } else if (const int32_t half = HalfNamed(text, at, &end)) {
      SetHalf(&point, 2000, half);
      take(Finish(point, at, end));
    }
  }
  if (!best) take(DayFirst(text, at));
  return best;
}

}  // namespace parallax::recognize
