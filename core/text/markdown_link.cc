#include "core/text/markdown_link.h"

namespace parallax::text {
namespace {

bool IsBlank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

size_t SkipBlanks(std::string_view s, size_t at) {
  while (at < s.size() && IsBlank(s[at])) ++at;
  return at;
}

// Behind a destination; npos when none can be read.
size_t DestinationEnd(std::string_view s, size_t at) {
  if (at < s.size() && s[at] == '<') {
    for (++at; at < s.size() && s[at] != '\n'; ++at) {
      if (s[at] == '\\') {
        ++at;
      } else if (s[at] == '>') {
        return at + 1;
      }
    }
    return std::string_view::npos;
  }
  int depth = 0;
  for (; at < s.size() && !IsBlank(s[at]); ++at) {
    if (s[at] == '\\' && at + 1 < s.size()) {
      ++at;
    } else if (s[at] == '(') {
      ++depth;
    } else if (s[at] == ')' && depth-- == 0) {
      return at;
    }
  }
  return at;
}

// Behind a title that begins at `at`; `at` when none does, npos when it does not end.
size_t TitleEnd(std::string_view s, size_t at) {
  if (at >= s.size() || (s[at] != '"' && s[at] != '\'' && s[at] != '(')) return at;
  const char close = s[at] == '(' ? ')' : s[at];
  for (size_t i = at + 1; i < s.size(); ++i) {
    if (s[i] == '\\') {
      ++i;
    } else if (s[i] == close) {
      return i + 1;
    }
  }
  return std::string_view::npos;
}

}  // namespace

size_t MarkdownLinkTailEnd(std::string_view s, size_t at) {
  if (at >= s.size()) return at;
  if (s[at] == '[') {
    for (size_t i = at + 1; i < s.size(); ++i) {
      if (s[i] == '\\') {
        ++i;
      } else if (s[i] == ']') {
        return i + 1;
      }
    }
    return at;
  }
  if (s[at] != '(') return at;
  size_t p = DestinationEnd(s, SkipBlanks(s, at + 1));
  if (p == std::string_view::npos) return at;
  p = TitleEnd(s, SkipBlanks(s, p));
  if (p == std::string_view::npos) return at;
  p = SkipBlanks(s, p);
  return p < s.size() && s[p] == ')' ? p + 1 : at;
}

}  // namespace parallax::text
