// Whole renderings, reviewed as text. PARALLAX_UPDATE_GOLDENS=1 writes them anew.
#include <gmock/gmock.h>
#include <google/protobuf/text_format.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>

#include "cli/render/comparison_table.h"
#include "cli/render/styled_text.h"
#include "query_service/render/comparison_export.h"
#include "query_service/render/comparison_view.h"

namespace parallax::render {
namespace {

std::string TestDataPath(const std::string& name) {
  const char* root = std::getenv("PARALLAX_SOURCE_DIR");
  return std::string(root == nullptr ? "." : root) + "/cli/render/testdata/" + name;
}

std::string ReadFile(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

void ExpectGolden(const std::string& name, const std::string& actual) {
  const std::string path = TestDataPath(name);
  if (std::getenv("PARALLAX_UPDATE_GOLDENS") != nullptr) {
    std::ofstream(path, std::ios::binary) << actual;
  }
  EXPECT_EQ(actual, ReadFile(path)) << path;
}

v1::CompareResponse Load(const std::string& language) {
  v1::CompareEconomiesResponse response;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(
      ReadFile(TestDataPath("economies_" + language + ".textproto")), &response));
  return AsGeneral(response);
}

class Golden : public testing::TestWithParam<std::string> {};

TEST_P(Golden, TableAtEveryUsualWidth) {
  for (const int width : {60, 80, 120, 200}) {
    TableOptions options;
    options.width = width;
    const std::string table = ComparisonTable(Load(GetParam()), options);
    ExpectGolden("economies_" + GetParam() + "_" + std::to_string(width) + ".txt", table);
  }
}

TEST_P(Golden, TableWithEvidenceAndColours) {
  TableOptions options;
  options.width = 110;
  options.evidence = true;
  options.contrasts = ContrastScope::kAll;
  ExpectGolden("economies_" + GetParam() + "_evidence.txt",
               ComparisonTable(Load(GetParam()), options));
  options.colour = true;
  const std::string coloured = ComparisonTable(Load(GetParam()), options);
  EXPECT_THAT(coloured, testing::HasSubstr("\x1b[32m"));
}

TEST_P(Golden, Markdown) {
  MarkdownOptions options;
  options.evidence = true;
  ExpectGolden("economies_" + GetParam() + ".md", ComparisonMarkdown(Load(GetParam()), options));
}

TEST_P(Golden, Csv) {
  ExpectGolden("economies_" + GetParam() + ".csv", ComparisonCsv(Load(GetParam())));
}

TEST_P(Golden, NoLineIsWiderThanAsked) {
  const v1::CompareResponse response = Load(GetParam());
  for (int width = 40; width <= 220; ++width) {
    TableOptions options;
    options.width = width;
    options.evidence = true;
    std::istringstream lines(ComparisonTable(response, options));
    for (std::string line; std::getline(lines, line);) {
      ASSERT_LE(DisplayWidth(line), width) << line;
      EXPECT_EQ(line.find('\r'), std::string::npos);
    }
  }
}

TEST_P(Golden, NoDocumentTextSteersTheTerminalOrTheTable) {
  const v1::CompareResponse response = Load(GetParam());
  const std::string bidi = "\u202e";
  EXPECT_EQ(ComparisonTable(response, {}).find(bidi), std::string::npos);
  EXPECT_EQ(ComparisonCsv(response).find(bidi), std::string::npos);
  const std::string markdown = ComparisonMarkdown(response, {});
  EXPECT_EQ(markdown.find(bidi), std::string::npos);
  // Every row of the table has the same number of unescaped bars.
  std::istringstream lines(markdown);
  for (std::string line; std::getline(lines, line) && !line.empty();) {
    int bars = 0;
    for (size_t i = 0; i < line.size(); ++i) {
      if (line[i] == '|' && (i == 0 || line[i - 1] != '\\')) ++bars;
    }
    EXPECT_EQ(bars, response.columns_size() + 2) << line;
  }
}

INSTANTIATE_TEST_SUITE_P(Languages, Golden, testing::Values("en", "zh"),
                         [](const auto& info) { return info.param; });

}  // namespace
}  // namespace parallax::render
