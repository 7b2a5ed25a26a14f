// Recovering a record's quote from the original: the one declared normalization that the ingest
// provenance check, evidence verification and the tests share. Pure; thread-safe; linear.
//
// The declared normalization, by the syntax of the original:
//   all         white space (Unicode White_Space) is folded: a run is one blank, or nothing at a
//   line
//               end between two wide characters; control and zero-width characters are left out;
//   plain       ">" before the lines of a quotation is left out;
//   delimited   a doubled quotation mark inside a quoted field is one;
//   Markdown    markup is left out: emphasis, code and link marks, link destinations, footnote
//   references, HTML tags, line
//               prefixes (">", list indents), backslashes that escape; entities are decoded;
//   HTML        tags, comments and the content of elements that are no text of the page (script,
//               style, noscript, form fields, embedded media, ruby and formula annotations) are
//               left out; entities are decoded.
#ifndef PARALLAX_CORE_TEXT_QUOTE_H_
#define PARALLAX_CORE_TEXT_QUOTE_H_

#include <cstddef>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "core/text/byte_span.h"
#include "core/text/original_text.h"

namespace parallax::text {

enum class Syntax { kPlain, kDelimited, kMarkdown, kHtml };

// Of a canonical media type; kPlain for any that is not known.
Syntax SyntaxOf(std::string_view media_type);

// White space folded, control and zero-width characters left out.
std::string FoldWhiteSpace(std::string_view utf8);

// What `written` (decoded, as it stands in the original) says after the declared normalization. For
// Markdown the marks that could be either markup or text are left out.
std::string RecoverQuote(std::string_view written, Syntax syntax);

// Whether `written` says `quote` after the declared normalization of both. White space, which
// markup makes and removes, does not count; in Markdown a mark counts as text where the quote has
// it, and in HTML what stands there verbatim holds (inside <xmp> and <plaintext> "<b>" is text).
bool QuoteHolds(std::string_view written, std::string_view quote, Syntax syntax);

// Behind the tag, comment or declaration that begins at `at` of Markdown `s`; `at` itself when none
// does (an autolink is none). The rule by which tags are left out of quotes, for those who make
// them.
size_t MarkdownTagEnd(std::string_view s, size_t at);

// OK when `span` of the original says `quote`: exactly, or after the declared normalization.
// Errors: OutOfRange or InvalidArgument for a span that does not lie on the original's characters;
// DataLoss when it says something else.
absl::Status VerifyQuote(const OriginalText& original, ByteSpan span, std::string_view quote,
                         bool exact, Syntax syntax);

}  // namespace parallax::text

#endif  // PARALLAX_CORE_TEXT_QUOTE_H_
