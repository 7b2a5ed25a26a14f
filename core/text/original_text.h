// A document's original bytes read as text: character boundaries, and the text of any span.
#ifndef PARALLAX_CORE_TEXT_ORIGINAL_TEXT_H_
#define PARALLAX_CORE_TEXT_ORIGINAL_TEXT_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "core/text/byte_span.h"
#include "core/text/charset.h"

namespace parallax::text {

// The bytes must outlive it. UTF-8 is read in place, span by span; any other charset is decoded
// once, whole, when it is made. Thread-safe once made.
class OriginalText {
 public:
  // `charset` as a document record names it. Errors: InvalidArgument for an unknown one.
  static absl::StatusOr<OriginalText> Create(std::string_view bytes, std::string_view charset);

  // Whether a character (or an ill-formed sequence) begins at `byte`, or the text ends there.
  // False outside [0, size].
  bool IsBoundary(int64_t byte) const;

  // The text of `span` in UTF-8; ill-formed sequences are U+FFFD, a byte order mark is left out.
  // Errors: OutOfRange when the span does not lie in the original; InvalidArgument when an end of
  // it is no boundary.
  absl::StatusOr<std::string> Text(ByteSpan span) const;

  std::string_view bytes() const { return bytes_; }

 private:
  explicit OriginalText(std::string_view bytes) : bytes_(bytes) {}

  std::string_view bytes_;
  int64_t begin_byte_ = 0;              // behind a byte order mark
  std::optional<DecodedText> decoded_;  // of charsets other than UTF-8
};

}  // namespace parallax::text

#endif  // PARALLAX_CORE_TEXT_ORIGINAL_TEXT_H_
