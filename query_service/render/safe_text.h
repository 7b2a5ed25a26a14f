// Text of documents made fit for where it is shown. Documents are not trusted: what they say must
// not steer a terminal, break out of a table or run in a spreadsheet.
#ifndef PARALLAX_QUERY_SERVICE_RENDER_SAFE_TEXT_H_
#define PARALLAX_QUERY_SERVICE_RENDER_SAFE_TEXT_H_

#include <string>
#include <string_view>

namespace parallax::render {

// One line of valid UTF-8: runs of white space and line breaks become one space, ill-formed bytes
// become U+FFFD; control characters, bidirectional controls (UAX #9) and other invisible format
// characters are written out as "\u{202E}". Joiners (U+200C, U+200D), variation selectors and
// byte order marks at the start are kept or dropped without a trace, since they are ordinary text.
std::string SafeText(std::string_view text);

// SafeText with what Markdown (CommonMark, GFM tables and GFM's links out of bare web addresses)
// would read as markup escaped.
std::string MarkdownText(std::string_view text);

// SafeText as one field of RFC 4180: quoted when it has to be. A field that a spreadsheet would
// take for a formula (it starts with = + - @ or one of their fullwidth forms, and is no plain
// number) gets an apostrophe before it.
std::string CsvField(std::string_view text);

}  // namespace parallax::render

#endif  // PARALLAX_QUERY_SERVICE_RENDER_SAFE_TEXT_H_
