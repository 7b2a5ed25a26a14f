#include "ingest_service/parse/markdown/markdown.h"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm-extension_api.h>
#include <cmark-gfm.h>

#include <algorithm>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "ingest_service/parse/block/block_text.h"
#include "ingest_service/parse/block/label.h"
#include "ingest_service/parse/block/table_header.h"
#include "ingest_service/parse/markdown/front_matter.h"
#include "ingest_service/parse/markdown/guard.h"
#include "ingest_service/parse/markdown/inline_text.h"
#include "ingest_service/parse/plain/plain_text.h"

namespace parallax::parse {
namespace {

using record::Block;
using record::BlockKind;
using record::IssueKind;
using record::MappedText;

struct ParserFree {
  void operator()(cmark_parser* parser) const { cmark_parser_free(parser); }
};
struct NodeFree {
  void operator()(cmark_node* node) const { cmark_node_free(node); }
};

// Extensions are told by their names: their node types are made when they are registered.
bool Is(cmark_node* node, std::string_view type) {
  return std::string_view(cmark_node_get_type_string(node)) == type;
}

class Parser {
 public:
  Parser(const MappedText& source, const ParseLimits& limits, record::Document* document)
      : source_(source),
        s_(source.text),
        limits_(limits),
        document_(document),
        cells_left_(limits.max_cells) {}

  void Parse() {
    begin_ = ReadFrontMatter(source_, document_);
    IndexLines();
    static std::once_flag once;
    std::call_once(once, cmark_gfm_core_extensions_ensure_registered);
    const std::unique_ptr<cmark_parser, ParserFree> parser(cmark_parser_new(CMARK_OPT_FOOTNOTES));
    for (const char* name : {"table", "strikethrough", "autolink", "tasklist"}) {
      if (cmark_syntax_extension* extension = cmark_find_syntax_extension(name)) {
        cmark_parser_attach_syntax_extension(parser.get(), extension);
      }
    }
    const std::string_view body = s_.substr(static_cast<size_t>(begin_));
    cmark_parser_feed(parser.get(), body.data(), body.size());
    const std::unique_ptr<cmark_node, NodeFree> root(cmark_parser_finish(parser.get()));
    Walk(root.get());
  }

 private:
  struct Range {
    int64_t begin = 0;
    int64_t end = 0;
  };
  // What a block stands in.
  struct Context {
    int32_t depth = 0;  // of lists
    bool quoted = false;
    cmark_node* item = nullptr;
    bool item_used = false;  // its first block is made
  };

  void IndexLines() {
    for (auto at = static_cast<size_t>(begin_); at <= s_.size();) {
      line_begins_.push_back(static_cast<int64_t>(at));
      const size_t end = s_.find_first_of("\r\n", at);
      if (end == std::string_view::npos) break;
      at = end + (s_.substr(end).starts_with("\r\n") ? 2 : 1);
    }
    line_begins_.push_back(static_cast<int64_t>(s_.size()));
  }
  int64_t LineBegin(int line) const {
    const auto index = static_cast<size_t>(std::max(line, 1) - 1);
    return line_begins_[std::min(index, line_begins_.size() - 1)];
  }
  // Of whole lines, but for the first column: cmark's end columns are not to be relied on.
  Range RangeOf(cmark_node* node) const {
    const int first = cmark_node_get_start_line(node);
    const int last = std::max(first, cmark_node_get_end_line(node));
    const int64_t begin = LineBegin(first) + std::max(cmark_node_get_start_column(node), 1) - 1;
    const TextRange range =
        TrimRange(s_, std::min(begin, LineBegin(last + 1)), LineBegin(last + 1));
    return {std::min(range.begin, range.end), range.end};
  }
  text::ByteSpan Span(Range range) const { return source_.map.ToOriginal(range.begin, range.end); }

