#include "cli/render/styled_text.h"

#include <unicode/brkiter.h>
#include <unicode/locid.h>
#include <unicode/uchar.h>
#include <unicode/utext.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <cstdint>
#include <memory>
#include <utility>

namespace parallax::render {
namespace {

// Byte offsets of the boundaries in `text`, its end included, its begin not. Without ICU data every
// byte sequence of a character is its own piece.
enum class Boundary { kGrapheme, kLine };
std::vector<int32_t> Boundaries(std::string_view text, Boundary kind) {
  std::vector<int32_t> out;
  UErrorCode status = U_ZERO_ERROR;
  const icu::Locale& root = icu::Locale::getRoot();
  std::unique_ptr<icu::BreakIterator> iterator(
      kind == Boundary::kLine ? icu::BreakIterator::createLineInstance(root, status)
                              : icu::BreakIterator::createCharacterInstance(root, status));
  UText* source = utext_openUTF8(nullptr, text.data(), static_cast<int64_t>(text.size()), &status);
  if (U_SUCCESS(status)) {
    iterator->setText(source, status);
    for (int32_t at = iterator->next(); U_SUCCESS(status) && at != icu::BreakIterator::DONE;
         at = iterator->next()) {
      out.push_back(at);
    }
  }
  utext_close(source);
  if (out.empty() && !text.empty()) {
    for (int32_t i = 0; i < static_cast<int32_t>(text.size());) {
      U8_FWD_1(text.data(), i, static_cast<int32_t>(text.size()));
      out.push_back(i);
    }
  }
  return out;
}

int CharacterWidth(UChar32 c) {
  const int8_t type = u_charType(c);
  if (type == U_NON_SPACING_MARK || type == U_ENCLOSING_MARK || type == U_FORMAT_CHAR ||
      type == U_CONTROL_CHAR) {
    return 0;
  }
  const int width = u_getIntPropertyValue(c, UCHAR_EAST_ASIAN_WIDTH);
  return width == U_EA_WIDE || width == U_EA_FULLWIDTH ? 2 : 1;
}

bool IsAscii(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

std::string_view ColourCode(Style style) {
  switch (style) {
    case Style::kPlain:
      return "";
    case Style::kStrong:
      return "\x1b[1m";
    case Style::kFaint:
      return "\x1b[2m";
    case Style::kGood:
      return "\x1b[32m";
    case Style::kCareful:
      return "\x1b[33m";
    case Style::kBad:
      return "\x1b[1;31m";
  }
  return "";
}

std::string Joined(const StyledLine& line) {
  std::string text;
  for (const StyledSpan& span : line.spans) text += span.text;
  return text;
}

// The bytes [begin, end) of the joined text with their styles.
void AppendSlice(const StyledLine& line, size_t begin, size_t end, StyledLine* out) {
  size_t at = 0;
  for (const StyledSpan& span : line.spans) {
    const size_t from = std::max(begin, at);
    const size_t to = std::min(end, at + span.text.size());
    if (from < to) out->spans.push_back({span.text.substr(from - at, to - from), span.style});
    at += span.text.size();
  }
}

size_t WithoutTrailingSpace(std::string_view text, size_t begin, size_t end) {
  while (end > begin && text[end - 1] == ' ') --end;
  return end;
}

}  // namespace

StyledLine PlainLine(std::string text, Style style) {
  StyledLine line;
  line.spans.push_back({std::move(text), style});
  return line;
}

int DisplayWidth(std::string_view text) {
  if (IsAscii(text)) return static_cast<int>(text.size());
  int width = 0;
  int32_t begin = 0;
  for (const int32_t end : Boundaries(text, Boundary::kGrapheme)) {
    // A cluster is as wide as its widest character, at most 2; an emoji presentation selector
    // makes it wide.
    int cluster = 0;
    for (int32_t i = begin; i < end;) {
      UChar32 c;
      U8_NEXT(text.data(), i, end, c);
      if (c < 0) c = 0xFFFD;
      cluster = c == 0xFE0F ? 2 : std::max(cluster, CharacterWidth(c));
    }
    width += cluster;
    begin = end;
  }
  return width;
}

int DisplayWidth(const StyledLine& line) { return DisplayWidth(Joined(line)); }

int LongestPiece(const StyledLine& line) {
  const std::string text = Joined(line);
  int longest = 0;
  size_t begin = 0;
  for (const int32_t boundary : Boundaries(text, Boundary::kLine)) {
    const size_t end = static_cast<size_t>(boundary);
    const size_t trimmed = WithoutTrailingSpace(text, begin, end);
    longest =
        std::max(longest, DisplayWidth(std::string_view(text).substr(begin, trimmed - begin)));
    begin = end;
  }
  return longest;
}

std::vector<StyledLine> WrapLine(const StyledLine& line, int width) {
  const std::string text = Joined(line);
  const std::string_view view = text;
  if (DisplayWidth(view) <= width) return {line};
  const int hanging = std::min(line.hanging, std::max(0, width - 2));
  std::vector<StyledLine> out;
  size_t line_begin = 0;
  size_t line_end = 0;
  int used = 0;
  const auto room = [&] { return out.empty() ? width : width - hanging; };
  const auto finish = [&] {
    StyledLine done;
    if (!out.empty() && hanging > 0) {
      done.spans.push_back({std::string(static_cast<size_t>(hanging), ' '), Style::kPlain});
    }
    AppendSlice(line, line_begin, WithoutTrailingSpace(text, line_begin, line_end), &done);
    out.push_back(std::move(done));
    line_begin = line_end;
    used = 0;
  };
  for (const int32_t boundary : Boundaries(view, Boundary::kLine)) {
    const size_t begin = line_end;
    const size_t end = static_cast<size_t>(boundary);
    const size_t trimmed = WithoutTrailingSpace(text, begin, end);
    const int piece = DisplayWidth(view.substr(begin, trimmed - begin));
    if (used > 0 && used + piece > room()) finish();
    if (piece <= room()) {
      line_end = end;
      used += DisplayWidth(view.substr(begin, end - begin));
      continue;
    }
    size_t grapheme_begin = begin;
    for (const int32_t stop : Boundaries(view.substr(begin, end - begin), Boundary::kGrapheme)) {
      const size_t grapheme_end = begin + static_cast<size_t>(stop);
      const int grapheme = DisplayWidth(view.substr(grapheme_begin, grapheme_end - grapheme_begin));
      if (used > 0 && used + grapheme > room() && grapheme_begin < trimmed) finish();
      line_end = grapheme_end;
      used += grapheme;
      grapheme_begin = grapheme_end;
    }
  }
  if (line_begin < text.size() || out.empty()) finish();
  return out;
}

std::string ToText(const StyledLine& line, bool colour) {
  std::string out;
  for (const StyledSpan& span : line.spans) {
    const std::string_view code = ColourCode(span.style);
    const bool styled = colour && !code.empty();
    if (styled) out += code;
    for (size_t i = 0; i < span.text.size(); ++i) {
      if (span.text.compare(i, 2, "\u00a0") == 0) {
        out += ' ';
        ++i;
      } else {
        out += span.text[i];
      }
    }
    if (styled) out += "\x1b[0m";
  }
  return out;
}

}  // namespace parallax::render
