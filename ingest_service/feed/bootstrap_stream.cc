#include "ingest_service/feed/bootstrap_stream.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "core/errors/error.h"
#include "core/serving/grpc_status.h"
#include "ingest_service/feed/commit_parts.h"
#include "ingest_service/store/ingest_store.h"

namespace parallax::feed {

BootstrapStream::BootstrapStream(grpc::CallbackServerContext* context, serving::WorkerPool* workers,
                                 storage::RecordStore* store, std::string collection)
    : PulledStream(context, workers),
      store_(store),
      collection_(std::move(collection)),
      originals_({}) {}

absl::Status BootstrapStream::Fill(v1::BootstrapResponse& response) {
  if (view_ == nullptr) {
    auto view = store_->OpenView(collection_);
    if (absl::IsNotFound(view.status())) {
      return errors::Error(errors::Reason::kCollectionNotFound, "collection",
                           absl::StrCat("no collection named \"", collection_, "\""));
    }
    if (!view.ok()) return view.status();
    view_ = *std::move(view);
  }
  const storage::CollectionInfo& info = view_->info();
  response.set_store_id(info.identity.store_id);
  response.set_collection_uid(info.identity.uid);
  response.set_commit(static_cast<int64_t>(info.commit));
  response.set_row_format_version(static_cast<int32_t>(storage::kRowFormat));
  response.set_committed_at_ms(info.commit_time_ms);
  response.set_created_at_ms(info.created_time_ms);
  response.set_generation(static_cast<int64_t>(info.identity.generation));

  size_t used_bytes = 0;
  if (originals_.done() && !rows_done_) {
    auto rows = store::ScanRowsForBootstrap(*view_, last_key_, kMaxPartBytes);
    if (!rows.ok()) return rows.status();
    for (storage::RowChange& row : rows->rows) {
      used_bytes += WireBytes(row);
      MoveRow(row, *response.add_rows());
    }
    originals_ = OriginalChunks(std::move(rows->originals));
    last_key_ = std::move(rows->next);
    rows_done_ = last_key_.empty();
  }
  absl::Status status =
      originals_.AppendTo(*response.mutable_originals(), *view_, kMaxPartBytes, used_bytes);
  if (!status.ok()) return status;
  done_ = rows_done_ && originals_.done();
  response.set_last(done_);
  return absl::OkStatus();
}

BootstrapStream::Step BootstrapStream::Next(v1::BootstrapResponse& response, grpc::Status& status) {
  if (done_) {
    status = grpc::Status::OK;
    return Step::kEnd;
  }
  absl::Status filled = Fill(response);
  if (filled.ok()) return Step::kWrite;
  status = serving::ToGrpcStatus(filled);
  return Step::kEnd;
}

}  // namespace parallax::feed
