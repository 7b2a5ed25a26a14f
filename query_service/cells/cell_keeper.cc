#include "query_service/cells/cell_keeper.h"

#include <map>
#include <utility>

#include "core/storage/keys.h"
#include "query_service/cells/ready_cell_codec.h"

namespace parallax::cells {
namespace {

// Written in one batch, for which commits have to wait.
constexpr size_t kBatchCells = 64;

}  // namespace

CellKeeper::CellKeeper(storage::RecordStore* store, const CellCache* touched)
    : store_(store), touched_(touched), writer_([this] { Run(); }) {}

CellKeeper::~CellKeeper() {
  {
    absl::MutexLock lock(&mutex_);
    stopped_ = true;
  }
  writer_.join();
}

void CellKeeper::Offer(uint64_t keyspace, uint64_t commit, const storage::CellAddress& address,
                       std::shared_ptr<const ReadyCell> cell) {
  absl::MutexLock lock(&mutex_);
  const size_t bytes = cell->size_bytes();
  if (waiting_.size() >= kMaxWaiting || waiting_bytes_ + bytes > kMaxWaitingBytes) {
    ++stats_.dropped;
    return;
  }
  waiting_bytes_ += bytes;
  waiting_.push_back({keyspace, commit, address, std::move(cell)});
}

std::vector<CellKeeper::Found> CellKeeper::Find(const storage::ReadView& view,
                                                const std::vector<storage::CellAddress>& addresses,
                                                storage::ReadFrom from) {
  std::vector<std::string> keys;
  keys.reserve(addresses.size());
  for (const storage::CellAddress& address : addresses) {
    keys.push_back(storage::CellKey(address.entity_id, address.dimension_id));
  }
  const auto kept = view.KeptCells(keys, from);
  Stats done;
  done.unreadable = kept.unreadable;
  std::vector<Found> found(addresses.size());
  for (size_t i = 0; i < found.size(); ++i) {
    if (!kept.cells[i]) continue;
    auto cell = DecodeReadyCell(kept.cells[i]->bytes);
    if (!cell.ok()) {
      ++done.unreadable;
      continue;
    }
    if (!touched_->RestsUntouched(view.info().keyspace, kept.cells[i]->commit, *cell)) continue;
    ++done.found;
    found[i] = {kept.cells[i]->commit, std::make_shared<const ReadyCell>(*std::move(cell))};
  }
  absl::MutexLock lock(&mutex_);
  stats_.found += done.found;
  stats_.unreadable += done.unreadable;
  return found;
}

void CellKeeper::Run() {
  std::vector<Waiting> batch;
  for (;;) {
    batch.clear();
    {
      absl::MutexLock lock(&mutex_);
      writing_ = false;
      mutex_.Await(absl::Condition(
          +[](CellKeeper* self) ABSL_EXCLUSIVE_LOCKS_REQUIRED(self->mutex_) {
            return self->stopped_ || !self->waiting_.empty();
          },
          this));
      if (stopped_) return;
      writing_ = true;
      while (batch.size() < kBatchCells && !waiting_.empty()) {
        waiting_bytes_ -= waiting_.front().cell->size_bytes();
        batch.push_back(std::move(waiting_.front()));
        waiting_.pop_front();
      }
    }
    Write(batch);
  }
}

void CellKeeper::Write(const std::vector<Waiting>& cells) {
  std::map<uint64_t, std::vector<storage::KeptCell>> by_keyspace;
  // What a kept cell's key says of its address, for those who know what was touched.
  std::map<std::string, const Waiting*> offered;
  Stats done;
  for (const Waiting& one : cells) {
    std::string bytes = EncodeReadyCell(*one.cell);
    std::string key = storage::CellKey(one.address.entity_id, one.address.dimension_id);
    offered[key] = &one;
    by_keyspace[one.keyspace].push_back({std::move(key), one.commit, std::move(bytes)});
  }
  for (const auto& [keyspace, of_keyspace] : by_keyspace) {
    const auto kept =
        store_->KeepCells(keyspace, of_keyspace, [&, id = keyspace](const storage::KeptCell& cell) {
          const Waiting& one = *offered.at(cell.key);
          return touched_->Untouched(id, cell.commit, one.address) &&
                 touched_->RestsUntouched(id, cell.commit, *one.cell);
        });
    if (!kept.ok()) {
      done.failed += of_keyspace.size();
      continue;
    }
    done.kept += *kept;
    done.refused += of_keyspace.size() - *kept;
  }
  absl::MutexLock lock(&mutex_);
  stats_.kept += done.kept;
  stats_.refused += done.refused;
  stats_.failed += done.failed;
}

void CellKeeper::WaitUntilWritten() {
  absl::MutexLock lock(&mutex_);
  mutex_.Await(absl::Condition(
      +[](CellKeeper* self) ABSL_EXCLUSIVE_LOCKS_REQUIRED(self->mutex_) {
        return self->waiting_.empty() && !self->writing_;
      },
      this));
}

CellKeeper::Stats CellKeeper::GetStats() const {
  absl::MutexLock lock(&mutex_);
  return stats_;
}

}  // namespace parallax::cells
