#include "ingest_service/parse/html/page_hints.h"

#include <algorithm>
#include <string>

#include "ingest_service/parse/html/json_values.h"

namespace parallax::parse_html {
namespace {

constexpr size_t kMaxScriptBytes = 400000;
constexpr int kMaxDescriptions = 4;  // of one script: later ones are of other things

// Programs that run discussion boards, as they name themselves.
bool IsForumSoftware(std::string_view text) {
  std::string lower(text.substr(0, 400));
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c | 32);
  }
  for (std::string_view name :
       {"phpbb", "xenforo", "vbulletin", "discourse", "invision", "nodebb", "flarum", "mybb",
        "vanilla", "discuz", "ips_", "ipb", "forum", "question-page", "thread"}) {
    if (lower.find(name) != std::string::npos) return true;
  }
  return false;
}

// Whether a word stands in a list of words separated by blanks.
bool In(std::string_view list, std::string_view word) {
  for (size_t at = list.find(word); at != std::string_view::npos; at = list.find(word, at + 1)) {
    if ((at == 0 || list[at - 1] == ' ') &&
        (at + word.size() == list.size() || list[at + word.size()] == ' ')) {
      return !word.empty();
    }
  }
  return false;
}

// Words by which content management systems, shops and boards sort their addresses.
void ReadSegment(std::string_view segment, PageHints* hints) {
  std::string word(segment.substr(0, segment.find('.')).substr(0, 40));
  for (char& c : word) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c | 32);
  }
  hints->listing_url |=
      In("category categories collections collection tag tags c search browse archive archives "
         "list listing listings results explore catalog plist s cat shop-by jobs events",
         word);
  hints->product_url |= In("product products p dp itm item items pd prod shop buy sku goods", word);
  hints->forum_url |=
      In("thread threads forum forums topic topics t comments questions question viewtopic "
         "showthread discussion discussions community board boards bbs viewthread ask answers "
         "tiezi luntan",
         word);
  hints->documentation_url |=
      In("docs doc documentation reference api manual wiki help guide guides learn tutorial "
         "tutorials library stable latest en-us",
         word);
  hints->article_url |= In("blog blogs news article articles story stories post posts magazine "
                           "opinion insights resources",
                           word) ||
                        (word.size() == 4 && (word.starts_with("20") || word.starts_with("19")) &&
                         word.find_first_not_of("0123456789") == std::string::npos);
}

void ReadUrl(std::string_view url, PageHints* hints) {
  const size_t scheme = url.find("://");
  if (scheme == std::string_view::npos) return;
  url.remove_prefix(scheme + 3);
  url = url.substr(0, url.find_first_of("?#"));
  const size_t slash = url.find('/');
  const std::string_view host = url.substr(0, slash);
  const std::string_view first = host.substr(0, host.find('.'));
  hints->forum_url |= In("forum forums community discuss discourse bbs board boards answers ask "
                         "talk",
                         first) ||
                      host.find("forum") != std::string_view::npos;
  hints->documentation_url |=
      In("docs doc documentation developer developers help support wiki "
         "api",
         first);
  hints->article_url |= In("blog blogs news", first);
  std::string_view path = slash == std::string_view::npos ? std::string_view() : url.substr(slash);
  int segments = 0;
  std::string_view last;
  while (!path.empty()) {
    path.remove_prefix(1);
    const std::string_view segment = path.substr(0, path.find('/'));
    path.remove_prefix(segment.size());
    if (segment.empty()) continue;
    ++segments;
    last = segment;
    ReadSegment(segment, hints);
  }
  hints->path_segments = std::min(segments, 10);
  hints->last_segment_words =
      last.empty() ? 0
                   : static_cast<int32_t>(1 + std::count(last.begin(), last.end(), '-') +
                                          std::count(last.begin(), last.end(), '_'));
}

// The value of every "@type" in a JSON-LD script, without reading it as JSON.
void ReadTypes(std::string_view json, PageHints* hints) {
  json = json.substr(0, kMaxScriptBytes);
  for (size_t at = json.find("\"@type\""); at != std::string_view::npos;
       at = json.find("\"@type\"", at + 7)) {
    const std::string_view value = json.substr(at + 7, 60);
    const size_t open = value.find('"');
    if (open == std::string_view::npos) continue;
    const std::string_view type = value.substr(open + 1, value.find('"', open + 1) - open - 1);
    if (type.ends_with("Article") || type == "BlogPosting" || type == "Report") {
      hints->article = true;
    } else if (type == "Product" || type == "ProductGroup") {
      hints->product = true;
    } else if (type == "DiscussionForumPosting" || type == "QAPage" || type == "Question") {
      hints->forum |= type != "Question";
      hints->faq |= type == "Question";
    } else if (type == "CollectionPage" || type == "ItemList" || type == "SearchResultsPage") {
      hints->listing = true;
    } else if (type == "FAQPage") {
      hints->faq = true;
    }
  }
}

