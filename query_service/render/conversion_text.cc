#include "query_service/render/conversion_text.h"

#include <cstdio>
#include <cstdlib>

#include "query_service/render/value_text.h"

namespace parallax::render {

std::string ShortDecimalText(const std::string& decimal) {
  char* end = nullptr;
  const double value = std::strtod(decimal.c_str(), &end);
  if (end == decimal.c_str() || *end != '\0') return decimal;
  char out[64];
  if (value >= 1e6 || value <= -1e6) {
    std::snprintf(out, sizeof out, "%.0f", value);
    std::string digits = out;
    // Kept to six digits, so that the short scale shows it.
    const size_t first = digits[0] == '-' ? 1 : 0;
    for (size_t i = first + 6; i < digits.size(); ++i) digits[i] = '0';
    return DecimalText(digits);
  }
  std::snprintf(out, sizeof out, "%.6g", value);
  return out;
}

std::string ConversionText(const v1::Conversion& conversion) {
  std::string out = MoneyText(conversion.from()) + " = " + conversion.to_currency_code() + " " +
                    ShortDecimalText(conversion.converted()) + " (" +
                    ShortDecimalText(conversion.rate()) + ", " + conversion.rate_period();
  if (conversion.date_source() == v1::RATE_DATE_SOURCE_PUBLISHED) out += "; by the published date";
  if (conversion.date_source() == v1::RATE_DATE_SOURCE_OTHER_AMOUNT) {
    out += "; by the other amount's date";
  }
  if (conversion.earlier_rate()) out += "; the latest rate there is";
  return out + ")";
}

}  // namespace parallax::render
