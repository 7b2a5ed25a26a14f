#include "query_service/respond/comparison_engine.h"

#include <algorithm>
#include <string>
#include <utility>

#include "query_service/cells/amount_dates.h"
#include "query_service/cells/judged_entities.h"
#include "query_service/cells/ready_cell_codec.h"
#include "query_service/cells/roll_up.h"
#include "query_service/request/compare_spec.h"
#include "query_service/request/freshness.h"
#include "query_service/request/question.h"
#include "query_service/respond/answer_size.h"
#include "query_service/respond/cell_message.h"
#include "query_service/respond/contrast_message.h"
#include "query_service/respond/entity_message.h"
#include "query_service/respond/ready_cells.h"
#include "query_service/respond/wire_answer.h"

namespace parallax::respond {
namespace {

// The dimension that says who leads an initiative: who pays, where nothing else does.
constexpr char kLeadSector[] = "lead_sector";
constexpr request::CellBounds kLeadBounds = {.max_propositions = 1, .max_claims = 0};
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

template <typename Request>
struct ComparisonEngine::AnswerOf {};
template <>
struct ComparisonEngine::AnswerOf<v1::CompareEconomiesRequest> {
  using Response = v1::CompareEconomiesResponse;
  static constexpr TypedColumns Columns::*columns = &Columns::economies;
};
template <>
struct ComparisonEngine::AnswerOf<v1::CompareModelsRequest> {
  using Response = v1::CompareModelsResponse;
  static constexpr TypedColumns Columns::*columns = &Columns::models;
};
template <>
struct ComparisonEngine::AnswerOf<v1::CompareInitiativesRequest> {
  using Response = v1::CompareInitiativesResponse;
  static constexpr TypedColumns Columns::*columns = &Columns::initiatives;
};
template <>
struct ComparisonEngine::AnswerOf<v1::CompareOrganizationsRequest> {
  using Response = v1::CompareOrganizationsResponse;
  static constexpr TypedColumns Columns::*columns = &Columns::organizations;
};
template <>
struct ComparisonEngine::AnswerOf<v1::CompareRequest> {
  using Response = v1::CompareResponse;
  static constexpr TypedColumns Columns::*columns = &Columns::entities;
};

absl::StatusOr<std::unique_ptr<ComparisonEngine>> ComparisonEngine::Create(
    const catalog::Catalog* catalog, const cells::ViewSource* views, const value::RateTable* rates,
    ReadyPlaces ready) {
  auto economies = TypedColumns::Create(v1::EconomyColumn::descriptor(), *catalog);
  if (!economies.ok()) return economies.status();
  auto models = TypedColumns::Create(v1::ModelColumn::descriptor(), *catalog);
  if (!models.ok()) return models.status();
  auto initiatives = TypedColumns::Create(v1::InitiativeColumn::descriptor(), *catalog);
  if (!initiatives.ok()) return initiatives.status();
  auto organizations = TypedColumns::Create(v1::OrganizationColumn::descriptor(), *catalog);
  if (!organizations.ok()) return organizations.status();
  auto entities = TypedColumns::Create(v1::EntityColumn::descriptor(), *catalog);
  if (!entities.ok()) return entities.status();
  return std::unique_ptr<ComparisonEngine>(
      new ComparisonEngine(catalog, views, rates, ready,
                           {*std::move(economies), *std::move(models), *std::move(initiatives),
                            *std::move(organizations), *std::move(entities)}));
}

absl::Status ComparisonEngine::ResolveInView(const storage::ReadView& view,
                                             std::vector<request::ResolvedEntity>* entities) const {
  if (absl::Status status = cells::JoinJudged(view, *catalog_, entities); !status.ok()) {
    return status;
  }
  return request::CheckProvisional(storage::RecordReader(view), *entities);
}

const catalog::Dimension* ComparisonEngine::LeadToRead(const request::CompareSpec& spec) const {
  const bool sized = std::any_of(spec.dimensions.begin(), spec.dimensions.end(),
                                 [](const auto* d) { return d->id == cells::kAnnouncedSize; });
  return sized && spec.entities.size() > 1 ? catalog_->FindDimension(kLeadSector) : nullptr;
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
  if (absl::Status status = ResolveInView(**view, &row.spec.entities); !status.ok()) return status;
  const cells::CellReader reader(**view, limits, rates_);
  const request::CompareSpec& asked = row.spec;
  auto cells = asked.roll_up.empty()
                   ? reader.Read(asked.entities, asked.dimensions, asked.filter, asked.bounds)
                   : cells::ReadRolledUp(reader, *catalog_, asked.entities, asked.dimensions,
                                         asked.filter, asked.bounds, asked.roll_up);
  if (!cells.ok()) return cells.status();
  row.cells = *std::move(cells);
  if (const catalog::Dimension* lead = LeadToRead(asked); lead != nullptr) {
    auto leads = reader.Read(asked.entities, {lead}, asked.filter, kLeadBounds);
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
    FillColumn(*row, e, columns_.economies, column->mutable_economy(), column);
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
    FillColumn(*row, e, columns_.models, column->mutable_model(), column);
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
    FillColumn(*row, e, columns_.initiatives, column->mutable_initiative(), column);
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
    FillColumn(*row, e, columns_.organizations, column->mutable_organization(), column);
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

template <typename Request>
absl::StatusOr<std::optional<std::string>> ComparisonEngine::Bytes(const Request& request,
                                                                   const cells::CallLimits& limits,
                                                                   Reach reach) const {
  const auto freshness = request::FreshnessOf(request);
  if (!freshness.ok()) return freshness.status();
  auto spec = request::ParseCompare(request, *catalog_);
  if (!spec.ok()) return spec.status();
  const bool at_once = reach == Reach::kReady;
  if (at_once && (!spec->roll_up.empty() ||
                  spec->entities.size() * spec->dimensions.size() > kMaxCellsAtOnce)) {
    return std::nullopt;
  }
  using Answered = typename AnswerOf<Request>::Response;
  if (!spec->roll_up.empty()) {
    // Cells that others are counted into are made for one answer.
    Answered response;
    if (absl::Status status = Answer(request, limits, &response); !status.ok()) return status;
    return response.SerializeAsString();
  }
  const auto view = views_->Open(*freshness);
  if (!view.ok()) return view.status();
  if (absl::Status status = ResolveInView(**view, &spec->entities); !status.ok()) return status;
  const cells::CellReader reader(**view, limits, rates_, cells::ShownClaims::kStored);
  const auto from = at_once ? storage::ReadFrom::kMemory : storage::ReadFrom::kAnywhere;
  ReadyCells cells;
  if (!FindReadyCells(**view, *spec, ready_, from, &cells)) {
    if (at_once) return std::nullopt;
    absl::Status read = ReadMissingCells(**view, reader, *spec, ready_, &cells);
    if (!read.ok()) return read;
  }
  ReadyCells leads;
  if (const catalog::Dimension* lead = LeadToRead(*spec); lead != nullptr) {
    request::CompareSpec of_leads = *spec;
    of_leads.dimensions = {lead};
    // As they are kept, though less would do.
    of_leads.bounds = spec->filter.empty() ? cells::kKeptBounds : kLeadBounds;
    if (!FindReadyCells(**view, of_leads, ready_, from, &leads)) {
      if (at_once) return std::nullopt;
      if (!spec->filter.empty()) {
        absl::Status read = ReadMissingCells(**view, reader, of_leads, ready_, &leads);
        if (!read.ok()) return read;
      }
      // As they are kept, one by one: none is shown, so all together may be larger than an answer.
      request::CompareSpec of_one = of_leads;
      for (size_t e = 0; e < leads.size(); ++e) {
        if (leads[e] != nullptr) continue;
        of_one.entities = {of_leads.entities[e]};
        ReadyCells one = {nullptr};
        absl::Status read = ReadMissingCells(**view, reader, of_one, ready_, &one);
        if (!read.ok()) return read;
        leads[e] = std::move(one.front());
      }
    }
  }
  std::string answer = WireAnswer(messages_, columns_.*AnswerOf<Request>::columns, rates_,
                                  {*spec, cells, leads, (*view)->Token()});
  if (absl::Status status = CheckAnswerSize(answer.size(), kAdvice); !status.ok()) return status;
  return answer;
}

template <typename Request>
absl::StatusOr<std::string> ComparisonEngine::AnswerBytes(const Request& request,
                                                          const cells::CallLimits& limits) const {
  auto answer = Bytes(request, limits, Reach::kStore);
  if (!answer.ok()) return answer.status();
  return **std::move(answer);
}

template <typename Request>
absl::StatusOr<std::optional<std::string>> ComparisonEngine::AnswerAtOnce(
    const Request& request, const cells::CallLimits& limits) const {
  if (ready_.cache == nullptr && ready_.keeper == nullptr) return std::nullopt;
  return Bytes(request, limits, Reach::kReady);
}

#define PARALLAX_ANSWER_BYTES(Request)                                                \
  template absl::StatusOr<std::string> ComparisonEngine::AnswerBytes(                 \
      const v1::Request& request, const cells::CallLimits& limits) const;             \
  template absl::StatusOr<std::optional<std::string>> ComparisonEngine::AnswerAtOnce( \
      const v1::Request& request, const cells::CallLimits& limits) const
PARALLAX_ANSWER_BYTES(CompareEconomiesRequest);
PARALLAX_ANSWER_BYTES(CompareModelsRequest);
PARALLAX_ANSWER_BYTES(CompareInitiativesRequest);
PARALLAX_ANSWER_BYTES(CompareOrganizationsRequest);
PARALLAX_ANSWER_BYTES(CompareRequest);
#undef PARALLAX_ANSWER_BYTES

}  // namespace parallax::respond
