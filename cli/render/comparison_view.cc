#include "cli/render/comparison_view.h"

#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>

#include <map>
#include <string>
#include <vector>

namespace parallax::render {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

// Puts `message`, a typed cell, into the AnyCell's field of its type. False for other messages.
bool Wrap(const Message& message, v1::AnyCell* out) {
  const Descriptor* any = v1::AnyCell::descriptor();
  for (int i = 0; i < any->field_count(); ++i) {
    if (any->field(i)->message_type() == message.GetDescriptor()) {
      out->GetReflection()->MutableMessage(out, any->field(i))->CopyFrom(message);
      return true;
    }
  }
  return false;
}

// The typed cells of a column in the order of its fields, those under `other` last.
std::vector<v1::AnyCell> CellsOf(const Message& column) {
  std::vector<v1::AnyCell> cells;
  const Reflection* reflection = column.GetReflection();
  std::vector<const FieldDescriptor*> fields;
  reflection->ListFields(column, &fields);
  for (const FieldDescriptor* field : fields) {
    if (field->cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE) continue;
    v1::AnyCell cell;
    if (!field->is_repeated()) {
      if (Wrap(reflection->GetMessage(column, field), &cell)) cells.push_back(cell);
    } else if (field->message_type() == v1::AnyCell::descriptor()) {
      for (int i = 0; i < reflection->FieldSize(column, field); ++i) {
        cell.CopyFrom(reflection->GetRepeatedMessage(column, field, i));
        cells.push_back(cell);
      }
    }
  }
  return cells;
}

template <typename Columns, typename EntityOf>
v1::CompareResponse Generalize(const Columns& columns, const EntityOf& entity_of,
                               v1::CompareResponse out) {
  std::map<std::string, int> place;
  for (const v1::Dimension& dimension : out.dimensions()) {
    place.emplace(dimension.dimension_id(), static_cast<int>(place.size()));
  }
  std::vector<std::vector<v1::AnyCell>> cells;
  for (const auto& column : columns) {
    cells.push_back(CellsOf(column));
    for (const v1::AnyCell& cell : cells.back()) {
      const std::string& id = CommonPart(cell).dimension_id();
      if (place.emplace(id, static_cast<int>(place.size())).second) {
        out.add_dimensions()->set_dimension_id(id);
      }
    }
  }
  int at = 0;
  for (const auto& column : columns) {
    v1::EntityColumn* row = out.add_columns();
    *row->mutable_entity() = entity_of(column);
    for (int i = 0; i < out.dimensions_size(); ++i) row->add_cells();
    for (v1::AnyCell& cell : cells[static_cast<size_t>(at)]) {
      row->mutable_cells(place[CommonPart(cell).dimension_id()])->Swap(&cell);
    }
    ++at;
  }
  return out;
}

template <typename Response>
v1::CompareResponse Frame(const Response& response) {
  v1::CompareResponse out;
  *out.mutable_dimensions() = response.dimensions();
  *out.mutable_contrasts() = response.contrasts();
  out.set_revision_token(response.revision_token());
  return out;
}

}  // namespace

v1::CompareResponse AsGeneral(const v1::CompareEconomiesResponse& response) {
  return Generalize(
      response.economies(), [](const v1::EconomyColumn& column) { return column.economy(); },
      Frame(response));
}

v1::CompareResponse AsGeneral(const v1::CompareModelsResponse& response) {
  return Generalize(
      response.models(), [](const v1::ModelColumn& column) { return column.model(); },
      Frame(response));
}

v1::CompareResponse AsGeneral(const v1::CompareInitiativesResponse& response) {
  return Generalize(
      response.initiatives(),
      [](const v1::InitiativeColumn& column) { return column.initiative(); }, Frame(response));
}

v1::CompareResponse AsGeneral(const v1::CompareOrganizationsResponse& response) {
  return Generalize(
      response.organizations(),
      [](const v1::OrganizationColumn& column) { return column.organization(); }, Frame(response));
}

const v1::Cell& CommonPart(const v1::AnyCell& cell) {
  switch (cell.cell_case()) {
    case v1::AnyCell::kText:
      return cell.text().cell();
    case v1::AnyCell::kLevel:
      return cell.level().cell();
    case v1::AnyCell::kPeriod:
      return cell.period().cell();
    case v1::AnyCell::kMoney:
      return cell.money().cell();
    case v1::AnyCell::kQuantity:
      return cell.quantity().cell();
    case v1::AnyCell::kPercentage:
      return cell.percentage().cell();
    case v1::AnyCell::kChange:
      return cell.change().cell();
    case v1::AnyCell::kItems:
      return cell.items().cell();
    case v1::AnyCell::kEntities:
      return cell.entities().cell();
    case v1::AnyCell::CELL_NOT_SET:
      break;
  }
  return v1::Cell::default_instance();
}

const std::string& NameOf(const v1::Entity& entity) {
  return entity.display_name().empty() ? entity.entity_id() : entity.display_name();
}

const std::string& NameOf(const v1::Dimension& dimension) {
  return dimension.display_name().empty() ? dimension.dimension_id() : dimension.display_name();
}

}  // namespace parallax::render
