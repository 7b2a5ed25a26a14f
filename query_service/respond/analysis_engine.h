// The comparison RPCs that are no plain table of cells: who holds what, the stack, timelines,
// rankings, translations, and why a cell is as it is. Without gRPC; each in a file of its own.
#ifndef PARALLAX_QUERY_SERVICE_RESPOND_ANALYSIS_ENGINE_H_
#define PARALLAX_QUERY_SERVICE_RESPOND_ANALYSIS_ENGINE_H_

#include "absl/status/status.h"
#include "core/catalog/catalog.h"
#include "core/value/rate_table.h"
#include "parallax/v1/comparison_service.pb.h"
#include "query_service/cells/call_limits.h"
#include "query_service/cells/view_source.h"

namespace parallax::respond {

// Claims of one cell or entity that an answer looks at, in key order. Beyond it the answer says
// that it is sampled.
inline constexpr size_t kMaxClaimsAnalysed = 10000;
// Entities that a ranking looks at when none are named.
inline constexpr size_t kMaxEntitiesRanked = 10000;

// Thread-safe. `catalog`, `views` and `rates` (null: currencies are never converted) must outlive
// it. Every function blocks on reads of the store, and its `response` counts only when it returns
// OK. Errors: of the request (each function's file), of the view (cells/view_source.h), of
// `limits`, and kAnswerTooLarge.
class AnalysisEngine {
 public:
  AnalysisEngine(const catalog::Catalog* catalog, const cells::ViewSource* views,
                 const value::RateTable* rates)
      : catalog_(catalog), views_(views), rates_(rates) {}

  absl::Status Answer(const v1::CompareSourcesRequest& request, const cells::CallLimits& limits,
                      v1::CompareSourcesResponse* response) const;
  absl::Status Answer(const v1::RankEntitiesRequest& request, const cells::CallLimits& limits,
                      v1::RankEntitiesResponse* response) const;
  absl::Status Answer(const v1::CompareStackRequest& request, const cells::CallLimits& limits,
                      v1::CompareStackResponse* response) const;
  absl::Status Answer(const v1::CompareTimelinesRequest& request, const cells::CallLimits& limits,
                      v1::CompareTimelinesResponse* response) const;
  absl::Status Answer(const v1::CompareTranslationsRequest& request,
                      const cells::CallLimits& limits,
                      v1::CompareTranslationsResponse* response) const;
  absl::Status Answer(const v1::ExplainCellRequest& request, const cells::CallLimits& limits,
                      v1::ExplainCellResponse* response) const;

 private:
  const catalog::Catalog* catalog_;
  const cells::ViewSource* views_;
  const value::RateTable* rates_;
};

}  // namespace parallax::respond

#endif  // PARALLAX_QUERY_SERVICE_RESPOND_ANALYSIS_ENGINE_H_
