#include "ingest_service/recognize/money_reader.h"

#include <algorithm>

#include "ingest_service/recognize/currency_names.h"
#include "ingest_service/recognize/glyph.h"
#include "ingest_service/recognize/lexicon.h"
#include "ingest_service/recognize/phrase_table.h"

namespace parallax::recognize {
namespace {

struct Tables {
  PhraseTable english;  // names of several words or one
  PhraseTable chinese;
  PhraseTable codes;  // ISO codes, lower case
  Tables() {
    for (int i = 0; i < kCurrencyNameCount; ++i) {
      english.AddList(kCurrencyNames[i].english, i);
      chinese.AddList(kCurrencyNames[i].chinese, i);
      std::string code;
      for (const char* c = kCurrencyNames[i].iso; *c != '\0'; ++c) {
        code.push_back(static_cast<char>(Lower(static_cast<unsigned char>(*c))));
      }
      codes.Add(code, i);
    }
    codes.Add("rmb", codes.Find("cny"));
    codes.Add("cnh", codes.Find("cny"));
    codes.Add("ntd", codes.Find("twd"));
    codes.Add("xbt", codes.Find("btc"));
  }
};
const Tables& GetTables() {
  static const Tables* tables = new Tables();  // never destroyed: used until the process ends
  return *tables;
}

std::string_view IsoOf(int32_t id) { return kCurrencyNames[id].iso; }

// Codes that are also words or names in lower or upper case: they need a figure right beside them
// in capitals, and are no code in lower case.
bool IsCodeLowerCase(std::string_view code) {
  static constexpr std::string_view kUsual[] = {
      "usd", "eur", "gbp", "jpy", "cny", "rmb", "cad", "aud", "hkd", "twd", "ntd", "inr",
      "chf", "krw", "sgd", "nzd", "myr", "thb", "idr", "php", "vnd", "brl", "mxn", "rub",
      "zar", "aed", "sar", "ils", "btc", "eth", "egp", "kwd", "lbp", "uah", "xdr", "pkr"};
  return std::find(std::begin(kUsual), std::end(kUsual), code) != std::end(kUsual);
}
// In capitals these are English words, names of things or offices first of all.
bool IsCodeAlsoWord(std::string_view code) {
  static constexpr std::string_view kWords[] = {"all", "try", "top", "cup", "mad", "pen", "gel",
                                                "sos", "ron", "lak", "bam", "mop", "nok", "sit",
                                                "std", "ang", "mad", "bob", "cop", "inr", "kes",
                                                "eth", "pab", "mur", "dem", "ars", "lsl"};
  return std::find(std::begin(kWords), std::end(kWords), code) != std::end(kWords);
}

std::string_view DollarOfRegion(std::string_view region) {
  static constexpr struct {
    std::string_view region, iso;
  } kDollars[] = {{"US", "USD"}, {"CA", "CAD"}, {"AU", "AUD"}, {"NZ", "NZD"}, {"SG", "SGD"},
                  {"HK", "HKD"}, {"TW", "TWD"}, {"BN", "BND"}, {"FJ", "FJD"}, {"JM", "JMD"},
                  {"MX", "MXN"}, {"CL", "CLP"}, {"CO", "COP"}, {"AR", "ARS"}};
  for (const auto& d : kDollars) {
    if (d.region == region) return d.iso;
  }
  return {};
}

struct Resolved {
  std::string_view iso, reason;
};

// "$" and "dollars".
Resolved ResolveDollar(const MoneySetting& setting) {
  const std::string_view iso = DollarOfRegion(setting.region);
  // What a Chinese or Taiwanese page calls dollars is the American one.
  if (!iso.empty() && iso != "USD" && !(setting.region == "TW" || setting.chinese)) {
    return {iso, "dollar sign or name; the region's own dollar"};
  }
  if (iso == "USD") return {"USD", "dollar sign or name; region US"};
  return {"USD", "dollar sign or name; no region says otherwise"};
}

bool ContainsAny(std::string_view text, std::initializer_list<std::string_view> words) {
  const std::string_view head = text.substr(0, 65536);
  return std::any_of(words.begin(), words.end(), [&](std::string_view word) {
    return head.find(word) != std::string_view::npos;
  });
}

// "¥": yuan or yen.
Resolved ResolveYenSign(const MoneySetting& setting) {
  if (setting.region == "CN") return {"CNY", "yen/yuan sign; region CN"};
  if (setting.region == "JP") return {"JPY", "yen/yuan sign; region JP"};
  if (setting.chinese) return {"CNY", "yen/yuan sign in Chinese text"};
  const bool yuan = setting.SpeaksOfYuan();
  const bool yen = setting.SpeaksOfYen();
  if (yuan && !yen) return {"CNY", "yen/yuan sign; the text speaks of China or yuan"};
  if (yen && !yuan) return {"JPY", "yen/yuan sign; the text speaks of Japan or yen"};
  if (yen && yuan) return {"", "yen/yuan sign; the text speaks of both"};
  return {"JPY", "yen/yuan sign; nothing says otherwise"};
}

// 元, 圆, 块: the unit of whoever speaks.
Resolved ResolveYuanCharacter(const MoneySetting& setting) {
  const bool elsewhere = setting.traditional || (!setting.region.empty() && setting.region != "CN");
  if (elsewhere && setting.SaysRenminbiThroughout()) return {"CNY", "元; the text says renminbi"};
  if (setting.region == "TW") return {"TWD", "元; region TW"};
  if (setting.region == "HK") return {"HKD", "元; region HK"};
  if (setting.region == "MO") return {"MOP", "元; region MO"};
  if (setting.region == "CN") return {"CNY", "元; region CN"};
  if (setting.traditional) return {"TWD", "元 in Traditional Chinese text without a region"};
  return {"CNY", "元 in text without another region"};
}

// Names that several currencies share, and the one that is meant where nothing else is said.
std::string_view SharedNameReason(std::string_view name) {
  static constexpr std::string_view kShared[] = {
      "pound",   "pounds", "franc",  "francs",   "rupee",     "rupees", "peso",
      "pesos",   "dinar",  "dinars", "krona",    "kronor",    "krone",  "kroner",
      "riyal",   "riyals", "rial",   "rials",    "lira",      "liras",  "dirham",
      "dirhams", "won",    "rs",     "shilling", "shillings", "koruna", "korunas"};
  for (std::string_view shared : kShared) {
    if (shared == name) return "name shared by several currencies; the most traded one";
  }
  return {};
}

CurrencyMark Named(std::string_view iso, int64_t end, std::string_view reason = {}) {
  CurrencyMark mark;
  mark.iso = iso;
  mark.reason = reason;
  mark.end = end;
  return mark;
}

// A single sign. Full-width forms are folded before.
CurrencyMark SignAt(std::string_view text, int64_t at, const MoneySetting& setting) {
  const Glyph g = GlyphAt(text, at);
  const int64_t end = at + g.size;
  switch (g.c) {
    case '$': {
      const Resolved r = ResolveDollar(setting);
      return Named(r.iso, end, r.reason);
    }
    case 0xA3:
      return setting.region == "EG" ? Named("EGP", end, "pound sign; region EG")
                                    : Named("GBP", end);
    case 0xA5: {
      const Resolved r = ResolveYenSign(setting);
      return Named(r.iso, end, r.reason);
    }
    case 0x20AC:
      return Named("EUR", end);
    case 0xA2: {
      CurrencyMark mark = Named(ResolveDollar(setting).iso, end, "cent sign");
      mark.minor = "cent";
      mark.minor_power = -2;
      return mark;
    }
    default:
      break;
  }
  static constexpr struct {
    char32_t sign;
    std::string_view iso;
  } kSigns[] = {
      {0x20B9, "INR"}, {0x20A8, "INR"}, {0x20A9, "KRW"}, {0x20BD, "RUB"}, {0x20BA, "TRY"},
      {0x20AB, "VND"}, {0x0E3F, "THB"}, {0x20B1, "PHP"}, {0x20A6, "NGN"}, {0x20AA, "ILS"},
      {0x20B4, "UAH"}, {0x20B8, "KZT"}, {0x20A1, "CRC"}, {0x20B2, "PYG"}, {0x20B5, "GHS"},
      {0x20AE, "MNT"}, {0x20AD, "LAK"}, {0x17DB, "KHR"}, {0x20BF, "BTC"}, {0x20BC, "AZN"},
      {0x20BE, "GEL"}, {0x09F3, "BDT"}, {0x060B, "AFN"}, {0xFDFC, "IRR"}, {0x20A7, "ESP"},
      {0x20A3, "FRF"}, {0x20A4, "ITL"}, {0x20AF, "GRD"}, {0x058F, "AMD"}, {0x20B0, "DEM"}};
  for (const auto& s : kSigns) {
    if (s.sign == g.c) return Named(s.iso, end);
  }
  return {};
}

// Letters before a dollar, yen or pound sign: "US$", "u.s $", "HK$", "CN¥", "E£", "cad$".
std::string_view LettersBeforeSign(std::string_view letters, char32_t sign) {
  static constexpr struct {
    std::string_view letters;
    char32_t sign;
    std::string_view iso;
  } kTable[] = {
      {"us", '$', "USD"},   {"usd", '$', "USD"},  {"c", '$', "CAD"},    {"ca", '$', "CAD"},
      {"cad", '$', "CAD"},  {"can", '$', "CAD"},  {"cdn", '$', "CAD"},  {"a", '$', "AUD"},
      {"au", '$', "AUD"},   {"aud", '$', "AUD"},  {"nz", '$', "NZD"},   {"nzd", '$', "NZD"},
      {"hk", '$', "HKD"},   {"hkd", '$', "HKD"},  {"nt", '$', "TWD"},   {"ntd", '$', "TWD"},
      {"twd", '$', "TWD"},  {"s", '$', "SGD"},    {"sg", '$', "SGD"},   {"sgd", '$', "SGD"},
      {"r", '$', "BRL"},    {"mx", '$', "MXN"},   {"mop", '$', "MOP"},  {"fj", '$', "FJD"},
      {"z", '$', "ZWL"},    {"tt", '$', "TTD"},   {"j", '$', "JMD"},    {"b", '$', "BND"},
      {"bz", '$', "BZD"},   {"ec", '$', "XCD"},   {"n", '$', "NAD"},    {"ar", '$', "ARS"},
      {"cn", 0xA5, "CNY"},  {"rmb", 0xA5, "CNY"}, {"cny", 0xA5, "CNY"}, {"jp", 0xA5, "JPY"},
      {"jpy", 0xA5, "JPY"}, {"e", 0xA3, "EGP"},   {"gb", 0xA3, "GBP"},  {"ir", 0xA3, "IEP"},
      {"l", 0xA3, "LBP"},   {"gbp", 0xA3, "GBP"}, {"uk", 0xA3, "GBP"},  {"eur", 0x20AC, "EUR"}};
  for (const auto& row : kTable) {
    if (row.letters == letters && row.sign == sign) return row.iso;
  }
  return {};
}

// Letters with dots: "U.S.", "u.s". Sets *end after the last letter or its dot.
std::string DottedLetters(std::string_view text, int64_t at, int64_t* end) {
  const Word first = WordAt(text, at);
  std::string letters(first.view());
  *end = first.end;
  if (first.size == 1 && GlyphAt(text, first.end).c == '.') {
    const Word second = WordAt(text, first.end + 1);
    if (second.size == 1) {
      letters += std::string(second.view());
      *end = second.end;
      if (GlyphAt(text, second.end).c == '.') ++*end;
    }
  }
  return letters;
}

CurrencyMark CodeAt(std::string_view text, const Word& word) {
  if (word.size != 3) return {};
  const int32_t id = GetTables().codes.Find(word.view());
  if (id < 0) return {};
  const bool exact = word.all_capitals && !IsCodeAlsoWord(word.view());
  if (!exact && !IsCodeLowerCase(word.view())) return {};
  (void)text;
  return Named(IsoOf(id), word.end);
}

// "MGBP", "MUSD", "bnUSD", "kEUR": a scale fused with a code.
CurrencyMark FusedCodeAt(const Word& word) {
  if (word.size != 4 && word.size != 5) return {};
  const std::string_view all = word.view();
  const std::string_view code = all.substr(all.size() - 3);
  const std::string_view scale = all.substr(0, all.size() - 3);
  const int power = scale == "m" || scale == "mn"   ? 6
                    : scale == "k" || scale == "t"  ? 3
                    : scale == "bn" || scale == "b" ? 9
                                                    : 0;
  if (power == 0 || !IsCodeLowerCase(code)) return {};
  const int32_t id = GetTables().codes.Find(code);
  if (id < 0) return {};
  CurrencyMark mark = Named(IsoOf(id), word.end);
  mark.scale = power;
  return mark;
}

}  // namespace

bool MoneySetting::SpeaksOfYuan() const {
  if (yuan_ < 0) yuan_ = ContainsAny(text, {"yuan", "RMB", "renminbi", "China", "Chinese"}) ? 1 : 0;
  return yuan_ == 1;
}

bool MoneySetting::SpeaksOfYen() const {
  if (yen_ < 0) yen_ = ContainsAny(text, {" yen", "Japan", "Tokyo"}) ? 1 : 0;
  return yen_ == 1;
}

bool MoneySetting::SpeaksOfSterling() const {
  if (sterling_ < 0) sterling_ = ContainsAny(text, {"£", "terling", "GBP"}) ? 1 : 0;
  return sterling_ == 1;
}

bool MoneySetting::SaysRenminbiThroughout() const {
  if (renminbi_ < 0) {
    renminbi_ = ContainsAny(text, {"人民幣，下同", "人民幣,下同", "人民幣.下同", "人民幣．下同",
                                   "人民幣、下同", "人民幣；下同", "人民币，下同", "人民币,下同"})
                    ? 1
                    : 0;
  }
  return renminbi_ == 1;
}

CurrencyMark MarkBefore(std::string_view text, int64_t at, const MoneySetting& setting) {
  const Glyph g = GlyphAt(text, at);
  if (!IsLetter(g.c)) {
    if (CurrencyMark sign = SignAt(text, at, setting))
      return sign.minor.empty() ? sign : CurrencyMark{};
    // 人民币 50元, 港幣3.14: a Chinese name before the figure.
    const auto name = GetTables().chinese.LongestCharacters(text, at);
    if (name && name.end - at >= 6) {
      CurrencyMark mark = Named(IsoOf(name.id), name.end);
      mark.is_name = true;
      return mark;
    }
    return {};
  }
  // Letters that belong to a sign.
  int64_t letters_end = 0;
  const std::string letters = DottedLetters(text, at, &letters_end);
  const int64_t sign_at = SkipBlanks(text, letters_end);
  const char32_t sign = GlyphAt(text, sign_at).c;
  if (sign == '$' || sign == 0xA5 || sign == 0xA3 || sign == 0x20AC) {
    const std::string_view iso = LettersBeforeSign(letters, sign);
    // "a $ 5 fee" has an article, not Australia's dollar: a lone small letter must touch its sign,
    // but "c $ 16.4 million" (no word of English) may be parted from it.
    const bool article = letters == "a" || letters == "s" || letters == "b" || letters == "n" ||
                         letters == "e" || letters == "j" || letters == "l" || letters == "z" ||
                         letters == "r";
    if (!iso.empty() && !(article && (sign_at != letters_end || !IsUpper(g.c)))) {
      return Named(iso, sign_at + GlyphAt(text, sign_at).size);
    }
  }
  const Word word = WordAt(text, at);
  if (word.empty()) return {};
  if (CurrencyMark code = CodeAt(text, word)) return code;
  static constexpr struct {
    std::string_view word, iso;
  } kShort[] = {{"rs", "INR"}, {"rm", "MYR"}, {"sfr", "CHF"}, {"dm", "DEM"}, {"rp", "IDR"}};
  for (const auto& s : kShort) {
    if (word.view() != s.word) continue;
    int64_t end = word.end;
    if (GlyphAt(text, end).c == '.') ++end;
    if (word.capital || setting.every_figure) {
      return Named(s.iso, end, s.iso == "INR" ? "Rs; the most traded rupee" : "");
    }
  }
  if (setting.every_figure && word.view() == "sen") {
    CurrencyMark mark = Named("MYR", word.end, "sen");
    mark.minor = "sen";
    mark.minor_power = -2;
    return mark;
  }
  // A full name before its figure ("malaysian ringgit 42", "yuan 5 billion") is rare; only
  // unmistakable ones.
  const auto name = GetTables().english.LongestWords(text, at);
  if (name) {
    const std::string_view iso = IsoOf(name.id);
    const bool unmistakable = name.end != word.end || iso == "CNY";
    if (unmistakable || setting.every_figure) {
      CurrencyMark mark = Named(iso, name.end);
      mark.is_name = true;
      return mark;
    }
  }
  return {};
}

CurrencyMark MarkAfter(std::string_view text, int64_t at, const MoneySetting& setting) {
  int64_t p = SkipBlanks(text, at);
  Glyph g = GlyphAt(text, p);
  if (g.c == '-' && IsLetter(GlyphAt(text, SkipBlanks(text, p + g.size)).c)) {
    p = SkipBlanks(text, p + g.size);
    g = GlyphAt(text, p);
  }
  if (!IsLetter(g.c)) {
    // "$" after a figure belongs to the next one unless nothing follows it ("100 $").
    if (g.c < 0x80 && g.c != '$') return {};
    if (CurrencyMark sign = IsHan(g.c) ? CurrencyMark{} : SignAt(text, p, setting)) {
      const char32_t after = GlyphAt(text, SkipBlanks(text, sign.end)).c;
      return IsDigit(after) || (g.c == '$' && p != at && !setting.every_figure) ? CurrencyMark{}
                                                                                : sign;
    }
    if (g.c < 0x80) return {};
    const auto name = GetTables().chinese.LongestCharacters(text, p);
    if (name) {
      const std::string_view phrase =
          text.substr(static_cast<size_t>(p), static_cast<size_t>(name.end - p));
      // 元 begins many other words (元素, 元旦, 元宇宙), 块 and 塊 count pieces.
      const char32_t next = GlyphAt(text, name.end).c;
      const bool yuan =
          phrase == "元" || phrase == "圆" || phrase == "圓" || phrase == "块" || phrase == "塊";
      if (phrase == "元" && (next == U'素' || next == U'宇' || next == U'旦' || next == U'件' ||
                             next == U'器' || next == U'老' || next == U'首'))
        return {};
      if (phrase == "圆" || phrase == "圓") {
        if (next == U'桌' || next == U'形' || next == U'周') return {};
      }
      if (phrase == "块" || phrase == "塊") {
        if (!setting.every_figure || (IsHan(next) && next != U'钱' && next != U'錢')) return {};
      }
      CurrencyMark mark = Named(IsoOf(name.id), name.end);
      if (yuan || phrase == "块钱" || phrase == "塊錢") {
        const Resolved r = ResolveYuanCharacter(setting);
        mark.iso = r.iso;
        mark.reason = r.reason;
        // 3000億元(人民幣): said behind it.
        const int64_t said = (next == '(' || next == U'（') ? name.end + (next == '(' ? 1 : 3) : -1;
        if (said >= 0 && (HasAt(text, said, "人民幣") || HasAt(text, said, "人民币"))) {
          mark.iso = "CNY";
          mark.reason = {};
        }
      }
      mark.is_name = true;
      return mark;
    }
    static constexpr struct {
      std::string_view phrase, iso, minor;
      int power;
    } kParts[] = {{"美分", "USD", "cent", -2},
                  {"欧分", "EUR", "cent", -2},
                  {"港仙", "HKD", "cent", -2},
                  {"便士", "GBP", "penny", -2}};
    for (const auto& part : kParts) {
      if (!HasAt(text, p, part.phrase)) continue;
      CurrencyMark mark = Named(part.iso, p + static_cast<int64_t>(part.phrase.size()));
      mark.minor = part.minor;
      mark.minor_power = part.power;
      mark.is_name = true;
      return mark;
    }
    // ரூ (Tamil for rupee) as the suites and some South Asian pages write it.
    return {};
  }
  const Word word = WordAt(text, p);
  if (word.empty()) return {};
  const char32_t after = GlyphAt(text, word.end).c;
  if (IsDigit(after) || IsWordLetter(after)) return {};
  const auto name = GetTables().english.LongestWords(text, p);
  if (name) {
    const std::string_view phrase =
        text.substr(static_cast<size_t>(p), static_cast<size_t>(name.end - p));
    CurrencyMark mark = Named(IsoOf(name.id), name.end);
    const std::string_view only = name.end == word.end ? word.view() : std::string_view();
    if (only == "dollar" || only == "dollars" || only == "buck" || only == "bucks") {
      const Resolved r = ResolveDollar(setting);
      mark.iso = r.iso;
      mark.reason = r.reason;
    } else {
      mark.reason = SharedNameReason(only);
    }
    // "£5" but "5 pounds" of weight: the name alone cannot tell; scale words and context of money
    // are left to the caller's grammar.
    mark.is_name = true;
    (void)phrase;
    return mark;
  }
  if (CurrencyMark code = CodeAt(text, word)) {
    // "100 US$": a code with its sign after the figure.
    return code;
  }
  if (CurrencyMark fused = FusedCodeAt(word)) return fused;
  int64_t letters_end = 0;
  const std::string letters = DottedLetters(text, p, &letters_end);
  const Glyph sign = GlyphAt(text, letters_end);
  if (sign.c == '$' && !LettersBeforeSign(letters, '$').empty() &&
      !IsDigit(GlyphAt(text, letters_end + 1).c)) {
    return Named(LettersBeforeSign(letters, '$'), letters_end + 1);
  }
  if (setting.every_figure) {
    if (word.view() == "rm") return Named("MYR", word.end);
    if (letters == "le") return Named("EGP", letters_end);
    if (word.view() == "us") {
      return {};
    }
  }
  static constexpr struct {
    std::string_view word, iso, minor;
  } kMinor[] = {{"cent", "", "cent"},      {"cents", "", "cent"},       {"pence", "GBP", "penny"},
                {"penny", "GBP", "penny"}, {"pennies", "", "cent"},     {"sen", "MYR", "sen"},
                {"paise", "INR", "paisa"}, {"kopecks", "RUB", "kopeck"}};
  for (const auto& m : kMinor) {
    if (word.view() != m.word) continue;
    CurrencyMark mark = Named(m.iso, word.end);
    if (m.iso.empty()) {
      mark.iso = ResolveDollar(setting).iso;
      mark.reason = "cents without a currency; the dollar of the region";
    }
    mark.minor = m.minor;
    mark.minor_power = -2;
    mark.is_name = true;
    return mark;
  }
  return {};
}

CurrencyMark ImpliedYuan(std::string_view text, int64_t begin, int64_t end,
                         const MoneySetting& setting) {
  if (!setting.chinese) return {};
  const auto mark = [&](int64_t behind) {
    const Resolved yuan = ResolveYuanCharacter(setting);
    CurrencyMark found;
    found.iso = yuan.iso;
    found.reason = yuan.reason;
    found.end = behind;
    return found;
  };
  if (HasAt(text, end, "级") || HasAt(text, end, "級")) {
    // What is counted in sums of money where it is sized: a fund, an industry, a market.
    static constexpr std::string_view kSized[] = {
        "基金", "产业", "產業", "企业", "企業", "市场", "市場", "赛道", "賽道", "园区",   "園區",
        "项目", "項目", "投资", "投資", "产值", "產值", "规模", "規模", "集群", "應用場", "应用场"};
    int64_t p = end + 3;
    for (int i = 0; i < 6; ++i) {
      for (const std::string_view noun : kSized) {
        if (HasAt(text, p, noun)) return mark(end + 3);
      }
      const Glyph g = GlyphAt(text, p);
      if (!IsHan(g.c) && !IsLetter(g.c) && g.c != U'“') break;
      p += g.size;
    }
    return {};
  }
  const char32_t next = GlyphAt(text, end).c;
  const bool ends = next == kEnd || next == U'，' || next == U'。' || next == U'、' ||
                    next == U'；' || next == ',' || next == '.' || next == ')' || next == U'）' ||
                    next == U'的' || next == '\n';
  if (!ends) return {};
  static constexpr std::string_view kLinks[] = {"高达", "高達", "达到", "達到", "超过", "超過",
                                                "约为", "約為", "达",   "達",   "为",   "為",
                                                "约",   "約",   "近",   "超",   "逾",   "至"};
  int64_t p = begin;
  for (bool moved = true; moved;) {
    moved = false;
    for (const std::string_view link : kLinks) {
      if (!HasBefore(text, p, link)) continue;
      p -= static_cast<int64_t>(link.size());
      moved = true;
    }
  }
  static constexpr std::string_view kSums[] = {
      "注册资本", "註冊資本", "投资额",   "投資額",   "总投资",   "總投資",   "融资额",
      "融資額",   "资金",     "資金",     "估值",     "市值",     "营收",     "營收",
      "产值",     "產值",     "净利润",   "淨利潤",   "募资",     "募資",     "募集",
      "出资",     "出資",     "基金规模", "基金規模", "市场规模", "市場規模", "投资规模",
      "投資規模", "资金规模", "資金規模", "融资规模", "融資規模"};
  for (const std::string_view sum : kSums) {
    if (HasBefore(text, p, sum)) return mark(end);
  }
  return {};
}

}  // namespace parallax::recognize
