#include "cli/render/comparison_table.h"

#include <algorithm>
#include <set>
#include <utility>
#include <vector>

#include "cli/render/grid.h"
#include "query_service/render/cell_summary.h"
#include "query_service/render/comparison_view.h"
#include "query_service/render/evidence_notes.h"
#include "query_service/render/safe_text.h"
#include "query_service/render/value_text.h"

namespace parallax::render {
namespace {

constexpr int kMinWidth = 40;
constexpr int kMinCellWidth = 20;  // narrower cells break most words
constexpr int kMaxLabelWidth = 22;
constexpr size_t kMaxContrasts = 12;

Style MarkStyle(v1::Agreement agreement) {
  switch (agreement) {
    case v1::AGREEMENT_UNANIMOUS:
      return Style::kGood;
    case v1::AGREEMENT_MAJORITY:
      return Style::kCareful;
    case v1::AGREEMENT_CONTESTED:
      return Style::kBad;
    default:
      return Style::kFaint;
  }
}

class TableWriter {
 public:
  TableWriter(const v1::CompareResponse& response, const TableOptions& options)
      : response_(response), options_(options), width_(std::max(options.width, kMinWidth)) {}

  std::string Write() {
    for (int d = 0; d < response_.dimensions_size(); ++d) {
      (Covered(d) ? dimensions_ : empty_dimensions_).push_back(d);
    }
    std::string out;
    if (dimensions_.empty()) {
      out += ToText(PlainLine("No document says anything on these dimensions about: " + Names()),
                    options_.colour) +
             "\n";
    } else {
      out += Tables();
    }
    AppendFooter(&out);
    return out;
  }

 private:
  bool Covered(int dimension) const {
    for (const v1::EntityColumn& column : response_.columns()) {
      if (dimension < column.cells_size() &&
          CommonPart(column.cells(dimension)).state() > v1::CELL_STATE_NOT_COVERED) {
        return true;
      }
    }
    return false;
  }

  std::string Names() const {
    std::string out;
    for (const v1::EntityColumn& column : response_.columns()) {
      out += (out.empty() ? "" : ", ") + SafeText(NameOf(column.entity()));
    }
    return out;
  }

  // The layouts are drawn and the shorter one is taken.
  std::string Tables() {
    const int entities = response_.columns_size();
    const int dimensions = static_cast<int>(dimensions_.size());
    std::string as_columns;
    std::string as_rows;
    EvidenceNotes column_notes;
    EvidenceNotes row_notes;
    const int label = LabelWidth();
    const int per_table = std::max(1, (width_ - 1 - label - 3) / (kMinCellWidth + 3));
    if (entities <= per_table) {
      as_columns = Draw(EntitiesAsColumns(0, entities, &column_notes));
    } else {
      // As even as possible: 7 at most 3 at a time are 3, 2 and 2.
      const int tables = (entities + per_table - 1) / per_table;
      for (int t = 0; t < tables; ++t) {
        as_columns +=
            Draw(EntitiesAsColumns((entities * t + tables - 1) / tables,
                                   (entities * (t + 1) + tables - 1) / tables, &column_notes));
      }
    }
    if (TextWidth(width_, static_cast<size_t>(dimensions) + 1) >=
        kMaxLabelWidth + dimensions * kMinCellWidth) {
      as_rows = Draw(EntitiesAsRows(&row_notes));
    }
    const auto lines = [](const std::string& text) {
      return std::count(text.begin(), text.end(), '\n');
    };
    const bool rows = !as_rows.empty() && lines(as_rows) < lines(as_columns);
    notes_ = rows ? row_notes : column_notes;
    return rows ? as_rows : as_columns;
  }

  int LabelWidth() const {
    int width = 0;
    for (const int d : dimensions_) {
      width = std::max(width, DisplayWidth(SafeText(NameOf(response_.dimensions(d)))));
    }
    return std::min(width, kMaxLabelWidth);
  }

  std::string Draw(const Grid& grid) const {
    const size_t columns = grid.rows[0].size();
    return DrawGrid(grid, ColumnWidths(grid, TextWidth(width_, columns)), options_.colour);
  }

  GridCell EntityHeader(const v1::Entity& entity) const {
    GridCell cell = {PlainLine(SafeText(NameOf(entity)), Style::kStrong)};
    if (NameOf(entity) != entity.entity_id()) {
      cell.push_back(PlainLine(SafeText(entity.entity_id()), Style::kFaint));
    }
    return cell;
  }

