#include "core/storage/engine.h"

#include <rocksdb/cache.h>
#include <rocksdb/db.h>
#include <rocksdb/env.h>
#include <rocksdb/filter_policy.h>
#include <rocksdb/options.h>
#include <rocksdb/slice_transform.h>
#include <rocksdb/table.h>
#include <rocksdb/write_batch.h>

#include <algorithm>
#include <array>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "core/storage/keys.h"

namespace parallax::storage {
namespace {

constexpr std::array<const char*, kFamilies> kFamilyNames = {"default", "latest",    "history",
                                                             "log",     "originals", "kept"};

rocksdb::Slice ToSlice(std::string_view view) { return {view.data(), view.size()}; }
std::string_view ToView(const rocksdb::Slice& slice) { return {slice.data(), slice.size()}; }

absl::Status ToStatus(const rocksdb::Status& status) {
  if (status.ok()) return absl::OkStatus();
  const std::string text = status.ToString();
  if (status.IsNotFound()) return absl::NotFoundError(text);
  if (status.IsCorruption()) return absl::DataLossError(text);
  if (status.IsNoSpace() || status.IsMemoryLimit()) return absl::ResourceExhaustedError(text);
  if (status.IsInvalidArgument() || status.IsNotSupported()) return absl::InternalError(text);
  if (status.IsBusy() || status.IsTimedOut() || status.IsTryAgain()) {
    return absl::UnavailableError(text);
  }
  return absl::InternalError(text);
}

absl::Status OpenError(const rocksdb::Status& status, const std::string& directory) {
  const std::string text = status.ToString();
  if (status.IsIOError() &&
      (absl::StrContains(text, "While lock file") || absl::StrContains(text, "lock hold by"))) {
    return absl::UnavailableError(
        absl::StrCat("the database in ", directory, " is in use by another process"));
  }
  if (absl::StrContains(text, "Permission denied")) {
    return absl::PermissionDeniedError(
        absl::StrCat("the database in ", directory, " cannot be opened: ", text));
  }
  if (absl::StrContains(text, "create_if_missing is false")) {
    return absl::NotFoundError(absl::StrCat("there is no database in ", directory));
  }
  if (status.IsCorruption()) {
    return absl::DataLossError(absl::StrCat("the database in ", directory, " is damaged: ", text));
  }
  const absl::Status other = ToStatus(status);
  return absl::Status(other.code(),
                      absl::StrCat("the database in ", directory, " cannot be opened: ", text));
}

// Of a posting, its list: the filters of the files then tell which files have nothing of it.
// Everything else is read in key order.
class PostingList final : public rocksdb::SliceTransform {
 public:
  const char* Name() const override { return "parallax.PostingList"; }
  bool InDomain(const rocksdb::Slice& key) const override {
    return key.size() >= kPostingListBytes &&
           key[kKeyspaceBytes] == static_cast<char>(Table::kPosting);
  }
  rocksdb::Slice Transform(const rocksdb::Slice& key) const override {
    return {key.data(), kPostingListBytes};
  }

