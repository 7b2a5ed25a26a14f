// Several items in one cell: where each begins and ends.
#ifndef PARALLAX_INGEST_SERVICE_CLAIM_ITEM_SPLIT_H_
#define PARALLAX_INGEST_SERVICE_CLAIM_ITEM_SPLIT_H_

#include <cstdint>
#include <string_view>
#include <vector>

#include "core/catalog/catalog_types.h"

namespace parallax::claim {

// A half-open range of bytes of a cell's text.
struct TextRange {
  int64_t begin = 0;
  int64_t end = 0;
  friend bool operator==(const TextRange&, const TextRange&) = default;
};

// The items of `text`, trimmed, empty ones left out; the whole text when nothing separates.
// Separators inside brackets and quotation marks do not count. A leading separator (a bullet)
// counts only where the text starts with it; weak ones (a comma) only where no strong one stands
// and every part is as short as an item of an enumeration is.
std::vector<TextRange> SplitItems(std::string_view text,
                                  const std::vector<catalog::ListSeparator>& separators);

// `range` without white space at its ends (ASCII and the ideographic space).
TextRange Trim(std::string_view text, TextRange range);

}  // namespace parallax::claim

#endif  // PARALLAX_INGEST_SERVICE_CLAIM_ITEM_SPLIT_H_
