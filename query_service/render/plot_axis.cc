#include "query_service/render/plot_axis.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>

#include "query_service/render/html_text.h"
#include "query_service/render/value_text.h"

namespace parallax::render {
namespace {

constexpr double kFirstPlace = 2;
constexpr double kLastPlace = 98;
// More labels than this run into each other on a phone.
constexpr size_t kMostTicks = 6;
// Labels nearer to each other than this, in percent, run into each other too.
constexpr double kNearest = 13;

// A power of ten times 1, 2 or 5 as a plain decimal.
std::string PlainDecimal(int digit, int exponent) {
  if (exponent >= 0) return std::to_string(digit) + std::string(static_cast<size_t>(exponent), '0');
  return "0." + std::string(static_cast<size_t>(-exponent - 1), '0') + std::to_string(digit);
}

}  // namespace

PlotAxis PlotAxis::Logarithmic(double lowest, double highest) {
  double begin = std::log10(lowest);
  double end = std::log10(highest);
  // Figures that lie close together still get a third of a decade, and room at the ends.
  const double padding = std::max(0.04 * (end - begin), end - begin < 0.35 ? 0.18 : 0.0);
  PlotAxis axis(true, begin - padding, end + padding);
  struct Candidate {
    double at;
    int digit;
    int exponent;
  };
  for (const std::vector<int>& digits : {std::vector<int>{1, 2, 5}, {1, 3}, {1}}) {
    std::vector<Candidate> candidates;
    for (int e = static_cast<int>(std::floor(axis.begin_)); e <= std::ceil(axis.end_); ++e) {
      for (const int digit : digits) {
        const double at = e + std::log10(digit);
        if (at >= axis.begin_ && at <= axis.end_) candidates.push_back({at, digit, e});
      }
    }
    if (candidates.size() > kMostTicks && digits.size() > 1) continue;
    const size_t step = (candidates.size() + kMostTicks - 1) / kMostTicks;
    for (size_t i = 0; i < candidates.size(); i += std::max<size_t>(1, step)) {
      const Candidate& one = candidates[i];
      const double place = kFirstPlace + (kLastPlace - kFirstPlace) * (one.at - axis.begin_) /
                                             (axis.end_ - axis.begin_);
      axis.ticks_.push_back({place, DecimalText(PlainDecimal(one.digit, one.exponent))});
    }
    break;
  }
  return axis;
}

PlotAxis PlotAxis::Years(double lowest, double highest) {
  const double padding = std::max(0.03 * (highest - lowest), 0.5);
  PlotAxis axis(false, lowest - padding, highest + padding);
  static constexpr std::array<int, 11> kSteps = {1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000};
  int step = kSteps.back();
  for (const int candidate : kSteps) {
    if ((axis.end_ - axis.begin_) / candidate <= static_cast<double>(kMostTicks)) {
      step = candidate;
      break;
    }
  }
  const auto first = static_cast<int64_t>(std::ceil(axis.begin_ / step)) * step;
  for (int64_t year = first; static_cast<double>(year) <= axis.end_; year += step) {
    axis.ticks_.push_back({axis.Place(static_cast<double>(year)), std::to_string(year)});
  }
  return axis;
}

double PlotAxis::Place(double value) const {
  const double at = logarithmic_ ? std::log10(value) : value;
  const double share = std::clamp((at - begin_) / (end_ - begin_), 0.0, 1.0);
  return kFirstPlace + (kLastPlace - kFirstPlace) * share;
}

std::string Percent(double place) {
  const auto hundredths = static_cast<int64_t>(std::llround(std::clamp(place, 0.0, 100.0) * 100));
  std::string fraction = std::to_string(hundredths % 100);
  if (fraction.size() < 2) fraction.insert(0, "0");
  return std::to_string(hundredths / 100) + "." + fraction + "%";
}

std::string AxisMarks(const PlotAxis& axis, int top, int bottom) {
  std::string out;
  double labelled = -100;
  for (const AxisTick& tick : axis.ticks()) {
    const std::string x = Percent(tick.place);
    out += "<line class=\"grid\" x1=\"" + x + "\" x2=\"" + x + "\" y1=\"" + std::to_string(top) +
           "\" y2=\"" + std::to_string(bottom) + "\"/>";
    if (tick.place - labelled < kNearest) continue;
    labelled = tick.place;
    const char* anchor = tick.place < 8 ? "start" : tick.place > 92 ? "end" : "middle";
    out += "<text class=\"tick\" x=\"" + x + "\" y=\"" + std::to_string(bottom + 14) +
           "\" text-anchor=\"" + anchor + "\">" + HtmlText(tick.label) + "</text>";
  }
  return out;
}

}  // namespace parallax::render
