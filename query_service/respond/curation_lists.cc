// The record engine's lists of retractions, judgements and rejected candidates.
#include <algorithm>
#include <charconv>
#include <string>

#include "core/api/record_to_api.h"
#include "core/errors/error.h"
#include "core/storage/curation_reader.h"
#include "query_service/request/fields.h"
#include "query_service/request/freshness.h"
#include "query_service/respond/cell_message.h"
#include "query_service/respond/list_page.h"
#include "query_service/respond/record_engine.h"

namespace parallax::respond {
namespace {

using errors::Error;
using errors::Reason;

v1::EntityVerdict ToApi(storage::EntityVerdict verdict) {
  switch (verdict) {
    case storage::EntityVerdict::kSame:
      return v1::ENTITY_VERDICT_SAME;
    case storage::EntityVerdict::kDifferent:
      return v1::ENTITY_VERDICT_DIFFERENT;
    case storage::EntityVerdict::kUnspecified:
      break;
  }
  return v1::ENTITY_VERDICT_UNSPECIFIED;
}

}  // namespace

absl::Status RecordEngine::Answer(const v1::ListRetractionsRequest& request,
                                  const cells::CallLimits& limits,
                                  v1::ListRetractionsResponse* response) const {
  const auto freshness = request::FreshnessOf(request);
  if (!freshness.ok()) return freshness.status();
  const auto page_size = request::PageSize(request.page_size());
  if (!page_size.ok()) return page_size.status();
  const auto view = views_->Open(*freshness);
  if (!view.ok()) return view.status();
  if (absl::Status status = limits.Check(); !status.ok()) return status;
  const auto page = storage::CurationReader(**view).ListRetractions(
      request.document_id(), freshness->page_position, static_cast<size_t>(*page_size));
  if (!page.ok()) return page.status();
  for (const storage::StoredRetraction& item : page->items) {
    v1::Retraction* out = response->add_retractions();
    out->set_document_id(item.key.document_id);
    out->set_claim_id(item.key.claim_id);
    out->set_extractor_name(item.key.extractor_name);
    out->set_extractor_version(item.key.extractor_version);
    out->set_note(item.row.note);
    out->set_commit(static_cast<int64_t>(item.row.commit));
    if (!item.claims.empty()) FillClaim(item.claims.front().row, out->mutable_claim());
  }
  return EndPage(request, (*view)->Token(), page->next, response);
}

absl::Status RecordEngine::Answer(const v1::ListJudgementsRequest& request,
                                  const cells::CallLimits& limits,
                                  v1::ListJudgementsResponse* response) const {
  const auto freshness = request::FreshnessOf(request);
  if (!freshness.ok()) return freshness.status();
  const auto page_size = request::PageSize(request.page_size());
  if (!page_size.ok()) return page_size.status();
  const auto view = views_->Open(*freshness);
  if (!view.ok()) return view.status();
  if (absl::Status status = limits.Check(); !status.ok()) return status;
  const auto page = storage::CurationReader(**view).ListJudgements(
      request.entity_id(), freshness->page_position, static_cast<size_t>(*page_size));
  if (!page.ok()) return page.status();
  for (const storage::StoredJudgement& item : page->items) {
    v1::Judgement* out = response->add_judgements();
    const auto& [a, b] = item.pair;
    out->set_first_entity_id(std::min(a, b));
    out->set_second_entity_id(std::max(a, b));
    out->set_verdict(ToApi(item.row.verdict));
    out->set_note(item.row.note);
    out->set_commit(static_cast<int64_t>(item.row.commit));
  }
  return EndPage(request, (*view)->Token(), page->next, response);
}

absl::Status RecordEngine::Answer(const v1::ListRejectedCandidatesRequest& request,
                                  const cells::CallLimits& limits,
                                  v1::ListRejectedCandidatesResponse* response) const {
  const auto freshness = request::FreshnessOf(request);
  if (!freshness.ok()) return freshness.status();
  const auto page_size = request::PageSize(request.page_size());
  if (!page_size.ok()) return page_size.status();
  if (absl::Status status = request::CheckText("document_id", request.document_id());
      !status.ok()) {
    return status;
  }
  const auto view = views_->Open(*freshness);
  if (!view.ok()) return view.status();
  if (absl::Status status = limits.Check(); !status.ok()) return status;
  const auto body = storage::RecordReader(**view).GetDocumentBody(request.document_id());
  if (absl::IsNotFound(body.status())) {
    return Error(Reason::kDocumentNotFound, "document_id",
                 "no document \"" + request.document_id() + "\" in this collection");
  }
  if (!body.ok()) return body.status();
  // Positions are places in the document's list, which a state does not change.
  size_t i = 0;
  const std::string& position = freshness->page_position;
  std::from_chars(position.data(), position.data() + position.size(), i);
  std::string next;
  response->set_truncated(body->rejected_count > body->rejected.size());
  const auto passes = [](const std::string& wanted, const std::string& has) {
    return wanted.empty() || has.empty() || wanted == has;
  };
  for (; i < body->rejected.size(); ++i) {
    const record::RejectedCandidate& candidate = body->rejected[i];
    if (!passes(request.entity_id(), candidate.subject_entity_id) ||
        !passes(request.dimension_id(), candidate.dimension_id)) {
      continue;
    }
    if (response->rejected_candidates_size() == *page_size) {
      next = std::to_string(i);
      break;
    }
    v1::RejectedCandidate* out = response->add_rejected_candidates();
    out->set_subject_entity_id(candidate.subject_entity_id);
    out->set_dimension_id(candidate.dimension_id);
    api::ToApi(candidate.span, out->mutable_span());
    out->set_rule_id(candidate.rule_id);
    out->set_reason(candidate.reason);
  }
  return EndPage(request, (*view)->Token(), next, response);
}

}  // namespace parallax::respond
