// Which heading of a page gives its title, by what the head declares.
//
// Heads are written for search engines and often name the site; sites put their own name or a
// section's in the first heading. What both say is the title. Pure; linear.
#ifndef PARALLAX_INGEST_SERVICE_PARSE_HTML_TITLE_HEADING_H_
#define PARALLAX_INGEST_SERVICE_PARSE_HTML_TITLE_HEADING_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "ingest_service/parse/html/dom.h"
#include "ingest_service/parse/html/page_blocks.h"

namespace parallax::parse_html {

// The block whose heading says what `declared` says: the same, a part of it or more than it, or as
// an <h1> half of its words; otherwise the first <h1>. -1 without one.
int32_t FindTitleHeading(const Dom& dom, const PageBlocks& page, std::string_view declared);

// Whether half of the words of the shorter text, and a quarter of the heading's, are in both.
bool SharesHalf(std::string_view heading, std::string_view declared);

// The parts of a declared title that sites join by " | ", " - ", ": " …, in order.
struct TitlePart {
  std::string_view text;
  bool after_colon = false;
};
std::vector<TitlePart> TitleParts(std::string_view declared);

}  // namespace parallax::parse_html

#endif  // PARALLAX_INGEST_SERVICE_PARSE_HTML_TITLE_HEADING_H_
