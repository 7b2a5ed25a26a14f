#include "ingest_service/parse/markdown/inline_text.h"

#include <algorithm>
#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "core/text/html_entity.h"
#include "core/text/markdown_link.h"
#include "core/text/quote.h"
#include "ingest_service/parse/block/block_text.h"

namespace parallax::parse {
namespace {

struct IteratorFree {
  void operator()(cmark_iter* it) const { cmark_iter_free(it); }
};

bool IsPunctuation(char c) {
  return (c >= '!' && c <= '/') || (c >= ':' && c <= '@') || (c >= '[' && c <= '`') ||
         (c >= '{' && c <= '~');
}

// What may stand between two pieces of text without being text.
bool IsSkippable(char c) {
  return c == '*' || c == '_' || c == '~' || c == '`' || c == '[' || c == ']' || c == '!' ||
         c == '<' || c == '>' || c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\\' ||
         c == '#' || c == '|';
}

// Whether a tag stands inside a word or sentence without parting it.
bool IsInlineTag(std::string_view tag) {
  size_t at = tag.size() > 1 && tag[1] == '/' ? 2 : 1;
  std::string name;
  for (; at < tag.size() && name.size() < 8; ++at) {
    const char c = tag[at] >= 'A' && tag[at] <= 'Z' ? static_cast<char>(tag[at] + 32) : tag[at];
    if (c < 'a' || c > 'z') break;
    name.push_back(c);
  }
  static constexpr std::string_view kInline[] = {"a",    "abbr",   "b",    "cite", "code", "em",
                                                 "font", "i",      "mark", "q",    "s",    "small",
                                                 "span", "strong", "sub",  "sup",  "u"};
  return std::find(std::begin(kInline), std::end(kInline), name) != std::end(kInline);
}

class Aligner {
 public:
  Aligner(const record::MappedText& source, int64_t begin, int64_t end)
      : s_(std::string_view(source.text).substr(0, static_cast<size_t>(end))),
        builder_(source),
        cursor_(static_cast<size_t>(begin)),
        budget_(32 * (end - begin) + 256) {}

  // False when the leaf's text could not be found in its source.
  bool Walk(cmark_node* leaf) {
    const std::unique_ptr<cmark_iter, IteratorFree> it(cmark_iter_new(leaf));
    for (cmark_event_type event = cmark_iter_next(it.get()); event != CMARK_EVENT_DONE;
         event = cmark_iter_next(it.get())) {
      cmark_node* node = cmark_iter_get_node(it.get());
      if (node == leaf) continue;
      const cmark_node_type type = cmark_node_get_type(node);
      if (event == CMARK_EVENT_EXIT) {
        if (type == CMARK_NODE_LINK || type == CMARK_NODE_IMAGE) SkipLinkTail();
        continue;
      }
      if (!Enter(type, node)) return false;
    }
    return true;
  }

  record::MappedText Take() { return builder_.Take(); }

 private:
  // A piece of the text: source [begin, end), which says `as` (or itself where `as` is empty).
  struct Piece {
    size_t begin;
    size_t end;
    std::string as;
  };

  bool Enter(cmark_node_type type, cmark_node* node) {
    const char* literal = cmark_node_get_literal(node);
    const std::string_view text = literal == nullptr ? std::string_view() : literal;
    if (type == CMARK_NODE_TEXT) return Text(text, false);
    if (type == CMARK_NODE_CODE) return Text(text, true);
    if (type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK) {
      LineEnd();
    } else if (type == CMARK_NODE_HTML_INLINE) {
      const size_t at = s_.find(text, cursor_);
      if (at == std::string_view::npos) return false;
      if (text.starts_with("<br") || text.starts_with("<BR")) {
        builder_.Break(static_cast<int64_t>(at), static_cast<int64_t>(at + text.size()));
      }
      cursor_ = at + text.size();
    } else if (type == CMARK_NODE_FOOTNOTE_REFERENCE) {
      const size_t at = s_.find("[^", cursor_);
      const size_t close = at == std::string_view::npos ? at : s_.find(']', at);
      if (close == std::string_view::npos) return false;
      cursor_ = close + 1;
    }
    return true;
  }

  void LineEnd() {
    size_t at = s_.find_first_of("\r\n", cursor_);
    if (at == std::string_view::npos) return;
    const size_t begin = at;
    at += s_.substr(at).starts_with("\r\n") ? 2 : 1;
    builder_.Break(static_cast<int64_t>(begin), static_cast<int64_t>(at));
    cursor_ = at;
    // The prefixes of the containers that the line stands in.
    while (cursor_ < s_.size() && (s_[cursor_] == ' ' || s_[cursor_] == '\t')) ++cursor_;
  }

  bool Text(std::string_view text, bool code) {
    if (text.empty()) return true;
    std::vector<Piece> pieces;
    for (size_t at = cursor_; at <= s_.size(); ++at) {
      if (Match(at, text, code, &pieces)) return Accept(pieces);
      if (at >= s_.size() || !IsSkippable(s_[at])) break;
    }
    for (size_t at = cursor_; at < s_.size(); ++at) {
      if (Match(at, text, code, &pieces)) return Accept(pieces);
      if (budget_ < 0) return false;
    }
    return false;
  }

