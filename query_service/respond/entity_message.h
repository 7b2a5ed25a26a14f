// Entities and dimensions of the catalog to messages of parallax.v1.
#ifndef PARALLAX_QUERY_SERVICE_RESPOND_ENTITY_MESSAGE_H_
#define PARALLAX_QUERY_SERVICE_RESPOND_ENTITY_MESSAGE_H_

#include <string_view>

#include "core/catalog/catalog.h"
#include "parallax/v1/entity.pb.h"
#include "query_service/request/entity_names.h"

namespace parallax::respond {

// An entity that the catalog does not have is provisional, and shows the last part of its id.
void FillEntity(const catalog::Catalog& catalog, std::string_view entity_id,
                std::string_view language, v1::Entity* out);

// With the entities that judgements make one with it.
void FillEntity(const catalog::Catalog& catalog, const request::ResolvedEntity& entity,
                std::string_view language, v1::Entity* out);

void FillDimension(const catalog::Catalog& catalog, const catalog::Dimension& dimension,
                   std::string_view language, v1::Dimension* out);

v1::ValueType ToApi(catalog::ValueType type);

}  // namespace parallax::respond

#endif  // PARALLAX_QUERY_SERVICE_RESPOND_ENTITY_MESSAGE_H_
