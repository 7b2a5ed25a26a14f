#include "cli/arguments.h"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <utility>

#include "absl/status/status.h"

namespace parallax::cli {
namespace {

// "--query-address" and "--query_address" are the same.
bool Same(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) {
    return x == y || ((x == '-' || x == '_') && (y == '-' || y == '_'));
  });
}

const OptionSpec* Find(const std::vector<OptionSpec>& specs, std::string_view name) {
  for (const OptionSpec& spec : specs) {
    if (Same(spec.name, name)) return &spec;
  }
  return nullptr;
}

absl::Status Invalid(const std::string& message) { return absl::InvalidArgumentError(message); }

}  // namespace

absl::StatusOr<Arguments> Arguments::Parse(const std::vector<std::string>& args,
                                           const std::vector<OptionSpec>& specs) {
  Arguments out;
  bool options_over = false;
  for (size_t i = 0; i < args.size(); ++i) {
    const std::string& arg = args[i];
    if (options_over || !arg.starts_with("--")) {
      if (!options_over && arg.size() > 1 && arg[0] == '-') {
        return Invalid("unknown option " + arg);
      }
      out.positional_.push_back(arg);
      continue;
    }
    if (arg == "--") {
      options_over = true;
      continue;
    }
    const size_t equals = arg.find('=');
    const std::string name =
        arg.substr(2, equals == std::string::npos ? std::string::npos : equals - 2);
    const OptionSpec* spec = Find(specs, name);
    if (spec == nullptr) return Invalid("unknown option --" + name);
    std::string value;
    if (spec->metavar.empty()) {
      if (equals != std::string::npos) return Invalid("--" + name + " takes no value");
    } else if (equals != std::string::npos) {
      value = arg.substr(equals + 1);
    } else if (i + 1 < args.size()) {
      value = args[++i];
    } else {
      return Invalid("--" + name + " needs a value: " + std::string(spec->metavar));
    }
    out.options_[std::string(spec->name)].push_back(std::move(value));
  }
  for (const OptionSpec& spec : specs) {
    if (spec.environment.empty() || out.Has(spec.name)) continue;
    const char* value = std::getenv(std::string(spec.environment).c_str());
    if (value != nullptr && *value != '\0') out.options_[std::string(spec.name)] = {value};
  }
  return out;
}

bool Arguments::Has(std::string_view name) const { return options_.contains(name); }

std::string Arguments::Get(std::string_view name, std::string_view fallback) const {
  const auto it = options_.find(name);
  return it == options_.end() ? std::string(fallback) : it->second.back();
}

std::vector<std::string> Arguments::GetList(std::string_view name) const {
  std::vector<std::string> out;
  const auto it = options_.find(name);
  if (it == options_.end()) return out;
  for (const std::string& value : it->second) {
    size_t begin = 0;
    while (begin <= value.size()) {
      const size_t end = std::min(value.find(',', begin), value.size());
      if (end > begin) out.push_back(value.substr(begin, end - begin));
      begin = end + 1;
    }
  }
  return out;
}

absl::StatusOr<int64_t> Arguments::GetInteger(std::string_view name, int64_t fallback,
                                              int64_t lowest, int64_t highest) const {
  if (!Has(name)) return fallback;
  const std::string text = Get(name);
  int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || value < lowest ||
      value > highest) {
    return Invalid("--" + std::string(name) + " must be a number from " + std::to_string(lowest) +
                   " to " + std::to_string(highest) + ", got \"" + text + "\"");
  }
  return value;
}

}  // namespace parallax::cli
