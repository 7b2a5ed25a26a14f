// The tables of tests/data/html/tables.txt against their reviewed grids, to the cell.
// PARALLAX_UPDATE_GOLDEN=1 rewrites the grids.
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "ingest_service/parse/html/dom.h"
#include "ingest_service/parse/html/table_reader.h"

namespace parallax::parse_html {
namespace {

std::string ReadFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream bytes;
  bytes << file.rdbuf();
  return bytes.str();
}

std::string Escaped(const std::string& text) {
  std::string out;
  for (char c : text) out += c == '\n' ? std::string("\\n") : std::string(1, c);
  return out;
}

// "layout", or the grid: a line per cell, `*` for headers, spans where there are any.
std::string Describe(const Dom& dom, int32_t node) {
  if (!IsDataTable(dom, node)) return "layout\n";
  const TableReading reading = ReadTable(dom, node, TableLimits());
  const record::Table& t = reading.table;
  std::ostringstream out;
  out << "data " << t.rows << "x" << t.columns << " header " << t.header_rows << "x"
      << t.header_columns;
  if (reading.limit_reached) out << " limit";
  if (reading.overlapping) out << " overlap";
  out << "\n";
  if (!t.caption.text.empty()) out << "  caption " << Escaped(t.caption.text) << "\n";
  for (const record::TableCell& c : t.cells) {
    out << "  " << c.row << "," << c.column;
    if (c.row_span != 1 || c.column_span != 1) out << " " << c.row_span << "x" << c.column_span;
    if (c.header) out << " *";
    out << (c.missing ? " (missing)" : " " + Escaped(c.content.text)) << "\n";
  }
  return out.str();
}

TEST(TableGolden, GridsAreAsReviewed) {
  const char* dir = std::getenv("PARALLAX_SOURCE_DIR");
  const std::string path = std::string(dir == nullptr ? "." : dir) + "/tests/data/html/tables";
  std::istringstream cases(ReadFile(path + ".txt"));
  std::string line, dump;
  int count = 0;
  while (std::getline(cases, line)) {
    if (line.starts_with("=== ")) {
      dump += line + "\n";
      continue;
    }
    ++count;
    auto dom = Dom::Parse(line, 1 << 24);
    ASSERT_TRUE(dom.ok());
    for (int32_t i = 0; i < (*dom)->size(); ++i) {
      if ((**dom)[i].tag == GUMBO_TAG_TABLE) dump += Describe(**dom, i);
    }
  }
  EXPECT_GE(count, 60);
  if (std::getenv("PARALLAX_UPDATE_GOLDEN") != nullptr) {
    std::ofstream(path + ".golden", std::ios::binary) << dump;
  }
  EXPECT_EQ(dump, ReadFile(path + ".golden"));
}

}  // namespace
}  // namespace parallax::parse_html
