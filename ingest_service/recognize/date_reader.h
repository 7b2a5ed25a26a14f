// Dates and periods with their frames: "since at least the 1970s", "from 2014 to 2018", "by 2030",
// 1965–present, 2010年以来, 截至2024年底.
#ifndef PARALLAX_INGEST_SERVICE_RECOGNIZE_DATE_READER_H_
#define PARALLAX_INGEST_SERVICE_RECOGNIZE_DATE_READER_H_

#include <cstdint>
#include <optional>
#include <string_view>

#include "core/value/typed_value.h"
#include "ingest_service/recognize/date_point.h"

namespace parallax::recognize {

struct DateMatch {
  int64_t begin = 0;
  int64_t end = 0;
  value::DateInterval interval;
  bool resolved = true;  // false: a date by its form that is on no calendar ("feb 30 2019")
};

// The date or period whose first figure or name stands at `at`. Its frame may begin before `at`,
// but not before setting.floor. Nothing where no date stands there, and for four digits that
// nothing marks as a year.
std::optional<DateMatch> ReadDate(std::string_view text, int64_t at, const DateSetting& setting);

}  // namespace parallax::recognize

#endif  // PARALLAX_INGEST_SERVICE_RECOGNIZE_DATE_READER_H_
