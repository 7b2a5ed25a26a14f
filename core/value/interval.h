// Closed intervals of decimals, which may be open to one side: what an amount may be, given how it
// was stated.
#ifndef PARALLAX_CORE_VALUE_INTERVAL_H_
#define PARALLAX_CORE_VALUE_INTERVAL_H_

#include <optional>

#include "core/value/decimal.h"
#include "core/value/typed_value.h"

namespace parallax::value {

// [low, high]; a side that is not set is unbounded.
struct Interval {
  std::optional<Decimal> low;
  std::optional<Decimal> high;
  friend bool operator==(const Interval&, const Interval&) = default;

  static Interval Point(const Decimal& value) { return {value, value}; }
  bool Contains(const Decimal& value) const {
    return (!low || *low <= value) && (!high || value <= *high);
  }
};

// Whether the two have a value in common: amounts that may be the same.
bool Meet(const Interval& a, const Interval& b);

// The interval that a stated number leaves open:
// exact: half a unit of its last stated digit to either side ("1.5 trillion" is 1.45 to 1.55
// trillion); approximate: a whole unit of it, and no less than a twentieth of the figure; at least,
// more than: from the figure on; at most, less than: up to it, from zero for a positive one; range:
// both ends with their rounding; vague: as given. Nothing where the number's decimals do not parse.
std::optional<Interval> IntervalOf(const Number& number);

// Every product or quotient of members, rounded outwards. Multiply and Divide by an interval of
// positive numbers only: nothing where `by` may be zero or less, or is unbounded below.
std::optional<Interval> Multiply(const Interval& a, const Interval& by);
std::optional<Interval> Divide(const Interval& a, const Interval& by);

}  // namespace parallax::value

#endif  // PARALLAX_CORE_VALUE_INTERVAL_H_
