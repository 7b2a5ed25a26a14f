#include "ingest_service/parse/html/cues.h"

#include <array>
#include <cstring>
#include <string>
#include <vector>

namespace parallax::parse_html {
namespace {

struct CueWords {
  uint32_t cues;
  const char* words;  // separated by blanks
};

constexpr uint32_t B(Cue c) { return CueBit(c); }

// Words that mean something alone.
constexpr CueWords kWords[] = {
    {B(kCueArticle),
     "article post story entry hentry news blog blogpost articles single permalink longform "
     "wenzhang xinwen wz artical"},
    {B(kCueContent),
     "articlebody entrycontent postcontent postbody storybody articlecontent articletext richtext "
     "wysiwyg prose bodytext maintext bodycopy storytext maincontent blogcontent newscontent "
     "contentbody zhengwen neirong articlecon artcontent contenttext articlemain editor ueditor "
     "rte fulltext postarticle markdown articledetail newsdetail"},
    {B(kCueNavigation),
     "nav navbar navigation menu menus submenu megamenu dropdown breadcrumb breadcrumbs crumb "
     "crumbs breadcrumblist pagination pager paging paginate pagenav pagelinks prevnext nextprev "
     "previous skip skiplink sitemap tabs navi mainnav topnav subnav sidenav daohang caidan "
     "mianbaoxie location position weizhi crm"},
    {B(kCueFooter),
     "footer foot colophon copyright legal bottom footnav siteinfo banquan dibu yejiao"},
    {B(kCueHeader),
     "header masthead topbar banner hero head toubu pageheader siteheader navheader"},
    {B(kCueSidebar),
     "sidebar aside side rail sidecolumn secondary rightcol leftcol rightbar widget widgets "
     "complementary rightside sidecol rightrail cebian youce zuoce"},
    {B(kCueShare),
     "share sharing sharebar social socials addthis sharethis sharedaddy addtoany follow facebook "
     "twitter whatsapp linkedin pinterest weibo weixin bdsharebuttonbox bdshare jiathis shares "
     "sharer fenxiang like likes qrcode erweima a2a sociable reactions tweet"},
    {B(kCueRelated),
     "related recommend recommended recommendation recommendations recommends more popular "
     "trending "
     "similar readnext upnext latest recent outbrain taboola mostread mostpopular suggested "
     "suggestions yarpp jp teaser teasers readmore morestories seealso alsoread relatednews "
     "relatedposts relatedarticles xiangguan tuijian remen guess interested discover morefrom "
     "promo promos promotion evergreen hotnews hot rank ranking paihang jingxuan "
     "recirc recirculation onward zergnet revcontent nextpost prevpost "},
    {B(kCueComment),
     "comment comments commentlist commentarea commentform respond reply replies disqus livefyre "
     "commenting commentary viafoura coral pinglun liuyan commenter responses hyvor isso "
     "discussion gigya fbcomments"},
    {B(kCueAdvertising),
     "ad ads adv advert adverts advertise advertisement advertising adsense adslot adsbygoogle "
     "sponsor sponsors sponsored sponsorship dfp gpt adunit adbox adwrap adcontainer guanggao "
     "affiliate banners adblock leaderboard mpu gg taboola outbrain"},
    {B(kCueSignup),
     "newsletter newsletters subscribe subscription subscribebox signup optin mailchimp cta "
     "paywall "
     "register registration login signin mailinglist mc convertkit donate donation "
     "membership regwall piano leadgen callout freetrial download appdownload dingyue form "
     "hubspot hbspt newslettersignup hsform mailpoet donatebox support"},
    {B(kCueAuthor),
     "author authors byline bylines bio authorbio biography contributor contributors writer "
     "authorbox authorinfo abouttheauthor profile avatar zuozhe vcard reporter attribution"},
    {B(kCueDateline),
     "meta metadata date time timestamp published posted postmeta entrymeta category categories "
     "kicker eyebrow dateline pubdate info published laiyuan source readtime readingtime "
     "articlemeta articleinfo section bianji updated lastupdated views viewcount"},
    {B(kCueTags),
     "tag tags taglist tagged labels topics topic keywords tagcloud categorylist biaoqian hashtag "
     "hashtags posttags"},
    {B(kCueCaption),
     "caption captions figcaption credit credits imagecaption photocredit wpcaption legend "
     "imagecredit photocaption piccaption tushuo"},
    {B(kCueConsent),
     "cookie cookies consent gdpr ccpa privacy modal popup overlay lightbox dialog onetrust "
     "cookiebar notification toast tooltip popover alertbar interstitial drawer offcanvas cmp "
     "disclaimer disclosure tanchuang"},
    {B(kCueHidden),
     "hidden hide invisible screenreader sronly visuallyhidden noprint offscreen none "
     "screenreadertext visually print displaynone noshow"},
    {B(kCueTools),
     "tools toolbar toolbox print printer fontsize controls player audio listen search searchform "
     "searchbox button buttons btn bookmark save copy clipboard report feedback rating ratings "
     "vote "
     "votes helpful translate language languages switcher filter filters sort sorting dashang zan "
     "dianzan shoucang edit editlink"},
    {B(kCueCard),
     "card cards tile tiles grid list listing listings item items feed archive results result "
     "thumbnail thumb thumbs loop collection river"},
    {B(kCueForum),
     "thread threads forum message messages msg bbs postbody reply answer answers question "
     "questions topic conversation userpost postrow replies postbit luntan tiezi huifu"},
    {B(kCueProduct),
     "product products price prices sku cart buy purchase shop shopping specs specification "
     "specifications description variant variants shipping basket checkout addtocart stock "
     "wishlist"},
    {B(kCueTitle),
     "title headline heading subtitle subheadline biaoti entrytitle posttitle pagetitle headings"},
    {B(kCueSummary),
     "summary excerpt deck dek standfirst lead lede intro introduction abstract subtitle subhead "
     "synopsis tldr highlights keypoints takeaways zhaiyao daodu preview"},
    {B(kCueNotes), "footnote footnotes reference references reflist citation citations endnotes"},
    {B(kCueContents),
     "toc tableofcontents eztoc lwptoc onthispage jumplinks scrollspy outline mulu anchors"},
    {B(kCueGallery), "gallery slideshow carousel slider swiper slick slides slide video media"},
    {B(kCueReview), "review reviews testimonial testimonials quote ratings customers"},
    {B(kCueQuestion), "faq faqs accordion accordions collapse collapsible panel qa"},
};

// Pairs of words in one name: any of the first with any of the second.
constexpr const char* kHolder =
    "article post entry story news blog page main single detail details text rich body content "
    "art info show cms doc td node field view arc newscontent trs";
constexpr const char* kHeld =
    "body content text copy main inner paragraph paragraphs con contents txt editor wrapper html";

struct Slot {
  std::string_view word;
  uint32_t cues = 0;
  uint8_t pair = 0;  // 1: holder, 2: held
};

class WordTable {
 public:
  WordTable() {
    for (const CueWords& list : kWords) Add(list.words, list.cues, 0);
    Add(kHolder, 0, 1);
    Add(kHeld, 0, 2);
  }
  const Slot* Find(std::string_view word) const {
    for (size_t h = Hash(word);; ++h) {
      const Slot& s = slots_[h % slots_.size()];
      if (s.word.empty()) return nullptr;
      if (s.word == word) return &s;
    }
  }

