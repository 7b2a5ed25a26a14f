// Keeps Markdown that makes cmark slow away from it. Thread-safe; linear.
#ifndef PARALLAX_INGEST_SERVICE_PARSE_MARKDOWN_GUARD_H_
#define PARALLAX_INGEST_SERVICE_PARSE_MARKDOWN_GUARD_H_

#include <string>
#include <string_view>

#include "ingest_service/parse/options.h"

namespace parallax::parse {

// Why `text` must not be parsed as Markdown; empty when it may. cmark is linear on what people
// write, quadratic on some constructs within one paragraph, on containers nested deep and on tables
// with very many columns; those are bounded: the squares of the markup characters of all paragraphs
// together, the depth of containers, the bars of a line.
std::string MarkdownHazard(std::string_view text, const ParseLimits& limits);

}  // namespace parallax::parse

#endif  // PARALLAX_INGEST_SERVICE_PARSE_MARKDOWN_GUARD_H_
