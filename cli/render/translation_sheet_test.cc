#include "cli/render/translation_sheet.h"

#include <gtest/gtest.h>

#include <string>

namespace parallax::render {
namespace {

v1::TranslationAnchor* AddAnchor(v1::TranslationPair* pair, v1::AnchorState state,
                                 const std::string& first, const std::string& second) {
  v1::TranslationAnchor* anchor = pair->add_anchors();
  anchor->set_state(state);
  anchor->set_key("key");
  if (!first.empty()) anchor->add_passages()->set_text(first);
  if (!second.empty()) anchor->add_other_passages()->set_text(second);
  return anchor;
}

TEST(TranslationSheet, ARowPerPair) {
  v1::CompareTranslationsResponse response;
  response.mutable_text()->set_document_id("memo");
  response.mutable_text()->set_language("zh-Hant");
  response.mutable_other_text()->set_document_id("memo");
  response.mutable_other_text()->set_language("en");
  response.set_verdict(v1::TRANSLATION_VERDICT_LIKELY);
  response.set_pair_count(2);
  response.set_agreeing_anchor_count(2);
  response.set_missing_anchor_count(1);
  response.set_differing_anchor_count(1);
  response.set_difference_count(1);
  v1::TranslationPair* pair = response.add_pairs();
  pair->add_blocks()->set_text("可能投入14億歐元");
  pair->add_other_blocks()->set_text("It spends");
  pair->add_other_blocks()->set_text("1.4 billion euros.");
  AddAnchor(pair, v1::ANCHOR_STATE_AGREES, "14億", "1.4 billion");
  AddAnchor(pair, v1::ANCHOR_STATE_AGREES, "AWS", "");
  AddAnchor(pair, v1::ANCHOR_STATE_DIFFERS, "45%", "35 percent");
  AddAnchor(pair, v1::ANCHOR_STATE_MISSING, "", "Tarno");
  v1::TranslationDifference* difference = pair->add_differences();
  difference->set_kind(v1::CUE_KIND_HEDGE);
  difference->mutable_cue()->set_text("可能");
  response.add_pairs()->add_blocks()->set_text("結語");

  EXPECT_EQ(
      TranslationHeadline(response),
      "memo (zh-Hant) and memo (en): likely translations; 2 pairs, 2 anchors agree, 1 differs, "
      "1 is missing, 1 difference of certainty");
  const Sheet sheet = SheetOf(response);
  ASSERT_EQ(sheet.rows.size(), 2u);
  EXPECT_EQ(sheet.rows[0],
            (std::vector<std::string>{
                "可能投入14億歐元", "It spends 1.4 billion euros.", "14億 = 1.4 billion; AWS = key",
                "45% ≠ 35 percent; only in the second: Tarno", "hedge only in the first: 可能"}));
  EXPECT_EQ(sheet.rows[1], (std::vector<std::string>{"結語", "–", "", "", ""}));
}

}  // namespace
}  // namespace parallax::render
