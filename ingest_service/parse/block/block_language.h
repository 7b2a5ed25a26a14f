// The language of each block. Thread-safe; linear, with a bounded sample per block.
#ifndef PARALLAX_INGEST_SERVICE_PARSE_BLOCK_BLOCK_LANGUAGE_H_
#define PARALLAX_INGEST_SERVICE_PARSE_BLOCK_BLOCK_LANGUAGE_H_

#include "core/record/document.h"

namespace parallax::parse {

// Sets `language` of every block that has none. A table's is that of its cells together.
void SetLanguages(record::Document* document);

}  // namespace parallax::parse

#endif  // PARALLAX_INGEST_SERVICE_PARSE_BLOCK_BLOCK_LANGUAGE_H_
