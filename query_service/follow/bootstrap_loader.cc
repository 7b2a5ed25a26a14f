#include "query_service/follow/bootstrap_loader.h"

#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "query_service/follow/part_assembler.h"

namespace parallax::follow {

absl::Status BootstrapLoader::Load(v1::BootstrapResponse& response) {
  storage::CollectionIdentity identity;
  identity.name = collection_;
  identity.store_id = response.store_id();
  identity.uid = response.collection_uid();
  identity.generation = static_cast<uint64_t>(response.generation());
  if (bootstrap_ == nullptr) {
    if (response.row_format_version() != static_cast<int32_t>(storage::kRowFormat)) {
      return absl::FailedPreconditionError(
          absl::StrCat("the bootstrap speaks row format ", response.row_format_version()));
    }
    if (response.commit() < 1) return absl::DataLossError("a bootstrap as of no commit");
    auto bootstrap = store_->BeginBootstrap(identity, response.created_at_ms());
    if (!bootstrap.ok()) return bootstrap.status();
    bootstrap_ = *std::move(bootstrap);
    identity_ = std::move(identity);
    commit_ = static_cast<uint64_t>(response.commit());
    commit_time_ms_ = response.committed_at_ms();
  } else if (last_ || identity != identity_ ||
             static_cast<uint64_t>(response.commit()) != commit_) {
    return absl::DataLossError("a bootstrap changes under way");
  }
  std::vector<storage::RowChange> rows;
  rows.reserve(static_cast<size_t>(response.rows_size()));
  for (v1::RowChange& row : *response.mutable_rows()) rows.push_back(TakeRow(row));
  if (absl::Status status = bootstrap_->LoadRows(rows); !status.ok()) return status;
  for (v1::OriginalChunk& chunk : *response.mutable_originals()) {
    auto original = originals_.Add(chunk);
    if (!original.ok()) return original.status();
    if (!*original) continue;
    if (absl::Status status = bootstrap_->LoadOriginal(**original); !status.ok()) return status;
  }
  last_ = response.last();
  return absl::OkStatus();
}

absl::Status BootstrapLoader::Finish() {
  if (!last_ || originals_.open()) return absl::DataLossError("the bootstrap ended too soon");
  return bootstrap_->Finish(commit_, commit_time_ms_);
}

}  // namespace parallax::follow
