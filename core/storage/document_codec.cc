// Document, body, collection, mention and original rows (rows.h).
#include <algorithm>
#include <limits>
#include <utility>

#include "core/storage/rows.h"
#include "core/storage/value_codec.h"
#include "parallax/storage/v1/document.pb.h"

namespace parallax::storage {
namespace {

using storage::FromProto;
using storage::ToProto;

using record::BlockKind;
using record::IssueKind;
using record::MetadataField;
using record::MetadataOrigin;

constexpr auto kFields = MakeEnumTable<MetadataField, v1::MetadataField>({
    {MetadataField::kTitle, v1::METADATA_FIELD_TITLE},
    {MetadataField::kSubtitle, v1::METADATA_FIELD_SUBTITLE},
    {MetadataField::kAuthor, v1::METADATA_FIELD_AUTHOR},
    {MetadataField::kAffiliation, v1::METADATA_FIELD_AFFILIATION},
    {MetadataField::kPublisher, v1::METADATA_FIELD_PUBLISHER},
    {MetadataField::kPublished, v1::METADATA_FIELD_PUBLISHED},
    {MetadataField::kModified, v1::METADATA_FIELD_MODIFIED},
    {MetadataField::kKeyword, v1::METADATA_FIELD_KEYWORD},
    {MetadataField::kAbstract, v1::METADATA_FIELD_ABSTRACT},
    {MetadataField::kCanonicalUrl, v1::METADATA_FIELD_CANONICAL_URL},
    {MetadataField::kLicence, v1::METADATA_FIELD_LICENCE},
    {MetadataField::kLanguage, v1::METADATA_FIELD_LANGUAGE},
    {MetadataField::kSection, v1::METADATA_FIELD_SECTION},
    {MetadataField::kSourceUrl, v1::METADATA_FIELD_SOURCE_URL},
    {MetadataField::kAlternateUrl, v1::METADATA_FIELD_ALTERNATE_URL},
});
constexpr auto kOrigins = MakeEnumTable<MetadataOrigin, v1::MetadataOrigin>({
    {MetadataOrigin::kText, v1::METADATA_ORIGIN_TEXT},
    {MetadataOrigin::kCaller, v1::METADATA_ORIGIN_CALLER},
    {MetadataOrigin::kJsonLd, v1::METADATA_ORIGIN_JSON_LD},
    {MetadataOrigin::kOpenGraph, v1::METADATA_ORIGIN_OPEN_GRAPH},
    {MetadataOrigin::kDublinCore, v1::METADATA_ORIGIN_DUBLIN_CORE},
    {MetadataOrigin::kMetaTag, v1::METADATA_ORIGIN_META_TAG},
    {MetadataOrigin::kMicrodata, v1::METADATA_ORIGIN_MICRODATA},
    {MetadataOrigin::kLabelledLine, v1::METADATA_ORIGIN_LABELLED_LINE},
    {MetadataOrigin::kByline, v1::METADATA_ORIGIN_BYLINE},
    {MetadataOrigin::kHeading, v1::METADATA_ORIGIN_HEADING},
    {MetadataOrigin::kUrl, v1::METADATA_ORIGIN_URL},
});
constexpr auto kBlockKinds = MakeEnumTable<BlockKind, v1::BlockKind>({
    {BlockKind::kParagraph, v1::BLOCK_KIND_PARAGRAPH},
    {BlockKind::kHeading, v1::BLOCK_KIND_HEADING},
    {BlockKind::kListItem, v1::BLOCK_KIND_LIST_ITEM},
    {BlockKind::kTable, v1::BLOCK_KIND_TABLE},
    {BlockKind::kQuotation, v1::BLOCK_KIND_QUOTATION},
    {BlockKind::kCaption, v1::BLOCK_KIND_CAPTION},
    {BlockKind::kCode, v1::BLOCK_KIND_CODE},
    {BlockKind::kReaderComment, v1::BLOCK_KIND_READER_COMMENT},
    {BlockKind::kBoilerplate, v1::BLOCK_KIND_BOILERPLATE},
});
constexpr auto kIssueKinds = MakeEnumTable<IssueKind, v1::IssueKind>({
    {IssueKind::kUnspecified, v1::ISSUE_KIND_UNSPECIFIED},
    {IssueKind::kUndecodableBytes, v1::ISSUE_KIND_UNDECODABLE_BYTES},
    {IssueKind::kCharsetMismatch, v1::ISSUE_KIND_CHARSET_MISMATCH},
    {IssueKind::kControlCharacters, v1::ISSUE_KIND_CONTROL_CHARACTERS},
    {IssueKind::kLimitReached, v1::ISSUE_KIND_LIMIT_REACHED},
    {IssueKind::kBrokenTable, v1::ISSUE_KIND_BROKEN_TABLE},
    {IssueKind::kUnclosedMarkup, v1::ISSUE_KIND_UNCLOSED_MARKUP},
    {IssueKind::kAmbiguousHeader, v1::ISSUE_KIND_AMBIGUOUS_HEADER},
    {IssueKind::kAmbiguousName, v1::ISSUE_KIND_AMBIGUOUS_NAME},
    {IssueKind::kUnparsedValue, v1::ISSUE_KIND_UNPARSED_VALUE},
    {IssueKind::kMetadataConflict, v1::ISSUE_KIND_METADATA_CONFLICT},
    {IssueKind::kDuplicateContent, v1::ISSUE_KIND_DUPLICATE_CONTENT},
});

absl::Status Damaged(const char* what) {
  return absl::DataLossError(std::string("a row does not decode as a ") + what);
}

template <typename Message>
absl::StatusOr<Message> Parse(std::string_view bytes, const char* what) {
  Message message;
  if (bytes.size() > static_cast<size_t>(std::numeric_limits<int>::max()) ||
      !message.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) {
    return Damaged(what);
  }
  return message;
}

void ToProto(const record::MetadataItem& item, v1::MetadataItem& out) {
  out.set_field(kFields.ToStored(item.field));
  out.set_origin(kOrigins.ToStored(item.origin));
  out.set_value(item.value);
  out.set_chosen(item.chosen);
  ToProto(item.span, *out.mutable_span());
  out.set_language(item.language);
}

record::MetadataItem FromProto(const v1::MetadataItem& in) {
  return {.field = kFields.ToPlain(in.field()),
          .origin = kOrigins.ToPlain(in.origin()),
          .value = in.value(),
          .chosen = in.chosen(),
          .span = FromProto(in.span()),
          .language = in.language()};
}

void ToProto(const record::MappedText& mapped, v1::MappedText& out) {
  out.set_text(mapped.text);
  int64_t end = 0;
  for (const text::TextMap::Run& run : mapped.map.runs()) {
    v1::TextMap& map = *out.mutable_map();
    map.add_original_gap(run.original_begin - end);
    map.add_text_unit(static_cast<uint32_t>(run.text_unit));
    map.add_original_unit(static_cast<uint32_t>(run.original_unit));
    map.add_count(static_cast<uint64_t>(run.count));
    end = run.original_end();
  }
}

// Larger values than any original has are damage; keeps the arithmetic far from overflow.
constexpr int64_t kMaxMapped = int64_t{1} << 40;

bool FromProto(const v1::MappedText& in, record::MappedText& out) {
  out.text = in.text();
  const v1::TextMap& map = in.map();
  const int runs = map.count_size();
  if (map.original_gap_size() != runs || map.text_unit_size() != runs ||
      map.original_unit_size() != runs) {
    return false;
  }
  int64_t end = 0;
  for (int i = 0; i < runs; ++i) {
    const uint32_t text_unit = map.text_unit(i);
    const uint32_t original_unit = map.original_unit(i);
    const uint64_t count = map.count(i);
    const int64_t gap = map.original_gap(i);
    if (text_unit == 0 || text_unit > out.text.size() || original_unit > INT32_MAX || count == 0 ||
        count > out.text.size() || gap < -kMaxMapped || gap > kMaxMapped) {
      return false;
    }
    const int64_t begin = end + gap;
    // count <= 2^31 and original_unit < 2^31 (a message is below 2 GiB), so the product fits.
    end = begin + static_cast<int64_t>(count) * static_cast<int64_t>(original_unit);
    if (begin < 0 || end > kMaxMapped) return false;
    out.map.Append(begin, static_cast<int32_t>(text_unit), static_cast<int32_t>(original_unit),
                   static_cast<int64_t>(count));
    if (out.map.text_size() > static_cast<int64_t>(out.text.size())) return false;
  }
  return out.map.text_size() == static_cast<int64_t>(out.text.size());
}

void ToProto(const record::Block& block, v1::Block& out) {
  out.set_kind(kBlockKinds.ToStored(block.kind));
  out.set_level(block.level);
  out.set_language(block.language);
  ToProto(block.content, *out.mutable_content());
  out.set_label_size(block.label_size);
  out.set_body_begin(block.body_begin);
  out.set_marker(block.marker);
  if (block.kind == BlockKind::kTable) {
    v1::Table& table = *out.mutable_table();
    table.set_rows(block.table.rows);
    table.set_columns(block.table.columns);
    table.set_header_rows(block.table.header_rows);
    table.set_header_columns(block.table.header_columns);
    for (const record::TableCell& cell : block.table.cells) {
      v1::TableCell& c = *table.add_cells();
      c.set_row(cell.row);
      c.set_column(cell.column);
      c.set_row_span(cell.row_span);
      c.set_column_span(cell.column_span);
      c.set_header(cell.header);
      c.set_missing(cell.missing);
      ToProto(cell.content, *c.mutable_content());
      ToProto(cell.span, *c.mutable_span());
    }
    ToProto(block.table.caption, *table.mutable_caption());
  }
  out.set_boilerplate_reason(block.boilerplate_reason);
  ToProto(block.span, *out.mutable_span());
}

bool FromProto(const v1::Block& in, record::Block& out) {
  out.kind = kBlockKinds.ToPlain(in.kind());
  out.level = in.level();
  out.language = in.language();
  if (!FromProto(in.content(), out.content)) return false;
  out.label_size = in.label_size();
  out.body_begin = in.body_begin();
  out.marker = in.marker();
  const v1::Table& table = in.table();
  out.table.rows = table.rows();
  out.table.columns = table.columns();
  out.table.header_rows = table.header_rows();
  out.table.header_columns = table.header_columns();
  for (const v1::TableCell& c : table.cells()) {
    record::TableCell& cell = out.table.cells.emplace_back();
    cell.row = c.row();
    cell.column = c.column();
    cell.row_span = c.row_span();
    cell.column_span = c.column_span();
    cell.header = c.header();
    cell.missing = c.missing();
    if (!FromProto(c.content(), cell.content)) return false;
    cell.span = FromProto(c.span());
  }
  if (!FromProto(table.caption(), out.table.caption)) return false;
  out.boilerplate_reason = in.boilerplate_reason();
  out.span = FromProto(in.span());
  return true;
}

void ToProto(const record::Input& input, v1::Envelope& out) {
  out.set_media_type(input.media_type);
  out.set_declared_charset(input.declared_charset);
  out.set_source_uri(input.source_uri);
  out.set_reference_time(input.reference_time);
  out.set_title(input.title);
  for (const std::string& author : input.authors) out.add_authors(author);
  out.set_publisher(input.publisher);
  out.set_published(input.published);
  for (const std::string& language : input.languages) out.add_languages(language);
}

record::Input FromProto(const v1::Envelope& in) {
  record::Input input;
  input.media_type = in.media_type();
  input.declared_charset = in.declared_charset();
  input.source_uri = in.source_uri();
  input.reference_time = in.reference_time();
  input.title = in.title();
  input.authors.assign(in.authors().begin(), in.authors().end());
  input.publisher = in.publisher();
  input.published = in.published();
  input.languages.assign(in.languages().begin(), in.languages().end());
  return input;
}

}  // namespace

std::string EncodeRow(const CollectionRow& row) {
  v1::CollectionRow out;
  out.set_name(row.name);
  out.set_description(row.description);
  out.set_created_time_ms(row.created_time_ms);
  return out.SerializeAsString();
}

template <>
absl::StatusOr<CollectionRow> DecodeRow(std::string_view bytes) {
  const absl::StatusOr<v1::CollectionRow> in = Parse<v1::CollectionRow>(bytes, "collection");
  if (!in.ok()) return in.status();
  return CollectionRow{.name = in->name(),
                       .description = in->description(),
                       .created_time_ms = in->created_time_ms()};
}

std::string EncodeRow(const DocumentRow& row) {
  v1::DocumentRow out;
  out.set_document_id(row.document_id);
  out.set_revision_commit(row.revision_commit);
  out.set_input_digest(row.input_digest);
  out.set_content_sha256(row.content_sha256);
  out.set_content_bytes(row.content_bytes);
  ToProto(row.envelope, *out.mutable_envelope());
  out.set_media_type(row.media_type);
  out.set_charset(row.charset);
  for (const record::MetadataItem& item : row.metadata) ToProto(item, *out.add_metadata());
  out.set_published_yyyymmdd(row.published_yyyymmdd);
  out.set_words_id(row.words_id);
  out.set_pack_id(row.pack_id);
  out.set_pack_version(row.pack_version);
  out.set_rules_version(row.rules_version);
  out.set_generation(row.generation);
  out.set_body_chunks(row.body_chunks);
  out.set_block_count(row.block_count);
  out.set_claim_count(row.claim_count);
  out.set_mention_count(row.mention_count);
  out.set_issue_count(row.issue_count);
  out.set_own_claims(row.own_claims);
  out.set_imported_claims(row.imported_claims);
  return out.SerializeAsString();
}

template <>
absl::StatusOr<DocumentRow> DecodeRow(std::string_view bytes) {
  const absl::StatusOr<v1::DocumentRow> in = Parse<v1::DocumentRow>(bytes, "document");
  if (!in.ok()) return in.status();
  DocumentRow row;
  row.document_id = in->document_id();
  row.revision_commit = in->revision_commit();
  row.input_digest = in->input_digest();
  row.content_sha256 = in->content_sha256();
  row.content_bytes = in->content_bytes();
  row.envelope = FromProto(in->envelope());
  row.media_type = in->media_type();
  row.charset = in->charset();
  for (const v1::MetadataItem& item : in->metadata()) row.metadata.push_back(FromProto(item));
  row.published_yyyymmdd = in->published_yyyymmdd();
  row.words_id = in->words_id();
  row.pack_id = in->pack_id();
  row.pack_version = in->pack_version();
  row.rules_version = in->rules_version();
  row.generation = in->generation();
  row.body_chunks = in->body_chunks();
  row.block_count = in->block_count();
  row.claim_count = in->claim_count();
  row.mention_count = in->mention_count();
  row.issue_count = in->issue_count();
  row.own_claims = in->own_claims();
  row.imported_claims = in->imported_claims();
  // Rows from before claims could be imported or retracted say only how many there are.
  if (row.own_claims == 0 && row.imported_claims == 0) row.own_claims = row.claim_count;
  return row;
}

std::string EncodeRow(const MentionRow& row) {
  v1::MentionRow out;
  out.set_mentions(row.mentions);
  return out.SerializeAsString();
}

template <>
absl::StatusOr<MentionRow> DecodeRow(std::string_view bytes) {
  const absl::StatusOr<v1::MentionRow> in = Parse<v1::MentionRow>(bytes, "mention");
  if (!in.ok()) return in.status();
  return MentionRow{.mentions = in->mentions()};
}

std::string EncodeRow(const OriginalRow& row) {
  v1::OriginalRow out;
  out.set_size_bytes(row.size_bytes);
  out.set_chunks(row.chunks);
  out.set_documents(row.documents);
  return out.SerializeAsString();
}

template <>
absl::StatusOr<OriginalRow> DecodeRow(std::string_view bytes) {
  const absl::StatusOr<v1::OriginalRow> in = Parse<v1::OriginalRow>(bytes, "original");
  if (!in.ok()) return in.status();
  return OriginalRow{
      .size_bytes = in->size_bytes(), .chunks = in->chunks(), .documents = in->documents()};
}

std::vector<std::string> EncodeBody(const DocumentBody& body) {
  v1::DocumentBody out;
  for (const record::MetadataItem& item : body.metadata) ToProto(item, *out.add_metadata());
  for (const record::Block& block : body.blocks) ToProto(block, *out.add_blocks());
  for (const record::Issue& issue : body.issues) {
    v1::Issue& i = *out.add_issues();
    i.set_kind(kIssueKinds.ToStored(issue.kind));
    ToProto(issue.span, *i.mutable_span());
    i.set_message(issue.message);
  }
  for (const record::Mention& mention : body.mentions) {
    v1::Mention& m = *out.add_mentions();
    ToProto(mention.span, *m.mutable_span());
    m.set_block(mention.block);
    m.set_entity_id(mention.entity_id);
    m.set_written(mention.written);
  }
  for (const record::RejectedCandidate& candidate : body.rejected) {
    v1::RejectedCandidate& r = *out.add_rejected();
    r.set_subject_entity_id(candidate.subject_entity_id);
    r.set_dimension_id(candidate.dimension_id);
    ToProto(candidate.span, *r.mutable_span());
    r.set_rule_id(candidate.rule_id);
    r.set_reason(candidate.reason);
  }
  out.set_rejected_count(body.rejected_count);
  const std::string bytes = out.SerializeAsString();
  std::vector<std::string> chunks;
  for (size_t begin = 0; begin < bytes.size(); begin += kBodyChunkBytes) {
    chunks.push_back(bytes.substr(begin, kBodyChunkBytes));
  }
  return chunks;
}

absl::StatusOr<DocumentBody> DecodeBody(const std::vector<std::string>& chunks) {
  std::string bytes;
  for (const std::string& chunk : chunks) bytes += chunk;
  const absl::StatusOr<v1::DocumentBody> in = Parse<v1::DocumentBody>(bytes, "document body");
  if (!in.ok()) return in.status();
  DocumentBody body;
  for (const v1::MetadataItem& item : in->metadata()) body.metadata.push_back(FromProto(item));
  for (const v1::Block& block : in->blocks()) {
    if (!FromProto(block, body.blocks.emplace_back())) return Damaged("document body");
  }
  for (const v1::Issue& i : in->issues()) {
    body.issues.push_back({.kind = kIssueKinds.ToPlain(i.kind()),
                           .span = FromProto(i.span()),
                           .message = i.message()});
  }
  for (const v1::Mention& m : in->mentions()) {
    body.mentions.push_back({.span = FromProto(m.span()),
                             .block = m.block(),
                             .entity_id = m.entity_id(),
                             .written = m.written()});
  }
  for (const v1::RejectedCandidate& r : in->rejected()) {
    body.rejected.push_back({.subject_entity_id = r.subject_entity_id(),
                             .dimension_id = r.dimension_id(),
                             .span = FromProto(r.span()),
                             .rule_id = r.rule_id(),
                             .reason = r.reason()});
  }
  body.rejected_count = in->rejected_count();
  return body;
}

}  // namespace parallax::storage
