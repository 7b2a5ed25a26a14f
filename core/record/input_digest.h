// The digest of an input: what "the same input" means.
#ifndef PARALLAX_CORE_RECORD_INPUT_DIGEST_H_
#define PARALLAX_CORE_RECORD_INPUT_DIGEST_H_

#include <string>

#include "core/record/document.h"

namespace parallax::record {

// 64 lower-case hex digits: SHA-256 over the original and every field of the envelope in the order
// of their declaration, each as its size in eight bytes, big-endian, and its bytes; a list as its
// length in eight bytes and its items. Where a document is kept (collection, document id) is not
// part of it.
std::string InputDigest(const Input& input);

}  // namespace parallax::record

#endif  // PARALLAX_CORE_RECORD_INPUT_DIGEST_H_
