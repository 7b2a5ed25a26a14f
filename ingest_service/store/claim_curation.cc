// Imported claims and retractions (curation.h).
#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include "core/errors/error.h"
#include "ingest_service/store/curation.h"
#include "ingest_service/store/document_rows.h"
#include "ingest_service/store/lineage_support.h"
#include "ingest_service/store/support_ledger.h"

namespace parallax::store {
namespace {

using errors::Error;
using errors::Reason;
using storage::ClaimRow;
using storage::DocumentRow;
using storage::ImportedClaimKeyParts;
using storage::ImportedClaimRow;
using storage::RetractionKeyParts;
using storage::RetractionRow;
using storage::WithheldClaim;

// Reads every row under `prefix` with `take`, which fails on one that is damaged.
template <typename Take>
absl::Status ScanAll(const std::string& prefix, const RowTransaction& rows, Take take) {
  absl::Status taken;
  const absl::Status scanned =
      rows.ScanGroup(prefix, [&](std::string_view key, std::string_view value) {
        taken = take(key, value);
        return taken.ok();
      });
  return scanned.ok() ? taken : scanned;
}

absl::StatusOr<DocumentRow> FindDocument(const std::string& document_id, RowTransaction& rows) {
  auto row = rows.GetRow<DocumentRow>(storage::DocumentKey(document_id));
  if (!row.ok()) return row.status();
  if (!row->has_value()) {
    return Error(Reason::kDocumentNotFound, "document_id",
                 "no document \"" + document_id + "\" in this collection");
  }
  return **std::move(row);
}

// The document's claims that count, by ordinal.
using Counted = std::map<uint32_t, WithheldClaim>;

// What would count of the imported claims.
Counted CountedImports(const DocumentRow& document, const DocumentCuration& curation) {
  Counted counted;
  uint32_t ordinal = document.own_claims;
  for (const auto& [key, row] : curation.imported) {
    const uint32_t here = ordinal++;
    if (curation.retractions.count(
            {key.document_id, key.claim_id, key.extractor_name, key.extractor_version}) > 0) {
      continue;
    }
    counted[here] = {ImportedAsClaim(row, here), row.proposition_key};
  }
  return counted;
}

absl::StatusOr<std::string> PropositionKeyOf(const ClaimRow& row, RowTransaction& rows) {
  // A claim that belongs to no cell has no proposition's row; nor does it need one.
  if (row.claim.subject_entity_id.empty() || row.claim.dimension_id.empty()) return std::string();
  const auto proposition = rows.GetRow<storage::PropositionRow>(storage::PropositionKey(
      row.claim.subject_entity_id, row.claim.dimension_id, row.proposition_id));
  if (!proposition.ok()) return proposition.status();
  if (!proposition->has_value()) return absl::DataLossError("a claim's proposition has no row");
  return (*proposition)->key;
}

// Brings the rows from the claims that counted to those that count.
absl::Status Replace(DocumentRow document, const Counted& before, const Counted& after,
                     const DocumentCuration& curation, RowTransaction& rows) {
  SupportLedger ledger;
  for (const auto& [ordinal, claim] : before) {
    const auto it = after.find(ordinal);
    if (it != after.end() && it->second.row == claim.row) continue;
    RemoveClaim(claim.row, ledger, rows);
  }
  for (const auto& [ordinal, claim] : after) {
    const auto it = before.find(ordinal);
    if (it != before.end() && it->second.row == claim.row) continue;
    PutClaim(claim.row, claim.proposition_key, ledger, rows);
  }
  document.claim_count = static_cast<uint32_t>(after.size());
  document.imported_claims = static_cast<uint32_t>(curation.imported.size());
  rows.Put(storage::DocumentKey(document.document_id), EncodeRow(document));
  StandingChange change;
  for (const auto& [ordinal, claim] : before) AddStanding(claim.row, change.before);
  for (const auto& [ordinal, claim] : after) AddStanding(claim.row, change.after);
  absl::Status status = ChangeStandings(document.document_id, change, ledger, rows);
  if (!status.ok()) return status;
  return ledger.Apply(rows);
}

absl::StatusOr<Counted> CountedNow(const DocumentRow& document, RowTransaction& rows) {
  auto claims = CurrentClaims(document, rows);
  if (!claims.ok()) return claims.status();
  Counted counted;
  for (ClaimRow& row : *claims) {
    const uint32_t ordinal = row.ordinal;
    counted[ordinal] = {std::move(row), ""};
  }
  return counted;
}

bool Selects(const ClaimSelection& selection, const std::string& name, const std::string& version) {
  if (!selection.extractor_name.empty() && name != selection.extractor_name) return false;
  return selection.extractor_version.empty() || version == selection.extractor_version;
}

// The claims that are asked for: each id must be found once at least.
class Wanted {
 public:
  explicit Wanted(const ClaimSelection& selection) : selection_(selection) {
    for (const std::string& id : selection.claim_ids) missing_.insert(id);
    ids_ = missing_;
  }
  bool Takes(const RetractionKeyParts& claim) {
    if (!Selects(selection_, claim.extractor_name, claim.extractor_version)) return false;
    if (!ids_.empty() && ids_.count(claim.claim_id) == 0) return false;
    missing_.erase(claim.claim_id);
    return true;
  }
  absl::Status CheckFound(const char* what) const {
    for (size_t i = 0; i < selection_.claim_ids.size(); ++i) {
      if (missing_.count(selection_.claim_ids[i]) == 0) continue;
      return Error(
          Reason::kClaimNotFound, "claim_ids[" + std::to_string(i) + "]",
          "no " + std::string(what) + " \"" + selection_.claim_ids[i] + "\" in this document");
    }
    return absl::OkStatus();
  }

