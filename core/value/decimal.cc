#include "core/value/decimal.h"

#include <algorithm>
#include <array>

namespace parallax::value {
namespace {

using Wide = unsigned __int128;

constexpr std::array<Wide, 39> MakePowers() {
  std::array<Wide, 39> powers{};
  Wide p = 1;
  for (size_t i = 0; i < powers.size(); ++i) {
    powers[i] = p;
    if (i + 1 < powers.size()) p *= 10;
  }
  return powers;
}
constexpr std::array<Wide, 39> kPower = MakePowers();

int CountDigits(Wide n) {
  int digits = 0;
  while (digits < 38 && n >= kPower[digits]) ++digits;
  return digits;
}

}  // namespace

// Cuts to `digits` digits and drops trailing zeros. `sticky` says that something other than zero
// was already dropped below the last digit of `coefficient`.
Decimal Decimal::Make(bool negative, Wide coefficient, int64_t exponent, bool sticky, int digits,
                      Rounding rounding) {
  const int have = CountDigits(coefficient);
  const int drop = std::max(0, have - digits);
  Wide rest = 0;
  if (drop > 0) {
    rest = coefficient % kPower[drop];
    coefficient /= kPower[drop];
    exponent += drop;
  }
  if (rest != 0 || sticky) {
    bool away = false;
    switch (rounding) {
      case Rounding::kUp:
        away = !negative;
        break;
      case Rounding::kDown:
        away = negative;
        break;
      case Rounding::kHalfEven: {
        const Wide half = drop > 0 ? kPower[drop] / 2 : 0;
        if (drop == 0) {
          away = false;  // less than half a unit was dropped by the caller's contract
        } else if (rest != half) {
          away = rest > half;
        } else {
          away = sticky || (coefficient & 1) != 0;
        }
        break;
      }
    }
    if (away) {
      ++coefficient;
      if (coefficient == kPower[digits]) {
        coefficient /= 10;
        ++exponent;
      }
    }
  }
  Decimal out;
  if (coefficient == 0) return out;
  while (coefficient % 10 == 0) {
    coefficient /= 10;
    ++exponent;
  }
  out.coefficient_ = coefficient;
  out.exponent_ = static_cast<int32_t>(std::clamp<int64_t>(exponent, -100000, 100000));
  out.negative_ = negative;
  return out;
}

Decimal Decimal::FromInt(int64_t n) {
  const Wide magnitude = n < 0 ? static_cast<Wide>(-(n + 1)) + 1 : static_cast<Wide>(n);
  return Make(n < 0, magnitude, 0, false, kMaxDigits, Rounding::kHalfEven);
}

Decimal Decimal::PowerOfTen(int n) {
  return Make(false, 1, n, false, kMaxDigits, Rounding::kHalfEven);
}

std::optional<Decimal> Decimal::Parse(std::string_view text) {
  size_t i = 0;
  bool negative = false;
  if (i < text.size() && (text[i] == '-' || text[i] == '+')) negative = text[i++] == '-';
  Wide coefficient = 0;
  int64_t exponent = 0;
  int significant = 0;
  int64_t pending_zeros = 0;
  bool any = false, point = false;
  for (; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '.') {
      if (point) return std::nullopt;
      point = true;
      continue;
    }
    if (c < '0' || c > '9') break;
    any = true;
    if (point) --exponent;
    if (c == '0') {
      ++pending_zeros;
      continue;
    }
    // Leading zeros are no digits; zeros between digits are.
    const int64_t zeros = significant == 0 ? 0 : pending_zeros;
    if (significant + zeros + 1 > kMaxDigits) return std::nullopt;
    coefficient = coefficient * kPower[zeros + 1] + static_cast<Wide>(c - '0');
    significant += static_cast<int>(zeros) + 1;
    pending_zeros = 0;
  }
  if (!any) return std::nullopt;
  exponent += pending_zeros;
  if (i < text.size()) {
    if (text[i] != 'e' && text[i] != 'E') return std::nullopt;
    ++i;
    bool minus = false;
    if (i < text.size() && (text[i] == '-' || text[i] == '+')) minus = text[i++] == '-';
    int64_t shift = 0;
    const size_t begin = i;
    for (; i < text.size() && text[i] >= '0' && text[i] <= '9'; ++i) {
      shift = std::min<int64_t>(shift * 10 + (text[i] - '0'), 1000000);
    }
    if (i == begin || i != text.size()) return std::nullopt;
    exponent += minus ? -shift : shift;
  }
  if (coefficient == 0) return Decimal();
  const int64_t top = exponent + CountDigits(coefficient) - 1;
  if (top > kMaxMagnitude || top < -kMaxMagnitude) return std::nullopt;
  return Make(negative, coefficient, exponent, false, kMaxDigits, Rounding::kHalfEven);
}

