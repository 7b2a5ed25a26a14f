// How far a replica is behind, collection by collection, by this machine's clock alone.
//
// A heartbeat says where the ingest service is. Once all that it names has been applied, the
// replica is known to have been level at the moment the heartbeat came; its lag is the time since
// then. Nothing depends on the two machines' clocks agreeing.
#ifndef PARALLAX_QUERY_SERVICE_FOLLOW_LAG_TRACKER_H_
#define PARALLAX_QUERY_SERVICE_FOLLOW_LAG_TRACKER_H_

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"

namespace parallax::follow {

enum class CollectionState { kStarting, kBootstrapping, kFollowing };

struct CollectionLag {
  std::string collection;
  CollectionState state = CollectionState::kStarting;
  uint64_t applied = 0;  // the last commit applied here
  uint64_t newest = 0;   // the newest one heard of
  absl::Duration lag = absl::InfiniteDuration();
};

// Thread-safe.
class LagTracker {
 public:
  struct Newest {
    std::string collection;
    uint64_t commit = 0;
  };
  // A heartbeat that names every collection there is: the others are forgotten.
  void OnHeartbeat(const std::vector<Newest>& newest, absl::Time now);
  void OnApplied(std::string_view collection, uint64_t commit, absl::Time now);
  void OnBootstrapping(std::string_view collection, bool bootstrapping, absl::Time now);

  // Sorted by name.
  std::vector<CollectionLag> Collections(absl::Time now) const;
  // The greatest of all, and not less than the time since the last heartbeat; infinite before all
  // collections have been level once.
  absl::Duration Lag(absl::Time now) const;

 private:
  struct Entry {
    bool bootstrapping = false;
    uint64_t applied = 0;
    uint64_t newest = 0;
    // The oldest heartbeat that is not reached yet; infinite future when there is none.
    uint64_t target = 0;
    absl::Time target_time = absl::InfiniteFuture();
    absl::Time level_time = absl::InfinitePast();
  };
  Entry& EntryOf(std::string_view collection, absl::Time now) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  void NoteStarted() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  static void Settle(Entry& entry);
  static absl::Duration LagOf(const Entry& entry, absl::Time now);

  mutable absl::Mutex mutex_;
  absl::Time last_heartbeat_ ABSL_GUARDED_BY(mutex_) = absl::InfinitePast();
  bool started_ ABSL_GUARDED_BY(mutex_) = false;  // all were level once
  std::map<std::string, Entry, std::less<>> entries_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace parallax::follow

#endif  // PARALLAX_QUERY_SERVICE_FOLLOW_LAG_TRACKER_H_
