#include "core/value/comparison.h"

#include <algorithm>

#include "core/value/unit.h"

namespace parallax::value {
namespace {

class Builder {
 public:
  void Because(CompareReason reason) { result_.reasons.push_back(reason); }

  void NoteBounds(const Number& number) {
    if (number.bound == Bound::kApproximate || number.vague) Because(CompareReason::kApproximation);
    if (number.bound == Bound::kAtLeast || number.bound == Bound::kMoreThan ||
        number.bound == Bound::kAtMost || number.bound == Bound::kLessThan) {
      Because(CompareReason::kOpenBound);
    }
  }

  // Both on one basis now: the intervals and the figures as they stand.
  Comparison Finish(const Interval& first, const Interval& second, const Decimal& first_figure,
                    const Decimal& second_figure) {
    result_.compatible = Meet(first, second);
    if (*result_.compatible) {
      result_.order = 0;
    } else {
      result_.order = first.high && second.low && *first.high < *second.low ? -1 : 1;
    }
    result_.ratio = Divide(first, second);
    if (!result_.ratio) {
      Because(CompareReason::kNotPositive);
      return Fail();
    }
    if (const auto central = Decimal::Divide(first_figure, second_figure))
      result_.central = central->Rounded(12);
    Settle();
    result_.comparability = result_.reasons.empty() ? Comparability::kOk : Comparability::kCaveated;
    return std::move(result_);
  }

  Comparison Fail(CompareReason reason) {
    Because(reason);
    return Fail();
  }
  Comparison Fail() {
    Settle();
    result_.comparability = Comparability::kNotComputable;
    result_.ratio.reset();
    result_.central.reset();
    return std::move(result_);
  }

  void SetRate(const RateSpan& rate) { result_.rate = rate; }

