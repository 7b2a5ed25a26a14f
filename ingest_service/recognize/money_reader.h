// Currencies by sign, code and name, before and after a figure, and which one an ambiguous sign
// means.
#ifndef PARALLAX_INGEST_SERVICE_RECOGNIZE_MONEY_READER_H_
#define PARALLAX_INGEST_SERVICE_RECOGNIZE_MONEY_READER_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "ingest_service/recognize/figure.h"

namespace parallax::recognize {

// A currency as it stands in the text.
struct CurrencyMark {
  std::string_view iso;     // ISO 4217; empty where the mark stays ambiguous
  std::string_view reason;  // why that one, where the mark alone does not say; empty where it does
  std::string_view minor;   // "cent", "penny", "jiao", "fen": a part of the currency
  int minor_power = 0;      // the part's power of ten: -2 for a cent, -1 for 角
  int scale = 0;            // a scale fused with the code: 6 for MGBP
  int64_t end = 0;
  bool is_name = false;  // "dollars", 美元: a word rather than a sign or code
  explicit operator bool() const { return end > 0; }
};

// Where the text appeared or what it is about; decides between dollars, yuan and yen.
struct MoneySetting {
  std::string_view region;  // ISO 3166 alpha-2, may be empty
  bool chinese = false;
  bool traditional = false;
  bool every_figure = false;
  std::string_view text;  // the whole text: "¥" and "pounds" look for other words in it, once

  // Whether the text speaks of yuan, of yen, of the pound sterling; its first 64 KiB decide.
  bool SpeaksOfYuan() const;
  bool SpeaksOfYen() const;
  bool SpeaksOfSterling() const;
  // Whether 元 is renminbi by the text's own word: 5000萬元（人民幣，下同）.
  bool SaysRenminbiThroughout() const;

 private:
  mutable int8_t yuan_ = -1, yen_ = -1, sterling_ = -1, renminbi_ = -1;  // not looked yet
};

// The mark that begins at `at` and stands before its figure: "$", "US$", "C $", "RMB", "USD",
// 人民币.
CurrencyMark MarkBefore(std::string_view text, int64_t at, const MoneySetting& setting);

// The mark that follows a figure ending at `at`, blanks or one hyphen between: "yuan", "€", 元,
// "USD".
CurrencyMark MarkAfter(std::string_view text, int64_t at, const MoneySetting& setting);

// The currency of a figure of hundreds of millions that words of money stand around and that names
// none: 注册资本2041.5亿, 千亿级产业集群. `begin` and `end` are the figure's; the mark ends behind
// 级.
CurrencyMark ImpliedYuan(std::string_view text, int64_t begin, int64_t end,
                         const MoneySetting& setting);

}  // namespace parallax::recognize

#endif  // PARALLAX_INGEST_SERVICE_RECOGNIZE_MONEY_READER_H_
