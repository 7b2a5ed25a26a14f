#include "core/catalog/well_known.h"

#include <algorithm>

namespace parallax::catalog {

const std::vector<WellKnownDimension>& WellKnownDimensions() {
  using enum ValueType;
  static const auto* const kDimensions = [] {
    auto* dimensions = new std::vector<WellKnownDimension>{
        // Economies.
        {"key_period", kDateInterval, ""},
        {"role_of_state", kLevel, "role_of_state"},
        {"industrial_policy", kText, ""},
        {"policy_mechanisms", kItemList, ""},
        {"policy_outcomes", kItemList, ""},
        {"ai_infrastructure_builder", kLevel, "lead_sector"},
        // Any subject.
        {"strengths", kItemList, ""},
        {"weaknesses", kItemList, ""},
        // Models.
        {"state_support", kText, ""},
        {"financial_support", kLevel, "public_funding"},
        {"infrastructure_support", kItemList, ""},
        {"regulatory_support", kItemList, ""},
        {"public_sector_adoption", kItemList, ""},
        {"users", kQuantity, ""},
        {"openness", kLevel, "openness"},
        {"developer", kEntitySet, ""},
        {"based_in", kEntitySet, ""},
        {"parameters", kQuantity, ""},
        {"release_date", kDateInterval, ""},
        // Initiatives.
        {"announced_size", kMoney, ""},
        {"announced_on", kDateInterval, ""},
        {"lead_sector", kLevel, "lead_sector"},
        {"participants", kEntitySet, ""},
        {"aims", kItemList, ""},
        {"responds_to", kEntitySet, ""},
        {"target_date", kDateInterval, ""},
        {"status", kText, ""},
        // Organizations.
        {"ownership", kLevel, "state_ownership"},
        {"funding_raised", kMoney, ""},
        {"revenue", kMoney, ""},
        {"headcount", kQuantity, ""},
        {"developer_of", kEntitySet, ""},
        {"backed_by", kEntitySet, ""},
        // The stack, asked of economies.
        {"stack_chips", kText, ""},
        {"stack_compute", kText, ""},
        {"stack_energy", kText, ""},
        {"stack_data", kText, ""},
        {"stack_models", kText, ""},
        {"stack_applications", kText, ""},
        {"stack_talent", kText, ""},
    };
    std::sort(dimensions->begin(), dimensions->end(),
              [](const auto& a, const auto& b) { return a.id < b.id; });
    return dimensions;
  }();
  return *kDimensions;
}

const WellKnownDimension* FindWellKnown(std::string_view id) {
  const auto& all = WellKnownDimensions();
  auto it = std::lower_bound(
      all.begin(), all.end(), id,
      [](const WellKnownDimension& d, std::string_view key) { return d.id < key; });
  return it != all.end() && it->id == id ? &*it : nullptr;
}

bool IsOpenQuestion(std::string_view dimension_id) {
  return dimension_id == "statements" || dimension_id == "involvement";
}

}  // namespace parallax::catalog
