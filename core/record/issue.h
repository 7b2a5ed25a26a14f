// What was found wrong in a document, without stopping its ingestion.
#ifndef PARALLAX_CORE_RECORD_ISSUE_H_
#define PARALLAX_CORE_RECORD_ISSUE_H_

#include <string>

#include "core/text/byte_span.h"

namespace parallax::record {

enum class IssueKind {
  kUnspecified,
  kUndecodableBytes,   // bytes that the charset does not define; replaced in the text
  kCharsetMismatch,    // the declared charset does not hold; another was used
  kControlCharacters,  // removed from the text
  kLimitReached,       // a limit on depth, cells, attributes … cut something off
  kBrokenTable,        // a row with fewer or more cells than the header, a stray bar
  kUnclosedMarkup,
  kAmbiguousHeader,   // a column whose dimension could not be told
  kAmbiguousName,     // a name that could be several entities; not linked
  kUnparsedValue,     // a value that its dimension's type asks for and that was not read
  kMetadataConflict,  // caller and document disagree; the caller wins
  kDuplicateContent,  // the same text stands twice
  kCharsetGuessed,    // no charset was declared; it was told from the bytes
};

struct Issue {
  IssueKind kind = IssueKind::kUnspecified;
  text::ByteSpan span;  // of the original; empty where the whole document is meant
  std::string message;  // one English sentence for a person
  friend bool operator==(const Issue&, const Issue&) = default;
};

}  // namespace parallax::record

#endif  // PARALLAX_CORE_RECORD_ISSUE_H_
