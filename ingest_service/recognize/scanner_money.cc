#include <algorithm>
#include <string_view>
#include <utility>

#include "ingest_service/recognize/glyph.h"
#include "ingest_service/recognize/lexicon.h"
#include "ingest_service/recognize/quantity_reader.h"
#include "ingest_service/recognize/scanner.h"

namespace parallax::recognize {

using value::Decimal;

bool Scanner::PoundsAreMoney() const { return money_.region == "GB" || money_.SpeaksOfSterling(); }

bool Scanner::TryMoney(int64_t at) {
  const CurrencyMark mark = MarkBefore(text_, at, money_);
  if (!mark || at < taken_) return false;
  // "US" in "the US 5 years ago" is a country: codes and names need their figure within blanks.
  int64_t p = SkipBlanks(text_, mark.end);
  const Glyph first = GlyphAt(text_, p);
  const bool figure_first = IsDigit(first.c) ||
                            (first.c == '.' && IsDigit(GlyphAt(text_, p + 1).c)) ||
                            LookUpHan(first.c).kind != HanInfo::kNone ||
                            (first.c == '-' && IsDigit(GlyphAt(text_, p + 1).c));
  if (!figure_first && !IsLetter(first.c) && first.c != 0xBD) return false;
  auto figure = ReadFigure(text_, p, mode_);
  if (figure && !mode_.every_figure && GlyphAt(text_, figure->end).c == ',' &&
      IsDigit(GlyphAt(text_, figure->end + 1).c)) {
    // "EUR 1,5": beside a currency a comma before one or two digits is a decimal one.
    const auto comma = ReadFigure(text_, p, {.every_figure = true, .chinese = chinese_});
    if (comma && comma->has_point && !comma->fraction) figure = comma;
  }
  if (!figure || (figure->lone && figure->style != Figure::Style::kDigits && mark.is_name &&
                  !mode_.every_figure))
    return false;
  if (IsLetter(first.c) && !figure->vague && mark.is_name) return false;
  // A name before a figure that has its own currency behind it only looks like a mark
  // (人民币和美元).
  if (mark.is_name) {
    const CurrencyMark own = MarkAfter(text_, figure->end, money_);
    if (own && own.iso != mark.iso &&
        !(mark.iso == "CNY" || own.iso == "CNY" || own.iso == "TWD" || own.iso == "HKD"))
      return false;
  }
  const char32_t glued = GlyphAt(text_, figure->end).c;
  if (IsWordLetter(glued) && !UnitAfter(text_, figure->end) &&
      figure->style == Figure::Style::kDigits) {
    const CurrencyMark own = MarkAfter(text_, figure->end, money_);
    if (!own) return false;
  }
  Draft draft;
  draft.kind = Kind::kMoney;
  draft.begin = at;
  draft.figure = *figure;
  draft.end = figure->end;
  draft.currency = mark;
  draft.currency_before = true;
  ExtendMoney(&draft, true);
  ReadHedge(text_, taken_, &draft);
  ReadBasis(text_, taken_, &draft);
  Add(std::move(draft));
  return true;
}

bool Scanner::TryPercentBefore(int64_t at) {
  if (HasAt(text_, at, "半成") && !IsHan(GlyphAt(text_, at + 6).c)) {
    Draft draft;
    draft.kind = Kind::kPercentage;
    draft.begin = draft.figure.begin = at;
    draft.end = draft.figure.end = at + 6;
    draft.figure.value = Decimal::FromInt(5);
    Add(std::move(draft));
    return true;
  }
  const PercentMark mark = PercentBefore(text_, at);
  if (!mark) return false;
  auto figure = ReadFigure(text_, mark.end, mode_);
  if (!figure || figure->fraction) return false;
  Draft draft;
  draft.kind = Kind::kPercentage;
  draft.begin = at;
  draft.end = figure->end;
  draft.figure = *figure;
  draft.percent_power = mark.power;
  ReadHedge(text_, taken_, &draft);
  Add(std::move(draft));
  return true;
}

// What may follow the currency: its code again, cents, a further scale.
void Scanner::ExtendMoney(Draft* draft, bool mark_before) {
  const auto add_cents = [&](const Decimal& cents, int64_t end) {
    draft->figure.value = Decimal::Add(draft->figure.value, cents.Scaled(-2).value_or(Decimal()));
    draft->figure.last_digit_exponent = -2;
    draft->end = end;
  };
  if (mark_before) {
    // "$1.5 billion USD", "$5 million dollars", 人民币50元.
    const CurrencyMark again = MarkAfter(text_, draft->end, money_);
    const bool yuan = again.iso == "CNY" || !again.reason.empty();
    if (again && again.minor.empty() && again.scale == 0 &&
        (again.iso == draft->currency.iso || (draft->currency.is_name && yuan) ||
         (draft->currency.iso == "USD" && !draft->currency.reason.empty()))) {
      const bool word_sign = GlyphAt(text_, SkipBlanks(text_, draft->end)).c == '$';
      if (!word_sign) {
        if (again.iso != draft->currency.iso && !(draft->currency.is_name && yuan)) {
          draft->currency.iso = again.iso;
          draft->currency.reason = "stated by the code after the figure";
        } else if (again.iso == draft->currency.iso && again.reason.empty()) {
          draft->currency.reason = {};
        }
        draft->end = again.end;
      }
    }
  }
  if (draft->figure.scale != 0 || draft->figure.has_point || draft->figure.vague) return;
  // Cents by name.
  int64_t p = SkipBlanks(text_, draft->end);
  const Word conjunction = WordAt(text_, p);
  const bool joined = conjunction.view() == "and";
  if (joined) p = SkipBlanks(text_, conjunction.end);
  if (HasAt(text_, p, "又")) p += 3;
  const auto part = p > draft->end || IsHan(GlyphAt(text_, p).c)
                        ? ReadFigure(text_, p, {.every_figure = false, .chinese = chinese_})
                        : std::nullopt;
  if (part && !part->fraction && !part->has_point && part->value < Decimal::FromInt(100) &&
      !part->has_sign) {
    const CurrencyMark minor = MarkAfter(text_, part->end, money_);
    if (minor && !minor.minor.empty()) {
      add_cents(part->value, minor.end);
      return;
    }
    const Word c = WordAt(text_, part->end);
    if (mode_.every_figure && c.view() == "c") {
      add_cents(part->value, c.end);
      return;
    }
  }
  // 50元6角三分, 三块五.
  int64_t q = draft->end;
  for (const auto& [character, power] :
       {std::pair<std::u32string_view, int>{U"角毛毫", -1}, {U"分仙", -2}}) {
    int64_t end = 0;
    const int64_t n = ReadSmallHan(text_, q, &end);
    if (n < 1 || n > 99) continue;
    const Glyph mark = GlyphAt(text_, end);
    if (character.find(mark.c) == std::u32string_view::npos || mark.c == kEnd) continue;
    draft->figure.value =
        Decimal::Add(draft->figure.value, Decimal::FromInt(n).Scaled(power).value_or(Decimal()));
    draft->figure.last_digit_exponent = power;
    draft->end = q = end + mark.size;
  }
  if (q != draft->end || !mode_.every_figure) return;
  // "15 dollars 50", "US$3 and fourteen": only in an utterance, and only to its end.
  if (part && draft->figure.last_digit_exponent >= 0 && part->value < Decimal::FromInt(100) &&
      part->scale == 0 && !part->fraction && !part->has_point && !part->has_sign) {
    const int64_t rest = SkipBlanks(text_, part->end);
    const char32_t next = GlyphAt(text_, rest).c;
    if (next == kEnd || next == '.' || next == ',' || next == '?' || next == '!')
      add_cents(part->value, part->end);
  }
}

}  // namespace parallax::recognize
