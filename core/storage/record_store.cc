#include "core/storage/record_store.h"

#include <algorithm>
#include <map>
#include <random>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "core/storage/collection_state.h"
#include "core/storage/engine.h"
#include "core/storage/history.h"
#include "core/storage/kept_rows.h"
#include "core/storage/keys.h"
#include "core/storage/migration.h"
#include "core/storage/original_chunks.h"
#include "core/storage/store_meta.h"

namespace parallax::storage {
namespace {

std::string RandomId() {
  std::random_device device;
  const uint64_t high = device();
  const uint64_t low = device();
  return absl::StrCat(absl::Hex(high << 32 | (low & 0xFFFFFFFFu), absl::kZeroPad16));
}

absl::Status NoCollection(std::string_view name) {
  return absl::NotFoundError(absl::StrCat("there is no collection ", std::string(name)));
}

// The keys under which the cells are kept that the rows touch.
std::vector<std::string> KeptKeysOf(uint64_t keyspace, const std::vector<RowChange>& rows) {
  std::vector<std::string> keys;
  std::set<std::string_view> parts;
  for (const RowChange& row : rows) {
    const std::string_view part = CellPart(row.key);
    if (part.empty() || !parts.insert(part).second) continue;
    keys.push_back(KeptKey(keyspace, CellKeyOf(part)));
  }
  return keys;
}

}  // namespace

bool IsCollectionName(std::string_view name) {
  const auto alphanumeric = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); };
  return !name.empty() && name.size() <= 63 && alphanumeric(name[0]) &&
         std::all_of(name.begin(), name.end(),
                     [&](char c) { return alphanumeric(c) || c == '-' || c == '_'; });
}

RecordStore::RecordStore(StoreOptions options, std::unique_ptr<Engine> engine, std::string store_id)
    : options_(std::move(options)),
      engine_(std::move(engine)),
      store_id_(std::move(store_id)),
      states_(std::make_unique<CollectionStates>()) {}

RecordStore::~RecordStore() = default;

absl::StatusOr<std::unique_ptr<RecordStore>> RecordStore::Open(StoreOptions options) {
  if (!options.now_ms) options.now_ms = [] { return absl::ToUnixMillis(absl::Now()); };
  if (!options.random_id) options.random_id = RandomId;
  absl::StatusOr<std::unique_ptr<Engine>> engine = Engine::Open(options);
  if (!engine.ok()) return engine.status();

  const StoreMeta meta(engine->get(), nullptr);
  absl::StatusOr<std::optional<v1::StoreFormat>> format = meta.Format();
  if (!format.ok()) return format.status();
  if (!format->has_value()) {
    const absl::StatusOr<bool> empty = meta.Empty();
    if (!empty.ok()) return empty.status();
    if (!*empty) {
      return absl::FailedPreconditionError(
          absl::StrCat("the database in ", options.directory, " is not one of this service"));
    }
    format->emplace();
    (*format)->set_version(kStoreFormat);
    (*format)->set_store_id(options.random_id());
    WriteSet set(**engine);
    StoreMeta::PutFormat(set, **format);
    if (absl::Status status = (*engine)->Write(std::move(set), /*sync=*/true); !status.ok()) {
      return status;
    }
  }
  if (absl::Status status = Migrate(**engine, **format, kStoreFormat, Migrations()); !status.ok()) {
    return status;
  }
  std::unique_ptr<RecordStore> store(
      new RecordStore(std::move(options), *std::move(engine), (*format)->store_id()));
  if (absl::Status status = store->CleanUp(); !status.ok()) return status;
  if (absl::Status status = store->DropAllKept(); !status.ok()) return status;
  return store;
}

// What another build made of the rows, or touched without knowing of what is kept, is not this
// one's.
absl::Status RecordStore::DropAllKept() {
  EngineIterator it = engine_->NewIterator(nullptr, Family::kKept, "", "");
  it.Seek("");
  // What cannot be read is dropped all the same.
  if (!it.Valid() && it.status().ok()) return engine_->StartMerging(Family::kKept);
  return engine_->Empty(Family::kKept);
}

absl::StatusOr<CollectionInfo> RecordStore::GetCollection(std::string_view name) const {
  const std::shared_ptr<const EngineSnapshot> snapshot = engine_->Snapshot();
  absl::StatusOr<std::optional<CollectionInfo>> info =
      StoreMeta(engine_.get(), snapshot.get()).Collection(name);
  if (!info.ok()) return info.status();
  if (!info->has_value()) return NoCollection(name);
  return **std::move(info);
}

absl::StatusOr<std::vector<CollectionInfo>> RecordStore::ListCollections() const {
  const std::shared_ptr<const EngineSnapshot> snapshot = engine_->Snapshot();
  return StoreMeta(engine_.get(), snapshot.get()).Collections();
}

