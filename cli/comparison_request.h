// What the commands about comparisons have in common: the comparison that the arguments ask for.
#ifndef PARALLAX_CLI_COMPARISON_REQUEST_H_
#define PARALLAX_CLI_COMPARISON_REQUEST_H_

#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "cli/arguments.h"
#include "cli/service_client.h"
#include "parallax/v1/comparison_service.pb.h"

namespace parallax::cli {

// --dimensions, filters and bounds.
std::vector<OptionSpec> ComparisonOptions();

// Everything of a request but what is compared. Errors: InvalidArgument.
template <typename Request>
absl::Status FillComparison(const Arguments& arguments, Request* request) {
  request->set_collection(arguments.Get("collection"));
  for (std::string& id : arguments.GetList("dimensions")) request->add_dimensions(std::move(id));
  request->set_display_language(arguments.Get("language"));
  v1::Consistency consistency;
  if (absl::Status status = ConsistencyFrom(arguments, &consistency); !status.ok()) return status;
  if (consistency.requirement_case() != v1::Consistency::REQUIREMENT_NOT_SET) {
    *request->mutable_consistency() = consistency;
  }
  v1::ClaimFilter filter;
  for (const std::string& value : arguments.GetList("in_language")) filter.add_languages(value);
  for (const std::string& value : arguments.GetList("publisher")) filter.add_publishers(value);
  for (const std::string& value : arguments.GetList("document")) filter.add_document_ids(value);
  filter.set_published_from_date(arguments.Get("published_from"));
  filter.set_published_before_date(arguments.Get("published_before"));
  if (filter.ByteSizeLong() > 0) *request->mutable_filter() = filter;
  const auto propositions = arguments.GetInteger("max_propositions", 0, 0, 100);
  if (!propositions.ok()) return propositions.status();
  const auto claims = arguments.GetInteger("max_claims", 0, -1, 50);
  if (!claims.ok()) return claims.status();
  if (*propositions != 0) {
    request->mutable_options()->set_max_propositions(static_cast<int32_t>(*propositions));
  }
  if (*claims != 0) {
    request->mutable_options()->set_max_claims_per_proposition(static_cast<int32_t>(*claims));
  }
  return absl::OkStatus();
}

// The comparison that "economies KR JP", with the options above, asks for. Errors: InvalidArgument.
absl::StatusOr<v1::ComparisonRequest> ComparisonFrom(const Arguments& arguments);

}  // namespace parallax::cli

#endif  // PARALLAX_CLI_COMPARISON_REQUEST_H_
