#include "core/storage/replica_store.h"

#include <map>
#include <utility>

#include "absl/strings/str_cat.h"
#include "core/storage/engine.h"
#include "core/storage/keys.h"
#include "core/storage/original_chunks.h"
#include "core/storage/store_meta.h"
#include "core/text/sha256.h"

namespace parallax::storage {

absl::StatusOr<std::unique_ptr<ReplicaStore>> ReplicaStore::Open(StoreOptions options) {
  absl::StatusOr<std::unique_ptr<RecordStore>> store = RecordStore::Open(std::move(options));
  if (!store.ok()) return store.status();
  return std::unique_ptr<ReplicaStore>(new ReplicaStore(*std::move(store)));
}

absl::Status ReplicaStore::ApplyCommit(const CollectionIdentity& identity,
                                       const CommitRecord& record,
                                       absl::Span<const OriginalContent> originals) {
  const ReplicatedCommit commit{.record = record,
                                .originals = {originals.begin(), originals.end()}};
  return ApplyCommits(identity, absl::MakeConstSpan(&commit, 1));
}

absl::Status ReplicaStore::ApplyCommits(const CollectionIdentity& identity,
                                        absl::Span<const ReplicatedCommit> commits) {
  Engine& engine = *store_->engine_;
  absl::StatusOr<std::optional<CollectionInfo>> info =
      StoreMeta(&engine, nullptr).Collection(identity.name);
  if (!info.ok()) return info.status();
  uint64_t applied = 0;
  if (info->has_value()) {
    if ((*info)->identity.store_id != identity.store_id || (*info)->identity.uid != identity.uid) {
      return absl::FailedPreconditionError(
          absl::StrCat("collection ", identity.name, " is another one here: bootstrap it"));
    }
    applied = (*info)->commit;
  } else if (commits.empty() || commits[0].record.commit != 1) {
    return absl::NotFoundError(
        absl::StrCat("there is no collection ", identity.name, " here: bootstrap it"));
  }

  std::vector<PendingCommit> pending;
  std::vector<OriginalContent> originals;
  // What earlier commits of this batch make of rows.
  std::map<std::string, std::optional<std::string>> overlay;
  for (const ReplicatedCommit& commit : commits) {
    const CommitRecord& record = commit.record;
    if (record.commit <= applied) continue;
    if (record.commit != applied + 1) {
      return absl::FailedPreconditionError(absl::StrCat("commit ", record.commit, " of collection ",
                                                        identity.name, " does not follow ", applied,
                                                        ": commits are missing"));
    }
    if (record.row_format > kRowFormat) {
      return absl::FailedPreconditionError(
          absl::StrCat("commit ", record.commit, " has row format ", record.row_format,
                       ", newer than this build's ", kRowFormat, ": run a newer build"));
    }
    applied = record.commit;
    PendingCommit& next = pending.emplace_back();
    next.collection = identity.name;
    next.created = identity;
    next.record = record;
    next.record.rows.clear();
    std::vector<std::string> keys;
    for (size_t i = 0; i < record.rows.size(); ++i) {
      const std::string& key = record.rows[i].key;
      if (!IsLogicalKey(key) || (i > 0 && record.rows[i - 1].key >= key)) {
        return absl::InvalidArgumentError(
            absl::StrCat("commit ", record.commit, " has malformed or unsorted rows"));
      }
      keys.push_back(info->has_value() ? LatestKey((*info)->keyspace, key) : "");
    }
    std::vector<std::optional<std::string>> before(keys.size());
    if (info->has_value()) {
      auto read = engine.MultiGet(nullptr, Family::kLatest, keys);
      if (!read.ok()) return read.status();
      before = *std::move(read);
    }
    for (size_t i = 0; i < record.rows.size(); ++i) {
      const RowChange& row = record.rows[i];
      if (auto it = overlay.find(row.key); it != overlay.end()) before[i] = it->second;
      next.transitions.push_back(
          {.key = row.key, .before = std::move(before[i]), .after = row.value});
      if (commits.size() > 1) overlay[row.key] = row.value;
    }
    for (const OriginalContent& original : commit.originals) {
      if (text::Sha256Hex(original.content) != original.sha256_hex) {
        return absl::InvalidArgumentError(
            absl::StrCat("an original of commit ", record.commit, " does not have its digest"));
      }
      originals.push_back(original);
    }
  }
  if (pending.empty()) return absl::OkStatus();
  const CommitOptions options{.sync = store_->options().sync_replica_commits, .log_values = false};
  if (!originals.empty()) {
    // The collection must be there for its originals; its first commit brings none of them.
    if (!info->has_value()) {
      std::vector<PendingCommit> first;
      first.push_back(std::move(pending.front()));
      pending.erase(pending.begin());
      if (absl::Status status = store_->Commit(std::move(first), options); !status.ok()) {
        return status;
      }
    }
    if (absl::Status status = store_->WriteOriginals(identity.name, originals); !status.ok()) {
      return status;
    }
  }
  return store_->Commit(std::move(pending), options);
}

absl::StatusOr<std::unique_ptr<CollectionBootstrap>> ReplicaStore::BeginBootstrap(
    const CollectionIdentity& identity, int64_t created_time_ms) {
  if (!IsCollectionName(identity.name)) {
    return absl::InvalidArgumentError("not a collection name");
  }
  absl::MutexLock lock(&store_->write_mutex_);
  Engine& engine = *store_->engine_;
  const absl::StatusOr<uint64_t> keyspace = StoreMeta(&engine, nullptr).NextKeyspace();
  if (!keyspace.ok()) return keyspace.status();
  WriteSet set(engine);
  StoreMeta::TakeKeyspace(set, *keyspace, v1::KEYSPACE_USE_FILLING);
  if (absl::Status status = engine.Write(std::move(set), /*sync=*/false); !status.ok()) {
    return status;
  }
  return std::unique_ptr<CollectionBootstrap>(
      new CollectionBootstrap(store_.get(), identity, *keyspace, created_time_ms));
}

absl::Status ReplicaStore::DropCollection(std::string_view name) {
  absl::MutexLock lock(&store_->write_mutex_);
  Engine& engine = *store_->engine_;
  const absl::StatusOr<std::optional<CollectionInfo>> info =
      StoreMeta(&engine, nullptr).Collection(name);
  if (!info.ok()) return info.status();
  if (!info->has_value()) return absl::OkStatus();
  WriteSet set(engine);
  StoreMeta::DeleteCollection(set, name);
  StoreMeta::DropKeyspace(set, (*info)->keyspace);
  return engine.Write(std::move(set), /*sync=*/true);
}

CollectionBootstrap::CollectionBootstrap(RecordStore* store, CollectionIdentity identity,
                                         uint64_t keyspace, int64_t created_time_ms)
    : store_(store),
      identity_(std::move(identity)),
      keyspace_(keyspace),
      created_time_ms_(created_time_ms) {}

CollectionBootstrap::~CollectionBootstrap() {
  if (finished_) return;
  absl::MutexLock lock(&store_->write_mutex_);
  WriteSet set(*store_->engine_);
  StoreMeta::DropKeyspace(set, keyspace_);
  // Should it fail, the next start does it.
  store_->engine_->Write(std::move(set), /*sync=*/false).IgnoreError();
}

absl::Status CollectionBootstrap::LoadRows(absl::Span<const RowChange> rows) {
  WriteSet set(*store_->engine_);
  for (const RowChange& row : rows) {
    if (!IsLogicalKey(row.key) || !row.value.has_value()) {
      return absl::InvalidArgumentError("a bootstrap row has a malformed key or no value");
    }
    set.Put(Family::kLatest, LatestKey(keyspace_, row.key), *row.value);
  }
  return store_->engine_->Write(std::move(set), /*sync=*/false);
}

absl::Status CollectionBootstrap::LoadOriginal(const OriginalContent& original) {
  if (text::Sha256Hex(original.content) != original.sha256_hex) {
    return absl::InvalidArgumentError("an original does not have its digest");
  }
  WriteSet set(*store_->engine_);
  PutOriginalChunks(set, keyspace_, original.sha256_hex, original.content);
  return store_->engine_->Write(std::move(set), /*sync=*/false);
}

absl::Status CollectionBootstrap::Finish(uint64_t commit, int64_t commit_time_ms) {
  if (finished_) return absl::FailedPreconditionError("the bootstrap is finished already");
  {
    absl::MutexLock lock(&store_->write_mutex_);
    Engine& engine = *store_->engine_;
    const absl::StatusOr<std::optional<CollectionInfo>> old =
        StoreMeta(&engine, nullptr).Collection(identity_.name);
    if (!old.ok()) return old.status();
    WriteSet set(engine);
    StoreMeta::PutKeyspace(set, keyspace_, v1::KEYSPACE_USE_SERVING);
    StoreMeta::PutCollection(set, {.identity = identity_,
                                   .keyspace = keyspace_,
                                   .commit = commit,
                                   .earliest_commit = commit,
                                   .commit_time_ms = commit_time_ms,
                                   .created_time_ms = created_time_ms_});
    if (old->has_value()) StoreMeta::DropKeyspace(set, (*old)->keyspace);
    if (absl::Status status = engine.Write(std::move(set), /*sync=*/true); !status.ok()) {
      return status;
    }
    finished_ = true;
  }
  store_->Announce({{identity_.name, commit}});
  return absl::OkStatus();
}

}  // namespace parallax::storage
