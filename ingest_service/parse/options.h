// The bounds that keep parsing total: what goes beyond them is cut off with an issue, never an
// error.
#ifndef PARALLAX_INGEST_SERVICE_PARSE_OPTIONS_H_
#define PARALLAX_INGEST_SERVICE_PARSE_OPTIONS_H_

#include <cstdint>

namespace parallax::parse {

struct ParseLimits {
  int64_t max_lines = 1'000'000;  // not blank ones
  int64_t max_blocks = 200'000;
  int64_t max_cells = 200'000;  // of all tables of a document
  int32_t max_columns = 1'000;  // of one table
  int32_t max_depth = 64;       // of nested lists and quotations
  int64_t max_issues = 200;     // of one document
};

}  // namespace parallax::parse

#endif  // PARALLAX_INGEST_SERVICE_PARSE_OPTIONS_H_
