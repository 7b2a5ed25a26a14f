// The case table: every line of testdata/cases.txt, in English and both Chinese scripts.
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "core/value/civil_date.h"
#include "ingest_service/recognize/recognizer.h"
#include "ingest_service/recognize/value_dump.h"

namespace parallax::recognize {
namespace {

std::string TablePath() {
  const char* source = std::getenv("PARALLAX_SOURCE_DIR");
  return std::string(source == nullptr ? "." : source) +
         "/ingest_service/recognize/testdata/cases.txt";
}

struct Setting {
  std::string language, region;
  std::optional<value::CivilDate> reference;
};

Setting ReadSetting(const std::string& line) {
  Setting setting;
  std::istringstream words(line.substr(1));
  words >> setting.language;
  for (std::string word; words >> word;) {
    if (word.rfind("ref=", 0) == 0)
      setting.reference = value::ParseDate(std::string_view(word).substr(4));
    if (word.rfind("region=", 0) == 0) setting.region = word.substr(7);
  }
  return setting;
}

TEST(RecognizerTableTest, EveryCase) {
  std::ifstream in(TablePath());
  ASSERT_TRUE(in.good()) << TablePath();
  Setting setting;
  std::ostringstream rewritten;
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  int cases = 0, english = 0, simplified = 0, traditional = 0;
  for (size_t i = 0; i < lines.size(); ++i) {
    const std::string& line = lines[i];
    if (line.rfind("  [", 0) == 0) continue;
    rewritten << line << "\n";
    if (!line.empty() && line[0] == '@') setting = ReadSetting(line);
    if (line.rfind("> ", 0) != 0) continue;
    const std::string text = line.substr(2);
    ++cases;
    english += setting.language == "en";
    simplified += setting.language.rfind("zh-Hans", 0) == 0;
    traditional += setting.language.rfind("zh-Hant", 0) == 0;
    Context context;
    context.language = setting.language;
    context.region = setting.region;
    context.reference_date = setting.reference;
    std::string expected, actual;
    for (size_t k = i + 1; k < lines.size() && lines[k].rfind("  [", 0) == 0; ++k)
      expected += lines[k] + "\n";
    for (const RecognizedValue& v : Recognizer::Default().Recognize(text, context)) {
      actual += "  " + DumpValue(text, v) + "\n";
    }
    rewritten << actual;
    EXPECT_EQ(expected, actual) << "line " << i + 1 << ": " << text;
  }
  EXPECT_GE(cases, 400);
  EXPECT_GE(english, 100);
  EXPECT_GE(simplified, 100);
  EXPECT_GE(traditional, 40);
  if (std::getenv("PARALLAX_UPDATE_CASES") != nullptr) {
    in.close();
    std::ofstream(TablePath()) << rewritten.str();
  }
}

}  // namespace
}  // namespace parallax::recognize
