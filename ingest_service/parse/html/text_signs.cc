#include "ingest_service/parse/html/text_signs.h"

#include <algorithm>
#include <cstring>

namespace parallax::parse_html {
namespace {

struct Phrase {
  std::string_view text;  // lower case
  Sign sign;
  bool at_start;  // only where the text begins with it
};

constexpr Phrase kPhrases[] = {
    {"related", kSignRelated, true},
    {"read next", kSignRelated, true},
    {"read also", kSignRelated, true},
    {"also read", kSignRelated, true},
    {"see also", kSignRelated, true},
    {"recommended", kSignRelated, true},
    {"you may also", kSignRelated, true},
    {"you might also", kSignRelated, true},
    {"you might like", kSignRelated, true},
    {"more from", kSignRelated, true},
    {"more stories", kSignRelated, true},
    {"more articles", kSignRelated, true},
    {"more on", kSignRelated, true},
    {"more news", kSignRelated, true},
    {"more in", kSignRelated, true},
    {"more:", kSignRelated, true},
    {"latest", kSignRelated, true},
    {"recent posts", kSignRelated, true},
    {"recent articles", kSignRelated, true},
    {"popular", kSignRelated, true},
    {"most read", kSignRelated, true},
    {"most popular", kSignRelated, true},
    {"trending", kSignRelated, true},
    {"similar", kSignRelated, true},
    {"keep reading", kSignRelated, true},
    {"don't miss", kSignRelated, true},
    {"editor's picks", kSignRelated, true},
    {"featured", kSignRelated, true},
    {"next article", kSignRelated, true},
    {"next post", kSignRelated, true},
    {"previous post", kSignRelated, true},
    {"previous article", kSignRelated, true},
    {"相关", kSignRelated, true},
    {"相關", kSignRelated, true},
    {"延伸阅读", kSignRelated, true},
    {"延伸閱讀", kSignRelated, true},
    {"推荐", kSignRelated, true},
    {"推薦", kSignRelated, true},
    {"猜你喜欢", kSignRelated, true},
    {"热门", kSignRelated, true},
    {"熱門", kSignRelated, true},
    {"最新", kSignRelated, true},
    {"为你推荐", kSignRelated, true},
    {"更多精彩", kSignRelated, true},
    {"share", kSignShare, true},
    {"tweet", kSignShare, true},
    {"follow us", kSignShare, false},
    {"follow ", kSignShare, true},
    {"facebook", kSignShare, true},
    {"twitter", kSignShare, true},
    {"email", kSignShare, true},
    {"print", kSignShare, true},
    {"copy link", kSignShare, true},
    {"whatsapp", kSignShare, true},
    {"linkedin", kSignShare, true},
    {"pinterest", kSignShare, true},
    {"分享", kSignShare, true},
    {"扫一扫", kSignShare, false},
    {"扫码", kSignShare, false},
    {"微信", kSignShare, true},
    {"comment", kSignComment, true},
    {" comments", kSignComment, false},
    {"leave a ", kSignComment, true},
    {"post a comment", kSignComment, true},
    {"reply", kSignComment, true},
    {"join the conversation", kSignComment, false},
    {"join the discussion", kSignComment, false},
    {"your email address will not", kSignComment, true},
    {"评论", kSignComment, true},
    {"評論", kSignComment, true},
    {"发表评论", kSignComment, false},
    {"留言", kSignComment, true},
    {"网友评论", kSignComment, false},
    {"回复", kSignComment, true},
    {"©", kSignCopyright, false},
    {"copyright", kSignCopyright, false},
    {"all rights reserved", kSignCopyright, false},
    {"版权", kSignCopyright, false},
    {"版權", kSignCopyright, false},
    {"未经授权", kSignCopyright, false},
    {"转载", kSignCopyright, false},
    {"轉載", kSignCopyright, false},
    {"icp备", kSignCopyright, false},
    {"subscribe", kSignSubscribe, false},
    {"newsletter", kSignSubscribe, false},
    {"sign up", kSignSubscribe, false},
    {"订阅", kSignSubscribe, false},
    {"訂閱", kSignSubscribe, false},
    {"关注我们", kSignSubscribe, false},
    {"关注公众号", kSignSubscribe, false},
    {"by ", kSignByline, true},
    {"written by", kSignByline, true},
    {"posted by", kSignByline, true},
    {"author:", kSignByline, true},
    {"story by", kSignByline, true},
    {"作者", kSignByline, true},
    {"责任编辑", kSignByline, false},
    {"責任編輯", kSignByline, false},
    {"责编", kSignByline, false},
    {"编辑：", kSignByline, false},
    {"編輯：", kSignByline, false},
    {"记者", kSignByline, true},
    {"記者", kSignByline, true},
    {"advertisement", kSignAdvertising, true},
    {"sponsored", kSignAdvertising, true},
    {"promoted", kSignAdvertising, true},
    {"广告", kSignAdvertising, true},
    {"廣告", kSignAdvertising, true},
    {"tags", kSignTags, true},
    {"tag:", kSignTags, true},
    {"tagged", kSignTags, true},
    {"topics", kSignTags, true},
    {"filed under", kSignTags, true},
    {"posted in", kSignTags, true},
    {"categories", kSignTags, true},
    {"category", kSignTags, true},
    {"keywords", kSignTags, true},
    {"标签", kSignTags, true},
    {"標籤", kSignTags, true},
    {"关键词", kSignTags, true},
    {"log in", kSignLogin, false},
    {"login", kSignLogin, true},
    {"sign in", kSignLogin, false},
    {"register", kSignLogin, true},
    {"my account", kSignLogin, true},
    {"登录", kSignLogin, false},
    {"登錄", kSignLogin, false},
    {"注册", kSignLogin, true},
    {"photo", kSignCredit, true},
    {"image", kSignCredit, true},
    {"picture:", kSignCredit, true},
    {"credit:", kSignCredit, false},
    {"courtesy", kSignCredit, false},
    {"getty", kSignCredit, false},
    {"图片来源", kSignCredit, false},
    {"图源", kSignCredit, false},
    {"资料图", kSignCredit, false},
    {"摄", kSignCredit, false},
    {"read more", kSignMore, true},
    {"learn more", kSignMore, true},
    {"load more", kSignMore, true},
    {"show more", kSignMore, true},
    {"see more", kSignMore, true},
    {"view all", kSignMore, true},
    {"view more", kSignMore, true},
    {"see all", kSignMore, true},
    {"continue reading", kSignMore, true},
    {"click here", kSignMore, true},
    {"expand", kSignMore, true},
    {"查看更多", kSignMore, false},
    {"阅读更多", kSignMore, false},
    {"点击", kSignMore, true},
    {"展开", kSignMore, true},
    {"home", kSignNavigation, true},
    {"back to", kSignNavigation, true},
    {"skip to", kSignNavigation, true},
    {"menu", kSignNavigation, true},
    {"search", kSignNavigation, true},
    {"next", kSignNavigation, true},
    {"previous", kSignNavigation, true},
    {"prev", kSignNavigation, true},
    {"close", kSignNavigation, true},
    {"首页", kSignNavigation, true},
    {"首頁", kSignNavigation, true},
    {"上一篇", kSignNavigation, false},
    {"下一篇", kSignNavigation, false},
    {"返回", kSignNavigation, true},
    {"当前位置", kSignNavigation, false},
    {"source:", kSignSource, true},
    {"sources:", kSignSource, true},
    {"via ", kSignSource, true},
    {"来源", kSignSource, true},
    {"來源", kSignSource, true},
    {"原标题", kSignSource, false},
    {"min read", kSignReading, false},
    {"minute read", kSignReading, false},
    {"minutes read", kSignReading, false},
    {"reading time", kSignReading, false},
    {" views", kSignReading, false},
    {"阅读", kSignReading, true},
    {"浏览", kSignReading, false},
    {"点击数", kSignReading, false},
    {"字号", kSignReading, false},
    {"cookie", kSignCookie, false},
    {"privacy policy", kSignCookie, false},
    {"terms of", kSignCookie, false},
    {"隐私", kSignCookie, false},
    {"contact", kSignContact, true},
    {"about us", kSignContact, true},
    {"联系我们", kSignContact, false},
    {"关于我们", kSignContact, false},
    {"about the author", kSignAbout, false},
    {"about author", kSignAbout, false},
    {" is a freelance", kSignAbout, false},
    {" is a writer", kSignAbout, false},
    {" is the author", kSignAbout, false},
    {"作者简介", kSignAbout, false},
    {"作者簡介", kSignAbout, false},
    {"affiliate", kSignDisclosure, false},
    {"disclaimer", kSignDisclosure, false},
    {"disclosure", kSignDisclosure, false},
    {"we may earn", kSignDisclosure, false},
    {"commission", kSignDisclosure, false},
    {"免责声明", kSignDisclosure, false},
    {"免責聲明", kSignDisclosure, false},
    {"声明", kSignDisclosure, true},
    {"特别声明", kSignDisclosure, false},
    {"table of contents", kSignContents, false},
    {"contents", kSignContents, true},
    {"in this article", kSignContents, true},
    {"on this page", kSignContents, true},
    {"jump to", kSignContents, true},
    {"目录", kSignContents, true},
    {"目錄", kSignContents, true},
    {"add to cart", kSignPrice, false},
    {"out of stock", kSignPrice, false},
    {"加入购物车", kSignPrice, false},
};

constexpr size_t kWindowBytes = 160;

constexpr unsigned char Lower(unsigned char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<unsigned char>(c | 32) : c;
}

// The phrases by their first byte, so that a position costs one look-up.
struct PhraseIndex {
  uint16_t begin[257] = {};
  Phrase sorted[std::size(kPhrases)];
  PhraseIndex() {
    std::copy(std::begin(kPhrases), std::end(kPhrases), sorted);
    std::stable_sort(std::begin(sorted), std::end(sorted), [](const Phrase& a, const Phrase& b) {
      return static_cast<unsigned char>(a.text[0]) < static_cast<unsigned char>(b.text[0]);
    });
    size_t k = 0;
    for (int c = 0; c <= 256; ++c) {
      while (k < std::size(sorted) && static_cast<unsigned char>(sorted[k].text[0]) < c) ++k;
      begin[c] = static_cast<uint16_t>(k);
    }
  }
};

uint32_t ReadPhrases(std::string_view text) {
  static const PhraseIndex* index = new PhraseIndex();
  char window[kWindowBytes];
  const size_t n = std::min(text.size(), kWindowBytes);
  for (size_t i = 0; i < n; ++i) {
    window[i] = static_cast<char>(Lower(static_cast<unsigned char>(text[i])));
  }
  uint32_t signs = 0;
  for (size_t i = 0; i < n; ++i) {
    const auto c = static_cast<unsigned char>(window[i]);
    const bool word_start =
        i == 0 || c >= 0x80 || c == ' ' ||
        !((window[i - 1] >= 'a' && window[i - 1] <= 'z') || window[i - 1] == '-');
    if (!word_start) continue;
    for (uint16_t k = index->begin[c]; k < index->begin[c + 1]; ++k) {
      const Phrase& p = index->sorted[k];
      if ((p.at_start && i != 0) || p.text.size() > n - i) continue;
      if (std::memcmp(window + i, p.text.data(), p.text.size()) == 0) signs |= SignBit(p.sign);
    }
  }
  return signs;
}

constexpr std::string_view kMonths[] = {"jan", "feb", "mar", "apr", "may", "jun",
                                        "jul", "aug", "sep", "oct", "nov", "dec"};

// A year of this age with a month's name, a slash, a dash or 年 beside it.
bool HasDate(std::string_view text) {
  const size_t n = std::min(text.size(), kWindowBytes);
  for (size_t i = 0; i + 4 <= n; ++i) {
    if ((text[i] != '1' || text[i + 1] != '9') && (text[i] != '2' || text[i + 1] != '0')) continue;
    if (text[i + 2] < '0' || text[i + 2] > '9' || text[i + 3] < '0' || text[i + 3] > '9') continue;
    if (i + 4 < n && (text[i + 4] == '-' || text[i + 4] == '/' || text[i + 4] == '.') &&
        i + 5 < n && text[i + 5] >= '0' && text[i + 5] <= '9') {
      return true;
    }
    if (text.substr(i + 4, 3) == "年") return true;
    if (i > 0 && (text[i - 1] == '/' || text[i - 1] == '.')) return true;
    const size_t from = i > 20 ? i - 20 : 0;
    for (size_t k = from; k + 3 <= i; ++k) {
      const char word[3] = {static_cast<char>(Lower(static_cast<unsigned char>(text[k]))),
                            static_cast<char>(Lower(static_cast<unsigned char>(text[k + 1]))),
                            static_cast<char>(Lower(static_cast<unsigned char>(text[k + 2])))};
      for (std::string_view m : kMonths) {
        if (std::string_view(word, 3) == m) return true;
      }
    }
  }
  return false;
}

}  // namespace

TextSigns ReadTextSigns(std::string_view text) {
  TextSigns s;
  s.bytes = static_cast<int32_t>(text.size());
  bool in_word = false;
  const size_t n = text.size();
  for (size_t i = 0; i < n; ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if (c < 0x80) {
      const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      const bool digit = c >= '0' && c <= '9';
      if (letter || digit) {
        if (!in_word) {
          ++s.words;
          if (c >= 'A' && c <= 'Z') ++s.capitals;
        }
        in_word = true;
        if (digit) ++s.digits;
        continue;
      }
      if (c != '\'') in_word = false;
      if (c == '.' || c == '!' || c == '?') {
        if (i + 1 == n || text[i + 1] == ' ' || text[i + 1] == '\n' || text[i + 1] == '"' ||
            text[i + 1] == ')') {
          ++s.sentence_ends;
        }
      } else if (c == ',') {
        ++s.commas;
      } else if (c == '|' || c == '/') {
        ++s.separators;
      }
      continue;
    }
    if (c >= 0xE4 && c <= 0xE9) {
      ++s.han;
      in_word = false;
      i += 2;
    } else if (c == 0xE3 && i + 2 < n) {
      in_word = false;
      if (text.substr(i, 3) == "。") ++s.sentence_ends;
      if (text.substr(i, 3) == "、") ++s.commas;
      i += 2;
    } else if (c == 0xEF && i + 2 < n) {
      in_word = false;
      const std::string_view w = text.substr(i, 3);
      if (w == "！" || w == "？") ++s.sentence_ends;
      if (w == "，" || w == "；") ++s.commas;
      i += 2;
    } else if (c == 0xC2 && i + 1 < n) {
      in_word = false;
      const std::string_view w = text.substr(i, 2);
      if (w == "·" || w == "»") ++s.separators;
      ++i;
    } else if (c >= 0xC0 && !in_word) {
      if (c < 0xE2) {
        ++s.words;
        in_word = true;
      }
    }
  }
  s.words += s.han / 2;
  if (n > 0) {
    const auto last = static_cast<unsigned char>(text[n - 1]);
    s.ends_sentence = last == '.' || last == '!' || last == '?' || last == '"' ||
                      text.ends_with("。") || text.ends_with("！") || text.ends_with("？") ||
                      text.ends_with("”") || text.ends_with("…") || text.ends_with("；");
    s.ends_colon = last == ':' || text.ends_with("：");
    s.starts_lower = text[0] >= 'a' && text[0] <= 'z';
  }
  s.signs = ReadPhrases(text);
  if (s.bytes < 400 && HasDate(text)) s.signs |= SignBit(kSignDate);
  const size_t window = std::min<size_t>(n, 40);
  for (size_t i = 0; i + 1 < window; ++i) {
    if ((text[i] == '$' || text.substr(i, 2) == "£" || text.substr(i, 2) == "¥" ||
         text.substr(i, 3) == "€" || text.substr(i, 3) == "￥") &&
        s.digits > 0 && s.words < 12) {
      s.signs |= SignBit(kSignPrice);
    }
  }
  return s;
}

}  // namespace parallax::parse_html
