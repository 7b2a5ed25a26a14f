// The evidence by which each piece of text on a page is judged main text or boilerplate: a row of
// small integers per block, computed in a few passes over the page.
//
// Evidence is of five kinds: the text itself, its neighbours, the names and tags of the elements
// around it, how text, links and repetition are spread over those elements, and the page as a
// whole.
#ifndef PARALLAX_INGEST_SERVICE_PARSE_HTML_CONTENT_FEATURES_H_
#define PARALLAX_INGEST_SERVICE_PARSE_HTML_CONTENT_FEATURES_H_

#include <cstdint>
#include <string>
#include <vector>

#include "ingest_service/parse/html/cues.h"
#include "ingest_service/parse/html/dom.h"
#include "ingest_service/parse/html/page_blocks.h"
#include "ingest_service/parse/html/text_signs.h"

namespace parallax::parse_html {

// What the page's own metadata says it is; from JSON-LD types and og:type.
struct PageHints {
  bool article = false;
  bool product = false;
  bool forum = false;
  bool listing = false;
  bool faq = false;
  bool listing_url = false;  // what the segments of the URL's path say: /category/, /tag/ …
  bool product_url = false;
  bool forum_url = false;
  bool documentation_url = false;
  bool article_url = false;    // /blog/, /news/, a year
  int32_t path_segments = -1;  // of the canonical URL; -1: unknown
  int32_t last_segment_words = 0;
  std::string title;        // of the metadata
  std::string body;         // JSON-LD's articleBody
  std::string description;  // those of the head and of JSON-LD, one after the other
};

struct FeatureTable {
  int32_t columns = 0;
  std::vector<int32_t> values;  // row-major, one row per block
  int32_t rows() const { return columns == 0 ? 0 : static_cast<int32_t>(values.size() / columns); }
  const int32_t* row(int32_t block) const { return values.data() + int64_t{block} * columns; }
};

// Facts that later stages need again.
struct PageFacts {
  std::vector<uint32_t> cues;     // by node; none on <html> and <body>
  std::vector<TextSigns> signs;   // by block
  std::vector<int64_t> text_sum;  // prefix sums over blocks, one longer than the blocks
  std::vector<int64_t> link_sum;
  std::vector<int64_t> prose_sum;    // bytes in blocks that read like paragraphs
  std::vector<int32_t> template_of;  // by block; those whose elements have the same tags and
                                     // classes up to <body> share a number, from 0
  int32_t title_block = -1;          // the heading that gives the page's title
};

PageFacts CollectFacts(const Dom& dom, const PageBlocks& page, const PageHints& hints);

FeatureTable ComputeFeatures(const Dom& dom, const PageBlocks& page, const PageFacts& facts,
                             const PageHints& hints);

// Names of the columns, for training and explanation.
std::vector<std::string> FeatureNames();

}  // namespace parallax::parse_html

#endif  // PARALLAX_INGEST_SERVICE_PARSE_HTML_CONTENT_FEATURES_H_
