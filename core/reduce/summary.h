// A cell's typed summary: what the leading group of its propositions says, by the dimension's type.
#ifndef PARALLAX_CORE_REDUCE_SUMMARY_H_
#define PARALLAX_CORE_REDUCE_SUMMARY_H_

#include <cstddef>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/reduce/grouping.h"
#include "core/reduce/proposition.h"

namespace parallax::reduce {

// A member of a list or set with who stands behind it.
struct SupportedItem {
  std::string key;             // folded words, or entity id, or "~" and a folded name
  Support support;             // of all propositions that have it
  bool exact = true;           // false: parties were not known; counts of several were added up
  size_t proposition = 0;      // index of its best-supported proposition
  std::vector<size_t> behind;  // indices of all, best supported first
  friend bool operator==(const SupportedItem&, const SupportedItem&) = default;
};

struct MoneySummary {
  value::Money
      amount;  // of the best-supported proposition; the first where it is an equivalent too
  std::vector<value::Money> stated_equivalents;  // of the group, best supported first
  std::optional<AmountDate> date;                // of `amount`, where known
  friend bool operator==(const MoneySummary&, const MoneySummary&) = default;
};

// Canonical readings: without written forms.
using TypedSummary =
    std::variant<std::monostate, MoneySummary, value::Quantity, value::Percentage, value::Change,
                 value::DateInterval, value::LevelSpan, std::vector<SupportedItem>>;

struct Summary {
  // The best-supported affirming proposition of the leading group: its wording stands for the cell.
  // Nothing when the leading group does not affirm, or there is none.
  std::optional<size_t> leading;
  // By type of the leading reading:
  //   levels      the span that all levels of the group share
  //   dates       from the earliest begin to the latest end of the group
  //   sets        the union of members over the group, best supported first, then by the best
  //               proposition's rank, then by key
  //   amounts     the best-supported one's; money with the equivalents that sources state
  //   text        nothing
  TypedSummary typed;
};

Summary Summarize(const std::vector<Proposition>& propositions, const Grouping& grouping);

}  // namespace parallax::reduce

#endif  // PARALLAX_CORE_REDUCE_SUMMARY_H_
