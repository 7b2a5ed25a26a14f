// A cell as reduced: its propositions with everything that follows from them.
#ifndef PARALLAX_CORE_REDUCE_REDUCED_CELL_H_
#define PARALLAX_CORE_REDUCE_REDUCED_CELL_H_

#include <utility>
#include <vector>

#include "core/reduce/agreement.h"
#include "core/reduce/grouping.h"
#include "core/reduce/proposition.h"
#include "core/reduce/summary.h"

namespace parallax::reduce {

// Indices in it are into `propositions`.
struct ReducedCell {
  std::vector<Proposition> propositions;
  Grouping grouping;
  Summary summary;
  CellState state = CellState::kNotCovered;
  AgreementFinding agreement;
};

// A function of the set of propositions, save for the indices.
inline ReducedCell ReduceCell(std::vector<Proposition> propositions,
                              ConvertFn convert = NoConversion, JudgeFn judge = Compatible) {
  ReducedCell cell;
  cell.propositions = std::move(propositions);
  cell.grouping = GroupPropositions(cell.propositions, convert, judge);
  cell.summary = Summarize(cell.propositions, cell.grouping);
  cell.state = StateOf(cell.propositions);
  cell.agreement = AgreementOf(cell.propositions, cell.grouping);
  return cell;
}

}  // namespace parallax::reduce

#endif  // PARALLAX_CORE_REDUCE_REDUCED_CELL_H_
