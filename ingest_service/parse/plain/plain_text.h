// Plain text to blocks: headings, paragraphs, list items, labelled lines, pipe tables, quotations.
// Thread-safe; linear but for bounded look-ahead; one pass over the lines.
#ifndef PARALLAX_INGEST_SERVICE_PARSE_PLAIN_PLAIN_TEXT_H_
#define PARALLAX_INGEST_SERVICE_PARSE_PLAIN_PLAIN_TEXT_H_

#include "core/record/document.h"
#include "ingest_service/parse/options.h"

namespace parallax::parse {

// Appends the blocks of `source`, in reading order, and its issues to `document`. What is
// boilerplate, which language a block is in and what is metadata is decided afterwards, over all
// blocks.
void ParsePlainText(const record::MappedText& source, const ParseLimits& limits,
                    record::Document* document);

}  // namespace parallax::parse

#endif  // PARALLAX_INGEST_SERVICE_PARSE_PLAIN_PLAIN_TEXT_H_
