// The record engine's lists of claims, entities and dimensions.
#include <algorithm>
#include <charconv>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "core/errors/error.h"
#include "core/record/entity_id.h"
#include "core/storage/curation_reader.h"
#include "core/storage/record_reader.h"
#include "query_service/cells/document_filter.h"
#include "query_service/cells/entity_scan.h"
#include "query_service/request/claim_filter.h"
#include "query_service/request/compare_spec.h"
#include "query_service/request/entity_kind.h"
#include "query_service/request/entity_names.h"
#include "query_service/request/fields.h"
#include "query_service/request/freshness.h"
#include "query_service/request/page_token.h"
#include "query_service/respond/answer_size.h"
#include "query_service/respond/cell_message.h"
#include "query_service/respond/entity_message.h"
#include "query_service/respond/list_page.h"
#include "query_service/respond/record_engine.h"

namespace parallax::respond {
namespace {

using cells::CallLimits;
using errors::Error;
using errors::Reason;
using storage::ClaimRow;
using storage::ReadView;
using storage::RecordReader;

constexpr char kPageAdvice[] = "ask for a smaller page";
// Claims that are read between two looks at the size of the page.
constexpr size_t kClaimsPerStep = 25;

std::string LanguageOr(const std::string& language) { return language.empty() ? "en" : language; }

absl::Status CheckKind(std::string_view field, v1::EntityKind kind) {
  if (v1::EntityKind_IsValid(kind)) return absl::OkStatus();
  return Error(Reason::kFieldOutOfRange, field, "no kind " + std::to_string(kind));
}

absl::StatusOr<bool> HasClaims(const ReadView& view, std::string_view entity_id) {
  const auto cells = RecordReader(view).ListCells(entity_id, {}, 1);
  if (!cells.ok()) return cells.status();
  return !cells->items.empty();
}

// Names with each entity those that judgements make one with it. One engine call.
absl::Status ShowSame(const ReadView& view, const std::vector<v1::Entity*>& entities) {
  std::vector<std::string> ids;
  ids.reserve(entities.size());
  for (const v1::Entity* entity : entities) ids.push_back(entity->entity_id());
  const auto sets = storage::CurationReader(view).SameEntities(ids);
  if (!sets.ok()) return sets.status();
  for (size_t i = 0; i < entities.size(); ++i) {
    for (const std::string& id : (*sets)[i]) {
      if (id != ids[i]) entities[i]->add_same_entity_ids(id);
    }
  }
  return absl::OkStatus();
}

// One page of the claims about one of several entities, and on from there. Of several, a position
// begins with the place of the entity.
absl::StatusOr<storage::Page<ClaimRow>> ListClaimsOf(const RecordReader& reader,
                                                     const std::vector<std::string>& entity_ids,
                                                     const std::string& dimension_id,
                                                     std::string_view position, size_t limit) {
  if (entity_ids.size() == 1) {
    return reader.ListClaims(entity_ids.front(), dimension_id, {}, position, limit);
  }
  size_t at = 0;
  const size_t colon = position.find(':');
  if (colon != std::string_view::npos) {
    std::from_chars(position.data(), position.data() + colon, at);
    position.remove_prefix(colon + 1);
  }
  if (at >= entity_ids.size()) return storage::Page<ClaimRow>();
  auto page = reader.ListClaims(entity_ids[at], dimension_id, {}, position, limit);
  if (!page.ok()) return page;
  if (!page->next.empty()) {
    page->next = std::to_string(at) + ":" + page->next;
  } else if (at + 1 < entity_ids.size()) {
    page->next = std::to_string(at + 1) + ":";
  }
  return page;
}

// What a request for claims asks, checked.
struct ClaimList {
  std::string entity_id;  // empty: any
  std::string dimension_id;
  std::string document_id;  // empty: any
  request::ClaimFilter filter;
  size_t page_size = 0;
};

absl::StatusOr<ClaimList> ParseClaimList(const v1::ListClaimsRequest& request,
                                         const catalog::Catalog& catalog) {
  ClaimList list;
  const auto page_size = request::PageSize(request.page_size());
  if (!page_size.ok()) return page_size.status();
  list.page_size = static_cast<size_t>(*page_size);
  if (request.entity().empty() && request.document_id().empty()) {
    return Error(Reason::kFieldMissing, "entity", "set entity or document_id, or both");
  }
  if (!request.entity().empty()) {
    auto entity = request::ResolveEntity(catalog, request.entity(), {}, "entity");
    if (!entity.ok()) return entity.status();
    list.entity_id = entity->entity_id;
  }
  if (!request.dimension_id().empty()) {
    if (list.entity_id.empty()) {
      return Error(Reason::kFieldMalformed, "dimension_id", "only together with entity");
    }
    if (catalog.FindDimension(request.dimension_id()) == nullptr) {
      return Error(Reason::kDimensionNotFound, "dimension_id",
                   "no dimension \"" + request.dimension_id() + "\"");
    }
    list.dimension_id = request.dimension_id();
  }
  if (!request.document_id().empty()) {
    if (absl::Status status = request::CheckText("document_id", request.document_id());
        !status.ok()) {
      return status;
    }
    list.document_id = request.document_id();
  }
  auto filter = request::ParseFilter(request.filter());
  if (!filter.ok()) return filter.status();
  list.filter = *std::move(filter);
  return list;
}

}  // namespace

absl::Status RecordEngine::Answer(const v1::ListClaimsRequest& request, const CallLimits& limits,
                                  v1::ListClaimsResponse* response) const {
  const auto freshness = request::FreshnessOf(request);
  if (!freshness.ok()) return freshness.status();
  const auto list = ParseClaimList(request, *catalog_);
  if (!list.ok()) return list.status();
  const auto view = views_->Open(*freshness);
  if (!view.ok()) return view.status();
  const RecordReader reader(**view);
  if (!list->document_id.empty()) {
    const auto document = reader.GetDocument(list->document_id);
    if (!document.ok()) return document.status();
    if (!*document) {
      return Error(Reason::kDocumentNotFound, "document_id",
                   "no document \"" + list->document_id + "\" in this collection");
    }
  }
  // The entity, with all that judgements make one with it.
  std::vector<std::string> entity_ids = {list->entity_id};
  if (!list->entity_id.empty()) {
    auto same = storage::CurationReader(**view).SameEntities(entity_ids);
    if (!same.ok()) return same.status();
    if (!same->front().empty()) entity_ids = std::move(same->front());
  }
  const auto is_about = [&](const std::string& entity_id) {
    return list->entity_id.empty() ||
           std::find(entity_ids.begin(), entity_ids.end(), entity_id) != entity_ids.end();
  };
  cells::DocumentFilter filter(reader, list->filter);
  std::string position = freshness->page_position;
  size_t scanned = 0;
  size_t bytes = 0;
  size_t admitted = 0;
  do {
    if (absl::Status status = limits.Check(); !status.ok()) return status;
    const size_t step = std::min(kClaimsPerStep, list->page_size - admitted);
    const auto page = list->document_id.empty()
                          ? ListClaimsOf(reader, entity_ids, list->dimension_id, position, step)
                          : reader.ListDocumentClaims(list->document_id, position, step);
    if (!page.ok()) return page.status();
    absl::Status status = filter.Admit(page->items, [&](const ClaimRow& row) {
      if (!is_about(row.claim.subject_entity_id)) return;
      if (!list->dimension_id.empty() && row.claim.dimension_id != list->dimension_id) return;
      v1::Claim* claim = response->add_claims();
      FillClaim(row, claim);
      bytes += claim->ByteSizeLong();
      ++admitted;
    });
    if (!status.ok()) return status;
    scanned += page->items.size();
    position = page->next;
  } while (!position.empty() && admitted < list->page_size && scanned < kMaxClaimsScanned &&
           bytes < kPageFullBytes / 2);
  std::vector<std::string> documents;
  for (const v1::Claim& claim : response->claims()) documents.push_back(claim.document_id());
  const auto lineages = reader.LineagesOf(std::move(documents));
  if (!lineages.ok()) return lineages.status();
  for (int i = 0; i < response->claims_size(); ++i) {
    response->mutable_claims(i)->set_lineage_id((*lineages)[static_cast<size_t>(i)]);
  }
  return EndPage(request, (*view)->Token(), position, response);
}

absl::Status RecordEngine::Answer(const v1::ResolveEntitiesRequest& request,
                                  const CallLimits& limits,
                                  v1::ResolveEntitiesResponse* response) const {
  const auto freshness = request::FreshnessOf(request);
  if (!freshness.ok()) return freshness.status();
  if (absl::Status status =
          request::CheckCount("names", request.names_size(), 1, kMaxResolvedNames);
      !status.ok()) {
    return status;
  }
  if (absl::Status status = CheckKind("kind", request.kind()); !status.ok()) return status;
  if (absl::Status status = request::CheckLanguage("display_language", request.display_language());
      !status.ok()) {
    return status;
  }
  const auto view = views_->Open(*freshness);
  if (!view.ok()) return view.status();
  const std::string language = LanguageOr(request.display_language());
  const std::string_view kind = request::KindId(request.kind());
  for (int i = 0; i < request.names_size(); ++i) {
    if (absl::Status status = limits.Check(); !status.ok()) return status;
    const std::string& name = request.names(i);
    if (absl::Status status = request::CheckText(request::Indexed("names", i), name);
        !status.ok()) {
      return status;
    }
    v1::EntityResolution* resolution = response->add_resolutions();
    resolution->set_name(name);
    const auto candidates = request::CandidatesFor(*catalog_, name, kind);
    for (const catalog::Entity* entity : candidates) {
      FillEntity(*catalog_, entity->id, language, resolution->add_candidates());
    }
    if (!candidates.empty() || record::EntityKind(name).empty() ||
        (!kind.empty() && record::EntityKind(name) != kind)) {
      continue;
    }
    const auto provisional = HasClaims(**view, name);
    if (!provisional.ok()) return provisional.status();
    if (*provisional) FillEntity(*catalog_, name, language, resolution->add_candidates());
  }
  std::vector<v1::Entity*> shown;
  for (v1::EntityResolution& resolution : *response->mutable_resolutions()) {
    for (v1::Entity& entity : *resolution.mutable_candidates()) shown.push_back(&entity);
  }
  if (absl::Status status = ShowSame(**view, shown); !status.ok()) return status;
  response->set_revision_token((*view)->Token());
  return CheckAnswerSize(response->ByteSizeLong(), "ask for fewer names");
}

absl::Status RecordEngine::Answer(const v1::ListEntitiesRequest& request, const CallLimits& limits,
                                  v1::ListEntitiesResponse* response) const {
  const auto freshness = request::FreshnessOf(request);
  if (!freshness.ok()) return freshness.status();
  const auto page_size = request::PageSize(request.page_size());
  if (!page_size.ok()) return page_size.status();
  if (absl::Status status = CheckKind("kind", request.kind()); !status.ok()) return status;
  if (absl::Status status = request::CheckLanguage("display_language", request.display_language());
      !status.ok()) {
    return status;
  }
  const auto view = views_->Open(*freshness);
  if (!view.ok()) return view.status();
  const std::string_view kind = request::KindId(request.kind());
  const auto wanted = [&](std::string_view entity_id) {
    return kind.empty() || record::EntityKind(entity_id) == kind;
  };
  // One more than the page, to know whether there is another.
  std::vector<std::string> ids;
  const auto full = static_cast<size_t>(*page_size) + 1;
  if (request.with_claims()) {
    std::string last = freshness->page_position;
    while (ids.size() < full) {
      if (absl::Status status = limits.Check(); !status.ok()) return status;
      auto next = cells::NextEntityWithCells(**view, last);
      if (!next.ok()) return next.status();
      if (next->empty()) break;
      last = *std::move(next);
      if (wanted(last)) ids.push_back(last);
    }
  } else {
    const auto& entities = catalog_->entities();
    auto it = std::upper_bound(
        entities.begin(), entities.end(), freshness->page_position,
        [](const std::string& id, const catalog::Entity& entity) { return id < entity.id; });
    for (; it != entities.end() && ids.size() < full; ++it) {
      if (wanted(it->id)) ids.push_back(it->id);
    }
  }
  std::string next;
  if (ids.size() == full) {
    ids.pop_back();
    next = ids.back();
  }
  const std::string language = LanguageOr(request.display_language());
  for (const std::string& id : ids) {
    FillEntity(*catalog_, id, language, response->add_entities());
  }
  std::vector<v1::Entity*> shown;
  for (v1::Entity& entity : *response->mutable_entities()) shown.push_back(&entity);
  if (absl::Status status = ShowSame(**view, shown); !status.ok()) return status;
  return EndPage(request, (*view)->Token(), next, response);
}

absl::Status RecordEngine::Answer(const v1::ListDimensionsRequest& request, const CallLimits&,
                                  v1::ListDimensionsResponse* response) const {
  const auto freshness = request::FreshnessOf(request);
  if (!freshness.ok()) return freshness.status();
  const auto page_size = request::PageSize(request.page_size());
  if (!page_size.ok()) return page_size.status();
  if (absl::Status status = CheckKind("subject_kind", request.subject_kind()); !status.ok()) {
    return status;
  }
  if (absl::Status status = request::CheckLanguage("display_language", request.display_language());
      !status.ok()) {
    return status;
  }
  if (const auto info = views_->Info(freshness->collection); !info.ok()) return info.status();
  // Positions are places in the pack's order, which a running service does not change.
  size_t first = 0;
  const std::string& position = freshness->page_position;
  std::from_chars(position.data(), position.data() + position.size(), first);
  const std::string_view kind = request::KindId(request.subject_kind());
  const std::string language = LanguageOr(request.display_language());
  const auto& dimensions = catalog_->dimensions();
  for (size_t i = first; i < dimensions.size(); ++i) {
    if (!kind.empty() && !request::AppliesTo(dimensions[i], kind)) continue;
    if (response->dimensions_size() == *page_size) {
      response->set_next_page_token(
          request::FormatPageToken({"", std::to_string(i)}, request::RequestDigest(request)));
      break;
    }
    FillDimension(*catalog_, dimensions[i], language, response->add_dimensions());
  }
  return CheckAnswerSize(response->ByteSizeLong(), kPageAdvice);
}

}  // namespace parallax::respond
