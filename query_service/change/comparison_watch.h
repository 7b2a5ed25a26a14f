// A comparison that is watched: from the state that a client has to the latest, step by step.
#ifndef PARALLAX_QUERY_SERVICE_CHANGE_COMPARISON_WATCH_H_
#define PARALLAX_QUERY_SERVICE_CHANGE_COMPARISON_WATCH_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "parallax/v1/comparison_service.pb.h"
#include "query_service/cells/call_limits.h"
#include "query_service/cells/view_source.h"
#include "query_service/change/comparison_diff.h"
#include "query_service/request/freshness.h"

namespace parallax::change {

// A step is sent in messages of about this many bytes.
inline constexpr size_t kStepMessageBytes = 1u << 20;
// Up to so many commits are looked through for claims about the watched entities before the
// comparison is made again.
inline constexpr uint64_t kMaxCommitsLookedThrough = 64;

// The state to wait for before a watch can begin. Errors: those of FreshnessOfAny; kTokenMalformed.
absl::StatusOr<request::Freshness> FreshnessOfWatch(const v1::WatchComparisonRequest& request);

// One client's watch. Not thread-safe. Holds no view between steps.
class ComparisonWatch {
 public:
  // `views` and `diff` must outlive it. Errors: kFieldOutOfRange for the heartbeat interval;
  // kFieldMalformed for a comparison with a consistency of its own; those of FreshnessOfWatch.
  static absl::StatusOr<std::unique_ptr<ComparisonWatch>> Create(
      const cells::ViewSource* views, const respond::ComparisonEngine* engine,
      const ComparisonDiff* diff, const v1::WatchComparisonRequest& request);

  // Goes from the state that the client has to the latest one. Appends what is to be sent: nothing
  // when no cell changed and no `heartbeat` is due, save for the first step, which always says
  // something. The last message carries the token of the state; once this returned, the next step
  // begins there, so everything must be sent, or the client come back with an older token. Errors:
  // those of the comparison; of the token; kTokenExpired, saying how to go on, when what came after
  // the client's state is no longer retained. After an error the watch is over.
  absl::Status Step(const cells::CallLimits& limits, bool heartbeat,
                    std::vector<v1::WatchComparisonResponse>* messages);

  const std::string& collection() const { return collection_; }
  absl::Duration heartbeat_interval() const { return heartbeat_interval_; }

 private:
  ComparisonWatch(const cells::ViewSource* views, const respond::ComparisonEngine* engine,
                  const ComparisonDiff* diff)
      : views_(views), engine_(engine), diff_(diff) {}

  absl::Status Begin(const storage::ReadView& latest, const cells::CallLimits& limits);
  absl::StatusOr<bool> MayHaveChanged(const storage::ReadView& latest, uint64_t after) const;

  const cells::ViewSource* views_;
  const respond::ComparisonEngine* engine_;
  const ComparisonDiff* diff_;
  v1::ComparisonRequest comparison_;
  std::string collection_;
  absl::Duration heartbeat_interval_;
  std::string token_;               // of what the client has; empty before the first step
  std::set<std::string> entities_;  // ids; empty before they are known
  bool rolls_up_ = false;
  bool begun_ = false;
};

}  // namespace parallax::change

#endif  // PARALLAX_QUERY_SERVICE_CHANGE_COMPARISON_WATCH_H_
