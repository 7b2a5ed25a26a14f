// Which charset undeclared bytes are in: what the document says of itself, then what they look
// like. Deterministic; thread-safe.
#ifndef PARALLAX_INGEST_SERVICE_SOURCE_CHARSET_DETECTION_H_
#define PARALLAX_INGEST_SERVICE_SOURCE_CHARSET_DETECTION_H_

#include <string>
#include <string_view>

namespace parallax::source {

// How much of a document the statistical detector looks at.
inline constexpr size_t kDetectionBytes = size_t{64} * 1024;

// The canonical charset that an HTML document declares in its first 1024 bytes (the HTML Standard's
// prescan: <meta charset>, <meta http-equiv content>, an XML declaration); empty without one. A
// declared UTF-16 is UTF-8, as in the standard: the declaration could not have been read otherwise.
std::string CharsetDeclaredInHtml(std::string_view bytes);

// The canonical charset that `bytes` are most likely in: UTF-8 when they hold as UTF-8 but for few
// places, UTF-16 by the places of zero bytes, else what ICU's detector finds among the charsets
// under which the bytes hold; windows-1252 when nothing else does. Looks at all bytes once for
// UTF-8, at the first kDetectionBytes otherwise.
std::string DetectCharset(std::string_view bytes, bool is_html);

}  // namespace parallax::source

#endif  // PARALLAX_INGEST_SERVICE_SOURCE_CHARSET_DETECTION_H_
