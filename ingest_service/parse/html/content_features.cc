#include "ingest_service/parse/html/content_features.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <optional>

#include "ingest_service/parse/html/content_context.h"
#include "ingest_service/parse/html/title_heading.h"

namespace parallax::parse_html {
namespace {

constexpr int kMaxAncestors = 40;
constexpr int kLevels = 5;  // of enclosing elements whose text statistics are looked at
constexpr uint32_t kLeads = SignBit(kSignRelated) | SignBit(kSignShare) | SignBit(kSignSubscribe) |
                            SignBit(kSignMore) | SignBit(kSignAdvertising) | SignBit(kSignLogin);
constexpr int kFar = 99;  // a distance: not there

int32_t Log2Q(int64_t v) {  // log2 in quarters, monotone
  if (v <= 0) return 0;
  const int w = std::bit_width(static_cast<uint64_t>(v));
  const int64_t frac = w >= 3 ? (v >> (w - 3)) & 3 : 0;
  return static_cast<int32_t>(w * 4 + frac);
}

int32_t Permille(int64_t part, int64_t whole) {
  return whole <= 0 ? 0 : static_cast<int32_t>(part * 1000 / whole);
}

int32_t HeadingLevel(uint16_t tag) {
  return tag >= GUMBO_TAG_H1 && tag <= GUMBO_TAG_H6 ? tag - GUMBO_TAG_H1 + 1 : 0;
}

int32_t TagClass(uint16_t tag) {
  switch (tag) {
    case GUMBO_TAG_P:
      return 1;
    case GUMBO_TAG_LI:
      return 2;
    case GUMBO_TAG_DIV:
      return 3;
    case GUMBO_TAG_TD:
    case GUMBO_TAG_TH:
      return 4;
    case GUMBO_TAG_DT:
    case GUMBO_TAG_DD:
      return 5;
    case GUMBO_TAG_BLOCKQUOTE:
      return 6;
    case GUMBO_TAG_PRE:
      return 7;
    case GUMBO_TAG_FIGCAPTION:
    case GUMBO_TAG_FIGURE:
    case GUMBO_TAG_CAPTION:
      return 8;
    case GUMBO_TAG_BUTTON:
    case GUMBO_TAG_SUMMARY:
      return 9;
    case GUMBO_TAG_SECTION:
    case GUMBO_TAG_ARTICLE:
    case GUMBO_TAG_MAIN:
      return 10;
    case GUMBO_TAG_HEADER:
    case GUMBO_TAG_FOOTER:
    case GUMBO_TAG_NAV:
    case GUMBO_TAG_ASIDE:
      return 11;
    case GUMBO_TAG_FORM:
    case GUMBO_TAG_FIELDSET:
    case GUMBO_TAG_LEGEND:
      return 12;
    default:
      return HeadingLevel(tag) > 0 ? 13 : 0;
  }
}

uint64_t Fnv(std::string_view s, uint64_t h = 1469598103934665603ull) {
  for (char c : s) h = (h ^ static_cast<unsigned char>(c)) * 1099511628211ull;
  return h;
}

// What two items of one list have in common: tag and class.
uint64_t Signature(const Dom& dom, int32_t i) {
  return Fnv(dom.Attribute(i, "class"), 1469598103934665603ull ^ dom[i].tag);
}

// The kind of page, as one number: what shows itself best first.
int32_t KindOf(const PageHints& h) {
  if (h.forum || h.forum_url) return 5;
  if (h.product || h.product_url) return h.listing || h.listing_url ? 3 : 4;
  if (h.documentation_url && !h.article) return 2;
  if (h.listing || h.listing_url) return 3;
  return h.article || h.article_url ? 1 : 0;
}

bool IsProse(const TextSigns& s, int32_t link_bytes) {
  return s.bytes >= 80 && s.sentence_ends + s.commas >= 1 && link_bytes * 3 < s.bytes &&
         s.words >= 10;
}

struct Row {
  std::vector<int32_t>* out;
  std::vector<std::string>* names;
  void Add(const char* name, int32_t value) {
    if (out != nullptr) out->push_back(value);
    if (names != nullptr) names->push_back(name);
  }
  void Add(const std::string& name, int32_t value) {
    if (out != nullptr) out->push_back(value);
    if (names != nullptr) names->push_back(name);
  }
  void Add(const char* name, int index, int32_t value) {
    if (out != nullptr) out->push_back(value);
    if (names != nullptr) names->push_back(name + std::to_string(index));
  }
};

class FeatureMaker {
 public:
  FeatureMaker(const Dom& dom, const PageBlocks& page, const PageFacts& facts,
               const PageHints& hints)
      : dom_(dom), page_(page), facts_(facts), hints_(hints) {
    count_ = static_cast<int32_t>(page.blocks.size());
    total_text_ = facts.text_sum.back();
    total_prose_ = facts.prose_sum.back();
    Prepare();
    context_.emplace(dom, page, facts, hints, same_siblings_);
  }

