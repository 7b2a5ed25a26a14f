#include "ingest_service/parse/plain/plain_text.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "core/text/character.h"
#include "core/text/utf8.h"
#include "ingest_service/parse/block/block_text.h"
#include "ingest_service/parse/block/label.h"
#include "ingest_service/parse/block/line_shape.h"
#include "ingest_service/parse/block/list_mark.h"
#include "ingest_service/parse/metadata/byline.h"
#include "ingest_service/parse/metadata/date_text.h"
#include "ingest_service/parse/metadata/label_field.h"
#include "ingest_service/parse/plain/line.h"
#include "ingest_service/parse/plain/pipe_table.h"
#include "ingest_service/parse/plain/wrap.h"

namespace parallax::parse {
namespace {

using record::Block;
using record::BlockKind;
using record::IssueKind;

// No line of more bytes can be a heading: 100 columns of two-column characters, and room for marks.
constexpr int64_t kHeadingBytes = 300;
// A label alone on its line heads what follows when it has no more words than this.
constexpr int32_t kLabelHeadingWords = 7;

// ---- ==== *** ___ ＊＊＊ and mixtures with blanks.
bool IsSeparator(std::string_view line) {
  int marks = 0;
  char32_t first = 0;
  for (size_t at = 0; at < line.size();) {
    const char32_t c = text::NextCodePoint(line, &at);
    if (text::IsWhiteSpace(c)) continue;
    const bool mark = c == '-' || c == '=' || c == '*' || c == '_' || c == '~' || c == '#' ||
                      c == 0x2014 || c == 0x2500 || c == 0x2550 || c == 0xFF0A || c == 0x2022 ||
                      c == '+' || c == '.';
    if (!mark || (first != 0 && c != first)) return false;
    first = c;
    ++marks;
  }
  return marks >= 3;
}

// 第一章, 第三节: the depth of the heading, 0 when it is none.
int32_t ChapterLevel(std::string_view line) {
  if (!line.starts_with("第")) return 0;
  size_t at = 3;
  for (int n = 0; n < 6 && at < line.size(); ++n) {
    const std::string_view rest = line.substr(at);
    if (rest.starts_with("章") || rest.starts_with("编") || rest.starts_with("編") ||
        rest.starts_with("篇") || rest.starts_with("部分")) {
      return n > 0 ? 2 : 0;
    }
    if (rest.starts_with("节") || rest.starts_with("節")) return n > 0 ? 3 : 0;
    const char32_t c = text::NextCodePoint(line, &at);
    if (!text::IsAsciiDigit(c) && !text::IsHan(c)) return 0;
  }
  return 0;
}

class Parser {
 public:
  Parser(const record::MappedText& source, const ParseLimits& limits, record::Document* document)
      : source_(source), limits_(limits), document_(document), cells_left_(limits.max_cells) {}

  void Parse() {
    int64_t rest = 0;
    lines_ = SplitLines(source_.text, limits_.max_lines, &rest);
    width_ = FindWrapWidth(source_.text, lines_);
    document_->blocks.reserve(
        std::min<size_t>(lines_.size(), static_cast<size_t>(limits_.max_blocks)) / 2 + 16);
    size_t at = 0;
    while (at < lines_.size() && Blocks() < limits_.max_blocks) at = Next(at);
    if (at < lines_.size()) rest = lines_[at].begin;
    if (rest < static_cast<int64_t>(source_.text.size())) {
      AddIssue(IssueKind::kLimitReached, Span(rest, static_cast<int64_t>(source_.text.size())),
               "The text has more lines or blocks than are read; the rest was left out.");
    }
    if (dropped_control_) {
      AddIssue(IssueKind::kControlCharacters, {}, "Control characters were left out of the text.");
    }
  }

 private:
  std::string_view Text(size_t i) const {
    return std::string_view(source_.text)
        .substr(static_cast<size_t>(lines_[i].begin),
                static_cast<size_t>(lines_[i].end - lines_[i].begin));
  }
  text::ByteSpan Span(int64_t begin, int64_t end) const {
    return source_.map.ToOriginal(begin, end);
  }
  int64_t Blocks() const { return static_cast<int64_t>(document_->blocks.size()); }
  bool Adjacent(size_t i) const { return i < lines_.size() && !lines_[i].after_blank; }