  bool Full() {
    if (static_cast<int64_t>(document_->blocks.size()) < limits_.max_blocks) return false;
    if (!full_) {
      document_->issues.push_back(
          {IssueKind::kLimitReached, {}, "The text has more blocks than are read."});
    }
    full_ = true;
    return true;
  }

  void Push(Block block, Range range) {
    if (block.content.text.empty() && block.kind != BlockKind::kTable) return;
    block.span = Span(range);
    document_->blocks.push_back(std::move(block));
  }

  // In document order, with a stack of its own: the depth of the tree is the source's to choose.
  void Walk(cmark_node* root) {
    std::vector<std::pair<cmark_node*, Context>> stack;
    stack.emplace_back(cmark_node_first_child(root), Context{});
    while (!stack.empty() && !Full()) {
      auto& [node, context] = stack.back();
      if (node == nullptr) {
        stack.pop_back();
        continue;
      }
      cmark_node* current = node;
      Context inside = context;
      node = cmark_node_next(current);
      const cmark_node_type type = cmark_node_get_type(current);
      if (type == CMARK_NODE_LIST) {
        ++inside.depth;
        stack.emplace_back(cmark_node_first_child(current), inside);
      } else if (type == CMARK_NODE_ITEM || Is(current, "tasklist")) {
        inside.item = current;
        inside.item_used = false;
        stack.emplace_back(cmark_node_first_child(current), inside);
      } else if (type == CMARK_NODE_BLOCK_QUOTE) {
        inside.quoted = true;
        stack.emplace_back(cmark_node_first_child(current), inside);
      } else if (type == CMARK_NODE_FOOTNOTE_DEFINITION) {
        stack.emplace_back(cmark_node_first_child(current), inside);
      } else {
        Leaf(current, type, inside);
        context.item_used = true;
      }
    }
  }

  void Leaf(cmark_node* node, cmark_node_type type, const Context& context) {
    Range range = RangeOf(node);
    cmark_node* next = cmark_node_next(node);
    if (cmark_node_get_start_line(node) == 0 && next != nullptr && Is(next, "table")) {
      range = RangeAbove(next);
    }
    Block block;
    if (type == CMARK_NODE_PARAGRAPH || type == CMARK_NODE_HEADING) {
      block.content = InlineText(source_, node, range.begin, range.end);
      if (type == CMARK_NODE_HEADING) {
        block.kind = BlockKind::kHeading;
        block.level = cmark_node_get_heading_level(node);
      } else if (context.item != nullptr && !context.item_used) {
        range.begin = SetItem(context, range.begin, &block);
      } else if (context.quoted) {
        block.kind = BlockKind::kQuotation;
      } else if (HoldsOnlyImages(node)) {
        block.kind = BlockKind::kCaption;
      }
      if (type == CMARK_NODE_PARAGRAPH) SetLabel(&block);
    } else if (type == CMARK_NODE_CODE_BLOCK) {
      block.kind = BlockKind::kCode;
      block.content = FoldText(source_, range.begin, range.end);
      StripFence(node, range, &block);
    } else if (type == CMARK_NODE_HTML_BLOCK) {
      block.content = HtmlBlockText(source_, range.begin, range.end);
      if (block.content.text.empty()) {
        block.kind = BlockKind::kBoilerplate;
        block.boilerplate_reason = "markup";
        block.content = FoldText(source_, range.begin, range.end);
      }
    } else if (type == CMARK_NODE_THEMATIC_BREAK) {
      block.kind = BlockKind::kBoilerplate;
      block.boilerplate_reason = "separator";
      block.content = FoldText(source_, range.begin, range.end);
    } else if (Is(node, "table")) {
      Table(node, range);
      return;
    } else {
      return;
    }
    Push(std::move(block), range);
  }

  static void SetLabel(Block* block) {
    const Label label = ReadLabel(block->content.text);
    block->label_size = label.size_bytes;
    block->body_begin = label.body_begin;
  }

