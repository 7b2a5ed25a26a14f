// Builds the text of a block from the page's text nodes: entities decoded, white space folded, soft
// hyphens and zero-width spaces removed, every byte with the markup bytes that it came from.
//
// The HTML parser says where a text node begins and what it decoded; which bytes of the markup made
// which character is found again here by walking the two side by side. Linear. Thread-compatible.
#ifndef PARALLAX_INGEST_SERVICE_PARSE_HTML_FOLDED_TEXT_H_
#define PARALLAX_INGEST_SERVICE_PARSE_HTML_FOLDED_TEXT_H_

#include <cstdint>
#include <string_view>

#include "core/record/document.h"

namespace parallax::parse_html {

class FoldedText {
 public:
  // With `preserve` white space stays as it is (code).
  explicit FoldedText(bool preserve = false) : preserve_(preserve) {}

  // Appends a text node: `decoded` as the parser gives it, made from markup that begins at
  // `markup_begin`. Characters that cannot be found again in the markup are left out and counted.
  void Append(std::string_view decoded, std::string_view markup, int64_t markup_begin);

  // Appends a line feed for a <br> that stands at `tag`, unless at the begin.
  void AppendLineBreak(text::ByteSpan tag);

  bool empty() const { return text_.text.empty(); }
  int64_t size() const { return static_cast<int64_t>(text_.text.size()); }
  // Where in the markup the text so far ends; -1 when empty.
  int64_t markup_end() const { return last_markup_end_; }
  int64_t unaligned() const { return unaligned_; }

  // The text so far; this object is empty afterwards.
  record::MappedText Take();

 private:
  void Space(int64_t begin, int64_t end);
  void FlushSpace();
  void Identity(std::string_view bytes, int64_t at);
  void Atom(std::string_view bytes, int64_t begin, int64_t end);

  record::MappedText text_;
  text::ByteSpan space_;  // a pending blank or line feed and the markup it came from
  char space_char_ = 0;   // 0: none pending
  bool preserve_;
  int64_t last_markup_end_ = -1;
  int64_t unaligned_ = 0;
};

// Composes `map` (text → middle) with `middle` (middle → original): text → original.
text::TextMap Compose(const text::TextMap& map, const text::TextMap& middle);

// True when `map` is the identity on [0, size).
bool IsIdentity(const text::TextMap& map);

}  // namespace parallax::parse_html

#endif  // PARALLAX_INGEST_SERVICE_PARSE_HTML_FOLDED_TEXT_H_