  void AddIssue(IssueKind kind, text::ByteSpan span, std::string message) {
    if (static_cast<int64_t>(document_->issues.size()) >= limits_.max_issues) return;
    document_->issues.push_back({kind, span, std::move(message)});
  }

  // Makes the block that begins at line `i`; returns the first line behind it.
  size_t Next(size_t i) {
    const std::string_view line = Text(i);
    const auto first = static_cast<unsigned char>(line[0]);
    const bool letter = (first | 0x20) >= 'a' && (first | 0x20) <= 'z';
    if (line.find('|') != std::string_view::npos) {
      if (auto table = ReadPipeTable(source_, lines_, i, limits_, cells_left_)) {
        return AddTable(*std::move(table));
      }
    }
    if (!letter && IsSeparator(line)) return AddSeparator(i);
    if (first == '>') return AddQuotation(i);
    ListMark mark = letter && line.size() > 1 && line[1] != ')' && line[1] != '.' && first > 'x'
                        ? ListMark{}
                        : ReadListMark(line);
    if (mark.doubtful && !InSequence(i, mark)) mark = {};
    if (mark.family != MarkFamily::kNone) return AddMarked(i, mark);
    if (IsHeading(i)) return AddHeading(i);
    return AddParagraph(i);
  }

  size_t AddTable(PipeTable table) {
    EndList();
    Block block;
    block.kind = BlockKind::kTable;
    block.span = table.span;
    cells_left_ -= static_cast<int64_t>(table.table.cells.size());
    block.table = std::move(table.table);
    document_->blocks.push_back(std::move(block));
    for (record::Issue& issue : table.issues) {
      AddIssue(issue.kind, issue.span, std::move(issue.message));
    }
    return table.end_line;
  }

  Block Make(BlockKind kind, int64_t begin, int64_t end) {
    Block block;
    block.kind = kind;
    BlockText builder(source_);
    builder.Append(begin, end);
    dropped_control_ = dropped_control_ || builder.dropped_control();
    block.content = builder.Take();
    block.span = Span(begin, end);
    return block;
  }

  void Push(Block block) {
    if (block.content.text.empty() && block.kind != BlockKind::kTable) return;
    document_->blocks.push_back(std::move(block));
  }

  static void SetLabel(Block* block) {
    const Label label = ReadLabel(block->content.text);
    block->label_size = label.size_bytes;
    block->body_begin = label.body_begin;
  }

  size_t AddSeparator(size_t i) {
    EndList();
    Block block = Make(BlockKind::kBoilerplate, lines_[i].begin, lines_[i].end);
    block.boilerplate_reason = "separator";
    Push(std::move(block));
    return i + 1;
  }

  // Lines that begin with ">" are one quotation, however deep.
  size_t AddQuotation(size_t i) {
    EndList();
    const int64_t begin = lines_[i].begin;
    BlockText builder(source_);
    int64_t end = begin;
    size_t at = i;
    for (; at < lines_.size() && Text(at)[0] == '>' && (at == i || Adjacent(at)); ++at) {
      int64_t from = lines_[at].begin;
      while (from < lines_[at].end && (source_.text[static_cast<size_t>(from)] == '>' ||
                                       source_.text[static_cast<size_t>(from)] == ' ')) {
        ++from;
      }
      if (at > i) builder.Break(end, from);
      builder.Append(from, lines_[at].end);
      end = lines_[at].end;
    }
    Block block;
    block.kind = BlockKind::kQuotation;
    block.content = builder.Take();
    block.span = Span(begin, end);
    Push(std::move(block));
    return at;
  }

