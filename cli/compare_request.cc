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

}  // namespace parallax::cli
