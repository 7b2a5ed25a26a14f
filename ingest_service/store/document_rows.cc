#include "ingest_service/store/document_rows.h"

#include <optional>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "core/record/input_digest.h"
#include "core/storage/keys.h"
#include "core/storage/original_chunks.h"
#include "core/text/sha256.h"
#include "ingest_service/store/curation.h"
#include "ingest_service/store/lineage_index.h"
#include "ingest_service/store/lineage_support.h"
#include "ingest_service/store/support_ledger.h"

namespace parallax::store {
namespace {

using storage::ClaimKeyParts;
using storage::ClaimRow;
using storage::DocumentRow;
using storage::MentionRow;
using storage::OriginalRow;
using storage::RetractionKeyParts;
using storage::WithheldClaim;

// A row must fit into one message of the change feed.
constexpr size_t kMaxRowBytes = 2u << 20;

absl::Status Refuse(std::string_view document_id, std::string_view what) {
  return absl::InvalidArgumentError(
      absl::StrCat("document ", std::string(document_id), ": ", std::string(what)));
}

bool IsId(std::string_view id, size_t max_bytes) {
  return id.size() <= max_bytes && id.find('\0') == std::string_view::npos;
}

std::string KeyOf(const ClaimRow& row) {
  return storage::ClaimKey({.entity_id = row.claim.subject_entity_id,
                            .dimension_id = row.claim.dimension_id,
                            .proposition_id = row.proposition_id,
                            .document_id = row.claim.document_id,
                            .ordinal = row.ordinal});
}

absl::StatusOr<std::set<std::string>> CurrentMentions(const DocumentRow& document,
                                                      RowTransaction& rows) {
  std::set<std::string> entities;
  if (document.mention_count == 0) return entities;
  std::vector<std::string> chunks;
  for (uint32_t i = 0; i < document.body_chunks; ++i) {
    auto chunk = rows.Get(storage::DocumentBodyKey(document.document_id, i));
    if (!chunk.ok()) return chunk.status();
    if (!chunk->has_value()) return absl::DataLossError("a part of a document is missing");
    chunks.push_back(**std::move(chunk));
  }
  const absl::StatusOr<storage::DocumentBody> body = storage::DecodeBody(chunks);
  if (!body.ok()) return body.status();
  for (const record::Mention& mention : body->mentions) entities.insert(mention.entity_id);
  return entities;
}

// Changes how many documents have the original; `size_bytes` is used when it is new.
absl::Status CountOriginal(const std::string& digest, int64_t size_bytes, bool add,
                           RowTransaction& rows) {
  const std::string key = storage::OriginalKey(digest);
  const auto row = rows.GetRow<OriginalRow>(key);
  if (!row.ok()) return row.status();
  OriginalRow original = row->value_or(
      OriginalRow{.size_bytes = size_bytes,
                  .chunks = storage::OriginalChunkCount(static_cast<size_t>(size_bytes)),
                  .documents = 0});
  if (!add && original.documents == 0) return absl::DataLossError("an original's row is missing");
  original.documents += add ? 1 : -1;
  if (original.documents > 0) {
    rows.Put(key, EncodeRow(original));
  } else {
    rows.Delete(key);
  }
  return absl::OkStatus();
}

// Deletes everything of the revision but its lineage; what stays the same is written again by the
// caller.
absl::Status RemoveRevision(const DocumentRow& document, SupportLedger& ledger,
                            RowTransaction& rows, Standings& standings) {
  const auto claims = CurrentClaims(document, rows);
  if (!claims.ok()) return claims.status();
  for (const ClaimRow& row : *claims) {
    AddStanding(row, standings);
    RemoveClaim(row, ledger, rows);
  }
  const auto mentions = CurrentMentions(document, rows);
  if (!mentions.ok()) return mentions.status();
  for (const std::string& entity : *mentions) {
    rows.Delete(storage::MentionKey(entity, document.document_id));
  }
  for (uint32_t i = 0; i < document.body_chunks; ++i) {
    rows.Delete(storage::DocumentBodyKey(document.document_id, i));
  }
  rows.Delete(storage::DocumentByDateKey(document.published_yyyymmdd, document.document_id));
  rows.Delete(storage::DocumentKey(document.document_id));
  return CountOriginal(document.content_sha256, document.content_bytes, /*add=*/false, rows);
}

// Takes out what was imported for another input than `input_digest`.
void DropImports(const std::string& input_digest, DocumentCuration& curation, RowTransaction& rows,
                 DocumentEffects& effects) {
  std::map<std::pair<std::string, std::string>, uint64_t> dropped;
  std::erase_if(curation.imported, [&](const auto& imported) {
    const auto& [key, row] = imported;
    if (row.input_digest == input_digest) return false;
    rows.Delete(ImportedClaimKey(key));
    ++dropped[{key.extractor_name, key.extractor_version}];
    return true;
  });
  for (const auto& [extractor, claims] : dropped) {
    effects.dropped_imports.push_back({extractor.first, extractor.second, claims});
  }
}

// Writes what retractions withhold by now.
void PutWithheld(const std::map<RetractionKeyParts, std::vector<WithheldClaim>>& withheld,
                 DocumentCuration& curation, RowTransaction& rows) {
  for (auto& [key, row] : curation.retractions) {
    const auto it = withheld.find(key);
    std::vector<WithheldClaim> now =
        it == withheld.end() ? std::vector<WithheldClaim>() : it->second;
    if (now == row.withheld) continue;
    row.withheld = std::move(now);
    rows.Put(RetractionKey(key), EncodeRow(row));
  }
}

DocumentRow MakeDocumentRow(StoredDocument& stored) {
  DocumentRow row;
  row.document_id = stored.document_id;
  row.input_digest = record::InputDigest(stored.input);
  row.content_sha256 = stored.document.content_sha256;
  row.content_bytes = static_cast<int64_t>(stored.input.content.size());
  row.media_type = stored.document.media_type;
  row.charset = stored.document.charset;
  for (const record::MetadataItem& item : stored.document.metadata) {
    if (!item.chosen) continue;
    row.metadata.push_back(item);
    if (item.field == record::MetadataField::kPublished && row.published_yyyymmdd == 0) {
      row.published_yyyymmdd = DateNumber(item.value);
    }
  }
  row.words_id = stored.words_id;
  row.pack_id = stored.pack_id;
  row.pack_version = stored.pack_version;
  row.rules_version = stored.rules_version;
  row.block_count = static_cast<uint32_t>(stored.document.blocks.size());
  row.claim_count = static_cast<uint32_t>(stored.claims.size());
  row.own_claims = row.claim_count;
  row.mention_count = static_cast<uint32_t>(stored.mentions.size());
  row.issue_count = static_cast<uint32_t>(stored.document.issues.size());
  return row;
}

absl::Status ValidateClaim(const StoredClaim& stored, const std::string& id) {
  const record::Claim& claim = stored.claim;
  if (claim.document_id != id) return Refuse(id, "a claim is of another document");
  if (claim.kind == record::ClaimKind::kUnspecified) return Refuse(id, "a claim has no kind");
  if (claim.voices.empty()) return Refuse(id, "a claim has no voice");
  if (claim.claim_id.empty() || !IsId(claim.claim_id, kMaxHashIdBytes)) {
    return Refuse(id, "a claim has a malformed id");
  }
  if (stored.proposition_id.empty() || !IsId(stored.proposition_id, kMaxHashIdBytes)) {
    return Refuse(id, "a claim has a malformed proposition id");
  }
  if (!IsId(claim.subject_entity_id, kMaxEntityIdBytes) ||
      !IsId(claim.dimension_id, kMaxDimensionIdBytes)) {
    return Refuse(id, "a claim has a malformed entity or dimension id");
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status ValidateDocumentId(std::string_view document_id) {
  if (document_id.empty() || !IsId(document_id, kMaxDocumentIdBytes)) {
    return absl::InvalidArgumentError(
        absl::StrCat("a document id must have 1 to ", kMaxDocumentIdBytes, " bytes and no NUL"));
  }
  return absl::OkStatus();
}

size_t PreparedDocument::size_bytes() const {
  size_t bytes = sizeof(*this) + original.content.size();
  for (const std::string& chunk : body) bytes += chunk.size();
  // A claim is held as a struct and encoded.
  for (const Claim& claim : claims) bytes += sizeof(claim) + 3 * claim.bytes.size();
  return bytes;
}

absl::StatusOr<PreparedDocument> PrepareDocument(StoredDocument stored) {
  if (absl::Status status = ValidateDocumentId(stored.document_id); !status.ok()) return status;
  const std::string id = stored.document_id;
  if (!IsId(stored.words_id, kMaxDocumentIdBytes)) return Refuse(id, "malformed id of words");
  if (!text::IsSha256Hex(stored.document.content_sha256)) {
    return Refuse(id, "the original has no digest");
  }
  PreparedDocument prepared;
  for (const record::Mention& mention : stored.mentions) {
    if (!IsId(mention.entity_id, kMaxEntityIdBytes)) {
      return Refuse(id, "a mention has a malformed entity id");
    }
    ++prepared.mentions[mention.entity_id];
  }
  prepared.row = MakeDocumentRow(stored);
  prepared.fingerprint =
      ToRow(lineage::MakeFingerprint(stored.words_id, stored.document, stored.input.source_uri));
  if (!storage::DecodeRow<storage::FingerprintRow>(EncodeRow(prepared.fingerprint)).ok()) {
    return Refuse(id, "a language is not UTF-8");
  }
  prepared.original.sha256_hex = stored.document.content_sha256;
  prepared.original.content = std::move(stored.input.content);
  stored.input.content.clear();
  prepared.row.envelope = std::move(stored.input);
  const std::string row_bytes = EncodeRow(prepared.row);
  if (row_bytes.size() > kMaxRowBytes) return Refuse(id, "the metadata is too large");
  if (!storage::DecodeRow<DocumentRow>(row_bytes).ok()) return Refuse(id, "not UTF-8");

  prepared.body = storage::EncodeBody({.metadata = std::move(stored.document.metadata),
                                       .blocks = std::move(stored.document.blocks),
                                       .issues = std::move(stored.document.issues),
                                       .mentions = std::move(stored.mentions),
                                       .rejected = std::move(stored.rejected),
                                       .rejected_count = stored.rejected_count});
  if (!storage::DecodeBody(prepared.body).ok()) {
    return Refuse(id, "a text is not UTF-8, or its map does not cover it");
  }
  prepared.row.body_chunks = static_cast<uint32_t>(prepared.body.size());

  for (StoredClaim& stored_claim : stored.claims) {
    if (absl::Status status = ValidateClaim(stored_claim, id); !status.ok()) return status;
    PreparedDocument::Claim& claim = prepared.claims.emplace_back();
    claim.row = {.claim = std::move(stored_claim.claim),
                 .ordinal = static_cast<uint32_t>(prepared.claims.size() - 1),
                 .proposition_id = std::move(stored_claim.proposition_id)};
    claim.key = KeyOf(claim.row);
    claim.bytes = EncodeRow(claim.row);
    claim.proposition_key = std::move(stored_claim.proposition_key);
    if (claim.bytes.size() > kMaxRowBytes || claim.proposition_key.size() > kMaxRowBytes) {
      return Refuse(id, absl::StrCat("claim ", claim.row.ordinal, " is too large"));
    }
    if (!storage::DecodeRow<ClaimRow>(claim.bytes).ok()) return Refuse(id, "a claim is not UTF-8");
  }
  return prepared;
}

uint32_t DateNumber(std::string_view date) {
  const size_t size = date.size();
  if (size != 4 && size != 7 && size != 10) return 0;
  uint32_t parts[3] = {0, 0, 0};
  size_t part = 0;
  for (size_t i = 0; i < size; ++i) {
    if (i == 4 || i == 7) {
      if (date[i] != '-') return 0;
      ++part;
      continue;
    }
    if (date[i] < '0' || date[i] > '9') return 0;
    parts[part] = parts[part] * 10 + static_cast<uint32_t>(date[i] - '0');
  }
  if (parts[1] > 12 || parts[2] > 31 || (part >= 1 && parts[1] == 0) ||
      (part >= 2 && parts[2] == 0)) {
    return 0;
  }
  return parts[0] * 10000 + parts[1] * 100 + parts[2];
}

bool IsUnchanged(const DocumentRow& row, std::string_view input_digest, std::string_view pack_id,
                 std::string_view pack_version, std::string_view rules_version,
                 uint64_t generation) {
  return row.input_digest == input_digest && row.pack_id == pack_id &&
         row.pack_version == pack_version && row.rules_version == rules_version &&
         row.generation == generation;
}

absl::StatusOr<std::vector<ClaimRow>> CurrentClaims(const DocumentRow& document,
                                                    RowTransaction& rows) {
  std::vector<std::string> index_keys;
  for (uint32_t i = 0; i < document.own_claims + document.imported_claims; ++i) {
    index_keys.push_back(storage::DocumentClaimKey(document.document_id, i));
  }
  if (absl::Status status = rows.Load(index_keys); !status.ok()) return status;
  std::vector<std::string> claim_keys;
  for (const std::string& index_key : index_keys) {
    auto claim_key = rows.Get(index_key);
    if (!claim_key.ok()) return claim_key.status();
    if (claim_key->has_value()) claim_keys.push_back(**std::move(claim_key));
  }
  if (claim_keys.size() != document.claim_count) {
    return absl::DataLossError("a claim's index row is missing");
  }
  if (absl::Status status = rows.Load(claim_keys); !status.ok()) return status;
  std::vector<ClaimRow> claims;
  for (const std::string& claim_key : claim_keys) {
    auto claim = rows.GetRow<ClaimRow>(claim_key);
    if (!claim.ok()) return claim.status();
    if (!claim->has_value()) return absl::DataLossError("a claim's row is missing");
    claims.push_back(**std::move(claim));
  }
  return claims;
}

void PutClaim(const ClaimRow& row, const std::string& proposition_key, SupportLedger& ledger,
              RowTransaction& rows) {
  const std::string& id = row.claim.document_id;
  std::string key = KeyOf(row);
  ledger.Add(row, proposition_key);
  rows.Put(storage::ClaimByIdKey(row.claim.claim_id, id, row.ordinal), key);
  rows.Put(storage::DocumentClaimKey(id, row.ordinal), key);
  rows.Put(std::move(key), EncodeRow(row));
}

void RemoveClaim(const ClaimRow& row, SupportLedger& ledger, RowTransaction& rows) {
  const std::string& id = row.claim.document_id;
  ledger.Remove(row);
  rows.Delete(KeyOf(row));
  rows.Delete(storage::ClaimByIdKey(row.claim.claim_id, id, row.ordinal));
  rows.Delete(storage::DocumentClaimKey(id, row.ordinal));
}

ClaimRow ImportedAsClaim(const storage::ImportedClaimRow& imported, uint32_t ordinal) {
  return {.claim = imported.claim, .ordinal = ordinal, .proposition_id = imported.proposition_id};
}

absl::Status PutDocument(const PreparedDocument& document, RevisionPlace place,
                         RowTransaction& rows, DocumentEffects& effects) {
  const std::string& id = document.row.document_id;
  const std::string& digest = document.original.sha256_hex;
  const auto original = rows.Get(storage::OriginalKey(digest));
  if (!original.ok()) return original.status();
  if (!original->has_value()) effects.new_originals.push_back(digest);

  SupportLedger ledger;
  const auto current = rows.GetRow<DocumentRow>(storage::DocumentKey(id));
  if (!current.ok()) return current.status();
  Standings old_standings;
  if (current->has_value()) {
    absl::Status status = RemoveRevision(**current, ledger, rows, old_standings);
    if (!status.ok()) return status;
  }

  auto curation = LoadCuration(id, rows);
  if (!curation.ok()) return curation.status();
  DropImports(document.row.input_digest, *curation, rows, effects);

  DocumentRow row = document.row;
  row.revision_commit = place.commit;
  row.generation = place.generation;
  rows.Put(storage::DocumentByDateKey(row.published_yyyymmdd, id), "");
  for (size_t i = 0; i < document.body.size(); ++i) {
    rows.Put(storage::DocumentBodyKey(id, i), document.body[i]);
  }
  for (const auto& [entity, count] : document.mentions) {
    rows.Put(storage::MentionKey(entity, id), EncodeRow(MentionRow{.mentions = count}));
  }
  Standings standings;
  std::map<RetractionKeyParts, std::vector<WithheldClaim>> withheld;
  for (const PreparedDocument::Claim& claim : document.claims) {
    if (!curation->retractions.empty()) {
      const RetractionKeyParts key{.document_id = id,
                                   .claim_id = claim.row.claim.claim_id,
                                   .extractor_name = "",
                                   .extractor_version = ""};
      if (curation->retractions.count(key) > 0) {
        withheld[key].push_back({claim.row, claim.proposition_key});
        --row.claim_count;
        continue;
      }
    }
    AddStanding(claim.row, standings);
    ledger.Add(claim.row, claim.proposition_key);
    rows.Put(storage::ClaimByIdKey(claim.row.claim.claim_id, id, claim.row.ordinal), claim.key);
    rows.Put(storage::DocumentClaimKey(id, claim.row.ordinal), claim.key);
    rows.Put(claim.key, claim.bytes);
  }
  PutWithheld(withheld, *curation, rows);
  row.imported_claims = static_cast<uint32_t>(curation->imported.size());
  uint32_t ordinal = row.own_claims;
  for (const auto& [key, imported] : curation->imported) {
    const uint32_t here = ordinal++;
    if (curation->retractions.count(
            {key.document_id, key.claim_id, key.extractor_name, key.extractor_version}) > 0) {
      continue;
    }
    const ClaimRow claim = ImportedAsClaim(imported, here);
    AddStanding(claim, standings);
    PutClaim(claim, imported.proposition_key, ledger, rows);
    ++row.claim_count;
  }
  rows.Put(storage::DocumentKey(id), EncodeRow(row));
  if (absl::Status status = CountOriginal(digest, row.content_bytes, /*add=*/true, rows);
      !status.ok()) {
    return status;
  }
  absl::Status lineage = ChangeLineage(id, current->has_value(), &document.fingerprint,
                                       {old_standings, standings}, ledger, rows);
  if (!lineage.ok()) return lineage;
  return ledger.Apply(rows);
}

absl::Status RemoveDocument(const std::string& document_id, RowTransaction& rows,
                            DocumentEffects& effects) {
  const auto current = rows.GetRow<DocumentRow>(storage::DocumentKey(document_id));
  if (!current.ok()) return current.status();
  if (!current->has_value()) {
    return absl::NotFoundError(absl::StrCat("there is no document ", document_id));
  }
  auto curation = LoadCuration(document_id, rows);
  if (!curation.ok()) return curation.status();
  DropImports("", *curation, rows, effects);
  PutWithheld({}, *curation, rows);
  SupportLedger ledger;
  Standings standings;
  absl::Status status = RemoveRevision(**current, ledger, rows, standings);
  if (!status.ok()) return status;
  status = ChangeLineage(document_id, /*was_there=*/true, nullptr, {standings, {}}, ledger, rows);
  if (!status.ok()) return status;
  return ledger.Apply(rows);
}

}  // namespace parallax::store
