#include <gtest/gtest.h>
#include <time.h>

#include <algorithm>
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
#include "ingest_service/lineage/outline.h"
#include "ingest_service/lineage/place.h"
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

Fingerprint FingerprintOf(const Blocks& blocks) {
  record::Document document;
  for (const std::string& text : blocks) {
    record::Block block;
    block.content.text = text;
    document.blocks.push_back(std::move(block));
  }
  return MakeFingerprint("", document, "");
}

struct Labelled {
  Member document;
  int group = 0;
};

// Of each text: itself, an exact copy, one with another first line, one trimmed, one that quotes
// half of it among text of its own. Texts of one group are of one lineage, others are not.
void AddVariants(const std::string& name, const Blocks& text, const Blocks& other, int group,
                 std::vector<Labelled>* out) {
  const auto add = [&](const std::string& kind, const Blocks& blocks) {
    out->push_back({{name + "/" + kind, FingerprintOf(blocks)}, group});
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
  std::vector<Member> documents;
  documents.reserve(labelled.size());
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
        std::cout << "joined: " << labelled[i].document.document_id << " and "
                  << labelled[k].document.document_id << "\n";
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
    std::vector<Member> documents;
    documents.reserve(docs.size());
    for (const Labelled& l : docs) documents.push_back(l.document);
    const Lineages lineages = FindLineages(documents);
    std::map<std::string, std::string> out;
    for (size_t i = 0; i < documents.size(); ++i) {
      out[documents[i].document_id] =
          documents[static_cast<size_t>(lineages.lineage_of[i])].document_id;
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
  std::vector<Member> documents;
  Blocks digest;
  for (int i = 0; i < 5; ++i) {
    const Blocks text = Invent(static_cast<uint32_t>(40 + i), 6, false);
    documents.push_back({"article" + std::to_string(i), FingerprintOf(text)});
    digest.insert(digest.end(), text.begin(), text.begin() + 3);
  }
  documents.push_back({"digest", FingerprintOf(digest)});
  const Lineages lineages = FindLineages(documents);
  const std::set<int64_t> distinct(lineages.lineage_of.begin(), lineages.lineage_of.end());
  EXPECT_EQ(distinct.size(), 6u);
  EXPECT_EQ(lineages.links.size(), 5u);
  for (const Link& link : lineages.links) {
    EXPECT_EQ(link.relation.kind, LinkKind::kQuotation);
    EXPECT_FALSE(link.joins);
  }
}

TEST(Lineages, OnePageOnAThousandSites) {
  const Blocks text = Invent(3, 5, true);
  std::vector<Member> documents;
  for (int i = 0; i < 1000; ++i) {
    Blocks copy = text;
    const Blocks own = Invent(static_cast<uint32_t>(5000 + i), 1, true);
    copy.push_back(own[0]);
    documents.push_back({"site" + std::to_string(i), FingerprintOf(copy)});
  }
  const Lineages lineages = FindLineages(documents);
  const std::set<int64_t> distinct(lineages.lineage_of.begin(), lineages.lineage_of.end());
  EXPECT_EQ(distinct.size(), 1u);
}

TEST(Lineages, TheWayToTheFirstOfManyIsShort) {
  const Blocks text = Invent(4, 3, false);
  std::vector<Member> members;
  for (int i = 0; i < 10000; ++i) {
    members.push_back({"site" + std::to_string(i),
                       members.empty() ? FingerprintOf(text) : members[0].fingerprint});
  }
  // One list tells as much as sixteen do, all alike.
  for (Member& member : members) member.fingerprint.lists.resize(1);
  const Lineages lineages = FindLineages(members);
  size_t longest = 0;
  std::vector<size_t> links(members.size());
  for (const Link& link : lineages.links) {
    ++links[static_cast<size_t>(link.first)];
    ++links[static_cast<size_t>(link.second)];
  }
  for (size_t i = 0; i < members.size(); ++i) {
    EXPECT_EQ(lineages.lineage_of[i], lineages.lineage_of[0]);
    size_t steps = 0;
    for (size_t at = i; lineages.parent[at] != static_cast<int64_t>(at); ++steps) {
      at = static_cast<size_t>(lineages.parent[at]);
    }
    longest = std::max(longest, steps);
    EXPECT_LE(links[i], 2 * kNear * kLevels);
  }
  std::cout << "longest way " << longest << "\n";
  EXPECT_LE(longest, 40u);
}

TEST(Lineages, CostPerDocumentIsFlat) {
  // Processor time per thousand documents must not grow with their number; memory and cache misses
  // may make a factor, a quadratic search makes eight.
  const auto seconds_of_processor = [] {
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
  };
  double first = 0;
  for (const int count : {4000, 32000}) {
    std::vector<Member> documents;
    for (int i = 0; i < count; ++i) {
      documents.push_back(
          {"d" + std::to_string(i), FingerprintOf(Invent(static_cast<uint32_t>(i), 2, false))});
    }
    double seconds = 0;
    for (int run = 0; run < 3; ++run) {
      const double begin = seconds_of_processor();
      const Lineages lineages = FindLineages(documents);
      const double took = (seconds_of_processor() - begin) / count * 1000;
      seconds = run == 0 ? took : std::min(seconds, took);
      EXPECT_TRUE(lineages.links.empty());
    }
    std::cout << count << " documents: " << seconds * 1000 << " ms per thousand\n";
    if (first == 0) {
      first = std::max(seconds, 1e-4);
    } else {
      EXPECT_LT(seconds, 5 * first);
    }
  }
}

// Of 600 units: words, or Han characters; `from` says which of an endless text.
Outline OutlineOfText(int from, bool han, const char* language) {
  std::string text;
  for (int i = from; i < from + 600; ++i) {
    if (han) {
      const int c =
          0x4E00 + static_cast<int>((static_cast<uint32_t>(i) * 2654435761U >> 12) % 5000);
      for (const int byte : {0xE0 | c >> 12, 0x80 | (c >> 6 & 0x3F), 0x80 | (c & 0x3F)}) {
        text.push_back(static_cast<char>(byte));
      }
    } else {
      text += "word" + std::to_string(i) + " ";
    }
  }
  Fingerprint print;
  print.sketch = MakeSketch(std::vector<std::string_view>{text});
  print.translation.language = language;
  print.translation.shape = "pppp";
  print.translation.letter_bytes = static_cast<int64_t>(text.size());
  return MakeOutline(print);
}

TEST(Outline, TellsStrangersAndNoneThatAreRelated) {
  for (const bool han : {false, true}) {
    const char* const language = han ? "zh-Hant" : "en";
    const Outline outline = OutlineOfText(0, han, language);
    for (const auto& [from, related] :
         {std::pair(0, true), {60, true}, {300, true}, {420, true}, {570, false}, {5000, false}}) {
      const Outline other = OutlineOfText(from, han, language);
      EXPECT_EQ(MayRelate(outline, other), related) << language << " " << from;
      EXPECT_EQ(MayRelate(other, outline), related) << language << " " << from;
      // In another language, of as many blocks and a like length, it may be a translation.
      EXPECT_TRUE(MayRelate(outline, OutlineOfText(from, han, "fr")));
    }
    // Pages that both name alternates may be each other's, however their lengths differ.
    Outline declared = OutlineOfText(5000, han, "fr");
    declared.letter_bytes /= 3;
    EXPECT_FALSE(MayRelate(outline, declared));
    declared.declares = true;
    EXPECT_FALSE(MayRelate(outline, declared));
    Outline declares = outline;
    declares.declares = true;
    EXPECT_TRUE(MayRelate(declares, declared));
    Outline same_words = OutlineOfText(5000, han, language);
    Outline words = outline;
    words.words = same_words.words = 5;
    EXPECT_TRUE(MayRelate(words, same_words));
    EXPECT_TRUE(MayRelate(outline, Outline{}));  // which tells nothing
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
