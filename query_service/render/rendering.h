// A comparison in the format that a request names.
#ifndef PARALLAX_QUERY_SERVICE_RENDER_RENDERING_H_
#define PARALLAX_QUERY_SERVICE_RENDER_RENDERING_H_

#include <string>
#include <string_view>

#include "parallax/v1/comparison_service.pb.h"

namespace parallax::render {

struct RenderingOptions {
  std::string title;            // of an HTML page; empty: made from what is compared
  bool evidence = true;         // the passages; a CSV has none
  std::string language = "en";  // of the reader, BCP 47
};

// Markdown where the format is unspecified or unknown. Well-formed UTF-8; pure and deterministic.
std::string Rendering(const v1::CompareResponse& response, v1::RenderFormat format,
                      const RenderingOptions& options);

// "text/markdown", "text/csv" or "text/html".
std::string_view MediaType(v1::RenderFormat format);

}  // namespace parallax::render

#endif  // PARALLAX_QUERY_SERVICE_RENDER_RENDERING_H_
