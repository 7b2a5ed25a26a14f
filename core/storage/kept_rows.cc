#include "core/storage/kept_rows.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

#include "core/storage/keys.h"

namespace parallax::storage {
namespace {

constexpr size_t kNumberBytes = 8;
constexpr size_t kBuckets = 64;

uint64_t HashOf(std::string_view bytes) { return XXH3_64bits(bytes.data(), bytes.size()); }

void AppendNumber(uint64_t number, std::string* out) {
  for (size_t i = kNumberBytes; i-- > 0;) out->push_back(static_cast<char>(number >> (8 * i)));
}

uint64_t TakeNumber(std::string* row) {
  uint64_t number = 0;
  for (size_t i = row->size() - kNumberBytes; i < row->size(); ++i) {
    number = number << 8 | static_cast<uint8_t>((*row)[i]);
  }
  row->resize(row->size() - kNumberBytes);
  return number;
}

}  // namespace

std::string KeptKey(uint64_t keyspace, std::string_view cell_key) {
  std::string key = LatestKey(keyspace, "");
  key.reserve(key.size() + 1 + cell_key.size());
  key.push_back(static_cast<char>(HashOf(cell_key) % kBuckets));
  key.append(cell_key);
  return key;
}

std::string EncodeKeptCell(std::string_view bytes, uint64_t commit) {
  std::string row;
  row.reserve(bytes.size() + 2 * kNumberBytes);
  row.append(bytes);
  AppendNumber(commit, &row);
  AppendNumber(HashOf(row), &row);
  return row;
}

absl::StatusOr<uint64_t> TakeKeptCommit(std::string* row) {
  if (row->size() < 2 * kNumberBytes) return absl::DataLossError("a kept cell is cut off");
  const uint64_t sum = TakeNumber(row);
  if (HashOf(*row) != sum) return absl::DataLossError("a kept cell is not as it was written");
  return TakeNumber(row);
}

void KeptLedger::Put(std::string_view kept_key, size_t row_bytes) {
  const std::string_view prefix = kept_key.substr(0, kPrefixBytes);
  auto bucket = buckets_.find(prefix);
  if (bucket == buckets_.end()) bucket = buckets_.try_emplace(std::string(prefix)).first;
  const auto [entry, added] = bucket->second.try_emplace(HashOf(kept_key), 0);
  cells_ += added ? 1 : 0;
  bytes_ -= entry->second;
  entry->second = kept_key.size() + row_bytes + kEntryBytes;
  bytes_ += entry->second;
}

void KeptLedger::Drop(std::string_view kept_key) {
  const auto bucket = buckets_.find(kept_key.substr(0, kPrefixBytes));
  if (bucket == buckets_.end()) return;
  const auto entry = bucket->second.find(HashOf(kept_key));
  if (entry == bucket->second.end()) return;
  bytes_ -= entry->second;
  --cells_;
  bucket->second.erase(entry);
  if (bucket->second.empty()) buckets_.erase(bucket);
}

std::optional<std::pair<std::string, std::string>> KeptLedger::NextToDrop() const {
  if (buckets_.empty()) return std::nullopt;
  auto next = buckets_.upper_bound(last_dropped_);
  if (next == buckets_.end()) next = buckets_.begin();
  return std::pair(next->first, PrefixEnd(next->first));
}

void KeptLedger::DropNext() {
  const auto next = NextToDrop();
  if (!next) return;
  const auto bucket = buckets_.find(next->first);
  for (const auto& [hash, bytes] : bucket->second) bytes_ -= bytes;
  cells_ -= bucket->second.size();
  buckets_.erase(bucket);
  last_dropped_ = next->first;
}

}  // namespace parallax::storage
