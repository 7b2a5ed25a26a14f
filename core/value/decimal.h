// Exact decimal numbers with 34 significant digits (the precision of IEEE 754 decimal128): what
// figures are kept and compared in. No binary floating point anywhere.
#ifndef PARALLAX_CORE_VALUE_DECIMAL_H_
#define PARALLAX_CORE_VALUE_DECIMAL_H_

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace parallax::value {

// How a result that does not fit 34 digits is cut. Intervals round their low end kDown and their
// high end kUp, so that the true value stays inside.
enum class Rounding {
  kHalfEven,
  kDown,
  kUp
};  // kDown: towards minus infinity; kUp: towards plus infinity

// sign × coefficient × 10^exponent, kept without trailing zeros, so that equal values are equal
// members. A value type; operations are total and exact where the result fits 34 digits.
class Decimal {
 public:
  static constexpr int kMaxDigits = 34;
  // Parse and Scaled refuse numbers whose leading digit stands outside 10^±kMaxMagnitude.
  static constexpr int kMaxMagnitude = 300;

  constexpr Decimal() = default;
  static Decimal FromInt(int64_t n);
  // 10^n. REQUIRES: |n| <= kMaxMagnitude.
  static Decimal PowerOfTen(int n);

  // Reads "-12.50", "+3", ".5", "1e25", "1,5" is refused. Nothing on malformed text, on more than
  // 34 significant digits and on magnitudes outside the limit.
  static std::optional<Decimal> Parse(std::string_view text);

  // Plain notation without exponent and without trailing zeros: "1000000000000", "-0.35", "0".
  std::string ToString() const;

  bool is_zero() const { return coefficient_ == 0; }
  bool is_negative() const { return negative_; }
  bool is_integer() const { return exponent_ >= 0; }
  // The place value of the last non-zero digit as a power of ten; 0 for zero.
  int exponent() const { return exponent_; }
  // The power of ten of the leading digit: 2 for 512; 0 for zero.
  int magnitude() const;
  // The value where it is a whole number that fits.
  std::optional<int64_t> ToInt64() const;

  Decimal operator-() const;
  Decimal Abs() const { return negative_ ? -*this : *this; }
  // This × 10^n; nothing where that leaves the limit.
  std::optional<Decimal> Scaled(int n) const;

  static Decimal Add(const Decimal& a, const Decimal& b, Rounding rounding = Rounding::kHalfEven);
  static Decimal Subtract(const Decimal& a, const Decimal& b,
                          Rounding rounding = Rounding::kHalfEven);
  static Decimal Multiply(const Decimal& a, const Decimal& b,
                          Rounding rounding = Rounding::kHalfEven);
  // Nothing where b is zero.
  static std::optional<Decimal> Divide(const Decimal& a, const Decimal& b,
                                       Rounding rounding = Rounding::kHalfEven);

  // Rounded to at most `digits` significant digits (1..34).
  Decimal Rounded(int digits, Rounding rounding = Rounding::kHalfEven) const;

  friend bool operator==(const Decimal&, const Decimal&) = default;
  friend std::strong_ordering operator<=>(const Decimal& a, const Decimal& b);

 private:
  using Wide = unsigned __int128;
  static Decimal Make(bool negative, Wide coefficient, int64_t exponent, bool sticky, int digits,
                      Rounding rounding);

  Wide coefficient_ = 0;
  int32_t exponent_ = 0;
  bool negative_ = false;
};

}  // namespace parallax::value

#endif  // PARALLAX_CORE_VALUE_DECIMAL_H_
