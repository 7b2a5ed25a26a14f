#include "cli/compare_request.h"

namespace parallax::cli {

std::vector<OptionSpec> FilterOptions() {
  return {{"language", "TAG", "language of names, BCP 47 (en)", ""},
          {"in_language", "TAG,…", "only claims worded in these languages", ""},
          {"publisher", "NAME,…", "only documents of these publishers", ""},
          {"published_from", "DATE", "only documents published on or after, YYYY-MM-DD", ""},
          {"published_before", "DATE", "only documents published before, YYYY-MM-DD", ""},
          {"document", "ID,…", "only these documents", ""},
          {"max_propositions", "N", "propositions per cell (8)", ""},
          {"max_claims", "N", "claims per proposition, -1 for none (2)", ""}};
}

std::vector<OptionSpec> RollUpOptions() {
  return {{"with_models", "", "count claims on the models that an organization develops", ""},
          {"with_developers", "", "count claims on the organizations that develop a model", ""},
          {"with_children", "", "count claims on a dimension's children", ""}};
}

std::vector<OptionSpec> ComparisonOptions() {
  std::vector<OptionSpec> options = {{"dimensions", "ID,…", "only these dimensions", ""}};
  for (const auto& more : {RollUpOptions(), FilterOptions()}) {
    options.insert(options.end(), more.begin(), more.end());
  }
  return options;
}

v1::ClaimFilter FilterFrom(const Arguments& arguments) {
  v1::ClaimFilter filter;
  for (const std::string& value : arguments.GetList("in_language")) filter.add_languages(value);
  for (const std::string& value : arguments.GetList("publisher")) filter.add_publishers(value);
  for (const std::string& value : arguments.GetList("document")) filter.add_document_ids(value);
  filter.set_published_from_date(arguments.Get("published_from"));
  filter.set_published_before_date(arguments.Get("published_before"));
  return filter;
}

void FillRollUp(const Arguments& arguments, v1::RollUp* roll_up) {
  roll_up->set_developed_models(arguments.Has("with_models"));
  roll_up->set_developers(arguments.Has("with_developers"));
  roll_up->set_child_dimensions(arguments.Has("with_children"));
}

absl::Status FillOptions(const Arguments& arguments, v1::CellOptions* options) {
  const auto propositions = arguments.GetInteger("max_propositions", 0, 0, 100);
  if (!propositions.ok()) return propositions.status();
  const auto claims = arguments.GetInteger("max_claims", 0, -1, 50);
  if (!claims.ok()) return claims.status();
  options->set_max_propositions(static_cast<int32_t>(*propositions));
  options->set_max_claims_per_proposition(static_cast<int32_t>(*claims));
  return absl::OkStatus();
}

absl::StatusOr<v1::EntityKind> EntityKindFrom(const Arguments& arguments) {
  const std::string given = arguments.Get("kind");
  if (given.empty()) return v1::ENTITY_KIND_UNSPECIFIED;
  std::string name = given;
  for (char& c : name) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  v1::EntityKind kind;
  if (v1::EntityKind_Parse("ENTITY_KIND_" + name, &kind)) return kind;
  return absl::InvalidArgumentError(
      "--kind must be economy, organization, model, initiative, person, place or technology, got "
      "\"" +
      given + "\"");
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
