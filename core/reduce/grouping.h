// The compatible groups of a cell's propositions.
//
// A stated equivalent belongs to the proposition that it is an equivalent of: the two (or more) are
// placed together, and set against others in a currency that both have stated before any rate is
// asked. They are taken best supported first (by voices, lineages, claims, and at last by
// id), those that read as their dimension's type before those that are only text. Each joins the
// first group with all of whose members it is compatible, or begins a new one. So every two members
// of a group are compatible (save equivalents that different sources state of the same proposition:
// they differ by the sources' rates, not in what they say); and where spans overlap pairwise but
// not jointly (A with B, B with C, not A with C), B stands with the better supported of A and C,
// the other begins a group of its own. On one line (levels of one scale, amounts of one unit,
// dates) pairwise overlap within a group means that all members share a point.
//
// Propositions that take no side (see compatibility.h) are in no group.
//
// A function of the set: the order of the input does not matter. O(n²) comparisons at worst.
#ifndef PARALLAX_CORE_REDUCE_GROUPING_H_
#define PARALLAX_CORE_REDUCE_GROUPING_H_

#include <cstddef>
#include <vector>

#include "core/reduce/compatibility.h"
#include "core/reduce/proposition.h"

namespace parallax::reduce {

inline constexpr int kNoGroup = -1;

struct Group {
  std::vector<size_t> members;  // indices of propositions, best supported first
  // Of all members together. Documents, lineages and voices are exact when the members' parties are
  // known or there is one member; else each is the sum, which counts some twice.
  Support support;
  bool exact = true;
};

struct Grouping {
  std::vector<Group> groups;  // the leading group first: by voices, lineages, claims, then by the
                              // id of the first member
  std::vector<int> group_of;  // per proposition; kNoGroup where it takes no side
};

// True when `a` comes before `b`: values before no-values before not-stated, then by support, then
// by id.
bool RanksBefore(const Proposition& a, const Proposition& b);

Grouping GroupPropositions(const std::vector<Proposition>& propositions,
                           ConvertFn convert = NoConversion, JudgeFn judge = Compatible);

// The parties of several propositions together. REQUIRES: all are known.
Parties Union(const std::vector<const Parties*>& parties);

}  // namespace parallax::reduce

#endif  // PARALLAX_CORE_REDUCE_GROUPING_H_
