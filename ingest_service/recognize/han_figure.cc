#include <algorithm>
#include <string>

#include "ingest_service/recognize/figure.h"
#include "ingest_service/recognize/glyph.h"
#include "ingest_service/recognize/lexicon.h"

namespace parallax::recognize {
namespace {

using value::Decimal;

int64_t PowerOfTen(int n) {
  int64_t p = 1;
  for (int i = 0; i < n; ++i) p *= 10;
  return p;
}

// Whether a scale without a figure before it is one of its own: 百亿元, 千亿级, 万台. 万元 and
// 百万元 are units of tables, 百家 and 千人 parts of names.
bool HeadlessScale(std::string_view text, int64_t at) {
  const Glyph first = GlyphAt(text, at);
  const Glyph second = GlyphAt(text, at + first.size);
  const bool ten_thousand = first.c == U'万' || first.c == U'萬';
  const bool large = (first.c == U'百' || first.c == U'千' || ten_thousand) &&
                     (second.c == U'亿' || second.c == U'億');
  const char32_t before = GlyphBefore(text, at).c;
  if (before == U'每' || before == U'位' || before == '(' || before == U'（' || before == U'：' ||
      before == ':' || IsDigit(before)) {
    return false;
  }
  if (!large) {
    static constexpr std::u32string_view kCounted = U"台臺辆輛吨噸枚艘";
    return ten_thousand && second.c != kEnd && kCounted.find(second.c) != std::u32string_view::npos;
  }
  const int64_t behind = at + first.size + second.size;
  for (const std::string_view unit : {"元", "级", "級", "美元", "欧元", "歐元", "日元", "日圓",
                                      "港元", "人民币", "人民幣", "新台币", "新台幣"}) {
    if (HasAt(text, behind, unit)) return true;
  }
  return false;
}

// A Chinese whole number, possibly mixed with digits, built from left to right; stops before the
// first character that would not be grammatical.
class HanReader {
 public:
  HanReader(std::string_view text, int64_t at, FigureMode mode)
      : text_(text), begin_(at), end_(at), mode_(mode) {}

  bool Read() {
    while (end_ - begin_ < kMaxFigure) {
      const int64_t p = tokens_ == 0 ? end_ : SkipBlanks(text_, end_);
      if (!TakeAt(p)) break;
      ++tokens_;
    }
    if (tokens_ == 0) return false;
    Finish();
    return ok_;
  }

  Decimal value() const { return value_; }
  Decimal upper() const { return upper_; }
  int64_t end() const { return end_; }
  bool more() const { return more_; }
  bool vague() const { return vague_; }
  bool used_han() const { return used_han_; }
  bool used_unit() const { return used_unit_; }
  bool digit_string() const { return positional_.size() > 1; }
  bool only_small_digit() const { return tokens_ == 1 && !used_unit_; }
  bool has_point() const { return has_point_; }
  bool grouped() const { return grouped_; }
  int scale() const { return scale_; }
  int last_digit_exponent() const { return last_digit_; }

