#include "ingest_service/parse/metadata/metadata.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "core/text/utf8.h"
#include "ingest_service/parse/metadata/byline.h"
#include "ingest_service/parse/metadata/date_text.h"
#include "ingest_service/parse/metadata/label_field.h"

namespace parallax::parse {
namespace {

using record::MetadataField;
using record::MetadataOrigin;

TEST(FindDate, NormalizesBothLanguages) {
  const struct {
    std::string_view text;
    std::string_view value;
    std::string_view written;
  } cases[] = {
      {"February 14, 2025", "2025-02-14", "February 14, 2025"},
      {"Friday, Feb. 14, 2025 at noon", "2025-02-14", "Feb. 14, 2025"},
      {"14 February 2025", "2025-02-14", "14 February 2025"},
      {"3rd of Sept. 2019", "2019-09-03", "3rd of Sept. 2019"},
      {"posted 2025-02-14T08:30:00Z", "2025-02-14", "2025-02-14"},
      {"2025/2/4", "2025-02-04", "2025/2/4"},
      {"2025.02.14", "2025-02-14", "2025.02.14"},
      {"14.02.2025", "2025-02-14", "14.02.2025"},
      {"25/12/2024", "2024-12-25", "25/12/2024"},
      {"March 2024", "2024-03", "March 2024"},
      {"2024-03", "2024-03", "2024-03"},
      {"2025年2月14日", "2025-02-14", "2025年2月14日"},
      {"发布于2025年2月", "2025-02", "2025年2月"},
      {"二〇二五年二月十四日", "2025-02-14", "二〇二五年二月十四日"},
      {"二零二五年十二月三十一日", "2025-12-31", "二零二五年十二月三十一日"},
      {"民國114年2月14日", "2025-02-14", "民國114年2月14日"},
      {"2025 年 2 月 14 日", "2025-02-14", "2025 年 2 月 14 日"},
      {"2021", "2021", "2021"},
      {"2021年", "2021", "2021年"},
      {"03/04/2025", "", ""},
      {"February 30, 2025", "", ""},
      {"2025-13-01", "", ""},
      {"in 2021 and later", "", ""},
      {"May be late", "", ""},
      {"version 1.2.3", "", ""},
      {"10,000 people", "", ""},
      {"", "", ""},
  };
  for (const auto& c : cases) {
    const auto date = FindDate(c.text);
    EXPECT_EQ(date.has_value() ? date->value : "", c.value) << c.text;
    if (date.has_value()) {
      EXPECT_EQ(c.text.substr(static_cast<size_t>(date->begin),
                              static_cast<size_t>(date->end - date->begin)),
                c.written);
    }
  }
}

std::vector<std::string> Names(std::string_view line, const std::vector<AuthorName>& names) {
  std::vector<std::string> out;
  for (const AuthorName& name : names) {
    out.push_back((name.affiliation ? "@" : "") +
                  std::string(line.substr(static_cast<size_t>(name.begin),
                                          static_cast<size_t>(name.end - name.begin))));
  }
  return out;
}

TEST(ReadByline, SplitsAuthors) {
  const struct {
    std::string_view line;
    std::vector<std::string> names;
  } cases[] = {
      {"By Ana Ruiz, Li Wei and B. Okafor", {"Ana Ruiz", "Li Wei", "B. Okafor"}},
      {"By Ana Ruiz (Harbour Institute) & Tom van Dam",
       {"Ana Ruiz", "@Harbour Institute", "Tom van Dam"}},
      {"By Ana Ruiz, Staff Writer", {"Ana Ruiz"}},
      {"Written by Marie-Claire O’Neil", {"Marie-Claire O’Neil"}},
      {"文/张三、李四", {"张三", "李四"}},
      {"記者 陳大文 報導", {"陳大文"}},
      {"By the end of the year, plants will open.", {}},
      {"By 2030", {}},
      {"Bypass the queue", {}},
  };
  for (const auto& c : cases) {
    EXPECT_EQ(Names(c.line, ReadByline(c.line)), c.names) << c.line;
  }
  const std::string_view labelled = "张三（某研究院）；李四 王和平";
  EXPECT_EQ(Names(labelled, SplitAuthors(labelled)),
            (std::vector<std::string>{"张三", "@某研究院", "李四", "王和平"}));
}

TEST(FieldOfLabel, KnowsBothLanguages) {
  EXPECT_EQ(FieldOfLabel("作者/Author(s)"), MetadataField::kAuthor);
  EXPECT_EQ(FieldOfLabel("Author(s)"), MetadataField::kAuthor);
  EXPECT_EQ(FieldOfLabel("網站來源/Source"), MetadataField::kPublisher);
  EXPECT_EQ(FieldOfLabel("關鍵字 Keywords"), MetadataField::kKeyword);
  EXPECT_EQ(FieldOfLabel("作 者"), MetadataField::kAuthor);
  EXPECT_EQ(FieldOfLabel("Last updated"), MetadataField::kModified);
  EXPECT_EQ(FieldOfLabel("Surface Context"), std::nullopt);
  EXPECT_EQ(FieldOfLabel("牵头单位"), std::nullopt);
}

TEST(ChooseMetadata, TheCallerWinsAndBothAreKept) {
  record::Document document;
  document.metadata = {
      {MetadataField::kTitle, MetadataOrigin::kHeading, "The heading", false, {0, 11}},
      {MetadataField::kAuthor, MetadataOrigin::kByline, "A. One", false, {20, 26}},
      {MetadataField::kAuthor, MetadataOrigin::kLabelledLine, "B. Two", false, {30, 36}},
      {MetadataField::kAuthor, MetadataOrigin::kLabelledLine, "C. Three", false, {40, 48}},
      {MetadataField::kPublished, MetadataOrigin::kText, "2025-02-14", false, {50, 60}},
  };
  record::Input input;
  input.title = "The caller's";
  input.published = "2025-02";
  ChooseMetadata(input, &document);
  std::vector<std::string> chosen;
  for (const auto& item : document.metadata) {
    if (item.chosen) chosen.push_back(item.value);
  }
  EXPECT_EQ(chosen, (std::vector<std::string>{"The caller's", "2025-02", "B. Two", "C. Three"}));
  EXPECT_EQ(document.metadata.size(), 7u);
  // The day lies within the caller's month; only the titles disagree.
  ASSERT_EQ(document.issues.size(), 1u);
  EXPECT_EQ(document.issues[0].kind, record::IssueKind::kMetadataConflict);
  EXPECT_EQ(document.issues[0].span, (text::ByteSpan{0, 11}));
}

TEST(ChooseMetadata, TitlesInAMessageAreCutBetweenCharacters) {
  for (const char* padding : {"", "a", "ab"}) {
    record::Document document;
    std::string title = padding;
    for (int i = 0; i < 40; ++i) title += "港";
    document.metadata = {{MetadataField::kTitle, MetadataOrigin::kHeading, title, false, {0, 120}}};
    record::Input input;
    input.title = title + "另一个";
    input.title.insert(0, "不同");
    ChooseMetadata(input, &document);
    ASSERT_EQ(document.issues.size(), 1u);
    const std::string& message = document.issues[0].message;
    EXPECT_EQ(text::ValidUtf8Prefix(message), message.size()) << message;
  }
}

}  // namespace
}  // namespace parallax::parse
