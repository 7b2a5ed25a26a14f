#include <algorithm>
#include <cstdint>

#include "query_service/render/cell_summary.h"
#include "query_service/render/comparison_view.h"
#include "query_service/render/html_text.h"
#include "query_service/render/plots.h"
#include "query_service/render/safe_text.h"

namespace parallax::render {
namespace {

constexpr int kCell = 30;
constexpr int kLabelWidth = 190;
constexpr size_t kRowColumns = 28;  // of a dimension's name
constexpr size_t kHeadColumns = 16;
constexpr int kHeadHeight = 96;

std::string Number(int value) { return std::to_string(value); }

// 1 for one voice, 2 for two, 3 for up to four, 4 for more.
int Shade(int64_t voices) {
  if (voices <= 0) return 0;
  if (voices <= 2) return static_cast<int>(voices);
  return voices <= 4 ? 3 : 4;
}

const v1::Cell& CellAt(const v1::EntityColumn& column, int dimension) {
  return dimension < column.cells_size() ? CommonPart(column.cells(dimension))
                                         : v1::Cell::default_instance();
}

}  // namespace

std::string_view MarkSymbol(v1::CellState state, v1::Agreement agreement) {
  switch (state) {
    case v1::CELL_STATE_NO_VALUE:
      // Whether there is none may be contested too.
      if (agreement == v1::AGREEMENT_CONTESTED) return "m-contested";
      return "m-none";
    case v1::CELL_STATE_NOT_STATED:
      return "m-not-stated";
    case v1::CELL_STATE_VALUE:
      break;
    default:
      return "m-not-covered";
  }
  switch (agreement) {
    case v1::AGREEMENT_UNANIMOUS:
      return "m-unanimous";
    case v1::AGREEMENT_MAJORITY:
      return "m-majority";
    case v1::AGREEMENT_CONTESTED:
      return "m-contested";
    default:
      return "m-not-assessed";
  }
}

std::string AgreementMap(const v1::CompareResponse& response) {
  const int entities = response.columns_size();
  const int dimensions = response.dimensions_size();
  if (entities * dimensions < 2) return "";
  const int width = kLabelWidth + entities * kCell + 64;
  const int height = kHeadHeight + dimensions * kCell + 4;
  int contested = 0;
  int covered = 0;
  std::string body;
  for (int e = 0; e < entities; ++e) {
    const int x = kLabelWidth + e * kCell + kCell / 2;
    const std::string name = SafeText(NameOf(response.columns(e).entity()));
    body += "<text class=\"head\" transform=\"translate(" + Number(x) + " " +
            Number(kHeadHeight - 8) + ") rotate(-50)\">" + HtmlText(Shortened(name, kHeadColumns)) +
            "</text>";
  }
  for (int d = 0; d < dimensions; ++d) {
    const int y = kHeadHeight + d * kCell;
    const std::string name = SafeText(NameOf(response.dimensions(d)));
    body += "<text class=\"row\" text-anchor=\"end\" x=\"" + Number(kLabelWidth - 8) + "\" y=\"" +
            Number(y + kCell / 2 + 4) + "\">" + HtmlText(Shortened(name, kRowColumns)) + "</text>";
    for (int e = 0; e < entities; ++e) {
      const v1::Cell& cell = CellAt(response.columns(e), d);
      const int x = kLabelWidth + e * kCell;
      contested += cell.agreement() == v1::AGREEMENT_CONTESTED ? 1 : 0;
      covered += cell.state() > v1::CELL_STATE_NOT_COVERED ? 1 : 0;
      const std::string_view symbol = MarkSymbol(cell.state(), cell.agreement());
      body += "<g class=\"" + std::string(symbol) + "\"><rect class=\"v" +
              Number(Shade(cell.support().voice_count())) + "\" x=\"" + Number(x + 1) + "\" y=\"" +
              Number(y + 1) + "\" width=\"" + Number(kCell - 2) + "\" height=\"" +
              Number(kCell - 2) + "\" rx=\"3\"/><use href=\"#" + std::string(symbol) + "\" x=\"" +
              Number(x + 7) + "\" y=\"" + Number(y + 7) + "\" width=\"16\" height=\"16\"/></g>";
    }
  }
  const std::string label = Number(covered) + " of " + Number(entities * dimensions) +
                            " cells are covered, " + Number(contested) +
                            " of them contested. The table has each of them.";
  return "<div class=\"scroll\" role=\"region\" aria-label=\"Agreement map\" tabindex=\"0\">"
         "<svg class=\"map\" role=\"img\" aria-label=\"" +
         label + "\" width=\"" + Number(width) + "\" height=\"" + Number(height) +
         "\" viewBox=\"0 0 " + Number(width) + " " + Number(height) + "\">" + body + "</svg></div>";
}

}  // namespace parallax::render
