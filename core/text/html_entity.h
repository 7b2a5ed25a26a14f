// Character references of HTML and Markdown: "&amp;", "&#20013;", "&#x4E2D;". Pure; thread-safe.
#ifndef PARALLAX_CORE_TEXT_HTML_ENTITY_H_
#define PARALLAX_CORE_TEXT_HTML_ENTITY_H_

#include <cstddef>
#include <string>
#include <string_view>

namespace parallax::text {

struct HtmlEntity {
  size_t size_bytes = 0;  // of the reference as written; 0 when there is none
  std::string text;       // UTF-8
};

// The reference at the begin of `s`, by the HTML Standard's rules for text: the longest name of the
// table, numbers of windows-1252's gap and of nothing mapped as it says. `strict` asks for the
// semicolon, as Markdown does. O(log names).
HtmlEntity ReadHtmlEntity(std::string_view s, bool strict);

}  // namespace parallax::text

#endif  // PARALLAX_CORE_TEXT_HTML_ENTITY_H_
