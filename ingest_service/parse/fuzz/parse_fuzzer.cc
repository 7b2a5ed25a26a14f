// Any bytes as a document of the media type PARALLAX_FUZZ_MEDIA_TYPE: parsing ends, within its
// limits, and every span keeps the invariant.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "core/record/span_check.h"
#include "ingest_service/parse/parse.h"
#include "ingest_service/source/decode.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  parallax::record::Input input;
  input.content.assign(reinterpret_cast<const char*>(data), size);
  input.media_type = PARALLAX_FUZZ_MEDIA_TYPE;
  const auto source = parallax::source::Decode(input);
  if (!source.ok()) return 0;
  parallax::parse::ParseOptions options;
  options.limits.max_cells = 5000;
  options.limits.max_blocks = 5000;
  const auto document = parallax::parse::Parse(*source, input, options);
  if (!document.ok()) std::abort();
  parallax::parse::ArticleBody(*document);
  for (const std::string& violation : parallax::record::CheckSpans(input.content, *document)) {
    std::fprintf(stderr, "%s\n", violation.c_str());
    std::abort();
  }
  return 0;
}
