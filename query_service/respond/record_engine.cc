#include "query_service/respond/record_engine.h"

#include <algorithm>
#include <utility>

#include "core/errors/error.h"
#include "core/storage/record_reader.h"
#include "query_service/request/claim_filter.h"
#include "query_service/request/fields.h"
#include "query_service/request/freshness.h"
#include "query_service/request/page_token.h"
#include "query_service/respond/answer_size.h"
#include "query_service/respond/cell_message.h"
#include "query_service/respond/document_message.h"
#include "query_service/respond/evidence_check.h"
#include "query_service/respond/list_page.h"

namespace parallax::respond {
namespace {

using cells::CallLimits;
using errors::Error;
using errors::Reason;
using storage::ReadView;
using storage::RecordReader;

absl::Status DocumentNotFound(const std::string& document_id) {
  return Error(Reason::kDocumentNotFound, "document_id",
               "no document \"" + document_id + "\" in this collection");
}

absl::Status ClaimNotFound(const std::string& field, const std::string& claim_id) {
  return Error(Reason::kClaimNotFound, field, "no claim \"" + claim_id + "\"");
}

// The document's row; kDocumentNotFound.
absl::StatusOr<storage::DocumentRow> FindDocument(const ReadView& view,
                                                  const std::string& document_id) {
  auto row = RecordReader(view).GetDocument(document_id);
  if (!row.ok()) return row.status();
  if (!*row) return DocumentNotFound(document_id);
  return **std::move(row);
}

// What every call on a document begins with.
struct DocumentView {
  std::unique_ptr<ReadView> view;
  storage::DocumentRow row;
};
template <typename Request>
absl::StatusOr<DocumentView> OpenDocument(const cells::ViewSource& views, const Request& request) {
  const auto freshness = request::FreshnessOf(request);
  if (!freshness.ok()) return freshness.status();
  if (absl::Status status = request::CheckText("document_id", request.document_id());
      !status.ok()) {
    return status;
  }
  auto view = views.Open(*freshness);
  if (!view.ok()) return view.status();
  auto row = FindDocument(**view, request.document_id());
  if (!row.ok()) return row.status();
  return DocumentView{*std::move(view), *std::move(row)};
}

// Says of each document which lineage it is of.
absl::Status FillLineages(const RecordReader& reader, size_t max_links,
                          const std::vector<v1::Document*>& documents) {
  std::vector<std::string> ids;
  ids.reserve(documents.size());
  for (const v1::Document* document : documents) ids.push_back(document->document_id());
  const auto rows = reader.GetLineages(ids);
  if (!rows.ok()) return rows.status();
  const auto lineages = reader.LineagesOf(std::move(ids));
  if (!lineages.ok()) return lineages.status();
  for (size_t i = 0; i < documents.size(); ++i) {
    FillLineage((*lineages)[i], (*rows)[i], max_links, documents[i]);
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status RecordEngine::Answer(const v1::GetDocumentRequest& request, const CallLimits& limits,
                                  v1::GetDocumentResponse* response) const {
  if (request.first_block() < 0) {
    return Error(Reason::kFieldOutOfRange, "first_block",
                 "must not be negative, got " + std::to_string(request.first_block()));
  }
  const auto document = OpenDocument(*views_, request);
  if (!document.ok()) return document.status();
  const auto body = RecordReader(*document->view).GetDocumentBody(request.document_id());
  if (!body.ok()) return body.status();
  if (absl::Status status = limits.Check(); !status.ok()) return status;
  const auto first = static_cast<size_t>(request.first_block());
  if (first > 0 && first >= body->blocks.size()) {
    return Error(Reason::kFieldOutOfRange, "first_block",
                 "the document has " + std::to_string(body->blocks.size()) + " blocks");
  }
  const size_t next =
      FillDocumentFrom(document->row, *body, first, kPageFullBytes, response->mutable_document());
  if (first == 0) {
    absl::Status filled =
        FillLineages(RecordReader(*document->view), kMaxLinksShown, {response->mutable_document()});
    if (!filled.ok()) return filled;
  }
  response->set_block_count(static_cast<int32_t>(body->blocks.size()));
  response->set_next_block(next < body->blocks.size() ? static_cast<int32_t>(next) : 0);
  response->set_revision_token(document->view->Token());
  return CheckAnswerSize(response->ByteSizeLong(), "one block is too large; read the original");
}

absl::StatusOr<std::unique_ptr<OriginalRange>> RecordEngine::Open(
    const v1::GetOriginalRequest& request) const {
  auto document = OpenDocument(*views_, request);
  if (!document.ok()) return document.status();
  auto range = std::make_unique<OriginalRange>();
  range->sha256_ = document->row.content_sha256;
  const auto size = document->view->OriginalSize(range->sha256_);
  if (!size.ok()) return size.status();
  range->size_bytes_ = *size;
  const int64_t begin = request.begin_byte();
  const int64_t end = request.end_byte() == 0 ? *size : std::min(request.end_byte(), *size);
  if (begin < 0 || begin > *size) {
    return Error(Reason::kFieldOutOfRange, "begin_byte",
                 "must be 0 to " + std::to_string(*size) + ", got " + std::to_string(begin));
  }
  if (end < begin) {
    return Error(Reason::kFieldOutOfRange, "end_byte",
                 "must not be before begin_byte, got " + std::to_string(request.end_byte()));
  }
  range->next_byte_ = begin;
  range->end_byte_ = end;
  range->view_ = std::move(document->view);
  return range;
}

absl::StatusOr<bool> OriginalRange::Next(v1::GetOriginalResponse* chunk) {
  if (done_) return false;
  auto content = view_->ReadOriginal(sha256_, next_byte_,
                                     std::min(kOriginalChunkBytes, end_byte_ - next_byte_));
  if (!content.ok()) return content.status();
  if (content->empty() && next_byte_ < end_byte_) {
    return absl::DataLossError("an original is shorter than its size");
  }
  chunk->set_begin_byte(next_byte_);
  chunk->set_size_bytes(size_bytes_);
  chunk->set_content_sha256(sha256_);
  next_byte_ += static_cast<int64_t>(content->size());
  chunk->set_content(*std::move(content));
  done_ = next_byte_ >= end_byte_;
  return true;
}

absl::Status RecordEngine::Answer(const v1::ListDocumentsRequest& request, const CallLimits& limits,
                                  v1::ListDocumentsResponse* response) const {
  const auto freshness = request::FreshnessOf(request);
  if (!freshness.ok()) return freshness.status();
  const auto page_size = request::PageSize(request.page_size());
  if (!page_size.ok()) return page_size.status();
  const auto view = views_->Open(*freshness);
  if (!view.ok()) return view.status();
  const auto page =
      RecordReader(**view).ListDocuments(freshness->page_position, static_cast<size_t>(*page_size));
  if (!page.ok()) return page.status();
  if (absl::Status status = limits.Check(); !status.ok()) return status;
  std::vector<v1::Document*> documents;
  for (const storage::DocumentRow& row : page->items) {
    documents.push_back(response->add_documents());
    FillDocument(row, documents.back());
  }
  absl::Status filled = FillLineages(RecordReader(**view), kMaxLinksListed, documents);
  if (!filled.ok()) return filled;
  return EndPage(request, (*view)->Token(), page->next, response);
}

absl::Status RecordEngine::Answer(const v1::GetClaimRequest& request, const CallLimits& limits,
                                  v1::GetClaimResponse* response) const {
  const auto freshness = request::FreshnessOf(request);
  if (!freshness.ok()) return freshness.status();
  if (absl::Status status = request::CheckText("claim_id", request.claim_id()); !status.ok()) {
    return status;
  }
  const auto view = views_->Open(*freshness);
  if (!view.ok()) return view.status();
  const auto rows = RecordReader(**view).GetClaim(request.claim_id());
  if (!rows.ok()) return rows.status();
  if (rows->empty()) return ClaimNotFound("claim_id", request.claim_id());
  if (absl::Status status = limits.Check(); !status.ok()) return status;
  FillClaim(rows->front(), response->mutable_claim());
  const auto lineages = RecordReader(**view).LineagesOf({rows->front().claim.document_id});
  if (!lineages.ok()) return lineages.status();
  response->mutable_claim()->set_lineage_id(lineages->front());
  response->set_revision_token((*view)->Token());
  return CheckAnswerSize(response->ByteSizeLong(), "the claim is too large");
}

absl::Status RecordEngine::Answer(const v1::VerifyEvidenceRequest& request,
                                  const CallLimits& limits,
                                  v1::VerifyEvidenceResponse* response) const {
  const auto freshness = request::FreshnessOf(request);
  if (!freshness.ok()) return freshness.status();
  if (absl::Status status =
          request::CheckCount("claim_ids", request.claim_ids_size(), 1, kMaxVerifiedClaims);
      !status.ok()) {
    return status;
  }
  for (int i = 0; i < request.claim_ids_size(); ++i) {
    if (absl::Status status =
            request::CheckText(request::Indexed("claim_ids", i), request.claim_ids(i));
        !status.ok()) {
      return status;
    }
  }
  const auto view = views_->Open(*freshness);
  if (!view.ok()) return view.status();
  const RecordReader reader(**view);
  // The last original that was read: neighbouring claims are mostly of one document.
  std::string document_id;
  std::string media_type;
  std::string bytes;
  std::optional<text::OriginalText> original;
  bool all_verified = true;
  size_t answer_bytes = 0;
  for (int i = 0; i < request.claim_ids_size(); ++i) {
    if (absl::Status status = limits.Check(); !status.ok()) return status;
    const auto rows = reader.GetClaim(request.claim_ids(i));
    if (!rows.ok()) return rows.status();
    if (rows->empty()) {
      return ClaimNotFound(request::Indexed("claim_ids", i), request.claim_ids(i));
    }
    const record::Claim& claim = rows->front().claim;
    if (!original || claim.document_id != document_id) {
      const auto row = FindDocument(**view, claim.document_id);
      if (!row.ok()) return row.status();
      auto content = (*view)->ReadOriginal(row->content_sha256, 0, row->content_bytes);
      if (!content.ok()) return content.status();
      bytes = *std::move(content);
      auto text = text::OriginalText::Create(bytes, row->charset);
      if (!text.ok()) return text.status();
      original.emplace(*std::move(text));
      media_type = row->media_type;
      document_id = claim.document_id;
    }
    for (size_t e = 0; e < claim.evidence.size(); ++e) {
      v1::EvidenceCheck* check = response->add_checks();
      check->set_claim_id(claim.claim_id);
      check->set_evidence_index(static_cast<int32_t>(e));
      CheckEvidence(claim.evidence[e], *original, media_type, check);
      all_verified = all_verified && check->verified();
      answer_bytes += check->ByteSizeLong();
      if (absl::Status status = CheckAnswerSize(answer_bytes, "ask for fewer claims");
          !status.ok()) {
        return status;
      }
    }
  }
  response->set_all_verified(all_verified);
  response->set_revision_token((*view)->Token());
  return CheckAnswerSize(response->ByteSizeLong(), "ask for fewer claims");
}

absl::Status RecordEngine::Answer(const v1::GetRevisionRangeRequest& request, const CallLimits&,
                                  v1::GetRevisionRangeResponse* response) const {
  const auto collection = request::CollectionName(request.collection());
  if (!collection.ok()) return collection.status();
  const auto info = views_->Info(*collection);
  if (!info.ok()) return info.status();
  response->set_oldest_commit(static_cast<int64_t>(info->earliest_commit));
  response->set_newest_commit(static_cast<int64_t>(info->commit));
  response->set_oldest_revision_token(storage::FormatRevisionToken(*info, info->earliest_commit));
  response->set_newest_revision_token(storage::FormatRevisionToken(*info, info->commit));
  return absl::OkStatus();
}

}  // namespace parallax::respond