 private:
  static constexpr size_t kKeyspaceBytes = 8;
  // Keyspace, table, and the list as an integer element.
  static constexpr size_t kPostingListBytes = kKeyspaceBytes + 1 + 9;
};

rocksdb::ColumnFamilyOptions FamilyOptions(const StoreOptions& options,
                                           const std::shared_ptr<rocksdb::Cache>& cache,
                                           Family family) {
  rocksdb::BlockBasedTableOptions table;
  table.block_cache = cache;
  table.block_size = 16 << 10;
  // Absent keys cost a probe, at two thirds of a Bloom filter's memory.
  table.filter_policy.reset(rocksdb::NewRibbonFilterPolicy(10));
  table.cache_index_and_filter_blocks = true;
  table.pin_l0_filter_and_index_blocks_in_cache = true;
  table.format_version = 5;

  rocksdb::ColumnFamilyOptions cf;
  if (family == Family::kKept) {
    // Read by whole keys only, many at a time, and mostly there: a block finds its row by a hash,
    // and a memtable tells what it has not without being searched.
    table.data_block_index_type = rocksdb::BlockBasedTableOptions::kDataBlockBinaryAndHash;
    table.block_restart_interval = 1;
    cf.memtable_whole_key_filtering = true;
    cf.memtable_prefix_bloom_size_ratio = 0.05;
    cf.level0_file_num_compaction_trigger = 2;
    // Small files and levels: what is merged again and again is little, for rows that come one by
    // one.
    cf.max_bytes_for_level_base = 4 * options.memtable_bytes;
    cf.target_file_size_base = std::max<uint64_t>(options.memtable_bytes, 1 << 20);
  }
  cf.table_factory.reset(rocksdb::NewBlockBasedTableFactory(table));
  cf.write_buffer_size = std::max<size_t>(options.memtable_bytes / 2, 64 << 10);
  cf.arena_block_size = std::clamp<size_t>(cf.write_buffer_size / 16, 4 << 10, 256 << 10);
  cf.compression = rocksdb::kLZ4Compression;
  cf.level_compaction_dynamic_level_bytes = true;
  if (family == Family::kOriginals) cf.bottommost_compression = rocksdb::kZSTD;
  if (family == Family::kLatest) {
    cf.prefix_extractor = std::make_shared<PostingList>();
    cf.memtable_prefix_bloom_size_ratio = 0.05;
    cf.memtable_whole_key_filtering = true;
  }
  return cf;
}

rocksdb::DBOptions DatabaseOptions(const StoreOptions& options, rocksdb::Env* env) {
  rocksdb::DBOptions db;
  db.env = env;
  db.create_if_missing = options.create_if_missing;
  db.create_missing_column_families = true;
  db.db_write_buffer_size = options.memtable_bytes;
  db.max_open_files = options.max_open_files;
  db.max_background_jobs = 2;
  db.max_total_wal_size = std::max<uint64_t>(4 * options.memtable_bytes, 4 << 20);
  db.bytes_per_sync = 1 << 20;
  db.avoid_unnecessary_blocking_io = true;
  db.stats_dump_period_sec = 0;
  db.stats_persist_period_sec = 0;
  db.keep_log_file_num = 4;
  db.max_log_file_size = 4 << 20;
  return db;
}

}  // namespace

struct Engine::State {
  StoreOptions options;
  std::shared_ptr<rocksdb::Cache> cache;
  std::unique_ptr<rocksdb::DB> db;
  std::vector<rocksdb::ColumnFamilyHandle*> handles;  // by Family, then families of other versions
};

struct EngineIterator::State {
  std::string lower;
  std::string upper;
  rocksdb::Slice lower_slice;
  rocksdb::Slice upper_slice;
  std::unique_ptr<rocksdb::Iterator> iterator;
};

EngineSnapshot::EngineSnapshot(rocksdb::DB* db) : db_(db), snapshot_(db->GetSnapshot()) {}
EngineSnapshot::~EngineSnapshot() { db_->ReleaseSnapshot(snapshot_); }
uint64_t EngineSnapshot::sequence() const { return snapshot_->GetSequenceNumber(); }

EngineIterator::EngineIterator(std::unique_ptr<State> state) : state_(std::move(state)) {}
EngineIterator::EngineIterator(EngineIterator&&) noexcept = default;
EngineIterator::~EngineIterator() = default;
void EngineIterator::Seek(std::string_view key) { state_->iterator->Seek(ToSlice(key)); }
void EngineIterator::SeekBefore(std::string_view key) {
  state_->iterator->SeekForPrev(ToSlice(key));
  if (Valid() && this->key() == key) Prev();
}
bool EngineIterator::Valid() const { return state_->iterator->Valid(); }
void EngineIterator::Next() { state_->iterator->Next(); }
void EngineIterator::Prev() { state_->iterator->Prev(); }
std::string_view EngineIterator::key() const { return ToView(state_->iterator->key()); }
std::string_view EngineIterator::value() const { return ToView(state_->iterator->value()); }
absl::Status EngineIterator::status() const { return ToStatus(state_->iterator->status()); }

WriteSet::WriteSet(const Engine& engine)
    : engine_(engine), batch_(std::make_unique<rocksdb::WriteBatch>()) {}
WriteSet::~WriteSet() = default;
WriteSet::WriteSet(WriteSet&&) noexcept = default;

// A WriteBatch refuses a call only for lack of memory or a foreign handle.
void WriteSet::Put(Family family, std::string_view key, std::string_view value) {
  batch_->Put(engine_.Handle(family), ToSlice(key), ToSlice(value)).PermitUncheckedError();
}
void WriteSet::Delete(Family family, std::string_view key) {
  batch_->Delete(engine_.Handle(family), ToSlice(key)).PermitUncheckedError();
}
void WriteSet::DeleteRange(Family family, std::string_view begin, std::string_view end) {
  batch_->DeleteRange(engine_.Handle(family), ToSlice(begin), ToSlice(end)).PermitUncheckedError();
}
size_t WriteSet::size_bytes() const { return batch_->GetDataSize(); }
bool WriteSet::empty() const { return batch_->Count() == 0; }

Engine::Engine(std::unique_ptr<State> state) : state_(std::move(state)) {}

Engine::~Engine() {
  for (rocksdb::ColumnFamilyHandle* handle : state_->handles) {
    state_->db->DestroyColumnFamilyHandle(handle).PermitUncheckedError();
  }
  state_->db->Close().PermitUncheckedError();
}

rocksdb::ColumnFamilyHandle* Engine::Handle(Family family) const {
  return state_->handles[static_cast<size_t>(family)];
}

absl::StatusOr<std::unique_ptr<Engine>> Engine::Open(const StoreOptions& options) {
  rocksdb::Env* const env = options.env != nullptr ? options.env : rocksdb::Env::Default();
  if (options.directory.empty()) return absl::InvalidArgumentError("no database directory given");
  if (!env->FileExists(options.directory).ok()) {
    if (!options.create_if_missing) {
      return absl::NotFoundError(
          absl::StrCat("the database directory ", options.directory, " does not exist"));
    }
    if (rocksdb::Status made = env->CreateDirIfMissing(options.directory); !made.ok()) {
      if (absl::StrContains(made.ToString(), "Permission denied")) {
        return absl::PermissionDeniedError(absl::StrCat(
            "the database directory ", options.directory, " cannot be made: ", made.ToString()));
      }
      return absl::NotFoundError(absl::StrCat("the database directory ", options.directory,
                                              " cannot be made; does its parent exist? ",
                                              made.ToString()));
    }
  }

  auto state = std::make_unique<State>();
  state->options = options;
  state->cache = rocksdb::NewLRUCache(options.block_cache_bytes);
  const rocksdb::DBOptions db_options = DatabaseOptions(options, env);

  std::vector<rocksdb::ColumnFamilyDescriptor> families;
  families.reserve(kFamilies);
  for (int i = 0; i < kFamilies; ++i) {
    families.emplace_back(kFamilyNames[i],
                          FamilyOptions(options, state->cache, static_cast<Family>(i)));
  }
  // What was kept is emptied before it may be merged: a merge that meets a damaged file of it would
  // end the writing of all.
  families[static_cast<size_t>(Family::kKept)].options.disable_auto_compactions = true;
  // A newer format may have more families. They are opened too, so that its version can be read.
  std::vector<std::string> existing;
  if (rocksdb::DB::ListColumnFamilies(db_options, options.directory, &existing).ok()) {
    for (const std::string& name : existing) {
      if (std::find(kFamilyNames.begin(), kFamilyNames.end(), name) == kFamilyNames.end()) {
        families.emplace_back(name, FamilyOptions(options, state->cache, Family::kMeta));
      }
    }
  }
  rocksdb::DB* db = nullptr;
  const rocksdb::Status status =
      rocksdb::DB::Open(db_options, options.directory, families, &state->handles, &db);
  if (!status.ok()) return OpenError(status, options.directory);
  state->db.reset(db);
  return std::unique_ptr<Engine>(new Engine(std::move(state)));
}

absl::StatusOr<std::optional<std::string>> Engine::Get(const EngineSnapshot* snapshot,
                                                       Family family, std::string_view key) const {
  rocksdb::ReadOptions read;
  if (snapshot != nullptr) read.snapshot = snapshot->snapshot_;
  std::string value;
  const rocksdb::Status status = state_->db->Get(read, Handle(family), ToSlice(key), &value);
  if (status.IsNotFound()) return std::nullopt;
  if (!status.ok()) return ToStatus(status);
  return value;
}

absl::StatusOr<std::vector<std::optional<std::string>>> Engine::MultiGet(
    const EngineSnapshot* snapshot, Family family, const std::vector<std::string>& keys) const {
  rocksdb::ReadOptions read;
  if (snapshot != nullptr) read.snapshot = snapshot->snapshot_;
  std::vector<rocksdb::Slice> slices;
  slices.reserve(keys.size());
  for (const std::string& key : keys) slices.push_back(ToSlice(key));
  std::vector<rocksdb::PinnableSlice> values(keys.size());
  std::vector<rocksdb::Status> statuses(keys.size());
  state_->db->MultiGet(read, Handle(family), keys.size(), slices.data(), values.data(),
                       statuses.data());
  std::vector<std::optional<std::string>> out(keys.size());
  for (size_t i = 0; i < keys.size(); ++i) {
    if (statuses[i].IsNotFound()) continue;
    if (!statuses[i].ok()) return ToStatus(statuses[i]);
    out[i] = values[i].ToString();
  }
  return out;
}

std::vector<std::optional<std::string>> Engine::MultiFind(const EngineSnapshot* snapshot,
                                                          Family family,
                                                          const std::vector<std::string>& keys,
                                                          ReadFrom from, size_t* unreadable) const {
  rocksdb::ReadOptions read;
  if (from == ReadFrom::kMemory) read.read_tier = rocksdb::kBlockCacheTier;
  if (snapshot != nullptr) read.snapshot = snapshot->snapshot_;
  std::vector<std::optional<std::string>> out(keys.size());
  // One by one: a MultiGet reads files whatever the read tier.
  for (size_t i = 0; i < keys.size(); ++i) {
    rocksdb::PinnableSlice value;
    const rocksdb::Status status = state_->db->Get(read, Handle(family), ToSlice(keys[i]), &value);
    if (status.ok()) {
      // Of a file that is not open, a read from memory says that it may hold the key, with an empty
      // value. No row here is empty.
      if (from == ReadFrom::kMemory && value.empty()) continue;
      out[i] = value.ToString();
    } else if (!status.IsNotFound() && !status.IsIncomplete()) {
      ++*unreadable;
    }
  }
  return out;
}

EngineIterator Engine::NewIterator(const EngineSnapshot* snapshot, Family family, std::string lower,
                                   std::string upper, SeekWithin within) const {
  auto state = std::make_unique<EngineIterator::State>();
  state->lower = std::move(lower);
  state->upper = std::move(upper);
  rocksdb::ReadOptions read;
  if (snapshot != nullptr) read.snapshot = snapshot->snapshot_;
  read.total_order_seek = within == SeekWithin::kAll;
  state->lower_slice = ToSlice(state->lower);
  state->upper_slice = ToSlice(state->upper);
  read.iterate_lower_bound = &state->lower_slice;
  if (!state->upper.empty()) read.iterate_upper_bound = &state->upper_slice;
  state->iterator.reset(state_->db->NewIterator(read, Handle(family)));
  return EngineIterator(std::move(state));
}

std::shared_ptr<const EngineSnapshot> Engine::Snapshot() const {
  return std::shared_ptr<const EngineSnapshot>(new EngineSnapshot(state_->db.get()));
}

absl::Status Engine::Write(WriteSet set, bool sync) {
  rocksdb::WriteOptions write;
  write.sync = sync;
  return ToStatus(state_->db->Write(write, set.batch_.get()));
}

absl::Status Engine::WriteUnlogged(WriteSet set) {
  rocksdb::WriteOptions write;
  write.disableWAL = true;
  write.no_slowdown = true;
  const rocksdb::Status status = state_->db->Write(write, set.batch_.get());
  if (status.IsIncomplete()) return absl::UnavailableError("the engine is behind with its files");
  return ToStatus(status);
}

absl::Status Engine::Flush() { return ToStatus(state_->db->Flush({}, state_->handles)); }

absl::Status Engine::Empty(Family family) {
  rocksdb::ColumnFamilyHandle*& handle = state_->handles[static_cast<size_t>(family)];
  if (const rocksdb::Status dropped = state_->db->DropColumnFamily(handle); !dropped.ok()) {
    return ToStatus(dropped);
  }
  const rocksdb::ColumnFamilyOptions options =
      FamilyOptions(state_->options, state_->cache, family);
  rocksdb::ColumnFamilyHandle* fresh = nullptr;
  const rocksdb::Status made =
      state_->db->CreateColumnFamily(options, kFamilyNames[static_cast<size_t>(family)], &fresh);
  if (!made.ok()) return ToStatus(made);
  state_->db->DestroyColumnFamilyHandle(std::exchange(handle, fresh)).PermitUncheckedError();
  return absl::OkStatus();
}

absl::Status Engine::StartMerging(Family family) {
  return ToStatus(state_->db->EnableAutoCompaction({Handle(family)}));
}

uint64_t Engine::LiveFileBytes() const {
  uint64_t total = 0;
  for (rocksdb::ColumnFamilyHandle* handle : state_->handles) {
    uint64_t value = 0;
    state_->db->GetIntProperty(handle, rocksdb::DB::Properties::kLiveSstFilesSize, &value);
    total += value;
  }
  return total;
}

uint64_t Engine::BlockCacheBytes() const { return state_->cache->GetUsage(); }

uint64_t Engine::MemtableBytes() const {
  uint64_t total = 0;
  for (rocksdb::ColumnFamilyHandle* handle : state_->handles) {
    uint64_t value = 0;
    state_->db->GetIntProperty(handle, rocksdb::DB::Properties::kCurSizeAllMemTables, &value);
    total += value;
  }
  return total;
}

bool Engine::Merging() const {
  using Properties = rocksdb::DB::Properties;
  for (rocksdb::ColumnFamilyHandle* handle : state_->handles) {
    for (const std::string& property :
         {Properties::kNumRunningCompactions, Properties::kNumRunningFlushes,
          Properties::kCompactionPending, Properties::kMemTableFlushPending}) {
      uint64_t value = 0;
      if (state_->db->GetIntProperty(handle, property, &value) && value > 0) return true;
    }
  }
  return false;
}

}  // namespace parallax::storage
