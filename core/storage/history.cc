#include "core/storage/history.h"

#include "absl/strings/match.h"
#include "core/storage/keys.h"

namespace parallax::storage {
namespace {

constexpr char kAbsent = '\0';
constexpr char kPresent = '\1';

// Past all history rows of `logical_key`, before those of any key that only begins with it: the
// byte between a logical key and its commit is 0x00, element tags are above 0x01.
std::string AfterHistoryOf(uint64_t keyspace, std::string_view logical_key) {
  return LatestKey(keyspace, logical_key) + '\1';
}

// Moves `history` to the first row of a key not before its current one that was changed after
// `commit`, and says which key that is; nothing at the end.
absl::StatusOr<std::optional<HistoryKeyParts>> NextChangedAfter(EngineIterator& history,
                                                                uint64_t commit) {
  while (history.Valid()) {
    const absl::StatusOr<HistoryKeyParts> parts = ParseHistoryKey(history.key());
    if (!parts.ok()) return parts.status();
    if (parts->commit > commit) return std::optional<HistoryKeyParts>(*parts);
    history.Seek(HistoryKey(parts->keyspace, std::string(parts->logical_key), commit + 1));
  }
  if (absl::Status status = history.status(); !status.ok()) return status;
  return std::optional<HistoryKeyParts>();
}

}  // namespace

std::string EncodeBeforeImage(const std::optional<std::string>& value) {
  if (!value.has_value()) return std::string(1, kAbsent);
  return kPresent + *value;
}

absl::StatusOr<std::optional<std::string_view>> DecodeBeforeImage(std::string_view bytes) {
  if (bytes.size() == 1 && bytes[0] == kAbsent) return std::optional<std::string_view>();
  if (!bytes.empty() && bytes[0] == kPresent) {
    return std::optional<std::string_view>(bytes.substr(1));
  }
  return absl::DataLossError("a history row does not decode");
}

absl::StatusOr<PastRow> ReadPast(EngineIterator& history, uint64_t keyspace,
                                 std::string_view logical_key, uint64_t commit) {
  const std::string target = HistoryKey(keyspace, logical_key, commit + 1);
  history.Seek(target);
  if (!history.Valid()) {
    if (absl::Status status = history.status(); !status.ok()) return status;
    return PastRow{};
  }
  const std::string_view key = history.key();
  const size_t prefix = target.size() - 8;
  if (key.size() != target.size() || key.substr(0, prefix) != target.substr(0, prefix)) {
    return PastRow{};
  }
  const absl::StatusOr<std::optional<std::string_view>> image = DecodeBeforeImage(history.value());
  if (!image.ok()) return image.status();
  PastRow row{.found = true, .value = std::nullopt};
  if (image->has_value()) row.value = std::string(**image);
  return row;
}

absl::Status ScanPast(const Engine& engine, const EngineSnapshot* snapshot, uint64_t keyspace,
                      std::string_view lower, std::string_view upper, uint64_t commit,
                      absl::FunctionRef<bool(std::string_view key, std::string_view value)> visit) {
  const std::string begin = LatestKey(keyspace, lower);
  const std::string end = upper.empty() ? KeyspaceEnd(keyspace) : LatestKey(keyspace, upper);
  EngineIterator latest = engine.NewIterator(snapshot, Family::kLatest, begin, end);
  EngineIterator history = engine.NewIterator(snapshot, Family::kHistory, begin, end);
  latest.Seek(begin);
  history.Seek(begin);
  absl::StatusOr<std::optional<HistoryKeyParts>> changed = NextChangedAfter(history, commit);
  if (!changed.ok()) return changed.status();
  // Where `lower` is a key and a zero byte, the history rows of that key still sort after it.
  if (changed->has_value() && (*changed)->logical_key < lower) {
    history.Seek(AfterHistoryOf(keyspace, (*changed)->logical_key));
    changed = NextChangedAfter(history, commit);
    if (!changed.ok()) return changed.status();
  }
  while (latest.Valid() || changed->has_value()) {
    // Rows that did not change since stand in latest only.
    if (!changed->has_value() ||
        (latest.Valid() && LogicalPart(latest.key()) < (*changed)->logical_key)) {
      if (!visit(LogicalPart(latest.key()), latest.value())) return absl::OkStatus();
      latest.Next();
      continue;
    }
    const std::string_view key = (*changed)->logical_key;
    if (latest.Valid() && LogicalPart(latest.key()) == key) latest.Next();
    const absl::StatusOr<std::optional<std::string_view>> image =
        DecodeBeforeImage(history.value());
    if (!image.ok()) return image.status();
    if (image->has_value() && !visit(key, **image)) return absl::OkStatus();
    history.Seek(AfterHistoryOf(keyspace, key));
    changed = NextChangedAfter(history, commit);
    if (!changed.ok()) return changed.status();
  }
  return latest.status();
}

}  // namespace parallax::storage
