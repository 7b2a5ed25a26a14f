#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "core/catalog/name_fold.h"
#include "core/catalog/pack_check.h"

namespace parallax::catalog {
namespace {

struct Bearer {
  std::string entity_id;
  std::string where;
  std::string written;
};

}  // namespace

std::vector<std::string> CheckSharedNames(const std::vector<PackSource>& sources) {
  // Contextual names and metonyms are declared ways of sharing: only the rest may clash.
  std::map<std::string, std::vector<Bearer>> bearers;
  std::set<std::pair<std::string, std::string>> related;
  for (const PackSource& source : sources) {
    for (int i = 0; i < source.pack().entities_size(); ++i) {
      const auto& entity = source.pack().entities(i);
      for (const auto& relation : entity.relations()) {
        related.emplace(entity.id(), relation.target());
        related.emplace(relation.target(), entity.id());
      }
      for (int n = 0; n < entity.names_size(); ++n) {
        const auto& set = entity.names(n);
        const std::string where = source.Where("entities", i, "names", n);
        const auto add = [&](const std::string& name) {
          if (!name.empty()) bearers[FoldName(name)].push_back({entity.id(), where, name});
        };
        add(set.primary());
        for (const auto& name : set.alias()) add(name);
        for (const auto& name : set.abbreviation()) add(name);
        for (const auto& name : set.adjective()) add(name);
      }
    }
  }
  std::vector<std::string> faults;
  for (const auto& [folded, all] : bearers) {
    for (size_t k = 1; k < all.size(); ++k) {
      for (size_t j = 0; j < k; ++j) {
        if (all[j].entity_id == all[k].entity_id) continue;
        if (related.contains({all[j].entity_id, all[k].entity_id})) continue;
        faults.push_back(all[k].where + ": \"" + all[k].written + "\" names \"" + all[k].entity_id +
                         "\" and, at " + all[j].where + ", \"" + all[j].entity_id +
                         "\": declare it contextual for one of them or relate the two");
      }
    }
  }
  return faults;
}

}  // namespace parallax::catalog
