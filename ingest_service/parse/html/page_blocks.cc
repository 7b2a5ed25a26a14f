#include "ingest_service/parse/html/page_blocks.h"

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include "ingest_service/parse/html/folded_text.h"

namespace parallax::parse_html {
namespace {

enum TagTrait : uint8_t { kInline = 0, kBlockLevel = 1, kSilentTag = 2 };

struct TraitTable {
  uint8_t traits[GUMBO_TAG_LAST + 1] = {};
  constexpr TraitTable() {
    // Rendered as blocks by the HTML standard's style sheet, or as boxes of their own.
    for (int tag : {GUMBO_TAG_ADDRESS, GUMBO_TAG_ARTICLE, GUMBO_TAG_ASIDE,    GUMBO_TAG_BLOCKQUOTE,
                    GUMBO_TAG_BODY,    GUMBO_TAG_BUTTON,  GUMBO_TAG_CAPTION,  GUMBO_TAG_CENTER,
                    GUMBO_TAG_DD,      GUMBO_TAG_DETAILS, GUMBO_TAG_DIR,      GUMBO_TAG_DIV,
                    GUMBO_TAG_DL,      GUMBO_TAG_DT,      GUMBO_TAG_FIELDSET, GUMBO_TAG_FIGCAPTION,
                    GUMBO_TAG_FIGURE,  GUMBO_TAG_FOOTER,  GUMBO_TAG_FORM,     GUMBO_TAG_FRAMESET,
                    GUMBO_TAG_H1,      GUMBO_TAG_H2,      GUMBO_TAG_H3,       GUMBO_TAG_H4,
                    GUMBO_TAG_H5,      GUMBO_TAG_H6,      GUMBO_TAG_HEADER,   GUMBO_TAG_HGROUP,
                    GUMBO_TAG_HR,      GUMBO_TAG_HTML,    GUMBO_TAG_LEGEND,   GUMBO_TAG_LI,
                    GUMBO_TAG_LISTING, GUMBO_TAG_MAIN,    GUMBO_TAG_MENU,     GUMBO_TAG_NAV,
                    GUMBO_TAG_OL,      GUMBO_TAG_P,       GUMBO_TAG_PRE,      GUMBO_TAG_SECTION,
                    GUMBO_TAG_SUMMARY, GUMBO_TAG_TABLE,   GUMBO_TAG_TBODY,    GUMBO_TAG_TD,
                    GUMBO_TAG_TFOOT,   GUMBO_TAG_TH,      GUMBO_TAG_THEAD,    GUMBO_TAG_TR,
                    GUMBO_TAG_UL,      GUMBO_TAG_XMP,     GUMBO_TAG_PLAINTEXT}) {
      traits[tag] |= kBlockLevel;
    }
    for (int tag : {GUMBO_TAG_SCRIPT,   GUMBO_TAG_STYLE,    GUMBO_TAG_TEMPLATE, GUMBO_TAG_NOSCRIPT,
                    GUMBO_TAG_IFRAME,   GUMBO_TAG_TEXTAREA, GUMBO_TAG_SVG,      GUMBO_TAG_HEAD,
                    GUMBO_TAG_SELECT,   GUMBO_TAG_OBJECT,   GUMBO_TAG_CANVAS,   GUMBO_TAG_AUDIO,
                    GUMBO_TAG_VIDEO,    GUMBO_TAG_NOEMBED,  GUMBO_TAG_NOFRAMES, GUMBO_TAG_TITLE,
                    GUMBO_TAG_DATALIST, GUMBO_TAG_OPTION,   GUMBO_TAG_RP,       GUMBO_TAG_RT,
                    GUMBO_TAG_APPLET}) {
      traits[tag] |= kSilentTag;
    }
  }
};
constexpr TraitTable kTraits;

constexpr size_t kMaxScriptedPageBytes = 2000;  // that shows no more is drawn by a script
constexpr size_t kNoscriptFactor = 4;

// Bytes of text in <noscript>.
size_t WithoutScripts(const Dom& dom) {
  size_t bytes = 0;
  int32_t end = 0;
  for (int32_t i = 0; i < dom.size(); ++i) {
    if (dom[i].tag == GUMBO_TAG_NOSCRIPT && !dom[i].is_text) end = std::max(end, dom[i].end);
    if (i < end && dom[i].is_text) {
      bytes += std::string_view(dom[i].source->v.text.text).find_first_not_of(" \t\r\n\f") ==
                       std::string_view::npos
                   ? 0
                   : std::string_view(dom[i].source->v.text.text).size();
    }
  }
  return bytes;
}

// MathML writes a formula twice, once for readers and once for machines.
bool IsMachineAnnotation(const Dom& dom, int32_t i) {
  const GumboNode* n = dom[i].source;
  if (dom[i].tag != GUMBO_TAG_UNKNOWN || n->type != GUMBO_NODE_ELEMENT) return false;
  if (n->v.element.tag_namespace != GUMBO_NAMESPACE_MATHML) return false;
  GumboStringPiece tag = n->v.element.original_tag;
  gumbo_tag_from_original_text(&tag);
  return std::string_view(tag.data == nullptr ? "" : tag.data, tag.length)
      .starts_with("annotation");
}

class Cutter {
 public:
  Cutter(const Dom& dom, bool noscript) : dom_(dom), noscript_(noscript) {}

