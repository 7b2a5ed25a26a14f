#include "ingest_service/parse/delimited/delimited.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "ingest_service/parse/block/block_text.h"
#include "ingest_service/parse/block/table_header.h"

namespace parallax::parse {
namespace {

using record::Block;
using record::BlockKind;
using record::IssueKind;

constexpr int kSampleRecords = 100;
constexpr char kDelimiters[] = {',', '\t', ';', '|'};

struct Field {
  int64_t begin = 0;  // of the value, inside quotation marks where it has them
  int64_t end = 0;
  bool quoted = false;
};

struct Record {
  int64_t begin = 0;
  int64_t end = 0;
  std::vector<Field> fields;
};

// Reads records one after the other.
class RecordReader {
 public:
  RecordReader(std::string_view text, char delimiter, int64_t begin)
      : s_(text), delimiter_(delimiter), at_(static_cast<size_t>(begin)) {}

  // False at the end of the text. At most `max_fields` fields; the last then takes the rest of its
  // line.
  bool Next(int32_t max_fields, Record* record) {
    if (at_ >= s_.size()) return false;
    record->begin = static_cast<int64_t>(at_);
    record->fields.clear();
    while (true) {
      const bool last = static_cast<int32_t>(record->fields.size()) + 1 >= max_fields;
      record->fields.push_back(ReadField(last));
      if (at_ >= s_.size() || s_[at_] != delimiter_ || last) break;
      ++at_;
    }
    record->end = static_cast<int64_t>(at_);
    if (at_ < s_.size() && s_[at_] == '\r') ++at_;
    if (at_ < s_.size() && s_[at_] == '\n') ++at_;
    return true;
  }

  bool found_unclosed() const { return !quotes_; }

 private:
  bool EndsField(size_t at) const {
    return at >= s_.size() || s_[at] == delimiter_ || s_[at] == '\n' || s_[at] == '\r';
  }

  // The closing quotation mark of the one at `open`; npos when there is none.
  size_t Closing(size_t open) const {
    size_t at = open + 1;
    while (true) {
      at = s_.find('"', at);
      if (at == std::string_view::npos || at + 1 >= s_.size() || s_[at + 1] != '"') return at;
      at += 2;
    }
  }

  Field ReadField(bool last) {
    Field field;
    size_t begin = at_;
    while (begin < s_.size() && s_[begin] == ' ') ++begin;
    if (quotes_ && begin < s_.size() && s_[begin] == '"') {
      const size_t close = Closing(begin);
      if (close == std::string_view::npos) {
        quotes_ = false;  // none behind here is closed either, or it would close this one
      } else {
        size_t behind = close + 1;
        while (behind < s_.size() && s_[behind] == ' ') ++behind;
        if (EndsField(behind)) {
          field = {static_cast<int64_t>(begin + 1), static_cast<int64_t>(close), true};
          at_ = behind;
          return field;
        }
      }
    }
    size_t end = at_;
    while (end < s_.size() && s_[end] != '\n' && s_[end] != '\r' &&
           (last || s_[end] != delimiter_)) {
      ++end;
    }
    field = {static_cast<int64_t>(at_), static_cast<int64_t>(end), false};
    at_ = end;
    return field;
  }

  std::string_view s_;
  char delimiter_;
  size_t at_;
  bool quotes_ = true;
};

class Parser {
 public:
  Parser(const record::MappedText& source, char delimiter, const ParseLimits& limits,
         record::Document* document)
      : source_(source), limits_(limits), document_(document), delimiter_(delimiter) {}

  void Parse() {
    int64_t begin = 0;
    const std::string_view s = source_.text;
    if (s.starts_with("sep=") && s.size() > 5 && (s[5] == '\n' || s[5] == '\r')) {
      delimiter_ = s[4];
      AddBlock(BlockKind::kBoilerplate, 0, 5);
      document_->blocks.back().boilerplate_reason = "separator directive";
      begin = 6;
    }
    if (delimiter_ == 0) delimiter_ = FindDelimiter(s);
    Read(begin);
    SplitSurroundings();
    for (size_t i = 0; i < first_; ++i) {
      AddBlock(i == 0 ? BlockKind::kHeading : BlockKind::kParagraph, rows_[i].begin, rows_[i].end);
    }
    if (first_ < last_) AddTable();
    for (size_t i = last_; i < rows_.size(); ++i) {
      AddBlock(BlockKind::kParagraph, rows_[i].begin, rows_[i].end);
    }
  }

