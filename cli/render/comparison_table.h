// A comparison as a person reads it on a terminal.
#ifndef PARALLAX_CLI_RENDER_COMPARISON_TABLE_H_
#define PARALLAX_CLI_RENDER_COMPARISON_TABLE_H_

#include <string>

#include "parallax/v1/comparison_service.pb.h"
#include "query_service/render/cell_summary.h"
#include "query_service/render/contrast_text.h"

namespace parallax::render {

struct TableOptions {
  int width = 100;  // columns of the terminal; less than 40 counts as 40
  bool colour = false;
  bool evidence = false;  // numbered notes with quote, document and bytes
  ContrastScope contrasts = ContrastScope::kRatios;
  SummaryOptions summary;  // how much of each cell
};

// Entities become columns or rows, whichever fits the width and is shorter; where neither fits,
// several tables follow each other, each with as many entities as fit. Dimensions that no entity
// covers are named below the table instead of filling it. Every line ends with a line feed and is
// at most `width` wide.
std::string ComparisonTable(const v1::CompareResponse& response, const TableOptions& options);

}  // namespace parallax::render

#endif  // PARALLAX_CLI_RENDER_COMPARISON_TABLE_H_
