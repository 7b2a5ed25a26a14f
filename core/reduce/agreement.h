// A cell's state and agreement, from its propositions and their groups.
#ifndef PARALLAX_CORE_REDUCE_AGREEMENT_H_
#define PARALLAX_CORE_REDUCE_AGREEMENT_H_

#include <vector>

#include "core/reduce/grouping.h"
#include "core/reduce/proposition.h"

namespace parallax::reduce {

enum class CellState { kNotCovered, kNotStated, kNoValue, kValue };

// kNone: nothing takes a side, so there is nothing to agree on.
enum class Agreement { kNone, kUnanimous, kMajority, kContested, kNotAssessed };

// The strongest kind among the propositions.
CellState StateOf(const std::vector<Proposition>& propositions);

struct AgreementFinding {
  Agreement agreement = Agreement::kNone;
  // False when it could not be told for certain without knowing who stands behind what: then the
  // counts as they are have decided.
  bool exact = true;
};

// No group: kNone. One group: kNotAssessed where all that it affirms is text, else kUnanimous.
// Several: kMajority when more than half of the voices that take a side stand behind the leading
// group and behind no other, else kContested. A voice that stands behind two groups contradicts
// itself and makes no majority: one document can contest itself.
AgreementFinding AgreementOf(const std::vector<Proposition>& propositions,
                             const Grouping& grouping);

}  // namespace parallax::reduce

#endif  // PARALLAX_CORE_REDUCE_AGREEMENT_H_
