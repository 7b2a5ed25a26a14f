// SHA-256: what originals are stored under, and what claims, propositions, inputs and tokens are
// known by.
#ifndef PARALLAX_CORE_TEXT_SHA256_H_
#define PARALLAX_CORE_TEXT_SHA256_H_

#include <cstddef>
#include <string>
#include <string_view>

namespace parallax::text {

// 32 bytes.
std::string Sha256(std::string_view bytes);
// 64 lower-case hex digits, or those of the first `prefix_bytes` bytes of the digest.
std::string Sha256Hex(std::string_view bytes, size_t prefix_bytes = 32);
// Whether `text` is 64 lower-case hex digits.
bool IsSha256Hex(std::string_view text);

}  // namespace parallax::text

#endif  // PARALLAX_CORE_TEXT_SHA256_H_
