// Versions of models, and the short names by which a page that names their maker calls them.
#ifndef PARALLAX_INGEST_SERVICE_LINK_MODEL_VERSIONS_H_
#define PARALLAX_INGEST_SERVICE_LINK_MODEL_VERSIONS_H_

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/catalog/catalog.h"

namespace parallax::link {

// The end of the version that follows a model's name ending at `end`: " 3" and " 3.5 Pro" of "Olmo
// 3.5 Pro", "-7B", " V2"; `end` when none does. A number before a unit, a sign of percentage or a
// Chinese measure is no version.
int64_t VersionEnd(std::string_view text, int64_t end);

// "R1" of "DeepSeek-R1": what is left of a model's name without its maker's or its family's.
// Immutable and thread-safe. The catalog must outlive it.
class ModelShortNames {
 public:
  explicit ModelShortNames(const catalog::Catalog& catalog);

  struct ShortName {
    std::string text;
    const catalog::Entity* model = nullptr;
    const catalog::Entity* maker = nullptr;  // an organization or the family
  };
  // The short names whose maker is in `named`, each text once; of two models with one short name
  // neither is there.
  std::vector<const ShortName*> Of(const std::set<const catalog::Entity*>& named) const;

 private:
  std::vector<ShortName> names_;  // by text, then by the model's place in the catalog
};

// Whether the occurrence [begin, end) of a short name speaks of a model: the maker's possessive
// before it, or a word for a model after it.
bool SpeaksOfModel(std::string_view text, int64_t begin, int64_t end);

}  // namespace parallax::link

#endif  // PARALLAX_INGEST_SERVICE_LINK_MODEL_VERSIONS_H_
