// Where each byte of a normalized UTF-8 text came from in the original document.
#ifndef PARALLAX_CORE_TEXT_TEXT_MAP_H_
#define PARALLAX_CORE_TEXT_TEXT_MAP_H_

#include <cstdint>
#include <vector>

#include "core/text/byte_span.h"

namespace parallax::text {

// A run-length map from offsets in a text to byte ranges of the original. Runs are appended in text
// order and cover the text without gaps; originals may have gaps between runs (markup, collapsed
// white space) but never go backwards.
//
// A run is `count` units, each `text_unit` bytes of text made from `original_unit` bytes of the
// original: plain UTF-8 is (1,1) per byte, GBK Chinese (3,2) per character, a run of white space
// folded to one blank (1,n), an HTML entity (1,5) and so on. A unit is never split: an offset
// inside one maps to the whole of it.
//
// Thread-safe once built (const methods only read).
class TextMap {
 public:
  struct Run {
    int64_t text_begin = 0;
    int64_t original_begin = 0;
    int32_t text_unit = 1;
    int32_t original_unit = 1;
    int64_t count = 0;

    int64_t text_end() const { return text_begin + count * text_unit; }
    int64_t original_end() const { return original_begin + count * original_unit; }
    friend bool operator==(const Run&, const Run&) = default;
  };

  // Appends `count` units that start at `original_begin`. Merges with the last run where the two
  // continue each other. REQUIRES: text_unit > 0, original_unit >= 0, count >= 0.
  void Append(int64_t original_begin, int32_t text_unit, int32_t original_unit, int64_t count);

  // Appends `size` bytes that are the same in text and original.
  void AppendIdentity(int64_t original_begin, int64_t size) { Append(original_begin, 1, 1, size); }

  // Appends text that is made from the single stretch `original`, to be taken whole or not at all.
  void AppendAtom(ByteSpan original, int32_t text_size) {
    Append(original.begin_byte, text_size, static_cast<int32_t>(original.size()), 1);
  }

  // Appends this map's part for text [begin, end) of `other`, as it stands there.
  void AppendSlice(const TextMap& other, int64_t begin, int64_t end);

  // The original range of the text range [begin, end), widened to whole units. An empty text range
  // maps to an empty original range at its place. O(log runs).
  // REQUIRES: 0 <= begin <= end <= text_size().
  ByteSpan ToOriginal(int64_t begin, int64_t end) const;

  int64_t text_size() const { return runs_.empty() ? 0 : runs_.back().text_end(); }
  const std::vector<Run>& runs() const { return runs_; }

 private:
  const Run& RunAt(int64_t text_offset) const;

  std::vector<Run> runs_;
};

}  // namespace parallax::text

#endif  // PARALLAX_CORE_TEXT_TEXT_MAP_H_
