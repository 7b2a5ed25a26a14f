// A half-open range of bytes. Unless a comment says otherwise it counts bytes of a document's
// original, 0-based, as received.
#ifndef PARALLAX_CORE_TEXT_BYTE_SPAN_H_
#define PARALLAX_CORE_TEXT_BYTE_SPAN_H_

#include <compare>
#include <cstdint>

namespace parallax::text {

struct ByteSpan {
  int64_t begin_byte = 0;
  int64_t end_byte = 0;

  int64_t size() const { return end_byte - begin_byte; }
  bool empty() const { return end_byte <= begin_byte; }
  bool Contains(const ByteSpan& other) const {
    return begin_byte <= other.begin_byte && other.end_byte <= end_byte;
  }
  friend auto operator<=>(const ByteSpan&, const ByteSpan&) = default;
};

}  // namespace parallax::text

#endif  // PARALLAX_CORE_TEXT_BYTE_SPAN_H_