 private:
  bool TakeAt(int64_t p) {
    const Glyph g = GlyphAt(text_, p);
    if (IsDigit(g.c) || (g.c == '.' && tokens_ == 0)) return TakeDigits(p);
    const HanInfo info = LookUpHan(g.c);
    // Characters of a numeral that stand apart belong together only where the text spaces them all
    // (an utterance), or where a scale follows its figure.
    if (p != end_ && !mode_.every_figure && info.kind != HanInfo::kBigUnit) return false;
    switch (info.kind) {
      case HanInfo::kDigit:
        return TakeDigit(info.value, p, g.size);
      case HanInfo::kZero:
        if (pending_) {
          if (used_unit_ || pending_from_digits_) return false;
          positional_.push_back('0');
          end_ = p + g.size;
          used_han_ = true;
          return true;
        }
        if (positional_.empty() && !used_unit_) positional_ = "0";
        zero_ = true;
        pending_ = positional_ == "0" && !used_unit_;
        pending_value_ = Decimal();
        end_ = p + g.size;
        used_han_ = true;
        return true;
      case HanInfo::kTens:
        if (pending_ || last_unit_ <= 10) return false;
        section_ = Decimal::Add(section_, Decimal::FromInt(info.value));
        last_unit_ = last_any_ = 10;
        used_unit_ = used_han_ = true;
        zero_ = false;
        end_ = p + g.size;
        return true;
      case HanInfo::kSmallUnit:
        return TakeUnit(PowerOfTen(info.value), info.value, p, g.size);
      case HanInfo::kBigUnit:
        return TakeBig(info.value, p, g.size);
      case HanInfo::kSome:
        return TakeSome(p, g.size);
      case HanInfo::kMore:
        // 十多万, 五百余万: more than the figure, and the scale follows.
        if (tokens_ == 0 || more_) return false;
        {
          const int64_t q = SkipBlanks(text_, p + g.size);
          const HanInfo next = LookUpHan(GlyphAt(text_, q).c);
          if (next.kind != HanInfo::kBigUnit) return false;
          more_ = true;
          end_ = p + g.size;
          return true;
        }
      case HanInfo::kPoint:
        return TakePoint(p, g.size);
      default:
        return false;
    }
  }

  bool TakeDigits(int64_t p) {
    if (pending_) return false;
    const auto digits = ReadDigitFigure(text_, p, {.every_figure = mode_.every_figure});
    if (!digits || digits->fraction || digits->scale != 0) return false;
    if (tokens_ > 0 && p != end_) return false;
    if (tokens_ > 0) {
      // "3万4000": the lower part must fit under the last unit.
      if (!used_unit_ || digits->value.is_negative()) return false;
      const int64_t limit = last_unit_ < kNoUnit ? last_unit_ : last_big_;
      if (limit != kNoUnit && !(digits->value < Decimal::FromInt(limit))) return false;
      if (has_point_) return false;
    }
    pending_ = true;
    pending_from_digits_ = true;
    pending_value_ = digits->value;
    has_point_ = digits->has_point;
    grouped_ = grouped_ || digits->grouped;
    fraction_digits_ = -digits->last_digit_exponent;
    end_ = digits->end;
    last_digit_ = digits->last_digit_exponent;
    return true;
  }

  bool TakeDigit(int digit, int64_t p, int size) {
    if (has_point_) return false;
    if (pending_) {
      if (pending_from_digits_) return false;
      // 二〇一九 in positions; 二三十, 七八百: a span of two neighbours.
      if (!used_unit_ || NextIsUnit(p + size)) {
        const HanInfo next = LookUpHan(GlyphAt(text_, SkipBlanks(text_, p + size)).c);
        const bool unit = next.kind == HanInfo::kSmallUnit || next.kind == HanInfo::kBigUnit;
        if (unit) {
          const int64_t before = pending_value_.ToInt64().value_or(0);
          if (positional_.size() > 1 || (digit != before + 1 && !(before == 3 && digit == 5)))
            return false;
          range_digit_ = digit;
          end_ = p + size;
          return true;
        }
        if (used_unit_) return false;
        positional_.push_back(static_cast<char>('0' + digit));
        end_ = p + size;
        return positional_.size() < 30;
      }
      return false;
    }
    pending_ = true;
    pending_value_ = Decimal::FromInt(digit);
    if (!used_unit_) positional_.push_back(static_cast<char>('0' + digit));
    end_ = p + size;
    used_han_ = true;
    return true;
  }

  bool NextIsUnit(int64_t p) const {
    const HanInfo next = LookUpHan(GlyphAt(text_, SkipBlanks(text_, p)).c);
    return next.kind == HanInfo::kSmallUnit || next.kind == HanInfo::kBigUnit;
  }

