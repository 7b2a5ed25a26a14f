#include "query_service/doorway/render_stream.h"

#include <memory>
#include <utility>

#include "core/errors/error.h"
#include "query_service/change/any_comparison.h"
#include "query_service/render/rendering.h"

namespace parallax::doorway {
namespace {

class RenderStream final : public grpc::ServerWriteReactor<v1::RenderComparisonResponse> {
 public:
  RenderStream(const CallRunner* runner, const respond::ComparisonEngine* engine,
               grpc::CallbackServerContext* context, const v1::RenderComparisonRequest* request)
      : runner_(runner), engine_(engine), request_(request), limits_(LimitsOf(context)) {}

  void Start() {
    auto freshness = change::FreshnessOfAny(request_->comparison());
    absl::Status status = freshness.status();
    if (status.ok() && request_->title().size() > kMaxTitleBytes) {
      status = errors::Error(errors::Reason::kFieldOutOfRange, "title",
                             "must be at most " + std::to_string(kMaxTitleBytes) + " bytes, got " +
                                 std::to_string(request_->title().size()));
    }
    if (status.ok() && !v1::RenderFormat_IsValid(request_->format())) {
      status = errors::Error(errors::Reason::kFieldOutOfRange, "format", "no such format");
    }
    if (!status.ok()) {
      gate_->Take();
      return Fail(status);
    }
    runner_->Run(
        *freshness, limits_, gate_, [this] { Open(); },
        [this](const absl::Status& failed) { Fail(failed); });
  }

  void OnWriteDone(bool ok) override {
    if (!ok) return Fail(absl::CancelledError("the client has gone"));
    if (next_byte_ == page_.size()) return Finish(grpc::Status::OK);
    piece_.Clear();
    Send();
  }

  void OnCancel() override {
    if (gate_->Take()) Finish(grpc::Status::CANCELLED);
  }

  void OnDone() override { delete this; }

 private:
  void Fail(const absl::Status& status) { Finish(serving::ToGrpcStatus(status)); }

  void Open() {
    const auto answer = change::AnswerAny(*engine_, request_->comparison(), limits_);
    if (!answer.ok()) return Fail(answer.status());
    render::RenderingOptions options;
    options.title = request_->title();
    options.evidence = !request_->omit_evidence();
    options.language = change::DisplayLanguage(request_->comparison());
    page_ = render::Rendering(*answer, request_->format(), options);
    if (absl::Status status = limits_.Check(); !status.ok()) return Fail(status);
    piece_.set_media_type(std::string(render::MediaType(request_->format())));
    piece_.set_revision_token(answer->revision_token());
    Send();
  }

  void Send() {
    const std::string_view piece = PieceAt(page_, next_byte_);
    piece_.set_content(std::string(piece));
    next_byte_ += piece.size();
    StartWrite(&piece_);
  }

  const CallRunner* runner_;
  const respond::ComparisonEngine* engine_;
  const v1::RenderComparisonRequest* request_;  // lives as long as the call
  const cells::CallLimits limits_;
  const std::shared_ptr<CallGate> gate_ = std::make_shared<CallGate>();
  std::string page_;
  size_t next_byte_ = 0;
  v1::RenderComparisonResponse piece_;
};

}  // namespace

std::string_view PieceAt(std::string_view page, size_t begin_byte) {
  std::string_view piece = page.substr(begin_byte, kPieceBytes);
  if (begin_byte + piece.size() == page.size()) return piece;
  // Bytes of a character that is cut in two: its end is at most three bytes further on.
  size_t end = piece.size();
  while (end + 3 > piece.size() && end > 0 &&
         (static_cast<unsigned char>(page[begin_byte + end]) & 0xC0) == 0x80) {
    --end;
  }
  return piece.substr(0, end);
}

grpc::ServerWriteReactor<v1::RenderComparisonResponse>* StartRendering(
    const CallRunner* runner, const respond::ComparisonEngine* engine,
    grpc::CallbackServerContext* context, const v1::RenderComparisonRequest* request) {
  auto* stream = new RenderStream(runner, engine, context, request);
  stream->Start();
  return stream;
}

}  // namespace parallax::doorway
