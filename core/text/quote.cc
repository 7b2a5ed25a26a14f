#include "core/text/quote.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "core/text/character.h"
#include "core/text/html_entity.h"
#include "core/text/markdown_link.h"
#include "core/text/utf8.h"

namespace parallax::text {
namespace {

bool IsInvisible(char32_t c) { return IsControl(c) || IsZeroWidth(c); }

// All of `s` that counts when white space does not.
std::string Visible(std::string_view s) {
  std::string out;
  out.reserve(s.size());
  for (size_t at = 0; at < s.size();) {
    const size_t from = at;
    const char32_t c = NextCodePoint(s, &at);
    if (!IsWhiteSpace(c) && !IsInvisible(c)) out.append(s.substr(from, at - from));
  }
  return out;
}

bool StartsWithName(std::string_view s, std::string_view name) {
  if (s.size() < name.size()) return false;
  for (size_t i = 0; i < name.size(); ++i) {
    const char c = s[i] >= 'A' && s[i] <= 'Z' ? static_cast<char>(s[i] + 32) : s[i];
    if (c != name[i]) return false;
  }
  if (s.size() == name.size()) return true;
  const char next = s[name.size()];
  return next == '>' || next == '/' || next == ' ' || next == '\t' || next == '\n' ||
         next == '\r' || next == '\f';
}

// The end of the tag, comment or declaration at `at`; `at` itself when there is none.
size_t TagEnd(std::string_view s, size_t at) {
  if (at + 1 >= s.size()) return at;
  const char next = s[at + 1];
  if (s.substr(at).starts_with("<!--")) {
    const size_t close = s.find("-->", at + 4);
    return close == std::string_view::npos ? s.size() : close + 3;
  }
  const bool letter = (next | 0x20) >= 'a' && (next | 0x20) <= 'z';
  if (!letter && next != '/' && next != '!' && next != '?') return at;
  char quote = 0;
  for (size_t i = at + 1; i < s.size(); ++i) {
    if (quote != 0) {
      if (s[i] == quote) quote = 0;
    } else if ((s[i] == '"' || s[i] == '\'') && i > 0 && s[i - 1] == '=') {
      quote = s[i];
    } else if (s[i] == '>') {
      return i + 1;
    }
  }
  return s.size();
}

// Elements whose content a reader of the page does not see as its text: code, alternatives for what
// the page embeds, form fields, annotations of ruby and formulas.
constexpr std::string_view kSilentElements[] = {
    "script", "style",  "noscript", "template", "iframe",     "textarea",       "svg",
    "select", "object", "canvas",   "audio",    "video",      "noembed",        "noframes",
    "rt",     "rp",     "datalist", "title",    "annotation", "annotation-xml", "applet"};

// Behind the end tag of the silent element whose begin tag at `at` ends at `end`; `end` for others.
size_t RawTextEnd(std::string_view s, size_t at, size_t end) {
  for (const std::string_view name : kSilentElements) {
    if (!StartsWithName(s.substr(at + 1), name)) continue;
    for (size_t i = s.find("</", end); i != std::string_view::npos; i = s.find("</", i + 2)) {
      if (StartsWithName(s.substr(i + 2), name)) return std::max(TagEnd(s, i), i + 2);
    }
    return s.size();
  }
  return end;
}

constexpr std::string_view kBlockTags[] = {
    "p",  "br",    "div", "li",      "ul",         "ol",      "td",         "th",
    "tr", "table", "h1",  "h2",      "h3",         "h4",      "h5",         "h6",
    "hr", "dd",    "dt",  "section", "blockquote", "article", "figcaption", "pre"};

bool IsBlockTag(std::string_view tag) {
  tag.remove_prefix(std::min<size_t>(tag.size(), tag.size() > 1 && tag[1] == '/' ? 2 : 1));
  return std::any_of(std::begin(kBlockTags), std::end(kBlockTags),
                     [tag](std::string_view name) { return StartsWithName(tag, name); });
}

std::string StripHtml(std::string_view s) {
  std::string out;
  out.reserve(s.size());
  for (size_t at = 0; at < s.size();) {
    if (s[at] == '<') {
      const size_t end = TagEnd(s, at);
      if (end > at) {
        if (IsBlockTag(s.substr(at, end - at))) out.push_back(' ');
        at = RawTextEnd(s, at, end);
        continue;
      }
    } else if (s[at] == '&') {
      const HtmlEntity entity = ReadHtmlEntity(s.substr(at, 64), false);
      if (entity.size_bytes > 0) {
        out.append(entity.text);
        at += entity.size_bytes;
        continue;
      }
    }
    out.push_back(s[at++]);
  }
  return out;
}

bool IsMarkdownMark(char c) {
  return c == '*' || c == '_' || c == '~' || c == '`' || c == '[' || c == ']' || c == '!' ||
         c == '\\' || c == '>' || c == '<' || c == '#' || c == '|' || c == '+' || c == '-' ||
         c == '=' || c == ':';
}

// <scheme:address> or <name@host>: what stands in the angle brackets is text.
bool IsAutolink(std::string_view tag) {
  if (tag.size() < 4 || tag.find_first_of(" \t\n\r") != std::string_view::npos) return false;
  const size_t colon = tag.find(':');
  const size_t at = tag.find('@');
  if (at != std::string_view::npos && at < colon) return true;
  if (colon == std::string_view::npos || colon < 3 || colon > 33) return false;
  for (size_t i = 1; i < colon; ++i) {
    const char c = tag[i];
    const bool letter = (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
    if (!letter && (i == 1 || ((c < '0' || c > '9') && c != '+' && c != '.' && c != '-')))
      return false;
  }
  return true;
}

// Behind the footnote reference "[^label]" at `at`; `at` itself when none stands there.
size_t FootnoteReferenceEnd(std::string_view s, size_t at) {
  constexpr size_t kMostLabelBytes = 1000;
  if (!s.substr(at).starts_with("[^")) return at;
  const size_t close = s.substr(0, at + kMostLabelBytes).find_first_of("[] \t\r\n", at + 2);
  return close != std::string_view::npos && close > at + 2 && s[close] == ']' ? close + 1 : at;
}

std::string StripMarkdown(std::string_view s) {
  std::string out;
  out.reserve(s.size());
  for (size_t at = 0; at < s.size();) {
    const char c = s[at];
    if (c == '\\' && at + 1 < s.size() && static_cast<unsigned char>(s[at + 1]) < 0x80) {
      ++at;
      out.push_back(s[at++]);
      continue;
    }
    if (c == '&') {
      const HtmlEntity entity = ReadHtmlEntity(s.substr(at, 64), true);
      if (entity.size_bytes > 0) {
        out.append(entity.text);
        at += entity.size_bytes;
        continue;
      }
    }
    if (c == '<') {
      const size_t end = TagEnd(s, at);
      if (end > at && !IsAutolink(s.substr(at, end - at))) {
        at = end;
        continue;
      }
    }
    if (c == '[') {
      if (const size_t end = FootnoteReferenceEnd(s, at); end > at) {
        at = end;
        continue;
      }
    }
    if (c == ']') {
      at = MarkdownLinkTailEnd(s, at + 1);
      continue;
    }
    if (c == '*' || c == '`' || c == '~' || c == '[' || c == '<' || c == '>') {
      ++at;
      continue;
    }
    out.push_back(c);
    ++at;
  }
  return out;
}

// An entity is text as it stands inside code and its character elsewhere, a bracket may be a link's
// or its text's; which, only the rest shows.
constexpr int kMostSecondThoughts = 256;
constexpr size_t kSecondPasses = 16;  // over a long text, all second thoughts together

// Walks `s` along `quote` (visible characters only): what the quote has is text, the rest has to be
// markup. Linear, but for what the quote could have in either form: that is tried anew a bounded
// number of times.
class MarkdownWalk {
 public:
  MarkdownWalk(std::string_view s, std::string_view quote) : s_(s), quote_(quote) {}

  bool Holds() {
    if (Walk({0, 0, Reading::kEither})) return true;
    steps_left_ = kSecondPasses * s_.size() + (1 << 16);
    for (int n = 0; n < kMostSecondThoughts && !others_.empty() && steps_left_ > 0; ++n) {
      const Start other = others_.back();
      others_.pop_back();
      if (Walk(other)) return true;
    }
    return false;
  }

 private:
  enum class Reading { kEither, kText, kMarkup };
  struct Start {
    size_t at;
    size_t q;
    Reading first;  // of what stands at `at`
  };

  // Behind the link's tail, footnote reference or tag at `at` when it could be one; `at` otherwise.
  size_t MarkupEnd(size_t at) const {
    if (s_[at] == ']') {
      const size_t end = MarkdownLinkTailEnd(s_, at + 1);
      return end > at + 1 ? end : at;
    }
    if (s_[at] == '[') return FootnoteReferenceEnd(s_, at);
    if (s_[at] != '<') return at;
    const size_t end = TagEnd(s_, at);
    return end > at && !IsAutolink(s_.substr(at, end - at)) ? end : at;
  }

  bool Walk(Start start) {
    auto [at, q, first] = start;
    while (at < s_.size()) {
      if (steps_left_ == 0) return false;
      --steps_left_;
      size_t next = at;
      const char32_t c = NextCodePoint(s_, &next);
      if (IsWhiteSpace(c) || IsInvisible(c)) {
        at = next;
        continue;
      }
      const Reading reading = std::exchange(first, Reading::kEither);
      const bool same = quote_.substr(q).starts_with(s_.substr(at, next - at));
      if (c == '&' && reading != Reading::kText) {
        const HtmlEntity entity = ReadHtmlEntity(s_.substr(at, 64), true);
        if (entity.size_bytes > 0) {
          const std::string visible = Visible(entity.text);
          if (quote_.substr(q).starts_with(visible)) {
            if (same) others_.push_back({at, q, Reading::kText});
            q += visible.size();
            at += entity.size_bytes;
            continue;
          }
        }
      }
      if (c == ']' || c == '[' || c == '<') {
        if (!same || reading == Reading::kMarkup) {
          const size_t end = MarkupEnd(at);
          at = end > at ? end : at + 1;
          continue;
        }
        if (probes_ < kMostSecondThoughts) {
          ++probes_;
          if (MarkupEnd(at) > at) others_.push_back({at, q, Reading::kMarkup});
        }
      }
      if (same) {
        q += next - at;
      } else if (c >= 0x80 || !IsMarkdownMark(static_cast<char>(c))) {
        return false;
      }
      at = next;
    }
    return q == quote_.size();
  }

  std::string_view s_;
  std::string_view quote_;
  std::vector<Start> others_;  // where to try again, read the other way
  int probes_ = 0;             // for markup where text stands: each may look far ahead
  size_t steps_left_ = SIZE_MAX;
};

// Without the ">" that mail and forums put before each line of a quotation.
std::string StripLinePrefixes(std::string_view s) {
  std::string out;
  for (size_t at = 0; at < s.size();) {
    const char c = s[at++];
    out.push_back(c);
    if (c != '\n' && c != '\r') continue;
    while (at < s.size() && (s[at] == '>' || s[at] == ' ')) ++at;
  }
  return out;
}

std::string UndoubleQuotes(std::string_view s) {
  std::string out;
  for (size_t at = 0; at < s.size(); ++at) {
    out.push_back(s[at]);
    if (s[at] == '"' && at + 1 < s.size() && s[at + 1] == '"') ++at;
  }
  return out;
}

}  // namespace

Syntax SyntaxOf(std::string_view media_type) {
  if (media_type == "text/html") return Syntax::kHtml;
  if (media_type == "text/markdown") return Syntax::kMarkdown;
  if (media_type == "text/csv" || media_type == "text/tab-separated-values") {
    return Syntax::kDelimited;
  }
  return Syntax::kPlain;
}

std::string FoldWhiteSpace(std::string_view utf8) {
  std::string out;
  out.reserve(utf8.size());
  bool space = false;
  bool line_end = false;
  char32_t last = 0;
  for (size_t at = 0; at < utf8.size();) {
    const size_t from = at;
    const char32_t c = NextCodePoint(utf8, &at);
    if (IsWhiteSpace(c)) {
      space = true;
      line_end = line_end || c == '\n' || c == '\r' || c == 0x2028 || c == 0x2029;
      continue;
    }
    if (IsInvisible(c)) continue;
    if (space && !out.empty() && !(line_end && IsWide(c) && IsWide(last))) out.push_back(' ');
    space = false;
    line_end = false;
    last = c;
    out.append(utf8.substr(from, at - from));
  }
  return out;
}

std::string RecoverQuote(std::string_view written, Syntax syntax) {
  switch (syntax) {
    case Syntax::kPlain:
      return FoldWhiteSpace(StripLinePrefixes(written));
    case Syntax::kDelimited:
      return FoldWhiteSpace(UndoubleQuotes(written));
    case Syntax::kMarkdown:
      return FoldWhiteSpace(StripMarkdown(written));
    case Syntax::kHtml:
      return FoldWhiteSpace(StripHtml(written));
  }
  return {};
}

bool QuoteHolds(std::string_view written, std::string_view quote, Syntax syntax) {
  const std::string visible = Visible(quote);
  switch (syntax) {
    case Syntax::kPlain:
      return Visible(written) == visible || Visible(StripLinePrefixes(written)) == visible;
    case Syntax::kDelimited:
      return Visible(written) == visible || Visible(UndoubleQuotes(written)) == visible;
    case Syntax::kMarkdown:
      return Visible(written) == visible || MarkdownWalk(written, visible).Holds();
    case Syntax::kHtml:
      return Visible(StripHtml(written)) == visible || Visible(written) == visible;
  }
  return false;
}

size_t MarkdownTagEnd(std::string_view s, size_t at) {
  if (at >= s.size() || s[at] != '<') return at;
  const size_t end = TagEnd(s, at);
  return IsAutolink(s.substr(at, end - at)) ? at : end;
}

absl::Status VerifyQuote(const OriginalText& original, ByteSpan span, std::string_view quote,
                         bool exact, Syntax syntax) {
  const auto written = original.Text(span);
  if (!written.ok()) return written.status();
  if (exact ? *written == quote : QuoteHolds(*written, quote, syntax)) return absl::OkStatus();
  return absl::DataLossError(
      absl::StrCat("span [", span.begin_byte, ",", span.end_byte, ") does not say the quote"));
}

}  // namespace parallax::text
