// A sequence of byte strings as one: each as its length in decimal, ':', its bytes and ','.
// The canonical form under proposition keys and request hashes: nothing in an element can be taken
// for a border between elements.
#ifndef PARALLAX_CORE_REDUCE_NETSTRING_H_
#define PARALLAX_CORE_REDUCE_NETSTRING_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace parallax::reduce {

class NetstringWriter {
 public:
  NetstringWriter& Add(std::string_view element);
  NetstringWriter& Add(int64_t number) { return Add(std::to_string(number)); }
  const std::string& bytes() const { return bytes_; }
  std::string Take() && { return std::move(bytes_); }

 private:
  std::string bytes_;
};

// Reads what the writer makes. Views the bytes: they must outlive the reader. Every function
// returns nothing at the end and on anything malformed; a malformed sequence stays at its place.
class NetstringReader {
 public:
  explicit NetstringReader(std::string_view bytes) : rest_(bytes) {}
  std::optional<std::string_view> Next();
  std::optional<int64_t> NextInt();
  bool AtEnd() const { return rest_.empty(); }

 private:
  std::string_view rest_;
};

}  // namespace parallax::reduce

#endif  // PARALLAX_CORE_REDUCE_NETSTRING_H_
