#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>
#include <optional>
#include <vector>

#include "query_service/render/comparison_view.h"
#include "query_service/render/html_text.h"
#include "query_service/render/plot_axis.h"
#include "query_service/render/plots.h"
#include "query_service/render/safe_text.h"
#include "query_service/render/value_text.h"

namespace parallax::render {
namespace {

constexpr size_t kMostRows = 40;
constexpr int kMostPerEntity = 6;
constexpr int kRowHeight = 40;
constexpr size_t kLabelColumns = 44;  // what a phone has room for

struct Row {
  std::string entity;
  std::string text;
  double lowest = 0;
  double centre = 0;
  double highest = 0;
  bool no_lower_end = false;
  bool no_upper_end = false;
  bool approximate = false;
  bool alternative = false;  // incompatible with what leads its cell
};

std::optional<double> ToDouble(const std::string& decimal) {
  double value = 0;
  const char* const end = decimal.data() + decimal.size();
  const auto [rest, error] = std::from_chars(decimal.data(), end, value);
  if (error != std::errc() || rest != end || !std::isfinite(value)) return std::nullopt;
  return value;
}

// Nothing for a figure that has no place on a logarithmic axis.
std::optional<Row> RowOf(const v1::Number& number) {
  const auto decimal = ToDouble(number.decimal());
  if (!decimal || *decimal <= 0) return std::nullopt;
  Row row;
  row.centre = *decimal;
  // The rounding: half a unit of the last digit that was stated.
  const double half =
      0.5 * std::pow(10.0, std::clamp<double>(number.last_digit_exponent(), -30, 30));
  row.lowest = std::max(*decimal - half, *decimal * 0.5);
  row.highest = *decimal + half;
  switch (number.bound()) {
    case v1::BOUND_APPROXIMATE:
      row.approximate = true;
      break;
    case v1::BOUND_AT_LEAST:
    case v1::BOUND_MORE_THAN:
      row.lowest = row.highest = *decimal;
      row.no_upper_end = true;
      break;
    case v1::BOUND_AT_MOST:
    case v1::BOUND_LESS_THAN:
      row.lowest = row.highest = *decimal;
      row.no_lower_end = true;
      break;
    case v1::BOUND_RANGE: {
      const auto upper = ToDouble(number.upper());
      if (!upper || *upper < *decimal) return std::nullopt;
      row.lowest = *decimal;
      row.highest = *upper;
      row.centre = std::sqrt(*decimal * *upper);
      break;
    }
    default:
      break;
  }
  return row;
}

// A conversion with what its rounding and the rates leave open.
std::optional<Row> RowOf(const v1::Conversion& conversion) {
  const auto centre = ToDouble(conversion.converted());
  if (!centre || *centre <= 0 || conversion.to_currency_code().empty()) return std::nullopt;
  Row row;
  row.centre = row.lowest = row.highest = *centre;
  row.approximate = true;
  const auto lowest = ToDouble(conversion.lowest_converted());
  const auto highest = ToDouble(conversion.highest_converted());
  if (lowest && *lowest > 0) row.lowest = std::min(*lowest, *centre);
  if (highest) row.highest = std::max(*highest, *centre);
  row.no_lower_end = !lowest;
  row.no_upper_end = !highest;
  row.text = SafeText(MoneyText(conversion.from())) + " (at the rate of " +
             SafeText(conversion.rate_period()) + ")";
  return row;
}

// The unit that a reading's figure is in, as the title of its picture; nothing for other readings.
std::optional<std::string> UnitOf(const v1::Reading& reading) {
  switch (reading.reading_case()) {
    case v1::Reading::kMoney:
      if (reading.money().currency_code().empty()) return std::nullopt;
      return reading.money().currency_code();
    case v1::Reading::kQuantity:
      return reading.quantity().unit();
    case v1::Reading::kPercentage:
      return reading.percentage().points() ? "percentage points" : "%";
    default:
      return std::nullopt;
  }
}

const v1::Number& NumberOf(const v1::Reading& reading) {
  if (reading.has_money()) return reading.money().amount();
  if (reading.has_quantity()) return reading.quantity().number();
  return reading.percentage().number();
}

std::string Arrow(double place, int y, bool to_the_right) {
  return "<svg class=\"tip\" x=\"" + Percent(place) + "\" y=\"" + std::to_string(y) +
         "\" width=\"1\" height=\"1\"><path d=\"" +
         (to_the_right ? "M0 0h26m-6-5 6 5-6 5" : "M0 0h-26m6-5-6 5 6 5") + "\"/></svg>";
}

std::string Draw(const std::string& unit, const std::vector<Row>& rows) {
  double lowest = rows.front().lowest;
  double highest = rows.front().highest;
  for (const Row& row : rows) {
    lowest = std::min(lowest, row.lowest);
    highest = std::max(highest, row.highest);
  }
  const PlotAxis axis = PlotAxis::Logarithmic(lowest, highest);
  const int bottom = static_cast<int>(rows.size()) * kRowHeight + 4;
  std::string body = AxisMarks(axis, 0, bottom);
  std::string spoken;
  int y = 0;
  for (const Row& row : rows) {
    const int line = y + 30;
    const std::string y_text = std::to_string(line);
    const std::string words = HtmlText(Shortened(row.entity + "  " + row.text, kLabelColumns));
    body +=
        "<text class=\"label\" x=\"0\" y=\"" + std::to_string(y + 17) + "\">" + words + "</text>";
    body += "<g class=\"" + std::string(row.alternative ? "other" : "lead") +
            (row.approximate ? " about" : "") + "\"><line class=\"range\" x1=\"" +
            Percent(axis.Place(row.lowest)) + "\" x2=\"" + Percent(axis.Place(row.highest)) +
            "\" y1=\"" + y_text + "\" y2=\"" + y_text + "\"/>";
    if (row.no_upper_end) body += Arrow(axis.Place(row.highest), line, true);
    if (row.no_lower_end) body += Arrow(axis.Place(row.lowest), line, false);
    body += "<circle cx=\"" + Percent(axis.Place(row.centre)) + "\" cy=\"" + y_text +
            "\" r=\"5\"/></g>";
    spoken += (spoken.empty() ? "" : "; ") + HtmlText(row.entity + ": " + row.text);
    y += kRowHeight;
  }
  return "<figure class=\"plot\"><figcaption>" +
         (unit.empty() ? std::string("Amounts") : HtmlText(unit)) +
         ", logarithmic axis</figcaption><svg role=\"img\" aria-label=\"" + spoken +
         "\" width=\"100%\" height=\"" + std::to_string(bottom + 20) + "\">" + body +
         "</svg></figure>";
}

}  // namespace

std::string AmountPlots(const v1::CompareResponse& response, int dimension) {
  std::map<std::string, std::vector<Row>> by_unit;
  for (const v1::EntityColumn& column : response.columns()) {
    if (dimension >= column.cells_size()) continue;
    const v1::Cell& cell = CommonPart(column.cells(dimension));
    int shown = 0;
    const auto add = [&](const v1::Reading& reading, bool alternative, const std::string& note) {
      const auto unit = UnitOf(reading);
      if (!unit || shown == kMostPerEntity) return;
      auto row = RowOf(NumberOf(reading));
      if (!row) return;
      row->entity = SafeText(NameOf(column.entity()));
      row->text = SafeText(ReadingText(reading, response.dimensions(dimension))) + note;
      row->alternative = alternative;
      std::vector<Row>& rows = by_unit[*unit];
      if (rows.size() < kMostRows) rows.push_back(*std::move(row));
      ++shown;
    };
    for (const v1::Proposition& proposition : cell.propositions()) {
      if (proposition.kind() != v1::CLAIM_KIND_VALUE ||
          proposition.stance() != v1::STANCE_ASSERTS || !proposition.has_reading()) {
        continue;
      }
      add(proposition.reading(), proposition.group() > 0, "");
    }
    for (const v1::Money& money : column.cells(dimension).money().stated_equivalents()) {
      v1::Reading reading;
      *reading.mutable_money() = money;
      add(reading, false, " (stated equivalent)");
    }
    for (const v1::Conversion& conversion : column.cells(dimension).money().conversions()) {
      auto row = RowOf(conversion);
      std::vector<Row>& rows = by_unit[conversion.to_currency_code()];
      if (!row || rows.size() >= kMostRows) continue;
      row->entity = SafeText(NameOf(column.entity()));
      rows.push_back(*std::move(row));
    }
  }
  std::string out;
  for (const auto& [unit, rows] : by_unit) {
    if (rows.size() > 1) out += Draw(unit, rows);
  }
  return out;
}

}  // namespace parallax::render
