#include "ingest_service/parse/plain/wrap.h"

#include <algorithm>

#include "core/text/character.h"
#include "core/text/utf8.h"
#include "ingest_service/parse/block/line_shape.h"

namespace parallax::parse {
namespace {

constexpr size_t kSampleLines = 2000;
constexpr size_t kLongLineBytes = 360;
constexpr int32_t kLongLine = 1000;
constexpr int32_t kNarrowest = 40;
constexpr int32_t kWidest = 120;

std::string_view TextOf(std::string_view text, const Line& line) {
  return text.substr(static_cast<size_t>(line.begin), static_cast<size_t>(line.end - line.begin));
}

bool BeginsWide(std::string_view line) {
  size_t at = 0;
  return text::IsWide(text::NextCodePoint(line, &at));
}

bool BeginsLower(std::string_view line) {
  size_t at = 0;
  return text::IsLowerLatin(text::NextCodePoint(line, &at));
}

}  // namespace

int32_t ColumnsOf(std::string_view line) {
  if (line.size() > kLongLineBytes) return kLongLine;
  int32_t columns = 0;
  for (const char byte : line) {
    const auto b = static_cast<unsigned char>(byte);
    if ((b & 0xC0) == 0x80) continue;
    columns += b >= 0xE3 && b < 0xF0 ? 2 : 1;
  }
  return columns;
}

int32_t FindWrapWidth(std::string_view text, const std::vector<Line>& lines) {
  const size_t count = std::min(lines.size(), kSampleLines);
  if (count < 4) return 0;
  std::vector<int32_t> widths(count);
  for (size_t i = 0; i < count; ++i) {
    const std::string_view line = TextOf(text, lines[i]);
    // Table rows are not wrapped, whatever the text is.
    widths[i] = line.find('|') == std::string_view::npos ? ColumnsOf(line) : 0;
  }
  std::vector<int32_t> sorted = widths;
  const size_t rank = count - 1 - count / 50;
  std::nth_element(sorted.begin(), sorted.begin() + static_cast<std::ptrdiff_t>(rank),
                   sorted.end());
  const int32_t width = sorted[rank];
  if (width < kNarrowest || width > kWidest) return 0;
  int full = 0;
  int broken_off = 0;
  int latin = 0;
  int begins_lower = 0;
  int wide = 0;
  int same_width = 0;
  for (size_t i = 0; i + 1 < count; ++i) {
    if (lines[i + 1].after_blank || widths[i] * 10 < width * 6 || widths[i + 1] == 0) continue;
    const std::string_view line = TextOf(text, lines[i]);
    const std::string_view next = TextOf(text, lines[i + 1]);
    ++full;
    if (EndOf(line) == LineEnd::kOpen || EndOf(line) == LineEnd::kComma) ++broken_off;
    if (BeginsWide(next)) {
      ++wide;
      if (widths[i] + 4 >= width) ++same_width;
    } else {
      ++latin;
      if (BeginsLower(next)) ++begins_lower;
    }
  }
  if (full < 2 || broken_off * 10 < full * 6) return 0;
  const bool latin_holds = begins_lower * 2 >= latin;
  const bool wide_holds = same_width * 10 >= wide * 7;
  return latin_holds && wide_holds ? width : 0;
}

bool Continues(std::string_view line, std::string_view next, int32_t width) {
  const int32_t columns = ColumnsOf(line);
  if (BeginsLower(next) && columns * 2 >= width) return true;
  int32_t word = 1;
  if (BeginsWide(next)) {
    word = 2;
  } else {
    const size_t blank = next.find(' ');
    word += ColumnsOf(next.substr(0, std::min(blank, next.size())));
  }
  return columns + word > width;
}

}  // namespace parallax::parse
