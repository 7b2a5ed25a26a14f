// Comparing two stated amounts: their ratio as an interval, whether they may be the same, and what
// stands between the figures that a reader must know. Pure functions.
#ifndef PARALLAX_CORE_VALUE_COMPARISON_H_
#define PARALLAX_CORE_VALUE_COMPARISON_H_

#include <optional>
#include <string_view>
#include <vector>

#include "core/value/decimal.h"
#include "core/value/interval.h"
#include "core/value/rate_table.h"
#include "core/value/typed_value.h"

namespace parallax::value {

enum class Comparability { kOk, kCaveated, kNotComputable };

enum class CompareReason {
  // Caveats.
  kStatedConversion,   // by an equivalent that a source itself states
  kConversion,         // by the rate table
  kUndatedConversion,  // by the rate of the published date, no other being known
  kEarlierRate,        // the table ends before the date: its latest rate
  kUnitConversion,     // gigawatts against megawatts: exact
  kApproximation,      // about, nearly; or only an order of magnitude
  kOpenBound,          // at least, up to: the ratio is open to one side
  kBasis,              // total against annual or cumulative, or only one says
  kStage,              // announced against authorised or disbursed
  kPayer,              // public against private
  // Why nothing can be computed.
  kUnknownCurrency,
  kNoRate,
  kDifferentUnits,
  kNotPositive,  // the second amount may be zero or less
  kUnreadable,   // a figure's decimals do not parse
};

std::string_view ReasonName(CompareReason reason);

struct Comparison {
  Comparability comparability = Comparability::kNotComputable;
  std::vector<CompareReason> reasons;  // in the order of the enumeration, each once
  std::optional<Interval> ratio;       // first to second
  std::optional<Decimal> central;      // the ratio of the figures as they stand, to 12 digits
  std::optional<bool> compatible;      // the two intervals meet on one basis
  std::optional<RateSpan> rate;        // the rate that was used
  // Less, equal (intervals meet) or greater, where the intervals say so.
  std::optional<int> order;
};

// A sum with what its source says beside it.
struct MoneyStatement {
  Money money;
  std::vector<Money> stated_equivalents;  // in other currencies, by the same source
  std::optional<RateDate> date;           // when it was named
  bool date_is_published = false;         // the date is only that of publication
};

// Same currency: directly. Else by a stated equivalent of either side; else the first is converted
// at its own date into the second's currency.
Comparison CompareMoney(const MoneyStatement& first, const MoneyStatement& second,
                        const RateTable& rates);

// Quantities of one family are converted; others are NOT_COMPUTABLE.
Comparison CompareQuantities(const Quantity& first, const Quantity& second);

Comparison ComparePercentages(const Percentage& first, const Percentage& second);

}  // namespace parallax::value

#endif  // PARALLAX_CORE_VALUE_COMPARISON_H_
