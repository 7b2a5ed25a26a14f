#include "core/storage/migration.h"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "core/storage/keys.h"
#include "core/storage/rows.h"
#include "core/storage/store_meta.h"

namespace parallax::storage {

namespace {

constexpr size_t kMigrationBatchBytes = 1 << 20;

// Gives every posting list of a keyspace its own row, and takes the short ones' postings away. A
// list changes in one batch and is passed over once it has its row.
absl::Status GiveListsTheirRows(Engine& engine, uint64_t keyspace) {
  const std::string table(1, static_cast<char>(Table::kPosting));
  const std::string end(1, static_cast<char>(static_cast<int>(Table::kPosting) + 1));
  const size_t list_bytes = PostingListKey(0).size();
  EngineIterator rows = engine.NewIterator(nullptr, Family::kLatest, LatestKey(keyspace, table),
                                           LatestKey(keyspace, end));
  std::optional<WriteSet> set(std::in_place, engine);
  std::string list;
  bool has_row = false;
  size_t documents = 0;
  std::vector<std::string> first;  // postings of the list, as many as may stand together
  const auto finish = [&]() -> absl::Status {
    if (documents == 0 || has_row) return absl::OkStatus();
    PostingListRow row{.document_ids = {}, .spread = documents > kMostListedTogether};
    for (const std::string& posting : first) {
      if (row.spread) break;
      absl::StatusOr<std::string> id = ParsePostingKey(posting);
      if (!id.ok()) return id.status();
      row.document_ids.push_back(*std::move(id));
      set->Delete(Family::kLatest, LatestKey(keyspace, posting));
    }
    set->Put(Family::kLatest, LatestKey(keyspace, list), EncodeRow(row));
    if (set->size_bytes() < kMigrationBatchBytes) return absl::OkStatus();
    absl::Status status = engine.Write(std::move(*set), /*sync=*/false);
    set.emplace(engine);
    return status;
  };
  for (rows.Seek(LatestKey(keyspace, table)); rows.Valid(); rows.Next()) {
    const std::string_view key = LogicalPart(rows.key());
    if (key.size() < list_bytes) return absl::DataLossError("a posting's key is cut short");
    if (key.substr(0, list_bytes) != list) {
      if (absl::Status status = finish(); !status.ok()) return status;
      list = key.substr(0, list_bytes);
      has_row = false;
      documents = 0;
      first.clear();
    }
    if (key.size() == list_bytes) {
      has_row = true;
      continue;
    }
    if (++documents <= kMostListedTogether) first.emplace_back(key);
  }
  if (!rows.status().ok()) return rows.status();
  if (absl::Status status = finish(); !status.ok()) return status;
  return engine.Write(*std::move(set), /*sync=*/true);
}

absl::Status GiveListsTheirRows(Engine& engine) {
  const auto keyspaces = StoreMeta(&engine, nullptr).Keyspaces();
  if (!keyspaces.ok()) return keyspaces.status();
  for (const auto& [keyspace, state] : *keyspaces) {
    if (absl::Status status = GiveListsTheirRows(engine, keyspace); !status.ok()) return status;
  }
  return absl::OkStatus();
}

}  // namespace

// Version 1 was never released; its stores are refused.
absl::Span<const Migration> Migrations() {
  static const auto* const kMigrations = new std::vector<Migration>{
      {.from_version = 2, .run = [](Engine& engine) { return GiveListsTheirRows(engine); }}};
  return *kMigrations;
}

absl::Status Migrate(Engine& engine, v1::StoreFormat& format, uint32_t target,
                     absl::Span<const Migration> migrations) {
  if (format.version() > target) {
    return absl::FailedPreconditionError(
        absl::StrCat("the store has on-disk format ", format.version(),
                     ", newer than this build's ", target, ": run a newer build"));
  }
  while (format.version() < target) {
    const auto step = std::find_if(
        migrations.begin(), migrations.end(),
        [&](const Migration& migration) { return migration.from_version == format.version(); });
    if (step == migrations.end()) {
      return absl::FailedPreconditionError(absl::StrCat(
          "the store has on-disk format ", format.version(), ", and this build's ", target,
          " cannot migrate from it: ingest the "
          "originals again into an empty directory"));
    }
    if (absl::Status status = step->run(engine); !status.ok()) return status;
    format.set_version(format.version() + 1);
    WriteSet set(engine);
    StoreMeta::PutFormat(set, format);
    if (absl::Status status = engine.Write(std::move(set), /*sync=*/true); !status.ok()) {
      return status;
    }
  }
  return absl::OkStatus();
}

}  // namespace parallax::storage
