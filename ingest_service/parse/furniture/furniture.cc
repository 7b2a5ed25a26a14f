#include "ingest_service/parse/furniture/furniture.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "ingest_service/parse/block/line_shape.h"
#include "ingest_service/parse/furniture/phrase.h"

namespace parallax::parse {
namespace {

using record::Block;
using record::BlockKind;
using record::Document;

// A paragraph of this many bytes is main text, by which the edges of a document are told.
constexpr size_t kMainParagraphBytes = 90;
// The same paragraph twice is a duplicate from here on; shorter ones repeat by nature.
constexpr size_t kDuplicateBytes = 80;
constexpr size_t kTeaserLeast = 30;
constexpr size_t kTeaserMost = 320;
// More text than this behind a teaser is no comments.
constexpr size_t kMostComments = 200;
// Where titles repeat; and how often the rest of a document is looked through for what it holds.
constexpr size_t kTopBlocks = 32;
constexpr int kMostLooks = 16;

class Furniture {
 public:
  explicit Furniture(Document* document) : document_(document), blocks_(document->blocks) {}

  void SetApart() {
    if (blocks_.empty()) return;
    FindEdges();
    Phrases();
    RepeatedTitles();
    RepeatedText();
    Comments();
    Teasers();
  }

 private:
  bool IsProse(size_t i) const {
    return blocks_[i].kind == BlockKind::kParagraph || blocks_[i].kind == BlockKind::kListItem ||
           blocks_[i].kind == BlockKind::kQuotation;
  }
  std::string_view Text(size_t i) const { return blocks_[i].content.text; }

  void SetBoilerplate(size_t i, std::string_view reason) {
    blocks_[i].kind = BlockKind::kBoilerplate;
    blocks_[i].level = 0;
    blocks_[i].boilerplate_reason = std::string(reason);
  }
  void AddDuplicate(size_t i, std::string message) {
    document_->issues.push_back(
        {record::IssueKind::kDuplicateContent, blocks_[i].span, std::move(message)});
  }

  // [first_main_, last_main_]: from the first to the last block that is main text by its size.
  void FindEdges() {
    first_main_ = blocks_.size();
    for (size_t i = 0; i < blocks_.size(); ++i) {
      const bool main = blocks_[i].kind == BlockKind::kTable ||
                        (IsProse(i) && Text(i).size() >= kMainParagraphBytes);
      if (!main) continue;
      first_main_ = std::min(first_main_, i);
      last_main_ = i;
    }
  }

  void Phrases() {
    for (size_t i = 0; i < blocks_.size(); ++i) {
      const BlockKind kind = blocks_[i].kind;
      if (kind != BlockKind::kHeading && kind != BlockKind::kParagraph &&
          kind != BlockKind::kListItem) {
        continue;
      }
      const bool at_edge = i < first_main_ || i > last_main_;
      const std::string_view reason = ReasonOf(Text(i), at_edge);
      if (!reason.empty()) {
        SetBoilerplate(i, reason);
      } else if (at_edge && IsMenu(Text(i))) {
        SetBoilerplate(i, "navigation");
      }
    }
  }

  // Of the line, or of all the pieces that signs part it into: "Older posts | Newer posts".
  static std::string_view ReasonOf(std::string_view line, bool at_edge) {
    const std::string_view whole = FurnitureReason(line, at_edge);
    if (!whole.empty() || !at_edge || line.size() > 200) return whole;
    std::string_view reason;
    for (const std::string_view sign : {"|", "·", "｜", " / "}) {
      if (line.find(sign) == std::string_view::npos) continue;
      for (size_t begin = 0; begin <= line.size();) {
        const size_t end = std::min(line.find(sign, begin), line.size());
        reason = FurnitureReason(line.substr(begin, end - begin), true);
        if (reason.empty()) return {};
        begin = end + sign.size();
      }
      return reason;
    }
    return {};
  }

