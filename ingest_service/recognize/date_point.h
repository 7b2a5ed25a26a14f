// One place on the calendar as it is written: a day, a month, a quarter, a year, a decade. Frames
// around it ("since", "from … to", 以来) are put on by date_reader.h.
#ifndef PARALLAX_INGEST_SERVICE_RECOGNIZE_DATE_POINT_H_
#define PARALLAX_INGEST_SERVICE_RECOGNIZE_DATE_POINT_H_

#include <cstdint>
#include <optional>
#include <string_view>

#include "core/value/typed_value.h"

namespace parallax::recognize {

struct DateSetting {
  bool chinese = false;
  bool every_figure = false;
  bool day_first = false;  // 3/4/2025 is the third of April where the region writes so
  bool taiwan = false;     // years below 200 may be counted from 1912
  std::optional<value::CivilDate> reference;
  int64_t floor = 0;  // nothing before this byte is looked at: it belongs to an earlier value
};

struct DatePoint {
  int64_t begin = 0;
  int64_t end = 0;
  value::CivilDate from;  // [from, to)
  value::CivilDate to;
  value::DatePrecision precision = value::DatePrecision::kUnspecified;
  bool has_year = true;  // false: the year is still to be found (from the other end of a range, or
                         // the reference)
  bool bare_year = false;   // four digits and nothing more: the caller asks for a context
  bool bare_month = false;  // a month's name and nothing more
  bool weak = false;        // the name is an ordinary word too: May, March
  bool relative = false;
  bool named = false;       // has the word "year", 年, a month's name: certainly a date
  bool takes_the = false;   // "the" before it belongs to it: the 1970s
  bool to_present = false;  // "the present", 今: only as the end of a range
  bool unresolved = false;  // understood as a date but on no calendar: 30 February
  bool open_begin = false;  // "the past …" and the like never; "N年以前" does
  bool open_end = false;
  bool approximate = false;
};

// The point that begins exactly at `at`, longest reading; nothing where none does.
std::optional<DatePoint> ReadEnglishPoint(std::string_view text, int64_t at,
                                          const DateSetting& setting);
std::optional<DatePoint> ReadChinesePoint(std::string_view text, int64_t at,
                                          const DateSetting& setting);

// "last year", "next five years", "five years ago", "today"; needs setting.reference.
std::optional<DatePoint> ReadEnglishRelative(std::string_view text, int64_t at,
                                             const DateSetting& setting);
std::optional<DatePoint> ReadChineseRelative(std::string_view text, int64_t at,
                                             const DateSetting& setting);

// Narrows a Chinese year point by what follows its end: months, days, quarters, halves, seasons,
// weeks, 年初 and 年底.
void NarrowChineseYear(std::string_view text, int32_t year, DatePoint* point);

// "five years ago" (count < 0), "in two years": the year, month or day that far from `now`. False
// where the unit is shorter than a day or the distance beyond 500 units.
bool SetDistance(DatePoint* point, const value::CivilDate& now, value::CalendarUnit unit,
                 int64_t count);

// Makers of [from, to).
void SetDay(DatePoint* point, int32_t year, int32_t month, int32_t day);
void SetMonth(DatePoint* point, int32_t year, int32_t month);
void SetQuarter(DatePoint* point, int32_t year, int32_t quarter);  // 1..4
void SetHalf(DatePoint* point, int32_t year, int32_t half);        // 1..2
void SetYears(DatePoint* point, int32_t year, int32_t years, value::DatePrecision precision);
// The n-th week of a year or of a month, by the rule of ISO 8601: a week belongs where its Thursday
// lies.
void SetWeekOf(DatePoint* point, int32_t year, int32_t month,
               int32_t week);  // month 0: of the year
// Spring is March to May; winter begins in December of the year before in Chinese use, and is the
// winter that the year's name begins in English news. Both readings are approximate: a season is
// three months.
void SetSeason(DatePoint* point, int32_t year, int32_t season);
// The years of China's n-th five-year plan (1: 1953–1957; from the third on every five years from
// 1966).
bool SetFiveYearPlan(DatePoint* point, int64_t number);
// Cuts a year, decade or century to its early (1), middle (2) or late (3) third.
void CutToThird(DatePoint* point, int third);

// Whether y may be a year in this text.
inline bool IsLikelyYear(int64_t y) { return y >= 1500 && y <= 2199; }

}  // namespace parallax::recognize

#endif  // PARALLAX_INGEST_SERVICE_RECOGNIZE_DATE_POINT_H_
