// Entities and dimensions of the catalog as they stand in answers, serialized beforehand.
#ifndef PARALLAX_QUERY_SERVICE_RESPOND_CATALOG_MESSAGES_H_
#define PARALLAX_QUERY_SERVICE_RESPOND_CATALOG_MESSAGES_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/catalog/catalog.h"
#include "query_service/request/entity_names.h"

namespace parallax::respond {

// Immutable; thread-safe. Views the catalog, which must outlive it. Memory: about that of the
// entities' names, and of the dimensions' in each of their languages.
class CatalogMessages {
 public:
  explicit CatalogMessages(const catalog::Catalog& catalog);

  // Appends the bytes that FillEntity makes, serialized.
  void AppendEntity(const request::ResolvedEntity& entity, std::string_view language,
                    std::string* out) const;
  // The same of FillDimension. One of another language than the catalog's, or that is not in the
  // catalog, is serialized afresh.
  void AppendDimension(const catalog::Dimension& dimension, std::string_view language,
                       std::string* out) const;

 private:
  // An entity without its display name: what stands before it and what after it.
  struct EntityBytes {
    std::string bytes;
    size_t name_at = 0;
  };

  const catalog::Catalog& catalog_;
  std::vector<EntityBytes> entities_;  // parallel to the catalog's
  // By language, parallel to the catalog's.
  std::vector<std::pair<std::string, std::vector<std::string>>> dimensions_;
};

}  // namespace parallax::respond

#endif  // PARALLAX_QUERY_SERVICE_RESPOND_CATALOG_MESSAGES_H_
