#include "query_service/respond/contrast_message.h"

#include <set>
#include <string>
#include <variant>

#include "query_service/respond/conversion_message.h"

namespace parallax::respond {
namespace {

using cells::CellData;

v1::Comparability ToApi(contrast::Comparability comparability) {
  return static_cast<v1::Comparability>(static_cast<int>(comparability) + 1);
}
static_assert(static_cast<int>(contrast::Comparability::kNotComputable) + 1 ==
              v1::COMPARABILITY_NOT_COMPUTABLE);

static_assert(static_cast<int>(contrast::Reason::kNotPositive) + 1 ==
              v1::COMPARABILITY_REASON_NOT_POSITIVE);
static_assert(static_cast<int>(contrast::Reason::kUnit) + 1 == v1::COMPARABILITY_REASON_UNIT);
static_assert(static_cast<int>(contrast::Reason::kUnitConverted) + 1 ==
              v1::COMPARABILITY_REASON_UNIT_CONVERTED);

static_assert(static_cast<int>(contrast::IntervalRelation::kFinishedBy) ==
              v1::INTERVAL_RELATION_FINISHED_BY);
static_assert(static_cast<int>(contrast::IntervalRelation::kEquals) ==
              v1::INTERVAL_RELATION_EQUALS);

v1::LevelOrder ToApi(contrast::LevelOrder order) {
  return static_cast<v1::LevelOrder>(static_cast<int>(order) + 1);
}
static_assert(static_cast<int>(contrast::LevelOrder::kUndecided) + 1 == v1::LEVEL_ORDER_UNDECIDED);

void Fill(const CellData& a, const CellData& b, const contrast::Contrast& found,
          v1::Contrast* out) {
  out->set_dimension_id(a.address.dimension_id);
  out->set_entity_id_a(a.address.entity_id);
  out->set_entity_id_b(b.address.entity_id);
  FillFinding(found, out);
  if (const auto* members = std::get_if<contrast::Members>(&found.finding)) {
    v1::SetContrast* set = out->mutable_set();
    for (const auto& key : members->shared) set->add_shared(MemberText(a, key));
    for (const auto& key : members->only_a) set->add_only_a(MemberText(a, key));
    for (const auto& key : members->only_b) set->add_only_b(MemberText(b, key));
  }
}

}  // namespace

void FillFinding(const contrast::Contrast& found, v1::Contrast* out) {
  out->set_comparability(ToApi(found.comparability));
  for (contrast::Reason reason : found.reasons) out->add_reasons(ReasonMessage(reason));
  if (const auto* ratio = std::get_if<contrast::Ratio>(&found.finding)) {
    out->mutable_ratio()->set_lower(ratio->lower);
    out->mutable_ratio()->set_upper(ratio->upper);
    out->mutable_ratio()->set_central(ratio->central);
    if (found.conversion) {
      FillConversion(*found.conversion, "", out->mutable_ratio()->mutable_conversion());
    }
  } else if (const auto* period = std::get_if<contrast::Period>(&found.finding)) {
    out->mutable_period()->set_relation(RelationMessage(period->relation));
    out->mutable_period()->set_gap_days(period->gap_days);
  } else if (const auto* order = std::get_if<contrast::LevelOrder>(&found.finding)) {
    out->mutable_level()->set_order(ToApi(*order));
  }
}

std::string MemberText(const CellData& cell, const std::string& key) {
  const auto it = cell.items.find(key);
  if (it == cell.items.end()) return key;
  const bool entity = cell.dimension->value_type == catalog::ValueType::kEntitySet;
  return entity && !it->second.entity_id.empty() ? it->second.entity_id : it->second.text;
}

std::set<contrast::Reason> LedApart(const reduce::TypedSummary& a, const reduce::TypedSummary& b) {
  const auto* of_a = std::get_if<value::LevelSpan>(&a);
  const auto* of_b = std::get_if<value::LevelSpan>(&b);
  if (of_a == nullptr || of_b == nullptr || of_a->scale_id != of_b->scale_id) return {};
  const contrast::LevelOrder order = contrast::OrderOf(*of_a, *of_b);
  if (order != contrast::LevelOrder::kLower && order != contrast::LevelOrder::kHigher) return {};
  return {contrast::Reason::kPayer};
}

v1::ComparabilityReason ReasonMessage(contrast::Reason reason) {
  return static_cast<v1::ComparabilityReason>(static_cast<int>(reason) + 1);
}

v1::IntervalRelation RelationMessage(contrast::IntervalRelation relation) {
  return static_cast<v1::IntervalRelation>(static_cast<int>(relation));
}

void AppendContrasts(const std::vector<const CellData*>& row, const value::RateTable* rates,
                     const std::vector<const CellData*>* leads,
                     google::protobuf::RepeatedPtrField<v1::Contrast>* out) {
  const size_t firsts = row.size() <= kMaxEntitiesPairwise ? row.size() : 1;
  for (size_t i = 0; i < firsts; ++i) {
    for (size_t j = i + 1; j < row.size(); ++j) {
      std::set<contrast::Reason> also;
      if (leads != nullptr) {
        also = LedApart((*leads)[i]->reduced.summary.typed, (*leads)[j]->reduced.summary.typed);
      }
      const auto found = contrast::Contrasted(row[i]->reduced, row[j]->reduced,
                                              row[i]->dimension->value_type, rates, also);
      if (found) Fill(*row[i], *row[j], *found, out->Add());
    }
  }
}

}  // namespace parallax::respond
