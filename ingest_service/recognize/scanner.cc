#include "ingest_service/recognize/scanner.h"

#include <algorithm>
#include <array>

#include "ingest_service/recognize/date_reader.h"
#include "ingest_service/recognize/designator.h"
#include "ingest_service/recognize/glyph.h"
#include "ingest_service/recognize/lexicon.h"
#include "ingest_service/recognize/quantity_reader.h"

namespace parallax::recognize {
namespace {

using value::Bound;
using value::CalendarUnit;
using value::Decimal;

enum ByteClass : uint8_t { kSkip, kWord, kFigure, kMark, kLead };

constexpr std::array<uint8_t, 256> MakeClasses() {
  std::array<uint8_t, 256> classes{};
  for (int c = 'a'; c <= 'z'; ++c) classes[static_cast<size_t>(c)] = kWord;
  for (int c = 'A'; c <= 'Z'; ++c) classes[static_cast<size_t>(c)] = kWord;
  for (int c = '0'; c <= '9'; ++c) classes[static_cast<size_t>(c)] = kFigure;
  for (char c : {'$', '-', '+', '.', '\'', '%'}) classes[static_cast<size_t>(c)] = kMark;
  for (int c = 0xC2; c <= 0xF4; ++c) classes[static_cast<size_t>(c)] = kLead;
  return classes;
}
constexpr std::array<uint8_t, 256> kClasses = MakeClasses();

// The characters beyond ASCII at which AtMark has something to look for: currency signs, fractions, and
// full-width forms that fold to ASCII.
bool IsMarkAnchor(char32_t c) {
  if (c < 0x80) return c == '$' || c == '-' || c == '+' || c == '.' || c == '\'' || c == '%';
  if (c >= 0x20A0) return c <= 0x20CF || (c >= 0x2150 && c <= 0x215E) || c == 0xFDFC;
  return (c >= 0xA2 && c <= 0xA5) || (c >= 0xBC && c <= 0xBE) || c == 0x58F || c == 0x60B || c == 0x9F3 ||
         c == 0xE3F || c == 0x17DB;
}

bool LooksChinese(std::string_view text) {
  // The share of three-byte characters of the Han blocks in the first kilobyte.
  int64_t han = 0;
  const size_t limit = std::min<size_t>(text.size(), 1024);
  for (size_t i = 0; i < limit; ++i) {
    const unsigned char b = static_cast<unsigned char>(text[i]);
    if (b >= 0xE4 && b <= 0xE9) ++han;
  }
  return han * 3 * 5 > static_cast<int64_t>(limit);
}

bool LooksTraditional(std::string_view text) {
  // Characters that only one script uses, and that figures are often beside.
  static constexpr std::u32string_view kOnly = U"億萬國個與為產經資導發電業會";
  const int64_t limit = std::min<int64_t>(static_cast<int64_t>(text.size()), 1024);
  for (int64_t p = 0; p < limit;) {
    const Glyph g = GlyphAt(text, p);
    if (g.c >= 0x4E00 && kOnly.find(g.c) != std::u32string_view::npos) return true;
    p += g.size;
  }
  return false;
}

}  // namespace

Scanner::Scanner(std::string_view text, const Context& context) : text_(text), context_(context) {
  const std::string_view language = context.language;
  chinese_ = language.empty() ? LooksChinese(text) : language.substr(0, 2) == "zh";
  money_.region = context.region;
  if (money_.region.empty()) {
    static constexpr std::string_view kRegions[] = {"TW", "HK", "MO", "CN", "SG"};
    for (std::string_view region : kRegions) {
      if (chinese_ && language.size() > 3 && language.substr(language.size() - 2) == region)
        money_.region = region;
    }
  }
  money_.chinese = chinese_;
  money_.traditional =
      chinese_ && (language.find("Hant") != std::string_view::npos ||
                   (language.find("Hans") == std::string_view::npos && LooksTraditional(text)));
  if (context.every_figure) money_.traditional = language.find("Hant") != std::string_view::npos;
  money_.every_figure = context.every_figure;
  money_.text = text;
  date_.chinese = chinese_;
  date_.every_figure = context.every_figure;
  static constexpr std::string_view kDayFirst[] = {"GB", "UK", "AU", "NZ", "IN", "FR", "DE", "IT",
                                                   "ES", "IE", "NL", "BE", "SG", "HK", "MY", "ZA",
                                                   "BR", "RU", "TR", "AE", "SA", "ID", "VN", "TH"};
  date_.day_first =
      std::find(std::begin(kDayFirst), std::end(kDayFirst), context.region) != std::end(kDayFirst);
  date_.taiwan = money_.region == "TW" || money_.traditional;
  date_.reference = context.reference_date;
  mode_.every_figure = context.every_figure;
  mode_.chinese = chinese_;
}

void Scanner::Run(std::vector<Draft>* drafts) {
  drafts_ = drafts;
  const int64_t size = static_cast<int64_t>(text_.size());
  const auto* bytes = reinterpret_cast<const unsigned char*>(text_.data());
  int64_t at = 0;
  while (at < size) {
    const unsigned char b = bytes[at];
    switch (kClasses[b]) {
      case kSkip:
        ++at;
        break;
      case kWord: {
        int64_t end = at + 1;
        while (end < size && kClasses[bytes[end]] == kWord) ++end;
        at = IsAnchor(text_, at, end) ? AtWord(at, end) : SkipIfAddress(text_, at, end);
        break;
      }
      case kFigure:
        at = AtFigure(at);
        break;
      case kMark:
        at = AtMark(at);
        break;
      default: {
        if (b >= 0xE3 && b <= 0xE9 && at + 2 < size) {
          // Nearly all of Chinese text passes here.
          const char32_t c = static_cast<char32_t>((b & 0x0F) << 12 | (bytes[at + 1] & 0x3F) << 6 |
                                                   (bytes[at + 2] & 0x3F));
          if (c >= 0x3400 && !IsHanAnchor(c)) {
            at += 3;
            break;
          }
        }
        const Glyph g = GlyphAt(text_, at);
        if (g.c == kBad) {
          ++at;
        } else if (IsDigit(g.c)) {
          at = AtFigure(at);
        } else if (IsHan(g.c)) {
          at = IsHanAnchor(g.c) ? AtHan(at, g.size) : at + g.size;
        } else {
          at = IsMarkAnchor(g.c) ? AtMark(at) : at + g.size;
        }
        break;
      }
    }
  }
}

void Scanner::Add(Draft draft) {
  taken_ = draft.end;
  drafts_->push_back(std::move(draft));
}

bool Scanner::TryDate(int64_t at) {
  if (!context_.layers.dates) return false;
  date_.floor = taken_;
  const auto match = ReadDate(text_, at, date_);
  if (!match || match->begin < taken_ || match->end <= at) return false;
  if (!match->resolved && !mode_.every_figure) return false;
  Draft draft;
  draft.kind = Kind::kDate;
  draft.begin = match->begin;
  draft.end = match->end;
  draft.date = match->interval;
  draft.date_resolved = match->resolved;
  draft.has_figure = match->resolved;
  Add(std::move(draft));
  return true;
}

bool Scanner::StartsInsideName(int64_t at) const {
  const Glyph before = GlyphBefore(text_, at);
  if (IsWordLetter(before.c) || before.c == '_' || before.c == '@' || IsDigit(before.c))
    return true;
  // The other end of a span whose first end was a value.
  if (taken_ > 0 && taken_ == at - before.size) return false;
  if (before.c == '-') {
    // "GPT-4", "COVID-19", "F-35"; but "mid-2025" and "US$5-6".
    const Glyph further = GlyphBefore(text_, at - before.size);
    if (IsWordLetter(further.c)) {
      const Word word = WordBefore(text_, at - before.size);
      const std::string_view w = word.view();
      return !(w == "mid" || w == "early" || w == "late" || w == "pre" || w == "post" || w == "k" ||
               w == "m" || w == "b" || w == "bn" || w == "mn" || w == "nm" || w == "and");
    }
    return !mode_.every_figure && IsDigit(further.c);
  }
  if (mode_.every_figure) return false;
  if (before.c == '#' || before.c == '=' || before.c == '&' || before.c == '\\') return true;
  if (before.c == '/' || before.c == ':' || before.c == '.') {
    const Glyph further = GlyphBefore(text_, at - before.size);
    return IsWordLetter(further.c) || IsDigit(further.c) || further.c == '/';
  }
  return false;
}

bool Scanner::PoundsAreMoney() const { return money_.region == "GB" || money_.SpeaksOfSterling(); }

int64_t Scanner::AtWord(int64_t at, int64_t end) {
  const Glyph before = GlyphBefore(text_, at);
  const bool inside = IsDigit(before.c) || IsWordLetter(before.c) || before.c == '_' ||
                      before.c == '@' || before.c == '#';
  if (inside || (before.c == '.' && !IsBlank(GlyphBefore(text_, at - 1).c) && !mode_.every_figure &&
                 IsWordLetter(GlyphBefore(text_, at - 1).c))) {
    return SkipName(text_, end);
  }
  const Word word = WordAt(text_, at);
  const WordInfo& info = LookUpWord(word.view());
  const char32_t after = GlyphAt(text_, end).c;
  if (info.Has(kMoneyWord) && context_.layers.money && TryMoney(at)) return taken_;
  if (info.Has(kMonthWord | kWeekdayWord | kSeasonWord | kRelativeWord | kDayWord | kFiscalWord |
               kHolidayWord | kOrdinalWord | kTensWord | kUnitWord) ||
      word.view() == "q" || word.view() == "h") {
    if (TryDate(at)) return taken_;
  }
  if (info.Has(kPercentWord) && mode_.every_figure && context_.layers.percentages) {
    // "percent of 20", and a lone "percent" of an utterance.
    int64_t p = word.end;
    if (word.view() == "per") {
      const Word cent = NextWord(text_, p);
      p = cent.view() == "cent" ? cent.end : -1;
    }
    Draft draft;
    draft.kind = Kind::kPercentage;
    draft.begin = at;
    draft.end = p;
    draft.has_figure = false;
    if (p >= 0) {
      const Word of = NextWord(text_, p);
      if (of.view() == "of") {
        const auto figure = ReadFigure(text_, SkipBlanks(text_, of.end), mode_);
        if (figure) {
          draft.figure = *figure;
          draft.has_figure = true;
          draft.end = figure->end;
        }
      }
      Add(std::move(draft));
      return taken_;
    }
  }
  if (IsDigit(after) || after == '_') return SkipName(text_, end);
  if (info.Has(kOrdinalWord) && TryOrdinal(at)) return taken_;
  if (mode_.every_figure && info.Has(kArticleWord) && context_.layers.money) {
    // "a dollar".
    const CurrencyMark mark = MarkAfter(text_, end, money_);
    if (mark && mark.is_name) {
      Draft draft;
      draft.kind = Kind::kMoney;
      draft.begin = draft.figure.begin = at;
      draft.end = draft.figure.end = mark.end;
      draft.figure.value = Decimal::FromInt(1);
      draft.currency = mark;
      Add(std::move(draft));
      return taken_;
    }
  }
  if (info.Has(kUnitWord | kTensWord | kArticleWord | kVagueWord | kMultiWord | kHalfWord |
               kSignWord)) {
    if (TryFigure(at, true)) return taken_;
  }
  if (mode_.every_figure && context_.layers.money &&
      (word.view() == "dollar" || word.view() == "dollars")) {
    Draft draft;
    draft.kind = Kind::kMoney;
    draft.begin = at;
    draft.end = end;
    draft.has_figure = false;
    draft.currency.iso = "USD";
    draft.currency.end = end;
    Add(std::move(draft));
    return taken_;
  }
  return end;
}

int64_t Scanner::AtFigure(int64_t at) {
  if (StartsInsideName(at)) return SkipName(text_, at);
  if (TryDate(at)) return taken_;
  if (TryOrdinal(at)) return taken_;
  if (TryFigure(at, true)) return taken_;
  if (!mode_.every_figure) return SkipName(text_, at);
  const auto figure = ReadDigitFigure(text_, at, mode_);
  if (figure && (figure->has_point || figure->grouped)) return std::max(figure->end, at + 1);
  return SkipDigits(text_, at);
}

int64_t Scanner::AtMark(int64_t at) {
  const Glyph g = GlyphAt(text_, at);
  const int64_t next = at + std::max(1, g.size);
  switch (g.c) {
    case '-':
    case '+': {
      // A sign stands before its figure and behind a blank, a bracket or nothing.
      const char32_t before = GlyphBefore(text_, at).c;
      const bool free = before == kEnd || IsBlank(before) || before == '(' || before == '\n' ||
                        before == '[' || before == ',' || before == ':' || before >= 0x3000;
      if (!free) return next;
      int64_t p = next;
      if (mode_.every_figure && SkipBlanksBack(text_, at) == 0) p = SkipBlanks(text_, p);
      const Glyph digit = GlyphAt(text_, p);
      if (!(IsDigit(digit.c) || (digit.c == '.' && IsDigit(GlyphAt(text_, p + 1).c)))) {
        if (digit.c == '$' && context_.layers.money) return next;
        return next;
      }
      if (TryDate(p)) return taken_;
      // A plus sign is not part of the figure.
      if (TryFigure(g.c == '+' ? p : at, true)) return taken_;
      return next;
    }
    case '.': {
      if (!IsDigit(GlyphAt(text_, next).c)) return next;
      const char32_t before = GlyphBefore(text_, at).c;
      if (IsDigit(before) || IsWordLetter(before) || before == '.' || before == ')') return next;
      return TryFigure(at, true) ? taken_ : next;
    }
    case '\'':
      if (IsDigit(GlyphAt(text_, next).c) && !IsWordLetter(GlyphBefore(text_, at).c) && TryDate(at))
        return taken_;
      return next;
    case '%':
      if (mode_.every_figure && context_.layers.percentages && !IsDigit(GlyphBefore(text_, at).c)) {
        const char32_t after = GlyphAt(text_, next).c;
        if (!IsBlank(after) && after != kEnd) return next;
        Draft draft;
        draft.kind = Kind::kPercentage;
        draft.begin = at;
        draft.end = next;
        draft.has_figure = false;
        Add(std::move(draft));
        return taken_;
      }
      return next;
    default:
      break;
  }
  if (context_.layers.money && TryMoney(at)) return taken_;
  // Vulgar fractions.
  if (g.c == 0xBC || g.c == 0xBD || g.c == 0xBE || (g.c >= 0x2150 && g.c <= 0x215E)) {
    if (TryFigure(at, true)) return taken_;
  }
  return next;
}

int64_t Scanner::AtHan(int64_t at, int size) {
  const char32_t c = GlyphAt(text_, at).c;
  const char32_t next = GlyphAt(text_, at + size).c;
  const HanInfo info = LookUpHan(c);
  if (c == U'第') {
    if (TryDate(at)) return taken_;
    return TryOrdinal(at) ? taken_ : at + size;
  }
  if (info.kind == HanInfo::kNone) {
    if (MayFollowDateWord(next) && TryDate(at)) return taken_;
    if (context_.layers.money && MayFollowCurrencyWord(next) && TryMoney(at)) return taken_;
    return at + size;
  }
  // Most of the numerals of running text are parts of words (一般, 三亚): what follows tells.
  if (info.kind == HanInfo::kDigit && !mode_.every_figure && !MayFollowNumeral(next))
    return at + size;
  if (info.kind != HanInfo::kHalf && info.kind != HanInfo::kSome && TryDate(at)) return taken_;
  if (context_.layers.percentages && TryPercentBefore(at)) return taken_;
  if (TryFigure(at, true)) return taken_;
  // A numeral that is no value is passed whole, so that its tail is none either.
  const auto figure = ReadHanFigure(text_, at, mode_);
  if (figure && (!mode_.every_figure || figure->vague)) return std::max(figure->end, at + size);
  return at + size;
}

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
  Add(std::move(draft));
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
  Add(std::move(draft));
  return true;
}

// 九折, 75折: what is left of a price. Only in an utterance; elsewhere 折 folds or breaks things.
bool Scanner::TryDiscount(const Figure& figure) {
  if (!mode_.every_figure) return false;
  const int64_t p = SkipBlanks(text_, figure.end);
  if (GlyphAt(text_, p).c != U'折') return false;
  Decimal value = figure.value;
  if (!(value < Decimal::FromInt(100)) || value == Decimal::FromInt(10) || figure.begin > p)
    return false;
  // 九折 is 90 %, 九五折 and 95折 are 95 %.
  const bool one_digit = value < Decimal::FromInt(10);
  Draft draft;
  draft.kind = Kind::kPercentage;
  draft.begin = figure.begin;
  draft.end = p + 3;
  draft.figure = figure;
  draft.percent_power = one_digit ? 1 : 0;
  Add(std::move(draft));
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
          draft.figure.scale = info.power;
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
        Add(std::move(draft));
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

bool Scanner::IsLoneHanCount(const Figure& figure) const {
  return recognize::IsHanCount(text_, figure, mode_.every_figure);
}

}  // namespace parallax::recognize
