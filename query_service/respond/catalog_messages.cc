#include "query_service/respond/catalog_messages.h"

#include <set>

#include "parallax/v1/entity.pb.h"
#include "query_service/respond/entity_message.h"
#include "query_service/respond/wire_writer.h"

namespace parallax::respond {

CatalogMessages::CatalogMessages(const catalog::Catalog& catalog) : catalog_(catalog) {
  entities_.reserve(catalog.entities().size());
  for (const catalog::Entity& entity : catalog.entities()) {
    v1::Entity message;
    FillEntity(catalog, entity.id, "en", &message);
    message.clear_display_name();
    EntityBytes& made = entities_.emplace_back();
    made.bytes = message.SerializeAsString();
    made.name_at = EndOfFields(made.bytes, v1::Entity::kDisplayNameFieldNumber);
  }
  std::set<std::string> languages;
  for (const catalog::Dimension& dimension : catalog.dimensions()) {
    for (const auto& name : dimension.names) languages.insert(name.language);
  }
  for (const std::string& language : languages) {
    std::vector<std::string>& made = dimensions_.emplace_back(language, 0).second;
    made.reserve(catalog.dimensions().size());
    for (const catalog::Dimension& dimension : catalog.dimensions()) {
      v1::Dimension message;
      FillDimension(catalog, dimension, language, &message);
      made.push_back(message.SerializeAsString());
    }
  }
}

void CatalogMessages::AppendEntity(const request::ResolvedEntity& entity, std::string_view language,
                                   std::string* out) const {
  const catalog::Entity* known = catalog_.FindEntity(entity.entity_id);
  if (known == nullptr || !entity.same_ids.empty()) {
    v1::Entity message;
    FillEntity(catalog_, entity, language, &message);
    message.AppendToString(out);
    return;
  }
  const auto& made = entities_[static_cast<size_t>(known - catalog_.entities().data())];
  out->append(made.bytes, 0, made.name_at);
  const std::string_view name = catalog_.DisplayName(entity.entity_id, language);
  if (!name.empty()) WireWriter(out).Bytes(v1::Entity::kDisplayNameFieldNumber, name);
  out->append(made.bytes, made.name_at);
}

void CatalogMessages::AppendDimension(const catalog::Dimension& dimension,
                                      std::string_view language, std::string* out) const {
  const auto& all = catalog_.dimensions();
  for (const auto& [made_for, bytes] : dimensions_) {
    if (made_for != language || catalog_.FindDimension(dimension.id) != &dimension) continue;
    out->append(bytes[static_cast<size_t>(&dimension - all.data())]);
    return;
  }
  v1::Dimension message;
  FillDimension(catalog_, dimension, language, &message);
  message.AppendToString(out);
}

}  // namespace parallax::respond