  // "Home | News | About us", "首页 > 新闻 > 政策": short words with the same sign between them.
  static bool IsMenu(std::string_view line) {
    if (line.size() > 200) return false;
    for (const std::string_view sign : {" | ", " > ", " » ", " › ", " · ", " / ", "｜"}) {
      size_t count = 0;
      size_t longest = 0;
      size_t begin = 0;
      for (size_t at = line.find(sign); at != std::string_view::npos; at = line.find(sign, begin)) {
        ++count;
        longest = std::max(longest, at - begin);
        begin = at + sign.size();
      }
      longest = std::max(longest, line.size() - begin);
      if (count >= 2 && longest <= 30) return EndOf(line) == LineEnd::kOpen;
    }
    return false;
  }

  // Headings before any other text that say the same. When yet another heading follows, it is the
  // title and they name a section of the site; otherwise the first is the title.
  void RepeatedTitles() {
    size_t end = 0;
    while (end < blocks_.size() && end < kTopBlocks &&
           (blocks_[end].kind == BlockKind::kHeading ||
            blocks_[end].kind == BlockKind::kBoilerplate)) {
      ++end;
    }
    for (size_t i = 0; i < end; ++i) {
      if (blocks_[i].kind != BlockKind::kHeading) continue;
      std::vector<size_t> same;
      bool other_follows = false;
      for (size_t k = i + 1; k < end; ++k) {
        if (blocks_[k].kind != BlockKind::kHeading) continue;
        if (Text(k) == Text(i)) {
          same.push_back(k);
        } else if (blocks_[k].label_size == 0) {
          other_follows = !same.empty();
        }
      }
      if (same.empty()) continue;
      for (const size_t k : same) {
        AddDuplicate(k, "The heading stands twice; the repetition was set apart.");
        SetBoilerplate(k, other_follows ? "section label" : "repeated title");
      }
      if (other_follows) SetBoilerplate(i, "section label");
    }
    for (Block& block : blocks_) {
      if (block.kind != BlockKind::kHeading) continue;
      if (block.label_size == 0) block.level = 1;
      break;
    }
  }

  // A later heading that repeats an earlier one and heads nothing (a link to the page itself, a
  // card), and paragraphs that stand twice.
  void RepeatedText() {
    std::unordered_map<std::string_view, size_t> seen;
    for (size_t i = 0; i < blocks_.size(); ++i) {
      const BlockKind kind = blocks_[i].kind;
      const bool heading = kind == BlockKind::kHeading;
      if (!heading && !IsProse(i)) continue;
      const auto [entry, fresh] = seen.emplace(Text(i), i);
      if (fresh) continue;
      const bool heads_nothing = i + 1 >= blocks_.size() ||
                                 blocks_[i + 1].kind == BlockKind::kHeading ||
                                 blocks_[i + 1].kind == BlockKind::kBoilerplate;
      const bool was_heading = blocks_[entry->second].kind == BlockKind::kHeading;
      if (was_heading && (heading || kind == BlockKind::kParagraph) && heads_nothing) {
        AddDuplicate(i, "The heading is repeated over nothing of its own.");
        SetBoilerplate(i, "repeated heading");
      } else if (!heading && Text(i).size() >= kDuplicateBytes) {
        AddDuplicate(i, "The same text stands before.");
        SetBoilerplate(i, "repeated text");
      }
    }
  }

  // A heading over the comments, or over links to other pages, turns what follows it.
  void Comments() {
    enum class Region { kMain, kComments, kRelated };
    Region region = Region::kMain;
    for (size_t i = 0; i < blocks_.size(); ++i) {
      const BlockKind kind = blocks_[i].kind;
      if (kind == BlockKind::kBoilerplate || kind == BlockKind::kTable || kind == BlockKind::kCode)
        continue;
      const bool alone = kind == BlockKind::kHeading || kind == BlockKind::kParagraph;
      if (alone && BehindMain(i) && IsCommentsHeading(Text(i))) {
        const bool heads = region == Region::kComments || AnyProseBehind(i);
        SetBoilerplate(i, heads ? "comments heading" : "comment form");
        region = Region::kComments;
        continue;
      }
      if (alone && BehindMain(i) && IsRelatedHeading(Text(i)) && OnlyLinksBehind(i)) {
        SetBoilerplate(i, "related links");
        region = Region::kRelated;
        continue;
      }
      if (region == Region::kComments) {
        blocks_[i].kind = BlockKind::kReaderComment;
        blocks_[i].level = 0;
      } else if (region == Region::kRelated) {
        SetBoilerplate(i, "related links");
      }
    }
  }

