// The commits that changed a cell, read from the log.
#ifndef PARALLAX_QUERY_SERVICE_CHANGE_CHANGE_CAUSES_H_
#define PARALLAX_QUERY_SERVICE_CHANGE_CHANGE_CAUSES_H_

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "core/storage/read_view.h"
#include "parallax/v1/comparison_change.pb.h"
#include "query_service/cells/call_limits.h"

namespace parallax::change {

// Commits that are looked through for causes, the latest of those between two states.
inline constexpr uint64_t kMaxCommitsRead = 2000;

// Finds causes for the cells of one diff: reads the log between the two states once, keys only
// where the store is a replica. Not thread-safe. Views `until`, which must outlive it.
class ChangeCauses {
 public:
  // Commits after `after_commit` and not after the view's.
  ChangeCauses(const storage::ReadView& until, uint64_t after_commit)
      : view_(until), after_commit_(after_commit) {}

  // Fills causes, cause_count and causes_sampled of `cell`, whose ids, before and after are set:
  // the commits that touched claims of the cell, of what was rolled up into it or of entities that
  // are judged to be the same, and those judgements; where there are none, claims of the same
  // entity on other dimensions (the day of an announcement chooses a rate).
  absl::Status Fill(const cells::CallLimits& limits, v1::ChangedCell* cell);

 private:
  struct Commit {
    v1::ChangeCause cause;
    std::map<std::string, std::set<std::string>> touched;  // dimensions by entity
    std::set<std::string> judged;                          // entities
  };

  absl::Status Read(const cells::CallLimits& limits);
  // All that judgements make one with it in the newer state, itself included.
  absl::StatusOr<std::vector<std::string>> SameAs(const std::string& entity_id);

  const storage::ReadView& view_;
  const uint64_t after_commit_;
  bool read_ = false;
  bool cut_ = false;             // there are more commits than are read
  std::vector<Commit> commits_;  // oldest first
  std::map<std::string, std::vector<std::string>> same_;
};

}  // namespace parallax::change

#endif  // PARALLAX_QUERY_SERVICE_CHANGE_CHANGE_CAUSES_H_
