#include "query_service/request/question.h"

#include <string>

#include "core/errors/error.h"
#include "query_service/request/compare_spec.h"
#include "query_service/request/fields.h"

namespace parallax::request {

using errors::Error;
using errors::Reason;

absl::StatusOr<const catalog::Dimension*> ParseDimension(const catalog::Catalog& catalog,
                                                         std::string_view field,
                                                         const std::string& id) {
  if (absl::Status status = CheckText(field, id); !status.ok()) return status;
  const catalog::Dimension* dimension = catalog.FindDimension(id);
  if (dimension == nullptr) {
    return Error(Reason::kDimensionNotFound, field, "no dimension \"" + id + "\"");
  }
  return dimension;
}

absl::StatusOr<Question> ParseQuestion(const catalog::Catalog& catalog, const std::string& entity,
                                       const std::string& dimension, bool must_apply) {
  auto resolved = ResolveEntity(catalog, entity, {}, "entity");
  if (!resolved.ok()) return resolved.status();
  const auto asked = ParseDimension(catalog, "dimension", dimension);
  if (!asked.ok()) return asked.status();
  if (must_apply && !AppliesTo(**asked, resolved->kind)) {
    return Error(Reason::kDimensionNotApplicable, "dimension",
                 "\"" + dimension + "\" is not asked of any " + resolved->kind);
  }
  return Question{*std::move(resolved), *asked};
}

absl::StatusOr<int> CountField(std::string_view field, int32_t value, int standard, int most,
                               bool none) {
  if (value == 0) return standard;
  if (value == -1 && none) return 0;
  if (value < 0 || value > most) {
    return Error(Reason::kFieldOutOfRange, field,
                 "must be 0 to " + std::to_string(most) + (none ? ", or -1 for none" : "") +
                     ", got " + std::to_string(value));
  }
  return value;
}

absl::Status CheckProvisional(const storage::RecordReader& reader,
                              const std::vector<ResolvedEntity>& entities) {
  for (const ResolvedEntity& entity : entities) {
    if (!entity.provisional || !entity.same_ids.empty()) continue;
    const auto cells = reader.ListCells(entity.entity_id, {}, 1);
    if (!cells.ok()) return cells.status();
    if (cells->items.empty()) return EntityNotFound(entity.entity_id, entity.kind, entity.field);
  }
  return absl::OkStatus();
}

}  // namespace parallax::request
