// When a call has to stop: its deadline has passed or its client has gone.
#ifndef PARALLAX_QUERY_SERVICE_CELLS_CALL_LIMITS_H_
#define PARALLAX_QUERY_SERVICE_CELLS_CALL_LIMITS_H_

#include <functional>

#include "absl/status/status.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "core/errors/error.h"

namespace parallax::cells {

struct CallLimits {
  absl::Time deadline = absl::InfiniteFuture();
  std::function<bool()> cancelled;  // null: never. Must be cheap and thread-safe

  // kDeadlineExceeded, or Cancelled. To be asked between steps of some milliseconds at most.
  absl::Status Check() const {
    if (cancelled && cancelled()) return absl::CancelledError("the client has gone");
    if (deadline != absl::InfiniteFuture() && absl::Now() >= deadline) {
      return errors::Error(errors::Reason::kDeadlineExceeded, "",
                           "the deadline passed before the answer was complete");
    }
    return absl::OkStatus();
  }
};

}  // namespace parallax::cells

#endif  // PARALLAX_QUERY_SERVICE_CELLS_CALL_LIMITS_H_
