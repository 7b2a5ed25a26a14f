// Whether two documents in different languages say the same thing in the same order: a translation
// is a copy of another kind, linked apart from copies. Deterministic; thread-safe.
#ifndef PARALLAX_INGEST_SERVICE_LINEAGE_TRANSLATION_H_
#define PARALLAX_INGEST_SERVICE_LINEAGE_TRANSLATION_H_

#include <cstdint>
#include <string>
#include <vector>

#include "core/record/document.h"

namespace parallax::lineage {

// What translating leaves as it is.
struct TranslationSketch {
  std::string language;  // of most of the main text
  std::vector<uint64_t>
      figures;                  // hashes of figures of two digits and more; ascending, no two alike
  std::vector<uint64_t> names;  // of capitalized Latin words, lower case
  std::vector<uint64_t> words;  // of all Latin words
  // Of figures of two digits and more that follow each other: rarer than figures, and in the same
  // order in a translation. Ascending, no two alike; the lowest kMostFigurePairs. Candidates are
  // found by them; they are no evidence.
  std::vector<uint64_t> figure_pairs;
  std::string shape;         // a letter per main block: its kind; at most kMostShape
  int64_t letter_bytes = 0;  // of main text, blanks and signs aside
  // Hashes, ascending, no two alike: of the document's own addresses, and of those where its page
  // says that the same stands in another language.
  std::vector<uint64_t> addresses;
  std::vector<uint64_t> alternates;
};
inline constexpr size_t kMostShape = 256;
inline constexpr size_t kMostAnchors = 512;
inline constexpr size_t kMostFigurePairs = 8;

TranslationSketch MakeTranslationSketch(const record::Document& document);

// Shares are of what the document that has fewer has.
struct TranslationEvidence {
  // Blocks of the same kind in the same order, of the longer; 0 where the rest decides already.
  double shape = 0;
  double anchors = 0;  // figures and names of one that stand in the other
  int64_t anchor_count = 0;
  int64_t agreeing = 0;     // of them
  double length_ratio = 0;  // the shorter's letters to the longer's
  bool declared = false;    // each page names the other's address as its alternate
  bool likely = false;
};

// False where the documents' numbers of blocks or letters alone say that neither translates the
// other.
bool MayTranslate(size_t first_blocks, size_t second_blocks, int64_t first_letter_bytes,
                  int64_t second_letter_bytes);

// Likely when the languages differ, the shapes agree, the lengths are alike, and most figures and
// foreign names of one stand in the other. Independent reports of one event share names and
// figures, not their number of blocks and length at once. Of two pages that declare each other as
// alternates less is asked: no shape, and half of the anchors and length that an unknown pair
// needs, for editions are shortened and laid out anew. One page alone may declare what it likes: it
// is judged as any other. O(kMostShape²) at most.
TranslationEvidence JudgeTranslation(const TranslationSketch& first,
                                     const TranslationSketch& second);

}  // namespace parallax::lineage

#endif  // PARALLAX_INGEST_SERVICE_LINEAGE_TRANSLATION_H_
