#include "query_service/contrast/figure.h"

#include <algorithm>
#include <utility>
#include <variant>

#include "core/reduce/extent.h"
#include "core/value/unit.h"

namespace parallax::contrast {
namespace {

using value::Decimal;

Placed Without(NoFigure reason) { return {std::nullopt, reason}; }

bool IsRough(const value::Number& number) {
  return number.bound != value::Bound::kExact || number.vague;
}

Placed OfNumber(const value::Number& number, bool from_zero, std::set<Reason> reasons) {
  const auto central = reduce::FigureOf(number);
  const auto extent = reduce::ExtentOf(number, from_zero);
  if (!central || !extent) return Without(NoFigure::kNotRead);
  if (IsRough(number)) reasons.insert(Reason::kApproximation);
  return {Figure{*central, *extent, std::move(reasons), std::nullopt}, {}};
}

Placed OfMoney(const reduce::MoneySummary& summary, const std::string& currency,
               const value::RateTable* rates, std::set<Reason> reasons) {
  if (summary.amount.currency == currency) {
    return OfNumber(summary.amount.amount, true, std::move(reasons));
  }
  for (const value::Money& equivalent : summary.stated_equivalents) {
    if (equivalent.currency != currency) continue;
    reasons.insert(Reason::kStatedEquivalent);
    return OfNumber(equivalent.amount, true, std::move(reasons));
  }
  if (summary.amount.currency.empty()) return Without(NoFigure::kCurrencyUnknown);
  const auto made = reduce::Convert(rates, summary.amount, currency, summary.date);
  if (!made) return Without(NoFigure::kNoRate);
  reasons.insert(Reason::kConverted);
  if (made->source == reduce::DateSource::kPublished ||
      made->source == reduce::DateSource::kOtherAmount) {
    reasons.insert(Reason::kRateDateAssumed);
  }
  if (made->earlier_rate) reasons.insert(Reason::kEarlierRate);
  if (IsRough(summary.amount.amount)) reasons.insert(Reason::kApproximation);
  return {Figure{made->figure, made->extent, std::move(reasons), *made}, {}};
}

Placed OfQuantity(const value::Quantity& quantity, const std::string& unit,
                  std::set<Reason> reasons) {
  if (quantity.unit == unit) return OfNumber(quantity.number, true, std::move(reasons));
  const auto convert = [&](const Decimal& amount, value::Rounding rounding) {
    return value::ConvertUnit(amount, quantity.unit, unit, rounding);
  };
  const auto stated = reduce::FigureOf(quantity.number);
  const auto extent = reduce::ExtentOf(quantity.number, true);
  if (!stated || !extent) return Without(NoFigure::kNotRead);
  const auto central = convert(*stated, value::Rounding::kHalfEven);
  if (!central) return Without(NoFigure::kUnit);
  Figure figure;
  figure.central = *central;
  if (extent->low) figure.extent.low = convert(*extent->low, value::Rounding::kDown);
  if (extent->high) figure.extent.high = convert(*extent->high, value::Rounding::kUp);
  figure.reasons = std::move(reasons);
  figure.reasons.insert(Reason::kUnitConverted);
  if (IsRough(quantity.number)) figure.reasons.insert(Reason::kApproximation);
  return {std::move(figure), {}};
}

}  // namespace

Placed PlaceOf(const reduce::ReducedCell& cell, const Basis& basis, const value::RateTable* rates) {
  switch (cell.state) {
    case reduce::CellState::kNotCovered:
      return Without(NoFigure::kNotCovered);
    case reduce::CellState::kNotStated:
      return Without(NoFigure::kNotStated);
    case reduce::CellState::kNoValue:
      return Without(NoFigure::kNoValue);
    case reduce::CellState::kValue:
      break;
  }
  std::set<Reason> reasons;
  if (cell.agreement.agreement == reduce::Agreement::kContested) reasons.insert(Reason::kContested);
  const reduce::TypedSummary& typed = cell.summary.typed;
  if (const auto* money = std::get_if<reduce::MoneySummary>(&typed)) {
    return OfMoney(*money, basis.currency, rates, std::move(reasons));
  }
  if (const auto* quantity = std::get_if<value::Quantity>(&typed)) {
    return OfQuantity(*quantity, basis.unit, std::move(reasons));
  }
  if (const auto* percentage = std::get_if<value::Percentage>(&typed)) {
    if (percentage->points) return Without(NoFigure::kUnit);
    return OfNumber(percentage->number, false, std::move(reasons));
  }
  if (const auto* level = std::get_if<value::LevelSpan>(&typed)) {
    return {Figure{Decimal::FromInt(level->lowest_rank),
                   {Decimal::FromInt(level->lowest_rank),
                    Decimal::FromInt(int64_t{level->highest_rank} + 1)},
                   std::move(reasons),
                   std::nullopt},
            {}};
  }
  return Without(NoFigure::kNotRead);
}

std::vector<Place> PlacesOf(const std::vector<reduce::AmountExtent>& extents, bool ascending) {
  std::vector<Decimal> lows;
  std::vector<Decimal> highs;
  for (const auto& extent : extents) {
    if (extent.low) lows.push_back(*extent.low);
    if (extent.high) highs.push_back(*extent.high);
  }
  std::sort(lows.begin(), lows.end());
  std::sort(highs.begin(), highs.end());
  const int all = static_cast<int>(extents.size());
  std::vector<Place> places;
  places.reserve(extents.size());
  for (const auto& extent : extents) {
    // Half open: one that begins where this one ends lies above it for certain.
    const int above = extent.high
                          ? static_cast<int>(lows.end() - std::lower_bound(lows.begin(), lows.end(),
                                                                           *extent.high))
                          : 0;
    const int below =
        extent.low ? static_cast<int>(std::upper_bound(highs.begin(), highs.end(), *extent.low) -
                                      highs.begin())
                   : 0;
    places.push_back(ascending ? Place{below + 1, all - above} : Place{above + 1, all - below});
  }
  return places;
}

}  // namespace parallax::contrast
