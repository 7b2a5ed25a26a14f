// The typed readings of a value as plain structs: what a recognizer returns, what a claim keeps,
// what the comparison arithmetic takes. Decimals are strings ("1000000000000", "0.35", "-2.5"): no
// binary floating point is ever stored.
#ifndef PARALLAX_CORE_VALUE_TYPED_VALUE_H_
#define PARALLAX_CORE_VALUE_TYPED_VALUE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace parallax::value {

// How a stated number bounds the true one.
enum class Bound {
  kExact,        // "500 billion"
  kApproximate,  // "about", "nearly", "~", 约, 近
  kAtLeast,      // "at least", "or more", 至少
  kMoreThan,     // "over", "more than", 超过, 逾
  kAtMost,       // "up to", "at most", 最多
  kLessThan,     // "under", "fewer than", 不足
  kRange,        // decimal to upper
};

struct Number {
  std::string decimal;  // the figure; the lower end of a range
  std::string upper;    // the upper end; only with kRange
  Bound bound = Bound::kExact;
  // The place value of the last digit that was stated, as a power of ten: 9 for "500 billion", 11
  // for "0.5 trillion" (10^12 scale, one decimal). The half unit of rounding follows from it.
  int32_t last_digit_exponent = 0;
  std::string written;  // as it stands in the text
  // Only an order of magnitude was stated ("hundreds of", "multi-billion", 数百亿): decimal to
  // upper is from twice the word to the next word of its kind, and the bound is kRange.
  bool vague = false;
  friend bool operator==(const Number&, const Number&) = default;
};

enum class AmountBasis { kUnspecified, kTotal, kAnnual, kCumulative };
enum class CommitmentStage { kUnspecified, kAnnounced, kAuthorised, kDisbursed };
enum class Payer { kUnspecified, kPublic, kPrivate, kMixed };

struct Money {
  Number amount;
  std::string currency;         // ISO 4217; empty where the symbol stays ambiguous
  std::string currency_reason;  // why that currency, where the symbol alone does not say
  AmountBasis basis = AmountBasis::kUnspecified;
  CommitmentStage stage = CommitmentStage::kUnspecified;
  Payer payer = Payer::kUnspecified;
  // "cent", "penny", "jiao" where the figure was stated in a part of the currency ("14.27 cents");
  // `amount` is in the currency itself all the same (0.1427).
  std::string minor_unit;
  friend bool operator==(const Money&, const Money&) = default;
};

struct Quantity {
  Number number;
  std::string
      unit;  // id in the unit table: "gigawatt", "user", "nanometre"; empty for a bare number
  friend bool operator==(const Quantity&, const Quantity&) = default;
};

struct Percentage {
  Number number;        // 12.5 means 12.5 %
  bool points = false;  // percentage points, not a share
  friend bool operator==(const Percentage&, const Percentage&) = default;
};

// A rank: "third", "the 14th", 第三.
struct Ordinal {
  int64_t rank = 0;
  friend bool operator==(const Ordinal&, const Ordinal&) = default;
};

enum class CalendarUnit {
  kUnspecified,
  kSecond,
  kMinute,
  kHour,
  kDay,
  kWeek,
  kMonth,
  kQuarter,
  kYear,
  kDecade,
  kCentury
};

// A length of time that is not placed on the calendar: "over five years", 三个月.
struct Duration {
  Number count;
  CalendarUnit unit = CalendarUnit::kUnspecified;
  friend bool operator==(const Duration&, const Duration&) = default;
};

// A civil date; proleptic Gregorian.
struct CivilDate {
  int32_t year = 1;
  int32_t month = 1;
  int32_t day = 1;
  friend auto operator<=>(const CivilDate&,
                          const CivilDate&) = default;  // NOLINT(modernize-use-nullptr)
};

enum class DatePrecision {
  kUnspecified,
  kDay,
  kWeek,
  kMonth,
  kQuarter,
  kHalfYear,
  kSeason,
  kYear,
  kFiveYear,
  kDecade,
  kCentury
};

// A half-open interval of days [begin, end). An end that is not set is open: "since 2017" has no
// end, "by 2030" no begin. "1965–present" has no end and `to_present`.
struct DateInterval {
  std::optional<CivilDate> begin;
  std::optional<CivilDate> end;
  DatePrecision begin_precision = DatePrecision::kUnspecified;
  DatePrecision end_precision = DatePrecision::kUnspecified;
  bool to_present = false;
  bool approximate = false;     // "around 2010"
  bool at_least_since = false;  // "since at least the 1970s": the begin may be earlier
  bool relative = false;        // resolved against a reference time
  friend bool operator==(const DateInterval&, const DateInterval&) = default;
};

// A change of an amount or quantity from one figure to another.
struct Change {
  Quantity from;
  Quantity to;
  std::string currency;  // set where both are money
  friend bool operator==(const Change&, const Change&) = default;
};

// A span of levels on a named ordinal scale; both ends are level ids of that scale, lowest first.
struct LevelSpan {
  std::string scale_id;
  std::string lowest_level_id;
  std::string highest_level_id;
  int32_t lowest_rank = 0;  // 0-based position on the scale
  int32_t highest_rank = 0;
  friend bool operator==(const LevelSpan&, const LevelSpan&) = default;
};

}  // namespace parallax::value

#endif  // PARALLAX_CORE_VALUE_TYPED_VALUE_H_
