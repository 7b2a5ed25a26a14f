// Markdown (CommonMark with GFM tables, strikethrough, task lists and autolinks, through cmark-gfm)
// to blocks. Thread-safe.
#ifndef PARALLAX_INGEST_SERVICE_PARSE_MARKDOWN_MARKDOWN_H_
#define PARALLAX_INGEST_SERVICE_PARSE_MARKDOWN_MARKDOWN_H_

#include "core/record/document.h"
#include "ingest_service/parse/options.h"

namespace parallax::parse {

// Appends the blocks of `source`, front matter first, and its issues to `document`. Inline markup
// is removed from texts, entities and escapes are decoded; every byte of text maps to its own
// source bytes. Source that would make the parser slow is read as plain text instead, with a
// kLimitReached issue.
void ParseMarkdown(const record::MappedText& source, const ParseLimits& limits,
                   record::Document* document);

}  // namespace parallax::parse

#endif  // PARALLAX_INGEST_SERVICE_PARSE_MARKDOWN_MARKDOWN_H_
