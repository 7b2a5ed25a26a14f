#include "ingest_service/doorway/ingest_task.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "core/api/record_to_api.h"
#include "core/errors/error.h"

namespace parallax::doorway {

using errors::Error;
using errors::Reason;

absl::StatusOr<std::string> FindCollection(const store::IngestStore& store,
                                           const std::string& name) {
  absl::StatusOr<std::string> collection = CheckCollection(name);
  if (!collection.ok()) return collection;
  const auto info = store.store().GetCollection(*collection);
  if (absl::IsNotFound(info.status())) return CommitError(info.status(), *collection, "");
  if (!info.ok()) return info.status();
  return collection;
}

template <typename Request>
absl::StatusOr<PreparedDocument> PrepareFor(const store::IngestStore& store,
                                            const assemble::Pipeline& pipeline,
                                            const InputLimits& limits, Request* request) {
  absl::StatusOr<std::string> collection = FindCollection(store, request->collection());
  if (!collection.ok()) return collection.status();
  if (absl::Status status = CheckDocumentId(request->document_id(), /*may_be_empty=*/false);
      !status.ok()) {
    return status;
  }
  if (!request->has_input()) return Error(Reason::kFieldMissing, "input", "must be set");
  absl::StatusOr<record::Input> input = CheckInput(request->mutable_input(), limits);
  if (!input.ok()) return input.status();
  absl::StatusOr<store::StoredDocument> document =
      pipeline.Process(request->document_id(), *std::move(input));
  if (!document.ok()) return document.status();

  PreparedDocument prepared;
  prepared.reply.set_document_id(request->document_id());
  for (const store::StoredClaim& claim : document->claims) {
    prepared.reply.add_claim_ids(claim.claim.claim_id);
  }
  for (const record::Issue& issue : document->document.issues) {
    api::ToApi(issue, prepared.reply.add_issues());
  }
  prepared.change.collection = *std::move(collection);
  prepared.change.change = *std::move(document);
  return prepared;
}

template absl::StatusOr<PreparedDocument> PrepareFor(const store::IngestStore&,
                                                     const assemble::Pipeline&, const InputLimits&,
                                                     v1::IngestDocumentRequest*);
template absl::StatusOr<PreparedDocument> PrepareFor(const store::IngestStore&,
                                                     const assemble::Pipeline&, const InputLimits&,
                                                     v1::IngestDocumentsRequest*);

absl::Status Preview(const assemble::Pipeline& pipeline, const InputLimits& limits,
                     const v1::PreviewDocumentRequest& request, size_t max_bytes,
                     v1::PreviewDocumentResponse* response) {
  if (absl::Status status = CheckDocumentId(request.document_id(), /*may_be_empty=*/true);
      !status.ok()) {
    return status;
  }
  if (!request.has_input()) return Error(Reason::kFieldMissing, "input", "must be set");
  v1::DocumentInput owned = request.input();
  absl::StatusOr<record::Input> input = CheckInput(&owned, limits);
  if (!input.ok()) return input.status();
  absl::StatusOr<store::StoredDocument> document =
      pipeline.Process(request.document_id(), *std::move(input));
  if (!document.ok()) return document.status();
  v1::Document* out = response->mutable_document();
  api::ToApi(document->document, /*with_blocks=*/true, out);
  out->set_document_id(document->document_id);
  out->set_size_bytes(static_cast<int64_t>(document->input.content.size()));
  out->set_source_uri(document->input.source_uri);
  out->set_reference_time(document->input.reference_time);
  out->set_claim_count(static_cast<int64_t>(document->claims.size()));
  for (const store::StoredClaim& claim : document->claims) {
    v1::Claim* message = response->add_claims();
    api::ToApi(claim.claim, message);
    message->set_proposition_id(claim.proposition_id);
  }
  for (const record::Mention& mention : document->mentions) {
    api::ToApi(mention, response->add_mentions());
  }
  if (response->ByteSizeLong() > max_bytes) {
    response->Clear();
    return Error(Reason::kAnswerTooLarge, "",
                 absl::StrCat("the answer would be over ", max_bytes,
                              " bytes; store the document and page through it"));
  }
  return absl::OkStatus();
}

void FillDropped(const store::CommitResult& commit,
                 google::protobuf::RepeatedPtrField<v1::DroppedImport>* out) {
  for (const store::DroppedImport& dropped : commit.dropped_imports) {
    v1::DroppedImport* message = out->Add();
    message->set_extractor_name(dropped.extractor_name);
    message->set_extractor_version(dropped.extractor_version);
    message->set_claim_count(static_cast<int64_t>(dropped.claims));
  }
}

void FillCommit(const store::CommitResult& commit, v1::IngestResult* reply) {
  FillDropped(commit, reply->mutable_dropped_imports());
  reply->set_revision(static_cast<int64_t>(commit.commit));
  reply->set_unchanged(commit.unchanged);
  reply->set_revision_token(commit.revision);
}

absl::Status CommitError(const absl::Status& status, const std::string& collection,
                         const std::string& document_id) {
  if (errors::DetailsOf(status).reason != Reason::kUnspecified) return status;
  switch (status.code()) {
    case absl::StatusCode::kNotFound:
      if (!document_id.empty()) {
        return Error(Reason::kDocumentNotFound, "document_id",
                     absl::StrCat("no document \"", document_id, "\" in this collection"));
      }
      return Error(Reason::kCollectionNotFound, "collection",
                   absl::StrCat("no collection named \"", collection, "\""));
    case absl::StatusCode::kResourceExhausted:
      return Error(Reason::kQueueFull, "", "the ingest queue is full; try again later");
    case absl::StatusCode::kUnavailable:
      return Error(Reason::kDraining, "", "the service is draining");
    case absl::StatusCode::kInvalidArgument:
      return Error(
          Reason::kLimitExceeded, "input.content",
          absl::StrCat("a limit was exceeded: ",
                       absl::string_view(status.message().data(), status.message().size())));
    default:
      return status;
  }
}

}  // namespace parallax::doorway
