#include "ingest_service/parse/block/block_language.h"

#include <vector>

#include "core/text/language.h"

namespace parallax::parse {
namespace {

// Cells of a table that are looked at.
constexpr size_t kSampleCells = 64;

text::LanguageTally Tally(const record::Block& block) {
  if (block.kind != record::BlockKind::kTable) return text::TallyLanguage(block.content.text);
  text::LanguageTally tally = text::TallyLanguage(block.table.caption.text);
  for (size_t i = 0; i < block.table.cells.size() && i < kSampleCells; ++i) {
    tally.Add(text::TallyLanguage(block.table.cells[i].content.text));
  }
  return tally;
}

}  // namespace

void SetLanguages(record::Document* document) {
  std::vector<text::LanguageTally> tallies;
  tallies.reserve(document->blocks.size());
  text::LanguageTally whole;
  for (const record::Block& block : document->blocks) {
    tallies.push_back(Tally(block));
    whole.Add(tallies.back());
  }
  for (size_t i = 0; i < tallies.size(); ++i) {
    record::Block& block = document->blocks[i];
    if (block.language.empty()) block.language = text::LanguageOf(tallies[i], whole);
  }
}

}  // namespace parallax::parse
