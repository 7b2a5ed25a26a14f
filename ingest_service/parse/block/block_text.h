// Builds the text of a block from stretches of a source text, with its way back to the original.
// Thread-compatible.
#ifndef PARALLAX_INGEST_SERVICE_PARSE_BLOCK_BLOCK_TEXT_H_
#define PARALLAX_INGEST_SERVICE_PARSE_BLOCK_BLOCK_TEXT_H_

#include <cstdint>
#include <string_view>

#include "core/record/document.h"

namespace parallax::parse {

// White space is folded as it is appended: a run becomes one blank, or nothing where it holds a
// line end and stands between two wide characters (hard-wrapped Chinese); none stands at either
// end. Control and zero-width characters are left out. Everything else is kept as it is. The source
// must outlive the builder.
class BlockText {
 public:
  explicit BlockText(const record::MappedText& source) : source_(source) {}

  // Appends source text [begin, end). Stretches come in order; what lies between two of them is
  // left out as markup, and joins nothing: it is not white space unless `Break` says so.
  void Append(int64_t begin, int64_t end);

  // Appends `text` that the source writes as [begin, end): an entity, an escape.
  void AppendAs(std::string_view text, int64_t begin, int64_t end);

  // What is appended next is set apart by white space; source text [begin, end) stands for it.
  void Break(int64_t begin, int64_t end);

  bool empty() const { return out_.text.empty(); }
  int64_t size() const { return static_cast<int64_t>(out_.text.size()); }
  bool dropped_control() const { return dropped_control_; }

  // The text so far; the builder is empty afterwards.
  record::MappedText Take();

 private:
  void FlushSpace(char32_t next);
  void Copy(int64_t begin, int64_t end);

  const record::MappedText& source_;
  record::MappedText out_;
  int64_t space_begin_ = -1;  // pending white space, of the source text; -1: none
  int64_t space_end_ = -1;
  bool space_has_line_end_ = false;
  bool dropped_control_ = false;
};

// The whole of source text [begin, end), folded.
record::MappedText FoldText(const record::MappedText& source, int64_t begin, int64_t end);

// [begin, end) without the white space at its ends.
struct TextRange {
  int64_t begin = 0;
  int64_t end = 0;
};
TextRange TrimRange(std::string_view text, int64_t begin, int64_t end);

}  // namespace parallax::parse

#endif  // PARALLAX_INGEST_SERVICE_PARSE_BLOCK_BLOCK_TEXT_H_