  GridCell DimensionHeader(int dimension) const {
    return {PlainLine(SafeText(NameOf(response_.dimensions(dimension))), Style::kStrong)};
  }

  Grid EntitiesAsColumns(int begin, int end, EvidenceNotes* notes) {
    Grid grid;
    grid.rows.emplace_back();
    grid.rows.back().push_back({PlainLine("")});
    for (int e = begin; e < end; ++e) {
      grid.rows.back().push_back(EntityHeader(response_.columns(e).entity()));
    }
    for (const int d : dimensions_) {
      grid.rows.emplace_back();
      grid.rows.back().push_back(DimensionHeader(d));
      for (int e = begin; e < end; ++e) grid.rows.back().push_back(CellLines(e, d, notes));
    }
    return grid;
  }

  Grid EntitiesAsRows(EvidenceNotes* notes) {
    Grid grid;
    grid.rows.emplace_back();
    grid.rows.back().push_back({PlainLine("")});
    for (const int d : dimensions_) grid.rows.back().push_back(DimensionHeader(d));
    for (int e = 0; e < response_.columns_size(); ++e) {
      grid.rows.emplace_back();
      grid.rows.back().push_back(EntityHeader(response_.columns(e).entity()));
      for (const int d : dimensions_) grid.rows.back().push_back(CellLines(e, d, notes));
    }
    return grid;
  }

  GridCell CellLines(int entity, int dimension, EvidenceNotes* notes) {
    const v1::EntityColumn& column = response_.columns(entity);
    const v1::AnyCell& cell =
        dimension < column.cells_size() ? column.cells(dimension) : v1::AnyCell::default_instance();
    const CellSummary summary = Summarize(cell, response_.dimensions(dimension), options_.summary);
    GridCell lines;
    bool first = true;
    for (const CellEntry& entry : summary.entries) {
      StyledLine line;
      AppendLeader(summary, entry, first, &line);
      const bool quiet = entry.role == EntryRole::kWording || entry.role == EntryRole::kMore ||
                         entry.role == EntryRole::kAbsence || entry.role == EntryRole::kEquivalent;
      line.spans.push_back({entry.text, quiet ? Style::kFaint : Style::kPlain});
      if (!entry.note.empty()) line.spans.push_back({" (" + entry.note + ")", Style::kFaint});
      if (options_.evidence && !entry.claims.empty()) {
        line.spans.push_back({" " + notes->Mark(entry.claims), Style::kFaint});
      }
      // Who stands behind the parts of a cell matters where they differ from the whole; that a
      // single document lists an item is the rule and need not be said each time.
      const bool own_support =
          entry.role == EntryRole::kAlternative ||
          ((entry.role == EntryRole::kItem || entry.role == EntryRole::kLead) &&
           entry.support.document_count() > 1 &&
           entry.support.document_count() != summary.support.document_count());
      const std::string support = ShortSupportText(entry.support);
      if (own_support && !support.empty()) {
        line.spans.push_back({" (" + support + ")", Style::kFaint});
      }
      lines.push_back(std::move(line));
      first = false;
    }
    AppendSupport(summary, notes, &lines);
    return lines;
  }

  void AppendLeader(const CellSummary& summary, const CellEntry& entry, bool first,
                    StyledLine* line) {
    const std::string mark(AgreementMark(summary.agreement));
    if (summary.state != v1::CELL_STATE_VALUE) {
      if (first) used_states_.insert(summary.state);
      if (first && summary.state == v1::CELL_STATE_NOT_COVERED) {
        line->spans.push_back({"— ", Style::kFaint});
        line->hanging = 2;
      }
      return;
    }
    line->hanging = 2;
    if (entry.role == EntryRole::kAlternative) {
      line->spans.push_back({"or ", MarkStyle(summary.agreement)});
      line->hanging = 3;
    } else if (entry.role == EntryRole::kEquivalent) {
      line->spans.push_back({"= ", Style::kFaint});
    } else if (entry.role == EntryRole::kItem) {
      // The mark is about all items: it stands with the support below them.
      line->spans.push_back({"• ", Style::kFaint});
    } else if (first && !mark.empty()) {
      line->spans.push_back({mark + " ", MarkStyle(summary.agreement)});
      line->hanging = DisplayWidth(mark) + 1;
    } else if (entry.role == EntryRole::kLead) {
      line->spans.push_back({mark.empty() ? "" : mark + " ", MarkStyle(summary.agreement)});
    } else {
      line->spans.push_back({"  ", Style::kPlain});
    }
  }