  bool Accept(const std::vector<Piece>& pieces) {
    for (const Piece& piece : pieces) {
      const auto begin = static_cast<int64_t>(piece.begin);
      const auto end = static_cast<int64_t>(piece.end);
      if (piece.as.empty()) {
        builder_.Append(begin, end);
      } else {
        builder_.AppendAs(piece.as, begin, end);
      }
    }
    if (!pieces.empty()) cursor_ = pieces.back().end;
    return true;
  }

  // Whether the source at `at` says `text`; the pieces in which it does.
  bool Match(size_t at, std::string_view text, bool code, std::vector<Piece>* pieces) {
    pieces->clear();
    size_t run = at;
    size_t t = 0;
    const auto end_run = [&](size_t end) {
      if (end > run) pieces->push_back({run, end, ""});
    };
    while (t < text.size()) {
      --budget_;
      if (at >= s_.size()) return false;
      const char c = s_[at];
      if (c == '\\' && !code && at + 1 < s_.size() && IsPunctuation(s_[at + 1]) &&
          s_[at + 1] == text[t]) {
        end_run(at);
        pieces->push_back({at, at + 2, std::string(1, text[t])});
        at += 2;
        ++t;
        run = at;
        continue;
      }
      // A table takes the backslash from "\|" before anything else is read, code spans included.
      if (c == '\\' && code && s_.substr(at).starts_with("\\|") && text[t] == '|') {
        end_run(at);
        pieces->push_back({at, at + 2, "|"});
        at += 2;
        ++t;
        run = at;
        continue;
      }
      if (c == '&' && !code) {
        const text::HtmlEntity entity = text::ReadHtmlEntity(s_.substr(at, 64), true);
        if (entity.size_bytes > 0 && text.substr(t).starts_with(entity.text)) {
          end_run(at);
          pieces->push_back({at, at + entity.size_bytes, entity.text});
          at += entity.size_bytes;
          t += entity.text.size();
          run = at;
          continue;
        }
      }
      if (c == text[t]) {
        ++at;
        ++t;
        continue;
      }
      if (c == '\0' && text.substr(t).starts_with("\xEF\xBF\xBD")) {
        // cmark writes a NUL as U+FFFD; like other control characters it is left out here.
        end_run(at);
        ++at;
        t += 3;
        run = at;
        continue;
      }
      // A line end inside code is a blank there, and prefixes of containers may follow it.
      if (code && text[t] == ' ' && (c == '\n' || c == '\r')) {
        end_run(at);
        const size_t begin = at;
        at += s_.substr(at).starts_with("\r\n") ? 2 : 1;
        while (at < s_.size() && (s_[at] == ' ' || s_[at] == '\t' || s_[at] == '>') &&
               (t + 1 >= text.size() || s_[at] != text[t + 1])) {
          ++at;
        }
        pieces->push_back({begin, at, " "});
        ++t;
        run = at;
        continue;
      }
      return false;
    }
    end_run(at);
    return true;
  }

  // Behind "](destination)" or "][label]".
  void SkipLinkTail() {
    size_t at = cursor_;
    while (at < s_.size() && at < cursor_ + 64 && s_[at] != ']' && IsSkippable(s_[at])) ++at;
    if (at >= s_.size() || s_[at] != ']') return;
    cursor_ = text::MarkdownLinkTailEnd(s_, at + 1);
  }

  std::string_view s_;
  BlockText builder_;
  size_t cursor_;
  int64_t budget_;
};

}  // namespace

record::MappedText InlineText(const record::MappedText& source, cmark_node* leaf, int64_t begin,
                              int64_t end) {
  Aligner aligner(source, begin, end);
  if (aligner.Walk(leaf)) return aligner.Take();
  return FoldText(source, begin, end);
}

record::MappedText HtmlBlockText(const record::MappedText& source, int64_t begin, int64_t end) {
  const std::string_view s = std::string_view(source.text).substr(0, static_cast<size_t>(end));
  BlockText builder(source);
  auto run = static_cast<size_t>(begin);
  size_t at = run;
  while (at < s.size()) {
    const size_t close = text::MarkdownTagEnd(s, at);
    if (close > at) {
      builder.Append(static_cast<int64_t>(run), static_cast<int64_t>(at));
      if (!IsInlineTag(s.substr(at, close - at))) {
        builder.Break(static_cast<int64_t>(at), static_cast<int64_t>(close));
      }
      at = close;
      run = at;
    } else if (const text::HtmlEntity entity =
                   s[at] == '&' ? text::ReadHtmlEntity(s.substr(at, 64), true) : text::HtmlEntity{};
               entity.size_bytes > 0) {
      builder.Append(static_cast<int64_t>(run), static_cast<int64_t>(at));
      const size_t behind = at + entity.size_bytes;
      builder.AppendAs(entity.text, static_cast<int64_t>(at), static_cast<int64_t>(behind));
      at = behind;
      run = at;
    } else {
      ++at;
    }
  }
  builder.Append(static_cast<int64_t>(run), static_cast<int64_t>(s.size()));
  return builder.Take();
}

}  // namespace parallax::parse