 private:
  const ClaimSelection& selection_;
  std::set<std::string> ids_;
  std::set<std::string> missing_;
};

}  // namespace

absl::StatusOr<DocumentCuration> LoadCuration(const std::string& document_id,
                                              const RowTransaction& rows) {
  DocumentCuration curation;
  absl::Status status = ScanAll(
      std::move(storage::KeyBuilder(storage::Table::kImportedClaim).String(document_id)).Build(),
      rows, [&](std::string_view key, std::string_view value) -> absl::Status {
        auto parts = storage::ParseImportedClaimKey(key);
        if (!parts.ok()) return parts.status();
        auto row = storage::DecodeRow<ImportedClaimRow>(value);
        if (!row.ok()) return row.status();
        curation.imported.emplace_back(*std::move(parts), *std::move(row));
        return absl::OkStatus();
      });
  if (!status.ok()) return status;
  status = ScanAll(
      std::move(storage::KeyBuilder(storage::Table::kRetraction).String(document_id)).Build(), rows,
      [&](std::string_view key, std::string_view value) -> absl::Status {
        auto parts = storage::ParseRetractionKey(key);
        if (!parts.ok()) return parts.status();
        auto row = storage::DecodeRow<RetractionRow>(value);
        if (!row.ok()) return row.status();
        curation.retractions[*std::move(parts)] = *std::move(row);
        return absl::OkStatus();
      });
  if (!status.ok()) return status;
  return curation;
}

absl::StatusOr<std::vector<ImportOutcome>> ImportClaims(const ClaimImportBatch& batch,
                                                        RowTransaction& rows) {
  const auto document = FindDocument(batch.document_id, rows);
  if (!document.ok()) return document.status();
  if (document->input_digest != batch.input_digest) {
    return Error(Reason::kDocumentChanged, "document_id", "the document changed meanwhile");
  }
  auto curation = LoadCuration(batch.document_id, rows);
  if (!curation.ok()) return curation.status();
  std::map<std::string, ImportedClaimRow> stored;
  for (auto& [key, row] : curation->imported) stored[ImportedClaimKey(key)] = std::move(row);
  std::vector<ImportOutcome> outcomes;
  for (const ImportedClaimRow& row : batch.claims) {
    const ImportedClaimKeyParts key{.document_id = batch.document_id,
                                    .extractor_name = row.claim.activity.rule_id,
                                    .extractor_version = row.claim.activity.rule_version,
                                    .claim_id = row.claim.claim_id};
    const std::string bytes = ImportedClaimKey(key);
    const bool retracted =
        curation->retractions.count(
            {key.document_id, key.claim_id, key.extractor_name, key.extractor_version}) > 0;
    const auto it = stored.find(bytes);
    const bool same = it != stored.end() && it->second == row;
    outcomes.push_back(retracted ? ImportOutcome::kRetracted
                       : same    ? ImportOutcome::kUnchanged
                                 : ImportOutcome::kStored);
    if (same) continue;
    stored[bytes] = row;
    rows.Put(bytes, EncodeRow(row));
  }
  if (stored.size() > kMaxImportedClaims) {
    return Error(Reason::kLimitExceeded, "claims",
                 "the document would have " + std::to_string(stored.size()) +
                     " imported claims, the limit is " + std::to_string(kMaxImportedClaims));
  }
  curation->imported.clear();
  for (auto& [bytes, row] : stored) {
    auto key = storage::ParseImportedClaimKey(bytes);
    if (!key.ok()) return key.status();
    curation->imported.emplace_back(*std::move(key), std::move(row));
  }
  const auto before = CountedNow(*document, rows);
  if (!before.ok()) return before.status();
  Counted after = CountedImports(*document, *curation);
  for (const auto& [ordinal, claim] : *before) {
    if (ordinal < document->own_claims) after[ordinal] = claim;
  }
  absl::Status status = Replace(*document, *before, after, *curation, rows);
  if (!status.ok()) return status;
  return outcomes;
}

absl::StatusOr<size_t> RetractClaims(const ClaimSelection& selection, const std::string& note,
                                     uint64_t commit, RowTransaction& rows) {
  const auto document = FindDocument(selection.document_id, rows);
  if (!document.ok()) return document.status();
  auto curation = LoadCuration(selection.document_id, rows);
  if (!curation.ok()) return curation.status();
  const auto before = CountedNow(*document, rows);
  if (!before.ok()) return before.status();
  Wanted wanted(selection);
  // What is retracted already is found, and stays as it is.
  for (const auto& [key, row] : curation->retractions) wanted.Takes(key);
  std::set<RetractionKeyParts> changed;
  Counted after;
  for (const auto& [ordinal, claim] : *before) {
    if (ordinal >= document->own_claims) continue;
    const RetractionKeyParts key{.document_id = selection.document_id,
                                 .claim_id = claim.row.claim.claim_id,
                                 .extractor_name = "",
                                 .extractor_version = ""};
    if (!wanted.Takes(key)) {
      after[ordinal] = claim;
      continue;
    }
    auto proposition_key = PropositionKeyOf(claim.row, rows);
    if (!proposition_key.ok()) return proposition_key.status();
    RetractionRow& row = curation->retractions[key];
    row.withheld.push_back({claim.row, *std::move(proposition_key)});
    changed.insert(key);
  }
  for (const auto& [key, row] : curation->imported) {
    RetractionKeyParts retraction{key.document_id, key.claim_id, key.extractor_name,
                                  key.extractor_version};
    if (!wanted.Takes(retraction)) continue;
    if (curation->retractions.emplace(retraction, RetractionRow{}).second) {
      changed.insert(std::move(retraction));
    }
  }
  if (absl::Status status = wanted.CheckFound("claim"); !status.ok()) return status;
  if (curation->retractions.size() > kMaxRetractions) {
    return Error(Reason::kLimitExceeded, "claim_ids",
                 "more than " + std::to_string(kMaxRetractions) + " retractions on one document");
  }
  for (const RetractionKeyParts& key : changed) {
    RetractionRow& row = curation->retractions[key];
    row.note = note;
    row.commit = commit;
    rows.Put(RetractionKey(key), EncodeRow(row));
  }
  after.merge(CountedImports(*document, *curation));
  const size_t retracted = before->size() - after.size();
  if (absl::Status status = Replace(*document, *before, after, *curation, rows); !status.ok()) {
    return status;
  }
  return retracted;
}

absl::StatusOr<size_t> RevokeRetractions(const ClaimSelection& selection, RowTransaction& rows) {
  auto curation = LoadCuration(selection.document_id, rows);
  if (!curation.ok()) return curation.status();
  Wanted wanted(selection);
  Counted after;
  size_t revoked = 0;
  for (auto it = curation->retractions.begin(); it != curation->retractions.end();) {
    if (!wanted.Takes(it->first)) {
      ++it;
      continue;
    }
    rows.Delete(RetractionKey(it->first));
    for (WithheldClaim& claim : it->second.withheld) {
      const uint32_t ordinal = claim.row.ordinal;
      after[ordinal] = std::move(claim);
    }
    it = curation->retractions.erase(it);
    ++revoked;
  }
  if (absl::Status status = wanted.CheckFound("retracted claim"); !status.ok()) return status;
  const auto document = rows.GetRow<DocumentRow>(storage::DocumentKey(selection.document_id));
  if (!document.ok()) return document.status();
  if (!document->has_value()) return revoked;
  const auto before = CountedNow(**document, rows);
  if (!before.ok()) return before.status();
  for (const auto& [ordinal, claim] : *before) {
    if (ordinal < (*document)->own_claims) after[ordinal] = claim;
  }
  after.merge(CountedImports(**document, *curation));
  if (absl::Status status = Replace(**document, *before, after, *curation, rows); !status.ok()) {
    return status;
  }
  return revoked;
}

}  // namespace parallax::store
