#include "ingest_service/parse/furniture/phrase.h"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <iterator>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "core/text/character.h"
#include "core/text/utf8.h"
#include "ingest_service/parse/block/line_shape.h"

namespace parallax::parse {
namespace {

constexpr size_t kPhraseBytes = 70;
constexpr size_t kHeadingBytes = 40;

struct Phrase {
  std::string_view text;  // lower case, one blank between words, no punctuation at the end
  std::string_view reason;
  bool edge_only = false;
};

constexpr Phrase kPhrases[] = {
    {"post a comment", "comment form"},
    {"post comment", "comment form"},
    {"leave a comment", "comment form"},
    {"leave a reply", "comment form"},
    {"write a comment", "comment form"},
    {"add a comment", "comment form"},
    {"add comment", "comment form"},
    {"no comments", "comment form"},
    {"no comments yet", "comment form"},
    {"0 comments", "comment form"},
    {"be the first to comment", "comment form"},
    {"comments are closed", "comment form"},
    {"comments off", "comment form"},
    {"view all comments", "comment form"},
    {"show comments", "comment form"},
    {"load more comments", "comment form"},
    {"join the conversation", "comment form"},
    {"join the discussion", "comment form"},
    {"reply", "comment form", true},
    {"cancel reply", "comment form"},
    {"your email address will not be published", "comment form"},
    {"发表评论", "comment form"},
    {"发表回复", "comment form"},
    {"我要评论", "comment form"},
    {"写评论", "comment form"},
    {"暂无评论", "comment form"},
    {"暂无留言", "comment form"},
    {"还没有评论", "comment form"},
    {"登录后发表评论", "comment form"},
    {"查看全部评论", "comment form"},
    {"查看更多评论", "comment form"},
    {"發表評論", "comment form"},
    {"發表留言", "comment form"},
    {"發表迴響", "comment form"},
    {"張貼留言", "comment form"},
    {"沒有留言", "comment form"},
    {"尚無留言", "comment form"},
    {"我要留言", "comment form"},
    {"留下評論", "comment form"},
    {"share", "sharing", true},
    {"share this", "sharing"},
    {"share this article", "sharing"},
    {"share this post", "sharing"},
    {"share this story", "sharing"},
    {"share on facebook", "sharing"},
    {"share on twitter", "sharing"},
    {"share on x", "sharing"},
    {"share on linkedin", "sharing"},
    {"tweet", "sharing", true},
    {"email this", "sharing"},
    {"email this article", "sharing"},
    {"print this page", "sharing"},
    {"print this article", "sharing"},
    {"copy link", "sharing"},
    {"like", "sharing", true},
    {"save", "sharing", true},
    {"print", "sharing", true},
    {"分享", "sharing", true},
    {"分享到", "sharing"},
    {"分享至", "sharing"},
    {"分享到微信", "sharing"},
    {"分享本文", "sharing"},
    {"打印", "sharing", true},
    {"列印", "sharing", true},
    {"收藏", "sharing", true},
    {"点赞", "sharing", true},
    {"按讚", "sharing", true},
    {"扫一扫", "sharing"},
    {"扫码分享", "sharing"},
    {"view more", "navigation"},
    {"show more", "navigation"},
    {"load more", "navigation"},
    {"see more", "navigation"},
    {"read more", "navigation"},
    {"see all", "navigation"},
    {"view all", "navigation"},
    {"continue reading", "navigation"},
    {"keep reading", "navigation"},
    {"learn more", "navigation"},
    {"click here", "navigation"},
    {"skip to content", "navigation"},
    {"skip to main content", "navigation"},
    {"back to top", "navigation"},
    {"return to top", "navigation"},
    {"newer post", "navigation"},
    {"older post", "navigation"},
    {"newer posts", "navigation"},
    {"older posts", "navigation"},
    {"previous post", "navigation"},
    {"next post", "navigation"},
    {"previous article", "navigation"},
    {"next article", "navigation"},
    {"previous", "navigation", true},
    {"next", "navigation", true},
    {"home", "navigation", true},
    {"menu", "navigation", true},
    {"search", "navigation", true},
    {"about us", "navigation", true},
    {"contact us", "navigation", true},
    {"privacy policy", "navigation", true},
    {"terms of use", "navigation", true},
    {"terms of service", "navigation", true},
    {"cookie policy", "navigation", true},
    {"查看更多", "navigation"},
    {"点击查看更多", "navigation"},
    {"加载更多", "navigation"},
    {"阅读更多", "navigation"},
    {"阅读全文", "navigation"},
    {"阅读原文", "navigation"},
    {"查看原文", "navigation"},
    {"更多", "navigation", true},
    {"展开全文", "navigation"},
    {"返回顶部", "navigation"},
    {"返回首页", "navigation"},
    {"返回列表", "navigation"},
    {"上一篇", "navigation"},
    {"下一篇", "navigation"},
    {"上一页", "navigation"},
    {"下一页", "navigation"},
    {"首页", "navigation", true},
    {"關閉", "navigation", true},
    {"关闭", "navigation", true},
    {"关闭窗口", "navigation"},
    {"看更多", "navigation"},
    {"顯示更多", "navigation"},
    {"閱讀更多", "navigation"},
    {"閱讀全文", "navigation"},
    {"繼續閱讀", "navigation"},
    {"回首頁", "navigation"},
    {"首頁", "navigation", true},
    {"回到頂部", "navigation"},
    {"上一頁", "navigation"},
    {"下一頁", "navigation"},
    {"subscribe", "subscription", true},
    {"subscribe now", "subscription"},
    {"subscribe to our newsletter", "subscription"},
    {"sign up for our newsletter", "subscription"},
    {"sign up", "subscription", true},
    {"sign in", "subscription", true},
    {"log in", "subscription", true},
    {"login", "subscription", true},
    {"register", "subscription", true},
    {"follow us", "subscription"},
    {"already a subscriber? log in", "subscription"},
    {"订阅", "subscription", true},
    {"登录", "subscription", true},
    {"注册", "subscription", true},
    {"关注我们", "subscription"},
    {"訂閱", "subscription", true},
    {"訂閱電子報", "subscription"},
    {"登入", "subscription", true},
    {"註冊", "subscription", true},
    {"加入會員", "subscription"},
    {"advertisement", "advertisement"},
    {"advertisements", "advertisement"},
    {"sponsored", "advertisement", true},
    {"sponsored content", "advertisement"},
    {"story continues below advertisement", "advertisement"},
    {"广告", "advertisement"},
    {"廣告", "advertisement"},
    {"all rights reserved", "copyright"},
    {"版权所有", "copyright"},
    {"版权所有 未经许可不得转载", "copyright"},
    {"未经授权不得转载", "copyright"},
    {"版權所有", "copyright"},
    {"著作權所有", "copyright"},
    {"免责声明", "copyright", true},
};

constexpr std::string_view kCommentsHeadings[] = {"comment",
                                                  "comments",
                                                  "responses",
                                                  "reader comments",
                                                  "readers' comments",
                                                  "discussion thread",
                                                  "评论",
                                                  "网友评论",
                                                  "读者评论",
                                                  "用户评论",
                                                  "全部评论",
                                                  "最新评论",
                                                  "热门评论",
                                                  "精选评论",
                                                  "条评论",
                                                  "留言",
                                                  "精选留言",
                                                  "評論",
                                                  "網友評論",
                                                  "讀者評論",
                                                  "讀者留言",
                                                  "網友留言",
                                                  "則留言",
                                                  "則回應",
                                                  "条留言",
                                                  "comments on this post",
                                                  "user comments",
                                                  "回應",
                                                  "迴響"};
constexpr std::string_view kRelatedHeadings[] = {"related",
                                                 "related posts",
                                                 "related articles",
                                                 "related stories",
                                                 "related content",
                                                 "related reading",
                                                 "related news",
                                                 "you may also like",
                                                 "you might also like",
                                                 "more from",
                                                 "more stories",
                                                 "more news",
                                                 "recommended",
                                                 "recommended for you",
                                                 "recommended reading",
                                                 "read next",
                                                 "up next",
                                                 "most read",
                                                 "most popular",
                                                 "popular posts",
                                                 "recent posts",
                                                 "trending",
                                                 "trending now",
                                                 "latest news",
                                                 "more on this topic",
                                                 "see also",
                                                 "相关阅读",
                                                 "相关文章",
                                                 "相关新闻",
                                                 "相关推荐",
                                                 "推荐阅读",
                                                 "延伸阅读",
                                                 "热门文章",
                                                 "热门推荐",
                                                 "猜你喜欢",
                                                 "最新文章",
                                                 "更多文章",
                                                 "相關閱讀",
                                                 "相關文章",
                                                 "相關新聞",
                                                 "推薦閱讀",
                                                 "延伸閱讀",
                                                 "熱門文章",
                                                 "最新文章",
                                                 "你可能感興趣",
                                                 "你可能也喜歡"};

// Lower case, white space folded, punctuation and marks at both ends left out. Of a fixed size: a
// longer line is no phrase.
class Key {
 public:
  explicit Key(std::string_view line) {
    bool space = false;
    for (size_t at = 0; at < line.size();) {
      const size_t from = at;
      const auto byte = static_cast<unsigned char>(line[at]);
      if (byte < 0x80) {
        ++at;
        if ((byte | 0x20) >= 'a' && (byte | 0x20) <= 'z') {
          if (!Put(&space, static_cast<char>(byte | 0x20))) return;
        } else if (byte >= '0' && byte <= '9') {
          if (!Put(&space, static_cast<char>(byte))) return;
        } else if ((byte == '\'' || byte == '?' || byte == '&' || byte == '-') && size_ > 0) {
          if (!Put(&space, static_cast<char>(byte))) return;
        } else {
          space = size_ > 0;
        }
        continue;
      }
      const char32_t c = text::NextCodePoint(line, &at);
      if (c == 0x2019 && size_ > 0) {
        if (!Put(&space, '\'')) return;
      } else if (text::IsWhiteSpace(c) || c == 0xFF1A || c == 0xFF1F || c == 0x2026 ||
                 c == 0x203A || c == 0xBB) {
        space = size_ > 0;
      } else if (text::IsLatinLetter(c) || (c > 0x3040 && (c < 0xFF01 || c > 0xFF0F))) {
        for (size_t i = from; i < at; ++i) {
          if (!Put(&space, line[i])) return;
        }
      }
    }
    while (size_ > 0 && (buffer_[size_ - 1] == '?' || buffer_[size_ - 1] == '-')) --size_;
  }

