#include "query_service/render/interval_text.h"

#include <array>
#include <cstdio>
#include <string_view>

namespace parallax::render {
namespace {

struct Day {
  int year = 0;
  int month = 0;
  int day = 0;
};

constexpr std::array<std::string_view, 12> kMonths = {
    "January", "February", "March",     "April",   "May",      "June",
    "July",    "August",   "September", "October", "November", "December"};

bool Parse(const std::string& text, Day* out) {
  int used = 0;
  return std::sscanf(text.c_str(), "%d-%2d-%2d%n", &out->year, &out->month, &out->day, &used) ==
             3 &&
         used == static_cast<int>(text.size()) && out->month >= 1 && out->month <= 12 &&
         out->day >= 1 && out->day <= 31;
}

int DaysOf(int year, int month) {
  static constexpr std::array<int, 12> kDays = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return month == 2 && leap ? 29 : kDays[static_cast<size_t>(month - 1)];
}

Day DayBefore(Day day) {
  if (--day.day > 0) return day;
  if (--day.month == 0) {
    day.month = 12;
    --day.year;
  }
  day.day = DaysOf(day.year, day.month);
  return day;
}

std::string Ordinal(int number) {
  const int tens = number % 100;
  const bool teen = tens >= 11 && tens <= 13;
  const int last = teen ? 0 : number % 10;
  return std::to_string(number) + (last == 1 ? "st" : last == 2 ? "nd" : last == 3 ? "rd" : "th");
}

std::string_view Season(int month) {
  if (month == 12 || month <= 2) return "winter";
  if (month <= 5) return "spring";
  if (month <= 8) return "summer";
  return "autumn";
}

// The period of `precision` in which the day lies.
std::string PeriodOf(const Day& day, v1::DatePrecision precision) {
  const std::string year = std::to_string(day.year);
  switch (precision) {
    case v1::DATE_PRECISION_MONTH:
      return std::string(kMonths[static_cast<size_t>(day.month - 1)]) + " " + year;
    case v1::DATE_PRECISION_QUARTER:
      return "Q" + std::to_string((day.month - 1) / 3 + 1) + " " + year;
    case v1::DATE_PRECISION_HALF_YEAR:
      return "H" + std::to_string((day.month - 1) / 6 + 1) + " " + year;
    case v1::DATE_PRECISION_SEASON:
      return std::string(Season(day.month)) + " " + year;
    case v1::DATE_PRECISION_YEAR:
    case v1::DATE_PRECISION_FIVE_YEAR:
      return year;
    case v1::DATE_PRECISION_DECADE:
      return std::to_string(day.year / 10 * 10) + "s";
    case v1::DATE_PRECISION_CENTURY:
      return Ordinal((day.year - 1) / 100 + 1) + " century";
    default: {
      char text[32];
      std::snprintf(text, sizeof(text), "%04d-%02d-%02d", day.year, day.month, day.day);
      return text;
    }
  }
}

}  // namespace

std::string IntervalText(const v1::DateInterval& interval) {
  std::string begin = interval.begin_date();
  std::string end = interval.end_date();
  Day day;
  if (Parse(interval.begin_date(), &day)) begin = PeriodOf(day, interval.begin_precision());
  if (Parse(interval.end_date(), &day)) end = PeriodOf(DayBefore(day), interval.end_precision());
  // "around" goes with the end that is named first.
  std::string& first = begin.empty() ? end : begin;
  if (interval.approximate() && !first.empty()) first = "around " + first;
  if (interval.at_least_since()) {
    std::string out = "since at least " + begin;
    if (!interval.to_present() && !end.empty()) out += ", until " + end;
    return out;
  }
  if (begin.empty() && end.empty()) return interval.to_present() ? "to the present" : "";
  if (begin.empty()) return "until " + end;
  if (interval.to_present()) return begin + "–present";
  if (end.empty()) return "from " + begin;
  if (begin == end || begin == "around " + end) return begin;
  return begin + "–" + end;
}

}  // namespace parallax::render
