#include "core/text/language.h"

#include <gtest/gtest.h>

namespace parallax::text {
namespace {

TEST(LanguageOf, TakesTheMajority) {
  const struct {
    std::string_view text;
    std::string_view language;
  } cases[] = {
      {"The ministry has set aside money for the labs.", "en"},
      {"Le ministère a annoncé un plan pour les laboratoires et les universités.", "fr"},
      {"Das Ministerium hat einen Plan für die Forschung und die Industrie.", "de"},
      {"El ministerio y las empresas del sector firmaron un acuerdo para la inversión.", "es"},
      {"工信部发布了新的扶持政策", "zh-Hans"},
      {"經濟部發布了新的扶持政策", "zh-Hant"},
      {"經產省は新しい計画を発表した。", "ja"},
      {"정부는 새로운 계획을 발표했다", "ko"},
      {"Правительство объявило о новом плане", "ru"},
      {"在這之後,OpenAI 與 DeepSeek 的競爭更為激烈", "zh-Hant"},
      {"The National Integrated Network 全国网 will be built", "en"},
      {"12 345 —", ""},
      {"", ""},
  };
  for (const auto& c : cases) {
    EXPECT_EQ(LanguageOf(TallyLanguage(c.text), {}), c.language) << c.text;
  }
}

TEST(LanguageOf, AsksTheDocumentWhereThePieceDoesNotTell) {
  const LanguageTally hant = TallyLanguage("國家發展計畫");
  const LanguageTally hans = TallyLanguage("国家发展计划");
  const LanguageTally french = TallyLanguage("dans les pays et pour une industrie");
  EXPECT_EQ(LanguageOf(TallyLanguage("摘要"), hant), "zh-Hant");
  EXPECT_EQ(LanguageOf(TallyLanguage("摘要"), hans), "zh-Hans");
  EXPECT_EQ(LanguageOf(TallyLanguage("摘要"), {}), "zh");
  EXPECT_EQ(LanguageOf(TallyLanguage("Mistral"), french), "fr");
  EXPECT_EQ(LanguageOf(TallyLanguage("Lawfare"), {}), "en");
}

}  // namespace
}  // namespace parallax::text
