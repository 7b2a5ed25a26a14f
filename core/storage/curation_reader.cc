#include "core/storage/curation_reader.h"

#include <utility>

namespace parallax::storage {

absl::StatusOr<std::vector<std::vector<std::string>>> CurationReader::SameEntities(
    const std::vector<std::string>& entity_ids) const {
  std::vector<std::string> keys;
  keys.reserve(entity_ids.size());
  for (const std::string& id : entity_ids) keys.push_back(SameEntitiesKey(id));
  const auto values = view_.MultiGet(keys);
  if (!values.ok()) return values.status();
  std::vector<std::vector<std::string>> sets(keys.size());
  for (size_t i = 0; i < keys.size(); ++i) {
    if (!(*values)[i]) continue;
    auto row = DecodeRow<SameEntitiesRow>(*(*values)[i]);
    if (!row.ok()) return row.status();
    sets[i] = std::move(row->entity_ids);
  }
  return sets;
}

absl::StatusOr<Page<StoredJudgement>> CurationReader::ListJudgements(std::string_view entity_id,
                                                                     std::string_view start_after,
                                                                     size_t limit) const {
  KeyBuilder builder(Table::kJudgement);
  if (!entity_id.empty()) builder.String(entity_id);
  const std::string prefix = std::move(builder).Build();
  Page<StoredJudgement> page;
  std::string last;
  bool more = false;
  absl::Status malformed;
  const absl::Status status =
      view_.Scan({.prefix = prefix,
                  .start_after = start_after.empty() ? "" : prefix + std::string(start_after)},
                 [&](std::string_view key, std::string_view value) {
                   auto pair = ParseJudgementKey(key);
                   auto row = DecodeRow<JudgementRow>(value);
                   if (!pair.ok() || !row.ok()) {
                     malformed = pair.ok() ? row.status() : pair.status();
                     return false;
                   }
                   // The other order shows the same judgement.
                   if (entity_id.empty() && pair->other_entity_id < pair->entity_id) return true;
                   if (page.items.size() == limit) {
                     more = true;
                     return false;
                   }
                   last = std::string(key.substr(prefix.size()));
                   page.items.push_back({*std::move(pair), *std::move(row)});
                   return true;
                 });
  if (!status.ok()) return status;
  if (!malformed.ok()) return malformed;
  if (more) page.next = std::move(last);
  return page;
}

absl::StatusOr<Page<StoredRetraction>> CurationReader::ListRetractions(std::string_view document_id,
                                                                       std::string_view start_after,
                                                                       size_t limit) const {
  KeyBuilder builder(Table::kRetraction);
  if (!document_id.empty()) builder.String(document_id);
  const std::string prefix = std::move(builder).Build();
  Page<StoredRetraction> page;
  std::string last;
  bool more = false;
  absl::Status malformed;
  const absl::Status status =
      view_.Scan({.prefix = prefix,
                  .start_after = start_after.empty() ? "" : prefix + std::string(start_after)},
                 [&](std::string_view key, std::string_view value) {
                   auto parts = ParseRetractionKey(key);
                   auto row = DecodeRow<RetractionRow>(value);
                   if (!parts.ok() || !row.ok()) {
                     malformed = parts.ok() ? row.status() : parts.status();
                     return false;
                   }
                   if (page.items.size() == limit) {
                     more = true;
                     return false;
                   }
                   last = std::string(key.substr(prefix.size()));
                   page.items.push_back({*std::move(parts), *std::move(row), {}});
                   return true;
                 });
  if (!status.ok()) return status;
  if (!malformed.ok()) return malformed;
  if (more) page.next = std::move(last);

  std::vector<std::string> keys;
  for (const StoredRetraction& item : page.items) {
    keys.push_back(ImportedClaimKey({.document_id = item.key.document_id,
                                     .extractor_name = item.key.extractor_name,
                                     .extractor_version = item.key.extractor_version,
                                     .claim_id = item.key.claim_id}));
  }
  const auto values = view_.MultiGet(keys);
  if (!values.ok()) return values.status();
  for (size_t i = 0; i < keys.size(); ++i) {
    StoredRetraction& item = page.items[i];
    item.claims = item.row.withheld;
    if (!(*values)[i]) continue;
    auto imported = DecodeRow<ImportedClaimRow>(*(*values)[i]);
    if (!imported.ok()) return imported.status();
    WithheldClaim& claim = item.claims.emplace_back();
    claim.row.claim = std::move(imported->claim);
    claim.row.proposition_id = std::move(imported->proposition_id);
  }
  return page;
}

}  // namespace parallax::storage