  bool TakeUnit(int64_t unit, int power, int64_t p, int size) {
    if (unit >= last_unit_ || positional_.size() > 1) return false;
    // 10千瓦: the prefix kilo of a unit.
    static constexpr std::u32string_view kPrefixed = U"瓦赫卡";
    const char32_t beyond = GlyphAt(text_, p + size).c;
    if (power == 3 && pending_from_digits_ && beyond != kEnd &&
        kPrefixed.find(beyond) != std::u32string_view::npos) {
      return false;
    }
    if (vague_) return false;
    if (range_digit_ != 0) return TakeRange(power, p, size);
    Decimal times;
    if (pending_) {
      if (pending_value_.is_zero()) {
        // 零十: zero says that the place above is empty.
        if (unit != 10) return false;
        times = Decimal::FromInt(1);
      } else {
        times = pending_value_;
      }
    } else if ((unit == 10 && (section_.is_zero() || zero_)) ||
               // 百亿元, 千亿级; 百二萬
               (tokens_ == 0 &&
                (HeadlessScale(text_, p) ||
                 (unit == 100 && LookUpHan(GlyphAt(text_, p + size).c).kind == HanInfo::kDigit)))) {
      times = Decimal::FromInt(1);
    } else {
      return false;
    }
    // "1.5千" is a figure with a scale; 12千 is not Chinese.
    section_ = Decimal::Add(section_, Decimal::Multiply(times, Decimal::FromInt(unit)));
    if (pending_from_digits_ && has_point_) last_digit_ += power;
    if (!pending_from_digits_ || !has_point_) last_digit_ = power;
    Consume();
    last_unit_ = unit;
    last_any_ = unit;
    end_ = p + size;
    return true;
  }

  bool TakeRange(int power, int64_t p, int size) {
    // 二三十 is from twenty to thirty; a big unit may follow and multiplies both.
    vague_ = true;
    value_ = Decimal::Multiply(pending_value_, Decimal::FromInt(PowerOfTen(power)));
    upper_ = Decimal::Multiply(Decimal::FromInt(range_digit_), Decimal::FromInt(PowerOfTen(power)));
    section_ = value_;
    last_digit_ = power;
    Consume();
    range_digit_ = 0;
    last_unit_ = 1;
    end_ = p + size;
    return true;
  }

  bool TakeBig(int power, int64_t p, int size) {
    const int64_t unit = PowerOfTen(power);
    // 兆瓦, 兆字节, 兆赫: the prefix mega of a unit, not 10^12.
    static constexpr std::u32string_view kPrefixed = U"瓦字赫比帕欧歐伏";
    if (power == 12 && kPrefixed.find(GlyphAt(text_, p + size).c) != std::u32string_view::npos &&
        GlyphAt(text_, p + size).c != kEnd) {
      return false;
    }
    if (positional_.size() > 1) return false;
    if (range_digit_ != 0) return TakeRange(power, p, size);
    if (vague_) {
      value_ = Decimal::Multiply(value_, Decimal::FromInt(unit));
      upper_ = Decimal::Multiply(upper_, Decimal::FromInt(unit));
      section_ = Decimal::Multiply(section_, Decimal::FromInt(unit));
      last_digit_ += power;
      scale_ += power;
      end_ = p + size;
      used_unit_ = used_han_ = true;
      return true;
    }
    if (last_unit_ != kNoUnit) ResolveShort();
    Decimal part = section_;
    if (tokens_ == 0 && HeadlessScale(text_, p)) part = Decimal::FromInt(1);
    if (pending_) part = Decimal::Add(part, pending_value_);
    const bool point = pending_from_digits_ && has_point_;
    if (part.is_zero()) {
      // 万亿, 四万万: the unit multiplies all that is there.
      if (total_.is_zero() || zero_) return false;
      total_ = Decimal::Multiply(total_, Decimal::FromInt(unit));
      last_digit_ += power;
      scale_ += power;
    } else if (unit < last_big_) {
      total_ = Decimal::Add(total_, Decimal::Multiply(part, Decimal::FromInt(unit)));
      last_digit_ =
          (point || pending_from_han_point_ ? last_digit_ : (pending_ ? 0 : LastUnitPower())) +
          power;
      scale_ = power;
    } else {
      total_ = Decimal::Multiply(Decimal::Add(total_, part), Decimal::FromInt(unit));
      last_digit_ = (pending_ ? 0 : LastUnitPower()) + power;
      scale_ = power;
    }
    section_ = Decimal();
    Consume();
    has_point_ = has_point_ || point;
    last_big_ = unit;
    last_unit_ = kNoUnit;
    last_any_ = unit;
    end_ = p + size;
    return true;
  }

