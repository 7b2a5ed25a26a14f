// Metadata of a document: what the caller states, what its visible lines say, and which of it
// counts. Thread-safe; linear in the blocks.
#ifndef PARALLAX_INGEST_SERVICE_PARSE_METADATA_METADATA_H_
#define PARALLAX_INGEST_SERVICE_PARSE_METADATA_METADATA_H_

#include "core/record/document.h"

namespace parallax::parse {

// Adds what the blocks say: the title from the first heading and the line under it, labelled lines
// ("Source: …", 關鍵字：…), bylines and dates near the head, the address of the source and the
// publisher that it names. For documents that carry no metadata of their own kind.
void ReadVisibleMetadata(record::Document* document);

// Adds the languages of at least a tenth of the main text, most first, unless some are there.
void ReadLanguages(record::Document* document);

// Adds what the caller states, before everything else, and marks what counts of each field: the
// caller's; else the most reliable origin's (JSON-LD, Open Graph, Dublin Core, meta tags,
// microdata, labelled lines, bylines, headings, the address, text), all of its values for authors,
// affiliations, keywords and languages, the first for the others. An extracted title or date that
// contradicts the caller's leaves a kMetadataConflict issue.
void ChooseMetadata(const record::Input& input, record::Document* document);

}  // namespace parallax::parse

#endif  // PARALLAX_INGEST_SERVICE_PARSE_METADATA_METADATA_H_