  // The mark stands between the item's begin and its first block's.
  int64_t SetItem(const Context& context, int64_t content_begin, Block* block) {
    block->kind = BlockKind::kListItem;
    block->level = std::min(context.depth, limits_.max_depth);
    const Range item = RangeOf(context.item);
    const TextRange mark = TrimRange(s_, std::min(item.begin, content_begin), content_begin);
    if (mark.begin >= mark.end || mark.end - mark.begin > 32) return content_begin;
    block->marker = std::string(
        s_.substr(static_cast<size_t>(mark.begin), static_cast<size_t>(mark.end - mark.begin)));
    return mark.begin;
  }

  static bool HoldsOnlyImages(cmark_node* paragraph) {
    bool image = false;
    for (cmark_node* child = cmark_node_first_child(paragraph); child != nullptr;
         child = cmark_node_next(child)) {
      const cmark_node_type type = cmark_node_get_type(child);
      if (type == CMARK_NODE_IMAGE) {
        image = true;
      } else if (type != CMARK_NODE_SOFTBREAK && type != CMARK_NODE_LINEBREAK) {
        return false;
      }
    }
    return image;
  }

  // The text of a fenced block lies between its fences.
  void StripFence(cmark_node* node, Range range, Block* block) {
    int length = 0;
    int offset = 0;
    char mark = 0;
    if (cmark_node_get_fenced(node, &length, &offset, &mark) == 0) return;
    const std::string_view all = s_.substr(0, static_cast<size_t>(range.end));
    const size_t first_end = all.find_first_of("\r\n", static_cast<size_t>(range.begin));
    if (first_end == std::string_view::npos) {
      block->content = {};
      return;
    }
    size_t end = all.size();
    const size_t last_begin = all.find_last_of("\r\n") + 1;
    const std::string_view last = all.substr(last_begin);
    if (last_begin > first_end &&
        last.find_first_not_of(std::string(" \t>") + mark) == std::string_view::npos) {
      end = last_begin;
    }
    block->content = FoldText(source_, static_cast<int64_t>(first_end),
                              static_cast<int64_t>(std::max(end, first_end)));
  }

  // The cells of a row's line: between bars that no backslash escapes.
  std::vector<Range> SplitRow(Range row) const {
    std::vector<Range> cells;
    int64_t begin = row.begin;
    if (begin < row.end && s_[static_cast<size_t>(begin)] == '|') ++begin;
    for (int64_t at = begin; at < row.end; ++at) {
      const char c = s_[static_cast<size_t>(at)];
      if (c == '\\') {
        ++at;
      } else if (c == '|') {
        cells.push_back({begin, at});
        begin = at + 1;
      }
    }
    if (begin < row.end) cells.push_back({begin, row.end});
    return cells;
  }

  // A table right below a paragraph begins, for cmark, where the paragraph does. Its header is the
  // line above the delimiter row.
  int HeaderLine(int first, int last) const {
    for (int line = first; line < last; ++line) {
      const int64_t begin = LineBegin(line + 1);
      const std::string_view below =
          s_.substr(static_cast<size_t>(begin), static_cast<size_t>(LineBegin(line + 2) - begin));
      if (below.find('-') != std::string_view::npos &&
          below.find_first_not_of("|:->+* \t\r\n") == std::string_view::npos) {
        return line;
      }
    }
    return first;
  }

  // The paragraph that cmark cut from a table's begin and gave no place.
  Range RangeAbove(cmark_node* table) const {
    const int first = cmark_node_get_start_line(table);
    const int64_t begin = LineBegin(first) + std::max(cmark_node_get_start_column(table), 1) - 1;
    const int64_t end = LineBegin(HeaderLine(first, cmark_node_get_end_line(table)));
    const TextRange range = TrimRange(s_, std::min(begin, end), end);
    return {std::min(range.begin, range.end), range.end};
  }

