#include "ingest_service/parse/block/table_header.h"

#include <algorithm>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "core/text/character.h"
#include "core/text/utf8.h"

namespace parallax::parse {
namespace {

constexpr size_t kFigureBytes = 24;

}  // namespace

bool IsFigure(std::string_view s) {
  if (s.empty() || s.size() > kFigureBytes) return false;
  int digits = 0;
  int letters = 0;
  for (size_t at = 0; at < s.size();) {
    const char32_t c = text::NextCodePoint(s, &at);
    if (text::IsAsciiDigit(c)) {
      ++digits;
    } else if (text::IsLatinLetter(c) || text::IsHan(c) || text::IsKana(c)) {
      ++letters;
    }
  }
  return digits > 0 && digits >= letters;
}

bool IsYear(std::string_view s) {
  if (s.size() < 4 || s.size() > 16) return false;
  for (size_t i = 0; i < 4; ++i) {
    if (s[i] < '0' || s[i] > '9') return false;
  }
  if (s[0] != '1' && s[0] != '2') return false;
  const std::string_view rest = s.substr(4);
  return rest.empty() || rest == "年" || rest == "E" || rest == "e" || rest == "s" ||
         rest.starts_with("-") || rest.starts_with("–") || rest.starts_with("/") ||
         rest.starts_with("年度");
}

bool FirstRowIsHeader(const record::Table& table) {
  if (table.rows < 2) return false;
  std::vector<bool> figures(static_cast<size_t>(table.columns), false);
  for (const record::TableCell& cell : table.cells) {
    if (cell.row > 0 && IsFigure(cell.content.text))
      figures[static_cast<size_t>(cell.column)] = true;
  }
  int32_t blank = 0;
  for (const record::TableCell& cell : table.cells) {
    if (cell.row > 0) break;
    const std::string_view s = cell.content.text;
    if (s.empty() && !cell.missing) ++blank;
    if (IsFigure(s) && !IsYear(s) && figures[static_cast<size_t>(cell.column)]) return false;
  }
  return blank <= 1 || blank * 4 <= table.columns;
}

void MarkHeaders(record::Table* table) {
  table->header_columns = 0;
  if (table->columns >= 2 && table->rows >= 2) {
    std::unordered_set<std::string_view> names;
    int64_t body_rows = 0;
    bool named = true;
    for (const record::TableCell& cell : table->cells) {
      if (cell.column != 0 || cell.row < table->header_rows) continue;
      body_rows += 1;
      const std::string_view s = cell.content.text;
      if (s.empty() || (IsFigure(s) && !IsYear(s))) {
        named = false;
      } else {
        names.insert(s);
      }
    }
    const bool distinct = static_cast<int64_t>(names.size()) * 5 >= body_rows * 4;
    if (named && body_rows > 0 && distinct) table->header_columns = 1;
  }
  for (record::TableCell& cell : table->cells) {
    cell.header = cell.row < table->header_rows || cell.column < table->header_columns;
  }
}

}  // namespace parallax::parse
