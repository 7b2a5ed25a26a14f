// All rows and originals of one collection as of one commit, as a stream.
#ifndef PARALLAX_INGEST_SERVICE_FEED_BOOTSTRAP_STREAM_H_
#define PARALLAX_INGEST_SERVICE_FEED_BOOTSTRAP_STREAM_H_

#include <memory>
#include <string>

#include "absl/status/status.h"
#include "core/storage/record_store.h"
#include "ingest_service/feed/original_chunks.h"
#include "ingest_service/feed/pulled_stream.h"
#include "parallax/v1/change_feed_service.pb.h"

namespace parallax::feed {

// Thread-safe. Views `store`. Pins one view of it for as long as the stream lasts.
class BootstrapStream final : public PulledStream<v1::BootstrapResponse> {
 public:
  BootstrapStream(grpc::CallbackServerContext* context, serving::WorkerPool* workers,
                  storage::RecordStore* store, std::string collection);

 protected:
  Step Next(v1::BootstrapResponse& response, grpc::Status& status) override;

 private:
  absl::Status Fill(v1::BootstrapResponse& response);

  storage::RecordStore* const store_;
  const std::string collection_;
  std::unique_ptr<storage::ReadView> view_;  // from the first step on
  std::string last_key_;                     // rows up to it are sent
  bool rows_done_ = false;
  OriginalChunks originals_;  // of the rows sent last
  bool done_ = false;
};

}  // namespace parallax::feed

#endif  // PARALLAX_INGEST_SERVICE_FEED_BOOTSTRAP_STREAM_H_
