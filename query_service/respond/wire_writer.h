// Writes protobuf's wire format field by field, for answers that are put together from messages
// which are serialized already.
#ifndef PARALLAX_QUERY_SERVICE_RESPOND_WIRE_WRITER_H_
#define PARALLAX_QUERY_SERVICE_RESPOND_WIRE_WRITER_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "core/storage/claim_parts.h"

namespace parallax::respond {

// Not thread-safe. Appends to `out`, which must outlive it. Whoever writes the fields of a message
// in the order of their numbers, and leaves out what has its default, gets the bytes that protobuf
// would make.
class WireWriter {
 public:
  explicit WireWriter(std::string* out) : out_(out) {}

  // A string, bytes or an embedded message.
  void Bytes(int field, std::string_view value) {
    Header(field, value.size());
    out_->append(value);
  }
  // The start of an embedded message of so many bytes, which the caller writes next.
  void Header(int field, size_t size) {
    Varint(static_cast<uint64_t>(field) << 3 | 2);
    Varint(size);
  }
  void Number(int field, uint64_t value) {
    Varint(static_cast<uint64_t>(field) << 3);
    Varint(value);
  }
  void Varint(uint64_t value) {
    while (value >= 0x80) {
      out_->push_back(static_cast<char>(value | 0x80));
      value >>= 7;
    }
    out_->push_back(static_cast<char>(value));
  }

  static size_t VarintSize(uint64_t value) {
    size_t size = 1;
    for (; value >= 0x80; value >>= 7) ++size;
    return size;
  }
  // What Bytes writes for a value of so many bytes.
  static size_t BytesSize(int field, size_t size) {
    return VarintSize(static_cast<uint64_t>(field) << 3) + VarintSize(size) + size;
  }

 private:
  std::string* out_;
};

// Where the fields with numbers above `field` begin in a serialized message.
inline size_t EndOfFields(std::string_view message, int field) {
  storage::FieldReader reader(message);
  size_t end = 0;
  while (const auto next = reader.Next()) {
    if (next->number > field) break;
    end += next->whole.size();
  }
  return end;
}

}  // namespace parallax::respond

#endif  // PARALLAX_QUERY_SERVICE_RESPOND_WIRE_WRITER_H_
