// Pictures of a comparison as SVG for an HTML page: who agrees where, amounts, periods.
//
// Pure functions; what they draw from documents is escaped. They have no width of their own and use
// the classes and symbols of html_style.h. An empty string where there is nothing that a picture
// would say better than the table.
#ifndef PARALLAX_QUERY_SERVICE_RENDER_PLOTS_H_
#define PARALLAX_QUERY_SERVICE_RENDER_PLOTS_H_

#include <string>
#include <string_view>

#include "parallax/v1/comparison_service.pb.h"

namespace parallax::render {

// The id of the symbol that stands for a cell: by agreement where it has a value, else by state.
std::string_view MarkSymbol(v1::CellState state, v1::Agreement agreement);

// A map of dimensions (rows) and entities (columns): a symbol for agreement or for why a cell is
// empty, on a ground that is the darker the more voices stand behind it. For two cells or more.
std::string AgreementMap(const v1::CompareResponse& response);

// Amounts of dimension number `dimension` on a logarithmic axis with what rounding and wording
// leave open, one picture per currency or unit. For two amounts or more in a unit; 40 at most.
std::string AmountPlots(const v1::CompareResponse& response, int dimension);

// Periods of dimension number `dimension` along the years; open ends are arrows. For two or more;
// 40 at most.
std::string PeriodPlot(const v1::CompareResponse& response, int dimension);

}  // namespace parallax::render

#endif  // PARALLAX_QUERY_SERVICE_RENDER_PLOTS_H_
