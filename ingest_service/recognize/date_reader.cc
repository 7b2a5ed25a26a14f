#include "ingest_service/recognize/date_reader.h"

#include <algorithm>

#include "core/value/civil_date.h"
#include "ingest_service/recognize/date_frame.h"
#include "ingest_service/recognize/figure.h"
#include "ingest_service/recognize/glyph.h"
#include "ingest_service/recognize/lexicon.h"
#include "ingest_service/recognize/quantity_reader.h"

namespace parallax::recognize {
namespace {

using value::CivilDate;
using value::DatePrecision;

std::optional<DatePoint> ReadPoint(std::string_view text, int64_t at, const DateSetting& setting) {
  const Glyph g = GlyphAt(text, at);
  std::optional<DatePoint> best;
  const auto take = [&](std::optional<DatePoint> point) {
    if (point && point->end > point->begin && (!best || point->end > best->end)) best = point;
  };
  if (IsLetter(g.c)) {
    take(ReadEnglishPoint(text, at, setting));
    take(ReadEnglishRelative(text, at, setting));
    return best;
  }
  if (IsDigit(g.c) || g.c == '\'') take(ReadEnglishPoint(text, at, setting));
  if (g.c >= 0x80 || IsDigit(g.c)) {
    auto chinese = ReadChinesePoint(text, at, setting);
    if (chinese && (!best || chinese->end > best->end)) best = chinese;
    if (!IsDigit(g.c)) take(ReadChineseRelative(text, at, setting));
  }
  return best;
}

// Puts a point that was read without its year, or without its month, where it belongs.
bool Complete(DatePoint* point, int32_t year, int32_t month) {
  if (point->has_year) return true;
  if (point->from.month == 0) {
    if (month == 0) return false;
    point->has_year = true;
    SetDay(point, year, month, point->from.day);
    return !point->unresolved;
  }
  const int32_t shift = year - 2000;
  const CivilDate from{point->from.year + shift, point->from.month, point->from.day};
  if (!value::IsValidDate(from.year, from.month, from.day)) return false;
  const int64_t days = value::DaysFromCivil(point->to) - value::DaysFromCivil(point->from);
  point->to = point->precision == DatePrecision::kDay || point->precision == DatePrecision::kWeek
                  ? value::AddDays(from, days)
                  : CivilDate{point->to.year + shift, point->to.month, point->to.day};
  point->from = from;
  point->has_year = true;
  return true;
}

// "last year", "of this year" after a month or day; 0 where none.
int32_t RelativeYearAfter(std::string_view text, const DatePoint& point, const DateSetting& setting,
                          int64_t* end) {
  if (!setting.reference) return 0;
  Word word = NextWord(text, point.end);
  if (word.view() == "of") word = NextWord(text, word.end);
  const WordInfo& info = LookUpWord(word.view());
  if (!info.Has(kRelativeWord)) return 0;
  const Word year = NextWord(text, word.end);
  if (year.view() != "year") return 0;
  *end = year.end;
  return setting.reference->year + info.number;
}

// The year nearest to the reference: what "in March" means in a text of that day.
int32_t NearestYear(const DatePoint& point, const CivilDate& reference) {
  int32_t year = reference.year;
  const int32_t months = (point.from.month - reference.month);
  if (months > 6) --year;
  if (months < -6) ++year;
  return year;
}

// "early", "mid-", "the end of" before a point at `at`: the third it cuts to, 0 where none. *begin
// is where the words begin.
int ThirdBefore(std::string_view text, int64_t at, int64_t floor, int64_t* begin) {
  int64_t p = SkipBlanksBack(text, at);
  if (GlyphBefore(text, p).c == '-') --p;
  Word word = WordBefore(text, p);
  if (word.empty() || word.begin < floor) return 0;
  if (word.view() == "the") {
    const Word before = PreviousWord(text, word.begin);
    if (before.empty() || before.begin < floor) return 0;
    if (IsOneOf(before.view(), {"early", "mid", "late"})) word = before;
    if (before.view() == "of") word = before;
  }
  if (IsOneOf(word.view(), {"early", "mid", "late"})) {
    *begin = word.begin;
    return LookUpWord(word.view()).number;
  }
  if (word.view() != "of") return 0;
  const Word part = PreviousWord(text, word.begin);
  if (part.empty() || part.begin < floor) return 0;
  if (!IsOneOf(part.view(), {"end", "beginning", "start", "middle", "close"})) return 0;
  *begin = part.begin;
  return LookUpWord(part.view()).number;
}

// The same words read forwards, before the second point of a range. Sets *at to the point.
int ThirdAt(std::string_view text, int64_t* at) {
  int64_t p = *at;
  Word word = WordAt(text, p);
  if (word.view() == "the") {
    p = SkipBlanks(text, word.end);
    word = WordAt(text, p);
  }
  if (IsOneOf(word.view(), {"early", "mid", "late"})) {
    int64_t q = SkipBlanks(text, word.end);
    if (GlyphAt(text, q).c == '-') ++q;
    if (WordAt(text, q).view() == "the") q = SkipBlanks(text, q + 3);
    *at = q;
    return LookUpWord(word.view()).number;
  }
  if (IsOneOf(word.view(), {"end", "beginning", "start", "middle", "close"})) {
    const Word of = NextWord(text, word.end);
    if (of.view() == "of") {
      int64_t q = SkipBlanks(text, of.end);
      if (WordAt(text, q).view() == "the") q = SkipBlanks(text, q + 3);
      *at = q;
      return LookUpWord(word.view()).number;
    }
  }
  *at = p;
  return 0;
}

struct Connector {
  int64_t end = 0;
  bool dash = false;
  bool conjunction = false;  // "and", 与, 和: needs "between" or 之间
};
Connector ConnectorAt(std::string_view text, int64_t at) {
  int64_t p = SkipBlanks(text, at);
  const Glyph g = GlyphAt(text, p);
  switch (g.c) {
    case '-':
    case '~':
    case 0x2013:
    case 0x2014:
    case 0x2015:
    case 0x301C:
    case 0x223C: {
      int64_t end = p + g.size;
      const Glyph again = GlyphAt(text, end);
      if (again.c == g.c && g.c != '-') end += again.size;
      return {SkipBlanks(text, end), true, false};
    }
    case U'至':
    case U'到':
      return {SkipBlanks(text, p + g.size), false, false};
    case U'与':
    case U'與':
    case U'和':
      return {SkipBlanks(text, p + g.size), false, true};
    default:
      break;
  }
  if (p == at || !IsLetter(g.c)) return {};
  const Word word = WordAt(text, p);
  if (IsOneOf(word.view(), {"to", "through", "thru", "till", "until"}))
    return {SkipBlanks(text, word.end), false, false};
  if (word.view() == "and") return {SkipBlanks(text, word.end), false, true};
  return {};
}

bool BetweenBefore(std::string_view text, int64_t at, int64_t floor, int64_t* begin) {
  const Word word = PreviousWord(text, at);
  if (word.view() == "between" && word.begin >= floor) {
    *begin = word.begin;
    return true;
  }
  return false;
}

// The second point of a range whose first is `first`; extends *end. Nothing where there is none.
std::optional<DatePoint> SecondPoint(std::string_view text, DatePoint* first,
                                     const DateSetting& setting, bool between) {
  const Connector connector = ConnectorAt(text, first->end);
  if (connector.end == 0) return std::nullopt;
  int64_t p = connector.end;
  // To the present.
  static constexpr std::string_view kNow[] = {"今", "现在", "現在", "目前"};
  if (!connector.conjunction) {
    for (std::string_view now : kNow) {
      if (HasAt(text, p, now) && !HasAt(text, p, "今年") && !HasAt(text, p, "今天")) {
        DatePoint present;
        present.to_present = true;
        present.end = p + static_cast<int64_t>(now.size());
        return present;
      }
    }
    Word word = WordAt(text, p);
    if (word.view() == "the") word = NextWord(text, word.end);
    if (IsOneOf(word.view(), {"present", "now", "date"}) ||
        (word.view() == "today" && first->precision >= DatePrecision::kYear)) {
      DatePoint present;
      present.to_present = true;
      present.end = word.end;
      return present;
    }
  }
  if (connector.conjunction && !between) {
    // 2007年与2009年间: the frame stands behind.
    if (IsLetter(GlyphBefore(text, SkipBlanksBack(text, connector.end)).c)) return std::nullopt;
  }
  DateSetting inner = setting;
  inner.floor = p;
  // "2014-18", "1995–97": the century is said once.
  if (first->bare_year && connector.dash) {
    int64_t end = 0;
    const int64_t two = ReadPlainDigits(text, p, 2, &end);
    const char32_t after = GlyphAt(text, end).c;
    const char32_t beyond = GlyphAt(text, end + 1).c;
    if (two > first->from.year % 100 && end - p == 2 && !IsWordLetter(after) && after != '%' &&
        !((after == '-' || after == '.' || after == '/' || after == ',' || after == ':') &&
          IsDigit(beyond))) {
      DatePoint second;
      SetYears(&second, first->from.year / 100 * 100 + static_cast<int32_t>(two), 1,
               DatePrecision::kYear);
      second.begin = p;
      second.end = end;
      second.bare_year = true;
      const Glyph year = GlyphAt(text, SkipBlanks(text, end));
      if (year.c == U'年') {
        second.end = SkipBlanks(text, end) + year.size;
        second.bare_year = false;
      }
      return second;
    }
  }
  const int third = ThirdAt(text, &p);
  auto second = ReadPoint(text, p, inner);
  // "June 26 – 28, 2020": a day alone under the first point's month.
  if (!first->has_year && first->precision == DatePrecision::kDay && first->named) {
    int64_t end = 0;
    const int64_t day = ReadPlainDigits(text, p, 2, &end);
    if (day >= 1 && day <= 31 && (!second || second->end <= end)) {
      int64_t q = SkipBlanks(text, end);
      if (GlyphAt(text, q).c == ',') q = SkipBlanks(text, q + 1);
      int64_t stop = 0;
      const int64_t year = ReadPlainDigits(text, q, 4, &stop);
      if (year >= 1000 && q != end) {
        DatePoint range_end;
        SetDay(&range_end, static_cast<int32_t>(year), first->from.month,
               static_cast<int32_t>(day));
        if (range_end.unresolved) return std::nullopt;
        range_end.begin = p;
        range_end.end = stop;
        range_end.named = true;
        second = range_end;
      }
    }
  }
  if (!second || second->unresolved) return std::nullopt;
  if (second->bare_year && !IsLikelyYear(second->from.year)) return std::nullopt;
  // Whose year is missing takes the other's.
  if (!second->has_year && first->has_year) {
    if (!Complete(&*second, first->from.year, first->from.month)) return std::nullopt;
  } else if (second->has_year && !first->has_year) {
    if (!Complete(first, second->from.year, second->from.month)) return std::nullopt;
  } else if (!second->has_year) {
    if (!setting.reference) return std::nullopt;
    const int32_t year = NearestYear(*first, *setting.reference);
    if (!Complete(first, year, 0) || !Complete(&*second, year, first->from.month))
      return std::nullopt;
    first->relative = second->relative = true;
  }
  if (third != 0) CutToThird(&*second, third);
  if (second->from < first->from || (second->from == first->from && second->to <= first->to))
    return std::nullopt;
  if (connector.conjunction && !between) {
    if (!HasAt(text, second->end, "间") && !HasAt(text, second->end, "間") &&
        !HasAt(text, second->end, "之间") && !HasAt(text, second->end, "之間")) {
      return std::nullopt;
    }
  }
  return second;
}

// "4 to 22 January, 1995": a day alone before a point that has its month.
std::optional<DatePoint> DayBeforeRange(std::string_view text, int64_t at,
                                        const DateSetting& setting) {
  int64_t end = 0;
  const int64_t day = ReadPlainDigits(text, at, 2, &end);
  if (day < 1 || day > 31) return std::nullopt;
  const Word suffix = WordAt(text, end);
  if (IsOneOf(suffix.view(), {"st", "nd", "rd", "th"})) end = suffix.end;
  const Connector connector = ConnectorAt(text, end);
  if (connector.end == 0 || connector.conjunction) return std::nullopt;
  const auto second = ReadEnglishPoint(text, connector.end, setting);
  if (!second || !second->named || second->precision != DatePrecision::kDay || !second->has_year ||
      second->unresolved) {
    return std::nullopt;
  }
  // "4-22-1995" is one date, read before; the month must be a word here.
  bool word_month = false;
  for (int64_t p = second->begin; p < second->end; ++p)
    word_month = word_month || IsLetter(static_cast<unsigned char>(text[static_cast<size_t>(p)]));
  if (!word_month || day >= second->from.day) return std::nullopt;
  DatePoint point;
  point.named = true;
  SetDay(&point, second->from.year, second->from.month, static_cast<int32_t>(day));
  point.begin = at;
  point.end = end;
  return point;
}

// Whether four digits that nothing marks are a year here.
bool IsYearByContext(std::string_view text, const DatePoint& point, const DateSetting& setting) {
  const int32_t year = point.from.year;
  if (!IsLikelyYear(year)) return false;
  const Word before = PreviousWord(text, point.begin);
  const bool called =
      IsOneOf(before.view(), {"in",    "since",   "by",   "from", "until", "till",   "before",
                              "after", "early",   "late", "mid",  "year",  "during", "between",
                              "circa", "through", "of",   "for",  "and",   "or",     "to"});
  if (called && IsOneOf(before.view(),
                        {"in", "since", "by", "from", "until", "till", "before", "after", "early",
                         "late", "mid", "year", "during", "between", "circa", "through"})) {
    // "by 2000 people", "from 1900 users".
    const UnitMark unit = UnitAfter(text, point.end);
    if (unit && !unit.counted) return false;
    return true;
  }
  if (setting.every_figure) return true;
  const char32_t mark = GlyphBefore(text, point.begin).c;
  if (year < 1900 || year > 2099) {
    return (mark == '(' && GlyphAt(text, point.end).c == ')');
  }
  if (mark == '#' || mark == '$' || mark == '/' || mark == '=' || mark == '_') return false;
  // "Bulletin No. 1957", "No 1957".
  if (GlyphBefore(text, SkipBlanksBack(text, point.begin)).c == '.'
          ? IsOneOf(WordBefore(text, SkipBlanksBack(text, point.begin) - 1).view(), {"no", "nr"})
          : IsOneOf(before.view(), {"number", "nr"})) {
    return false;
  }
  // Followed by what it counts: "2000 workers", but "2024 elections", "2025 budget".
  const int64_t p = SkipBlanks(text, point.end);
  if (p != point.end && IsLetter(GlyphAt(text, p).c)) {
    const Word noun = WordAt(text, p);
    const UnitMark unit = UnitAfter(text, point.end);
    if (unit && unit.end == noun.end) {
      if (!unit.counted) return false;
      const bool plural = noun.view() == "people" || (noun.size > 1 && noun.view().back() == 's');
      if (plural && !called) return false;
    }
    if (IsOneOf(noun.view(), {"dollars", "yuan", "euros", "percent", "yen", "pounds", "million",
                              "billion", "words"}))
      return false;
  }
  const char32_t after = GlyphAt(text, point.end).c;
  if (IsHan(after) || IsHan(mark)) {
    // In Chinese text a bare year stands before a mark or after a preposition.
    static constexpr std::u32string_view kBefore = U"在从自到至于於和与與及由";
    const HanInfo scale = LookUpHan(after);
    if (scale.kind == HanInfo::kSmallUnit || scale.kind == HanInfo::kBigUnit || after == U'元') {
      return false;  // 及2000亿元
    }
    const bool quiet = !IsHan(GlyphAt(text, SkipBlanks(text, point.end)).c);
    return quiet || kBefore.find(mark) != std::u32string_view::npos;
  }
  // A name before it makes it a part of the name ("RTX 2080" is caught by its year, "Route 2010" is
  // not).
  return true;
}

}  // namespace

std::optional<DateMatch> ReadDate(std::string_view text, int64_t at, const DateSetting& setting) {
  auto point = ReadPoint(text, at, setting);
  if (!point || (!point->has_year && point->from.month == 0) ||
      (point->bare_year && !point->named)) {
    if (auto day = DayBeforeRange(text, at, setting)) point = day;
  }
  if (!point) return std::nullopt;
  if (!point->has_year && point->from.month == 0) return std::nullopt;
  Frame frame;
  frame.begin = point->begin;
  frame.end = point->end;

  int64_t end = 0;
  if (!point->has_year) {
    if (const int32_t year = RelativeYearAfter(text, *point, setting, &end)) {
      if (!Complete(&*point, year, 0)) return std::nullopt;
      point->relative = true;
      point->end = frame.end = end;
    }
  }
  if (point->unresolved) {
    DateMatch match;
    match.begin = frame.begin;
    match.end = frame.end;
    match.resolved = false;
    match.interval.begin_precision = match.interval.end_precision = point->precision;
    return match;
  }
  // The words around the first point of a range may cut it.
  int64_t third_begin = 0;
  const int third = ThirdBefore(text, point->begin, setting.floor, &third_begin);
  int64_t between_begin = 0;
  int64_t outer = third != 0 ? third_begin : point->begin;
  if (PreviousWord(text, outer).view() == "the") outer = PreviousWord(text, outer).begin;
  const bool between = BetweenBefore(text, outer, setting.floor, &between_begin);
  const auto second = SecondPoint(text, &*point, setting, between);
  if (third != 0 && point->has_year) {
    CutToThird(&*point, third);
    frame.begin = third_begin;
  }
  DateMatch match;
  value::DateInterval& interval = match.interval;
  if (second) {
    frame.end = second->end;
    interval.begin = point->from;
    interval.begin_precision = point->precision;
    if (second->to_present) {
      interval.to_present = true;
    } else {
      interval.end = second->to;
      interval.end_precision = second->precision;
    }
    interval.relative = point->relative || second->relative;
    interval.approximate = point->approximate || second->approximate;
    if (point->bare_year && second->bare_year && !IsLikelyYear(point->from.year))
      return std::nullopt;
    if (point->takes_the && PreviousWord(text, frame.begin).view() == "the") {
      frame.begin = std::max(setting.floor, PreviousWord(text, frame.begin).begin);
    }
    const int64_t core_begin = frame.begin;
    FrameBefore(text, true, setting, between ? outer : frame.begin, &frame);
    if (frame.begin == core_begin) ChineseFrame(text, true, *point, setting, &frame);
  } else {
    if (point->bare_year && !IsYearByContext(text, *point, setting)) return std::nullopt;
    if (!point->has_year) {
      if (!setting.reference) return std::nullopt;
      if (point->bare_month) {
        // A month alone is a date after a preposition or before a mark.
        const Word before = PreviousWord(text, point->begin);
        const bool called =
            IsOneOf(before.view(), {"in", "since", "by", "from", "until", "till", "before", "after",
                                    "during", "early", "late", "mid", "of", "through"});
        if (IsLetter(GlyphAt(text, point->begin).c) && !called) return std::nullopt;
        if (point->weak && (before.view() == "of" || before.view() == "by"))
          return std::nullopt;  // "by May", a name
      }
      if (!Complete(&*point, NearestYear(*point, *setting.reference), 0)) return std::nullopt;
      if (third != 0) {
        CutToThird(&*point, third);
        frame.begin = third_begin;
      }
      point->relative = true;
    }
    if (point->takes_the && third == 0) {
      const Word the = PreviousWord(text, frame.begin);
      if (the.view() == "the" && the.begin >= setting.floor) frame.begin = the.begin;
    }
    int64_t outside = frame.begin;
    const Word the = PreviousWord(text, outside);
    if (the.view() == "the" && the.begin >= setting.floor) outside = the.begin;
    FrameBefore(text, false, setting, outside, &frame);
    if (frame.kind == Frame::kNone) FrameAfter(text, frame.end, &frame);
    if (frame.kind == Frame::kNone) ChineseFrame(text, false, *point, setting, &frame);
    interval.relative = point->relative;
    interval.approximate = point->approximate || frame.approximate;
    interval.at_least_since = frame.at_least;
    const bool chinese_now = HasAt(text, frame.end, "至今") || HasAt(text, frame.end, "迄今");
    switch (frame.kind) {
      case Frame::kNone:
        interval.begin = point->from;
        interval.end = point->to;
        interval.begin_precision = interval.end_precision = point->precision;
        if (chinese_now) {
          interval.end.reset();
          interval.end_precision = DatePrecision::kUnspecified;
          interval.to_present = true;
          frame.end += 6;
        }
        break;
      case Frame::kSince:
        interval.begin = point->from;
        interval.begin_precision = point->precision;
        if (chinese_now) interval.to_present = true;
        break;
      case Frame::kAfter:
        // 以后 takes the day in, "after" and 之后 begin when the day, month or year is over.
        interval.begin =
            frame.inclusive && point->precision == DatePrecision::kDay ? point->from : point->to;
        interval.begin_precision = point->precision;
        break;
      case Frame::kBefore:
        interval.end = point->from;
        interval.end_precision = point->precision;
        break;
      case Frame::kUntil:
        interval.end = point->to;
        interval.end_precision = point->precision;
        break;
    }
  }
  match.begin = frame.begin;
  match.end = frame.end;
  return match;
}

}  // namespace parallax::recognize
