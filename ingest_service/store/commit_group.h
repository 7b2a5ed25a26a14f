// What one synced batch is made of: turns changes into commits, each seeing the ones before it.
#ifndef PARALLAX_INGEST_SERVICE_STORE_COMMIT_GROUP_H_
#define PARALLAX_INGEST_SERVICE_STORE_COMMIT_GROUP_H_

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "core/storage/record_store.h"
#include "ingest_service/store/document_change.h"
#include "ingest_service/store/document_rows.h"
#include "ingest_service/store/row_transaction.h"

namespace parallax::store {

// Not thread-safe: for the committer's thread. Views the store, to which nobody else may write.
class CommitGroup {
 public:
  explicit CommitGroup(storage::RecordStore* store) : store_(store) {}

  // Adds a change. The result holds once Write succeeds. A change that fails leaves the group as it
  // was. Takes the original's bytes out of `document`. Errors as of Committer::Done.
  absl::StatusOr<CommitResult> AddDocument(const std::string& collection,
                                           PreparedDocument& document);
  absl::StatusOr<CommitResult> AddDeletion(const std::string& collection,
                                           const std::string& document_id);

  // Unchanged, with the collection's newest commit, when it would change no row.
  absl::StatusOr<CommitResult> AddCurated(const std::string& collection,
                                          const CuratedChange& change);

  // Adds the first commit of a new collection. AlreadyExists; InvalidArgument for a bad name.
  absl::StatusOr<CommitResult> AddCollection(storage::CollectionRow row);

  // Writes originals, then all commits in one synced batch. Ends the group.
  absl::Status Write();

 private:
  struct Collection {
    storage::CollectionInfo info;
    std::unique_ptr<GroupRows> rows;
    std::vector<storage::OriginalContent> originals;
  };

  absl::StatusOr<Collection*> Find(const std::string& name);
  absl::StatusOr<CommitResult> Finish(Collection& collection, storage::CommitRecord record,
                                      RowTransaction& rows);

  storage::RecordStore* const store_;
  std::map<std::string, Collection> collections_;
  std::vector<storage::PendingCommit> commits_;
};

}  // namespace parallax::store

#endif  // PARALLAX_INGEST_SERVICE_STORE_COMMIT_GROUP_H_
