// How firmly a stretch of words is said, and where it parts into clauses that are said differently.
#ifndef PARALLAX_INGEST_SERVICE_DISCOURSE_FRAME_H_
#define PARALLAX_INGEST_SERVICE_DISCOURSE_FRAME_H_

#include <vector>

#include "ingest_service/discourse/block_text.h"

namespace parallax::discourse {

// What an attribution lends to the words that it governs.
struct Governed {
  record::Stance stance = record::Stance::kAsserts;
  bool alleged = false;
  bool planned = false;  // unless its own words tell otherwise
  bool told = false;     // in the past and not word for word: "said it would" is of what will be
};

// Appends the clauses of `range`, which one voice says; their `voices` are left empty. A clause
// begins at a contrast, a concession, a reason, a semicolon or "without"; at a comma (in English
// before "and") only where the words on both sides are said differently. Linear.
void SplitClauses(const BlockText& block, TextRange range, const Governed& governed,
                  std::vector<Clause>* clauses);

}  // namespace parallax::discourse

#endif  // PARALLAX_INGEST_SERVICE_DISCOURSE_FRAME_H_
