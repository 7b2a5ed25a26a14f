#include "ingest_service/parse/plain/line.h"

#include <algorithm>
#include <cstring>

#include "core/text/character.h"
#include "core/text/utf8.h"
#include "ingest_service/parse/block/block_text.h"

namespace parallax::parse {
namespace {

int32_t IndentOf(std::string_view white) {
  int32_t columns = 0;
  for (size_t at = 0; at < white.size();) {
    const char32_t c = text::NextCodePoint(white, &at);
    columns += c == '\t' ? 4 - columns % 4 : text::IsWide(c) || c == 0x3000 ? 2 : 1;
  }
  return columns;
}

}  // namespace

std::vector<Line> SplitLines(std::string_view text, int64_t max_lines, int64_t* rest) {
  std::vector<Line> lines;
  bool blank = true;
  size_t at = 0;
  // Only texts without any LF can have lines that end in CR alone.
  const char ending = text.find('\n') == std::string_view::npos ? '\r' : '\n';
  while (at < text.size()) {
    if (static_cast<int64_t>(lines.size()) >= max_lines) break;
    const void* found = std::memchr(text.data() + at, ending, text.size() - at);
    const size_t end = found == nullptr
                           ? text.size()
                           : static_cast<size_t>(static_cast<const char*>(found) - text.data());
    const TextRange range = TrimRange(text, static_cast<int64_t>(at), static_cast<int64_t>(end));
    if (range.begin < range.end) {
      Line line;
      line.begin = range.begin;
      line.end = range.end;
      if (range.begin > static_cast<int64_t>(at)) {
        line.indent = IndentOf(text.substr(at, static_cast<size_t>(range.begin) - at));
      }
      line.after_blank = blank;
      lines.push_back(line);
      blank = false;
    } else {
      blank = true;
    }
    at = end + 1;
  }
  *rest = static_cast<int64_t>(std::min(at, text.size()));
  return lines;
}

}  // namespace parallax::parse
