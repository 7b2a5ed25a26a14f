#include <algorithm>
#include <map>
#include <string>

#include "ingest_service/parse/html/metadata.h"

namespace parallax::parse_html {
namespace {

using record::MetadataField;
using record::MetadataOrigin;

// Letters and digits only, lower case: what makes two values the same.
std::string Key(std::string_view s) {
  std::string key;
  for (char c : s) {
    const auto u = static_cast<unsigned char>(c);
    if (u >= 0x80 || (u >= '0' && u <= '9') || (u >= 'a' && u <= 'z')) {
      key.push_back(c);
    } else if (u >= 'A' && u <= 'Z') {
      key.push_back(static_cast<char>(u | 32));
    }
  }
  return key;
}

constexpr std::string_view kTitleGaps[] = {" | ", " - ", " – ", " — ", " :: ", " » ", " • ",
                                           " · ", "_",   "｜",  "－",  " « ", " ~ ", "-", "|"};

// The parts of a page title that sites set apart: the name of the page and that of the site.
std::string WithoutSite(const std::string& title, const std::string& site,
                        const std::vector<std::string>& headings) {
  // A heading that is a part of the title is the title.
  const std::string whole = Key(title);
  for (const std::string& h : headings) {
    const std::string key = Key(h);
    if (key.size() >= 8 && key.size() < whole.size() && whole.starts_with(key)) return h;
  }
  const std::string site_key = Key(site);
  for (std::string_view gap : kTitleGaps) {
    const size_t at = title.rfind(gap);
    if (at == std::string::npos || at == 0) continue;
    const std::string head = title.substr(0, at), tail = title.substr(at + gap.size());
    const bool tight = gap.size() == 1;
    if (!site_key.empty() && Key(tail) == site_key) return WithoutSite(head, "", headings);
    if (!site_key.empty() && Key(head) == site_key) return tail;
    if (!tight && tail.size() <= 40 && head.size() >= 10 && head.size() > tail.size()) return head;
    if (!tight) break;
  }
  return title;
}

}  // namespace

std::vector<record::MetadataItem> ChooseMetadata(std::vector<Candidate> candidates) {
  std::stable_sort(candidates.begin(), candidates.end(), [](const Candidate& a, const Candidate& b) {
    return std::pair(a.field, a.rank) < std::pair(b.field, b.rank);
  });
  std::string site;
  std::vector<std::string> headings;
  for (const Candidate& c : candidates) {
    if (c.field == MetadataField::kPublisher && site.empty()) site = c.value;
    if (c.field == MetadataField::kTitle && c.origin == MetadataOrigin::kHeading) {
      headings.push_back(c.value);
    }
  }
  std::vector<record::MetadataItem> items;
  std::map<MetadataField, int> chosen_rank;
  std::map<std::pair<MetadataField, std::string>, bool> seen;
  for (Candidate& c : candidates) {
    record::MetadataItem item;
    item.field = c.field;
    item.origin = c.origin;
    // What readers see as the title is the title; what the head declares may name the site too.
    const bool declared =
        c.origin != MetadataOrigin::kHeading && c.origin != MetadataOrigin::kMicrodata;
    item.value = c.field == MetadataField::kTitle && declared ? WithoutSite(c.value, site, headings)
                                                              : c.value;
    item.span = c.span;
    const std::string key = Key(item.value);
    if (key.empty()) continue;
    const bool several = c.field == MetadataField::kAuthor || c.field == MetadataField::kKeyword ||
                         c.field == MetadataField::kAffiliation;
    const auto at = chosen_rank.find(c.field);
    const bool again = !seen.emplace(std::pair(c.field, key), true).second;
    if (at == chosen_rank.end()) {
      chosen_rank[c.field] = c.rank;
      item.chosen = true;
    } else if (several && at->second == c.rank && !again) {
      item.chosen = true;
    }
    items.push_back(std::move(item));
  }
  return items;
}

}  // namespace parallax::parse_html
