#include "query_service/contrast/contrast.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <type_traits>
#include <utility>

#include "core/reduce/conversion.h"
#include "core/reduce/extent.h"
#include "core/value/unit.h"

namespace parallax::contrast {
namespace {

using reduce::MoneySummary;
using value::DateInterval;
using value::LevelSpan;

using Items = std::vector<reduce::SupportedItem>;

template <typename Enum>
bool BothSayOtherwise(Enum a, Enum b) {
  return a != Enum::kUnspecified && b != Enum::kUnspecified && a != b;
}

bool IsRough(const value::Number& number) {
  return number.bound != value::Bound::kExact || number.vague;
}

Contrast NotComputable(Reason reason) {
  Contrast contrast;
  contrast.comparability = Comparability::kNotComputable;
  contrast.reasons = {reason};
  return contrast;
}

Contrast Found(std::set<Reason> reasons, decltype(Contrast::finding) finding) {
  Contrast contrast;
  contrast.comparability = reasons.empty() ? Comparability::kOk : Comparability::kCaveated;
  contrast.reasons.assign(reasons.begin(), reasons.end());
  contrast.finding = std::move(finding);
  return contrast;
}

Contrast OfNumbers(const value::Number& a, const value::Number& b, std::set<Reason> reasons) {
  const auto ratio = RatioOf(a, b);
  if (!ratio) return NotComputable(Reason::kNotPositive);
  if (IsRough(a) || IsRough(b)) reasons.insert(Reason::kApproximation);
  return Found(std::move(reasons), *ratio);
}

// The amounts of one cell that may stand for it: as stated, then its equivalents.
std::vector<const value::Money*> Wordings(const MoneySummary& summary) {
  std::vector<const value::Money*> wordings = {&summary.amount};
  for (const value::Money& money : summary.stated_equivalents) wordings.push_back(&money);
  return wordings;
}

// The ratio of a sum that is converted to one that stands as it is, or the other way round.
Contrast OfConverted(const MoneySummary& a, const MoneySummary& b, const value::RateTable* rates,
                     std::set<Reason> reasons) {
  const bool a_converted = a.amount.currency > b.amount.currency;
  const MoneySummary& from = a_converted ? a : b;
  const MoneySummary& to = a_converted ? b : a;
  const auto made =
      reduce::Convert(rates, from.amount, to.amount.currency, reduce::DateFor(from.date, to.date));
  const auto figure = reduce::FigureOf(to.amount.amount);
  const auto extent = reduce::ExtentOf(to.amount.amount, true);
  if (!made || !figure || !extent) return NotComputable(Reason::kNoRate);
  const auto ratio = a_converted ? RatioOf(made->figure, made->extent, *figure, *extent)
                                 : RatioOf(*figure, *extent, made->figure, made->extent);
  if (!ratio) return NotComputable(Reason::kNotPositive);
  reasons.insert(Reason::kConverted);
  if (made->source == reduce::DateSource::kPublished ||
      made->source == reduce::DateSource::kOtherAmount) {
    reasons.insert(Reason::kRateDateAssumed);
  }
  if (made->earlier_rate) reasons.insert(Reason::kEarlierRate);
  if (IsRough(a.amount.amount) || IsRough(b.amount.amount)) {
    reasons.insert(Reason::kApproximation);
  }
  Contrast contrast = Found(std::move(reasons), *ratio);
  contrast.conversion = *made;
  return contrast;
}

// Quantities of one family: exact factors, rounded outwards.
Contrast OfQuantities(const value::Quantity& a, const value::Quantity& b,
                      std::set<Reason> reasons) {
  if (a.unit == b.unit) return OfNumbers(a.number, b.number, std::move(reasons));
  const bool a_converted = a.unit > b.unit;
  const value::Quantity& from = a_converted ? a : b;
  const value::Quantity& to = a_converted ? b : a;
  const auto figure = reduce::FigureOf(from.number);
  const auto extent = reduce::ExtentOf(from.number, true);
  const auto other_figure = reduce::FigureOf(to.number);
  const auto other_extent = reduce::ExtentOf(to.number, true);
  if (!figure || !extent || !other_figure || !other_extent) return NotComputable(Reason::kUnit);
  const auto convert = [&](const std::optional<value::Decimal>& amount, value::Rounding rounding) {
    return amount ? value::ConvertUnit(*amount, from.unit, to.unit, rounding) : std::nullopt;
  };
  const auto converted = convert(figure, value::Rounding::kHalfEven);
  if (!converted) return NotComputable(Reason::kUnit);
  const reduce::AmountExtent reach = {convert(extent->low, value::Rounding::kDown),
                                      convert(extent->high, value::Rounding::kUp)};
  const auto ratio = a_converted ? RatioOf(*converted, reach, *other_figure, *other_extent)
                                 : RatioOf(*other_figure, *other_extent, *converted, reach);
  if (!ratio) return NotComputable(Reason::kNotPositive);
  reasons.insert(Reason::kUnitConverted);
  if (IsRough(a.number) || IsRough(b.number)) reasons.insert(Reason::kApproximation);
  return Found(std::move(reasons), *ratio);
}

Contrast OfMoney(const MoneySummary& a, const MoneySummary& b, const value::RateTable* rates,
                 std::set<Reason> reasons) {
  const auto of_a = Wordings(a);
  const auto of_b = Wordings(b);
  // As stated on both sides first, then as near to that as a shared currency allows. Pairs at the
  // same distance are told apart by currency, so that the choice is the same from both sides.
  const value::Money* chosen_a = nullptr;
  const value::Money* chosen_b = nullptr;
  size_t best = SIZE_MAX;
  for (size_t i = 0; i < of_a.size(); ++i) {
    for (size_t j = 0; j < of_b.size(); ++j) {
      if (of_a[i]->currency.empty() || of_a[i]->currency != of_b[j]->currency) continue;
      const size_t distance = i + j;
      if (distance > best || (distance == best && chosen_a->currency <= of_a[i]->currency)) {
        continue;
      }
      best = distance;
      chosen_a = of_a[i];
      chosen_b = of_b[j];
    }
  }
  // What the amount is, is said where it is stated first; an equivalent only repeats the figure.
  if (BothSayOtherwise(a.amount.stage, b.amount.stage)) reasons.insert(Reason::kStage);
  if (BothSayOtherwise(a.amount.basis, b.amount.basis)) reasons.insert(Reason::kBasis);
  if (BothSayOtherwise(a.amount.payer, b.amount.payer)) reasons.insert(Reason::kPayer);
  if (chosen_a == nullptr) {
    const bool unknown = a.amount.currency.empty() || b.amount.currency.empty();
    return unknown ? NotComputable(Reason::kCurrencyUnknown)
                   : OfConverted(a, b, rates, std::move(reasons));
  }
  if (best > 0) reasons.insert(Reason::kStatedEquivalent);
  return OfNumbers(chosen_a->amount, chosen_b->amount, std::move(reasons));
}

Members MembersOf(const Items& a, const Items& b) {
  std::set<std::string> of_a;
  std::set<std::string> of_b;
  for (const auto& item : a) of_a.insert(item.key);
  for (const auto& item : b) of_b.insert(item.key);
  Members members;
  std::set_intersection(of_a.begin(), of_a.end(), of_b.begin(), of_b.end(),
                        std::back_inserter(members.shared));
  std::set_difference(of_a.begin(), of_a.end(), of_b.begin(), of_b.end(),
                      std::back_inserter(members.only_a));
  std::set_difference(of_b.begin(), of_b.end(), of_a.begin(), of_a.end(),
                      std::back_inserter(members.only_b));
  return members;
}

enum class Order { kLess, kSame, kGreater, kUnknown };

template <typename T>
Order Compare(const T& a, const T& b) {
  return a < b ? Order::kLess : a == b ? Order::kSame : Order::kGreater;
}

Order CompareBegins(const DateInterval& a, const DateInterval& b) {
  if (!a.begin && !b.begin) return Order::kUnknown;
  if (!a.begin) return Order::kLess;
  if (!b.begin) return Order::kGreater;
  return Compare(*a.begin, *b.begin);
}

Order CompareEnds(const DateInterval& a, const DateInterval& b) {
  if (!a.end && !b.end) return a.to_present && b.to_present ? Order::kSame : Order::kUnknown;
  if (!a.end) return Order::kGreater;
  if (!b.end) return Order::kLess;
  return Compare(*a.end, *b.end);
}

int64_t DaysBetween(const value::CivilDate& earlier, const value::CivilDate& later) {
  value::DateInterval interval;
  interval.begin = earlier;
  interval.end = later;
  const reduce::DayExtent extent = reduce::ExtentOf(interval);
  return *extent.end - *extent.begin;
}

}  // namespace

std::optional<Ratio> RatioOf(const value::Number& a, const value::Number& b) {
  const auto figure_a = reduce::FigureOf(a);
  const auto figure_b = reduce::FigureOf(b);
  const auto of_a = reduce::ExtentOf(a, true);
  const auto of_b = reduce::ExtentOf(b, true);
  if (!figure_a || !figure_b || !of_a || !of_b) return std::nullopt;
  return RatioOf(*figure_a, *of_a, *figure_b, *of_b);
}

std::optional<Ratio> RatioOf(const value::Decimal& figure_a, const reduce::AmountExtent& a,
                             const value::Decimal& figure_b, const reduce::AmountExtent& b) {
  using value::Decimal;
  using value::Rounding;
  constexpr int kDigits = 6;
  const Decimal zero;
  if (figure_a <= zero || figure_b <= zero) return std::nullopt;
  const Decimal low_a = std::max(zero, a.low.value_or(zero));
  const Decimal low_b = std::max(zero, b.low.value_or(zero));
  const auto central = Decimal::Divide(figure_a, figure_b);
  if (!central) return std::nullopt;
  Ratio ratio;
  ratio.central = central->Rounded(kDigits).ToString();
  ratio.lower = "0";
  if (b.high) {
    const auto lower = Decimal::Divide(low_a, *b.high, Rounding::kDown);
    if (lower) ratio.lower = lower->Rounded(kDigits, Rounding::kDown).ToString();
  }
  if (a.high && !low_b.is_zero()) {
    const auto upper = Decimal::Divide(*a.high, low_b, Rounding::kUp);
    if (upper) ratio.upper = upper->Rounded(kDigits, Rounding::kUp).ToString();
  }
  return ratio;
}

Period PeriodOf(const DateInterval& a, const DateInterval& b) {
  Period period;
  if (a.end && b.begin && *a.end <= *b.begin) {
    period.gap_days = DaysBetween(*a.end, *b.begin);
    period.relation = period.gap_days > 0 ? IntervalRelation::kBefore : IntervalRelation::kMeets;
    return period;
  }
  if (b.end && a.begin && *b.end <= *a.begin) {
    period.gap_days = DaysBetween(*b.end, *a.begin);
    period.relation = period.gap_days > 0 ? IntervalRelation::kAfter : IntervalRelation::kMetBy;
    return period;
  }
  using R = IntervalRelation;
  // Rows: A begins earlier, together, later. Columns: A ends earlier, together, later.
  static constexpr R kTable[3][3] = {
      {R::kOverlaps, R::kFinishedBy, R::kContains},
      {R::kStarts, R::kEquals, R::kStartedBy},
      {R::kDuring, R::kFinishes, R::kOverlappedBy},
  };
  const Order begins = CompareBegins(a, b);
  const Order ends = CompareEnds(a, b);
  if (begins != Order::kUnknown && ends != Order::kUnknown) {
    period.relation = kTable[static_cast<int>(begins)][static_cast<int>(ends)];
  }
  return period;
}

LevelOrder OrderOf(const LevelSpan& a, const LevelSpan& b) {
  if (a.highest_rank < b.lowest_rank) return LevelOrder::kLower;
  if (b.highest_rank < a.lowest_rank) return LevelOrder::kHigher;
  const bool single = a.lowest_rank == a.highest_rank && b.lowest_rank == b.highest_rank;
  return single ? LevelOrder::kEqual : LevelOrder::kUndecided;
}

IntervalRelation Converse(IntervalRelation relation) {
  using R = IntervalRelation;
  switch (relation) {
    case R::kUndecided:
    case R::kEquals:
      return relation;
    case R::kBefore:
      return R::kAfter;
    case R::kMeets:
      return R::kMetBy;
    case R::kOverlaps:
      return R::kOverlappedBy;
    case R::kStarts:
      return R::kStartedBy;
    case R::kDuring:
      return R::kContains;
    case R::kFinishes:
      return R::kFinishedBy;
    case R::kAfter:
      return R::kBefore;
    case R::kMetBy:
      return R::kMeets;
    case R::kOverlappedBy:
      return R::kOverlaps;
    case R::kStartedBy:
      return R::kStarts;
    case R::kContains:
      return R::kDuring;
    case R::kFinishedBy:
      return R::kFinishes;
  }
  return R::kUndecided;
}

LevelOrder Converse(LevelOrder order) {
  if (order == LevelOrder::kLower) return LevelOrder::kHigher;
  if (order == LevelOrder::kHigher) return LevelOrder::kLower;
  return order;
}

std::optional<Contrast> Contrasted(const Side& a, const Side& b, catalog::ValueType type,
                                   const value::RateTable* rates, const std::set<Reason>& also) {
  if (type == catalog::ValueType::kText || a.state == reduce::CellState::kNotCovered ||
      b.state == reduce::CellState::kNotCovered) {
    return std::nullopt;
  }
  const auto& of_a = a.typed;
  const auto& of_b = b.typed;
  if (std::holds_alternative<std::monostate>(of_a) ||
      std::holds_alternative<std::monostate>(of_b)) {
    return NotComputable(Reason::kNoValue);
  }
  if (of_a.index() != of_b.index()) return NotComputable(Reason::kUnit);
  const bool figures = std::holds_alternative<MoneySummary>(of_a) ||
                       std::holds_alternative<value::Quantity>(of_a) ||
                       std::holds_alternative<value::Percentage>(of_a);
  std::set<Reason> reasons = figures ? also : std::set<Reason>();
  for (const Side* side : {&a, &b}) {
    if (side->agreement == reduce::Agreement::kContested) {
      reasons.insert(Reason::kContested);
    }
  }
  return std::visit(
      [&](const auto& typed_a) -> Contrast {
        using T = std::decay_t<decltype(typed_a)>;
        const T& typed_b = std::get<T>(of_b);
        if constexpr (std::is_same_v<T, MoneySummary>) {
          return OfMoney(typed_a, typed_b, rates, std::move(reasons));
        } else if constexpr (std::is_same_v<T, value::Quantity>) {
          return OfQuantities(typed_a, typed_b, std::move(reasons));
        } else if constexpr (std::is_same_v<T, value::Percentage>) {
          if (typed_a.points != typed_b.points) return NotComputable(Reason::kUnit);
          return OfNumbers(typed_a.number, typed_b.number, std::move(reasons));
        } else if constexpr (std::is_same_v<T, DateInterval>) {
          if (typed_a.approximate || typed_b.approximate || typed_a.at_least_since ||
              typed_b.at_least_since) {
            reasons.insert(Reason::kApproximation);
          }
          return Found(std::move(reasons), PeriodOf(typed_a, typed_b));
        } else if constexpr (std::is_same_v<T, LevelSpan>) {
          if (typed_a.scale_id != typed_b.scale_id) return NotComputable(Reason::kUnit);
          return Found(std::move(reasons), OrderOf(typed_a, typed_b));
        } else if constexpr (std::is_same_v<T, Items>) {
          return Found(std::move(reasons), MembersOf(typed_a, typed_b));
        } else {
          return NotComputable(Reason::kScope);  // a change against a change
        }
      },
      of_a);
}

}  // namespace parallax::contrast
