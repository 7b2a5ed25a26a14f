// Documents changed in one known way: what the claims say must change in exactly that way.
#include <gtest/gtest.h>

#include <algorithm>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "core/catalog/catalog.h"
#include "tests/invariants/samples.h"

namespace parallax::invariants {
namespace {

using record::ClaimKind;

constexpr char kColumnRule[] = "table/cell";

std::string ReplaceAll(std::string text, std::string_view from, std::string_view to) {
  for (size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
  return text;
}

// What a claim says, without where it stands and who it is.
std::string Saying(const record::Claim& claim) {
  std::string saying = claim.subject_entity_id + " | " + claim.dimension_id + " | " +
                       std::to_string(static_cast<int>(claim.kind)) + " | " + claim.value.text +
                       " | " + std::to_string(claim.value.readings.size()) + " readings, stance " +
                       std::to_string(static_cast<int>(claim.stance)) + ", modality " +
                       std::to_string(static_cast<int>(claim.modality));
  for (const record::Qualifier& qualifier : claim.qualifiers) saying += " | " + qualifier.text;
  return saying;
}

std::vector<std::string> SortedSayings(const std::vector<record::Claim>& claims) {
  std::vector<std::string> sayings;
  for (const record::Claim& claim : claims) sayings.push_back(Saying(claim));
  std::sort(sayings.begin(), sayings.end());
  return sayings;
}

std::vector<record::Claim> ClaimsOf(const store::StoredDocument& stored) {
  std::vector<record::Claim> claims;
  for (const store::StoredClaim& one : stored.claims) claims.push_back(one.claim);
  return claims;
}

// The claim as it must be once the cell with its value, at `cell`, is blank.
record::Claim Blanked(const record::Claim& claim, const text::ByteSpan& cell) {
  record::Claim blank = claim;
  blank.kind = ClaimKind::kNotStated;
  blank.value.text.clear();
  blank.value.readings.clear();
  std::erase_if(blank.qualifiers,
                [&](const record::Qualifier& qualifier) { return cell.Contains(qualifier.span); });
  blank.stance = record::Stance::kAsserts;
  blank.modality = record::Modality::kActual;
  return blank;
}

// What is in one list and not in the other, for a person; empty when they are the same.
std::string Difference(const std::vector<std::string>& got, const std::vector<std::string>& want) {
  std::vector<std::string> missing;
  std::vector<std::string> unexpected;
  std::set_difference(want.begin(), want.end(), got.begin(), got.end(),
                      std::back_inserter(missing));
  std::set_difference(got.begin(), got.end(), want.begin(), want.end(),
                      std::back_inserter(unexpected));
  std::string out;
  for (const std::string& saying : missing) out += "missing: " + saying + "\n";
  for (const std::string& saying : unexpected) out += "unexpected: " + saying + "\n";
  return out;
}

bool HasValueIn(const record::Claim& claim, const text::ByteSpan& span) {
  return std::any_of(claim.evidence.begin(), claim.evidence.end(), [&](const auto& evidence) {
    return evidence.role == record::EvidenceRole::kValue && span.Contains(evidence.span) &&
           !evidence.span.empty();
  });
}

// Whether a value of the dimension is read as its type by none of `claims`, though some have one:
// then its column is taken to ask something else, and an issue says so.
bool IsUnread(const catalog::Dimension& dimension, const std::vector<record::Claim>& claims) {
  if (dimension.value_type == catalog::ValueType::kLevel ||
      dimension.value_type == catalog::ValueType::kText) {
    return false;
  }
  bool values = false;
  for (const record::Claim& claim : claims) {
    if (claim.dimension_id != dimension.id || claim.kind != ClaimKind::kValue) continue;
    if (!claim.value.readings.empty()) return false;
    values = true;
  }
  return values;
}

bool HasAmbiguousHeader(const store::StoredDocument& stored) {
  return std::any_of(
      stored.document.issues.begin(), stored.document.issues.end(),
      [](const auto& issue) { return issue.kind == record::IssueKind::kAmbiguousHeader; });
}

// What the claims must say once `cell` is blank: the claim of its column is not stated, what else
// was read from its words is gone, and all other claims stay.
std::vector<record::Claim> WithoutCell(const std::vector<record::Claim>& claims,
                                       const record::TableCell& cell) {
  std::vector<record::Claim> expected;
  for (const record::Claim& claim : claims) {
    if (!HasValueIn(claim, cell.span)) {
      expected.push_back(claim);
    } else if (claim.activity.rule_id == kColumnRule) {
      expected.push_back(Blanked(claim, cell.span));
    }
  }
  return expected;
}

// Every table cell that a claim's value was read from, blanked one by one.
TEST(BlankedCell, MakesExactlyItsClaimNotStated) {
  int blanked = 0;
  int unread = 0;
  for (const Sample& sample : Samples()) {
    const store::StoredDocument stored = Process(sample.name, sample.input);
    const std::vector<record::Claim> claims = ClaimsOf(stored);
    for (const record::Block& block : stored.document.blocks) {
      for (const record::TableCell& cell : block.table.cells) {
        if (cell.header || cell.content.text.empty()) continue;
        const auto claim =
            std::find_if(claims.begin(), claims.end(), [&](const record::Claim& one) {
              return one.activity.rule_id == kColumnRule && HasValueIn(one, cell.span);
            });
        if (claim == claims.end()) continue;
        SCOPED_TRACE(sample.name + " without \"" + cell.content.text + "\"");
        const std::vector<record::Claim> expected = WithoutCell(claims, cell);
        record::Input input = sample.input;
        const text::ByteSpan words = cell.content.Original();
        input.content.replace(static_cast<size_t>(words.begin_byte),
                              static_cast<size_t>(words.size()), "");
        const store::StoredDocument changed = Process(sample.name, input);
        if (IsUnread(*Pipeline().catalog().FindDimension(claim->dimension_id), expected)) {
          EXPECT_TRUE(HasAmbiguousHeader(changed));
          ++unread;
          continue;
        }
        EXPECT_EQ(Difference(SortedSayings(ClaimsOf(changed)), SortedSayings(expected)), "");
        ++blanked;
      }
    }
  }
  EXPECT_GT(blanked, 200);
  EXPECT_LT(unread, 5);
}

struct Renaming {
  const char* sample;
  const char* from;
  const char* from_id;
  const char* to;
  const char* to_id;
};

class RenamedEconomy : public ::testing::TestWithParam<Renaming> {};

// One economy called by another's name throughout: the claims are the same but for the names.
TEST_P(RenamedEconomy, ChangesNothingButTheNames) {
  const Renaming& renaming = GetParam();
  const Sample& sample = SampleNamed(renaming.sample);
  ASSERT_EQ(sample.input.content.find(renaming.to), std::string::npos);
  std::vector<record::Claim> expected = ClaimsOf(Process(sample.name, sample.input));
  int renamed = 0;
  for (record::Claim& claim : expected) {
    if (claim.subject_entity_id == renaming.from_id) {
      claim.subject_entity_id = renaming.to_id;
      ++renamed;
    }
    claim.value.text = ReplaceAll(claim.value.text, renaming.from, renaming.to);
    for (record::Qualifier& qualifier : claim.qualifiers) {
      qualifier.text = ReplaceAll(qualifier.text, renaming.from, renaming.to);
    }
  }
  EXPECT_GT(renamed, 2);
  record::Input input = sample.input;
  input.content = ReplaceAll(input.content, renaming.from, renaming.to);
  EXPECT_EQ(
      Difference(SortedSayings(ClaimsOf(Process(sample.name, input))), SortedSayings(expected)),
      "");
}

INSTANTIATE_TEST_SUITE_P(
    Samples, RenamedEconomy,
    ::testing::Values(
        Renaming{"blog_growth_states.txt", "Estonia", "economy/EE", "Latvia", "economy/LV"},
        Renaming{"blog_growth_states.txt", "Hong Kong", "economy/HK", "Macao", "economy/MO"},
        Renaming{"economies_policy_fields.csv", "Kenya", "economy/KE", "Ghana", "economy/GH"},
        Renaming{"economies_policy_fields.csv", "Saudi Arabia", "economy/SA", "Qatar",
                 "economy/QA"},
        Renaming{"three_powers_transposed.md", "United States", "economy/US", "United Kingdom",
                 "economy/GB"},
        Renaming{"zh_hans_policy.csv", "越南", "economy/VN", "泰国", "economy/TH"},
        Renaming{"zh_hans_models_economies.md", "新加坡", "economy/SG", "印度尼西亚", "economy/ID"},
        Renaming{"zh_hant_chip_states.txt", "新加坡", "economy/SG", "泰國", "economy/TH"}),
    [](const auto& info) { return "Case" + std::to_string(info.index); });

}  // namespace
}  // namespace parallax::invariants
