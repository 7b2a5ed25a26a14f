// The parse room's door: a decoded document to metadata and blocks. Thread-safe; no state.
#ifndef PARALLAX_INGEST_SERVICE_PARSE_PARSE_H_
#define PARALLAX_INGEST_SERVICE_PARSE_PARSE_H_

#include <string>

#include "absl/status/statusor.h"
#include "core/record/document.h"
#include "ingest_service/parse/options.h"
#include "ingest_service/source/source_text.h"

namespace parallax::parse {

struct ParseOptions {
  ParseLimits limits;
};

// Parses `source`, which was decoded from `input`, by its media type. Metadata that `input` states
// wins over what is extracted; both are kept. Blocks keep every piece of the text: boilerplate is
// set apart with a reason, never left out. Bounded in time and memory by the content's size and the
// limits; what goes beyond them leaves a kLimitReached issue. Errors: Unimplemented for a media
// type that no parser is linked for.
absl::StatusOr<record::Document> Parse(const source::SourceText& source, const record::Input& input,
                                       const ParseOptions& options = {});

// The main text: blocks in order, one to a line, boilerplate and reader comments left out. Cells of
// a table row are separated by a tab.
std::string ArticleBody(const record::Document& document);

}  // namespace parallax::parse

#endif  // PARALLAX_INGEST_SERVICE_PARSE_PARSE_H_
