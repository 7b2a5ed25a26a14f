// Tables that plain text writes with bars between the cells, with or without a delimiter row, with
// or without bars at the ends of rows, with rows that are broken over lines. Thread-safe.
#ifndef PARALLAX_INGEST_SERVICE_PARSE_PLAIN_PIPE_TABLE_H_
#define PARALLAX_INGEST_SERVICE_PARSE_PLAIN_PIPE_TABLE_H_

#include <cstddef>
#include <optional>
#include <vector>

#include "core/record/document.h"
#include "ingest_service/parse/options.h"
#include "ingest_service/parse/plain/line.h"

namespace parallax::parse {

struct PipeTable {
  record::Table table;
  text::ByteSpan span;  // of the original
  size_t end_line = 0;  // index of the first line behind it
  std::vector<record::Issue> issues;
};

// Reads the table that begins at line `first`; nothing when none does. A table has two rows or
// more. A row that ends before its last cell and whose closing bar stands on a line of its own has
// blank cells up to that bar; one that is short without it has missing cells. No cell is ever moved
// to another column. `cells_left` bounds the cells; rows beyond are left to a following block.
// Linear in the lines that it takes, plus a bounded look ahead.
std::optional<PipeTable> ReadPipeTable(const record::MappedText& source,
                                       const std::vector<Line>& lines, size_t first,
                                       const ParseLimits& limits, int64_t cells_left);

}  // namespace parallax::parse

#endif  // PARALLAX_INGEST_SERVICE_PARSE_PLAIN_PIPE_TABLE_H_
