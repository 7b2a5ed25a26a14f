// One IngestDocuments stream: documents are processed side by side, committed and answered in the
// order they came.
#ifndef PARALLAX_INGEST_SERVICE_DOORWAY_INGEST_STREAM_H_
#define PARALLAX_INGEST_SERVICE_DOORWAY_INGEST_STREAM_H_

#include <grpcpp/support/server_callback.h>

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>

#include "absl/base/thread_annotations.h"
#include "absl/status/statusor.h"
#include "absl/synchronization/mutex.h"
#include "core/serving/worker_pool.h"
#include "ingest_service/doorway/ingest_task.h"
#include "ingest_service/store/ingest_store.h"

namespace parallax::doorway {

struct IngestStreamOptions {
  const assemble::Pipeline* pipeline = nullptr;
  store::IngestStore* store = nullptr;
  serving::WorkerPool* workers = nullptr;
  InputLimits input_limits;
  int max_documents = 64;
  int64_t max_bytes = 32 << 20;
};

// Owns itself: deleted when gRPC and the work under way are done with it. An item's error is its
// reply and never ends the stream. Reading pauses while `max_documents` or `max_bytes` are
// unanswered, so a stream's memory is bounded whatever is sent.
class IngestStream
    : public grpc::ServerBidiReactor<v1::IngestDocumentsRequest, v1::IngestDocumentsResponse> {
 public:
  static IngestStream* Start(const IngestStreamOptions& options);

  void OnReadDone(bool ok) override;
  void OnWriteDone(bool ok) override;
  void OnCancel() override;
  void OnDone() override;

 private:
  struct Slot {
    int64_t sequence = 0;
    int64_t bytes = 0;
    v1::IngestDocumentsRequest request;
    std::optional<absl::StatusOr<PreparedDocument>> prepared;
    bool submitted = false;
    bool done = false;
    v1::IngestDocumentsResponse reply;
  };

  explicit IngestStream(const IngestStreamOptions& options) : options_(options) {}

  void Process(const std::shared_ptr<Slot>& slot);
  void MarkDone(const std::shared_ptr<Slot>& slot, const absl::Status& status);
  void SubmitReady();
  void Advance() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  void Unref();

  const IngestStreamOptions options_;
  v1::IngestDocumentsRequest incoming_;

  // Held while prepared documents are handed to the committer, so that they arrive in order. Before
  // mutex_.
  absl::Mutex submit_mutex_;
  absl::Mutex mutex_;
  std::deque<std::shared_ptr<Slot>> slots_ ABSL_GUARDED_BY(mutex_);
  int64_t bytes_ ABSL_GUARDED_BY(mutex_) = 0;
  bool reading_ ABSL_GUARDED_BY(mutex_) = false;
  bool writing_ ABSL_GUARDED_BY(mutex_) = false;
  bool reads_ended_ ABSL_GUARDED_BY(mutex_) = false;
  bool broken_ ABSL_GUARDED_BY(mutex_) = false;
  bool finished_ ABSL_GUARDED_BY(mutex_) = false;
  int references_ ABSL_GUARDED_BY(mutex_) = 1;  // gRPC's, and one per task or commit under way
};

}  // namespace parallax::doorway

#endif  // PARALLAX_INGEST_SERVICE_DOORWAY_INGEST_STREAM_H_