absl::StatusOr<std::unique_ptr<ReadView>> RecordStore::OpenView(std::string_view collection) const {
  std::shared_ptr<const EngineSnapshot> snapshot = engine_->Snapshot();
  auto state = states_->Find(*engine_, *snapshot, collection);
  if (!state.ok()) return state.status();
  if (*state == nullptr) return NoCollection(collection);
  const uint64_t commit = (*state)->info.commit;
  return std::unique_ptr<ReadView>(
      new ReadView(engine_.get(), std::move(snapshot), *std::move(state), commit));
}

absl::StatusOr<std::unique_ptr<ReadView>> RecordStore::OpenViewAt(std::string_view collection,
                                                                  uint64_t commit) const {
  absl::StatusOr<std::unique_ptr<ReadView>> view = OpenView(collection);
  if (!view.ok() || (*view)->commit() == commit) return view;
  return (*view)->At(commit);
}

absl::Status RecordStore::WriteOriginals(std::string_view collection,
                                         absl::Span<const OriginalContent> originals) {
  absl::MutexLock lock(&write_mutex_);
  const StoreMeta meta(engine_.get(), nullptr);
  const absl::StatusOr<std::optional<CollectionInfo>> info = meta.Collection(collection);
  if (!info.ok()) return info.status();
  if (!info->has_value()) return NoCollection(collection);
  const uint64_t keyspace = (*info)->keyspace;
  WriteSet set(*engine_);
  for (const OriginalContent& original : originals) {
    const absl::StatusOr<std::optional<std::string>> row = engine_->Get(
        nullptr, Family::kLatest, LatestKey(keyspace, OriginalKey(original.sha256_hex)));
    if (!row.ok()) return row.status();
    // A visible original's bytes are there, and stay at least until the next sweep after the commit
    // that hides it; a commit of the same group that shows it again keeps them.
    if (row->has_value()) continue;
    StoreMeta::PutPendingOriginal(set, keyspace, original.sha256_hex);
    PutOriginalChunks(set, keyspace, original.sha256_hex, original.content);
  }
  if (set.empty()) return absl::OkStatus();
  return engine_->Write(std::move(set), /*sync=*/false);
}

absl::Status RecordStore::Commit(std::vector<PendingCommit> commits, CommitOptions options) {
  std::vector<std::pair<std::string, uint64_t>> made;
  {
    absl::MutexLock lock(&write_mutex_);
    const StoreMeta meta(engine_.get(), nullptr);
    std::map<std::string, CollectionInfo> collections;
    std::vector<std::string> dropped;  // of what is kept
    WriteSet set(*engine_);
    for (PendingCommit& pending : commits) {
      CommitRecord& record = pending.record;
      auto known = collections.find(pending.collection);
      if (known == collections.end()) {
        absl::StatusOr<std::optional<CollectionInfo>> info = meta.Collection(pending.collection);
        if (!info.ok()) return info.status();
        if (record.kind == CommitKind::kCollectionCreated) {
          if (info->has_value()) {
            return absl::AlreadyExistsError(
                absl::StrCat("collection ", pending.collection, " exists already"));
          }
          // Keyspaces taken earlier in this batch are not yet readable.
          absl::StatusOr<uint64_t> keyspace = meta.NextKeyspace();
          if (!keyspace.ok()) return keyspace.status();
          for (const auto& [name, other] : collections) {
            *keyspace = std::max(*keyspace, other.keyspace + 1);
          }
          StoreMeta::TakeKeyspace(set, *keyspace, v1::KEYSPACE_USE_SERVING);
          info->emplace();
          (*info)->identity = pending.created;
          (*info)->identity.name = pending.collection;
          (*info)->keyspace = *keyspace;
          (*info)->created_time_ms = record.commit_time_ms;
          StoreMeta::PutCollection(set, **info);
        }
        if (!info->has_value()) return NoCollection(pending.collection);
        known = collections.emplace(pending.collection, **std::move(info)).first;
      } else if (record.kind == CommitKind::kCollectionCreated) {
        return absl::AlreadyExistsError(
            absl::StrCat("collection ", pending.collection, " exists already"));
      }
      CollectionInfo& info = known->second;
      if (record.commit != info.commit + 1) {
        return absl::FailedPreconditionError(absl::StrCat("commit ", record.commit,
                                                          " of collection ", pending.collection,
                                                          " does not follow ", info.commit));
      }
      info.commit = record.commit;
      info.commit_time_ms = record.commit_time_ms;

      record.rows.clear();
      record.rows.reserve(pending.transitions.size());
      for (RowTransition& row : pending.transitions) {
        set.Put(Family::kHistory, HistoryKey(info.keyspace, row.key, record.commit),
                EncodeBeforeImage(row.before));
        if (row.after.has_value()) {
          set.Put(Family::kLatest, LatestKey(info.keyspace, row.key), *row.after);
        } else {
          set.Delete(Family::kLatest, LatestKey(info.keyspace, row.key));
        }
        record.rows.push_back({.key = std::move(row.key), .value = std::move(row.after)});
      }
      if (options_.kept_cells_bytes > 0) {
        // Whether they are kept is not asked: an absent key is as quickly deleted.
        for (std::string& key : KeptKeysOf(info.keyspace, record.rows)) {
          set.Delete(Family::kKept, key);
          dropped.push_back(std::move(key));
        }
      }
      for (RowListener* listener : row_listeners_) {
        listener->BeforeRows(info.keyspace, record.commit, record.rows);
      }
      for (const std::string& digest : record.new_originals) {
        StoreMeta::DeletePendingOriginal(set, info.keyspace, digest);
      }
      const std::vector<std::string> chunks =
          EncodeCommitRecord(record, kMaxCommitChunkBytes, options.log_values);
      for (size_t i = 0; i < chunks.size(); ++i) {
        set.Put(Family::kLog, LogKey(info.keyspace, record.commit, static_cast<uint32_t>(i)),
                chunks[i]);
      }
      made.emplace_back(pending.collection, record.commit);
    }
    for (const auto& [name, info] : collections) StoreMeta::PutWatermark(set, info);
    if (set.empty()) return absl::OkStatus();
    if (absl::Status status = engine_->Write(std::move(set), options.sync); !status.ok()) {
      return status;
    }
    for (const std::string& key : dropped) kept_.Drop(key);
  }
  Announce(made);
  return absl::OkStatus();
}

