// The label that begins a line: "Surface Context: …", "作者/Author(s)：…". Pure; thread-safe.
#ifndef PARALLAX_INGEST_SERVICE_PARSE_BLOCK_LABEL_H_
#define PARALLAX_INGEST_SERVICE_PARSE_BLOCK_LABEL_H_

#include <cstdint>
#include <string_view>

namespace parallax::parse {

struct Label {
  int64_t size_bytes = 0;  // without the colon; 0: the line has no label
  int64_t body_begin = 0;  // behind the colon and white space; the line's size when nothing follows
};

// A label is a short noun phrase or question before the first colon. A clause that introduces
// speech
// ("The minister said:", 他表示：), a time of day, a URL scheme and a ratio are none.
// REQUIRES: `line` is trimmed, folded valid UTF-8. Looks at the first 160 bytes only.
Label ReadLabel(std::string_view line);

}  // namespace parallax::parse

#endif  // PARALLAX_INGEST_SERVICE_PARSE_BLOCK_LABEL_H_
