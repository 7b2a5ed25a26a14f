#include "query_service/respond/typed_columns.h"

#include <memory>
#include <utility>

namespace parallax::respond {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

// The number of AnyCell's alternative for a type.
int AlternativeOf(catalog::ValueType type) {
  switch (type) {
    case catalog::ValueType::kText:
      return v1::AnyCell::kTextFieldNumber;
    case catalog::ValueType::kMoney:
      return v1::AnyCell::kMoneyFieldNumber;
    case catalog::ValueType::kQuantity:
      return v1::AnyCell::kQuantityFieldNumber;
    case catalog::ValueType::kPercentage:
      return v1::AnyCell::kPercentageFieldNumber;
    case catalog::ValueType::kDateInterval:
      return v1::AnyCell::kPeriodFieldNumber;
    case catalog::ValueType::kLevel:
      return v1::AnyCell::kLevelFieldNumber;
    case catalog::ValueType::kEntitySet:
      return v1::AnyCell::kEntitiesFieldNumber;
    case catalog::ValueType::kItemList:
      return v1::AnyCell::kItemsFieldNumber;
  }
  return 0;
}

}  // namespace

absl::StatusOr<TypedColumns> TypedColumns::Create(const Descriptor* column,
                                                  const catalog::Catalog& catalog) {
  TypedColumns columns;
  const Descriptor* any = v1::AnyCell::descriptor();
  for (int i = 0; i < any->field_count(); ++i) {
    columns.alternatives_[any->field(i)->message_type()->full_name()] = any->field(i);
  }
  for (int i = 0; i < column->field_count(); ++i) {
    const FieldDescriptor* field = column->field(i);
    if (field->message_type() == any) {
      columns.other_ = field;
    } else if (field->message_type() != nullptr &&
               columns.alternatives_.contains(field->message_type()->full_name())) {
      columns.fields_[field->name()] = field;
    }
  }
  for (const catalog::Dimension& dimension : catalog.dimensions()) {
    const auto it = columns.fields_.find(dimension.id);
    if (it == columns.fields_.end()) continue;
    const FieldDescriptor* alternative =
        any->FindFieldByNumber(AlternativeOf(dimension.value_type));
    if (alternative == nullptr || alternative->message_type() != it->second->message_type()) {
      return absl::InternalError("dimension \"" + dimension.id + "\" is not of the type of " +
                                 it->second->full_name());
    }
  }
  return columns;
}

void TypedColumns::Put(const std::string& dimension_id, v1::AnyCell cell, Message* column) const {
  const auto it = fields_.find(dimension_id);
  if (it == fields_.end()) {
    column->GetReflection()->AddMessage(column, other_)->GetReflection();
    const int last = column->GetReflection()->FieldSize(*column, other_) - 1;
    Message* added = column->GetReflection()->MutableRepeatedMessage(column, other_, last);
    static_cast<v1::AnyCell*>(added)->Swap(&cell);
    return;
  }
  const FieldDescriptor* alternative = alternatives_.at(it->second->message_type()->full_name());
  Message* typed = cell.GetReflection()->MutableMessage(&cell, alternative);
  Message* field = column->GetReflection()->MutableMessage(column, it->second);
  field->GetReflection()->Swap(field, typed);
}

CellPlace TypedColumns::PlaceOf(const catalog::Dimension& dimension) const {
  const auto it = fields_.find(dimension.id);
  if (it != fields_.end()) return {it->second->number(), 0};
  return {other_->number(), AlternativeOf(dimension.value_type)};
}

Message* TypedColumns::MutableAlternative(catalog::ValueType type, v1::AnyCell* cell) {
  return cell->GetReflection()->MutableMessage(
      cell, v1::AnyCell::descriptor()->FindFieldByNumber(AlternativeOf(type)));
}

}  // namespace parallax::respond
