// Wakes whoever watches a collection: when commits have been applied to it, and then and again.
#ifndef PARALLAX_QUERY_SERVICE_FOLLOW_COMMIT_BELL_H_
#define PARALLAX_QUERY_SERVICE_FOLLOW_COMMIT_BELL_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <thread>

#include "absl/base/thread_annotations.h"
#include "absl/status/statusor.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "core/storage/record_store.h"

namespace parallax::follow {

// Thread-safe. Views `store`, which must outlive it. Rings are called on one thread of its own and
// must not block. Several commits may make one ring; a ring may come without a commit, never a
// commit without a ring after it.
class CommitBell : public storage::CommitListener {
 public:
  enum class Ring {
    kCommit,
    kInterval,  // the listener's interval has passed since it was last rung at all
    kDraining,  // no more rings will come
  };
  using Callback = std::function<void(Ring)>;

  explicit CommitBell(storage::RecordStore* store, size_t max_listeners = 256);
  ~CommitBell() override;
  CommitBell(const CommitBell&) = delete;
  CommitBell& operator=(const CommitBell&) = delete;

  // A number to take the listener away by. kQueueFull when there are as many as there may be;
  // kDraining after Drain.
  absl::StatusOr<uint64_t> Add(std::string_view collection, absl::Duration interval,
                               Callback callback);
  // After it returns, the callback is not called any more and not under way, unless this is called
  // from within it.
  void Remove(uint64_t number);
  // Rings the listener soon as for a commit: it could not take the last one.
  void RingAgain(uint64_t number, absl::Duration delay);

  // Rings everybody with kDraining, and takes nobody any more. Idempotent.
  void Drain();

  size_t listeners() const;

  // Of CommitListener.
  void OnCommit(std::string_view collection, uint64_t commit) override;

 private:
  struct Listener {
    std::string collection;
    absl::Duration interval;
    Callback callback;
    absl::Time next;     // when it is to be rung at the latest
    bool again = false;  // at `next` as for a commit
  };

  void Run();

  storage::RecordStore* const store_;
  const size_t max_listeners_;

  mutable absl::Mutex mutex_;
  bool stopping_ ABSL_GUARDED_BY(mutex_) = false;
  bool draining_ ABSL_GUARDED_BY(mutex_) = false;
  bool drained_ ABSL_GUARDED_BY(mutex_) = false;
  bool moved_ ABSL_GUARDED_BY(mutex_) = false;  // some `next` came nearer
  uint64_t next_number_ ABSL_GUARDED_BY(mutex_) = 1;
  uint64_t ringing_ ABSL_GUARDED_BY(mutex_) = 0;  // whose callback is under way; 0: nobody's
  std::map<uint64_t, Listener> listeners_ ABSL_GUARDED_BY(mutex_);
  std::set<std::string, std::less<>> changed_ ABSL_GUARDED_BY(mutex_);

  std::thread thread_;
};

}  // namespace parallax::follow

#endif  // PARALLAX_QUERY_SERVICE_FOLLOW_COMMIT_BELL_H_
