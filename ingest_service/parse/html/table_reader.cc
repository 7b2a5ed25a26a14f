#include "ingest_service/parse/html/table_reader.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "ingest_service/parse/html/page_blocks.h"

namespace parallax::parse_html {
namespace {

struct SourceCell {
  int32_t node = 0;
  int32_t row_span = 1;
  int32_t column_span = 1;
  bool th = false;
  bool row_scope = false;  // scope="row" or "rowgroup"
  bool bold = false;       // all of its text is bold
};

struct SourceRow {
  int32_t node = 0;
  bool head = false;  // stands in <thead>
  std::vector<SourceCell> cells;
  int32_t section_end = 0;  // one past the last row of its section
};

// The elements that make up the table at `node`, inner tables left out.
template <typename Visit>
void VisitTableParts(const Dom& dom, int32_t node, Visit visit) {
  int32_t i = node + 1;
  while (i < dom[node].end) {
    const Node& n = dom[i];
    if (n.is_text) {
      ++i;
      continue;
    }
    switch (n.tag) {
      case GUMBO_TAG_THEAD:
      case GUMBO_TAG_TBODY:
      case GUMBO_TAG_TFOOT:
      case GUMBO_TAG_TR:
        visit(i);
        ++i;
        break;
      default:
        visit(i);
        i = n.end;
    }
  }
}

int32_t SpanAttribute(const Dom& dom, int32_t i, const char* name, int32_t most) {
  const std::string_view value = dom.Attribute(i, name);
  int32_t n = 0;
  size_t k = 0;
  while (k < value.size() && (value[k] == ' ' || value[k] == '+')) ++k;
  const size_t digits = k;
  while (k < value.size() && value[k] >= '0' && value[k] <= '9' && n < 100000) {
    n = n * 10 + (value[k++] - '0');
  }
  if (k == digits) return 1;
  return std::min(n, most);
}

bool AllBold(const Dom& dom, int32_t cell) {
  bool any = false;
  int32_t i = cell + 1;
  while (i < dom[cell].end) {
    if (dom[i].tag == GUMBO_TAG_B || dom[i].tag == GUMBO_TAG_STRONG) {
      any = true;
      i = dom[i].end;
      continue;
    }
    if (dom[i].is_text && dom[i].source->type == GUMBO_NODE_TEXT) return false;
    ++i;
  }
  return any;
}

SourceCell ReadCell(const Dom& dom, int32_t i) {
  SourceCell c;
  c.node = i;
  c.th = dom[i].tag == GUMBO_TAG_TH;
  c.column_span = std::max(1, SpanAttribute(dom, i, "colspan", 1000));
  c.row_span = SpanAttribute(dom, i, "rowspan", 65534);  // 0: to the end of the section
  const std::string_view scope = dom.Attribute(i, "scope");
  const std::string_view role = dom.Attribute(i, "role");
  c.row_scope = scope == "row" || scope == "rowgroup" || role == "rowheader";
  if (role == "columnheader" || role == "rowheader" || scope == "col" || scope == "row")
    c.th = true;
  c.bold = AllBold(dom, i);
  return c;
}

std::vector<SourceRow> ReadRows(const Dom& dom, int32_t node, int32_t* caption) {
  std::vector<SourceRow> rows, foot;
  *caption = -1;
  uint16_t section = 0;
  int32_t section_node = -1;
  std::vector<std::pair<int32_t, bool>> order;  // section node of each row, is it a foot
  std::vector<int32_t> sections, foot_sections;
  VisitTableParts(dom, node, [&](int32_t i) {
    switch (dom[i].tag) {
      case GUMBO_TAG_CAPTION:
        if (*caption < 0) *caption = i;
        break;
      case GUMBO_TAG_THEAD:
      case GUMBO_TAG_TBODY:
      case GUMBO_TAG_TFOOT:
        section = dom[i].tag;
        section_node = i;
        break;
      case GUMBO_TAG_TR: {
        const bool in_section = section_node >= 0 && i < dom[section_node].end;
        SourceRow row;
        row.node = i;
        row.head = in_section && section == GUMBO_TAG_THEAD;
        for (int32_t k = i + 1; k < dom[i].end; k = dom[k].end) {
          if (dom[k].tag == GUMBO_TAG_TD || dom[k].tag == GUMBO_TAG_TH) {
            row.cells.push_back(ReadCell(dom, k));
          }
        }
        const bool is_foot = in_section && section == GUMBO_TAG_TFOOT;
        (is_foot ? foot : rows).push_back(std::move(row));
        (is_foot ? foot_sections : sections).push_back(in_section ? section_node : -1);
        break;
      }
      default:
        break;
    }
  });
  // A foot is shown last wherever it stands. Only one written last keeps markup order, which spans
  // and maps of blocks do not need: every cell has its own.
  rows.insert(rows.end(), std::make_move_iterator(foot.begin()),
              std::make_move_iterator(foot.end()));
  sections.insert(sections.end(), foot_sections.begin(), foot_sections.end());
  // Rows without a cell take no place of their own unless a span reaches into them; browsers give
  // them a height of zero. They are left out when nothing reaches in.
  for (size_t a = 0; a < rows.size();) {
    size_t b = a;
    while (b < rows.size() && sections[b] == sections[a]) ++b;
    for (size_t k = a; k < b; ++k) rows[k].section_end = static_cast<int32_t>(b);
    a = b;
  }
  return rows;
}

// Bytes between the tags of a cell.
text::ByteSpan Interior(const Dom& dom, int32_t cell) {
  const GumboElement& e = dom[cell].source->v.element;
  const int64_t begin = dom.BeginByte(cell);
  if (begin < 0) return {};
  const int64_t from = begin + static_cast<int64_t>(e.original_tag.length);
  int64_t to = from;
  if (e.original_end_tag.data != nullptr && e.original_end_tag.length > 0) {
    to = e.original_end_tag.data - dom.markup().data();
  } else {
    to = static_cast<int64_t>(e.end_pos.offset);
  }
  to = std::min(to, static_cast<int64_t>(dom.markup().size()));
  return {from, std::max(from, to)};
}

bool IsFigureByte(unsigned char c) { return c >= '0' && c <= '9'; }

// Mostly digits, with signs and units around them.
bool LooksNumeric(std::string_view s) {
  if (s.empty() || s.size() > 40) return false;
  size_t digits = 0, letters = 0;
  for (unsigned char c : s) {
    if (IsFigureByte(c)) {
      ++digits;
    } else if (((c | 32) >= 'a' && (c | 32) <= 'z') || c >= 0xE4) {
      ++letters;
    }
  }
  return digits > 0 && letters <= digits + 6 &&
         (IsFigureByte(static_cast<unsigned char>(s[0])) || letters <= digits);
}

bool LooksYear(std::string_view s) {
  return s.size() >= 4 && s.size() <= 12 && (s[0] == '1' || s[0] == '2') &&
         (s[1] == '9' || s[1] == '0' || s[1] == '8') && IsFigureByte(s[2]) && IsFigureByte(s[3]);
}

class GridReader {
 public:
  GridReader(const Dom& dom, int32_t node, const TableLimits& limits)
      : dom_(dom), node_(node), limits_(limits) {}

