// Answers that are no table of cells as sheets: positions, the stack, timelines, rankings,
// explanations.
#ifndef PARALLAX_CLI_RENDER_ANALYSIS_SHEETS_H_
#define PARALLAX_CLI_RENDER_ANALYSIS_SHEETS_H_

#include "cli/render/sheet.h"
#include "parallax/v1/comparison_service.pb.h"

namespace parallax::render {

// A row per voice and position, with its first quote.
Sheet SheetOf(const v1::CompareSourcesResponse& response);
// A row per layer and instrument, a column per economy.
Sheet SheetOf(const v1::CompareStackResponse& response);
// A row per event, numbered from 1.
Sheet SheetOf(const v1::CompareTimelinesResponse& response);
// A row per relation; the numbers are those of the events.
Sheet RelationSheet(const v1::CompareTimelinesResponse& response);
// A row per entity, ranked ones first.
Sheet SheetOf(const v1::RankEntitiesResponse& response);
// A row per reason.
Sheet SheetOf(const v1::ExplainCellResponse& response);
// A row per document that mentions the entity.
Sheet SeenSheet(const v1::ExplainCellResponse& response);

}  // namespace parallax::render

#endif  // PARALLAX_CLI_RENDER_ANALYSIS_SHEETS_H_
