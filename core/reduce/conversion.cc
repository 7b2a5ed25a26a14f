#include "core/reduce/conversion.h"

#include "core/value/civil_date.h"
#include "core/value/decimal.h"

namespace parallax::reduce {

using value::Decimal;
using value::Rounding;

std::optional<Decimal> FigureOf(const value::Number& number) {
  const auto stated = Decimal::Parse(number.decimal);
  if (!stated || number.bound != value::Bound::kRange) return stated;
  const auto upper = Decimal::Parse(number.upper);
  if (!upper) return std::nullopt;
  return Decimal::Divide(Decimal::Add(*stated, *upper), Decimal::FromInt(2));
}

std::optional<Conversion> Convert(const value::RateTable* rates, const value::Money& amount,
                                  const std::string& currency,
                                  const std::optional<AmountDate>& date) {
  if (rates == nullptr || !date || amount.currency.empty() || currency.empty()) return std::nullopt;
  const auto rate = rates->Rate(amount.currency, currency, date->date);
  const auto figure = FigureOf(amount.amount);
  const auto extent = ExtentOf(amount.amount, true);
  if (!rate || !figure || !extent || !rate->spread.low || !rate->spread.high) return std::nullopt;
  Conversion made;
  made.from = amount;
  made.currency = currency;
  made.rate = *rate;
  made.source = date->source;
  made.earlier_rate = !rate->pegged && !(rate->date == date->date);
  made.figure = Decimal::Multiply(*figure, rate->central);
  // A negative end grows with the rate as well: away from zero.
  if (extent->low) {
    const Decimal& by = extent->low->is_negative() ? *rate->spread.high : *rate->spread.low;
    made.extent.low = Decimal::Multiply(*extent->low, by, Rounding::kDown);
  }
  if (extent->high) {
    const Decimal& by = extent->high->is_negative() ? *rate->spread.low : *rate->spread.high;
    made.extent.high = Decimal::Multiply(*extent->high, by, Rounding::kUp);
  }
  return made;
}

std::optional<AmountDate> DateFor(const std::optional<AmountDate>& own,
                                  const std::optional<AmountDate>& other) {
  if (own || !other) return own;
  return AmountDate{other->date, DateSource::kOtherAmount};
}

std::optional<value::RateDate> RateDateOf(const value::DateInterval& interval) {
  if (!interval.begin || !interval.end) return std::nullopt;
  const int64_t last_day = value::DaysFromCivil(*interval.end) - 1;
  if (last_day < value::DaysFromCivil(*interval.begin)) return std::nullopt;
  const value::CivilDate last = value::CivilFromDays(last_day);
  if (last.year != interval.begin->year) return std::nullopt;
  const bool month = last.month == interval.begin->month;
  return value::RateDate{last.year, month ? last.month : 0};
}

}  // namespace parallax::reduce
