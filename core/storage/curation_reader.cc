#include "core/storage/curation_reader.h"

#include <utility>

namespace parallax::storage {
namespace {

// A page of a table's rows whose key begins with `first` (empty: of all), those that `skip` passes
// over left out.
template <typename Item, typename Row, typename Parse, typename Skip>
absl::StatusOr<Page<Item>> ReadPage(const ReadView& view, Table table, std::string_view first,
                                    std::string_view start_after, size_t limit, const Parse& parse,
                                    const Skip& skip) {
  KeyBuilder builder(table);
  if (!first.empty()) builder.String(first);
  const std::string prefix = std::move(builder).Build();
  Page<Item> page;
  std::string last;
  bool more = false;
  absl::Status malformed;
  const absl::Status status =
      view.Scan({.prefix = prefix,
                 .start_after = start_after.empty() ? "" : prefix + std::string(start_after)},
                [&](std::string_view key, std::string_view value) {
                  auto parts = parse(key);
                  auto row = DecodeRow<Row>(value);
                  if (!parts.ok() || !row.ok()) {
                    malformed = parts.ok() ? row.status() : parts.status();
                    return false;
                  }
                  if (skip(*parts)) return true;
                  if (page.items.size() == limit) {
                    more = true;
                    return false;
                  }
                  last = std::string(key.substr(prefix.size()));
                  page.items.push_back({*std::move(parts), *std::move(row)});
                  return true;
                });
  if (!status.ok()) return status;
  if (!malformed.ok()) return malformed;
  if (more) page.next = std::move(last);
  return page;
}

}  // namespace

absl::StatusOr<std::vector<std::vector<std::string>>> CurationReader::SameEntities(
    const std::vector<std::string>& entity_ids) const {
  const auto any = view_.AnyJudgedSame();
  if (!any.ok()) return any.status();
  if (!*any) return std::vector<std::vector<std::string>>(entity_ids.size());
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
  return ReadPage<StoredJudgement, JudgementRow>(view_, Table::kJudgement, entity_id, start_after,
                                                 limit, ParseJudgementKey, [&](const auto& pair) {
                                                   // The other order shows the same judgement.
                                                   return entity_id.empty() &&
                                                          pair.other_entity_id < pair.entity_id;
                                                 });
}

absl::StatusOr<Page<StoredRetraction>> CurationReader::ListRetractions(std::string_view document_id,
                                                                       std::string_view start_after,
                                                                       size_t limit) const {
  auto read = ReadPage<StoredRetraction, RetractionRow>(view_, Table::kRetraction, document_id,
                                                        start_after, limit, ParseRetractionKey,
                                                        [](const auto&) { return false; });
  if (!read.ok()) return read.status();
  Page<StoredRetraction>& page = *read;
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
  return read;
}

}  // namespace parallax::storage
