// Claims from prose: whom a clause is about, what it says of it, in whose voice and how firmly.
#ifndef PARALLAX_INGEST_SERVICE_CLAIM_PROSE_CLAIMS_H_
#define PARALLAX_INGEST_SERVICE_CLAIM_PROSE_CLAIMS_H_

#include "ingest_service/claim/prose_rules.h"
#include "ingest_service/claim/table_claims.h"
#include "ingest_service/discourse/discourse.h"

namespace parallax::claim {

// A sentence of more bytes than this is not read: no writer wrote it.
inline constexpr int64_t kLongestSentence = 4000;
// Frames of one sentence that are looked at.
inline constexpr int kMostFramesPerSentence = 48;

// Reads the sentences of `discourse` (of context.document) one by one; what two readings fit alike
// is left out and named in draft->rejected. Adds to `draft` in reading order. O(text).
void ClaimProse(const ProseRules& rules, const ClaimContext& context,
                const discourse::Discourse& discourse, ClaimDraft* draft);

}  // namespace parallax::claim

#endif  // PARALLAX_INGEST_SERVICE_CLAIM_PROSE_CLAIMS_H_