  // Some main text has been read; of a document without any long paragraph, its first third.
  bool BehindMain(size_t i) const { return i > first_main_ || (i >= 2 && i * 3 >= blocks_.size()); }

  bool AnyProseBehind(size_t i) const {
    for (size_t k = blocks_.size(); k > i + 1; --k) {
      if (IsProse(k - 1) || blocks_[k - 1].kind == BlockKind::kHeading) return true;
    }
    return false;
  }

  // Up to the next heading over comments there are only lines that are no sentences, as links are.
  bool OnlyLinksBehind(size_t i) {
    if (++looks_ > kMostLooks) return false;
    size_t links = 0;
    size_t sentences = 0;
    for (size_t k = i + 1; k < blocks_.size(); ++k) {
      if (blocks_[k].kind == BlockKind::kTable) return false;
      if (blocks_[k].kind == BlockKind::kBoilerplate) continue;
      if (IsCommentsHeading(Text(k))) break;
      ++(EndOf(Text(k)) == LineEnd::kSentence && Text(k).size() >= kMainParagraphBytes ? sentences
                                                                                       : links);
    }
    return sentences * 4 <= links;
  }

  bool IsUnfinished(size_t i) const {
    return blocks_[i].kind == BlockKind::kParagraph && blocks_[i].label_size == 0 &&
           Text(i).size() >= kTeaserLeast && Text(i).size() <= kTeaserMost &&
           EndOf(Text(i)) == LineEnd::kOpen;
  }
  // A heading with a line under it that is no sentence: how a page shows another page.
  bool IsCard(size_t i) const {
    return i + 1 < blocks_.size() && blocks_[i].kind == BlockKind::kHeading &&
           blocks_[i].label_size == 0 && IsUnfinished(i + 1);
  }

  // Cards behind the main text are teasers, and the paragraphs behind them, which have no heading
  // of the article over them, are comments of readers. The main text has ended where furniture
  // stands before the card, or where the page shows itself at its top in the same way.
  void Teasers() {
    bool shows_itself = false;
    for (size_t i = 0; i < first_main_ + 1 && i < blocks_.size(); ++i) {
      shows_itself = shows_itself || IsCard(i);
    }
    for (size_t i = blocks_.size() / 2; i < blocks_.size(); ++i) {
      if (i <= first_main_ || !IsCard(i)) continue;
      const bool after_furniture = blocks_[i - 1].kind == BlockKind::kBoilerplate &&
                                   blocks_[i - 1].boilerplate_reason != "separator";
      if (!after_furniture && !shows_itself) continue;
      if (!OnlyCardsAndParagraphsFrom(i)) continue;
      size_t k = i;
      while (k < blocks_.size() && IsCard(k)) {
        SetBoilerplate(k, "teaser");
        SetBoilerplate(k + 1, "teaser");
        k += 2;
      }
      for (; k < blocks_.size(); ++k) {
        if (!IsProse(k)) continue;
        blocks_[k].kind = BlockKind::kReaderComment;
        blocks_[k].level = 0;
      }
      return;
    }
  }

  bool OnlyCardsAndParagraphsFrom(size_t i) {
    if (++looks_ > 2 * kMostLooks) return false;
    while (i < blocks_.size() && IsCard(i)) i += 2;
    size_t paragraphs = 0;
    for (; i < blocks_.size(); ++i) {
      const BlockKind kind = blocks_[i].kind;
      if (kind == BlockKind::kBoilerplate || kind == BlockKind::kReaderComment) continue;
      if (kind != BlockKind::kParagraph || blocks_[i].label_size > 0) return false;
      ++paragraphs;
    }
    return paragraphs <= kMostComments;
  }

  Document* document_;
  std::vector<Block>& blocks_;
  size_t first_main_ = 0;
  size_t last_main_ = 0;
  int looks_ = 0;
};

}  // namespace

void SetFurnitureApart(Document* document) { Furniture(document).SetApart(); }

}  // namespace parallax::parse
