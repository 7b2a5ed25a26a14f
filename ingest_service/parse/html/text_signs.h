// What the words of one piece of text say about its role: counts of words and punctuation, and
// whether it opens like a share bar, a list of related articles, a copyright notice, a byline …, in
// English and Chinese.
#ifndef PARALLAX_INGEST_SERVICE_PARSE_HTML_TEXT_SIGNS_H_
#define PARALLAX_INGEST_SERVICE_PARSE_HTML_TEXT_SIGNS_H_

#include <cstdint>
#include <string_view>

namespace parallax::parse_html {

enum Sign : uint32_t {
  kSignRelated,      // "Related articles", "相关阅读"
  kSignShare,        // "Share this", "分享到"
  kSignComment,      // "12 comments", "发表评论"
  kSignCopyright,    // "© 2024", "版权所有"
  kSignSubscribe,    // "Sign up for our newsletter", "订阅"
  kSignByline,       // "By …", "责任编辑：…"
  kSignDate,         // a date stands in it
  kSignAdvertising,  // "Advertisement", "广告"
  kSignTags,         // "Tags:", "标签"
  kSignLogin,        // "Log in", "登录"
  kSignCredit,       // "Photo: …", "图片来源"
  kSignMore,         // "Read more", "Load more", "查看更多"
  kSignNavigation,   // "Home", "Back to top", "上一篇"
  kSignSource,       // "Source: …", "来源："
  kSignReading,      // "5 min read", "阅读 1234"
  kSignCookie,       // "We use cookies"
  kSignContact,      // "Contact us", "联系我们"
  kSignAbout,        // "About the author", "作者简介"
  kSignPrice,        // "$12.99", "¥88"
  kSignDisclosure,   // "This post may contain affiliate links", "免责声明"
  kSignContents,     // "Table of contents", "目录"
  kSignCount,
};

constexpr uint32_t SignBit(Sign s) { return 1u << s; }

struct TextSigns {
  int32_t bytes = 0;
  int32_t words = 0;          // a Han character counts as half a word
  int32_t sentence_ends = 0;  // . ! ? 。！？ before white space or the end
  int32_t commas = 0;
  int32_t digits = 0;
  int32_t capitals = 0;    // words that begin with one
  int32_t separators = 0;  // | » · / between words
  int32_t han = 0;         // characters
  bool ends_sentence = false;
  bool ends_colon = false;
  bool starts_lower = false;
  uint32_t signs = 0;
};

// Linear in the text; the words of signs are looked for in its first 160 bytes only.
TextSigns ReadTextSigns(std::string_view text);

}  // namespace parallax::parse_html

#endif  // PARALLAX_INGEST_SERVICE_PARSE_HTML_TEXT_SIGNS_H_
