// The dimensions whose ids and types are reserved: the API has a typed field for each.
#ifndef PARALLAX_CORE_CATALOG_WELL_KNOWN_H_
#define PARALLAX_CORE_CATALOG_WELL_KNOWN_H_

#include <string_view>
#include <vector>

#include "core/catalog/catalog_types.h"

namespace parallax::catalog {

struct WellKnownDimension {
  std::string_view id;
  ValueType value_type;
  std::string_view scale;  // reserved with it; empty unless kLevel
};

// Sorted by id; docs/dimensions.md says what each asks.
const std::vector<WellKnownDimension>& WellKnownDimensions();

// Null when `id` is not reserved.
const WellKnownDimension* FindWellKnown(std::string_view id);

// Whether a dimension takes what is said whatever it is about ("statements": of the clause's
// subject; "involvement": of others that have a part in it). Prose answers them where the pack has
// them as texts; a comparison shows them when they are asked for.
bool IsOpenQuestion(std::string_view dimension_id);

}  // namespace parallax::catalog

#endif  // PARALLAX_CORE_CATALOG_WELL_KNOWN_H_
