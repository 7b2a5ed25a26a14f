#include "core/api/record_to_api.h"

#include <cstdio>
#include <map>

namespace parallax::api {
namespace {

// Enumerations of records are declared in the order of the API's, most without its UNSPECIFIED; the
// tests walk them.
template <typename Api, typename Record>
Api SameNumber(Record in) {
  return static_cast<Api>(static_cast<int>(in));
}
template <typename Api, typename Record>
Api AfterUnspecified(Record in) {
  return static_cast<Api>(static_cast<int>(in) + 1);
}

}  // namespace

std::string FormatDate(const value::CivilDate& date) {
  char buffer[40];
  std::snprintf(buffer, sizeof buffer, "%04d-%02d-%02d", date.year, date.month, date.day);
  return buffer;
}

void ToApi(const text::ByteSpan& in, v1::ByteSpan* out) {
  out->set_begin_byte(in.begin_byte);
  out->set_end_byte(in.end_byte);
}

void ToApi(const value::Number& in, v1::Number* out) {
  out->set_decimal(in.decimal);
  out->set_upper(in.upper);
  out->set_bound(AfterUnspecified<v1::Bound>(in.bound));
  out->set_last_digit_exponent(in.last_digit_exponent);
  out->set_written(in.written);
}

void ToApi(const value::Money& in, v1::Money* out) {
  ToApi(in.amount, out->mutable_amount());
  out->set_currency_code(in.currency);
  out->set_currency_reason(in.currency_reason);
  out->set_basis(SameNumber<v1::AmountBasis>(in.basis));
  out->set_stage(SameNumber<v1::CommitmentStage>(in.stage));
  out->set_payer(SameNumber<v1::Payer>(in.payer));
}

void ToApi(const value::Quantity& in, v1::Quantity* out) {
  ToApi(in.number, out->mutable_number());
  out->set_unit(in.unit);
}

void ToApi(const value::Percentage& in, v1::Percentage* out) {
  ToApi(in.number, out->mutable_number());
  out->set_points(in.points);
}

void ToApi(const value::Change& in, v1::Change* out) {
  ToApi(in.from, out->mutable_from());
  ToApi(in.to, out->mutable_to());
  out->set_currency_code(in.currency);
}

void ToApi(const value::DateInterval& in, v1::DateInterval* out) {
  if (in.begin) out->set_begin_date(FormatDate(*in.begin));
  if (in.end) out->set_end_date(FormatDate(*in.end));
  out->set_begin_precision(SameNumber<v1::DatePrecision>(in.begin_precision));
  out->set_end_precision(SameNumber<v1::DatePrecision>(in.end_precision));
  out->set_to_present(in.to_present);
  out->set_approximate(in.approximate);
  out->set_at_least_since(in.at_least_since);
  out->set_relative(in.relative);
}

void ToApi(const value::LevelSpan& in, v1::LevelSpan* out) {
  out->set_scale_id(in.scale_id);
  out->set_lowest_level_id(in.lowest_level_id);
  out->set_highest_level_id(in.highest_level_id);
  out->set_lowest_rank(in.lowest_rank);
  out->set_highest_rank(in.highest_rank);
}

void ToApi(const record::EntityRef& in, v1::EntityRef* out) {
  out->set_entity_id(in.entity_id);
  out->set_written(in.written);
}

void ToApi(const record::EntitySet& in, v1::EntitySet* out) {
  for (const auto& entity : in.entities) ToApi(entity, out->add_entities());
}

void ToApi(const record::ItemList& in, v1::ItemList* out) {
  for (const auto& item : in.items) {
    auto* message = out->add_items();
    message->set_text(item.text);
    message->set_begin_byte(item.span.begin_byte);
    message->set_end_byte(item.span.end_byte);
    for (const auto& entity : item.entities) ToApi(entity, message->add_entities());
  }
}

void ToApi(const record::Reading& in, v1::Reading* out) {
  struct Visitor {
    v1::Reading* out;
    void operator()(const value::Money& v) { ToApi(v, out->mutable_money()); }
    void operator()(const value::Quantity& v) { ToApi(v, out->mutable_quantity()); }
    void operator()(const value::Percentage& v) { ToApi(v, out->mutable_percentage()); }
    void operator()(const value::Change& v) { ToApi(v, out->mutable_change()); }
    void operator()(const value::DateInterval& v) { ToApi(v, out->mutable_date_interval()); }
    void operator()(const value::LevelSpan& v) { ToApi(v, out->mutable_level()); }
    void operator()(const record::EntitySet& v) { ToApi(v, out->mutable_entities()); }
    void operator()(const record::ItemList& v) { ToApi(v, out->mutable_items()); }
  };
  std::visit(Visitor{out}, in);
}

void ToApi(const record::Evidence& in, v1::Evidence* out) {
  ToApi(in.span, out->mutable_span());
  out->set_role(SameNumber<v1::EvidenceRole>(in.role));
  out->set_alignment(SameNumber<v1::Alignment>(in.alignment));
  out->set_quote(in.quote);
}

void ToApi(const record::Voice& in, v1::Voice* out) {
  out->set_kind(SameNumber<v1::VoiceKind>(in.kind));
  out->set_name(in.name);
  out->set_role(in.role);
  out->set_entity_id(in.entity_id);
  out->set_key(in.key);
}

v1::ClaimKind ToApi(record::ClaimKind in) {
  switch (in) {
    case record::ClaimKind::kUnspecified:
      return v1::CLAIM_KIND_UNSPECIFIED;
    case record::ClaimKind::kValue:
      return v1::CLAIM_KIND_VALUE;
    case record::ClaimKind::kNoValue:
      return v1::CLAIM_KIND_NO_VALUE;
    case record::ClaimKind::kNotStated:
      return v1::CLAIM_KIND_NOT_STATED;
  }
  return v1::CLAIM_KIND_UNSPECIFIED;
}

v1::Stance ToApi(record::Stance in) { return SameNumber<v1::Stance>(in); }
v1::Modality ToApi(record::Modality in) { return SameNumber<v1::Modality>(in); }
record::Modality FromApi(v1::Modality in) {
  return v1::Modality_IsValid(in) ? SameNumber<record::Modality>(in)
                                  : record::Modality::kUnspecified;
}

void ToApi(const record::Claim& in, v1::Claim* out) {
  out->set_claim_id(in.claim_id);
  out->set_document_id(in.document_id);
  out->set_subject_entity_id(in.subject_entity_id);
  out->set_subject_written(in.subject_written);
  out->set_dimension_id(in.dimension_id);
  out->set_kind(ToApi(in.kind));
  auto* value = out->mutable_value();
  value->set_text(in.value.text);
  value->set_language(in.value.language);
  for (const auto& reading : in.value.readings) ToApi(reading, value->add_readings());
  if (in.valid_time != value::DateInterval{}) ToApi(in.valid_time, out->mutable_valid_time());
  for (const auto& qualifier : in.qualifiers) {
    auto* message = out->add_qualifiers();
    message->set_text(qualifier.text);
    ToApi(qualifier.span, message->mutable_span());
  }
  for (const auto& voice : in.voices) ToApi(voice, out->add_voices());
  out->set_stance(ToApi(in.stance));
  out->set_modality(ToApi(in.modality));
  out->set_polarity(SameNumber<v1::Polarity>(in.polarity));
  for (const auto& evidence : in.evidence) ToApi(evidence, out->add_evidence());
  for (const auto& link : in.links) {
    auto* message = out->add_links();
    message->set_kind(SameNumber<v1::ClaimLinkKind>(link.kind));
    message->set_claim_id(link.claim_id);
  }
  auto* activity = out->mutable_activity();
  activity->set_rule_id(in.activity.rule_id);
  activity->set_rule_version(in.activity.rule_version);
  activity->set_pack_id(in.activity.pack_id);
  activity->set_pack_version(in.activity.pack_version);
}

void ToApi(const record::Mention& in, v1::Mention* out) {
  ToApi(in.span, out->mutable_span());
  out->set_block_index(in.block);
  out->set_entity_id(in.entity_id);
  out->set_written(in.written);
}

void ToApi(const record::Issue& in, v1::Issue* out) {
  out->set_kind(SameNumber<v1::IssueKind>(in.kind));
  ToApi(in.span, out->mutable_span());
  out->set_message(in.message);
}

void ToApi(const record::MetadataItem& in, v1::MetadataItem* out) {
  out->set_field(AfterUnspecified<v1::MetadataField>(in.field));
  out->set_origin(AfterUnspecified<v1::MetadataOrigin>(in.origin));
  out->set_value(in.value);
  out->set_chosen(in.chosen);
  if (!in.span.empty()) ToApi(in.span, out->mutable_span());
  out->set_language(in.language);
}

void ToApi(const record::Block& in, v1::Block* out) {
  out->set_kind(AfterUnspecified<v1::BlockKind>(in.kind));
  out->set_level(in.level);
  out->set_language(in.language);
  out->set_text(in.content.text);
  if (in.label_size > 0) out->set_label(in.content.text.substr(0, in.label_size));
  out->set_marker(in.marker);
  if (in.kind == record::BlockKind::kTable) {
    auto* table = out->mutable_table();
    table->set_row_count(in.table.rows);
    table->set_column_count(in.table.columns);
    table->set_header_row_count(in.table.header_rows);
    table->set_header_column_count(in.table.header_columns);
    table->set_caption(in.table.caption.text);
    for (const auto& cell : in.table.cells) {
      auto* message = table->add_cells();
      message->set_row(cell.row);
      message->set_column(cell.column);
      message->set_row_span(cell.row_span);
      message->set_column_span(cell.column_span);
      message->set_header(cell.header);
      message->set_missing(cell.missing);
      message->set_text(cell.content.text);
      ToApi(cell.span, message->mutable_span());
    }
  }
  out->set_boilerplate_reason(in.boilerplate_reason);
  ToApi(in.span, out->mutable_span());
}

void ToApi(const record::Document& in, bool with_blocks, v1::Document* out) {
  out->set_content_sha256(in.content_sha256);
  out->set_media_type(in.media_type);
  out->set_charset(in.charset);
  std::map<std::string, int64_t> language_bytes;
  for (const auto& block : in.blocks) {
    if (with_blocks) ToApi(block, out->add_blocks());
    if (!block.language.empty() && block.kind != record::BlockKind::kBoilerplate) {
      language_bytes[block.language] += block.span.size();
    }
  }
  std::multimap<int64_t, std::string, std::greater<>> by_size;
  for (const auto& [language, bytes] : language_bytes) by_size.emplace(bytes, language);
  for (const auto& [bytes, language] : by_size) out->add_languages(language);
  for (const auto& item : in.metadata) {
    ToApi(item, out->add_metadata());
    if (!item.chosen) continue;
    switch (item.field) {
      case record::MetadataField::kTitle:
        out->set_title(item.value);
        break;
      case record::MetadataField::kAuthor:
        out->add_authors(item.value);
        break;
      case record::MetadataField::kPublisher:
        out->set_publisher(item.value);
        break;
      case record::MetadataField::kPublished:
        out->set_published_date(item.value);
        break;
      default:
        break;
    }
  }
  for (const auto& issue : in.issues) ToApi(issue, out->add_issues());
}

}  // namespace parallax::api
