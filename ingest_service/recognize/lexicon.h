// The closed word lists of numbers and dates, English words and Chinese characters, as flat tables.
#ifndef PARALLAX_INGEST_SERVICE_RECOGNIZE_LEXICON_H_
#define PARALLAX_INGEST_SERVICE_RECOGNIZE_LEXICON_H_

#include <array>
#include <cstdint>
#include <string_view>

#include "core/value/typed_value.h"

namespace parallax::recognize {

enum WordFlag : uint32_t {
  kUnitWord = 1u << 0,       // zero … nineteen; `number`
  kTensWord = 1u << 1,       // twenty … ninety; `number`
  kScaleWord = 1u << 2,      // hundred, thousand, million …; `power`
  kOrdinalWord = 1u << 3,    // first … ninetieth; `number`
  kOrdinalScale = 1u << 4,   // hundredth, thousandth …; `power`
  kPluralWord = 1u << 5,     // thirds, hundreds, millions
  kMonthWord = 1u << 6,      // `number`
  kWeekdayWord = 1u << 7,    // `number`, 0 is Monday
  kSeasonWord = 1u << 8,     // `number`, 1 spring … 4 winter
  kCalendarWord = 1u << 9,   // day, week, …; `unit`
  kRelativeWord = 1u << 10,  // last, this, next; `number` is -1, 0, 1
  kArticleWord = 1u << 11,   // a, an
  kHalfWord = 1u << 12,      // half, halves
  kQuarterWord = 1u << 13,   // quarter, quarters
  kDozenWord = 1u << 14,
  kSignWord = 1u << 15,    // minus, negative
  kDayWord = 1u << 16,     // today, yesterday, tomorrow; `number` in days
  kPeriodWord = 1u << 17,  // early, mid, late, beginning, middle, end, start; `number` 1, 2, 3
  kVagueWord = 1u << 18,   // dozens, tens, hundreds, scores
  kAnchorWord = 1u << 19,  // may begin a value: the scan stops there
  kFiscalWord = 1u << 20,  // fiscal, fy, financial
  kHolidayWord = 1u << 21,
  kMultiWord = 1u << 22,  // multi
  kMoneyWord = 1u << 23,  // begins a currency's code or mark: us, rmb, usd …
  kPercentWord = 1u << 24,
  kAbbreviation = 1u << 25,  // a month's or weekday's short form, which may carry a dot
  kWeakMonth = 1u << 26,     // also an ordinary word: may, march, mar, sun, sat …
};

struct WordInfo {
  uint32_t flags = 0;
  int16_t number = 0;
  int8_t power = 0;
  value::CalendarUnit unit = value::CalendarUnit::kUnspecified;
  bool Has(uint32_t flag) const { return (flags & flag) != 0; }
};

// What is known of a lower-case English word; flags are 0 for an unknown one.
const WordInfo& LookUpWord(std::string_view word);

// Whether this lower-case word may begin a value; a filter of two letters and the length comes
// first.
bool IsAnchorWord(std::string_view word);
// The filter alone: the first two letters in either case ('\0' for a second that is not there) and
// the size.
bool MayBeAnchorWord(char first, char second, size_t size);

// The two filters of the scan as bare tables, so that the inner loop makes no call.
struct AnchorFilter {
  const bool* words = nullptr;
  const uint8_t* han = nullptr;  // by code point below 0xA000; the lowest bit
  // `second` is 0 for a word of one letter. REQUIRES: both are ASCII letters in either case.
  bool MayBegin(unsigned char first, unsigned char second, int64_t size) const {
    if (size > 14) return false;
    const size_t a = static_cast<size_t>((first | 0x20) - 'a');
    const size_t b = second == 0 ? 26 : static_cast<size_t>((second | 0x20) - 'a');
    return words[(a * 27 + b) * 16 + static_cast<size_t>(size)];
  }
  bool HanMayBegin(char32_t c) const { return (han[c] & 1) != 0; }
};
AnchorFilter GetAnchorFilter();

// What may stand behind a numeral or a date word for the two to be a value; a filter for the
// commonest characters (一, 上, 前), which mostly are none.
bool MayFollowNumeral(char32_t c);
bool MayFollowDateWord(char32_t c);
bool MayFollowCurrencyWord(char32_t c);

// The power of ten of a scale's short form glued or set after a figure: k, mn, bn, tn, 0 for
// others. `weak` is set where the letter alone proves nothing (m, b, M, B, G, T). `word` in its own
// case.
int ScaleSuffix(std::string_view word, bool* weak);

// What a Chinese character means in a number.
struct HanInfo {
  enum Kind : uint8_t {
    kNone,
    kDigit,        // `value` 0–9
    kZero,         // 零 〇
    kSmallUnit,    // 十 百 千; `value` is the power of ten
    kBigUnit,      // 万 亿 兆
    kTens,         // 廿 卅 卌; `value` is the number
    kPoint,        // 点 點
    kNegative,     // 负 負
    kSome,         // 几 数 (stands for a digit)
    kMore,         // 多 余 餘 來 (stands after one)
    kHalf,         // 半
    kDenominator,  // 分 (of 分之)
    kDozen,        // 打
  };
  Kind kind = kNone;
  uint8_t value = 0;
  bool financial = false;  // 壹贰叁: a word of its own outside of figures
};
HanInfo LookUpHan(char32_t c);

// Whether the character may begin a value in Chinese text, so that the scan stops there.
bool IsHanAnchor(char32_t c);

// Whether the character is a measure word (个 家 名 台 …), after which a lone numeral is a count.
bool IsMeasureWord(char32_t c);

}  // namespace parallax::recognize

#endif  // PARALLAX_INGEST_SERVICE_RECOGNIZE_LEXICON_H_
