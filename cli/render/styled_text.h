// Lines of text with styles, measured in terminal columns and wrapped to a width.
#ifndef PARALLAX_CLI_RENDER_STYLED_TEXT_H_
#define PARALLAX_CLI_RENDER_STYLED_TEXT_H_

#include <string>
#include <string_view>
#include <vector>

namespace parallax::render {

enum class Style { kPlain, kStrong, kFaint, kGood, kCareful, kBad };

struct StyledSpan {
  std::string text;
  Style style = Style::kPlain;
};

// A line before or after wrapping. Continuation lines are indented by `hanging` columns.
struct StyledLine {
  std::vector<StyledSpan> spans;
  int hanging = 0;
};

StyledLine PlainLine(std::string text, Style style = Style::kPlain);

// Columns that `text` takes on a terminal: 2 for East Asian Wide and Fullwidth characters
// (UAX #11; Ambiguous counts as 1) and for emoji sequences, 0 for combining marks, per grapheme
// cluster (UAX #29).
int DisplayWidth(std::string_view text);
int DisplayWidth(const StyledLine& line);

// Widest piece of `text` that has no break opportunity inside.
int LongestPiece(const StyledLine& line);

// Breaks at line break opportunities (UAX #14), and inside a piece that is wider than the line.
// Every returned line is at most `width` wide unless a single grapheme is wider. REQUIRES: width >
// 0. Never returns nothing: an empty line wraps to one empty line.
std::vector<StyledLine> WrapLine(const StyledLine& line, int width);

// The line as bytes, with ANSI colours when asked. No-break spaces, which have done their work by
// then, become spaces.
std::string ToText(const StyledLine& line, bool colour);

}  // namespace parallax::render

#endif  // PARALLAX_CLI_RENDER_STYLED_TEXT_H_
