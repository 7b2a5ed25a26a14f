// The document's own voice: its author, or whoever wrote it.
#ifndef PARALLAX_INGEST_SERVICE_CLAIM_AUTHOR_VOICE_H_
#define PARALLAX_INGEST_SERVICE_CLAIM_AUTHOR_VOICE_H_

#include <string_view>

#include "core/record/claim.h"
#include "core/record/document.h"

namespace parallax::claim {

// A named author is the same voice in every document: its key is "author:" and the folded names. An
// unnamed one is a voice of its own, known by the hash of the document's words: a reprint of an
// unsigned text is no second voice, an edited copy is one (a document's own records depend on no
// other document; its lineage does, and is counted apart). Who abstracts or announces another's
// work is not its author: unnamed, unless the text says that the work's first author writes.
record::Voice AuthorVoice(const record::Document& document, std::string_view words_id);

}  // namespace parallax::claim

#endif  // PARALLAX_INGEST_SERVICE_CLAIM_AUTHOR_VOICE_H_
