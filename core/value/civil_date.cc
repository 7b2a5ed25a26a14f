#include "core/value/civil_date.h"

#include <algorithm>

namespace parallax::value {

// The era method for the Gregorian calendar: 400 years are 146,097 days.
int64_t DaysFromCivil(const CivilDate& date) {
  const int64_t y = static_cast<int64_t>(date.year) - (date.month <= 2 ? 1 : 0);
  const int64_t era = (y >= 0 ? y : y - 399) / 400;
  const int64_t year_of_era = y - era * 400;
  const int64_t day_of_year =
      (153 * (date.month + (date.month > 2 ? -3 : 9)) + 2) / 5 + date.day - 1;
  const int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * 146097 + day_of_era - 719468;
}

CivilDate CivilFromDays(int64_t days) {
  days += 719468;
  const int64_t era = (days >= 0 ? days : days - 146096) / 146097;
  const int64_t day_of_era = days - era * 146097;
  const int64_t year_of_era =
      (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  const int64_t day_of_year =
      day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const int64_t shifted_month = (5 * day_of_year + 2) / 153;
  const int32_t month =
      static_cast<int32_t>(shifted_month < 10 ? shifted_month + 3 : shifted_month - 9);
  return {static_cast<int32_t>(year_of_era + era * 400 + (month <= 2 ? 1 : 0)), month,
          static_cast<int32_t>(day_of_year - (153 * shifted_month + 2) / 5 + 1)};
}

int Weekday(const CivilDate& date) {
  const int64_t days = DaysFromCivil(date) + 3;  // 1970-01-01 was a Thursday
  return static_cast<int>(((days % 7) + 7) % 7);
}

int DaysInMonth(int32_t year, int32_t month) {
  static constexpr int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (month < 1 || month > 12) return 0;
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return month == 2 && leap ? 29 : kDays[month - 1];
}

bool IsValidDate(int32_t year, int32_t month, int32_t day) {
  return month >= 1 && month <= 12 && day >= 1 && day <= DaysInMonth(year, month);
}

CivilDate AddDays(const CivilDate& date, int64_t days) {
  return CivilFromDays(DaysFromCivil(date) + days);
}

CivilDate AddMonths(const CivilDate& date, int64_t months) {
  const int64_t count = static_cast<int64_t>(date.year) * 12 + (date.month - 1) + months;
  const int64_t year = (count >= 0 ? count : count - 11) / 12;
  const int32_t month = static_cast<int32_t>(count - year * 12) + 1;
  const int32_t y = static_cast<int32_t>(year);
  return {y, month, std::min(date.day, DaysInMonth(y, month))};
}

std::string FormatDate(const CivilDate& date) {
  auto pad = [](int64_t n, size_t width) {
    std::string digits = std::to_string(n < 0 ? -n : n);
    if (digits.size() < width) digits.insert(0, width - digits.size(), '0');
    return n < 0 ? "-" + digits : digits;
  };
  return pad(date.year, 4) + "-" + pad(date.month, 2) + "-" + pad(date.day, 2);
}

std::optional<CivilDate> ParseDate(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  int32_t field[3] = {0, 0, 0};
  static constexpr int kBegin[] = {0, 5, 8}, kEnd[] = {4, 7, 10};
  for (int f = 0; f < 3; ++f) {
    for (int i = kBegin[f]; i < kEnd[f]; ++i) {
      if (text[i] < '0' || text[i] > '9') return std::nullopt;
      field[f] = field[f] * 10 + (text[i] - '0');
    }
  }
  if (!IsValidDate(field[0], field[1], field[2])) return std::nullopt;
  return CivilDate{field[0], field[1], field[2]};
}

}  // namespace parallax::value
