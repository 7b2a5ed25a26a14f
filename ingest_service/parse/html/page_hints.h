// What a page says about its own kind: og:type, JSON-LD types, and the shape of its canonical URL.
#ifndef PARALLAX_INGEST_SERVICE_PARSE_HTML_PAGE_HINTS_H_
#define PARALLAX_INGEST_SERVICE_PARSE_HTML_PAGE_HINTS_H_

#include <string_view>

#include "ingest_service/parse/html/content_features.h"
#include "ingest_service/parse/html/dom.h"

namespace parallax::parse_html {

// `source_uri` is used where the page names no canonical URL; may be empty. Linear.
PageHints ReadPageHints(const Dom& dom, std::string_view source_uri);

}  // namespace parallax::parse_html

#endif  // PARALLAX_INGEST_SERVICE_PARSE_HTML_PAGE_HINTS_H_
