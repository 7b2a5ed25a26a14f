// A document as text for people: what golden tests compare and review. Not a format that anything
// else reads. Pure; thread-safe.
#ifndef PARALLAX_INGEST_SERVICE_PARSE_DUMP_DOCUMENT_DUMP_H_
#define PARALLAX_INGEST_SERVICE_PARSE_DUMP_DOCUMENT_DUMP_H_

#include <string>

#include "core/record/document.h"

namespace parallax::parse {

// One line per metadata item, block, table cell and issue, each with its span "[begin-end)" in
// bytes of the original.
std::string DumpDocument(const record::Document& document);

}  // namespace parallax::parse

#endif  // PARALLAX_INGEST_SERVICE_PARSE_DUMP_DOCUMENT_DUMP_H_
