// The kinds of entity that the API knows by name, and the ids that packs give them.
#ifndef PARALLAX_QUERY_SERVICE_REQUEST_ENTITY_KIND_H_
#define PARALLAX_QUERY_SERVICE_REQUEST_ENTITY_KIND_H_

#include <string_view>

#include "parallax/v1/entity.pb.h"

namespace parallax::request {

// "economy" for ENTITY_KIND_ECONOMY; empty for unspecified and for numbers that are no kind.
std::string_view KindId(v1::EntityKind kind);

// ENTITY_KIND_UNSPECIFIED for a kind that only a pack knows.
v1::EntityKind KindOf(std::string_view kind_id);

}  // namespace parallax::request

#endif  // PARALLAX_QUERY_SERVICE_REQUEST_ENTITY_KIND_H_
