#include "query_service/contrast/contrast.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <type_traits>
#include <utility>

#include "core/reduce/extent.h"

namespace parallax::contrast {
namespace {

using reduce::MoneySummary;
using reduce::ReducedCell;
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

Contrast OfMoney(const MoneySummary& a, const MoneySummary& b, std::set<Reason> reasons) {
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
  if (chosen_a == nullptr) {
    const bool unknown = a.amount.currency.empty() || b.amount.currency.empty();
    return NotComputable(unknown ? Reason::kCurrencyUnknown : Reason::kNoRate);
  }
  if (best > 0) reasons.insert(Reason::kStatedEquivalent);
  // What the amount is, is said where it is stated first; an equivalent only repeats the figure.
  if (BothSayOtherwise(a.amount.stage, b.amount.stage)) reasons.insert(Reason::kStage);
  if (BothSayOtherwise(a.amount.basis, b.amount.basis)) reasons.insert(Reason::kBasis);
  if (BothSayOtherwise(a.amount.payer, b.amount.payer)) reasons.insert(Reason::kPayer);
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
  using value::Decimal;
  using value::Rounding;
  constexpr int kDigits = 6;
  const auto figure = [](const value::Number& number) -> std::optional<Decimal> {
    const auto stated = Decimal::Parse(number.decimal);
    if (!stated || number.bound != value::Bound::kRange) return stated;
    const auto upper = Decimal::Parse(number.upper);
    if (!upper) return std::nullopt;
    return Decimal::Divide(Decimal::Add(*stated, *upper), Decimal::FromInt(2));
  };
  const auto figure_a = figure(a);
  const auto figure_b = figure(b);
  const auto of_a = reduce::ExtentOf(a, true);
  const auto of_b = reduce::ExtentOf(b, true);
  if (!figure_a || !figure_b || !of_a || !of_b) return std::nullopt;
  const Decimal zero;
  if (*figure_a <= zero || *figure_b <= zero) return std::nullopt;
  const Decimal low_a = std::max(zero, of_a->low.value_or(zero));
  const Decimal low_b = std::max(zero, of_b->low.value_or(zero));
  Ratio ratio;
  ratio.central = Decimal::Divide(*figure_a, *figure_b)->Rounded(kDigits).ToString();
  ratio.lower = "0";
  if (of_b->high) {
    const auto lower = Decimal::Divide(low_a, *of_b->high, Rounding::kDown);
    if (lower) ratio.lower = lower->Rounded(kDigits, Rounding::kDown).ToString();
  }
  if (of_a->high && !low_b.is_zero()) {
    const auto upper = Decimal::Divide(*of_a->high, low_b, Rounding::kUp);
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

std::optional<Contrast> Contrasted(const ReducedCell& a, const ReducedCell& b,
                                   catalog::ValueType type) {
  if (type == catalog::ValueType::kText || a.state == reduce::CellState::kNotCovered ||
      b.state == reduce::CellState::kNotCovered) {
    return std::nullopt;
  }
  const auto& of_a = a.summary.typed;
  const auto& of_b = b.summary.typed;
  if (std::holds_alternative<std::monostate>(of_a) ||
      std::holds_alternative<std::monostate>(of_b)) {
    return NotComputable(Reason::kNoValue);
  }
  if (of_a.index() != of_b.index()) return NotComputable(Reason::kUnit);
  std::set<Reason> reasons;
  for (const ReducedCell* cell : {&a, &b}) {
    if (cell->agreement.agreement == reduce::Agreement::kContested) {
      reasons.insert(Reason::kContested);
    }
  }
  return std::visit(
      [&](const auto& typed_a) -> Contrast {
        using T = std::decay_t<decltype(typed_a)>;
        const T& typed_b = std::get<T>(of_b);
        if constexpr (std::is_same_v<T, MoneySummary>) {
          return OfMoney(typed_a, typed_b, std::move(reasons));
        } else if constexpr (std::is_same_v<T, value::Quantity>) {
          if (typed_a.unit != typed_b.unit) return NotComputable(Reason::kUnit);
          return OfNumbers(typed_a.number, typed_b.number, std::move(reasons));
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
