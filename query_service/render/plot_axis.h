// Axes of plots that have no width of their own: places along them are percentages, so that one
// drawing fits a phone and a wide screen with letters of the same size.
#ifndef PARALLAX_QUERY_SERVICE_RENDER_PLOT_AXIS_H_
#define PARALLAX_QUERY_SERVICE_RENDER_PLOT_AXIS_H_

#include <string>
#include <vector>

namespace parallax::render {

struct AxisTick {
  double place = 0;   // percent of the width
  std::string label;  // plain text, not yet escaped
};

// Maps values to percent of the width, 2 to 98. Immutable.
class PlotAxis {
 public:
  // A logarithmic axis. REQUIRES: 0 < lowest <= highest, both finite.
  static PlotAxis Logarithmic(double lowest, double highest);
  // Years, fractions being days. REQUIRES: lowest <= highest, both finite.
  static PlotAxis Years(double lowest, double highest);

  double Place(double value) const;
  // Two to seven of them, from low to high.
  const std::vector<AxisTick>& ticks() const { return ticks_; }

 private:
  PlotAxis(bool logarithmic, double begin, double end)
      : logarithmic_(logarithmic), begin_(begin), end_(end) {}

  bool logarithmic_;
  double begin_;  // in logarithms where the axis is logarithmic
  double end_;
  std::vector<AxisTick> ticks_;
};

// "12.34%"; never in an exponent, whatever the locale.
std::string Percent(double place);

// Gridlines and their labels: lines from `top` to `bottom`, labels right below, in px.
std::string AxisMarks(const PlotAxis& axis, int top, int bottom);

}  // namespace parallax::render

#endif  // PARALLAX_QUERY_SERVICE_RENDER_PLOT_AXIS_H_
