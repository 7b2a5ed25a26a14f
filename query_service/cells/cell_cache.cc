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

std::string EntryKey(uint64_t keyspace, std::string_view entity_id) {
  std::string key;
  key.reserve(sizeof keyspace + entity_id.size());
  key.append(reinterpret_cast<const char*>(&keyspace), sizeof keyspace);
  key.append(entity_id);
  return key;
}

size_t HashOf(std::string_view key) { return std::hash<std::string_view>()(key); }

// Where it is kept when a cell was last touched, by the hash of its entry.
size_t SlotOf(size_t hash, std::string_view dimension_id) {
  return (hash >> 8) + HashOf(dimension_id);
}

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

void CellCache::DropVariant(Shard& shard, Entry& entry, std::vector<Variant>::iterator variant) {
  const size_t bytes =
      sizeof(Variant) + variant->dimension_id.capacity() + variant->cell->size_bytes();
  entry.bytes -= bytes;
  shard.stats.bytes -= bytes;
  --shard.stats.cells;
  entry.variants.erase(variant);
}

void CellCache::Touch(Shard& shard, uint64_t keyspace, uint64_t commit, size_t slot) {
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
  (*known.slots)[slot % kSlots] = commit;
}

uint64_t CellCache::TouchedBy(const Shard& shard, uint64_t keyspace, size_t slot) {
  const auto it = shard.keyspaces.find(keyspace);
  if (it == shard.keyspaces.end()) return 0;
  const Keyspace& known = it->second;
  return known.slots == nullptr ? known.last_commit : (*known.slots)[slot % kSlots];
}

std::shared_ptr<const ReadyCell> CellCache::Find(uint64_t keyspace, uint64_t commit,
                                                 const storage::CellAddress& address,
                                                 const request::CellBounds& bounds) {
  catalog::Dimension dimension;
  dimension.id = address.dimension_id;
  const catalog::Dimension* const asked = &dimension;
  std::shared_ptr<const ReadyCell> cell;
  FindRow(keyspace, commit, address.entity_id, {&asked, 1}, bounds, &cell);
  return cell;
}

size_t CellCache::FindRow(uint64_t keyspace, uint64_t commit, std::string_view entity_id,
                          absl::Span<const catalog::Dimension* const> dimensions,
                          const request::CellBounds& bounds,
                          std::shared_ptr<const ReadyCell>* cells) {
  const std::string key = EntryKey(keyspace, entity_id);
  const size_t hash = HashOf(key);
  size_t found = 0;
  Shard& shard = shards_[hash % kShards];
  absl::MutexLock lock(&shard.mutex);
  const auto it = shard.by_hash.find(hash);
  if (it != shard.by_hash.end() && it->second->key == key) {
    Entry& entry = *it->second;
    for (size_t d = 0; d < dimensions.size(); ++d) {
      const size_t dimension_hash = HashOf(dimensions[d]->id);
      for (const Variant& variant : entry.variants) {
        if (variant.dimension_hash != dimension_hash || variant.bounds != bounds ||
            variant.commit > commit || variant.dimension_id != dimensions[d]->id) {
          continue;
        }
        // It gives its place to the one that is read now.
        if (variant.rests && !RestsUntouched(keyspace, variant.commit, *variant.cell)) break;
        cells[d] = variant.cell;
        ++found;
        break;
      }
    }
    entry.used = entry.used || found > 0;
  }
  shard.stats.hits += found;
  shard.stats.misses += dimensions.size() - found;
  return found;
}

void CellCache::Insert(uint64_t keyspace, uint64_t commit, const storage::CellAddress& address,
                       const request::CellBounds& bounds, std::shared_ptr<const ReadyCell> cell) {
  std::string key = EntryKey(keyspace, address.entity_id);
  if (cell->size_bytes() > max_shard_bytes_ / 16) return;
  const size_t hash = HashOf(key);
  Shard& shard = shards_[hash % kShards];
  absl::MutexLock lock(&shard.mutex);
  if (commit < TouchedBy(shard, keyspace, SlotOf(hash, address.dimension_id)) ||
      !RestsUntouched(keyspace, commit, *cell)) {
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
  auto oldest = entry.variants.end();
  size_t side_by_side = 0;
  for (auto variant = entry.variants.begin(); variant != entry.variants.end(); ++variant) {
    if (variant->dimension_id != address.dimension_id) continue;
    if (variant->bounds == bounds) {
      // Both are right; the one that was read first serves more views, if any.
      if (variant->commit <= commit && RestsUntouched(keyspace, variant->commit, *variant->cell)) {
        return;
      }
      oldest = variant;
      side_by_side = kMaxVariants;
      break;
    }
    if (side_by_side++ == 0) oldest = variant;
  }
  if (side_by_side >= kMaxVariants) DropVariant(shard, entry, oldest);
  const bool rests = !cell->rests_on.empty();
  entry.variants.push_back(
      {HashOf(address.dimension_id), address.dimension_id, bounds, commit, rests, std::move(cell)});
  const Variant& added = entry.variants.back();
  const size_t bytes = sizeof(Variant) + added.dimension_id.capacity() + added.cell->size_bytes();
  entry.bytes += bytes;
  shard.stats.bytes += bytes;
  ++shard.stats.cells;
  MakeRoom(shard);
}

bool CellCache::Untouched(uint64_t keyspace, uint64_t commit,
                          const storage::CellAddress& address) const {
  const size_t hash = HashOf(EntryKey(keyspace, address.entity_id));
  const Shard& shard = shards_[hash % kShards];
  absl::MutexLock lock(&shard.mutex);
  return commit >= TouchedBy(shard, keyspace, SlotOf(hash, address.dimension_id));
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
  rested_.Touch(keyspace, commit, rows);
  std::string_view last;
  for (const storage::RowChange& row : rows) {
    const std::string_view part = storage::CellPart(row.key);
    // Rows are sorted: those of one cell and table stand together.
    if (part.empty() || part == last) continue;
    last = part;
    const auto names = storage::NamesOfCellPart(part);
    if (!names) continue;  // then CellPart were empty
    const size_t hash = HashOf(EntryKey(keyspace, names->entity_id));
    Shard& shard = shards_[hash % kShards];
    absl::MutexLock lock(&shard.mutex);
    Touch(shard, keyspace, commit, SlotOf(hash, names->dimension_id));
    const auto it = shard.by_hash.find(hash);
    if (it == shard.by_hash.end()) continue;
    Entry& entry = *it->second;
    for (size_t i = entry.variants.size(); i-- > 0;) {
      if (entry.variants[i].dimension_id != names->dimension_id) continue;
      ++shard.stats.invalidated;
      DropVariant(shard, entry, entry.variants.begin() + static_cast<std::ptrdiff_t>(i));
    }
    if (entry.variants.empty()) Drop(shard, it->second);
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
