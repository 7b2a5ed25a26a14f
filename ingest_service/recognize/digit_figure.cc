#include <algorithm>
#include <string>

#include "ingest_service/recognize/figure.h"
#include "ingest_service/recognize/glyph.h"
#include "ingest_service/recognize/lexicon.h"

namespace parallax::recognize {
namespace {

using value::Decimal;

// A run of digits, ASCII or full-width.
struct Run {
  std::string digits;
  int64_t end = 0;
};
Run ReadRun(std::string_view text, int64_t at) {
  Run run{.digits = {}, .end = at};
  while (run.digits.size() < 48) {
    const Glyph g = GlyphAt(text, run.end);
    if (!IsDigit(g.c)) break;
    run.digits.push_back(static_cast<char>(g.c));
    run.end += g.size;
  }
  return run;
}

// ⁰…⁹ and ⁻ to their digits; 0 for anything else.
char SuperscriptDigit(char32_t c) {
  switch (c) {
    case 0x2070:
      return '0';
    case 0xB9:
      return '1';
    case 0xB2:
      return '2';
    case 0xB3:
      return '3';
    case 0x207B:
      return '-';
    default:
      return c >= 0x2074 && c <= 0x2079 ? static_cast<char>('4' + (c - 0x2074)) : '\0';
  }
}

struct VulgarFraction {
  int numerator = 0;
  int denominator = 0;
};
VulgarFraction VulgarFractionOf(char32_t c) {
  switch (c) {
    case 0xBC:
      return {1, 4};
    case 0xBD:
      return {1, 2};
    case 0xBE:
      return {3, 4};
    default:
      break;
  }
  static constexpr VulgarFraction kTable[] = {{1, 7}, {1, 9}, {1, 10}, {1, 3}, {2, 3},
                                              {1, 5}, {2, 5}, {3, 5},  {4, 5}, {1, 6},
                                              {5, 6}, {1, 8}, {3, 8},  {5, 8}, {7, 8}};
  if (c >= 0x2150 && c <= 0x215E) return kTable[c - 0x2150];
  return {};
}

// What separates groups of three: ',' or '.', or a blank.
bool IsGroupSeparator(char32_t separator, char32_t c) {
  return separator == ' ' ? IsBlank(c) : c == separator;
}

// Reads groups after a first run: ",234,567" or the Indian ",34,567". Returns the end, or `at`
// where the text does not group properly. Appends the digits.
int64_t ReadGroups(std::string_view text, int64_t at, size_t first, char32_t separator,
                   std::string* digits, int* groups) {
  *groups = 0;
  if (first == 0 || first > 3) return at;
  int64_t end = at;
  std::string read;
  bool pairs = false;
  int64_t last_triple_end = at;
  while (*groups < 12) {
    const Glyph s = GlyphAt(text, end);
    if (!IsGroupSeparator(separator, s.c)) break;
    // "$20，300元" has a Chinese comma between ASCII digits: two figures.
    if (separator != ' ' && s.size != GlyphBefore(text, end).size) break;
    const Run run = ReadRun(text, end + s.size);
    if (run.digits.size() == 2 && separator == ',' && first <= 2) {
      // Groups of two are Indian, and must end in a group of three.
      if (*groups > 0 && !pairs) break;
      pairs = true;
    } else if (run.digits.size() != 3) {
      break;
    }
    read += run.digits;
    end = run.end;
    ++*groups;
    if (run.digits.size() == 3) {
      last_triple_end = end;
      if (pairs) break;
    }
  }
  if (*groups == 0 || last_triple_end != end) return at;
  *digits += read;
  return end;
}

Decimal DecimalOf(const std::string& digits, const std::string& fraction, bool* fits) {
  std::string all = digits.empty() ? "0" : digits;
  if (!fraction.empty()) all += "." + fraction;
  const auto parsed = Decimal::Parse(all);
  *fits = parsed.has_value();
  return parsed.value_or(Decimal());
}

// "e+14", "^-1", "×10^25", "10²⁵": applies the exponent to the figure. False where a power is too
// large.
void ReadExponent(std::string_view text, FigureMode mode, Figure* figure) {
  const Glyph g = GlyphAt(text, figure->end);
  if (g.c == 'e' || g.c == 'E') {
    int64_t p = figure->end + g.size;
    bool negative = false;
    const Glyph sign = GlyphAt(text, p);
    if (sign.c == '+' || sign.c == '-') {
      negative = sign.c == '-';
      p += sign.size;
    }
    const Run run = ReadRun(text, p);
    if (run.digits.empty() || run.digits.size() > 3 || IsWordLetter(GlyphAt(text, run.end).c))
      return;
    const int power = (negative ? -1 : 1) * std::stoi(run.digits);
    if (const auto scaled = figure->value.Scaled(power)) {
      figure->value = *scaled;
      figure->last_digit_exponent += power;
      figure->end = run.end;
    }
    return;
  }
  std::string power_text;
  int64_t end = figure->end;
  if (g.c == '^') {
    int64_t p = figure->end + g.size;
    const Glyph sign = GlyphAt(text, p);
    if (sign.c == '+' || sign.c == '-') {
      if (sign.c == '-') power_text = "-";
      p += sign.size;
    }
    const Run run = ReadRun(text, p);
    if (run.digits.empty()) return;
    power_text += run.digits;
    end = run.end;
  } else {
    for (int i = 0; i < 4; ++i) {
      const Glyph s = GlyphAt(text, end);
      const char digit = SuperscriptDigit(s.c);
      if (digit == '\0') break;
      power_text.push_back(digit);
      end += s.size;
    }
  }
  if (power_text.empty() || power_text == "-" || power_text.size() > 4) return;
  const int power = std::stoi(power_text);
  const bool base_ten = figure->value == Decimal::FromInt(10);
  if (base_ten) {
    if (power > 99 || power < -99) return;
    figure->value = Decimal::PowerOfTen(power);
    figure->last_digit_exponent = power;
    figure->end = end;
    return;
  }
  // A power of another base is arithmetic (2^5), or a footnote mark on a figure (1,500²).
  if (!mode.every_figure || g.c != '^' || power > 99 || power < -99) return;
  Decimal result = Decimal::FromInt(1);
  for (int i = 0; i < std::abs(power); ++i) result = Decimal::Multiply(result, figure->value);
  if (power < 0) {
    const auto inverse = Decimal::Divide(Decimal::FromInt(1), result);
    if (!inverse) return;
    result = *inverse;
  }
  figure->value = result;
  figure->last_digit_exponent = std::min(0, result.exponent());
  figure->end = end;
}

// "5.2 × 10^25": the factor of ten after a mantissa.
void ReadTimesPowerOfTen(std::string_view text, Figure* figure) {
  int64_t p = SkipBlanks(text, figure->end);
  const Glyph times = GlyphAt(text, p);
  if (times.c != 0xD7 && times.c != 'x' && times.c != '*' && times.c != 0xB7) return;
  p = SkipBlanks(text, p + times.size);
  if (!HasAt(text, p, "10")) return;
  Figure ten;
  ten.begin = p;
  ten.end = p + 2;
  ten.value = Decimal::FromInt(10);
  ReadExponent(text, {}, &ten);
  if (ten.end == p + 2) return;
  const int power = ten.last_digit_exponent;
  if (const auto scaled = figure->value.Scaled(power)) {
    figure->value = *scaled;
    figure->last_digit_exponent += power;
    figure->scale = 0;
    figure->end = ten.end;
  }
}

// "3/4", "1 4/5", "½", "2½" after a whole number that is already read (or nothing, for "½").
bool ReadSlashFraction(std::string_view text, FigureMode mode, Figure* figure) {
  const auto set = [&](const Decimal& whole, int64_t n, int64_t d, int64_t end) {
    const auto part = Decimal::Divide(Decimal::FromInt(n), Decimal::FromInt(d));
    if (!part) return false;
    figure->value = Decimal::Add(whole, *part).Rounded(20);
    figure->last_digit_exponent = std::max(-18, figure->value.exponent());
    figure->fraction = true;
    figure->end = end;
    return true;
  };
  const Glyph g = GlyphAt(text, figure->end);
  const VulgarFraction vulgar = VulgarFractionOf(g.c);
  if (vulgar.denominator != 0) {
    return set(figure->value, vulgar.numerator, vulgar.denominator, figure->end + g.size);
  }
  // The whole number may itself be the numerator, or stand before one after a blank.
  int64_t slash = figure->end;
  Decimal whole;
  int64_t numerator = 0;
  const auto own = figure->value.ToInt64();
  if (!own) return false;
  if (g.c == '/' || g.c == 0x2044) {
    numerator = *own;
  } else if (IsBlank(g.c)) {
    const int64_t p = SkipBlanks(text, figure->end);
    numerator = ReadPlainDigits(text, p, 4, &slash);
    if (numerator < 0) {
      const Glyph after = GlyphAt(text, p);
      const VulgarFraction part = VulgarFractionOf(after.c);
      if (part.denominator == 0) return false;
      return set(figure->value, part.numerator, part.denominator, p + after.size);
    }
    whole = figure->value;
  } else {
    return false;
  }
  const Glyph mark = GlyphAt(text, slash);
  if (mark.c != '/' && mark.c != 0x2044) return false;
  // "222-2222/2222" goes on with digits as a telephone number does.
  const Glyph left = GlyphBefore(text, figure->begin);
  if (left.c == '-' && IsDigit(GlyphBefore(text, figure->begin - left.size).c)) return false;
  int64_t end = 0;
  const int64_t denominator = ReadPlainDigits(text, slash + mark.size, 4, &end);
  if (denominator <= 0 || GlyphAt(text, end).c == '/' || GlyphAt(text, end).c == '-') return false;
  if (!mode.every_figure) {
    // In prose "9/11", "24/7" and "50/50" are names; a proper fraction stands after a whole number
    // or has a small denominator that is none of a date's.
    const bool mixed = !whole.is_zero() && numerator < denominator && denominator <= 100;
    const bool plain = numerator == 1 && denominator <= 10;
    const bool thirds = numerator < denominator && denominator <= 5;
    if (!mixed && !plain && !thirds) return false;
  }
  return set(whole, numerator, denominator, end);
}

}  // namespace

int64_t ReadPlainDigits(std::string_view text, int64_t at, int max_digits, int64_t* end) {
  int64_t n = 0;
  int count = 0;
  int64_t p = at;
  while (true) {
    const Glyph g = GlyphAt(text, p);
    if (!IsDigit(g.c)) break;
    if (++count > max_digits) return -1;
    n = n * 10 + static_cast<int64_t>(g.c - '0');
    p += g.size;
  }
  if (count == 0) return -1;
  *end = p;
  return n;
}

std::optional<Figure> ReadDigitFigure(std::string_view text, int64_t at, FigureMode mode) {
  Figure figure;
  figure.begin = at;
  Run whole = ReadRun(text, at);
  std::string fraction;
  int64_t end = whole.end;
  if (whole.digits.size() > 40) return std::nullopt;
  if (whole.digits.empty()) {
    const Glyph g = GlyphAt(text, at);
    if (VulgarFractionOf(g.c).denominator != 0) {
      figure.end = at;
      ReadSlashFraction(text, mode, &figure);
      figure.unscaled_end = figure.end;
      return figure;
    }
    if (g.c != '.') return std::nullopt;
    const Run after = ReadRun(text, at + g.size);
    if (after.digits.empty() || after.digits.size() > 30) return std::nullopt;
    fraction = after.digits;
    end = after.end;
  } else {
    figure.integer_digits = static_cast<int>(whole.digits.size());
    int groups = 0;
    std::string grouped = whole.digits;
    char32_t separator = ',';
    int64_t p = ReadGroups(text, end, whole.digits.size(), ',', &grouped, &groups);
    if (groups == 0) {
      // "1.111,11" and "1.111.111": dots group where a comma or a second group says so.
      std::string dotted = whole.digits;
      int dot_groups = 0;
      const int64_t q = ReadGroups(text, end, whole.digits.size(), '.', &dotted, &dot_groups);
      const Glyph after = GlyphAt(text, q);
      const bool comma_decimal = after.c == ',' && IsDigit(GlyphAt(text, q + after.size).c);
      // "45.000" with nothing but zeros is forty-five thousand in most of Europe, and no one's
      // decimal.
      const bool zeros = dot_groups == 1 && dotted.size() > 3 &&
                         dotted.substr(dotted.size() - 3) == "000" && dotted[0] != '0' &&
                         !mode.every_figure;
      if (dot_groups >= 2 || (dot_groups == 1 && (comma_decimal || zeros))) {
        p = q;
        groups = dot_groups;
        grouped = dotted;
        separator = '.';
      }
    }
    if (groups == 0) {
      // "1 234 567": blanks group where there are two groups, or where the blank does not break.
      std::string spaced = whole.digits;
      int space_groups = 0;
      const int64_t q = ReadGroups(text, end, whole.digits.size(), ' ', &spaced, &space_groups);
      const bool unbreakable = space_groups > 0 && GlyphAt(text, end).size > 1;
      if (space_groups >= 2 || unbreakable) {
        p = q;
        groups = space_groups;
        grouped = spaced;
      }
    }
    if (groups > 0) {
      whole.digits = grouped;
      figure.grouped = true;
      end = p;
    }
    const Glyph point = GlyphAt(text, end);
    const char32_t decimal_point = separator == '.' ? U',' : U'.';
    // Behind a point already: "192.168.1.2" holds no decimals.
    const Glyph left = GlyphBefore(text, at);
    const bool chained = left.c == '.' && IsDigit(GlyphBefore(text, at - left.size).c);
    if (point.c == decimal_point && !chained) {
      const Run after = ReadRun(text, end + point.size);
      const Glyph next = GlyphAt(text, after.end);
      const bool more_points = next.c == '.' && IsDigit(GlyphAt(text, after.end + next.size).c);
      // "192.168.1.2", "1.2.3": a chain of points is no decimal.
      if (!after.digits.empty() && after.digits.size() <= 30 && !more_points) {
        fraction = after.digits;
        end = after.end;
      }
    } else if (point.c == ',' && groups == 0) {
      // A decimal comma: "1,3", where what follows is no group of three.
      const Run after = ReadRun(text, end + point.size);
      const Glyph next = GlyphAt(text, after.end);
      if (!after.digits.empty() && after.digits.size() < 3 && next.c != ',' && mode.every_figure &&
          point.size == 1) {
        fraction = after.digits;
        end = after.end;
      }
    }
  }
  bool fits = false;
  figure.value = DecimalOf(whole.digits, fraction, &fits);
  if (!fits) return std::nullopt;
  figure.has_point = !fraction.empty();
  figure.last_digit_exponent = -static_cast<int>(fraction.size());
  figure.end = end;
  figure.unscaled_end = end;
  figure.unscaled_last_digit = figure.last_digit_exponent;
  if (!figure.has_point && ReadSlashFraction(text, mode, &figure)) {
    figure.unscaled_end = figure.end;
    return figure;
  }
  ReadExponent(text, mode, &figure);
  ReadTimesPowerOfTen(text, &figure);
  figure.unscaled_end = figure.end;
  figure.unscaled_last_digit = figure.last_digit_exponent;

  // "$100s": an order of magnitude, from the round figure to the next.
  if (GlyphAt(text, figure.end).c == 's' && !figure.has_point &&
      figure.value == Decimal::PowerOfTen(figure.value.magnitude()) &&
      figure.value.magnitude() >= 1 && figure.value.magnitude() <= 12) {
    const Glyph after = GlyphAt(text, figure.end + 1);
    if (!IsWordLetter(after.c) && !IsDigit(after.c)) {
      figure.vague = true;
      figure.upper = figure.value.Scaled(1).value_or(figure.value);
      figure.last_digit_exponent = figure.value.magnitude();
      figure.end = figure.unscaled_end = figure.end + 1;
      return figure;
    }
  }

  // A scale glued to the figure or one blank away: 10k, 5bn, "1.5 million", "1,674.5 G".
  const int64_t p = SkipBlanks(text, figure.end);
  const Glyph next = GlyphAt(text, p);
  int64_t word_at = p;
  if (next.c == '-' && p == figure.end) word_at = p + next.size;
  if (!IsLetter(GlyphAt(text, word_at).c)) return figure;
  const Word word = WordAt(text, word_at);
  if (word.empty()) return figure;
  const Glyph after = GlyphAt(text, word.end);
  if (IsWordLetter(after.c) || IsDigit(after.c)) return figure;
  int power = 0;
  bool weak = false;
  const WordInfo& info = LookUpWord(word.view());
  if (info.Has(kScaleWord) && !(info.Has(kVagueWord) && info.power == 2)) {
    power = info.power;
    // "cr" and the like are strangers outside of Indian English: take them only beside the figure.
    weak = false;
  } else if (word_at == p) {
    const std::string_view raw =
        text.substr(static_cast<size_t>(word.begin), static_cast<size_t>(word.end - word.begin));
    power = ScaleSuffix(raw, &weak);
    if (raw == "G" && !mode.every_figure) power = 0;  // 5G, 80 G
    if (power != 0 && word_at != figure.end && (weak || raw == "K" || raw == "k")) {
      // Parted by a blank only a lone capital of the engineers' kind counts, in an utterance.
      if (!(mode.every_figure && (raw == "G" || raw == "T" || raw == "M"))) power = 0;
    }
  }
  if (power == 0) return figure;
  if (const auto scaled = figure.value.Scaled(power)) {
    figure.value = *scaled;
    figure.scale = power;
    figure.weak_scale = weak;
    figure.last_digit_exponent += power;
    figure.end = word.end;
    if (!weak) {
      figure.unscaled_end = figure.end;
      figure.unscaled_last_digit = figure.last_digit_exponent;
    }
  }
  return figure;
}

value::Number Figure::ToNumber(std::string_view text) const {
  value::Number number;
  number.decimal = value.ToString();
  if (vague) {
    number.upper = upper.ToString();
    number.bound = value::Bound::kRange;
    number.vague = true;
  } else if (more) {
    number.bound = value::Bound::kMoreThan;
  }
  number.last_digit_exponent = last_digit_exponent;
  number.written =
      std::string(text.substr(static_cast<size_t>(begin), static_cast<size_t>(end - begin)));
  return number;
}

}  // namespace parallax::recognize
