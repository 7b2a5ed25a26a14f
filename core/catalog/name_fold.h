// Folding of names and cues for comparison: what people write differently and mean the same.
#ifndef PARALLAX_CORE_CATALOG_NAME_FOLD_H_
#define PARALLAX_CORE_CATALOG_NAME_FOLD_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace parallax::catalog {

// A text folded for matching, with the way back.
//
// Folded: ASCII and Latin letters to lower case without diacritics, full-width forms to ASCII,
// traditional Chinese characters to simplified (single characters), dashes, hyphens and every white
// space to one blank each, typographic apostrophes to ', middle dots to one form. Zero-width and
// soft-hyphen characters vanish, and so do blanks beside a character of an unspaced script ("AI
// 政策" is "AI政策"). Other runs of blanks are kept as they are, so that offsets stay near.
// Everything else stays. Malformed UTF-8 bytes are kept byte by byte.
class FoldedText {
 public:
  explicit FoldedText(std::string_view text);

  const std::string& text() const { return folded_; }
  // The offset in the source of the folded offset `offset` (the begin of the character that made
  // it). O(log of changes in length). REQUIRES: offset <= text().size().
  int64_t ToSource(int64_t offset) const;

  // The offset in the source where the character that ends at the folded offset `offset` ends.
  // Differs from ToSource where something vanished in between.
  int64_t ToSourceEnd(int64_t offset) const;

  // The first folded offset whose source is `offset` or lies after it. O(log of changes in length).
  int64_t ToFolded(int64_t offset) const;

 private:
  void AddShift(int64_t source, int64_t before);

  struct Shift {
    int64_t folded = 0;  // from this folded offset on
    int64_t source = 0;  // source offsets run in step from here
    int64_t before = 0;  // where in the source the character before it ends
  };
  std::string folded_;
  std::vector<Shift> shifts_;
};

// The folded text alone, trimmed and with runs of blanks joined: the key under which names are
// found.
std::string FoldName(std::string_view text);

// Whether the code point is written without spaces between words (Han, kana).
bool IsUnspacedScript(char32_t code_point);

}  // namespace parallax::catalog

#endif  // PARALLAX_CORE_CATALOG_NAME_FOLD_H_
