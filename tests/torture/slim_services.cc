#include "tests/torture/slim_services.h"

#include <algorithm>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "core/errors/error.h"
#include "core/serving/grpc_status.h"
#include "core/storage/record_reader.h"
#include "core/storage/revision_token.h"
#include "tests/torture/synthetic_document.h"

namespace parallax::torture {
namespace {

using serving::ToGrpcStatus;

std::string NameOr(const std::string& collection) {
  return collection.empty() ? std::string(storage::kDefaultCollection) : collection;
}

// The tokens that a Consistency carries.
const std::string& AtLeast(const v1::Consistency& consistency) {
  return consistency.at_least_as_fresh();
}

void FillDocument(const storage::DocumentRow& row, v1::Document& document) {
  document.set_document_id(row.document_id);
  document.set_content_sha256(row.content_sha256);
  document.set_size_bytes(row.content_bytes);
  document.set_media_type(row.media_type);
  document.set_claim_count(row.claim_count);
}

absl::StatusOr<storage::DocumentRow> FindDocument(const storage::ReadView& view,
                                                  const std::string& document_id) {
  auto row = storage::RecordReader(view).GetDocument(document_id);
  if (!row.ok()) return row.status();
  if (!*row) return errors::Error(errors::Reason::kDocumentNotFound, "document_id", "not there");
  return **std::move(row);
}

}  // namespace

grpc::Status SlimIngestService::IngestDocument(grpc::ServerContext* /*context*/,
                                               const v1::IngestDocumentRequest* request,
                                               v1::IngestDocumentResponse* response) {
  store::DocumentChange change;
  change.collection = NameOr(request->collection());
  store::StoredDocument stored =
      MakeStoredDocument(request->document_id(), request->input().content());
  v1::IngestResult& out = *response->mutable_result();
  for (const store::StoredClaim& claim : stored.claims) out.add_claim_ids(claim.claim.claim_id);
  change.change = std::move(stored);
  auto result = store_->committer().SubmitAndWait(std::move(change));
  if (!result.ok()) return ToGrpcStatus(result.status());
  out.set_document_id(request->document_id());
  out.set_revision(static_cast<int64_t>(result->commit));
  out.set_unchanged(result->unchanged);
  out.set_revision_token(result->revision);
  return grpc::Status::OK;
}

grpc::Status SlimIngestService::DeleteDocument(grpc::ServerContext* /*context*/,
                                               const v1::DeleteDocumentRequest* request,
                                               v1::DeleteDocumentResponse* response) {
  store::DocumentChange change;
  change.collection = NameOr(request->collection());
  change.change = store::DocumentDeletion{request->document_id()};
  auto result = store_->committer().SubmitAndWait(std::move(change));
  if (!result.ok()) return ToGrpcStatus(result.status());
  response->set_revision_token(result->revision);
  return grpc::Status::OK;
}

grpc::Status SlimAdminService::CreateCollection(grpc::ServerContext* /*context*/,
                                                const v1::CreateCollectionRequest* request,
                                                v1::CreateCollectionResponse* response) {
  auto result = store_->committer().CreateCollection(request->name(), "");
  if (!result.ok()) return ToGrpcStatus(result.status());
  response->mutable_collection()->set_name(request->name());
  response->set_revision_token(result->revision);
  return grpc::Status::OK;
}

absl::StatusOr<std::unique_ptr<storage::ReadView>> ConsistentReads::Open(
    grpc::ServerContext* context, const std::string& collection, const std::string& at_least,
    const std::string& exactly) const {
  const std::string name = NameOr(collection);
  const std::string& text = exactly.empty() ? at_least : exactly;
  if (text.empty()) return store_->OpenView(name);
  auto token = storage::ParseRevisionToken(text);
  if (!token.ok()) return token.status();
  if (watermarks_ != nullptr) {
    const absl::Time deadline =
        std::min(absl::FromChrono(context->deadline()), absl::Now() + absl::Seconds(60));
    absl::Status status = watermarks_->WaitUntilApplied(name, *token, deadline);
    if (!status.ok()) return status;
  }
  if (exactly.empty()) return store_->OpenView(name);
  return store_->OpenViewAt(name, token->commit);
}

grpc::Status SlimRecordService::GetDocument(grpc::ServerContext* context,
                                            const v1::GetDocumentRequest* request,
                                            v1::GetDocumentResponse* response) {
  auto view = reads_.Open(context, request->collection(), AtLeast(request->consistency()),
                          request->consistency().exactly_at());
  if (!view.ok()) return ToGrpcStatus(view.status());
  auto row = FindDocument(**view, request->document_id());
  if (!row.ok()) return ToGrpcStatus(row.status());
  FillDocument(*row, *response->mutable_document());
  response->set_revision_token((*view)->Token());
  return grpc::Status::OK;
}

grpc::Status SlimRecordService::ListDocuments(grpc::ServerContext* context,
                                              const v1::ListDocumentsRequest* request,
                                              v1::ListDocumentsResponse* response) {
  auto view = reads_.Open(context, request->collection(), AtLeast(request->consistency()),
                          request->consistency().exactly_at());
  if (!view.ok()) return ToGrpcStatus(view.status());
  std::string start_after;
  absl::WebSafeBase64Unescape(request->page_token(), &start_after);
  auto page = storage::RecordReader(**view).ListDocuments(
      start_after, request->page_size() > 0 ? static_cast<size_t>(request->page_size()) : 50);
  if (!page.ok()) return ToGrpcStatus(page.status());
  for (const storage::DocumentRow& row : page->items) {
    FillDocument(row, *response->add_documents());
  }
  response->set_next_page_token(absl::WebSafeBase64Escape(page->next));
  response->set_revision_token((*view)->Token());
  return grpc::Status::OK;
}

grpc::Status SlimRecordService::ListClaims(grpc::ServerContext* context,
                                           const v1::ListClaimsRequest* request,
                                           v1::ListClaimsResponse* response) {
  auto view = reads_.Open(context, request->collection(), AtLeast(request->consistency()),
                          request->consistency().exactly_at());
  if (!view.ok()) return ToGrpcStatus(view.status());
  std::string start_after;
  absl::WebSafeBase64Unescape(request->page_token(), &start_after);
  auto page = storage::RecordReader(**view).ListDocumentClaims(
      request->document_id(), start_after,
      request->page_size() > 0 ? static_cast<size_t>(request->page_size()) : 50);
  if (!page.ok()) return ToGrpcStatus(page.status());
  for (const storage::ClaimRow& row : page->items) {
    response->add_claims()->set_claim_id(row.claim.claim_id);
  }
  response->set_next_page_token(absl::WebSafeBase64Escape(page->next));
  response->set_revision_token((*view)->Token());
  return grpc::Status::OK;
}

grpc::Status SlimRecordService::GetOriginal(grpc::ServerContext* context,
                                            const v1::GetOriginalRequest* request,
                                            grpc::ServerWriter<v1::GetOriginalResponse>* writer) {
  auto view = reads_.Open(context, request->collection(), AtLeast(request->consistency()),
                          request->consistency().exactly_at());
  if (!view.ok()) return ToGrpcStatus(view.status());
  auto row = FindDocument(**view, request->document_id());
  if (!row.ok()) return ToGrpcStatus(row.status());
  int64_t begin = 0;
  do {
    auto bytes = (*view)->ReadOriginal(row->content_sha256, begin, 1 << 20);
    if (!bytes.ok()) return ToGrpcStatus(bytes.status());
    v1::GetOriginalResponse response;
    response.set_begin_byte(begin);
    response.set_size_bytes(row->content_bytes);
    response.set_content_sha256(row->content_sha256);
    begin += static_cast<int64_t>(bytes->size());
    response.set_content(*std::move(bytes));
    if (!writer->Write(response)) return grpc::Status::CANCELLED;
  } while (begin < row->content_bytes);
  return grpc::Status::OK;
}

grpc::Status SlimRecordService::GetRevisionRange(grpc::ServerContext* /*context*/,
                                                 const v1::GetRevisionRangeRequest* request,
                                                 v1::GetRevisionRangeResponse* response) {
  auto info = reads_.store().GetCollection(NameOr(request->collection()));
  if (!info.ok()) return ToGrpcStatus(info.status());
  response->set_oldest_commit(static_cast<int64_t>(info->earliest_commit));
  response->set_newest_commit(static_cast<int64_t>(info->commit));
  response->set_oldest_revision_token(storage::FormatRevisionToken(*info, info->earliest_commit));
  response->set_newest_revision_token(storage::FormatRevisionToken(*info, info->commit));
  return grpc::Status::OK;
}

grpc::Status SlimProbeService::ReadState(grpc::ServerContext* context,
                                         const ReadStateRequest* request,
                                         ReadStateResponse* response) {
  auto opened = reads_.Open(context, request->collection(), request->at_least(), "");
  if (!opened.ok()) return ToGrpcStatus(opened.status());
  std::unique_ptr<storage::ReadView> view = *std::move(opened);
  if (request->exactly() > 0) {
    auto at = view->At(static_cast<uint64_t>(request->exactly()));
    if (!at.ok()) return ToGrpcStatus(at.status());
    view = *std::move(at);
  }
  response->set_commit(static_cast<int64_t>(view->commit()));
  const storage::RecordReader reader(*view);
  auto documents = reader.ListDocuments("", SIZE_MAX);
  if (!documents.ok()) return ToGrpcStatus(documents.status());
  for (const storage::DocumentRow& row : documents->items) {
    DocumentState& document = *response->add_documents();
    document.set_document_id(row.document_id);
    document.set_revision_commit(static_cast<int64_t>(row.revision_commit));
    auto original = view->ReadOriginal(row.content_sha256, 0, row.content_bytes);
    if (!original.ok()) return ToGrpcStatus(original.status());
    document.set_original_sha256(Sha256Of(*original));
    auto claims = reader.ListDocumentClaims(row.document_id, "", SIZE_MAX);
    if (!claims.ok()) return ToGrpcStatus(claims.status());
    document.set_claims(static_cast<int64_t>(claims->items.size()));
  }
  auto cells = reader.ListCells("", "", SIZE_MAX);
  if (!cells.ok()) return ToGrpcStatus(cells.status());
  for (const storage::CellRow& row : cells->items) {
    CellState& cell = *response->add_cells();
    cell.set_entity_id(row.entity_id);
    cell.set_dimension_id(row.dimension_id);
    cell.set_claims(static_cast<int64_t>(row.value_claims));
    cell.set_documents(static_cast<int64_t>(row.support.documents));
    cell.set_propositions(static_cast<int64_t>(row.propositions));
  }
  if (request->digest()) {
    std::string digest;
    absl::Status status = view->Scan({}, [&](std::string_view key, std::string_view value) {
      digest =
          Sha256Of(absl::StrCat(digest, key.size(), ":", absl::string_view(key.data(), key.size()),
                                absl::string_view(value.data(), value.size())));
      return true;
    });
    if (!status.ok()) return ToGrpcStatus(status);
    response->set_row_digest(digest);
  }
  return grpc::Status::OK;
}

grpc::Status SlimProbeService::GetReport(grpc::ServerContext* /*context*/,
                                         const GetReportRequest* /*request*/,
                                         GetReportResponse* response) {
  *response = report_();
  return grpc::Status::OK;
}

grpc::Status SlimProbeService::Flush(grpc::ServerContext* /*context*/,
                                     const FlushRequest* /*request*/, FlushResponse* /*response*/) {
  return ToGrpcStatus(reads_.store().Flush());
}

}  // namespace parallax::torture
