#include "ingest_service/parse/furniture/furniture.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "ingest_service/parse/furniture/phrase.h"
#include "ingest_service/parse/plain/plain_text.h"

namespace parallax::parse {
namespace {

// The kinds of a text's blocks, a letter each.
std::string Kinds(std::string_view text) {
  record::MappedText source;
  source.text = std::string(text);
  source.map.AppendIdentity(0, static_cast<int64_t>(text.size()));
  record::Document document;
  ParsePlainText(source, {}, &document);
  SetFurnitureApart(&document);
  std::string kinds;
  for (const record::Block& block : document.blocks)
    kinds.push_back("phitqCcrb"[static_cast<int>(block.kind)]);
  return kinds;
}

constexpr std::string_view kBody =
    "The provinces have built more halls than the grid can feed, and the planners who approved "
    "them have "
    "moved to other posts in the meantime.\n";
constexpr std::string_view kBodyZh =
    "各省建成的机房已经超过电网的承载能力，而当初批准这些项目的规划人员早已调任其他岗位，留下的账目"
    "无人核对。\n";

TEST(FurnitureReason, KnowsTemplateLines) {
  EXPECT_EQ(FurnitureReason("Post a Comment", false), "comment form");
  EXPECT_EQ(FurnitureReason("No comments:", false), "comment form");
  EXPECT_EQ(FurnitureReason("View More »", false), "navigation");
  EXPECT_EQ(FurnitureReason("点击查看更多", false), "navigation");
  EXPECT_EQ(FurnitureReason("分享到：", false), "sharing");
  EXPECT_EQ(FurnitureReason("張貼留言", false), "comment form");
  EXPECT_EQ(FurnitureReason("© 2024 Harbour Gazette", false), "copyright");
  EXPECT_EQ(FurnitureReason("Home", true), "navigation");
  EXPECT_EQ(FurnitureReason("Home", false), "");
  EXPECT_EQ(FurnitureReason("Post a comment on the plan to the ministry", true), "");
  EXPECT_TRUE(IsCommentsHeading("3 Comments"));
  EXPECT_TRUE(IsCommentsHeading("网友评论（12）"));
  EXPECT_TRUE(IsCommentsHeading("讀者留言"));
  EXPECT_FALSE(IsCommentsHeading("Comments of the ministry"));
}

TEST(SetFurnitureApart, TitlesCommentsAndCards) {
  const std::string body(kBody);
  const std::string zh(kBodyZh);
  const struct {
    std::string text;
    std::string kinds;
  } cases[] = {
      // A title that stands twice is one heading; a section label over the title is none.
      {"A Plan for Halls\nA Plan for Halls\n\n" + body, "hbp"},
      {"Briefing\n\nBriefing\n\nA Plan for Halls\n\n" + body, "bbhp"},
      {"机房规划\n机房规划\n\n" + zh, "hbp"},
      // A comments heading turns what follows it; without anything behind, it is a form.
      {"A Plan for Halls\n\n" + body +
           "\nComments\n\nI disagree with the second part.\nPost a Comment",
       "hpbrb"},
      {"机房规划\n\n" + zh + "\n网友评论\n\n我不同意第二部分的说法。\n发表评论", "hpbrb"},
      {"A Plan for Halls\n\n" + body + "Comments\nPost a Comment", "hpbb"},
      // Sections that repeat a heading over text of their own stay.
      {"Halls\n\nNorway\n\nOutcome\n\n" + body +
           "\nKenya\n\nOutcome\n\nNothing was built there, says the audit.",
       "hhhphhp"},
      // The same paragraph twice is one.
      {"A Plan for Halls\n\n" + body + "\n" + body, "hpb"},
      // Related links behind the text.
      {"A Plan for Halls\n\n" + body + "\nRelated posts\n\nWhy halls are late\nThe grid in numbers",
       "hpbbb"},
      // A heading in the middle of an article is no card.
      {"A Plan for Halls\n\n" + body + "\nOutlook\n\n" + body.substr(4) + "\nThe end is open.",
       "hphpp"},
  };
  for (const auto& c : cases) EXPECT_EQ(Kinds(c.text), c.kinds) << c.text;
}

}  // namespace
}  // namespace parallax::parse
