// What is never main text, whatever its shape: readers' comments under an article, and lines that
// lead to other pages or ask for something. The judgement by evidence (content_model.h) sees too
// few of them to learn the rule.
#ifndef PARALLAX_INGEST_SERVICE_PARSE_HTML_CONTENT_RULES_H_
#define PARALLAX_INGEST_SERVICE_PARSE_HTML_CONTENT_RULES_H_

#include <string_view>
#include <vector>

#include "ingest_service/parse/html/content_features.h"
#include "ingest_service/parse/html/dom.h"
#include "ingest_service/parse/html/page_blocks.h"

namespace parallax::parse_html {

// Whether a line opens like "Read more:", "Sign up for", "相关阅读" and is no longer than such
// lines are.
bool LeadsAway(std::string_view line);

// By block. Comments are set aside where the page says that it is an article, nothing says that it
// is a discussion board, and prose stands before the first of them. On a product's page, what is
// named reviews or related is set aside unless the title stands in it. Linear.
std::vector<bool> NeverMainText(const Dom& dom, const PageBlocks& page, const PageFacts& facts,
                                const PageHints& hints);

}  // namespace parallax::parse_html

#endif  // PARALLAX_INGEST_SERVICE_PARSE_HTML_CONTENT_RULES_H_
