#include "core/record/span_check.h"

#include <cstddef>
#include <cstdint>

#include "absl/strings/str_cat.h"
#include "core/text/quote.h"
#include "core/text/utf8.h"

namespace parallax::record {
namespace {

using text::ByteSpan;

constexpr size_t kMostViolations = 50;
constexpr size_t kMostWords = 4000;

// What may stand where a blank cell is.
bool IsDelimitersOnly(std::string_view s) {
  return text::FoldWhiteSpace(s).find_first_not_of("|,;\"' ") == std::string::npos;
}

// Whether each byte of the text is one byte of the original, in step.
bool IsIdentity(const text::TextMap& map) {
  return map.runs().size() == 1 && map.runs()[0].text_unit == 1 && map.runs()[0].original_unit == 1;
}

class Checker {
 public:
  Checker(const text::OriginalText& original, const Document& document)
      : original_(original),
        document_(document),
        syntax_(text::SyntaxOf(document.media_type)),
        utf8_(document.charset == text::kUtf8) {}

  std::vector<std::string> Check() {
    for (size_t i = 0; i < document_.blocks.size(); ++i) CheckBlock(document_.blocks[i], i);
    for (size_t i = 0; i < document_.metadata.size(); ++i) CheckMetadata(document_.metadata[i], i);
    for (size_t i = 0; i < document_.issues.size(); ++i) {
      CheckBounds(document_.issues[i].span, absl::StrCat("issue ", i));
    }
    return std::move(violations_);
  }

  // Whether one part of the document, looked at alone, keeps the invariant.
  bool BlockHolds(const Block& block) {
    violations_.clear();
    CheckBlock(block, 0);
    return violations_.empty();
  }
  bool CellHolds(const Block& block, const TableCell& cell) {
    violations_.clear();
    CheckCell(block, cell, "");
    return violations_.empty();
  }
  bool TextHolds(const MappedText& content, ByteSpan inside) {
    violations_.clear();
    CheckText(content, inside, "");
    return violations_.empty();
  }
  bool MetadataHolds(const MetadataItem& item) {
    violations_.clear();
    CheckMetadata(item, 0);
    return violations_.empty();
  }
  bool BoundsHold(ByteSpan span) {
    violations_.clear();
    return CheckBounds(span, "");
  }

 private:
  void Fail(std::string message) {
    if (violations_.size() < kMostViolations) violations_.push_back(std::move(message));
  }

  // The text at `span`; a violation and false when it does not lie on characters.
  bool CheckBounds(ByteSpan span, std::string_view where, std::string* written = nullptr) {
    auto found = original_.Text(span);
    if (!found.ok()) {
      Fail(absl::StrCat(std::string(where), ": ", std::string(found.status().message())));
      return false;
    }
    if (written != nullptr) *written = *std::move(found);
    return true;
  }

  // Whether the original is the quote, byte by byte, so that no syntax could read it otherwise.
  bool IsVerbatim(ByteSpan span, std::string_view quote) const {
    return utf8_ && span.begin_byte >= 0 && span.size() == static_cast<int64_t>(quote.size()) &&
           span.end_byte <= static_cast<int64_t>(original_.bytes().size()) &&
           original_.bytes().substr(static_cast<size_t>(span.begin_byte), quote.size()) == quote &&
           (syntax_ != text::Syntax::kHtml ||
            quote.find_first_of("<&") == std::string_view::npos) &&
           original_.IsBoundary(span.begin_byte) && original_.IsBoundary(span.end_byte);
  }

  void CheckQuote(ByteSpan span, std::string_view quote, std::string_view where) {
    if (IsVerbatim(span, quote)) return;
    std::string written;
    if (!CheckBounds(span, where, &written)) return;
    if (!text::QuoteHolds(written, quote, syntax_)) {
      Fail(absl::StrCat(std::string(where), ": [", span.begin_byte, ",", span.end_byte, ") says \"",
                        written, "\", not \"", std::string(quote), "\""));
    }
  }

  void CheckText(const MappedText& content, ByteSpan inside, const std::string& where) {
    const auto size = static_cast<int64_t>(content.text.size());
    if (content.map.text_size() != size) {
      Fail(absl::StrCat(where, ": the map covers ", content.map.text_size(), " of ", size,
                        " bytes"));
      return;
    }
    if (text::ValidUtf8Prefix(content.text) != content.text.size()) {
      Fail(absl::StrCat(where, ": the text is not valid UTF-8"));
      return;
    }
    if (size == 0) return;
    const bool verbatim = IsVerbatim(content.Original(), content.text);
    if (!verbatim) CheckQuote(content.Original(), content.text, where);
    if (!inside.Contains(content.Original()))
      Fail(absl::StrCat(where, ": text outside of its span"));
    // Every byte of it stands for itself, so every word does.
    if (verbatim && IsIdentity(content.map)) return;
    // Every word by itself: a map that is right as a whole can still be shifted inside.
    const std::string_view s = content.text;
    const std::string word_where = where + " word";
    size_t words = 0;
    for (size_t begin = 0; begin < s.size() && words < kMostWords; ++words) {
      const size_t blank = s.find(' ', begin);
      const size_t end = blank == std::string_view::npos ? s.size() : blank;
      if (end > begin) {
        CheckQuote(content.Original(static_cast<int64_t>(begin), static_cast<int64_t>(end)),
                   s.substr(begin, end - begin), word_where);
      }
      begin = end + 1;
    }
  }

