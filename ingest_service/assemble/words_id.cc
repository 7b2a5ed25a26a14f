#include "ingest_service/assemble/words_id.h"

#include <array>
#include <string_view>

#include "core/text/sha256.h"

namespace parallax::assemble {
namespace {

// ASCII punctuation and white space are left out, ASCII letters folded, everything else kept:
// enough to be told a copy by its words. 0 stands for what is left out.
constexpr std::array<char, 256> kKept = [] {
  std::array<char, 256> kept{};
  for (int c = '0'; c <= '9'; ++c) kept[c] = static_cast<char>(c);
  for (int c = 'a'; c <= 'z'; ++c) kept[c] = static_cast<char>(c);
  for (int c = 'A'; c <= 'Z'; ++c) kept[c] = static_cast<char>(c - 'A' + 'a');
  for (int c = 0x80; c < 0x100; ++c) kept[c] = static_cast<char>(c);
  return kept;
}();

void AppendWords(std::string_view text, std::string* out) {
  const size_t before = out->size();
  out->resize(before + text.size());
  char* to = out->data() + before;
  for (const char c : text) {
    const char kept = kKept[static_cast<unsigned char>(c)];
    *to = kept;
    to += kept != 0;
  }
  out->resize(static_cast<size_t>(to - out->data()));
}

}  // namespace

std::string WordsId(const record::Document& document) {
  std::string words;
  for (const record::Block& block : document.blocks) {
    if (block.kind == record::BlockKind::kBoilerplate ||
        block.kind == record::BlockKind::kReaderComment ||
        block.kind == record::BlockKind::kHeading) {
      continue;
    }
    AppendWords(block.content.text, &words);
    for (const record::TableCell& cell : block.table.cells) AppendWords(cell.content.text, &words);
  }
  // A document without any words of its own is like no other.
  if (words.empty()) words = "original " + document.content_sha256;
  return text::Sha256Hex(words, 16);
}

}  // namespace parallax::assemble
