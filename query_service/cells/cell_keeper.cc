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
  struct Batch {
    std::vector<storage::KeptCell> cells;
    std::vector<const Waiting*> offered;  // what each of them was made of
  };
  std::map<uint64_t, Batch> by_keyspace;
  Stats done;
  absl::Status failure;
  for (const Waiting& one : cells) {
    std::string bytes = EncodeReadyCell(*one.cell);
    std::string key = storage::CellKey(one.address.entity_id, one.address.dimension_id);
    Batch& batch = by_keyspace[one.keyspace];
    batch.cells.push_back({std::move(key), one.commit, std::move(bytes)});
    batch.offered.push_back(&one);
  }
  for (const auto& [keyspace, batch] : by_keyspace) {
    const std::vector<storage::KeptCell>& of_keyspace = batch.cells;
    const auto kept =
        store_->KeepCells(keyspace, of_keyspace, [&, id = keyspace](const storage::KeptCell& cell) {
          const Waiting& one = *batch.offered[&cell - of_keyspace.data()];
          return touched_->Untouched(id, cell.commit, one.address) &&
                 touched_->RestsUntouched(id, cell.commit, *one.cell);
        });
    if (absl::IsUnavailable(kept.status())) {
      done.dropped += of_keyspace.size();  // the engine is behind
      continue;
    }
    if (!kept.ok()) {
      done.failed += of_keyspace.size();
      failure = kept.status();
      continue;
    }
    done.kept += *kept;
    done.refused += of_keyspace.size() - *kept;
  }
  absl::MutexLock lock(&mutex_);
  stats_.kept += done.kept;
  stats_.refused += done.refused;
  stats_.dropped += done.dropped;
  stats_.failed += done.failed;
  if (!failure.ok()) stats_.last_failure = std::string(failure.message());
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
