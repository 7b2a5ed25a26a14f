#include "cli/render/sheet.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "cli/render/grid.h"
#include "query_service/render/cell_summary.h"
#include "query_service/render/evidence_notes.h"
#include "query_service/render/interval_text.h"
#include "query_service/render/safe_text.h"
#include "query_service/render/value_text.h"

namespace parallax::render {
namespace {

// "VALUE_TYPE_ITEM_LIST" → "item list".
std::string EnumWord(std::string name, std::string_view prefix) {
  if (name.starts_with(prefix)) name.erase(0, prefix.size());
  for (char& c : name) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    if (c == '_') c = ' ';
  }
  return name;
}

template <typename Strings>
std::string Joined(const Strings& items, std::string_view separator) {
  std::string out;
  for (const auto& item : items) {
    if (!out.empty()) out += separator;
    out += item;
  }
  return out;
}

std::string ClaimText(const v1::Claim& claim) {
  switch (claim.kind()) {
    case v1::CLAIM_KIND_NOT_STATED:
      return claim.value().text().empty() ? "(not stated)" : "(not stated) " + claim.value().text();
    case v1::CLAIM_KIND_NO_VALUE:
      return "(none) " + claim.value().text();
    default:
      return claim.value().text();
  }
}

std::string ClaimReading(const v1::Claim& claim) {
  if (claim.value().readings().empty()) return "";
  const v1::Reading& reading = claim.value().readings(0);
  // The items of a list are its text again.
  return reading.has_items() ? "" : ReadingText(reading, v1::Dimension::default_instance());
}

}  // namespace

Sheet SheetOf(const v1::ListDocumentsResponse& response) {
  Sheet sheet;
  sheet.header = {"document", "title",    "publisher", "published", "languages",
                  "bytes",    "revision", "claims",    "issues"};
  for (const v1::Document& document : response.documents()) {
    sheet.rows.push_back(
        {document.document_id(), document.title(), document.publisher(), document.published_date(),
         Joined(document.languages(), ", "), std::to_string(document.size_bytes()),
         std::to_string(document.revision()), std::to_string(document.claim_count()),
         std::to_string(document.issues_size())});
  }
  return sheet;
}

Sheet SheetOf(const v1::ListClaimsResponse& response, bool evidence) {
  Sheet sheet;
  sheet.header = {"subject", "dimension", "value", "reading", "voice", "document", "claim"};
  if (evidence) sheet.header.emplace_back("evidence");
  for (const v1::Claim& claim : response.claims()) {
    std::string voice = VoiceText(claim);
    std::vector<std::string> row = {claim.subject_entity_id(),
                                    claim.dimension_id(),
                                    ClaimText(claim),
                                    ClaimReading(claim),
                                    voice.empty() ? "author" : std::move(voice),
                                    claim.document_id(),
                                    claim.claim_id()};
    if (evidence) row.push_back(EvidenceText(claim));
    sheet.rows.push_back(std::move(row));
  }
  return sheet;
}

Sheet SheetOf(const v1::ListEntitiesResponse& response) {
  Sheet sheet;
  sheet.header = {"entity", "name", "kind", "other names"};
  for (const v1::Entity& entity : response.entities()) {
    std::vector<std::string> names;
    for (const v1::EntityName& name : entity.names()) {
      if (name.text() != entity.display_name() &&
          std::find(names.begin(), names.end(), name.text()) == names.end()) {
        names.push_back(name.text());
      }
    }
    sheet.rows.push_back({entity.entity_id(), entity.display_name(),
                          EnumWord(v1::EntityKind_Name(entity.kind()), "ENTITY_KIND_") +
                              (entity.provisional() ? " (provisional)" : ""),
                          Joined(names, ", ")});
  }
  return sheet;
}

Sheet SheetOf(const v1::ListCollectionsResponse& response) {
  Sheet sheet;
  sheet.header = {"collection", "newest commit"};
  for (const v1::Collection& collection : response.collections()) {
    sheet.rows.push_back({collection.name(), std::to_string(collection.newest_commit())});
  }
  return sheet;
}

Sheet SheetOf(const v1::ListDimensionsResponse& response) {
  Sheet sheet;
  sheet.header = {"dimension", "name", "type", "asked of", "levels"};
  for (const v1::Dimension& dimension : response.dimensions()) {
    std::vector<std::string> kinds;
    for (const int kind : dimension.subject_kinds()) {
      kinds.push_back(
          EnumWord(v1::EntityKind_Name(static_cast<v1::EntityKind>(kind)), "ENTITY_KIND_"));
    }
    std::vector<std::string> levels;
    for (const v1::ScaleLevel& level : dimension.levels()) levels.push_back(level.display_name());
    sheet.rows.push_back({dimension.dimension_id(), dimension.display_name(),
                          EnumWord(v1::ValueType_Name(dimension.value_type()), "VALUE_TYPE_"),
                          Joined(kinds, ", "), Joined(levels, " < ")});
  }
  return sheet;
}

std::string SheetTable(const Sheet& sheet, int width, bool colour) {
  if (sheet.rows.empty()) return "none\n";
  Grid grid;
  grid.rules_between_rows = false;
  grid.rows.emplace_back();
  for (const std::string& name : sheet.header) {
    grid.rows.back().push_back({PlainLine(name, Style::kStrong)});
  }
  for (const std::vector<std::string>& row : sheet.rows) {
    grid.rows.emplace_back();
    for (const std::string& field : row) grid.rows.back().push_back({PlainLine(SafeText(field))});
  }
  const int text_width =
      std::max(TextWidth(width, sheet.header.size()), 4 * static_cast<int>(sheet.header.size()));
  return DrawGrid(grid, ColumnWidths(grid, text_width), colour);
}

std::string SheetMarkdown(const Sheet& sheet) {
  std::string out = "|";
  for (const std::string& name : sheet.header) out += " " + name + " |";
  out += "\n|";
  for (size_t i = 0; i < sheet.header.size(); ++i) out += ":--|";
  out += "\n";
  for (const std::vector<std::string>& row : sheet.rows) {
    out += "|";
    for (const std::string& field : row) out += " " + MarkdownText(field) + " |";
    out += "\n";
  }
  return out;
}

std::string SheetCsv(const Sheet& sheet) {
  std::string out;
  const auto append = [&](const std::vector<std::string>& row) {
    for (size_t i = 0; i < row.size(); ++i) {
      if (i > 0) out += ',';
      out += CsvField(row[i]);
    }
    out += '\n';
  };
  append(sheet.header);
  for (const std::vector<std::string>& row : sheet.rows) append(row);
  return out;
}

}  // namespace parallax::render
