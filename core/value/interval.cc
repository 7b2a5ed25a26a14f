#include "core/value/interval.h"

#include <algorithm>

namespace parallax::value {

bool Meet(const Interval& a, const Interval& b) {
  if (a.high && b.low && *a.high < *b.low) return false;
  if (b.high && a.low && *b.high < *a.low) return false;
  return true;
}

std::optional<Interval> IntervalOf(const Number& number) {
  const auto figure = Decimal::Parse(number.decimal);
  if (!figure) return std::nullopt;
  const int place = std::clamp(number.last_digit_exponent, -200, 200);
  const Decimal unit = Decimal::PowerOfTen(place);
  const Decimal half = Decimal::Multiply(unit, *Decimal::Parse("0.5"));
  switch (number.bound) {
    case Bound::kExact:
      return Interval{Decimal::Subtract(*figure, half, Rounding::kDown),
                      Decimal::Add(*figure, half, Rounding::kUp)};
    case Bound::kApproximate: {
      const Decimal share =
          Decimal::Multiply(figure->Abs(), *Decimal::Parse("0.05"), Rounding::kUp);
      const Decimal width = std::max(unit, share);
      return Interval{Decimal::Subtract(*figure, width, Rounding::kDown),
                      Decimal::Add(*figure, width, Rounding::kUp)};
    }
    case Bound::kAtLeast:
    case Bound::kMoreThan:
      return Interval{*figure, std::nullopt};
    case Bound::kAtMost:
    case Bound::kLessThan:
      if (figure->is_negative()) return Interval{std::nullopt, *figure};
      return Interval{Decimal(), *figure};
    case Bound::kRange: {
      const auto upper = Decimal::Parse(number.upper);
      if (!upper) return std::nullopt;
      if (number.vague) return Interval{*figure, *upper};
      return Interval{Decimal::Subtract(*figure, half, Rounding::kDown),
                      Decimal::Add(*upper, half, Rounding::kUp)};
    }
  }
  return std::nullopt;
}

std::optional<Interval> Multiply(const Interval& a, const Interval& by) {
  if (!by.low || !(Decimal() < *by.low)) return std::nullopt;
  Interval out;
  if (a.low) {
    // A negative low end falls furthest with the largest factor.
    if (!a.low->is_negative()) {
      out.low = Decimal::Multiply(*a.low, *by.low, Rounding::kDown);
    } else if (by.high) {
      out.low = Decimal::Multiply(*a.low, *by.high, Rounding::kDown);
    }
  }
  if (a.high) {
    if (a.high->is_negative()) {
      out.high = Decimal::Multiply(*a.high, *by.low, Rounding::kUp);
    } else if (by.high) {
      out.high = Decimal::Multiply(*a.high, *by.high, Rounding::kUp);
    }
  }
  return out;
}

std::optional<Interval> Divide(const Interval& a, const Interval& by) {
  if (!by.low || !(Decimal() < *by.low)) return std::nullopt;
  Interval out;
  if (a.low) {
    if (a.low->is_negative()) {
      out.low = Decimal::Divide(*a.low, *by.low, Rounding::kDown);
    } else {
      // Without an upper end of the divisor the quotient may be as small as one likes.
      out.low = by.high ? Decimal::Divide(*a.low, *by.high, Rounding::kDown) : Decimal();
    }
  }
  if (a.high) {
    if (!a.high->is_negative()) {
      out.high = Decimal::Divide(*a.high, *by.low, Rounding::kUp);
    } else {
      out.high = by.high ? Decimal::Divide(*a.high, *by.high, Rounding::kUp) : Decimal();
    }
  }
  return out;
}

}  // namespace parallax::value
