#include <algorithm>
#include <string_view>
#include <utility>

#include "ingest_service/recognize/designator.h"
#include "ingest_service/recognize/glyph.h"
#include "ingest_service/recognize/lexicon.h"
#include "ingest_service/recognize/quantity_reader.h"
#include "ingest_service/recognize/scanner.h"

namespace parallax::recognize {

using value::CalendarUnit;
using value::Decimal;

bool Scanner::TryOrdinal(int64_t at) {
  if (!context_.layers.ordinals) return false;
  Draft draft;
  draft.kind = Kind::kOrdinal;
  draft.begin = at;
  draft.has_figure = false;
  const Glyph g = GlyphAt(text_, at);
  if (IsDigit(g.c)) {
    int64_t end = 0;
    const int64_t n = ReadPlainDigits(text_, at, 4, &end);
    if (n < 1) return false;
    const Word suffix = WordAt(text_, end);
    const std::string_view s = suffix.view();
    const char32_t after = GlyphAt(text_, suffix.end).c;
    if (!(s == "st" || s == "nd" || s == "rd" || s == "th") || IsWordLetter(after) ||
        IsDigit(after))
      return false;
    draft.rank = n;
    draft.end = suffix.end;
  } else if (g.c == U'第') {
    int64_t end = 0;
    const int64_t n = ReadSmallHan(text_, at + g.size, &end);
    if (n < 1) return false;
    // Chapters, articles and pages are addresses, and 第一 begins many set phrases.
    static constexpr std::u32string_view kAddress[] = {
        U"章节節条條款页頁号號项項卷期集回版课課篇编編幕时時"};
    const char32_t next = GlyphAt(text_, end).c;
    if (kAddress[0].find(next) != std::u32string_view::npos && next != kEnd) return false;
    draft.rank = n;
    draft.end = end;
  } else {
    const Word word = WordAt(text_, at);
    const WordInfo& info = LookUpWord(word.view());
    if (!info.Has(kOrdinalWord) || info.Has(kPluralWord)) return false;
    // "first announced", "second thoughts": a rank stands after an article or possessive, or before
    // a superlative.
    const Word before = PreviousWord(text_, at);
    const std::string_view b = before.view();
    const Glyph hyphen = GlyphAt(text_, word.end);
    const Word next = NextWord(text_, word.end);
    const bool superlative =
        hyphen.c == '-' && next.size > 4 && next.view().substr(next.view().size() - 3) == "est";
    if (!(b == "the" || b == "its" || b == "their" || superlative)) return false;
    if (IsWordLetter(hyphen.c) || (hyphen.c == '-' && !superlative)) return false;
    draft.rank = info.number;
    draft.end = word.end;
  }
  Add(draft);
  return true;
}

bool Scanner::TryDistance(const Figure& figure, CalendarUnit unit, int64_t end) {
  if (!context_.layers.dates || !context_.reference_date) return false;
  const auto count = figure.value.ToInt64();
  if (!count || *count < 1 || figure.vague || figure.fraction) return false;
  int sign = 0;
  int64_t stop = end;
  const Word word = NextWord(text_, end);
  if (word.view() == "ago") {
    sign = -1;
    stop = word.end;
  } else if (word.view() == "from") {
    const Word now = NextWord(text_, word.end);
    if (now.view() == "now") {
      sign = 1;
      stop = now.end;
    }
  } else if (HasAt(text_, end, "前") && !HasAt(text_, end, "前后") && !HasAt(text_, end, "前後")) {
    sign = -1;
    stop = end + 3;
  } else if (HasAt(text_, end, "以前") || HasAt(text_, end, "之前")) {
    sign = -1;
    stop = end + 6;
  } else if (HasAt(text_, end, "后") || HasAt(text_, end, "後")) {
    // 五年后 counts from a date in the story as often as from today.
    return false;
  }
  if (sign == 0) return false;
  DatePoint point;
  if (!SetDistance(&point, *context_.reference_date, unit, sign * *count)) return false;
  Draft draft;
  draft.kind = Kind::kDate;
  draft.begin = figure.begin;
  draft.end = stop;
  draft.date.begin = point.from;
  draft.date.end = point.to;
  draft.date.begin_precision = draft.date.end_precision = point.precision;
  draft.date.relative = true;
  draft.date.approximate = point.approximate;
  Add(draft);
  return true;
}

// 九折, 75折: what is left of a price. Only in an utterance; elsewhere 折 folds or breaks things.
bool Scanner::TryDiscount(const Figure& figure) {
  if (!mode_.every_figure) return false;
  int64_t p = SkipBlanks(text_, figure.end);
  Figure whole = figure;
  // Text that was cut into tokens sets the digits apart: "7 2 折".
  if (p > figure.end && figure.end - figure.begin == 1 && p < static_cast<int64_t>(text_.size()) &&
      text_[p] >= '0' && text_[p] <= '9' && figure.value < Decimal::FromInt(10)) {
    const int64_t behind = SkipBlanks(text_, p + 1);
    if (GlyphAt(text_, behind).c != U'折') return false;
    const auto tens = figure.value.Scaled(1);
    if (!tens) return false;
    whole.value = Decimal::Add(*tens, Decimal::FromInt(text_[p] - '0'));
    whole.end = p + 1;
    p = behind;
  }
  if (GlyphAt(text_, p).c != U'折') return false;
  const Decimal value = whole.value;
  if (!(value < Decimal::FromInt(100)) || value == Decimal::FromInt(10) || figure.begin > p)
    return false;
  // 九折 is 90 %, 九五折 and 95折 are 95 %.
  const bool one_digit = value < Decimal::FromInt(10);
  Draft draft;
  draft.kind = Kind::kPercentage;
  draft.begin = figure.begin;
  draft.end = p + 3;
  draft.figure = whole;
  draft.percent_power = one_digit ? 1 : 0;
  Add(draft);
  return true;
}

bool Scanner::TryFigure(int64_t at, bool allow_bare) {
  if (at < taken_) return false;
  auto figure = ReadFigure(text_, at, mode_);
  if (!figure || figure->end <= at) return false;
  const Layers& layers = context_.layers;
  Draft draft;
  draft.begin = figure->begin;
  draft.end = figure->end;
  draft.figure = *figure;
  const auto accept = [&](Kind kind, int64_t end) {
    draft.kind = kind;
    draft.end = end;
    ReadHedge(text_, taken_, &draft);
    Add(draft);
    return true;
  };
  // The same figure without a scale that may be a unit ("5 G", "3 m").
  const auto without_weak_scale = [&] {
    Figure plain = *figure;
    if (plain.weak_scale) {
      plain.value = plain.value.Scaled(-plain.scale).value_or(plain.value);
      plain.scale = 0;
      plain.weak_scale = false;
      plain.end = plain.unscaled_end;
      plain.last_digit_exponent = plain.unscaled_last_digit;
    }
    return plain;
  };

  if (layers.percentages) {
    if (TryDiscount(*figure)) return true;
    if (const PercentMark percent = PercentAfter(text_, figure->end, mode_.every_figure)) {
      // 三成半, 七成六.
      draft.percent_power = percent.power;
      draft.points = percent.points;
      int64_t end = percent.end;
      const Glyph half = GlyphAt(text_, end);
      if (percent.power == 1 && figure->style == Figure::Style::kHan) {
        int64_t digit_end = 0;
        const int64_t digit_at = SkipBlanks(text_, end);
        const int64_t digit = LookUpHan(GlyphAt(text_, digit_at).c).kind == HanInfo::kDigit
                                  ? ReadSmallHan(text_, digit_at, &digit_end)
                                  : -1;
        if (half.c == U'半') {
          draft.figure.value =
              Decimal::Add(figure->value, Decimal::Parse("0.5").value_or(Decimal()));
          end += half.size;
        } else if (digit >= 1 && digit <= 9 && !IsHan(GlyphAt(text_, digit_end).c)) {
          draft.figure.value =
              Decimal::Add(figure->value, Decimal::FromInt(digit).Scaled(-1).value_or(Decimal()));
          end = digit_end;
        }
      }
      // A vague span of points (二三十个百分点) keeps its ends; an utterance wants one figure.
      if (!(figure->vague && mode_.every_figure)) return accept(Kind::kPercentage, end);
      return false;
    }
  }
  // "tens of billions of dollars", "hundreds of start-ups".
  int64_t after_of = figure->end;
  if (figure->vague) {
    const Word of = NextWord(text_, figure->end);
    if (of.view() == "of") after_of = of.end;
  }
  if (layers.money) {
    CurrencyMark mark = MarkAfter(text_, after_of, money_);
    // "20 dollar 43c", "75 USD million".
    if (!mark && figure->scale >= 8 && !mode_.every_figure) {
      mark = ImpliedYuan(text_, figure->begin, figure->end, money_);
    }
    if (mark && figure->article && !figure->vague && figure->scale == 0 && !mode_.every_figure)
      mark = {};
    if (mark) {
      draft.currency = mark;
      draft.kind = Kind::kMoney;
      draft.end = mark.end;
      if (mark.scale != 0 && figure->scale == 0) {
        draft.figure.value = figure->value.Scaled(mark.scale).value_or(figure->value);
        draft.figure.scale = mark.scale;
        draft.figure.last_digit_exponent += mark.scale;
      } else if (figure->scale == 0) {
        const Word scale = WordAt(text_, SkipBlanks(text_, mark.end));
        const WordInfo& info = LookUpWord(scale.view());
        if (info.Has(kScaleWord) && info.power >= 6 && mark.end != scale.begin &&
            !info.Has(kPluralWord)) {
          draft.figure.value = figure->value.Scaled(info.power).value_or(figure->value);
          draft.figure.scale = static_cast<unsigned char>(info.power);
          draft.figure.last_digit_exponent += info.power;
          draft.end = scale.end;
        }
      }
      // "won" is a verb, "pounds" a weight: a lone small figure before them proves no money.
      const Word name = WordAt(text_, SkipBlanks(text_, figure->end));
      if (name.view() == "won" && figure->scale == 0 && !figure->grouped) mark = {};
      if (!mode_.every_figure && mark && figure->scale == 0 && mark.iso == "GBP" &&
          mark.minor.empty() && (name.view() == "pounds" || name.view() == "pound") &&
          !PoundsAreMoney()) {
        mark = {};
      }
      if (mark) {
        if (mark.minor_power != 0 || mark.is_name || mode_.every_figure) ExtendMoney(&draft, false);
        ReadHedge(text_, taken_, &draft);
        ReadBasis(text_, taken_, &draft);
        Add(draft);
        return true;
      }
    }
  }
  const bool lone_one = figure->lone && figure->value == Decimal::FromInt(1);
  if (layers.durations || layers.dates) {
    const DurationMark duration =
        DurationAfter(text_, figure->weak_scale ? figure->unscaled_end : figure->end);
    // 12日 is a day of a month that is not said.
    const bool day_of_month =
        !mode_.every_figure && (HasAt(text_, figure->end, "日") ||
                                HasAt(text_, figure->end, "号") || HasAt(text_, figure->end, "號"));
    if (day_of_month) return false;
    if (duration && !figure->has_sign) {
      draft.figure = without_weak_scale();
      if (TryDistance(draft.figure, duration.unit, duration.end)) return true;
      if (layers.durations) {
        draft.duration_unit = duration.unit;
        if (duration.half_more)
          draft.figure.value =
              Decimal::Add(figure->value, Decimal::Parse("0.5").value_or(Decimal()));
        // 一天 and "one day" are idle more often than not.
        if (lone_one && !mode_.every_figure && duration.unit <= CalendarUnit::kDay) return false;
        return accept(Kind::kDuration, duration.end);
      }
    }
  }
  if (layers.quantities) {
    const Figure plain = without_weak_scale();
    UnitMark unit = UnitAfter(text_, after_of);
    if (!unit && chinese_ && !mode_.every_figure) unit = UnitBefore(text_, figure->begin, after_of);
    // "3M users" has its scale, "the 3M Company" its name.
    const int64_t noun_at = SkipBlanks(text_, figure->end);
    bool weak_taken = figure->weak_scale && unit && unit.counted && noun_at != figure->end &&
                      !IsUpper(GlyphAt(text_, noun_at).c);
    if (figure->weak_scale && !weak_taken) {
      // "3nm", "5 GW" never; "3 m" and "5 T" are units of their own only when glued letters say so.
      const UnitMark glued = UnitAfter(text_, plain.end);
      if (glued) {
        unit = glued;
        draft.figure = plain;
        weak_taken = true;
      } else {
        unit = {};
      }
    }
    if (recognize::IsPieceOfHanWord(text_, *figure)) unit = {};
    if (unit && !figure->has_sign && !(figure->fraction && unit.counted) &&
        (mode_.every_figure || !(lone_one && unit.counted))) {
      const bool inside =
          !mode_.every_figure && unit.counted && recognize::IsDesignator(text_, draft.figure, true);
      if (!inside) {
        draft.unit = unit.id;
        draft.unit_counted = unit.counted;
        return accept(Kind::kQuantity, unit.end);
      }
    }
  }
  if (!layers.numbers || !allow_bare) return false;
  draft.figure = *figure;
  if (mode_.every_figure) {
    const char32_t glued = GlyphAt(text_, figure->end).c;
    if (IsWordLetter(glued) && figure->style == Figure::Style::kDigits) return false;
    if (figure->weak_scale && text_[static_cast<size_t>(figure->end - 1)] == 'm') return false;
    if (figure->style == Figure::Style::kHan && !IsLoneHanCount(*figure)) return false;
    if (figure->vague && figure->style == Figure::Style::kHan) return false;
    if (lone_one && figure->style == Figure::Style::kWords && !IsNumeralOne(text_, *figure))
      return false;
    if (figure->style == Figure::Style::kWords && figure->vague && figure->scale == 0) return false;
    // "forty-five (45)": the figure is said twice.
    int64_t p = SkipBlanks(text_, figure->end);
    if (GlyphAt(text_, p).c == '(') {
      const auto again = ReadFigure(text_, p + 1, mode_);
      if (again && again->value == figure->value && GlyphAt(text_, again->end).c == ')')
        return accept(Kind::kNumber, again->end + 1);
    }
    return accept(Kind::kNumber, figure->end);
  }
  if (lone_one || recognize::IsDesignator(text_, *figure, false)) return false;
  if (figure->weak_scale) {
    // "1.2b", "3M": a scale only where something else says that it is a figure; nothing did.
    return false;
  }
  if (figure->style == Figure::Style::kHan && !IsLoneHanCount(*figure)) return false;
  return accept(Kind::kNumber, figure->end);
}

}  // namespace parallax::recognize
