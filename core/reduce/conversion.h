// Amounts in another currency, by the reference table of rates.
//
// An amount's date decides the rate: the month where one is known, else the year; with what a month
// and its neighbours, or a year's months, leave open (value/rate_table.h). An amount whose date is
// not known takes the date of the one that it is set against.
#ifndef PARALLAX_CORE_REDUCE_CONVERSION_H_
#define PARALLAX_CORE_REDUCE_CONVERSION_H_

#include <map>
#include <optional>
#include <string>
#include <utility>

#include "core/reduce/extent.h"
#include "core/value/rate_table.h"
#include "core/value/typed_value.h"

namespace parallax::reduce {

// What an amount's date was taken from, the best first.
enum class DateSource {
  kAnnounced,    // the day its initiative was announced
  kValidTime,    // the time that its claim names
  kPublished,    // only that of the earliest document that states it
  kOtherAmount,  // the date of the amount that it is set against
};

// When an amount was named.
struct AmountDate {
  value::RateDate date;
  DateSource source = DateSource::kPublished;
  friend bool operator==(const AmountDate&, const AmountDate&) = default;
};

// A conversion that was made.
struct Conversion {
  value::Money from;
  std::string currency;
  value::RateSpan rate;
  DateSource source = DateSource::kPublished;
  bool earlier_rate = false;  // the table ends before the date
  value::Decimal figure;      // the stated figure (the middle of a range) at the central rate
  AmountExtent extent;        // what rounding and rates leave open
  friend bool operator==(const Conversion&, const Conversion&) = default;
};

// Nothing without a date, a table, a rate for the time, or a readable figure. Pure.
std::optional<Conversion> Convert(const value::RateTable* rates, const value::Money& amount,
                                  const std::string& currency,
                                  const std::optional<AmountDate>& date);

// The figure that stands for a number: its own, or the middle of a range; nothing when it does not
// parse.
std::optional<value::Decimal> FigureOf(const value::Number& number);

// The date that two amounts are compared at: the first's own, else the second's, as that of another
// amount.
std::optional<AmountDate> DateFor(const std::optional<AmountDate>& own,
                                  const std::optional<AmountDate>& other);

// Month and year of an interval that lies within one month, else the year of one that lies within
// one year. Nothing for any other, and for one without a begin or end.
std::optional<value::RateDate> RateDateOf(const value::DateInterval& interval);

}  // namespace parallax::reduce

#endif  // PARALLAX_CORE_REDUCE_CONVERSION_H_
