// Contrasts across a row as sentences.
#ifndef PARALLAX_QUERY_SERVICE_RENDER_CONTRAST_TEXT_H_
#define PARALLAX_QUERY_SERVICE_RENDER_CONTRAST_TEXT_H_

#include <string>
#include <vector>

#include "parallax/v1/comparison_service.pb.h"

namespace parallax::render {

enum class ContrastScope {
  kNone,
  kRatios,  // amounts only, and not those for which a cell has no value
  kAll,
};

// "Announced size: Stargate is 3.6 × the plan (3.4 to 3.8); with care: approximation, payer", one
// per contrast in the order of the response, safe to show. A contrast that says nothing yields
// none.
std::vector<std::string> ContrastLines(const v1::CompareResponse& response, ContrastScope scope);

}  // namespace parallax::render

#endif  // PARALLAX_QUERY_SERVICE_RENDER_CONTRAST_TEXT_H_
