// What sets two cells of one dimension apart, by type. Pure functions; exact decimals only.
//
// Every contrast is antisymmetric: Contrasted(b, a) is Converse(Contrasted(a, b)), save that the
// ends of a ratio, cut to six digits outwards, are reciprocal only up to that cut.
#ifndef PARALLAX_QUERY_SERVICE_CONTRAST_CONTRAST_H_
#define PARALLAX_QUERY_SERVICE_CONTRAST_CONTRAST_H_

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include "core/reduce/conversion.h"
#include "core/reduce/reduced_cell.h"
#include "core/value/rate_table.h"

namespace parallax::contrast {

enum class Comparability { kOk, kCaveated, kNotComputable };

// In the order in which they are listed.
enum class Reason {
  kConverted,
  kStatedEquivalent,
  kRateDateAssumed,
  kStage,
  kBasis,
  kPayer,
  kScope,
  kApproximation,
  kCurrencyUnknown,
  kNoRate,
  kUnit,
  kNoValue,
  kContested,
  kNotPositive,
  kEarlierRate,
  kUnitConverted,
};

// Decimals of at most six digits. The interval holds every ratio of two amounts that the figures
// allow for; an empty `upper` is unbounded.
struct Ratio {
  std::string lower;
  std::string upper;
  std::string central;  // of the figures as stated (the middle of a range)
  friend bool operator==(const Ratio&, const Ratio&) = default;
};

// Allen's thirteen relations of A to B.
enum class IntervalRelation {
  kUndecided,
  kBefore,
  kMeets,
  kOverlaps,
  kStarts,
  kDuring,
  kFinishes,
  kEquals,
  kAfter,
  kMetBy,
  kOverlappedBy,
  kStartedBy,
  kContains,
  kFinishedBy,
};

struct Period {
  IntervalRelation relation = IntervalRelation::kUndecided;
  int64_t gap_days = 0;  // between them; 0 when they touch or overlap
  friend bool operator==(const Period&, const Period&) = default;
};

enum class LevelOrder { kLower, kEqual, kHigher, kUndecided };

// Members by key (reduce::SupportedItem::key), sorted.
struct Members {
  std::vector<std::string> shared;
  std::vector<std::string> only_a;
  std::vector<std::string> only_b;
  friend bool operator==(const Members&, const Members&) = default;
};

struct Contrast {
  Comparability comparability = Comparability::kOk;
  std::vector<Reason> reasons;  // sorted, each once; never empty unless comparability is kOk
  std::variant<std::monostate, Ratio, Period, LevelOrder, Members> finding;
  std::optional<reduce::Conversion> conversion;  // that a ratio rests on
  friend bool operator==(const Contrast&, const Contrast&) = default;
};

// What a contrast needs of a cell. Views its summary.
struct Side {
  reduce::CellState state;
  reduce::Agreement agreement;
  const reduce::TypedSummary& typed;
};

// The contrast of A to B. Nothing where there is nothing to contrast: one of them has no claim at
// all, or the dimension asks for text. With a claim and no value it is kNotComputable with
// kNoValue. Amounts in two currencies are compared by an equivalent that their sources state, else
// by `rates` (may be null): the one whose currency comes later in the alphabet is converted, so
// that the contrast is the same from both sides. `also` are reasons that the cells themselves do
// not tell; they count where there is a ratio.
std::optional<Contrast> Contrasted(const Side& a, const Side& b, catalog::ValueType type,
                                   const value::RateTable* rates,
                                   const std::set<Reason>& also = {});
inline std::optional<Contrast> Contrasted(const reduce::ReducedCell& a,
                                          const reduce::ReducedCell& b, catalog::ValueType type,
                                          const value::RateTable* rates,
                                          const std::set<Reason>& also = {}) {
  return Contrasted(Side{a.state, a.agreement.agreement, a.summary.typed},
                    Side{b.state, b.agreement.agreement, b.summary.typed}, type, rates, also);
}

// The ratio of two extents with the figures they belong to; nothing when a figure is not positive.
std::optional<Ratio> RatioOf(const value::Decimal& figure_a, const reduce::AmountExtent& a,
                             const value::Decimal& figure_b, const reduce::AmountExtent& b);
// The same of numbers.
std::optional<Ratio> RatioOf(const value::Number& a, const value::Number& b);

// Half-open intervals. An open begin lies before every day, an open end after every day; two open
// ends are the same only where both say "to the present". What depends on two open ends otherwise
// is undecided.
Period PeriodOf(const value::DateInterval& a, const value::DateInterval& b);

// By rank. REQUIRES: one scale.
LevelOrder OrderOf(const value::LevelSpan& a, const value::LevelSpan& b);

IntervalRelation Converse(IntervalRelation relation);
LevelOrder Converse(LevelOrder order);

}  // namespace parallax::contrast

#endif  // PARALLAX_QUERY_SERVICE_CONTRAST_CONTRAST_H_
