#include "ingest_service/recognize/date_point.h"

#include "core/value/civil_date.h"

namespace parallax::recognize {

using value::AddDays;
using value::AddMonths;
using value::CivilDate;
using value::DatePrecision;

void SetDay(DatePoint* point, int32_t year, int32_t month, int32_t day) {
  if (!value::IsValidDate(year, month, day)) {
    point->unresolved = true;
    return;
  }
  point->from = {year, month, day};
  point->to = AddDays(point->from, 1);
  point->precision = DatePrecision::kDay;
}

void SetMonth(DatePoint* point, int32_t year, int32_t month) {
  point->from = {year, month, 1};
  point->to = AddMonths(point->from, 1);
  point->precision = DatePrecision::kMonth;
}

void SetQuarter(DatePoint* point, int32_t year, int32_t quarter) {
  point->from = {year, quarter * 3 - 2, 1};
  point->to = AddMonths(point->from, 3);
  point->precision = DatePrecision::kQuarter;
}

void SetHalf(DatePoint* point, int32_t year, int32_t half) {
  point->from = {year, half == 1 ? 1 : 7, 1};
  point->to = AddMonths(point->from, 6);
  point->precision = DatePrecision::kHalfYear;
}

void SetYears(DatePoint* point, int32_t year, int32_t years, DatePrecision precision) {
  point->from = {year, 1, 1};
  point->to = {year + years, 1, 1};
  point->precision = precision;
}

void SetWeekOf(DatePoint* point, int32_t year, int32_t month, int32_t week) {
  const CivilDate first{year, month == 0 ? 1 : month, 1};
  // The Thursday of the first week is the first Thursday of the span.
  const int to_thursday = (3 - value::Weekday(first) + 7) % 7;
  const CivilDate monday = AddDays(first, to_thursday - 3 + 7 * (week - 1));
  point->from = monday;
  point->to = AddDays(monday, 7);
  point->precision = DatePrecision::kWeek;
}

void SetSeason(DatePoint* point, int32_t year, int32_t season) {
  // Spring: March to May; … winter: December to February of the next year.
  point->from = {year, season * 3, 1};
  point->to = AddMonths(point->from, 3);
  point->precision = DatePrecision::kSeason;
  point->approximate = true;
}

bool SetFiveYearPlan(DatePoint* point, int64_t number) {
  if (number < 1 || number > 20) return false;
  const int32_t begin = number <= 2 ? 1948 + 5 * static_cast<int32_t>(number)
                                    : 1951 + 5 * static_cast<int32_t>(number);
  SetYears(point, begin, 5, DatePrecision::kFiveYear);
  return true;
}

void CutToThird(DatePoint* point, int third) {
  if (point->precision == DatePrecision::kYear) {
    point->from = AddMonths({point->from.year, 1, 1}, 4 * (third - 1));
    point->to = AddMonths(point->from, 4);
  } else if (point->precision == DatePrecision::kDecade) {
    const int32_t decade = point->from.year;
    const int32_t begin = third == 1 ? 0 : (third == 2 ? 3 : 7);
    point->from = {decade + begin, 1, 1};
    point->to = {decade + (third == 1 ? 3 : (third == 2 ? 7 : 10)), 1, 1};
  } else if (point->precision == DatePrecision::kCentury) {
    const int32_t century = point->from.year;
    point->from = {century + (third == 1 ? 0 : (third == 2 ? 33 : 67)), 1, 1};
    point->to = {century + (third == 1 ? 33 : (third == 2 ? 67 : 100)), 1, 1};
  } else if (point->precision == DatePrecision::kMonth) {
    const CivilDate month = point->from;
    const CivilDate end = point->to;
    point->from = AddDays(month, third == 1 ? 0 : (third == 2 ? 10 : 20));
    if (third < 3) point->to = AddDays(month, third == 1 ? 10 : 20);
    if (third == 3) point->to = end;
  } else {
    return;
  }
  point->approximate = true;
}

}  // namespace parallax::recognize
