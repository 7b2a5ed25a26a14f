// What every HTML page of a comparison carries: its style sheet and its symbols.
#ifndef PARALLAX_QUERY_SERVICE_RENDER_HTML_STYLE_H_
#define PARALLAX_QUERY_SERVICE_RENDER_HTML_STYLE_H_

#include <string>
#include <string_view>

namespace parallax::render {

// The content of the page's one <style> element.
std::string_view HtmlStyle();

// The Content-Security-Policy under which the page works: nothing may be loaded or run, and no
// style sheet holds but the one of HtmlStyle, which stands there by its digest.
std::string HtmlPolicy();

// An <svg> that shows nothing and defines the symbols "m-unanimous", "m-majority", "m-contested",
// "m-not-assessed", "m-none", "m-not-stated" and "m-not-covered", each 16 by 16, told apart by
// shape alone.
std::string_view HtmlSymbols();

}  // namespace parallax::render

#endif  // PARALLAX_QUERY_SERVICE_RENDER_HTML_STYLE_H_
