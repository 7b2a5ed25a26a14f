// The source room's door: a caller's input to UTF-8 with a map back to every original byte.
// Thread-safe; no state.
#ifndef PARALLAX_INGEST_SERVICE_SOURCE_DECODE_H_
#define PARALLAX_INGEST_SERVICE_SOURCE_DECODE_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "core/record/document.h"
#include "ingest_service/source/source_text.h"

namespace parallax::source {

struct Limits {
  int64_t max_content_bytes = int64_t{8} * 1024 * 1024;
};

// Decodes `input.content`. The charset is that of a byte order mark; else the declared one
// (`declared_charset`, else the media type's parameter); else what an HTML document declares of
// itself; else detected. Linear; memory: the text, and the map, which is one run for UTF-8.
//
// Errors, with reasons of core/errors, naming the field: CONTENT_EMPTY; CONTENT_TOO_LARGE; an
// unknown media type (InvalidArgument); FIELD_MALFORMED for an unknown declared charset;
// CONTENT_NOT_IN_CHARSET for a declared charset that does not hold (with the offset of the first
// malformed byte). What is not declared by the caller never fails: it is decoded as
// best it can and leaves issues (kCharsetGuessed, kCharsetMismatch, kUndecodableBytes).
absl::StatusOr<SourceText> Decode(const record::Input& input, const Limits& limits = {});

}  // namespace parallax::source

#endif  // PARALLAX_INGEST_SERVICE_SOURCE_DECODE_H_
