// Who says each clause of a document, and how firmly: sentences, clauses, voices, stance, modality,
// polarity, negation and hedges. What is said is for the claim rules; this room only reads the
// frame around it. A function of its arguments; thread-safe.
#ifndef PARALLAX_INGEST_SERVICE_DISCOURSE_DISCOURSE_H_
#define PARALLAX_INGEST_SERVICE_DISCOURSE_DISCOURSE_H_

#include <cstdint>
#include <vector>

#include "core/catalog/catalog.h"
#include "core/record/claim.h"
#include "core/record/document.h"

namespace parallax::discourse {

// A half-open range of bytes of the text of a block (Block's MappedText), on character boundaries.
struct TextRange {
  int64_t begin = 0;
  int64_t end = 0;
  friend bool operator==(const TextRange&, const TextRange&) = default;
};

// Words that make the frame: what spoke, denied or hedged.
struct Cue {
  record::EvidenceRole role = record::EvidenceRole::kUnspecified;  // kVoice, kNegation or kHedge
  int32_t block = 0;  // index into Document::blocks; a voice may be named in an earlier block
  TextRange range;
  friend bool operator==(const Cue&, const Cue&) = default;
};

// The smallest stretch that one voice asserts in one way. Clauses of a sentence do not overlap and
// stand in order; the words that only attribute ("the ministry said", 据…报道) are in none.
struct Clause {
  TextRange range;
  // Indexes into Discourse::voices, outermost first. Never empty: the first is the document's
  // author, or the reader who wrote the comment.
  std::vector<int32_t> voices;
  record::Stance stance = record::Stance::kAsserts;
  record::Modality modality = record::Modality::kActual;
  record::Polarity polarity = record::Polarity::kUnspecified;
  // Its future is expected ("is likely to", "analysts forecast"), not only told of ("will").
  bool expected = false;
  bool negated = false;  // its predicate is denied ("has not released"); the cue tells where
  std::vector<Cue> cues;
  friend bool operator==(const Clause&, const Clause&) = default;
};

struct Sentence {
  int32_t block = 0;  // index into Document::blocks
  TextRange range;    // without the white space around it
  std::vector<Clause> clauses;
  friend bool operator==(const Sentence&, const Sentence&) = default;
};

struct Discourse {
  std::vector<record::Voice> voices;  // the author's first; each one once
  // In reading order, of paragraphs, list items, quotations, captions, headings and readers'
  // comments; none of boilerplate, code and tables.
  std::vector<Sentence> sentences;
};

// `mentions` by span; `author` is the document's own voice. Voices are resolved to entities through
// the mentions where they name one; a later short name or pronoun ("Smith", "he", 他) is the voice
// that it takes up. O(text).
Discourse ReadDiscourse(const catalog::Catalog& catalog, const record::Document& document,
                        const std::vector<record::Mention>& mentions, const record::Voice& author);

}  // namespace parallax::discourse

#endif  // PARALLAX_INGEST_SERVICE_DISCOURSE_DISCOURSE_H_
