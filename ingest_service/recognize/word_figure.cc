#include <algorithm>

#include "ingest_service/recognize/figure.h"
#include "ingest_service/recognize/glyph.h"
#include "ingest_service/recognize/lexicon.h"
#include "ingest_service/recognize/word_piece.h"

namespace parallax::recognize {
namespace {

using value::Decimal;

// A whole number in words, built from left to right. Greedy: stops before the first word that would
// not be grammatical.
class WholeReader {
 public:
  WholeReader(std::string_view text, int64_t at, FigureMode mode)
      : text_(text), begin_(at), mode_(mode) {}

  // Starts with words only.
  bool Read() {
    Piece first = PieceAt(text_, begin_);
    if (!Take(first)) return false;
    Continue();
    return true;
  }
  // Starts with digits that are already read ("3 hundred and 21").
  void ReadAfterDigits(const Figure& digits) {
    group_ = digits.value;
    end_ = digits.end;
    group_digits_ = true;
    if (digits.scale != 0) {
      total_ = digits.value;
      group_ = Decimal();
      last_scale_ = digits.scale;
      smallest_ = digits.scale;
      group_digits_ = false;
    }
    Continue();
  }

  Decimal value() const { return Decimal::Add(total_, group_); }
  int64_t end() const { return end_; }
  int smallest() const { return smallest_; }  // the least power that was stated
  int last_scale() const { return last_scale_; }
  // The part after the last "and" ("254" of "two hundred and fifty-four" is 54), for mixed
  // fractions.
  bool used_and() const { return and_part_open_; }
  Decimal and_part() const { return Decimal::Subtract(value(), before_and_); }
  Decimal before_and() const { return before_and_; }
  // The tens word that ended the number ("thirty" of "one hundred thirty"), 0 if another word did.
  int last_tens() const { return last_tens_; }
  int words() const { return words_; }

 private:
  void Continue() {
    while (end_ - begin_ < kMaxFigure) {
      const Piece next = PieceAfter(text_, end_);
      if (!next.word.empty()) {
        if (next.word.view() == "and") {
          if (!TakeAnd(next)) return;
          continue;
        }
        if (!Take(next)) return;
        continue;
      }
      // Digits after a scale: "4 thousand 3 hundred".
      if (last_scale_ == 0 || !TakeDigits(next.word.begin)) return;
    }
  }

  bool TakeAnd(const Piece& conjunction) {
    // "and" joins what is below a hundred or below the last scale.
    const bool after_scale = last_scale_ != 0 || !group_.is_zero();
    if (and_part_open_ || !after_scale || (last_scale_ == 0 && !has_hundred_)) return false;
    const Piece next = PieceAfter(text_, conjunction.word.end);
    const Decimal before = value();
    if (next.info.Has(kUnitWord | kTensWord) && !next.info.Has(kPluralWord) && Fits(next.info)) {
      Take(next);
    } else if (!next.word.empty() || !TakeDigits(SkipBlanks(text_, conjunction.word.end))) {
      return false;
    }
    before_and_ = before;
    and_part_open_ = true;
    return true;
  }

  bool TakeDigits(int64_t at) {
    const int64_t p = SkipBlanks(text_, at);
    int64_t end = 0;
    const int64_t n = ReadPlainDigits(text_, p, 3, &end);
    const bool under_hundred =
        has_hundred_ && n < 100 && HasBefore(text_, SkipBlanksBack(text_, p), "and");
    if (n < 0 || (!group_.is_zero() && !under_hundred)) return false;
    const Glyph after = GlyphAt(text_, end);
    if (after.c == '.' || after.c == ',' || IsWordLetter(after.c) || after.c == '-' ||
        after.c == '/' || after.c == '%') {
      // A following point may end the sentence; a figure of its own goes on with a digit.
      if (!(after.c == '.' || after.c == ',') || IsDigit(GlyphAt(text_, end + after.size).c))
        return false;
    }
    // A second figure after a scale is a figure of its own ("3 million 500 people") unless a scale
    // follows it or it stands after "hundred and".
    const Piece next = PieceAfter(text_, end);
    const bool scaled = next.info.Has(kScaleWord) && next.info.power < last_scale_;
    if (!scaled && !under_hundred &&
        !(last_scale_ <= 3 && HasBefore(text_, SkipBlanksBack(text_, p), "and")))
      return false;
    group_ = Decimal::Add(group_, Decimal::FromInt(n));
    group_digits_ = true;
    end_ = end;
    smallest_ = 0;
    return true;
  }

