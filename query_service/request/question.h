// One question of a request, an entity on a dimension, with what else requests of one cell share.
#ifndef PARALLAX_QUERY_SERVICE_REQUEST_QUESTION_H_
#define PARALLAX_QUERY_SERVICE_REQUEST_QUESTION_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "core/catalog/catalog.h"
#include "core/storage/record_reader.h"
#include "query_service/request/entity_names.h"

namespace parallax::request {

struct Question {
  ResolvedEntity entity;
  const catalog::Dimension* dimension = nullptr;  // of the catalog, which must outlive it
};

// The dimension named by `id`. Errors: kFieldMissing, kFieldMalformed; kDimensionNotFound.
absl::StatusOr<const catalog::Dimension*> ParseDimension(const catalog::Catalog& catalog,
                                                         std::string_view field,
                                                         const std::string& id);

// Fields `entity` and `dimension`. Errors: those of ResolveEntity and ParseDimension; with
// `must_apply` kDimensionNotApplicable for a dimension that is not asked of the entity's kind.
absl::StatusOr<Question> ParseQuestion(const catalog::Catalog& catalog, const std::string& entity,
                                       const std::string& dimension, bool must_apply);

// The count that a field asks for: `standard` for 0; 0 for -1 where `none` allows it.
// kFieldOutOfRange outside of 0 to `most`.
absl::StatusOr<int> CountField(std::string_view field, int32_t value, int standard, int most,
                               bool none);

// kEntityNotFound for a provisional entity that no claim is about.
absl::Status CheckProvisional(const storage::RecordReader& reader,
                              const std::vector<ResolvedEntity>& entities);

}  // namespace parallax::request

#endif  // PARALLAX_QUERY_SERVICE_REQUEST_QUESTION_H_