 private:
  void Settle() {
    std::sort(result_.reasons.begin(), result_.reasons.end());
    result_.reasons.erase(std::unique(result_.reasons.begin(), result_.reasons.end()),
                          result_.reasons.end());
  }
  Comparison result_;
};

// The figure that stands for a number: its own, or the middle of a range.
std::optional<Decimal> FigureOf(const Number& number) {
  const auto low = Decimal::Parse(number.decimal);
  if (!low || number.bound != Bound::kRange) return low;
  const auto high = Decimal::Parse(number.upper);
  if (!high) return std::nullopt;
  return Decimal::Multiply(Decimal::Add(*low, *high), *Decimal::Parse("0.5"));
}

const Money* EquivalentIn(const MoneyStatement& statement, std::string_view currency) {
  for (const Money& money : statement.stated_equivalents) {
    if (money.currency == currency) return &money;
  }
  return nullptr;
}

}  // namespace

std::string_view ReasonName(CompareReason reason) {
  switch (reason) {
    case CompareReason::kStatedConversion:
      return "STATED_CONVERSION";
    case CompareReason::kConversion:
      return "CONVERSION";
    case CompareReason::kUndatedConversion:
      return "UNDATED_CONVERSION";
    case CompareReason::kEarlierRate:
      return "EARLIER_RATE";
    case CompareReason::kUnitConversion:
      return "UNIT_CONVERSION";
    case CompareReason::kApproximation:
      return "APPROXIMATION";
    case CompareReason::kOpenBound:
      return "OPEN_BOUND";
    case CompareReason::kBasis:
      return "BASIS";
    case CompareReason::kStage:
      return "STAGE";
    case CompareReason::kPayer:
      return "PAYER";
    case CompareReason::kUnknownCurrency:
      return "UNKNOWN_CURRENCY";
    case CompareReason::kNoRate:
      return "NO_RATE";
    case CompareReason::kDifferentUnits:
      return "DIFFERENT_UNITS";
    case CompareReason::kNotPositive:
      return "NOT_POSITIVE";
    case CompareReason::kUnreadable:
      return "UNREADABLE";
  }
  return "UNKNOWN";
}

Comparison CompareMoney(const MoneyStatement& first, const MoneyStatement& second,
                        const RateTable& rates) {
  Builder builder;
  if (first.money.basis != second.money.basis) builder.Because(CompareReason::kBasis);
  if (first.money.stage != second.money.stage) builder.Because(CompareReason::kStage);
  if (first.money.payer != second.money.payer) builder.Because(CompareReason::kPayer);
  const Money* a = &first.money;
  const Money* b = &second.money;
  bool stated = false;
  if (a->currency.empty() || b->currency.empty())
    return builder.Fail(CompareReason::kUnknownCurrency);
  if (a->currency != b->currency) {
    // A source's own equivalent goes before any rate of ours.
    if (const Money* own = EquivalentIn(first, b->currency)) {
      a = own;
      stated = true;
    } else if (const Money* other = EquivalentIn(second, a->currency)) {
      b = other;
      stated = true;
    } else {
      for (const Money& mine : first.stated_equivalents) {
        if (const Money* theirs = EquivalentIn(second, mine.currency)) {
          a = &mine;
          b = theirs;
          stated = true;
          break;
        }
      }
    }
  }
  if (stated) builder.Because(CompareReason::kStatedConversion);
  builder.NoteBounds(a->amount);
  builder.NoteBounds(b->amount);
  auto interval_a = IntervalOf(a->amount);
  const auto interval_b = IntervalOf(b->amount);
  auto figure_a = FigureOf(a->amount);
  const auto figure_b = FigureOf(b->amount);
  if (!interval_a || !interval_b || !figure_a || !figure_b)
    return builder.Fail(CompareReason::kUnreadable);
  if (a->currency != b->currency) {
    if (!rates.Knows(a->currency) || !rates.Knows(b->currency))
      return builder.Fail(CompareReason::kUnknownCurrency);
    const auto& date = first.date ? first.date : second.date;
    if (!date) return builder.Fail(CompareReason::kNoRate);
    const auto rate = rates.Rate(a->currency, b->currency, *date);
    if (!rate) return builder.Fail(CompareReason::kNoRate);
    builder.Because(CompareReason::kConversion);
    if (first.date ? first.date_is_published : second.date_is_published)
      builder.Because(CompareReason::kUndatedConversion);
    if (!rate->pegged && !(rate->date == *date)) builder.Because(CompareReason::kEarlierRate);
    builder.SetRate(*rate);
    interval_a = Multiply(*interval_a, rate->spread);
    if (!interval_a) return builder.Fail(CompareReason::kNoRate);
    figure_a = Decimal::Multiply(*figure_a, rate->central);
  }
  return builder.Finish(*interval_a, *interval_b, *figure_a, *figure_b);
}

Comparison CompareQuantities(const Quantity& first, const Quantity& second) {
  Builder builder;
  builder.NoteBounds(first.number);
  builder.NoteBounds(second.number);
  auto interval = IntervalOf(first.number);
  const auto other = IntervalOf(second.number);
  auto figure = FigureOf(first.number);
  const auto other_figure = FigureOf(second.number);
  if (!interval || !other || !figure || !other_figure)
    return builder.Fail(CompareReason::kUnreadable);
  if (first.unit != second.unit) {
    const auto one = ConvertUnit(Decimal::FromInt(1), first.unit, second.unit);
    if (!one) return builder.Fail(CompareReason::kDifferentUnits);
    builder.Because(CompareReason::kUnitConversion);
    const auto down = ConvertUnit(Decimal::FromInt(1), first.unit, second.unit, Rounding::kDown);
    const auto up = ConvertUnit(Decimal::FromInt(1), first.unit, second.unit, Rounding::kUp);
    interval = Multiply(*interval, {down, up});
    figure = Decimal::Multiply(*figure, *one);
    if (!interval) return builder.Fail(CompareReason::kUnreadable);
  }
  return builder.Finish(*interval, *other, *figure, *other_figure);
}

Comparison ComparePercentages(const Percentage& first, const Percentage& second) {
  Builder builder;
  // A share and a difference of shares are different things.
  if (first.points != second.points) return builder.Fail(CompareReason::kDifferentUnits);
  builder.NoteBounds(first.number);
  builder.NoteBounds(second.number);
  const auto a = IntervalOf(first.number), b = IntervalOf(second.number);
  const auto figure_a = FigureOf(first.number), figure_b = FigureOf(second.number);
  if (!a || !b || !figure_a || !figure_b) return builder.Fail(CompareReason::kUnreadable);
  return builder.Finish(*a, *b, *figure_a, *figure_b);
}

}  // namespace parallax::value
