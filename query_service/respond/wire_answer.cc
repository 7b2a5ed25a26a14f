#include "query_service/respond/wire_answer.h"

#include <algorithm>
#include <set>
#include <utility>
#include <variant>

#include "parallax/v1/comparison_service.pb.h"
#include "query_service/cells/amount_dates.h"
#include "query_service/contrast/contrast.h"
#include "query_service/respond/contrast_message.h"
#include "query_service/respond/wire_writer.h"

namespace parallax::respond {
namespace {

using cells::ReadyCell;
using cells::ReadyMember;

constexpr int kColumns = 1;
constexpr int kEntity = 1;
constexpr int kDimensions = 2;
constexpr int kContrasts = 3;
constexpr int kRevisionToken = 4;
static_assert(v1::CompareEconomiesResponse::kEconomiesFieldNumber == kColumns);
static_assert(v1::CompareEconomiesResponse::kDimensionsFieldNumber == kDimensions);
static_assert(v1::CompareEconomiesResponse::kContrastsFieldNumber == kContrasts);
static_assert(v1::CompareEconomiesResponse::kRevisionTokenFieldNumber == kRevisionToken);
static_assert(v1::EconomyColumn::kEconomyFieldNumber == kEntity);
static_assert(v1::CompareModelsResponse::kModelsFieldNumber == kColumns);
static_assert(v1::CompareModelsResponse::kDimensionsFieldNumber == kDimensions);
static_assert(v1::CompareModelsResponse::kContrastsFieldNumber == kContrasts);
static_assert(v1::CompareModelsResponse::kRevisionTokenFieldNumber == kRevisionToken);
static_assert(v1::ModelColumn::kModelFieldNumber == kEntity);
static_assert(v1::CompareInitiativesResponse::kInitiativesFieldNumber == kColumns);
static_assert(v1::CompareInitiativesResponse::kDimensionsFieldNumber == kDimensions);
static_assert(v1::CompareInitiativesResponse::kContrastsFieldNumber == kContrasts);
static_assert(v1::CompareInitiativesResponse::kRevisionTokenFieldNumber == kRevisionToken);
static_assert(v1::InitiativeColumn::kInitiativeFieldNumber == kEntity);
static_assert(v1::CompareOrganizationsResponse::kOrganizationsFieldNumber == kColumns);
static_assert(v1::CompareOrganizationsResponse::kDimensionsFieldNumber == kDimensions);
static_assert(v1::CompareOrganizationsResponse::kContrastsFieldNumber == kContrasts);
static_assert(v1::CompareOrganizationsResponse::kRevisionTokenFieldNumber == kRevisionToken);
static_assert(v1::OrganizationColumn::kOrganizationFieldNumber == kEntity);
static_assert(v1::CompareResponse::kColumnsFieldNumber == kColumns);
static_assert(v1::CompareResponse::kDimensionsFieldNumber == kDimensions);
static_assert(v1::CompareResponse::kContrastsFieldNumber == kContrasts);
static_assert(v1::CompareResponse::kRevisionTokenFieldNumber == kRevisionToken);
static_assert(v1::EntityColumn::kEntityFieldNumber == kEntity);

contrast::Side SideOf(const ReadyCell& cell) { return {cell.state, cell.agreement, cell.typed}; }

// A SetContrast's fields: what both have as A words it, then what only one has, by key.
void WriteMembers(const std::vector<ReadyMember>& a, const std::vector<ReadyMember>& b,
                  std::string* out) {
  std::string only_b;
  std::string only_a;
  WireWriter shared(out);
  WireWriter of_a(&only_a);
  WireWriter of_b(&only_b);
  size_t i = 0;
  size_t j = 0;
  while (i < a.size() || j < b.size()) {
    const int order = i == a.size() ? 1 : j == b.size() ? -1 : a[i].key.compare(b[j].key);
    if (order < 0) {
      of_a.Bytes(v1::SetContrast::kOnlyAFieldNumber, a[i++].text);
    } else if (order > 0) {
      of_b.Bytes(v1::SetContrast::kOnlyBFieldNumber, b[j++].text);
    } else {
      shared.Bytes(v1::SetContrast::kSharedFieldNumber, a[i].text);
      ++i;
      ++j;
    }
  }
  out->append(only_a);
  out->append(only_b);
}

class ContrastsWriter {
 public:
  ContrastsWriter(const ReadyRow& row, const value::RateTable* rates, std::string* out)
      : row_(row), rates_(rates), out_(out) {}