std::string Decimal::ToString() const {
  if (coefficient_ == 0) return "0";
  std::string digits;
  for (Wide n = coefficient_; n > 0; n /= 10) digits.push_back(static_cast<char>('0' + n % 10));
  std::reverse(digits.begin(), digits.end());
  std::string out = negative_ ? "-" : "";
  if (exponent_ >= 0) return out + digits + std::string(static_cast<size_t>(exponent_), '0');
  const size_t fraction = static_cast<size_t>(-static_cast<int64_t>(exponent_));
  if (digits.size() > fraction) {
    return out + digits.substr(0, digits.size() - fraction) + "." +
           digits.substr(digits.size() - fraction);
  }
  return out + "0." + std::string(fraction - digits.size(), '0') + digits;
}

int Decimal::magnitude() const {
  return coefficient_ == 0 ? 0 : exponent_ + CountDigits(coefficient_) - 1;
}

std::optional<int64_t> Decimal::ToInt64() const {
  if (coefficient_ == 0) return 0;
  if (exponent_ < 0 || exponent_ > 18) return std::nullopt;
  if (CountDigits(coefficient_) + exponent_ > 18) return std::nullopt;
  const int64_t n = static_cast<int64_t>(coefficient_ * kPower[exponent_]);
  return negative_ ? -n : n;
}

Decimal Decimal::operator-() const {
  Decimal out = *this;
  if (coefficient_ != 0) out.negative_ = !negative_;
  return out;
}

std::optional<Decimal> Decimal::Scaled(int n) const {
  if (coefficient_ == 0) return *this;
  const int64_t top = static_cast<int64_t>(magnitude()) + n;
  if (top > kMaxMagnitude || top < -kMaxMagnitude) return std::nullopt;
  Decimal out = *this;
  out.exponent_ += n;
  return out;
}

Decimal Decimal::Add(const Decimal& x, const Decimal& y, Rounding rounding) {
  if (x.coefficient_ == 0) return y;
  if (y.coefficient_ == 0) return x;
  const Decimal& a = x.exponent_ >= y.exponent_ ? x : y;
  const Decimal& b = x.exponent_ >= y.exponent_ ? y : x;
  // Three spare digits keep the cut below the last digit of the result even after cancellation.
  constexpr int kWork = 37;
  int64_t gap = static_cast<int64_t>(a.exponent_) - b.exponent_;
  const int64_t shift = std::min<int64_t>(gap, kWork - CountDigits(a.coefficient_));
  const Wide left = a.coefficient_ * kPower[shift];
  const int64_t exponent = a.exponent_ - shift;
  gap -= shift;
  Wide right = b.coefficient_;
  bool sticky = false;
  if (gap > 0) {
    if (gap >= 38) {
      right = 0;
      sticky = true;
    } else {
      sticky = right % kPower[gap] != 0;
      right /= kPower[gap];
    }
  }
  if (a.negative_ == b.negative_) {
    return Make(a.negative_, left + right, exponent, sticky, kMaxDigits, rounding);
  }
  if (left >= right) {
    // What was dropped from the subtrahend makes the difference a little smaller.
    const Wide difference = left - right - (sticky ? 1 : 0);
    return Make(a.negative_, difference, exponent, sticky, kMaxDigits, rounding);
  }
  return Make(b.negative_, right - left, exponent, sticky, kMaxDigits, rounding);
}

