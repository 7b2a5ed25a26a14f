// CompareTimelines: events and periods of several entities, and how they lie to each other.
//
// An event is a time that claims state: on a dimension that asks for one, by proposition; on any
// other by the time that a claim says it holds for, by proposition and time; and, where asked for,
// the publication of a document that makes claims on the entity.
//
// Errors of the request: of entities, dimensions and filter; kFieldMalformed and kFieldOutOfRange
// for days and counts.
#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "core/api/record_to_api.h"
#include "core/errors/error.h"
#include "core/storage/record_reader.h"
#include "core/value/civil_date.h"
#include "query_service/cells/cell_reader.h"
#include "query_service/cells/document_filter.h"
#include "query_service/cells/document_lineages.h"
#include "query_service/contrast/contrast.h"
#include "query_service/request/claim_filter.h"
#include "query_service/request/fields.h"
#include "query_service/request/freshness.h"
#include "query_service/request/question.h"
#include "query_service/respond/analysis_engine.h"
#include "query_service/respond/answer_size.h"
#include "query_service/respond/cell_message.h"
#include "query_service/respond/contrast_message.h"
#include "query_service/respond/entity_message.h"

namespace parallax::respond {
namespace {

using errors::Error;
using errors::Reason;
using storage::ClaimRow;
using value::CivilDate;
using value::DateInterval;

constexpr int kMaxEntities = 20;
constexpr int kDefaultEvents = 200;
constexpr int kMaxEvents = 1000;
constexpr int kDefaultRelations = 500;
constexpr int kMaxRelations = 5000;
constexpr size_t kPageRows = 500;

struct Event {
  size_t entity = 0;  // place in the request
  v1::TimelineEventKind kind = v1::TIMELINE_EVENT_KIND_UNSPECIFIED;
  std::string dimension_id;
  std::string key;  // proposition, or document
  DateInterval period;
  std::string text;
  int group = reduce::kNoGroup;
  uint64_t claim_count = 0;
  std::set<std::string> documents;
  std::set<std::string> voices;
  std::vector<ClaimRow> claims;  // by document and ordinal, the first few
};

// What decides an event's place: an open begin lies before every day, an open end after it.
auto Order(const Event& event) {
  const auto day = [](const std::optional<CivilDate>& date, int64_t open) {
    return date ? value::DaysFromCivil(*date) : open;
  };
  return std::tuple(day(event.period.begin, INT64_MIN), day(event.period.end, INT64_MAX),
                    event.entity, static_cast<int>(event.kind),
                    std::string_view(event.dimension_id), std::string_view(event.key));
}

void Count(const ClaimRow& row, size_t max_claims, Event& event) {
  ++event.claim_count;
  event.documents.insert(row.claim.document_id);
  if (!row.claim.voices.empty()) event.voices.insert(row.claim.asserting_voice().key);
  event.claims.push_back(row);
  std::sort(event.claims.begin(), event.claims.end(), [](const ClaimRow& a, const ClaimRow& b) {
    return std::tie(a.claim.document_id, a.ordinal) < std::tie(b.claim.document_id, b.ordinal);
  });
  if (event.claims.size() > std::max<size_t>(1, max_claims)) event.claims.pop_back();
}

const DateInterval* TimeOf(const record::Claim& claim) {
  for (const record::Reading& reading : claim.value.readings) {
    if (const auto* interval = std::get_if<DateInterval>(&reading)) return interval;
  }
  return nullptr;
}

// A day, month or year as it is known.
std::optional<DateInterval> Published(uint32_t yyyymmdd) {
  const auto year = static_cast<int32_t>(yyyymmdd / 10000);
  const auto month = static_cast<int32_t>(yyyymmdd / 100 % 100);
  const auto day = static_cast<int32_t>(yyyymmdd % 100);
  if (year == 0) return std::nullopt;
  DateInterval interval;
  interval.begin = CivilDate{year, std::max(1, month), std::max(1, day)};
  if (day != 0) {
    interval.end = value::AddDays(*interval.begin, 1);
    interval.begin_precision = value::DatePrecision::kDay;
  } else {
    interval.end = value::AddMonths(*interval.begin, month != 0 ? 1 : 12);
    interval.begin_precision =
        month != 0 ? value::DatePrecision::kMonth : value::DatePrecision::kYear;
  }
  interval.end_precision = interval.begin_precision;
  return interval;
}

std::string TitleOf(const storage::DocumentRow& document) {
  for (const record::MetadataItem& item : document.metadata) {
    if (item.field == record::MetadataField::kTitle) return item.value;
  }
  return document.document_id;
}

bool Touches(const DateInterval& period, const std::optional<CivilDate>& from,
             const std::optional<CivilDate>& before) {
  return (!from || !period.end || *from < *period.end) &&
         (!before || !period.begin || *period.begin < *before);
}

std::optional<int64_t> DaysFrom(const std::optional<CivilDate>& a,
                                const std::optional<CivilDate>& b) {
  if (!a || !b) return std::nullopt;
  return value::DaysFromCivil(*b) - value::DaysFromCivil(*a);
}

void Relate(const Event& a, const Event& b, int index_a, int index_b, v1::TimelineRelation* out) {
  out->set_event_index_a(index_a);
  out->set_event_index_b(index_b);
  const contrast::Period period = contrast::PeriodOf(a.period, b.period);
  out->set_relation(RelationMessage(period.relation));
  out->set_gap_days(period.gap_days);
  if (const auto lead = DaysFrom(a.period.begin, b.period.begin)) out->set_lead_days(*lead);
  if (const auto lag = DaysFrom(b.period.end, a.period.end)) out->set_lag_days(*lag);
  out->set_approximate(a.period.approximate || b.period.approximate || a.period.at_least_since ||
                       b.period.at_least_since);
}

// What a request asks, checked.
struct TimelineSpec {
  std::vector<request::ResolvedEntity> entities;
  std::set<std::string> dimensions;  // empty: all
  request::ClaimFilter filter;
  std::optional<CivilDate> from;
  std::optional<CivilDate> before;
  size_t max_claims = 0;
  size_t max_events = 0;
  size_t max_relations = 0;
};

absl::StatusOr<TimelineSpec> Parse(const v1::CompareTimelinesRequest& request,
                                   const catalog::Catalog& catalog) {
  TimelineSpec spec;
  if (absl::Status status =
          request::CheckCount("entities", request.entities_size(), 1, kMaxEntities);
      !status.ok()) {
    return status;
  }
  auto entities = request::ResolveEntities(
      catalog, {request.entities().begin(), request.entities().end()}, {}, "entities");
  if (!entities.ok()) return entities.status();
  spec.entities = *std::move(entities);
  if (absl::Status status = request::CheckCount("dimensions", request.dimensions_size(), 0,
                                                request::kMaxComparedDimensions);
      !status.ok()) {
    return status;
  }
  for (int i = 0; i < request.dimensions_size(); ++i) {
    const auto dimension =
        request::ParseDimension(catalog, request::Indexed("dimensions", i), request.dimensions(i));
    if (!dimension.ok()) return dimension.status();
    spec.dimensions.insert((*dimension)->id);
  }
  auto filter = request::ParseFilter(request.filter());
  if (!filter.ok()) return filter.status();
  spec.filter = *std::move(filter);
  for (const auto& [field, text, day] :
       {std::tuple("from_date", &request.from_date(), &spec.from),
        std::tuple("before_date", &request.before_date(), &spec.before)}) {
    const auto number = request::DateField(field, *text);
    if (!number.ok()) return number.status();
    if (*number != 0) *day = value::ParseDate(*text);
  }
  if (spec.from && spec.before && *spec.before <= *spec.from) {
    return Error(Reason::kFieldOutOfRange, "before_date", "must be after from_date");
  }
  const auto claims = request::CountField("max_claims_per_event", request.max_claims_per_event(), 1,
                                          request::kMaxClaims, true);
  if (!claims.ok()) return claims.status();
  const auto events =
      request::CountField("max_events", request.max_events(), kDefaultEvents, kMaxEvents, false);
  if (!events.ok()) return events.status();
  const auto relations = request::CountField("max_relations", request.max_relations(),
                                             kDefaultRelations, kMaxRelations, true);
  if (!relations.ok()) return relations.status();
  if (absl::Status status = request::CheckLanguage("display_language", request.display_language());
      !status.ok()) {
    return status;
  }
  spec.max_claims = static_cast<size_t>(*claims);
  spec.max_events = static_cast<size_t>(*events);
  spec.max_relations = static_cast<size_t>(*relations);
  return spec;
}

}  // namespace

absl::Status AnalysisEngine::Answer(const v1::CompareTimelinesRequest& request,
                                    const cells::CallLimits& limits,
                                    v1::CompareTimelinesResponse* response) const {
  const auto freshness = request::FreshnessOf(request);
  if (!freshness.ok()) return freshness.status();
  const auto spec = Parse(request, *catalog_);
  if (!spec.ok()) return spec.status();
  const auto view = views_->Open(*freshness);
  if (!view.ok()) return view.status();
  const storage::RecordReader reader(**view);
  if (absl::Status status = request::CheckProvisional(reader, spec->entities); !status.ok()) {
    return status;
  }
  const cells::CellReader cell_reader(**view, limits, rates_);
  cells::DocumentFilter documents(reader, spec->filter);

  std::vector<Event> events;
  for (size_t e = 0; e < spec->entities.size(); ++e) {
    const request::ResolvedEntity& entity = spec->entities[e];
    // By (kind, dimension, proposition, time).
    std::map<std::tuple<int, std::string, std::string, std::string>, Event> found;
    std::map<std::string, std::map<std::string, int>> groups;  // of propositions, by dimension
    std::map<std::string, Event> publications;                 // by document
    std::string after;
    size_t seen = 0;
    do {
      if (absl::Status status = limits.Check(); !status.ok()) return status;
      if (seen >= kMaxClaimsAnalysed) {
        response->set_sampled(true);
        break;
      }
      const auto page = reader.ListClaims(entity.entity_id, {}, {}, after,
                                          std::min(kPageRows, kMaxClaimsAnalysed - seen));
      if (!page.ok()) return page.status();
      seen += page->items.size();
      const absl::Status admitted = documents.Admit(page->items, [&](const ClaimRow& row) {
        const record::Claim& claim = row.claim;
        if (!spec->dimensions.empty() && !spec->dimensions.contains(claim.dimension_id)) return;
        if (request.include_publications()) {
          Event& event = publications[claim.document_id];
          event.kind = v1::TIMELINE_EVENT_KIND_PUBLICATION;
          event.key = claim.document_id;
          Count(row, spec->max_claims, event);
        }
        if (claim.kind != record::ClaimKind::kValue) return;
        const catalog::Dimension* dimension = catalog_->FindDimension(claim.dimension_id);
        const bool asks =
            dimension != nullptr && dimension->value_type == catalog::ValueType::kDateInterval;
        const DateInterval* period = asks ? TimeOf(claim) : &claim.valid_time;
        if (period == nullptr || (!period->begin && !period->end)) return;
        const auto kind =
            asks ? v1::TIMELINE_EVENT_KIND_DIMENSION : v1::TIMELINE_EVENT_KIND_VALID_TIME;
        const auto day = [](const std::optional<CivilDate>& date) {
          return date ? value::FormatDate(*date) : std::string();
        };
        Event& event = found[{kind, claim.dimension_id, row.proposition_id,
                              asks ? std::string() : day(period->begin) + "/" + day(period->end)}];
        if (event.claim_count == 0) {
          event.kind = kind;
          event.dimension_id = claim.dimension_id;
          event.key = row.proposition_id;
          event.period = *period;
        }
        if (asks) groups[claim.dimension_id];
        Count(row, spec->max_claims, event);
      });
      if (!admitted.ok()) return admitted;
      after = page->next;
    } while (!after.empty());

    std::vector<const catalog::Dimension*> asked;
    for (const auto& [id, members] : groups) asked.push_back(catalog_->FindDimension(id));
    if (!asked.empty()) {
      const auto cells = cell_reader.Read({entity}, asked, spec->filter, {1, 0});
      if (!cells.ok()) return cells.status();
      for (const cells::CellData& cell : *cells) {
        for (size_t i = 0; i < cell.reduced.propositions.size(); ++i) {
          groups[cell.address.dimension_id][cell.reduced.propositions[i].proposition_id] =
              cell.reduced.grouping.group_of[i];
        }
      }
    }
    for (auto& [key, event] : found) {
      event.entity = e;
      event.text = event.claims.front().claim.value.text;
      const auto of_dimension = groups.find(event.dimension_id);
      if (of_dimension != groups.end()) {
        const auto it = of_dimension->second.find(event.key);
        if (it != of_dimension->second.end()) event.group = it->second;
      }
      events.push_back(std::move(event));
    }
    std::vector<std::string> ids;
    for (const auto& [id, event] : publications) ids.push_back(id);
    const auto rows = reader.GetDocuments(ids);
    if (!rows.ok()) return rows.status();
    for (size_t i = 0; i < ids.size(); ++i) {
      const auto& row = (*rows)[i];
      const auto period = row ? Published(row->published_yyyymmdd) : std::nullopt;
      if (!period) continue;
      Event& event = publications[ids[i]];
      event.entity = e;
      event.period = *period;
      event.text = TitleOf(*row);
      events.push_back(std::move(event));
    }
  }
  events.erase(std::remove_if(events.begin(), events.end(),
                              [&](const Event& event) {
                                return !Touches(event.period, spec->from, spec->before);
                              }),
               events.end());
  std::sort(events.begin(), events.end(),
            [](const Event& a, const Event& b) { return Order(a) < Order(b); });
  response->set_event_count(static_cast<int64_t>(events.size()));
  if (events.size() > spec->max_events) events.resize(spec->max_events);

  cells::DocumentLineages lineages(reader);
  for (size_t i = 0; i < events.size(); ++i) {
    const Event& event = events[i];
    if (absl::Status status = lineages.Load(event.documents); !status.ok()) return status;
    v1::TimelineEvent* out = response->add_events();
    out->set_event_index(static_cast<int32_t>(i));
    out->set_entity_id(spec->entities[event.entity].entity_id);
    out->set_kind(event.kind);
    out->set_dimension_id(event.dimension_id);
    api::ToApi(event.period, out->mutable_period());
    out->set_text(event.text);
    out->set_group(event.group);
    FillSupport({.claims = event.claim_count,
                 .documents = event.documents.size(),
                 .lineages = lineages.Count(event.documents),
                 .voices = event.voices.size()},
                out->mutable_support());
    if (event.kind == v1::TIMELINE_EVENT_KIND_PUBLICATION) {
      out->set_document_id(event.key);
      continue;
    }
    out->add_proposition_ids(event.key);
    out->set_modality(api::ToApi(event.claims.front().claim.modality));
    out->set_stance(api::ToApi(event.claims.front().claim.stance));
    for (size_t c = 0; c < event.claims.size() && c < spec->max_claims; ++c) {
      FillClaim(event.claims[c], out->add_claims());
    }
  }
  int64_t relations = 0;
  for (const bool same_dimension : {true, false}) {
    for (size_t a = 0; a < events.size(); ++a) {
      if (absl::Status status = limits.Check(); !status.ok()) return status;
      for (size_t b = a + 1; b < events.size(); ++b) {
        const bool same = events[a].dimension_id == events[b].dimension_id;
        if (events[a].entity == events[b].entity || same != same_dimension) continue;
        ++relations;
        if (static_cast<size_t>(response->relations_size()) < spec->max_relations) {
          Relate(events[a], events[b], static_cast<int>(a), static_cast<int>(b),
                 response->add_relations());
        }
      }
    }
  }
  response->set_relation_count(relations);
  const std::string language =
      request.display_language().empty() ? "en" : request.display_language();
  for (const request::ResolvedEntity& entity : spec->entities) {
    FillEntity(*catalog_, entity.entity_id, language, response->add_entities());
  }
  response->set_revision_token((*view)->Token());
  return CheckAnswerSize(response->ByteSizeLong(), "ask for fewer events, relations or claims");
}

}  // namespace parallax::respond
