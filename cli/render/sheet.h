// Lists of records (documents, claims, entities, collections) as a table, Markdown or CSV.
#ifndef PARALLAX_CLI_RENDER_SHEET_H_
#define PARALLAX_CLI_RENDER_SHEET_H_

#include <string>
#include <vector>

#include "parallax/v1/admin_service.pb.h"
#include "parallax/v1/record_service.pb.h"

namespace parallax::render {

// Rows of plain text as documents have it; each renderer makes it safe in its own way. Every row
// has as many fields as the header.
struct Sheet {
  std::vector<std::string> header;
  std::vector<std::vector<std::string>> rows;
};

Sheet SheetOf(const v1::ListDocumentsResponse& response);
// With `evidence`, the passages in a column of their own.
Sheet SheetOf(const v1::ListClaimsResponse& response, bool evidence);
Sheet SheetOf(const v1::ListEntitiesResponse& response);
Sheet SheetOf(const v1::ListCollectionsResponse& response);
Sheet SheetOf(const v1::ListDimensionsResponse& response);

// At most `width` wide. Without rows: "none" and a line feed.
std::string SheetTable(const Sheet& sheet, int width, bool colour);
std::string SheetMarkdown(const Sheet& sheet);
std::string SheetCsv(const Sheet& sheet);

}  // namespace parallax::render

#endif  // PARALLAX_CLI_RENDER_SHEET_H_
