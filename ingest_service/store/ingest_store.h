// The ingest service's database: the record store and its committer, opened together, with the
// collection `default` in place.
#ifndef PARALLAX_INGEST_SERVICE_STORE_INGEST_STORE_H_
#define PARALLAX_INGEST_SERVICE_STORE_INGEST_STORE_H_

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "core/storage/read_view.h"
#include "core/storage/record_store.h"
#include "ingest_service/store/committer.h"
#include "ingest_service/store/document_change.h"

namespace parallax::store {

// Thread-safe.
class IngestStore {
 public:
  // Errors as of storage::RecordStore::Open.
  static absl::StatusOr<std::unique_ptr<IngestStore>> Open(storage::StoreOptions store_options,
                                                           CommitterOptions committer_options);

  storage::RecordStore& store() { return *store_; }
  const storage::RecordStore& store() const { return *store_; }
  Committer& committer() { return *committer_; }

  // The document's current revision when it came from the same input, pack and rules: then there is
  // nothing to parse or commit. Nothing when it has to be ingested. NotFound for the collection.
  absl::StatusOr<std::optional<CommitResult>> FindUnchanged(std::string_view collection,
                                                            std::string_view document_id,
                                                            const record::Input& input,
                                                            std::string_view pack_id,
                                                            std::string_view pack_version,
                                                            std::string_view rules_version) const;

 private:
  IngestStore(std::unique_ptr<storage::RecordStore> store, std::unique_ptr<Committer> committer)
      : store_(std::move(store)), committer_(std::move(committer)) {}

  std::unique_ptr<storage::RecordStore> store_;
  std::unique_ptr<Committer> committer_;  // after the store: destroyed first
};

// One step of reading a collection out for a follower's bootstrap.
struct BootstrapRows {
  std::vector<storage::RowChange> rows;
  std::vector<std::string> originals;  // digests that the rows make visible
  std::string next;                    // pass as `start_after`; empty after the last step
};
// Rows of `view` after `start_after`, at least one and then up to about `max_bytes`.
absl::StatusOr<BootstrapRows> ScanRowsForBootstrap(const storage::ReadView& view,
                                                   std::string_view start_after, size_t max_bytes);

}  // namespace parallax::store

#endif  // PARALLAX_INGEST_SERVICE_STORE_INGEST_STORE_H_
