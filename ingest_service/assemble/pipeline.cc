#include "ingest_service/assemble/pipeline.h"

#include <algorithm>
#include <set>
#include <string_view>
#include <utility>

#include "core/errors/error.h"
#include "core/record/claim_id.h"
#include "core/record/input_digest.h"
#include "core/reduce/proposition.h"
#include "core/storage/rows.h"
#include "core/value/civil_date.h"
#include "ingest_service/assemble/provenance.h"
#include "ingest_service/assemble/words_id.h"
#include "ingest_service/claim/author_voice.h"
#include "ingest_service/claim/labelled_claims.h"
#include "ingest_service/claim/list_claims.h"
#include "ingest_service/claim/prose_claims.h"
#include "ingest_service/claim/table_claims.h"
#include "ingest_service/claim/yuan_region.h"
#include "ingest_service/discourse/discourse.h"
#include "ingest_service/parse/parse.h"
#include "ingest_service/source/decode.h"

namespace parallax::assemble {
namespace {

// What "today" means in the document: the caller's reference time, else the day it was published.
std::optional<value::CivilDate> ReferenceDate(const record::Input& input,
                                              const record::Document& document) {
  if (input.reference_time.size() >= 10) {
    return value::ParseDate(std::string_view(input.reference_time).substr(0, 10));
  }
  for (const record::MetadataItem& item : document.metadata) {
    if (item.field == record::MetadataField::kPublished && item.chosen) {
      return value::ParseDate(item.value);
    }
  }
  return std::nullopt;
}

// The room before this one speaks of the record's fields; callers know them under "input".
absl::Status SourceError(const absl::Status& status) {
  if (errors::DetailsOf(status).reason != errors::Reason::kUnspecified) {
    return errors::WithFieldPrefix(status, "input.");
  }
  return status;
}

void LinkEquivalents(const std::vector<std::pair<size_t, size_t>>& equivalents,
                     std::vector<record::Claim>* claims) {
  for (const auto& [restated, first] : equivalents) {
    (*claims)[restated].links.push_back(
        {record::ClaimLinkKind::kStatedEquivalent, (*claims)[first].claim_id});
  }
}

// A claim that was left out takes the links to it along.
void DropBrokenLinks(std::vector<record::Claim>* claims) {
  std::set<std::string_view> kept;
  for (const record::Claim& claim : *claims) kept.insert(claim.claim_id);
  for (record::Claim& claim : *claims) {
    std::erase_if(claim.links,
                  [&](const record::ClaimLink& link) { return !kept.contains(link.claim_id); });
  }
}

std::vector<store::StoredClaim> WithPropositions(std::vector<record::Claim> claims,
                                                 const catalog::Catalog& catalog) {
  std::vector<catalog::ValueType> types;
  types.reserve(claims.size());
  for (const record::Claim& claim : claims) {
    const catalog::Dimension* dimension = catalog.FindDimension(claim.dimension_id);
    types.push_back(dimension == nullptr ? catalog::ValueType::kText : dimension->value_type);
  }
  std::vector<reduce::PropositionIdentity> propositions = reduce::PropositionsOf(claims, types);
  std::vector<store::StoredClaim> stored;
  stored.reserve(claims.size());
  for (size_t i = 0; i < claims.size(); ++i) {
    stored.push_back({std::move(claims[i]), std::move(propositions[i].proposition_id),
                      std::move(propositions[i].key)});
  }
  return stored;
}

// What is stored of the candidates that rules refused.
void KeepRejected(std::vector<record::RejectedCandidate> rejected, store::StoredDocument* out) {
  out->rejected_count = static_cast<uint32_t>(rejected.size());
  if (rejected.size() > storage::kMaxRejectedCandidates) {
    rejected.resize(storage::kMaxRejectedCandidates);
  }
  for (record::RejectedCandidate& candidate : rejected) {
    std::string& reason = candidate.reason;
    if (reason.size() <= storage::kMaxRejectionReasonBytes) continue;
    size_t end = storage::kMaxRejectionReasonBytes;
    while (end > 0 && (static_cast<unsigned char>(reason[end]) & 0xC0) == 0x80) --end;
    reason.resize(end);
  }
  out->rejected = std::move(rejected);
}

}  // namespace

Pipeline::Pipeline(std::shared_ptr<const catalog::Catalog> catalog,
                   std::unique_ptr<link::Linker> linker, PipelineOptions options)
    : catalog_(std::move(catalog)),
      linker_(std::move(linker)),
      prose_rules_(std::make_unique<claim::ProseRules>(*catalog_)),
      options_(options) {}

Pipeline::~Pipeline() = default;

absl::StatusOr<std::unique_ptr<Pipeline>> Pipeline::Create(
    std::unique_ptr<catalog::Catalog> catalog, PipelineOptions options) {
  std::shared_ptr<const catalog::Catalog> shared = std::move(catalog);
  auto linker = std::make_unique<link::Linker>(shared);
  return std::unique_ptr<Pipeline>(new Pipeline(std::move(shared), std::move(linker), options));
}

absl::StatusOr<store::StoredDocument> Pipeline::Process(const std::string& document_id,
                                                        record::Input input) const {
  source::Limits limits;
  limits.max_content_bytes = options_.max_content_bytes;
  absl::StatusOr<source::SourceText> source = source::Decode(input, limits);
  if (!source.ok()) return SourceError(source.status());
  absl::StatusOr<record::Document> document = parse::Parse(*source, input);
  if (!document.ok()) return SourceError(document.status());

  store::StoredDocument out;
  out.document_id = document_id;
  out.words_id = WordsId(*document);
  link::LinkResult linked = linker_->Link(*document);
  document->issues.insert(document->issues.end(), linked.issues.begin(), linked.issues.end());

  claim::ClaimDraft draft;
  const claim::ClaimContext context{*catalog_,
                                    recognize::Recognizer::Default(),
                                    *document,
                                    linked.mentions,
                                    claim::AuthorVoice(*document, out.words_id),
                                    ReferenceDate(input, *document),
                                    claim::YuanRegion(*catalog_, *document, linked.mentions)};
  const discourse::Discourse discourse =
      discourse::ReadDiscourse(*catalog_, *document, linked.mentions, context.author);
  claim::ClaimTables(context, &draft);
  claim::ClaimLabelledLines(context, discourse, &draft);
  claim::ClaimLists(context, discourse, &draft);
  claim::ClaimProse(*prose_rules_, context, discourse, &draft);
  const std::string digest = record::InputDigest(input);
  for (record::Claim& claim : draft.claims) {
    claim.document_id = document_id;
    claim.claim_id = record::ClaimId(digest, claim);
  }
  LinkEquivalents(draft.equivalents, &draft.claims);
  CheckProvenance(input.content, *document, &draft.claims, &draft.issues);
  DropBrokenLinks(&draft.claims);
  document->issues.insert(document->issues.end(), draft.issues.begin(), draft.issues.end());

  out.claims = WithPropositions(std::move(draft.claims), *catalog_);
  KeepRejected(std::move(draft.rejected), &out);
  out.mentions = std::move(linked.mentions);
  out.document = *std::move(document);
  out.input = std::move(input);
  out.pack_id = catalog_->pack_id();
  out.pack_version = catalog_->pack_version() + "+" + catalog_->fingerprint().substr(0, 16);
  out.rules_version = kRulesVersion;
  return out;
}

}  // namespace parallax::assemble