 private:
  void AddIssue(IssueKind kind, text::ByteSpan span, std::string message) {
    if (static_cast<int64_t>(document_->issues.size()) >= limits_.max_issues) return;
    document_->issues.push_back({kind, span, std::move(message)});
  }
  text::ByteSpan Span(int64_t begin, int64_t end) const {
    return source_.map.ToOriginal(begin, end);
  }

  bool IsBlank(const Field& field) const {
    const TextRange range = TrimRange(source_.text, field.begin, field.end);
    return range.begin >= range.end;
  }

  void Read(int64_t begin) {
    RecordReader reader(source_.text, delimiter_, begin);
    Record record;
    int64_t cells = 0;
    while (reader.Next(limits_.max_columns, &record)) {
      const bool blank = std::all_of(record.fields.begin(), record.fields.end(),
                                     [this](const Field& f) { return IsBlank(f); });
      if (blank) continue;
      cells += static_cast<int64_t>(record.fields.size());
      if (cells > limits_.max_cells) {
        AddIssue(IssueKind::kLimitReached,
                 Span(record.begin, static_cast<int64_t>(source_.text.size())),
                 "The table has more cells than are read; the rest was left out.");
        break;
      }
      rows_.push_back(std::move(record));
      record = {};
    }
    if (reader.found_unclosed()) {
      AddIssue(IssueKind::kUnclosedMarkup, {},
               "A quotation mark is never closed; it was taken as text.");
    }
  }

  // [first_, last_): the table's rows. Lines of one field stand around it when it has more columns.
  void SplitSurroundings() {
    first_ = 0;
    last_ = rows_.size();
    size_t widest = 0;
    for (const Record& row : rows_) widest = std::max(widest, Filled(row));
    if (widest < 2) return;
    while (first_ < last_ && Filled(rows_[first_]) < 2) ++first_;
    while (last_ > first_ && Filled(rows_[last_ - 1]) < 2 && rows_[last_ - 1].fields.size() == 1)
      --last_;
  }
  size_t Filled(const Record& row) const {
    return static_cast<size_t>(std::count_if(row.fields.begin(), row.fields.end(),
                                             [this](const Field& f) { return !IsBlank(f); }));
  }

  record::MappedText Content(const Field& field) const {
    BlockText builder(source_);
    int64_t begin = field.begin;
    if (field.quoted) {
      const std::string_view s(source_.text.data(), static_cast<size_t>(field.end));
      for (size_t at = s.find("\"\"", static_cast<size_t>(begin)); at != std::string_view::npos;
           at = s.find("\"\"", at + 2)) {
        const auto mark = static_cast<int64_t>(at);
        builder.Append(begin, mark);
        builder.AppendAs("\"", mark, mark + 2);
        begin = mark + 2;
      }
    }
    builder.Append(begin, field.end);
    return builder.Take();
  }

  void AddBlock(BlockKind kind, int64_t begin, int64_t end) {
    // A line around the table is one field; its quotation marks and trailing delimiters are not
    // text.
    TextRange range = TrimRange(source_.text, begin, end);
    if (kind != BlockKind::kBoilerplate) {
      const std::string_view s = source_.text;
      while (range.end > range.begin && s[static_cast<size_t>(range.end - 1)] == delimiter_)
        --range.end;
      if (range.end - range.begin >= 2 && s[static_cast<size_t>(range.begin)] == '"' &&
          s[static_cast<size_t>(range.end - 1)] == '"') {
        ++range.begin;
        --range.end;
      }
    }
    Block block;
    block.kind = kind;
    block.level = kind == BlockKind::kHeading ? 1 : 0;
    block.content = Content({range.begin, range.end, kind != BlockKind::kBoilerplate});
    block.span = Span(begin, end);
    if (!block.content.text.empty()) document_->blocks.push_back(std::move(block));
  }

