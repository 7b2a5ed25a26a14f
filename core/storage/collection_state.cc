#include "core/storage/collection_state.h"

#include <optional>
#include <utility>

#include "core/storage/revision_token.h"
#include "core/storage/store_meta.h"

namespace parallax::storage {

CollectionState::CollectionState(CollectionInfo read)
    : info(std::move(read)), token(FormatRevisionToken(info, info.commit)) {}

absl::StatusOr<std::shared_ptr<const CollectionState>> CollectionStates::Find(
    const Engine& engine, const EngineSnapshot& snapshot, std::string_view name) {
  const uint64_t sequence = snapshot.sequence();
  {
    absl::MutexLock lock(&mutex_);
    if (sequence == sequence_) {
      if (const auto it = held_.find(name); it != held_.end()) return it->second;
    }
  }
  auto info = StoreMeta(&engine, &snapshot).Collection(name);
  if (!info.ok()) return info.status();
  if (!info->has_value()) return nullptr;
  auto state = std::make_shared<const CollectionState>(**std::move(info));
  absl::MutexLock lock(&mutex_);
  if (sequence > sequence_) {
    sequence_ = sequence;
    held_.clear();
  }
  if (sequence == sequence_ && held_.size() < kMaxHeld) held_.try_emplace(std::string(name), state);
  return state;
}

}  // namespace parallax::storage
