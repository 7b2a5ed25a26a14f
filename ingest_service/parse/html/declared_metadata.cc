#include <algorithm>
#include <optional>
#include <string>

#include "core/text/web_address.h"
#include "ingest_service/parse/html/json_values.h"
#include "ingest_service/parse/html/metadata.h"
#include "ingest_service/parse/metadata/byline.h"
#include "ingest_service/parse/metadata/date_text.h"

namespace parallax::parse_html {
namespace {

using record::MetadataField;
using record::MetadataOrigin;

struct MetaName {
  std::string_view name;  // lower case
  MetadataField field;
  MetadataOrigin origin;
  int rank;
};

// Names that publishers use in <meta name=… property=… itemprop=…>: Open Graph, Dublin Core,
// Highwire (citation_*), Parse.ly, Sailthru and those of common content management systems.
constexpr MetaName kMetaNames[] = {
    {"og:title", MetadataField::kTitle, MetadataOrigin::kOpenGraph, 20},
    {"twitter:title", MetadataField::kTitle, MetadataOrigin::kMetaTag, 26},
    {"dc.title", MetadataField::kTitle, MetadataOrigin::kDublinCore, 22},
    {"dcterms.title", MetadataField::kTitle, MetadataOrigin::kDublinCore, 22},
    {"citation_title", MetadataField::kTitle, MetadataOrigin::kMetaTag, 12},
    {"parsely-title", MetadataField::kTitle, MetadataOrigin::kMetaTag, 18},
    {"sailthru.title", MetadataField::kTitle, MetadataOrigin::kMetaTag, 18},
    {"headline", MetadataField::kTitle, MetadataOrigin::kMicrodata, 16},
    {"articletitle", MetadataField::kTitle, MetadataOrigin::kMetaTag, 16},
    {"author", MetadataField::kAuthor, MetadataOrigin::kMetaTag, 20},
    {"article:author", MetadataField::kAuthor, MetadataOrigin::kOpenGraph, 24},
    {"article:author_name", MetadataField::kAuthor, MetadataOrigin::kOpenGraph, 18},
    {"og:article:author", MetadataField::kAuthor, MetadataOrigin::kOpenGraph, 24},
    {"book:author", MetadataField::kAuthor, MetadataOrigin::kOpenGraph, 24},
    {"dc.creator", MetadataField::kAuthor, MetadataOrigin::kDublinCore, 14},
    {"dcterms.creator", MetadataField::kAuthor, MetadataOrigin::kDublinCore, 14},
    {"citation_author", MetadataField::kAuthor, MetadataOrigin::kMetaTag, 8},
    {"parsely-author", MetadataField::kAuthor, MetadataOrigin::kMetaTag, 12},
    {"sailthru.author", MetadataField::kAuthor, MetadataOrigin::kMetaTag, 12},
    {"byl", MetadataField::kAuthor, MetadataOrigin::kMetaTag, 16},
    {"byline", MetadataField::kAuthor, MetadataOrigin::kMetaTag, 16},
    {"authors", MetadataField::kAuthor, MetadataOrigin::kMetaTag, 20},
    {"article:published_time", MetadataField::kPublished, MetadataOrigin::kOpenGraph, 14},
    {"og:published_time", MetadataField::kPublished, MetadataOrigin::kOpenGraph, 16},
    {"og:article:published_time", MetadataField::kPublished, MetadataOrigin::kOpenGraph, 16},
    {"og:release_date", MetadataField::kPublished, MetadataOrigin::kOpenGraph, 26},
    {"date", MetadataField::kPublished, MetadataOrigin::kMetaTag, 24},
    {"pubdate", MetadataField::kPublished, MetadataOrigin::kMetaTag, 18},
    {"publishdate", MetadataField::kPublished, MetadataOrigin::kMetaTag, 18},
    {"publish_date", MetadataField::kPublished, MetadataOrigin::kMetaTag, 18},
    {"publish-date", MetadataField::kPublished, MetadataOrigin::kMetaTag, 18},
    {"published_date", MetadataField::kPublished, MetadataOrigin::kMetaTag, 18},
    {"publication_date", MetadataField::kPublished, MetadataOrigin::kMetaTag, 18},
    {"publicationdate", MetadataField::kPublished, MetadataOrigin::kMetaTag, 18},
    {"originalpublicationdate", MetadataField::kPublished, MetadataOrigin::kMetaTag, 12},
    {"datepublished", MetadataField::kPublished, MetadataOrigin::kMicrodata, 15},
    {"date_published", MetadataField::kPublished, MetadataOrigin::kMetaTag, 18},
    {"article.published", MetadataField::kPublished, MetadataOrigin::kMetaTag, 18},
    {"firstcreate", MetadataField::kPublished, MetadataOrigin::kMetaTag, 22},
    {"weibo:article:create_at", MetadataField::kPublished, MetadataOrigin::kMetaTag, 20},
    {"bt:pubdate", MetadataField::kPublished, MetadataOrigin::kMetaTag, 18},
    {"dc.date", MetadataField::kPublished, MetadataOrigin::kDublinCore, 22},
    {"dc.date.issued", MetadataField::kPublished, MetadataOrigin::kDublinCore, 16},
    {"dc.date.created", MetadataField::kPublished, MetadataOrigin::kDublinCore, 20},
    {"dcterms.date", MetadataField::kPublished, MetadataOrigin::kDublinCore, 22},
    {"dcterms.issued", MetadataField::kPublished, MetadataOrigin::kDublinCore, 16},
    {"dcterms.created", MetadataField::kPublished, MetadataOrigin::kDublinCore, 20},
    {"citation_publication_date", MetadataField::kPublished, MetadataOrigin::kMetaTag, 12},
    {"citation_online_date", MetadataField::kPublished, MetadataOrigin::kMetaTag, 13},
    {"citation_date", MetadataField::kPublished, MetadataOrigin::kMetaTag, 14},
    {"parsely-pub-date", MetadataField::kPublished, MetadataOrigin::kMetaTag, 14},
    {"sailthru.date", MetadataField::kPublished, MetadataOrigin::kMetaTag, 16},
    {"cxenseparse:recs:publishtime", MetadataField::kPublished, MetadataOrigin::kMetaTag, 18},
    {"article:modified_time", MetadataField::kModified, MetadataOrigin::kOpenGraph, 14},
    {"og:updated_time", MetadataField::kModified, MetadataOrigin::kOpenGraph, 20},
    {"lastmod", MetadataField::kModified, MetadataOrigin::kMetaTag, 20},
    {"last-modified", MetadataField::kModified, MetadataOrigin::kMetaTag, 20},
    {"revised", MetadataField::kModified, MetadataOrigin::kMetaTag, 24},
    {"datemodified", MetadataField::kModified, MetadataOrigin::kMicrodata, 16},
    {"dcterms.modified", MetadataField::kModified, MetadataOrigin::kDublinCore, 16},
    {"dc.date.modified", MetadataField::kModified, MetadataOrigin::kDublinCore, 16},
    {"og:site_name", MetadataField::kPublisher, MetadataOrigin::kOpenGraph, 16},
    {"dc.publisher", MetadataField::kPublisher, MetadataOrigin::kDublinCore, 14},
    {"dcterms.publisher", MetadataField::kPublisher, MetadataOrigin::kDublinCore, 14},
    {"citation_publisher", MetadataField::kPublisher, MetadataOrigin::kMetaTag, 12},
    {"publisher", MetadataField::kPublisher, MetadataOrigin::kMetaTag, 18},
    {"application-name", MetadataField::kPublisher, MetadataOrigin::kMetaTag, 24},
    {"article:tag", MetadataField::kKeyword, MetadataOrigin::kOpenGraph, 12},
    {"news_keywords", MetadataField::kKeyword, MetadataOrigin::kMetaTag, 14},
    {"keywords", MetadataField::kKeyword, MetadataOrigin::kMetaTag, 16},
    {"citation_keywords", MetadataField::kKeyword, MetadataOrigin::kMetaTag, 12},
    {"parsely-tags", MetadataField::kKeyword, MetadataOrigin::kMetaTag, 18},
    {"dc.subject", MetadataField::kKeyword, MetadataOrigin::kDublinCore, 14},
    {"description", MetadataField::kAbstract, MetadataOrigin::kMetaTag, 18},
    {"og:description", MetadataField::kAbstract, MetadataOrigin::kOpenGraph, 20},
    {"dc.description", MetadataField::kAbstract, MetadataOrigin::kDublinCore, 16},
    {"citation_abstract", MetadataField::kAbstract, MetadataOrigin::kMetaTag, 10},
    {"dc.rights", MetadataField::kLicence, MetadataOrigin::kDublinCore, 14},
    {"dcterms.license", MetadataField::kLicence, MetadataOrigin::kDublinCore, 12},
    {"article:section", MetadataField::kSection, MetadataOrigin::kOpenGraph, 12},
    {"parsely-section", MetadataField::kSection, MetadataOrigin::kMetaTag, 16},
    {"og:url", MetadataField::kCanonicalUrl, MetadataOrigin::kOpenGraph, 20},
    {"dc.language", MetadataField::kLanguage, MetadataOrigin::kDublinCore, 16},
    {"content-language", MetadataField::kLanguage, MetadataOrigin::kMetaTag, 20},
    {"og:locale", MetadataField::kLanguage, MetadataOrigin::kOpenGraph, 18},
};

std::string Lower(std::string_view s) {
  std::string out(s.substr(0, 64));
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c | 32);
  }
  return out;
}

