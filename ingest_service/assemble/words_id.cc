#include "ingest_service/assemble/words_id.h"

#include <cctype>
#include <string_view>

#include "core/text/sha256.h"

namespace parallax::assemble {
namespace {

// ASCII punctuation and white space are left out, ASCII letters folded, everything else kept:
// enough to be told a copy by its words.
void AppendWords(std::string_view text, std::string* out) {
  for (char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x80) {
      *out += c;
    } else if (std::isalnum(byte) != 0) {
      *out += static_cast<char>(std::tolower(byte));
    }
  }
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
