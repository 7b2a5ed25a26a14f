// How far a reading reaches: amounts as intervals by how they were rounded, dates as intervals of
// days. What two readings must share to be compatible.
//
// Intervals are half-open, so that two neighbouring roundings (109 and 110) do not meet. An end
// that is not set is open.
#ifndef PARALLAX_CORE_REDUCE_EXTENT_H_
#define PARALLAX_CORE_REDUCE_EXTENT_H_

#include <cstdint>
#include <optional>

#include "core/value/decimal.h"
#include "core/value/typed_value.h"

namespace parallax::reduce {

struct AmountExtent {
  std::optional<value::Decimal> low;   // included
  std::optional<value::Decimal> high;  // excluded
  friend bool operator==(const AmountExtent&, const AmountExtent&) = default;
};

// Days since 1970-01-01.
struct DayExtent {
  std::optional<int64_t> begin;  // included
  std::optional<int64_t> end;    // excluded
  friend bool operator==(const DayExtent&, const DayExtent&) = default;
};

// A figure's reach: half a unit of its last stated digit to either side; where it is said to be
// approximate, a whole unit or a twentieth of it, whichever is wider ("about 500 billion" is 475 to
// 525). A bound opens the other end; the low end of an upper bound is zero where the figure is not
// negative and `from_zero` says that the thing cannot be less than nothing. Nothing when the figure
// is no decimal, or is too large to reckon with.
std::optional<AmountExtent> ExtentOf(const value::Number& number, bool from_zero);

// An interval's reach: "around" widens either end by one unit of its precision; "since at least"
// opens the begin.
DayExtent ExtentOf(const value::DateInterval& interval);

bool Meet(const AmountExtent& a, const AmountExtent& b);
bool Meet(const DayExtent& a, const DayExtent& b);

}  // namespace parallax::reduce

#endif  // PARALLAX_CORE_REDUCE_EXTENT_H_
