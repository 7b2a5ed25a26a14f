#include "ingest_service/parse/block/block_text.h"

#include <algorithm>
#include <array>
#include <utility>

#include "core/text/character.h"
#include "core/text/utf8.h"

namespace parallax::parse {
namespace {

using text::CodePointBefore;
using text::NextCodePoint;

// Bytes that may begin something to fold or leave out; 1: ASCII white space, 2: look at the code
// point.
constexpr std::array<uint8_t, 256> MakeClasses() {
  std::array<uint8_t, 256> classes{};
  for (size_t b = 0; b < 0x20; ++b) classes[b] = 2;
  for (const unsigned char b : {'\t', '\n', '\v', '\f', '\r', ' '}) classes[b] = 1;
  classes[0x7F] = 2;
  classes[0xC2] = 2;
  for (const unsigned char b : {0xE1, 0xE2, 0xE3, 0xEF}) classes[b] = 2;
  return classes;
}
constexpr std::array<uint8_t, 256> kClasses = MakeClasses();

bool IsLineEnd(char32_t c) { return c == '\n' || c == '\r' || c == 0x2028 || c == 0x2029; }

}  // namespace

void BlockText::Copy(int64_t begin, int64_t end) {
  if (begin >= end) return;
  const auto at = static_cast<size_t>(begin);
  out_.text.append(source_.text, at, static_cast<size_t>(end - begin));
  const auto& runs = source_.map.runs();
  if (runs.size() == 1 && runs[0].text_unit == 1 && runs[0].original_unit == 1) {
    out_.map.AppendIdentity(runs[0].original_begin + begin, end - begin);
  } else {
    out_.map.AppendSlice(source_.map, begin, end);
  }
}

void BlockText::FlushSpace(char32_t next) {
  if (space_begin_ < 0) return;
  const int64_t begin = std::exchange(space_begin_, -1);
  const bool has_line_end = std::exchange(space_has_line_end_, false);
  if (out_.text.empty()) return;
  if (has_line_end && text::IsWide(next) &&
      text::IsWide(CodePointBefore(out_.text, out_.text.size()))) {
    return;
  }
  if (space_end_ - begin == 1 && source_.text[static_cast<size_t>(begin)] == ' ') {
    Copy(begin, space_end_);
    return;
  }
  out_.text.push_back(' ');
  out_.map.AppendAtom(source_.map.ToOriginal(begin, space_end_), 1);
}

void BlockText::Append(int64_t begin, int64_t end) {
  const std::string_view s(source_.text.data(), static_cast<size_t>(end));
  auto at = static_cast<size_t>(begin);
  size_t run = at;  // begin of what is to be copied as it is
  const size_t stop = s.size();
  while (at < stop) {
    const uint8_t cls = kClasses[static_cast<unsigned char>(s[at])];
    if (cls == 0) {
      if (at == run && space_begin_ >= 0) {
        size_t peek = at;
        FlushSpace(NextCodePoint(s, &peek));
      }
      ++at;
      continue;
    }
    // A single blank between two plain characters is copied with them.
    if (cls == 1 && s[at] == ' ' && at > run && at + 1 < stop &&
        kClasses[static_cast<unsigned char>(s[at + 1])] == 0) {
      at += 2;
      continue;
    }
    const size_t from = at;
    const char32_t c = NextCodePoint(s, &at);
    const bool is_space = text::IsWhiteSpace(c);
    const bool is_control = text::IsControl(c);
    if (!is_space && !is_control && !text::IsZeroWidth(c)) {
      if (from == run) FlushSpace(c);
      continue;
    }
    Copy(static_cast<int64_t>(run), static_cast<int64_t>(from));
    run = at;
    if (is_space) {
      if (space_begin_ < 0) space_begin_ = static_cast<int64_t>(from);
      space_end_ = static_cast<int64_t>(at);
      space_has_line_end_ = space_has_line_end_ || IsLineEnd(c);
    } else if (is_control) {
      dropped_control_ = true;
    }
  }
  Copy(static_cast<int64_t>(run), static_cast<int64_t>(stop));
}

void BlockText::AppendAs(std::string_view text, int64_t begin, int64_t end) {
  if (text.empty()) return;
  size_t at = 0;
  const char32_t first = NextCodePoint(text, &at);
  if (text::IsWhiteSpace(first) && at == text.size()) {
    if (space_begin_ < 0) space_begin_ = begin;
    space_end_ = end;
    return;
  }
  FlushSpace(first);
  out_.text.append(text);
  out_.map.AppendAtom(source_.map.ToOriginal(begin, end), static_cast<int32_t>(text.size()));
}

void BlockText::Break(int64_t begin, int64_t end) {
  if (space_begin_ < 0) space_begin_ = begin;
  space_end_ = std::max(end, space_begin_);
  const std::string_view gap =
      std::string_view(source_.text)
          .substr(static_cast<size_t>(begin), static_cast<size_t>(end - begin));
  space_has_line_end_ = space_has_line_end_ || gap.find('\n') != std::string_view::npos ||
                        gap.find('\r') != std::string_view::npos;
}

record::MappedText BlockText::Take() {
  space_begin_ = -1;
  space_has_line_end_ = false;
  return std::exchange(out_, {});
}

record::MappedText FoldText(const record::MappedText& source, int64_t begin, int64_t end) {
  BlockText builder(source);
  builder.Append(begin, end);
  return builder.Take();
}

TextRange TrimRange(std::string_view text, int64_t begin, int64_t end) {
  const auto stop = static_cast<size_t>(end);
  auto from = static_cast<size_t>(begin);
  while (from < stop) {
    const auto byte = static_cast<unsigned char>(text[from]);
    if (byte > 0x20 && byte < 0xC2) break;
    size_t next = from;
    if (!text::IsWhiteSpace(NextCodePoint(text.substr(0, stop), &next))) break;
    from = next;
  }
  size_t to = stop;
  while (to > from) {
    const auto byte = static_cast<unsigned char>(text[to - 1]);
    if (byte > 0x20 && byte < 0x80) break;
    size_t before = to - 1;
    while (before > from && !text::IsUtf8Lead(text[before])) --before;
    size_t next = before;
    if (!text::IsWhiteSpace(NextCodePoint(text.substr(0, stop), &next))) break;
    to = before;
  }
  return {static_cast<int64_t>(from), static_cast<int64_t>(to)};
}

}  // namespace parallax::parse
