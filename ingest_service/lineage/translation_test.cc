#include "ingest_service/lineage/translation.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "ingest_service/lineage/fingerprint.h"
#include "ingest_service/parse/parse.h"
#include "ingest_service/source/decode.h"

namespace parallax::lineage {
namespace {

namespace fs = std::filesystem;

TranslationSketch SketchOf(const std::string& text) {
  record::Input input;
  input.content = text;
  input.media_type = "text/plain";
  const auto source = source::Decode(input);
  if (!source.ok()) return {};
  const auto document = parse::Parse(*source, input);
  return document.ok() ? MakeTranslationSketch(*document) : TranslationSketch{};
}

std::string ReadSample(const std::string& path) {
  const char* root = std::getenv("PARALLAX_SOURCE_DIR");
  std::ifstream file(fs::path(root == nullptr ? "." : root) / "tests/data" / path,
                     std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

TEST(JudgeTranslation, HalvesOfBilingualAbstracts) {
  std::vector<std::pair<TranslationSketch, TranslationSketch>> pairs;
  for (const char* path :
       {"samples/bilingual_abstract_rapidus.txt", "paraphrases/s2_bilingual_abstract.txt"}) {
    const std::string text = ReadSample(path);
    const size_t chinese = std::min(text.find("摘要"), text.find("內容提要"));
    // The Latin half begins with the first line behind the Chinese one that has no Chinese in it.
    size_t english = text.find("\nSummary", chinese);
    if (english == std::string::npos) english = text.find("\nAbstract", chinese);
    ASSERT_NE(chinese, std::string::npos) << path;
    ASSERT_NE(english, std::string::npos) << path;
    pairs.emplace_back(SketchOf(text.substr(chinese, english - chinese)),
                       SketchOf(text.substr(english + 1)));
  }
  for (size_t i = 0; i < pairs.size(); ++i) {
    const TranslationEvidence evidence = JudgeTranslation(pairs[i].first, pairs[i].second);
    EXPECT_TRUE(evidence.likely) << i << ": shape " << evidence.shape << " anchors "
                                 << evidence.anchors << " of " << evidence.anchor_count
                                 << " length " << evidence.length_ratio;
    // A text is no translation of itself, nor of another text's.
    EXPECT_FALSE(JudgeTranslation(pairs[i].first, pairs[i].first).likely);
    EXPECT_FALSE(JudgeTranslation(pairs[i].first, pairs[1 - i].second).likely);
  }
}

TEST(JudgeTranslation, ReportsOfOneEventAreNone) {
  const TranslationSketch chinese = SketchOf(ReadSample("samples/france_1090_zh.txt"));
  for (const char* path : {"samples/france_109_eur.txt", "samples/france_112_usd.txt",
                           "samples/france_162_cad.txt", "samples/news_digest_gulf.txt"}) {
    EXPECT_FALSE(JudgeTranslation(chinese, SketchOf(ReadSample(path))).likely) << path;
  }
}

// A page of one site in one language. `alternates` are its <link>s; English pages tell more.
Fingerprint PageAt(const std::string& address, const std::string& head, const char* language) {
  const bool english = language == std::string("en");
  const std::string hans =
      "港口电网二期工程将于二〇二六年开工，总投资四十亿元，由三家银行提供贷款。";
  const std::string hant =
      "港口電網二期工程將於二〇二六年開工，總投資四十億元，由三家銀行提供貸款。";
  const std::string text =
      english ? "Work on the second phase of the harbour grid begins in the spring, paid for by "
                "loans that three banks have promised to the operator of the port."
      : language == std::string("zh-Hans") ? hans
                                           : hant;
  record::Input input;
  input.source_uri = address;
  input.media_type = "text/html";
  input.content = "<html lang=" + std::string(language) + "><head><title>" + text.substr(0, 30) +
                  "</title>" + head + "</head><body><article><h1>" + text.substr(0, 30) +
                  "</h1><p>" + text + "</p>";
  if (english) input.content += "<ul><li>Loans for the cables</li><li>Grants for ships</li></ul>";
  input.content += "</article></body></html>";
  const auto source = source::Decode(input);
  EXPECT_TRUE(source.ok());
  const auto document = parse::Parse(*source, input);
  EXPECT_TRUE(document.ok());
  return MakeFingerprint("words of " + address, *document, address);
}

std::string Link(const std::string& language, const std::string& href) {
  return "<link rel=alternate hreflang=" + language + " href=\"" + href + "\">";
}

bool Meet(const Fingerprint& a, const Fingerprint& b) {
  return std::any_of(a.lists.begin(), a.lists.end(), [&](uint64_t list) {
    return std::binary_search(b.lists.begin(), b.lists.end(), list);
  });
}

TEST(DeclaredTranslation, PagesThatNameEachOther) {
  const std::string en = "https://g.example/en/grid";
  const std::string hans = "https://g.example/cn/grid";
  const std::string hant = "https://g.example/tw/grid";
  // As sites write it: every page has the whole list, itself among them.
  const std::string all =
      Link("en", en) + Link("zh-Hans", "/cn/grid") + Link("zh-Hant", "../tw/grid/");
  const std::vector<Fingerprint> pages = {PageAt(en, all, "en"), PageAt(hans, all, "zh-Hans"),
                                          PageAt("http://www.g.example/tw/grid", all, "zh-Hant")};
  for (const Fingerprint& a : pages) {
    EXPECT_EQ(a.translation.alternates.size(), 2u);
    for (const Fingerprint& b : pages) {
      if (&a == &b) continue;
      EXPECT_TRUE(Meet(a, b));
      EXPECT_TRUE(JudgeTranslation(a.translation, b.translation).declared);
      EXPECT_EQ(Relate(a, b).kind, LinkKind::kTranslation)
          << a.translation.language << " " << b.translation.language;
    }
  }
  // Without the links nothing of them tells it.
  const Fingerprint alone = PageAt(en, "", "en");
  EXPECT_EQ(Relate(alone, PageAt(hans, "", "zh-Hans")).kind, LinkKind::kNone);

  struct Case {
    const char* why;
    Fingerprint first;
    Fingerprint second;
  };
  const std::string to_hans = Link("zh-Hans", hans);
  const std::string to_en = Link("en", en);
  const Case kCases[] = {
      {"one of them alone", PageAt(en, to_hans, "en"), PageAt(hans, "", "zh-Hans")},
      {"the other way round", alone, PageAt(hans, to_en, "zh-Hans")},
      {"it names only itself", PageAt(en, to_hans, "en"),
       PageAt(hans, Link("zh-Hans", hans), "zh-Hans")},
      {"both name a third", PageAt(en, Link("fr", "/fr/grid"), "en"),
       PageAt(hans, Link("fr", "/fr/grid"), "zh-Hans")},
      {"another host that gives itself the page's address", PageAt(en, to_hans, "en"),
       PageAt("https://evil.example/x", to_en + "<link rel=canonical href=\"" + hans + "\">",
              "zh-Hans")},
      {"the same language", PageAt(en, to_hans, "en"), PageAt(hans, to_en, "en")},
  };
  for (const Case& one : kCases) {
    EXPECT_NE(Relate(one.first, one.second).kind, LinkKind::kTranslation) << one.why;
    EXPECT_NE(Relate(one.second, one.first).kind, LinkKind::kTranslation) << one.why;
  }
  // Its own address as the page gives it, where it was fetched by another of the same host.
  EXPECT_EQ(Relate(PageAt(en, to_hans, "en"),
                   PageAt("https://g.example/grid?lang=cn&from=mail",
                          to_en + "<link rel=canonical href=/cn/grid>", "zh-Hans"))
                .kind,
            LinkKind::kNone)
      << "a relative canonical address is kept as written";
  EXPECT_EQ(Relate(PageAt(en, to_hans, "en"),
                   PageAt("https://g.example/grid?lang=cn&from=mail",
                          to_en + "<link rel=canonical href=\"" + hans + "\">", "zh-Hans"))
                .kind,
            LinkKind::kTranslation);
}

TEST(DeclaredTranslation, TextsThatTellOtherThings) {
  TranslationSketch first;
  first.language = "en";
  first.shape = "hppp";
  first.letter_bytes = 1000;
  first.figures = {1, 2, 3, 4, 5, 6};
  first.addresses = {7};
  first.alternates = {8};
  TranslationSketch second = first;
  second.language = "zh-Hant";
  second.addresses = {8};
  second.alternates = {7};
  EXPECT_TRUE(JudgeTranslation(first, second).likely);
  // Shortened, and with half of the figures.
  second.letter_bytes = 300;
  second.figures = {1, 2, 11, 12, 13};
  EXPECT_TRUE(JudgeTranslation(first, second).likely);
  second.letter_bytes = 200;
  EXPECT_FALSE(JudgeTranslation(first, second).likely);
  second.letter_bytes = 900;
  second.figures = {1, 11, 12, 13, 14};
  EXPECT_FALSE(JudgeTranslation(first, second).likely);
}

TEST(DeclaredTranslation, ManyLanguagesStillMeet) {
  std::string all;
  for (int i = 0; i < 30; ++i) {
    all += Link("l" + std::to_string(i), "https://g.example/" + std::to_string(i) + "/grid");
  }
  std::vector<Fingerprint> pages;
  for (int i = 0; i < 30; ++i) {
    pages.push_back(PageAt("https://g.example/" + std::to_string(i) + "/grid", all, "en"));
    EXPECT_LE(pages.back().lists.size(), 1 + kMostIndexed + kMostAddresses + kMostListedAlternates);
  }
  for (const Fingerprint& page : pages) EXPECT_TRUE(Meet(page, pages[0]));
}

TEST(JudgeTranslation, EmptyDocuments) {
  EXPECT_FALSE(JudgeTranslation({}, {}).likely);
  EXPECT_FALSE(JudgeTranslation({}, SketchOf("A Title\n\nSome text.")).likely);
}

}  // namespace
}  // namespace parallax::lineage
