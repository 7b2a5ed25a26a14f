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

// The characters beyond ASCII at which AtMark has something to look for: currency signs, fractions,
// and full-width forms that fold to ASCII.
bool IsMarkAnchor(char32_t c) {
  if (c < 0x80) return c == '$' || c == '-' || c == '+' || c == '.' || c == '\'' || c == '%';
  if (c >= 0x20A0) return c <= 0x20CF || (c >= 0x2150 && c <= 0x215E) || c == 0xFDFC;
  return (c >= 0xA2 && c <= 0xA5) || (c >= 0xBC && c <= 0xBE) || c == 0x58F || c == 0x60B ||
         c == 0x9F3 || c == 0xE3F || c == 0x17DB;
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
  const AnchorFilter filter = GetAnchorFilter();
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
        if (filter.MayBegin(bytes[at], end - at > 1 ? bytes[at + 1] : 0, end - at) &&
            IsAnchor(text_, at, end)) {
          at = AtWord(at, end);
        } else {
          const unsigned char next = end < size ? bytes[end] : 0;
          at = next == ':' || next == '.' ? SkipIfAddress(text_, at, end) : end;
        }
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
          if (c >= 0x3400 && c < 0xA000 && !filter.HanMayBegin(c)) {
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
  // "Take-Two": a capital behind a hyphen belongs to a name.
  if (before.c == '-' && word.capital && info.Has(kUnitWord | kTensWord) && !mode_.every_figure &&
      IsWordLetter(GlyphBefore(text_, at - 1).c) &&
      !LookUpWord(WordBefore(text_, at - 1).view()).Has(kUnitWord | kTensWord)) {
    return end;
  }
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

bool Scanner::IsLoneHanCount(const Figure& figure) const {
  return recognize::IsHanCount(text_, figure, mode_.every_figure);
}

}  // namespace parallax::recognize
