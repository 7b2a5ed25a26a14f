#include "core/serving/startup.h"

#include <algorithm>
#include <string>
#include <thread>

#include "core/serving/log.h"

namespace parallax::serving {

int StartFailed(const absl::Status& status) {
  const std::string message(status.message());
  Log(LogLevel::kError, "start_failed", {{"message", std::string_view(message)}});
  return 1;
}

absl::Status ApplyLogLevel(std::string_view name) {
  LogLevel level = LogLevel::kInfo;
  if (!ParseLogLevel(name, &level)) {
    return absl::InvalidArgumentError("--log_level: must be debug, info, warning or error, not \"" +
                                      std::string(name) + "\"");
  }
  SetLogLevel(level);
  return absl::OkStatus();
}

absl::Status RequirePositive(std::initializer_list<std::pair<std::string_view, int64_t>> flags) {
  for (const auto& [name, value] : flags) {
    if (value <= 0) {
      return absl::InvalidArgumentError("--" + std::string(name) + ": must be positive, not " +
                                        std::to_string(value));
    }
  }
  return absl::OkStatus();
}

int ThreadsOrCores(int requested) {
  return requested > 0 ? requested
                       : std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
}

}  // namespace parallax::serving