  void Append(size_t dimension, size_t entity_a, size_t entity_b, const ReadyCell& a,
              const ReadyCell& b) {
    const request::CompareSpec& spec = row_.spec;
    std::set<contrast::Reason> also;
    if (!row_.leads.empty() && spec.dimensions[dimension]->id == cells::kAnnouncedSize) {
      also = LedApart(row_.leads[entity_a]->typed, row_.leads[entity_b]->typed);
    }
    const auto found = contrast::Contrasted(SideOf(a), SideOf(b),
                                            spec.dimensions[dimension]->value_type, rates_, also);
    if (!found) return;
    bytes_.clear();
    WireWriter writer(&bytes_);
    writer.Bytes(v1::Contrast::kDimensionIdFieldNumber, spec.dimensions[dimension]->id);
    writer.Bytes(v1::Contrast::kEntityIdAFieldNumber, spec.entities[entity_a].entity_id);
    writer.Bytes(v1::Contrast::kEntityIdBFieldNumber, spec.entities[entity_b].entity_id);
    finding_.Clear();
    FillFinding(*found, &finding_);
    finding_.AppendToString(&bytes_);
    if (std::holds_alternative<contrast::Members>(found->finding)) {
      members_.clear();
      WriteMembers(a.members, b.members, &members_);
      writer.Bytes(v1::Contrast::kSetFieldNumber, members_);
    }
    WireWriter(out_).Bytes(kContrasts, bytes_);
  }

 private:
  const ReadyRow& row_;
  const value::RateTable* rates_;
  std::string* out_;
  v1::Contrast finding_;  // what stands behind the ids
  std::string bytes_;
  std::string members_;
};

// The fields of one column.
void WriteColumn(const ReadyRow& row, size_t entity, const std::string& entity_message,
                 const std::vector<std::pair<size_t, CellPlace>>& order, std::string* out) {
  const size_t dimensions = row.spec.dimensions.size();
  size_t size = WireWriter::BytesSize(kEntity, entity_message.size());
  const auto message = [&](size_t d) -> const std::string& {
    return row.cells[entity * dimensions + d]->message;
  };
  for (const auto& [d, place] : order) {
    size_t cell = message(d).size();
    if (place.alternative != 0) cell = WireWriter::BytesSize(place.alternative, cell);
    size += WireWriter::BytesSize(place.field, cell);
  }
  out->reserve(out->size() + size + 16);
  WireWriter writer(out);
  writer.Header(kColumns, size);
  writer.Bytes(kEntity, entity_message);
  for (const auto& [d, place] : order) {
    if (place.alternative != 0) {
      writer.Header(place.field, WireWriter::BytesSize(place.alternative, message(d).size()));
      writer.Bytes(place.alternative, message(d));
    } else {
      writer.Bytes(place.field, message(d));
    }
  }
}

}  // namespace

std::string WireAnswer(const CatalogMessages& catalog, const TypedColumns& columns,
                       const value::RateTable* rates, const ReadyRow& row) {
  const request::CompareSpec& spec = row.spec;
  // Fields in the order of their numbers, cells of a repeated field in the order of the dimensions.
  std::vector<std::pair<size_t, CellPlace>> order;
  for (size_t d = 0; d < spec.dimensions.size(); ++d) {
    order.emplace_back(d, columns.PlaceOf(*spec.dimensions[d]));
  }
  std::stable_sort(order.begin(), order.end(),
                   [](const auto& a, const auto& b) { return a.second.field < b.second.field; });

  std::string out;
  size_t cells = 0;
  for (const auto& cell : row.cells) cells += cell->message.size();
  out.reserve(cells + cells / 4 + 4096);
  std::string bytes;
  for (size_t e = 0; e < spec.entities.size(); ++e) {
    bytes.clear();
    catalog.AppendEntity(spec.entities[e], spec.display_language, &bytes);
    WriteColumn(row, e, bytes, order, &out);
  }
  WireWriter writer(&out);
  for (const catalog::Dimension* one : spec.dimensions) {
    bytes.clear();
    catalog.AppendDimension(*one, spec.display_language, &bytes);
    writer.Bytes(kDimensions, bytes);
  }
  ContrastsWriter contrasts(row, rates, &out);
  for (size_t d = 0; d < spec.dimensions.size(); ++d) {
    const auto cell = [&](size_t e) -> const ReadyCell& {
      return *row.cells[e * spec.dimensions.size() + d];
    };
    const size_t entities = spec.entities.size();
    const size_t firsts = entities <= kMaxEntitiesPairwise ? entities : 1;
    for (size_t i = 0; i < firsts; ++i) {
      for (size_t j = i + 1; j < entities; ++j) contrasts.Append(d, i, j, cell(i), cell(j));
    }
  }
  if (!row.revision_token.empty()) writer.Bytes(kRevisionToken, row.revision_token);
  return out;
}

}  // namespace parallax::respond
