#include "core/record/claim_id.h"

#include <gtest/gtest.h>

#include <functional>

namespace parallax::record {
namespace {

Claim Sample() {
  Claim claim;
  claim.subject_entity_id = "economy/KR";
  claim.subject_written = "South Korea";
  claim.dimension_id = "key_period";
  claim.kind = ClaimKind::kValue;
  claim.value.text = "1960s–1980s";
  value::DateInterval interval;
  interval.begin = value::CivilDate{1960, 1, 1};
  interval.end = value::CivilDate{1990, 1, 1};
  claim.value.readings = {interval, EntitySet{{{"organization/samsung", "Samsung"}}}};
  claim.evidence = {{{10, 21}, EvidenceRole::kSubject, Alignment::kExact, "South Korea"}};
  claim.voices = {{VoiceKind::kAuthor, "", "", "", "document:a"}};
  return claim;
}

// The encoding is published: this id must never change.
TEST(ClaimIdTest, IsStable) {
  EXPECT_EQ(ClaimId("00ff", Sample()), "a8147601a8318c2b4f1ceecd54ffc5dd");
}

TEST(ClaimIdTest, DependsOnWhatWasReadAndWhere) {
  const std::string id = ClaimId("00ff", Sample());
  const std::vector<std::function<void(Claim*)>> changes = {
      [](Claim* c) { c->dimension_id = "role_of_state"; },
      [](Claim* c) { c->kind = ClaimKind::kNoValue; },
      [](Claim* c) { c->value.text += " "; },
      [](Claim* c) { c->evidence[0].span.end_byte++; },
      [](Claim* c) { c->evidence[0].role = EvidenceRole::kValue; },
      [](Claim* c) { std::get<value::DateInterval>(c->value.readings[0]).end.reset(); },
      [](Claim* c) { std::get<EntitySet>(c->value.readings[1]).entities[0].written = "SAMSUNG"; },
  };
  for (size_t i = 0; i < changes.size(); ++i) {
    Claim claim = Sample();
    changes[i](&claim);
    EXPECT_NE(ClaimId("00ff", claim), id) << i;
  }
  EXPECT_NE(ClaimId("00fe", Sample()), id);
}

TEST(ClaimIdTest, DoesNotDependOnWhatNamesResolveToOrOnRules) {
  Claim claim = Sample();
  claim.subject_entity_id = "economy/KP";
  claim.activity = {"rule", "2", "pack", "9"};
  std::get<EntitySet>(claim.value.readings[1]).entities[0].entity_id = "organization/other";
  claim.voices[0].key = "someone";
  EXPECT_EQ(ClaimId("00ff", claim), ClaimId("00ff", Sample()));
}

}  // namespace
}  // namespace parallax::record