  bool TakeSome(int64_t p, int size) {
    // 几百, 数千, 十几, 一百二十几: some unit or some digit. Only beside a unit.
    const HanInfo next = LookUpHan(GlyphAt(text_, SkipBlanks(text_, p + size)).c);
    const bool before_unit = next.kind == HanInfo::kSmallUnit || next.kind == HanInfo::kBigUnit;
    if (tokens_ == 0) {
      if (!before_unit) return false;
      int power = next.value;
      const int64_t unit_at = SkipBlanks(text_, p + size);
      int64_t end = unit_at + GlyphAt(text_, unit_at).size;
      const Glyph big = GlyphAt(text_, end);
      if (LookUpHan(big.c).kind == HanInfo::kBigUnit) {
        power += LookUpHan(big.c).value;
        scale_ = LookUpHan(big.c).value;
        end += big.size;
      }
      // From twice the unit to the next one: 数百 is 200 to 1,000.
      vague_ = true;
      value_ = Decimal::FromInt(2).Scaled(power).value_or(Decimal());
      upper_ = Decimal::PowerOfTen(power + 1);
      section_ = value_;
      last_digit_ = power;
      last_unit_ = 1;
      used_unit_ = used_han_ = true;
      end_ = end;
      return true;
    }
    if (!used_unit_ || pending_) return false;
    // 一千五百零几万: the digit is not said; the figure is more than what is.
    if (!before_unit && last_unit_ != 10) return false;
    more_ = true;
    zero_ = false;
    end_ = p + size;
    return true;
  }

  bool TakePoint(int64_t p, int size) {
    if (has_point_ || vague_ || more_) return false;
    // The digits after the point; 两 is no decimal digit.
    std::string digits;
    int64_t q = p + size;
    for (int i = 0; i < 20; ++i) {
      const int64_t r = SkipBlanks(text_, q);
      if (r != q && !mode_.every_figure) break;
      const Glyph d = GlyphAt(text_, r);
      const HanInfo info = LookUpHan(d.c);
      if (IsDigit(d.c)) {
        digits.push_back(static_cast<char>(d.c));
      } else if (info.kind == HanInfo::kZero ||
                 (info.kind == HanInfo::kDigit && d.c != U'两' && d.c != U'兩')) {
        digits.push_back(static_cast<char>('0' + info.value));
      } else {
        // 三点五十分 is a time of day.
        if (info.kind == HanInfo::kSmallUnit) return false;
        break;
      }
      q = r + d.size;
    }
    if (digits.empty()) return false;
    Settle();
    const auto fraction = Decimal::Parse("0." + digits);
    pending_ = true;
    pending_from_digits_ = true;
    pending_from_han_point_ = true;
    pending_value_ = Decimal::Add(Decimal::Add(total_, section_), fraction.value_or(Decimal()));
    total_ = section_ = Decimal();
    positional_.clear();
    has_point_ = true;
    used_han_ = true;
    last_unit_ = kNoUnit;
    last_big_ = kNoUnit;
    last_digit_ = -static_cast<int>(digits.size());
    end_ = q;
    return true;
  }

  // 二百五, 一千三, 九万四: a lone digit after a unit counts the next lower unit.
  void ResolveShort() {
    if (!pending_ || pending_from_digits_ || zero_ || last_any_ <= 10 || positional_.size() > 1)
      return;
    if (!used_unit_) return;
    pending_value_ = Decimal::Multiply(pending_value_, Decimal::FromInt(last_any_ / 10));
  }

  void Settle() {
    if (!positional_.empty() && !used_unit_) {
      section_ = Decimal::Parse(positional_).value_or(Decimal());
      pending_ = false;
      return;
    }
    ResolveShort();
    if (pending_) section_ = Decimal::Add(section_, pending_value_);
    pending_ = false;
  }

