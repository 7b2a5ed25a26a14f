// A document after parsing: metadata and blocks in reading order, every piece with its place in the
// original. Plain structs; owned by value; thread-compatible.
#ifndef PARALLAX_CORE_RECORD_DOCUMENT_H_
#define PARALLAX_CORE_RECORD_DOCUMENT_H_

#include <cstdint>
#include <string>
#include <vector>

#include "core/record/issue.h"
#include "core/text/byte_span.h"
#include "core/text/text_map.h"

namespace parallax::record {

// What a caller sends: the original bytes and what it says about them. Records are a function of
// it.
struct Input {
  std::string content;           // the original, as received
  std::string media_type;        // "text/plain", "text/markdown", "text/html", "text/csv",
                                 // "text/tab-separated-values"
  std::string declared_charset;  // IANA name; empty when not declared
  std::string source_uri;
  std::string reference_time;  // RFC 3339 date or date-time, what "today" means; empty when unknown
  // Metadata that the caller states; wins over what is extracted. Empty: not stated.
  std::string title;
  std::vector<std::string> authors;
  std::string publisher;
  std::string published;               // RFC 3339 date (full-date, YYYY-MM or YYYY)
  std::vector<std::string> languages;  // BCP 47
};

// A text made for reading, with its way back to the original.
struct MappedText {
  std::string text;   // UTF-8
  text::TextMap map;  // covers all of `text`
  // The original bytes of [begin, end) of `text`.
  text::ByteSpan Original(int64_t begin, int64_t end) const { return map.ToOriginal(begin, end); }
  text::ByteSpan Original() const { return map.ToOriginal(0, static_cast<int64_t>(text.size())); }
};

enum class BlockKind {
  kParagraph,
  kHeading,
  kListItem,
  kTable,
  kQuotation,
  kCaption,
  kCode,
  kReaderComment,
  kBoilerplate,
};

struct TableCell {
  int32_t row = 0;  // 0-based, header rows included
  int32_t column = 0;
  int32_t row_span = 1;
  int32_t column_span = 1;
  bool header = false;   // names a row or column rather than holding a value
  bool missing = false;  // the source row was too short: the cell is not there at all
  MappedText content;    // empty text for a blank cell
  text::ByteSpan span;   // of the cell; for a blank cell the bytes between its delimiters, for a
                         // missing one an empty span where it would stand
};

struct Table {
  int32_t rows = 0;
  int32_t columns = 0;
  int32_t header_rows = 0;
  int32_t header_columns = 0;
  std::vector<TableCell>
      cells;           // row-major; a merged cell appears once, at its first row and column
  MappedText caption;  // empty when there is none
};

struct Block {
  BlockKind kind = BlockKind::kParagraph;
  int32_t level = 0;  // heading level 1..6; depth of a list item from 1; otherwise 0
  std::string
      language;  // BCP 47 with script for Chinese: "en", "zh-Hans", "zh-Hant"; empty: undetermined
  MappedText content;  // of a table: empty (see `table`)
  // "Surface Context:" and its kin at the begin of a block, without the colon: [0, label_size) of
  // content.text; 0 when there is no label. The text after the colon starts at `body_begin`.
  int64_t label_size = 0;
  int64_t body_begin = 0;
  std::string marker;  // a list item's mark as written: "•", "-", "1.", "(a)", "一、"
  Table table;         // only of kTable
  std::string boilerplate_reason;  // only of kBoilerplate: "navigation", "comment form", "teaser" …
  text::ByteSpan span;             // of the original; covers content, cells, marker and label
};

enum class MetadataField {
  kTitle,
  kSubtitle,
  kAuthor,
  kAffiliation,
  kPublisher,
  kPublished,
  kModified,
  kKeyword,
  kAbstract,
  kCanonicalUrl,
  kLicence,
  kLanguage,
  kSection,
  kSourceUrl,
  kAlternateUrl,
};

enum class MetadataOrigin {
  kCaller,
  kJsonLd,
  kOpenGraph,
  kDublinCore,
  kMetaTag,
  kMicrodata,
  kLabelledLine,
  kByline,
  kHeading,
  kUrl,
  kText,
};

// One value of one metadata field and where it came from. Several authors are several items.
struct MetadataItem {
  MetadataField field = MetadataField::kTitle;
  MetadataOrigin origin = MetadataOrigin::kText;
  std::string value;    // dates as YYYY, YYYY-MM or YYYY-MM-DD; names and titles as text
  bool chosen = false;  // the one (or, for authors and keywords, ones) that counts
  text::ByteSpan span;  // of the original; empty when the caller said it
  // Only of kAlternateUrl: that of the page at the address, as declared: "zh-Hant", "en-GB",
  // "x-default".
  std::string language = {};
};

struct Document {
  std::string content_sha256;  // 64 hex digits, of the original bytes
  std::string media_type;      // as used
  std::string charset;         // as used, IANA name
  std::vector<MetadataItem> metadata;
  std::vector<Block> blocks;  // reading order
  std::vector<Issue> issues;
};

}  // namespace parallax::record

#endif  // PARALLAX_CORE_RECORD_DOCUMENT_H_