  std::string_view view() const { return {buffer_.data(), size_}; }

 private:
  bool Put(bool* space, char c) {
    if (size_ + 2 > buffer_.size()) {
      size_ = 0;
      return false;
    }
    if (std::exchange(*space, false)) buffer_[size_++] = ' ';
    buffer_[size_++] = c;
    return true;
  }

  std::array<char, 56> buffer_;
  size_t size_ = 0;
};

// Without a count at either end: "3 comments", 评论 12.
std::string_view WithoutCount(std::string_view key) {
  const auto is_count = [](char c) { return (c >= '0' && c <= '9') || c == ' '; };
  while (!key.empty() && is_count(key.front())) key.remove_prefix(1);
  while (!key.empty() && is_count(key.back())) key.remove_suffix(1);
  return key;
}

using PhraseTable = std::unordered_map<std::string_view, const Phrase*>;
const PhraseTable& Phrases() {
  static const PhraseTable* const table = [] {
    auto* made = new PhraseTable();
    for (const Phrase& phrase : kPhrases) made->emplace(phrase.text, &phrase);
    return made;
  }();
  return *table;
}

using PhraseSet = std::unordered_set<std::string_view>;
const PhraseSet& CommentsHeadings() {
  static const PhraseSet* const set =
      new PhraseSet(std::begin(kCommentsHeadings), std::end(kCommentsHeadings));
  return *set;
}
const PhraseSet& RelatedHeadings() {
  static const PhraseSet* const set =
      new PhraseSet(std::begin(kRelatedHeadings), std::end(kRelatedHeadings));
  return *set;
}

// Lines that vary: a verb of the form and what it asks for ("leave a response", "show all
// comments").
std::string_view PatternReason(std::string_view key, bool at_edge) {
  const size_t first_end = std::min(key.find(' '), key.size());
  const std::string_view first = key.substr(0, first_end);
  const size_t last_begin = key.rfind(' ') == std::string_view::npos ? 0 : key.rfind(' ') + 1;
  const std::string_view last = key.substr(last_begin);
  const auto words = std::count(key.begin(), key.end(), ' ') + 1;
  const auto is = [](std::string_view word, std::initializer_list<std::string_view> set) {
    return std::find(set.begin(), set.end(), word) != set.end();
  };
  if (words >= 2 && words <= 5 &&
      is(first, {"post", "leave", "write", "add", "submit", "make", "view", "show", "load", "see",
                 "hide"}) &&
      is(last, {"comment", "comments", "reply", "replies", "response", "responses"})) {
    return "comment form";
  }
  if (words >= 2 && words <= 4 && is(first, {"view", "show", "load", "see", "read", "browse"}) &&
      is(last, {"more", "all", "posts", "articles", "stories"})) {
    return "navigation";
  }
  if (!at_edge) return {};
  if (words >= 2 && words <= 8 && is(first, {"subscribe", "unsubscribe"})) return "subscription";
  if (words <= 8 && (key.starts_with("posted in ") || key.starts_with("filed under ") ||
                     key.starts_with("tagged "))) {
    return "categories";
  }
  return {};
}

}  // namespace

std::string_view FurnitureReason(std::string_view line, bool at_edge) {
  if (line.size() > kPhraseBytes) return {};
  if (line.starts_with("©")) return "copyright";
  const Key key(line);
  if (key.view().empty()) return {};
  const auto found = Phrases().find(key.view());
  if (found != Phrases().end() && (at_edge || !found->second->edge_only)) {
    return found->second->reason;
  }
  if (key.view().starts_with("copyright ") || key.view().ends_with("all rights reserved")) {
    return "copyright";
  }
  return EndOf(line) == LineEnd::kSentence ? std::string_view()
                                           : PatternReason(key.view(), at_edge);
}

bool IsCommentsHeading(std::string_view line) {
  if (line.size() > kHeadingBytes) return false;
  const Key key(line);
  return CommentsHeadings().contains(WithoutCount(key.view()));
}

bool IsRelatedHeading(std::string_view line) {
  if (line.size() > kHeadingBytes) return false;
  const Key key(line);
  return RelatedHeadings().contains(key.view());
}

}  // namespace parallax::parse
