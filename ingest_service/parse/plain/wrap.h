// Whether a plain text breaks its paragraphs over lines, and at which width. Thread-safe.
#ifndef PARALLAX_INGEST_SERVICE_PARSE_PLAIN_WRAP_H_
#define PARALLAX_INGEST_SERVICE_PARSE_PLAIN_WRAP_H_

#include <cstdint>
#include <string_view>
#include <vector>

#include "ingest_service/parse/plain/line.h"

namespace parallax::parse {

// The columns that a line takes, wide characters two; 1000 for a line of more than 360 bytes.
int32_t ColumnsOf(std::string_view line);

// The width in columns at which the text is wrapped; 0 when a line is a paragraph. A wrapped text
// has no long lines, most of its full lines break off in a sentence, and what follows them begins
// small (Latin) or they are all of one width (Chinese). Looks at 2,000 lines at most.
int32_t FindWrapWidth(std::string_view text, const std::vector<Line>& lines);

// Whether the line `next` goes on the paragraph of `line` in a text wrapped at `width`: its first
// word would not have fit.
bool Continues(std::string_view line, std::string_view next, int32_t width);

}  // namespace parallax::parse

#endif  // PARALLAX_INGEST_SERVICE_PARSE_PLAIN_WRAP_H_
