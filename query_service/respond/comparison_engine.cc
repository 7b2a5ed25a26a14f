#include "query_service/respond/comparison_engine.h"

#include <algorithm>
#include <string>
#include <utility>

#include "query_service/cells/amount_dates.h"
#include "query_service/cells/judged_entities.h"
#include "query_service/cells/roll_up.h"
#include "query_service/request/compare_spec.h"
#include "query_service/request/freshness.h"
#include "query_service/request/question.h"
#include "query_service/respond/answer_size.h"
#include "query_service/respond/cell_message.h"
#include "query_service/respond/contrast_message.h"
#include "query_service/respond/entity_message.h"

namespace parallax::respond {
namespace {

// The dimension that says who leads an initiative: who pays, where nothing else does.
constexpr char kLeadSector[] = "lead_sector";
constexpr char kAdvice[] = "ask for fewer entities, dimensions or claims";

}  // namespace

struct ComparisonEngine::Row {
  request::CompareSpec spec;
  std::string revision_token;
  std::vector<cells::CellData> cells;  // entity by entity
  std::vector<cells::CellData> leads;  // who leads each, where a size is compared; else empty

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
  auto initiatives = TypedColumns::Create(v1::InitiativeColumn::descriptor(), *catalog);
  if (!initiatives.ok()) return initiatives.status();
  auto organizations = TypedColumns::Create(v1::OrganizationColumn::descriptor(), *catalog);
  if (!organizations.ok()) return organizations.status();
  return std::unique_ptr<ComparisonEngine>(
      new ComparisonEngine(catalog, views, rates, *std::move(economies), *std::move(models),
                           *std::move(initiatives), *std::move(organizations)));
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
  if (absl::Status status = cells::JoinJudged(**view, *catalog_, &row.spec.entities);
      !status.ok()) {
    return status;
  }
  if (absl::Status status =
          request::CheckProvisional(storage::RecordReader(**view), row.spec.entities);
      !status.ok()) {
    return status;
  }
  const cells::CellReader reader(**view, limits, rates_);
  const request::CompareSpec& asked = row.spec;
  auto cells = asked.roll_up.empty()
                   ? reader.Read(asked.entities, asked.dimensions, asked.filter, asked.bounds)
                   : cells::ReadRolledUp(reader, *catalog_, asked.entities, asked.dimensions,
                                         asked.filter, asked.bounds, asked.roll_up);
  if (!cells.ok()) return cells.status();
  row.cells = *std::move(cells);
  const catalog::Dimension* lead = catalog_->FindDimension(kLeadSector);
  const bool sized = std::any_of(asked.dimensions.begin(), asked.dimensions.end(),
                                 [](const auto* d) { return d->id == cells::kAnnouncedSize; });
  if (sized && lead != nullptr && asked.entities.size() > 1) {
    auto leads = reader.Read(asked.entities, {lead}, asked.filter, {1, 0});
    if (!leads.ok()) return leads.status();
    row.leads = *std::move(leads);
  }
  row.revision_token = (*view)->Token();
  return row;
}

template <typename Response>
absl::Status ComparisonEngine::Finish(const Row& row, Response* response) const {
  std::vector<const cells::CellData*> leads;
  for (const cells::CellData& lead : row.leads) leads.push_back(&lead);
  for (size_t d = 0; d < row.spec.dimensions.size(); ++d) {
    FillDimension(*catalog_, *row.spec.dimensions[d], row.spec.display_language,
                  response->add_dimensions());
    std::vector<const cells::CellData*> across;
    for (size_t e = 0; e < row.spec.entities.size(); ++e) across.push_back(&row.cell(e, d));
    const bool led = !row.leads.empty() && row.spec.dimensions[d]->id == cells::kAnnouncedSize;
    AppendContrasts(across, rates_, led ? &leads : nullptr, response->mutable_contrasts());
  }
  response->set_revision_token(row.revision_token);
  return CheckAnswerSize(response->ByteSizeLong(), kAdvice);
}

template <typename Column>
void ComparisonEngine::FillColumn(const Row& row, size_t entity, const TypedColumns& columns,
                                  v1::Entity* subject, Column* column) const {
  FillEntity(*catalog_, row.spec.entities[entity], row.spec.display_language, subject);
  for (size_t d = 0; d < row.spec.dimensions.size(); ++d) {
    v1::AnyCell cell;
    FillAnyCell(row.cell(entity, d), &cell);
    columns.Put(row.spec.dimensions[d]->id, std::move(cell), column);
  }
}

absl::Status ComparisonEngine::Answer(const v1::CompareEconomiesRequest& request,
                                      const cells::CallLimits& limits,
                                      v1::CompareEconomiesResponse* response) const {
  const auto row = ReadRow(request, limits);
  if (!row.ok()) return row.status();
  for (size_t e = 0; e < row->spec.entities.size(); ++e) {
    v1::EconomyColumn* column = response->add_economies();
    FillColumn(*row, e, economies_, column->mutable_economy(), column);
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
    FillColumn(*row, e, models_, column->mutable_model(), column);
  }
  return Finish(*row, response);
}

absl::Status ComparisonEngine::Answer(const v1::CompareInitiativesRequest& request,
                                      const cells::CallLimits& limits,
                                      v1::CompareInitiativesResponse* response) const {
  const auto row = ReadRow(request, limits);
  if (!row.ok()) return row.status();
  for (size_t e = 0; e < row->spec.entities.size(); ++e) {
    v1::InitiativeColumn* column = response->add_initiatives();
    FillColumn(*row, e, initiatives_, column->mutable_initiative(), column);
  }
  return Finish(*row, response);
}

absl::Status ComparisonEngine::Answer(const v1::CompareOrganizationsRequest& request,
                                      const cells::CallLimits& limits,
                                      v1::CompareOrganizationsResponse* response) const {
  const auto row = ReadRow(request, limits);
  if (!row.ok()) return row.status();
  for (size_t e = 0; e < row->spec.entities.size(); ++e) {
    v1::OrganizationColumn* column = response->add_organizations();
    FillColumn(*row, e, organizations_, column->mutable_organization(), column);
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
    FillEntity(*catalog_, row->spec.entities[e], row->spec.display_language,
               column->mutable_entity());
    for (size_t d = 0; d < row->spec.dimensions.size(); ++d) {
      FillAnyCell(row->cell(e, d), column->add_cells());
    }
  }
  return Finish(*row, response);
}

}  // namespace parallax::respond
