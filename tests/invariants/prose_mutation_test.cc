// Prose changed in one known way - another speaker, another currency, a denial: the claims change
// in exactly that way, and those of the other sentences not at all.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "tests/invariants/samples.h"

namespace parallax::invariants {
namespace {

std::string Replaced(std::string text, std::string_view from, std::string_view to) {
  const size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  if (at != std::string::npos) text.replace(at, from.size(), to);
  return text;
}

std::vector<record::Claim> ClaimsOf(const std::string& name, const std::string& text,
                                    const std::string& language) {
  record::Input input;
  input.content = text;
  input.media_type = "text/plain";
  input.languages = {language};
  std::vector<record::Claim> claims;
  for (const store::StoredClaim& one : Process(name, input).claims) claims.push_back(one.claim);
  return claims;
}

std::string Speaker(const record::Claim& claim) {
  return claim.voices.size() < 2 ? "author" : claim.voices.back().entity_id;
}

std::string Currencies(const record::Claim& claim) {
  std::string currencies;
  for (const record::Reading& reading : claim.value.readings) {
    if (const auto* money = std::get_if<value::Money>(&reading)) {
      currencies += " " + money->currency + " " + money->amount.decimal;
    }
  }
  return currencies;
}

// A claim without the words around it, which a mutation changes by design.
std::string Saying(const record::Claim& claim) {
  return claim.subject_entity_id + " " + claim.dimension_id + " by " + Speaker(claim) + " stance " +
         std::to_string(static_cast<int>(claim.stance)) + " modality " +
         std::to_string(static_cast<int>(claim.modality)) + Currencies(claim);
}

std::vector<std::string> Sayings(const std::vector<record::Claim>& claims) {
  std::vector<std::string> sayings;
  for (const record::Claim& claim : claims) sayings.push_back(Saying(claim));
  std::sort(sayings.begin(), sayings.end());
  return sayings;
}

// Two people who say one thing each, and a sentence that nobody is quoted for.
struct Speech {
  const char* language;
  const char* text;
  std::pair<const char*, const char*> first;   // the name as written and its entity
  std::pair<const char*, const char*> second;  // stands in another sentence
};

class SwappedSpeaker : public ::testing::TestWithParam<Speech> {};

TEST_P(SwappedSpeaker, ChangesWhoSaysItAndNothingElse) {
  const Speech& speech = GetParam();
  std::vector<record::Claim> expected = ClaimsOf("speech", speech.text, speech.language);
  int swapped = 0;
  const auto swap = [&](std::string* id) {
    if (*id == speech.first.second) {
      *id = speech.second.second;
      return true;
    }
    if (*id != speech.second.second) return false;
    *id = speech.first.second;
    return true;
  };
  for (record::Claim& claim : expected) {
    swap(&claim.subject_entity_id);
    for (record::Voice& voice : claim.voices) swapped += swap(&voice.entity_id) ? 1 : 0;
  }
  EXPECT_GE(swapped, 2);
  std::string text = Replaced(speech.text, speech.first.first, "\x01");
  text = Replaced(std::move(text), speech.second.first, speech.first.first);
  text = Replaced(std::move(text), "\x01", speech.second.first);
  EXPECT_EQ(Sayings(ClaimsOf("speech", text, speech.language)), Sayings(expected));
}

INSTANTIATE_TEST_SUITE_P(
    Languages, SwappedSpeaker,
    ::testing::Values(
        Speech{"en",
               "Nokia said Finland will build a chip plant in Oulu. Samsung said Japan has spent "
               "$4 billion on research. Germany passed a law in 2023.",
               {"Nokia", "organization/nokia"},
               {"Samsung", "organization/samsung"}},
        Speech{
            "zh-Hans",
            "诺基亚表示，芬兰将新建一座芯片工厂。三星表示，日本已投入40亿美元用于研发。德国在2023"
            "年通过了一项法律。",
            {"诺基亚", "organization/nokia"},
            {"三星", "organization/samsung"}},
        Speech{
            "zh-Hant",
            "諾基亞表示，芬蘭將新建一座晶片工廠。三星表示，日本已投入40億美元用於研發。德國在2023"
            "年通過了一項法律。",
            {"諾基亞", "organization/nokia"},
            {"三星", "organization/samsung"}}),
    [](const auto& info) { return "Case" + std::to_string(info.index); });

// One place of a text changed, and what it makes of the claims of one economy.
struct Change {
  const char* language;
  const char* text;
  const char* from;
  const char* to;
  const char* economy;  // of the sentence that is changed
};

const char kEnglish[] =
    "Japan has spent $4 billion on chips. Germany has spent $7 billion on batteries. Kenya has "
    "published a plan.";
const char kHans[] =
    "日本已投入40亿美元发展芯片。德国已投入70亿美元发展电池。肯尼亚已发布一项计划。";
const char kHant[] = "日本已投入40億美元發展晶片。德國已投入70億美元發展電池。肯亞已發布一項計畫。";

class SwappedCurrency : public ::testing::TestWithParam<Change> {};

TEST_P(SwappedCurrency, ChangesTheAmountsOfItsSentenceOnly) {
  const Change& change = GetParam();
  std::vector<record::Claim> expected = ClaimsOf("amounts", change.text, change.language);
  int changed = 0;
  for (record::Claim& claim : expected) {
    if (claim.subject_entity_id != change.economy) continue;
    for (record::Reading& reading : claim.value.readings) {
      if (auto* money = std::get_if<value::Money>(&reading)) {
        money->currency = "EUR";
        ++changed;
      }
    }
  }
  EXPECT_GE(changed, 1);
  const std::string text = Replaced(change.text, change.from, change.to);
  EXPECT_EQ(Sayings(ClaimsOf("amounts", text, change.language)), Sayings(expected));
}

INSTANTIATE_TEST_SUITE_P(
    Languages, SwappedCurrency,
    ::testing::Values(Change{"en", kEnglish, "$7 billion", "€7 billion", "economy/DE"},
                      Change{"zh-Hans", kHans, "70亿美元", "70亿欧元", "economy/DE"},
                      Change{"zh-Hant", kHant, "70億美元", "70億歐元", "economy/DE"}),
    [](const auto& info) { return "Case" + std::to_string(info.index); });

class DeniedSentence : public ::testing::TestWithParam<Change> {};

TEST_P(DeniedSentence, LeavesTheOtherSentencesAlone) {
  const Change& change = GetParam();
  const std::vector<record::Claim> before = ClaimsOf("denial", change.text, change.language);
  const std::vector<record::Claim> after =
      ClaimsOf("denial", Replaced(change.text, change.from, change.to), change.language);
  const auto of = [&](const std::vector<record::Claim>& claims, bool economy) {
    std::vector<record::Claim> some;
    for (const record::Claim& claim : claims) {
      if ((claim.subject_entity_id == change.economy) == economy) some.push_back(claim);
    }
    return some;
  };
  EXPECT_EQ(Sayings(of(after, false)), Sayings(of(before, false)));
  // An open question's value is the clause with its denial: the words say it, and the evidence
  // shows it.
  const auto has_negation = [](const record::Claim& claim) {
    return std::any_of(claim.evidence.begin(), claim.evidence.end(), [](const auto& evidence) {
      return evidence.role == record::EvidenceRole::kNegation;
    });
  };
  EXPECT_FALSE(of(after, true).empty());
  for (const record::Claim& claim : of(before, true)) EXPECT_FALSE(has_negation(claim));
  for (const record::Claim& claim : of(after, true)) EXPECT_TRUE(has_negation(claim));
}

INSTANTIATE_TEST_SUITE_P(
    Languages, DeniedSentence,
    ::testing::Values(Change{"en", kEnglish, "Germany has spent", "Germany has not spent",
                             "economy/DE"},
                      Change{"zh-Hans", kHans, "德国已投入", "德国没有投入", "economy/DE"},
                      Change{"zh-Hant", kHant, "德國已投入", "德國沒有投入", "economy/DE"}),
    [](const auto& info) { return "Case" + std::to_string(info.index); });

}  // namespace
}  // namespace parallax::invariants
