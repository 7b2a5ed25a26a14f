#include "ingest_service/recognize/lexicon.h"

#include <memory>
#include <string>

#include "ingest_service/recognize/glyph.h"

namespace parallax::recognize {
namespace {

using value::CalendarUnit;

class WordTable {
 public:
  WordTable() {
    AddNumbers();
    AddCalendar();
    AddMarks();
    for (const Slot& slot : slots_) {
      if (slot.size > 0 && slot.info.Has(kAnchorWord)) filter_[FilterIndex(slot.view())] = true;
    }
  }

  bool MayBeAnchor(char first, char second, size_t size) const {
    const size_t a = static_cast<size_t>((first | 0x20) - 'a');
    const size_t b = second == '\0' ? 26 : static_cast<size_t>((second | 0x20) - 'a');
    return size <= kMaxSize && filter_[(a * 27 + b) * 16 + size];
  }
  const bool* filter() const { return filter_; }
  bool IsAnchor(std::string_view word) const {
    return word.size() <= kMaxSize && filter_[FilterIndex(word)] && Find(word).Has(kAnchorWord);
  }

  const WordInfo& Find(std::string_view word) const {
    static const WordInfo kUnknown;
    if (word.empty() || word.size() > kMaxSize) return kUnknown;
    for (size_t at = Hash(word) & kMask; slots_[at].size != 0; at = (at + 1) & kMask) {
      if (slots_[at].view() == word) return slots_[at].info;
    }
    return kUnknown;
  }

 private:
  static constexpr size_t kMaxSize = 14;
  static constexpr size_t kMask = 2047;
  struct Slot {
    char letters[kMaxSize];
    uint8_t size = 0;
    WordInfo info;
    std::string_view view() const { return {letters, size}; }
  };

  static size_t FilterIndex(std::string_view word) {
    const size_t first = static_cast<size_t>(word.front() - 'a');
    const size_t second = word.size() > 1 ? static_cast<size_t>(word[1] - 'a') : 26;
    return (first * 27 + second) * 16 + word.size();
  }

  static size_t Hash(std::string_view word) {
    uint32_t h = static_cast<uint32_t>(word.size()) * 0x9E3779B1u;
    for (char c : word) h = (h ^ static_cast<unsigned char>(c)) * 0x01000193u;
    return h ^ (h >> 15);
  }

  // Adds flags to each word of a '|'-separated list.
  void Add(std::string_view words, uint32_t flags, int number = 0, int power = 0,
           CalendarUnit unit = CalendarUnit::kUnspecified) {
    while (!words.empty()) {
      const size_t bar = words.find('|');
      const std::string_view word = words.substr(0, bar);
      size_t at = Hash(word) & kMask;
      while (slots_[at].size != 0 && slots_[at].view() != word) at = (at + 1) & kMask;
      Slot& slot = slots_[at];
      if (slot.size == 0) {
        slot.size = static_cast<uint8_t>(word.copy(slot.letters, kMaxSize));
      }
      slot.info.flags |= flags;
      if (number != 0 || slot.info.number == 0) slot.info.number = static_cast<int16_t>(number);
      if (power != 0) slot.info.power = static_cast<int8_t>(power);
      if (unit != CalendarUnit::kUnspecified) slot.info.unit = unit;
      if (bar == std::string_view::npos) break;
      words.remove_prefix(bar + 1);
    }
  }

