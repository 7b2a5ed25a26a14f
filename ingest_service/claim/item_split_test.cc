#include "ingest_service/claim/item_split.h"

#include <gtest/gtest.h>

#include <string>

namespace parallax::claim {
namespace {

std::string Split(std::string_view text) {
  static const auto* const separators =
      new std::vector<catalog::ListSeparator>{{";"},
                                              {"；"},
                                              {" - ", true},
                                              {"- ", true},
                                              {"•", true},
                                              {", ", false, true},
                                              {"、", false, true}};
  std::string out;
  for (const TextRange& item : SplitItems(text, *separators)) {
    if (!out.empty()) out += '|';
    out += text.substr(item.begin, item.end - item.begin);
  }
  return out;
}

TEST(ItemSplitTest, Table) {
  const std::pair<std::string_view, std::string_view> kCases[] = {
      {"", ""},
      {"   ", ""},
      {"one", "one"},
      {"one; two ;three;", "one|two|three"},
      {"- credit via banks - groups fostered - export targets",
       "credit via banks|groups fostered|export targets"},
      {"Minimal intervention - laissez-faire", "Minimal intervention - laissez-faire"},
      {"• one • two", "one|two"},
      {"hospitals, schools, and ministries", "hospitals|schools|ministries"},
      {"funds (Temasek, GIC); training", "funds (Temasek, GIC)|training"},
      {"funds (Temasek, GIC)", "funds (Temasek, GIC)"},
      {"1,000 chips", "1,000 chips"},
      {"After a long debate that nobody had expected, the plan was dropped",
       "After a long debate that nobody had expected, the plan was dropped"},
      {"低税率；自由贸易；法治", "低税率|自由贸易|法治"},
      {"医院、学校和部委", "医院|学校和部委"},
      {"an (unclosed; bracket", "an (unclosed|bracket"},
  };
  for (const auto& [text, want] : kCases) EXPECT_EQ(Split(text), want) << text;
}

}  // namespace
}  // namespace parallax::claim
