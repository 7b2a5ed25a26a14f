// How long to wait before trying again: doubling, bounded, with jitter.
#ifndef PARALLAX_QUERY_SERVICE_FOLLOW_BACKOFF_H_
#define PARALLAX_QUERY_SERVICE_FOLLOW_BACKOFF_H_

#include <algorithm>
#include <cstdint>
#include <random>

#include "absl/time/time.h"

namespace parallax::follow {

// Not thread-safe. The jitter keeps replicas that lost the same ingest service from coming back in
// step.
class Backoff {
 public:
  // REQUIRES: 0 < min <= max.
  Backoff(absl::Duration min, absl::Duration max, uint64_t seed)
      : min_(min), max_(max), next_(min), random_(seed) {}

  // Between half of and the whole of the current step; the step then doubles up to `max`.
  absl::Duration Next() {
    const absl::Duration step = next_;
    next_ = std::min(max_, next_ * 2);
    return step * std::uniform_real_distribution<double>(0.5, 1.0)(random_);
  }
  void Reset() { next_ = min_; }

 private:
  const absl::Duration min_;
  const absl::Duration max_;
  absl::Duration next_;
  std::mt19937_64 random_;
};

}  // namespace parallax::follow

#endif  // PARALLAX_QUERY_SERVICE_FOLLOW_BACKOFF_H_
