// A comparison as it will be made: entities and dimensions resolved, filter and bounds checked.
#ifndef PARALLAX_QUERY_SERVICE_REQUEST_COMPARE_SPEC_H_
#define PARALLAX_QUERY_SERVICE_REQUEST_COMPARE_SPEC_H_

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "core/catalog/catalog.h"
#include "parallax/v1/comparison_service.pb.h"
#include "query_service/request/claim_filter.h"
#include "query_service/request/entity_names.h"

namespace parallax::request {

inline constexpr int kMaxComparedEntities = 50;
inline constexpr int kMaxComparedDimensions = 50;
inline constexpr int kDefaultPropositions = 8;
inline constexpr int kMaxPropositions = 100;
inline constexpr int kDefaultClaims = 2;
inline constexpr int kMaxClaims = 50;

struct CellBounds {
  int max_propositions = kDefaultPropositions;
  int max_claims = kDefaultClaims;  // per proposition; 0: none
  friend bool operator==(const CellBounds&, const CellBounds&) = default;
};

// What else counts as a claim on an entity or a dimension.
struct RollUp {
  bool developed_models = false;
  bool developers = false;
  bool child_dimensions = false;
  bool empty() const { return !developed_models && !developers && !child_dimensions; }
  friend bool operator==(const RollUp&, const RollUp&) = default;
};
RollUp ParseRollUp(const v1::RollUp& roll_up);

// kFieldOutOfRange, naming "options.max_propositions" or "options.max_claims_per_proposition".
absl::StatusOr<CellBounds> ParseBounds(const v1::CellOptions& options);

struct CompareSpec {
  std::vector<ResolvedEntity> entities;               // in the order of the request, each once
  std::vector<const catalog::Dimension*> dimensions;  // of the catalog, which must outlive it
  ClaimFilter filter;
  CellBounds bounds;
  RollUp roll_up;
  std::string display_language;  // "en" where none was asked for
};

// Errors, each naming its field: those of ResolveEntity and ParseFilter; kFieldMissing,
// kFieldOutOfRange for counts and bounds; kDimensionNotFound; kDimensionNotApplicable for one that
// cannot be asked of any entity of the request.
absl::StatusOr<CompareSpec> ParseCompare(const v1::CompareEconomiesRequest& request,
                                         const catalog::Catalog& catalog);
absl::StatusOr<CompareSpec> ParseCompare(const v1::CompareModelsRequest& request,
                                         const catalog::Catalog& catalog);
absl::StatusOr<CompareSpec> ParseCompare(const v1::CompareInitiativesRequest& request,
                                         const catalog::Catalog& catalog);
absl::StatusOr<CompareSpec> ParseCompare(const v1::CompareOrganizationsRequest& request,
                                         const catalog::Catalog& catalog);
absl::StatusOr<CompareSpec> ParseCompare(const v1::CompareRequest& request,
                                         const catalog::Catalog& catalog);

// Whether the dimension can be asked of entities of `kind`.
bool AppliesTo(const catalog::Dimension& dimension, std::string_view kind);

}  // namespace parallax::request

#endif  // PARALLAX_QUERY_SERVICE_REQUEST_COMPARE_SPEC_H_