  TableReading Run() {
    int32_t caption = -1;
    rows_ = ReadRows(dom_, node_, &caption);
    Place();
    if (caption >= 0) out_.table.caption = TextOf(dom_, caption);
    FillMissing();
    FindHeaders();
    return std::move(out_);
  }

 private:
  void Place() {
    record::Table& t = out_.table;
    // For every column, the row up to which a cell from above reaches.
    std::vector<int32_t> taken;
    int32_t row = 0;
    int64_t covered = 0;
    for (size_t r = 0; r < rows_.size(); ++r) {
      const bool reached =
          std::any_of(taken.begin(), taken.end(), [&](int32_t until) { return until > row; });
      if (rows_[r].cells.empty() && !reached) continue;
      if (row >= limits_.max_rows) {
        out_.limit_reached = true;
        break;
      }
      int32_t column = 0;
      row_kinds_.push_back(rows_[r].head);
      for (const SourceCell& c : rows_[r].cells) {
        while (column < static_cast<int32_t>(taken.size()) && taken[column] > row) ++column;
        const int32_t left = rows_[r].section_end - static_cast<int32_t>(r);
        const int32_t row_span = c.row_span == 0 ? left : std::min(c.row_span, left);
        int32_t column_span = c.column_span;
        if (column + column_span > limits_.max_columns) {
          column_span = limits_.max_columns - column;
          out_.limit_reached = true;
        }
        if (column_span <= 0) break;
        for (int32_t k = 1; k < column_span; ++k) {
          if (column + k < static_cast<int32_t>(taken.size()) && taken[column + k] > row) {
            // The standard lets cells overlap; here the first keeps its place.
            column_span = k;
            out_.overlapping = true;
          }
        }
        covered += int64_t{row_span} * column_span;
        if (static_cast<int64_t>(t.cells.size()) >= limits_.max_cells ||
            covered > limits_.max_cells * 4) {
          out_.limit_reached = true;
          break;
        }
        if (static_cast<int32_t>(taken.size()) < column + column_span) {
          taken.resize(column + column_span, 0);
        }
        for (int32_t k = 0; k < column_span; ++k) taken[column + k] = row + row_span;
        record::TableCell cell;
        cell.row = row;
        cell.column = column;
        cell.row_span = row_span;
        cell.column_span = column_span;
        cell.header = c.th;
        cell.span = Interior(dom_, c.node);
        cell.content = TextOf(dom_, c.node);
        t.cells.push_back(std::move(cell));
        sources_.push_back(c);
        t.columns = std::max(t.columns, column + column_span);
        column += column_span;
      }
      row_ends_.push_back(RowEnd(rows_[r].node));
      ++row;
      t.rows = row;
    }
    // Columns that no cell begins in are an exaggerated span's.
    int32_t columns = 0;
    for (const record::TableCell& c : t.cells) columns = std::max(columns, c.column + 1);
    t.columns = columns;
    for (record::TableCell& c : t.cells) {
      c.row_span = std::min(c.row_span, t.rows - c.row);
      c.column_span = std::min(c.column_span, columns - c.column);
    }
  }

