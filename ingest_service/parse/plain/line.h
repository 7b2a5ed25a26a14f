// The lines of a plain text that are not blank. Thread-safe.
#ifndef PARALLAX_INGEST_SERVICE_PARSE_PLAIN_LINE_H_
#define PARALLAX_INGEST_SERVICE_PARSE_PLAIN_LINE_H_

#include <cstdint>
#include <string_view>
#include <vector>

namespace parallax::parse {

struct Line {
  int64_t begin = 0;  // of the text without white space at its ends
  int64_t end = 0;
  int32_t indent = 0;  // columns of white space before it; a tab goes to the next multiple of 4
  bool after_blank = false;  // a blank line, or the begin of the text, stands before it
};

// Splits at LF, CRLF and CR. At most `max_lines`; `*rest` is where the lines that were not taken
// begin (the text's size when all were).
std::vector<Line> SplitLines(std::string_view text, int64_t max_lines, int64_t* rest);

}  // namespace parallax::parse

#endif  // PARALLAX_INGEST_SERVICE_PARSE_PLAIN_LINE_H_
