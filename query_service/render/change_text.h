// Changed cells as a person reads them.
#ifndef PARALLAX_QUERY_SERVICE_RENDER_CHANGE_TEXT_H_
#define PARALLAX_QUERY_SERVICE_RENDER_CHANGE_TEXT_H_

#include <google/protobuf/repeated_field.h>

#include <string>

#include "parallax/v1/comparison_change.pb.h"
#include "parallax/v1/entity.pb.h"

namespace parallax::render {

using Entities = google::protobuf::RepeatedPtrField<v1::Entity>;
using Dimensions = google::protobuf::RepeatedPtrField<v1::Dimension>;

// Four lines and more, each ending with a line feed and safe to show:
//   South Korea · role of the state
//     was  ✓ unanimous: state-guided (1 doc · 1 lineage · 1 voice)
//     is   ⚡ contested: state-guided; or market-led … (2 docs · 2 lineages · 2 voices)
//     by   document "digest.md" put, 2026-11-22T18:00:00Z
// Ids stand for what `entities` and `dimensions` do not have.
std::string ChangedCellText(const v1::ChangedCell& cell, const Entities& entities,
                            const Dimensions& dimensions);

// "2026-11-22T18:00:00Z" of milliseconds since 1970; cut to the second.
std::string TimeText(int64_t ms);

}  // namespace parallax::render

#endif  // PARALLAX_QUERY_SERVICE_RENDER_CHANGE_TEXT_H_
