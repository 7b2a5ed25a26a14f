#include "core/text/charset.h"

#include <gtest/gtest.h>

#include "core/text/utf8.h"

namespace parallax::text {
namespace {

using std::string_view_literals::operator""sv;

TEST(CanonicalCharset, WidensAsTheWebDoes) {
  EXPECT_EQ(CanonicalCharset("utf8"), "UTF-8");
  EXPECT_EQ(CanonicalCharset(" UTF-8 "), "UTF-8");
  EXPECT_EQ(CanonicalCharset("GB2312"), "GB18030");
  EXPECT_EQ(CanonicalCharset("gbk"), "GB18030");
  EXPECT_EQ(CanonicalCharset("big5"), "Big5-HKSCS");
  EXPECT_EQ(CanonicalCharset("ISO-8859-1"), "windows-1252");
  EXPECT_EQ(CanonicalCharset("euc-jp"), "EUC-JP");
  EXPECT_EQ(CanonicalCharset("no-such-charset"), std::nullopt);
  EXPECT_EQ(CanonicalCharset(""), std::nullopt);
}

struct DecodeCase {
  std::string_view charset;
  std::string_view bytes;
  std::string_view text;
};

TEST(DecodeCharset, DecodesWithExactPlaces) {
  const DecodeCase cases[] = {
      {"UTF-8", "chips 芯片"sv, "chips 芯片"},
      {"GB18030", "AI \xD0\xBE\xC6\xAC ok"sv, "AI 芯片 ok"},
      {"Big5-HKSCS", "AI \xB4\xB9\xA4\xF9!"sv, "AI 晶片!"},
      {"UTF-16LE", "A\0\x4F\x82"sv, "A艏"},
      {"UTF-16BE", "\0A\x82\x4F"sv, "A艏"},
      {"windows-1252", "caf\xE9 \x93x\x94"sv, "café “x”"},
  };
  for (const DecodeCase& c : cases) {
    const auto decoded = DecodeCharset(c.bytes, 0, c.charset, OnMalformed::kFail);
    ASSERT_TRUE(decoded.ok()) << decoded.status().ToString();
    EXPECT_EQ(decoded->text, c.text) << c.charset;
    ASSERT_EQ(decoded->map.text_size(), static_cast<int64_t>(decoded->text.size()));
    // Every character's original bytes decode to that character alone.
    for (size_t at = 0; at < decoded->text.size();) {
      const size_t from = at;
      NextCodePoint(decoded->text, &at);
      const ByteSpan span =
          decoded->map.ToOriginal(static_cast<int64_t>(from), static_cast<int64_t>(at));
      const auto one = DecodeCharset(
          c.bytes.substr(static_cast<size_t>(span.begin_byte), static_cast<size_t>(span.size())), 0,
          c.charset, OnMalformed::kFail);
      ASSERT_TRUE(one.ok());
      EXPECT_EQ(one->text, decoded->text.substr(from, at - from));
    }
  }
}

TEST(DecodeCharset, MapsCharactersOfEverySize) {
  // GB18030: one, two and four bytes; the four-byte one is U+1F600.
  const auto decoded =
      DecodeCharset("a\xD0\xBE\x94\x39\xFC\x36z", 0, "GB18030", OnMalformed::kFail);
  ASSERT_TRUE(decoded.ok()) << decoded.status();
  ASSERT_EQ(decoded->text, "a芯\xF0\x9F\x98\x80z");
  EXPECT_EQ(decoded->map.ToOriginal(1, 4), (ByteSpan{1, 3}));
  EXPECT_EQ(decoded->map.ToOriginal(4, 8), (ByteSpan{3, 7}));
  EXPECT_EQ(decoded->map.ToOriginal(5, 6), (ByteSpan{3, 7}));
  EXPECT_EQ(decoded->map.ToOriginal(8, 9), (ByteSpan{7, 8}));
}

TEST(DecodeCharset, NamesTheFirstMalformedByte) {
  const auto utf8 = DecodeCharset("ok \xE4\xB8 no", 0, "UTF-8", OnMalformed::kFail);
  EXPECT_EQ(utf8.status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_NE(utf8.status().message().find("byte 3"), absl::string_view::npos);
  const auto gbk = DecodeCharset("\xD0\xBE\xFF\xFF", 0, "GB18030", OnMalformed::kFail);
  EXPECT_NE(gbk.status().message().find("byte 2"), absl::string_view::npos) << gbk.status();
  const auto ascii = DecodeCharset("abc\xE9", 0, "US-ASCII", OnMalformed::kFail);
  EXPECT_NE(ascii.status().message().find("byte 3"), absl::string_view::npos) << ascii.status();
}

TEST(DecodeCharset, ReplacesAndCounts) {
  const auto decoded = DecodeCharset(
      "a\xFF\xFE"
      "b\xE4\xB8"
      "c",
      0, "UTF-8", OnMalformed::kReplace);
  ASSERT_TRUE(decoded.ok());
  EXPECT_EQ(decoded->text, "a\uFFFD\uFFFDb\uFFFDc");
  EXPECT_EQ(decoded->malformed_count, 3);
  ASSERT_EQ(decoded->malformed.size(), 2u);
  EXPECT_EQ(decoded->malformed[0], (ByteSpan{1, 3}));
  EXPECT_EQ(decoded->malformed[1], (ByteSpan{4, 6}));
}

// UTF-7 writes UTF-16 units, halves of a pair among them ("+2D0-" is U+D83D alone), in any text.
TEST(DecodeCharset, HalfOfASurrogatePairIsMalformed) {
  const struct {
    std::string_view bytes;
    std::string_view text;
    int64_t malformed;
  } cases[] = {
      {"chip +2D0- yard", "chip \uFFFD yard", 1},
      {"+gq9yR9g9-", "芯片\uFFFD", 1},
      {"+dSJpbdwegjk-", "產業\uFFFD船", 1},
      {"+2D3cHg-", "🐞", 0},
  };
  for (const auto& c : cases) {
    const auto decoded = DecodeCharset(c.bytes, 0, "UTF-7", OnMalformed::kReplace);
    ASSERT_TRUE(decoded.ok()) << decoded.status();
    EXPECT_EQ(ValidUtf8Prefix(decoded->text), decoded->text.size()) << c.bytes;
    EXPECT_EQ(decoded->map.text_size(), static_cast<int64_t>(decoded->text.size())) << c.bytes;
    EXPECT_EQ(decoded->text, c.text);
    EXPECT_EQ(decoded->malformed_count, c.malformed);
    EXPECT_EQ(DecodeCharset(c.bytes, 0, "UTF-7", OnMalformed::kFail).ok(), c.malformed == 0);
  }
}

TEST(DecodeCharset, TruncatedAtEveryLengthStaysInBounds) {
  const std::string_view bytes = "x\xD0\xBE\x81\x30\x81\x30y\x88\x62\xE4\xB8\xAD"sv;
  for (const std::string_view charset : {"UTF-8"sv, "GB18030"sv, "Big5-HKSCS"sv, "UTF-16LE"sv,
                                         "UTF-32BE"sv, "EUC-JP"sv, "Windows-31J"sv}) {
    for (size_t n = 0; n <= bytes.size(); ++n) {
      const auto decoded = DecodeCharset(bytes.substr(0, n), 0, charset, OnMalformed::kReplace);
      ASSERT_TRUE(decoded.ok());
      EXPECT_EQ(ValidUtf8Prefix(decoded->text), decoded->text.size());
      const auto size = static_cast<int64_t>(decoded->text.size());
      EXPECT_LE(decoded->map.ToOriginal(0, size).end_byte, static_cast<int64_t>(n));
    }
  }
}

TEST(ValidUtf8Prefix, RefusesWhatRfc3629Refuses) {
  EXPECT_EQ(ValidUtf8Prefix("plain ascii, long enough for a word"), 35u);
  EXPECT_EQ(ValidUtf8Prefix("中文繁體 mixed é \xF0\x9F\x98\x80"), 26u);
  EXPECT_EQ(ValidUtf8Prefix("\xC0\xAF"), 0u);
  EXPECT_EQ(ValidUtf8Prefix("\xED\xA0\x80"), 0u);
  EXPECT_EQ(ValidUtf8Prefix("\xF4\x90\x80\x80"), 0u);
  EXPECT_EQ(ValidUtf8Prefix("a\xE2\x82"), 1u);
}

}  // namespace
}  // namespace parallax::text
