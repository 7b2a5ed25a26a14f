#include "query_service/cells/view_source.h"

#include <string>

#include "core/errors/error.h"

namespace parallax::cells {

using errors::Error;
using errors::Reason;

absl::StatusOr<storage::CollectionInfo> ViewSource::Info(const std::string& collection) const {
  auto info = store_->GetCollection(collection);
  if (!absl::IsNotFound(info.status())) return info;
  if (ready_ && !ready_()) {
    return Error(Reason::kReplicaNotReady, "",
                 "the replica of collection \"" + collection + "\" is not ready yet");
  }
  return Error(Reason::kCollectionNotFound, "collection",
               "no collection named \"" + collection + "\"");
}

absl::StatusOr<std::unique_ptr<storage::ReadView>> ViewSource::Open(
    const request::Freshness& freshness) const {
  auto view = store_->OpenView(freshness.collection);
  if (absl::IsNotFound(view.status())) {
    const auto info = Info(freshness.collection);
    if (!info.ok()) return info.status();
    view = store_->OpenView(freshness.collection);  // it came into being in between
  }
  if (!view.ok()) return view.status();
  if (!freshness.token) return view;
  const storage::CollectionInfo& info = (*view)->info();
  if (absl::Status status = request::CheckStanding(freshness, info); !status.ok()) return status;
  const uint64_t wanted = freshness.token->commit;
  if (wanted > info.commit) {
    return Error(Reason::kTokenNotReached, "",
                 "commit " + std::to_string(wanted) + " is not applied here (at " +
                     std::to_string(info.commit) + ")");
  }
  return freshness.exactly ? (*view)->At(wanted) : std::move(view);
}

}  // namespace parallax::cells
