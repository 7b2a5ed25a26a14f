// Opens the view that a request asks for.
#ifndef PARALLAX_QUERY_SERVICE_CELLS_VIEW_SOURCE_H_
#define PARALLAX_QUERY_SERVICE_CELLS_VIEW_SOURCE_H_

#include <functional>
#include <memory>

#include "absl/status/statusor.h"
#include "core/storage/record_store.h"
#include "query_service/request/freshness.h"

namespace parallax::cells {

// Thread-safe. Views `store`, which must outlive it.
class ViewSource {
 public:
  // `ready` says whether the store has what it can be expected to have (null: always): a collection
  // that is missing before that is not known to be missing.
  explicit ViewSource(const storage::RecordStore* store, std::function<bool()> ready = nullptr)
      : store_(store), ready_(std::move(ready)) {}

  // The latest state, or exactly the token's. Does not wait. Errors: kCollectionNotFound,
  // kReplicaNotReady; kTokenOfAnotherStore, kTokenOfAnotherCollection, kTokenExpired,
  // kTokenNotReached.
  absl::StatusOr<std::unique_ptr<storage::ReadView>> Open(
      const request::Freshness& freshness) const;

  // kCollectionNotFound, kReplicaNotReady.
  absl::StatusOr<storage::CollectionInfo> Info(const std::string& collection) const;

 private:
  const storage::RecordStore* store_;
  std::function<bool()> ready_;
};

}  // namespace parallax::cells

#endif  // PARALLAX_QUERY_SERVICE_CELLS_VIEW_SOURCE_H_
