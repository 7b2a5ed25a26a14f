// What changed in a comparison between two states of its collection, and which commits did it.
#ifndef PARALLAX_QUERY_SERVICE_CHANGE_COMPARISON_DIFF_H_
#define PARALLAX_QUERY_SERVICE_CHANGE_COMPARISON_DIFF_H_

#include <cstddef>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "parallax/v1/comparison_service.pb.h"
#include "query_service/cells/call_limits.h"
#include "query_service/cells/view_source.h"
#include "query_service/request/freshness.h"
#include "query_service/respond/comparison_engine.h"

namespace parallax::change {

// Commits that are listed as causes of one change, the latest.
inline constexpr size_t kMaxCauses = 20;

// The state to wait for before a DiffComparisons can be answered: the newer of its tokens. Errors:
// kFieldMissing, kTokenMalformed, naming the field; those of FreshnessOfAny.
absl::StatusOr<request::Freshness> FreshnessOfDiff(const v1::DiffComparisonsRequest& request);

// Thread-safe. Views both, which must outlive it.
class ComparisonDiff {
 public:
  ComparisonDiff(const cells::ViewSource* views, const respond::ComparisonEngine* engine)
      : views_(views), engine_(engine) {}

  // A cell is in the answer when, and only when, the comparison at the one token shows it in other
  // bytes than at the other. Where a judgement makes entities one, or no longer, a column that only
  // one of them has counts as not covered in the other. Errors: those of the comparison; of either
  // token, naming its field (kTokenMalformed, kTokenOfAnotherStore, kTokenOfAnotherCollection,
  // kTokenExpired, kTokenNotReached); kFieldOutOfRange when the second token is the older one;
  // kAnswerTooLarge. Cost: the comparison at both states and, where a cell changed, the log between
  // them (change_causes.h).
  absl::Status Answer(const v1::DiffComparisonsRequest& request, const cells::CallLimits& limits,
                      v1::DiffComparisonsResponse* response) const;

  // The same without a bound on the answer's size, for who sends it in parts.
  absl::Status Compute(const v1::DiffComparisonsRequest& request, const cells::CallLimits& limits,
                       v1::DiffComparisonsResponse* response) const;

 private:
  const cells::ViewSource* views_;
  const respond::ComparisonEngine* engine_;
};

}  // namespace parallax::change

#endif  // PARALLAX_QUERY_SERVICE_CHANGE_COMPARISON_DIFF_H_
