// The source room: original bytes to UTF-8 with a map back to every original byte.
#ifndef PARALLAX_INGEST_SERVICE_SOURCE_SOURCE_TEXT_H_
#define PARALLAX_INGEST_SERVICE_SOURCE_SOURCE_TEXT_H_

#include <string>
#include <vector>

#include "core/record/document.h"

namespace parallax::source {

// A decoded original. `content.text` is valid UTF-8 without a byte order mark; nothing else is
// changed (line ends, white space and markup stand as they were). Immutable once made.
struct SourceText {
  record::MappedText content;
  std::string content_sha256;  // 64 hex digits, of the original bytes
  std::string media_type;      // canonical, without parameters
  std::string charset;         // IANA name of what was decoded
  std::vector<record::Issue> issues;
};

}  // namespace parallax::source

#endif  // PARALLAX_INGEST_SERVICE_SOURCE_SOURCE_TEXT_H_
