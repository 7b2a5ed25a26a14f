// Cuts a page's tree into the pieces of text that a reader sees as lines and paragraphs.
//
// A piece ends where a block-level element begins or ends, at two line breaks in a row, and
// wherever the markup order goes backwards (text that the parser moved out of a table). Inline
// elements join without a gap. Script, style, form fields and alternative content are no text,
// but for <noscript> where it says four times as much as the page. Linear.
#ifndef PARALLAX_INGEST_SERVICE_PARSE_HTML_PAGE_BLOCKS_H_
#define PARALLAX_INGEST_SERVICE_PARSE_HTML_PAGE_BLOCKS_H_

#include <cstdint>
#include <vector>

#include "core/record/document.h"
#include "ingest_service/parse/html/dom.h"

namespace parallax::parse_html {

struct PageBlock {
  int32_t node = 0;        // the nearest block-level element around it
  int32_t first_text = 0;  // its first and last text node
  int32_t last_text = 0;
  int32_t link_bytes = 0;      // of the text that stand in links
  int32_t bold_bytes = 0;      // … in <b>, <strong>
  record::MappedText content;  // mapped to the markup
};

struct PageBlocks {
  std::vector<PageBlock> blocks;
  // For node i, blocks [first[i], first[end of i]) begin in its subtree. One longer than the nodes.
  std::vector<int32_t> first;
  int64_t unaligned_bytes = 0;  // text that could not be found again in the markup; left out
};

// True for elements that begin a line of their own.
bool IsBlockLevel(uint16_t tag);

// True for elements whose content is no text of the page.
bool IsSilent(uint16_t tag);

// Maps lead to bytes of `dom.markup()`.
PageBlocks CutIntoBlocks(const Dom& dom);

// The text of the subtree of `node` in one piece: block borders become blanks. `skip_nested_tables`
// leaves inner tables out.
record::MappedText TextOf(const Dom& dom, int32_t node, bool skip_nested_tables = false);

}  // namespace parallax::parse_html

#endif  // PARALLAX_INGEST_SERVICE_PARSE_HTML_PAGE_BLOCKS_H_
