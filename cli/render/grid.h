// A table of wrapped, styled cells in box-drawing characters.
#ifndef PARALLAX_CLI_RENDER_GRID_H_
#define PARALLAX_CLI_RENDER_GRID_H_

#include <string>
#include <vector>

#include "cli/render/styled_text.h"

namespace parallax::render {

using GridCell = std::vector<StyledLine>;

// The first row is the header. All rows have as many cells as the header.
struct Grid {
  std::vector<std::vector<GridCell>> rows;
  bool rules_between_rows = true;
};

// Columns of text that are left when a grid of `columns` columns is `total_width` wide: the frame
// and the padding take the rest. May be negative.
int TextWidth(int total_width, size_t columns);

// Widths for the columns of `grid` whose sum is at most `text_width`: natural where that fits,
// otherwise narrow columns keep their natural width and the others share what is left in
// proportion. REQUIRES: text_width >= number of columns.
std::vector<int> ColumnWidths(const Grid& grid, int text_width);

// Draws it; each line ends with a line feed.
std::string DrawGrid(const Grid& grid, const std::vector<int>& widths, bool colour);

}  // namespace parallax::render

#endif  // PARALLAX_CLI_RENDER_GRID_H_
