#include "cli/comparison_request.h"

namespace parallax::cli {

std::vector<OptionSpec> ComparisonOptions() {
  return {{"dimensions", "ID,…", "only these dimensions", ""},
          {"language", "TAG", "language of names, BCP 47 (en)", ""},
          {"in_language", "TAG,…", "only claims worded in these languages", ""},
          {"publisher", "NAME,…", "only documents of these publishers", ""},
          {"published_from", "DATE", "only documents published on or after, YYYY-MM-DD", ""},
          {"published_before", "DATE", "only documents published before, YYYY-MM-DD", ""},
          {"document", "ID,…", "only these documents", ""},
          {"max_propositions", "N", "propositions per cell (8)", ""},
          {"max_claims", "N", "claims per proposition, -1 for none (2)", ""}};
}

absl::StatusOr<v1::ComparisonRequest> ComparisonFrom(const Arguments& arguments) {
  const std::vector<std::string>& words = arguments.positional();
  const std::string kind = words.empty() ? "" : words[0];
  v1::ComparisonRequest comparison;
  const auto filled = [&](auto* request, auto* names) -> absl::Status {
    for (size_t i = 1; i < words.size(); ++i) *names->Add() = words[i];
    return FillComparison(arguments, request);
  };
  absl::Status status;
  if (kind == "economies") {
    auto* request = comparison.mutable_economies();
    status = filled(request, request->mutable_economies());
  } else if (kind == "models") {
    auto* request = comparison.mutable_models();
    status = filled(request, request->mutable_models());
  } else if (kind == "initiatives") {
    auto* request = comparison.mutable_initiatives();
    status = filled(request, request->mutable_initiatives());
  } else if (kind == "organizations") {
    auto* request = comparison.mutable_organizations();
    status = filled(request, request->mutable_organizations());
  } else if (kind == "any") {
    auto* request = comparison.mutable_any();
    status = filled(request, request->mutable_entities());
  } else {
    status = absl::InvalidArgumentError(
        "compare what? economies, models, initiatives, organizations or any");
  }
  if (status.ok() && words.size() < 2) {
    status = absl::InvalidArgumentError("name what to compare: " + kind + " NAME…");
  }
  if (!status.ok()) return status;
  return comparison;
}

}  // namespace parallax::cli
