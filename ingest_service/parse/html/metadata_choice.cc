#include <algorithm>
#include <map>
#include <string>

#include "ingest_service/parse/html/metadata.h"
#include "ingest_service/parse/html/title_heading.h"

namespace parallax::parse_html {
namespace {

using record::MetadataField;
using record::MetadataOrigin;

// Letters and digits only, lower case: what makes two values the same. Signs such as © and ¶ (below
// U+00C0) are left out.
std::string Key(std::string_view s) {
  std::string key;
  for (char c : s) {
    const auto u = static_cast<unsigned char>(c);
    if (u >= 0xC3 ||
        (u >= 0x80 && !key.empty() && u < 0xC0 && static_cast<unsigned char>(key.back()) >= 0x80) ||
        (u >= '0' && u <= '9') || (u >= 'a' && u <= 'z')) {
      key.push_back(c);
    } else if (u >= 'A' && u <= 'Z') {
      key.push_back(static_cast<char>(u | 32));
    }
  }
  return key;
}

constexpr int64_t kBylineReachBytes = 600;

constexpr std::string_view kTitleGaps[] = {" | ", " - ", " – ", " — ", " :: ", " » ", " • ", " · ",
                                           "_",   "｜",  "－",  " « ", " ~ ",  "-",   "|"};

// The parts of a page title that sites set apart: the name of the page and that of the site.
std::string WithoutSite(const std::string& title, const std::string& site,
                        const std::vector<std::string>& headings) {
  // A heading that is a part of the title is the title.
  const std::string whole = Key(title);
  for (const std::string& h : headings) {
    const std::string key = Key(h);
    if (key.size() >= 8 && key.size() < whole.size() && whole.starts_with(key)) return h;
    // One that is its last part names the site, or the book that the page is a chapter of.
    for (std::string_view gap : kTitleGaps) {
      const size_t at = title.rfind(gap);
      if (gap.size() > 1 && at != std::string::npos && at > 0 &&
          Key(title.substr(at + gap.size())) == key) {
        return title.substr(0, at);
      }
    }
  }
  const std::string site_key = Key(site);
  for (std::string_view gap : kTitleGaps) {
    const size_t at = title.rfind(gap);
    if (at == std::string::npos || at == 0) continue;
    std::string head = title.substr(0, at), tail = title.substr(at + gap.size());
    const bool tight = gap.size() == 1;
    if (!site_key.empty() && Key(tail) == site_key) return WithoutSite(head, "", headings);
    if (!site_key.empty() && Key(head) == site_key) return tail;
    const size_t most = gap == " | " ? 60 : 40;
    if (!tight && tail.size() <= most && head.size() >= 10 && head.size() * 3 > tail.size() * 2) {
      return head;
    }
    if (!tight) break;
  }
  return title;
}

// A heading is written for readers: only the site's name is cut off.
std::string HeadingWithoutSite(const std::string& heading, const std::string& site) {
  const std::string site_key = Key(site);
  for (std::string_view gap : kTitleGaps) {
    const size_t at = heading.rfind(gap);
    if (site_key.empty() || at == std::string::npos || at == 0) continue;
    if (Key(heading.substr(at + gap.size())) == site_key) return heading.substr(0, at);
  }
  return heading;
}

// Whether a heading is what the declared title names besides sections and the site: a part in its
// midst, the part after a colon ("Blog: …"), or the last one where the first names the site. The
// last of other parts is the site's name, which sites also put in a heading.
bool IsPartOf(const std::string& heading_key, const std::string& declared,
              const std::string& site) {
  const std::vector<TitlePart> parts = TitleParts(declared);
  const std::string site_key = Key(site);
  if (heading_key == site_key) return false;
  for (size_t k = 1; k < parts.size(); ++k) {
    if (Key(std::string(parts[k].text)) != heading_key) continue;
    return k + 1 < parts.size() || parts[k].after_colon ||
           (!site_key.empty() && Key(std::string(parts[0].text)) == site_key);
  }
  return false;
}

// Whether the page's heading, and not what its head declares, is the title. Heads are written for
// search engines and may name the site; a heading that shares half of its words with the head says
// the same in the author's own. One that is a small part of the declared title names the site or
// section.
bool HeadingIsTitle(const std::string& heading, const std::string& declared,
                    const std::string& site) {
  const std::string h = Key(heading), d = Key(declared);
  if (h.size() < 4) return false;
  if (d.empty() || (h.size() > d.size() && h.find(d) != std::string::npos)) return true;
  if (d.starts_with(h)) return h.size() * 5 >= d.size();
  if (d.find(h) != std::string::npos) return IsPartOf(h, declared, site);
  return SharesHalf(heading, declared);
}

// The heading goes before or behind what is declared, by HeadingIsTitle.
void RankHeading(const std::string& site, std::vector<Candidate>* candidates) {
  constexpr int kFirst = 0, kLast = 40;
  const Candidate* declared = nullptr;
  for (const Candidate& c : *candidates) {
    if (c.field != MetadataField::kTitle || c.origin == MetadataOrigin::kHeading) continue;
    if (declared == nullptr || c.rank < declared->rank) declared = &c;
  }
  const std::string title = declared == nullptr ? "" : declared->value;
  for (Candidate& c : *candidates) {
    if (c.field == MetadataField::kTitle && c.origin == MetadataOrigin::kHeading) {
      c.rank = HeadingIsTitle(c.value, title, site) ? kFirst : kLast;
    }
  }
}

}  // namespace

std::vector<record::MetadataItem> ChooseMetadata(std::vector<Candidate> candidates) {
  std::string site;
  int site_rank = 0;
  for (const Candidate& c : candidates) {
    if (c.field == MetadataField::kPublisher && (site.empty() || c.rank < site_rank)) {
      site = c.value;
      site_rank = c.rank;
    }
  }
  RankHeading(site, &candidates);
  std::stable_sort(candidates.begin(), candidates.end(),
                   [](const Candidate& a, const Candidate& b) {
                     return std::pair(a.field, a.rank) < std::pair(b.field, b.rank);
                   });
  std::vector<std::string> headings;
  for (const Candidate& c : candidates) {
    if (c.field == MetadataField::kTitle && c.origin == MetadataOrigin::kHeading) {
      headings.push_back(c.value);
    }
  }
  std::vector<record::MetadataItem> items;
  std::map<MetadataField, int> chosen_rank;
  int64_t author_end = -1;  // of the visible byline that was chosen
  std::map<std::pair<MetadataField, std::string>, bool> seen;
  for (Candidate& c : candidates) {
    record::MetadataItem item;
    item.field = c.field;
    item.origin = c.origin;
    item.value = c.field != MetadataField::kTitle       ? c.value
                 : c.origin == MetadataOrigin::kHeading ? HeadingWithoutSite(c.value, site)
                                                        : WithoutSite(c.value, site, headings);
    item.span = c.span;
    item.language = c.language;
    if (c.text != nullptr && item.value.size() < c.value.size()) {
      const auto at = static_cast<int64_t>(c.value.find(item.value));
      item.span = c.text->Original(at, at + static_cast<int64_t>(item.value.size()));
    } else if (c.origin == MetadataOrigin::kMicrodata) {
      item.value = c.value;
    }
    const std::string key = Key(item.value);
    if (key.empty()) continue;
    const bool several = c.field == MetadataField::kAuthor || c.field == MetadataField::kKeyword ||
                         c.field == MetadataField::kAffiliation ||
                         c.field == MetadataField::kAlternateUrl;
    const auto at = chosen_rank.find(c.field);
    const bool again = !seen.emplace(std::pair(c.field, key), true).second;
    if (at == chosen_rank.end()) {
      chosen_rank[c.field] = c.rank;
      item.chosen = true;
    } else if (several && at->second == c.rank && !again) {
      // Bylines of other articles look the same: authors of one byline stand together.
      item.chosen =
          author_end < 0 || c.field != MetadataField::kAuthor ||
          (c.span.begin_byte >= author_end && c.span.begin_byte - author_end <= kBylineReachBytes);
    }
    if (item.chosen && c.field == MetadataField::kAuthor &&
        (c.origin == MetadataOrigin::kByline || c.origin == MetadataOrigin::kMicrodata ||
         c.origin == MetadataOrigin::kLabelledLine)) {
      author_end = c.span.end_byte;
    }
    items.push_back(std::move(item));
  }
  return items;
}

}  // namespace parallax::parse_html