  PageBlocks Run() {
    RankTexts();
    out_.first.assign(dom_.size() + 1, 0);
    std::vector<int32_t> open;         // elements whose end has to be seen
    std::vector<int32_t> block_stack;  // block-level elements
    block_stack.push_back(0);
    int32_t i = 0;
    while (i < dom_.size()) {
      while (!open.empty() && dom_[open.back()].end <= i) {
        Leave(open.back(), &block_stack);
        open.pop_back();
      }
      const Node& n = dom_[i];
      out_.first[i] = Upcoming();
      if (n.is_text) {
        Text(i, block_stack.back());
        ++i;
        continue;
      }
      if (Silent(i)) {
        for (int32_t k = i; k < n.end; ++k) out_.first[k] = Upcoming();
        i = n.end;
        continue;
      }
      Enter(i, &block_stack);
      if (n.end > i + 1) {
        open.push_back(i);
      } else if (IsBlockLevel(n.tag)) {
        block_stack.pop_back();
      }
      ++i;
    }
    Flush();
    // A block under way that came to nothing was counted on.
    const auto blocks = static_cast<int32_t>(out_.blocks.size());
    for (int32_t& first : out_.first) first = std::min(first, blocks);
    out_.first[dom_.size()] = blocks;
    return std::move(out_);
  }

 private:
  bool Silent(int32_t i) const {
    return (IsSilent(dom_[i].tag) && !(noscript_ && dom_[i].tag == GUMBO_TAG_NOSCRIPT)) ||
           IsMachineAnnotation(dom_, i);
  }

  // Text that stands where a table allows none is moved before the table. Where the tree's order is
  // not the page's, text goes on only with what comes next on the page: else a block would span
  // what is said elsewhere.
  void RankTexts() {
    std::vector<std::pair<int64_t, int32_t>> texts;
    for (int32_t i = 0; i < dom_.size();) {
      if (dom_[i].is_text) {
        const std::string_view said = dom_[i].source->v.text.text;
        const int64_t begin = dom_.BeginByte(i);
        if (begin >= 0 && said.find_first_not_of(" \t\r\n\f") != std::string_view::npos) {
          texts.emplace_back(begin, i);
        }
      }
      i = !dom_[i].is_text && Silent(i) ? dom_[i].end : i + 1;
    }
    if (std::is_sorted(texts.begin(), texts.end())) return;
    std::sort(texts.begin(), texts.end());
    rank_.assign(dom_.size(), -1);
    for (size_t k = 0; k < texts.size(); ++k) rank_[texts[k].second] = static_cast<int32_t>(k);
  }

  // Whether the page says something between the block's last text and text `i`.
  bool GoesOnElsewhere(int32_t i) const {
    return started_ && !rank_.empty() && rank_[i] >= 0 && rank_[current_.last_text] >= 0 &&
           rank_[i] != rank_[current_.last_text] + 1;
  }

  // The index that the next text will have. A block under way that goes on after an inline
  // element's begin belongs to where it began.
  int32_t Upcoming() const { return static_cast<int32_t>(out_.blocks.size()) + (started_ ? 1 : 0); }

  void Enter(int32_t i, std::vector<int32_t>* block_stack) {
    const uint16_t tag = dom_[i].tag;
    if (IsBlockLevel(tag)) {
      Flush();
      out_.first[i] = Upcoming();
      block_stack->push_back(i);
      if (tag == GUMBO_TAG_PRE || tag == GUMBO_TAG_LISTING || tag == GUMBO_TAG_XMP) {
        ++preserved_;
        text_ = FoldedText(true);
      }
      return;
    }
    if (tag == GUMBO_TAG_BR) {
      if (blank_line_) {
        Flush();
      } else if (started_) {
        blank_line_ = true;
        const int64_t begin = dom_.BeginByte(i);
        if (begin >= 0) {
          const auto size = static_cast<int64_t>(dom_[i].source->v.element.original_tag.length);
          text_.AppendLineBreak({begin, begin + size});
        }
      }
    } else if (tag == GUMBO_TAG_A && dom_.HasAttribute(i, "href")) {
      ++links_;
    } else if (tag == GUMBO_TAG_B || tag == GUMBO_TAG_STRONG) {
      ++bolds_;
    }
  }

