#include "core/api/record_to_api.h"

#include <gtest/gtest.h>

namespace parallax::api {
namespace {

TEST(RecordToApiTest, EnumerationsLineUp) {
  record::Block block;
  v1::Block message;
  block.kind = record::BlockKind::kParagraph;
  ToApi(block, &message);
  EXPECT_EQ(message.kind(), v1::BLOCK_KIND_PARAGRAPH);
  block.kind = record::BlockKind::kBoilerplate;
  ToApi(block, &message);
  EXPECT_EQ(message.kind(), v1::BLOCK_KIND_BOILERPLATE);

  value::Number number;
  v1::Number number_message;
  number.bound = value::Bound::kExact;
  ToApi(number, &number_message);
  EXPECT_EQ(number_message.bound(), v1::BOUND_EXACT);
  number.bound = value::Bound::kRange;
  ToApi(number, &number_message);
  EXPECT_EQ(number_message.bound(), v1::BOUND_RANGE);

  record::Evidence evidence;
  v1::Evidence evidence_message;
  evidence.role = record::EvidenceRole::kTime;
  evidence.alignment = record::Alignment::kTable;
  ToApi(evidence, &evidence_message);
  EXPECT_EQ(evidence_message.role(), v1::EVIDENCE_ROLE_TIME);
  EXPECT_EQ(evidence_message.alignment(), v1::ALIGNMENT_TABLE);

  record::MetadataItem item;
  v1::MetadataItem item_message;
  item.field = record::MetadataField::kAlternateUrl;
  item.origin = record::MetadataOrigin::kText;
  item.language = "zh-Hant";
  ToApi(item, &item_message);
  EXPECT_EQ(item_message.field(), v1::METADATA_FIELD_ALTERNATE_URL);
  EXPECT_EQ(item_message.language(), "zh-Hant");
  EXPECT_EQ(item_message.origin(), v1::METADATA_ORIGIN_TEXT);

  record::Issue issue;
  v1::Issue issue_message;
  issue.kind = record::IssueKind::kDuplicateContent;
  ToApi(issue, &issue_message);
  EXPECT_EQ(issue_message.kind(), v1::ISSUE_KIND_DUPLICATE_CONTENT);

  record::Voice voice;
  v1::Voice voice_message;
  voice.kind = record::VoiceKind::kReader;
  ToApi(voice, &voice_message);
  EXPECT_EQ(voice_message.kind(), v1::VOICE_KIND_READER);

  EXPECT_EQ(ToApi(record::ClaimKind::kNotStated), v1::CLAIM_KIND_NOT_STATED);
  EXPECT_EQ(ToApi(record::Stance::kRecommends), v1::STANCE_RECOMMENDS);
  EXPECT_EQ(ToApi(record::Modality::kAlleged), v1::MODALITY_ALLEGED);
  EXPECT_EQ(FromApi(v1::MODALITY_PLANNED), record::Modality::kPlanned);

  value::DateInterval interval;
  interval.begin = value::CivilDate{1965, 1, 1};
  interval.begin_precision = value::DatePrecision::kCentury;
  v1::DateInterval interval_message;
  ToApi(interval, &interval_message);
  EXPECT_EQ(interval_message.begin_date(), "1965-01-01");
  EXPECT_EQ(interval_message.end_date(), "");
  EXPECT_EQ(interval_message.begin_precision(), v1::DATE_PRECISION_CENTURY);
}

TEST(RecordToApiTest, LanguagesAreOrderedByText) {
  record::Document document;
  for (const auto& [language, size] :
       {std::pair<const char*, int>{"en", 5}, {"zh-Hant", 9}, {"en", 6}}) {
    record::Block block;
    block.language = language;
    block.span = {0, size};
    document.blocks.push_back(block);
  }
  v1::Document message;
  ToApi(document, /*with_blocks=*/false, &message);
  ASSERT_EQ(message.languages_size(), 2);
  EXPECT_EQ(message.languages(0), "en");
  EXPECT_EQ(message.blocks_size(), 0);
}

}  // namespace
}  // namespace parallax::api
