#include <algorithm>

#include "ingest_service/recognize/draft.h"
#include "ingest_service/recognize/glyph.h"
#include "ingest_service/recognize/lexicon.h"

namespace parallax::recognize {
namespace {

using value::Bound;

bool IsAmount(const Draft& draft) {
  return draft.kind == Kind::kNumber || draft.kind == Kind::kQuantity ||
         draft.kind == Kind::kMoney || draft.kind == Kind::kPercentage ||
         draft.kind == Kind::kDuration;
}

enum class Link { kNone, kDash, kTo, kAnd };

// What joins two neighbours, when nothing but a connector stands between them.
Link LinkBetween(std::string_view text, int64_t from, int64_t to) {
  if (to <= from || to - from > 16) return Link::kNone;
  int64_t p = SkipBlanks(text, from);
  const Glyph g = GlyphAt(text, p);
  Link link = Link::kNone;
  int64_t end = p + g.size;
  switch (g.c) {
    case '-':
    case '~':
    case 0x2013:
    case 0x2014:
    case 0x301C:
    case 0x223C:
      link = Link::kDash;
      break;
    case U'至':
    case U'到':
      link = Link::kTo;
      break;
    default: {
      const Word word = WordAt(text, p);
      if (word.view() == "to") link = Link::kTo;
      if (word.view() == "and") link = Link::kAnd;
      end = word.end;
      break;
    }
  }
  if (link == Link::kNone) return Link::kNone;
  return SkipBlanks(text, end) == to ? link : Link::kNone;
}

// The lower figure with the upper one's scale: "$1.5–2 trillion". Only where that makes it the
// smaller.
void ShareScale(const Draft& upper, Draft* lower) {
  Figure& figure = lower->figure;
  const int scale = upper.figure.scale;
  if (figure.scale != 0 || scale == 0 || figure.grouped || figure.style != upper.figure.style) {
    if (!(figure.scale == 0 && scale != 0 && !figure.grouped &&
          figure.style == Figure::Style::kDigits))
      return;
  }
  const auto scaled = figure.value.Scaled(scale);
  if (!scaled || !(*scaled < upper.figure.value)) return;
  figure.value = *scaled;
  figure.scale = scale;
  figure.last_digit_exponent += scale;
}

// Whether two drafts may be the ends of one range once the missing unit is shared; makes `lower`
// complete.
bool ShareUnit(const Draft& upper_in, Draft* lower, Draft* upper) {
  const Draft& u = upper_in;
  if (lower->kind == u.kind) {
    switch (u.kind) {
      case Kind::kMoney:
        if (lower->currency.iso != u.currency.iso || lower->currency.minor != u.currency.minor)
          return false;
        break;
      case Kind::kQuantity:
        if (lower->unit != u.unit) return false;
        break;
      case Kind::kPercentage:
        if (lower->percent_power != u.percent_power || lower->points != u.points) {
          // "10% to 15 percentage points" are two things; "5 to 10" took its unit above.
          return false;
        }
        break;
      case Kind::kDuration:
        if (lower->duration_unit != u.duration_unit) return false;
        break;
      default:
        break;
    }
    return true;
  }
  if (lower->kind == Kind::kNumber) {
    lower->kind = u.kind;
    lower->currency = u.currency;
    lower->unit = u.unit;
    lower->unit_counted = u.unit_counted;
    lower->points = u.points;
    lower->percent_power = u.percent_power;
    lower->duration_unit = u.duration_unit;
    return true;
  }
  if (lower->kind == Kind::kMoney && u.kind == Kind::kNumber && lower->currency_before) {
    upper->kind = Kind::kMoney;
    upper->currency = lower->currency;
    return true;
  }
  return false;
}

bool FromBefore(std::string_view text, const Draft& draft) {
  const int64_t at = draft.hedge.empty() ? draft.begin : std::min(draft.begin, draft.hedge.begin);
  const Word word = PreviousWord(text, at);
  if (word.view() == "from") {
    const Word before = PreviousWord(text, word.begin);
    const std::string_view b = before.view();
    // "ranging from 5 to 10" is a span, "rose from 5 to 10" a change.
    return !(b == "ranging" || b == "ranges" || b == "range" || b == "ranged" || b == "anywhere" ||
             b == "varying" || b == "vary");
  }
  const char32_t c = GlyphBefore(text, SkipBlanksBack(text, at)).c;
  return c == U'从' || c == U'從' || c == U'由';
}

bool BetweenBefore(std::string_view text, const Draft& draft) {
  return PreviousWord(text, draft.begin).view() == "between";
}

// Only an opening parenthesis or comma and words of restating stand between the two, and the second
// closes its parenthesis or clause.
bool Restates(std::string_view text, const Draft& first, const Draft& second) {
  int64_t p = SkipBlanks(text, first.end);
  const Glyph open = GlyphAt(text, p);
  const bool parenthesis = open.c == '(' || open.c == '[' || open.c == 0x3014;
  const bool comma = open.c == ',' || open.c == U'，' || open.c == ';' || open.c == U'；' ||
                     open.c == U'、' || open.c == '/';
  if (!parenthesis && !comma) {
    // 1万亿元约合1380亿美元, "1 trillion yuan or about 138 billion dollars".
    const Word word = WordAt(text, p);
    const bool said = HasAt(text, p, "约合") || HasAt(text, p, "約合") || HasAt(text, p, "折合") ||
                      word.view() == "or";
    if (!said || p == second.begin) return false;
  } else {
    p += open.size;
  }
  bool said = false;
  for (int i = 0; i < 6; ++i) {
    p = SkipBlanks(text, p);
    if (p >= second.begin) break;
    const Word word = WordAt(text, p);
    const std::string_view w = word.view();
    if (!word.empty()) {
      if (w == "or" || w == "equivalent" || w == "worth" || w == "equal" || w == "equals")
        said = true;
      const bool filler = said || w == "about" || w == "around" || w == "approximately" ||
                          w == "roughly" || w == "some" || w == "nearly" || w == "almost" ||
                          w == "approx" || w == "more" || w == "over" || w == "than" ||
                          w == "just" || w == "under" || w == "to" || w == "the" || w == "at";
      if (!filler) return false;
      p = word.end;
      if (GlyphAt(text, p).c == '.') ++p;
      continue;
    }
    static constexpr std::string_view kWords[] = {
        "约合", "約合", "折合", "相当于", "相當於", "合",     "约", "約", "近", "超过",
        "超過", "逾",   "大约", "大約",   "即",     "人民币", "~",  "≈",  "=",  "$"};
    bool found = false;
    for (std::string_view phrase : kWords) {
      if (HasAt(text, p, phrase)) {
        p += static_cast<int64_t>(phrase.size());
        if (phrase != "约" && phrase != "約" && phrase != "近" && phrase != "~") said = true;
        found = true;
        break;
      }
    }
    if (!found) return false;
  }
  if (SkipBlanks(text, p) < second.begin) return false;
  const Glyph close = GlyphAt(text, SkipBlanks(text, second.end));
  if (parenthesis)
    return said || close.c == ')' || close.c == ']' || close.c == 0x3015 || close.c == ';' ||
           close.c == U'；' || close.c == ',' || close.c == '/' ||
           GlyphAt(text, SkipBlanks(text, second.end)).c != kEnd;
  if (open.c == ';' || open.c == U'；' || open.c == '/' || open.c == U'、' || open.c == ',') {
    // A further form inside the same parenthesis.
    return said || first.stated_equivalent_of >= 0;
  }
  return said;
}

constexpr std::string_view kListedWith = "shared with the sum that it is listed with";

// Whether nothing but 、, 及, 和 stands between two neighbours.
bool Listed(std::string_view text, int64_t from, int64_t to) {
  for (const std::string_view joint : {"、", "及", "和", "与", "與", "以及", "、人民币"}) {
    if (to - from == static_cast<int64_t>(joint.size()) && HasAt(text, from, joint)) return true;
  }
  return false;
}

// 1387亿及2000亿元; 人民币9亿元、7亿元: the sums of a list share their currency.
void ShareListedCurrency(std::string_view text, Draft* last, Draft* draft) {
  if (draft->kind != Kind::kMoney || !last->has_figure || !draft->has_figure ||
      !Listed(text, last->end, draft->begin)) {
    return;
  }
  if (last->kind == Kind::kNumber && last->figure.scale >= 4) {
    last->kind = Kind::kMoney;
    last->currency = draft->currency;
    last->currency.reason = kListedWith;
  } else if (last->kind == Kind::kMoney && last->currency.iso != draft->currency.iso &&
             (last->currency.reason.empty() || last->currency.reason == kListedWith) &&
             draft->currency.reason.starts_with("元")) {
    draft->currency.iso = last->currency.iso;
    draft->currency.reason = kListedWith;
  }
}

}  // namespace

void JoinDrafts(std::string_view text, std::vector<Draft>* drafts) {
  std::vector<Draft>& all = *drafts;
  size_t out = 0;
  for (size_t i = 0; i < all.size(); ++i) {
    Draft draft = all[i];
    if (out > 0) {
      Draft& last = all[out - 1];
      ShareListedCurrency(text, &last, &draft);
      if (IsAmount(last) && IsAmount(draft) && !last.is_range && last.has_figure &&
          draft.has_figure && !last.figure.vague && !draft.figure.vague && !last.figure.fraction) {
        int64_t to = draft.begin;
        const Link link = LinkBetween(text, last.end, to);
        const bool between = link == Link::kAnd && BetweenBefore(text, last);
        if (link == Link::kDash || link == Link::kTo || between) {
          Draft lower = last;
          Draft upper = draft;
          // A change ("from 5 to 10 million") shares its unit and scale but stays two figures, and
          // only where the first has no unit of its own.
          const bool change = link == Link::kTo && FromBefore(text, last);
          const bool own_unit = last.kind != Kind::kNumber || draft.kind == Kind::kNumber;
          const bool plausible = draft.bound == Bound::kExact ||
                                 draft.bound == Bound::kApproximate ||
                                 draft.hedge.begin > draft.begin;
          if (!(change && own_unit) && plausible && ShareUnit(draft, &lower, &upper)) {
            ShareScale(upper, &lower);
            if (lower.figure.value < upper.figure.value) {
              if (change) {
                last = lower;
              } else {
                lower.is_range = true;
                lower.upper_figure = upper.figure;
                lower.lower_span = {last.begin, last.end};
                lower.upper_span = {draft.begin, draft.end};
                lower.end = draft.end;
                if (lower.basis == value::AmountBasis::kUnspecified) lower.basis = draft.basis;
                last = lower;
                continue;
              }
            }
          }
        }
      }
      if ((draft.kind == Kind::kMoney && last.kind == Kind::kMoney && draft.has_figure &&
           last.has_figure && draft.currency.iso != last.currency.iso) ||
          (draft.kind == Kind::kQuantity && last.kind == Kind::kQuantity &&
           draft.unit != last.unit && !draft.unit_counted && !last.unit_counted)) {
        if (Restates(text, last, draft)) {
          draft.stated_equivalent_of = last.stated_equivalent_of >= 0
                                           ? last.stated_equivalent_of
                                           : static_cast<int32_t>(out - 1);
          // Hedges of restating words are the figure's own.
        }
      }
    }
    all[out++] = draft;
  }
  all.resize(out);
}

RecognizedValue Finish(std::string_view text, const Draft& draft) {
  RecognizedValue value;
  value.begin = draft.begin;
  value.end = draft.end;
  value.kind = draft.kind;
  value.hedge = draft.hedge;
  value.stated_equivalent_of = draft.stated_equivalent_of;
  value::Number number;
  if (draft.has_figure && draft.kind != Kind::kDate && draft.kind != Kind::kOrdinal) {
    number = draft.figure.ToNumber(text);
    const int power = draft.kind == Kind::kPercentage ? draft.percent_power
                      : draft.kind == Kind::kMoney    ? draft.currency.minor_power
                                                      : 0;
    const auto scaled = [&](const Figure& figure) {
      return figure.value.Scaled(power).value_or(figure.value).ToString();
    };
    number.decimal = scaled(draft.figure);
    number.last_digit_exponent += power;
    if (draft.figure.vague)
      number.upper = draft.figure.upper.Scaled(power).value_or(draft.figure.upper).ToString();
    if (draft.bound != Bound::kExact && number.bound != Bound::kRange) number.bound = draft.bound;
    if (draft.is_range) {
      number.bound = Bound::kRange;
      number.upper = scaled(draft.upper_figure);
      number.last_digit_exponent =
          std::min(draft.figure.last_digit_exponent, draft.upper_figure.last_digit_exponent) +
          power;
      value.lower = draft.lower_span;
      value.upper = draft.upper_span;
    }
    number.written = std::string(text.substr(static_cast<size_t>(draft.begin),
                                             static_cast<size_t>(draft.end - draft.begin)));
  }
  switch (draft.kind) {
    case Kind::kNumber:
      value.reading = value::Quantity{std::move(number), ""};
      break;
    case Kind::kQuantity:
      value.reading = value::Quantity{std::move(number), std::string(draft.unit)};
      break;
    case Kind::kPercentage:
      value.reading = value::Percentage{std::move(number), draft.points};
      break;
    case Kind::kMoney: {
      value::Money money;
      money.amount = std::move(number);
      money.currency = std::string(draft.currency.iso);
      money.currency_reason = std::string(draft.currency.reason);
      money.minor_unit = std::string(draft.currency.minor);
      money.basis = draft.basis;
      value.reading = std::move(money);
      break;
    }
    case Kind::kOrdinal:
      value.reading = value::Ordinal{draft.rank};
      break;
    case Kind::kDate:
      value.reading = draft.date;
      break;
    case Kind::kDuration:
      value.reading = value::Duration{std::move(number), draft.duration_unit};
      break;
  }
  return value;
}

}  // namespace parallax::recognize
