#include "ingest_service/parse/html/block_assembly.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "ingest_service/parse/block/label.h"
#include "ingest_service/parse/block/list_mark.h"
#include "ingest_service/parse/html/folded_text.h"

namespace parallax::parse_html {
namespace {

constexpr int kMaxAncestors = 64;

int32_t HeadingLevel(uint16_t tag) {
  return tag >= GUMBO_TAG_H1 && tag <= GUMBO_TAG_H6 ? tag - GUMBO_TAG_H1 + 1 : 0;
}

struct Surroundings {
  record::BlockKind kind = record::BlockKind::kParagraph;
  int32_t level = 0;
  int32_t table = -1;  // the outermost data table around
  uint32_t cues = 0;   // of all elements around
};

class Assembler {
 public:
  Assembler(const AssemblyInput& in, std::vector<record::Issue>* issues)
      : in_(in), issues_(issues), identity_(IsIdentity(in.source_map)) {
    data_table_.assign(in.dom.size(), kUnknown);
  }

  std::vector<record::Block> Run() {
    const auto n = static_cast<int32_t>(in_.page.blocks.size());
    int32_t b = 0;
    while (b < n) {
      const Surroundings around = Look(b);
      if (around.table >= 0) {
        const int32_t end = std::max(b + 1, in_.page.first[in_.dom[around.table].end]);
        EmitTable(around, b, end);
        b = end;
        continue;
      }
      EmitText(around, b);
      ++b;
    }
    return std::move(out_);
  }

 private:
  enum DataTable : int8_t { kUnknown, kData, kLayout };

  bool IsData(int32_t node) {
    if (data_table_[node] == kUnknown) {
      data_table_[node] = IsDataTable(in_.dom, node) ? kData : kLayout;
    }
    return data_table_[node] == kData;
  }

  Surroundings Look(int32_t b) {
    const PageBlock& block = in_.page.blocks[b];
    Surroundings s;
    int32_t lists = 0;
    bool item = false, quotation = false, code = false, caption = false, settled = false;
    int steps = 0;
    for (int32_t a = in_.dom[block.first_text].parent; a > 0 && steps < kMaxAncestors;
         a = in_.dom[a].parent, ++steps) {
      s.cues |= in_.facts.cues[a];
      switch (in_.dom[a].tag) {
        case GUMBO_TAG_LI:
          if (!settled) item = true;
          break;
        case GUMBO_TAG_UL:
        case GUMBO_TAG_OL:
        case GUMBO_TAG_MENU:
        case GUMBO_TAG_DIR:
          ++lists;
          break;
        case GUMBO_TAG_BLOCKQUOTE:
          quotation = true;
          break;
        case GUMBO_TAG_PRE:
        case GUMBO_TAG_LISTING:
          code = true;
          break;
        case GUMBO_TAG_FIGCAPTION:
          caption = true;
          break;
        case GUMBO_TAG_TABLE:
          if (IsData(a)) s.table = a;
          break;
        case GUMBO_TAG_ARTICLE:
        case GUMBO_TAG_SECTION:
          settled = settled || lists == 0;
          break;
        default:
          break;
      }
      if (s.level == 0 && steps < 6) s.level = HeadingLevel(in_.dom[a].tag);
    }
    if (code) {
      s.kind = record::BlockKind::kCode;
      s.level = 0;
    } else if (s.level > 0) {
      s.kind = record::BlockKind::kHeading;
    } else if (caption) {
      s.kind = record::BlockKind::kCaption;
    } else if (item && lists > 0) {
      s.kind = record::BlockKind::kListItem;
      s.level = lists;
    } else if (quotation) {
      s.kind = record::BlockKind::kQuotation;
    }
    return s;
  }

  // A piece that is not main text: what it is instead.
  void SetApart(const Surroundings& around, int32_t b, record::Block* block) {
    const uint32_t signs = b < 0 ? 0 : in_.facts.signs[b].signs;
    const auto cue = [&](Cue c) { return (around.cues & CueBit(c)) != 0; };
    const auto sign = [&](Sign s) { return (signs & SignBit(s)) != 0; };
    const TextSigns none;
    const TextSigns& s = b < 0 ? none : in_.facts.signs[b];
    if (cue(kCueComment) && !cue(kCueHidden) && !cue(kCueSignup) && s.words >= 5 &&
        block->kind != record::BlockKind::kHeading && block->kind != record::BlockKind::kTable &&
        !sign(kSignComment) && !sign(kSignLogin) && !sign(kSignShare) && !sign(kSignSubscribe) &&
        s.ends_sentence) {
      block->kind = record::BlockKind::kReaderComment;
      block->level = 0;
      return;
    }
    block->kind = record::BlockKind::kBoilerplate;
    block->level = 0;
    const char* reason = "beside the main text";
    if (cue(kCueHidden)) {
      reason = "hidden";
    } else if (cue(kCueConsent) || sign(kSignCookie)) {
      reason = "consent notice";
    } else if (sign(kSignCopyright)) {
      reason = "copyright";
    } else if (cue(kCueNavigation)) {
      reason = "navigation";
    } else if (cue(kCueComment) || sign(kSignComment)) {
      reason = "comment form";
    } else if (cue(kCueShare) || sign(kSignShare)) {
      reason = "sharing";
    } else if (cue(kCueSignup) || sign(kSignSubscribe) || sign(kSignLogin)) {
      reason = "sign-up";
    } else if (cue(kCueRelated) || sign(kSignRelated)) {
      reason = "teaser";
    } else if (cue(kCueAdvertising) || sign(kSignAdvertising)) {
      reason = "advertising";
    } else if (cue(kCueTags) || sign(kSignTags)) {
      reason = "tags";
    } else if (cue(kCueAuthor) || sign(kSignByline) || sign(kSignAbout)) {
      reason = "byline";
    } else if (cue(kCueDateline)) {
      reason = "dateline";
    } else if (cue(kCueFooter)) {
      reason = "footer";
    } else if (cue(kCueHeader)) {
      reason = "header";
    } else if (cue(kCueSidebar)) {
      reason = "sidebar";
    } else if (cue(kCueTools)) {
      reason = "controls";
    }
    block->boilerplate_reason = reason;
  }

