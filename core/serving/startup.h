// What both services' main functions share: flag checks and clear start-up errors.
#ifndef PARALLAX_CORE_SERVING_STARTUP_H_
#define PARALLAX_CORE_SERVING_STARTUP_H_

#include <cstdint>
#include <initializer_list>
#include <string_view>
#include <utility>

#include "absl/status/status.h"

namespace parallax::serving {

// Logs why the service cannot start and returns the exit code for it.
int StartFailed(const absl::Status& status);

// Sets the process's log level. InvalidArgument naming --log_level for an unknown one.
absl::Status ApplyLogLevel(std::string_view name);

// InvalidArgument naming the first flag whose value is not positive.
absl::Status RequirePositive(std::initializer_list<std::pair<std::string_view, int64_t>> flags);

// `requested` threads, or one per core when it is not positive.
int ThreadsOrCores(int requested);

}  // namespace parallax::serving

#endif  // PARALLAX_CORE_SERVING_STARTUP_H_
