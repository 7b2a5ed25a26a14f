#include <gtest/gtest.h>

#include <string_view>

#include "ingest_service/parse/block/block_text.h"
#include "ingest_service/parse/block/label.h"
#include "ingest_service/parse/block/line_shape.h"
#include "ingest_service/parse/block/list_mark.h"
#include "ingest_service/parse/block/table_header.h"

namespace parallax::parse {
namespace {

TEST(ReadLabel, TakesNounPhrasesAndQuestions) {
  const struct {
    std::string_view line;
    std::string_view label;
    std::string_view body;
  } cases[] = {
      {"Lead agency: the ministry", "Lead agency", "the ministry"},
      {"What’s at stake: three plants", "What’s at stake", "three plants"},
      {"Why it matters: wages", "Why it matters", "wages"},
      {"作者/Author(s)：李四", "作者/Author(s)", "李四"},
      {"牵头单位：财政部", "牵头单位", "财政部"},
      {"預算: 三億元", "預算", "三億元"},
      {"U.S. position: none", "U.S. position", "none"},
      {"Summary:", "Summary", ""},
      {"The minister said: nothing", "", ""},
      {"部长表示：没有", "", ""},
      {"部長說：沒有", "", ""},
      {"主要措施如下：减税", "", ""},
      {"知情人士否认过剩：“为时过早”", "", ""},
      {"At 10:30 the vote began", "", ""},
      {"https://example.org/a: b", "", ""},
      {"ratio 3:1 was agreed", "", ""},
      {"lower case start: x", "", ""},
      {"One sentence. And another: x", "", ""},
      {"No colon here", "", ""},
      {": nothing before", "", ""},
      {"std::vector is here", "", ""},
  };
  for (const auto& c : cases) {
    const Label label = ReadLabel(c.line);
    EXPECT_EQ(c.line.substr(0, static_cast<size_t>(label.size_bytes)), c.label) << c.line;
    if (!c.label.empty()) {
      EXPECT_EQ(c.line.substr(static_cast<size_t>(label.body_begin)), c.body) << c.line;
    }
  }
}

TEST(ReadListMark, KnowsTheManyMarks) {
  const struct {
    std::string_view line;
    MarkFamily family;
    std::string_view content;
    int ordinal;
  } cases[] = {
      {"• loans", MarkFamily::kBullet, "loans", 0},
      {"•贷款", MarkFamily::kBullet, "贷款", 0},
      {"- loans", MarkFamily::kBullet, "loans", 0},
      {"* loans", MarkFamily::kBullet, "loans", 0},
      {"– loans", MarkFamily::kBullet, "loans", 0},
      {"1. loans", MarkFamily::kArabicPoint, "loans", 1},
      {"1.贷款", MarkFamily::kArabicPoint, "贷款", 1},
      {"12、贷款", MarkFamily::kArabicPoint, "贷款", 12},
      {"2) loans", MarkFamily::kArabicBracket, "loans", 2},
      {"(3) loans", MarkFamily::kArabicBracket, "loans", 3},
      {"（3）貸款", MarkFamily::kArabicBracket, "貸款", 3},
      {"(a) loans", MarkFamily::kLatin, "loans", 1},
      {"b) loans", MarkFamily::kLatin, "loans", 2},
      {"(iv) loans", MarkFamily::kRoman, "loans", 4},
      {"一、贷款", MarkFamily::kChinese, "贷款", 1},
      {"二十三、貸款", MarkFamily::kChinese, "貸款", 23},
      {"（十一）贷款", MarkFamily::kChineseBracket, "贷款", 11},
      {"(一)貸款", MarkFamily::kChineseBracket, "貸款", 1},
      {"①贷款", MarkFamily::kCircled, "贷款", 1},
      {"⑫ 貸款", MarkFamily::kCircled, "貸款", 12},
      {"第三条 贷款", MarkFamily::kChineseOrdinal, "贷款", 3},
      {"2.1 Loans", MarkFamily::kSectioned, "Loans", 2},
      {"1.5 percent of output", MarkFamily::kNone, "", 0},
      {"1965–present", MarkFamily::kNone, "", 0},
      {"2025. A year", MarkFamily::kNone, "", 0},
      {"-5 degrees", MarkFamily::kNone, "", 0},
      {"一些贷款", MarkFamily::kNone, "", 0},
      {"第一，贷款", MarkFamily::kNone, "", 0},
      {"*emphasis* here", MarkFamily::kNone, "", 0},
      {"•", MarkFamily::kNone, "", 0},
      {"(see below) loans", MarkFamily::kNone, "", 0},
  };
  for (const auto& c : cases) {
    const ListMark mark = ReadListMark(c.line);
    EXPECT_EQ(mark.family, c.family) << c.line;
    if (c.family == MarkFamily::kNone) continue;
    EXPECT_EQ(c.line.substr(static_cast<size_t>(mark.content_begin)), c.content) << c.line;
    EXPECT_EQ(mark.ordinal, c.ordinal) << c.line;
  }
  EXPECT_TRUE(ReadListMark("A. Smith wrote").doubtful);
  EXPECT_TRUE(ReadListMark("1.5 GW").doubtful);
}

TEST(IsHeadingShaped, TellsTitlesFromClauses) {
  const struct {
    std::string_view line;
    bool heading;
  } cases[] = {
      {"Industrial Policy After the Boom", true},
      {"What comes next?", true},
      {"产业政策的三个阶段", true},
      {"產業政策的三個階段", true},
      {"It was late.", false},
      {"however it ends", false},
      {"这是一句话。", false},
      {"地方政府，中央政府，", false},
      {"a very long clause that goes on and on without any capital letters at all in it", false},
      {"See https://example.org", false},
      {"12,500", false},
      {"It ended. Nobody Noticed It", false},
  };
  for (const auto& c : cases) {
    EXPECT_EQ(IsHeadingShaped(ShapeOf(c.line), c.line), c.heading) << c.line;
  }
}

TEST(EndOf, LooksThroughClosingMarks) {
  EXPECT_EQ(EndOf("He said “no.”"), LineEnd::kSentence);
  EXPECT_EQ(EndOf("他说“不。”"), LineEnd::kSentence);
  EXPECT_EQ(EndOf("(which?)"), LineEnd::kQuestion);
  EXPECT_EQ(EndOf("如下："), LineEnd::kColon);
  EXPECT_EQ(EndOf("一、二、"), LineEnd::kComma);
  EXPECT_EQ(EndOf("Title"), LineEnd::kOpen);
  EXPECT_EQ(EndOf("wait…"), LineEnd::kSentence);
}

TEST(FoldText, FoldsAndMaps) {
  record::MappedText source;
  source.text =
      "  a \t b\u00a0\u3000中\n文 c\x01"
      "d\u200be ";
  source.map.AppendIdentity(100, static_cast<int64_t>(source.text.size()));
  const record::MappedText folded = FoldText(source, 0, static_cast<int64_t>(source.text.size()));
  EXPECT_EQ(folded.text, "a b 中文 cde");
  EXPECT_EQ(folded.map.text_size(), static_cast<int64_t>(folded.text.size()));
  EXPECT_EQ(folded.Original(0, 1), (text::ByteSpan{102, 103}));
  EXPECT_EQ(folded.Original(1, 2), (text::ByteSpan{103, 106}));
  EXPECT_EQ(folded.Original(2, 3), (text::ByteSpan{106, 107}));
  EXPECT_EQ(folded.Original(4, 7), (text::ByteSpan{112, 115}));
  EXPECT_EQ(folded.Original(7, 10), (text::ByteSpan{116, 119}));
}

TEST(TableHeader, FiguresAndYears) {
  EXPECT_TRUE(IsFigure("1,200"));
  EXPECT_TRUE(IsFigure("$45.2 bn"));
  EXPECT_TRUE(IsFigure("30%"));
  EXPECT_TRUE(IsFigure("120亿元"));
  EXPECT_FALSE(IsFigure("Qwen 2.5 turbo model"));
  EXPECT_FALSE(IsFigure("not stated"));
  EXPECT_TRUE(IsYear("2024"));
  EXPECT_TRUE(IsYear("2024年"));
  EXPECT_TRUE(IsYear("2024–25"));
  EXPECT_FALSE(IsYear("20245"));
}

}  // namespace
}  // namespace parallax::parse
