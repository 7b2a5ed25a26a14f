#include "ingest_service/assemble/imported_claim.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "core/catalog/name_fold.h"
#include "core/record/claim_id.h"
#include "core/record/entity_id.h"
#include "core/record/span_check.h"
#include "core/reduce/proposition.h"
#include "ingest_service/claim/author_voice.h"

namespace parallax::assemble {
namespace {

using catalog::ValueType;
using errors::Faults;
using errors::Reason;

constexpr size_t kMostShownOfText = 80;

std::string_view TypeName(ValueType type) {
  switch (type) {
    case ValueType::kText:
      return "text";
    case ValueType::kMoney:
      return "money";
    case ValueType::kQuantity:
      return "a quantity";
    case ValueType::kPercentage:
      return "a percentage";
    case ValueType::kDateInterval:
      return "a date interval";
    case ValueType::kLevel:
      return "a level";
    case ValueType::kEntitySet:
      return "entities";
    case ValueType::kItemList:
      return "a list of items";
  }
  return "text";
}

std::string Shown(std::string_view text) {
  if (text.size() <= kMostShownOfText) return std::string(text);
  size_t end = kMostShownOfText;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return std::string(text.substr(0, end)) + "…";
}

std::string Quoted(std::string_view text) { return "\"" + Shown(text) + "\""; }

}  // namespace

bool IsEntityId(const catalog::Catalog& catalog, std::string_view id) {
  if (catalog.FindEntity(id) != nullptr) return true;
  const std::string_view kind = record::EntityKind(id);
  // Provisional ids are a kind and a slug after "~".
  if (kind.empty() || catalog.FindKind(kind) == nullptr || id.size() < kind.size() + 3 ||
      id.size() > 256 || id[kind.size() + 1] != '~') {
    return false;
  }
  return std::all_of(
      id.begin() + static_cast<std::ptrdiff_t>(kind.size()) + 2, id.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_';
      });
}

void ImportedClaimCheck::CheckEntity(const std::string& field, const std::string& entity_id,
                                     Faults* faults) const {
  if (entity_id.empty() || IsEntityId(catalog_, entity_id)) return;
  faults->Add(Reason::kEntityNotFound, field,
              "no entity " + Quoted(entity_id) +
                  " in the pack, and not the id of a provisional one (kind/~name)");
}

void ImportedClaimCheck::CheckSubject(const std::string& field, record::Claim* claim,
                                      Faults* faults) const {
  if (claim->subject_entity_id.empty()) {
    faults->Add(Reason::kFieldMissing, field + ".subject_entity_id", "must be set");
  }
  CheckEntity(field + ".subject_entity_id", claim->subject_entity_id, faults);
  if (!claim->subject_written.empty()) return;
  for (const record::Evidence& evidence : claim->evidence) {
    if (evidence.role != record::EvidenceRole::kSubject) continue;
    claim->subject_written = evidence.quote;
    return;
  }
}

