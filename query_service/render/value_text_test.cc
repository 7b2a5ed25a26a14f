#include "query_service/render/value_text.h"

#include <google/protobuf/text_format.h>
#include <gtest/gtest.h>

#include <string>

#include "query_service/render/interval_text.h"

namespace parallax::render {
namespace {

template <typename Message>
Message Parse(const std::string& text) {
  Message message;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &message)) << text;
  return message;
}

TEST(DecimalText, IsExactAndReadable) {
  EXPECT_EQ(DecimalText("0"), "0");
  EXPECT_EQ(DecimalText("2025"), "2025");
  EXPECT_EQ(DecimalText("38000"), "38,000");
  EXPECT_EQ(DecimalText("52700000000"), "52.7 billion");
  EXPECT_EQ(DecimalText("112500000000"), "112.5 billion");
  EXPECT_EQ(DecimalText("33000000000000"), "33 trillion");
  EXPECT_EQ(DecimalText("-1500000"), "-1.5 million");
  EXPECT_EQ(DecimalText("1234567"), "1,234,567");
  EXPECT_EQ(DecimalText("12345678901"), "12,345,678,901");
  EXPECT_EQ(DecimalText("0.25"), "0.25");
  EXPECT_EQ(DecimalText("1e9"), "1e9");
  EXPECT_EQ(DecimalText(""), "");
}

TEST(MoneyText, SaysWhatTheAmountIs) {
  EXPECT_EQ(MoneyText(Parse<v1::Money>(
                "amount { decimal: '109000000000' bound: BOUND_APPROXIMATE } currency_code: 'EUR' "
                "stage: COMMITMENT_STAGE_ANNOUNCED basis: AMOUNT_BASIS_TOTAL payer: PAYER_MIXED")),
            "about EUR 109 billion (announced, total, public and private)");
  EXPECT_EQ(MoneyText(Parse<v1::Money>("amount { decimal: '1500000000000' upper: '2000000000000' "
                                       "bound: BOUND_RANGE } currency_code: 'USD'")),
            "USD 1.5 trillion–2 trillion");
  EXPECT_EQ(MoneyText(Parse<v1::Money>("amount { decimal: '5' bound: BOUND_AT_LEAST }")),
            "at least 5 (currency not stated)");
}

TEST(QuantityText, NamesUnits) {
  EXPECT_EQ(QuantityText(Parse<v1::Quantity>("number { decimal: '200000000' } unit: 'user'")),
            "200 million users");
  EXPECT_EQ(QuantityText(Parse<v1::Quantity>("number { decimal: '1' } unit: 'gigawatt'")),
            "1 gigawatt");
  EXPECT_EQ(QuantityText(Parse<v1::Quantity>("number { decimal: '7' }")), "7");
  EXPECT_EQ(PercentageText(Parse<v1::Percentage>("number { decimal: '12.5' }")), "12.5 %");
  EXPECT_EQ(
      ChangeText(Parse<v1::Change>(
          "from { number { decimal: '100' bound: BOUND_APPROXIMATE } } "
          "to { number { decimal: '30000' bound: BOUND_APPROXIMATE } } currency_code: 'USD'")),
      "about USD 100 → about USD 30,000");
}

struct IntervalCase {
  const char* in;
  const char* out;
};

TEST(IntervalText, KeepsThePrecision) {
  for (const IntervalCase& c : {
           IntervalCase{"begin_date: '1960-01-01' end_date: '1990-01-01' begin_precision: "
                        "DATE_PRECISION_DECADE end_precision: DATE_PRECISION_DECADE",
                        "1960s–1980s"},
           IntervalCase{"begin_date: '1965-01-01' begin_precision: DATE_PRECISION_YEAR "
                        "to_present: true",
                        "1965–present"},
           IntervalCase{"begin_date: '1970-01-01' begin_precision: DATE_PRECISION_DECADE "
                        "at_least_since: true",
                        "since at least 1970s"},
           IntervalCase{"begin_date: '2025-02-01' end_date: '2025-03-01' begin_precision: "
                        "DATE_PRECISION_MONTH end_precision: DATE_PRECISION_MONTH",
                        "February 2025"},
           IntervalCase{"begin_date: '2024-02-29' end_date: '2024-03-01' begin_precision: "
                        "DATE_PRECISION_DAY end_precision: DATE_PRECISION_DAY",
                        "2024-02-29"},
           IntervalCase{"begin_date: '2025-10-01' end_date: '2026-01-01' begin_precision: "
                        "DATE_PRECISION_QUARTER end_precision: DATE_PRECISION_QUARTER",
                        "Q4 2025"},
           IntervalCase{"begin_date: '2021-01-01' end_date: '2026-01-01' begin_precision: "
                        "DATE_PRECISION_FIVE_YEAR end_precision: DATE_PRECISION_FIVE_YEAR",
                        "2021–2025"},
           IntervalCase{"begin_date: '1901-01-01' end_date: '2001-01-01' begin_precision: "
                        "DATE_PRECISION_CENTURY end_precision: DATE_PRECISION_CENTURY",
                        "20th century"},
           IntervalCase{"end_date: '1998-01-01' end_precision: DATE_PRECISION_YEAR", "until 1997"},
           IntervalCase{"begin_date: '2010-01-01' begin_precision: DATE_PRECISION_YEAR "
                        "approximate: true",
                        "from around 2010"},
           IntervalCase{"", ""},
           IntervalCase{"begin_date: 'soon'", "from soon"},
       }) {
    EXPECT_EQ(IntervalText(Parse<v1::DateInterval>(c.in)), c.out);
  }
}

TEST(SupportText, CountsEachOnItsOwn) {
  EXPECT_EQ(SupportText(Parse<v1::Support>("document_count: 2 lineage_count: 2 voice_count: 1")),
            "2\u00a0docs · 2\u00a0lineages · 1\u00a0voice");
  EXPECT_EQ(SupportText({}), "");
  EXPECT_EQ(
      ShortSupportText(Parse<v1::Support>("document_count: 1 lineage_count: 1 voice_count: 1")),
      "1\u00a0doc");
}

}  // namespace
}  // namespace parallax::render
