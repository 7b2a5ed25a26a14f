// Documents for the torture tests: content made from a seed, and the records that stand for it.
#ifndef PARALLAX_TESTS_TORTURE_SYNTHETIC_DOCUMENT_H_
#define PARALLAX_TESTS_TORTURE_SYNTHETIC_DOCUMENT_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "ingest_service/store/document_change.h"

namespace parallax::torture {

// One claim of a content: its line "entity|dimension|value".
struct SyntheticClaim {
  std::string entity_id;
  std::string dimension_id;
  std::string value;
  int64_t begin_byte = 0;
  int64_t end_byte = 0;
};

// Text of lines "entity|dimension|value", in English and Chinese, and lines without claims that
// pad it to a size. A few entities and dimensions, so that documents share cells.
struct ContentShape {
  int claims = 3;
  int padding_bytes = 200;
};
std::string MakeContent(uint64_t seed, const ContentShape& shape);

// The claims that `content` makes, in its order. Total: any text has zero or more.
std::vector<SyntheticClaim> ReadClaims(std::string_view content);

// The records of a document with that content.
store::StoredDocument MakeStoredDocument(std::string document_id, std::string content);

// SHA-256 in hex.
std::string Sha256Of(std::string_view bytes);

}  // namespace parallax::torture

#endif  // PARALLAX_TESTS_TORTURE_SYNTHETIC_DOCUMENT_H_
