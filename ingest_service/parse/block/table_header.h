// Which cells of a table name rows and columns. Thread-safe; linear in the cells.
#ifndef PARALLAX_INGEST_SERVICE_PARSE_BLOCK_TABLE_HEADER_H_
#define PARALLAX_INGEST_SERVICE_PARSE_BLOCK_TABLE_HEADER_H_

#include <cstdint>
#include <string_view>

#include "core/record/document.h"

namespace parallax::parse {

// Whether a cell's text is a figure: digits make it up but for signs, units and currency marks.
bool IsFigure(std::string_view text);

// Whether it is a year or a span of years, which heads columns as well as it fills cells.
bool IsYear(std::string_view text);

// Whether the first row of a table without spans names its columns: none of its cells is a figure
// (years aside) that stands over figures, not more than one of them is blank, and something
// follows.
bool FirstRowIsHeader(const record::Table& table);

// Sets `header_columns` (one, where the first column holds a different name in every row and the
// table has a header row or its other columns hold what the names have) and every cell's `header`,
// from `header_rows`, which must be set.
void MarkHeaders(record::Table* table);

}  // namespace parallax::parse

#endif  // PARALLAX_INGEST_SERVICE_PARSE_BLOCK_TABLE_HEADER_H_