  void Finish() {
    if (range_digit_ != 0) {
      ok_ = false;
      return;
    }
    if (vague_) return;
    if (!positional_.empty() && !used_unit_ && !pending_from_digits_) {
      const auto parsed = Decimal::Parse(positional_);
      ok_ = parsed.has_value();
      value_ = parsed.value_or(Decimal());
      last_digit_ = 0;
      return;
    }
    const bool open = pending_;
    const bool short_form = open && !pending_from_digits_ && !zero_ && last_any_ > 10 && used_unit_;
    ResolveShort();
    if (!open && !used_unit_) ok_ = false;
    if (open && short_form) {
      last_digit_ = 0;
      for (int64_t n = last_any_ / 10; n > 1; n /= 10) ++last_digit_;
    } else if (open && !pending_from_digits_) {
      last_digit_ = 0;
    }
    value_ = Decimal::Add(total_, section_);
    if (pending_) value_ = Decimal::Add(value_, pending_value_);
  }

  void Consume() {
    pending_ = pending_from_digits_ = pending_from_han_point_ = false;
    pending_value_ = Decimal();
    zero_ = false;
    used_unit_ = used_han_ = true;
    positional_.clear();
  }

  int LastUnitPower() const {
    int power = 0;
    for (int64_t n = last_unit_ == kNoUnit ? 1 : last_unit_; n > 1; n /= 10) ++power;
    return power;
  }

  static constexpr int64_t kNoUnit = int64_t{1} << 62;

