#include "core/value/civil_date.h"
#include "ingest_service/recognize/date_point.h"
#include "ingest_service/recognize/figure.h"
#include "ingest_service/recognize/glyph.h"
#include "ingest_service/recognize/lexicon.h"

namespace parallax::recognize {
namespace {

using value::AddDays;
using value::AddMonths;
using value::CalendarUnit;
using value::CivilDate;
using value::DatePrecision;

// The unit `shift` units away from the one that holds `now`: last year, this month, next week.
bool SetCalendarUnit(DatePoint* point, const CivilDate& now, CalendarUnit unit, int shift) {
  switch (unit) {
    case CalendarUnit::kDay:
      point->from = AddDays(now, shift);
      point->to = AddDays(point->from, 1);
      point->precision = DatePrecision::kDay;
      return true;
    case CalendarUnit::kWeek:
      point->from = AddDays(now, 7 * shift - value::Weekday(now));
      point->to = AddDays(point->from, 7);
      point->precision = DatePrecision::kWeek;
      return true;
    case CalendarUnit::kMonth: {
      const CivilDate month = AddMonths({now.year, now.month, 1}, shift);
      SetMonth(point, month.year, month.month);
      return true;
    }
    case CalendarUnit::kQuarter: {
      const CivilDate first =
          AddMonths({now.year, (now.month - 1) / 3 * 3 + 1, 1}, int64_t{3} * shift);
      SetQuarter(point, first.year, (first.month - 1) / 3 + 1);
      return true;
    }
    case CalendarUnit::kYear:
      SetYears(point, now.year + shift, 1, DatePrecision::kYear);
      return true;
    case CalendarUnit::kDecade:
      SetYears(point, now.year / 10 * 10 + 10 * shift, 10, DatePrecision::kDecade);
      return true;
    case CalendarUnit::kCentury:
      SetYears(point, now.year / 100 * 100 + 100 * shift, 100, DatePrecision::kCentury);
      return true;
    default:
      return false;
  }
}

DatePrecision PrecisionOf(CalendarUnit unit) {
  switch (unit) {
    case CalendarUnit::kDay:
      return DatePrecision::kDay;
    case CalendarUnit::kWeek:
      return DatePrecision::kWeek;
    case CalendarUnit::kMonth:
      return DatePrecision::kMonth;
    case CalendarUnit::kQuarter:
      return DatePrecision::kQuarter;
    case CalendarUnit::kYear:
      return DatePrecision::kYear;
    case CalendarUnit::kDecade:
      return DatePrecision::kDecade;
    case CalendarUnit::kCentury:
      return DatePrecision::kCentury;
    default:
      return DatePrecision::kUnspecified;
  }
}

// `count` units before (negative) or after `now`.
CivilDate Step(const CivilDate& now, CalendarUnit unit, int64_t count) {
  switch (unit) {
    case CalendarUnit::kWeek:
      return AddDays(now, 7 * count);
    case CalendarUnit::kMonth:
      return AddMonths(now, count);
    case CalendarUnit::kQuarter:
      return AddMonths(now, 3 * count);
    case CalendarUnit::kYear:
      return AddMonths(now, 12 * count);
    case CalendarUnit::kDecade:
      return AddMonths(now, 120 * count);
    case CalendarUnit::kCentury:
      return AddMonths(now, 1200 * count);
    default:
      return AddDays(now, count);
  }
}

// The span of `count` units that ends (shift < 0) or begins (shift > 0) at `now`.
bool SetSpan(DatePoint* point, const CivilDate& now, CalendarUnit unit, int64_t count, int shift) {
  if (count < 1 || count > 500 || PrecisionOf(unit) == DatePrecision::kUnspecified) return false;
  point->from = shift < 0 ? Step(now, unit, -count) : now;
  point->to = shift < 0 ? now : Step(now, unit, count);
  point->precision = PrecisionOf(unit);
  point->approximate = true;
  return true;
}

std::optional<DatePoint> Finish(DatePoint point, int64_t begin, int64_t end) {
  point.begin = begin;
  point.end = end;
  point.relative = true;
  point.named = true;
  return point;
}

}  // namespace

bool SetDistance(DatePoint* point, const CivilDate& now, CalendarUnit unit, int64_t count) {
  if (count < -500 || count > 500 || PrecisionOf(unit) == DatePrecision::kUnspecified) return false;
  const CivilDate there = Step(now, unit, count);
  point->relative = point->named = true;
  switch (unit) {
    case CalendarUnit::kYear:
      SetYears(point, there.year, 1, DatePrecision::kYear);
      break;
    case CalendarUnit::kMonth:
      SetMonth(point, there.year, there.month);
      break;
    case CalendarUnit::kDecade:
    case CalendarUnit::kCentury:
      SetYears(point, there.year, 1, DatePrecision::kYear);
      break;
    default:
      point->from = there;
      point->to = AddDays(there, 1);
      point->precision = DatePrecision::kDay;
      break;
  }
  point->approximate = unit != CalendarUnit::kDay;
  return true;
}

std::optional<DatePoint> ReadEnglishRelative(std::string_view text, int64_t at,
                                             const DateSetting& setting) {
  if (!setting.reference) return std::nullopt;
  const CivilDate now = *setting.reference;
  const Word word = WordAt(text, at);
  const WordInfo& info = LookUpWord(word.view());
  DatePoint point;
  if (info.Has(kDayWord)) {
    // "in today's fast world" is nowadays.
    const std::string_view behind = text.substr(word.end, 4);
    if (info.number == 0 && (behind.starts_with("'s ") || behind == "’s") &&
        PreviousWord(text, at).view() == "in") {
      return std::nullopt;
    }
    SetCalendarUnit(&point, now, CalendarUnit::kDay, info.number);
    // "today" in prose is as often "nowadays": a day only in the text of that day.
    point.approximate = info.number == 0;
    return Finish(point, at, word.end);
  }
  if (!info.Has(kRelativeWord)) return std::nullopt;
  const int shift = info.number;
  int64_t p = SkipBlanks(text, word.end);
  if (p == word.end) return std::nullopt;
  const Word next = WordAt(text, p);
  const WordInfo& n = LookUpWord(next.view());
  const char32_t after = GlyphAt(text, next.end).c;
  const bool rolling = word.view() == "past" || word.view() == "coming" ||
                       word.view() == "preceding" || word.view() == "following" ||
                       word.view() == "upcoming";
  if (!next.empty() && !IsWordLetter(after) && !IsDigit(after)) {
    const bool plural = next.view().back() == 's';
    if (n.Has(kCalendarWord) && !plural && next.view() != "second") {
      if (word.view() == "following" || word.view() == "preceding")
        return std::nullopt;  // of another date
      if (rolling ||
          (shift < 0 && (n.unit == CalendarUnit::kDecade || n.unit == CalendarUnit::kCentury))) {
        if (SetSpan(&point, now, n.unit, 1, shift)) return Finish(point, at, next.end);
        return std::nullopt;
      }
      if (shift > 0 && (n.unit == CalendarUnit::kDecade || n.unit == CalendarUnit::kCentury)) {
        SetSpan(&point, now, n.unit, 1, shift);
        return Finish(point, at, next.end);
      }
      if (SetCalendarUnit(&point, now, n.unit, shift)) return Finish(point, at, next.end);
      return std::nullopt;
    }
    if (n.Has(kMonthWord) && next.capital &&
        !IsDigit(GlyphAt(text, SkipBlanks(text, next.end)).c)) {
      // The nearest month of that name before or after the reference.
      int32_t year = now.year;
      if (shift < 0 && n.number >= now.month) --year;
      if (shift > 0 && n.number <= now.month) ++year;
      SetMonth(&point, year, n.number);
      return Finish(point, at, next.end);
    }
    if (n.Has(kSeasonWord)) {
      SetSeason(&point, now.year, n.number);
      if (shift < 0 && point.from >= now) SetSeason(&point, now.year - 1, n.number);
      if (shift < 0 && now < point.to && point.from <= now)
        SetSeason(&point, now.year - 1, n.number);
      if (shift > 0 && point.from <= now) SetSeason(&point, now.year + 1, n.number);
      return Finish(point, at, next.end);
    }
    if (n.Has(kWeekdayWord) && !n.Has(kAbbreviation)) {
      const int today = value::Weekday(now);
      int days = n.number - today;
      if (shift < 0 && days >= 0) days -= 7;
      if (shift > 0 && days <= 0) days += 7;
      SetCalendarUnit(&point, now, CalendarUnit::kDay, days);
      return Finish(point, at, next.end);
    }
  }
  if (shift == 0) return std::nullopt;
  // "next five years", "last 10 months".
  if (next.view() == "few" || next.view() == "several") return std::nullopt;
  if (!IsDigit(GlyphAt(text, p).c) && !n.Has(kUnitWord | kTensWord | kArticleWord))
    return std::nullopt;
  const auto figure = ReadFigure(text, p, {});
  if (!figure || figure->fraction || figure->vague) return std::nullopt;
  const auto count = figure->value.ToInt64();
  const Word unit = NextWord(text, figure->end);
  const WordInfo& u = LookUpWord(unit.view());
  if (!count || !u.Has(kCalendarWord) || unit.view() == "second") return std::nullopt;
  if (!SetSpan(&point, now, u.unit, *count, shift)) return std::nullopt;
  return Finish(point, at, unit.end);
}

std::optional<DatePoint> ReadChineseRelative(std::string_view text, int64_t at,
                                             const DateSetting& setting) {
  if (!setting.reference) return std::nullopt;
  const CivilDate now = *setting.reference;
  DatePoint point;
  static constexpr struct {
    std::string_view phrase;
    CalendarUnit unit;
    int shift;
  } kWords[] = {{"去年", CalendarUnit::kYear, -1},     {"前年", CalendarUnit::kYear, -2},
                {"今年", CalendarUnit::kYear, 0},      {"本年度", CalendarUnit::kYear, 0},
                {"明年", CalendarUnit::kYear, 1},      {"后年", CalendarUnit::kYear, 2},
                {"後年", CalendarUnit::kYear, 2},      {"上年", CalendarUnit::kYear, -1},
                {"上个月", CalendarUnit::kMonth, -1},  {"上個月", CalendarUnit::kMonth, -1},
                {"上月", CalendarUnit::kMonth, -1},    {"本月", CalendarUnit::kMonth, 0},
                {"这个月", CalendarUnit::kMonth, 0},   {"這個月", CalendarUnit::kMonth, 0},
                {"下个月", CalendarUnit::kMonth, 1},   {"下個月", CalendarUnit::kMonth, 1},
                {"下月", CalendarUnit::kMonth, 1},     {"上周", CalendarUnit::kWeek, -1},
                {"上週", CalendarUnit::kWeek, -1},     {"本周", CalendarUnit::kWeek, 0},
                {"本週", CalendarUnit::kWeek, 0},      {"下周", CalendarUnit::kWeek, 1},
                {"下週", CalendarUnit::kWeek, 1},      {"今天", CalendarUnit::kDay, 0},
                {"今日", CalendarUnit::kDay, 0},       {"昨天", CalendarUnit::kDay, -1},
                {"昨日", CalendarUnit::kDay, -1},      {"前天", CalendarUnit::kDay, -2},
                {"明天", CalendarUnit::kDay, 1},       {"后天", CalendarUnit::kDay, 2},
                {"後天", CalendarUnit::kDay, 2},       {"上季度", CalendarUnit::kQuarter, -1},
                {"本季度", CalendarUnit::kQuarter, 0}, {"下季度", CalendarUnit::kQuarter, 1}};
  for (const auto& w : kWords) {
    if (!HasAt(text, at, w.phrase)) continue;
    // 今日头条, 明天系 and the like are names; 以前年度 ends in another word.
    SetCalendarUnit(&point, now, w.unit, w.shift);
    point.begin = at;
    point.end = at + static_cast<int64_t>(w.phrase.size());
    const char32_t next = GlyphAt(text, point.end).c;
    if (w.unit == CalendarUnit::kDay && (next == U'头' || next == U'頭' || next == U'系'))
      return std::nullopt;
    if ((w.phrase == "前年" || w.phrase == "上年") && next == U'度') return std::nullopt;
    const char32_t before = GlyphBefore(text, at).c;
    if ((w.phrase == "前年" || w.phrase == "后年" || w.phrase == "後年" || w.phrase == "前天" ||
         w.phrase == "后天" || w.phrase == "後天" || w.phrase == "上年") &&
        (before == U'以' || before == U'之' || before == U'先')) {
      return std::nullopt;
    }
    if (w.unit == CalendarUnit::kYear) NarrowChineseYear(text, point.from.year, &point);
    return Finish(point, at, point.end);
  }
  static constexpr struct {
    std::string_view phrase;
    int shift;
  } kSpans[] = {{"未来", 1},   {"未來", 1},   {"今后", 1},    {"今後", 1},
                {"接下来", 1}, {"接下來", 1}, {"过去的", -1}, {"过去", -1},
                {"過去", -1},  {"最近", -1},  {"近", -1}};
  for (const auto& s : kSpans) {
    if (!HasAt(text, at, s.phrase)) continue;
    const int64_t p = SkipBlanks(text, at + static_cast<int64_t>(s.phrase.size()));
    int64_t end = 0;
    const Glyph first = GlyphAt(text, p);
    if (LookUpHan(first.c).kind == HanInfo::kSome) return std::nullopt;  // 近几年
    int64_t count = ReadSmallHan(text, p, &end);
    if (count < 1) return std::nullopt;
    end = SkipBlanks(text, end);
    CalendarUnit unit = CalendarUnit::kUnspecified;
    int64_t stop = 0;
    static constexpr struct {
      std::string_view phrase;
      CalendarUnit unit;
    } kUnits[] = {{"年", CalendarUnit::kYear},    {"个月", CalendarUnit::kMonth},
                  {"個月", CalendarUnit::kMonth}, {"周", CalendarUnit::kWeek},
                  {"天", CalendarUnit::kDay},     {"个季度", CalendarUnit::kQuarter}};
    for (const auto& u : kUnits) {
      if (HasAt(text, end, u.phrase)) {
        unit = u.unit;
        stop = end + static_cast<int64_t>(u.phrase.size());
        break;
      }
    }
    // 近2000年 may be a date; 近 with a count of years is the span that ends now.
    if (unit == CalendarUnit::kUnspecified || count > 100) return std::nullopt;
    if (!SetSpan(&point, now, unit, count, s.shift)) return std::nullopt;
    if (HasAt(text, stop, "来") || HasAt(text, stop, "來") || HasAt(text, stop, "内") ||
        HasAt(text, stop, "內") || HasAt(text, stop, "间") || HasAt(text, stop, "間")) {
      stop += 3;
    }
    return Finish(point, at, stop);
  }
  return std::nullopt;
}

}  // namespace parallax::recognize