absl::StatusOr<size_t> RecordStore::KeepCells(uint64_t keyspace, absl::Span<const KeptCell> cells,
                                              absl::FunctionRef<bool(const KeptCell&)> untouched) {
  if (options_.kept_cells_bytes == 0) return 0;
  absl::MutexLock lock(&write_mutex_);
  // A bootstrap may have taken the keyspace's place, and its rows away.
  const absl::StatusOr<bool> serving = StoreMeta(engine_.get(), nullptr).IsServing(keyspace);
  if (!serving.ok()) return serving.status();
  if (!*serving) return 0;
  WriteSet set(*engine_);
  std::vector<std::pair<std::string, size_t>> kept;  // key and size of each
  uint64_t bytes = 0;
  for (const KeptCell& cell : cells) {
    if (cell.bytes.size() > kMaxKeptCellBytes || !untouched(cell)) continue;
    std::string key = KeptKey(keyspace, cell.key);
    const std::string row = EncodeKeptCell(cell.bytes, cell.commit);
    const uint64_t with_entry = key.size() + row.size() + KeptLedger::kEntryBytes;
    if (bytes + with_entry > options_.kept_cells_bytes) continue;
    bytes += with_entry;
    set.Put(Family::kKept, key, row);
    kept.emplace_back(std::move(key), row.size());
  }
  if (kept.empty()) return 0;
  if (absl::Status status = MakeRoomForKept(bytes); !status.ok()) return status;
  if (absl::Status status = engine_->WriteUnlogged(std::move(set)); !status.ok()) return status;
  for (const auto& [key, row_bytes] : kept) kept_.Put(key, row_bytes);
  return kept.size();
}

absl::Status RecordStore::MakeRoomForKept(uint64_t bytes) {
  while (kept_.bytes() + bytes > options_.kept_cells_bytes) {
    const auto bucket = kept_.NextToDrop();
    if (!bucket) break;
    WriteSet set(*engine_);
    set.DeleteRange(Family::kKept, bucket->first, bucket->second);
    if (absl::Status status = engine_->WriteUnlogged(std::move(set)); !status.ok()) return status;
    kept_.DropNext();
  }
  return absl::OkStatus();
}

void RecordStore::Announce(const std::vector<std::pair<std::string, uint64_t>>& commits) {
  absl::MutexLock lock(&listeners_mutex_);
  for (const auto& [collection, commit] : commits) {
    for (CommitListener* listener : listeners_) listener->OnCommit(collection, commit);
  }
}

void RecordStore::AddListener(CommitListener* listener) {
  absl::MutexLock lock(&listeners_mutex_);
  listeners_.push_back(listener);
}

void RecordStore::RemoveListener(CommitListener* listener) {
  absl::MutexLock lock(&listeners_mutex_);
  listeners_.erase(std::remove(listeners_.begin(), listeners_.end(), listener), listeners_.end());
}

void RecordStore::AddRowListener(RowListener* listener) {
  absl::MutexLock lock(&write_mutex_);
  row_listeners_.push_back(listener);
}

void RecordStore::RemoveRowListener(RowListener* listener) {
  absl::MutexLock lock(&write_mutex_);
  row_listeners_.erase(std::remove(row_listeners_.begin(), row_listeners_.end(), listener),
                       row_listeners_.end());
}

absl::Status RecordStore::Flush() { return engine_->Flush(); }

RecordStore::Usage RecordStore::GetUsage() const {
  absl::MutexLock lock(&write_mutex_);
  return {.live_file_bytes = engine_->LiveFileBytes(),
          .block_cache_bytes = engine_->BlockCacheBytes(),
          .memtable_bytes = engine_->MemtableBytes(),
          .kept_cells = kept_.cells(),
          .kept_cells_bytes = kept_.bytes(),
          .merging = engine_->Merging()};
}

}  // namespace parallax::storage
