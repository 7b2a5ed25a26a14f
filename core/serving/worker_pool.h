// A fixed number of threads that run closures in order of arrival.
#ifndef PARALLAX_CORE_SERVING_WORKER_POOL_H_
#define PARALLAX_CORE_SERVING_WORKER_POOL_H_

#include <cstddef>
#include <deque>
#include <functional>
#include <thread>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"

namespace parallax::serving {

// Thread-safe. The destructor runs what is queued, then joins.
class WorkerPool {
 public:
  // `max_queued` closures may wait at most. REQUIRES: threads > 0.
  WorkerPool(int threads, size_t max_queued);
  ~WorkerPool();
  WorkerPool(const WorkerPool&) = delete;
  WorkerPool& operator=(const WorkerPool&) = delete;

  // False when the queue is full or the pool stops; the closure is not run then.
  bool TrySubmit(std::function<void()> work);

 private:
  void Run();

  const size_t max_queued_;
  absl::Mutex mutex_;
  std::deque<std::function<void()>> queue_ ABSL_GUARDED_BY(mutex_);
  bool stopping_ ABSL_GUARDED_BY(mutex_) = false;
  std::vector<std::thread> threads_;
};

}  // namespace parallax::serving

#endif  // PARALLAX_CORE_SERVING_WORKER_POOL_H_
