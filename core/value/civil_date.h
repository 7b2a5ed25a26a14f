// Arithmetic on civil dates (proleptic Gregorian), without time zones or clocks.
#ifndef PARALLAX_CORE_VALUE_CIVIL_DATE_H_
#define PARALLAX_CORE_VALUE_CIVIL_DATE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/value/typed_value.h"

namespace parallax::value {

// Days since 1970-01-01; exact for every year within ±1,000,000.
int64_t DaysFromCivil(const CivilDate& date);
CivilDate CivilFromDays(int64_t days);

// 0 is Monday, 6 Sunday.
int Weekday(const CivilDate& date);

int DaysInMonth(int32_t year, int32_t month);
bool IsValidDate(int32_t year, int32_t month, int32_t day);

CivilDate AddDays(const CivilDate& date, int64_t days);
// The day is cut to the month's last one: 31 January plus a month is 28 or 29 February.
CivilDate AddMonths(const CivilDate& date, int64_t months);

// "2025-02-14"; years of fewer than four digits are padded.
std::string FormatDate(const CivilDate& date);
// Reads "YYYY-MM-DD"; anything else yields nothing.
std::optional<CivilDate> ParseDate(std::string_view text);

}  // namespace parallax::value

#endif  // PARALLAX_CORE_VALUE_CIVIL_DATE_H_