  void AddTable() {
    Block block;
    block.kind = BlockKind::kTable;
    record::Table& table = block.table;
    const size_t columns = rows_[first_].fields.size();
    size_t widest = columns;
    for (size_t i = first_; i < last_; ++i) widest = std::max(widest, Width(rows_[i]));
    // One wide row must not multiply the missing cells of all others.
    const auto room = static_cast<size_t>(limits_.max_cells) * 2 / (last_ - first_);
    if (widest > std::max(columns, room)) {
      widest = std::max(columns, room);
      AddIssue(IssueKind::kLimitReached, {}, "Fields far beyond the header's width were left out.");
    }
    // Nor may one wide header: rows that its missing cells leave no room for are cut off.
    const size_t most_rows =
        std::max<size_t>(1, static_cast<size_t>(limits_.max_cells) * 2 / widest);
    if (last_ - first_ > most_rows) {
      AddIssue(IssueKind::kLimitReached,
               Span(rows_[first_ + most_rows].begin, rows_[last_ - 1].end),
               "The table has more cells than are read; the rest was left out.");
      last_ = first_ + most_rows;
      rows_.resize(last_);
    }
    table.rows = static_cast<int32_t>(last_ - first_);
    table.columns = static_cast<int32_t>(widest);
    for (size_t i = first_; i < last_; ++i) AddRow(i, columns, &table);
    table.header_rows = FirstRowIsHeader(table) ? 1 : 0;
    MarkHeaders(&table);
    block.span = Span(rows_[first_].begin, rows_[last_ - 1].end);
    document_->blocks.push_back(std::move(block));
  }

  // Fields up to the last that is not blank beyond the header's width.
  size_t Width(const Record& row) const {
    size_t width = row.fields.size();
    while (width > rows_[first_].fields.size() && IsBlank(row.fields[width - 1])) --width;
    return width;
  }

  void AddRow(size_t i, size_t header_columns, record::Table* table) {
    const Record& row = rows_[i];
    const size_t width = Width(row);
    const auto r = static_cast<int32_t>(i - first_);
    const text::ByteSpan span = Span(row.begin, row.end);
    for (int32_t c = 0; c < table->columns; ++c) {
      record::TableCell cell;
      cell.row = r;
      cell.column = c;
      if (static_cast<size_t>(c) < width) {
        const Field& field = row.fields[static_cast<size_t>(c)];
        const TextRange range = TrimRange(source_.text, field.begin, field.end);
        cell.content = Content({range.begin, std::max(range.begin, range.end), field.quoted});
        cell.span =
            range.begin < range.end ? Span(range.begin, range.end) : Span(field.begin, field.end);
      } else {
        cell.missing = true;
        cell.span = {span.end_byte, span.end_byte};
      }
      table->cells.push_back(std::move(cell));
    }
    if (width != header_columns) {
      AddIssue(IssueKind::kBrokenTable, span,
               absl::StrCat("Row ", r + 1, " of the table has ", width,
                            " cells where the first row has ", header_columns, "."));
    }
  }

  const record::MappedText& source_;
  const ParseLimits& limits_;
  record::Document* document_;
  char delimiter_;
  std::vector<Record> rows_;
  size_t first_ = 0;
  size_t last_ = 0;
};

}  // namespace

char FindDelimiter(std::string_view text) {
  char best = ',';
  int64_t best_score = 0;
  for (const char delimiter : kDelimiters) {
    RecordReader reader(text, delimiter, 0);
    Record record;
    std::map<size_t, int64_t> widths;
    for (int n = 0; n < kSampleRecords && reader.Next(1000, &record); ++n) {
      ++widths[record.fields.size()];
    }
    for (const auto& [width, count] : widths) {
      // Many records of one width weigh most; among as many, wider ones, so that a comma inside the
      // fields of a tab-separated text does not win.
      const int64_t score =
          width < 2 ? 0 : count * 1000 + static_cast<int64_t>(std::min<size_t>(width, 999));
      if (score > best_score) {
        best_score = score;
        best = delimiter;
      }
    }
  }
  return best;
}

void ParseDelimited(const record::MappedText& source, char delimiter, const ParseLimits& limits,
                    record::Document* document) {
  Parser(source, delimiter, limits, document).Parse();
}

}  // namespace parallax::parse
