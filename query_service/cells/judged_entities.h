// Entities that judgements make one, at the commit that is read: what is asked of one is asked of
// all of them.
#ifndef PARALLAX_QUERY_SERVICE_CELLS_JUDGED_ENTITIES_H_
#define PARALLAX_QUERY_SERVICE_CELLS_JUDGED_ENTITIES_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "core/catalog/catalog.h"
#include "core/storage/read_view.h"
#include "query_service/request/entity_names.h"

namespace parallax::cells {

// The id that stands for a set of entities: the first that the catalog has, else the first.
// REQUIRES: not empty, sorted.
const std::string& StandsFor(const catalog::Catalog& catalog, const std::vector<std::string>& same);

// Gives each entity that is one with others the id that stands for them, and the others in
// `same_ids`; of several that are one the first stays. One engine call.
absl::Status JoinJudged(const storage::ReadView& view, const catalog::Catalog& catalog,
                        std::vector<request::ResolvedEntity>* entities);

}  // namespace parallax::cells

#endif  // PARALLAX_QUERY_SERVICE_CELLS_JUDGED_ENTITIES_H_
