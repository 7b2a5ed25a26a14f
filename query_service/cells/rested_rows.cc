#include "query_service/cells/rested_rows.h"

#include <functional>
#include <string>

#include "core/storage/keys.h"
#include "query_service/cells/amount_dates.h"

namespace parallax::cells {

uint32_t RowMark(std::string_view key) {
  return static_cast<uint32_t>(std::hash<std::string_view>()(key));
}

void RestedRows::Touch(uint64_t keyspace, uint64_t commit,
                       absl::Span<const storage::RowChange> rows) {
  std::vector<uint32_t> marks;
  std::string_view last;
  for (const storage::RowChange& row : rows) {
    if (row.key.empty()) continue;
    if (row.key[0] == static_cast<char>(storage::Table::kDocument)) {
      marks.push_back(RowMark(row.key));
      continue;
    }
    const std::string_view part = storage::CellPart(row.key);
    if (part.empty() || part == last) continue;
    last = part;
    const auto names = storage::NamesOfCellPart(part);
    if (!names || names->dimension_id != kAnnouncedOn) continue;
    marks.push_back(RowMark(storage::CellKeyOf(part)));
  }
  absl::MutexLock lock(&mutex_);
  Keyspace& known = keyspaces_[keyspace];
  if (known.slots == nullptr) {
    if (slotted_ == kMaxSlotted) {
      for (auto& [id, other] : keyspaces_) other.slots.reset();
      slotted_ = 0;
    }
    known.slots = std::make_unique<Slots>();
    known.slots->fill(known.last_commit);
    ++slotted_;
  }
  known.last_commit = commit;
  for (const uint32_t mark : marks) (*known.slots)[mark % kSlots] = commit;
}

bool RestedRows::Untouched(uint64_t keyspace, uint64_t commit,
                           absl::Span<const uint32_t> marks) const {
  if (marks.empty()) return true;
  absl::ReaderMutexLock lock(&mutex_);
  const auto it = keyspaces_.find(keyspace);
  if (it == keyspaces_.end()) return true;
  const Keyspace& known = it->second;
  if (known.slots == nullptr) return commit >= known.last_commit;
  for (const uint32_t mark : marks) {
    if (commit < (*known.slots)[mark % kSlots]) return false;
  }
  return true;
}

}  // namespace parallax::cells
