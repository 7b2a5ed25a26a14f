#include "ingest_service/source/decode.h"

#include <gtest/gtest.h>

#include "ingest_service/source/media_type.h"

namespace parallax::source {
namespace {

using record::IssueKind;
using std::string_view_literals::operator""sv;

record::Input Make(std::string_view content, std::string media_type = "text/plain",
                   std::string charset = "") {
  record::Input input;
  input.content = std::string(content);
  input.media_type = std::move(media_type);
  input.declared_charset = std::move(charset);
  return input;
}

// A paragraph long enough to detect: Chinese about chips, as GBK bytes.
constexpr std::string_view kGbk =
    "\xCE\xD2\xB9\xFA\xBC\xAB\xB4\xF3\xB5\xD8\xD6\xD8\xCA\xD3\xD0\xBE\xC6\xAC\xB2\xFA\xD2\xB5\xB5"
    "\xC4"
    "\xB7\xA2\xD5\xB9\xA3\xAC\xB5\xD8\xB7\xBD\xD5\xFE\xB8\xAE\xD2\xB2\xB3\xF6\xCC\xA8\xC1\xCB\xD0"
    "\xED"
    "\xB6\xE0\xD5\xFE\xB2\xDF\xA1\xA3"sv;

struct ErrorCase {
  record::Input input;
  std::string_view message;
};

TEST(Decode, SaysWhatIsWrongWithAnInput) {
  const ErrorCase cases[] = {
      {Make(""), "content: must not be empty"},
      {Make("x", ""), "media_type is empty"},
      {Make("x", "image/png"), "media_type \"image/png\" is not read"},
      {Make("x", "text/plain", "klingon"), "charset: \"klingon\" is not known"},
      {Make("芯片 \xFF", "text/plain", "utf-8"), "malformed at byte 7"},
      {Make("ab\xE9", "text/plain; charset=us-ascii"), "malformed at byte 2"},
      {Make("abc\xE4\xB8", "text/plain", "UTF-8"), "malformed at byte 3"},
  };
  for (const ErrorCase& c : cases) {
    const auto source = Decode(c.input);
    EXPECT_EQ(source.status().code(), absl::StatusCode::kInvalidArgument);
    EXPECT_NE(std::string(source.status().message()).find(c.message), std::string::npos)
        << source.status();
  }
  Limits limits;
  limits.max_content_bytes = 4;
  EXPECT_EQ(Decode(Make("12345"), limits).status().message(), "content: 5 bytes, the limit is 4");
  EXPECT_TRUE(Decode(Make("1234"), limits).ok());
}

struct CharsetCase {
  record::Input input;
  std::string_view charset;
  std::string_view begins;
  std::vector<IssueKind> issues;
};

TEST(Decode, FindsTheCharset) {
  const CharsetCase cases[] = {
      {Make("plain"), "UTF-8", "plain", {}},
      {Make("中文"), "UTF-8", "中文", {}},
      {Make("\xEF\xBB\xBF繁體"), "UTF-8", "繁體", {}},
      {Make("\xFF\xFE-N\x87\x65"sv), "UTF-16LE", "中文", {}},
      {Make("\xFE\xFFN-\x65\x87"sv, "text/plain", "utf-16"), "UTF-16BE", "中文", {}},
      {Make("c\0h\0i\0p\0s\0 \0a\0n\0d\0"sv),
       "UTF-16LE",
       "chips and",
       {IssueKind::kCharsetGuessed}},
      {Make(kGbk, "text/plain", "gb2312"), "GB18030", "我国极大地重视芯片", {}},
      {Make(kGbk), "GB18030", "我国极大地重视芯片", {IssueKind::kCharsetGuessed}},
      {Make(kGbk, "text/plain; charset=GBK"), "GB18030", "我国极大地重视芯片", {}},
      {Make("\xEF\xBB\xBFx", "text/plain", "gbk"), "UTF-8", "x", {IssueKind::kCharsetMismatch}},
      {Make("<meta charset=gb2312><p>国产芯片产业", "text/html"),
       "UTF-8",
       "<meta",
       {IssueKind::kCharsetMismatch}},
      {Make("<meta charset=windows-1252><p>caf\xE9", "text/html"), "windows-1252", "<meta", {}},
      {Make("<!-- <meta charset=gbk> --><meta http-equiv=content-type content='text/html; "
            "charset=utf-8'>中",
            "text/html"),
       "UTF-8",
       "<!--",
       {}},
      {Make("<?xml version='1.0' encoding='big5'?><p>\xB4\xB9\xA4\xF9", "application/xhtml+xml"),
       "Big5-HKSCS",
       "<?xml",
       {}},
      {Make("<meta charset=utf-8>" + std::string(kGbk), "text/html"),
       "GB18030",
       "<meta",
       {IssueKind::kCharsetMismatch}},
      {Make("芯片产业政策说明书全文如下\xFF"), "UTF-8", "芯片", {IssueKind::kUndecodableBytes}},
  };
  for (const CharsetCase& c : cases) {
    const auto source = Decode(c.input);
    ASSERT_TRUE(source.ok()) << source.status();
    EXPECT_EQ(source->charset, c.charset) << c.begins;
    EXPECT_EQ(source->content.text.substr(0, c.begins.size()), c.begins);
    std::vector<IssueKind> kinds;
    for (const record::Issue& issue : source->issues) kinds.push_back(issue.kind);
    EXPECT_EQ(kinds, c.issues) << c.begins;
  }
}

TEST(Decode, MapsBehindAByteOrderMark) {
  const auto source = Decode(Make("\xEF\xBB\xBF芯片"));
  ASSERT_TRUE(source.ok());
  EXPECT_EQ(source->content.Original(3, 6), (text::ByteSpan{6, 9}));
  EXPECT_EQ(source->content.Original(), (text::ByteSpan{3, 9}));
}

TEST(Decode, DigestIsOfTheBytesAsReceived) {
  const auto source = Decode(Make("abc"));
  ASSERT_TRUE(source.ok());
  EXPECT_EQ(source->content_sha256,
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(ParseMediaType, TakesParametersAndOtherNames) {
  EXPECT_EQ(ParseMediaType("Text/HTML ; charset=\"GBK\"")->name, kHtml);
  EXPECT_EQ(ParseMediaType("Text/HTML ; charset=\"GBK\"")->charset, "GBK");
  EXPECT_EQ(ParseMediaType("text/x-markdown; variant=GFM")->name, kMarkdown);
  EXPECT_EQ(ParseMediaType("text/plain; format=flowed; CHARSET=utf-8")->charset, "utf-8");
  EXPECT_FALSE(ParseMediaType("text/plain2").ok());
}

}  // namespace
}  // namespace parallax::source
