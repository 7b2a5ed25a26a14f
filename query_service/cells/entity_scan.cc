#include "query_service/cells/entity_scan.h"

#include <string_view>
#include <utility>

#include "core/storage/keys.h"

namespace parallax::cells {

absl::StatusOr<std::string> NextEntityWithCells(const storage::ReadView& view,
                                                const std::string& after) {
  storage::ScanOptions options;
  options.prefix = storage::KeyBuilder(storage::Table::kCell).Build();
  if (!after.empty()) {
    // Behind every cell of `after`.
    storage::KeyBuilder of_after(storage::Table::kCell);
    of_after.String(after);
    options.start_after = storage::PrefixEnd(std::move(of_after).Build());
  }
  std::string next;
  absl::Status malformed = absl::OkStatus();
  const absl::Status status = view.Scan(options, [&](std::string_view key, std::string_view) {
    auto reader = storage::KeyReader::Open(key);
    auto entity = reader.ok() ? reader->String() : absl::StatusOr<std::string>(reader.status());
    if (entity.ok()) {
      next = *std::move(entity);
    } else {
      malformed = entity.status();
    }
    return false;
  });
  if (!status.ok()) return status;
  if (!malformed.ok()) return malformed;
  return next;
}

}  // namespace parallax::cells
