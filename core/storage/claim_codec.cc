// Claim rows and the counts made from them (rows.h).
#include <limits>
#include <utility>

#include "core/storage/rows.h"
#include "core/storage/value_codec.h"
#include "parallax/storage/v1/claim.pb.h"
#include "parallax/storage/v1/curation.pb.h"
#include "parallax/storage/v1/support.pb.h"

namespace parallax::storage {
namespace {

using storage::FromProto;
using storage::ToProto;

using record::Alignment;
using record::ClaimKind;
using record::ClaimLinkKind;
using record::EvidenceRole;
using record::Modality;
using record::Polarity;
using record::Stance;
using record::VoiceKind;

constexpr auto kRoles = MakeEnumTable<EvidenceRole, v1::EvidenceRole>({
    {EvidenceRole::kUnspecified, v1::EVIDENCE_ROLE_UNSPECIFIED},
    {EvidenceRole::kSubject, v1::EVIDENCE_ROLE_SUBJECT},
    {EvidenceRole::kDimension, v1::EVIDENCE_ROLE_DIMENSION},
    {EvidenceRole::kValue, v1::EVIDENCE_ROLE_VALUE},
    {EvidenceRole::kUnit, v1::EVIDENCE_ROLE_UNIT},
    {EvidenceRole::kVoice, v1::EVIDENCE_ROLE_VOICE},
    {EvidenceRole::kNegation, v1::EVIDENCE_ROLE_NEGATION},
    {EvidenceRole::kHedge, v1::EVIDENCE_ROLE_HEDGE},
    {EvidenceRole::kQualifier, v1::EVIDENCE_ROLE_QUALIFIER},
    {EvidenceRole::kTime, v1::EVIDENCE_ROLE_TIME},
});
constexpr auto kAlignments = MakeEnumTable<Alignment, v1::Alignment>({
    {Alignment::kUnspecified, v1::ALIGNMENT_UNSPECIFIED},
    {Alignment::kExact, v1::ALIGNMENT_EXACT},
    {Alignment::kNormalized, v1::ALIGNMENT_NORMALIZED},
    {Alignment::kTable, v1::ALIGNMENT_TABLE},
});
constexpr auto kVoiceKinds = MakeEnumTable<VoiceKind, v1::VoiceKind>({
    {VoiceKind::kUnspecified, v1::VOICE_KIND_UNSPECIFIED},
    {VoiceKind::kAuthor, v1::VOICE_KIND_AUTHOR},
    {VoiceKind::kSpeaker, v1::VOICE_KIND_SPEAKER},
    {VoiceKind::kUnnamedSource, v1::VOICE_KIND_UNNAMED_SOURCE},
    {VoiceKind::kOrganization, v1::VOICE_KIND_ORGANIZATION},
    {VoiceKind::kMedium, v1::VOICE_KIND_MEDIUM},
    {VoiceKind::kReader, v1::VOICE_KIND_READER},
});
constexpr auto kClaimKinds = MakeEnumTable<ClaimKind, v1::ClaimKind>({
    {ClaimKind::kUnspecified, v1::CLAIM_KIND_UNSPECIFIED},
    {ClaimKind::kValue, v1::CLAIM_KIND_VALUE},
    {ClaimKind::kNoValue, v1::CLAIM_KIND_NO_VALUE},
    {ClaimKind::kNotStated, v1::CLAIM_KIND_NOT_STATED},
});
constexpr auto kStances = MakeEnumTable<Stance, v1::Stance>({
    {Stance::kUnspecified, v1::STANCE_UNSPECIFIED},
    {Stance::kAsserts, v1::STANCE_ASSERTS},
    {Stance::kDenies, v1::STANCE_DENIES},
    {Stance::kDoubts, v1::STANCE_DOUBTS},
    {Stance::kPredicts, v1::STANCE_PREDICTS},
    {Stance::kRecommends, v1::STANCE_RECOMMENDS},
});
constexpr auto kModalities = MakeEnumTable<Modality, v1::Modality>({
    {Modality::kUnspecified, v1::MODALITY_UNSPECIFIED},
    {Modality::kActual, v1::MODALITY_ACTUAL},
    {Modality::kPlanned, v1::MODALITY_PLANNED},
    {Modality::kConditional, v1::MODALITY_CONDITIONAL},
    {Modality::kAlleged, v1::MODALITY_ALLEGED},
});
constexpr auto kPolarities = MakeEnumTable<Polarity, v1::Polarity>({
    {Polarity::kUnspecified, v1::POLARITY_UNSPECIFIED},
    {Polarity::kStrength, v1::POLARITY_STRENGTH},
    {Polarity::kWeakness, v1::POLARITY_WEAKNESS},
});
constexpr auto kLinkKinds = MakeEnumTable<ClaimLinkKind, v1::ClaimLinkKind>({
    {ClaimLinkKind::kUnspecified, v1::CLAIM_LINK_KIND_UNSPECIFIED},
    {ClaimLinkKind::kStatedEquivalent, v1::CLAIM_LINK_KIND_STATED_EQUIVALENT},
});

constexpr auto kVerdicts = MakeEnumTable<EntityVerdict, v1::EntityVerdict>({
    {EntityVerdict::kUnspecified, v1::ENTITY_VERDICT_UNSPECIFIED},
    {EntityVerdict::kSame, v1::ENTITY_VERDICT_SAME},
    {EntityVerdict::kDifferent, v1::ENTITY_VERDICT_DIFFERENT},
});

void ToProto(const record::Claim& claim, v1::Claim& out) {
  out.set_claim_id(claim.claim_id);
  out.set_document_id(claim.document_id);
  out.set_subject_entity_id(claim.subject_entity_id);
  out.set_subject_written(claim.subject_written);
  out.set_dimension_id(claim.dimension_id);
  out.set_kind(kClaimKinds.ToStored(claim.kind));
  v1::ClaimValue& value = *out.mutable_value();
  value.set_text(claim.value.text);
  value.set_language(claim.value.language);
  for (const record::Reading& reading : claim.value.readings) {
    ToProto(reading, *value.add_readings());
  }
  if (!(claim.valid_time == value::DateInterval{})) {
    ToProto(claim.valid_time, *out.mutable_valid_time());
  }
  for (const record::Qualifier& qualifier : claim.qualifiers) {
    v1::Qualifier& q = *out.add_qualifiers();
    q.set_text(qualifier.text);
    ToProto(qualifier.span, *q.mutable_span());
  }
  for (const record::Voice& voice : claim.voices) {
    v1::Voice& v = *out.add_voices();
    v.set_kind(kVoiceKinds.ToStored(voice.kind));
    v.set_name(voice.name);
    v.set_role(voice.role);
    v.set_entity_id(voice.entity_id);
    v.set_key(voice.key);
  }
  out.set_stance(kStances.ToStored(claim.stance));
  out.set_modality(kModalities.ToStored(claim.modality));
  out.set_polarity(kPolarities.ToStored(claim.polarity));
  for (const record::Evidence& evidence : claim.evidence) {
    v1::Evidence& e = *out.add_evidence();
    ToProto(evidence.span, *e.mutable_span());
    e.set_role(kRoles.ToStored(evidence.role));
    e.set_alignment(kAlignments.ToStored(evidence.alignment));
    e.set_quote(evidence.quote);
  }
  for (const record::ClaimLink& link : claim.links) {
    v1::ClaimLink& l = *out.add_links();
    l.set_kind(kLinkKinds.ToStored(link.kind));
    l.set_claim_id(link.claim_id);
  }
  v1::Activity& activity = *out.mutable_activity();
  activity.set_rule_id(claim.activity.rule_id);
  activity.set_rule_version(claim.activity.rule_version);
  activity.set_pack_id(claim.activity.pack_id);
  activity.set_pack_version(claim.activity.pack_version);
}

record::Claim FromProto(const v1::Claim& in) {
  record::Claim claim;
  claim.claim_id = in.claim_id();
  claim.document_id = in.document_id();
  claim.subject_entity_id = in.subject_entity_id();
  claim.subject_written = in.subject_written();
  claim.dimension_id = in.dimension_id();
  claim.kind = kClaimKinds.ToPlain(in.kind());
  claim.value.text = in.value().text();
  claim.value.language = in.value().language();
  for (const v1::Reading& reading : in.value().readings()) {
    record::Reading out;
    // A type of a newer version: the other readings and the text still stand.
    if (FromProto(reading, out)) claim.value.readings.push_back(std::move(out));
  }
  if (in.has_valid_time()) claim.valid_time = FromProto(in.valid_time());
  for (const v1::Qualifier& q : in.qualifiers()) {
    claim.qualifiers.push_back({.text = q.text(), .span = FromProto(q.span())});
  }
  for (const v1::Voice& v : in.voices()) {
    claim.voices.push_back({.kind = kVoiceKinds.ToPlain(v.kind()),
                            .name = v.name(),
                            .role = v.role(),
                            .entity_id = v.entity_id(),
                            .key = v.key()});
  }
  claim.stance = kStances.ToPlain(in.stance());
  claim.modality = kModalities.ToPlain(in.modality());
  claim.polarity = kPolarities.ToPlain(in.polarity());
  for (const v1::Evidence& e : in.evidence()) {
    claim.evidence.push_back({.span = FromProto(e.span()),
                              .role = kRoles.ToPlain(e.role()),
                              .alignment = kAlignments.ToPlain(e.alignment()),
                              .quote = e.quote()});
  }
  for (const v1::ClaimLink& l : in.links()) {
    claim.links.push_back({.kind = kLinkKinds.ToPlain(l.kind()), .claim_id = l.claim_id()});
  }
  claim.activity = {.rule_id = in.activity().rule_id(),
                    .rule_version = in.activity().rule_version(),
                    .pack_id = in.activity().pack_id(),
                    .pack_version = in.activity().pack_version()};
  return claim;
}

void ToProto(const Support& support, v1::Support& out) {
  out.set_claims(support.claims);
  out.set_documents(support.documents);
  out.set_lineages(support.lineages);
  out.set_voices(support.voices);
}

Support FromProto(const v1::Support& in) {
  return {.claims = in.claims(),
          .documents = in.documents(),
          .lineages = in.lineages(),
          .voices = in.voices()};
}

template <typename Message>
absl::StatusOr<Message> Parse(std::string_view bytes, const char* what) {
  Message message;
  if (bytes.size() > static_cast<size_t>(std::numeric_limits<int>::max()) ||
      !message.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) {
    return absl::DataLossError(std::string("a row does not decode as a ") + what);
  }
  return message;
}

}  // namespace

std::string EncodeRow(const ClaimRow& row) {
  v1::ClaimRow out;
  ToProto(row.claim, *out.mutable_claim());
  out.set_ordinal(row.ordinal);
  out.set_proposition_id(row.proposition_id);
  return out.SerializeAsString();
}

template <>
absl::StatusOr<ClaimRow> DecodeRow(std::string_view bytes) {
  const absl::StatusOr<v1::ClaimRow> in = Parse<v1::ClaimRow>(bytes, "claim");
  if (!in.ok()) return in.status();
  return ClaimRow{.claim = FromProto(in->claim()),
                  .ordinal = in->ordinal(),
                  .proposition_id = in->proposition_id()};
}

std::string EncodeRow(const PropositionRow& row) {
  v1::PropositionRow out;
  out.set_proposition_id(row.proposition_id);
  out.set_kind(kClaimKinds.ToStored(row.kind));
  out.set_key(row.key);
  ToProto(row.support, *out.mutable_support());
  return out.SerializeAsString();
}

template <>
absl::StatusOr<PropositionRow> DecodeRow(std::string_view bytes) {
  const absl::StatusOr<v1::PropositionRow> in = Parse<v1::PropositionRow>(bytes, "proposition");
  if (!in.ok()) return in.status();
  return PropositionRow{.proposition_id = in->proposition_id(),
                        .kind = kClaimKinds.ToPlain(in->kind()),
                        .key = in->key(),
                        .support = FromProto(in->support())};
}

std::string EncodeRow(const CellRow& row) {
  v1::CellRow out;
  out.set_entity_id(row.entity_id);
  out.set_dimension_id(row.dimension_id);
  out.set_value_claims(row.value_claims);
  out.set_no_value_claims(row.no_value_claims);
  out.set_not_stated_claims(row.not_stated_claims);
  out.set_propositions(row.propositions);
  ToProto(row.support, *out.mutable_support());
  return out.SerializeAsString();
}

template <>
absl::StatusOr<CellRow> DecodeRow(std::string_view bytes) {
  const absl::StatusOr<v1::CellRow> in = Parse<v1::CellRow>(bytes, "cell");
  if (!in.ok()) return in.status();
  return CellRow{.entity_id = in->entity_id(),
                 .dimension_id = in->dimension_id(),
                 .value_claims = in->value_claims(),
                 .no_value_claims = in->no_value_claims(),
                 .not_stated_claims = in->not_stated_claims(),
                 .propositions = in->propositions(),
                 .support = FromProto(in->support())};
}

std::string EncodeRow(const CountRow& row) {
  v1::CountRow out;
  out.set_claims(row.claims);
  for (const std::string& document : row.copies_of) out.add_copies_of(document);
  return out.SerializeAsString();
}

template <>
absl::StatusOr<CountRow> DecodeRow(std::string_view bytes) {
  const absl::StatusOr<v1::CountRow> in = Parse<v1::CountRow>(bytes, "count");
  if (!in.ok()) return in.status();
  return CountRow{.claims = in->claims(),
                  .copies_of = {in->copies_of().begin(), in->copies_of().end()}};
}

std::string EncodeRow(const ImportedClaimRow& row) {
  v1::ImportedClaimRow out;
  ToProto(row.claim, *out.mutable_claim());
  out.set_proposition_id(row.proposition_id);
  out.set_proposition_key(row.proposition_key);
  out.set_input_digest(row.input_digest);
  return out.SerializeAsString();
}

template <>
absl::StatusOr<ImportedClaimRow> DecodeRow(std::string_view bytes) {
  const auto in = Parse<v1::ImportedClaimRow>(bytes, "imported claim");
  if (!in.ok()) return in.status();
  return ImportedClaimRow{.claim = FromProto(in->claim()),
                          .proposition_id = in->proposition_id(),
                          .proposition_key = in->proposition_key(),
                          .input_digest = in->input_digest()};
}

std::string EncodeRow(const RetractionRow& row) {
  v1::RetractionRow out;
  out.set_note(row.note);
  out.set_commit(row.commit);
  for (const WithheldClaim& claim : row.withheld) {
    v1::WithheldClaim& withheld = *out.add_withheld();
    withheld.mutable_row()->ParseFromString(EncodeRow(claim.row));
    withheld.set_proposition_key(claim.proposition_key);
  }
  return out.SerializeAsString();
}

template <>
absl::StatusOr<RetractionRow> DecodeRow(std::string_view bytes) {
  const auto in = Parse<v1::RetractionRow>(bytes, "retraction");
  if (!in.ok()) return in.status();
  RetractionRow row{.note = in->note(), .commit = in->commit(), .withheld = {}};
  for (const v1::WithheldClaim& withheld : in->withheld()) {
    absl::StatusOr<ClaimRow> claim = DecodeRow<ClaimRow>(withheld.row().SerializeAsString());
    if (!claim.ok()) return claim.status();
    row.withheld.push_back({*std::move(claim), withheld.proposition_key()});
  }
  return row;
}

std::string EncodeRow(const JudgementRow& row) {
  v1::JudgementRow out;
  out.set_verdict(kVerdicts.ToStored(row.verdict));
  out.set_note(row.note);
  out.set_commit(row.commit);
  return out.SerializeAsString();
}

template <>
absl::StatusOr<JudgementRow> DecodeRow(std::string_view bytes) {
  const auto in = Parse<v1::JudgementRow>(bytes, "judgement");
  if (!in.ok()) return in.status();
  return JudgementRow{
      .verdict = kVerdicts.ToPlain(in->verdict()), .note = in->note(), .commit = in->commit()};
}

std::string EncodeRow(const SameEntitiesRow& row) {
  v1::SameEntitiesRow out;
  for (const std::string& id : row.entity_ids) out.add_entity_ids(id);
  return out.SerializeAsString();
}

template <>
absl::StatusOr<SameEntitiesRow> DecodeRow(std::string_view bytes) {
  const auto in = Parse<v1::SameEntitiesRow>(bytes, "set of entities");
  if (!in.ok()) return in.status();
  return SameEntitiesRow{.entity_ids = {in->entity_ids().begin(), in->entity_ids().end()}};
}

}  // namespace parallax::storage
