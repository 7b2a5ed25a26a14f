// The part of a Markdown link behind its text. Pure; thread-safe.
#ifndef PARALLAX_CORE_TEXT_MARKDOWN_LINK_H_
#define PARALLAX_CORE_TEXT_MARKDOWN_LINK_H_

#include <cstddef>
#include <string_view>

namespace parallax::text {

// Behind "(destination "title")" or "[label]" at `at` (just behind the "]" of the link's text), by
// CommonMark's rules for inline links; `at` itself when neither stands there. Linear in what it
// skips.
size_t MarkdownLinkTailEnd(std::string_view s, size_t at);

}  // namespace parallax::text

#endif  // PARALLAX_CORE_TEXT_MARKDOWN_LINK_H_
