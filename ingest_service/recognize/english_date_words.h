// The parts of written dates in English: years, days, months, and all-numeric dates.
#ifndef PARALLAX_INGEST_SERVICE_RECOGNIZE_ENGLISH_DATE_WORDS_H_
#define PARALLAX_INGEST_SERVICE_RECOGNIZE_ENGLISH_DATE_WORDS_H_

#include <cstdint>
#include <optional>
#include <string_view>

#include "ingest_service/recognize/date_point.h"
#include "ingest_service/recognize/glyph.h"

namespace parallax::recognize {

// A word at `at` that no letter or digit continues.
Word WholeWordAt(std::string_view text, int64_t at);
// Exactly `digits` digits with no digit before or after them; -1 otherwise.
int64_t ExactDigits(std::string_view text, int64_t at, int digits, int64_t* end);
// "nineteen twenty eight", "twenty twenty-five", and with `thousands` "two thousand and eighteen";
// -1 otherwise.
int32_t WordYear(std::string_view text, int64_t at, bool thousands, int64_t* end);
// A year after something that calls for one: four digits, or in words; -1 otherwise.
int32_t YearAt(std::string_view text, int64_t at, int64_t* end);
// After a point without its year: ", 2025", " of 2025", " in 2019", " 2025". 0 where none follows.
int32_t YearAfter(std::string_view text, int64_t at, int64_t* end);
// The place after "st", "nd", "rd", "th", or `at`.
int64_t SkipOrdinalSuffix(std::string_view text, int64_t at);
// A day of the month: "5", "05", "28th", "the 28th", with `words` also "first", "twenty five". -1
// where none.
int32_t DayAt(std::string_view text, int64_t at, int64_t* end, bool words);

struct MonthName {
  int32_t month = 0;
  int64_t end = 0;
  bool weak = false;
};
// The month whose name begins at `at`; month 0 where none.
MonthName MonthAt(std::string_view text, int64_t at);

// All-numeric dates: 2025-02-14, 2/14/2025, 14.02.2025, 2015.3, 3/2015, 2016 10 16, 2019-aug-1.
std::optional<DatePoint> NumericDate(std::string_view text, int64_t at, const DateSetting& setting);

}  // namespace parallax::recognize

#endif  // PARALLAX_INGEST_SERVICE_RECOGNIZE_ENGLISH_DATE_WORDS_H_
