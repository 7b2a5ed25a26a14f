// What a store takes out: history, log and originals that retention no longer keeps, and at the
// start what a crash left half done (record_store.h).
#include <algorithm>
#include <utility>

#include "core/storage/engine.h"
#include "core/storage/history.h"
#include "core/storage/keys.h"
#include "core/storage/original_chunks.h"
#include "core/storage/record_store.h"
#include "core/storage/store_meta.h"
#include "parallax/storage/v1/commit.pb.h"

namespace parallax::storage {
namespace {

// Whether a state after `commit` (or the latest) still shows the original.
absl::StatusOr<bool> IsVisibleAfter(const Engine& engine, uint64_t keyspace,
                                    std::string_view sha256_hex, uint64_t commit) {
  const std::string key = OriginalKey(sha256_hex);
  const absl::StatusOr<std::optional<std::string>> row =
      engine.Get(nullptr, Family::kLatest, LatestKey(keyspace, key));
  if (!row.ok()) return row.status();
  if (row->has_value()) return true;
  const std::string begin = HistoryKey(keyspace, key, commit + 1);
  EngineIterator it =
      engine.NewIterator(nullptr, Family::kHistory, begin, LatestKey(keyspace, key) + '\1');
  for (it.Seek(begin); it.Valid(); it.Next()) {
    const absl::StatusOr<std::optional<std::string_view>> image = DecodeBeforeImage(it.value());
    if (!image.ok()) return image.status();
    if (image->has_value()) return true;
  }
  if (absl::Status status = it.status(); !status.ok()) return status;
  return false;
}

absl::StatusOr<v1::CommitChunk> ParseChunk(std::string_view bytes) {
  v1::CommitChunk chunk;
  if (!chunk.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) {
    return absl::DataLossError("a commit chunk in the log does not parse");
  }
  return chunk;
}

}  // namespace

// Whether retention lets go of the oldest commit in the log.
absl::StatusOr<bool> RecordStore::MaySweepNext(const CollectionInfo& info) const {
  const Retention& keep = options_.retention;
  const uint64_t next = info.earliest_commit + 1;
  const uint64_t logged = info.commit - info.earliest_commit;
  if (logged <= keep.min_commits) return false;
  if (logged > keep.max_commits) return true;
  const absl::StatusOr<std::optional<std::string>> bytes =
      engine_->Get(nullptr, Family::kLog, LogKey(info.keyspace, next, 0));
  if (!bytes.ok()) return bytes.status();
  if (!bytes->has_value()) return absl::DataLossError("a commit is missing from the log");
  const absl::StatusOr<v1::CommitChunk> chunk = ParseChunk(**bytes);
  if (!chunk.ok()) return chunk.status();
  return chunk->header().commit_time_ms() < options_.now_ms() - keep.max_age_ms;
}

absl::Status RecordStore::SweepCommit(const CollectionInfo& info, uint64_t commit, WriteSet& set,
                                      SweepResult& result) const {
  const StoreMeta meta(engine_.get(), nullptr);
  const std::string begin = LogKey(info.keyspace, commit, 0);
  EngineIterator log =
      engine_->NewIterator(nullptr, Family::kLog, begin, LogKey(info.keyspace, commit + 1, 0));
  for (log.Seek(begin); log.Valid(); log.Next()) {
    const absl::StatusOr<v1::CommitChunk> chunk = ParseChunk(log.value());
    if (!chunk.ok()) return chunk.status();
    for (const v1::RowChange& row : chunk->rows()) {
      set.Delete(Family::kHistory, HistoryKey(info.keyspace, row.key(), commit));
      ++result.history_rows;
      absl::StatusOr<KeyReader> key = KeyReader::Open(row.key());
      if (!key.ok() || key->table() != Table::kOriginal) continue;
      const absl::StatusOr<std::string> digest = key->String();
      if (!digest.ok()) return digest.status();
      const absl::StatusOr<bool> visible = IsVisibleAfter(*engine_, info.keyspace, *digest, commit);
      if (!visible.ok()) return visible.status();
      // Bytes that were written again for a commit to come.
      const absl::StatusOr<bool> pending = meta.IsPendingOriginal(info.keyspace, *digest);
      if (!pending.ok()) return pending.status();
      if (*visible || *pending) continue;
      DeleteOriginalChunks(set, info.keyspace, *digest);
      ++result.originals;
    }
    set.Delete(Family::kLog, log.key());
  }
  ++result.commits;
  return log.status();
}

absl::StatusOr<SweepResult> RecordStore::Sweep(size_t max_rows) {
  absl::MutexLock lock(&write_mutex_);
  SweepResult result;
  absl::StatusOr<std::vector<CollectionInfo>> collections =
      StoreMeta(engine_.get(), nullptr).Collections();
  if (!collections.ok()) return collections.status();
  WriteSet set(*engine_);
  for (CollectionInfo& info : *collections) {
    while (result.done) {
      const absl::StatusOr<bool> may = MaySweepNext(info);
      if (!may.ok()) return may.status();
      if (!*may) break;
      ++info.earliest_commit;
      if (absl::Status status = SweepCommit(info, info.earliest_commit, set, result);
          !status.ok()) {
        return status;
      }
      result.done = result.history_rows < max_rows;
    }
    StoreMeta::PutWatermark(set, info);
    if (!result.done) break;
  }
  if (result.commits == 0) return result;
  // Unsynced: what a power cut brings back is swept again.
  if (absl::Status status = engine_->Write(std::move(set), /*sync=*/false); !status.ok()) {
    return status;
  }
  return result;
}

absl::Status RecordStore::CleanUp() {
  absl::MutexLock lock(&write_mutex_);
  const StoreMeta meta(engine_.get(), nullptr);
  WriteSet set(*engine_);
  const auto keyspaces = meta.Keyspaces();
  if (!keyspaces.ok()) return keyspaces.status();
  for (const auto& [keyspace, state] : *keyspaces) {
    if (state.use() == v1::KEYSPACE_USE_FILLING) StoreMeta::DropKeyspace(set, keyspace);
  }
  const auto pending = meta.PendingOriginals();
  if (!pending.ok()) return pending.status();
  for (const auto& [keyspace, digest] : *pending) {
    StoreMeta::DeletePendingOriginal(set, keyspace, digest);
    const absl::StatusOr<bool> visible = IsVisibleAfter(*engine_, keyspace, digest, 0);
    if (!visible.ok()) return visible.status();
    if (!*visible) DeleteOriginalChunks(set, keyspace, digest);
  }
  if (set.empty()) return absl::OkStatus();
  return engine_->Write(std::move(set), /*sync=*/true);
}

}  // namespace parallax::storage