  // The first line behind the text that begins at line `i` and is broken over lines.
  size_t EndOfText(size_t i, bool item) const {
    size_t at = i + 1;
    while (Adjacent(at)) {
      const std::string_view next = Text(at);
      if (next.find('|') != std::string_view::npos || next[0] == '>') break;
      const ListMark mark = ReadListMark(next);
      if (mark.family != MarkFamily::kNone && !mark.doubtful) break;
      if (!letter_or_wide(next) && IsSeparator(next)) break;
      const std::string_view line = Text(at - 1);
      const bool hanging = item && lines_[at].indent >= lines_[i].indent + 2 && at > i;
      const bool open = EndOf(line) == LineEnd::kOpen || EndOf(line) == LineEnd::kComma;
      size_t behind = 0;
      const bool small = text::IsLowerLatin(text::NextCodePoint(next, &behind));
      const bool goes_on = (width_ > 0 && Continues(line, next, width_)) || hanging ||
                           (open && small && line.size() >= 40);
      if (!goes_on) break;
      ++at;
    }
    return at;
  }
  static bool letter_or_wide(std::string_view line) {
    const auto first = static_cast<unsigned char>(line[0]);
    return ((first | 0x20) >= 'a' && (first | 0x20) <= 'z') || first >= 0xE3;
  }

  // A doubtful mark counts where the one before it or the one after it is there too.
  bool InSequence(size_t i, const ListMark& mark) const {
    if (mark.family == list_family_ && (mark.ordinal == list_ordinal_ + 1 || mark.depth > 1))
      return true;
    for (size_t at = i + 1; at < lines_.size() && at <= i + 3; ++at) {
      const ListMark next = ReadListMark(Text(at));
      if (next.family == mark.family && (next.ordinal == mark.ordinal + 1 || mark.depth > 1))
        return true;
    }
    return false;
  }

  void EndList() {
    list_family_ = MarkFamily::kNone;
    depths_.clear();
  }

  // A numbered line heads a section when it has the shape of a heading and what follows it is no
  // item of its own series; its successors follow its example.
  bool IsNumberedHeading(size_t i, const ListMark& mark, std::string_view content) const {
    if (mark.family == MarkFamily::kBullet || mark.family == MarkFamily::kCircled ||
        mark.family == MarkFamily::kLatin || mark.family == MarkFamily::kChineseOrdinal) {
      return false;
    }
    if (lines_[i].end - lines_[i].begin > kHeadingBytes || EndOfText(i, true) > i + 1) return false;
    if (list_family_ == mark.family && !depths_.empty()) return false;
    const LineShape shape = ShapeOf(content);
    if (!IsHeadingShaped(shape, content)) return false;
    if (mark.family == MarkFamily::kSectioned) return true;
    if (i + 1 >= lines_.size()) return heading_family_ == mark.family;
    const ListMark next = ReadListMark(Text(i + 1));
    if (next.family == mark.family) return false;
    return next.family != MarkFamily::kNone || Text(i + 1).size() > 60 ||
           heading_family_ == mark.family || lines_[i + 1].after_blank;
  }

  size_t AddMarked(size_t i, const ListMark& mark) {
    const Line& line = lines_[i];
    const std::string_view content = Text(i).substr(static_cast<size_t>(mark.content_begin));
    const bool heading = IsNumberedHeading(i, mark, content);
    const size_t end = heading ? i + 1 : EndOfText(i, true);
    Block block = Make(heading ? BlockKind::kHeading : BlockKind::kListItem,
                       line.begin + mark.content_begin, lines_[end - 1].end);
    block.span = Span(line.begin, lines_[end - 1].end);
    block.marker = std::string(Text(i).substr(0, static_cast<size_t>(mark.size_bytes)));
    if (heading) {
      EndList();
      heading_family_ = mark.family;
      block.level = mark.family == MarkFamily::kSectioned        ? std::min(mark.depth + 1, 6)
                    : mark.family == MarkFamily::kChineseBracket ? 3
                                                                 : 2;
    } else {
      block.level = DepthOf(line.indent, mark.family);
      list_family_ = mark.family;
      list_ordinal_ = mark.ordinal;
      SetLabel(&block);
    }
    Push(std::move(block));
    return end;
  }

