// Two texts that say the same in two languages, side by side: what agrees, what is missing, and
// where one is surer than the other.
//
// Pure functions; thread-safe. Cost as AlignBlocks, and linear in the texts. A difference is one of
// words: a reader decides whether it is one of meaning.
#ifndef PARALLAX_QUERY_SERVICE_TRANSLATE_TRANSLATION_COMPARISON_H_
#define PARALLAX_QUERY_SERVICE_TRANSLATE_TRANSLATION_COMPARISON_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/record/claim.h"
#include "core/record/document.h"
#include "query_service/translate/block_alignment.h"
#include "query_service/translate/cue.h"

namespace parallax::translate {

// A place in one of the blocks of a side.
struct Place {
  size_t block = 0;  // position in the side's list
  TextRange range;   // bytes of that block's text
};

enum class AnchorState {
  kAgrees,   // on both sides
  kDiffers,  // a figure or date of one side stands where the other has another
  kMissing,  // on one side only
};

struct AnchorComparison {
  AnchorState state = AnchorState::kAgrees;
  AnchorKind kind = AnchorKind::kNumber;
  std::string key;           // of the first side; of the second where the first has none
  std::vector<Place> first;  // where it stands; empty: nowhere
  std::vector<Place> second;
};

// A cue that one side has and the other has not, in sentences that stand for each other.
struct CueDifference {
  CueKind kind = CueKind::kNegation;
  bool in_first = false;  // which side has it
  Place cue;
  Place sentence;  // of the side that has it
  // Of the other side; nothing where its sentences do not stand for these one by one.
  std::optional<Place> other_sentence;
};

struct PairComparison {
  AlignedBlocks blocks;
  std::vector<AnchorComparison> anchors;  // by kind, then key
  std::vector<CueDifference> differences;
};

// Whether two texts are translations of each other.
enum class Verdict {
  kLikely,     // most of either text has a counterpart, and most anchors agree
  kUnlikely,   // they do not
  kUndecided,  // fewer than kFewestAnchors to tell by
};
inline constexpr size_t kFewestAnchors = 3;

struct TranslationComparison {
  std::vector<PairComparison> pairs;  // in order; also those with one side
  // Anchors of all pairs by state; topics and quotations, which say less, are not counted.
  size_t agreeing = 0;
  size_t differing = 0;
  size_t missing = 0;
  Verdict verdict = Verdict::kUndecided;
  bool truncated = false;  // a side has more than kMostBlocks blocks, or a block was cut
};

// Bytes of a block that are read; the rest is cut off.
inline constexpr size_t kMostBlockBytes = 64 << 10;

// The blocks of a document that are compared: its own text, without boilerplate, readers' comments,
// short labelled lines ("Author: …"), tables and headings. `language` is a BCP 47 range that blocks
// must be in ("zh" holds "zh-Hant"); empty for all. Entities come from the document's mentions.
std::vector<TextBlock> BlocksToCompare(const std::vector<record::Block>& blocks,
                                       const std::vector<record::Mention>& mentions,
                                       std::string_view language);

// The primary subtags of a document's languages, by how much text they have among the blocks that
// are compared, most first.
std::vector<std::string> LanguagesOf(const std::vector<record::Block>& blocks);

TranslationComparison CompareTexts(const std::vector<TextBlock>& first,
                                   const std::vector<TextBlock>& second);

}  // namespace parallax::translate

#endif  // PARALLAX_QUERY_SERVICE_TRANSLATE_TRANSLATION_COMPARISON_H_
