// CSV and TSV to one table (RFC 4180, leniently). Thread-safe; linear.
#ifndef PARALLAX_INGEST_SERVICE_PARSE_DELIMITED_DELIMITED_H_
#define PARALLAX_INGEST_SERVICE_PARSE_DELIMITED_DELIMITED_H_

#include <string_view>

#include "core/record/document.h"
#include "ingest_service/parse/options.h"

namespace parallax::parse {

// Appends the table of `source` to `document`, and what stands around it: lines of one field before
// the header (a heading, then paragraphs) and behind the last row (paragraphs), a "sep=" line
// (boilerplate). `delimiter` is the one that the media type fixes; 0 to find it among , ; tab and
// |.
//
// Rows of nothing but blanks are skipped. Short rows get missing cells, longer ones widen the
// table; both leave an issue. A quotation mark that is never closed is a character like any other.
void ParseDelimited(const record::MappedText& source, char delimiter, const ParseLimits& limits,
                    record::Document* document);

// The delimiter of `text` by its first 100 records: the one that splits the most of them into the
// same number of fields, two or more; ',' when none does.
char FindDelimiter(std::string_view text);

}  // namespace parallax::parse

#endif  // PARALLAX_INGEST_SERVICE_PARSE_DELIMITED_DELIMITED_H_