 private:
  static size_t Hash(std::string_view w) {
    uint32_t h = 2166136261u;
    for (char c : w) h = (h ^ static_cast<unsigned char>(c)) * 16777619u;
    return h;
  }
  void Add(std::string_view words, uint32_t cues, uint8_t pair) {
    while (!words.empty()) {
      const size_t blank = words.find(' ');
      const std::string_view word = words.substr(0, blank);
      words = blank == std::string_view::npos ? std::string_view() : words.substr(blank + 1);
      if (word.empty()) continue;
      size_t h = Hash(word);
      while (!slots_[h % slots_.size()].word.empty() && slots_[h % slots_.size()].word != word) ++h;
      Slot& s = slots_[h % slots_.size()];
      s.word = word;
      s.cues |= cues;
      s.pair |= pair;
    }
  }
  std::array<Slot, 4096> slots_;
};

const WordTable& Words() {
  static const WordTable* table = new WordTable();
  return *table;
}

bool IsLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool IsUpper(char c) { return c >= 'A' && c <= 'Z'; }

}  // namespace

uint32_t CuesOfName(std::string_view value) {
  const WordTable& table = Words();
  uint32_t cues = 0;
  char word[24];
  size_t at = 0;
  value = value.substr(0, 512);
  while (at < value.size()) {
    // One name: up to white space.
    uint8_t pairs = 0;
    bool two_roles = false;
    while (at < value.size() && value[at] != ' ' && value[at] != '\n' && value[at] != '\t') {
      if (!IsLetter(value[at])) {
        ++at;
        continue;
      }
      size_t n = 0;
      do {
        const char c = value[at];
        if (n < sizeof(word)) word[n++] = static_cast<char>(c | 32);
        ++at;
      } while (at < value.size() && IsLetter(value[at]) &&
               !(IsUpper(value[at]) && !IsUpper(value[at - 1])));
      const Slot* slot = table.Find({word, n});
      if (slot == nullptr) continue;
      cues |= slot->cues;
      if ((pairs & slot->pair) == 0 && pairs != 0 && slot->pair != 0) two_roles = true;
      if (pairs != 0 && slot->pair == 3) two_roles = true;
      if (pairs == 3 && slot->pair != 0) two_roles = true;
      pairs |= slot->pair;
    }
    if (two_roles && pairs == 3) cues |= B(kCueContent);
    ++at;
  }
  return cues;
}

uint32_t CuesOfElement(const Dom& dom, int32_t node) {
  const Node& n = dom[node];
  if (n.is_text || n.source->type == GUMBO_NODE_DOCUMENT) return 0;
  uint32_t cues = 0;
  const GumboVector& list = n.source->v.element.attributes;
  for (unsigned k = 0; k < list.length; ++k) {
    const auto* a = static_cast<const GumboAttribute*>(list.data[k]);
    const char* name = a->name;
    if (std::strcmp(name, "class") == 0 || std::strcmp(name, "id") == 0 ||
        std::strcmp(name, "role") == 0 || std::strcmp(name, "itemprop") == 0 ||
        std::strcmp(name, "data-component") == 0 || std::strcmp(name, "data-testid") == 0 ||
        std::strcmp(name, "aria-label") == 0) {
      cues |= CuesOfName(a->value);
    } else if (std::strcmp(name, "hidden") == 0) {
      cues |= B(kCueHidden);
    } else if (std::strcmp(name, "aria-hidden") == 0 && std::strcmp(a->value, "true") == 0) {
      cues |= B(kCueHidden);
    } else if (std::strcmp(name, "style") == 0) {
      const std::string_view style(a->value);
      const size_t at = style.find("display");
      if (at != std::string_view::npos) {
        size_t p = at + 7;
        while (p < style.size() && (style[p] == ' ' || style[p] == ':')) ++p;
        if (style.substr(p, 4) == "none") cues |= B(kCueHidden);
      }
    }
  }
  switch (n.tag) {
    case GUMBO_TAG_NAV:
      cues |= B(kCueNavigation);
      break;
    case GUMBO_TAG_FOOTER:
      cues |= B(kCueFooter);
      break;
    case GUMBO_TAG_HEADER:
      cues |= B(kCueHeader);
      break;
    case GUMBO_TAG_ASIDE:
      cues |= B(kCueSidebar);
      break;
    case GUMBO_TAG_ARTICLE:
      cues |= B(kCueArticle);
      break;
    case GUMBO_TAG_FIGCAPTION:
      cues |= B(kCueCaption);
      break;
    default:
      break;
  }
  return cues;
}

}  // namespace parallax::parse_html
