// What an entity's id says by itself. Pure; thread-safe.
#ifndef PARALLAX_CORE_RECORD_ENTITY_ID_H_
#define PARALLAX_CORE_RECORD_ENTITY_ID_H_

#include <string_view>

namespace parallax::record {

// "economy" of "economy/FR": the part of an id before its "/"; empty without one. A view into
// `entity_id`.
inline std::string_view EntityKind(std::string_view entity_id) {
  const size_t slash = entity_id.find('/');
  return slash == std::string_view::npos ? std::string_view() : entity_id.substr(0, slash);
}

}  // namespace parallax::record

#endif  // PARALLAX_CORE_RECORD_ENTITY_ID_H_
