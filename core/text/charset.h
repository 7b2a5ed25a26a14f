// Charsets by name, and bytes of a charset to UTF-8 with the way back. Labels follow the WHATWG
// Encoding Standard where it widens a charset to what is in use (GB2312 and GBK to GB18030,
// ISO-8859-1 to windows-1252, Big5 to Big5-HKSCS); the converters are ICU's. Thread-safe.
#ifndef PARALLAX_CORE_TEXT_CHARSET_H_
#define PARALLAX_CORE_TEXT_CHARSET_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "core/text/byte_span.h"
#include "core/text/text_map.h"

namespace parallax::text {

inline constexpr std::string_view kUtf8 = "UTF-8";

// The IANA name under which `label` is decoded ("gbk" → "GB18030"); nothing when it is not known.
// Case, "-", "_" and blanks around it do not count.
std::optional<std::string> CanonicalCharset(std::string_view label);

enum class OnMalformed {
  kFail,     // InvalidArgument that names the first malformed byte
  kReplace,  // U+FFFD for each malformed sequence
};

struct DecodedText {
  std::string text;  // valid UTF-8
  TextMap map;
  std::vector<ByteSpan> malformed;  // of the original, merged where adjacent; at most kMaxMalformed
  int64_t malformed_count = 0;      // sequences in all
};
inline constexpr size_t kMaxMalformed = 64;

// Decodes bytes [begin_byte, bytes.size()); a byte order mark must lie before `begin_byte`.
// Linear; memory: the text and one run of the map per stretch of equal character sizes.
// Errors: InvalidArgument for an unknown charset, or for malformed bytes under kFail.
absl::StatusOr<DecodedText> DecodeCharset(std::string_view bytes, int64_t begin_byte,
                                          std::string_view charset, OnMalformed on_malformed);

// The size of the byte order mark that begins `bytes` and the charset that it declares; size 0 and
// an empty charset when there is none.
struct ByteOrderMark {
  int64_t size_bytes = 0;
  std::string_view charset;
};
ByteOrderMark FindByteOrderMark(std::string_view bytes);

}  // namespace parallax::text

#endif  // PARALLAX_CORE_TEXT_CHARSET_H_
