// HTML to a document: blocks in reading order, tables as grids, boilerplate and readers' comments
// set apart, metadata with their evidence; every text with its way back to the original's bytes.
//
// Total: any bytes that the source room decoded yield a document, or ResourceExhausted where the
// page needs more memory than its budget. Time is linear in the page but for limits named in
// HtmlLimits. Deterministic. Thread-safe (no state).
#ifndef PARALLAX_INGEST_SERVICE_PARSE_HTML_HTML_PARSER_H_
#define PARALLAX_INGEST_SERVICE_PARSE_HTML_HTML_PARSER_H_

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "core/record/document.h"
#include "ingest_service/parse/html/markup_guard.h"
#include "ingest_service/parse/html/table_reader.h"
#include "ingest_service/source/source_text.h"

namespace parallax::parse_html {

struct HtmlOptions {
  std::string source_uri;  // where the page was published; empty when unknown
  MarkupLimits markup;
  TableLimits table;
  // Memory of the element tree: this much and so many times the page's size. What does not fit is
  // read again without formatting elements, then refused.
  size_t tree_budget_bytes = size_t{16} << 20;
  size_t tree_budget_factor = 96;
  int64_t max_blocks = 200000;
};

// The document that `source` makes. Metadata that a caller states is not its concern: every item is
// what the page says, and of each field the best is `chosen`.
absl::StatusOr<record::Document> ParseHtml(const source::SourceText& source,
                                           const HtmlOptions& options);

// The main text: blocks that are neither boilerplate nor readers' comments nor the title itself,
// one a line, a table as rows of cells parted by tabs.
std::string ArticleBody(const record::Document& document);

}  // namespace parallax::parse_html

#endif  // PARALLAX_INGEST_SERVICE_PARSE_HTML_HTML_PARSER_H_
