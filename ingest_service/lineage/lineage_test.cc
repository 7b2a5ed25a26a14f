#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <random>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "ingest_service/lineage/cluster.h"
#include "ingest_service/lineage/sketch.h"

namespace parallax::lineage {
namespace {

namespace fs = std::filesystem;

using Blocks = std::vector<std::string>;

Sketch SketchOf(const Blocks& blocks) {
  return MakeSketch(std::vector<std::string_view>(blocks.begin(), blocks.end()));
}

// Text of its own for every seed: words that no dictionary holds, in sentences.
Blocks Invent(uint32_t seed, int blocks, bool chinese) {
  std::mt19937 random(seed);
  Blocks out;
  for (int b = 0; b < blocks; ++b) {
    std::string block;
    for (int w = 0; w < (chinese ? 90 : 60); ++w) {
      if (chinese) {
        const char32_t c = 0x4E00 + random() % 3000;
        block += static_cast<char>(0xE0 | c >> 12);
        block += static_cast<char>(0x80 | (c >> 6 & 0x3F));
        block += static_cast<char>(0x80 | (c & 0x3F));
      } else {
        for (unsigned n = 3 + random() % 6; n > 0; --n)
          block += static_cast<char>('a' + random() % 26);
        block += ' ';
      }
    }
    out.push_back(std::move(block));
  }
  return out;
}

struct Labelled {
  SketchedDocument document;
  int group = 0;
};

// Of each text: itself, an exact copy, one with another first line, one trimmed, one that quotes
// half of it among text of its own. Texts of one group are of one lineage, others are not.
void AddVariants(const std::string& name, const Blocks& text, const Blocks& other, int group,
                 std::vector<Labelled>* out) {
  const auto add = [&](const std::string& kind, const Blocks& blocks) {
    out->push_back({{name + "/" + kind, SketchOf(blocks)}, group});
  };
  add("original", text);
  add("copy", text);
  Blocks changed = text;
  changed.insert(changed.begin(), "Another headline altogether, and a line about who sent it");
  add("headline", changed);
  add("trimmed", Blocks(text.begin() + static_cast<std::ptrdiff_t>(text.size() / 4), text.end()));
  Blocks quoting(other.begin(), other.begin() + static_cast<std::ptrdiff_t>(other.size() / 2));
  quoting.insert(quoting.end(), text.begin(),
                 text.begin() + static_cast<std::ptrdiff_t>((text.size() + 1) / 2));
  add("quoting", quoting);
}

struct Score {
  double precision = 0;
  double recall = 0;
};
Score ScorePairs(const std::vector<Labelled>& labelled) {
  std::vector<SketchedDocument> documents;
  for (const Labelled& l : labelled) documents.push_back(l.document);
  const Lineages lineages = FindLineages(documents);
  int64_t same = 0;
  int64_t found = 0;
  int64_t right = 0;
  for (size_t i = 0; i < labelled.size(); ++i) {
    for (size_t k = 0; k < i; ++k) {
      const bool truth = labelled[i].group == labelled[k].group;
      const bool guess = lineages.lineage_of[i] == lineages.lineage_of[k];
      same += truth ? 1 : 0;
      found += guess ? 1 : 0;
      right += truth && guess ? 1 : 0;
      if (guess && !truth) {
        std::cout << "joined: " << labelled[i].document.key << " and " << labelled[k].document.key
                  << "\n";
      }
    }
  }
  return {static_cast<double>(right) / static_cast<double>(std::max<int64_t>(found, 1)),
          static_cast<double>(right) / static_cast<double>(std::max<int64_t>(same, 1))};
}

TEST(Lineages, VariantsOfInventedTexts) {
  std::vector<Labelled> labelled;
  for (int i = 0; i < 100; ++i) {
    const bool chinese = i % 2 == 1;
    AddVariants("text" + std::to_string(i), Invent(static_cast<uint32_t>(i), 6, chinese),
                Invent(static_cast<uint32_t>(1000 + i), 6, chinese), i, &labelled);
  }
  const Score score = ScorePairs(labelled);
  EXPECT_GE(score.precision, 0.98);
  EXPECT_GE(score.recall, 0.95);
}

// Real articles: their sentences share phrases, quotations and agencies' boilerplate.
TEST(Lineages, VariantsOfPages) {
  const char* source = std::getenv("PARALLAX_SOURCE_DIR");
  const char* shared = std::getenv("PARALLAX_SHARED_DIR");
  const fs::path root = shared != nullptr
                            ? fs::path(shared)
                            : fs::path(source == nullptr ? "." : source) / "../shared";
  std::vector<std::pair<std::string, Blocks>> texts;
  const auto add = [&](const std::string& name, const std::string& body) {
    Blocks blocks;
    size_t begin = 0;
    while (begin < body.size()) {
      const size_t end = std::min(body.find('\n', begin), body.size());
      if (end > begin) blocks.push_back(body.substr(begin, end - begin));
      begin = end + 1;
    }
    // Ten sentences or so: shorter pages are not articles, and have no halves to quote.
    if (body.size() >= 1200 && blocks.size() >= 6) texts.emplace_back(name, std::move(blocks));
  };
  const fs::path truth = root / "eval/data/articles/truth.json";
  if (!fs::exists(truth)) GTEST_SKIP() << "no suites beside the checkout";
  std::ifstream file(truth);
  const nlohmann::json articles = nlohmann::json::parse(file);
  for (const auto& [id, article] : articles.items()) {
    add(id.substr(0, 8), article.value("articleBody", std::string()));
  }
  std::vector<fs::path> pages;
  if (fs::exists(root / "eval/data/pages/wcxb/truth")) {
    for (const auto& entry : fs::directory_iterator(root / "eval/data/pages/wcxb/truth")) {
      pages.push_back(entry.path());
    }
  }
  std::sort(pages.begin(), pages.end());
  for (const fs::path& page : pages) {
    std::ifstream in(page);
    const nlohmann::json json = nlohmann::json::parse(in, nullptr, false);
    if (json.is_object() && json.contains("main_content") && json["main_content"].is_string()) {
      add(page.stem().string(), json["main_content"].get<std::string>());
    }
  }
  // Half of the texts are varied; the others lend what a quoting document says of its own.
  std::vector<Labelled> labelled;
  for (size_t i = 0; i + 1 < texts.size(); i += 2) {
    AddVariants(texts[i].first, texts[i].second, texts[i + 1].second, static_cast<int>(i),
                &labelled);
  }
  ASSERT_GE(labelled.size(), 100u);
  const Score score = ScorePairs(labelled);
  std::cout << labelled.size() << " documents, precision " << score.precision << ", recall "
            << score.recall << "\n";
  EXPECT_GE(score.precision, 0.98);
  EXPECT_GE(score.recall, 0.95);
}

TEST(Lineages, AreAFunctionOfTheSet) {
  std::vector<Labelled> labelled;
  for (int i = 0; i < 30; ++i) {
    AddVariants("text" + std::to_string(i), Invent(static_cast<uint32_t>(i), 5, i % 2 == 0),
                Invent(static_cast<uint32_t>(500 + i / 3), 5, i % 2 == 0), i, &labelled);
  }
  const auto groups = [](const std::vector<Labelled>& docs) {
    std::vector<SketchedDocument> documents;
    for (const Labelled& l : docs) documents.push_back(l.document);
    const Lineages lineages = FindLineages(documents);
    std::map<std::string, std::string> out;
    for (size_t i = 0; i < documents.size(); ++i) {
      out[documents[i].key] = documents[static_cast<size_t>(lineages.lineage_of[i])].key;
    }
    return out;
  };
  const auto expected = groups(labelled);
  std::mt19937 random(7);
  for (int round = 0; round < 10; ++round) {
    std::shuffle(labelled.begin(), labelled.end(), random);
    EXPECT_EQ(groups(labelled), expected);
  }
}

TEST(Lineages, ADigestOfManyIsItsOwn) {
  std::vector<SketchedDocument> documents;
  Blocks digest;
  for (int i = 0; i < 5; ++i) {
    const Blocks text = Invent(static_cast<uint32_t>(40 + i), 6, false);
    documents.push_back({"article" + std::to_string(i), SketchOf(text)});
    digest.insert(digest.end(), text.begin(), text.begin() + 3);
  }
  documents.push_back({"digest", SketchOf(digest)});
  const Lineages lineages = FindLineages(documents);
  const std::set<int64_t> distinct(lineages.lineage_of.begin(), lineages.lineage_of.end());
  EXPECT_EQ(distinct.size(), 6u);
  EXPECT_EQ(lineages.links.size(), 5u);
  for (const CopyLink& link : lineages.links) EXPECT_EQ(link.kind, CopyKind::kQuotation);
}

TEST(Lineages, OnePageOnAThousandSites) {
  const Blocks text = Invent(3, 5, true);
  std::vector<SketchedDocument> documents;
  for (int i = 0; i < 1000; ++i) {
    Blocks copy = text;
    const Blocks own = Invent(static_cast<uint32_t>(5000 + i), 1, true);
    copy.push_back(own[0]);
    documents.push_back({"site" + std::to_string(i), SketchOf(copy)});
  }
  const Lineages lineages = FindLineages(documents);
  const std::set<int64_t> distinct(lineages.lineage_of.begin(), lineages.lineage_of.end());
  EXPECT_EQ(distinct.size(), 1u);
}

TEST(Lineages, CostPerDocumentIsFlat) {
  // Seconds per thousand documents must not grow with their number; memory and cache misses may
  // make a factor, a quadratic search makes eight.
  double first = 0;
  for (const int count : {4000, 32000}) {
    std::vector<SketchedDocument> documents;
    for (int i = 0; i < count; ++i) {
      documents.push_back(
          {"d" + std::to_string(i), SketchOf(Invent(static_cast<uint32_t>(i), 2, false))});
    }
    const auto begin = std::chrono::steady_clock::now();
    const Lineages lineages = FindLineages(documents);
    const double seconds =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count() / count *
        1000;
    std::cout << count << " documents: " << seconds * 1000 << " ms per thousand\n";
    if (first == 0) {
      first = std::max(seconds, 1e-4);
    } else {
      EXPECT_LT(seconds, 5 * first);
    }
    EXPECT_TRUE(lineages.links.empty());
  }
}

TEST(MakeSketch, SamplesEvenlyAndBoundsItsSize) {
  const Sketch small = SketchOf(Invent(1, 4, false));
  EXPECT_EQ(small.level, kFirstLevel);
  EXPECT_NEAR(static_cast<double>(small.shingles), 4 * 55, 100);
  const Sketch large = SketchOf(Invent(2, 2000, false));
  EXPECT_LE(large.hashes.size(), kMostHashes);
  EXPECT_GT(large.level, kFirstLevel);
  EXPECT_NEAR(static_cast<double>(large.shingles), 2000 * 55, 10000);
  // A part keeps its share in the whole across levels.
  Blocks whole = Invent(2, 2000, false);
  const Blocks part(whole.begin(), whole.begin() + 500);
  const Overlap overlap = MeasureOverlap(SketchOf(part), SketchOf(whole));
  EXPECT_GT(overlap.share_of_first(), 0.99);
  EXPECT_NEAR(overlap.share_of_second(), 0.25, 0.04);
  EXPECT_TRUE(MakeSketch(std::vector<std::string_view>{}).hashes.empty());
}

TEST(MakeSketch, CaseAndPunctuationDoNotCount) {
  const Sketch a = MakeSketch(
      {std::string_view("The fund’s second phase, worth 12 billion, begins in June at last.")});
  const Sketch b = MakeSketch(
      {std::string_view("the funds second phase worth 12 billion begins in june AT LAST")});
  EXPECT_EQ(a, b);
}

}  // namespace
}  // namespace parallax::lineage
