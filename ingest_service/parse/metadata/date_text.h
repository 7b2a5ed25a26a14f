// Civil dates as documents write them at their head, in English and Chinese, normalized to
// YYYY[-MM[-DD]]. Only what is a whole date of publication: no ranges, no relative dates. Pure;
// thread-safe.
#ifndef PARALLAX_INGEST_SERVICE_PARSE_METADATA_DATE_TEXT_H_
#define PARALLAX_INGEST_SERVICE_PARSE_METADATA_DATE_TEXT_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace parallax::parse {

struct FoundDate {
  std::string value;  // YYYY, YYYY-MM or YYYY-MM-DD
  int64_t begin = 0;  // of the date in the text, in bytes
  int64_t end = 0;
};

// The first date in the first 200 bytes of `text`: 2025-02-14, 2025/2/14, 14.02.2025 (day first
// where only that can be), February 14, 2025, 14 Feb 2025, 2025年2月14日, 二〇二五年二月十四日,
// 民國114年2月14日, February 2025, 2025年2月. A bare year counts only where it is all of `text`.
// Years 1900 to 2199. "03/04/2025" could be either month and is not read.
std::optional<FoundDate> FindDate(std::string_view text);

}  // namespace parallax::parse

#endif  // PARALLAX_INGEST_SERVICE_PARSE_METADATA_DATE_TEXT_H_
