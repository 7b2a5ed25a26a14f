#include "ingest_service/parse/html/content_rules.h"

#include <algorithm>
#include <string>

namespace parallax::parse_html {
namespace {

constexpr size_t kMaxLeadBytes = 300;
// Prose before the first comment, in permille of the page's: less is a post that opens a
// discussion.
constexpr int64_t kProseBeforeComments = 20;

constexpr std::string_view kLeads[] = {
    "read more",       "related:",   "related ",      "also read",   "read also",
    "see also",        "don't miss", "don’t miss",    "recommended", "you may also",
    "you might also",  "follow ",    "sign up",       "subscribe",   "share this",
    "like this story", "also on",    "advertisement", "join our",    "download our",
    "copyright",       "©",          "相关阅读",      "相关新闻",    "相关文章",
    "相關閱讀",        "相關新聞",   "推荐阅读",      "推薦閱讀",    "延伸阅读",
    "延伸閱讀",        "更多精彩",   "点击查看",      "點擊查看",    "扫码关注",
    "关注我们"};

}  // namespace

bool LeadsAway(std::string_view line) {
  if (line.size() >= kMaxLeadBytes) return false;
  std::string head(line.substr(0, 24));
  for (char& c : head) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c | 32);
  }
  return std::any_of(std::begin(kLeads), std::end(kLeads),
                     [&](std::string_view lead) { return head.starts_with(lead); });
}

namespace {

// A product's page tells of the product; what buyers wrote of it and what else the shop sells is
// more text than that and reads alike.
void LeaveOutBesideProduct(const Dom& dom, const PageBlocks& page, const PageFacts& facts,
                           std::vector<bool>* never) {
  constexpr uint32_t kBeside = CueBit(kCueReview) | CueBit(kCueRelated);
  for (int32_t i = 0; i < dom.size();) {
    const int32_t from = page.first[i], to = page.first[dom[i].end];
    const bool has_title = facts.title_block >= from && facts.title_block < to;
    if ((facts.cues[i] & kBeside) == 0 || has_title) {
      ++i;
      continue;
    }
    for (int32_t b = from; b < to; ++b) (*never)[b] = true;
    i = dom[i].end;
  }
}

}  // namespace

std::vector<bool> NeverMainText(const Dom& dom, const PageBlocks& page, const PageFacts& facts,
                                const PageHints& hints) {
  std::vector<bool> never(page.blocks.size());
  for (size_t b = 0; b < never.size(); ++b) never[b] = LeadsAway(page.blocks[b].content.text);
  if (hints.product && !hints.forum) LeaveOutBesideProduct(dom, page, facts, &never);
  if (hints.forum || hints.forum_url || !hints.article) return never;
  int64_t before = -1;
  for (int32_t i = 0; i < dom.size();) {
    if ((facts.cues[i] & CueBit(kCueComment)) == 0) {
      ++i;
      continue;
    }
    const int32_t from = page.first[i], to = page.first[dom[i].end];
    if (before < 0 && to > from && facts.prose_sum[to] > facts.prose_sum[from]) {
      before = facts.prose_sum[from] * 1000 / facts.prose_sum.back();
      if (before <= kProseBeforeComments) return never;
    }
    for (int32_t b = from; b < to; ++b) never[b] = true;
    i = dom[i].end;
  }
  return never;
}

}  // namespace parallax::parse_html
