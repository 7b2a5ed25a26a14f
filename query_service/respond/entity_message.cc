#include "query_service/respond/entity_message.h"

#include <string>

#include "core/record/entity_id.h"
#include "query_service/request/entity_kind.h"
#include "query_service/request/fields.h"

namespace parallax::respond {
namespace {

using catalog::Catalog;

// The text of the language asked for, else of English, else the first.
std::string Localized(const std::vector<catalog::LocalText>& texts, std::string_view language) {
  const std::string* english = nullptr;
  for (const auto& text : texts) {
    if (text.language == language) return text.text;
    if (text.language == "en") english = &text.text;
  }
  for (const auto& text : texts) {
    if (request::LanguageMatches(language, text.language)) return text.text;
  }
  if (english != nullptr) return *english;
  return texts.empty() ? std::string() : texts.front().text;
}

}  // namespace

v1::ValueType ToApi(catalog::ValueType type) {
  switch (type) {
    case catalog::ValueType::kText:
      return v1::VALUE_TYPE_TEXT;
    case catalog::ValueType::kMoney:
      return v1::VALUE_TYPE_MONEY;
    case catalog::ValueType::kQuantity:
      return v1::VALUE_TYPE_QUANTITY;
    case catalog::ValueType::kPercentage:
      return v1::VALUE_TYPE_PERCENTAGE;
    case catalog::ValueType::kDateInterval:
      return v1::VALUE_TYPE_DATE_INTERVAL;
    case catalog::ValueType::kLevel:
      return v1::VALUE_TYPE_LEVEL;
    case catalog::ValueType::kEntitySet:
      return v1::VALUE_TYPE_ENTITY_SET;
    case catalog::ValueType::kItemList:
      return v1::VALUE_TYPE_ITEM_LIST;
  }
  return v1::VALUE_TYPE_UNSPECIFIED;
}

void FillEntity(const Catalog& catalog, std::string_view entity_id, std::string_view language,
                v1::Entity* out) {
  out->set_entity_id(std::string(entity_id));
  const catalog::Entity* entity = catalog.FindEntity(entity_id);
  if (entity == nullptr) {
    out->set_provisional(true);
    out->set_kind(request::KindOf(record::EntityKind(entity_id)));
    out->set_display_name(std::string(entity_id.substr(entity_id.find('/') + 1)));
    return;
  }
  out->set_kind(request::KindOf(entity->kind));
  out->set_display_name(std::string(catalog.DisplayName(entity_id, language)));
  for (const catalog::EntityName& name : entity->names) {
    v1::EntityName* message = out->add_names();
    message->set_text(name.text);
    message->set_language(name.language);
    message->set_primary(name.kind == catalog::NameKind::kPrimary);
  }
  for (const catalog::EntityRelation& relation : entity->relations) {
    v1::Relation* message = out->add_relations();
    message->set_relation_id(relation.type);
    message->set_entity_id(relation.target);
  }
}

void FillEntity(const Catalog& catalog, const request::ResolvedEntity& entity,
                std::string_view language, v1::Entity* out) {
  FillEntity(catalog, entity.entity_id, language, out);
  for (const std::string& id : entity.same_ids) out->add_same_entity_ids(id);
}

void FillDimension(const Catalog& catalog, const catalog::Dimension& dimension,
                   std::string_view language, v1::Dimension* out) {
  out->set_dimension_id(dimension.id);
  out->set_parent_dimension_id(dimension.parent);
  out->set_value_type(ToApi(dimension.value_type));
  for (const std::string& kind : dimension.subject_kinds) {
    const v1::EntityKind known = request::KindOf(kind);
    if (known != v1::ENTITY_KIND_UNSPECIFIED) out->add_subject_kinds(known);
  }
  out->set_display_name(std::string(catalog.DimensionName(dimension.id, language)));
  out->set_well_known(dimension.well_known);
  out->set_scale_id(dimension.scale);
  const catalog::Scale* scale =
      dimension.scale.empty() ? nullptr : catalog.FindScale(dimension.scale);
  if (scale == nullptr) return;
  for (const catalog::Level& level : scale->levels) {
    v1::ScaleLevel* message = out->add_levels();
    message->set_level_id(level.id);
    message->set_display_name(Localized(level.names, language));
  }
}

}  // namespace parallax::respond
