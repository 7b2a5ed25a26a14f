// Claims from lists whose heading says whom they are about and what they list.
#ifndef PARALLAX_INGEST_SERVICE_CLAIM_LIST_CLAIMS_H_
#define PARALLAX_INGEST_SERVICE_CLAIM_LIST_CLAIMS_H_

#include "ingest_service/claim/table_claims.h"
#include "ingest_service/discourse/discourse.h"

namespace parallax::claim {

inline constexpr char kListRuleVersion[] = "1";
// A list of more items than this is an index, not an answer.
inline constexpr size_t kMostListItems = 64;

// A heading, or a short paragraph that ends with a colon, that names one entity and besides it asks
// a dimension whose values are items or entities ("South Korea's key mechanisms:",
// 韩国的主要措施：) makes one claim of the list right below: its items in order, each with its own
// evidence. The entity may stand in a heading above instead. Items of two voices are two claims.
// Labelled items are labelled_claims.h's. Adds to `draft` in reading order. O(text).
void ClaimLists(const ClaimContext& context, const discourse::Discourse& discourse,
                ClaimDraft* draft);

}  // namespace parallax::claim

#endif  // PARALLAX_INGEST_SERVICE_CLAIM_LIST_CLAIMS_H_
