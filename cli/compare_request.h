// What the commands of comparisons have in common: options, and how they fill a request.
#ifndef PARALLAX_CLI_COMPARE_REQUEST_H_
#define PARALLAX_CLI_COMPARE_REQUEST_H_

#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "cli/arguments.h"
#include "cli/output.h"
#include "cli/service_client.h"
#include "parallax/v1/comparison_service.pb.h"

namespace parallax::cli {

// --language, --in_language, --publisher …, --max_propositions, --max_claims.
std::vector<OptionSpec> FilterOptions();
// --with_models, --with_developers, --with_children.
std::vector<OptionSpec> RollUpOptions();

v1::ClaimFilter FilterFrom(const Arguments& arguments);
void FillRollUp(const Arguments& arguments, v1::RollUp* roll_up);
// Errors: InvalidArgument.
absl::Status FillOptions(const Arguments& arguments, v1::CellOptions* options);
// From --kind; UNSPECIFIED without it. Errors: InvalidArgument.
absl::StatusOr<v1::EntityKind> EntityKindFrom(const Arguments& arguments);

// Collection, consistency, filter and display language. Errors: InvalidArgument.
template <typename Request>
absl::Status FillRead(const Arguments& arguments, Request* request) {
  request->set_collection(arguments.Get("collection"));
  request->set_display_language(arguments.Get("language"));
  v1::Consistency consistency;
  if (absl::Status status = ConsistencyFrom(arguments, &consistency); !status.ok()) return status;
  if (consistency.requirement_case() != v1::Consistency::REQUIREMENT_NOT_SET) {
    *request->mutable_consistency() = consistency;
  }
  const v1::ClaimFilter filter = FilterFrom(arguments);
  if (filter.ByteSizeLong() > 0) *request->mutable_filter() = filter;
  return absl::OkStatus();
}

// --dimensions, --with_…, filters and bounds: what FillComparison reads besides ReadOptions.
std::vector<OptionSpec> ComparisonOptions();

// Everything of a request for a table of cells but what is compared. Errors: InvalidArgument.
template <typename Request>
absl::Status FillComparison(const Arguments& arguments, Request* request) {
  for (std::string& id : arguments.GetList("dimensions")) request->add_dimensions(std::move(id));
  v1::RollUp roll_up;
  FillRollUp(arguments, &roll_up);
  if (roll_up.ByteSizeLong() > 0) *request->mutable_roll_up() = roll_up;
  if (absl::Status status = FillOptions(arguments, request->mutable_options()); !status.ok()) {
    return status;
  }
  return FillRead(arguments, request);
}

// The comparison that "economies KR JP", with the options above, asks for. Errors: InvalidArgument.
absl::StatusOr<v1::ComparisonRequest> ComparisonFrom(const Arguments& arguments);

// compare sources|stack|timelines|translations; `names` follow the kind, one at least.
int CompareSources(const Arguments& arguments, const Output& output,
                   const std::vector<std::string>& names);
int CompareStack(const Arguments& arguments, const Output& output,
                 const std::vector<std::string>& names);
int CompareTimelines(const Arguments& arguments, const Output& output,
                     const std::vector<std::string>& names);
int CompareTranslations(const Arguments& arguments, const Output& output,
                        const std::vector<std::string>& names);

}  // namespace parallax::cli

#endif  // PARALLAX_CLI_COMPARE_REQUEST_H_