Decimal Decimal::Subtract(const Decimal& a, const Decimal& b, Rounding rounding) {
  return Add(a, -b, rounding);
}

Decimal Decimal::Multiply(const Decimal& a, const Decimal& b, Rounding rounding) {
  // Schoolbook in base 10^17: coefficients are below 10^34, so every partial product fits.
  const Wide base = kPower[17];
  const Wide a1 = a.coefficient_ / base, a0 = a.coefficient_ % base;
  const Wide b1 = b.coefficient_ / base, b0 = b.coefficient_ % base;
  const Wide middle = a1 * b0 + a0 * b1;
  Wide low = a0 * b0 + (middle % base) * base;
  Wide high = a1 * b1 + middle / base + low / kPower[34];
  low %= kPower[34];
  const bool negative = a.negative_ != b.negative_;
  const int64_t exponent = static_cast<int64_t>(a.exponent_) + b.exponent_;
  if (high == 0) return Make(negative, low, exponent, false, kMaxDigits, rounding);
  // Keep 37 digits and remember whether the rest was zero.
  const int cut = std::max(0, CountDigits(high) - 3);
  const Wide kept = high * kPower[34 - cut] + low / kPower[cut];
  return Make(negative, kept, exponent + cut, low % kPower[cut] != 0, kMaxDigits, rounding);
}

std::optional<Decimal> Decimal::Divide(const Decimal& a, const Decimal& b, Rounding rounding) {
  if (b.coefficient_ == 0) return std::nullopt;
  if (a.coefficient_ == 0) return Decimal();
  Wide quotient = a.coefficient_ / b.coefficient_;
  Wide rest = a.coefficient_ % b.coefficient_;
  int64_t exponent = static_cast<int64_t>(a.exponent_) - b.exponent_;
  while (rest != 0 && quotient < kPower[36]) {
    rest *= 10;
    quotient = quotient * 10 + rest / b.coefficient_;
    rest %= b.coefficient_;
    --exponent;
  }
  return Make(a.negative_ != b.negative_, quotient, exponent, rest != 0, kMaxDigits, rounding);
}

Decimal Decimal::Rounded(int digits, Rounding rounding) const {
  return Make(negative_, coefficient_, exponent_, false, std::clamp(digits, 1, kMaxDigits),
              rounding);
}

std::strong_ordering operator<=>(const Decimal& a, const Decimal& b) {
  if (a == b) return std::strong_ordering::equal;
  if (a.coefficient_ == 0)
    return b.negative_ ? std::strong_ordering::greater : std::strong_ordering::less;
  if (b.coefficient_ == 0)
    return a.negative_ ? std::strong_ordering::less : std::strong_ordering::greater;
  if (a.negative_ != b.negative_) {
    return a.negative_ ? std::strong_ordering::less : std::strong_ordering::greater;
  }
  const auto by_size = [](const Decimal& x, const Decimal& y) {
    if (x.magnitude() != y.magnitude()) return x.magnitude() <=> y.magnitude();
    const int dx = CountDigits(x.coefficient_), dy = CountDigits(y.coefficient_);
    const Wide cx = x.coefficient_ * kPower[std::max(0, dy - dx)];
    const Wide cy = y.coefficient_ * kPower[std::max(0, dx - dy)];
    return cx < cy ? std::strong_ordering::less
                   : (cx > cy ? std::strong_ordering::greater : std::strong_ordering::equal);
  };
  return a.negative_ ? by_size(b, a) : by_size(a, b);
}

}  // namespace parallax::value
