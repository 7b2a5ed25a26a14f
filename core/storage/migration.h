// Brings a store of an older on-disk format up to this build's. Internal to core/storage.
#ifndef PARALLAX_CORE_STORAGE_MIGRATION_H_
#define PARALLAX_CORE_STORAGE_MIGRATION_H_

#include <cstdint>
#include <functional>
#include <vector>

#include "absl/status/status.h"
#include "absl/types/span.h"
#include "core/storage/engine.h"
#include "parallax/storage/v1/meta.pb.h"

namespace parallax::storage {

// One step from a version to the next. It must be harmless to run again: a crash may come between
// its last write and the new version's.
struct Migration {
  uint32_t from_version = 0;
  std::function<absl::Status(Engine& engine)> run;
};

// The steps that this build knows, by version.
absl::Span<const Migration> Migrations();

// Runs the steps from `format`'s version up to `target`, and writes the new version after each.
// FailedPrecondition naming both versions when the store is newer than `target` or a step is
// missing.
absl::Status Migrate(Engine& engine, v1::StoreFormat& format, uint32_t target,
                     absl::Span<const Migration> migrations);

}  // namespace parallax::storage

#endif  // PARALLAX_CORE_STORAGE_MIGRATION_H_
