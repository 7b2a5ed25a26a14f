// The posting lists that documents find each other by (lineage/place.h), as rows: most lists have
// one document and are one small row, so that all lists of a document are read in one go; a list of
// more than storage::kMostListedTogether is spread over a row for each document, which also shows
// the document's outline. How a list stands depends on the set of its documents only.
#ifndef PARALLAX_INGEST_SERVICE_STORE_POSTING_LISTS_H_
#define PARALLAX_INGEST_SERVICE_STORE_POSTING_LISTS_H_

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "core/storage/rows.h"
#include "ingest_service/lineage/outline.h"
#include "ingest_service/store/row_transaction.h"

namespace parallax::store {

storage::PostingRow ToRow(lineage::Outline outline);

// Not thread-safe. Views `rows`, which must outlive it. For one change of one document: a document
// is taken out of a list, or comes into it, once.
class PostingLists {
 public:
  explicit PostingLists(RowTransaction& rows) : rows_(rows) {}

  struct Posted {
    std::string document_id;
    std::optional<lineage::Outline> outline;  // where the list shows it
  };
  // Whether a document's outline was read from another list already and need not be again.
  using KnownOutline = std::function<bool(const std::string& document_id)>;
  // Nearest first; at most `limit` on each side. The document itself is left out.
  struct Neighbours {
    std::vector<Posted> before;
    std::vector<Posted> after;
  };
  absl::StatusOr<Neighbours> Around(uint64_t list, const std::string& document_id, size_t limit,
                                    const KnownOutline& known = {});

  using OutlineOf =
      absl::FunctionRef<absl::StatusOr<lineage::Outline>(const std::string& document_id)>;
  // `outline_of` is asked for the documents of a list that becomes too long for one row.
  absl::Status Add(uint64_t list, const std::string& document_id, OutlineOf outline_of);
  absl::Status Remove(uint64_t list, const std::string& document_id);

 private:
  absl::StatusOr<storage::PostingListRow> ListOf(uint64_t list);
  void PutPosting(uint64_t list, const std::string& document_id, const lineage::Outline& outline);

  RowTransaction& rows_;
};

}  // namespace parallax::store

#endif  // PARALLAX_INGEST_SERVICE_STORE_POSTING_LISTS_H_