bool HasLetter(std::string_view s) {
  return std::any_of(s.begin(), s.end(), [](char c) {
    const auto u = static_cast<unsigned char>(c);
    return u >= 0x80 || ((u | 32) >= 'a' && (u | 32) <= 'z');
  });
}

bool IsUrl(std::string_view s) {
  return s.starts_with("http://") || s.starts_with("https://") || s.starts_with("www.") ||
         s.starts_with("//");
}

class Declared {
 public:
  Declared(const Dom& dom, std::string_view source_uri, std::vector<Candidate>* out)
      : dom_(dom), source_uri_(source_uri), out_(out) {}

  void Run() {
    for (int32_t i = 0; i < dom_.size() && out_->size() < kMaxCandidates; ++i) {
      if (dom_[i].is_text) continue;
      switch (dom_[i].tag) {
        case GUMBO_TAG_META:
          Meta(i);
          break;
        case GUMBO_TAG_LINK:
          Link(i);
          break;
        case GUMBO_TAG_BASE:
          // Only the first counts.
          if (base_ < 0 && dom_.FindAttribute(i, "href") != nullptr) base_ = i;
          break;
        case GUMBO_TAG_HTML:
          Attribute(i, "lang", MetadataField::kLanguage, MetadataOrigin::kMetaTag, 10);
          break;
        case GUMBO_TAG_TITLE:
          if (!title_seen_ && dom_[i].end > i + 1 && dom_[i + 1].is_text && !InForeign(i)) {
            title_seen_ = true;
            Add(MetadataField::kTitle, MetadataOrigin::kMetaTag, 24,
                PlainText(dom_[i + 1].source->v.text.text, false),
                {dom_.BeginByte(i + 1), dom_.EndByte(i + 1)});
          }
          break;
        case GUMBO_TAG_SCRIPT:
          if (dom_[i].end > i + 1 &&
              Lower(dom_.Attribute(i, "type")).starts_with("application/ld+json")) {
            JsonLd(i + 1);
          }
          break;
        default:
          break;
      }
    }
    Alternates();
    // Several products or events are a list; none of them is what the page is about.
    if (works_ > 1) {
      std::erase_if(*out_, [](const Candidate& c) {
        return c.field == MetadataField::kTitle && c.rank == kWorkTitleRank;
      });
    }
  }