  void AddNumbers() {
    static constexpr std::string_view kUnits[] = {"zero|nought|naught|nil",
                                                  "one",
                                                  "two",
                                                  "three",
                                                  "four",
                                                  "five",
                                                  "six",
                                                  "seven",
                                                  "eight",
                                                  "nine",
                                                  "ten",
                                                  "eleven",
                                                  "twelve",
                                                  "thirteen",
                                                  "fourteen",
                                                  "fifteen",
                                                  "sixteen",
                                                  "seventeen",
                                                  "eighteen",
                                                  "nineteen"};
    static constexpr std::string_view kTens[] = {"twenty", "thirty",  "forty|fourty", "fifty",
                                                 "sixty",  "seventy", "eighty",       "ninety"};
    static constexpr std::string_view kOrdinals[] = {
        "first",     "second",      "third",      "fourth",     "fifth",
        "sixth",     "seventh",     "eighth",     "ninth",      "tenth",
        "eleventh",  "twelfth",     "thirteenth", "fourteenth", "fifteenth",
        "sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth"};
    static constexpr std::string_view kPluralOrdinals[] = {
        "firsts",     "seconds",      "thirds",      "fourths",     "fifths",
        "sixths",     "sevenths",     "eighths",     "ninths",      "tenths",
        "elevenths",  "twelfths",     "thirteenths", "fourteenths", "fifteenths",
        "sixteenths", "seventeenths", "eighteenths", "nineteenths", "twentieths"};
    for (int i = 0; i < 20; ++i) {
      // A lone "nil" is no figure of prose; it stays readable after another word.
      Add(kUnits[i], kUnitWord | kAnchorWord, i);
      Add(kOrdinals[i], kOrdinalWord | kAnchorWord, i + 1);
      Add(kPluralOrdinals[i], kOrdinalWord | kPluralWord, i + 1);
    }
    for (int i = 0; i < 8; ++i) Add(kTens[i], kTensWord | kAnchorWord, (i + 2) * 10);
    static constexpr std::string_view kTensOrdinals[] = {
        "thirtieth", "fortieth", "fiftieth", "sixtieth", "seventieth", "eightieth", "ninetieth"};
    static constexpr std::string_view kTensPlurals[] = {"thirtieths", "fortieths",   "fiftieths",
                                                        "sixtieths",  "seventieths", "eightieths",
                                                        "ninetieths"};
    for (int i = 0; i < 7; ++i) {
      Add(kTensOrdinals[i], kOrdinalWord | kAnchorWord, (i + 3) * 10);
      Add(kTensPlurals[i], kOrdinalWord | kPluralWord, (i + 3) * 10);
    }
    static constexpr std::string_view kDecades[] = {"twenties", "thirties", "forties",
                                                    "fifties",  "sixties",  "seventies",
                                                    "eighties", "nineties"};
    for (int i = 0; i < 8; ++i)
      Add(kDecades[i], kTensWord | kPluralWord | kAnchorWord, (i + 2) * 10);

    Add("hundred", kScaleWord, 0, 2);
    Add("thousand|thousands", kScaleWord, 0, 3);
    Add("lakh|lakhs|lac|lacs", kScaleWord, 0, 5);
    Add("million|mn|mln|mio|millions", kScaleWord, 0, 6);
    Add("crore|crores|krore|krores|cr", kScaleWord, 0, 7);
    Add("billion|bn|bln|billions", kScaleWord, 0, 9);
    Add("trillion|tn|tln|trn|trillions", kScaleWord, 0, 12);
    Add("quadrillion|quadrillions", kScaleWord, 0, 15);
    Add("quintillion|quintillions", kScaleWord, 0, 18);
    Add("hundreds", kScaleWord | kPluralWord | kVagueWord | kAnchorWord, 0, 2);
    Add("thousands|millions|billions|trillions|quadrillions",
        kPluralWord | kVagueWord | kAnchorWord);
    Add("tens", kVagueWord | kAnchorWord | kPluralWord, 0, 1);
    Add("dozens", kVagueWord | kAnchorWord | kPluralWord | kDozenWord, 12);
    Add("dozen|dozs|doz", kDozenWord, 12);
    Add("multi|multimillion|multibillion|multitrillion", kMultiWord | kAnchorWord);
    Add("hundredth", kOrdinalScale, 0, 2);
    Add("hundredths", kOrdinalScale | kPluralWord, 0, 2);
    Add("thousandth", kOrdinalScale, 0, 3);
    Add("thousandths", kOrdinalScale | kPluralWord, 0, 3);
    Add("millionth", kOrdinalScale, 0, 6);
    Add("millionths", kOrdinalScale | kPluralWord, 0, 6);
    Add("billionth", kOrdinalScale, 0, 9);
    Add("billionths", kOrdinalScale | kPluralWord, 0, 9);
    Add("trillionth", kOrdinalScale, 0, 12);
    Add("trillionths", kOrdinalScale | kPluralWord, 0, 12);
    Add("half", kHalfWord | kAnchorWord, 2);
    Add("halves", kHalfWord | kPluralWord, 2);
    Add("quarter", kQuarterWord | kCalendarWord | kAnchorWord, 4, 0, CalendarUnit::kQuarter);
    Add("quarters", kQuarterWord | kCalendarWord | kPluralWord, 4, 0, CalendarUnit::kQuarter);
    Add("a|an", kArticleWord | kAnchorWord);
    Add("minus|negative", kSignWord | kAnchorWord);
  }

