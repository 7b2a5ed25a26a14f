// Which blocks of two texts say the same: aligned in order by structure, length and anchors.
//
// A pure function; thread-safe. A least-cost path over pairs of blocks (one to one, one to two, two
// to one, and blocks that the other text has not): O(blocks of the one × blocks of the other), both
// at most kMostBlocks.
#ifndef PARALLAX_QUERY_SERVICE_TRANSLATE_BLOCK_ALIGNMENT_H_
#define PARALLAX_QUERY_SERVICE_TRANSLATE_BLOCK_ALIGNMENT_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "core/record/document.h"
#include "query_service/translate/anchor.h"

namespace parallax::translate {

// A block as alignment sees it.
struct TextBlock {
  int32_t index = 0;  // of the block in its document
  record::BlockKind kind = record::BlockKind::kParagraph;
  int32_t level = 0;
  std::string text;
  std::vector<Anchor> anchors;  // by place
  bool cut = false;             // the block is longer than `text`
};

// Blocks beyond these are not aligned.
inline constexpr size_t kMostBlocks = 400;

// What stands on both sides; one side may be empty. Positions in the lists given.
struct AlignedBlocks {
  std::vector<size_t> first;
  std::vector<size_t> second;
  friend bool operator==(const AlignedBlocks&, const AlignedBlocks&) = default;
};

// In order; every one of the first kMostBlocks blocks of either list stands in one entry.
std::vector<AlignedBlocks> AlignBlocks(const std::vector<TextBlock>& first,
                                       const std::vector<TextBlock>& second);

}  // namespace parallax::translate

#endif  // PARALLAX_QUERY_SERVICE_TRANSLATE_BLOCK_ALIGNMENT_H_
