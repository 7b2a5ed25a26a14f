// The threads on which the feed reads the store: gRPC's own threads must not wait for a disk.
#ifndef PARALLAX_INGEST_SERVICE_FEED_FEED_WORKERS_H_
#define PARALLAX_INGEST_SERVICE_FEED_FEED_WORKERS_H_

#include <deque>
#include <functional>
#include <thread>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"

namespace parallax::feed {

// Thread-safe. A first-in first-out queue served by a fixed number of threads. Each stream has at
// most one task in it, so its length is bounded by the number of streams. The destructor runs what
// is queued; nothing may be posted once it has begun.
class FeedWorkers {
 public:
  explicit FeedWorkers(int threads);
  ~FeedWorkers();
  FeedWorkers(const FeedWorkers&) = delete;
  FeedWorkers& operator=(const FeedWorkers&) = delete;

  void Post(std::function<void()> task);

 private:
  void Run();

  absl::Mutex mutex_;
  std::deque<std::function<void()>> tasks_ ABSL_GUARDED_BY(mutex_);
  bool stopping_ ABSL_GUARDED_BY(mutex_) = false;
  std::vector<std::thread> threads_;
};

}  // namespace parallax::feed

#endif  // PARALLAX_INGEST_SERVICE_FEED_FEED_WORKERS_H_