  void AppendSupport(const CellSummary& summary, EvidenceNotes* notes, GridCell* lines) {
    std::string text = SupportText(summary.support);
    if (summary.sampled) text += " (sampled)";
    if (options_.evidence && !summary.other_claims.empty()) {
      text += (text.empty() ? "" : " ") + notes->Mark(summary.other_claims);
    }
    if (text.empty()) return;
    const std::string mark(AgreementMark(summary.agreement));
    StyledLine line;
    if (summary.state == v1::CELL_STATE_VALUE && !mark.empty()) {
      used_agreements_.insert(summary.agreement);
      if (summary.entries[0].role == EntryRole::kItem) {
        line.spans.push_back({mark + " ", MarkStyle(summary.agreement)});
        line.hanging = DisplayWidth(mark) + 1;
      }
    }
    line.spans.push_back({std::move(text), Style::kFaint});
    lines->push_back(std::move(line));
  }

  void AppendFooter(std::string* out) {
    std::vector<StyledLine> lines;
    StyledLine legend;
    for (const v1::Agreement agreement : used_agreements_) {
      if (!legend.spans.empty()) legend.spans.push_back({"   ", Style::kPlain});
      legend.spans.push_back({std::string(AgreementMark(agreement)), MarkStyle(agreement)});
      legend.spans.push_back({" " + LegendWord(agreement), Style::kFaint});
    }
    if (used_states_.contains(v1::CELL_STATE_NOT_COVERED)) {
      legend.spans.push_back(
          {std::string(legend.spans.empty() ? "" : "   ") + "— no document asks", Style::kFaint});
    }
    if (!legend.spans.empty()) lines.push_back(std::move(legend));
    AppendContrasts(&lines);
    if (!empty_dimensions_.empty() && !dimensions_.empty()) {
      std::string text = "Not covered for any: ";
      for (size_t i = 0; i < empty_dimensions_.size(); ++i) {
        text += (i == 0 ? "" : ", ") + SafeText(NameOf(response_.dimensions(empty_dimensions_[i])));
      }
      lines.push_back(PlainLine(std::move(text), Style::kFaint));
    }
    AppendEvidence(&lines);
    for (const StyledLine& line : lines) {
      for (const StyledLine& piece : WrapLine(line, width_)) {
        *out += ToText(piece, options_.colour) + "\n";
      }
    }
  }

  static std::string LegendWord(v1::Agreement agreement) {
    return agreement == v1::AGREEMENT_NOT_ASSESSED ? "in the sources' words, not assessed"
                                                   : std::string(AgreementWord(agreement));
  }

  void AppendContrasts(std::vector<StyledLine>* lines) const {
    std::vector<std::string> contrasts = ContrastLines(response_, options_.contrasts);
    if (contrasts.empty()) return;
    lines->push_back(PlainLine(""));
    lines->push_back(PlainLine("Contrasts", Style::kStrong));
    const bool all = options_.contrasts == ContrastScope::kAll;
    for (size_t i = 0; i < contrasts.size() && (all || i < kMaxContrasts); ++i) {
      lines->push_back(PlainLine("  " + contrasts[i]));
      lines->back().hanging = 4;
    }
    if (!all && contrasts.size() > kMaxContrasts) {
      lines->push_back(PlainLine("  +" + std::to_string(contrasts.size() - kMaxContrasts) + " more",
                                 Style::kFaint));
    }
  }

  void AppendEvidence(std::vector<StyledLine>* lines) const {
    const std::vector<std::string> texts = notes_.Texts();
    if (!options_.evidence || texts.empty()) return;
    lines->push_back(PlainLine(""));
    lines->push_back(PlainLine("Evidence", Style::kStrong));
    for (size_t i = 0; i < texts.size(); ++i) {
      const std::string number = "[" + std::to_string(i + 1) + "] ";
      lines->push_back(PlainLine(number + texts[i]));
      lines->back().hanging = DisplayWidth(number);
    }
  }

  const v1::CompareResponse& response_;
  const TableOptions& options_;
  const int width_;
  std::vector<int> dimensions_;        // covered, in display order
  std::vector<int> empty_dimensions_;  // not covered for any entity
  std::set<v1::Agreement> used_agreements_;
  std::set<v1::CellState> used_states_;
  EvidenceNotes notes_;
};

}  // namespace

std::string ComparisonTable(const v1::CompareResponse& response, const TableOptions& options) {
  return TableWriter(response, options).Write();
}

}  // namespace parallax::render
