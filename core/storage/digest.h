// SHA-256 of bytes: what originals are stored under and what seals tokens and inputs.
#ifndef PARALLAX_CORE_STORAGE_DIGEST_H_
#define PARALLAX_CORE_STORAGE_DIGEST_H_

#include <string>
#include <string_view>

namespace parallax::storage {

// 32 bytes.
std::string Sha256(std::string_view bytes);
// 64 lower-case hex digits.
std::string Sha256Hex(std::string_view bytes);
// Whether `text` is 64 lower-case hex digits.
bool IsSha256Hex(std::string_view text);

}  // namespace parallax::storage

#endif  // PARALLAX_CORE_STORAGE_DIGEST_H_