  std::string_view text_;
  int64_t begin_, end_;
  FigureMode mode_;
  Decimal total_, section_, pending_value_, value_, upper_;
  std::string positional_;
  int64_t last_unit_ = kNoUnit, last_big_ = kNoUnit, last_any_ = 1;
  int tokens_ = 0, scale_ = 0, last_digit_ = 0, fraction_digits_ = 0, range_digit_ = 0;
  bool pending_ = false, pending_from_digits_ = false, pending_from_han_point_ = false,
       zero_ = false;
  bool used_unit_ = false, used_han_ = false, more_ = false, vague_ = false, has_point_ = false;
  bool grouped_ = false, ok_ = true;
};

// Chinese has no word for million or billion: 1090亿 is the only way to write 109 billion, and its
// last zero is no more stated than the nine that "109 billion" leaves out.
int LastStated(const HanReader& reader) {
  const int last = reader.last_digit_exponent();
  if (reader.has_point() || reader.scale() != last) return last;
  if (last == 8 && reader.value().exponent() >= 9) return 9;
  if (last == 4 && reader.value().exponent() >= 6) return 6;
  return last;
}

Figure FigureOf(const HanReader& reader, int64_t begin) {
  Figure figure;
  figure.begin = begin;
  figure.style = Figure::Style::kHan;
  figure.value = reader.value();
  figure.upper = reader.upper();
  figure.vague = reader.vague();
  figure.more = reader.more();
  figure.has_point = reader.has_point();
  figure.grouped = reader.grouped();
  figure.scale = reader.scale();
  figure.lone = reader.only_small_digit() && reader.used_han();
  figure.digit_string = reader.digit_string();
  figure.last_digit_exponent = LastStated(reader);
  figure.end = figure.unscaled_end = reader.end();
  return figure;
}

// 分之 after a number, blanks allowed; the end, or -1.
int64_t AfterOfParts(std::string_view text, int64_t at) {
  int64_t p = SkipBlanks(text, at);
  const Glyph parts = GlyphAt(text, p);
  if (parts.c != U'分' && parts.c != U'份') return -1;
  p = SkipBlanks(text, p + parts.size);
  const Glyph of = GlyphAt(text, p);
  if (of.c != U'之') return -1;
  return SkipBlanks(text, p + of.size);
}

int64_t SkipNegative(std::string_view text, int64_t at, bool* negative) {
  const Glyph g = GlyphAt(text, at);
  *negative = LookUpHan(g.c).kind == HanInfo::kNegative || g.c == '-';
  return *negative ? SkipBlanks(text, at + g.size) : at;
}

// "三分之一" from the denominator on; *end after the numerator. Nothing where it is no fraction.
std::optional<Decimal> FractionAt(std::string_view text, int64_t at, FigureMode mode,
                                  int64_t* end) {
  HanReader denominator(text, at, mode);
  if (!denominator.Read() || denominator.vague()) return std::nullopt;
  const int64_t p = AfterOfParts(text, denominator.end());
  if (p < 0) return std::nullopt;
  bool negative = false;
  HanReader numerator(text, SkipNegative(text, p, &negative), mode);
  if (!numerator.Read() || numerator.vague()) return std::nullopt;
  const auto value = Decimal::Divide(numerator.value(), denominator.value());
  if (!value) return std::nullopt;
  *end = numerator.end();
  return negative ? -*value : *value;
}

}  // namespace

int64_t ReadSmallHan(std::string_view text, int64_t at, int64_t* end) {
  if (IsDigit(GlyphAt(text, at).c)) return ReadPlainDigits(text, at, 4, end);
  HanReader reader(text, at, {});
  if (LookUpHan(GlyphAt(text, at).c).kind == HanInfo::kSome) return -1;
  if (!reader.Read() || reader.vague() || reader.more() || reader.has_point()) return -1;
  const auto n = reader.value().ToInt64();
  if (!n || *n > 9999 || *n < 0) return -1;
  *end = reader.end();
  return *n;
}

std::optional<Figure> ReadHanFigure(std::string_view text, int64_t at, FigureMode mode) {
  HanReader reader(text, at, mode);
  if (!reader.Read()) {
    // 一半, 1半.
    return std::nullopt;
  }
  Figure figure = FigureOf(reader, at);
  const Glyph half = GlyphAt(text, figure.end);
  if (!mode.every_figure && LookUpHan(half.c).kind == HanInfo::kMore && !figure.lone &&
      !figure.has_point && !figure.more) {
    // 五百余家, 10万多元: more than the figure; what it counts follows.
    const char32_t counted = GlyphAt(text, figure.end + half.size).c;
    if (IsMeasureWord(counted) || counted == U'元' || counted == U'美' || counted == U'欧') {
      figure.more = true;
      figure.end = figure.unscaled_end = figure.end + half.size;
      return figure;
    }
  }
  if (figure.lone && half.c == U'半' && figure.value == Decimal::FromInt(1) &&
      GlyphAt(text, at).c == U'一') {
    figure.value = Decimal::Parse("0.5").value_or(Decimal());
    figure.last_digit_exponent = -1;
    figure.fraction = true;
    figure.lone = false;
    figure.end = figure.unscaled_end = figure.end + half.size;
    return figure;
  }
  // 打, a dozen.
  if (half.c == U'打') {
    const char32_t next = GlyphAt(text, figure.end + half.size).c;
    if (next != U'造' && next != U'击' && next != U'擊' && next != U'算' && next != U'开' &&
        next != U'開') {
      figure.value = Decimal::Multiply(figure.value, Decimal::FromInt(12));
      figure.lone = false;
      figure.end = figure.unscaled_end = figure.end + half.size;
      return figure;
    }
  }
  if (figure.vague) return figure;
  const auto set = [&](const Decimal& value, int64_t end) {
    figure.value = value.Rounded(20);
    figure.last_digit_exponent = std::max(-18, figure.value.exponent());
    figure.fraction = true;
    figure.lone = false;
    figure.scale = 0;
    figure.end = figure.unscaled_end = end;
  };
  int64_t end = 0;
  if (AfterOfParts(text, figure.end) >= 0) {
    const auto fraction = FractionAt(text, at, mode, &end);
    if (fraction) set(*fraction, end);
    return figure;
  }
  // 三百五十又三分之一.
  const int64_t p = SkipBlanks(text, figure.end);
  const Glyph also = GlyphAt(text, p);
  if (also.c == U'又') {
    const int64_t q = SkipBlanks(text, p + also.size);
    const auto fraction = FractionAt(text, q, mode, &end);
    if (fraction) set(Decimal::Add(figure.value, *fraction), end);
  }
  return figure;
}

}  // namespace parallax::recognize