  void AddCalendar() {
    static constexpr std::string_view kMonths[] = {"january",   "february", "march",    "april",
                                                   "may",       "june",     "july",     "august",
                                                   "september", "october",  "november", "december"};
    static constexpr std::string_view kShort[] = {"jan", "feb", "mar",      "apr", "may", "jun",
                                                  "jul", "aug", "sept|sep", "oct", "nov", "dec"};
    for (int i = 0; i < 12; ++i) {
      Add(kMonths[i], kMonthWord | kAnchorWord, i + 1);
      Add(kShort[i], kMonthWord | kAnchorWord | kAbbreviation, i + 1);
    }
    Add("may|march|mar|august", kWeakMonth, 0);
    Restore("may", 5);
    Restore("march", 3);
    Restore("mar", 3);
    Restore("august", 8);
    static constexpr std::string_view kDays[] = {"monday", "tuesday",  "wednesday", "thursday",
                                                 "friday", "saturday", "sunday"};
    static constexpr std::string_view kShortDays[] = {"mon", "tue|tues", "wed", "thu|thur|thurs",
                                                      "fri", "sat",      "sun"};
    for (int i = 0; i < 7; ++i) {
      Add(kDays[i], kWeekdayWord | kAnchorWord, i);
      Add(kShortDays[i], kWeekdayWord | kAbbreviation | kWeakMonth, i);
    }
    Add("spring", kSeasonWord | kAnchorWord, 1);
    Add("summer", kSeasonWord | kAnchorWord, 2);
    Add("autumn|fall", kSeasonWord | kAnchorWord, 3);
    Add("winter", kSeasonWord | kAnchorWord, 4);
    Add("second|seconds", kCalendarWord, 2, 0, CalendarUnit::kSecond);
    Add("minute|minutes", kCalendarWord, 0, 0, CalendarUnit::kMinute);
    Add("hour|hours", kCalendarWord, 0, 0, CalendarUnit::kHour);
    Add("day|days", kCalendarWord, 0, 0, CalendarUnit::kDay);
    Add("week|weeks", kCalendarWord, 0, 0, CalendarUnit::kWeek);
    Add("month|months", kCalendarWord, 0, 0, CalendarUnit::kMonth);
    Add("year|years|yr|yrs", kCalendarWord, 0, 0, CalendarUnit::kYear);
    Add("decade|decades", kCalendarWord, 0, 0, CalendarUnit::kDecade);
    Add("century|centuries", kCalendarWord, 0, 0, CalendarUnit::kCentury);
    Add("last|previous|past|preceding", kRelativeWord | kAnchorWord, -1);
    Add("this|current", kRelativeWord | kAnchorWord, 0);
    Add("next|coming|upcoming|following", kRelativeWord | kAnchorWord, 1);
    Add("today", kDayWord | kAnchorWord, 0);
    Add("yesterday", kDayWord | kAnchorWord, -1);
    Add("tomorrow", kDayWord | kAnchorWord, 1);
    Add("early|beginning|start|begin", kPeriodWord, 1);
    Add("mid|middle", kPeriodWord, 2);
    Add("late|end|close", kPeriodWord, 3);
    Add("fiscal|fy|financial|cy|school|calendar|academic|sy", kFiscalWord | kAnchorWord);
    Add("q|h", kAnchorWord);
    Add("christmas|thanksgiving|halloween|easter|earth|black|saint|st|valentines|independence|"
        "labor|cyber",
        kHolidayWord | kAnchorWord);
  }

  void AddMarks() {
    Add("percent|percents|percentage|percentages|pct|per", kPercentWord);
    Add("percent|percents|per", kAnchorWord);
    Add("us|usd|rmb|cny|cn|nt|ntd|hk|hkd|twd|eur|gbp|jpy|krw|cad|aud|sgd|inr|chf|myr|rm|rs|re|sen|"
        "euro|uah|"
        "c|ca|au|nz|s|sg|nzd|mop|mxn|brl|rub|sek|nok|dkk|pln|czk|huf|try|zar|thb|vnd|idr|php|aed|"
        "sar|qar|ils|"
        "egp|kwd|lbp|pkr|bdt|ngn|kes|ghs|kzt|ron|bgn|hrk|isk|clp|cop|ars|pen|btc|eth|jod|omr|bhd|"
        "mad|tnd|dzd|"
        "lkr|npr|mmk|khr|lak|bnd|mnt|uzs|azn|gel|amd|byn|iqd|irr|syp|etb|tzs|ugx|zmw|xof|xaf|xdr|"
        "fjd|pgk|a|r|"
        "rub|rp|kr|won|yuan|renminbi|malaysian|malaysia|u|le|dollar|dollars|sfr|dm|frf|dem|itl|esp|"
        "nlg|bef|fim",
        kMoneyWord);
    Add("us|usd|rmb|cny|cn|nt|ntd|hk|hkd|twd|eur|gbp|jpy|krw|cad|aud|sgd|inr|chf|myr|rm|rs|sen|uah|"
        "c|ca|au|nz|"
        "s|sg|nzd|mop|mxn|brl|rub|sek|nok|dkk|pln|czk|huf|zar|thb|vnd|idr|php|aed|sar|qar|ils|egp|"
        "kwd|lbp|pkr|"
        "bdt|ngn|kes|ghs|kzt|ron|bgn|hrk|isk|clp|cop|ars|btc|jod|omr|bhd|lkr|npr|mmk|khr|bnd|mnt|"
        "uzs|azn|byn|"
        "iqd|irr|etb|tzs|ugx|zmw|xof|xaf|xdr|fjd|r|rp|yuan|renminbi|malaysian|malaysia|u|dollar|"
        "dollars|sfr|dm|"
        "frf|dem|itl|esp|nlg|bef|fim",
        kAnchorWord);
  }

