// Comparisons of every kind answered in the general form, so that what works on any of them exists
// once.
#ifndef PARALLAX_QUERY_SERVICE_CHANGE_ANY_COMPARISON_H_
#define PARALLAX_QUERY_SERVICE_CHANGE_ANY_COMPARISON_H_

#include <string>

#include "absl/status/statusor.h"
#include "parallax/v1/comparison_service.pb.h"
#include "query_service/cells/call_limits.h"
#include "query_service/request/freshness.h"
#include "query_service/respond/comparison_engine.h"

namespace parallax::change {

// Errors: those of the comparison, their fields under "comparison.economies." and so on;
// kFieldMissing when the request names no comparison.
absl::StatusOr<v1::CompareResponse> AnswerAny(const respond::ComparisonEngine& engine,
                                              const v1::ComparisonRequest& request,
                                              const cells::CallLimits& limits);

// Collection and consistency of the comparison. Errors: as of request::FreshnessOf, their fields
// as above; kFieldMissing.
absl::StatusOr<request::Freshness> FreshnessOfAny(const v1::ComparisonRequest& request);

// The language of names that the comparison asks for; "en" where it asks for none.
std::string DisplayLanguage(const v1::ComparisonRequest& request);

// The same comparison as of exactly `revision_token`.
v1::ComparisonRequest AsOf(v1::ComparisonRequest request, const std::string& revision_token);

// Whether cells may count in claims on other entities or dimensions.
bool RollsUp(const v1::ComparisonRequest& request);

// OK when the comparison asks for no consistency of its own, else kFieldMalformed.
absl::Status CheckNoConsistency(const v1::ComparisonRequest& request);

}  // namespace parallax::change

#endif  // PARALLAX_QUERY_SERVICE_CHANGE_ANY_COMPARISON_H_
