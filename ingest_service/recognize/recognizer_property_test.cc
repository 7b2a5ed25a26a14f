// What must hold of any text: printed values read back, cut texts stay safe, results are in order
// and on character boundaries, time grows with the text alone.
#include <gtest/gtest.h>

#include <chrono>
#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <thread>
#include <vector>

#include "core/value/civil_date.h"
#include "core/value/decimal.h"
#include "ingest_service/recognize/jsonl.h"
#include "ingest_service/recognize/recognizer.h"
#include "ingest_service/recognize/value_dump.h"

namespace parallax::recognize {
namespace {

using value::Decimal;

std::vector<RecognizedValue> Read(std::string_view text, std::string_view language,
                                  bool every_figure = false) {
  Context context;
  context.language = language;
  context.reference_date = value::CivilDate{2025, 6, 15};
  context.every_figure = every_figure;
  return Recognizer::Default().Recognize(text, context);
}

void ExpectSound(std::string_view text, const std::vector<RecognizedValue>& values) {
  int64_t last = 0;
  const auto boundary = [&](int64_t at) {
    return at == static_cast<int64_t>(text.size()) ||
           (static_cast<unsigned char>(text[static_cast<size_t>(at)]) & 0xC0) != 0x80;
  };
  for (const RecognizedValue& v : values) {
    ASSERT_GE(v.begin, last) << text;
    ASSERT_GT(v.end, v.begin) << text;
    ASSERT_LE(v.end, static_cast<int64_t>(text.size())) << text;
    ASSERT_TRUE(boundary(v.begin) && boundary(v.end)) << text;
    last = v.end;
    const value::Number* number = nullptr;
    if (const auto* quantity = std::get_if<value::Quantity>(&v.reading)) number = &quantity->number;
    if (const auto* money = std::get_if<value::Money>(&v.reading)) number = &money->amount;
    if (const auto* percentage = std::get_if<value::Percentage>(&v.reading))
      number = &percentage->number;
    if (number != nullptr && !number->decimal.empty()) {
      ASSERT_TRUE(Decimal::Parse(number->decimal).has_value()) << text << " " << number->decimal;
      ASSERT_EQ(number->written,
                text.substr(static_cast<size_t>(v.begin), static_cast<size_t>(v.end - v.begin)));
      if (number->bound == value::Bound::kRange) {
        ASSERT_LE(*Decimal::Parse(number->decimal), Decimal::Parse(number->upper).value());
      }
    }
  }
}

std::vector<std::string> TableTexts() {
  const char* source = std::getenv("PARALLAX_SOURCE_DIR");
  std::ifstream in(std::string(source == nullptr ? "." : source) +
                   "/ingest_service/recognize/testdata/cases.txt");
  std::vector<std::string> texts;
  for (std::string line; std::getline(in, line);) {
    if (line.rfind("> ", 0) == 0) texts.push_back(line.substr(2));
  }
  return texts;
}

// 0 to 9999 in words.
std::string InWords(int n) {
  static const char* const kUnits[] = {"zero",    "one",     "two",       "three",    "four",
                                       "five",    "six",     "seven",     "eight",    "nine",
                                       "ten",     "eleven",  "twelve",    "thirteen", "fourteen",
                                       "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"};
  static const char* const kTens[] = {"",      "",      "twenty",  "thirty", "forty",
                                      "fifty", "sixty", "seventy", "eighty", "ninety"};
  if (n < 20) return kUnits[n];
  if (n < 100)
    return std::string(kTens[n / 10]) + (n % 10 ? "-" + std::string(kUnits[n % 10]) : "");
  if (n < 1000)
    return std::string(kUnits[n / 100]) + " hundred" + (n % 100 ? " and " + InWords(n % 100) : "");
  return InWords(n / 1000) + " thousand" +
         (n % 1000 ? (n % 1000 < 100 ? " and " : " ") + InWords(n % 1000) : "");
}

// 1 to 99,999,999 in Chinese numerals.
std::string InHan(int n, bool traditional) {
  static const char* const kDigits[] = {"零", "一", "二", "三", "四", "五", "六", "七", "八", "九"};
  if (n >= 10000) {
    const int low = n % 10000;
    std::string out = InHan(n / 10000, traditional) + (traditional ? "萬" : "万");
    if (low == 0) return out;
    return out + (low < 1000 ? "零" : "") + InHan(low, traditional);
  }
  std::string out;
  bool zero = false;
  for (const auto& [unit, name] :
       {std::pair{1000, "千"}, std::pair{100, "百"}, std::pair{10, "十"}, std::pair{1, ""}}) {
    const int digit = n / unit % 10;
    if (digit == 0) {
      zero = zero || !out.empty();
      continue;
    }
    if (zero) out += "零";
    zero = false;
    out += std::string(kDigits[digit]) + name;
  }
  return out;
}

TEST(RecognizerPropertyTest, PrintedNumbersReadBack) {
  for (int n = 2; n < 10000; n += 7) {
    const std::string text = "They counted " + InWords(n) + " of them.";
    const auto values = Read(text, "en");
    ASSERT_EQ(values.size(), 1u) << text;
    ASSERT_EQ(std::get<value::Quantity>(values[0].reading).number.decimal, std::to_string(n))
        << text;
  }
  for (int n = 12; n < 99999999; n = n * 3 + 7) {
    for (const bool traditional : {false, true}) {
      const std::string text = "共计" + InHan(n, traditional) + "元。";
      const auto values = Read(text, "zh-Hans");
      ASSERT_EQ(values.size(), 1u) << text;
      ASSERT_EQ(values[0].kind, Kind::kMoney) << text;
      ASSERT_EQ(std::get<value::Money>(values[0].reading).amount.decimal, std::to_string(n))
          << text;
    }
  }
}

TEST(RecognizerPropertyTest, PrintedMoneyReadsBack) {
  const struct {
    const char *before, *after, *currency, *language;
    int power;
  } kForms[] = {{"$", " billion", "USD", "en", 9},          {"US$", "bn", "USD", "en", 9},
                {"€", " million", "EUR", "en", 6},          {"", " billion yuan", "CNY", "en", 9},
                {"RMB ", " trillion", "CNY", "en", 12},     {"GBP ", "m", "GBP", "en", 6},
                {"", "亿元", "CNY", "zh-Hans", 8},          {"", "万亿美元", "USD", "zh-Hans", 12},
                {"", "億歐元", "EUR", "zh-Hant", 8},        {"人民币", "万元", "CNY", "zh-Hans", 4},
                {"新臺幣", "兆元", "TWD", "zh-Hant-TW", 12}};
  for (const auto& form : kForms) {
    for (const char* figure : {"1", "2.5", "12", "138", "0.75", "1,250", "9.4"}) {
      const std::string text = std::string(form.before) + figure + form.after;
      const auto values = Read(text, form.language);
      ASSERT_EQ(values.size(), 1u) << text;
      const auto* money = std::get_if<value::Money>(&values[0].reading);
      ASSERT_NE(money, nullptr) << text;
      std::string digits = figure;
      std::erase(digits, ',');
      EXPECT_EQ(money->amount.decimal, Decimal::Parse(digits)->Scaled(form.power)->ToString())
          << text;
      EXPECT_EQ(money->currency, form.currency) << text;
      EXPECT_EQ(values[0].begin, 0) << text;
      EXPECT_EQ(values[0].end, static_cast<int64_t>(text.size())) << text;
    }
  }
}

TEST(RecognizerPropertyTest, PrintedDatesReadBack) {
  static const char* const kMonths[] = {"January",   "February", "March",    "April",
                                        "May",       "June",     "July",     "August",
                                        "September", "October",  "November", "December"};
  value::CivilDate date{1931, 1, 3};
  while (date.year < 2060) {
    const std::string y = std::to_string(date.year), m = std::to_string(date.month),
                      d = std::to_string(date.day);
    const struct {
      std::string text;
      const char* language;
    } kForms[] = {{std::string(kMonths[date.month - 1]) + " " + d + ", " + y, "en"},
                  {d + " " + kMonths[date.month - 1] + " " + y, "en"},
                  {value::FormatDate(date), "en"},
                  {y + "年" + m + "月" + d + "日", "zh-Hans"},
                  {y + "/" + m + "/" + d, "zh-Hant"}};
    for (const auto& form : kForms) {
      const auto values = Read(form.text, form.language);
      ASSERT_EQ(values.size(), 1u) << form.text;
      const auto* interval = std::get_if<value::DateInterval>(&values[0].reading);
      ASSERT_NE(interval, nullptr) << form.text;
      ASSERT_EQ(interval->begin, date) << form.text;
      ASSERT_EQ(interval->end, value::AddDays(date, 1)) << form.text;
    }
    date = value::AddDays(date, 97);
  }
}

TEST(RecognizerPropertyTest, CutAnywhereIsSound) {
  for (const std::string& text : TableTexts()) {
    ExpectSound(text, Read(text, ""));
    // At every byte, also inside of characters.
    for (size_t cut = 0; cut <= text.size(); cut += 1) {
      for (const bool every_figure : {false, true}) {
        (void)Read(std::string_view(text).substr(0, cut), "", every_figure);
        (void)Read(std::string_view(text).substr(cut), "", every_figure);
      }
    }
  }
}

TEST(RecognizerPropertyTest, NeighboursDoNotLeak) {
  // What a sentence yields alone it yields between others, at its new place.
  const std::vector<std::string> texts = TableTexts();
  for (size_t i = 0; i + 2 < texts.size(); i += 3) {
    const std::string joined = texts[i] + "\n" + texts[i + 1];
    ExpectSound(joined, Read(joined, ""));
  }
}

TEST(RecognizerPropertyTest, TimeGrowsWithTheTextAlone) {
  // Runs that could make a careless reader look ahead again and again.
  for (const char* unit :
       {"1",      "1,",       "1.",       "1/",         "1-",        "$",     "a ",
        "one ",   "hundred ", "one and ", "a quarter ", "一",        "十万",  "百分之",
        "2024年", "1 ",       "三分之",   "¥1",         "5 pounds ", "(1,",   "from 1 to ",
        "1–",     "since ",   "next ",    "5 of the ",  "上",        "人民币"}) {
    std::string text;
    while (text.size() < 200000) text += unit;
    const auto start = std::chrono::steady_clock::now();
    for (const bool every_figure : {false, true}) ExpectSound(text, Read(text, "", every_figure));
    const auto spent = std::chrono::steady_clock::now() - start;
    // 0.4 MB in all; a quadratic reader would need minutes.
    EXPECT_LT(std::chrono::duration_cast<std::chrono::seconds>(spent).count(), 20) << unit;
  }
}

TEST(RecognizerPropertyTest, ThreadsAgree) {
  const std::vector<std::string> texts = TableTexts();
  const auto dump = [&] {
    std::string out;
    for (const std::string& text : texts) {
      for (const auto& v : Read(text, "")) out += DumpValue(text, v) + "\n";
    }
    return out;
  };
  const std::string expected = dump();
  std::vector<std::string> results(4);
  std::vector<std::thread> threads;
  for (auto& result : results) threads.emplace_back([&result, &dump] { result = dump(); });
  for (auto& thread : threads) thread.join();
  for (const auto& result : results) EXPECT_EQ(result, expected);
}

TEST(RecognizerPropertyTest, LayersThatAreOffClaimNothing) {
  Context context;
  context.language = "en";
  context.layers.dates = false;
  const auto values = Recognizer::Default().Recognize("In 2018 it was 5% of $3 million.", context);
  ASSERT_EQ(values.size(), 3u);
  EXPECT_EQ(values[0].kind, Kind::kNumber);
  context.layers = {.numbers = false,
                    .ordinals = false,
                    .percentages = false,
                    .money = true,
                    .quantities = false,
                    .dates = false,
                    .durations = false};
  EXPECT_EQ(Recognizer::Default().Recognize("In 2018 it was 5% of $3 million.", context).size(),
            1u);
}

TEST(JsonLineTest, KeepsTheContract) {
  const auto reply =
      RecognizeJsonLine(R"({"id":"a","kind":"currency","input":"约 5亿美元","lang":"zh"})");
  ASSERT_TRUE(reply.ok());
  const auto json = nlohmann::json::parse(*reply);
  EXPECT_EQ(json["id"], "a");
  EXPECT_EQ(json["input"], "约 5亿美元");
  ASSERT_EQ(json["results"].size(), 1u);
  EXPECT_EQ(json["results"][0]["start"], 4);
  EXPECT_EQ(json["results"][0]["end"], 14);
  EXPECT_EQ(json["results"][0]["text"], "5亿美元");
  EXPECT_EQ(json["results"][0]["value"], "500000000");
  EXPECT_EQ(json["results"][0]["unit"], "USD");
  for (const char* bad :
       {"", "[]", "{}", "{\"input\":5}", "{\"input\":\"x\",\"kind\":\"weather\"}", "\xff"}) {
    EXPECT_FALSE(RecognizeJsonLine(bad).ok()) << bad;
  }
}

}  // namespace
}  // namespace parallax::recognize
