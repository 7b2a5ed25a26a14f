#include "core/reduce/netstring.h"

#include <charconv>

namespace parallax::reduce {

NetstringWriter& NetstringWriter::Add(std::string_view element) {
  char length[24];
  char* const end = std::to_chars(length, length + sizeof(length) - 1, element.size()).ptr;
  *end = ':';
  bytes_.append(length, static_cast<size_t>(end + 1 - length));
  bytes_.append(element);
  bytes_.push_back(',');
  return *this;
}

std::optional<std::string_view> NetstringReader::Next() {
  uint64_t size = 0;
  const char* const begin = rest_.data();
  const char* const end = begin + rest_.size();
  const auto [after, error] = std::from_chars(begin, end, size);
  // One way to write each length: no leading zeros.
  if (error != std::errc() || after == end || *after != ':') return std::nullopt;
  if (*begin == '0' && after - begin > 1) return std::nullopt;
  const uint64_t left = static_cast<uint64_t>(end - after - 1);
  if (left == 0 || size > left - 1 || after[1 + size] != ',') return std::nullopt;
  const std::string_view element(after + 1, size);
  rest_.remove_prefix(static_cast<size_t>(after - begin) + size + 2);
  return element;
}

std::optional<int64_t> NetstringReader::NextInt() {
  const std::string_view before = rest_;
  const auto element = Next();
  if (!element) return std::nullopt;
  int64_t number = 0;
  const auto [after, error] =
      std::from_chars(element->data(), element->data() + element->size(), number);
  if (error != std::errc() || after != element->data() + element->size() ||
      std::to_string(number) != *element) {
    rest_ = before;
    return std::nullopt;
  }
  return number;
}

}  // namespace parallax::reduce
