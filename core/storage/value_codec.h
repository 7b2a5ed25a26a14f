// Spans, readings and enums to and from their stored messages. Internal to core/storage.
#ifndef PARALLAX_CORE_STORAGE_VALUE_CODEC_H_
#define PARALLAX_CORE_STORAGE_VALUE_CODEC_H_

#include <cstddef>
#include <utility>

#include "core/record/claim.h"
#include "core/text/byte_span.h"
#include "parallax/storage/v1/value.pb.h"

namespace parallax::storage {

// Both ways between an enum of the record structs and its stored numbers, from one table. A number
// that this version does not know reads as the first entry.
template <typename Plain, typename Stored, size_t N>
struct EnumTable {
  std::pair<Plain, Stored> entries[N];

  constexpr Stored ToStored(Plain value) const {
    for (const auto& [plain, stored] : entries) {
      if (plain == value) return stored;
    }
    return entries[0].second;
  }
  constexpr Plain ToPlain(Stored value) const {
    for (const auto& [plain, stored] : entries) {
      if (stored == value) return plain;
    }
    return entries[0].first;
  }
};
template <typename Plain, typename Stored, size_t N>
constexpr EnumTable<Plain, Stored, N> MakeEnumTable(const std::pair<Plain, Stored> (&entries)[N]) {
  EnumTable<Plain, Stored, N> table{};
  for (size_t i = 0; i < N; ++i) table.entries[i] = entries[i];
  return table;
}

void ToProto(const text::ByteSpan& span, v1::Span& out);
text::ByteSpan FromProto(const v1::Span& span);
void ToProto(const value::DateInterval& interval, v1::DateInterval& out);
value::DateInterval FromProto(const v1::DateInterval& in);
void ToProto(const record::Reading& reading, v1::Reading& out);
// False for a reading of a type that this version does not know.
bool FromProto(const v1::Reading& in, record::Reading& out);

}  // namespace parallax::storage

#endif  // PARALLAX_CORE_STORAGE_VALUE_CODEC_H_
