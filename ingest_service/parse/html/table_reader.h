// Reads an HTML table into its grid: spans resolved, headers told from values, caption attached;
// and tells tables that hold data from tables that only place things on the page.
#ifndef PARALLAX_INGEST_SERVICE_PARSE_HTML_TABLE_READER_H_
#define PARALLAX_INGEST_SERVICE_PARSE_HTML_TABLE_READER_H_

#include <cstdint>

#include "core/record/document.h"
#include "ingest_service/parse/html/dom.h"

namespace parallax::parse_html {

struct TableLimits {
  int32_t max_columns = 1000;
  int32_t max_rows = 65534;
  int64_t max_cells = 200000;  // missing ones included
};

// Whether the <table> at `node` holds data. What its author says (role, headers, caption, column
// groups) decides; otherwise its shape: at least two rows and columns of short cells, and not what
// layout tables hold: other tables, forms, headings, whole articles. Linear in the table.
bool IsDataTable(const Dom& dom, int32_t node);

struct TableReading {
  record::Table table;         // maps and spans lead to the markup
  bool limit_reached = false;  // something was cut off
  bool overlapping = false;    // spans that claim the same place; the first keeps it
};

// The grid of the <table> at `node`, by the HTML standard's table model. A merged cell appears
// once.
TableReading ReadTable(const Dom& dom, int32_t node, const TableLimits& limits);

}  // namespace parallax::parse_html

#endif  // PARALLAX_INGEST_SERVICE_PARSE_HTML_TABLE_READER_H_