  // Whether a unit or tens word may follow what the group holds.
  bool Fits(const WordInfo& info) const {
    if (group_.is_zero()) return !(words_ > 0 && last_zero_);
    if (group_digits_) return false;
    const auto group = group_.ToInt64();
    if (!group) return false;
    const int64_t below = *group % 100;
    if (info.Has(kTensWord) || info.number >= 10) return has_hundred_ && below == 0;
    return info.number > 0 && ((below == 0 && has_hundred_) || (below >= 20 && below % 10 == 0));
  }

  bool Take(const Piece& piece) {
    const WordInfo& info = piece.info;
    if (piece.word.empty()) return false;
    if (info.Has(kUnitWord | kTensWord) && !info.Has(kPluralWord)) {
      if (!Fits(info)) return false;
      group_ = Decimal::Add(group_, Decimal::FromInt(info.number));
      last_tens_ = info.Has(kTensWord) ? info.number : 0;
      last_zero_ = info.number == 0;
      smallest_ = 0;
    } else if (info.Has(kScaleWord) && !(info.Has(kVagueWord) && words_ == 0)) {
      if (!TakeScale(info.power)) return false;
      last_tens_ = 0;
    } else {
      return false;
    }
    ++words_;
    end_ = piece.word.end;
    return true;
  }

  bool TakeScale(int power) {
    if (power == 2) {
      if (group_.is_zero() || has_hundred_) return false;
      const auto group = group_.ToInt64();
      if (!group_digits_ && (!group || *group >= 100)) return false;
      group_ = group_.Scaled(2).value_or(group_);
      has_hundred_ = true;
      group_digits_ = false;
      smallest_ = std::max(smallest_, 2);
      return true;
    }
    if (group_.is_zero()) {
      // "thousand million": the scale multiplies all that is there.
      if (total_.is_zero() || power <= last_scale_) return false;
      total_ = total_.Scaled(power).value_or(total_);
      last_scale_ = power;
      smallest_ += power;
      return true;
    }
    if (last_scale_ == 0 || power < last_scale_) {
      total_ = Decimal::Add(total_, group_.Scaled(power).value_or(group_));
    } else {
      return false;
    }
    group_ = Decimal();
    smallest_ += power;
    has_hundred_ = group_digits_ = false;
    and_part_open_ = false;
    last_scale_ = power;
    return true;
  }

