#include "ingest_service/store/ingest_store.h"

#include <utility>

#include "core/record/input_digest.h"
#include "core/storage/keys.h"
#include "core/storage/record_reader.h"
#include "ingest_service/store/document_rows.h"

namespace parallax::store {

absl::StatusOr<std::unique_ptr<IngestStore>> IngestStore::Open(storage::StoreOptions store_options,
                                                               CommitterOptions committer_options) {
  auto store = storage::RecordStore::Open(std::move(store_options));
  if (!store.ok()) return store.status();
  auto committer = Committer::Create(store->get(), committer_options);
  if (!committer.ok()) return committer.status();
  std::unique_ptr<IngestStore> ingest_store(
      new IngestStore(*std::move(store), *std::move(committer)));
  const std::string name(storage::kDefaultCollection);
  const auto created = ingest_store->committer().CreateCollection(name, "");
  if (!created.ok() && !absl::IsAlreadyExists(created.status())) return created.status();
  return ingest_store;
}

absl::StatusOr<std::optional<CommitResult>> IngestStore::FindUnchanged(
    std::string_view collection, std::string_view document_id, const record::Input& input,
    std::string_view pack_id, std::string_view pack_version, std::string_view rules_version) const {
  const auto view = store_->OpenView(collection);
  if (!view.ok()) return view.status();
  const auto row = storage::RecordReader(**view).GetDocument(document_id);
  if (!row.ok()) return row.status();
  const storage::CollectionInfo& info = (*view)->info();
  if (!row->has_value() || !IsUnchanged(**row, record::InputDigest(input), pack_id, pack_version,
                                        rules_version, info.identity.generation)) {
    return std::optional<CommitResult>();
  }
  const uint64_t commit = (*row)->revision_commit;
  return std::optional<CommitResult>(CommitResult{.commit = commit,
                                                  .unchanged = true,
                                                  .revision = FormatRevisionToken(info, commit),
                                                  .dropped_imports = {}});
}

absl::StatusOr<BootstrapRows> ScanRowsForBootstrap(const storage::ReadView& view,
                                                   std::string_view start_after, size_t max_bytes) {
  BootstrapRows step;
  size_t bytes = 0;
  bool more = false;
  absl::Status failed;
  const absl::Status status =
      view.Scan({.prefix = "", .start_after = std::string(start_after)},
                [&](std::string_view key, std::string_view value) {
                  const size_t size = key.size() + value.size();
                  if (!step.rows.empty() && bytes + size > max_bytes) {
                    more = true;
                    return false;
                  }
                  bytes += size;
                  step.rows.push_back({.key = std::string(key), .value = std::string(value)});
                  absl::StatusOr<storage::KeyReader> reader = storage::KeyReader::Open(key);
                  if (reader.ok() && reader->table() == storage::Table::kOriginal) {
                    absl::StatusOr<std::string> digest = reader->String();
                    if (!digest.ok()) {
                      failed = digest.status();
                      return false;
                    }
                    step.originals.push_back(*std::move(digest));
                  }
                  return true;
                });
  if (!status.ok()) return status;
  if (!failed.ok()) return failed;
  if (more) step.next = step.rows.back().key;
  return step;
}

}  // namespace parallax::store