  void EmitText(const Surroundings& around, int32_t b) {
    PageBlock& piece = in_.page.blocks[b];
    record::Block block;
    block.kind = around.kind;
    block.level = around.level;
    if (!in_.main_text[b] && b != in_.facts.title_block) SetApart(around, b, &block);
    block.content = ToOriginal(std::move(piece.content));
    block.span = block.content.Original();
    ReadMark(&block);
    ReadLabel(&block);
    out_.push_back(std::move(block));
  }

  // "• Loans for yards" in a paragraph is an item whose author drew the mark.
  static void ReadMark(record::Block* block) {
    if (block->kind != record::BlockKind::kParagraph &&
        block->kind != record::BlockKind::kListItem) {
      return;
    }
    const std::string& text = block->content.text;
    // Dashes also open speech.
    if (text.empty() || text[0] == '-' || text.starts_with("–") || text.starts_with("—")) return;
    const parse::ListMark mark = parse::ReadListMark(text);
    if (mark.family != parse::MarkFamily::kBullet || mark.doubtful ||
        mark.content_begin >= static_cast<int64_t>(text.size())) {
      return;
    }
    if (block->kind == record::BlockKind::kParagraph) block->level = 1;
    block->kind = record::BlockKind::kListItem;
    block->marker = text.substr(0, mark.size_bytes);
    record::MappedText rest;
    rest.text = text.substr(mark.content_begin);
    rest.map.AppendSlice(block->content.map, mark.content_begin, static_cast<int64_t>(text.size()));
    block->content = std::move(rest);
  }

  static void ReadLabel(record::Block* block) {
    if (block->kind != record::BlockKind::kParagraph &&
        block->kind != record::BlockKind::kListItem) {
      return;
    }
    const parse::Label label = parse::ReadLabel(block->content.text);
    block->label_size = label.size_bytes;
    block->body_begin = label.body_begin;
  }

  void EmitTable(const Surroundings& around, int32_t b, int32_t end) {
    int64_t main = 0, all = 0;
    for (int32_t k = b; k < end; ++k) {
      all += in_.facts.signs[k].bytes;
      if (in_.main_text[k]) main += in_.facts.signs[k].bytes;
    }
    TableReading reading = ReadTable(in_.dom, around.table, in_.tables);
    record::Block block;
    block.kind = record::BlockKind::kTable;
    block.table = std::move(reading.table);
    block.span = Original({in_.dom.BeginByte(around.table), in_.dom.EndByte(around.table)});
    bool first = true;
    const auto cover = [&](const text::ByteSpan& s) {
      if (first && block.span.empty()) block.span = s;
      first = false;
      block.span.begin_byte = std::min(block.span.begin_byte, s.begin_byte);
      block.span.end_byte = std::max(block.span.end_byte, s.end_byte);
    };
    for (record::TableCell& cell : block.table.cells) {
      cell.content = ToOriginal(std::move(cell.content));
      cell.span = Original(cell.span);
      cover(cell.span);
    }
    block.table.caption = ToOriginal(std::move(block.table.caption));
    if (!block.table.caption.text.empty()) cover(block.table.caption.Original());
    if (reading.limit_reached) {
      issues_->push_back({record::IssueKind::kLimitReached, block.span,
                          "the table has more rows, columns or cells than are read"});
    }
    if (reading.overlapping) {
      issues_->push_back({record::IssueKind::kBrokenTable, block.span,
                          "merged cells claim the same place; the first keeps it"});
    }
    const bool is_main = main * 2 >= all;
    if (!is_main) {
      // What is set apart keeps its text as text.
      for (int32_t k = b; k < end; ++k)
        EmitText({.kind = record::BlockKind::kParagraph, .cues = around.cues}, k);
      return;
    }
    out_.push_back(std::move(block));
  }

  text::ByteSpan Original(text::ByteSpan markup) const {
    if (identity_ || markup.begin_byte < 0) return markup;
    return in_.source_map.ToOriginal(markup.begin_byte, markup.end_byte);
  }

  record::MappedText ToOriginal(record::MappedText text) const {
    if (!identity_) text.map = Compose(text.map, in_.source_map);
    return text;
  }

  const AssemblyInput& in_;
  std::vector<record::Issue>* issues_;
  const bool identity_;
  std::vector<int8_t> data_table_;
  std::vector<record::Block> out_;
};

}  // namespace

std::vector<record::Block> AssembleBlocks(const AssemblyInput& input,
                                          std::vector<record::Issue>* issues) {
  return Assembler(input, issues).Run();
}

}  // namespace parallax::parse_html
