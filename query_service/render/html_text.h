// Text of documents made fit for HTML and SVG: as text, in attributes, at a bounded length.
#ifndef PARALLAX_QUERY_SERVICE_RENDER_HTML_TEXT_H_
#define PARALLAX_QUERY_SERVICE_RENDER_HTML_TEXT_H_

#include <cstddef>
#include <string>
#include <string_view>

namespace parallax::render {

// SafeText (safe_text.h) with & < > " ' written as references: safe as the text of an element and
// within a quoted attribute, in HTML and in SVG.
std::string HtmlText(std::string_view text);

// ` lang="zh-Hans"`, or nothing for what is not shaped like a BCP 47 tag.
std::string LanguageAttribute(std::string_view language);

// The first characters of `text` that take at most `columns` columns, East Asian wide ones counting
// two, with "…" in place of what is left out. Cuts between characters; ill-formed bytes count one.
std::string Shortened(std::string_view text, size_t columns);

}  // namespace parallax::render

#endif  // PARALLAX_QUERY_SERVICE_RENDER_HTML_TEXT_H_
