// A cell's summary on one line with others: its figure and what its statement leaves open, in one
// currency or unit. What a ranking orders by. Pure functions; exact decimals only.
#ifndef PARALLAX_QUERY_SERVICE_CONTRAST_FIGURE_H_
#define PARALLAX_QUERY_SERVICE_CONTRAST_FIGURE_H_

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/reduce/conversion.h"
#include "core/reduce/reduced_cell.h"
#include "core/value/rate_table.h"
#include "query_service/contrast/contrast.h"

namespace parallax::contrast {

// What figures are put on: a currency for money, a unit for quantities; neither for percentages and
// levels.
struct Basis {
  std::string currency;
  std::string unit;
};

struct Figure {
  value::Decimal central;       // a level's lowest rank
  reduce::AmountExtent extent;  // half open; a level's ends one above its highest rank
  std::set<Reason> reasons;
  std::optional<reduce::Conversion> conversion;
};

enum class NoFigure {
  kNotCovered,
  kNotStated,
  kNoValue,
  kNotRead,
  kCurrencyUnknown,
  kNoRate,
  kUnit,
};

// Either.
struct Placed {
  std::optional<Figure> figure;
  NoFigure reason = NoFigure::kNotCovered;
};

// The figure of a cell of money, quantity, percentage or level. Amounts: as stated in the currency,
// else by a stated equivalent in it, else by `rates` (may be null).
Placed PlaceOf(const reduce::ReducedCell& cell, const Basis& basis, const value::RateTable* rates);

// The places, from 1, that figures may have: one more than those that certainly come before, and as
// many as do not certainly come after. `ascending`: the smallest is first. O(n log n).
struct Place {
  int best = 1;
  int worst = 1;
  friend bool operator==(const Place&, const Place&) = default;
};
std::vector<Place> PlacesOf(const std::vector<reduce::AmountExtent>& extents, bool ascending);

}  // namespace parallax::contrast

#endif  // PARALLAX_QUERY_SERVICE_CONTRAST_FIGURE_H_
