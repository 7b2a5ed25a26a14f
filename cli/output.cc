#include "cli/output.h"

#include <google/protobuf/util/json_util.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <nlohmann/json.hpp>

namespace parallax::cli {
namespace {

int TerminalWidth() {
  const char* columns = std::getenv("COLUMNS");
  if (columns != nullptr) {
    const int width = std::atoi(columns);
    if (width > 0 && width <= 10000) return width;
  }
  winsize size{};
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) return size.ws_col;
  return 100;
}

nlohmann::ordered_json Parsed(const google::protobuf::Message& message) {
  std::string json;
  // Fails only for malformed well-known types, of which the API has none.
  if (!google::protobuf::util::MessageToJsonString(message, &json).ok()) return nullptr;
  return nlohmann::ordered_json::parse(json, nullptr, false);
}

constexpr auto kReplace = nlohmann::ordered_json::error_handler_t::replace;

}  // namespace

absl::StatusOr<Output> OutputFrom(const Arguments& arguments, bool pages) {
  Output out;
  const std::string name = arguments.Get("output", "table");
  if (name == "table") {
    out.format = OutputFormat::kTable;
  } else if (name == "json") {
    out.format = OutputFormat::kJson;
  } else if (name == "markdown") {
    out.format = OutputFormat::kMarkdown;
  } else if (name == "csv") {
    out.format = OutputFormat::kCsv;
  } else if (name == "html" && pages) {
    out.format = OutputFormat::kHtml;
  } else {
    return absl::InvalidArgumentError(std::string("--output must be table, json, markdown") +
                                      (pages ? ", csv or html" : " or csv") + ", got \"" + name +
                                      "\"");
  }
  const char* no_colour = std::getenv("NO_COLOR");
  out.width = TerminalWidth();
  out.colour = isatty(STDOUT_FILENO) == 1 && (no_colour == nullptr || *no_colour == '\0');
  return out;
}

std::string ToJson(const google::protobuf::Message& message) {
  return Parsed(message).dump(2, ' ', false, kReplace);
}

std::string ToJsonLine(const google::protobuf::Message& message) {
  return Parsed(message).dump(-1, ' ', false, kReplace);
}

void Print(const std::string& text) {
  std::fwrite(text.data(), 1, text.size(), stdout);
  std::fflush(stdout);
}

}  // namespace parallax::cli
