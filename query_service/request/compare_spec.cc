#include "query_service/request/compare_spec.h"

#include <algorithm>
#include <set>

#include "core/catalog/well_known.h"
#include "core/errors/error.h"
#include "query_service/request/entity_kind.h"
#include "query_service/request/fields.h"
#include "query_service/request/question.h"

namespace parallax::request {
namespace {

using catalog::Catalog;
using catalog::Dimension;
using errors::Error;
using errors::Reason;

// Every kind of entity that the request compares.
std::set<std::string> KindsOf(const std::vector<ResolvedEntity>& entities) {
  std::set<std::string> kinds;
  for (const ResolvedEntity& entity : entities) kinds.insert(entity.kind);
  return kinds;
}

bool AppliesToAny(const Dimension& dimension, const std::set<std::string>& kinds) {
  return std::any_of(kinds.begin(), kinds.end(),
                     [&](const std::string& kind) { return AppliesTo(dimension, kind); });
}

absl::StatusOr<std::vector<const Dimension*>> ParseDimensions(
    const google::protobuf::RepeatedPtrField<std::string>& ids, const std::set<std::string>& kinds,
    const Catalog& catalog) {
  std::vector<const Dimension*> dimensions;
  if (ids.empty()) {
    for (const Dimension& dimension : catalog.dimensions()) {
      if (AppliesToAny(dimension, kinds) && !catalog::IsOpenQuestion(dimension.id)) {
        dimensions.push_back(&dimension);
      }
    }
    return dimensions;
  }
  if (absl::Status status = CheckCount("dimensions", ids.size(), 0, kMaxComparedDimensions);
      !status.ok()) {
    return status;
  }
  std::set<std::string_view> seen;
  for (int i = 0; i < ids.size(); ++i) {
    const std::string field = Indexed("dimensions", i);
    if (absl::Status status = CheckText(field, ids[i]); !status.ok()) return status;
    const Dimension* dimension = catalog.FindDimension(ids[i]);
    if (dimension == nullptr) {
      return Error(Reason::kDimensionNotFound, field, "no dimension \"" + ids[i] + "\"");
    }
    if (!AppliesToAny(*dimension, kinds)) {
      std::string of;
      for (const std::string& kind : kinds) of += (of.empty() ? "" : " or ") + kind;
      return Error(Reason::kDimensionNotApplicable, field,
                   "\"" + ids[i] + "\" is not asked of any " + of);
    }
    if (seen.insert(dimension->id).second) dimensions.push_back(dimension);
  }
  return dimensions;
}

template <typename Request>
absl::StatusOr<CompareSpec> Parse(const Request& request,
                                  const google::protobuf::RepeatedPtrField<std::string>& names,
                                  std::string_view kind, std::string_view field,
                                  const Catalog& catalog) {
  CompareSpec spec;
  if (absl::Status status = CheckCount(field, names.size(), 1, kMaxComparedEntities);
      !status.ok()) {
    return status;
  }
  auto entities =
      ResolveEntities(catalog, std::vector<std::string>(names.begin(), names.end()), kind, field);
  if (!entities.ok()) return entities.status();
  spec.entities = *std::move(entities);
  auto dimensions = ParseDimensions(request.dimensions(), KindsOf(spec.entities), catalog);
  if (!dimensions.ok()) return dimensions.status();
  spec.dimensions = *std::move(dimensions);
  auto filter = ParseFilter(request.filter());
  if (!filter.ok()) return filter.status();
  spec.filter = *std::move(filter);
  const auto bounds = ParseBounds(request.options());
  if (!bounds.ok()) return bounds.status();
  spec.bounds = *bounds;
  spec.roll_up = ParseRollUp(request.roll_up());
  if (absl::Status status = CheckLanguage("display_language", request.display_language());
      !status.ok()) {
    return status;
  }
  spec.display_language = request.display_language().empty() ? "en" : request.display_language();
  return spec;
}

}  // namespace

RollUp ParseRollUp(const v1::RollUp& roll_up) {
  return {.developed_models = roll_up.developed_models(),
          .developers = roll_up.developers(),
          .child_dimensions = roll_up.child_dimensions()};
}

absl::StatusOr<CellBounds> ParseBounds(const v1::CellOptions& options) {
  const auto propositions = CountField("options.max_propositions", options.max_propositions(),
                                       kDefaultPropositions, kMaxPropositions, false);
  if (!propositions.ok()) return propositions.status();
  const auto claims =
      CountField("options.max_claims_per_proposition", options.max_claims_per_proposition(),
                 kDefaultClaims, kMaxClaims, true);
  if (!claims.ok()) return claims.status();
  return CellBounds{*propositions, *claims};
}

bool AppliesTo(const Dimension& dimension, std::string_view kind) {
  const auto& kinds = dimension.subject_kinds;
  return kinds.empty() || std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
}

absl::StatusOr<CompareSpec> ParseCompare(const v1::CompareEconomiesRequest& request,
                                         const Catalog& catalog) {
  return Parse(request, request.economies(), KindId(v1::ENTITY_KIND_ECONOMY), "economies", catalog);
}

absl::StatusOr<CompareSpec> ParseCompare(const v1::CompareModelsRequest& request,
                                         const Catalog& catalog) {
  return Parse(request, request.models(), KindId(v1::ENTITY_KIND_MODEL), "models", catalog);
}

absl::StatusOr<CompareSpec> ParseCompare(const v1::CompareInitiativesRequest& request,
                                         const Catalog& catalog) {
  return Parse(request, request.initiatives(), KindId(v1::ENTITY_KIND_INITIATIVE), "initiatives",
               catalog);
}

absl::StatusOr<CompareSpec> ParseCompare(const v1::CompareOrganizationsRequest& request,
                                         const Catalog& catalog) {
  return Parse(request, request.organizations(), KindId(v1::ENTITY_KIND_ORGANIZATION),
               "organizations", catalog);
}

absl::StatusOr<CompareSpec> ParseCompare(const v1::CompareRequest& request,
                                         const Catalog& catalog) {
  return Parse(request, request.entities(), {}, "entities", catalog);
}

}  // namespace parallax::request
