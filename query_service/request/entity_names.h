// Names and ids of a request to entities of the catalog.
#ifndef PARALLAX_QUERY_SERVICE_REQUEST_ENTITY_NAMES_H_
#define PARALLAX_QUERY_SERVICE_REQUEST_ENTITY_NAMES_H_

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "core/catalog/catalog.h"

namespace parallax::request {

struct ResolvedEntity {
  std::string entity_id;
  std::string kind;          // kind id
  bool provisional = false;  // not in the catalog: the caller finds out whether there are records
  std::string field;         // of the request, for errors
  std::vector<std::string> same_ids = {};  // others that judgements make one with it, sorted
  friend bool operator==(const ResolvedEntity&, const ResolvedEntity&) = default;
};

// What `name` may stand for among entities of `kind` (empty: any), sorted by id. In this order, the
// first that finds anything counts: an id ("economy/KR"; with a kind also "KR", in any letter
// case); a primary name, alias or abbreviation; an adjective ("Chinese"); a metonym or contextual
// name; without a kind, an economy's ISO 3166-1 alpha-2 code in capital letters.
std::vector<const catalog::Entity*> CandidatesFor(const catalog::Catalog& catalog,
                                                  std::string_view name, std::string_view kind);

// The one entity that `name` stands for. `field` is the path to blame. Errors: kFieldMissing,
// kFieldMalformed; kEntityNotFound; kEntityAmbiguous, listing the candidates. An id of a known kind
// that the catalog does not have is taken for a provisional entity.
absl::StatusOr<ResolvedEntity> ResolveEntity(const catalog::Catalog& catalog, std::string_view name,
                                             std::string_view kind, const std::string& field);

// All names of a field. An entity that is named twice is kept once, at its first place: a row holds
// each entity once.
absl::StatusOr<std::vector<ResolvedEntity>> ResolveEntities(const catalog::Catalog& catalog,
                                                            const std::vector<std::string>& names,
                                                            std::string_view kind,
                                                            std::string_view field);

// The error for a name that stands for nothing.
absl::Status EntityNotFound(std::string_view name, std::string_view kind, std::string_view field);

}  // namespace parallax::request

#endif  // PARALLAX_QUERY_SERVICE_REQUEST_ENTITY_NAMES_H_