  void Block(int32_t b, Row row);

 private:
  struct Spread {
    int64_t text, link, prose;
    int32_t blocks;
  };
  Spread Of(int32_t node) const {
    const int32_t from = page_.first[node];
    const int32_t to = std::max(from, page_.first[dom_[node].end]);
    return {facts_.text_sum[to] - facts_.text_sum[from],
            facts_.link_sum[to] - facts_.link_sum[from],
            facts_.prose_sum[to] - facts_.prose_sum[from], to - from};
  }
  void Prepare();
  int32_t Descend(int percent) const;
  bool Inside(int32_t node, int32_t ancestor) const {
    return ancestor >= 0 && node >= ancestor && node < dom_[ancestor].end;
  }
  void Neighbour(const char* name, int32_t b, Row* row) const;

  const Dom& dom_;
  const PageBlocks& page_;
  const PageFacts& facts_;
  const PageHints& hints_;
  int32_t count_ = 0;
  int64_t total_text_ = 0;
  int64_t total_prose_ = 0;
  std::array<int32_t, 3> prose_root_{};  // holds 55, 75, 90 % of the prose
  int32_t article_root_ = -1;            // the <article> with most prose
  int32_t main_root_ = -1;
  int32_t content_root_ = -1;  // named as content, with most prose
  int32_t body_root_ = -1;     // itemprop=articleBody
  int32_t articles_ = 0;
  std::vector<int32_t> same_siblings_;  // by node: siblings with the same tag and class
  std::vector<int32_t> sibling_rank_;
  std::vector<int32_t> images_;  // prefix sums by node
  std::vector<int32_t> inputs_;
  std::vector<int32_t> since_heading_;               // by block: index of the heading above, -1
  std::vector<int32_t> prose_before_, prose_after_;  // distance in blocks to the next prose
  std::vector<uint8_t> repeated_;                    // the same text stands elsewhere on the page
  std::vector<uint8_t> seen_before_;                 // … and before
  std::array<int32_t, kCueCount> cue_elements_{};
  std::array<int32_t, kSignCount> sign_blocks_{};
  int64_t comment_prose_ = 0;     // inside elements named for readers' comments
  int64_t comment_start_ = 1000;  // permille of the prose before the first of them
  std::optional<ContentContext> context_;
};

int32_t FeatureMaker::Descend(int percent) const {
  int32_t node = 0;
  for (;;) {
    int32_t best = -1;
    int64_t best_prose = 0;
    for (int32_t k = node + 1; k < dom_[node].end; k = dom_[k].end) {
      if (dom_[k].is_text) continue;
      const int64_t prose = Of(k).prose;
      if (prose > best_prose) {
        best_prose = prose;
        best = k;
      }
    }
    if (best < 0 || best_prose * 100 < total_prose_ * percent || Of(best).blocks <= 1) return node;
    node = best;
  }
}

void FeatureMaker::Prepare() {
  prose_root_ = {Descend(55), Descend(75), Descend(90)};
  images_.assign(dom_.size() + 1, 0);
  inputs_.assign(dom_.size() + 1, 0);
  same_siblings_.assign(dom_.size(), 0);
  sibling_rank_.assign(dom_.size(), 0);
  int64_t best_article = -1, best_content = -1, best_main = -1;
  int32_t comment_end = 0;
  for (int32_t i = 0; i < dom_.size(); ++i) {
    images_[i + 1] = images_[i] + (dom_[i].tag == GUMBO_TAG_IMG);
    inputs_[i + 1] =
        inputs_[i] + (dom_[i].tag == GUMBO_TAG_INPUT || dom_[i].tag == GUMBO_TAG_TEXTAREA);
    if (dom_[i].is_text) continue;
    const int64_t prose = Of(i).prose;
    if (const uint32_t cues = facts_.cues[i]; cues != 0) {
      for (uint32_t c = 0; c < kCueCount; ++c) cue_elements_[c] += (cues >> c) & 1;
      if ((cues & CueBit(kCueComment)) != 0 && i >= comment_end) {
        comment_end = dom_[i].end;
        comment_prose_ += prose;
        if (prose > 0) {
          comment_start_ = std::min<int64_t>(
              comment_start_, Permille(facts_.prose_sum[page_.first[i]], total_prose_));
        }
      }
    }
    if (dom_[i].tag == GUMBO_TAG_ARTICLE) {
      ++articles_;
      if (prose > best_article) best_article = prose, article_root_ = i;
    }
    if (dom_[i].tag == GUMBO_TAG_MAIN || dom_.Attribute(i, "role") == "main") {
      if (prose > best_main) best_main = prose, main_root_ = i;
    }
    if ((facts_.cues[i] & CueBit(kCueContent)) != 0 && prose >= best_content) {
      best_content = prose, content_root_ = i;
    }
    if (body_root_ < 0 && dom_.Attribute(i, "itemprop") == "articleBody") body_root_ = i;
  }
  // Runs of siblings that look alike.
  std::vector<std::pair<uint64_t, int32_t>> kids;
  for (int32_t i = 0; i < dom_.size(); ++i) {
    if (dom_[i].is_text || dom_[i].end <= i + 2) continue;
    kids.clear();
    for (int32_t k = i + 1; k < dom_[i].end; k = dom_[k].end) {
      if (!dom_[k].is_text && IsBlockLevel(dom_[k].tag)) kids.emplace_back(Signature(dom_, k), k);
    }
    if (kids.size() < 2) continue;
    std::sort(kids.begin(), kids.end());
    for (size_t a = 0; a < kids.size();) {
      size_t b = a;
      while (b < kids.size() && kids[b].first == kids[a].first) ++b;
      for (size_t k = a; k < b; ++k) {
        same_siblings_[kids[k].second] = static_cast<int32_t>(b - a);
        sibling_rank_[kids[k].second] = static_cast<int32_t>(k - a);
      }
      a = b;
    }
  }
  since_heading_.assign(count_, -1);
  prose_before_.assign(count_, kFar);
  prose_after_.assign(count_, kFar);
  repeated_.assign(count_, 0);
  seen_before_.assign(count_, 0);
  int32_t heading = -1, prose = -1;
  std::vector<std::pair<uint64_t, int32_t>> texts(count_);
  for (int32_t b = 0; b < count_; ++b) {
    since_heading_[b] = heading;
    if (HeadingLevel(dom_[page_.blocks[b].node].tag) > 0) heading = b;
    if (prose >= 0) prose_before_[b] = std::min(kFar, b - prose);
    if (IsProse(facts_.signs[b], page_.blocks[b].link_bytes)) prose = b;
    for (uint32_t k = 0; k < kSignCount; ++k) sign_blocks_[k] += (facts_.signs[b].signs >> k) & 1;
    texts[b] = {Fnv(page_.blocks[b].content.text), b};
  }
  prose = -1;
  for (int32_t b = count_ - 1; b >= 0; --b) {
    if (prose >= 0) prose_after_[b] = std::min(kFar, prose - b);
    if (IsProse(facts_.signs[b], page_.blocks[b].link_bytes)) prose = b;
  }
  std::sort(texts.begin(), texts.end());
  for (size_t k = 1; k < texts.size(); ++k) {
    if (texts[k].first == texts[k - 1].first) {
      repeated_[texts[k].second] = 1;
      seen_before_[texts[k].second] = 1;
      repeated_[texts[k - 1].second] = 1;
    }
  }
}

void FeatureMaker::Neighbour(const char* name, int32_t b, Row* row) const {
  const bool there = b >= 0 && b < count_;
  const std::string prefix(name);
  static const TextSigns kNone;
  const TextSigns& s = there ? facts_.signs[b] : kNone;
  row->Add(prefix + "_bytes", there ? Log2Q(s.bytes) : -1);
  row->Add(prefix + "_link", there ? Permille(page_.blocks[b].link_bytes, s.bytes) : -1);
  row->Add(prefix + "_tag", there ? TagClass(dom_[page_.blocks[b].node].tag) : -1);
  row->Add(prefix + "_ends", there ? s.ends_sentence : -1);
  row->Add(prefix + "_signs", there ? std::popcount(s.signs) : -1);
}

void FeatureMaker::Block(int32_t b, Row row) {
  const PageBlock& block = page_.blocks[b];
  const TextSigns& s = facts_.signs[b];
  const int32_t node = block.node;
  // The text itself.
  row.Add("tag", TagClass(dom_[node].tag));
  row.Add("heading", HeadingLevel(dom_[node].tag));
  row.Add("bytes", Log2Q(s.bytes));
  row.Add("words", std::min(s.words, 500));
  row.Add("link", Permille(block.link_bytes, s.bytes));
  row.Add("bold", Permille(block.bold_bytes, s.bytes));
  row.Add("sentences", std::min(s.sentence_ends, 50));
  row.Add("commas", std::min(s.commas, 50));
  row.Add("digits", Permille(s.digits, s.bytes));
  row.Add("capitals", Permille(s.capitals, s.words));
  row.Add("separators", std::min(s.separators, 20));
  row.Add("han", Permille(s.han * 3, s.bytes));
  row.Add("ends_sentence", s.ends_sentence);
  row.Add("ends_colon", s.ends_colon);
  row.Add("starts_lower", s.starts_lower);
  for (uint32_t k = 0; k < kSignCount; ++k)
    row.Add("sign", static_cast<int>(k), (s.signs >> k) & 1);
  row.Add("repeated", repeated_[b]);
  row.Add("seen_before", seen_before_[b]);
  row.Add("lead", static_cast<int32_t>(s.signs & kLeads));
  // Where it stands.
  row.Add("index", std::min(b, 1000));
  row.Add("from_end", std::min(count_ - 1 - b, 1000));
  row.Add("before", Permille(facts_.text_sum[b], total_text_));
  row.Add("prose_before", Permille(facts_.prose_sum[b], total_prose_));
  row.Add("prose_left", Permille(total_prose_ - facts_.prose_sum[b + 1], total_prose_));
  row.Add("to_prose_before", prose_before_[b]);
  row.Add("to_prose_after", prose_after_[b]);
  row.Add("from_title",
          facts_.title_block < 0 ? -1000 : std::clamp(b - facts_.title_block, -999, 999));
  const int32_t h = since_heading_[b];
  row.Add("heading_distance", h < 0 ? kFar : std::min(b - h, kFar));
  row.Add("heading_level", h < 0 ? 0 : HeadingLevel(dom_[page_.blocks[h].node].tag));
  row.Add("heading_signs", h < 0 ? 0 : static_cast<int32_t>(facts_.signs[h].signs & 0xFFFF));
  row.Add("heading_related", h < 0 ? 0 : (facts_.signs[h].signs >> kSignRelated) & 1);
  row.Add("heading_comment", h < 0 ? 0 : (facts_.signs[h].signs >> kSignComment) & 1);
  row.Add("heading_about", h < 0 ? 0 : (facts_.signs[h].signs >> kSignAbout) & 1);
  row.Add("heading_subscribe", h < 0 ? 0 : (facts_.signs[h].signs >> kSignSubscribe) & 1);
  Neighbour("p1", b - 1, &row);
  Neighbour("p2", b - 2, &row);
  Neighbour("p3", b - 3, &row);
  Neighbour("n1", b + 1, &row);
  Neighbour("n2", b + 2, &row);
  Neighbour("n3", b + 3, &row);
  // Windows of ten blocks.
  const int32_t from = std::max(0, b - 5), to = std::min(count_, b + 6);
  const int64_t window = facts_.text_sum[to] - facts_.text_sum[from];
  row.Add("window_bytes", Log2Q(window));
  row.Add("window_link", Permille(facts_.link_sum[to] - facts_.link_sum[from], window));
  row.Add("window_prose", Permille(facts_.prose_sum[to] - facts_.prose_sum[from], window));
  // The elements around it.
  std::array<int32_t, kCueCount> distance;
  distance.fill(kFar);
  std::array<int32_t, kCueCount> share;
  share.fill(-1);
  std::array<int32_t, 8> tags;  // list, table, quotation, form, details, figure, section, anchor
  tags.fill(0);
  int32_t similar_count = 0, similar_rank = 0, similar_level = kFar, similar_bytes = 0,
          similar_link = 0, level = 0;
  uint32_t seen = 0;
  for (int32_t a = dom_[block.first_text].parent; a > 0 && level < kMaxAncestors;
       a = dom_[a].parent, ++level) {
    const uint32_t cues = facts_.cues[a];
    uint32_t fresh = cues & ~seen;
    if (fresh != 0) {
      const Spread spread = Of(a);
      while (fresh != 0) {
        const int c = std::countr_zero(fresh);
        fresh &= fresh - 1;
        distance[c] = level;
        share[c] = Permille(spread.prose, total_prose_);
      }
      seen |= cues;
    }
    switch (dom_[a].tag) {
      case GUMBO_TAG_UL:
      case GUMBO_TAG_OL:
      case GUMBO_TAG_DL:
        ++tags[0];
        break;
      case GUMBO_TAG_TABLE:
        ++tags[1];
        break;
      case GUMBO_TAG_BLOCKQUOTE:
        ++tags[2];
        break;
      case GUMBO_TAG_FORM:
        ++tags[3];
        break;
      case GUMBO_TAG_DETAILS:
        ++tags[4];
        break;
      case GUMBO_TAG_FIGURE:
        ++tags[5];
        break;
      case GUMBO_TAG_SECTION:
        ++tags[6];
        break;
      case GUMBO_TAG_A:
        ++tags[7];
        break;
      default:
        break;
    }
    if (same_siblings_[a] >= 3 && dom_[a].tag != GUMBO_TAG_P && dom_[a].tag != GUMBO_TAG_TD &&
        dom_[a].tag != GUMBO_TAG_TR && HeadingLevel(dom_[a].tag) == 0 && similar_level == kFar) {
      const Spread spread = Of(a);
      if (spread.blocks >= 2) {
        similar_level = level;
        similar_count = same_siblings_[a];
        similar_rank = sibling_rank_[a];
        similar_bytes = Log2Q(spread.text);
        similar_link = Permille(spread.link, spread.text);
      }
    }
  }
  for (uint32_t c = 0; c < kCueCount; ++c) {
    row.Add("cue", static_cast<int>(c), distance[c]);
    row.Add("cue_share", static_cast<int>(c), share[c]);
  }
  for (int k = 0; k < 8; ++k) row.Add("within", k, tags[k]);
  int32_t nearest = kFar, nearest_share = -1, furniture = 0;
  for (Cue c : {kCueNavigation, kCueFooter, kCueSidebar, kCueShare, kCueRelated, kCueComment,
                kCueAdvertising, kCueSignup, kCueConsent, kCueHidden, kCueTools, kCueTags}) {
    furniture += distance[c] < kFar;
    if (distance[c] < nearest) {
      nearest = distance[c];
      nearest_share = share[c];
    }
  }
  row.Add("furniture_distance", nearest);
  row.Add("furniture_share", nearest_share);
  row.Add("furniture_cues", furniture);
  row.Add("depth", dom_[node].depth);
  row.Add("similar_level", similar_level);
  row.Add("similar_count", std::min(similar_count, 100));
  row.Add("similar_rank", std::min(similar_rank, 100));
  row.Add("similar_bytes", similar_bytes);
  row.Add("similar_link", similar_link);
  // Text, links and repetition over them.
  int32_t a = node;
  for (int k = 0; k < kLevels; ++k) {
    const Spread spread = Of(a);
    row.Add("level_bytes", k, Log2Q(spread.text));
    row.Add("level_link", k, Permille(spread.link, spread.text));
    row.Add("level_prose", k, Permille(spread.prose, spread.text));
    row.Add("level_share", k, Permille(spread.prose, total_prose_));
    row.Add("level_blocks", k, Log2Q(spread.blocks));
    row.Add("level_same", k, std::min(same_siblings_[a], 50));
    row.Add("level_images", k, std::min(images_[dom_[a].end] - images_[a], 50));
    row.Add("level_inputs", k, std::min(inputs_[dom_[a].end] - inputs_[a], 20));
    // The element around it that holds more than this one alone.
    int32_t up = dom_[a].parent;
    while (up > 0 && Of(up).blocks == spread.blocks) up = dom_[up].parent;
    if (up >= 0) a = up;
  }
  for (int k = 0; k < 3; ++k) {
    const int32_t root = prose_root_[k];
    int32_t up = node, steps = 0;
    while (up > 0 && !Inside(up, root) && !Inside(root, up)) up = dom_[up].parent, ++steps;
    const bool in = Inside(node, root);
    row.Add("in_root", k, in);
    row.Add("root_gap", k, in ? -1 : dom_[root].depth - dom_[std::max(up, 0)].depth);
    row.Add("root_steps", k, in ? dom_[node].depth - dom_[root].depth : -steps - 1);
    row.Add("root_side", k, node < root ? -1 : in ? 0 : 1);
  }
  const std::array<int32_t, 4> roots = {article_root_, main_root_, content_root_, body_root_};
  for (int k = 0; k < 4; ++k) {
    const int32_t root = roots[k];
    row.Add("named_root", k, root < 0 ? -1 : Inside(node, root));
    row.Add("named_root_share", k, root < 0 ? -1 : Permille(Of(root).prose, total_prose_));
    row.Add("named_root_gap", k,
            root < 0 || !Inside(node, root) ? -1 : dom_[node].depth - dom_[root].depth);
  }
  // The page.
  row.Add("page_comment_prose", Permille(comment_prose_, total_prose_));
  row.Add("page_comment_start", static_cast<int32_t>(comment_start_));
  row.Add("page_other_prose", Log2Q(total_prose_ - comment_prose_));
  for (Cue c : {kCueComment, kCueForum, kCueProduct, kCueCard, kCueReview, kCueQuestion,
                kCueRelated, kCueContent, kCueArticle, kCueAuthor}) {
    row.Add("page_cue", static_cast<int>(c), Log2Q(cue_elements_[c]));
  }
  for (Sign k : {kSignPrice, kSignComment, kSignMore, kSignByline, kSignDate, kSignCopyright,
                 kSignRelated}) {
    row.Add("page_sign", static_cast<int>(k), Log2Q(sign_blocks_[k]));
  }
  row.Add("page_faq", hints_.faq);
  row.Add("page_bytes", Log2Q(total_text_));
  row.Add("page_prose", Permille(total_prose_, total_text_));
  row.Add("page_prose_bytes", Log2Q(total_prose_));
  row.Add("page_link", Permille(facts_.link_sum.back(), total_text_));
  row.Add("page_blocks", Log2Q(count_));
  row.Add("page_articles", std::min(articles_, 50));
  row.Add("page_article", hints_.article);
  row.Add("page_product", hints_.product);
  row.Add("page_forum", hints_.forum);
  row.Add("page_listing", hints_.listing);
  row.Add("page_url_listing", hints_.listing_url);
  row.Add("page_url_product", hints_.product_url);
  row.Add("page_url_forum", hints_.forum_url);
  row.Add("page_url_documentation", hints_.documentation_url);
  row.Add("page_url_article", hints_.article_url);
  row.Add("page_kind", KindOf(hints_));
  row.Add("page_path", hints_.path_segments);
  row.Add("page_slug", hints_.last_segment_words);
  row.Add("page_title_block", facts_.title_block < 0 ? -1 : Permille(facts_.title_block, count_));
  if (row.out != nullptr) context_->Append(b, row.out);
  if (row.names != nullptr) {
    row.names->insert(row.names->end(), ContentContext::Names().begin(),
                      ContentContext::Names().end());
  }
}

}  // namespace

PageFacts CollectFacts(const Dom& dom, const PageBlocks& page, const PageHints& hints) {
  PageFacts facts;
  facts.cues.resize(dom.size());
  for (int32_t i = 0; i < dom.size(); ++i) {
    if (dom[i].is_text || dom[i].tag == GUMBO_TAG_HTML || dom[i].tag == GUMBO_TAG_BODY) continue;
    facts.cues[i] = CuesOfElement(dom, i);
  }
  const size_t n = page.blocks.size();
  facts.signs.reserve(n);
  facts.text_sum.assign(n + 1, 0);
  facts.link_sum.assign(n + 1, 0);
  facts.prose_sum.assign(n + 1, 0);
  for (size_t b = 0; b < n; ++b) {
    const PageBlock& block = page.blocks[b];
    facts.signs.push_back(ReadTextSigns(block.content.text));
    const TextSigns& s = facts.signs.back();
    facts.text_sum[b + 1] = facts.text_sum[b] + s.bytes;
    facts.link_sum[b + 1] = facts.link_sum[b] + block.link_bytes;
    facts.prose_sum[b + 1] = facts.prose_sum[b] + (IsProse(s, block.link_bytes) ? s.bytes : 0);
  }
  facts.template_of = TemplatesOf(dom, page);
  facts.title_block = FindTitleHeading(dom, page, hints.title);
  return facts;
}

FeatureTable ComputeFeatures(const Dom& dom, const PageBlocks& page, const PageFacts& facts,
                             const PageHints& hints) {
  FeatureTable table;
  FeatureMaker maker(dom, page, facts, hints);
  const auto n = static_cast<int32_t>(page.blocks.size());
  for (int32_t b = 0; b < n; ++b) {
    maker.Block(b, Row{&table.values, nullptr});
    if (b == 0) {
      table.columns = static_cast<int32_t>(table.values.size());
      table.values.reserve(static_cast<size_t>(table.columns) * n);
    }
  }
  return table;
}

std::vector<std::string> FeatureNames() {
  auto dom = Dom::Parse("<p>a", 1 << 20);
  std::vector<std::string> names;
  if (!dom.ok()) return names;
  const PageBlocks page = CutIntoBlocks(**dom);
  const PageHints hints;
  const PageFacts facts = CollectFacts(**dom, page, hints);
  FeatureMaker(**dom, page, facts, hints).Block(0, Row{nullptr, &names});
  return names;
}

}  // namespace parallax::parse_html