void ImportedClaimCheck::CheckReadings(const std::string& field,
                                       const catalog::Dimension& dimension, record::Claim* claim,
                                       Faults* faults) const {
  for (size_t i = 0; i < claim->value.readings.size(); ++i) {
    const std::string here = absl::StrCat(field, ".value.readings[", i, "]");
    record::Reading& reading = claim->value.readings[i];
    if (auto* level = std::get_if<value::LevelSpan>(&reading)) {
      const catalog::Scale* scale = catalog_.FindScale(level->scale_id);
      if (scale == nullptr) {
        faults->Add(Reason::kFieldMalformed, here + ".level.scale_id",
                    "no scale " + Quoted(level->scale_id));
        continue;
      }
      if (dimension.value_type == ValueType::kLevel && level->scale_id != dimension.scale) {
        faults->Add(Reason::kValueTypeMismatch, here + ".level.scale_id",
                    Quoted(dimension.id) + " has the scale " + Quoted(dimension.scale));
      }
      level->lowest_rank = scale->RankOf(level->lowest_level_id);
      level->highest_rank = scale->RankOf(level->highest_level_id);
      if (level->lowest_rank < 0) {
        faults->Add(Reason::kFieldMalformed, here + ".level.lowest_level_id",
                    "the scale has no level " + Quoted(level->lowest_level_id));
      } else if (level->highest_rank < level->lowest_rank) {
        faults->Add(Reason::kFieldMalformed, here + ".level.highest_level_id",
                    "must be a level of the scale, not below the lowest");
      }
    } else if (const auto* set = std::get_if<record::EntitySet>(&reading)) {
      for (size_t e = 0; e < set->entities.size(); ++e) {
        CheckEntity(absl::StrCat(here, ".entities.entities[", e, "].entity_id"),
                    set->entities[e].entity_id, faults);
      }
    } else if (const auto* list = std::get_if<record::ItemList>(&reading)) {
      for (size_t n = 0; n < list->items.size(); ++n) {
        const record::ListItem& item = list->items[n];
        const std::string at = absl::StrCat(here, ".items.items[", n, "]");
        for (size_t e = 0; e < item.entities.size(); ++e) {
          CheckEntity(absl::StrCat(at, ".entities[", e, "].entity_id"), item.entities[e].entity_id,
                      faults);
        }
        if (item.span == text::ByteSpan{}) continue;  // not given
        record::Alignment any = record::Alignment::kUnspecified;
        CheckQuote(at, item.span, item.text, &any, faults);
      }
    }
  }
  if (claim->kind != record::ClaimKind::kValue || dimension.value_type == ValueType::kText) return;
  if (reduce::ReadingOf(*claim, dimension.value_type) == nullptr) {
    faults->Add(Reason::kValueTypeMismatch, field + ".value.readings",
                Quoted(dimension.id) + " wants " + std::string(TypeName(dimension.value_type)) +
                    ", and no reading is of that type");
  }
}

void ImportedClaimCheck::CheckQuote(const std::string& field, text::ByteSpan span,
                                    const std::string& quote, record::Alignment* alignment,
                                    Faults* faults) const {
  const auto size = static_cast<int64_t>(original_.bytes().size());
  const std::string where = absl::StrCat("[", span.begin_byte, ",", span.end_byte, ")");
  if (span.begin_byte < 0 || span.end_byte < span.begin_byte || span.end_byte > size) {
    faults->Add(Reason::kFieldOutOfRange, field + ".span",
                absl::StrCat(where, " does not lie in the ", size, " bytes of the original"));
    return;
  }
  if (span.size() > kMaxQuotedBytes) {
    faults->Add(Reason::kLimitExceeded, field + ".span",
                absl::StrCat(span.size(), " bytes, the limit is ", kMaxQuotedBytes));
    return;
  }
  for (const int64_t end : {span.begin_byte, span.end_byte}) {
    if (original_.IsBoundary(end)) continue;
    faults->Add(Reason::kFieldMalformed, field + ".span",
                absl::StrCat("byte ", end, " is inside a character"));
    return;
  }
  const record::Alignment found = record::AlignmentOf(original_, document_.media_type, span, quote);
  if (found == record::Alignment::kUnspecified) {
    const auto written = original_.Text(span);
    faults->Add(Reason::kEvidenceNotFound, field + ".quote",
                where + " says " + (written.ok() ? Quoted(*written) : std::string("nothing")) +
                    ", not " + Quoted(quote));
    return;
  }
  // A quote that stands there byte by byte also does so after normalization.
  const bool holds =
      *alignment == record::Alignment::kUnspecified || *alignment == found ||
      (*alignment == record::Alignment::kNormalized && found == record::Alignment::kExact);
  if (!holds) {
    faults->Add(Reason::kEvidenceNotFound, field + ".alignment",
                "the quote does not stand at " + where + " under this alignment");
    return;
  }
  *alignment = found;
}

