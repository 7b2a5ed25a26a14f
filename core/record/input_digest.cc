#include "core/record/input_digest.h"

#include <openssl/evp.h>

#include <array>
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "absl/strings/escaping.h"

namespace parallax::record {
namespace {

class Hasher {
 public:
  Hasher() : context_(EVP_MD_CTX_new(), EVP_MD_CTX_free) {
    EVP_DigestInit_ex(context_.get(), EVP_sha256(), nullptr);
  }
  void Number(uint64_t value) {
    std::array<unsigned char, 8> bytes;
    for (size_t i = 0; i < 8; ++i) bytes[i] = static_cast<unsigned char>(value >> (56 - 8 * i));
    EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size());
  }
  void Bytes(std::string_view bytes) {
    Number(bytes.size());
    EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size());
  }
  void List(const std::vector<std::string>& items) {
    Number(items.size());
    for (const std::string& item : items) Bytes(item);
  }
  std::string Hex() {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest;
    unsigned int size = 0;
    EVP_DigestFinal_ex(context_.get(), digest.data(), &size);
    return absl::BytesToHexString(
        absl::string_view(reinterpret_cast<const char*>(digest.data()), size));
  }

 private:
  std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context_;
};

}  // namespace

std::string InputDigest(const Input& input) {
  Hasher hasher;
  hasher.Bytes(input.content);
  hasher.Bytes(input.media_type);
  hasher.Bytes(input.declared_charset);
  hasher.Bytes(input.source_uri);
  hasher.Bytes(input.reference_time);
  hasher.Bytes(input.title);
  hasher.List(input.authors);
  hasher.Bytes(input.publisher);
  hasher.Bytes(input.published);
  hasher.List(input.languages);
  return hasher.Hex();
}

}  // namespace parallax::record
