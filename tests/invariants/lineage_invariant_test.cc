// Lineages through the whole pipeline and store: what copies, excerpts, quotations and translations
// of real and of sample pages come to, whatever the order in which they arrive.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <random>
#include <set>

#include "core/storage/record_reader.h"
#include "tests/invariants/samples.h"

namespace parallax::invariants {
namespace {

namespace fs = std::filesystem;
using Paragraphs = std::vector<std::string>;

record::Input PlainText(const std::string& title, const Paragraphs& paragraphs) {
  record::Input input;
  input.media_type = "text/plain";
  input.title = title;
  for (const std::string& paragraph : paragraphs) input.content += paragraph + "\n\n";
  return input;
}

struct Variant {
  std::string document_id;
  record::Input input;
  size_t group = 0;
};

// The text, a copy under another title, one with another first paragraph, one without its first
// quarter, and one that quotes half of it among as much of `other`.
void AddVariants(const std::string& name, const Paragraphs& text, const Paragraphs& other,
                 size_t group, std::vector<Variant>* out) {
  const auto add = [&](const std::string& kind, const Paragraphs& paragraphs) {
    out->push_back({name + "/" + kind, PlainText(kind + " of " + name, paragraphs), group});
  };
  add("original", text);
  add("copy", text);
  Paragraphs headline = text;
  headline.insert(headline.begin(), "Another opening altogether, and a line about who sent it on.");
  add("headline", headline);
  add("trimmed",
      Paragraphs(text.begin() + static_cast<std::ptrdiff_t>(text.size() / 4), text.end()));
  Paragraphs quoting(other.begin(), other.begin() + static_cast<std::ptrdiff_t>(other.size() / 2));
  quoting.insert(quoting.end(), text.begin(),
                 text.begin() + static_cast<std::ptrdiff_t>((text.size() + 1) / 2));
  add("quoting", quoting);
}

std::vector<std::string> LineagesIn(Shelf& shelf, const std::vector<Variant>& variants) {
  std::vector<std::string> ids;
  for (const Variant& variant : variants) ids.push_back(variant.document_id);
  const auto view = shelf.ingest().store().OpenView("default");
  EXPECT_TRUE(view.ok());
  return *storage::RecordReader(**view).LineagesOf(ids);
}

TEST(Lineage, VariantsOfPagesAreFoundThroughTheStore) {
  const char* shared = std::getenv("PARALLAX_SHARED_DIR");
  const char* source = std::getenv("PARALLAX_SOURCE_DIR");
  const fs::path truth =
      (shared != nullptr ? fs::path(shared)
                         : fs::path(source == nullptr ? "." : source) / "../shared") /
      "eval/data/articles/truth.json";
  if (!fs::exists(truth)) GTEST_SKIP() << "no suites beside the checkout";
  std::ifstream file(truth);
  const nlohmann::json articles = nlohmann::json::parse(file);
  std::vector<std::pair<std::string, Paragraphs>> texts;
  for (const auto& [id, article] : articles.items()) {
    const std::string body = article.value("articleBody", std::string());
    Paragraphs paragraphs;
    for (size_t begin = 0; begin < body.size();) {
      const size_t end = std::min(body.find('\n', begin), body.size());
      if (end > begin) paragraphs.push_back(body.substr(begin, end - begin));
      begin = end + 1;
    }
    if (body.size() >= 1200 && paragraphs.size() >= 6) texts.emplace_back(id, paragraphs);
    if (texts.size() == 80) break;
  }
  std::vector<Variant> variants;
  for (size_t i = 0; i + 1 < texts.size(); i += 2) {
    AddVariants(texts[i].first, texts[i].second, texts[i + 1].second, i, &variants);
  }
  ASSERT_GE(variants.size(), 100u);
  std::shuffle(variants.begin(), variants.end(), std::mt19937(5));
  Shelf shelf;
  for (const Variant& variant : variants) shelf.Put(Process(variant.document_id, variant.input));
  const std::vector<std::string> lineages = LineagesIn(shelf, variants);
  int same = 0;
  int found = 0;
  int right = 0;
  for (size_t i = 0; i < variants.size(); ++i) {
    for (size_t k = 0; k < i; ++k) {
      const bool truth_says = variants[i].group == variants[k].group;
      const bool store_says = lineages[i] == lineages[k];
      same += truth_says ? 1 : 0;
      found += store_says ? 1 : 0;
      right += truth_says && store_says ? 1 : 0;
    }
  }
  const double precision = static_cast<double>(right) / std::max(found, 1);
  const double recall = static_cast<double>(right) / std::max(same, 1);
  std::cout << variants.size() << " documents, precision " << precision << ", recall " << recall
            << "\n";
  EXPECT_GE(precision, 0.98);
  EXPECT_GE(recall, 0.95);
}

// Each sample with a reprint under another title, and one without its last quarter.
std::vector<Variant> Reprints() {
  std::vector<Variant> variants;
  for (const Sample& sample : Samples()) {
    const size_t group = variants.size();
    variants.push_back({sample.name, sample.input, group});
    Variant reprint{"reprint of " + sample.name, sample.input, group};
    reprint.input.title = "Seen elsewhere";
    reprint.input.authors = {"Somebody Else"};
    variants.push_back(reprint);
  }
  return variants;
}

TEST(Lineage, AReprintAddsADocumentAndAVoiceButNoLineage) {
  const std::vector<Variant> variants = Reprints();
  Shelf originals;
  Shelf both;
  for (const Variant& variant : variants) {
    const store::StoredDocument stored = Process(variant.document_id, variant.input);
    if (variant.input.title != "Seen elsewhere") originals.Put(stored);
    both.Put(stored);
  }
  const auto before = originals.ingest().store().OpenView("default");
  const auto after = both.ingest().store().OpenView("default");
  ASSERT_TRUE(before.ok() && after.ok());
  const auto cells = storage::RecordReader(**before).ListCells("", "", 100000);
  ASSERT_TRUE(cells.ok());
  int compared = 0;
  int said_once = 0;
  for (const storage::CellRow& cell : cells->items) {
    const auto now = storage::RecordReader(**after).GetCell({cell.entity_id, cell.dimension_id});
    ASSERT_TRUE(now.ok() && now->has_value());
    // What a title alone says, or whose writer is named, the reprint does not say.
    if ((*now)->support.documents == cell.support.documents) {
      ++said_once;
    } else {
      EXPECT_EQ((*now)->support.documents, 2 * cell.support.documents);
    }
    EXPECT_EQ((*now)->support.lineages, cell.support.lineages)
        << cell.entity_id << " " << cell.dimension_id;
    ++compared;
  }
  EXPECT_GT(compared, 50);
  EXPECT_LT(20 * said_once, compared);
}

TEST(Lineage, IsTheSameWhateverCameBeforeAndWhateverLeft) {
  std::vector<Variant> variants = Reprints();
  std::mt19937 random(11);
  std::map<std::string, std::string> expected;
  for (int round = 0; round < 3; ++round) {
    std::shuffle(variants.begin(), variants.end(), random);
    Shelf shelf;
    for (const Variant& variant : variants) {
      // Some were another document before, and some leave and come back.
      if (random() % 4 == 0) {
        const Variant& other = variants[random() % variants.size()];
        shelf.Put(Process(variant.document_id, other.input));
        if (random() % 2 == 0) shelf.Delete(variant.document_id);
      }
      shelf.Put(Process(variant.document_id, variant.input));
    }
    if (round == 0) {
      expected = shelf.Rows();
    } else {
      EXPECT_EQ(shelf.Rows(), expected);
    }
  }
}

}  // namespace
}  // namespace parallax::invariants