  std::string_view text_;
  int64_t begin_;
  FigureMode mode_;
  int64_t end_ = 0;
  Decimal total_, group_, before_and_;
  bool has_hundred_ = false, group_digits_ = false, and_part_open_ = false, last_zero_ = false;
  int last_scale_ = 0, smallest_ = 0, last_tens_ = 0, words_ = 0;
};

struct Denominator {
  int64_t value = 0;
  int64_t end = 0;
  bool plural = false;
};

// "third(s)", "quarters", "twenty-fifth", "hundredths", "one hundred and fifth", at a piece.
Denominator DenominatorAfter(std::string_view text, int64_t at) {
  Piece piece = PieceAfter(text, at);
  const WordInfo& info = piece.info;
  if (info.Has(kHalfWord | kQuarterWord)) {
    return {info.number, piece.word.end, info.Has(kPluralWord)};
  }
  if (info.Has(kOrdinalWord)) {
    // "first" and "second" are no parts by themselves.
    if (info.number <= 2) return {};
    return {info.number, piece.word.end, info.Has(kPluralWord)};
  }
  if (info.Has(kOrdinalScale)) {
    int64_t n = 1;
    for (int i = 0; i < info.power; ++i) n *= 10;
    return {n, piece.word.end, info.Has(kPluralWord)};
  }
  if (!info.Has(kUnitWord | kTensWord) || info.Has(kPluralWord)) return {};
  WholeReader whole(text, piece.word.begin, {});
  if (!whole.Read()) return {};
  const auto base = whole.value().ToInt64();
  if (!base || *base > 1000000) return {};
  int64_t p = whole.end();
  Piece last = PieceAfter(text, p);
  if (last.word.view() == "and") last = PieceAfter(text, last.word.end);
  if (last.info.Has(kOrdinalWord) && *base % 10 == 0 &&
      (last.info.number < 10 ? true : *base % 100 == 0)) {
    return {*base + last.info.number, last.word.end, last.info.Has(kPluralWord)};
  }
  if (last.info.Has(kOrdinalScale)) {
    int64_t n = *base;
    for (int i = 0; i < last.info.power && n < 1000000000000; ++i) n *= 10;
    return {n, last.word.end, last.info.Has(kPluralWord)};
  }
  return {};
}

// The scale after a fraction: "half million", "half a billion", "two thirds of a million".
int ScaleAfterFraction(std::string_view text, int64_t at, int64_t* end) {
  Piece piece = PieceAfter(text, at);
  if (piece.word.view() == "of") piece = PieceAfter(text, piece.word.end);
  if (piece.info.Has(kArticleWord)) piece = PieceAfter(text, piece.word.end);
  if (!piece.info.Has(kScaleWord) || piece.info.power < 3 || piece.info.Has(kVagueWord)) return 0;
  *end = piece.word.end;
  return piece.info.power;
}

Decimal Part(const Decimal& numerator, int64_t denominator) {
  return Decimal::Divide(numerator, Decimal::FromInt(denominator)).value_or(Decimal());
}

// "hundreds of millions", "dozens", "multi-billion": an order of magnitude.
std::optional<Figure> ReadVague(std::string_view text, const Piece& first) {
  Figure figure;
  figure.begin = first.word.begin;
  figure.style = Figure::Style::kWords;
  figure.vague = true;
  int low = first.info.power;
  int64_t unit = 1;
  int64_t end = first.word.end;
  int high = 0;
  const std::string_view word = first.word.view();
  if (first.info.Has(kMultiWord)) {
    static constexpr struct {
      std::string_view word;
      int power;
    } kJoined[] = {{"multimillion", 6}, {"multibillion", 9}, {"multitrillion", 12}};
    for (const auto& joined : kJoined) {
      if (word == joined.word) low = joined.power;
    }
    if (word == "multi") {
      const Piece scale = PieceAfter(text, end);
      if (!scale.info.Has(kScaleWord) || scale.info.power < 3 || !scale.hyphen) return std::nullopt;
      low = scale.info.power;
      end = scale.word.end;
    }
    high = low + 3;
  } else if (first.info.Has(kDozenWord)) {
    unit = 12;
    high = 2;
    low = 0;
  } else {
    high = low == 2 || low == 1 ? low + 1 : low + 3;
  }
  // "hundreds of millions", "tens of billions of".
  int extra = 0;
  const Piece of = PieceAfter(text, end);
  if (of.word.view() == "of") {
    const Piece scale = PieceAfter(text, of.word.end);
    if (scale.info.Has(kScaleWord) && scale.info.Has(kPluralWord) && scale.info.power >= 3) {
      extra = scale.info.power;
      end = scale.word.end;
    }
  }
  figure.value = Decimal::FromInt(2 * unit).Scaled(low + extra).value_or(Decimal());
  figure.upper = Decimal::PowerOfTen(high + extra);
  figure.last_digit_exponent = low + extra;
  figure.scale = low + extra;
  figure.end = figure.unscaled_end = end;
  return figure;
}

// What may follow a whole number: a point, a fraction, dozens. `whole` is the number before it.
void ReadTail(std::string_view text, const WholeReader& whole, FigureMode mode, Figure* figure) {
  // "two hundred point seventy-one".
  const Piece point = PieceAfter(text, figure->end);
  if (point.word.view() == "point" && whole.last_scale() == 0) {
    std::string digits;
    int64_t p = point.word.end;
    for (int i = 0; i < 12; ++i) {
      const Piece digit = PieceAfter(text, p);
      if (digit.info.Has(kUnitWord) && digit.info.number < 10) {
        digits.push_back(static_cast<char>('0' + digit.info.number));
        p = digit.word.end;
      } else if (digits.empty() && digit.info.Has(kUnitWord | kTensWord) &&
                 !digit.info.Has(kPluralWord)) {
        WholeReader decimals(text, digit.word.begin, mode);
        if (decimals.Read()) {
          digits = decimals.value().ToString();
          p = decimals.end();
        }
        break;
      } else {
        break;
      }
    }
    if (!digits.empty() && digits.size() < 13) {
      const auto fraction = Decimal::Parse("0." + digits);
      figure->value = Decimal::Add(figure->value, fraction.value_or(Decimal()));
      figure->last_digit_exponent = -static_cast<int>(digits.size());
      figure->has_point = true;
      figure->end = p;
      const Piece scale = PieceAfter(text, p);
      if (scale.info.Has(kScaleWord) && scale.info.power >= 3) {
        figure->value = figure->value.Scaled(scale.info.power).value_or(figure->value);
        figure->last_digit_exponent += scale.info.power;
        figure->scale = scale.info.power;
        figure->end = scale.word.end;
      }
    }
    return;
  }
  if (point.info.Has(kDozenWord)) {
    const Decimal dozens = Decimal::FromInt(12);
    figure->value = whole.used_and() ? Decimal::Add(whole.before_and(),
                                                    Decimal::Multiply(whole.and_part(), dozens))
                                     : Decimal::Multiply(figure->value, dozens);
    figure->end = point.word.end;
    return;
  }
  const Denominator part = DenominatorAfter(text, figure->end);
  const auto finish = [&](const Decimal& integer, const Decimal& fraction, int64_t end,
                          bool scale_all) {
    int64_t scale_end = end;
    const int scale = ScaleAfterFraction(text, end, &scale_end);
    Decimal value;
    if (scale != 0 && whole.last_scale() < 6 && scale_all) {
      value = Decimal::Add(integer, fraction).Scaled(scale).value_or(Decimal());
    } else if (scale != 0) {
      value = Decimal::Add(integer, fraction.Scaled(scale).value_or(Decimal()));
    } else if (whole.last_scale() >= 6) {
      // "3 million and a half": the part is one of the scale.
      value = Decimal::Add(integer, fraction.Scaled(whole.last_scale()).value_or(Decimal()));
    } else {
      value = Decimal::Add(integer, fraction);
    }
    figure->value = value.Rounded(20);
    figure->fraction = true;
    figure->scale = scale != 0 ? scale : (whole.last_scale() >= 6 ? whole.last_scale() : 0);
    figure->last_digit_exponent = figure->value.exponent() < -18 ? -18 : figure->value.exponent();
    figure->end = scale_end;
  };
  if (part.value > 0) {
    const bool one = (whole.used_and() ? whole.and_part() : figure->value) == Decimal::FromInt(1);
    if (part.plural || one) {
      const Piece ordinal = PieceAfter(text, figure->end);
      if (whole.last_tens() != 0 && ordinal.hyphen && part.value < 10 &&
          figure->value != Decimal::FromInt(whole.last_tens())) {
        // "one hundred thirty-fifths": the hyphen makes thirty-five the denominator.
        const Decimal numerator =
            Decimal::Subtract(figure->value, Decimal::FromInt(whole.last_tens()));
        finish(Decimal(), Part(numerator, part.value + whole.last_tens()), part.end, true);
        return;
      }
      if (whole.used_and()) {
        // "one hundred and three quarters": the numerator begins after "and".
        finish(whole.before_and(), Part(whole.and_part(), part.value), part.end, false);
        return;
      }
      finish(Decimal(), Part(figure->value, part.value), part.end, true);
      return;
    }
  }
  // "three and a fifth", "twenty and three fifths", "six and a half million".
  const Piece conjunction = PieceAfter(text, figure->end);
  if (conjunction.word.view() == "and") {
    const Piece next = PieceAfter(text, conjunction.word.end);
    if (next.info.Has(kArticleWord)) {
      const Denominator a = DenominatorAfter(text, next.word.end);
      if (a.value > 0 && !a.plural) {
        finish(figure->value, Part(Decimal::FromInt(1), a.value), a.end, true);
      }
    } else if (next.info.Has(kUnitWord | kTensWord) && !next.info.Has(kPluralWord)) {
      WholeReader numerator(text, next.word.begin, mode);
      if (numerator.Read()) {
        const Denominator d = DenominatorAfter(text, numerator.end());
        if (d.value > 0 && (d.plural || numerator.value() == Decimal::FromInt(1))) {
          finish(figure->value, Part(numerator.value(), d.value), d.end, true);
        }
      }
    } else if (next.info.Has(kHalfWord) && !next.info.Has(kPluralWord)) {
      finish(figure->value, Part(Decimal::FromInt(1), 2), next.word.end, true);
    }
  }
}

// "one in three", "two out of five hundred", "1 over 121".
void ReadRatio(std::string_view text, FigureMode mode, Figure* figure) {
  const Piece link = PieceAfter(text, figure->end);
  int64_t at = link.word.end;
  const bool in = link.word.view() == "in";
  const bool over = link.word.view() == "over" && mode.every_figure;
  if (link.word.view() == "out") {
    const Piece of = PieceAfter(text, at);
    if (of.word.view() != "of") return;
    at = of.word.end;
  } else if (!in && !over) {
    return;
  }
  const int64_t p = SkipBlanks(text, at);
  std::optional<Figure> whole;
  if (IsDigit(GlyphAt(text, p).c)) {
    int64_t end = 0;
    const int64_t n = ReadPlainDigits(text, p, 6, &end);
    if (n <= 0 || GlyphAt(text, end).c == '.' || GlyphAt(text, end).c == '%') {
      if (n <= 0 || IsDigit(GlyphAt(text, end + 1).c)) return;
    }
    // "1 in 2019" is a year's, "5 in 10 minutes" no share.
    if (in && (n > 1000 || !(figure->value == Decimal::FromInt(1)))) return;
    Figure digits;
    digits.value = Decimal::FromInt(n);
    digits.end = end;
    whole = digits;
  } else {
    WholeReader words(text, p, mode);
    if (!words.Read()) return;
    Figure read;
    read.value = words.value();
    read.end = words.end();
    // "two out of five hundreds".
    const Piece plural = PieceAfter(text, read.end);
    if (plural.word.view() == "hundreds" && read.value < Decimal::FromInt(10)) {
      read.value = read.value.Scaled(2).value_or(read.value);
      read.end = plural.word.end;
    }
    whole = read;
  }
  if (!over && !(figure->value < whole->value)) return;
  if (whole->value.is_zero()) return;
  figure->value = Decimal::Divide(figure->value, whole->value).value_or(Decimal()).Rounded(20);
  figure->last_digit_exponent = std::max(-18, figure->value.exponent());
  figure->fraction = true;
  figure->end = whole->end;
}

}  // namespace

std::optional<Figure> ReadWordFigure(std::string_view text, int64_t at, FigureMode mode) {
  Figure figure;
  figure.begin = at;
  figure.style = Figure::Style::kWords;
  if (IsDigit(GlyphAt(text, at).c) || GlyphAt(text, at).c == '.') {
    const auto digits = ReadDigitFigure(text, at, mode);
    if (!digits) return std::nullopt;
    const Piece next = PieceAfter(text, digits->end);
    const bool goes_on = next.info.Has(kScaleWord | kDozenWord) || next.word.view() == "and" ||
                         next.word.view() == "in" || next.word.view() == "out" ||
                         next.word.view() == "over" || digits->scale != 0;
    // "8K one": a glued letter ends its figure, a word may go on.
    const bool glued_scale = digits->scale != 0 && WordBefore(text, digits->end).size < 4;
    if (!goes_on || digits->weak_scale || digits->fraction || glued_scale) return digits;
    WholeReader whole(text, at, mode);
    whole.ReadAfterDigits(*digits);
    figure = *digits;
    figure.end = whole.end();
    figure.value = whole.value();
    if (whole.end() != digits->end) {
      figure.scale = whole.last_scale();
      figure.last_digit_exponent =
          figure.value.exponent() < whole.smallest() ? figure.value.exponent() : whole.smallest();
      if (figure.has_point) figure.last_digit_exponent = figure.value.exponent();
    }
    if (!digits->grouped) ReadTail(text, whole, mode, &figure);
    if (!figure.fraction && !figure.has_point && figure.scale == 0) ReadRatio(text, mode, &figure);
    figure.unscaled_end = figure.end;
    return figure;
  }
  const Piece first = PieceAt(text, at);
  if (first.word.empty()) return std::nullopt;
  figure.end = figure.unscaled_end = first.word.end;
  const WordInfo& info = first.info;
  if (info.Has(kVagueWord | kMultiWord)) return ReadVague(text, first);
  if (info.Has(kHalfWord) && !info.Has(kPluralWord)) {
    int64_t end = 0;
    const int scale = ScaleAfterFraction(text, figure.end, &end);
    if (scale == 0) {
      // "half a percent".
      const Piece article = PieceAfter(text, figure.end);
      const Piece percent = PieceAfter(text, article.word.end);
      if (!article.info.Has(kArticleWord) || !percent.info.Has(kPercentWord) ||
          percent.word.view() == "per") {
        return std::nullopt;
      }
      figure.value = Part(Decimal::FromInt(1), 2);
      figure.last_digit_exponent = -1;
      figure.fraction = true;
      figure.end = figure.unscaled_end = article.word.end;
      return figure;
    }
    figure.value = Part(Decimal::FromInt(1), 2).Scaled(scale).value_or(Decimal());
    figure.last_digit_exponent = scale - 1;
    figure.scale = scale;
    figure.end = figure.unscaled_end = end;
    return figure;
  }
  if (info.Has(kArticleWord)) {
    const Piece next = PieceAfter(text, figure.end);
    figure.article = true;
    if (next.info.Has(kDozenWord) && !next.info.Has(kPluralWord)) {
      figure.value = Decimal::FromInt(12);
      figure.end = figure.unscaled_end = next.word.end;
      return figure;
    }
    if (mode.every_figure && (next.word.view() == "pair" || next.word.view() == "couple")) {
      figure.value = Decimal::FromInt(2);
      figure.end = figure.unscaled_end = next.word.end;
      return figure;
    }
    if (next.info.Has(kScaleWord) && !next.info.Has(kPluralWord)) {
      // "a hundred thousand trillionths", "a million and a half".
      WholeReader whole(text, at, mode);
      Figure one;
      one.value = Decimal::FromInt(1);
      one.end = figure.end;
      whole.ReadAfterDigits(one);
      figure.value = whole.value();
      figure.scale = whole.last_scale();
      figure.last_digit_exponent = whole.smallest();
      figure.end = whole.end();
      ReadTail(text, whole, mode, &figure);
      figure.unscaled_end = figure.end;
      return figure;
    }
    const Denominator part = DenominatorAfter(text, figure.end);
    if (part.value > 0 && !part.plural) {
      int64_t end = part.end;
      const int scale = ScaleAfterFraction(text, part.end, &end);
      // "a third" is a part of something; "a second", "a quarter" alone may be another or a time.
      const Piece of = PieceAfter(text, part.end);
      if (scale == 0 && !mode.every_figure && of.word.view() != "of") return std::nullopt;
      figure.value =
          Part(Decimal::FromInt(1), part.value).Scaled(scale).value_or(Decimal()).Rounded(20);
      figure.fraction = true;
      figure.scale = scale;
      figure.last_digit_exponent = std::max(-18, figure.value.exponent());
      figure.end = figure.unscaled_end = end;
      return figure;
    }
    return std::nullopt;
  }
  if (!info.Has(kUnitWord | kTensWord) || info.Has(kPluralWord)) return std::nullopt;
  WholeReader whole(text, at, mode);
  if (!whole.Read()) return std::nullopt;
  figure.value = whole.value();
  figure.end = whole.end();
  figure.scale = whole.last_scale();
  figure.last_digit_exponent = whole.smallest();
  figure.lone = whole.words() == 1 && figure.value <= Decimal::FromInt(10);
  const int64_t whole_end = figure.end;
  ReadTail(text, whole, mode, &figure);
  if (!figure.fraction && figure.scale == 0) ReadRatio(text, mode, &figure);
  if (figure.end != whole_end) figure.lone = false;
  figure.unscaled_end = figure.end;
  return figure;
}

}  // namespace parallax::recognize
