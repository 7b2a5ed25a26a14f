// The commands of `parallax`. Each takes what follows its name and returns the exit code.
#ifndef PARALLAX_CLI_COMMANDS_H_
#define PARALLAX_CLI_COMMANDS_H_

#include <string>
#include <string_view>
#include <vector>

#include "cli/arguments.h"

namespace parallax::cli {

struct Command {
  std::string_view name;
  std::string_view synopsis;  // what stands after the name
  std::string_view summary;   // one sentence
  std::vector<OptionSpec> options;
  int (*run)(const Arguments& arguments);
};

Command IngestCommand();
Command CompareCommand();
Command RankCommand();
Command ExplainCommand();
Command RenderCommand();
Command DiffCommand();
Command WatchCommand();
Command DocumentsCommand();
Command ClaimsCommand();
Command EntitiesCommand();
Command DimensionsCommand();
Command DeleteCommand();
Command ImportClaimsCommand();
Command RetractCommand();
Command JudgeCommand();
Command CollectionsCommand();
Command VerifyCommand();
Command NormalizeCommand();
Command RecognizeCommand();
Command HealthCommand();

// All of them, in the order of the help.
std::vector<Command> AllCommands();

}  // namespace parallax::cli

#endif  // PARALLAX_CLI_COMMANDS_H_
