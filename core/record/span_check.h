// The span invariant of a parsed document, checked: every span lies on character boundaries of the
// original, and what stands there says what the record says. Thread-safe; linear but for the map
// look-ups.
#ifndef PARALLAX_CORE_RECORD_SPAN_CHECK_H_
#define PARALLAX_CORE_RECORD_SPAN_CHECK_H_

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "core/record/claim.h"
#include "core/record/document.h"
#include "core/text/original_text.h"

namespace parallax::record {

// All violations in `document`, as sentences for a person, at most 50; empty when the invariant
// holds. Looks at every block, its label, words and marker, table cells and captions, metadata
// values that were read from visible text (dates and encoded values only for their boundaries) and
// issues.
std::vector<std::string> CheckSpans(std::string_view original, const Document& document);

// Takes from `document` what CheckSpans would report, so that nothing false leaves a parser
// whatever the bytes are: a block's text, a table's cells (then missing) and caption, metadata
// values. Each block that lost something gives an issue, up to 100. Linear, as CheckSpans; words
// that stand in a UTF-8 original byte by byte are only compared.
void LeaveOutFalseSpans(std::string_view original, Document* document);

// OK when the evidence's span says its quote under its alignment; of kTable: when nothing but
// delimiters and white space stands there, or the quote. `media_type` is the document's.
// Errors: as text::VerifyQuote.
absl::Status VerifyEvidence(const text::OriginalText& original, std::string_view media_type,
                            const Evidence& evidence);

// The alignment under which `span` says `quote`; kUnspecified when it does not.
Alignment AlignmentOf(const text::OriginalText& original, std::string_view media_type,
                      text::ByteSpan span, std::string_view quote);

}  // namespace parallax::record

#endif  // PARALLAX_CORE_RECORD_SPAN_CHECK_H_
