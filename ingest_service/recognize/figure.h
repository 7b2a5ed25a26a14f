// A number as it is read from a text, before anyone knows what it counts; and its readers.
#ifndef PARALLAX_INGEST_SERVICE_RECOGNIZE_FIGURE_H_
#define PARALLAX_INGEST_SERVICE_RECOGNIZE_FIGURE_H_

#include <cstdint>
#include <optional>
#include <string_view>

#include "core/value/decimal.h"
#include "core/value/typed_value.h"

namespace parallax::recognize {

struct Figure {
  enum class Style { kDigits, kWords, kHan };

  int64_t begin = 0;  // bytes of the text
  int64_t end = 0;
  value::Decimal value;  // the figure times its scale; the lower end where `vague`
  value::Decimal upper;  // only where `vague`
  Style style = Style::kDigits;
  int last_digit_exponent = 0;  // place value of the last stated digit
  int scale = 0;                // power of ten of the scale word: 9 in "1.5 billion"
  bool weak_scale = false;  // the scale is a lone letter that may mean something else: 5G, 3M, 1.2b
  int64_t unscaled_end = 0;  // where the figure ends without its weak scale
  int unscaled_last_digit = 0;
  bool grouped = false;  // thousands were parted: 12,500
  bool has_point = false;
  bool has_sign = false;
  bool fraction = false;      // 3/4, two thirds, 五分之一
  bool vague = false;         // hundreds, dozens, 数百, multi-billion
  bool more = false;          // a "more than" inside the figure: 十多万, 500余
  bool lone = false;          // one word or character below ten: "one", 三
  bool digit_string = false;  // Chinese digits in positions: 二〇一九
  bool article = false;       // begins with "a": a dozen, a million
  int integer_digits = 0;     // digits before the point, for kDigits

  // The typed number; `written` is the text's own bytes.
  value::Number ToNumber(std::string_view text) const;
};

// How freely figures are read.
struct FigureMode {
  bool every_figure = false;  // see Context
  bool chinese = false;       // the text is Chinese: 1万 and 点 are read in ASCII company too
};

// All readers start exactly at `at` (a digit, '.', a letter or a character of a numeral) and return
// nothing where no figure begins there. They look at no more than kMaxFigure bytes, so that a text
// of nothing but digits costs linear time. The left neighbour of `at` is the caller's to judge.
inline constexpr int64_t kMaxFigure = 160;

// Digits with separators, points, exponents, fractions and scales: "1,234.5 million", "3/4",
// "1e25", "10^26", "5.2 × 10²⁵", "1.5万亿".
std::optional<Figure> ReadDigitFigure(std::string_view text, int64_t at, FigureMode mode);

// Words: "one hundred and sixteen", "two thirds", "a quarter million", "hundreds", "dozens", and
// words that continue digits ("3 hundred and 21").
std::optional<Figure> ReadWordFigure(std::string_view text, int64_t at, FigureMode mode);

// Chinese numerals, plain and financial, alone or mixed with digits: 一百零五, 3千5百,
// 二十五分之一.
std::optional<Figure> ReadHanFigure(std::string_view text, int64_t at, FigureMode mode);

// The figure that begins at `at`, by whichever reader takes the most; a sign or sign word included.
std::optional<Figure> ReadFigure(std::string_view text, int64_t at, FigureMode mode);

// Only ASCII or full-width digits, no separators: what dates are made of. `max_digits` at most, and
// no digit may follow. -1 where none. Sets *end.
int64_t ReadPlainDigits(std::string_view text, int64_t at, int max_digits, int64_t* end);

// A small Chinese whole number (0 … 9999) for months, days, ordinals and counts, in numerals or
// digits; -1 where none. Sets *end.
int64_t ReadSmallHan(std::string_view text, int64_t at, int64_t* end);

}  // namespace parallax::recognize

#endif  // PARALLAX_INGEST_SERVICE_RECOGNIZE_FIGURE_H_