  // Sets the number that a later list overwrote.
  void Restore(std::string_view word, int number) { Add(word, 0, number); }

  Slot slots_[kMask + 1] = {};
  bool filter_[26 * 27 * 16] = {};
};

const WordTable& Words() {
  static const WordTable* table = new WordTable();  // never destroyed: used until the process ends
  return *table;
}

constexpr uint8_t kAnchorBit = 1, kMeasureBit = 2, kAfterNumeralBit = 4, kAfterDateWordBit = 8,
                  kAfterCurrencyWordBit = 16;

class HanTable {
 public:
  HanTable()
      : info_(std::make_unique<HanInfo[]>(kSize)), bits_(std::make_unique<uint8_t[]>(kSize)) {
    SetDigits(U"一二三四五六七八九", false);
    SetDigits(U"壹贰叁肆伍陆柒捌玖", true);
    SetDigits(U"壹貳參肆伍陸柒捌玖", true);
    SetDigits(U"弌弍叄〤〥〦〧〨〩", true);
    Set(U'两', {HanInfo::kDigit, 2});
    Set(U'兩', {HanInfo::kDigit, 2});
    Set(U'貮', {HanInfo::kDigit, 2, true});
    Set(U'零', {HanInfo::kZero, 0});
    Set(U'〇', {HanInfo::kZero, 0});
    Set(U'十', {HanInfo::kSmallUnit, 1});
    Set(U'百', {HanInfo::kSmallUnit, 2});
    Set(U'千', {HanInfo::kSmallUnit, 3});
    Set(U'拾', {HanInfo::kSmallUnit, 1, true});
    Set(U'佰', {HanInfo::kSmallUnit, 2, true});
    Set(U'仟', {HanInfo::kSmallUnit, 3, true});
    Set(U'万', {HanInfo::kBigUnit, 4});
    Set(U'萬', {HanInfo::kBigUnit, 4});
    Set(U'亿', {HanInfo::kBigUnit, 8});
    Set(U'億', {HanInfo::kBigUnit, 8});
    Set(U'兆', {HanInfo::kBigUnit, 12});
    Set(U'廿', {HanInfo::kTens, 20});
    Set(U'卅', {HanInfo::kTens, 30});
    Set(U'卌', {HanInfo::kTens, 40});
    Set(U'点', {HanInfo::kPoint});
    Set(U'點', {HanInfo::kPoint});
    Set(U'负', {HanInfo::kNegative});
    Set(U'負', {HanInfo::kNegative});
    Set(U'几', {HanInfo::kSome});
    Set(U'幾', {HanInfo::kSome});
    Set(U'数', {HanInfo::kSome});
    Set(U'數', {HanInfo::kSome});
    Set(U'多', {HanInfo::kMore});
    Set(U'余', {HanInfo::kMore});
    Set(U'餘', {HanInfo::kMore});
    Set(U'來', {HanInfo::kMore});
    Set(U'来', {HanInfo::kMore});
    Set(U'半', {HanInfo::kHalf});
    Set(U'分', {HanInfo::kDenominator});
    Set(U'打', {HanInfo::kDozen});
    for (char32_t c : std::u32string_view(
             U"一二三四五六七八九壹贰叁肆伍陆柒捌玖貳參陸叄貮两兩零〇十百千万萬拾佰仟廿卅卌"
             U"负負几幾数數半去今明前后後本上下未過过近昨民這这接最中公西农農阴陰人美港欧歐日英第新"
             U"澳加韩韓"))
      bits_[c] |= kAnchorBit;
    for (char32_t c : std::u32string_view(U"个個只隻名位家条條件项項次台臺辆輛艘架座栋棟间間所块塊"
                                          U"张張份篇部本种種类類层層级級届屆双雙对對支枝瓶杯"
                                          U"碗箱袋包斤吨噸米亩畝章节節回轮輪批套颗顆枚根片行排组組"
                                          U"队隊班户戶口头頭匹群股笔筆门門幅倍成折岁歲人天"
                                          U"处處员員"))
      bits_[c] |= kMeasureBit | kAfterNumeralBit;
    for (char32_t c :
         std::u32string_view(U"年月日号號季世周週代度分折成元美点點上下半余餘多几幾之"))
      bits_[c] |= kAfterNumeralBit;
    for (char32_t c = 0x3007; c < kSize; ++c) {
      if (info_[c].kind != HanInfo::kNone && info_[c].kind != HanInfo::kNegative)
        bits_[c] |= kAfterNumeralBit;
    }
    for (char32_t c : std::u32string_view(
             U"年月周週天日个個季世半来來去后後三一二两兩十四五六七八九几幾下近民國国元华華历曆的"))
      bits_[c] |= kAfterDateWordBit;
    for (char32_t c : std::u32string_view(U"民元币幣金镑鎊圆圓台臺西加拿大国國纸紙刀洲里幣"))
      bits_[c] |= kAfterCurrencyWordBit;
  }
  const HanInfo& Info(char32_t c) const { return info_[c < kSize ? c : 0]; }
  const uint8_t* bits() const { return bits_.get(); }
  uint8_t Bits(char32_t c) const { return bits_[c < kSize ? c : 0]; }

