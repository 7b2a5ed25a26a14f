// Contrasts across a row to messages of parallax.v1.
#ifndef PARALLAX_QUERY_SERVICE_RESPOND_CONTRAST_MESSAGE_H_
#define PARALLAX_QUERY_SERVICE_RESPOND_CONTRAST_MESSAGE_H_

#include <set>
#include <string>
#include <vector>

#include "parallax/v1/contrast.pb.h"
#include "query_service/cells/cell_reader.h"
#include "query_service/contrast/contrast.h"

namespace parallax::respond {

// Up to this many entities every pair is contrasted, beyond it every entity with the first.
inline constexpr size_t kMaxEntitiesPairwise = 8;

v1::ComparabilityReason ReasonMessage(contrast::Reason reason);
v1::IntervalRelation RelationMessage(contrast::IntervalRelation relation);
// What is found, save the members of sets; not which cells it is about.
void FillFinding(const contrast::Contrast& found, v1::Contrast* out);

// A member of a list or set as its cell words it: an entity's id, else the words; its key beyond
// what is shown.
std::string MemberText(const cells::CellData& cell, const std::string& key);

// Why amounts have different payers: `a` and `b` say who leads each, and they are different sectors
// for certain. Empty where that is not so.
std::set<contrast::Reason> LedApart(const reduce::TypedSummary& a, const reduce::TypedSummary& b);

// The contrasts of one dimension's cells, in the order of the pairs. `row` has one cell per entity.
// `leads` (null, or one cell per entity) says who leads each: where two are led by different
// sectors for certain, their amounts have different payers.
void AppendContrasts(const std::vector<const cells::CellData*>& row, const value::RateTable* rates,
                     const std::vector<const cells::CellData*>* leads,
                     google::protobuf::RepeatedPtrField<v1::Contrast>* out);

}  // namespace parallax::respond

#endif  // PARALLAX_QUERY_SERVICE_RESPOND_CONTRAST_MESSAGE_H_
