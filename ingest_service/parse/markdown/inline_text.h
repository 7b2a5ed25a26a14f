// The text of a Markdown leaf block (paragraph, heading, table cell) without its inline markup,
// aligned to the source byte by byte. Thread-compatible.
#ifndef PARALLAX_INGEST_SERVICE_PARSE_MARKDOWN_INLINE_TEXT_H_
#define PARALLAX_INGEST_SERVICE_PARSE_MARKDOWN_INLINE_TEXT_H_

#include <cmark-gfm.h>

#include <cstdint>
#include <string_view>

#include "core/record/document.h"

namespace parallax::parse {

// cmark says which text a leaf has and, only roughly, where. The places are found by walking the
// source [begin, end) of the leaf along that text: what is not text is markup; escapes and entities
// are decoded as they are met. When the two cannot be brought together (which no known input does)
// the leaf's text is its source as it stands, markup included: a span is always true. Linear; the
// search that follows a surprise is bounded by 32 times the leaf's size.
record::MappedText InlineText(const record::MappedText& source, cmark_node* leaf, int64_t begin,
                              int64_t end);

// The text of an HTML block: tags left out, entities decoded; empty when none is visible.
record::MappedText HtmlBlockText(const record::MappedText& source, int64_t begin, int64_t end);

}  // namespace parallax::parse

#endif  // PARALLAX_INGEST_SERVICE_PARSE_MARKDOWN_INLINE_TEXT_H_
