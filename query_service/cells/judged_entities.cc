#include "query_service/cells/judged_entities.h"

#include <algorithm>
#include <set>
#include <utility>

#include "core/storage/curation_reader.h"

namespace parallax::cells {

const std::string& StandsFor(const catalog::Catalog& catalog,
                             const std::vector<std::string>& same) {
  const auto known = std::find_if(same.begin(), same.end(), [&](const std::string& id) {
    return catalog.FindEntity(id) != nullptr;
  });
  return known == same.end() ? same.front() : *known;
}

absl::Status JoinJudged(const storage::ReadView& view, const catalog::Catalog& catalog,
                        std::vector<request::ResolvedEntity>* entities) {
  std::vector<std::string> ids;
  ids.reserve(entities->size());
  for (const request::ResolvedEntity& entity : *entities) ids.push_back(entity.entity_id);
  const auto sets = storage::CurationReader(view).SameEntities(ids);
  if (!sets.ok()) return sets.status();
  std::set<std::string> seen;
  std::vector<request::ResolvedEntity> joined;
  joined.reserve(entities->size());
  for (size_t i = 0; i < entities->size(); ++i) {
    request::ResolvedEntity& entity = (*entities)[i];
    const std::vector<std::string>& same = (*sets)[i];
    if (!same.empty()) {
      entity.entity_id = StandsFor(catalog, same);
      entity.provisional = catalog.FindEntity(entity.entity_id) == nullptr;
      for (const std::string& id : same) {
        if (id != entity.entity_id) entity.same_ids.push_back(id);
      }
    }
    if (seen.insert(entity.entity_id).second) joined.push_back(std::move(entity));
  }
  *entities = std::move(joined);
  return absl::OkStatus();
}

}  // namespace parallax::cells
