// What a line looks like: how wide it is, how it begins and ends, how many of its words are
// capitalized. Headings, titles and wrapped lines are told by shape. Pure; thread-safe.
#ifndef PARALLAX_INGEST_SERVICE_PARSE_BLOCK_LINE_SHAPE_H_
#define PARALLAX_INGEST_SERVICE_PARSE_BLOCK_LINE_SHAPE_H_

#include <cstdint>
#include <string_view>

namespace parallax::parse {

enum class LineEnd { kOpen, kSentence, kQuestion, kColon, kComma };

struct LineShape {
  int32_t columns = 0;      // wide characters count two; not counted beyond kShapeBytes
  int32_t words = 0;        // Latin words; Han characters count half a word each, rounded up
  int32_t long_words = 0;   // Latin words of four letters and more
  int32_t capitalized = 0;  // … that begin with a capital
  int32_t digits = 0;
  int32_t letters = 0;  // of any script
  int32_t han = 0;
  LineEnd end = LineEnd::kOpen;
  bool begins_lower = false;        // with a small Latin letter
  bool holds_sentence_end = false;  // one in its midst that a new sentence follows
  bool truncated = false;           // longer than kShapeBytes: only `end` speaks of the whole line
};

// A heading is never longer, so that the cost per line is bounded.
inline constexpr size_t kShapeBytes = 480;

// REQUIRES: `line` is trimmed valid UTF-8.
LineShape ShapeOf(std::string_view line);

// How `line` ends, closing quotes and brackets aside.
LineEnd EndOf(std::string_view line);

// Whether a line of this shape can be a heading by its looks: short, capitalized or Chinese,
// without the end of a sentence. Where it stands decides the rest. A title, which stands first in a
// document, may be a longer clause than other headings: "Markets do not lay fibre by themselves".
bool IsHeadingShaped(const LineShape& shape, std::string_view line, bool is_title = false);

// Whether most of its longer words are capitalized, as in an English title; of Chinese nothing can
// be said.
bool IsTitleCase(const LineShape& shape);

}  // namespace parallax::parse

#endif  // PARALLAX_INGEST_SERVICE_PARSE_BLOCK_LINE_SHAPE_H_
