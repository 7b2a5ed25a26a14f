#include "ingest_service/doorway/ingest_stream.h"

#include <utility>

#include "core/errors/error.h"

namespace parallax::doorway {

IngestStream* IngestStream::Start(const IngestStreamOptions& options) {
  auto* stream = new IngestStream(options);
  absl::MutexLock lock(&stream->mutex_);
  stream->reading_ = true;
  stream->StartRead(&stream->incoming_);
  return stream;
}

void IngestStream::OnReadDone(bool ok) {
  std::shared_ptr<Slot> slot;
  {
    absl::MutexLock lock(&mutex_);
    reading_ = false;
    if (!ok) {
      reads_ended_ = true;
      Advance();
      return;
    }
    slot = std::make_shared<Slot>();
    slot->sequence = incoming_.sequence();
    slot->bytes = static_cast<int64_t>(incoming_.ByteSizeLong());
    slot->request = std::move(incoming_);
    incoming_.Clear();
    bytes_ += slot->bytes;
    slots_.push_back(slot);
    ++references_;
  }
  if (!options_.workers->TrySubmit([this, slot] { Process(slot); })) {
    // Other streams keep the pool full: work here, which also slows this stream's reading.
    Process(slot);
  }
  absl::MutexLock lock(&mutex_);
  Advance();
}

void IngestStream::Process(const std::shared_ptr<Slot>& slot) {
  absl::StatusOr<PreparedDocument> prepared =
      PrepareFor(*options_.store, *options_.pipeline, options_.input_limits, &slot->request);
  slot->request.Clear();
  {
    absl::MutexLock lock(&mutex_);
    slot->prepared = std::move(prepared);
  }
  SubmitReady();
  Unref();
}

void IngestStream::SubmitReady() {
  absl::MutexLock submit(&submit_mutex_);
  for (;;) {
    std::shared_ptr<Slot> slot;
    {
      absl::MutexLock lock(&mutex_);
      for (const auto& candidate : slots_) {
        if (candidate->submitted) continue;
        if (candidate->prepared && !broken_) slot = candidate;
        break;
      }
      if (slot == nullptr) return;
      slot->submitted = true;
      ++references_;
    }
    absl::StatusOr<PreparedDocument> prepared = *std::move(slot->prepared);
    slot->prepared.reset();
    if (!prepared.ok()) {
      MarkDone(slot, prepared.status());
      continue;
    }
    *slot->reply.mutable_result() = std::move(prepared->reply);
    const std::string collection = prepared->change.collection;
    options_.store->committer().Submit(
        std::move(prepared->change),
        [this, slot, collection](absl::StatusOr<store::CommitResult> commit) {
          if (commit.ok()) {
            FillCommit(*commit, slot->reply.mutable_result());
            MarkDone(slot, absl::OkStatus());
          } else {
            MarkDone(slot, CommitError(commit.status(), collection, ""));
          }
        },
        absl::InfiniteFuture());
  }
}

void IngestStream::MarkDone(const std::shared_ptr<Slot>& slot, const absl::Status& status) {
  slot->reply.set_sequence(slot->sequence);
  if (!status.ok()) {
    const errors::ErrorDetails details = errors::DetailsOf(status);
    const bool internal = details.reason == errors::Reason::kUnspecified;
    v1::ItemError* error = slot->reply.mutable_error();
    error->set_code(static_cast<int32_t>(status.code()));
    error->set_message(internal ? "internal error" : std::string(status.message()));
    error->set_reason(
        std::string(errors::NameOf(internal ? errors::Reason::kInternal : details.reason)));
    error->set_field(details.field);
  }
  {
    absl::MutexLock lock(&mutex_);
    slot->done = true;
    Advance();
  }
  Unref();
}

void IngestStream::Advance() {
  if (finished_) return;
  if (!writing_ && !broken_ && !slots_.empty() && slots_.front()->done) {
    writing_ = true;
    StartWrite(&slots_.front()->reply);
  }
  if (!reading_ && !reads_ended_ && !broken_ &&
      static_cast<int>(slots_.size()) < options_.max_documents && bytes_ < options_.max_bytes) {
    reading_ = true;
    StartRead(&incoming_);
  }
  if (!writing_ && !reading_ && (broken_ || (reads_ended_ && slots_.empty()))) {
    finished_ = true;
    Finish(grpc::Status::OK);
  }
}

void IngestStream::OnWriteDone(bool ok) {
  absl::MutexLock lock(&mutex_);
  writing_ = false;
  bytes_ -= slots_.front()->bytes;
  slots_.pop_front();
  if (!ok) broken_ = true;
  Advance();
}

void IngestStream::OnCancel() {
  absl::MutexLock lock(&mutex_);
  broken_ = true;
  Advance();
}

void IngestStream::OnDone() { Unref(); }

void IngestStream::Unref() {
  bool last = false;
  {
    absl::MutexLock lock(&mutex_);
    last = --references_ == 0;
  }
  if (last) delete this;
}

}  // namespace parallax::doorway
