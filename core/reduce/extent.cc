#include "core/reduce/extent.h"

#include <algorithm>

#include "core/value/civil_date.h"

namespace parallax::reduce {
namespace {

using value::Decimal;
using value::Rounding;

// What a figure is uncertain by, to either side.
std::optional<Decimal> Margin(const value::Number& number, const Decimal& figure) {
  if (std::abs(int64_t{number.last_digit_exponent}) > Decimal::kMaxMagnitude - 2) {
    return std::nullopt;
  }
  const Decimal unit = Decimal::PowerOfTen(number.last_digit_exponent);
  const Decimal half = Decimal::Multiply(
      Decimal::FromInt(5), Decimal::PowerOfTen(number.last_digit_exponent - 1), Rounding::kUp);
  if (number.bound != value::Bound::kApproximate) return half;
  const Decimal twentieth = Decimal::Multiply(figure.Abs(), *Decimal::Parse("0.05"), Rounding::kUp);
  return std::max(unit, twentieth);
}

int64_t DaysOf(value::DatePrecision precision) {
  switch (precision) {
    case value::DatePrecision::kUnspecified:
    case value::DatePrecision::kDay:
      return 1;
    case value::DatePrecision::kWeek:
      return 7;
    case value::DatePrecision::kMonth:
      return 31;
    case value::DatePrecision::kQuarter:
    case value::DatePrecision::kSeason:
      return 92;
    case value::DatePrecision::kHalfYear:
      return 184;
    case value::DatePrecision::kYear:
      return 366;
    case value::DatePrecision::kFiveYear:
      return 1827;
    case value::DatePrecision::kDecade:
      return 3653;
    case value::DatePrecision::kCentury:
      return 36525;
  }
  return 1;
}

template <typename T>
bool Below(const std::optional<T>& begin, const std::optional<T>& end) {
  return !begin || !end || *begin < *end;
}

}  // namespace

std::optional<AmountExtent> ExtentOf(const value::Number& number, bool from_zero) {
  const auto figure = Decimal::Parse(number.decimal);
  if (!figure) return std::nullopt;
  const auto margin = Margin(number, *figure);
  if (!margin) return std::nullopt;
  const Decimal low = Decimal::Subtract(*figure, *margin, Rounding::kDown);
  const Decimal high = Decimal::Add(*figure, *margin, Rounding::kUp);
  const std::optional<Decimal> floor =
      from_zero && !figure->is_negative() ? std::optional(Decimal()) : std::nullopt;
  switch (number.bound) {
    case value::Bound::kExact:
    case value::Bound::kApproximate:
      return AmountExtent{low, high};
    case value::Bound::kAtLeast:
      return AmountExtent{low, std::nullopt};
    case value::Bound::kMoreThan:
      return AmountExtent{*figure, std::nullopt};
    case value::Bound::kAtMost:
      return AmountExtent{floor, high};
    case value::Bound::kLessThan:
      return AmountExtent{floor, *figure};
    case value::Bound::kRange: {
      const auto upper = Decimal::Parse(number.upper);
      if (!upper) return std::nullopt;
      const Decimal other = *upper;
      return AmountExtent{std::min(low, Decimal::Subtract(other, *margin, Rounding::kDown)),
                          std::max(high, Decimal::Add(other, *margin, Rounding::kUp))};
    }
  }
  return std::nullopt;
}

DayExtent ExtentOf(const value::DateInterval& interval) {
  DayExtent extent;
  if (interval.begin && !interval.at_least_since) {
    extent.begin = value::DaysFromCivil(*interval.begin) -
                   (interval.approximate ? DaysOf(interval.begin_precision) : 0);
  }
  if (interval.end) {
    extent.end = value::DaysFromCivil(*interval.end) +
                 (interval.approximate ? DaysOf(interval.end_precision) : 0);
  }
  return extent;
}

bool Meet(const AmountExtent& a, const AmountExtent& b) {
  return Below(a.low, b.high) && Below(b.low, a.high);
}

bool Meet(const DayExtent& a, const DayExtent& b) {
  return Below(a.begin, b.end) && Below(b.begin, a.end);
}

}  // namespace parallax::reduce
