// Where and how answers are printed.
#ifndef PARALLAX_CLI_OUTPUT_H_
#define PARALLAX_CLI_OUTPUT_H_

#include <google/protobuf/message.h>

#include <string>

#include "absl/status/statusor.h"
#include "cli/arguments.h"

namespace parallax::cli {

enum class OutputFormat { kTable, kJson, kMarkdown, kCsv, kHtml };

struct Output {
  OutputFormat format = OutputFormat::kTable;
  int width = 100;      // COLUMNS, else the terminal's width, else 100
  bool colour = false;  // standard output is a terminal and NO_COLOR is empty
};

// `pages` says that the command can print HTML too. Errors: InvalidArgument for an unknown
// --output.
absl::StatusOr<Output> OutputFrom(const Arguments& arguments, bool pages = false);

// Protobuf JSON with lowerCamelCase names, indented by two as grpcurl does; without the last line
// feed.
std::string ToJson(const google::protobuf::Message& message);

// The same on one line.
std::string ToJsonLine(const google::protobuf::Message& message);

// To standard output, at once.
void Print(const std::string& text);

}  // namespace parallax::cli

#endif  // PARALLAX_CLI_OUTPUT_H_
