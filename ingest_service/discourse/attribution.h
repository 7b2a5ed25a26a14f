// Attributions in a sentence: the words that say who speaks, and which words are theirs.
#ifndef PARALLAX_INGEST_SERVICE_DISCOURSE_ATTRIBUTION_H_
#define PARALLAX_INGEST_SERVICE_DISCOURSE_ATTRIBUTION_H_

#include <vector>

#include "ingest_service/discourse/block_text.h"
#include "ingest_service/discourse/speaker.h"

namespace parallax::discourse {

struct Attribution {
  TextRange words;    // speaker and verb, with what only says where and to whom
  TextRange content;  // what is said; disjoint from `words` or around it
  TextRange cue;      // the words that tell so; empty: `words`
  bool act = false;   // the sentence that tells of an announcement is what is announced
  // Outermost first: a newspaper, then who told it.
  std::vector<SpeakerReading> chain;
  record::Stance stance = record::Stance::kAsserts;
  bool alleged = false;
  bool planned = false;  // a promise: what is said is still to come
};

// Appends the attributions of `sentence`, in order of their words. At most a few per sentence; time
// is linear in the sentence for each.
void FindAttributions(const BlockText& block, TextRange sentence,
                      std::vector<Attribution>* attributions);

// Whether what is said is told in the past and not word for word: "said that", "told viewers that".
bool ToldInThePast(const BlockText& block, const Attribution& attribution);

}  // namespace parallax::discourse

#endif  // PARALLAX_INGEST_SERVICE_DISCOURSE_ATTRIBUTION_H_