  void Table(cmark_node* node, Range range) {
    const int header = HeaderLine(cmark_node_get_start_line(node), cmark_node_get_end_line(node));
    if (header > cmark_node_get_start_line(node)) {
      const TextRange whole = TrimRange(s_, std::min(LineBegin(header), range.end), range.end);
      range.begin = std::min(whole.begin, range.end);
    }
    Block block;
    block.kind = BlockKind::kTable;
    record::Table& table = block.table;
    table.columns = cmark_gfm_extensions_get_table_columns(node);
    table.header_rows = 1;
    int64_t row_end = range.begin;
    for (cmark_node* row = cmark_node_first_child(node); row != nullptr;
         row = cmark_node_next(row)) {
      if (cells_left_ < table.columns) {
        document_->issues.push_back({IssueKind::kLimitReached, Span({row_end, range.end}),
                                     "The tables have more cells than are read."});
        break;
      }
      Range line = RangeOf(row);
      int first = cmark_node_get_start_line(row);
      if (table.rows == 0) {
        first = HeaderLine(first, cmark_node_get_end_line(node));
        const int64_t begin = LineBegin(first) + std::max(cmark_node_get_start_column(row), 1) - 1;
        line = {std::min(begin, LineBegin(first + 1)), LineBegin(first + 1)};
        line.begin = std::min(TrimRange(s_, line.begin, line.end).begin, line.end);
        line.end = std::max(line.begin, TrimRange(s_, line.begin, line.end).end);
      }
      line.end = std::min(line.end, TrimRange(s_, line.begin, LineBegin(first + 1)).end);
      row_end = line.end;
      Row(row, line, &table);
      cells_left_ -= table.columns;
    }
    MarkHeaders(&table);
    Push(std::move(block), range);
  }

  void Row(cmark_node* row, Range line, record::Table* table) {
    const std::vector<Range> ranges = SplitRow(line);
    cmark_node* node = cmark_node_first_child(row);
    for (int32_t column = 0; column < table->columns; ++column) {
      record::TableCell cell;
      cell.row = table->rows;
      cell.column = column;
      if (static_cast<size_t>(column) < ranges.size()) {
        const Range outer = ranges[static_cast<size_t>(column)];
        const TextRange inner = TrimRange(s_, outer.begin, outer.end);
        if (inner.begin < inner.end) {
          cell.span = source_.map.ToOriginal(inner.begin, inner.end);
          if (node != nullptr) cell.content = InlineText(source_, node, inner.begin, inner.end);
        } else {
          cell.span = source_.map.ToOriginal(outer.begin, outer.end);
        }
      } else {
        cell.missing = true;
        const int64_t end = source_.map.ToOriginal(line.end, line.end).begin_byte;
        cell.span = {end, end};
      }
      if (node != nullptr) node = cmark_node_next(node);
      table->cells.push_back(std::move(cell));
    }
    if (static_cast<int32_t>(ranges.size()) != table->columns &&
        static_cast<int64_t>(document_->issues.size()) < limits_.max_issues) {
      document_->issues.push_back(
          {IssueKind::kBrokenTable, Span(line),
           absl::StrCat("Row ", table->rows + 1, " of the table has ", ranges.size(),
                        " cells where the first row has ", table->columns, ".")});
    }
    ++table->rows;
  }

  const MappedText& source_;
  std::string_view s_;
  const ParseLimits& limits_;
  record::Document* document_;
  int64_t cells_left_;
  int64_t begin_ = 0;                 // behind the front matter
  std::vector<int64_t> line_begins_;  // of cmark's line 1 and on; the text's size at the end
  bool full_ = false;
};

}  // namespace

void ParseMarkdown(const MappedText& source, const ParseLimits& limits,
                   record::Document* document) {
  const std::string hazard = MarkdownHazard(source.text, limits);
  if (!hazard.empty()) {
    document->issues.push_back(
        {IssueKind::kLimitReached,
         {},
         absl::StrCat("Read as plain text, not as Markdown: ", hazard, ".")});
    ParsePlainText(source, limits, document);
    return;
  }
  Parser(source, limits, document).Parse();
}

}  // namespace parallax::parse