  void Leave(int32_t i, std::vector<int32_t>* block_stack) {
    const uint16_t tag = dom_[i].tag;
    if (IsBlockLevel(tag)) {
      Flush();
      block_stack->pop_back();
      if (tag == GUMBO_TAG_PRE || tag == GUMBO_TAG_LISTING || tag == GUMBO_TAG_XMP) {
        if (--preserved_ == 0) text_ = FoldedText(false);
      }
    } else if (tag == GUMBO_TAG_A && dom_.HasAttribute(i, "href")) {
      --links_;
    } else if (tag == GUMBO_TAG_B || tag == GUMBO_TAG_STRONG) {
      --bolds_;
    }
  }

  void Text(int32_t i, int32_t block) {
    const GumboText& t = dom_[i].source->v.text;
    const int64_t begin = dom_.BeginByte(i);
    if (begin < 0) return;
    if (begin < text_.markup_end() || GoesOnElsewhere(i)) Flush();
    const int64_t before = text_.size();
    const std::string_view decoded(t.text);
    text_.Append(decoded, dom_.markup(), begin);
    const int64_t added = text_.size() - before;
    if (added == 0) return;
    if (!started_) {
      started_ = true;
      current_.node = block;
      current_.first_text = i;
    }
    current_.last_text = i;
    blank_line_ = false;
    if (links_ > 0) current_.link_bytes += static_cast<int32_t>(added);
    if (bolds_ > 0) current_.bold_bytes += static_cast<int32_t>(added);
  }

  void Flush() {
    blank_line_ = false;
    out_.unaligned_bytes += text_.unaligned();
    if (started_) {
      current_.content = text_.Take();
      if (!current_.content.text.empty()) out_.blocks.push_back(std::move(current_));
    }
    text_ = FoldedText(preserved_ > 0);
    current_ = PageBlock();
    started_ = false;
  }

  const Dom& dom_;
  const bool noscript_;        // read what is there for readers without scripts
  std::vector<int32_t> rank_;  // of texts on the page; empty where the tree keeps the page's order
  PageBlocks out_;
  FoldedText text_;
  PageBlock current_;
  bool started_ = false;
  bool blank_line_ = false;
  int links_ = 0;
  int bolds_ = 0;
  int preserved_ = 0;
};

}  // namespace

bool IsBlockLevel(uint16_t tag) { return (kTraits.traits[tag] & kBlockLevel) != 0; }
bool IsSilent(uint16_t tag) { return (kTraits.traits[tag] & kSilentTag) != 0; }

PageBlocks CutIntoBlocks(const Dom& dom) {
  PageBlocks page = Cutter(dom, false).Run();
  size_t shown = 0;
  for (const PageBlock& block : page.blocks) shown += block.content.text.size();
  // Pages that a script draws say their text once more for those who run none.
  if (shown > kMaxScriptedPageBytes || WithoutScripts(dom) < kNoscriptFactor * shown + 1) {
    return page;
  }
  return Cutter(dom, true).Run();
}

record::MappedText TextOf(const Dom& dom, int32_t node, bool skip_nested_tables) {
  FoldedText text;
  int32_t i = node;
  while (i < dom[node].end) {
    const Node& n = dom[i];
    if (n.is_text) {
      const int64_t begin = dom.BeginByte(i);
      if (begin >= 0 && begin >= text.markup_end()) {
        text.Append(n.source->v.text.text, dom.markup(), begin);
      }
      ++i;
      continue;
    }
    if (i != node && (IsSilent(n.tag) || IsMachineAnnotation(dom, i) ||
                      (skip_nested_tables && n.tag == GUMBO_TAG_TABLE))) {
      i = n.end;
      continue;
    }
    if (i != node && (IsBlockLevel(n.tag) || n.tag == GUMBO_TAG_BR)) {
      const int64_t begin = dom.BeginByte(i);
      if (begin >= 0) {
        text.AppendLineBreak(
            {begin, begin + static_cast<int64_t>(n.source->v.element.original_tag.length)});
      }
    }
    ++i;
  }
  return text.Take();
}

}  // namespace parallax::parse_html
