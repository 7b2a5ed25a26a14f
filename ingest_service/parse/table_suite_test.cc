// Tables of plain text, Markdown and CSV, right to the cell: rows by "/", cells by "|", "~" for a
// cell that is not there, header rows and columns as RxC before it. Every span keeps the invariant.
#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "core/record/span_check.h"
#include "ingest_service/parse/parse.h"
#include "ingest_service/source/decode.h"

namespace parallax::parse {
namespace {

std::string TableText(const record::Table& table) {
  std::string out =
      std::to_string(table.header_rows) + "x" + std::to_string(table.header_columns) + " ";
  int32_t row = 0;
  for (const record::TableCell& cell : table.cells) {
    if (cell.row != row) {
      out += "/";
    } else if (cell.column > 0) {
      out += "|";
    }
    row = cell.row;
    out += cell.missing ? "~" : cell.content.text;
  }
  return out;
}

// All tables of a document, by " + "; other blocks between them as "…".
std::string Tables(std::string_view text, const std::string& media_type) {
  record::Input input;
  input.content = std::string(text);
  input.media_type = media_type;
  const auto source = source::Decode(input);
  if (!source.ok()) return source.status().ToString();
  const auto document = Parse(*source, input);
  if (!document.ok()) return document.status().ToString();
  for (const std::string& violation : record::CheckSpans(input.content, *document)) {
    ADD_FAILURE() << text << ": " << violation;
  }
  std::string out;
  for (const record::Block& block : document->blocks) {
    if (!out.empty()) out += " + ";
    out += block.kind == record::BlockKind::kTable ? TableText(block.table) : "…";
  }
  return out;
}

struct TableCase {
  std::string_view text;
  std::string_view tables;
};

TEST(TableSuite, PlainText) {
  const TableCase cases[] = {
      // Bars at the ends of rows: both, none, only behind, only before.
      {"| Land | Fund |\n| Peru | small |", "1x1 Land|Fund/Peru|small"},
      {"Land | Fund\nPeru | small", "1x1 Land|Fund/Peru|small"},
      {"Land | Fund |\nPeru | small |", "1x1 Land|Fund/Peru|small"},
      {"| Land | Fund\n| Peru | small", "1x1 Land|Fund/Peru|small"},
      {"经济体 | 基金 |\n秘鲁 | 小 |", "1x1 经济体|基金/秘鲁|小"},
      {"經濟體 | 基金\n秘魯 | 小", "1x1 經濟體|基金/秘魯|小"},
      // A delimiter row is no row.
      {"a | b\n---|---\nc | d", "1x1 a|b/c|d"},
      {"| a | b |\n|:--|--:|\n| c | d |", "1x1 a|b/c|d"},
      {"+---+---+\n| a | b |\n+---+---+\n| c | d |\n+---+---+", "… + 1x1 a|b/c|d"},
      // Blank cells stay where they are.
      {"a | b | c |\nd | | f |", "1x1 a|b|c/d||f"},
      {"a | b | c |\nd | e | |", "1x1 a|b|c/d|e|"},
      {"a | b | c |\n| e | f |\ng | h | i |", "1x0 a|b|c/|e|f/g|h|i"},
      {"甲 | 乙 | 丙 |\n丁 | | 己 |", "1x1 甲|乙|丙/丁||己"},
      // The closing bar on a line of its own closes a blank cell.
      {"a | b | c |\nd | e |\n|\ng | h | i |", "1x1 a|b|c/d|e|/g|h|i"},
      {"甲 | 乙 | 丙 |\n丁 | 戊 |\n|", "1x1 甲|乙|丙/丁|戊|"},
      {"a | b | c | d |\ne | f |\n| |\ng | h | i | j |", "1x1 a|b|c|d/e|f||/g|h|i|j"},
      // Short rows lack cells; nothing is shifted.
      {"a | b | c |\nd | e |\nf | g | h |", "1x1 a|b|c/d|e|~/f|g|h"},
      {"a | b | c\nd | e\nf | g | h", "1x1 a|b|c/d|e|~/f|g|h"},
      // A row broken inside a cell.
      {"a | b | c |\nd | first\nsecond | f |", "1x1 a|b|c/d|first second|f"},
      {"甲 | 乙 | 丙 |\n丁 | 第一\n第二 | 己 |", "1x1 甲|乙|丙/丁|第一第二|己"},
      {"a | b | c |\nd | one\ntwo\nthree | f |", "1x1 a|b|c/d|one two three|f"},
      // A longer row widens the table.
      {"a | b\nc | d\ne | f | g", "1x1 a|b|~/c|d|~/e|f|g"},
      // Two tables, with text between them, and of different widths without.
      {"a | b |\nc | d |\nText that stands between the two of them.\ne | f |\ng | h |",
       "1x1 a|b/c|d + … + 1x1 e|f/g|h"},
      {"a | b |\nc | d |\n\nThe second table follows here.\n\ne | f | g |\nh | i | j |",
       "1x1 a|b/c|d + … + 1x1 e|f|g/h|i|j"},
      {"a | b |\nc | d |\ne | f | g |\nh | i | j |\nk | l | m |",
       "1x1 a|b/c|d + 1x1 e|f|g/h|i|j/k|l|m"},
      // Every line set apart by a blank one.
      {"a | b |\n\nc | d |\n\ne | f |", "1x1 a|b/c|d/e|f"},
      // Figures: a first row of data is no header; years head columns.
      {"Peru | 12\nChad | 30", "0x1 Peru|12/Chad|30"},
      {"Land | 2023 | 2024\nPeru | 12 | 14", "1x1 Land|2023|2024/Peru|12|14"},
      {"地区 | 2023年 | 2024年\n上海 | 12 | 14", "1x1 地区|2023年|2024年/上海|12|14"},
      {"No. | Land\n1 | Peru\n2 | Chad", "1x0 No.|Land/1|Peru/2|Chad"},
      // The first column repeats: it names no rows.
      {"Land | Tool\nPeru | loan\nPeru | grant\nPeru | land",
       "1x0 Land|Tool/Peru|loan/Peru|grant/Peru|land"},
      // An escaped bar is text.
      {"a | b\nc \\| d | e", "1x1 a|b/c \\| d|e"},
      // No tables: one line, one bar in prose, a menu.
      {"Home | News | About us", "…"},
      {"Either | or is written with a bar.\nThe next line has none.", "… + …"},
      {"a | b |\n", "…"},
      // Several items in one cell stay one cell.
      {"Land | Tools |\nPeru | - loans - grants - land |",
       "1x1 Land|Tools/Peru|- loans - grants - land"},
      // Blank corner; blank header cell.
      {" | 2023 | 2024 |\nPeru | 1 | 2 |", "1x1 |2023|2024/Peru|1|2"},
      {"| | Loans | Grants |\n| Peru | yes | no |", "1x1 |Loans|Grants/Peru|yes|no"},
      // White space around and wide blanks inside.
      {"  a  |  b  \n  c  |  d　e  ", "1x1 a|b/c|d e"},
      // CRLF.
      {"a | b |\r\nc | d |\r\n", "1x1 a|b/c|d"},
  };
  for (const TableCase& c : cases) EXPECT_EQ(Tables(c.text, "text/plain"), c.tables) << c.text;
}

TEST(TableSuite, Markdown) {
  const TableCase cases[] = {
      {"| Land | Fund |\n| --- | --- |\n| Peru | small |", "1x1 Land|Fund/Peru|small"},
      {"Land | Fund\n:--- | ---:\nPeru | small", "1x1 Land|Fund/Peru|small"},
      {"| Land | Fund |\n|---|---|\n| **Peru** | [small](u) |", "1x1 Land|Fund/Peru|small"},
      {"| 经济体 | 基金 |\n|---|---|\n| 秘鲁 | `小` |", "1x1 经济体|基金/秘鲁|小"},
      {"| 經濟體 | 基金 |\n|:-:|---|\n| 秘魯 | *小* &amp; 大 |", "1x1 經濟體|基金/秘魯|小 & 大"},
      {"| a \\| b | c |\n|---|---|\n| `d \\| e` | **f \\| g** |", "1x1 a | b|c/d | e|f | g"},
      {"| a | b |\n|---|---|\n| c |\n| d | e | f |", "1x1 a|b/c|~/d|e"},
      {"| a | b |\n|---|---|\n| | d |\n| e | |", "1x0 a|b/|d/e|"},
      {"| a | b |\n|---|---|\n| c | d |\n\nA paragraph.", "1x1 a|b/c|d + …"},
      {"| a | b |\n|---|---|\n| c | d |\n> quote", "1x1 a|b/c|d + …"},
      {"A line of text\n| a | b |\n|---|---|\n| c | d |", "… + 1x1 a|b/c|d"},
      {"一行文字\n| 甲 | 乙 |\n|---|---|\n| | 丁 |", "… + 1x0 甲|乙/|丁"},
      {"| a | b |\n|---|---|", "1x0 a|b"},
      {"| a | b |\n|---|\n| c | d |", "…"},
      {"> | a | b |\n> |---|---|\n> | c | d |", "1x1 a|b/c|d"},
      {"- item\n\n  | a | b |\n  |---|---|\n  | c | d |", "… + 1x1 a|b/c|d"},
      {"Text before\n\n|a|b|c|\n|-|-|-|\n|d|e|f|", "… + 1x1 a|b|c/d|e|f"},
      {"| a<br>b | c |\n|---|---|\n| ~~d~~ e | <b>f</b> |", "1x1 a b|c/d e|f"},
      {"| Year | Sum |\n|---|---|\n| 2023 | 1 |\n| 2024 | 2 |", "1x1 Year|Sum/2023|1/2024|2"},
      {"| a | b |\n|---|---|\n| c | \\* d |", "1x1 a|b/c|* d"},
      {"|  | x |\n|---|---|\n| y | z |", "1x1 |x/y|z"},
      {"| a | b |\r\n|---|---|\r\n| c | d |\r\n", "1x1 a|b/c|d"},
      // The situations of the table section of GFM's specification: a plain table; delimiters of
      // other widths and alignments, bars left out at the ends; escaped bars in code and emphasis;
      // a quotation that ends the table; a line without bars that is a row, and a blank line that
      // ends it; a delimiter row of another width; rows too short and too long; no rows at all.
      {"| lake | depth |\n| ---- | ----- |\n| Ohrid | 288 |", "1x1 lake|depth/Ohrid|288"},
      {"| lake | basin |\n:-: | -----------:\nOhrid | Drin", "1x1 lake|basin/Ohrid|Drin"},
      {"| l\\|k |\n| ------ |\n| o `\\|` h |\n| r **\\|** d |", "1x0 l|k/o | h/r | d"},
      {"| lake | basin |\n| --- | --- |\n| Ohrid | Drin |\n> deep",
       "1x1 lake|basin/Ohrid|Drin + …"},
      {"| lake | basin |\n| --- | --- |\n| Ohrid | Drin |\nPrespa\n\nend",
       "1x1 lake|basin/Ohrid|Drin/Prespa|~ + …"},
      {"| lake | basin |\n| --- |\n| Ohrid |", "…"},
      {"| lake | basin |\n| --- | --- |\n| Ohrid |\n| Prespa | Drin | deep |",
       "1x1 lake|basin/Ohrid|~/Prespa|Drin"},
      {"| lake | basin |\n| --- | --- |", "1x0 lake|basin"},
  };
  for (const TableCase& c : cases) EXPECT_EQ(Tables(c.text, "text/markdown"), c.tables) << c.text;
}

TEST(TableSuite, Delimited) {
  const TableCase cases[] = {
      {"a,b\nc,d\n", "1x1 a|b/c|d"},
      {"a;b\nc;d,e\n", "1x1 a|b/c|d,e"},
      {"a\tb\nc\td\n", "1x1 a|b/c|d"},
      {"a|b\nc|d\n", "1x1 a|b/c|d"},
      {"甲,乙\r\n丙,\"丁,戊\"\r\n", "1x1 甲|乙/丙|丁,戊"},
      {"甲,乙\n丙,\"丁\n戊\"\n", "1x1 甲|乙/丙|丁戊"},
      {"a,b\n\"c \"\"x\"\" y\",\"\"\n", "1x1 a|b/c \"x\" y|"},
      {"a,b,c\nd,,f\n,,\ng,h\n", "1x1 a|b|c/d||f/g|h|~"},
      {"a,b\nc,d,\n", "1x1 a|b/c|d"},
      {"a,b\nc,d,e\n", "1x1 a|b|~/c|d|e"},
      {"Peru,12\nChad,30\n", "0x1 Peru|12/Chad|30"},
      {"The title of it\na,b\nc,d\nA note\n", "… + 1x1 a|b/c|d + …"},
      {"a,b\nc,5\" pipe\n", "1x1 a|b/c|5\" pipe"},
      {"a, \"b\" \n c , d \n", "1x1 a|b/c|d"},
      {"one\ntwo\nthree\n", "1x0 one/two/three"},
      {"\xEF\xBB\xBF"
       "a,b\nc,d",
       "1x1 a|b/c|d"},
  };
  for (const TableCase& c : cases) EXPECT_EQ(Tables(c.text, "text/csv"), c.tables) << c.text;
}

}  // namespace
}  // namespace parallax::parse
