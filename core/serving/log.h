// Structured logs: one JSON object a line on standard error, with time, level, event and fields.
#ifndef PARALLAX_CORE_SERVING_LOG_H_
#define PARALLAX_CORE_SERVING_LOG_H_

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace parallax::serving {

enum class LogLevel { kDebug, kInfo, kWarning, kError };

using LogField = std::pair<std::string_view, std::variant<std::string_view, int64_t, double, bool>>;

// Lines below `level` are dropped. Process-wide; thread-safe.
void SetLogLevel(LogLevel level);

// "debug", "info", "warning", "error"; false for anything else.
bool ParseLogLevel(std::string_view name, LogLevel* level);

// Writes one line. Thread-safe; lines never mix.
void Log(LogLevel level, std::string_view event, std::initializer_list<LogField> fields = {});

// The line that Log() writes, without its line end.
std::string FormatLogLine(int64_t unix_ms, LogLevel level, std::string_view event,
                          std::initializer_list<LogField> fields);

}  // namespace parallax::serving

#endif  // PARALLAX_CORE_SERVING_LOG_H_
