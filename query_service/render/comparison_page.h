// A comparison as an HTML page that needs nothing but itself.
#ifndef PARALLAX_QUERY_SERVICE_RENDER_COMPARISON_PAGE_H_
#define PARALLAX_QUERY_SERVICE_RENDER_COMPARISON_PAGE_H_

#include <string>

#include "parallax/v1/comparison_service.pb.h"
#include "query_service/render/cell_summary.h"

namespace parallax::render {

struct PageOptions {
  std::string title;     // plain text; empty: made from the names of what is compared
  bool evidence = true;  // the passages behind every entry, by number
  SummaryOptions summary = {.max_entries = 12};  // how much of each cell
};

// Works offline and without script: the passages are popovers on a screen and end notes in print.
// One column on a phone, the matrix on anything wider; light and dark. Nothing that a document says
// is read as markup: it stands in the page as text, escaped, with its language where that is known;
// a wording longer than 480 columns is cut short in the matrix and whole among the passages. Pure
// and deterministic; linear in the response.
std::string ComparisonPage(const v1::CompareResponse& response, const PageOptions& options);

}  // namespace parallax::render

#endif  // PARALLAX_QUERY_SERVICE_RENDER_COMPARISON_PAGE_H_