 private:
  static constexpr int kWorkTitleRank = 19;

  bool InForeign(int32_t i) const {
    const int32_t parent = dom_[i].parent;
    return parent > 0 && dom_[parent].tag == GUMBO_TAG_SVG;
  }

  void Add(MetadataField field, MetadataOrigin origin, int rank, std::string value,
           text::ByteSpan span) {
    if (value.empty() || value.size() > 4000 || out_->size() >= kMaxCandidates) return;
    out_->push_back({field, origin, std::move(value), span, rank});
  }

  text::ByteSpan ValueSpan(const GumboAttribute& a) const {
    const GumboStringPiece& v = a.original_value;
    if (v.data == nullptr) return {};
    int64_t begin = v.data - dom_.markup().data();
    auto size = static_cast<int64_t>(v.length);
    if (size >= 2 && (v.data[0] == '"' || v.data[0] == '\'')) {
      ++begin;
      size -= 2;
    }
    return {begin, begin + size};
  }

  void Attribute(int32_t i, const char* name, MetadataField field, MetadataOrigin origin,
                 int rank) {
    const GumboAttribute* a = dom_.FindAttribute(i, name);
    if (a != nullptr) AddTyped(field, origin, rank, a->value, ValueSpan(*a));
  }

  // Fits a declared value to its field.
  void AddTyped(MetadataField field, MetadataOrigin origin, int rank, std::string_view raw,
                text::ByteSpan span) {
    std::string value = PlainText(raw, true);
    switch (field) {
      case MetadataField::kPublished:
      case MetadataField::kModified: {
        const auto date = parse::FindDate(value);
        if (date.has_value()) Add(field, origin, rank, date->value, span);
        return;
      }
      case MetadataField::kAuthor:
        if (IsUrl(value) || !HasLetter(value)) return;
        Authors(origin, rank, value, span);
        return;
      case MetadataField::kKeyword: {
        // A list of words; each is an item of its own, with the list's place.
        size_t begin = 0;
        int count = 0;
        while (begin <= value.size() && count++ < 30) {
          size_t end = begin, gap = 1;
          while (end < value.size() && value[end] != ',' && value[end] != ';' &&
                 value.compare(end, 3, "，") != 0 && value.compare(end, 3, "、") != 0) {
            ++end;
          }
          if (end < value.size() && value[end] != ',' && value[end] != ';') gap = 3;
          Add(field, origin, rank,
              PlainText(std::string_view(value).substr(begin, end - begin), false), span);
          begin = end + gap;
        }
        return;
      }
      case MetadataField::kLanguage:
        std::replace(value.begin(), value.end(), '_', '-');
        if (value.size() > 12) return;
        break;
      default:
        break;
    }
    Add(field, origin, rank, std::move(value), span);
  }

