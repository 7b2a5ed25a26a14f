// Whose 元 a document in Traditional Chinese means. Pure; thread-safe.
#ifndef PARALLAX_INGEST_SERVICE_CLAIM_YUAN_REGION_H_
#define PARALLAX_INGEST_SERVICE_CLAIM_YUAN_REGION_H_

#include <string_view>
#include <vector>

#include "core/catalog/catalog.h"
#include "core/record/claim.h"
#include "core/record/document.h"

namespace parallax::claim {

// ISO 3166 alpha-2; empty leaves it to the script of each block: where nothing is in Traditional
// Chinese, where a block's language names a region of its own (zh-Hant-HK), and where Taiwan or
// Macau or a currency of theirs is spoken of, whose press writes 元 of its own. Else Hong Kong's
// where Hong Kong's dollar is named or more than once a body or place of Hong Kong, the mainland's
// where renminbi is or only the mainland. O(text + mentions).
std::string_view YuanRegion(const catalog::Catalog& catalog, const record::Document& document,
                            const std::vector<record::Mention>& mentions);

}  // namespace parallax::claim

#endif  // PARALLAX_INGEST_SERVICE_CLAIM_YUAN_REGION_H_
