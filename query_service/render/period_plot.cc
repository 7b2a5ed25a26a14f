#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "query_service/render/comparison_view.h"
#include "query_service/render/html_text.h"
#include "query_service/render/interval_text.h"
#include "query_service/render/plot_axis.h"
#include "query_service/render/plots.h"
#include "query_service/render/safe_text.h"

namespace parallax::render {
namespace {

constexpr size_t kMostRows = 40;
constexpr int kMostPerEntity = 6;
constexpr int kRowHeight = 40;
constexpr size_t kLabelColumns = 44;

struct Row {
  std::string entity;
  std::string text;
  std::optional<double> begin;  // years; nothing: open
  std::optional<double> end;
  bool to_present = false;
  bool earlier = false;  // "since at least"
  bool approximate = false;
  bool alternative = false;
};

// "1962-07-01" as 1962.5; the part of the year is in days of a year of 365.
std::optional<double> YearOf(std::string_view date) {
  static constexpr std::array<int, 12> kDaysBefore = {0,   31,  59,  90,  120, 151,
                                                      181, 212, 243, 273, 304, 334};
  if (date.size() != 10 || date[4] != '-' || date[7] != '-') return std::nullopt;
  const auto number = [&](size_t at, size_t size) {
    int value = 0;
    const char* const begin = date.data() + at;
    const auto [rest, error] = std::from_chars(begin, begin + size, value);
    return error == std::errc() && rest == begin + size ? value : -1;
  };
  const int year = number(0, 4);
  const int month = number(5, 2);
  const int day = number(8, 2);
  if (year < 0 || month < 1 || month > 12 || day < 1 || day > 31) return std::nullopt;
  return year + (kDaysBefore[static_cast<size_t>(month - 1)] + day - 1) / 365.0;
}

std::string Arrow(double place, int y, bool to_the_right) {
  return "<svg class=\"tip\" x=\"" + Percent(place) + "\" y=\"" + std::to_string(y) +
         "\" width=\"1\" height=\"1\"><path d=\"" +
         (to_the_right ? "M-8-6 2 0-8 6" : "M8-6-2 0 8 6") + "\"/></svg>";
}

std::string Draw(const std::vector<Row>& rows) {
  double lowest = 1e9;
  double highest = -1e9;
  for (const Row& row : rows) {
    for (const std::optional<double>& end : {row.begin, row.end}) {
      if (!end) continue;
      lowest = std::min(lowest, *end);
      highest = std::max(highest, *end);
    }
  }
  const PlotAxis axis = PlotAxis::Years(lowest, highest);
  const int bottom = static_cast<int>(rows.size()) * kRowHeight + 4;
  std::string body = AxisMarks(axis, 0, bottom);
  std::string spoken;
  int y = 0;
  for (const Row& row : rows) {
    const int line = y + 29;
    // An open end reaches to the edge of the picture.
    const double begin = row.begin ? axis.Place(*row.begin) : 1.0;
    const double end = row.end ? axis.Place(*row.end) : 99.0;
    body += "<text class=\"label\" x=\"0\" y=\"" + std::to_string(y + 16) + "\">" +
            HtmlText(Shortened(row.entity + "  " + row.text, kLabelColumns)) + "</text>";
    body += "<g class=\"" + std::string(row.alternative ? "other" : "lead") +
            (row.approximate ? " about" : "") + "\"><rect x=\"" + Percent(begin) + "\" y=\"" +
            std::to_string(line - 4) + "\" width=\"" + Percent(std::max(end - begin, 0.6)) +
            "\" height=\"8\" rx=\"2\"/>";
    if (!row.begin || row.earlier) body += Arrow(begin, line, false);
    if (!row.end) body += Arrow(end, line, true);
    body += "</g>";
    spoken += (spoken.empty() ? "" : "; ") + HtmlText(row.entity + ": " + row.text);
    y += kRowHeight;
  }
  return "<figure class=\"plot\"><figcaption>Years; an arrow is an open end</figcaption>"
         "<svg role=\"img\" aria-label=\"" +
         spoken + "\" width=\"100%\" height=\"" + std::to_string(bottom + 20) + "\">" + body +
         "</svg></figure>";
}

}  // namespace

std::string PeriodPlot(const v1::CompareResponse& response, int dimension) {
  std::vector<Row> rows;
  for (const v1::EntityColumn& column : response.columns()) {
    if (dimension >= column.cells_size()) continue;
    const v1::AnyCell& any = column.cells(dimension);
    const v1::Cell& cell = CommonPart(any);
    int shown = 0;
    const auto add = [&](const v1::DateInterval& interval, bool alternative) {
      if (shown == kMostPerEntity || rows.size() == kMostRows) return;
      Row row;
      row.begin = YearOf(interval.begin_date());
      row.end = YearOf(interval.end_date());
      if (!row.begin && !row.end) return;
      row.entity = SafeText(NameOf(column.entity()));
      row.text = SafeText(IntervalText(interval));
      row.earlier = interval.at_least_since();
      row.approximate = interval.approximate();
      row.alternative = alternative;
      rows.push_back(std::move(row));
      ++shown;
    };
    // The union of what leads, then what is incompatible with it.
    if (any.period().has_period()) add(any.period().period(), false);
    for (const v1::Proposition& proposition : cell.propositions()) {
      if (proposition.kind() != v1::CLAIM_KIND_VALUE || proposition.group() <= 0 ||
          proposition.stance() != v1::STANCE_ASSERTS) {
        continue;
      }
      if (proposition.reading().has_date_interval()) {
        add(proposition.reading().date_interval(), true);
      }
    }
  }
  return rows.size() < 2 ? "" : Draw(rows);
}

}  // namespace parallax::render
