// Periods of time at the precision they were stated with.
#ifndef PARALLAX_QUERY_SERVICE_RENDER_INTERVAL_TEXT_H_
#define PARALLAX_QUERY_SERVICE_RENDER_INTERVAL_TEXT_H_

#include <string>

#include "parallax/v1/value.pb.h"

namespace parallax::render {

// "1960s–1980s", "1965–present", "February 2025", "since at least the 1970s". An end that is not a
// date (YYYY-MM-DD) is shown as it is. Seasons are named by their months of the northern
// hemisphere.
std::string IntervalText(const v1::DateInterval& interval);

}  // namespace parallax::render

#endif  // PARALLAX_QUERY_SERVICE_RENDER_INTERVAL_TEXT_H_
