#include "query_service/render/contrast_text.h"

#include <cstdlib>
#include <map>
#include <string_view>

#include "query_service/render/comparison_view.h"
#include "query_service/render/conversion_text.h"
#include "query_service/render/safe_text.h"

namespace parallax::render {
namespace {

std::string_view ReasonText(v1::ComparabilityReason reason) {
  switch (reason) {
    case v1::COMPARABILITY_REASON_CONVERTED:
      return "converted by a reference rate";
    case v1::COMPARABILITY_REASON_STATED_EQUIVALENT:
      return "an equivalent that the source states";
    case v1::COMPARABILITY_REASON_RATE_DATE_ASSUMED:
      return "rate of the published date";
    case v1::COMPARABILITY_REASON_STAGE:
      return "announced against authorised or disbursed";
    case v1::COMPARABILITY_REASON_BASIS:
      return "total against annual or cumulative";
    case v1::COMPARABILITY_REASON_PAYER:
      return "different payers";
    case v1::COMPARABILITY_REASON_SCOPE:
      return "different scope";
    case v1::COMPARABILITY_REASON_APPROXIMATION:
      return "approximate figures";
    case v1::COMPARABILITY_REASON_CURRENCY_UNKNOWN:
      return "currency not known";
    case v1::COMPARABILITY_REASON_NO_RATE:
      return "no rate for the time";
    case v1::COMPARABILITY_REASON_UNIT:
      return "different units";
    case v1::COMPARABILITY_REASON_NO_VALUE:
      return "no value on one side";
    case v1::COMPARABILITY_REASON_CONTESTED:
      return "contested figures";
    case v1::COMPARABILITY_REASON_EARLIER_RATE:
      return "the latest rate before the date";
    case v1::COMPARABILITY_REASON_UNIT_CONVERTED:
      return "units converted";
    default:
      return "";
  }
}

std::string_view RelationText(v1::IntervalRelation relation) {
  switch (relation) {
    case v1::INTERVAL_RELATION_BEFORE:
      return "before";
    case v1::INTERVAL_RELATION_MEETS:
      return "right before";
    case v1::INTERVAL_RELATION_OVERLAPS:
      return "begins before and overlaps";
    case v1::INTERVAL_RELATION_STARTS:
      return "begins with and ends before";
    case v1::INTERVAL_RELATION_DURING:
      return "within";
    case v1::INTERVAL_RELATION_FINISHES:
      return "begins after and ends with";
    case v1::INTERVAL_RELATION_EQUALS:
      return "the same as";
    case v1::INTERVAL_RELATION_AFTER:
      return "after";
    case v1::INTERVAL_RELATION_MET_BY:
      return "right after";
    case v1::INTERVAL_RELATION_OVERLAPPED_BY:
      return "begins after and overlaps";
    case v1::INTERVAL_RELATION_STARTED_BY:
      return "begins with and ends after";
    case v1::INTERVAL_RELATION_CONTAINS:
      return "contains";
    case v1::INTERVAL_RELATION_FINISHED_BY:
      return "begins before and ends with";
    default:
      return "";
  }
}

std::string Joined(const google::protobuf::RepeatedPtrField<std::string>& items) {
  std::string out;
  for (const std::string& item : items) out += (out.empty() ? "" : "; ") + SafeText(item);
  return out.empty() ? "nothing" : out;
}

// Three significant digits are what a reader takes in; the JSON has all of them.
std::string Rounded(const std::string& decimal) {
  char* end = nullptr;
  const double value = std::strtod(decimal.c_str(), &end);
  if (end == decimal.c_str() || *end != '\0') return decimal;
  char out[32];
  std::snprintf(out, sizeof(out), value < 1000 ? "%.3g" : "%.0f", value);
  return out;
}

std::string ContrastText(const v1::Contrast& contrast, const std::string& a, const std::string& b) {
  switch (contrast.contrast_case()) {
    case v1::Contrast::kRatio: {
      const v1::RatioContrast& ratio = contrast.ratio();
      std::string out = a + " is " + Rounded(ratio.central()) + " × " + b;
      if (ratio.upper().empty()) return out + " (at least " + Rounded(ratio.lower()) + ")";
      if (ratio.lower() == ratio.upper()) return out;
      return out + " (" + Rounded(ratio.lower()) + " to " + Rounded(ratio.upper()) + ")";
    }
    case v1::Contrast::kPeriod: {
      const std::string_view relation = RelationText(contrast.period().relation());
      if (relation.empty()) return "";
      std::string out = a + " " + std::string(relation) + " " + b;
      if (contrast.period().gap_days() > 0) {
        out += ", " + std::to_string(contrast.period().gap_days()) + " days apart";
      }
      return out;
    }
    case v1::Contrast::kLevel:
      switch (contrast.level().order()) {
        case v1::LEVEL_ORDER_LOWER:
          return a + " lower than " + b;
        case v1::LEVEL_ORDER_EQUAL:
          return a + " level with " + b;
        case v1::LEVEL_ORDER_HIGHER:
          return a + " higher than " + b;
        case v1::LEVEL_ORDER_UNDECIDED:
          return a + " and " + b + ": no order, the spans intersect";
        default:
          return "";
      }
    case v1::Contrast::kSet:
      return a + " and " + b + " share " + Joined(contrast.set().shared()) + "; only " + a + ": " +
             Joined(contrast.set().only_a()) + "; only " + b + ": " +
             Joined(contrast.set().only_b());
    case v1::Contrast::CONTRAST_NOT_SET:
      break;
  }
  return contrast.comparability() == v1::COMPARABILITY_NOT_COMPUTABLE ? a + " and " + b : "";
}

std::string Reasons(const v1::Contrast& contrast) {
  std::string out;
  for (const int reason : contrast.reasons()) {
    const std::string_view text = ReasonText(static_cast<v1::ComparabilityReason>(reason));
    if (text.empty()) continue;
    out += (out.empty() ? "" : ", ") + std::string(text);
    if (reason == v1::COMPARABILITY_REASON_CONVERTED && contrast.ratio().has_conversion()) {
      out += ": " + SafeText(ConversionText(contrast.ratio().conversion()));
    }
  }
  return out;
}

bool IsAmount(v1::ValueType type) {
  return type == v1::VALUE_TYPE_MONEY || type == v1::VALUE_TYPE_QUANTITY ||
         type == v1::VALUE_TYPE_PERCENTAGE || type == v1::VALUE_TYPE_CHANGE;
}

bool LacksValue(const v1::Contrast& contrast) {
  for (const int reason : contrast.reasons()) {
    if (reason == v1::COMPARABILITY_REASON_NO_VALUE) return true;
  }
  return false;
}

}  // namespace

std::vector<std::string> ContrastLines(const v1::CompareResponse& response, ContrastScope scope) {
  std::vector<std::string> lines;
  if (scope == ContrastScope::kNone) return lines;
  std::map<std::string, const v1::Dimension*> dimensions;
  for (const v1::Dimension& dimension : response.dimensions()) {
    dimensions.emplace(dimension.dimension_id(), &dimension);
  }
  std::map<std::string, std::string> names;
  for (const v1::EntityColumn& column : response.columns()) {
    names.emplace(column.entity().entity_id(), SafeText(NameOf(column.entity())));
  }
  const auto name = [&](const std::string& id) {
    const auto it = names.find(id);
    return it == names.end() ? SafeText(id) : it->second;
  };
  for (const v1::Contrast& contrast : response.contrasts()) {
    const auto it = dimensions.find(contrast.dimension_id());
    const bool amount =
        contrast.has_ratio() || (it != dimensions.end() && IsAmount(it->second->value_type()));
    if (scope == ContrastScope::kRatios && (!amount || LacksValue(contrast))) continue;
    std::string text =
        ContrastText(contrast, name(contrast.entity_id_a()), name(contrast.entity_id_b()));
    if (text.empty()) continue;
    const std::string reasons = Reasons(contrast);
    if (contrast.comparability() == v1::COMPARABILITY_NOT_COMPUTABLE) {
      text += ": not comparable";
      if (!reasons.empty()) text += " (" + reasons + ")";
    } else if (!reasons.empty()) {
      text += "; with care: " + reasons;
    }
    lines.push_back(
        SafeText(it == dimensions.end() ? contrast.dimension_id() : NameOf(*it->second)) + ": " +
        text);
  }
  return lines;
}

}  // namespace parallax::render