  // A deeper indent, or a family that is new inside the list, goes one level down.
  int32_t DepthOf(int32_t indent, MarkFamily family) {
    // The articles of a law are on one level, whatever stands before them.
    if (family == MarkFamily::kChineseOrdinal) depths_.clear();
    while (!depths_.empty()) {
      const auto& [known_indent, known_family] = depths_.back();
      if (indent > known_indent ||
          (indent == known_indent && family != known_family && !InDepths(family))) {
        break;
      }
      if (indent == known_indent && family == known_family) {
        return static_cast<int32_t>(depths_.size());
      }
      depths_.pop_back();
    }
    if (static_cast<int32_t>(depths_.size()) < limits_.max_depth)
      depths_.emplace_back(indent, family);
    return static_cast<int32_t>(depths_.size());
  }
  bool InDepths(MarkFamily family) const {
    return std::any_of(depths_.begin(), depths_.end(),
                       [family](const auto& depth) { return depth.second == family; });
  }

  // Whether the line at `i` looks like a heading, wherever it stands.
  bool LooksLikeHeading(size_t i) const {
    const Line& line = lines_[i];
    if (line.end - line.begin > kHeadingBytes) return false;
    const std::string_view s = Text(i);
    const LineEnd end = EndOf(s);
    if (end == LineEnd::kSentence || end == LineEnd::kComma) return false;
    if (s.find('|') != std::string_view::npos) return false;
    const LineShape shape = ShapeOf(s);
    if (!IsHeadingShaped(shape, s, IsTitleLine(i))) return false;
    const Label label = ReadLabel(s);
    if (end == LineEnd::kColon && label.size_bytes == 0) return false;
    if (label.size_bytes > 0) {
      if (label.body_begin >= static_cast<int64_t>(s.size()))
        return shape.words <= kLabelHeadingWords;
      // What stands first heads the document, colon or not: 马克龙：法国将投资…; unless it is
      // metadata.
      if (IsTitleLine(i)) return !FieldOfLabel(s.substr(0, static_cast<size_t>(label.size_bytes)));
      // "Full Stack: China's Evolving Policy": a title with a subtitle is capitalized on both
      // sides.
      const LineShape body = ShapeOf(s.substr(static_cast<size_t>(label.body_begin)));
      if (body.words < 3 || !IsTitleCase(body) || body.han > 0) return false;
    }
    if (!ReadByline(s).empty()) return false;
    if (const auto date = FindDate(s);
        date && date->end - date->begin + 12 > line.end - line.begin) {
      return false;
    }
    return true;
  }

  // The first line, which something else follows, or a repetition of it directly behind it.
  bool IsTitleLine(size_t i) const {
    if (i + 1 >= lines_.size() || i > 2) return false;
    if (i > 0 && Text(i) != Text(0)) return false;
    size_t next = i + 1;
    while (next < lines_.size() && next <= 2 && Text(next) == Text(0)) ++next;
    // Where labelled lines follow at once, the first may be one of them; a title has a text under
    // it.
    if (next >= lines_.size()) return false;
    const std::string_view below = Text(next);
    return ReadLabel(below).size_bytes == 0 || EndOf(below) == LineEnd::kSentence;
  }

