// RankEntities: entities in the order of their figures or levels on one dimension.
//
// Errors of the request: of entities, dimension and filter; kFieldMissing for `entities` where
// there is no kind either; kDimensionNotApplicable for a dimension that has no order;
// kFieldMalformed and kFieldOutOfRange for bounds, currency, unit and counts.
#include <algorithm>
#include <charconv>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "core/errors/error.h"
#include "core/record/entity_id.h"
#include "core/storage/record_reader.h"
#include "core/value/decimal.h"
#include "core/value/unit.h"
#include "query_service/cells/cell_reader.h"
#include "query_service/cells/entity_scan.h"
#include "query_service/contrast/figure.h"
#include "query_service/request/claim_filter.h"
#include "query_service/request/compare_spec.h"
#include "query_service/request/entity_kind.h"
#include "query_service/request/freshness.h"
#include "query_service/request/page_token.h"
#include "query_service/request/question.h"
#include "query_service/respond/analysis_engine.h"
#include "query_service/respond/answer_size.h"
#include "query_service/respond/cell_message.h"
#include "query_service/respond/contrast_message.h"
#include "query_service/respond/conversion_message.h"
#include "query_service/respond/entity_message.h"

namespace parallax::respond {
namespace {

using catalog::ValueType;
using errors::Error;
using errors::Reason;
using request::ResolvedEntity;
using value::Decimal;

constexpr int kMaxEntitiesNamed = 500;
constexpr size_t kEntitiesPerRead = 200;
constexpr char kDollar[] = "USD";

struct Bounds {
  std::optional<Decimal> at_least;
  std::optional<Decimal> at_most;
};

absl::StatusOr<std::optional<Decimal>> Figure(const char* field, const std::string& text) {
  if (text.empty()) return std::optional<Decimal>();
  const auto figure = text.size() <= 64 ? Decimal::Parse(text) : std::nullopt;
  if (!figure) return Error(Reason::kFieldMalformed, field, "must be a decimal");
  return figure;
}

absl::StatusOr<std::optional<Decimal>> Level(const catalog::Catalog& catalog,
                                             const catalog::Dimension& dimension, const char* field,
                                             const std::string& id) {
  if (id.empty()) return std::optional<Decimal>();
  const catalog::Scale* scale = catalog.FindScale(dimension.scale);
  const int rank = scale == nullptr ? -1 : scale->RankOf(id);
  if (rank < 0) return Error(Reason::kFieldMalformed, field, "no such level of the scale");
  return std::optional(Decimal::FromInt(rank));
}

absl::StatusOr<Bounds> ParseBounds(const catalog::Catalog& catalog,
                                   const catalog::Dimension& dimension,
                                   const v1::RankBounds& bounds) {
  const bool level = dimension.value_type == ValueType::kLevel;
  if (level && !(bounds.at_least().empty() && bounds.at_most().empty())) {
    return Error(Reason::kFieldMalformed, "bounds",
                 "a dimension of levels is bounded by at_least_level_id and at_most_level_id");
  }
  if (!level && !(bounds.at_least_level_id().empty() && bounds.at_most_level_id().empty())) {
    return Error(Reason::kFieldMalformed, "bounds",
                 "a dimension of figures is bounded by at_least and at_most");
  }
  auto low = level
                 ? Level(catalog, dimension, "bounds.at_least_level_id", bounds.at_least_level_id())
                 : Figure("bounds.at_least", bounds.at_least());
  if (!low.ok()) return low.status();
  auto high = level
                  ? Level(catalog, dimension, "bounds.at_most_level_id", bounds.at_most_level_id())
                  : Figure("bounds.at_most", bounds.at_most());
  if (!high.ok()) return high.status();
  if (*low && *high && **high < **low) {
    return Error(Reason::kFieldOutOfRange, "bounds", "nothing lies between them");
  }
  // Extents are half open, and a level reaches up to the next.
  if (level && *high) *high = Decimal::Add(**high, Decimal::FromInt(1));
  return Bounds{*low, *high};
}

// Unspecified: certainly outside.
v1::BoundsMet Met(const Bounds& bounds, const reduce::AmountExtent& extent) {
  const bool low_in = !bounds.at_least || (extent.low && *bounds.at_least <= *extent.low);
  const bool high_in = !bounds.at_most || (extent.high && *extent.high <= *bounds.at_most);
  if (low_in && high_in) return v1::BOUNDS_MET_CERTAINLY;
  const bool below = bounds.at_least && extent.high && *extent.high <= *bounds.at_least;
  const bool above = bounds.at_most && extent.low && *bounds.at_most < *extent.low;
  return below || above ? v1::BOUNDS_MET_UNSPECIFIED : v1::BOUNDS_MET_POSSIBLY;
}

v1::UnrankableReason ToApi(contrast::NoFigure reason) {
  switch (reason) {
    case contrast::NoFigure::kNotCovered:
      return v1::UNRANKABLE_REASON_NOT_COVERED;
    case contrast::NoFigure::kNotStated:
      return v1::UNRANKABLE_REASON_NOT_STATED;
    case contrast::NoFigure::kNoValue:
      return v1::UNRANKABLE_REASON_NO_VALUE;
    case contrast::NoFigure::kNotRead:
      return v1::UNRANKABLE_REASON_NOT_READ;
    case contrast::NoFigure::kCurrencyUnknown:
      return v1::UNRANKABLE_REASON_CURRENCY_UNKNOWN;
    case contrast::NoFigure::kNoRate:
      return v1::UNRANKABLE_REASON_NO_RATE;
    case contrast::NoFigure::kUnit:
      return v1::UNRANKABLE_REASON_UNIT;
  }
  return v1::UNRANKABLE_REASON_UNSPECIFIED;
}

struct Ranked {
  size_t entity = 0;
  contrast::Figure figure;
  v1::BoundsMet met = v1::BOUNDS_MET_UNSPECIFIED;
};

struct Unrankable {
  size_t entity = 0;
  v1::UnrankableReason reason = v1::UNRANKABLE_REASON_UNSPECIFIED;
};

// The unit of most cells; of equally many the first by id.
std::string CommonUnit(const std::vector<reduce::ReducedCell>& cells) {
  std::map<std::string, size_t> counts;
  for (const auto& cell : cells) {
    if (const auto* quantity = std::get_if<value::Quantity>(&cell.summary.typed)) {
      ++counts[quantity->unit];
    }
  }
  std::string common;
  size_t most = 0;
  for (const auto& [unit, count] : counts) {
    if (count > most) {
      most = count;
      common = unit;
    }
  }
  return common;
}

}  // namespace

absl::Status AnalysisEngine::Answer(const v1::RankEntitiesRequest& request,
                                    const cells::CallLimits& limits,
                                    v1::RankEntitiesResponse* response) const {
  const auto freshness = request::FreshnessOf(request);
  if (!freshness.ok()) return freshness.status();
  const auto asked = request::ParseDimension(*catalog_, "dimension", request.dimension());
  if (!asked.ok()) return asked.status();
  const catalog::Dimension& dimension = **asked;
  const ValueType type = dimension.value_type;
  if (type != ValueType::kMoney && type != ValueType::kQuantity && type != ValueType::kPercentage &&
      type != ValueType::kLevel) {
    return Error(Reason::kDimensionNotApplicable, "dimension",
                 "\"" + dimension.id + "\" asks for no figure and no level");
  }
  const std::string kind(request::KindId(request.kind()));
  if (request.entities().empty() && kind.empty()) {
    return Error(Reason::kFieldMissing, "entities", "name entities, or set kind");
  }
  if (absl::Status status =
          request::CheckCount("entities", request.entities_size(), 0, kMaxEntitiesNamed);
      !status.ok()) {
    return status;
  }
  auto entities = request::ResolveEntities(
      *catalog_, {request.entities().begin(), request.entities().end()}, kind, "entities");
  if (!entities.ok()) return entities.status();
  const auto bounds = ParseBounds(*catalog_, dimension, request.bounds());
  if (!bounds.ok()) return bounds.status();
  contrast::Basis basis;
  if (!request.currency_code().empty() &&
      (rates_ == nullptr || type != ValueType::kMoney || !rates_->Knows(request.currency_code()))) {
    return Error(
        Reason::kFieldMalformed, "currency_code",
        type == ValueType::kMoney ? "no rates are known for it" : "only for a dimension of money");
  }
  if (!request.unit().empty() &&
      (type != ValueType::kQuantity || value::FindUnit(request.unit()) == nullptr)) {
    return Error(
        Reason::kFieldMalformed, "unit",
        type == ValueType::kQuantity ? "no such unit" : "only for a dimension of quantities");
  }
  if (type == ValueType::kMoney) {
    basis.currency = request.currency_code().empty() ? kDollar : request.currency_code();
  }
  const auto filter = request::ParseFilter(request.filter());
  if (!filter.ok()) return filter.status();
  const auto cell_bounds = request::ParseBounds(request.options());
  if (!cell_bounds.ok()) return cell_bounds.status();
  const auto page_size = request::PageSize(request.page_size());
  if (!page_size.ok()) return page_size.status();
  if (absl::Status status = request::CheckLanguage("display_language", request.display_language());
      !status.ok()) {
    return status;
  }
  const auto view = views_->Open(*freshness);
  if (!view.ok()) return view.status();
  const storage::RecordReader reader(**view);
  if (absl::Status status = request::CheckProvisional(reader, *entities); !status.ok()) {
    return status;
  }
  if (request.entities().empty()) {
    std::string last = kind + "/";
    while (true) {
      if (absl::Status status = limits.Check(); !status.ok()) return status;
      auto next = cells::NextEntityWithCells(**view, last);
      if (!next.ok()) return next.status();
      if (next->empty() || record::EntityKind(*next) != kind) break;
      if (entities->size() == kMaxEntitiesRanked) {
        response->set_sampled(true);
        break;
      }
      last = *std::move(next);
      entities->push_back({.entity_id = last, .kind = kind});
    }
  }

  // Figures first, without what is shown of each cell.
  const cells::CellReader cell_reader(**view, limits, rates_);
  std::vector<reduce::ReducedCell> reduced;
  for (size_t first = 0; first < entities->size(); first += kEntitiesPerRead) {
    const size_t end = std::min(entities->size(), first + kEntitiesPerRead);
    auto read = cell_reader.Read({entities->begin() + static_cast<std::ptrdiff_t>(first),
                                  entities->begin() + static_cast<std::ptrdiff_t>(end)},
                                 {&dimension}, *filter, {1, 0});
    if (!read.ok()) return read.status();
    for (cells::CellData& cell : *read) reduced.push_back(std::move(cell.reduced));
  }
  if (type == ValueType::kQuantity) {
    basis.unit = !request.unit().empty()           ? request.unit()
                 : !dimension.default_unit.empty() ? dimension.default_unit
                                                   : CommonUnit(reduced);
  }
  std::vector<Ranked> ranked;
  std::vector<Unrankable> unrankable;
  const bool bounded = bounds->at_least || bounds->at_most;
  int64_t outside = 0;
  for (size_t i = 0; i < entities->size(); ++i) {
    if (!request::AppliesTo(dimension, (*entities)[i].kind)) {
      unrankable.push_back({i, v1::UNRANKABLE_REASON_NOT_APPLICABLE});
      continue;
    }
    contrast::Placed placed = contrast::PlaceOf(reduced[i], basis, rates_);
    if (!placed.figure) {
      // Of a whole kind, only those that a claim is about were asked for.
      if (placed.reason == contrast::NoFigure::kNotCovered && request.entities().empty()) continue;
      unrankable.push_back({i, ToApi(placed.reason)});
      continue;
    }
    v1::BoundsMet met = v1::BOUNDS_MET_UNSPECIFIED;
    if (bounded) {
      met = Met(*bounds, placed.figure->extent);
      if (met == v1::BOUNDS_MET_UNSPECIFIED) {
        ++outside;
        continue;
      }
    }
    ranked.push_back({i, *std::move(placed.figure), met});
  }
  const auto id_of = [&](size_t i) -> const std::string& { return (*entities)[i].entity_id; };
  std::sort(ranked.begin(), ranked.end(), [&](const Ranked& a, const Ranked& b) {
    if (a.figure.central != b.figure.central) {
      return request.ascending() ? a.figure.central < b.figure.central
                                 : b.figure.central < a.figure.central;
    }
    return id_of(a.entity) < id_of(b.entity);
  });
  std::sort(unrankable.begin(), unrankable.end(), [&](const Unrankable& a, const Unrankable& b) {
    return id_of(a.entity) < id_of(b.entity);
  });
  std::vector<reduce::AmountExtent> extents;
  for (const Ranked& one : ranked) extents.push_back(one.figure.extent);
  const auto places = contrast::PlacesOf(extents, request.ascending());

  // The page, with its cells.
  size_t first = 0;
  const std::string& position = freshness->page_position;
  std::from_chars(position.data(), position.data() + position.size(), first);
  const size_t all = ranked.size() + unrankable.size();
  const size_t end = std::min(all, first + static_cast<size_t>(*page_size));
  std::vector<ResolvedEntity> shown;
  for (size_t i = first; i < end; ++i) {
    shown.push_back(
        (*entities)[i < ranked.size() ? ranked[i].entity : unrankable[i - ranked.size()].entity]);
  }
  auto cells = cell_reader.Read(shown, {&dimension}, *filter, *cell_bounds);
  if (!cells.ok()) return cells.status();
  const std::string language =
      request.display_language().empty() ? "en" : request.display_language();
  const bool level = type == ValueType::kLevel;
  for (size_t i = first; i < end; ++i) {
    const cells::CellData& cell = (*cells)[i - first];
    if (i >= ranked.size()) {
      v1::UnrankableEntity* out = response->add_unrankable();
      FillEntity(*catalog_, cell.address.entity_id, language, out->mutable_entity());
      out->set_reason(unrankable[i - ranked.size()].reason);
      FillAnyCell(cell, out->mutable_cell());
      continue;
    }
    const contrast::Figure& figure = ranked[i].figure;
    v1::RankedEntity* out = response->add_ranked();
    FillEntity(*catalog_, cell.address.entity_id, language, out->mutable_entity());
    out->set_best_rank(places[i].best);
    out->set_worst_rank(places[i].worst);
    out->set_value(figure.central.Rounded(12).ToString());
    if (figure.extent.low) {
      out->set_lowest(figure.extent.low->Rounded(12, value::Rounding::kDown).ToString());
    }
    if (figure.extent.high) {
      // A level's extent reaches up to the next level.
      const Decimal high = level ? Decimal::Subtract(*figure.extent.high, Decimal::FromInt(1))
                                 : figure.extent.high->Rounded(12, value::Rounding::kUp);
      out->set_highest(high.ToString());
    }
    out->set_bounds_met(ranked[i].met);
    for (contrast::Reason reason : figure.reasons) out->add_reasons(ReasonMessage(reason));
    if (figure.conversion) FillConversion(*figure.conversion, "", out->mutable_conversion());
    FillAnyCell(cell, out->mutable_cell());
  }
  FillDimension(*catalog_, dimension, language, response->mutable_dimension());
  response->mutable_basis()->set_value_type(ToApi(type));
  response->mutable_basis()->set_currency_code(basis.currency);
  response->mutable_basis()->set_unit(basis.unit);
  response->mutable_basis()->set_scale_id(dimension.scale);
  response->set_ranked_count(static_cast<int64_t>(ranked.size()));
  response->set_out_of_bounds_count(outside);
  response->set_unrankable_count(static_cast<int64_t>(unrankable.size()));
  response->set_revision_token((*view)->Token());
  if (end < all) {
    response->set_next_page_token(request::FormatPageToken(
        {response->revision_token(), std::to_string(end)}, request::RequestDigest(request)));
  }
  return CheckAnswerSize(response->ByteSizeLong(), "ask for a smaller page or fewer claims");
}

}  // namespace parallax::respond
