// Bounds what a page can cost the HTML parser before the parser sees it: nesting depth, attributes
// of one tag, open formatting elements, and misnested formatting, each of which the HTML5 tree
// builder answers with quadratic work or with copies of elements.
//
// What exceeds a limit is overwritten with blanks in a copy of the text, so that offsets into the
// text stay what they were. A page within its limits is not copied. Linear time, constant extra
// memory.
#ifndef PARALLAX_INGEST_SERVICE_PARSE_HTML_MARKUP_GUARD_H_
#define PARALLAX_INGEST_SERVICE_PARSE_HTML_MARKUP_GUARD_H_

#include <cstdint>
#include <string>
#include <string_view>

namespace parallax::parse_html {

struct MarkupLimits {
  int max_depth = 256;                 // open elements that need an end tag
  int max_attributes = 128;            // of one tag
  int max_open_formatting = 24;        // <b>, <font> … left open
  int max_misnested_formatting = 512;  // over the whole page
  bool drop_formatting = false;        // blank every formatting tag but <a>: the cheapest reading
};

struct GuardedMarkup {
  std::string copy;         // empty when nothing had to be blanked
  std::string_view markup;  // the text to parse: the argument or `copy`; never outlives either
  bool depth_cut = false;
  bool attributes_cut = false;
  bool formatting_cut = false;
  int64_t first_cut_byte = -1;  // into the text
};

// `markup` must outlive `*result`, which must not be moved afterwards.
void GuardMarkup(std::string_view markup, const MarkupLimits& limits, GuardedMarkup* result);

}  // namespace parallax::parse_html

#endif  // PARALLAX_INGEST_SERVICE_PARSE_HTML_MARKUP_GUARD_H_
