#include "cli/ingest_stream.h"

#include <algorithm>
#include <chrono>
#include <deque>
#include <optional>
#include <thread>
#include <utility>

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"

namespace parallax::cli {
namespace {

struct Item {
  SourceDocument document;
  v1::IngestDocumentsRequest request;
};

// State between the writer, which reads the source, and the reader of replies.
class Sender {
 public:
  Sender(v1::IngestService::StubInterface* stub, DocumentSource* source,
         const StreamOptions& options, const std::function<void(const IngestOutcome&)>& on_outcome)
      : stub_(stub), source_(source), options_(options), on_outcome_(on_outcome) {}

  grpc::Status Run() {
    int fruitless = 0;
    while (true) {
      const int64_t replies_before = Replies();
      const grpc::Status status = RunStream();
      if (status.ok() && Complete()) return status;
      fruitless = Replies() > replies_before ? 0 : fruitless + 1;
      if ((!status.ok() && status.error_code() != grpc::StatusCode::UNAVAILABLE) ||
          fruitless > options_.max_reconnects) {
        return status.ok() ? grpc::Status(grpc::StatusCode::UNAVAILABLE,
                                          "the service ended the stream before the last reply")
                           : status;
      }
      std::this_thread::sleep_for(
          std::chrono::milliseconds(options_.reconnect_wait_ms * std::max(1, fruitless)));
    }
  }

 private:
  int64_t Replies() {
    absl::MutexLock lock(&mutex_);
    return replies_;
  }

  bool Complete() {
    absl::MutexLock lock(&mutex_);
    return source_over_ && under_way_.empty();
  }

  grpc::Status RunStream() {
    grpc::ClientContext context;
    auto stream = stub_->IngestDocuments(&context);
    {
      absl::MutexLock lock(&mutex_);
      broken_ = false;
      next_to_send_ = 0;
    }
    std::thread reader([&] {
      v1::IngestDocumentsResponse response;
      while (stream->Read(&response)) TakeReply(std::move(response));
      absl::MutexLock lock(&mutex_);
      broken_ = true;  // wakes the writer
    });
    while (const Item* item = NextToSend()) {
      if (!stream->Write(item->request)) break;
    }
    stream->WritesDone();
    reader.join();
    return stream->Finish();
  }

  // The next item of this stream: what an earlier stream left unacknowledged first, then the
  // source. Waits while too much is under way. Null when all is sent or the stream is broken. The
  // item stays valid until its reply comes, which is after it is written.
  const Item* NextToSend() {
    {
      absl::MutexLock lock(&mutex_);
      if (broken_) return nullptr;
      while (next_to_send_ < under_way_.size()) {
        const Item* item = under_way_[next_to_send_++].get();
        if (item->document.status.ok()) return item;
      }
      // The source was read to its end by an earlier stream.
      if (source_over_) return nullptr;
    }
    while (true) {
      std::optional<SourceDocument> document = source_->Next();
      absl::MutexLock lock(&mutex_);
      if (!document.has_value()) {
        source_over_ = true;
        return nullptr;
      }
      auto item = std::make_unique<Item>();
      item->document = std::move(*document);
      const bool sendable = item->document.status.ok();
      if (sendable) {
        item->request.set_sequence(++sequence_);
        item->request.set_collection(options_.collection);
        item->request.set_document_id(item->document.id);
        item->request.mutable_input()->Swap(&item->document.input);
      }
      const auto room = [&]() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
        return broken_ || (under_way_.size() < options_.max_documents_under_way &&
                           bytes_under_way_ < options_.max_bytes_under_way);
      };
      mutex_.Await(absl::Condition(&room));
      bytes_under_way_ += static_cast<int64_t>(item->request.input().content().size());
      under_way_.push_back(std::move(item));
      ReportUnsendable();
      if (broken_) return nullptr;
      if (sendable) {
        next_to_send_ = under_way_.size();
        return under_way_.back().get();
      }
      next_to_send_ = under_way_.size();
    }
  }

  void TakeReply(v1::IngestDocumentsResponse response) {
    absl::MutexLock lock(&mutex_);
    ReportUnsendable();
    // Replies come in order; one for something else is the service's fault and is not counted.
    if (under_way_.empty() || under_way_.front()->request.sequence() != response.sequence()) return;
    ++replies_;
    IngestOutcome outcome;
    outcome.response = std::move(response);
    Report(std::move(outcome));
    ReportUnsendable();
  }

  // Documents that are not sent wait for their turn, so that outcomes come in order.
  void ReportUnsendable() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    while (!under_way_.empty() && !under_way_.front()->document.status.ok()) {
      IngestOutcome outcome;
      outcome.local = under_way_.front()->document.status;
      Report(std::move(outcome));
    }
  }

  void Report(IngestOutcome outcome) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    Item& item = *under_way_.front();
    outcome.id = item.document.id;
    outcome.source_bytes = item.document.source_bytes;
    bytes_under_way_ -= static_cast<int64_t>(item.request.input().content().size());
    on_outcome_(outcome);
    under_way_.pop_front();
    if (next_to_send_ > 0) --next_to_send_;
  }

  v1::IngestService::StubInterface* const stub_;
  DocumentSource* const source_;
  const StreamOptions& options_;
  const std::function<void(const IngestOutcome&)>& on_outcome_;
  int64_t sequence_ = 0;  // writer only

  absl::Mutex mutex_;
  std::deque<std::unique_ptr<Item>> under_way_ ABSL_GUARDED_BY(mutex_);
  size_t next_to_send_ ABSL_GUARDED_BY(mutex_) = 0;  // index into under_way_
  int64_t bytes_under_way_ ABSL_GUARDED_BY(mutex_) = 0;
  int64_t replies_ ABSL_GUARDED_BY(mutex_) = 0;
  bool broken_ ABSL_GUARDED_BY(mutex_) = false;
  bool source_over_ ABSL_GUARDED_BY(mutex_) = false;
};

}  // namespace

grpc::Status SendAll(v1::IngestService::StubInterface* stub, DocumentSource* source,
                     const StreamOptions& options,
                     const std::function<void(const IngestOutcome&)>& on_outcome) {
  return Sender(stub, source, options, on_outcome).Run();
}

}  // namespace parallax::cli
