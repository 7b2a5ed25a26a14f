// Which metadata field a label names, in English and Chinese. Pure; thread-safe.
#ifndef PARALLAX_INGEST_SERVICE_PARSE_METADATA_LABEL_FIELD_H_
#define PARALLAX_INGEST_SERVICE_PARSE_METADATA_LABEL_FIELD_H_

#include <optional>
#include <string_view>

#include "core/record/document.h"

namespace parallax::parse {

// "Author(s)", "作者/Author(s)", 關鍵字, "Date published": the field; of a label in two languages
// the first part that names one. A publisher that is an address is told by its value, not here.
std::optional<record::MetadataField> FieldOfLabel(std::string_view label);

}  // namespace parallax::parse

#endif  // PARALLAX_INGEST_SERVICE_PARSE_METADATA_LABEL_FIELD_H_
