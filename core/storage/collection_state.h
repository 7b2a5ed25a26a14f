// What is known of a collection in one state of the engine, once for all views of it. Internal to
// core/storage.
#ifndef PARALLAX_CORE_STORAGE_COLLECTION_STATE_H_
#define PARALLAX_CORE_STORAGE_COLLECTION_STATE_H_

#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "absl/base/thread_annotations.h"
#include "absl/status/statusor.h"
#include "absl/synchronization/mutex.h"
#include "core/storage/collection.h"
#include "core/storage/engine.h"

namespace parallax::storage {

struct CollectionState {
  explicit CollectionState(CollectionInfo read);

  const CollectionInfo info;
  const std::string token;  // of info.commit
  // Whether any entities are judged the same; set by whoever looks first.
  enum class Judged : uint8_t { kUnknown, kNone, kSome };
  mutable std::atomic<Judged> judged = Judged::kUnknown;
};

// The collections of the engine's newest state that were asked for. A state is known by its
// sequence, so nothing has to tell of writes. Thread-safe.
class CollectionStates {
 public:
  // As `snapshot` has it; null when there is no such collection. Errors of the engine.
  absl::StatusOr<std::shared_ptr<const CollectionState>> Find(const Engine& engine,
                                                              const EngineSnapshot& snapshot,
                                                              std::string_view name);

 private:
  // More are read anew each time.
  static constexpr size_t kMaxHeld = 64;

  absl::Mutex mutex_;
  uint64_t sequence_ ABSL_GUARDED_BY(mutex_) = 0;
  std::map<std::string, std::shared_ptr<const CollectionState>, std::less<>> held_
      ABSL_GUARDED_BY(mutex_);
};

}  // namespace parallax::storage

#endif  // PARALLAX_CORE_STORAGE_COLLECTION_STATE_H_
