#include "query_service/respond/comparison_engine.h"

#include <string>
#include <utility>

#include "query_service/request/compare_spec.h"
#include "query_service/request/freshness.h"
#include "query_service/respond/answer_size.h"
#include "query_service/respond/cell_message.h"
#include "query_service/respond/contrast_message.h"
#include "query_service/respond/entity_message.h"

namespace parallax::respond {
namespace {

constexpr char kAdvice[] = "ask for fewer entities, dimensions or claims";

// A provisional entity is one that documents make claims about.
absl::Status CheckProvisional(const storage::RecordReader& reader,
                              const std::vector<request::ResolvedEntity>& entities) {
  for (const request::ResolvedEntity& entity : entities) {
    if (!entity.provisional) continue;
    const auto cells = reader.ListCells(entity.entity_id, {}, 1);
    if (!cells.ok()) return cells.status();
    if (cells->items.empty()) {
      return request::EntityNotFound(entity.entity_id, entity.kind, entity.field);
    }
  }
  return absl::OkStatus();
}

}  // namespace

struct ComparisonEngine::Row {
  request::CompareSpec spec;
  std::string revision_token;
  std::vector<cells::CellData> cells;  // entity by entity

  const cells::CellData& cell(size_t entity, size_t dimension) const {
    return cells[entity * spec.dimensions.size() + dimension];
  }
};

absl::StatusOr<std::unique_ptr<ComparisonEngine>> ComparisonEngine::Create(
    const catalog::Catalog* catalog, const cells::ViewSource* views,
    const value::RateTable* rates) {
  auto economies = TypedColumns::Create(v1::EconomyColumn::descriptor(), *catalog);
  if (!economies.ok()) return economies.status();
  auto models = TypedColumns::Create(v1::ModelColumn::descriptor(), *catalog);
  if (!models.ok()) return models.status();
  return std::unique_ptr<ComparisonEngine>(
      new ComparisonEngine(catalog, views, rates, *std::move(economies), *std::move(models)));
}

template <typename Request>
absl::StatusOr<ComparisonEngine::Row> ComparisonEngine::ReadRow(
    const Request& request, const cells::CallLimits& limits) const {
  Row row;
  const auto freshness = request::FreshnessOf(request);
  if (!freshness.ok()) return freshness.status();
  auto spec = request::ParseCompare(request, *catalog_);
  if (!spec.ok()) return spec.status();
  row.spec = *std::move(spec);
  const auto view = views_->Open(*freshness);
  if (!view.ok()) return view.status();
  if (absl::Status status = CheckProvisional(storage::RecordReader(**view), row.spec.entities);
      !status.ok()) {
    return status;
  }
  auto cells = cells::CellReader(**view, limits, rates_)
                   .Read(row.spec.entities, row.spec.dimensions, row.spec.filter, row.spec.bounds);
  if (!cells.ok()) return cells.status();
  row.cells = *std::move(cells);
  row.revision_token = (*view)->Token();
  return row;
}

template <typename Response>
absl::Status ComparisonEngine::Finish(const Row& row, Response* response) const {
  for (size_t d = 0; d < row.spec.dimensions.size(); ++d) {
    FillDimension(*catalog_, *row.spec.dimensions[d], row.spec.display_language,
                  response->add_dimensions());
    std::vector<const cells::CellData*> across;
    for (size_t e = 0; e < row.spec.entities.size(); ++e) across.push_back(&row.cell(e, d));
    AppendContrasts(across, rates_, response->mutable_contrasts());
  }
  response->set_revision_token(row.revision_token);
  return CheckAnswerSize(response->ByteSizeLong(), kAdvice);
}

absl::Status ComparisonEngine::Answer(const v1::CompareEconomiesRequest& request,
                                      const cells::CallLimits& limits,
                                      v1::CompareEconomiesResponse* response) const {
  const auto row = ReadRow(request, limits);
  if (!row.ok()) return row.status();
  for (size_t e = 0; e < row->spec.entities.size(); ++e) {
    v1::EconomyColumn* column = response->add_economies();
    FillEntity(*catalog_, row->spec.entities[e].entity_id, row->spec.display_language,
               column->mutable_economy());
    for (size_t d = 0; d < row->spec.dimensions.size(); ++d) {
      v1::AnyCell cell;
      FillAnyCell(row->cell(e, d), &cell);
      economies_.Put(row->spec.dimensions[d]->id, std::move(cell), column);
    }
  }
  return Finish(*row, response);
}

absl::Status ComparisonEngine::Answer(const v1::CompareModelsRequest& request,
                                      const cells::CallLimits& limits,
                                      v1::CompareModelsResponse* response) const {
  const auto row = ReadRow(request, limits);
  if (!row.ok()) return row.status();
  for (size_t e = 0; e < row->spec.entities.size(); ++e) {
    v1::ModelColumn* column = response->add_models();
    FillEntity(*catalog_, row->spec.entities[e].entity_id, row->spec.display_language,
               column->mutable_model());
    for (size_t d = 0; d < row->spec.dimensions.size(); ++d) {
      v1::AnyCell cell;
      FillAnyCell(row->cell(e, d), &cell);
      models_.Put(row->spec.dimensions[d]->id, std::move(cell), column);
    }
  }
  return Finish(*row, response);
}

absl::Status ComparisonEngine::Answer(const v1::CompareRequest& request,
                                      const cells::CallLimits& limits,
                                      v1::CompareResponse* response) const {
  const auto row = ReadRow(request, limits);
  if (!row.ok()) return row.status();
  for (size_t e = 0; e < row->spec.entities.size(); ++e) {
    v1::EntityColumn* column = response->add_columns();
    FillEntity(*catalog_, row->spec.entities[e].entity_id, row->spec.display_language,
               column->mutable_entity());
    for (size_t d = 0; d < row->spec.dimensions.size(); ++d) {
      FillAnyCell(row->cell(e, d), column->add_cells());
    }
  }
  return Finish(*row, response);
}

}  // namespace parallax::respond
