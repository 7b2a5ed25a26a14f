#include "ingest_service/parse/dump/document_dump.h"

#include <string_view>

#include "absl/strings/str_cat.h"

namespace parallax::parse {
namespace {

using record::Block;
using record::Document;

std::string Span(const text::ByteSpan& span) {
  return absl::StrCat("[", span.begin_byte, "-", span.end_byte, ")");
}

std::string_view KindName(record::BlockKind kind) {
  static constexpr std::string_view kNames[] = {"paragraph", "heading",   "item",
                                                "table",     "quotation", "caption",
                                                "code",      "comment",   "boilerplate"};
  return kNames[static_cast<size_t>(kind)];
}
std::string_view FieldName(record::MetadataField field) {
  static constexpr std::string_view kNames[] = {
      "title",     "subtitle", "author",  "affiliation", "publisher",
      "published", "modified", "keyword", "abstract",    "canonical_url",
      "licence",   "language", "section", "source_url",  "alternate_url"};
  return kNames[static_cast<size_t>(field)];
}
std::string_view OriginName(record::MetadataOrigin origin) {
  static constexpr std::string_view kNames[] = {
      "caller",   "json_ld", "open_graph", "dublin_core", "meta_tag", "microdata",
      "labelled", "byline",  "heading",    "url",         "text"};
  return kNames[static_cast<size_t>(origin)];
}
std::string_view IssueName(record::IssueKind kind) {
  static constexpr std::string_view kNames[] = {
      "unspecified",    "undecodable_bytes", "charset_mismatch",  "control_characters",
      "limit_reached",  "broken_table",      "unclosed_markup",   "ambiguous_header",
      "ambiguous_name", "unparsed_value",    "metadata_conflict", "duplicate_content",
      "charset_guessed"};
  return kNames[static_cast<size_t>(kind)];
}

std::string View(std::string_view s) { return std::string(s); }

void DumpTable(const record::Table& table, std::string* out) {
  absl::StrAppend(out, " ", table.rows, "x", table.columns, " header ", table.header_rows, "x",
                  table.header_columns, "\n");
  if (!table.caption.text.empty()) {
    absl::StrAppend(out, "  caption ", Span(table.caption.Original()), " ", table.caption.text,
                    "\n");
  }
  for (const record::TableCell& cell : table.cells) {
    absl::StrAppend(out, "  ", cell.row, ",", cell.column, " ", Span(cell.span));
    if (cell.row_span != 1 || cell.column_span != 1) {
      absl::StrAppend(out, " ", cell.row_span, "x", cell.column_span);
    }
    absl::StrAppend(out, cell.header ? " *" : " ", cell.missing ? "(missing)" : "",
                    cell.header ? " " : "", cell.content.text, "\n");
  }
}

void DumpBlock(const Block& block, std::string* out) {
  absl::StrAppend(out, View(KindName(block.kind)));
  if (block.level > 0) absl::StrAppend(out, " ", block.level);
  absl::StrAppend(out, " ", Span(block.span), " ", block.language.empty() ? "-" : block.language);
  if (!block.boilerplate_reason.empty()) absl::StrAppend(out, " (", block.boilerplate_reason, ")");
  if (!block.marker.empty()) absl::StrAppend(out, " <", block.marker, ">");
  if (block.kind == record::BlockKind::kTable || block.table.rows > 0) {
    DumpTable(block.table, out);
    return;
  }
  const std::string_view text = block.content.text;
  const auto label = static_cast<size_t>(block.label_size);
  const auto body = static_cast<size_t>(block.body_begin);
  if (label > 0) {
    absl::StrAppend(out, " {", View(text.substr(0, label)), "}",
                    View(text.substr(label, body - label)));
    absl::StrAppend(out, View(text.substr(body)), "\n");
  } else {
    absl::StrAppend(out, " ", View(text), "\n");
  }
}

}  // namespace

std::string DumpDocument(const Document& document) {
  std::string out = absl::StrCat(document.media_type, " ", document.charset, "\n");
  for (const record::MetadataItem& item : document.metadata) {
    absl::StrAppend(&out, item.chosen ? "+ " : "- ", View(FieldName(item.field)), " ",
                    View(OriginName(item.origin)), " ", Span(item.span), " ", item.value,
                    item.language.empty() ? "" : " [" + item.language + "]", "\n");
  }
  for (const Block& block : document.blocks) DumpBlock(block, &out);
  for (const record::Issue& issue : document.issues) {
    absl::StrAppend(&out, "! ", View(IssueName(issue.kind)), " ", Span(issue.span), " ",
                    issue.message, "\n");
  }
  return out;
}

}  // namespace parallax::parse
