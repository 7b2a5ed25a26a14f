// Exchange rates by month and year: the reference table that amounts in two currencies are compared
// by.
#ifndef PARALLAX_CORE_VALUE_RATE_TABLE_H_
#define PARALLAX_CORE_VALUE_RATE_TABLE_H_

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "absl/status/statusor.h"
#include "core/value/decimal.h"
#include "core/value/interval.h"

namespace parallax::value {

// When a sum was named: a month where one is known (1..12), else the year alone (month 0).
struct RateDate {
  int32_t year = 0;
  int32_t month = 0;
  friend bool operator==(const RateDate&, const RateDate&) = default;
};

// How many units of one currency another one was worth.
struct RateSpan {
  Decimal central;      // the month's rate, or the year's average
  Interval spread;      // the lowest to the highest monthly rate around it
  RateDate date;        // what it stands for: the month or year that was found
  bool pegged = false;  // by a fixed parity rather than the table
  friend bool operator==(const RateSpan&, const RateSpan&) = default;
};

// Immutable once made; thread-safe.
class RateTable {
 public:
  // Reads the table's text (packs/reference/exchange_rates.tsv, whose head gives source and
  // columns). InvalidArgument with the line's number where a line is malformed.
  static absl::StatusOr<RateTable> Parse(std::string_view text);
  // The same from a file. NotFound where it cannot be read.
  static absl::StatusOr<RateTable> Load(const std::string& path);

  // Units of `to` per unit of `from`, both ISO 4217. With a month: its rate, and the spread of that
  // month and its two neighbours. With a year alone: its average and the spread of its months. A
  // month that the table does not have yet falls back to its year, then to the latest one before it
  // within two years. Nothing for a currency or time that the table does not know.
  std::optional<RateSpan> Rate(std::string_view from, std::string_view to,
                               const RateDate& date) const;

  bool Knows(std::string_view currency) const;
  // The comment lines of the table: its source.
  const std::string& source() const { return source_; }

 private:
  struct Year {
    std::optional<Decimal> average;
    std::array<std::optional<Decimal>, 12> months;
  };
  // Units of the currency per dollar.
  struct PerDollar {
    Decimal central, low, high;
    RateDate date;
    bool pegged = false;
  };
  std::optional<PerDollar> InDollars(std::string_view currency, const RateDate& date) const;
  std::optional<Decimal> Month(const std::map<int32_t, Year>& years, int32_t year,
                               int32_t month) const;

  std::map<std::string, std::map<int32_t, Year>, std::less<>> currencies_;
  std::string source_;
};

}  // namespace parallax::value

#endif  // PARALLAX_CORE_VALUE_RATE_TABLE_H_
