// Loads one Bootstrap stream into a replica.
#ifndef PARALLAX_QUERY_SERVICE_FOLLOW_BOOTSTRAP_LOADER_H_
#define PARALLAX_QUERY_SERVICE_FOLLOW_BOOTSTRAP_LOADER_H_

#include <cstdint>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "core/storage/replica_store.h"
#include "parallax/v1/change_feed_service.pb.h"
#include "query_service/follow/original_assembler.h"

namespace parallax::follow {

// Not thread-safe. Views `store`. Dropped without Finish it leaves the replica as it was.
class BootstrapLoader {
 public:
  BootstrapLoader(storage::ReplicaStore* store, std::string collection, size_t max_original_bytes)
      : store_(store), collection_(std::move(collection)), originals_(max_original_bytes) {}

  // Takes the next message's rows and originals. DataLoss when it is not of the same collection and
  // commit as the first, or comes after the last; errors of CollectionBootstrap.
  absl::Status Load(v1::BootstrapResponse& response);
  // Makes the collection serve what was loaded. DataLoss when the last message has not come.
  absl::Status Finish();

  uint64_t commit() const { return commit_; }

 private:
  storage::ReplicaStore* const store_;
  const std::string collection_;
  OriginalAssembler originals_;
  std::unique_ptr<storage::CollectionBootstrap> bootstrap_;  // from the first message on
  storage::CollectionIdentity identity_;
  uint64_t commit_ = 0;
  int64_t commit_time_ms_ = 0;
  bool last_ = false;
};

}  // namespace parallax::follow

#endif  // PARALLAX_QUERY_SERVICE_FOLLOW_BOOTSTRAP_LOADER_H_
