// Whether a parsed pack is sound: every reference resolves, every id is unique and well formed, no
// name is shared silently, no reserved dimension is retyped.
#ifndef PARALLAX_CORE_CATALOG_PACK_CHECK_H_
#define PARALLAX_CORE_CATALOG_PACK_CHECK_H_

#include <string>
#include <vector>

#include "core/catalog/pack_source.h"

namespace parallax::catalog {

// The faults of the files taken together, as "name:line: what", in file order. Empty: sound.
//
// Two entities may bear one name when the name is declared contextual for all but one of them, when
// it is a metonym of one, or when a relation joins the two (a model and its developer of the same
// name).
std::vector<std::string> CheckPack(const std::vector<PackSource>& sources);

// The faults of shared names alone; part of CheckPack.
std::vector<std::string> CheckSharedNames(const std::vector<PackSource>& sources);

}  // namespace parallax::catalog

#endif  // PARALLAX_CORE_CATALOG_PACK_CHECK_H_
