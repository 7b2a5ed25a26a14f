// A comparison for other programs: a Markdown table, or rows of CSV.
#ifndef PARALLAX_QUERY_SERVICE_RENDER_COMPARISON_EXPORT_H_
#define PARALLAX_QUERY_SERVICE_RENDER_COMPARISON_EXPORT_H_

#include <string>

#include "parallax/v1/comparison_service.pb.h"
#include "query_service/render/cell_summary.h"
#include "query_service/render/contrast_text.h"

namespace parallax::render {

struct MarkdownOptions {
  bool evidence = false;  // numbered list of notes below the table
  ContrastScope contrasts = ContrastScope::kRatios;
  SummaryOptions summary = {.max_entries = 20};  // how much of each cell
};

// A GFM table with entities as columns and dimensions as rows; nothing that a document says is read
// as markup.
std::string ComparisonMarkdown(const v1::CompareResponse& response, const MarkdownOptions& options);

// RFC 4180 with LF, a header row, then one row per proposition and one for each cell without any:
// entity_id, entity, dimension_id, dimension, state, agreement, documents, lineages, voices, group,
// kind, stance, value, text, documents_of_claims. The supports are those of the proposition.
std::string ComparisonCsv(const v1::CompareResponse& response);

}  // namespace parallax::render

#endif  // PARALLAX_QUERY_SERVICE_RENDER_COMPARISON_EXPORT_H_
