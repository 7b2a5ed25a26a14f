// `parallax`: a client of both services, and an offline front to the normalizer.
#include <algorithm>
#include <cstdio>
#include <string>
#include <vector>

#include "cli/commands.h"
#include "cli/output.h"
#include "cli/service_client.h"

namespace parallax::cli {
namespace {

void PrintPadded(const std::string& left, std::string_view right) {
  std::printf("  %-28s %.*s\n", left.c_str(), static_cast<int>(right.size()), right.data());
}

void PrintOverview() {
  std::printf(
      "parallax: typed, evidenced comparisons of national technology policy\n\n"
      "usage: parallax COMMAND [OPTION…]      parallax COMMAND --help\n\n");
  for (const Command& command : AllCommands()) {
    PrintPadded(std::string(command.name), command.summary);
  }
  std::printf(
      "\nexit codes: 0 done; 1 the service, or an item of an ingest, says no; 2 wrong usage or a "
      "file\n"
      "that cannot be read; 3 no service there, not ready, or the time is over\n");
}

void PrintHelp(const Command& command) {
  std::printf("usage: parallax %s %s\n\n%s\n", std::string(command.name).c_str(),
              std::string(command.synopsis).c_str(), std::string(command.summary).c_str());
  if (command.options.empty()) return;
  std::printf("\n");
  for (const OptionSpec& option : command.options) {
    std::string left = "--" + std::string(option.name);
    if (!option.metavar.empty()) left += " " + std::string(option.metavar);
    std::string right(option.help);
    if (!option.environment.empty()) right += " [" + std::string(option.environment) + "]";
    PrintPadded(left, right);
  }
}

int Main(const std::vector<std::string>& args) {
  if (args.empty() || args[0] == "--help" || args[0] == "-h" || args[0] == "help") {
    PrintOverview();
    return args.empty() ? kWrongUsage : kDone;
  }
  for (const Command& command : AllCommands()) {
    if (command.name != args[0]) continue;
    const std::vector<std::string> rest(args.begin() + 1, args.end());
    if (std::find(rest.begin(), rest.end(), "--help") != rest.end()) {
      PrintHelp(command);
      return kDone;
    }
    const auto arguments = Arguments::Parse(rest, command.options);
    if (!arguments.ok()) return Misused(arguments.status());
    return command.run(*arguments);
  }
  return Misused(
      absl::InvalidArgumentError("no command \"" + args[0] + "\"; parallax --help lists them"));
}

}  // namespace
}  // namespace parallax::cli

int main(int argc, char** argv) {
  return parallax::cli::Main(std::vector<std::string>(argv + 1, argv + argc));
}
