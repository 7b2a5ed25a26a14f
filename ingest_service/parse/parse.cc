#include "ingest_service/parse/parse.h"

#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "core/record/span_check.h"
#include "ingest_service/parse/block/block_language.h"
#include "ingest_service/parse/delimited/delimited.h"
#include "ingest_service/parse/furniture/furniture.h"
#include "ingest_service/parse/html/html_parser.h"
#include "ingest_service/parse/markdown/markdown.h"
#include "ingest_service/parse/metadata/metadata.h"
#include "ingest_service/parse/plain/plain_text.h"
#include "ingest_service/source/media_type.h"

namespace parallax::parse {

using record::BlockKind;
using record::Document;

absl::StatusOr<Document> Parse(const source::SourceText& source, const record::Input& input,
                               const ParseOptions& options) {
  Document document;
  document.content_sha256 = source.content_sha256;
  document.media_type = source.media_type;
  document.charset = source.charset;
  document.issues = source.issues;
  if (source.media_type == source::kPlainText) {
    ParsePlainText(source.content, options.limits, &document);
    SetFurnitureApart(&document);
    ReadVisibleMetadata(&document);
  } else if (source.media_type == source::kMarkdown) {
    ParseMarkdown(source.content, options.limits, &document);
    SetFurnitureApart(&document);
    ReadVisibleMetadata(&document);
  } else if (source.media_type == source::kCsv) {
    ParseDelimited(source.content, 0, options.limits, &document);
  } else if (source.media_type == source::kTsv) {
    ParseDelimited(source.content, '\t', options.limits, &document);
  } else if (source.media_type == source::kHtml) {
    parse_html::HtmlOptions html;
    html.source_uri = input.source_uri;
    html.max_blocks = options.limits.max_blocks;
    html.table.max_cells = options.limits.max_cells;
    html.table.max_columns = options.limits.max_columns;
    absl::StatusOr<Document> page = parse_html::ParseHtml(source, html);
    if (!page.ok()) return page.status();
    document = *std::move(page);
  } else {
    return absl::UnimplementedError(absl::StrCat("no parser for media type ", source.media_type));
  }
  record::LeaveOutFalseSpans(input.content, &document);
  SetLanguages(&document);
  ReadLanguages(&document);
  ChooseMetadata(input, &document);
  return document;
}

std::string ArticleBody(const Document& document) {
  std::string body;
  const auto line_end = [&body] {
    if (!body.empty() && body.back() != '\n') body.push_back('\n');
  };
  // A page's title is metadata; it is no part of the text that it names.
  text::ByteSpan title;
  if (document.media_type == source::kHtml) {
    for (const record::MetadataItem& item : document.metadata) {
      if (item.field != record::MetadataField::kTitle ||
          item.origin != record::MetadataOrigin::kHeading) {
        continue;
      }
      title = item.span;
      break;
    }
  }
  for (const record::Block& block : document.blocks) {
    if (block.kind == BlockKind::kBoilerplate || block.kind == BlockKind::kReaderComment) continue;
    if (block.kind == BlockKind::kHeading && block.span.Contains(title) && !title.empty()) continue;
    line_end();
    if (block.kind != BlockKind::kTable) {
      body.append(block.content.text);
      continue;
    }
    if (!block.table.caption.text.empty()) {
      body.append(block.table.caption.text);
      body.push_back('\n');
    }
    for (const record::TableCell& cell : block.table.cells) {
      if (cell.column == 0) {
        line_end();
      } else {
        body.push_back('\t');
      }
      body.append(cell.content.text);
    }
  }
  return body;
}

}  // namespace parallax::parse
