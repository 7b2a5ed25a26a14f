// Claims from labelled lines ("Budget: 3 billion euros", 投资额：30亿元), alone or as list items.
#ifndef PARALLAX_INGEST_SERVICE_CLAIM_LABELLED_CLAIMS_H_
#define PARALLAX_INGEST_SERVICE_CLAIM_LABELLED_CLAIMS_H_

#include "ingest_service/claim/table_claims.h"
#include "ingest_service/discourse/discourse.h"

namespace parallax::claim {

inline constexpr char kLabelRuleVersion[] = "1";

// A label that asks a dimension of the line's subject makes a claim of the line: the subject is the
// one of the record that the line belongs to ("Model: Qwen" above it), else the only entity of
// the heading above, else that of the document's first heading. Under a heading that asks a
// dimension, a label that names an entity is the subject ("China: 50 billion"). Labels of
// metadata (author, date, keywords, source) and of running text yield nothing. Voices are those
// that `discourse` hears in the line. Adds to `draft` in reading order. O(text).
void ClaimLabelledLines(const ClaimContext& context, const discourse::Discourse& discourse,
                        ClaimDraft* draft);

}  // namespace parallax::claim

#endif  // PARALLAX_INGEST_SERVICE_CLAIM_LABELLED_CLAIMS_H_
