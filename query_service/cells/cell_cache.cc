#include "query_service/cells/cell_cache.h"

#include <algorithm>
#include <functional>
#include <utility>

#include "core/storage/keys.h"

namespace parallax::cells {
namespace {

// Bounds of one cell that are kept side by side; the oldest gives way.
constexpr size_t kMaxVariants = 4;
// Of the maps and lists around an entry.
constexpr size_t kEntryBytes = 192;

std::string EntryKey(uint64_t keyspace, std::string_view cell_part) {
  std::string key;
  key.reserve(sizeof keyspace + cell_part.size());
  key.append(reinterpret_cast<const char*>(&keyspace), sizeof keyspace);
  key.append(cell_part);
  return key;
}

std::string EntryKey(uint64_t keyspace, const storage::CellAddress& address) {
  const std::string cell = storage::CellKey(address.entity_id, address.dimension_id);
  return EntryKey(keyspace, storage::CellPart(cell));
}

size_t HashOf(std::string_view key) { return std::hash<std::string_view>()(key); }

}  // namespace

CellCache::CellCache(storage::RecordStore* store, size_t max_bytes)
    : store_(store), max_shard_bytes_(max_bytes / kShards) {
  store_->AddRowListener(this);
}

CellCache::~CellCache() { store_->RemoveRowListener(this); }

void CellCache::Drop(Shard& shard, std::list<Entry>::iterator entry) {
  shard.stats.bytes -= entry->bytes;
  shard.stats.cells -= entry->variants.size();
  shard.by_hash.erase(entry->hash);
  shard.entries.erase(entry);
}

void CellCache::Touch(Shard& shard, uint64_t keyspace, uint64_t commit, size_t hash) {
  const auto [it, added] = shard.keyspaces.try_emplace(keyspace);
  Keyspace& known = it->second;
  if (known.slots == nullptr) {
    if (shard.slotted == kMaxSlotted) {
      for (auto& [id, other] : shard.keyspaces) other.slots.reset();
      shard.slotted = 0;
    }
    known.slots = std::make_unique<Slots>();
    known.slots->fill(known.last_commit);
    ++shard.slotted;
  }
  known.last_commit = commit;
  (*known.slots)[hash / kShards % kSlots] = commit;
}

uint64_t CellCache::TouchedBy(const Shard& shard, uint64_t keyspace, size_t hash) {
  const auto it = shard.keyspaces.find(keyspace);
  if (it == shard.keyspaces.end()) return 0;
  const Keyspace& known = it->second;
  return known.slots == nullptr ? known.last_commit : (*known.slots)[hash / kShards % kSlots];
}

std::shared_ptr<const ReadyCell> CellCache::Find(uint64_t keyspace, uint64_t commit,
                                                 const storage::CellAddress& address,
                                                 const request::CellBounds& bounds) {
  const std::string key = EntryKey(keyspace, address);
  const size_t hash = HashOf(key);
  Shard& shard = shards_[hash % kShards];
  absl::MutexLock lock(&shard.mutex);
  const auto it = shard.by_hash.find(hash);
  if (it != shard.by_hash.end() && it->second->key == key) {
    for (const Variant& variant : it->second->variants) {
      if (variant.bounds != bounds || variant.commit > commit) continue;
      it->second->used = true;
      ++shard.stats.hits;
      return variant.cell;
    }
  }
  ++shard.stats.misses;
  return nullptr;
}

void CellCache::Insert(uint64_t keyspace, uint64_t commit, const storage::CellAddress& address,
                       const request::CellBounds& bounds, std::shared_ptr<const ReadyCell> cell) {
  std::string key = EntryKey(keyspace, address);
  const size_t cell_bytes = cell->size_bytes();
  if (cell_bytes > max_shard_bytes_ / 16) return;
  const size_t hash = HashOf(key);
  Shard& shard = shards_[hash % kShards];
  absl::MutexLock lock(&shard.mutex);
  if (commit < TouchedBy(shard, keyspace, hash)) {
    ++shard.stats.refused;
    return;
  }
  auto it = shard.by_hash.find(hash);
  if (it != shard.by_hash.end() && it->second->key != key) {
    Drop(shard, it->second);
    it = shard.by_hash.end();
  }
  if (it == shard.by_hash.end()) {
    Entry& entry = shard.entries.emplace_front();
    entry.key = std::move(key);
    entry.hash = hash;
    entry.bytes = kEntryBytes + entry.key.capacity();
    shard.stats.bytes += entry.bytes;
    it = shard.by_hash.emplace(hash, shard.entries.begin()).first;
  }
  Entry& entry = *it->second;
  const auto drop_variant = [&](std::vector<Variant>::iterator variant) {
    const size_t bytes = variant->cell->size_bytes();
    entry.bytes -= bytes;
    shard.stats.bytes -= bytes;
    --shard.stats.cells;
    entry.variants.erase(variant);
  };
  const auto same = std::find_if(entry.variants.begin(), entry.variants.end(),
                                 [&](const Variant& v) { return v.bounds == bounds; });
  if (same != entry.variants.end()) {
    // Both are right; the one that was read first serves more views.
    if (same->commit <= commit) return;
    drop_variant(same);
  } else if (entry.variants.size() == kMaxVariants) {
    drop_variant(entry.variants.begin());
  }
  entry.variants.push_back({bounds, commit, std::move(cell)});
  entry.bytes += cell_bytes;
  shard.stats.bytes += cell_bytes;
  ++shard.stats.cells;
  MakeRoom(shard);
}

void CellCache::MakeRoom(Shard& shard) {
  while (shard.stats.bytes > max_shard_bytes_ && !shard.entries.empty()) {
    const auto last = std::prev(shard.entries.end());
    if (last->used) {
      last->used = false;
      shard.entries.splice(shard.entries.begin(), shard.entries, last);
      continue;
    }
    shard.stats.evicted += last->variants.size();
    Drop(shard, last);
  }
}

void CellCache::BeforeRows(uint64_t keyspace, uint64_t commit,
                           absl::Span<const storage::RowChange> rows) {
  std::string_view last;
  for (const storage::RowChange& row : rows) {
    const std::string_view part = storage::CellPart(row.key);
    // Rows are sorted: those of one cell and table stand together.
    if (part.empty() || part == last) continue;
    last = part;
    const std::string key = EntryKey(keyspace, part);
    const size_t hash = HashOf(key);
    Shard& shard = shards_[hash % kShards];
    absl::MutexLock lock(&shard.mutex);
    Touch(shard, keyspace, commit, hash);
    const auto it = shard.by_hash.find(hash);
    if (it == shard.by_hash.end()) continue;
    shard.stats.invalidated += it->second->variants.size();
    Drop(shard, it->second);
  }
}

CellCache::Stats CellCache::GetStats() const {
  Stats all;
  for (const Shard& shard : shards_) {
    absl::MutexLock lock(&shard.mutex);
    all.hits += shard.stats.hits;
    all.misses += shard.stats.misses;
    all.refused += shard.stats.refused;
    all.invalidated += shard.stats.invalidated;
    all.evicted += shard.stats.evicted;
    all.cells += shard.stats.cells;
    all.bytes += shard.stats.bytes;
  }
  return all;
}

}  // namespace parallax::cells
