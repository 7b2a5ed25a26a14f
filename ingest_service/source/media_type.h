// Which of the media types that Parallax reads a document is of. Pure; thread-safe.
#ifndef PARALLAX_INGEST_SERVICE_SOURCE_MEDIA_TYPE_H_
#define PARALLAX_INGEST_SERVICE_SOURCE_MEDIA_TYPE_H_

#include <string>
#include <string_view>

#include "absl/status/statusor.h"

namespace parallax::source {

inline constexpr std::string_view kPlainText = "text/plain";
inline constexpr std::string_view kMarkdown = "text/markdown";
inline constexpr std::string_view kHtml = "text/html";
inline constexpr std::string_view kCsv = "text/csv";
inline constexpr std::string_view kTsv = "text/tab-separated-values";

struct MediaType {
  std::string name;     // one of the above
  std::string charset;  // of the "charset" parameter, as written; empty without one
};

// Reads "text/html; charset=gbk" (RFC 9110 §8.3.1); case does not count, usual other names are
// taken (text/x-markdown, application/xhtml+xml, application/csv). Errors: InvalidArgument for an
// empty or unknown media type.
absl::StatusOr<MediaType> ParseMediaType(std::string_view written);

}  // namespace parallax::source

#endif  // PARALLAX_INGEST_SERVICE_SOURCE_MEDIA_TYPE_H_
