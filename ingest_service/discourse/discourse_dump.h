// A discourse as text, for tests and for reading by eye.
#ifndef PARALLAX_INGEST_SERVICE_DISCOURSE_DISCOURSE_DUMP_H_
#define PARALLAX_INGEST_SERVICE_DISCOURSE_DISCOURSE_DUMP_H_

#include <string>

#include "core/record/document.h"
#include "ingest_service/discourse/discourse.h"

namespace parallax::discourse {

// A clause a line: its words, then between braces what is not plain: the voices behind the author
// ("<" between them, innermost last; a name, or a role in brackets, "reader"), stance, modality,
// polarity, "not". Sentences are parted by an empty line.
std::string DumpDiscourse(const record::Document& document, const Discourse& discourse);

}  // namespace parallax::discourse

#endif  // PARALLAX_INGEST_SERVICE_DISCOURSE_DISCOURSE_DUMP_H_
