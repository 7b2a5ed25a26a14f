#include "query_service/render/rendering.h"

#include "query_service/render/comparison_export.h"
#include "query_service/render/comparison_page.h"

namespace parallax::render {

std::string Rendering(const v1::CompareResponse& response, v1::RenderFormat format,
                      const RenderingOptions& options) {
  switch (format) {
    case v1::RENDER_FORMAT_CSV:
      return ComparisonCsv(response);
    case v1::RENDER_FORMAT_HTML: {
      PageOptions page;
      page.title = options.title;
      page.evidence = options.evidence;
      page.summary.language = options.language;
      return ComparisonPage(response, page);
    }
    default: {
      MarkdownOptions markdown;
      markdown.evidence = options.evidence;
      markdown.summary.language = options.language;
      return ComparisonMarkdown(response, markdown);
    }
  }
}

std::string_view MediaType(v1::RenderFormat format) {
  switch (format) {
    case v1::RENDER_FORMAT_CSV:
      return "text/csv";
    case v1::RENDER_FORMAT_HTML:
      return "text/html";
    default:
      return "text/markdown";
  }
}

}  // namespace parallax::render
