// The command line of `parallax`: one command, its options in any place, and what is left.
#ifndef PARALLAX_CLI_ARGUMENTS_H_
#define PARALLAX_CLI_ARGUMENTS_H_

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"

namespace parallax::cli {

// An option that a command takes.
struct OptionSpec {
  std::string_view name;     // without the dashes
  std::string_view metavar;  // what its value is; empty for a switch
  std::string_view help;
  std::string_view environment;  // variable that sets it too; empty for none
};

// What was given. Immutable.
class Arguments {
 public:
  // Takes `args`, the command's name not among them. "--name value" and "--name=value" are the
  // same, and so are "-" and "_" in a name; an option given twice has both values; "--" ends the
  // options. The environment counts only for options that are not given. Errors: InvalidArgument
  // with a sentence for the user.
  static absl::StatusOr<Arguments> Parse(const std::vector<std::string>& args,
                                         const std::vector<OptionSpec>& specs);

  const std::vector<std::string>& positional() const { return positional_; }
  bool Has(std::string_view name) const;
  // The last value; `fallback` when there is none.
  std::string Get(std::string_view name, std::string_view fallback = "") const;
  // All values, each split at commas, empty parts left out.
  std::vector<std::string> GetList(std::string_view name) const;
  // Errors: InvalidArgument when it is no decimal integer from `lowest` to `highest`.
  absl::StatusOr<int64_t> GetInteger(std::string_view name, int64_t fallback, int64_t lowest,
                                     int64_t highest) const;

 private:
  std::vector<std::string> positional_;
  std::map<std::string, std::vector<std::string>, std::less<>> options_;
};

}  // namespace parallax::cli

#endif  // PARALLAX_CLI_ARGUMENTS_H_
