// Conversions of amounts as a person reads them. Pure; the text of documents in an amount is passed
// on as it is, not made safe.
#ifndef PARALLAX_QUERY_SERVICE_RENDER_CONVERSION_TEXT_H_
#define PARALLAX_QUERY_SERVICE_RENDER_CONVERSION_TEXT_H_

#include <string>

#include "parallax/v1/conversion.pb.h"

namespace parallax::render {

// A decimal string to six significant digits, which are what a reader takes in; anything else comes
// back unchanged.
std::string ShortDecimalText(const std::string& decimal);

// "EUR 109 billion = USD 113.504 billion (1.04134, 2025-02; by the published date)".
std::string ConversionText(const v1::Conversion& conversion);

}  // namespace parallax::render

#endif  // PARALLAX_QUERY_SERVICE_RENDER_CONVERSION_TEXT_H_
