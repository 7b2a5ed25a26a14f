// The lineage of a document as far as it can be told from itself: documents with the same words are
// copies.
#ifndef PARALLAX_INGEST_SERVICE_ASSEMBLE_LINEAGE_ID_H_
#define PARALLAX_INGEST_SERVICE_ASSEMBLE_LINEAGE_ID_H_

#include <string>

#include "core/record/document.h"

namespace parallax::assemble {

// 32 hex digits over the letters and digits of everything that is not boilerplate, a heading or a
// reader's comment, tables included, whatever their case, white space and punctuation: a reprint
// under another title is the same lineage.
std::string LineageId(const record::Document& document);

}  // namespace parallax::assemble

#endif  // PARALLAX_INGEST_SERVICE_ASSEMBLE_LINEAGE_ID_H_
