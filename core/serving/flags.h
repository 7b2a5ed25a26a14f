// Flags of a service binary, each of which the environment can set too.
#ifndef PARALLAX_CORE_SERVING_FLAGS_H_
#define PARALLAX_CORE_SERVING_FLAGS_H_

#include <string_view>

#include "absl/status/status.h"

namespace parallax::serving {

// Parses the command line into absl flags; before that, takes PARALLAX_<NAME> (upper case) from the
// environment for every flag that the program itself defines, so that the command line wins.
// Positional arguments are refused. Exits as absl flags do on --help and on an unknown flag.
// Errors: InvalidArgument naming the variable or argument.
absl::Status ParseFlags(int argc, char** argv, std::string_view usage);

}  // namespace parallax::serving

#endif  // PARALLAX_CORE_SERVING_FLAGS_H_
