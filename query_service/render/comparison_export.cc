#include "query_service/render/comparison_export.h"

#include <set>
#include <string_view>
#include <vector>

#include "query_service/render/cell_summary.h"
#include "query_service/render/comparison_view.h"
#include "query_service/render/evidence_notes.h"
#include "query_service/render/safe_text.h"
#include "query_service/render/value_text.h"

namespace parallax::render {
namespace {

const v1::AnyCell& CellAt(const v1::EntityColumn& column, int dimension) {
  return dimension < column.cells_size() ? column.cells(dimension)
                                         : v1::AnyCell::default_instance();
}

std::string MarkdownCell(const CellSummary& summary, bool evidence, EvidenceNotes* notes) {
  const std::string_view mark = AgreementMark(summary.agreement);
  std::string out;
  bool first = true;
  for (const CellEntry& entry : summary.entries) {
    if (!first) out += "<br>";
    if (summary.state == v1::CELL_STATE_NOT_COVERED) {
      out += "— ";
    } else if (entry.role == EntryRole::kAlternative) {
      out += "or ";
    } else if (entry.role == EntryRole::kEquivalent) {
      out += "= ";
    } else if (entry.role == EntryRole::kItem) {
      out += "• ";
    } else if (first && summary.state == v1::CELL_STATE_VALUE && !mark.empty()) {
      out += std::string(mark) + " ";
    }
    const bool quiet = entry.role == EntryRole::kAbsence || entry.role == EntryRole::kMore;
    // Emphasis would need its own escaping rules next to letters; plain HTML does not.
    out += quiet ? "<i>" + MarkdownText(entry.text) + "</i>" : MarkdownText(entry.text);
    if (!entry.note.empty()) out += " (" + MarkdownText(entry.note) + ")";
    if (evidence && !entry.claims.empty()) {
      out += " <sup>" + MarkdownText(notes->Mark(entry.claims)) + "</sup>";
    }
    first = false;
  }
  std::string support = MarkdownText(SupportText(summary.support));
  if (summary.sampled) support += " (sampled)";
  if (!support.empty()) {
    // The mark of items is about all of them.
    const bool items = summary.entries[0].role == EntryRole::kItem && !mark.empty();
    out += "<br><sub>" + (items ? std::string(mark) + " " : "") + support;
    if (evidence && !summary.other_claims.empty()) {
      out += " " + MarkdownText(notes->Mark(summary.other_claims));
    }
    out += "</sub>";
  }
  return out;
}

std::string EnumWord(std::string name, std::string_view prefix) {
  if (name.starts_with(prefix)) name.erase(0, prefix.size());
  return name;
}

void AppendCsvRow(const std::vector<std::string>& fields, std::string* out) {
  for (size_t i = 0; i < fields.size(); ++i) {
    if (i > 0) *out += ',';
    *out += CsvField(fields[i]);
  }
  *out += '\n';
}

}  // namespace

std::string ComparisonMarkdown(const v1::CompareResponse& response,
                               const MarkdownOptions& options) {
  EvidenceNotes notes;
  std::string out = "| |";
  for (const v1::EntityColumn& column : response.columns()) {
    out += " " + MarkdownText(NameOf(column.entity())) + " |";
  }
  out += "\n|:--|";
  for (int i = 0; i < response.columns_size(); ++i) out += ":--|";
  out += "\n";
  for (int d = 0; d < response.dimensions_size(); ++d) {
    const v1::Dimension& dimension = response.dimensions(d);
    out += "| **" + MarkdownText(NameOf(dimension)) + "** |";
    for (const v1::EntityColumn& column : response.columns()) {
      const CellSummary summary = Summarize(CellAt(column, d), dimension, options.summary);
      out += " " + MarkdownCell(summary, options.evidence, &notes) + " |";
    }
    out += "\n";
  }
  const std::vector<std::string> contrasts = ContrastLines(response, options.contrasts);
  if (!contrasts.empty()) {
    out += "\n";
    for (const std::string& line : contrasts) out += "- " + MarkdownText(line) + "\n";
  }
  const std::vector<std::string> texts = notes.Texts();
  if (!texts.empty()) {
    out += "\n";
    for (size_t i = 0; i < texts.size(); ++i) {
      out += std::to_string(i + 1) + ". " + MarkdownText(texts[i]) + "\n";
    }
  }
  return out;
}

std::string ComparisonCsv(const v1::CompareResponse& response) {
  std::string out;
  AppendCsvRow(
      {"entity_id", "entity", "dimension_id", "dimension", "state", "agreement", "documents",
       "lineages", "voices", "group", "kind", "stance", "value", "text", "documents_of_claims"},
      &out);
  for (const v1::EntityColumn& column : response.columns()) {
    for (int d = 0; d < response.dimensions_size(); ++d) {
      const v1::Dimension& dimension = response.dimensions(d);
      const v1::Cell& cell = CommonPart(CellAt(column, d));
      const v1::CellState state =
          cell.state() == v1::CELL_STATE_UNSPECIFIED ? v1::CELL_STATE_NOT_COVERED : cell.state();
      const std::vector<std::string> start = {
          column.entity().entity_id(),
          NameOf(column.entity()),
          dimension.dimension_id(),
          NameOf(dimension),
          EnumWord(v1::CellState_Name(state), "CELL_STATE_"),
          cell.agreement() == v1::AGREEMENT_UNSPECIFIED
              ? ""
              : EnumWord(v1::Agreement_Name(cell.agreement()), "AGREEMENT_")};
      if (cell.propositions().empty()) {
        std::vector<std::string> row = start;
        row.resize(15);
        AppendCsvRow(row, &out);
      }
      for (const v1::Proposition& proposition : cell.propositions()) {
        std::vector<std::string> row = start;
        std::set<std::string> documents;
        for (const v1::Claim& claim : proposition.claims()) documents.insert(claim.document_id());
        std::string listed;
        for (const std::string& id : documents) listed += (listed.empty() ? "" : " ") + id;
        const v1::Support& support = proposition.support();
        for (std::string field :
             {std::to_string(support.document_count()), std::to_string(support.lineage_count()),
              std::to_string(support.voice_count()), std::to_string(proposition.group()),
              EnumWord(v1::ClaimKind_Name(proposition.kind()), "CLAIM_KIND_"),
              EnumWord(v1::Stance_Name(proposition.stance()), "STANCE_"),
              ReadingText(proposition.reading(), dimension), proposition.text(), listed}) {
          row.push_back(std::move(field));
        }
        AppendCsvRow(row, &out);
      }
    }
  }
  return out;
}

}  // namespace parallax::render
