// What a page says about itself: title, authors, dates, publisher … from JSON-LD, Open Graph,
// Dublin Core, other meta tags, microdata, visible bylines and datelines, and the URL.
//
// Every candidate is kept with its origin and the bytes it stands in; `chosen` marks the ones that
// count. Precedence and its reasons: docs/decisions/0032-metadata-precedence.md.
#ifndef PARALLAX_INGEST_SERVICE_PARSE_HTML_METADATA_H_
#define PARALLAX_INGEST_SERVICE_PARSE_HTML_METADATA_H_

#include <string_view>
#include <vector>

#include "core/record/document.h"
#include "ingest_service/parse/html/content_features.h"
#include "ingest_service/parse/html/dom.h"
#include "ingest_service/parse/html/page_blocks.h"

namespace parallax::parse_html {

// A value before the choice. Lower ranks are better within a field.
struct Candidate {
  record::MetadataField field;
  record::MetadataOrigin origin;
  std::string value;
  text::ByteSpan span;  // of the markup; empty when it comes from `source_uri`
  int rank = 0;
  const record::MappedText* text =
      nullptr;                // all of `value` with its map, where it is visible text
  std::string language = {};  // of an alternate address
};

// At most this many candidates are kept of one page.
inline constexpr size_t kMaxCandidates = 500;

// At most this many addresses of the same content in other languages.
inline constexpr int kMostAlternates = 32;

// From <head>, JSON-LD and microdata. `source_uri` is what relative addresses of alternates start
// from, where the page names no base.
void CollectDeclared(const Dom& dom, std::string_view source_uri, std::vector<Candidate>* out);

// From what readers see: headings, bylines, datelines, labelled lines around the title.
void CollectVisible(const Dom& dom, const PageBlocks& page, const PageFacts& facts,
                    std::vector<Candidate>* out);

// From the page's address.
void CollectFromUrl(std::string_view source_uri, std::vector<Candidate>* out);

// All candidates as items, best first in each field; spans still of the markup.
std::vector<record::MetadataItem> ChooseMetadata(std::vector<Candidate> candidates);

}  // namespace parallax::parse_html

#endif  // PARALLAX_INGEST_SERVICE_PARSE_HTML_METADATA_H_
