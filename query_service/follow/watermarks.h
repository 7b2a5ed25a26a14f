// Waits, without holding a thread, until a store has applied the commit that a revision token
// names.
#ifndef PARALLAX_QUERY_SERVICE_FOLLOW_WATERMARKS_H_
#define PARALLAX_QUERY_SERVICE_FOLLOW_WATERMARKS_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <thread>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "core/storage/record_store.h"
#include "core/storage/revision_token.h"

namespace parallax::follow {

// Thread-safe. Views `store`, which must outlive it. Callbacks run on one thread of its own, or on
// the caller's when the answer is known at once; they must not block, and may call
// NotifyWhenApplied again. The destructor answers whoever still waits with UNAVAILABLE (kDraining).
class Watermarks : public storage::CommitListener {
 public:
  // Errors, as made by errors::Error:
  //   OK                        the commit is applied (it may be too old to be read exactly)
  //   kTokenOfAnotherStore,
  //   kTokenOfAnotherCollection the token is not of what is held here under this name
  //   kTokenNotReached          the deadline passed
  //   ResourceExhausted         `max_waiters` wait already
  using Callback = std::function<void(absl::Status)>;

  explicit Watermarks(storage::RecordStore* store, size_t max_waiters = 10000);
  ~Watermarks() override;
  Watermarks(const Watermarks&) = delete;
  Watermarks& operator=(const Watermarks&) = delete;

  // Calls `callback` once: when `token`'s commit is applied in `collection`, when that can no
  // longer be, or at the deadline. A collection that is not here yet is waited for.
  void NotifyWhenApplied(std::string_view collection, const storage::RevisionToken& token,
                         absl::Time deadline, Callback callback);

  // As above, but blocks. For tools and tests.
  absl::Status WaitUntilApplied(std::string_view collection, const storage::RevisionToken& token,
                                absl::Time deadline);

  size_t waiting() const;

  // Of CommitListener.
  void OnCommit(std::string_view collection, uint64_t commit) override;

 private:
  struct Waiter {
    storage::RevisionToken token;
    Callback callback;
    std::multimap<absl::Time, std::pair<std::string, uint64_t>>::iterator deadline;
  };
  // By (collection, number of the waiter).
  using WaiterMap = std::map<std::pair<std::string, uint64_t>, Waiter>;

  void Run();
  WaiterMap::node_type Remove(WaiterMap::iterator waiter) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  storage::RecordStore* const store_;
  const size_t max_waiters_;

  mutable absl::Mutex mutex_;
  bool stopping_ ABSL_GUARDED_BY(mutex_) = false;
  uint64_t next_number_ ABSL_GUARDED_BY(mutex_) = 0;
  WaiterMap waiters_ ABSL_GUARDED_BY(mutex_);
  std::multimap<absl::Time, std::pair<std::string, uint64_t>> deadlines_ ABSL_GUARDED_BY(mutex_);
  std::set<std::string, std::less<>> changed_ ABSL_GUARDED_BY(mutex_);  // to be looked at

  std::thread thread_;
};

}  // namespace parallax::follow

#endif  // PARALLAX_QUERY_SERVICE_FOLLOW_WATERMARKS_H_
