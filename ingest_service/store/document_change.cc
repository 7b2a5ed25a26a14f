#include "ingest_service/store/document_change.h"

namespace parallax::store {
namespace {

size_t BytesOf(const record::MappedText& text) {
  return text.text.size() + text.map.runs().size() * sizeof(text::TextMap::Run);
}

size_t BytesOf(const StoredDocument& stored) {
  size_t bytes = stored.input.content.size();
  for (const record::Block& block : stored.document.blocks) {
    bytes += sizeof(block) + BytesOf(block.content) + BytesOf(block.table.caption);
    for (const record::TableCell& cell : block.table.cells) {
      bytes += sizeof(cell) + BytesOf(cell.content);
    }
  }
  bytes += stored.mentions.size() * sizeof(record::Mention);
  for (const StoredClaim& claim : stored.claims) {
    bytes += sizeof(claim) + claim.claim.value.text.size() + claim.proposition_key.size();
    for (const record::Evidence& evidence : claim.claim.evidence) {
      bytes += sizeof(evidence) + evidence.quote.size();
    }
    bytes += claim.claim.voices.size() * sizeof(record::Voice);
    bytes += claim.claim.value.readings.size() * sizeof(record::Reading);
  }
  return bytes;
}

}  // namespace

size_t ApproximateBytes(const DocumentChange& change) {
  const auto* stored = std::get_if<StoredDocument>(&change.change);
  return sizeof(change) + (stored != nullptr ? BytesOf(*stored) : 0);
}

}  // namespace parallax::store
