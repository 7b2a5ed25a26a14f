#include "query_service/request/entity_kind.h"

namespace parallax::request {
namespace {

struct Row {
  v1::EntityKind kind;
  std::string_view id;
};
constexpr Row kRows[] = {
    {v1::ENTITY_KIND_ECONOMY, "economy"},       {v1::ENTITY_KIND_ORGANIZATION, "organization"},
    {v1::ENTITY_KIND_MODEL, "model"},           {v1::ENTITY_KIND_INITIATIVE, "initiative"},
    {v1::ENTITY_KIND_PERSON, "person"},         {v1::ENTITY_KIND_PLACE, "place"},
    {v1::ENTITY_KIND_TECHNOLOGY, "technology"},
};

}  // namespace

std::string_view KindId(v1::EntityKind kind) {
  for (const Row& row : kRows) {
    if (row.kind == kind) return row.id;
  }
  return {};
}

v1::EntityKind KindOf(std::string_view kind_id) {
  for (const Row& row : kRows) {
    if (row.id == kind_id) return row.kind;
  }
  return v1::ENTITY_KIND_UNSPECIFIED;
}

}  // namespace parallax::request
