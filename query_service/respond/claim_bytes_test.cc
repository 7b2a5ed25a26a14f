// Stored claims passed on as bytes, against the way through the structs.
#include "query_service/respond/claim_bytes.h"

#include <gtest/gtest.h>

#include <random>

#include "core/storage/claim_parts.h"
#include "core/storage/rows.h"
#include "query_service/respond/cell_message.h"

namespace parallax::respond {
namespace {

using storage::ClaimRow;

value::Number Figure(std::mt19937_64& random) {
  return {.decimal = std::to_string(random() % 1000),
          .upper = random() % 2 ? "2000" : "",
          .bound = static_cast<value::Bound>(random() % 7),
          .last_digit_exponent = static_cast<int>(random() % 9) - 4,
          .written = "约一千亿"};
}

value::DateInterval Dates(std::mt19937_64& random) {
  value::DateInterval dates;
  if (random() % 3) dates.begin = value::CivilDate{1950 + static_cast<int>(random() % 50), 3, 1};
  if (random() % 3) dates.end = value::CivilDate{2001, 12, 31};
  dates.begin_precision = value::DatePrecision::kMonth;
  dates.to_present = random() % 2 == 0;
  return dates;
}

record::Reading ReadingOfKind(int kind, std::mt19937_64& random) {
  switch (kind) {
    case 0: {
      value::Money money;
      money.amount = Figure(random);
      money.currency = "KRW";
      money.payer = value::Payer::kMixed;
      return money;
    }
    case 1:
      return value::Quantity{.number = Figure(random), .unit = "parameter"};
    case 2:
      return value::Percentage{.number = Figure(random), .points = true};
    case 3:
      return value::Change{};
    case 4:
      return Dates(random);
    case 5:
      return value::LevelSpan{.scale_id = "role_of_state",
                              .lowest_level_id = "guided",
                              .highest_level_id = "directed",
                              .lowest_rank = 1,
                              .highest_rank = 3};
    case 6:
      return record::EntitySet{{{"organization/a", "甲"}, {"", "Unknown Labs"}}};
    default: {
      record::ItemList list;
      record::ListItem item;
      item.text = "export credit";
      item.span = {100, 113};
      item.entities.push_back({"technology/chip", "chips"});
      list.items = {item, record::ListItem{}};
      return list;
    }
  }
}

ClaimRow Draw(uint64_t seed) {
  std::mt19937_64 random(seed);
  ClaimRow row;
  record::Claim& claim = row.claim;
  claim.claim_id = "0123456789abcdef";
  claim.document_id = seed % 7 ? "document" : "";
  claim.subject_entity_id = "economy/KR";
  claim.subject_written = "韩国";
  claim.dimension_id = "industrial_policy";
  claim.kind = static_cast<record::ClaimKind>(random() % 4);
  if (random() % 5) claim.value.text = "heavy industry first";
  if (random() % 5) claim.value.language = "zh-Hant";
  for (uint64_t i = random() % 4; i > 0; --i) {
    claim.value.readings.push_back(ReadingOfKind(static_cast<int>(random() % 8), random));
  }
  if (random() % 4 == 0) claim.valid_time = Dates(random);
  if (random() % 3 == 0) claim.qualifiers.push_back({.text = "British rule", .span = {5, 17}});
  for (uint64_t i = random() % 3; i > 0; --i) {
    claim.voices.push_back({.kind = static_cast<record::VoiceKind>(random() % 7),
                            .name = "somebody",
                            .role = random() % 2 ? "minister" : "",
                            .entity_id = "",
                            .key = "voice:" + std::to_string(i)});
  }
  claim.stance = static_cast<record::Stance>(random() % 6);
  claim.modality = static_cast<record::Modality>(random() % 5);
  claim.polarity = static_cast<record::Polarity>(random() % 3);
  for (uint64_t i = random() % 4; i > 0; --i) {
    const auto begin = static_cast<int64_t>(random() % 3 * 1000);
    claim.evidence.push_back({.span = {begin, begin + static_cast<int64_t>(random() % 30)},
                              .role = static_cast<record::EvidenceRole>(random() % 10),
                              .alignment = static_cast<record::Alignment>(random() % 4),
                              .quote = random() % 4 ? "重工業優先" : ""});
  }
  if (random() % 3 == 0) {
    claim.links.push_back({record::ClaimLinkKind::kStatedEquivalent, "fedcba"});
  }
  claim.activity = {"table/cell", "1", "pack", random() % 2 ? "7" : ""};
  row.ordinal = static_cast<uint32_t>(random() % 3);
  row.proposition_id = "p" + std::to_string(random() % 5);
  return row;
}

std::string Message(const ClaimRow& row) {
  v1::Claim message;
  FillClaim(row, &message);
  return message.SerializeAsString();
}

TEST(ClaimBytesTest, TheSameAsThroughTheStructs) {
  for (uint64_t seed = 0; seed < 2000; ++seed) {
    const ClaimRow row = Draw(seed);
    std::string bytes = "before";
    ASSERT_TRUE(AppendClaim(storage::EncodeRow(row), &bytes).ok());
    ASSERT_EQ(bytes, "before" + Message(row)) << seed;
  }
}

TEST(ClaimBytesTest, PartsAreThoseOfTheDecodedRow) {
  for (uint64_t seed = 0; seed < 500; ++seed) {
    const ClaimRow row = Draw(seed);
    const std::string bytes = storage::EncodeRow(row);
    const auto parts = storage::TakeApart(bytes);
    ASSERT_TRUE(parts.ok());
    EXPECT_EQ(parts->document_id, row.claim.document_id);
    EXPECT_EQ(parts->proposition_id, row.proposition_id);
    EXPECT_EQ(parts->voice_key, row.claim.voices.empty() ? "" : row.claim.asserting_voice().key);
    const auto value = storage::DecodeClaimValue(parts->value);
    ASSERT_TRUE(value.ok());
    EXPECT_EQ(*value, row.claim.value);
  }
}

TEST(ClaimBytesTest, CutAndBentRowsAreRefusedOrReadAndNeverMore) {
  std::mt19937_64 random(3);
  for (uint64_t seed = 0; seed < 20; ++seed) {
    const std::string whole = storage::EncodeRow(Draw(seed));
    for (size_t size = 0; size < whole.size(); ++size) {
      std::string bytes = whole.substr(0, size);
      std::string out;
      const absl::Status cut = AppendClaim(bytes, &out);
      EXPECT_TRUE(cut.ok() || absl::IsDataLoss(cut)) << cut;
      bytes = whole;
      bytes[size] = static_cast<char>(random());
      out.clear();
      const absl::Status bent = AppendClaim(bytes, &out);
      EXPECT_TRUE(bent.ok() || absl::IsDataLoss(bent)) << bent;
    }
  }
}

}  // namespace
}  // namespace parallax::respond
