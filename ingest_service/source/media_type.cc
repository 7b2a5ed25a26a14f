#include "ingest_service/source/media_type.h"

#include <utility>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"

namespace parallax::source {
namespace {

constexpr std::pair<std::string_view, std::string_view> kNames[] = {
    {"text/plain", kPlainText}, {"text/markdown", kMarkdown},        {"text/x-markdown", kMarkdown},
    {"text/html", kHtml},       {"application/xhtml+xml", kHtml},    {"text/csv", kCsv},
    {"application/csv", kCsv},  {"text/tab-separated-values", kTsv}, {"text/tsv", kTsv},
};

std::string Trimmed(std::string_view s) {
  return std::string(absl::StripAsciiWhitespace(absl::string_view(s.data(), s.size())));
}

}  // namespace

absl::StatusOr<MediaType> ParseMediaType(std::string_view written) {
  const size_t semicolon = written.find(';');
  std::string name = Trimmed(written.substr(0, semicolon));
  absl::AsciiStrToLower(&name);
  if (name.empty()) {
    return absl::InvalidArgumentError(
        "media_type is empty: one of text/plain, text/markdown, text/html, text/csv, "
        "text/tab-separated-values is needed");
  }
  MediaType type;
  for (const auto& [known, canonical] : kNames) {
    if (known == name) type.name = std::string(canonical);
  }
  if (type.name.empty()) {
    // The name is a caller's text: shortened, so that a message stays a message.
    return absl::InvalidArgumentError(
        absl::StrCat("media_type \"", name.substr(0, 80),
                     "\" is not read: text/plain, text/markdown, text/html, text/csv and "
                     "text/tab-separated-values are"));
  }
  size_t at = semicolon;
  while (at != std::string_view::npos) {
    const size_t next = written.find(';', at + 1);
    const std::string_view parameter =
        written.substr(at + 1, next == std::string_view::npos ? next : next - at - 1);
    const size_t equals = parameter.find('=');
    if (equals != std::string_view::npos) {
      std::string key = Trimmed(parameter.substr(0, equals));
      absl::AsciiStrToLower(&key);
      std::string value = Trimmed(parameter.substr(equals + 1));
      if (value.size() >= 2 && value.front() == '"' && value.back() == '"') {
        value = value.substr(1, value.size() - 2);
      }
      if (key == "charset" && type.charset.empty()) type.charset = value;
    }
    at = next;
  }
  return type;
}

}  // namespace parallax::source
