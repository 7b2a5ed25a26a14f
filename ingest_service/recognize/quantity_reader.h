// What follows a figure: a unit or counted thing, a percent sign or word, a length of time.
#ifndef PARALLAX_INGEST_SERVICE_RECOGNIZE_QUANTITY_READER_H_
#define PARALLAX_INGEST_SERVICE_RECOGNIZE_QUANTITY_READER_H_

#include <cstdint>
#include <string_view>

#include "core/value/typed_value.h"
#include "ingest_service/recognize/figure.h"

namespace parallax::recognize {

struct UnitMark {
  std::string_view id;  // of core/value/unit.h; empty where nothing was found
  int64_t end = 0;
  bool counted = false;  // a counted thing, as against a measure
  explicit operator bool() const { return !id.empty(); }
};

// The unit after a figure that ends at `at`: directly ("3nm"), after a blank or hyphen
// ("15-gigawatt"), or, for counted things, after up to three modifying words ("100,000 Nvidia H100
// chips") or, in Chinese, after a measure word and up to eight characters (50家人工智能企业).
UnitMark UnitAfter(std::string_view text, int64_t at);

// The counted thing before a figure at `begin` that only a measure word follows at `at`:
// 相关企业超1200家. Between the two at most words that bound the figure.
UnitMark UnitBefore(std::string_view text, int64_t begin, int64_t at);

struct PercentMark {
  int64_t end = 0;
  bool points = false;
  int power = 0;  // what the figure is multiplied by to give per cent: 1 for 成, -1 for ‰, -2 for
                  // basis points
  explicit operator bool() const { return end > 0; }
};

// "%", "percent", "percentage points", 个百分点, 成 after a figure that ends at `at`.
PercentMark PercentAfter(std::string_view text, int64_t at, bool every_figure);

// 百分之, 千分之, 万分之 at `at`: `end` is where the figure begins, `power` scales it to per cent.
PercentMark PercentBefore(std::string_view text, int64_t at);

struct DurationMark {
  value::CalendarUnit unit = value::CalendarUnit::kUnspecified;
  int64_t end = 0;
  bool half_more = false;  // 两年半: half a unit on top
  explicit operator bool() const { return unit != value::CalendarUnit::kUnspecified; }
};

// "years", "-month", 年, 个月, 天 after a figure.
DurationMark DurationAfter(std::string_view text, int64_t at);

}  // namespace parallax::recognize

#endif  // PARALLAX_INGEST_SERVICE_RECOGNIZE_QUANTITY_READER_H_