  int64_t RowEnd(int32_t tr) const {
    // Where a missing cell would stand: behind the last cell, before the row's end.
    int64_t end = dom_.BeginByte(tr);
    if (end >= 0) end += static_cast<int64_t>(dom_[tr].source->v.element.original_tag.length);
    for (int32_t k = tr + 1; k < dom_[tr].end; k = dom_[k].end) {
      if (dom_[k].tag == GUMBO_TAG_TD || dom_[k].tag == GUMBO_TAG_TH) {
        const text::ByteSpan inside = Interior(dom_, k);
        const GumboStringPiece& tag = dom_[k].source->v.element.original_end_tag;
        const std::string_view close(tag.data == nullptr ? "" : tag.data, tag.length);
        const bool own = close.size() > 4 && (close[3] | 32) != 'r' && (close[2] | 32) == 't';
        end = std::max(end, inside.end_byte + (own ? static_cast<int64_t>(close.size()) : 0));
      }
    }
    return std::max<int64_t>(end, 0);
  }

  void FillMissing() {
    record::Table& t = out_.table;
    const int64_t area = int64_t{t.rows} * t.columns;
    if (area > limits_.max_cells * 4) {
      out_.limit_reached = true;
      return;
    }
    std::vector<bool> there(area);
    for (const record::TableCell& c : t.cells) {
      for (int32_t r = c.row; r < c.row + c.row_span; ++r) {
        for (int32_t k = c.column; k < c.column + c.column_span; ++k)
          there[int64_t{r} * t.columns + k] = true;
      }
    }
    const size_t real = t.cells.size();
    for (int32_t r = 0; r < t.rows; ++r) {
      for (int32_t k = 0; k < t.columns; ++k) {
        if (there[int64_t{r} * t.columns + k]) continue;
        if (static_cast<int64_t>(t.cells.size()) >= limits_.max_cells) {
          out_.limit_reached = true;
          r = t.rows;
          break;
        }
        record::TableCell cell;
        cell.row = r;
        cell.column = k;
        cell.missing = true;
        cell.span = {row_ends_[r], row_ends_[r]};
        t.cells.push_back(std::move(cell));
        sources_.push_back({});
      }
    }
    if (t.cells.size() == real) return;
    std::vector<size_t> order(t.cells.size());
    for (size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::stable_sort(order.begin(), order.end(), [&](size_t a, size_t b) {
      return std::pair(t.cells[a].row, t.cells[a].column) <
             std::pair(t.cells[b].row, t.cells[b].column);
    });
    std::vector<record::TableCell> cells;
    std::vector<SourceCell> sources;
    for (size_t i : order) {
      cells.push_back(std::move(t.cells[i]));
      sources.push_back(sources_[i]);
    }
    t.cells = std::move(cells);
    sources_ = std::move(sources);
  }

  // Header rows are the leading rows of <thead> or of header cells only; header columns the leading
  // columns whose cells below are header cells. Without any header cell, a first row that is bold
  // throughout, or whose words stand over figures, names the columns; a first column does where it
  // is bold or where the corner above it is blank.
  void FindHeaders() {
    record::Table& t = out_.table;
    if (t.rows == 0) return;
    bool any_th = false;
    for (const SourceCell& c : sources_) any_th |= c.th;
    std::vector<bool> row_is_header(t.rows, true), row_bold(t.rows, true);
    std::vector<int32_t> row_cells(t.rows, 0), row_blank(t.rows, 0);
    for (size_t i = 0; i < t.cells.size(); ++i) {
      const record::TableCell& c = t.cells[i];
      if (c.missing) continue;
      ++row_cells[c.row];
      const bool blank = c.content.text.empty();
      row_blank[c.row] += blank;
      if (!sources_[i].th && !blank) row_is_header[c.row] = false;
      if (sources_[i].row_scope && t.columns > 1) row_is_header[c.row] = false;
      if (!sources_[i].bold && !blank) row_bold[c.row] = false;
    }
    int32_t head = 0;
    // A cell that reaches down from a header row takes the rows it reaches into with it.
    int32_t reach = 0;
    while (head < t.rows) {
      const bool all_blank = row_blank[head] == row_cells[head];
      bool is_head = row_kinds_[head] || (row_is_header[head] && any_th && !all_blank);
      if (!is_head && head < reach && any_th && row_is_header[head]) is_head = true;
      // A header over the whole width heads a group of rows; before the first it is the table's.
      if (is_head && head > 0 && !row_kinds_[head] && row_cells[head] == 1 && t.columns > 1 &&
          head >= reach) {
        break;
      }
      if (!is_head) break;
      for (const record::TableCell& c : t.cells) {
        if (c.row == head && !c.missing) reach = std::max(reach, c.row + c.row_span);
      }
      ++head;
    }
    if (head == t.rows && !row_kinds_[t.rows - 1]) {
      // Header cells throughout: the author marks nothing by them.
      head = t.rows > 1 ? 1 : 0;
      for (record::TableCell& c : t.cells) c.header = c.row < head;
      any_th = false;
      for (SourceCell& c : sources_) c.th = false;
    } else if (head == t.rows) {
      head = std::min(head, 1);
    }
    if (head == 0 && t.rows > 1 && !HasColumnOfHeaders()) head = FirstRowNames(row_bold) ? 1 : 0;
    t.header_rows = head;
    t.header_columns = HeaderColumns(head, any_th);
    for (record::TableCell& c : t.cells) {
      if (c.missing) continue;
      if (c.row < t.header_rows || c.column < t.header_columns) c.header = true;
    }
  }

  bool HasColumnOfHeaders() const {
    for (size_t i = 0; i < sources_.size(); ++i) {
      if (out_.table.cells[i].column == 0 && out_.table.cells[i].row > 0 && sources_[i].th)
        return true;
    }
    return false;
  }

  bool FirstRowNames(const std::vector<bool>& row_bold) const {
    const record::Table& t = out_.table;
    bool all_bold_below = true;
    for (int32_t r = 1; r < t.rows; ++r) all_bold_below &= row_bold[r];
    std::vector<const record::TableCell*> first(t.columns, nullptr);
    std::vector<int32_t> numbers(t.columns, 0), filled(t.columns, 0);
    std::vector<int64_t> bytes(t.columns, 0);
    int32_t names = 0, blanks = 0;
    for (const record::TableCell& c : t.cells) {
      if (c.missing) {
        if (c.row == 0) return false;
        continue;
      }
      if (c.row == 0) {
        first[c.column] = &c;
        if (c.column_span == t.columns && t.columns > 1) return false;
        if (c.content.text.empty()) {
          ++blanks;
        } else if (LooksNumeric(c.content.text) && !LooksYear(c.content.text)) {
          return false;
        } else if (c.content.text.size() > 120) {
          return false;
        } else {
          ++names;
        }
      } else if (!c.content.text.empty()) {
        ++filled[c.column];
        numbers[c.column] += LooksNumeric(c.content.text);
        bytes[c.column] += static_cast<int64_t>(c.content.text.size());
      }
    }
    if (names == 0 || blanks > 1) return false;
    if (!row_bold[0] && FirstColumnBold()) return false;
    if (row_bold[0] && !all_bold_below) return true;
    for (int32_t k = 0; k < t.columns; ++k) {
      if (first[k] == nullptr || first[k]->content.text.empty() || filled[k] == 0) continue;
      if (numbers[k] * 3 >= filled[k] * 2 && k > 0 && t.rows > 2) return true;
      // Names are shorter than what they name.
      if (filled[k] >= 2 &&
          bytes[k] / filled[k] > 3 * static_cast<int64_t>(first[k]->content.text.size()) + 20) {
        return true;
      }
    }
    const bool corner = blanks == 1 && first[0] != nullptr && first[0]->content.text.empty();
    return t.columns >= 3 && t.rows >= 3 && (blanks == 0 || corner) && AllDistinctShort(first);
  }

  bool FirstColumnBold() const {
    for (size_t i = 0; i < sources_.size(); ++i) {
      if (out_.table.cells[i].column == 0 && !sources_[i].bold) return false;
    }
    return true;
  }

  static bool AllDistinctShort(const std::vector<const record::TableCell*>& first) {
    std::vector<std::string_view> names;
    for (const record::TableCell* c : first) {
      if (c == nullptr || c->content.text.size() > 60) return false;
      names.push_back(c->content.text);
    }
    std::sort(names.begin(), names.end());
    return std::adjacent_find(names.begin(), names.end()) == names.end();
  }

  int32_t HeaderColumns(int32_t head, bool any_th) const {
    const record::Table& t = out_.table;
    if (head >= t.rows) return 0;
    // Leading columns whose cells below the header rows are all header cells.
    int32_t columns = 0;
    std::vector<bool> all_th(t.columns, true), some(t.columns, false), bold(t.columns, true);
    bool corner_blank = false;
    bool first_numeric = false;
    for (size_t i = 0; i < t.cells.size(); ++i) {
      const record::TableCell& c = t.cells[i];
      if (c.row < head) {
        if (c.row == 0 && c.column == 0 && !c.missing) corner_blank = c.content.text.empty();
        continue;
      }
      // A header over the whole width names a group of rows, not a column.
      if (c.column_span >= t.columns && t.columns > 1) continue;
      for (int32_t k = c.column; k < c.column + c.column_span; ++k) {
        if (c.missing) {
          all_th[k] = false;
          continue;
        }
        if (!sources_[i].th) all_th[k] = false;
        if (!sources_[i].bold && !c.content.text.empty()) bold[k] = false;
        if (!c.content.text.empty()) some[k] = true;
      }
      if (c.column == 0 && LooksNumeric(c.content.text) && !LooksYear(c.content.text)) {
        first_numeric = true;
      }
    }
    while (columns < t.columns && all_th[columns] && some[columns] && any_th) ++columns;
    if (columns == t.columns) columns = 0;
    if (columns > 0) return columns;
    if (t.columns >= 2 && some[0] && !first_numeric) {
      if (bold[0] && !bold[1]) return 1;
      if (corner_blank && head > 0) return 1;
    }
    return 0;
  }

  const Dom& dom_;
  const int32_t node_;
  const TableLimits& limits_;
  std::vector<SourceRow> rows_;
  std::vector<bool> row_kinds_;  // by row: stands in <thead>
  std::vector<int64_t> row_ends_;
  std::vector<SourceCell> sources_;  // beside the cells
  TableReading out_;
};

}  // namespace

TableReading ReadTable(const Dom& dom, int32_t node, const TableLimits& limits) {
  return GridReader(dom, node, limits).Run();
}

bool IsDataTable(const Dom& dom, int32_t node) {
  const std::string_view role = dom.Attribute(node, "role");
  if (role == "presentation" || role == "none" || dom.Attribute(node, "datatable") == "0") {
    return false;
  }
  int32_t rows = 0, cells = 0, most = 0, row_cells = 0, wide_rows = 0, headers = 0, groups = 0;
  bool caption = false;
  VisitTableParts(dom, node, [&](int32_t i) {
    switch (dom[i].tag) {
      case GUMBO_TAG_CAPTION:
        caption = true;
        break;
      case GUMBO_TAG_THEAD:
      case GUMBO_TAG_COLGROUP:
        ++groups;
        break;
      case GUMBO_TAG_TR:
        ++rows;
        row_cells = 0;
        break;
      case GUMBO_TAG_TH:
        ++headers;
        [[fallthrough]];
      case GUMBO_TAG_TD:
        ++cells;
        ++row_cells;
        wide_rows += row_cells == 2;
        most = std::max(most, row_cells);
        break;
      default:
        break;
    }
  });
  if (cells < 2 || rows == 0) return false;
  // What stands in the cells.
  int32_t nested = 0, inputs = 0, headings = 0, paragraphs = 0, images = 0;
  int64_t bytes = 0;
  for (int32_t i = node + 1; i < dom[node].end; ++i) {
    const uint16_t tag = dom[i].tag;
    if (dom[i].is_text) {
      if (dom[i].source->type == GUMBO_NODE_TEXT) bytes += dom.EndByte(i) - dom.BeginByte(i);
      continue;
    }
    nested += tag == GUMBO_TAG_TABLE;
    inputs += tag == GUMBO_TAG_INPUT || tag == GUMBO_TAG_TEXTAREA || tag == GUMBO_TAG_BUTTON;
    headings += tag >= GUMBO_TAG_H1 && tag <= GUMBO_TAG_H6;
    paragraphs += tag == GUMBO_TAG_P || tag == GUMBO_TAG_DIV;
    images += tag == GUMBO_TAG_IMG;
  }
  const bool declared = headers > 0 || caption || (groups > 0 && rows > 1) || role == "table" ||
                        role == "grid" || dom.HasAttribute(node, "summary");
  if (most < 2 && wide_rows == 0) return false;  // one column places things
  const int64_t mean = bytes / cells;
  if (declared) return nested == 0 || headers > 1 || caption;
  if (nested > 0 || inputs > 1 || headings > 1) return false;
  if (rows < 2 || wide_rows < 2) return false;
  if (mean > 400 || (mean > 200 && cells <= 6)) return false;
  if (paragraphs > 3 * cells) return false;
  if (images * 2 >= cells) return false;
  // Rows of one width make a grid; a page's frame has few of them.
  return wide_rows * 2 >= rows;
}

}  // namespace parallax::parse_html
