#include "query_service/doorway/record_service.h"

#include <memory>
#include <utility>

namespace parallax::doorway {
namespace {

// Sends an original chunk by chunk: each is read on a worker when the one before has gone out.
// Deletes itself when the call is done.
class OriginalStream final : public grpc::ServerWriteReactor<v1::GetOriginalResponse> {
 public:
  OriginalStream(const CallRunner* runner, const respond::RecordEngine* engine,
                 grpc::CallbackServerContext* context, const v1::GetOriginalRequest* request)
      : runner_(runner), engine_(engine), request_(request), limits_(LimitsOf(context)) {}

  void Start() {
    const auto freshness = request::FreshnessOf(*request_);
    if (!freshness.ok()) {
      gate_->Take();
      return Fail(freshness.status());
    }
    runner_->Run(
        *freshness, limits_, gate_, [this] { Open(); },
        [this](const absl::Status& status) { Fail(status); });
  }

  void OnWriteDone(bool ok) override {
    if (!ok) return Fail(absl::CancelledError("the client has gone"));
    runner_->Step([this] { SendNext(); }, [this](const absl::Status& status) { Fail(status); });
  }

  void OnCancel() override {
    if (gate_->Take()) Finish(grpc::Status::CANCELLED);
  }

  void OnDone() override { delete this; }

 private:
  void Fail(const absl::Status& status) { Finish(serving::ToGrpcStatus(status)); }

  void Open() {
    auto range = engine_->Open(*request_);
    if (!range.ok()) return Fail(range.status());
    range_ = *std::move(range);
    SendNext();
  }

  void SendNext() {
    if (absl::Status status = limits_.Check(); !status.ok()) return Fail(status);
    chunk_.Clear();
    const auto more = range_->Next(&chunk_);
    if (!more.ok()) return Fail(more.status());
    if (!*more) return Finish(grpc::Status::OK);
    StartWrite(&chunk_);
  }

  const CallRunner* runner_;
  const respond::RecordEngine* engine_;
  const v1::GetOriginalRequest* request_;  // lives as long as the call
  const cells::CallLimits limits_;
  const std::shared_ptr<CallGate> gate_ = std::make_shared<CallGate>();
  std::unique_ptr<respond::OriginalRange> range_;
  v1::GetOriginalResponse chunk_;
};

}  // namespace

grpc::ServerWriteReactor<v1::GetOriginalResponse>* RecordService::GetOriginal(
    grpc::CallbackServerContext* context, const v1::GetOriginalRequest* request) {
  auto* stream = new OriginalStream(runner_, engine_, context, request);
  stream->Start();
  return stream;
}

}  // namespace parallax::doorway
