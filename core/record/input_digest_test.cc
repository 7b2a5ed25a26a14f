#include "core/record/input_digest.h"

#include <gtest/gtest.h>

#include <functional>
#include <set>

namespace parallax::record {
namespace {

Input Sample() {
  Input input;
  input.content = "韩国的算力计划";
  input.media_type = "text/plain";
  input.declared_charset = "utf-8";
  input.source_uri = "https://example.org/a";
  input.reference_time = "2024-05-01";
  input.title = "计划";
  input.authors = {"A", "B"};
  input.publisher = "P";
  input.published = "2024-05";
  input.languages = {"zh-Hans"};
  return input;
}

TEST(InputDigestTest, IsTheSameForTheSameInput) {
  EXPECT_EQ(InputDigest(Sample()), InputDigest(Sample()));
  EXPECT_EQ(InputDigest(Sample()).size(), 64u);
}

TEST(InputDigestTest, EveryFieldCounts) {
  const std::vector<std::function<void(Input&)>> changes = {
      [](Input& i) { i.content += "。"; },
      [](Input& i) { i.media_type = "text/markdown"; },
      [](Input& i) { i.declared_charset = "gb18030"; },
      [](Input& i) { i.source_uri += "b"; },
      [](Input& i) { i.reference_time = "2024-05-02"; },
      [](Input& i) { i.title.clear(); },
      [](Input& i) { i.authors = {"AB"}; },
      [](Input& i) {
        i.authors = {"A", "B", ""};
      },
      [](Input& i) { i.publisher = "Q"; },
      [](Input& i) { i.published.clear(); },
      [](Input& i) { i.languages = {"zh-Hant"}; },
      // What moves from one field to the next is another input.
      [](Input& i) {
        i.title = "";
        i.reference_time += "计划";
      },
  };
  std::set<std::string> digests = {InputDigest(Sample())};
  for (const auto& change : changes) {
    Input input = Sample();
    change(input);
    EXPECT_TRUE(digests.insert(InputDigest(input)).second);
  }
}

}  // namespace
}  // namespace parallax::record
