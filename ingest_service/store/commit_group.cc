#include "ingest_service/store/commit_group.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "core/storage/keys.h"
#include "core/storage/rows.h"

namespace parallax::store {

using storage::CommitKind;
using storage::CommitRecord;
using storage::DocumentRow;

absl::StatusOr<CommitGroup::Collection*> CommitGroup::Find(const std::string& name) {
  auto it = collections_.find(name);
  if (it == collections_.end()) {
    auto view = store_->OpenView(name);
    if (!view.ok()) return view.status();
    Collection collection;
    collection.info = (*view)->info();
    collection.rows = std::make_unique<GroupRows>(*std::move(view));
    it = collections_.emplace(name, std::move(collection)).first;
  }
  return &it->second;
}

absl::StatusOr<CommitResult> CommitGroup::AddDocument(const std::string& collection_name,
                                                      PreparedDocument& document) {
  const absl::StatusOr<Collection*> found = Find(collection_name);
  if (!found.ok()) return found.status();
  Collection& collection = **found;
  const uint64_t generation = collection.info.identity.generation;
  const DocumentRow& row = document.row;
  RowTransaction rows(collection.rows.get());
  const auto current = rows.GetRow<DocumentRow>(storage::DocumentKey(row.document_id));
  if (!current.ok()) return current.status();
  if (current->has_value() && IsUnchanged(**current, row.input_digest, row.pack_id,
                                          row.pack_version, row.rules_version, generation)) {
    const uint64_t commit = (*current)->revision_commit;
    return CommitResult{.commit = commit,
                        .unchanged = true,
                        .revision = FormatRevisionToken(collection.info, commit),
                        .dropped_imports = {}};
  }
  CommitRecord record{.commit = collection.info.commit + 1,
                      .kind = CommitKind::kDocumentUpserted,
                      .document_id = row.document_id};
  DocumentEffects effects;
  const absl::Status status =
      PutDocument(document, {.commit = record.commit, .generation = generation}, rows, effects);
  if (!status.ok()) return status;
  const bool new_original = !effects.new_originals.empty();
  record.new_originals = std::move(effects.new_originals);
  absl::StatusOr<CommitResult> result = Finish(collection, std::move(record), rows);
  if (result.ok()) result->dropped_imports = std::move(effects.dropped_imports);
  if (result.ok() && new_original) collection.originals.push_back(std::move(document.original));
  return result;
}

absl::StatusOr<CommitResult> CommitGroup::AddDeletion(const std::string& collection_name,
                                                      const std::string& document_id) {
  const absl::StatusOr<Collection*> found = Find(collection_name);
  if (!found.ok()) return found.status();
  Collection& collection = **found;
  RowTransaction rows(collection.rows.get());
  DocumentEffects effects;
  if (absl::Status status = RemoveDocument(document_id, rows, effects); !status.ok()) return status;
  auto result = Finish(collection,
                       {.commit = collection.info.commit + 1,
                        .kind = CommitKind::kDocumentDeleted,
                        .document_id = document_id},
                       rows);
  if (result.ok()) result->dropped_imports = std::move(effects.dropped_imports);
  return result;
}

absl::StatusOr<CommitResult> CommitGroup::AddCurated(const std::string& collection_name,
                                                     const CuratedChange& change) {
  const absl::StatusOr<Collection*> found = Find(collection_name);
  if (!found.ok()) return found.status();
  Collection& collection = **found;
  RowTransaction rows(collection.rows.get());
  const uint64_t commit = collection.info.commit + 1;
  if (absl::Status status = change.apply(rows, commit); !status.ok()) return status;
  return Finish(collection,
                {.commit = commit, .kind = change.kind, .document_id = change.document_id}, rows);
}

absl::StatusOr<CommitResult> CommitGroup::Finish(Collection& collection, CommitRecord record,
                                                 RowTransaction& rows) {
  auto transitions = rows.Finish();
  if (!transitions.ok()) return transitions.status();
  if (transitions->empty()) {
    return CommitResult{.commit = collection.info.commit,
                        .unchanged = true,
                        .revision = FormatRevisionToken(collection.info, collection.info.commit),
                        .dropped_imports = {}};
  }
  // The clock may go back; commit times do not.
  record.commit_time_ms = std::max(store_->NowMs(), collection.info.commit_time_ms);
  record.generation = collection.info.identity.generation;
  collection.info.commit = record.commit;
  collection.info.commit_time_ms = record.commit_time_ms;
  collection.rows->Absorb(*transitions);
  const CommitResult result{.commit = record.commit,
                            .unchanged = false,
                            .revision = FormatRevisionToken(collection.info, record.commit),
                            .dropped_imports = {}};
  commits_.push_back({.collection = collection.info.identity.name,
                      .created = {},
                      .record = std::move(record),
                      .transitions = *std::move(transitions)});
  return result;
}

absl::StatusOr<CommitResult> CommitGroup::AddCollection(storage::CollectionRow row) {
  if (!storage::IsCollectionName(row.name)) {
    return absl::InvalidArgumentError(
        "a collection name has 1 to 63 of a-z, 0-9, '-' and '_', and starts with a letter or "
        "digit");
  }
  if (auto existing = store_->GetCollection(row.name); existing.ok()) {
    return absl::AlreadyExistsError(absl::StrCat("collection ", row.name, " exists already"));
  } else if (!absl::IsNotFound(existing.status())) {
    return existing.status();
  }
  row.created_time_ms = store_->NowMs();
  storage::PendingCommit commit;
  commit.collection = row.name;
  commit.created = {.name = row.name,
                    .store_id = store_->store_id(),
                    .uid = store_->options().random_id(),
                    .generation = 1};
  commit.record.commit = 1;
  commit.record.commit_time_ms = row.created_time_ms;
  commit.record.kind = CommitKind::kCollectionCreated;
  commit.transitions.push_back(
      {.key = storage::CollectionKey(), .before = std::nullopt, .after = EncodeRow(row)});
  const CommitResult result{
      .commit = 1,
      .unchanged = false,
      .revision = storage::FormatRevisionToken({.store_id = commit.created.store_id,
                                                .collection_uid = commit.created.uid,
                                                .commit = 1,
                                                .generation = 1}),
      .dropped_imports = {}};
  commits_.push_back(std::move(commit));
  return result;
}

absl::Status CommitGroup::Write() {
  for (const auto& [name, collection] : collections_) {
    if (collection.originals.empty()) continue;
    if (absl::Status status = store_->WriteOriginals(name, collection.originals); !status.ok()) {
      return status;
    }
  }
  if (commits_.empty()) return absl::OkStatus();
  return store_->Commit(std::move(commits_), {.sync = true, .log_values = true});
}

}  // namespace parallax::store