  // "Ana Ruiz, The Daily" and "A and B" are several names; what does not read as names stays whole.
  void Authors(MetadataOrigin origin, int rank, const std::string& value, text::ByteSpan span) {
    const std::string_view text(value);
    std::vector<parse::AuthorName> names = parse::ReadByline(text);
    if (names.empty()) names = parse::SplitAuthors(text);
    if (names.size() <= 1 || value.size() > 400) {
      std::string_view one = text;
      for (std::string_view lead : {"By ", "by ", "作者：", "作者:"}) {
        if (one.starts_with(lead)) one.remove_prefix(lead.size());
      }
      Add(MetadataField::kAuthor, origin, rank, std::string(one), span);
      return;
    }
    for (const parse::AuthorName& n : names) {
      Add(n.affiliation ? MetadataField::kAffiliation : MetadataField::kAuthor, origin, rank,
          value.substr(n.begin, n.end - n.begin), span);
    }
  }

  void Meta(int32_t i) {
    const GumboAttribute* content = dom_.FindAttribute(i, "content");
    if (content == nullptr || content->value[0] == '\0') return;
    for (const char* key : {"property", "name", "itemprop", "http-equiv"}) {
      const std::string_view raw = dom_.Attribute(i, key);
      if (raw.empty()) continue;
      std::string name = Lower(raw);
      if (name.starts_with("dc:") || name.starts_with("dcterms:")) {
        name[name.find(':')] = '.';
      }
      for (const MetaName& m : kMetaNames) {
        if (m.name == name) {
          AddTyped(m.field, m.origin, m.rank, content->value, ValueSpan(*content));
          return;
        }
      }
    }
  }

  void Link(int32_t i) {
    const std::string rel = Lower(dom_.Attribute(i, "rel"));
    if (rel == "canonical") {
      Attribute(i, "href", MetadataField::kCanonicalUrl, MetadataOrigin::kMetaTag, 10);
    } else if (rel == "license") {
      Attribute(i, "href", MetadataField::kLicence, MetadataOrigin::kMetaTag, 10);
    } else if (alternates_.size() < kMostAlternates && InHead(i) &&
               dom_.HasAttribute(i, "hreflang") && HasWord(rel, "alternate") &&
               !HasWord(rel, "stylesheet")) {
      alternates_.push_back(i);
    }
  }

  // What stands in the body may be anybody's.
  bool InHead(int32_t i) const {
    return dom_[i].parent >= 0 && dom_[dom_[i].parent].tag == GUMBO_TAG_HEAD;
  }

  static bool HasWord(std::string_view words, std::string_view word) {
    constexpr std::string_view kBlank = " \t\n\f\r";
    while (!words.empty()) {
      const size_t end = std::min(words.find_first_of(kBlank), words.size());
      if (words.substr(0, end) == word) return true;
      words.remove_prefix(std::min(end + 1, words.size()));
    }
    return false;
  }

