#include "core/text/sha256.h"

#include <openssl/evp.h>

#include <algorithm>

#include "absl/strings/escaping.h"

namespace parallax::text {

std::string Sha256(std::string_view bytes) {
  // Fetched once: looking the algorithm up takes locks and as long as hashing a kilobyte.
  static const EVP_MD* const kSha256 = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  std::string digest(32, '\0');
  unsigned int size = 0;
  EVP_Digest(bytes.data(), bytes.size(), reinterpret_cast<unsigned char*>(digest.data()), &size,
             kSha256 != nullptr ? kSha256 : EVP_sha256(), nullptr);
  return digest;
}

std::string Sha256Hex(std::string_view bytes, size_t prefix_bytes) {
  return absl::BytesToHexString(Sha256(bytes).substr(0, prefix_bytes));
}

bool IsSha256Hex(std::string_view text) {
  return text.size() == 64 && std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
         });
}

}  // namespace parallax::text