void ImportedClaimCheck::FillVoices(const std::string& field, record::Claim* claim,
                                    Faults* faults) const {
  record::Document document;
  document.metadata = document_.metadata;
  const record::Voice author = claim::AuthorVoice(document, document_.words_id);
  if (claim->voices.empty()) claim->voices.push_back(author);
  for (size_t i = 0; i < claim->voices.size(); ++i) {
    record::Voice& voice = claim->voices[i];
    CheckEntity(absl::StrCat(field, ".voices[", i, "].entity_id"), voice.entity_id, faults);
    if (voice.kind == record::VoiceKind::kAuthor && voice.name.empty()) voice = author;
    if (!voice.key.empty()) continue;
    voice.key = !voice.entity_id.empty() ? voice.entity_id
                : !voice.name.empty()    ? "name:" + catalog::FoldName(voice.name)
                                         : "unnamed:" + document_.document_id;
  }
}

void ImportedClaimCheck::Check(const std::string& field, record::Claim* claim,
                               Faults* faults) const {
  CheckSubject(field, claim, faults);
  const catalog::Dimension* dimension = nullptr;
  if (claim->dimension_id.empty()) {
    faults->Add(Reason::kFieldMissing, field + ".dimension_id", "must be set");
  } else {
    dimension = catalog_.FindDimension(claim->dimension_id);
    if (dimension == nullptr) {
      faults->Add(Reason::kDimensionNotFound, field + ".dimension_id",
                  "no dimension " + Quoted(claim->dimension_id));
    }
  }
  if (dimension != nullptr) {
    const std::string kind(record::EntityKind(claim->subject_entity_id));
    const auto& kinds = dimension->subject_kinds;
    if (!kind.empty() && !kinds.empty() &&
        std::find(kinds.begin(), kinds.end(), kind) == kinds.end()) {
      faults->Add(Reason::kDimensionNotApplicable, field + ".dimension_id",
                  Quoted(dimension->id) + " is not asked of entities of the kind " + Quoted(kind));
    }
    CheckReadings(field, *dimension, claim, faults);
  }
  bool anchored = false;
  for (size_t i = 0; i < claim->evidence.size() && !faults->full(); ++i) {
    record::Evidence& evidence = claim->evidence[i];
    anchored = anchored || evidence.role == record::EvidenceRole::kSubject ||
               evidence.role == record::EvidenceRole::kValue;
    CheckQuote(absl::StrCat(field, ".evidence[", i, "]"), evidence.span, evidence.quote,
               &evidence.alignment, faults);
  }
  if (!claim->evidence.empty() && !anchored) {
    faults->Add(Reason::kFieldMissing, field + ".evidence",
                "no passage of role SUBJECT or VALUE among them");
  }
  for (size_t i = 0; i < claim->qualifiers.size() && !faults->full(); ++i) {
    record::Alignment any = record::Alignment::kUnspecified;
    CheckQuote(absl::StrCat(field, ".qualifiers[", i, "]"), claim->qualifiers[i].span,
               claim->qualifiers[i].text, &any, faults);
  }
  FillVoices(field, claim, faults);
}

storage::ImportedClaimRow ImportedClaimCheck::Finish(record::Claim claim,
                                                     const std::string& extractor_name,
                                                     const std::string& extractor_version) const {
  claim.document_id = document_.document_id;
  claim.activity = {
      .rule_id = extractor_name,
      .rule_version = extractor_version,
      .pack_id = catalog_.pack_id(),
      .pack_version = catalog_.pack_version() + "+" + catalog_.fingerprint().substr(0, 16)};
  claim.claim_id = record::ClaimId(document_.input_digest, claim);
  const catalog::Dimension* dimension = catalog_.FindDimension(claim.dimension_id);
  reduce::PropositionIdentity proposition =
      reduce::PropositionOf(claim, dimension == nullptr ? ValueType::kText : dimension->value_type);
  return {.claim = std::move(claim),
          .proposition_id = std::move(proposition.proposition_id),
          .proposition_key = std::move(proposition.key),
          .input_digest = document_.input_digest};
}

}  // namespace parallax::assemble