  // "zh_TW" as "zh-TW"; empty for what is no language tag.
  static std::string LanguageTag(std::string_view raw) {
    std::string tag = PlainText(raw, true);
    std::replace(tag.begin(), tag.end(), '_', '-');
    const bool shaped =
        tag.size() >= 2 && tag.size() <= 35 && std::all_of(tag.begin(), tag.end(), [](char c) {
          return c == '-' || (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z');
        });
    return shaped ? tag : "";
  }

  // The same content in other languages. The head may name the page's base and its own address
  // after them, so they are read last. A list of alternates has the page itself among them, which
  // is none of its own.
  void Alternates() {
    std::string own;
    for (const Candidate& c : *out_) {
      if (c.field == MetadataField::kCanonicalUrl && own.empty()) own = c.value;
    }
    std::string base(source_uri_);
    if (!text::ResolveAddress(base, "/").has_value()) base = own;
    if (base_ >= 0) {
      base = text::ResolveAddress(base, dom_.Attribute(base_, "href")).value_or(base);
    }
    own = text::PlainAddress(text::ResolveAddress(base, own).value_or(""));
    const std::string here = text::PlainAddress(source_uri_);
    for (const int32_t i : alternates_) {
      const GumboAttribute* href = dom_.FindAttribute(i, "href");
      std::string language = LanguageTag(dom_.Attribute(i, "hreflang"));
      if (href == nullptr || language.empty() || out_->size() >= kMaxCandidates) continue;
      std::optional<std::string> address = text::ResolveAddress(base, href->value);
      if (!address) continue;
      const std::string plain = text::PlainAddress(*address);
      if (plain == own || plain == here) continue;
      out_->push_back({.field = MetadataField::kAlternateUrl,
                       .origin = MetadataOrigin::kMetaTag,
                       .value = *std::move(address),
                       .span = ValueSpan(*href),
                       .rank = 10,
                       .language = std::move(language)});
    }
  }

  // JSON-LD -----------------------------------------------------------------------------------

  text::ByteSpan SpanOf(const JsonValue& v) const {
    const int64_t begin = v.raw.data() - dom_.markup().data();
    return {begin, begin + static_cast<int64_t>(v.raw.size())};
  }

  void JsonLd(int32_t text_node) {
    const int64_t begin = dom_.BeginByte(text_node), end = dom_.EndByte(text_node);
    if (begin < 0 || end <= begin) return;
    values_ = ReadJson(dom_.markup().substr(begin, end - begin));
    for (int32_t k = 0; k < static_cast<int32_t>(values_.size()); ++k) {
      if (values_[k].kind != JsonValue::kObject) continue;
      const int kind = Kind(k);
      if (kind >= 0) Thing(k, kind);
    }
  }

  // How much an object is the page's own subject: 0 an article, 4 another work, 8 the page; -1
  // none.
  int Kind(int32_t object) const {
    int32_t type = JsonMember(values_, object, "@type");
    if (type < 0) return -1;
    // What stands under these keys is about something else.
    const std::string_view key = values_[object].key;
    for (std::string_view other : {"isPartOf", "itemListElement", "comment", "review", "publisher",
                                   "author", "image", "breadcrumb", "hasPart", "citation",
                                   "relatedLink", "suggestedAnswer", "acceptedAnswer", "video"}) {
      if (key == other) return -1;
    }
    const auto rank = [](std::string_view t) {
      if (t.ends_with("Article") || t == "BlogPosting" || t == "Report" || t == "Recipe" ||
          t == "DiscussionForumPosting" || t == "SocialMediaPosting" || t == "LiveBlogPosting" ||
          t == "HowTo") {
        return 0;
      }
      if (t == "Product" || t == "QAPage" || t == "VideoObject" || t == "Book" || t == "Dataset" ||
          t == "Event" || t == "Course" || t == "CreativeWork" || t == "PodcastEpisode" ||
          t == "SoftwareApplication" || t == "Review") {
        return 4;
      }
      if (t == "WebPage" || t == "CollectionPage" || t == "ItemPage" || t == "AboutPage" ||
          t == "FAQPage" || t == "MedicalWebPage" || t == "ProfilePage") {
        return 8;
      }
      return -1;
    };
    if (values_[type].kind == JsonValue::kString) return rank(values_[type].raw);
    int best = -1;
    for (int32_t k = type + 1; k < values_[type].end; ++k) {
      const int r = rank(values_[k].raw);
      if (r >= 0 && (best < 0 || r < best)) best = r;
    }
    return best;
  }

  void Text(int32_t value, MetadataField field, int rank) {
    if (value < 0) return;
    if (values_[value].kind == JsonValue::kArray) {
      for (int32_t k = value + 1; k < values_[value].end; k = values_[k].end) Text(k, field, rank);
      return;
    }
    if (values_[value].kind != JsonValue::kString) return;
    AddTyped(field, MetadataOrigin::kJsonLd, rank, JsonText(values_[value].raw),
             SpanOf(values_[value]));
  }

  // A person or organization: by name, as an object, in a list, or by reference.
  void Name(int32_t value, MetadataField field, int rank, int depth) {
    if (value < 0 || depth > 4) return;
    const JsonValue& v = values_[value];
    if (v.kind == JsonValue::kArray) {
      for (int32_t k = value + 1; k < v.end; k = values_[k].end) Name(k, field, rank, depth + 1);
    } else if (v.kind == JsonValue::kString) {
      Text(value, field, rank);
    } else if (v.kind == JsonValue::kObject) {
      const int32_t name = JsonMember(values_, value, "name");
      const int32_t type = JsonMember(values_, value, "@type");
      // A publisher that signs for its writers: a byline that readers see knows better.
      if (field == MetadataField::kAuthor && type >= 0 && values_[type].raw == "Organization") {
        rank += 18;
      }
      if (name >= 0) {
        Name(name, field, rank, depth + 1);
        return;
      }
      const int32_t id = JsonMember(values_, value, "@id");
      if (id < 0) return;
      for (int32_t k = 0; k < static_cast<int32_t>(values_.size()); ++k) {
        if (k == value || values_[k].kind != JsonValue::kObject) continue;
        const int32_t other = JsonMember(values_, k, "@id");
        if (other < 0 || values_[other].raw != values_[id].raw) continue;
        const int32_t there = JsonMember(values_, k, "name");
        if (there >= 0) {
          Name(there, field, rank, depth + 1);
          return;
        }
      }
    }
  }

  void Thing(int32_t object, int kind) {
    if (++things_ > 50) return;
    const auto member = [&](std::string_view key) { return JsonMember(values_, object, key); };
    Text(member("headline"), MetadataField::kTitle, 14 + kind);
    Text(member("name"), MetadataField::kTitle, kind == 4 ? kWorkTitleRank : 25);
    works_ += kind == 4;
    Text(member("alternativeHeadline"), MetadataField::kSubtitle, 14 + kind);
    Text(member("datePublished"), MetadataField::kPublished, 10 + kind);
    Text(member("dateCreated"), MetadataField::kPublished, 19 + kind);
    Text(member("uploadDate"), MetadataField::kPublished, 21 + kind);
    Text(member("dateModified"), MetadataField::kModified, 10 + kind);
    if (kind == 8) {
      Name(member("author"), MetadataField::kAuthor, 26, 0);
    } else {
      Name(member("author"), MetadataField::kAuthor, 10 + kind, 0);
      if (member("author") < 0) Name(member("creator"), MetadataField::kAuthor, 13 + kind, 0);
    }
    Name(member("publisher"), MetadataField::kPublisher, 10 + kind, 0);
    Text(member("keywords"), MetadataField::kKeyword, 10 + kind);
    Text(member("description"), MetadataField::kAbstract, 14 + kind);
    Text(member("articleSection"), MetadataField::kSection, 10 + kind);
    Text(member("inLanguage"), MetadataField::kLanguage, 14 + kind);
    Text(member("license"), MetadataField::kLicence, 12 + kind);
  }

  const Dom& dom_;
  const std::string_view source_uri_;
  std::vector<Candidate>* out_;
  std::vector<int32_t> alternates_;  // links
  int32_t base_ = -1;
  std::vector<JsonValue> values_;
  bool title_seen_ = false;
  int things_ = 0;
  int works_ = 0;
};

}  // namespace

void CollectDeclared(const Dom& dom, std::string_view source_uri, std::vector<Candidate>* out) {
  Declared(dom, source_uri, out).Run();
}

}  // namespace parallax::parse_html
