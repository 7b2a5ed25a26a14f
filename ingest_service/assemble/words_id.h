// A hash over a document's words, as far as they can be told from itself: what a reprint keeps.
#ifndef PARALLAX_INGEST_SERVICE_ASSEMBLE_WORDS_ID_H_
#define PARALLAX_INGEST_SERVICE_ASSEMBLE_WORDS_ID_H_

#include <string>

#include "core/record/document.h"

namespace parallax::assemble {

// 32 hex digits over the letters and digits of everything that is not boilerplate, a heading or a
// reader's comment, tables included, whatever their case, white space and punctuation: a reprint
// under another title has the same. Lineages, which depend on other documents too, are the store's.
std::string WordsId(const record::Document& document);

}  // namespace parallax::assemble

#endif  // PARALLAX_INGEST_SERVICE_ASSEMBLE_WORDS_ID_H_
