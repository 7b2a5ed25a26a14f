// The metadata block that begins many Markdown files: "---" and lines of "key: value", or "+++" and
// "key = value". Thread-safe; linear.
#ifndef PARALLAX_INGEST_SERVICE_PARSE_MARKDOWN_FRONT_MATTER_H_
#define PARALLAX_INGEST_SERVICE_PARSE_MARKDOWN_FRONT_MATTER_H_

#include <cstdint>

#include "core/record/document.h"

namespace parallax::parse {

// Reads the front matter at the begin of `source`: adds its known keys as metadata (scalars, inline
// and block lists; nothing else of YAML or TOML) and the whole as one boilerplate block. Returns
// where the text behind it begins; 0 when there is none.
int64_t ReadFrontMatter(const record::MappedText& source, record::Document* document);

}  // namespace parallax::parse

#endif  // PARALLAX_INGEST_SERVICE_PARSE_MARKDOWN_FRONT_MATTER_H_