  void CheckBlock(const Block& block, size_t index) {
    const std::string where = absl::StrCat("block ", index);
    if (!CheckBounds(block.span, where)) return;
    CheckText(block.content, block.span, where);
    const auto size = static_cast<int64_t>(block.content.text.size());
    if (block.label_size < 0 || block.label_size > block.body_begin || block.body_begin > size) {
      Fail(absl::StrCat(where, ": label ", block.label_size, " body ", block.body_begin, " of ",
                        size));
    } else if (block.label_size > 0) {
      CheckQuote(
          block.content.Original(0, block.label_size),
          std::string_view(block.content.text).substr(0, static_cast<size_t>(block.label_size)),
          where + " label");
    }
    CheckTable(block, where);
  }

  void CheckTable(const Block& block, const std::string& where) {
    CheckText(block.table.caption, block.span, where + " caption");
    for (const TableCell& cell : block.table.cells) {
      CheckCell(block, cell, absl::StrCat(where, " cell ", cell.row, ",", cell.column));
    }
  }

  void CheckCell(const Block& block, const TableCell& cell, const std::string& at) {
    if (cell.row < 0 || cell.row + cell.row_span > block.table.rows || cell.column < 0 ||
        cell.column + cell.column_span > block.table.columns) {
      Fail(at + " lies outside of its table");
    }
    std::string written;
    if (!CheckBounds(cell.span, at, &written)) return;
    if (!block.span.Contains(cell.span)) Fail(at + ": outside of its block's span");
    if (cell.missing && !cell.span.empty()) Fail(at + ": missing, but has a span");
    if (!cell.content.text.empty()) {
      CheckText(cell.content, cell.span, at);
    } else if (syntax_ != text::Syntax::kHtml && !IsDelimitersOnly(written)) {
      Fail(absl::StrCat(at, ": blank, but \"", written, "\" stands there"));
    }
  }

  void CheckMetadata(const MetadataItem& item, size_t index) {
    const std::string where = absl::StrCat("metadata ", index);
    if (item.span.empty()) return;
    const bool date =
        item.field == MetadataField::kPublished || item.field == MetadataField::kModified;
    const bool visible =
        item.origin == MetadataOrigin::kLabelledLine || item.origin == MetadataOrigin::kByline ||
        item.origin == MetadataOrigin::kHeading || item.origin == MetadataOrigin::kText;
    if (date || !visible || item.field == MetadataField::kLanguage) {
      CheckBounds(item.span, where);
    } else {
      CheckQuote(item.span, item.value, where);
    }
  }

  const text::OriginalText& original_;
  const Document& document_;
  const text::Syntax syntax_;
  const bool utf8_;
  std::vector<std::string> violations_;
};

constexpr size_t kMostLeftOut = 100;  // issues that say so

// What of a table cannot be vouched for goes; the rest stays. Whether the table itself may.
bool MendTable(Checker* checker, Block* block) {
  MappedText& caption = block->table.caption;
  if (!checker->TextHolds(caption, block->span)) caption = {};
  for (TableCell& cell : block->table.cells) {
    if (checker->CellHolds(*block, cell)) continue;
    cell.content = {};
    cell.missing = true;
    cell.span = {block->span.begin_byte, block->span.begin_byte};
  }
  return checker->BlockHolds(*block);
}

}  // namespace

std::vector<std::string> CheckSpans(std::string_view original, const Document& document) {
  const auto text = text::OriginalText::Create(original, document.charset);
  if (!text.ok()) return {std::string(text.status().message())};
  return Checker(*text, document).Check();
}

void LeaveOutFalseSpans(std::string_view original, Document* document) {
  const auto text = text::OriginalText::Create(original, document->charset);
  if (!text.ok()) return;
  Checker checker(*text, *document);
  size_t issues = 0;
  const auto report = [&](ByteSpan span) {
    if (++issues > kMostLeftOut) return;
    if (!checker.BoundsHold(span)) span = {};
    document->issues.push_back({IssueKind::kUnclosedMarkup, span,
                                "Text whose place in the original is in doubt was left out."});
  };
  for (Issue& issue : document->issues) {
    if (!checker.BoundsHold(issue.span)) issue.span = {};
  }
  std::erase_if(document->blocks, [&](Block& block) {
    if (checker.BlockHolds(block)) return false;
    const bool stays = block.kind == BlockKind::kTable && checker.BoundsHold(block.span) &&
                       MendTable(&checker, &block);
    report(block.span);
    return !stays;
  });
  std::erase_if(document->metadata,
                [&](const MetadataItem& item) { return !checker.MetadataHolds(item); });
}

absl::Status VerifyEvidence(const text::OriginalText& original, std::string_view media_type,
                            const Evidence& evidence) {
  if (evidence.alignment == Alignment::kTable && evidence.quote.empty()) {
    const auto written = original.Text(evidence.span);
    if (!written.ok()) return written.status();
    if (IsDelimitersOnly(text::RecoverQuote(*written, text::SyntaxOf(media_type)))) {
      return absl::OkStatus();
    }
    return absl::DataLossError("the cell is not blank");
  }
  return text::VerifyQuote(original, evidence.span, evidence.quote,
                           evidence.alignment == Alignment::kExact, text::SyntaxOf(media_type));
}

Alignment AlignmentOf(const text::OriginalText& original, std::string_view media_type,
                      ByteSpan span, std::string_view quote) {
  const auto written = original.Text(span);
  if (!written.ok()) return Alignment::kUnspecified;
  const text::Syntax syntax = text::SyntaxOf(media_type);
  if (*written == quote) return quote.empty() ? Alignment::kTable : Alignment::kExact;
  if (quote.empty()) {
    return IsDelimitersOnly(text::RecoverQuote(*written, syntax)) ? Alignment::kTable
                                                                  : Alignment::kUnspecified;
  }
  return text::QuoteHolds(*written, quote, syntax) ? Alignment::kNormalized
                                                   : Alignment::kUnspecified;
}

}  // namespace parallax::record
