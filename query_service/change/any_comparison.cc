#include "query_service/change/any_comparison.h"

#include <string_view>
#include <type_traits>
#include <utility>

#include "core/errors/error.h"
#include "query_service/render/comparison_view.h"

namespace parallax::change {
namespace {

using errors::Error;
using errors::Reason;
using render::AsGeneral;

absl::Status Missing() {
  return Error(Reason::kFieldMissing, "comparison", "must say what is compared");
}

// Calls `visit(request, name of its field)` with the request that is set, const or not, and returns
// what it returns; `missing` where none is.
template <typename Comparison, typename Visit, typename Result>
Result Visited(Comparison& comparison, const Visit& visit, Result missing) {
  switch (comparison.comparison_case()) {
    case v1::ComparisonRequest::kEconomies:
      if constexpr (std::is_const_v<Comparison>) {
        return visit(comparison.economies(), "economies");
      } else {
        return visit(*comparison.mutable_economies(), "economies");
      }
    case v1::ComparisonRequest::kModels:
      if constexpr (std::is_const_v<Comparison>) {
        return visit(comparison.models(), "models");
      } else {
        return visit(*comparison.mutable_models(), "models");
      }
    case v1::ComparisonRequest::kAny:
      if constexpr (std::is_const_v<Comparison>) {
        return visit(comparison.any(), "any");
      } else {
        return visit(*comparison.mutable_any(), "any");
      }
    case v1::ComparisonRequest::kInitiatives:
      if constexpr (std::is_const_v<Comparison>) {
        return visit(comparison.initiatives(), "initiatives");
      } else {
        return visit(*comparison.mutable_initiatives(), "initiatives");
      }
    case v1::ComparisonRequest::kOrganizations:
      if constexpr (std::is_const_v<Comparison>) {
        return visit(comparison.organizations(), "organizations");
      } else {
        return visit(*comparison.mutable_organizations(), "organizations");
      }
    case v1::ComparisonRequest::COMPARISON_NOT_SET:
      break;
  }
  return missing;
}

std::string FieldPrefix(std::string_view name) { return "comparison." + std::string(name) + "."; }

const v1::CompareResponse& AsGeneral(const v1::CompareResponse& response) { return response; }

// The response message of each request.
v1::CompareEconomiesResponse ResponseTo(const v1::CompareEconomiesRequest&) { return {}; }
v1::CompareModelsResponse ResponseTo(const v1::CompareModelsRequest&) { return {}; }
v1::CompareInitiativesResponse ResponseTo(const v1::CompareInitiativesRequest&) { return {}; }
v1::CompareOrganizationsResponse ResponseTo(const v1::CompareOrganizationsRequest&) { return {}; }
v1::CompareResponse ResponseTo(const v1::CompareRequest&) { return {}; }

}  // namespace

absl::StatusOr<v1::CompareResponse> AnswerAny(const respond::ComparisonEngine& engine,
                                              const v1::ComparisonRequest& request,
                                              const cells::CallLimits& limits) {
  return Visited(
      request,
      [&](const auto& comparison, std::string_view name) -> absl::StatusOr<v1::CompareResponse> {
        auto response = ResponseTo(comparison);
        if constexpr (requires { engine.Answer(comparison, limits, &response); }) {
          if (absl::Status status = engine.Answer(comparison, limits, &response); !status.ok()) {
            return errors::WithFieldPrefix(status, FieldPrefix(name));
          }
          return AsGeneral(response);
        } else {
          return absl::UnimplementedError("this version does not make comparisons of " +
                                          std::string(name));
        }
      },
      absl::StatusOr<v1::CompareResponse>(Missing()));
}

absl::StatusOr<request::Freshness> FreshnessOfAny(const v1::ComparisonRequest& request) {
  return Visited(
      request,
      [](const auto& comparison, std::string_view name) -> absl::StatusOr<request::Freshness> {
        auto freshness = request::FreshnessOf(comparison);
        if (!freshness.ok()) {
          return errors::WithFieldPrefix(freshness.status(), FieldPrefix(name));
        }
        if (!freshness->field.empty()) freshness->field = FieldPrefix(name) + freshness->field;
        return freshness;
      },
      absl::StatusOr<request::Freshness>(Missing()));
}

std::string DisplayLanguage(const v1::ComparisonRequest& request) {
  const std::string language = Visited(
      request,
      [](const auto& comparison, std::string_view) { return comparison.display_language(); },
      std::string());
  return language.empty() ? "en" : language;
}

v1::ComparisonRequest AsOf(v1::ComparisonRequest request, const std::string& revision_token) {
  Visited(
      request,
      [&](auto& comparison, std::string_view) {
        comparison.mutable_consistency()->set_exactly_at(revision_token);
        return true;
      },
      false);
  return request;
}

bool RollsUp(const v1::ComparisonRequest& request) {
  return Visited(
      request, [](const auto& comparison, std::string_view) { return comparison.has_roll_up(); },
      false);
}

absl::Status CheckNoConsistency(const v1::ComparisonRequest& request) {
  return Visited(
      request,
      [](const auto& comparison, std::string_view name) {
        if (comparison.consistency().requirement_case() == v1::Consistency::REQUIREMENT_NOT_SET) {
          return absl::OkStatus();
        }
        return Error(Reason::kFieldMalformed, FieldPrefix(name) + "consistency",
                     "must be empty: the tokens of this request say which states are read");
      },
      absl::OkStatus());
}

}  // namespace parallax::change
