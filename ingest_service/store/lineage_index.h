// Keeps each document's lineage row exact while documents come and go: finds its neighbours in the
// posting lists, relates them, and tells the ledger which documents have become, or are no longer,
// copies of each other.
//
// Rows are a function of the set of documents. A commit touches the documents near its own in their
// posting lists (lineage/place.h), however many copies a lineage has: at most kNear on either side
// of at most 85 lists per level, and in practice the 2 * kNear nearest copies.
#ifndef PARALLAX_INGEST_SERVICE_STORE_LINEAGE_INDEX_H_
#define PARALLAX_INGEST_SERVICE_STORE_LINEAGE_INDEX_H_

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "core/storage/rows.h"
#include "ingest_service/lineage/fingerprint.h"
#include "ingest_service/store/posting_lists.h"
#include "ingest_service/store/row_transaction.h"

namespace parallax::store {

storage::FingerprintRow ToRow(lineage::Fingerprint fingerprint);
lineage::Fingerprint FromRow(storage::FingerprintRow row);

// Two documents, in their order, that have become one lineage or are no longer.
struct LineageJoin {
  std::string before;
  std::string after;
  bool joined = false;
};

// Not thread-safe. Views `rows`, which must outlive it. For one change of one document.
class LineageIndex {
 public:
  explicit LineageIndex(RowTransaction& rows) : rows_(rows), lists_(rows) {}

  // Those that the document is joined to, with `joined` true. Changes nothing.
  absl::StatusOr<std::vector<LineageJoin>> Joins(const std::string& document_id);
  // Takes the document's rows away. Its joins come back with `joined` false.
  absl::StatusOr<std::vector<LineageJoin>> Remove(const std::string& document_id);
  // REQUIRES: the document has none of these rows, or they were removed in this transaction.
  absl::StatusOr<std::vector<LineageJoin>> Insert(const std::string& document_id,
                                                  const storage::FingerprintRow& fingerprint);

 private:
  using Pair = std::pair<std::string, std::string>;  // in their order

  absl::StatusOr<std::map<Pair, int>> CountNear(const std::string& document_id,
                                                const std::vector<uint64_t>& lists, int change);
  absl::Status ChangeLinks(const std::string& document_id, const std::vector<uint64_t>& lists,
                           int change);
  absl::StatusOr<lineage::Outline> OutlineOf(const std::string& document_id);
  absl::StatusOr<const lineage::Fingerprint*> FingerprintOf(const std::string& document_id);
  absl::StatusOr<storage::LineageRow*> RowOf(const std::string& document_id);
  absl::Status ChangeLink(const Pair& pair, int change);
  absl::Status SettleParts(const std::string& document_id);
  absl::StatusOr<std::vector<LineageJoin>> Write();

  struct Entry {
    storage::LineageRow before;
    storage::LineageRow after;
  };
  RowTransaction& rows_;
  PostingLists lists_;
  std::map<std::string, Entry> entries_;
  std::map<std::string, lineage::Outline> outlines_;  // as lists show them
  std::map<std::string, lineage::Fingerprint> fingerprints_;
};

}  // namespace parallax::store

#endif  // PARALLAX_INGEST_SERVICE_STORE_LINEAGE_INDEX_H_