  bool IsHeading(size_t i) const {
    if (ChapterLevel(Text(i)) > 0 && LooksLikeHeading(i)) return true;
    if (i + 1 < lines_.size() && Adjacent(i + 1) && IsUnderline(i)) return true;
    if (!LooksLikeHeading(i)) return false;
    const std::string_view s = Text(i);
    const Label label = ReadLabel(s);
    const bool label_alone =
        label.size_bytes > 0 && label.body_begin >= static_cast<int64_t>(s.size());
    if (i + 1 >= lines_.size()) return false;  // heads nothing
    if (label_alone) return true;
    if (i == 0) return true;
    if (width_ > 0 && Adjacent(i + 1) && Continues(s, Text(i + 1), width_)) return false;
    const bool set_apart = lines_[i].after_blank && lines_[i + 1].after_blank;
    if (set_apart) return true;
    // In a text without blank lines: one line, or two of which one repeats or follows another,
    // between longer ones. Three and more in a row are a list without marks, a menu, an address.
    const bool above = Adjacent(i) && LooksLikeHeading(i - 1);
    const bool below = Adjacent(i + 1) && LooksLikeHeading(i + 1);
    if (above && below) return Text(i) == Text(i - 1) || Text(i) == Text(i + 1);
    if (!above && !below) return true;
    if (below) {
      const bool third = Adjacent(i + 2) && LooksLikeHeading(i + 2) && Text(i + 1) != Text(i + 2);
      return !third || Text(i) == Text(i + 1);
    }
    const bool third =
        i >= 2 && Adjacent(i - 1) && LooksLikeHeading(i - 2) && Text(i - 1) != Text(i - 2);
    return !third || Text(i) == Text(i - 1);
  }

  // Whether a row of = or - stands under line `i`.
  bool IsUnderline(size_t i) const {
    const std::string_view below = Text(i + 1);
    if (below.find_first_not_of(below[0]) != std::string_view::npos) return false;
    if ((below[0] != '=' && below[0] != '-') || below.size() < 3) return false;
    return lines_[i].end - lines_[i].begin <= kHeadingBytes &&
           ColumnsOf(below) * 2 >= ColumnsOf(Text(i)) && EndOf(Text(i)) != LineEnd::kSentence;
  }

  size_t AddHeading(size_t i) {
    EndList();
    const bool underlined = Adjacent(i + 1) && i + 1 < lines_.size() && IsUnderline(i);
    Block block = Make(BlockKind::kHeading, lines_[i].begin, lines_[i].end);
    if (underlined) block.span = Span(lines_[i].begin, lines_[i + 1].end);
    const int32_t chapter = ChapterLevel(Text(i));
    const Label label = ReadLabel(block.content.text);
    const bool label_alone =
        label.size_bytes > 0 && label.body_begin >= static_cast<int64_t>(block.content.text.size());
    if (label_alone) {
      block.label_size = label.size_bytes;
      block.body_begin = label.body_begin;
    }
    block.level = chapter > 0 ? chapter : !seen_heading_ && !label_alone ? 1 : 2;
    if (!label_alone) seen_heading_ = true;
    heading_family_ = MarkFamily::kNone;
    Push(std::move(block));
    return underlined ? i + 2 : i + 1;
  }

  size_t AddParagraph(size_t i) {
    EndList();
    const size_t end = EndOfText(i, false);
    Block block = Make(BlockKind::kParagraph, lines_[i].begin, lines_[end - 1].end);
    if (IsQuoted(block.content.text)) block.kind = BlockKind::kQuotation;
    SetLabel(&block);
    Push(std::move(block));
    return end;
  }

  // Quotation marks around the whole of it, and none that close before its end.
  static bool IsQuoted(std::string_view s) {
    for (const auto& [open, close] : {std::pair<std::string_view, std::string_view>{"“", "”"},
                                      {"「", "」"},
                                      {"『", "』"},
                                      {"«", "»"},
                                      {"„", "“"}}) {
      if (s.starts_with(open) && s.ends_with(close) && s.size() > 24) {
        return s.find(close, open.size()) + close.size() == s.size();
      }
    }
    return false;
  }

  const record::MappedText& source_;
  const ParseLimits& limits_;
  record::Document* document_;
  std::vector<Line> lines_;
  int32_t width_ = 0;
  int64_t cells_left_;
  bool dropped_control_ = false;
  bool seen_heading_ = false;
  MarkFamily list_family_ = MarkFamily::kNone;
  int32_t list_ordinal_ = 0;
  MarkFamily heading_family_ = MarkFamily::kNone;
  std::vector<std::pair<int32_t, MarkFamily>> depths_;
};

}  // namespace

void ParsePlainText(const record::MappedText& source, const ParseLimits& limits,
                    record::Document* document) {
  Parser(source, limits, document).Parse();
}

}  // namespace parallax::parse
