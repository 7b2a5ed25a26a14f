#include "core/storage/migration.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "core/storage/store_meta.h"

namespace parallax::storage {

// None yet: versions 1 and 2 were never released, and their stores are refused. Links that version
// 2 made may be of documents whose outlines tell that they are nothing to each other; version 3
// counts no such pair, so that they could not be taken back.
absl::Span<const Migration> Migrations() { return {}; }

absl::Status Migrate(Engine& engine, v1::StoreFormat& format, uint32_t target,
                     absl::Span<const Migration> migrations) {
  if (format.version() > target) {
    return absl::FailedPreconditionError(
        absl::StrCat("the store has on-disk format ", format.version(),
                     ", newer than this build's ", target, ": run a newer build"));
  }
  while (format.version() < target) {
    const auto step = std::find_if(
        migrations.begin(), migrations.end(),
        [&](const Migration& migration) { return migration.from_version == format.version(); });
    if (step == migrations.end()) {
      return absl::FailedPreconditionError(absl::StrCat(
          "the store has on-disk format ", format.version(), ", and this build's ", target,
          " cannot migrate from it: ingest the "
          "originals again into an empty directory"));
    }
    if (absl::Status status = step->run(engine); !status.ok()) return status;
    format.set_version(format.version() + 1);
    WriteSet set(engine);
    StoreMeta::PutFormat(set, format);
    if (absl::Status status = engine.Write(std::move(set), /*sync=*/true); !status.ok()) {
      return status;
    }
  }
  return absl::OkStatus();
}

}  // namespace parallax::storage
