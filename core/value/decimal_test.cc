#include "core/value/decimal.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <string>

namespace parallax::value {
namespace {

Decimal D(const char* text) { return Decimal::Parse(text).value(); }

TEST(DecimalTest, ParsesAndPrints) {
  const struct {
    const char *text, *printed;
  } kCases[] = {{"0", "0"},
                {"-0", "0"},
                {"007", "7"},
                {"1.50", "1.5"},
                {".5", "0.5"},
                {"-12.5", "-12.5"},
                {"1e3", "1000"},
                {"1.5e12", "1500000000000"},
                {"2E-3", "0.002"},
                {"100000000000000000000000000000000", "100000000000000000000000000000000"},
                {"0.00000000000000000000000000000001", "0.00000000000000000000000000000001"}};
  for (const auto& c : kCases) EXPECT_EQ(D(c.text).ToString(), c.printed) << c.text;
  for (const char* bad : {"", "-", ".", "1.2.3", "1,5", "1e", "e5", "0x1", "1 ",
                          "12345678901234567890123456789012345", "1e999"}) {
    EXPECT_FALSE(Decimal::Parse(bad).has_value()) << bad;
  }
}

TEST(DecimalTest, IsExactWhereItFits) {
  EXPECT_EQ(Decimal::Add(D("0.1"), D("0.2")), D("0.3"));
  EXPECT_EQ(Decimal::Subtract(D("1000000000000"), D("0.01")), D("999999999999.99"));
  EXPECT_EQ(Decimal::Multiply(D("109000000000"), D("1.0321")), D("112498900000"));
  EXPECT_EQ(Decimal::Divide(D("500"), D("8")), D("62.5"));
  EXPECT_FALSE(Decimal::Divide(D("1"), D("0")).has_value());
  EXPECT_EQ(Decimal::Add(D("5"), D("-5")), Decimal());
}

TEST(DecimalTest, RoundsAsAsked) {
  const Decimal third = *Decimal::Divide(D("1"), D("3"));
  EXPECT_EQ(third.ToString(), "0.3333333333333333333333333333333333");
  EXPECT_LT(*Decimal::Divide(D("1"), D("3"), Rounding::kDown),
            *Decimal::Divide(D("1"), D("3"), Rounding::kUp));
  EXPECT_EQ(D("2.5").Rounded(1), D("2"));
  EXPECT_EQ(D("3.5").Rounded(1), D("4"));
  EXPECT_EQ(D("9.99").Rounded(2), D("10"));
  EXPECT_EQ(D("-2.1").Rounded(1, Rounding::kDown), D("-3"));
  EXPECT_EQ(D("-2.1").Rounded(1, Rounding::kUp), D("-2"));
  // A tiny addend still moves a directed sum.
  EXPECT_GT(Decimal::Add(D("1"), D("1e-60"), Rounding::kUp), D("1"));
  EXPECT_LT(Decimal::Add(D("1"), D("-1e-60"), Rounding::kDown), D("1"));
  EXPECT_EQ(Decimal::Add(D("1"), D("1e-60")), D("1"));
}

TEST(DecimalTest, Orders) {
  const char* kAscending[] = {"-1e20",   "-5", "-0.5", "0",    "1e-30", "0.5",
                              "0.50001", "5",  "49",   "50.1", "1e20"};
  for (size_t i = 0; i < std::size(kAscending); ++i) {
    for (size_t k = 0; k < std::size(kAscending); ++k) {
      EXPECT_EQ(D(kAscending[i]) < D(kAscending[k]), i < k)
          << kAscending[i] << " " << kAscending[k];
    }
  }
}

// Against 64-bit integers, for a fixed sequence of operands.
TEST(DecimalTest, AgreesWithIntegers) {
  uint64_t seed = 88172645463325252u;
  for (int i = 0; i < 20000; ++i) {
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    const int64_t a = static_cast<int64_t>(seed >> 34) - (1 << 29);
    const int64_t b = static_cast<int64_t>(seed & 0x3FFFFFFF) - (1 << 29);
    const Decimal x = Decimal::FromInt(a), y = Decimal::FromInt(b);
    ASSERT_EQ(Decimal::Add(x, y).ToInt64(), a + b);
    ASSERT_EQ(Decimal::Subtract(x, y).ToInt64(), a - b);
    ASSERT_EQ(Decimal::Multiply(x, y), Decimal::Parse(std::to_string(a * b)));
    ASSERT_EQ(x < y, a < b);
    ASSERT_EQ(Decimal::Parse(x.ToString()), x);
    if (b != 0) {
      const Decimal back = Decimal::Multiply(*Decimal::Divide(x, y), y);
      ASSERT_LE(Decimal::Subtract(back, x).Abs(), Decimal::PowerOfTen(-20));
    }
  }
}

}  // namespace
}  // namespace parallax::value