 private:
  static constexpr size_t kSize = 0xA000;
  void Set(char32_t c, HanInfo info) { info_[c] = info; }
  void SetDigits(std::u32string_view digits, bool financial) {
    for (size_t i = 0; i < digits.size(); ++i) {
      Set(digits[i], {HanInfo::kDigit, static_cast<uint8_t>(i + 1), financial});
    }
  }
  std::unique_ptr<HanInfo[]> info_;
  std::unique_ptr<uint8_t[]> bits_;
};

const HanTable& Han() {
  static const HanTable table;
  return table;
}

}  // namespace

const WordInfo& LookUpWord(std::string_view word) { return Words().Find(word); }
bool MayBeAnchorWord(char first, char second, size_t size) {
  return Words().MayBeAnchor(first, second, size);
}
AnchorFilter GetAnchorFilter() { return {Words().filter(), Han().bits()}; }
bool IsAnchorWord(std::string_view word) { return Words().IsAnchor(word); }

int ScaleSuffix(std::string_view word, bool* weak) {
  *weak = false;
  if (word.size() == 1) {
    switch (word[0]) {
      case 'k':
      case 'K':
        return 3;
      case 'm':
      case 'M':
        *weak = true;
        return 6;
      case 'b':
      case 'B':
      case 'G':
        *weak = true;
        return 9;
      case 'T':
      case 't':
        *weak = true;
        return 12;
      default:
        return 0;
    }
  }
  std::string lower;
  for (char c : word.substr(0, 4)) {
    lower.push_back(static_cast<char>(Lower(static_cast<unsigned char>(c))));
  }
  if (word.size() > 4) return 0;
  if (lower == "mn" || lower == "mln" || lower == "mio" || lower == "mm") {
    *weak = lower == "mm";
    return 6;
  }
  if (lower == "bn" || lower == "bln") return 9;
  if (lower == "tn" || lower == "tln" || lower == "trn") return 12;
  return 0;
}

HanInfo LookUpHan(char32_t c) { return Han().Info(c); }
bool IsHanAnchor(char32_t c) { return (Han().Bits(c) & kAnchorBit) != 0; }
bool MayFollowNumeral(char32_t c) { return c < 0x3000 || (Han().Bits(c) & kAfterNumeralBit) != 0; }
bool MayFollowDateWord(char32_t c) {
  return c < 0x3000 || (Han().Bits(c) & kAfterDateWordBit) != 0;
}
bool MayFollowCurrencyWord(char32_t c) { return (Han().Bits(c) & kAfterCurrencyWordBit) != 0; }
bool IsMeasureWord(char32_t c) { return (Han().Bits(c) & kMeasureBit) != 0; }

}  // namespace parallax::recognize
