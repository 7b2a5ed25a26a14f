#include "ingest_service/assemble/lineage_id.h"

#include <openssl/sha.h>

#include <cctype>
#include <string_view>

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

std::string LineageId(const record::Document& document) {
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
  unsigned char digest[SHA256_DIGEST_LENGTH];
  SHA256(reinterpret_cast<const unsigned char*>(words.data()), words.size(), digest);
  constexpr char kHex[] = "0123456789abcdef";
  std::string id;
  for (int i = 0; i < 16; ++i) {
    id += kHex[digest[i] >> 4];
    id += kHex[digest[i] & 15];
  }
  return id;
}

}  // namespace parallax::assemble
