// The history family: before-images of rows by commit, and reads of the past from them. Internal to
// core/storage.
//
// A history row under (key, commit) holds the row as it was before that commit. A row as of commit
// T is the first history row of its key with a commit after T, else the latest row.
#ifndef PARALLAX_CORE_STORAGE_HISTORY_H_
#define PARALLAX_CORE_STORAGE_HISTORY_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "core/storage/engine.h"

namespace parallax::storage {

std::string EncodeBeforeImage(const std::optional<std::string>& value);
// DataLoss for bytes that EncodeBeforeImage does not make. The value views `bytes`.
absl::StatusOr<std::optional<std::string_view>> DecodeBeforeImage(std::string_view bytes);

// What is known of one key from history alone.
struct PastRow {
  bool found = false;  // false: unchanged since, read the latest row
  std::optional<std::string> value;
};
// `history` iterates over the history family, at least over the keyspace.
absl::StatusOr<PastRow> ReadPast(EngineIterator& history, uint64_t keyspace,
                                 std::string_view logical_key, uint64_t commit);

// Visits the rows of a keyspace with logical keys in [lower, upper) as of `commit`, in order, until
// `visit` returns false. An empty `upper` means the end of the keyspace.
absl::Status ScanPast(const Engine& engine, const EngineSnapshot* snapshot, uint64_t keyspace,
                      std::string_view lower, std::string_view upper, uint64_t commit,
                      absl::FunctionRef<bool(std::string_view key, std::string_view value)> visit);

}  // namespace parallax::storage

#endif  // PARALLAX_CORE_STORAGE_HISTORY_H_
