// The rows that one commit changes, read through what earlier commits of the same group have
// changed.
#ifndef PARALLAX_INGEST_SERVICE_STORE_ROW_TRANSACTION_H_
#define PARALLAX_INGEST_SERVICE_STORE_ROW_TRANSACTION_H_

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "core/storage/read_view.h"
#include "core/storage/record_store.h"
#include "core/storage/rows.h"

namespace parallax::store {

// A collection's rows as a group of commits leaves them: the view at the group's begin and what the
// group's commits have done since. Not thread-safe.
class GroupRows {
 public:
  explicit GroupRows(std::unique_ptr<storage::ReadView> view) : view_(std::move(view)) {}

  const storage::ReadView& view() const { return *view_; }
  absl::StatusOr<std::vector<std::optional<std::string>>> MultiGet(
      const std::vector<std::string>& keys) const;
  // Calls `visit` with each row under `prefix`, in key order, until it returns false.
  absl::Status Scan(
      const std::string& prefix,
      absl::FunctionRef<bool(std::string_view key, std::string_view value)> visit) const;
  // The postings of a spread list that are nearest to `key`, which itself is left out: at most
  // `limit` on each side, nearest first. `list` is the key of the list's own row. Cost: what it
  // returns, however long the list is.
  struct Posting {
    std::string key;
    std::string value;
  };
  struct Neighbours {
    std::vector<Posting> before;
    std::vector<Posting> after;
  };
  absl::StatusOr<Neighbours> Around(const std::string& list, const std::string& key,
                                    size_t limit) const;
  // Makes a finished commit's rows visible to the next one.
  void Absorb(const std::vector<storage::RowTransition>& transitions);

 private:
  std::unique_ptr<storage::ReadView> view_;
  std::map<std::string, std::optional<std::string>, std::less<>> changed_;
  mutable std::optional<storage::PostingCursor> cursor_;  // made when first needed; after the view
};

// Not thread-safe. Views `rows`, which must outlive it.
class RowTransaction {
 public:
  explicit RowTransaction(const GroupRows* rows) : rows_(rows) {}

  // Reads what is not known yet of `keys` in one go, for the Gets to come.
  absl::Status Load(const std::vector<std::string>& keys);
  // The row as this transaction leaves it so far.
  absl::StatusOr<std::optional<std::string>> Get(const std::string& key);
  // The rows under `prefix` as they were before this transaction: what it has written itself is not
  // seen.
  absl::Status ScanGroup(
      const std::string& prefix,
      absl::FunctionRef<bool(std::string_view key, std::string_view value)> visit) const {
    return rows_->Scan(prefix, visit);
  }
  void Put(std::string key, std::string value);
  void Delete(std::string key);

  // As GroupRows::Around: before this transaction's own changes.
  absl::StatusOr<GroupRows::Neighbours> Around(const std::string& prefix, const std::string& key,
                                               size_t limit) const {
    return rows_->Around(prefix, key, limit);
  }

  // As Get, decoded; nothing when the row is not there.
  template <typename Row>
  absl::StatusOr<std::optional<Row>> GetRow(const std::string& key) {
    absl::StatusOr<std::optional<std::string>> bytes = Get(key);
    if (!bytes.ok()) return bytes.status();
    if (!bytes->has_value()) return std::optional<Row>();
    absl::StatusOr<Row> row = storage::DecodeRow<Row>(**bytes);
    if (!row.ok()) return row.status();
    return std::optional<Row>(*std::move(row));
  }

  // The rows that differ from before, sorted by key. Ends the transaction.
  absl::StatusOr<std::vector<storage::RowTransition>> Finish();

 private:
  struct Entry {
    bool loaded = false;
    bool written = false;
    std::optional<std::string> before;  // when loaded
    std::optional<std::string> after;   // when written
  };

  const GroupRows* rows_;
  std::map<std::string, Entry> entries_;
};

}  // namespace parallax::store

#endif  // PARALLAX_INGEST_SERVICE_STORE_ROW_TRANSACTION_H_
