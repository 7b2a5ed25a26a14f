#include "ingest_service/doorway/ingest_service_impl.h"

#include <chrono>
#include <memory>
#include <utility>

#include "absl/strings/str_cat.h"
#include "core/api/record_to_api.h"
#include "core/errors/error.h"
#include "core/serving/grpc_status.h"
#include "ingest_service/doorway/ingest_stream.h"
#include "ingest_service/doorway/ingest_task.h"

namespace parallax::doorway {
namespace {

using errors::Error;
using errors::Reason;
using serving::ToGrpcStatus;

// Leaves room under the 4 MiB that clients accept by default.
constexpr size_t kMaxReplyBytes = (4u << 20) - (64u << 10);

bool TooLate(const grpc::CallbackServerContext& context) {
  return context.IsCancelled() || context.deadline() < std::chrono::system_clock::now();
}

absl::Status TooLateError() {
  return Error(Reason::kDeadlineExceeded, "", "the deadline passed before the document was stored");
}

absl::Status QueueFull() {
  return Error(Reason::kQueueFull, "", "the ingest queue is full; try again later");
}

}  // namespace

grpc::ServerUnaryReactor* IngestServiceImpl::IngestDocument(
    grpc::CallbackServerContext* context, const v1::IngestDocumentRequest* request,
    v1::IngestDocumentResponse* response) {
  auto* reactor = context->DefaultReactor();
  const bool taken = workers_->TrySubmit([this, context, request, response, reactor] {
    if (TooLate(*context)) return reactor->Finish(ToGrpcStatus(TooLateError()));
    auto owned = std::make_unique<v1::IngestDocumentRequest>(*request);
    absl::StatusOr<PreparedDocument> prepared =
        PrepareFor(*store_, *pipeline_, options_.input_limits, owned.get());
    owned.reset();
    if (!prepared.ok()) return reactor->Finish(ToGrpcStatus(prepared.status()));
    if (TooLate(*context)) return reactor->Finish(ToGrpcStatus(TooLateError()));
    *response->mutable_result() = std::move(prepared->reply);
    const std::string collection = prepared->change.collection;
    store_->committer().Submit(
        std::move(prepared->change),
        [reactor, response, collection](absl::StatusOr<store::CommitResult> commit) {
          if (commit.ok()) {
            FillCommit(*commit, response->mutable_result());
            reactor->Finish(grpc::Status::OK);
          } else {
            reactor->Finish(ToGrpcStatus(CommitError(commit.status(), collection, "")));
          }
        });
  });
  if (!taken) reactor->Finish(ToGrpcStatus(QueueFull()));
  return reactor;
}

grpc::ServerBidiReactor<v1::IngestDocumentsRequest, v1::IngestDocumentsResponse>*
IngestServiceImpl::IngestDocuments(grpc::CallbackServerContext*) {
  return IngestStream::Start({pipeline_, store_, workers_, options_.input_limits,
                              options_.max_stream_documents, options_.max_stream_bytes});
}

grpc::ServerUnaryReactor* IngestServiceImpl::PreviewDocument(
    grpc::CallbackServerContext* context, const v1::PreviewDocumentRequest* request,
    v1::PreviewDocumentResponse* response) {
  auto* reactor = context->DefaultReactor();
  const bool taken = workers_->TrySubmit([this, context, request, response, reactor] {
    if (TooLate(*context)) {
      return reactor->Finish(ToGrpcStatus(
          Error(Reason::kDeadlineExceeded, "", "the deadline passed before the preview was made")));
    }
    reactor->Finish(ToGrpcStatus(
        Preview(*pipeline_, options_.input_limits, *request, kMaxReplyBytes, response)));
  });
  if (!taken) reactor->Finish(ToGrpcStatus(QueueFull()));
  return reactor;
}

grpc::ServerUnaryReactor* IngestServiceImpl::DeleteDocument(
    grpc::CallbackServerContext* context, const v1::DeleteDocumentRequest* request,
    v1::DeleteDocumentResponse* response) {
  auto* reactor = context->DefaultReactor();
  absl::StatusOr<std::string> collection = FindCollection(*store_, request->collection());
  absl::Status status = collection.status();
  if (status.ok()) status = CheckDocumentId(request->document_id(), /*may_be_empty=*/false);
  if (status.ok() && TooLate(*context)) status = TooLateError();
  if (!status.ok()) {
    reactor->Finish(ToGrpcStatus(status));
    return reactor;
  }
  store_->committer().Submit(
      {*collection, store::DocumentDeletion{request->document_id()}},
      [reactor, response, collection = *collection,
       document_id = request->document_id()](absl::StatusOr<store::CommitResult> commit) {
        if (commit.ok()) {
          response->set_revision_token(commit->revision);
          FillDropped(*commit, response->mutable_dropped_imports());
          reactor->Finish(grpc::Status::OK);
        } else {
          reactor->Finish(ToGrpcStatus(CommitError(commit.status(), collection, document_id)));
        }
      });
  return reactor;
}

grpc::ServerUnaryReactor* IngestServiceImpl::Curate(
    grpc::CallbackServerContext* context, std::function<absl::StatusOr<CurationTask>()> prepare) {
  auto* reactor = context->DefaultReactor();
  const bool taken = workers_->TrySubmit([this, context, reactor, prepare = std::move(prepare)] {
    if (TooLate(*context)) return reactor->Finish(ToGrpcStatus(TooLateError()));
    absl::StatusOr<CurationTask> task = prepare();
    if (!task.ok()) return reactor->Finish(ToGrpcStatus(task.status()));
    if (task->empty) {
      task->fill({.revision = task->revision});
      return reactor->Finish(grpc::Status::OK);
    }
    if (TooLate(*context)) return reactor->Finish(ToGrpcStatus(TooLateError()));
    const std::string collection = task->change.collection;
    store_->committer().Submit(
        std::move(task->change), [reactor, collection, fill = std::move(task->fill)](
                                     absl::StatusOr<store::CommitResult> commit) {
          if (commit.ok()) {
            fill(*commit);
            reactor->Finish(grpc::Status::OK);
          } else {
            reactor->Finish(ToGrpcStatus(CommitError(commit.status(), collection, "")));
          }
        });
  });
  if (!taken) reactor->Finish(ToGrpcStatus(QueueFull()));
  return reactor;
}

grpc::ServerUnaryReactor* IngestServiceImpl::ImportClaims(grpc::CallbackServerContext* context,
                                                          const v1::ImportClaimsRequest* request,
                                                          v1::ImportClaimsResponse* response) {
  return Curate(context, [this, request, response] {
    return PrepareImport(*store_, pipeline_->catalog(), *request, response);
  });
}

grpc::ServerUnaryReactor* IngestServiceImpl::RetractClaims(grpc::CallbackServerContext* context,
                                                           const v1::RetractClaimsRequest* request,
                                                           v1::RetractClaimsResponse* response) {
  return Curate(context, [this, request, response] {
    return PrepareRetraction(*store_, *request, response);
  });
}

grpc::ServerUnaryReactor* IngestServiceImpl::RevokeRetractions(
    grpc::CallbackServerContext* context, const v1::RevokeRetractionsRequest* request,
    v1::RevokeRetractionsResponse* response) {
  return Curate(context, [this, request, response] {
    return PrepareRevocation(*store_, *request, response);
  });
}

grpc::ServerUnaryReactor* IngestServiceImpl::JudgeEntities(grpc::CallbackServerContext* context,
                                                           const v1::JudgeEntitiesRequest* request,
                                                           v1::JudgeEntitiesResponse* response) {
  return Curate(context, [this, request, response] {
    return PrepareJudgement(*store_, pipeline_->catalog(), *request, response);
  });
}

grpc::ServerUnaryReactor* IngestServiceImpl::RevokeJudgement(
    grpc::CallbackServerContext* context, const v1::RevokeJudgementRequest* request,
    v1::RevokeJudgementResponse* response) {
  return Curate(context, [this, request, response] {
    return PrepareRevokedJudgement(*store_, *request, response);
  });
}

}  // namespace parallax::doorway
