// Sets apart what stands around a document's main text: repeated titles, lines of page templates,
// teasers of other pages, and the comments of readers. Thread-safe; linear.
#ifndef PARALLAX_INGEST_SERVICE_PARSE_FURNITURE_FURNITURE_H_
#define PARALLAX_INGEST_SERVICE_PARSE_FURNITURE_FURNITURE_H_

#include "core/record/document.h"

namespace parallax::parse {

// Changes the kind of such blocks to kBoilerplate, with a reason, or kReaderComment; nothing is
// removed and no block changes its text, span or place. Duplicates leave a kDuplicateContent issue.
// For documents whose markup does not say what is furniture (plain text, Markdown).
void SetFurnitureApart(record::Document* document);

}  // namespace parallax::parse

#endif  // PARALLAX_INGEST_SERVICE_PARSE_FURNITURE_FURNITURE_H_
