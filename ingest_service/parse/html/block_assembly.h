// Makes a document's blocks from a page's pieces of text and the judgement which of them are main
// text.
#ifndef PARALLAX_INGEST_SERVICE_PARSE_HTML_BLOCK_ASSEMBLY_H_
#define PARALLAX_INGEST_SERVICE_PARSE_HTML_BLOCK_ASSEMBLY_H_

#include <vector>

#include "core/record/document.h"
#include "ingest_service/parse/html/content_features.h"
#include "ingest_service/parse/html/dom.h"
#include "ingest_service/parse/html/page_blocks.h"
#include "ingest_service/parse/html/table_reader.h"

namespace parallax::parse_html {

struct AssemblyInput {
  const Dom& dom;
  PageBlocks& page;  // texts are moved out of it
  const PageFacts& facts;
  const std::vector<bool>& main_text;  // by piece
  const text::TextMap& source_map;     // markup → original
  const TableLimits& tables;
};

// Blocks in reading order with maps and spans of the original; issues for what was cut off.
std::vector<record::Block> AssembleBlocks(const AssemblyInput& input,
                                          std::vector<record::Issue>* issues);

}  // namespace parallax::parse_html

#endif  // PARALLAX_INGEST_SERVICE_PARSE_HTML_BLOCK_ASSEMBLY_H_