// The text of a member of a JSON-LD script, without reading it as JSON; at most `most` of them.
void ReadMember(std::string_view json, std::string_view key, int most, std::string* out) {
  json = json.substr(0, kMaxScriptBytes);
  for (size_t at = json.find(key); at != std::string_view::npos && most > 0;
       at = json.find(key, at)) {
    at += key.size();
    while (at < json.size() && (json[at] == ' ' || json[at] == ':' || json[at] == '\n')) ++at;
    if (at >= json.size() || json[at] != '"') continue;
    const size_t begin = ++at;
    while (at < json.size() && json[at] != '"') at += json[at] == '\\' ? 2 : 1;
    if (at >= json.size()) return;
    --most;
    *out += JsonText(json.substr(begin, at - begin));
    out->push_back('\n');
  }
}

}  // namespace

PageHints ReadPageHints(const Dom& dom, std::string_view source_uri) {
  PageHints hints;
  std::string_view canonical, og_url, og_title, title;
  for (int32_t i = 0; i < dom.size(); ++i) {
    switch (dom[i].tag) {
      case GUMBO_TAG_META: {
        const std::string_view name = dom.HasAttribute(i, "property") ? dom.Attribute(i, "property")
                                                                      : dom.Attribute(i, "name");
        const std::string_view content = dom.Attribute(i, "content");
        if (name == "og:type") {
          hints.article |= content == "article";
          hints.product |= content.starts_with("product");
        } else if (name == "og:url" && og_url.empty()) {
          og_url = content;
        } else if (name == "og:title" && og_title.empty()) {
          og_title = content;
        } else if (name == "description" || name == "og:description") {
          hints.description.append(content).push_back('\n');
        } else if (name == "generator") {
          hints.forum |= IsForumSoftware(content);
        } else if (name.starts_with("article:published")) {
          hints.article = true;
        }
        break;
      }
      case GUMBO_TAG_BODY: {
        // WordPress and its kin name the kind of page on <body>.
        const std::string_view names = dom.Attribute(i, "class");
        if (names.find("single") != std::string_view::npos) hints.article = true;
        if (names.find("archive") != std::string_view::npos ||
            names.find("category") != std::string_view::npos) {
          hints.listing = true;
        }
        if (names.find("product") != std::string_view::npos) hints.product = true;
        if (IsForumSoftware(names) || IsForumSoftware(dom.Attribute(i, "id"))) hints.forum = true;
        break;
      }
      case GUMBO_TAG_LINK:
        if (canonical.empty() && dom.Attribute(i, "rel") == "canonical") {
          canonical = dom.Attribute(i, "href");
        }
        break;
      case GUMBO_TAG_TITLE:
        if (title.empty() && dom[i].end > i + 1 && dom[i + 1].is_text) {
          title = dom[i + 1].source->v.text.text;
        }
        break;
      case GUMBO_TAG_SCRIPT:
        if (dom[i].end > i + 1 && dom.Attribute(i, "type") == "application/ld+json") {
          const std::string_view json = dom[i + 1].source->v.text.text;
          ReadTypes(json, &hints);
          if (hints.body.empty()) ReadMember(json, "\"articleBody\"", 1, &hints.body);
          ReadMember(json, "\"description\"", kMaxDescriptions, &hints.description);
        }
        break;
      default:
        break;
    }
    if (!dom[i].is_text && dom[i].source->type == GUMBO_NODE_ELEMENT) {
      const std::string_view type = dom.Attribute(i, "itemtype");
      if (type.ends_with("/QAPage") || type.ends_with("/DiscussionForumPosting")) {
        hints.forum = true;
      } else if (type.ends_with("/Product")) {
        hints.product = true;
      } else if (type.ends_with("Article") || type.ends_with("/BlogPosting")) {
        hints.article = true;
      }
    }
  }
  hints.title = std::string(og_title.empty() ? title : og_title);
  ReadUrl(!canonical.empty() ? canonical : !og_url.empty() ? og_url : source_uri, &hints);
  return hints;
}

}  // namespace parallax::parse_html
