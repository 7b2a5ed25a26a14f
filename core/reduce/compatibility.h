// Whether two propositions on the same question can both hold.
//
// Each takes a side: it affirms (a value is asserted, or an absence denied), negates (an absence is
// asserted, or a value denied), or takes none (the source does not say; it doubts, predicts or
// recommends: a forecast does not contradict a fact). Then:
//   none with anything      compatible
//   negates with negates    compatible
//   no value with affirms   incompatible
//   a denied value with an affirmed one, by what both read:
//     levels                incompatible when all affirmed levels are among the denied ones
//     sets and lists        incompatible when they share a member
//     other readings        incompatible when they would be compatible if both were affirmed
//     both without reading  incompatible: text that denies against text that affirms
//     one without           compatible: it cannot be assessed
//   affirms with affirms, by what both read:
//     levels                of one scale: compatible when the spans intersect
//     amounts               of one unit (currency, basis, stage; points): when their extents meet;
//     in two
//                           currencies when they do under conversion, where there is a rate
//     changes               when both figures do
//     dates                 when the intervals meet
//     sets, lists, text     compatible: they add up, or cannot be assessed
//     other scales, units, currencies or types   compatible: they cannot be set against each other
//
// Valid time takes no part: a proposition does not have one.
#ifndef PARALLAX_CORE_REDUCE_COMPATIBILITY_H_
#define PARALLAX_CORE_REDUCE_COMPATIBILITY_H_

#include "absl/functional/function_ref.h"
#include "core/reduce/conversion.h"
#include "core/reduce/extent.h"
#include "core/reduce/proposition.h"

namespace parallax::reduce {

enum class Side { kNone, kAffirms, kNegates };
Side SideOf(const Proposition& proposition);

// The extent of an amount in another currency at a date, with what the rate leaves open; nothing
// when there is no rate. Must be deterministic.
using ConvertFn = absl::FunctionRef<std::optional<AmountExtent>(
    const value::Money& amount, const std::string& currency,
    const std::optional<AmountDate>& date)>;
// Knows no rates: amounts in different currencies are then not set against each other.
std::optional<AmountExtent> NoConversion(const value::Money& amount, const std::string& currency,
                                         const std::optional<AmountDate>& date);

// Symmetric; every proposition is compatible with itself.
bool Compatible(const Proposition& a, const Proposition& b, ConvertFn convert = NoConversion);

// What decides whether two propositions of a cell are compatible: Compatible, where all of them are
// on one question. Symmetric; every proposition is compatible with itself.
using JudgeFn =
    absl::FunctionRef<bool(const Proposition& a, const Proposition& b, ConvertFn convert)>;

}  // namespace parallax::reduce

#endif  // PARALLAX_CORE_REDUCE_COMPATIBILITY_H_
